//! Findings as results: where, how grave, what mends them; and verdicts that are no finding, where they are asked for.

use super::model::{
    ArtifactChange, Content, Fix, Location, LogicalLocation, Outcome, PhysicalLocation, Properties, Region,
    Replacement, Suppression,
};
use super::rules::Rules;
use super::words::message;
use super::{Artifacts, FINGERPRINT};
use crate::render::place::{is_in_plain_text, origin_words};
use crate::render::text::fix as fix_words;
use crate::say;
use gongkai::report::{Counts, Subject, Unjudged};
use gongkai::rule::FixSafety;
use gongkai::{Finding, Language, Severity};
use serde_json::json;
use std::collections::BTreeMap;

/// The longest words that are shown with a place.
const LONGEST_SNIPPET: usize = 2000;

/// The level of a finding.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Makes results of findings and verdicts.
#[derive(Debug)]
pub(super) struct Results<'m, 'r> {
    pub(super) rules: &'m Rules<'r>,
    pub(super) artifacts: &'m mut Artifacts,
    pub(super) language: Language,
    /// Whether there was a baseline.
    pub(super) baseline: bool,
}

impl<'r> Results<'_, 'r> {
    /// A finding that stands, or is waived.
    pub(super) fn finding(&mut self, finding: &'r Finding) -> Outcome<'r> {
        let state = self.baseline.then_some(if finding.waived.is_some() { "unchanged" } else { "new" });
        self.of(finding, state)
    }

    /// A finding of the baseline that is gone.
    pub(super) fn gone(&mut self, finding: &'r Finding) -> Outcome<'r> {
        Outcome { fixes: Vec::new(), ..self.of(finding, Some("absent")) }
    }

    fn of(&mut self, finding: &'r Finding, baseline_state: Option<&'static str>) -> Outcome<'r> {
        let mut words = finding.message.clone();
        let origin = finding.origin.as_ref().map(|origin| origin_words(origin, self.language));
        if let Some(origin) = origin.filter(|origin| !origin.is_empty()) {
            let place = origin.trim_start_matches([',', ' ']);
            words.push_str(&say(self.language, format!("（{place}）"), format!(" ({place})")));
        }
        let suppression =
            |reason: &'r String| Suppression { kind: "external", status: "accepted", justification: reason };
        let mut properties = Properties::new();
        for (name, value) in [("task", finding.task.as_deref()), ("owner", finding.owner.as_deref())] {
            if let Some(value) = value {
                properties.insert(name, json!(value));
            }
        }
        if let Some(day) = finding.deadline {
            properties.insert("deadline", json!(day.to_string()));
        }
        Outcome {
            message: message(&words),
            level: level(finding.severity),
            locations: vec![self.location(finding)],
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, finding.fingerprint.as_str())]),
            suppressions: finding.waived.iter().map(suppression).collect(),
            baseline_state,
            fixes: self.fix(finding).into_iter().collect(),
            properties,
            ..self.bare(&finding.rule, "fail")
        }
    }

    /// A verdict that lacks a fact.
    pub(super) fn unjudged(&mut self, open: &'r Unjudged) -> Outcome<'r> {
        let missing = open.missing.join(&say(self.language, "、", ", "));
        let words =
            say(self.language, format!("无法判定，缺 {missing}"), format!("unjudged for want of {missing}"));
        let location = Location {
            physical_location: PhysicalLocation {
                artifact_location: self.artifacts.location(&open.subject.path),
                region: Some(line(open.subject.row.unwrap_or(1))),
            },
            logical_locations: record(&open.subject).into_iter().collect(),
            properties: Properties::new(),
        };
        Outcome { message: message(&words), locations: vec![location], ..self.bare(&open.rule, "open") }
    }

    /// How often a rule passed or did not apply, a result each.
    pub(super) fn counts(&self, rule: &'r str, counts: Counts) -> Vec<Outcome<'r>> {
        let kinds = [
            ("pass", counts.pass, say(self.language, "通过", "pass")),
            ("notApplicable", counts.not_applicable, say(self.language, "不适用", "not applicable")),
        ];
        let some = kinds.into_iter().filter(|(_, count, _)| *count > 0);
        some.map(|(kind, count, words)| Outcome {
            message: message(&format!("{words} {count}")),
            occurrence_count: Some(count),
            ..self.bare(rule, kind)
        })
        .collect()
    }

    fn bare(&self, rule: &'r str, kind: &'static str) -> Outcome<'r> {
        Outcome {
            rule_id: rule,
            rule_index: self.rules.index(rule),
            kind,
            level: "none",
            message: message(""),
            locations: Vec::new(),
            occurrence_count: None,
            partial_fingerprints: BTreeMap::new(),
            suppressions: Vec::new(),
            baseline_state: None,
            fixes: Vec::new(),
            properties: Properties::new(),
        }
    }

    fn location(&mut self, finding: &Finding) -> Location {
        let mut properties = Properties::new();
        if let Some(origin) = &finding.origin {
            properties.insert("origin", json!(origin));
        }
        let mut logical: Vec<LogicalLocation> = record(&finding.subject).into_iter().collect();
        logical.extend(within(finding));
        Location {
            physical_location: PhysicalLocation {
                artifact_location: self.artifacts.location(&finding.subject.path),
                region: Some(region(finding)),
            },
            logical_locations: logical,
            properties,
        }
    }

    fn fix(&mut self, finding: &'r Finding) -> Option<Fix<'r>> {
        let fix = finding.fix.as_ref().filter(|fix| fix.safety != FixSafety::Display)?;
        let replacements: Option<Vec<Replacement<'r>>> = fix
            .edits
            .iter()
            .map(|edit| {
                let deleted_region = between(finding, edit.start, edit.end)?;
                Some(Replacement { deleted_region, inserted_content: Content { text: &edit.text } })
            })
            .collect();
        let words = fix_words(finding, self.language)
            .map(|words| say(self.language, format!("改为{words}"), format!("change to {words}")));
        Some(Fix {
            description: message(&words.unwrap_or_else(|| say(self.language, "改正", "mend"))),
            artifact_changes: [ArtifactChange {
                artifact_location: self.artifacts.location(&finding.subject.path),
                replacements: replacements?,
            }],
        })
    }
}

/// The lines and columns of a finding. In a Word document or a page those of the words as they were read are none of the
/// file's; as services want a line, it is the first, and the place is told in `logicalLocations` and `origin`.
fn region(finding: &Finding) -> Region {
    let Some(span) = &finding.span else { return line(finding.subject.row.unwrap_or(1)) };
    if !is_in_plain_text(finding) {
        return line(1);
    }
    let is_short = !finding.excerpt.is_empty() && finding.excerpt.len() <= LONGEST_SNIPPET;
    Region {
        start_line: span.line,
        start_column: Some(span.column),
        end_line: Some(span.end_line),
        end_column: Some(span.end_column),
        snippet: is_short.then(|| finding.excerpt.clone().into()),
    }
}

fn line(line: u32) -> Region {
    Region { start_line: line.max(1), ..Region::default() }
}

/// The bytes `start..end`, which lie within a finding's words, as lines and columns.
fn between(finding: &Finding, start: u32, end: u32) -> Option<Region> {
    let span = finding.span.as_ref().filter(|_| is_in_plain_text(finding))?;
    let position = |at: u32| {
        let before = finding.excerpt.get(..at.checked_sub(span.start)? as usize)?;
        let breaks = before.matches('\n').count() as u32;
        let (base, rest) = match before.rsplit_once('\n') {
            Some((_, rest)) => (1, rest),
            None => (span.column, before),
        };
        Some((span.line + breaks, base + rest.chars().count() as u32))
    };
    let ((start_line, start_column), (end_line, end_column)) = (position(start)?, position(end)?);
    Some(Region {
        start_line,
        start_column: Some(start_column),
        end_line: Some(end_line),
        end_column: Some(end_column),
        snippet: None,
    })
}

/// The record or document that a verdict is about.
fn record(subject: &Subject) -> Option<LogicalLocation> {
    let name = subject.id.as_deref().map(str::to_owned).or_else(|| subject.row.map(|row| row.to_string()))?;
    let mut path: Vec<&str> = vec![&subject.kind];
    path.extend(subject.sheet.as_deref());
    path.push(&name);
    Some(LogicalLocation { fully_qualified_name: path.join("/"), name, kind: subject.kind.to_string() })
}

/// The paragraph of a Word document, the page of a PDF.
fn within(finding: &Finding) -> Option<LogicalLocation> {
    let origin = finding.origin.as_ref()?;
    if let Some(page) = origin.page {
        let name = page.to_string();
        return Some(LogicalLocation {
            fully_qualified_name: format!("page/{name}"),
            name,
            kind: "page".to_owned(),
        });
    }
    let paragraph = origin.paragraph?;
    let part = origin.part.as_deref().unwrap_or("document");
    let run = origin.run.map(|run| format!("/run/{run}")).unwrap_or_default();
    Some(LogicalLocation {
        name: paragraph.to_string(),
        fully_qualified_name: format!("{part}/paragraph/{paragraph}{run}"),
        kind: "paragraph".to_owned(),
    })
}
