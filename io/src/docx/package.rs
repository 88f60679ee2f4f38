//! The archive of a Word document and the parts that are read of it, within limits. Parts that are not read, such as
//! images, are never unpacked.

use super::fault::{Actual, Fault};
use super::xml::Xml;
use crate::Reason;
use crate::kind::is_encrypted;
use crate::problem::Format;
use crate::read::binary_format;
use memchr::memmem;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// How much of a file is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Files in the archive.
    pub entries: usize,
    /// Bytes of all parts that are read, unpacked. It bounds how far an archive may swell: what lies beyond is not unpacked.
    pub unpacked: u64,
    /// Elements in each other.
    pub depth: u32,
    /// Paragraphs, runs, what runs print, rows and cells of a part.
    pub runs: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, entries: 10_000, unpacked: 64 << 20, depth: 200, runs: 500_000 }
    }
}

/// The archive, opened.
pub(super) struct Package<'b> {
    pub(super) archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
    limits: Limits,
    /// The name of the part that holds the body.
    pub(super) main: String,
    /// The parts that the body refers to.
    pub(super) relations: Vec<Relation>,
}

/// A part that another refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type: `styles`, `header`.
    pub(super) kind: String,
    /// The name of the part.
    pub(super) target: String,
    /// Whether its type is named as the strict edition of the standard names it.
    pub(super) strict: bool,
}

impl<'b> Package<'b> {
    /// Opens the archive and finds the body.
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, Reason> {
        if bytes.len() > limits.bytes {
            return Err(Reason::TooLarge { bytes: bytes.len() as u64, limit: limits.bytes });
        }
        if let Some(reason) = other_format(bytes) {
            return Err(reason);
        }
        if entries(bytes).is_some_and(|entries| entries > limits.entries) {
            return Err(Fault::TooManyEntries { limit: limits.entries }.into());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
        if archive.len() > limits.entries {
            return Err(Fault::TooManyEntries { limit: limits.entries }.into());
        }
        let mut package =
            Self { archive, left: limits.unpacked, limits, main: String::new(), relations: Vec::new() };
        package.main = package.find_main()?;
        package.relations = package.relations_of(&package.main.clone())?;
        Ok(package)
    }

    /// The part as text; `None`: there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Reason> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let decoded = match bytes.as_slice() {
            [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode_with_bom_removal(&bytes).0.into_owned(),
            [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode_with_bom_removal(&bytes).0.into_owned(),
            _ => String::from_utf8(bytes).map_err(|_| Fault::broken(format!("{name}: not in UTF-8")))?,
        };
        Ok(Some(decoded))
    }

    /// The part's bytes.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Reason> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| wrong(&error))?;
        // What is packed at best swells a thousandfold; the size that is stated may be false.
        let swollen = entry.compressed_size().saturating_mul(1100);
        let expected = entry.size().min(self.left).min(swollen) as usize;
        let mut bytes = Vec::with_capacity(expected);
        let read = entry.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|error| Fault::broken(format!("{name}: {error}")))?;
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or(Reason::Unpacked { limit: self.limits.unpacked })?;
        Ok(Some(bytes))
    }

    /// The part that the body refers to as `kind`.
    pub(super) fn related(&self, kind: &str) -> Option<&Relation> {
        self.relations.iter().find(|relation| relation.kind == kind)
    }

    /// Where the part's own references stand: `word/_rels/document.xml.rels`.
    pub(super) fn relations_name(part: &str) -> String {
        let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        format!("{folder}{slash}_rels/{file}.rels")
    }

    /// The entry of that name; names differ by more than case.
    fn index(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            (0..self.archive.len()).find(|index| self.name(*index).is_some_and(|other| is_same(&other, name)))
        })
    }

    fn name(&self, index: usize) -> Option<String> {
        Some(self.archive.name_for_index(index)?.ok()?.into_owned())
    }

    fn find_main(&mut self) -> Result<String, Reason> {
        let relations = self.relations_of("")?;
        let named = relations.into_iter().find(|relation| relation.kind == "officeDocument");
        let main = named.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
        if let Some(actual) = self.other_archive(&main) {
            return Err(Fault::Other(actual).into());
        }
        match self.index(&main) {
            Some(index) => Ok(self.name(index).unwrap_or(main)),
            None => Err(Fault::broken(format!("it has no {main}")).into()),
        }
    }

    /// What the archive holds, where that is no Word document.
    fn other_archive(&self, main: &str) -> Option<Actual> {
        let has = |name: &str| self.index(name).is_some();
        if has("word/document.xml") || main.starts_with("word/") && has(main) {
            return None;
        }
        let begins = |folder: &str| {
            let mut names = self.archive.file_names().filter_map(Result::ok);
            names.any(|name| name.replace('\\', "/").starts_with(folder))
        };
        Some(match () {
            () if begins("xl/") => Actual::Workbook,
            () if begins("ppt/") => Actual::Slides,
            () if has("OFD.xml") => Actual::Ofd,
            () if has("mimetype") => Actual::OpenDocument,
            () if has("[Content_Types].xml") => return None,
            () => Actual::Archive,
        })
    }

    fn relations_of(&mut self, part: &str) -> Result<Vec<Relation>, Reason> {
        let Some(source) = self.part(&Self::relations_name(part))? else { return Ok(Vec::new()) };
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut xml = Xml::new(&source, self.limits.depth);
        xml.root()?;
        let mut relations = Vec::new();
        while let Some(tag) = xml.child()? {
            let fields: BTreeMap<&str, _> = tag.attributes().collect();
            xml.skip()?;
            let field = |name: &str| fields.get(name).map(AsRef::as_ref);
            let (Some(kind), Some(target)) = (field("Type"), field("Target")) else { continue };
            if field("TargetMode") == Some("External") {
                continue;
            }
            let strict = kind.contains("purl.oclc.org");
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let id = field("Id").unwrap_or_default().to_owned();
            relations.push(Relation { id, kind, target: resolve(folder, target), strict });
        }
        Ok(relations)
    }
}

/// The name of a part that a part in `folder` calls `target`.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "." | "" => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

/// Whether two names mean one part: names differ by more than case.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    left.len() == right.len()
        && left
            .bytes()
            .zip(right.bytes())
            .all(|(left, right)| left.eq_ignore_ascii_case(&right) || left == b'\\' && right == b'/')
}

/// What the bytes are, where they are no zip archive.
fn other_format(bytes: &[u8]) -> Option<Reason> {
    match binary_format(bytes) {
        Some(Format::Zip) => return None,
        Some(Format::Pdf) => return Some(Fault::Other(Actual::Pdf).into()),
        Some(Format::OldOffice) => {
            return Some(if is_encrypted(bytes) {
                Reason::Password
            } else {
                Fault::Other(Actual::OldOffice).into()
            });
        }
        Some(Format::RichText) => return Some(Fault::Other(Actual::Rtf).into()),
        Some(Format::WebArchive | Format::WordXml | Format::Unknown) | None => {}
    }
    let words = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if words.is_empty() {
        return Some(Reason::NoText);
    }
    let front = words.get(..words.len().min(1024)).unwrap_or(words).to_ascii_lowercase();
    let is_page = [&b"<html"[..], b"<!doctype html", b"<head", b"<body"]
        .iter()
        .any(|mark| memmem::find(&front, mark).is_some());
    Some(Fault::Other(if is_page { Actual::Html } else { Actual::Unknown }).into())
}

/// How many entries the archive says that it has, before any of them is read.
fn entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.get(bytes.len().saturating_sub(66_000)..)?;
    let at = memmem::rfind(tail, b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([*count.first()?, *count.get(1)?])))
}

fn wrong(error: &ZipError) -> Reason {
    match error {
        ZipError::UnsupportedArchive(words) if *words == ZipError::PASSWORD_REQUIRED => Reason::Password,
        error => Fault::broken(error.to_string()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_named_from_the_part_that_names_them() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../customXml/item1.xml"), "customXml/item1.xml");
        assert_eq!(resolve("word", "/word/footer1.xml"), "word/footer1.xml");
        assert_eq!(Package::relations_name("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(Package::relations_name(""), "_rels/.rels");
    }
}
