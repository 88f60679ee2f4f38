//! The head of a text: its first lines as short segments, among which title, number and addressees are looked for.
//! A line that runs on for pages is cut at its wide blanks, for that is where its line breaks were.

use super::{Header, look, number};
use crate::source::{Line, MarkKind, Source, Span};

/// How many segments the head has at most: a page's menus may stand before the title.
const MOST_SEGMENTS: usize = 240;
/// How far into the text it reaches, in bytes.
const MOST_BYTES: u32 = 20_000;
/// A longer line is cut at its wide blanks.
const LONG_LINE: u32 = 300;
/// How far into a long line it is cut.
const MOST_OF_LINE: u32 = 3_000;
/// How many paragraphs of running text end the head.
const MOST_PARAGRAPHS: usize = 3;

/// One line, or a stretch of a long one, without blanks and Markdown signs at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) span: Span,
    /// Whether it was marked as a heading: # or **.
    pub(super) heading: bool,
    /// How many lines lie between it and the segment before.
    pub(super) gap: u32,
}

/// The head's segments in order.
#[derive(Debug)]
pub(super) struct Head<'s, 't> {
    pub(super) source: &'s Source<'t>,
    pub(super) header: &'s Header,
    pub(super) segments: Vec<Segment>,
}

impl<'s, 't> Head<'s, 't> {
    pub(super) fn new(source: &'s Source<'t>, header: &'s Header) -> Self {
        let mut segments = Vec::new();
        let (mut paragraphs, mut last_line) = (0, 0_u32);
        for (index, line) in (0_u32..).zip(source.lines()) {
            if segments.len() >= MOST_SEGMENTS || paragraphs >= MOST_PARAGRAPHS || line.start > MOST_BYTES {
                break;
            }
            if line.is_blank() {
                continue;
            }
            let content = line.content();
            let gap = index - last_line;
            last_line = index;
            if content.len() > 180 && source.marks_of(line).iter().any(|mark| mark.is('。')) {
                paragraphs += 1;
            }
            if content.len() <= LONG_LINE {
                segments.extend(segment(source, content, gap));
            } else {
                cut(source, line, gap, &mut segments);
            }
        }
        Self { source, header, segments }
    }

    /// The words of a segment.
    pub(super) fn words(&self, index: usize) -> &'t str {
        self.segments.get(index).map_or("", |segment| self.source.slice(segment.span))
    }

    /// Whether the segment is the document's number and nothing else.
    pub(super) fn is_number(&self, index: usize) -> bool {
        self.segments.get(index).is_some_and(|segment| number::alone(self.source, segment.span).is_some())
    }

    /// Whether the segment lies in the header table.
    pub(super) fn in_table(&self, index: usize) -> bool {
        self.segments.get(index).is_some_and(|segment| self.header.holds(segment.span))
    }
}

/// `span` without what Markdown puts around a heading.
fn segment(source: &Source<'_>, span: Span, gap: u32) -> Option<Segment> {
    let words = source.slice(span);
    let frame = |character: char| character == '#' || character == '*' || crate::source::is_blank(character);
    let rest = words.trim_start_matches(frame);
    let start = span.start as usize + words.len() - rest.len();
    let rest = rest.trim_end_matches(frame);
    let heading = words.starts_with('#') || (words.starts_with("**") && words.ends_with("**"));
    (!rest.is_empty()).then(|| Segment { span: Span::of(start, start + rest.len()), heading, gap })
}

/// Cuts a long line at its wide blanks; its last segment reaches to the line's end.
fn cut(source: &Source<'_>, line: &Line, gap: u32, segments: &mut Vec<Segment>) {
    let limit = line.content_start + MOST_OF_LINE;
    let mut start = line.content_start;
    let mut gap = gap;
    for mark in source.marks_of(line) {
        if mark.start > limit || segments.len() >= MOST_SEGMENTS {
            break;
        }
        if mark.kind == MarkKind::Blank && mark.start > start && is_wide(source.slice(mark.span())) {
            if let Some(cut) = segment(source, source.trim(Span::new(start, mark.start)), gap) {
                segments.push(cut);
                gap = 1;
            }
            start = mark.end;
        }
    }
    segments.extend(segment(source, Span::new(start, line.content_end), gap));
}

/// Two blanks or more, or an ideographic one.
pub(super) fn is_wide(blank: &str) -> bool {
    blank.contains('\u{3000}') || blank.chars().nth(1).is_some()
}

/// The words' Han characters, letters and digits: what two ways of writing one title share.
pub(super) fn key(words: &str) -> String {
    words.chars().filter(|character| look::is_han(*character) || character.is_alphanumeric()).collect()
}

/// What is left of the key `rest` behind the key of `words`; `None` where that is another.
pub(super) fn without_key<'k>(rest: &'k str, words: &str) -> Option<&'k str> {
    let mut left = rest.chars();
    for character in words.chars().filter(|character| look::is_han(*character) || character.is_alphanumeric())
    {
        if left.next() != Some(character) {
            return None;
        }
    }
    Some(left.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let source = Source::new(text);
        let header = Header::default();
        let head = Head::new(&source, &header);
        (0..head.segments.len()).map(|index| head.words(index).to_owned()).collect()
    }

    #[test]
    fn lines_are_segments_and_long_lines_are_cut_at_wide_blanks() {
        assert_eq!(words("# 标题😀\n\n**小题**\n正文"), ["标题😀", "小题", "正文"]);
        let body = "据此办理".repeat(40);
        assert_eq!(
            words(&format!("　　甲已经通过。　　省长 乙　　{body}")),
            ["甲已经通过。", "省长 乙", &body]
        );
    }

    #[test]
    fn the_head_ends_in_the_body_however_long_a_line_is() {
        let line = format!("{}。  ", "很长的一段正文".repeat(20)).repeat(2_000);
        assert!(words(&line).len() < 20);
        let paragraph = "很长的一段正文".repeat(20);
        assert_eq!(words(&format!("{paragraph}。\n").repeat(9)).len(), MOST_PARAGRAPHS);
    }
}
