//! The lines of the imprint: 抄送, 印发 (GB/T 9704-2012, 7.4).

use crate::check::sink::Sink;
use crate::check::structural::text::without_zeros;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{DateMention, DateStyle, Document, Note, NoteKind};
use crate::report::Edit;
use crate::rule::FixSafety;
use crate::source::{Span, is_blank};
use serde::Deserialize;

/// Which line, and which flaw of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Flaw {
    /// 抄送 without a full-width colon behind it or a full stop at its end.
    CopyTo,
    /// The date of printing with zeros or in Chinese numerals.
    PrintedForm,
    /// Printed before it was signed.
    PrintedBeforeDated,
}

/// The check `imprint`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Imprint {
    flaw: Flaw,
}

impl Structural for Imprint {
    fn variables(&self) -> &'static [&'static str] {
        &["right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let kind = if self.flaw == Flaw::CopyTo { NoteKind::CopyTo } else { NoteKind::Printed };
        let mut outcome = Outcome::NotApplicable;
        for note in document.notes.iter().filter(|note| note.kind == kind) {
            outcome = Outcome::Judged;
            match self.flaw {
                Flaw::CopyTo => copy_to(document, note, sink),
                Flaw::PrintedForm => printed_form(document, note, sink),
                Flaw::PrintedBeforeDated => printed_before_dated(document, note, sink),
            }
        }
        outcome
    }
}

fn copy_to(document: &Document<'_>, note: &Note, sink: &mut Sink) {
    let words = document.slice(note.span);
    let Some(rest) = words.strip_prefix("抄送") else { return };
    let mut edits = Vec::new();
    let behind = note.span.start + "抄送".len() as u32;
    let gap = rest.len() - rest.trim_start_matches(|next| is_blank(next) || next == ':').len();
    if !rest.starts_with('：') {
        edits.push(Edit { start: behind, end: behind + gap as u32, text: "：".to_owned() });
    }
    if !words.ends_with('。') {
        let stem = words.trim_end_matches(['.', '；', '，', ';', ',']);
        let start = note.span.start + stem.len() as u32;
        edits.push(Edit { start, end: note.span.end, text: "。".to_owned() });
    }
    if !edits.is_empty() {
        sink.hit(note.span).fixes(FixSafety::Safe, edits);
    }
}

/// The date of a 印发 line.
fn date<'d>(document: &'d Document<'_>, note: &Note) -> Option<&'d DateMention> {
    document.dates.iter().find(|mention| note.span.contains(mention.span) && mention.day.is_some())
}

fn printed_form(document: &Document<'_>, note: &Note, sink: &mut Sink) {
    let Some(mention) = date(document, note).filter(|mention| !mention.impossible) else { return };
    if mention.style == DateStyle::Arabic && !mention.padded {
        return;
    }
    let right = mention.date.map(|date| format!("{}年{}月{}日", date.year(), date.month(), date.day()));
    let hit = sink.hit(mention.span);
    hit.with("right", right.clone().unwrap_or_default());
    if mention.style == DateStyle::Arabic {
        hit.fixes(FixSafety::Safe, without_zeros(document, mention.span));
    } else if let Some(right) = right {
        hit.fix(FixSafety::Safe, mention.span, right);
    }
}

fn printed_before_dated(document: &Document<'_>, note: &Note, sink: &mut Sink) {
    let dated = document.signature.as_ref().and_then(|signature| signature.dated_on);
    let Some((mention, dated)) = date(document, note).zip(dated) else { return };
    if mention.date.is_some_and(|printed| printed < dated) {
        sink.hit(Span::new(mention.span.start, mention.span.end)).with("right", dated.to_string());
    }
}
