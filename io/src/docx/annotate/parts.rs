//! The parts around the document's own: the comments, the relation that leads to them, their type; and the archive written
//! anew, with every other entry copied as it lies.

use super::super::Fault;
use super::super::package::{Package, is_same};
use super::super::xml::Xml;
use super::AUTHOR;
use crate::Reason;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = "[Content_Types].xml";
/// The id of the relation to a part of comments that was added.
const RELATION: &str = "rIdGongkaiComments";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// The namespaces of relations in the two editions of the standard.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_RELATIONS: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// The part of comments.
pub(super) struct CommentsPart {
    /// Its name.
    name: String,
    /// Its text; `None`: there is none yet.
    source: Option<String>,
    /// The prefix of its elements.
    prefix: String,
    /// The declaration of the namespace that a new part has.
    namespace: String,
}

impl CommentsPart {
    pub(super) fn source(&self) -> &str {
        self.source.as_deref().unwrap_or_default()
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }
}

/// The document's comments.
pub(super) fn comments(package: &mut Package<'_>) -> Result<CommentsPart, Reason> {
    if let Some(name) = package.related("comments").map(|relation| relation.target.clone())
        && let Some(source) = package.part(&name)?
    {
        let prefix = Xml::new(&source, 1).root()?.prefix().to_owned();
        if prefix.is_empty() {
            return Err(Fault::Unmarkable.into());
        }
        return Ok(CommentsPart { name, source: Some(source), prefix, namespace: String::new() });
    }
    let folder = package.main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = |file: &str| if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") };
    let taken = |name: &String| package.archive.index_for_name(name).is_some();
    let name = Some(name("comments.xml"))
        .filter(|name| !taken(name))
        .unwrap_or_else(|| name("comments-gongkai.xml"));
    let is_strict = package.relations.iter().any(|relation| relation.strict);
    let namespace = match is_strict {
        true => "http://purl.oclc.org/ooxml/wordprocessingml/main",
        false => "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    };
    Ok(CommentsPart { name, source: None, prefix: "w:".to_owned(), namespace: namespace.to_owned() })
}

/// A number that no comment, change or bookmark bears, nor any above it.
pub(super) fn free_id(sources: &[&str]) -> u64 {
    let ids = sources.iter().flat_map(|source| source.split(":id=\"").skip(1));
    let numbers = ids.filter_map(|rest| rest.split('"').next()?.parse::<u64>().ok());
    // Numbers of drawings may be as large as they can be; ours stay below what programs take.
    numbers.filter(|number| *number < 1 << 30).max().map_or(0, |number| number + 1)
}

/// The archive with the document's part and the comments.
pub(super) fn rewrite(
    package: &mut Package<'_>,
    comments: &CommentsPart,
    document: String,
    words: &str,
) -> Result<Vec<u8>, Reason> {
    let mut parts = BTreeMap::from([(package.main.clone(), Some(document))]);
    match &comments.source {
        Some(source) => {
            parts.insert(comments.name.clone(), Some(appended(source, words, &comments.prefix)));
        }
        None => {
            let namespace = &comments.namespace;
            let part = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\">{words}</w:comments>"
            );
            parts.insert(comments.name.clone(), Some(part));
            let relations = Package::relations_name(&package.main);
            let source = package.part(&relations)?.unwrap_or_else(|| {
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
            });
            let kind = if namespace.contains("purl.oclc.org") { STRICT_RELATIONS } else { RELATIONS };
            let file = comments.name.rsplit('/').next().unwrap_or_default();
            let relation = |prefix: &str| {
                format!(
                    "<{prefix}Relationship Id=\"{RELATION}\" Type=\"{kind}/comments\" Target=\"{file}\"/>"
                )
            };
            parts.insert(relations, Some(appended_with(&source, relation)?));
            let types = package.part(TYPES)?.unwrap_or_default();
            let name = &comments.name;
            let declared =
                |prefix: &str| format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{TYPE}\"/>");
            parts.insert(TYPES.to_owned(), Some(appended_with(&types, declared)?));
        }
    }
    archive(package, parts)
}

/// The archive with the document's part restored and our comments taken out.
pub(super) fn restore(
    package: &mut Package<'_>,
    comments: &CommentsPart,
    document: String,
) -> Result<Vec<u8>, Reason> {
    let mut parts = BTreeMap::from([(package.main.clone(), Some(document))]);
    let is_ours = package.relations.iter().any(|relation| relation.id == RELATION);
    if let Some(source) = &comments.source {
        let kept = without_comments(source, &comments.prefix);
        parts.insert(comments.name.clone(), Some(kept).filter(|_| !is_ours));
    }
    if is_ours {
        let relations = Package::relations_name(&package.main);
        let source = package.part(&relations)?.unwrap_or_default();
        parts.insert(relations, Some(without_element(&source, &format!("Id=\"{RELATION}\""))));
        let types = package.part(TYPES)?.unwrap_or_default();
        parts.insert(
            TYPES.to_owned(),
            Some(without_element(&types, &format!("PartName=\"/{}\"", comments.name))),
        );
    }
    archive(package, parts)
}

/// The part with `words` before the end of its root.
fn appended(source: &str, words: &str, prefix: &str) -> String {
    match source.rfind("</") {
        Some(end) => {
            let (before, behind) = source.split_at(end);
            format!("{before}{words}{behind}")
        }
        // <w:comments/>
        None => {
            let open = source.trim_end().trim_end_matches('>').trim_end_matches('/');
            format!("{open}>{words}</{prefix}comments>")
        }
    }
}

fn appended_with(source: &str, element: impl Fn(&str) -> String) -> Result<String, Reason> {
    let root = Xml::new(source, 1).root()?;
    let prefix = root.prefix();
    if source.contains("</") {
        return Ok(appended(source, &element(prefix), prefix));
    }
    let open = source.trim_end().trim_end_matches('>').trim_end_matches('/');
    Ok(format!("{open}>{}</{prefix}{}>", element(prefix), root.name()))
}

/// The comments without ours.
fn without_comments(source: &str, prefix: &str) -> String {
    let (open, close) = (format!("<{prefix}comment {prefix}id=\""), format!("</{prefix}comment>"));
    let own = format!("\" {prefix}author=\"{AUTHOR}\"");
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(&open) {
        let (before, comment) = rest.split_at(at);
        kept.push_str(before);
        let id = comment.get(open.len()..).unwrap_or_default();
        let is_ours = id.trim_start_matches(|figure: char| figure.is_ascii_digit()).starts_with(&own);
        match comment.split_once(&close) {
            Some((_, behind)) if is_ours => rest = behind,
            _ => {
                kept.push_str(&open);
                rest = id;
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// The part without the empty element that has the attribute.
fn without_element(source: &str, attribute: &str) -> String {
    let cut = || {
        let at = source.find(attribute)?;
        let start = source.get(..at)?.rfind('<')?;
        let end = at + source.get(at..)?.find("/>")? + 2;
        Some(format!("{}{}", source.get(..start)?, source.get(end..)?))
    };
    cut().unwrap_or_else(|| source.to_owned())
}

/// The archive with these parts in place of its own, or without them; what is new stands at the end.
fn archive(
    package: &mut Package<'_>,
    mut parts: BTreeMap<String, Option<String>>,
) -> Result<Vec<u8>, Reason> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let not_written = |error: &dyn std::fmt::Display| Reason::NotWritten(error.to_string());
    for index in 0..package.archive.len() {
        let entry = package.archive.by_index_raw(index).map_err(|error| not_written(&error))?;
        let name = entry.name().map_err(|error| not_written(&error))?.into_owned();
        let options = entry.options();
        let own = parts.keys().find(|part| is_same(&name, part)).cloned();
        match own.and_then(|part| parts.remove(&part)) {
            None => writer.raw_copy_file(entry).map_err(|error| not_written(&error))?,
            Some(None) => {}
            Some(Some(contents)) => {
                drop(entry);
                writer.start_file(name, options).map_err(|error| not_written(&error))?;
                writer.write_all(contents.as_bytes()).map_err(|error| not_written(&error))?;
            }
        }
    }
    for (name, contents) in parts {
        let Some(contents) = contents else { continue };
        writer.start_file(name, SimpleFileOptions::default()).map_err(|error| not_written(&error))?;
        writer.write_all(contents.as_bytes()).map_err(|error| not_written(&error))?;
    }
    Ok(writer.finish().map_err(|error| not_written(&error))?.into_inner())
}
