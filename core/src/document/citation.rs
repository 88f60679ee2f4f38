//! Citations: 《…》（…号), with title and number, and numbers that stand without a title.

use super::DocumentNumber;
use crate::source::{Source, Span};
use serde::Serialize;

/// A cited document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The title between 《 and 》; empty where only a number stands.
    pub title: String,
    /// The title's place, 《》 included; empty where only a number stands.
    pub title_span: Span,
    /// The number that follows it in brackets, precedes it, or stands alone.
    pub number: Option<DocumentNumber>,
    /// Whether the number stands before the title.
    pub number_first: bool,
    /// All of it.
    pub span: Span,
}

pub(super) fn parse(_source: &Source<'_>) -> Vec<Citation> {
    Vec::new()
}
