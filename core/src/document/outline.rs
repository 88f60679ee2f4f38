//! The outline: 一、（一）1.（1） and the wrong shapes, numbers, nesting, headings and paragraphs.

use super::{Header, Paragraph, Title};
use crate::source::{Source, Span};
use serde::Serialize;

/// How an item's number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkerStyle {
    /// 一、
    ChineseComma,
    /// （一）
    ChineseBrackets,
    /// (一)
    ChineseHalfBrackets,
    /// （一）、
    ChineseBracketsComma,
    /// 1. or 1．
    ArabicDot,
    /// 1、
    ArabicComma,
    /// （1）
    ArabicBrackets,
    /// (1)
    ArabicHalfBrackets,
    /// ①
    Circled,
    /// 一是 … 二是 …
    ChineseIs,
    /// 第一章, 第一节, 第一部分
    Chapter,
}

/// One numbered item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Path of numbers from the top: 1.2 for （二） under 一、.
    pub path: String,
    /// The number as a value.
    pub number: u32,
    /// How the number is written.
    pub style: MarkerStyle,
    /// Depth from 1 as it nests here.
    pub level: u8,
    /// The item it stands under, an index into the outline.
    pub parent: Option<u32>,
    /// The number with its punctuation: （二）, 2、
    pub marker_span: Span,
    /// The heading: to the first 。 of its line, or the whole line where it has none; without the marker.
    pub heading_span: Span,
    /// The heading's words, without the 。 at its end.
    pub heading: String,
    /// The whole item with everything under it.
    pub span: Span,
    /// Whether the marker stands at the start of a line (else inside a paragraph, as in a text without line breaks).
    pub at_line_start: bool,
}

/// Paragraphs and items together: they are found in one walk.
pub(super) fn parse(
    _source: &Source<'_>,
    _header: &Header,
    _title: Option<&Title>,
) -> (Vec<Paragraph>, Vec<Item>) {
    (Vec::new(), Vec::new())
}
