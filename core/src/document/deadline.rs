//! Deadlines: 7月30日前, 2019年7月底前，以后每年持续实施, 12月20日前将…报办公室.
//! A missing year is filled from the document's own date and marked as filled.

use super::DateMention;
use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// A date by which something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Where it stands.
    pub span: Span,
    /// As it stands.
    pub text: String,
    /// The last day on which it is met, the year filled where it was missing.
    pub due_on: Option<Date>,
    /// Whether the year was filled from the document's own date.
    pub year_filled: bool,
    /// Whether the words after it say that it recurs (以后每年, 每年).
    pub recurring: bool,
}

pub(super) fn parse(_source: &Source<'_>, _dates: &[DateMention], _dated_on: Option<Date>) -> Vec<Deadline> {
    Vec::new()
}
