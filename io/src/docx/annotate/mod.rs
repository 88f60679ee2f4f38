//! The same document with a comment at each finding and, where it is asked for, safe fixes as tracked changes.
//!
//! Bytes are only ever inserted: the document's part is its own bytes with markers between them, its runs divided where a
//! finding begins or ends inside them. [`without_annotations`] takes the markers out again and gives the very bytes back.
//! Everything else in the archive is copied as it is, but for the part of comments and the two that name it.

mod comment;
mod mark;
mod parts;
mod place;
mod strip;

pub use strip::without_annotations;

use super::package::Package;
use super::sources::Sources;
use super::{DocxOptions, Fault, write};
use crate::Reason;
use gongkai::{Finding, Language};
use jiff::civil::Date;
use mark::{Marked, Marker};
use place::Places;

/// The author of comments and changes.
pub(super) const AUTHOR: &str = "gongkai";

/// How a document is annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Annotate {
    /// How the text was read in which the findings stand.
    pub reading: DocxOptions,
    /// The language of the comments.
    pub language: Language,
    /// The day that comments and changes bear.
    pub date: Date,
    /// Whether safe fixes are written as tracked changes.
    pub fixes: bool,
}

/// The document with a comment at each finding that is not waived.
///
/// The findings stand in the text that [`read`](super::read) makes of these bytes with the same options. One that stands
/// where no comment can (header, footnote, text box) has its comment at the paragraph on which that hangs, or at the
/// first one, and the comment says so.
pub fn annotate(bytes: &[u8], findings: &[Finding], options: &Annotate) -> Result<Vec<u8>, Reason> {
    let mut package = Package::open(bytes, options.reading.limits)?;
    let sources = Sources::load(&mut package)?;
    let main = package.main.clone();
    let own = package.bytes(&main)?.unwrap_or_default();
    let parts = sources.walk(options.reading.limits)?;
    // Markers are named with the part's own prefix, and stand at offsets of its bytes.
    if parts.body.prefix.is_empty() || own != sources.document.as_bytes() {
        return Err(Fault::Unmarkable.into());
    }
    let reading = write(&parts, options.reading.view);
    let places = Places::new(&parts, &reading, &sources.document);
    let comments = parts::comments(&mut package)?;
    let first_id = parts::free_id(&[&sources.document, comments.source()]);
    let mut marker = Marker::new(parts.body.prefix, &sources.document, first_id, options);
    let mut findings: Vec<&Finding> = findings.iter().filter(|finding| finding.waived.is_none()).collect();
    findings.sort_by_key(|finding| finding.span.map(|span| (span.start, span.end)));
    for finding in findings {
        marker.comment(finding, &places);
    }
    let Marked { document, comments: made } = marker.finish(options.reading.limits.depth)?;
    if made.is_empty() {
        return Ok(bytes.to_vec());
    }
    let words = made.write(comments.prefix(), options);
    parts::rewrite(&mut package, &comments, document, &words)
}
