//! The document's own number: on a line of its own near the title, glued to the title, or in the header table.

use super::{DocumentNumber, shape, within};
use crate::document::{Header, HeaderKey, Title};
use crate::source::{Line, Source, Span};

/// How many lines with words behind the title are looked at.
const LINES_BEHIND: usize = 12;
/// How many lines with words before the title are looked at.
const LINES_BEFORE: usize = 6;

/// The document's own number. Where the header table has it as well, the body's is taken when it is the same one, for
/// a reader sees that; and the header's where the two differ, for another document's number may stand in the body.
pub(in crate::document) fn parse(
    source: &Source<'_>,
    header: &Header,
    title: Option<&Title>,
) -> Option<DocumentNumber> {
    let in_header =
        header.get(HeaderKey::Number).and_then(|field| within(source, field.span).into_iter().next());
    let in_body = near_title(source, header, title);
    match (in_header, in_body) {
        (Some(header), Some(body)) if header.is_same(&body) => Some(body),
        (Some(header), _) => Some(header),
        (None, body) => body,
    }
}

fn near_title(source: &Source<'_>, header: &Header, title: Option<&Title>) -> Option<DocumentNumber> {
    let lines = source.lines();
    let title_span = title.map_or(Span::new(header.span.end, header.span.end), |title| title.span);
    // Glued to the title, or on the rest of its line.
    if title.is_some() {
        let line = source.line_at(title_span.end);
        let rest = source.trim(Span::new(title_span.end, line.end.max(title_span.end)));
        if let Some(number) =
            within(source, Span::new(rest.start, rest.end.min(rest.start + 120))).into_iter().next()
            && number.span.start - rest.start <= 6
        {
            return Some(number);
        }
    }
    let first = source.line_index(title_span.start);
    let last = if title.is_some() { source.line_index(title_span.end) + 1 } else { first };
    let behind =
        lines.get(last..).unwrap_or_default().iter().filter(|line| !line.is_blank()).take(LINES_BEHIND);
    let before = lines[..first].iter().rev().filter(|line| !line.is_blank()).take(LINES_BEFORE);
    for line in behind {
        if let Some(number) = of_line(source, line) {
            return Some(number);
        }
        if source.slice(line.content()).contains('。') {
            break;
        }
    }
    before.filter(|line| line.start >= header.span.end).find_map(|line| of_line(source, line))
}

fn of_line(source: &Source<'_>, line: &Line) -> Option<DocumentNumber> {
    alone(source, line.content())
}

/// The number in a stretch that holds nothing else but brackets around it, a label before it, or 签发人 behind it.
pub(in crate::document) fn alone(source: &Source<'_>, content: Span) -> Option<DocumentNumber> {
    if content.len() > 200 {
        return None;
    }
    let Some(number) = within(source, content).into_iter().next() else {
        return shape::bare_order(source.text(), content.start as usize)
            .filter(|number| number.span.end == content.end);
    };
    let is_frame = |words: &str| words.trim().trim_matches(['(', ')', '（', '）', '*', '#', ' ']).is_empty();
    let before = source.slice(Span::new(content.start, number.span.start));
    let after = source.slice(Span::new(number.span.end, content.end));
    let labelled = before.trim_end().ends_with([':', '：']) && before.contains("号");
    ((is_frame(before) || labelled) && (is_frame(after) || after.trim_start().starts_with("签发人")))
        .then_some(number)
}
