//! Who signed, and when: the lines after the body (发文机关署名, 成文日期), also run together in a text without line breaks.

use super::{DateMention, Paragraph, Words};
use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// The signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Those who signed, a joint document's in order. A division on a line of its own is joined to its body.
    pub issuers: Vec<Words>,
    /// The date as it is written.
    pub date: Option<DateMention>,
    /// The date.
    pub dated_on: Option<Date>,
    /// All of it.
    pub span: Span,
}

pub(super) fn parse(
    _source: &Source<'_>,
    _paragraphs: &[Paragraph],
    _dates: &[DateMention],
) -> Option<Signature> {
    None
}
