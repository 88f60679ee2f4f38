//! The outline: 一、（一）1.（1） and the wrong shapes, numbers, nesting, headings and paragraphs.

mod marker;
mod nest;
mod region;
mod scan;
#[cfg(test)]
mod tests;

use super::paragraph::{self, Front};
use super::{Paragraph, look};
use crate::source::{MarkKind, Source, Span};
use nest::Node;
use scan::Place;
use serde::Serialize;

pub(super) use region::is_attachment_label;

/// How an item's number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkerStyle {
    /// 一、
    ChineseComma,
    /// 一. or 一．
    ChineseDot,
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
    /// 1　总则, 1.1 编制目的
    Decimal,
    /// 第一编, 第一章, 第一节, 第一部分
    Chapter,
    /// 第一条; it has no heading of its own.
    Article,
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

/// Paragraphs and items together: they are found in one walk. Items nest as the text nests them; a stretch behind a
/// signature or an attachment's mark has an outline of its own, whose paths begin anew.
pub(super) fn parse(source: &Source<'_>, front: &Front<'_>) -> (Vec<Paragraph>, Vec<Item>) {
    let regions = region::regions(source);
    let (markers, running) = scan::scan(source, &regions, |line| front.holds(source, line));
    let nodes = nest::nest(&markers, &regions, &running, source.text().len() as u32);
    let items = items(source, &nodes);
    let paragraphs = paragraph::parse(source, front, &items, &running);
    (paragraphs, items)
}

/// Whether the words begin with the number of an item.
pub(super) fn begins_item(source: &Source<'_>, words: Span) -> bool {
    marker::read(source.text(), words.start as usize).is_some_and(|shape| !shape.is_doubtful)
}

/// The number of an Arabic marker (1. 1． 1、) at `at`, and where the marker ends.
pub(super) fn read_number(text: &str, at: usize) -> Option<(u32, usize)> {
    let shape = marker::read(text, at)?;
    matches!(shape.style, MarkerStyle::ArabicDot | MarkerStyle::ArabicComma)
        .then_some((shape.number, shape.end))
}

/// Ends the items that reach into what stands behind the body: the signature, the attachments note.
pub(super) fn end_before(source: &Source<'_>, outline: &mut [Item], behind: Span) {
    let end = look::trimmed_end(source.text(), behind.start);
    for item in outline.iter_mut().filter(|item| item.marker_span.end <= end && behind.start < item.span.end)
    {
        item.span.end = end;
    }
}

fn items(source: &Source<'_>, nodes: &[Node]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        let marker = &node.marker;
        let parent = node.parent.and_then(|parent| items.get(parent as usize));
        let number = marker.shape.number;
        let path = path(parent.map_or("", |parent| parent.path.as_str()), number);
        let level = parent.map_or(1, |parent| parent.level.saturating_add(1));
        let end = marker.shape.end as u32;
        let next = nodes.get(index + 1).map_or(u32::MAX, |next| next.marker.start);
        let heading_span = heading(source, marker.shape.style, marker.line as usize, end, next);
        let line_end = source.lines().get(marker.line as usize).map_or(node.end, |line| line.content_end);
        let last = if marker.is_run_in { node.end.min(line_end) } else { node.end };
        items.push(Item {
            path,
            number,
            style: marker.shape.style,
            level,
            parent: node.parent,
            marker_span: Span::new(marker.start, end),
            heading_span,
            heading: heading_words(source.slice(heading_span)),
            span: Span::new(marker.start, look::trimmed_end(source.text(), last).max(end)),
            at_line_start: marker.place == Place::Start,
        });
    }
    items
}

/// The path of an item: 1.2 for 2 under 1.
fn path(parent: &str, number: u32) -> String {
    let mut path = String::with_capacity(parent.len() + 4);
    path.push_str(parent);
    if !parent.is_empty() {
        path.push('.');
    }
    // Formatting machinery for three digits costs more than all else about an item.
    let digits = [number / 100 % 10, number / 10 % 10, number % 10];
    let first = digits.iter().position(|digit| *digit > 0).unwrap_or(2);
    path.extend(digits[first..].iter().map(|digit| char::from(b'0' + *digit as u8)));
    path
}

/// The longest heading, in bytes: a line without a 。 may be very long.
const LONGEST_HEADING: usize = 1500;

/// Annotations that begin behind a heading without a 。 do not belong to it.
const LABELS: [&str; 5] = ["责任", "牵头", "配合", "负责", "主办"];

/// From the marker to the first 。 on its line, to the next item, to an annotation, or to the line's end.
fn heading(source: &Source<'_>, style: MarkerStyle, line: usize, from: u32, next: u32) -> Span {
    let line_end = source.lines().get(line).map_or(from, |line| line.content_end);
    let start = (look::past_blank(source.text(), from as usize) as u32).min(line_end);
    if style == MarkerStyle::Article {
        return Span::new(start, start);
    }
    let longest = look::ahead(source.text(), start as usize, LONGEST_HEADING).len() as u32;
    let limit = line_end.min(next.max(start)).min(start + longest);
    let mut end = limit;
    for mark in source.marks_in(Span::new(start, limit)) {
        let stops = match mark.kind {
            MarkKind::Sign('。') => {
                end = mark.end;
                true
            }
            MarkKind::Sign('（' | '(' | '〔' | '[' | '【') => {
                let rest = source.text().get(mark.end as usize..).unwrap_or_default();
                let is_label = LABELS.iter().any(|label| rest.starts_with(label));
                if is_label {
                    end = mark.start;
                }
                is_label
            }
            _ => false,
        };
        if stops {
            break;
        }
    }
    source.trim(Span::new(start, end))
}

/// The heading's words without the 。 at its end and the signs of Markdown around it.
fn heading_words(words: &str) -> String {
    look::squash(words.trim_end_matches(['。', '*', '#', ' ']))
}
