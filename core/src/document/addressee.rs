//! Addressees (主送机关): the line between title or number and body that ends in a colon.

use super::{DocumentNumber, Title, Words};
use crate::source::{Source, Span};
use serde::Serialize;

/// The addressees' line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addressees {
    /// Each addressee as written.
    pub units: Vec<Words>,
    /// The names, the colon left out.
    pub span: Span,
    /// The character that ends the line: ： or : .
    pub colon: char,
    /// Where that character stands.
    pub colon_span: Span,
}

pub(super) fn parse(
    _source: &Source<'_>,
    _title: Option<&Title>,
    _number: Option<&DocumentNumber>,
) -> Option<Addressees> {
    None
}
