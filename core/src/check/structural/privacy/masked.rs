//! The checks `short_mask` and `restorable_mask`: numbers of persons that are hidden too little to be hidden.

use super::context::{Surroundings, holds};
use super::resident_id;
use super::topic::Topic;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::source::{Mark, MarkKind, Source, Span};
use serde::Deserialize;

/// A resident id or mobile number of which some characters are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Masked {
    span: Span,
    /// Digits as they stand; hidden ones are `*`.
    shown: String,
}

impl Masked {
    fn hidden(&self) -> usize {
        self.shown.bytes().filter(|&byte| byte == b'*').count()
    }

    /// Whether it has the length and the beginning of a resident id.
    fn is_resident_id(&self) -> bool {
        self.shown.len() == 18
            && (self.shown.starts_with('*')
                || self.shown[1..].starts_with('*')
                || resident_id::is_province(&self.shown[..2]))
    }

    /// Whether it has the length and the beginning of a mobile number.
    fn is_mobile(&self) -> bool {
        self.shown.len() == 11 && matches!(self.shown.as_bytes(), [b'1', b'3'..=b'9', ..])
    }
}

/// Finds numbers of persons of which fewer than `hidden` characters are hidden.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShortMask {
    hidden: usize,
}

impl Structural for ShortMask {
    fn variables(&self) -> &'static [&'static str] {
        &["hidden", "least"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let masked = context.masked();
        for number in masked {
            let hidden = number.hidden();
            if hidden < self.hidden {
                let hit = sink.hit(number.span);
                hit.with("hidden", hidden.to_string()).with("least", self.hidden.to_string());
            }
        }
        if masked.is_empty() { Outcome::NotApplicable } else { Outcome::Judged }
    }
}

/// Finds resident ids whose hidden part is just the birthday, beside which the birthday is written out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RestorableMask {}

impl Structural for RestorableMask {
    fn variables(&self) -> &'static [&'static str] {
        &["born"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let masked: Vec<&Masked> = context.masked().iter().filter(|number| number.is_resident_id()).collect();
        for number in masked.iter().filter(|number| hides_the_birthday_alone(number)) {
            if let Some(born) = birthday_beside(context, number.span) {
                sink.hit(number.span).with("born", document.slice(born));
            }
        }
        if masked.is_empty() { Outcome::NotApplicable } else { Outcome::Judged }
    }
}

fn hides_the_birthday_alone(number: &Masked) -> bool {
    let shown = number.shown.as_bytes();
    shown[..6].iter().chain(&shown[14..]).all(|&byte| byte != b'*')
}

/// A whole date near the number on its line, where the text speaks of birthdays there or in the column's name above it.
fn birthday_beside(context: Context<'_, '_>, number: Span) -> Option<Span> {
    let document = context.document;
    let around = Surroundings::of(context, number);
    let near =
        Span::new(number.start - around.before().len() as u32, number.end + around.after().len() as u32);
    if !holds(document.slice(near), Topic::Birth.words()) && !around.above().holds(Topic::Birth) {
        return None;
    }
    let first = document.dates.partition_point(|mention| mention.span.start < near.start);
    document.dates[first..]
        .iter()
        .take_while(|mention| mention.span.end <= near.end)
        .find(|mention| mention.date.is_some() && !mention.span.overlaps(number))
        .map(|mention| mention.span)
}

/// The hidden number around the star `at`, where digits and stars are together as long as a resident id or mobile number, and the
/// mark behind its last.
pub(super) fn from(source: &Source<'_>, marks: &[Mark], at: usize) -> (Option<Masked>, usize) {
    let mut first = at;
    if at > 0 && marks[at - 1].kind == MarkKind::Digits && marks[at - 1].end == marks[at].start {
        first = at - 1;
    }
    let joined = |index: usize| marks.get(index).filter(|mark| mark.start == marks[index - 1].end);
    let mut end = at + 1;
    while joined(end).is_some_and(|mark| mark.kind == MarkKind::Digits || is_star(source, mark)) {
        end += 1;
    }
    if let Some(letters) = joined(end).filter(|mark| mark.kind == MarkKind::Letters) {
        if source.slice(letters.span()).len() > 1 {
            return (None, end);
        }
        end += 1;
    }
    let shown = shown(source, &marks[first..end]);
    let masked = Masked { span: marks[first].span().join(marks[end - 1].span()), shown };
    let is_one =
        masked.shown.bytes().any(|byte| byte != b'*') && (masked.is_resident_id() || masked.is_mobile());
    (is_one.then_some(masked), end)
}

/// Whether the mark hides characters: stars, crosses, and runs of x between digits.
pub(super) fn is_star(source: &Source<'_>, mark: &Mark) -> bool {
    match mark.kind {
        MarkKind::Sign('*' | '＊' | '×' | '✱' | '●' | '■' | '※') => true,
        MarkKind::Letters => {
            let words = source.slice(mark.span());
            words.len() > 1 && words.bytes().all(|byte| matches!(byte, b'x' | b'X'))
        }
        _ => false,
    }
}

/// The number with one ASCII character for each of its own.
fn shown(source: &Source<'_>, marks: &[Mark]) -> String {
    let mut shown = String::new();
    for mark in marks {
        let words = source.slice(mark.span());
        match mark.kind {
            MarkKind::Digits => shown.push_str(words),
            _ if is_star(source, mark) => shown.extend(words.chars().map(|_| '*')),
            _ => shown.push('X'),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(String, usize)> {
        let source = Source::new(text);
        let numbers = super::super::numbers::Numbers::of(&source);
        numbers.masked.iter().map(|masked| (masked.shown.clone(), masked.hidden())).collect()
    }

    #[test]
    fn stars_of_every_kind_hide_one_character_each() {
        assert_eq!(all("𠮷😀13812＊＊5678"), [("13812**5678".to_owned(), 2)]);
        assert_eq!(
            all("138xxxx5678，110105********002X"),
            [("138****5678".to_owned(), 4), ("110105********002X".to_owned(), 8),]
        );
    }

    #[test]
    fn products_and_lone_stars_are_no_numbers_of_persons() {
        assert!(all("长28×45米，第**条，1300*，3***7，1234567*90").is_empty());
    }
}
