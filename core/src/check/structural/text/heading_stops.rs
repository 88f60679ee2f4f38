//! Titles, and headings of the first level that stand alone on their line, take no full stop. Of the second level many
//! offices write one, the State Council's too, for its headings lead into the text.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Document, Item, MarkerStyle};
use crate::rule::FixSafety;
use crate::source::Span;
use serde::Deserialize;

/// The check `heading_stops`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingStops {}

/// Longer ones are sentences, in characters.
const LONGEST: usize = 24;
const STOP: u32 = '。'.len_utf8() as u32;

impl Structural for HeadingStops {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        if document.title.is_none() && document.outline.is_empty() {
            return Outcome::NotApplicable;
        }
        if let Some(title) = document.title.as_ref().filter(|title| title.text.ends_with('。')) {
            sink.hit(title.span).fix(FixSafety::Safe, Span::new(title.span.end - STOP, title.span.end), "");
        }
        for item in document.outline.iter().filter(|item| is_heading_alone(document, item)) {
            let end = item.heading_span.end;
            sink.hit(item.marker_span.join(item.heading_span)).fix(
                FixSafety::Safe,
                Span::new(end - STOP, end),
                "",
            );
        }
        Outcome::Judged
    }
}

/// Whether an item of the first level is a heading alone on its line that ends in 。, with its text below.
fn is_heading_alone(document: &Document<'_>, item: &Item) -> bool {
    let is_level = item.style == MarkerStyle::ChineseComma;
    if !is_level || !item.at_line_start || !document.slice(item.heading_span).ends_with('。') {
        return false;
    }
    let line = document.source.line_at(item.marker_span.start);
    let is_alone = line.content_end == item.heading_span.end && line.content_end < item.span.end;
    let is_short =
        item.heading.chars().count() <= LONGEST && !item.heading.contains(['，', '；', '：', ',', ':']);
    is_alone && is_short && has_text_below(document, item, line.end)
}

/// Whether the next line with words belongs to the item and is no item itself.
fn has_text_below(document: &Document<'_>, item: &Item, line_end: u32) -> bool {
    let lines = document.source.lines();
    let from = document.source.line_index(line_end) + 1;
    let Some(next) = lines.get(from..).and_then(|lines| lines.iter().find(|line| !line.is_blank())) else {
        return false;
    };
    let begins_item =
        document.outline.binary_search_by_key(&next.content_start, |other| other.marker_span.start).is_ok();
    next.content_start < item.span.end
        && !begins_item
        && document.slice(next.content()).ends_with(['。', '；', '：'])
}
