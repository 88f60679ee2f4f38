//! The shape of document numbers: brackets, year, serial, blanks (GB/T 9704-2012, 7.2.5). Orders (第5号) have a shape of
//! their own and are let pass.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Document, DocumentNumber, HeaderKey, NumberShape, numbers_within};
use crate::report::Edit;
use crate::rule::FixSafety;
use crate::source::{Span, is_blank};
use serde::Deserialize;
use std::borrow::Cow;

/// Which numbers are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Whose {
    /// The document's own.
    Own,
    /// All others in the text.
    Cited,
    /// Both.
    Any,
}

/// Which flaw is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Flaw {
    /// Other brackets than 〔〕, or none.
    Brackets,
    /// Not four digits.
    Year,
    /// 第, zeros in front, no 号.
    Serial,
    /// Blanks inside.
    Blanks,
    /// Brackets, year, serial or blanks.
    Shape,
}

/// The check `number_shape`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberShapeCheck {
    whose: Whose,
    flaw: Flaw,
}

impl Structural for NumberShapeCheck {
    fn variables(&self) -> &'static [&'static str] {
        &["right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let mut outcome = Outcome::NotApplicable;
        for number in numbers(document, self.whose) {
            if number.shape == NumberShape::Order {
                continue;
            }
            outcome = Outcome::Judged;
            let number = number.as_ref();
            let Some((edits, safety)) = flaw(document, number, self.flaw) else { continue };
            let hit = sink.hit(number.span);
            hit.with("right", corrected(document, number, &edits)).fixes(safety, edits);
        }
        outcome
    }
}

/// The numbers that are looked at. The document's own may stand twice: under the title and in a page's header table.
fn numbers<'d>(document: &'d Document<'_>, whose: Whose) -> Vec<Cow<'d, DocumentNumber>> {
    let own = document.number.as_ref();
    let in_header = document
        .header
        .get(HeaderKey::Number)
        .and_then(|field| numbers_within(&document.source, field.span).into_iter().next())
        .filter(|number| own.is_none_or(|own| !own.span.overlaps(number.span)));
    let is_own = |span: Span| own.into_iter().chain(&in_header).any(|own| own.span.overlaps(span));
    let cited = document
        .citations
        .iter()
        .filter_map(|citation| citation.number.as_ref())
        .filter(|number| whose != Whose::Own && !is_own(number.span))
        .map(Cow::Borrowed)
        .collect::<Vec<_>>();
    let mut numbers: Vec<_> = if whose == Whose::Cited {
        Vec::new()
    } else {
        own.map(Cow::Borrowed).into_iter().chain(in_header.clone().map(Cow::Owned)).collect()
    };
    numbers.extend(cited);
    numbers
}

/// What mends the flaw of a number that has it.
fn flaw(document: &Document<'_>, number: &DocumentNumber, flaw: Flaw) -> Option<(Vec<Edit>, FixSafety)> {
    match flaw {
        Flaw::Brackets => brackets(number).map(|edits| (edits, FixSafety::Safe)),
        Flaw::Year => year(number),
        Flaw::Serial => serial(document, number).map(|edits| (edits, FixSafety::Safe)),
        Flaw::Blanks => blanks(document, number).map(|edits| (edits, FixSafety::Safe)),
        Flaw::Shape => {
            let year = year(number);
            let safety = year.as_ref().map_or(FixSafety::Safe, |(_, safety)| *safety);
            let mut edits = brackets(number).unwrap_or_default();
            edits.extend(year.map(|(edits, _)| edits).unwrap_or_default());
            edits.extend(serial(document, number).unwrap_or_default());
            if edits.is_empty() {
                edits = blanks(document, number).unwrap_or_default();
            }
            edits.sort_unstable_by_key(|edit| edit.start);
            (!edits.is_empty()).then_some((edits, safety))
        }
    }
}

fn edit(start: u32, end: u32, text: impl Into<String>) -> Edit {
    Edit { start, end, text: text.into() }
}

fn brackets(number: &DocumentNumber) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    if number.open != Some('〔') {
        let start = if number.code.is_empty() { number.span.start } else { number.code_span.end };
        edits.push(edit(start, number.year_span.start, "〔"));
    }
    if number.close != Some('〕') {
        edits.push(edit(number.year_span.end, number.serial_span.start, "〕"));
    }
    (!edits.is_empty()).then_some(edits)
}

fn year(number: &DocumentNumber) -> Option<(Vec<Edit>, FixSafety)> {
    let digits = number.year_text.trim_end_matches('年');
    let is_right = number.year_text.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_right {
        return None;
    }
    let (year, safety) = match (number.year, digits.parse::<i16>()) {
        (Some(year), _) => (year, FixSafety::Safe),
        (None, Ok(short @ 0..50)) if digits.len() == 2 => (2000 + short, FixSafety::Unsafe),
        (None, Ok(short @ 50..100)) if digits.len() == 2 => (1900 + short, FixSafety::Unsafe),
        _ => return Some((Vec::new(), FixSafety::Display)),
    };
    Some((vec![edit(number.year_span.start, number.year_span.end, year.to_string())], safety))
}

fn serial(document: &Document<'_>, number: &DocumentNumber) -> Option<Vec<Edit>> {
    let words = number.serial_text.as_str();
    // 某银行公告〔2019〕第16号: announcements and orders count with 第.
    if ["令", "公告", "通告", "公报"].iter().any(|kind| number.code.ends_with(kind)) {
        return None;
    }
    let bare = words.trim_start_matches('第').trim_start_matches(['0', '０']);
    let mut edits = Vec::new();
    if bare.len() < words.len() && !bare.is_empty() {
        edits.push(edit(number.serial_span.start, number.serial_span.end, bare));
    }
    if !document.slice(number.span).ends_with('号') {
        edits.push(edit(number.span.end, number.span.end, "号"));
    }
    (!edits.is_empty()).then_some(edits)
}

fn blanks(document: &Document<'_>, number: &DocumentNumber) -> Option<Vec<Edit>> {
    let words = document.slice(number.span);
    let mut edits: Vec<Edit> = Vec::new();
    for (at, blank) in words.char_indices().filter(|(_, character)| is_blank(*character)) {
        let start = number.span.start + at as u32;
        let end = start + blank.len_utf8() as u32;
        match edits.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => edits.push(edit(start, end, "")),
        }
    }
    (!edits.is_empty()).then_some(edits)
}

/// The number as the edits leave it.
fn corrected(document: &Document<'_>, number: &DocumentNumber, edits: &[Edit]) -> String {
    let (mut words, mut done) = (String::new(), number.span.start);
    for edit in edits {
        words.push_str(document.slice(Span::new(done, edit.start)));
        words.push_str(&edit.text);
        done = edit.end;
    }
    words.push_str(document.slice(Span::new(done, number.span.end)));
    words
}
