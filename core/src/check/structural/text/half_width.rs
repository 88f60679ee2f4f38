//! Half-width brackets and stops among Chinese words. A text that is written in half-width throughout, or in good part,
//! gets one finding at the first; in any other text each is one.

use super::{imprint, is_held_to_form, scope};
use crate::check::Language;
use crate::check::sink::Sink;
use crate::check::structural::signs::{after, before, is_chinese, is_han, sign};
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::NoteKind;
use crate::report::Edit;
use crate::rule::FixSafety;
use crate::source::{Mark, Source, Span};
use serde::Deserialize;

/// Up to this many are always told one by one.
const FEW: usize = 10;

/// Whether `half` of one kind beside `full` of the other are a slip (each is told) and not the way of the whole text.
fn are_slips(half: usize, full: usize) -> bool {
    half <= FEW && half <= full.max(1) || half * 20 <= full
}

/// One finding a pair where the pairs are slips among full-width ones; else one for the document, which mends them all.
fn report(half: &[(Span, Span)], full: usize, marks: (&str, &str), language: Language, sink: &mut Sink) {
    let edits = |&(open, close): &(Span, Span)| {
        [(open, marks.0), (close, marks.1)].map(|(span, text)| Edit {
            start: span.start,
            end: span.end,
            text: text.to_owned(),
        })
    };
    if are_slips(half.len(), full) {
        for pair in half {
            sink.hit(pair.0.join(pair.1)).with("scope", "").fixes(FixSafety::Safe, edits(pair).to_vec());
        }
    } else if let Some(first) = half.first() {
        let mut all: Vec<Edit> = half.iter().flat_map(edits).collect();
        all.sort_unstable_by_key(|edit| edit.start);
        sink.hit(first.0.join(first.1))
            .with("scope", scope(language, half.len()))
            .fixes(FixSafety::Safe, all);
    }
}

/// The check `half_width_brackets`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HalfWidthBrackets {}

impl Structural for HalfWidthBrackets {
    fn variables(&self) -> &'static [&'static str] {
        &["scope"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let marks = source.marks();
        // Numbers of the outline have a rule of their own.
        let markers = &context.document.outline;
        let is_marker =
            |at: Span| markers.binary_search_by_key(&at.start, |item| item.marker_span.start).is_ok();
        let mut open: Vec<&Mark> = Vec::new();
        let mut half: Vec<(Span, Span)> = Vec::new();
        let mut full = 0;
        for &index in &context.signs().brackets {
            let Some(mark) = marks.get(index as usize) else { continue };
            match sign(mark) {
                '（' => full += 1,
                '(' if open.len() < 16 => open.push(mark),
                ')' => {
                    let Some(start) = open.pop() else { continue };
                    let crosses = mark.start - start.start > LONGEST
                        || source.line_index(start.start) != source.line_index(mark.start);
                    if crosses {
                        open.clear();
                    } else if !is_marker(start.span()) && is_among_chinese(source, start.span(), mark.span())
                    {
                        half.push((start.span(), mark.span()));
                    }
                }
                _ => {}
            }
        }
        if half.is_empty() {
            return if full == 0 { Outcome::NotApplicable } else { Outcome::Judged };
        }
        half.sort_unstable();
        report(&half, full, ("（", "）"), context.options.language, sink);
        Outcome::Judged
    }
}

/// Longer remarks in half-width brackets are not looked at.
const LONGEST: u32 = 600;

/// Whether a pair belongs to Chinese text: its words are, and it is neither a link's nor a year's nor a formula's.
fn is_among_chinese(source: &Source<'_>, open: Span, close: Span) -> bool {
    let text = source.text();
    let words = source.slice(Span::new(open.end, close.start));
    let (previous, next) = (before(text, open.start), after(text, close.end));
    // `[words](address)`, a year of a document number, a call such as f(x).
    let is_link = previous == ']' || words.contains("://") || words.starts_with(['/', '.', '#']);
    let is_year = words.len() <= 8
        && words.trim_end_matches('年').bytes().all(|byte| byte.is_ascii_digit())
        && (next.is_ascii_digit() || next == '第');
    if is_link || is_year {
        return false;
    }
    let has_han = words.chars().any(is_han);
    has_han || (is_chinese(previous) && (is_chinese(next) || next == '\n'))
}

/// The check `half_width_stops`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HalfWidthStops {}

impl Structural for HalfWidthStops {
    fn variables(&self) -> &'static [&'static str] {
        &["scope", "right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let signs = context.signs();
        let document = context.document;
        let body_start = document.header.span.end;
        // The colons behind the addressees and behind 附件 are the form rules' own.
        let is_held = is_held_to_form(document);
        let is_of_form = |mark: &Mark| {
            let addressees = document.addressees.as_ref().map(|addressees| addressees.colon_span);
            let label = document.attachment_note.as_ref().map(|note| note.label.span);
            let copy_to = "抄送".len() as u32;
            is_held && [addressees, label].into_iter().flatten().any(|span| span.contains(mark.span()))
                || imprint(document, NoteKind::CopyTo).any(|note| mark.start == note.start + copy_to)
        };
        let (text, marks) = (source.text(), source.marks());
        let half: Vec<(Span, &'static str)> = signs
            .half_stops
            .iter()
            .filter_map(|&index| marks.get(index as usize))
            .filter(|mark| mark.start >= body_start && !is_of_form(mark))
            .filter(|mark| stands_among_chinese(text, mark))
            .filter_map(|mark| Some((mark.span(), full_width(sign(mark))?)))
            .collect();
        let full = signs.full_stops as usize;
        if are_slips(half.len(), full) {
            for &(span, right) in &half {
                sink.hit(span).with("right", right).with("scope", "").fix(FixSafety::Safe, span, right);
            }
        } else if let Some(&(first, right)) = half.first() {
            let edits = half
                .iter()
                .map(|&(span, right)| Edit { start: span.start, end: span.end, text: right.to_owned() })
                .collect();
            sink.hit(first)
                .with("right", right)
                .with("scope", scope(context.options.language, half.len()))
                .fixes(FixSafety::Safe, edits);
        }
        if half.is_empty() && full == 0 { Outcome::NotApplicable } else { Outcome::Judged }
    }
}

const fn full_width(stop: char) -> Option<&'static str> {
    match stop {
        ',' => Some("，"),
        ':' => Some("："),
        ';' => Some("；"),
        '?' => Some("？"),
        '!' => Some("！"),
        _ => None,
    }
}

/// Whether a half-width stop has Chinese words before it (and is no part of a time, a number, an address), or behind it.
fn stands_among_chinese(text: &str, mark: &Mark) -> bool {
    let (previous, next) = (before(text, mark.start), after(text, mark.end));
    let is_address = matches!(next, '/' | '\\') || sign(mark) == '?' && next.is_ascii_alphanumeric();
    let follows_chinese = is_chinese(previous) || matches!(previous, '%' | '％' | '’');
    let is_value = previous.is_ascii_punctuation() || previous == '\n';
    !is_address && !is_value && (follows_chinese || (is_chinese(next) && !previous.is_ascii_alphabetic()))
}

/// The check `straight_quotes`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StraightQuotes {}

/// The longest words in straight quotes that are looked at, in bytes.
const LONGEST_QUOTE: u32 = 300;

impl Structural for StraightQuotes {
    fn variables(&self) -> &'static [&'static str] {
        &["scope"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let marks = source.marks();
        let (mut open, mut half, mut full) = (None::<&Mark>, Vec::new(), 0);
        // A straight quote behind “ closes that: the pair is another rule's.
        let mut is_curly = false;
        for &index in &context.signs().brackets {
            let Some(mark) = marks.get(index as usize) else { continue };
            match sign(mark) {
                '“' => {
                    full += 1;
                    (open, is_curly) = (None, true);
                }
                '”' => (open, is_curly) = (None, false),
                '"' if is_curly => is_curly = false,
                '"' => {
                    let Some(start) = open.take() else {
                        open = Some(mark);
                        continue;
                    };
                    let words = Span::new(start.end, mark.start);
                    let is_one = words.len() <= LONGEST_QUOTE && !source.slice(words).contains('\n');
                    if is_one && source.slice(words).chars().any(is_han) {
                        half.push((start.span(), mark.span()));
                    } else if !is_one {
                        open = Some(mark);
                    }
                }
                _ => {}
            }
        }
        report(&half, full, ("“", "”"), context.options.language, sink);
        if half.is_empty() && full == 0 { Outcome::NotApplicable } else { Outcome::Judged }
    }
}
