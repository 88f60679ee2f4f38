//! A sentence that was split over two paragraphs: a paragraph that ends in ， or 、, the next begins with no list number.
//! A text whose lines were all broken at a width (a PDF's, a mail's) is not looked at.

use crate::check::sink::Sink;
use crate::check::structural::signs::{ends_clause, is_han};
use crate::check::structural::{Context, Outcome, Structural};
use crate::rule::FixSafety;
use crate::source::{Line, Source, Span};
use serde::Deserialize;

/// The check `split_sentence`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SplitSentence {}

/// In bytes: shorter lines are headings, cells, signatures.
const LONG: u32 = 60;
/// In bytes: a line shorter than this is a sentence only where the next line ends like one.
const SHORT: u32 = 18;

impl Structural for SplitSentence {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let body_start = context.document.header.span.end;
        let lines = source.lines();
        let mut splits: Vec<Span> = Vec::new();
        // Long lines; those of them that end in mid-sentence with the next line directly behind.
        let (mut long, mut broken) = (0_usize, 0_usize);
        let mut open: Option<(usize, char)> = None;
        for (index, line) in lines.iter().enumerate() {
            if line.is_blank() || line.start < body_start {
                continue;
            }
            let words = source.slice(line.content());
            let starts_anew = begins_item(words);
            if let Some((before, last)) = open
                && !starts_anew
            {
                let is_sentence = lines[before].content().len() > SHORT || words.ends_with(ends_clause);
                if matches!(last, '，' | '、' | ',') && is_sentence {
                    splits.push(Span::new(lines[before].content_end, line.content_start));
                }
                broken += usize::from(before + 1 == index && line.content_start - line.start <= 3);
            }
            let Some(last) = words.chars().next_back() else { continue };
            let length = line.content().len();
            long += usize::from(length >= LONG);
            let is_open = match last {
                '，' | '、' | ',' => length > 6,
                // A heading ends so as well.
                _ => length >= LONG && !starts_anew && !ends_clause(last) && is_han(last),
            };
            open = is_open.then_some((index, last));
        }
        let is_wrapped = broken >= 3 && broken * 3 >= long || splits.len() > 5 && splits.len() * 5 > long;
        if is_wrapped {
            return Outcome::NotApplicable;
        }
        for gap in splits {
            let Some(comma) = comma_before(source, lines, gap.start) else { continue };
            sink.hit(comma).fix(FixSafety::Unsafe, gap, "");
        }
        Outcome::Judged
    }
}

fn comma_before(source: &Source<'_>, lines: &[Line], end: u32) -> Option<Span> {
    let line = lines.get(source.line_index(end))?;
    let last = source.slice(line.content()).chars().next_back()?;
    Some(Span::new(end - last.len_utf8() as u32, end))
}

/// Whether a line begins with a list number, a bullet, or another sign that it is no continuation.
fn begins_item(words: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十百";
    let mut characters = words.chars();
    let Some(first) = characters.next() else { return true };
    match first {
        '（' | '(' | '〔' | '【' => {
            let rest = words[first.len_utf8()..].trim_start_matches(|next: char| {
                NUMERALS.contains(next) || next.is_ascii_digit() || next.is_ascii_lowercase()
            });
            rest.starts_with(['）', ')', '〕', '】']) && rest.len() + first.len_utf8() < words.len()
        }
        '①'..='⑳' | '-' | '—' | '·' | '•' | '●' | '■' | '◆' | '*' | '#' | '|' | '※' => true,
        '第' => {
            let rest = words[first.len_utf8()..]
                .trim_start_matches(|next: char| NUMERALS.contains(next) || next.is_ascii_digit());
            rest.starts_with(['条', '章', '节', '款', '项']) && rest.len() + 3 < words.len()
        }
        _ => {
            let rest =
                words.trim_start_matches(|next: char| NUMERALS.contains(next) || next.is_ascii_digit());
            rest.len() < words.len()
                && (rest.starts_with(['、', '．', ')', '）'])
                    || rest
                        .strip_prefix('.')
                        .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
                    || NUMERALS.contains(first) && rest.starts_with('是'))
        }
    }
}
