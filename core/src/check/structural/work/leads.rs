//! Who leads: two that are each said to, several together, or nobody.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Assignment, Document, UnitMention, UnitRole};
use crate::source::Span;
use serde::Deserialize;

/// Leads that are each said to lead: 甲处牵头，乙处牵头.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TwoLeads {}

impl Structural for TwoLeads {
    fn variables(&self) -> &'static [&'static str] {
        &["first", "second"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let mut judged = false;
        for assignment in document.assignments.iter().filter(|assignment| assignment.explicit_lead) {
            judged = true;
            for (first, second) in separate(document, assignment) {
                let end = word_behind(document, second, "牵头").unwrap_or(second.span.end);
                let hit = sink.hit(Span::new(second.span.start, end));
                hit.with("first", first.name.as_str()).with("second", second.name.as_str());
            }
        }
        if judged { Outcome::Judged } else { Outcome::NotApplicable }
    }
}

fn leads(assignment: &Assignment) -> impl Iterator<Item = &UnitMention> {
    assignment.units.iter().filter(|unit| unit.role == UnitRole::Lead)
}

/// Leads that follow one another with 牵头 between them.
fn separate<'a>(
    document: &'a Document<'_>,
    assignment: &'a Assignment,
) -> impl Iterator<Item = (&'a UnitMention, &'a UnitMention)> {
    leads(assignment).zip(leads(assignment).skip(1)).filter(move |(first, second)| {
        document.slice(Span::new(first.span.end, second.span.start)).contains("牵头")
    })
}

/// Where `word` ends, if it stands right behind the unit, no further than some words on.
fn word_behind(document: &Document<'_>, unit: &UnitMention, word: &str) -> Option<u32> {
    let rest = document.text().get(unit.span.end as usize..)?;
    let near = rest.char_indices().nth(8).map_or(rest, |(at, _)| &rest[..at]);
    Some(unit.span.end + (near.find(word)? + word.len()) as u32)
}

/// Several leads together: 甲处、乙处牵头. Where a document often does so it is said once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JointLeads {}

impl Structural for JointLeads {
    fn variables(&self) -> &'static [&'static str] {
        &["leads", "count"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let explicit = document.assignments.iter().filter(|assignment| assignment.explicit_lead);
        let all = explicit.clone().count();
        let joint: Vec<&Assignment> = explicit
            .filter(|assignment| {
                leads(assignment).count() > 1 && separate(document, assignment).next().is_none()
            })
            .collect();
        report(&joint, all, sink, |assignment| leads(assignment).collect());
        if all == 0 { Outcome::NotApplicable } else { Outcome::Judged }
    }
}

/// Several units, and none is said to lead. Where a document often does so it is said once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoLead {}

impl Structural for NoLead {
    fn variables(&self) -> &'static [&'static str] {
        &["leads", "count"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let assignments = &context.document.assignments;
        let several = assignments.iter().filter(|assignment| assignment.units.len() > 1);
        let all = several.clone().count();
        let bare: Vec<&Assignment> = several
            .filter(|assignment| !assignment.explicit_lead && !assignment.units_text.contains("分别"))
            .collect();
        report(&bare, all, sink, |assignment| assignment.units.iter().collect());
        if assignments.is_empty() { Outcome::NotApplicable } else { Outcome::Judged }
    }
}

/// One hit each, or one for all where much of the document is written so.
fn report<'a>(
    found: &[&'a Assignment],
    all: usize,
    sink: &mut Sink,
    named: impl Fn(&'a Assignment) -> Vec<&'a UnitMention>,
) {
    let is_usual = found.len() >= 5 && found.len() * 4 >= all;
    let shown = if is_usual { 1 } else { found.len() };
    for assignment in found.iter().take(shown) {
        let units = named(assignment);
        let span = units.first().zip(units.last());
        let span = span.map_or(assignment.span, |(first, last)| first.span.join(last.span));
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        let hit = sink.hit(span);
        hit.with("leads", names.join("、"));
        hit.with("count", if is_usual { found.len() } else { 1 }.to_string());
    }
}
