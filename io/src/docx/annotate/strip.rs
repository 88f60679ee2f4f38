//! Takes the annotations out again: each insertion is known by its shape, and what stays are the bytes of before.

use super::super::package::Package;
use super::super::{Fault, Limits};
use super::mark::{KEEP, RUN_SESSION, SESSION};
use super::{AUTHOR, parts};
use crate::Reason;
use std::collections::BTreeSet;

/// The document without the comments and changes that [`annotate`](super::annotate) made, as long as no other program has
/// written the file since. Its part is byte for byte what it was.
pub fn without_annotations(bytes: &[u8], limits: Limits) -> Result<Vec<u8>, Reason> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.main.clone();
    let document = package.part(&main)?.unwrap_or_default();
    let root = super::super::xml::Xml::new(&document, limits.depth).root()?;
    if root.prefix().is_empty() {
        return Err(Fault::Unmarkable.into());
    }
    let stripped = strip(&document, root.prefix());
    let comments = parts::comments(&mut package)?;
    parts::restore(&mut package, &comments, stripped)
}

/// The part without markers.
pub(super) fn strip(document: &str, prefix: &str) -> String {
    let shapes = Shapes::new(prefix, document);
    let mut kept = String::with_capacity(document.len());
    let mut rest = document;
    while let Some(at) = rest.find('<') {
        kept.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        match shapes.insertion(rest) {
            Some(behind) => rest = behind,
            None if rest.starts_with(&*shapes.kept_words) => {
                kept.push_str(&shapes.words);
                rest = rest.get(shapes.kept_words.len()..).unwrap_or_default();
            }
            None => {
                kept.push('<');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// The beginnings and ends by which insertions are known.
struct Shapes {
    closes_words: String,
    closes_deleted: String,
    closes_run: String,
    opens: String,
    opens_in_run: String,
    starts: String,
    ends: String,
    references: String,
    inserts: String,
    inserted: String,
    deletes: String,
    properties: String,
    no_properties: String,
    properties_end: String,
    words: String,
    /// The same with an attribute that was inserted.
    kept_words: String,
    deleted_words: String,
    author: String,
    /// The numbers of our comments.
    own: BTreeSet<String>,
}

impl Shapes {
    fn new(p: &str, document: &str) -> Self {
        let reference = format!("<{p}r {p}rsidR=\"{SESSION}\"><{p}commentReference {p}id=\"");
        let own =
            document.split(&*reference).skip(1).filter_map(number).map(|(id, _)| id.to_owned()).collect();
        Self {
            own,
            closes_words: format!("</{p}t></{p}r>"),
            closes_deleted: format!("</{p}delText></{p}r></{p}del>"),
            closes_run: format!("</{p}r>"),
            opens: format!("<{p}r {p}rsidR=\"{SESSION}\">"),
            opens_in_run: format!("<{p}r {p}rsidR=\"{RUN_SESSION}\">"),
            starts: format!("<{p}commentRangeStart {p}id=\""),
            ends: format!("<{p}commentRangeEnd {p}id=\""),
            references: format!("<{p}commentReference {p}id=\""),
            inserts: format!("<{p}ins {p}id=\""),
            inserted: format!("</{p}ins>"),
            deletes: format!("<{p}del {p}id=\""),
            properties: format!("<{p}rPr>"),
            no_properties: format!("<{p}rPr/>"),
            properties_end: format!("</{p}rPr>"),
            words: format!("<{p}t"),
            kept_words: format!("<{p}t{KEEP}"),
            deleted_words: format!("<{p}delText xml:space=\"preserve\">"),
            author: format!("{p}author=\"{AUTHOR}\""),
        }
    }

    /// What stands behind the insertion with which `rest` begins.
    fn insertion<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let closed =
            rest.strip_prefix(&*self.closes_words).or_else(|| rest.strip_prefix(&*self.closes_deleted));
        closed
            .and_then(|behind| self.opened(self.middle(behind)))
            .or_else(|| self.opened_in_run(self.middle(rest.strip_prefix(&*self.closes_run)?)))
            .or_else(|| self.marker(rest))
    }

    /// Behind markers and inserted words.
    fn middle<'r>(&self, mut rest: &'r str) -> &'r str {
        while let Some(behind) = self.marker(rest).or_else(|| self.inserted(rest)) {
            rest = behind;
        }
        rest
    }

    /// A marker of a comment of ours: its beginning, or its end with the reference.
    fn marker<'r>(&self, rest: &'r str) -> Option<&'r str> {
        if let Some(rest) = rest.strip_prefix(&*self.starts) {
            let (id, rest) = number(rest)?;
            return self.own.contains(id).then(|| rest.strip_prefix("\"/>"))?;
        }
        let (id, rest) = number(rest.strip_prefix(&*self.ends)?)?;
        let rest = rest.strip_prefix("\"/>")?.strip_prefix(&*self.opens)?.strip_prefix(&*self.references)?;
        let (reference, rest) = number(rest)?;
        (id == reference).then_some(())?;
        rest.strip_prefix("\"/>")?.strip_prefix(&*self.closes_run)
    }

    fn inserted<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let (tag, behind) = rest.strip_prefix(&*self.inserts)?.split_once('>')?;
        tag.contains(&self.author).then_some(())?;
        let behind = behind.strip_prefix(&*self.opens)?;
        behind.split_once(&*self.inserted).map(|(_, behind)| behind)
    }

    /// Behind the opening of what goes on: words, or words that are deleted.
    fn opened<'r>(&self, rest: &'r str) -> Option<&'r str> {
        if let Some(rest) = rest.strip_prefix(&*self.deletes) {
            let (tag, rest) = rest.split_once('>')?;
            tag.contains(&self.author).then_some(())?;
            return self.properties(rest.strip_prefix(&*self.opens)?)?.strip_prefix(&*self.deleted_words);
        }
        let rest = self.properties(rest.strip_prefix(&*self.opens)?)?.strip_prefix(&*self.words)?;
        rest.strip_prefix('>').or_else(|| rest.strip_prefix(" xml:space=\"preserve\">"))
    }

    fn opened_in_run<'r>(&self, rest: &'r str) -> Option<&'r str> {
        self.properties(rest.strip_prefix(&*self.opens_in_run)?)
    }

    /// Behind the properties of a run, if it has any.
    fn properties<'r>(&self, rest: &'r str) -> Option<&'r str> {
        if let Some(rest) = rest.strip_prefix(&*self.no_properties) {
            return Some(rest);
        }
        match rest.strip_prefix(&*self.properties) {
            Some(rest) => rest.split_once(&*self.properties_end).map(|(_, rest)| rest),
            None => Some(rest),
        }
    }
}

/// The figures at the beginning, and what stands behind them.
fn number(rest: &str) -> Option<(&str, &str)> {
    let end = rest.find(|character: char| !character.is_ascii_digit())?;
    (end > 0).then(|| rest.split_at_checked(end)).flatten()
}
