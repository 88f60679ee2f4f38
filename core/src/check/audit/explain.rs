//! How records came to their verdicts, step by step.

use super::judge::Run;
use super::{Auditor, fingerprint, subject};
use crate::record::Dossier;
use crate::report::{Subject, Verdict};
use crate::rule::CompiledRule;
use crate::rule::condition::{Evaluator, RecordRule, TraceStep, View, trace};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How one record came to its verdict by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The rule's id.
    pub rule: Arc<str>,
    /// The record.
    pub subject: Subject,
    /// The finding's fingerprint, as a report has it.
    pub fingerprint: String,
    /// The verdict.
    pub verdict: Verdict,
    /// What was missing.
    pub missing: Vec<String>,
    /// The steps of `when` and `require`, each with its value.
    pub steps: Vec<TraceStep>,
}

/// Which verdicts are to be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'a> {
    /// All of a rule that are more than not applicable.
    Rule(&'a str),
    /// Those of the finding whose fingerprint begins so, whatever became of it.
    Fingerprint(&'a str),
}

/// The verdicts that were asked for, the first of them explained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explained {
    /// Failures first, then what could not be judged, each in the order of rules and records.
    pub explanations: Vec<Explanation>,
    /// How many more there are.
    pub more: usize,
}

impl Auditor {
    /// How records came to the verdicts that are `asked` for, on the day `as_of`; at most `most` of them.
    pub fn explain(&self, dossier: &Dossier, as_of: Date, asked: Asked<'_>, most: usize) -> Explained {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let mut evaluator = Evaluator::new(&view);
        let mut runs = self.runs(&mut evaluator);
        if let Asked::Rule(id) = asked {
            runs.retain(|run| run.rule.id() == id);
        }
        let mut found: Vec<(&Run<'_>, u32, Verdict)> = Vec::new();
        for run in &runs {
            run.begin(&mut evaluator);
            for row in 0..dossier.tables[run.kind().at()].rows {
                let (verdict, _) = run.judge(&mut evaluator, row);
                let is_asked = match asked {
                    Asked::Rule(_) => verdict != Verdict::NotApplicable,
                    Asked::Fingerprint(begin) => {
                        let subject = subject(dossier, run.kind(), row);
                        fingerprint(run.rule.id(), &subject, row).starts_with(begin)
                    }
                };
                if is_asked {
                    found.push((run, row, verdict));
                }
            }
        }
        found.sort_by_key(|(_, _, verdict)| interest(*verdict));
        let more = found.len().saturating_sub(most);
        found.truncate(most);
        let explanations = found.into_iter().map(|(run, row, _)| {
            run.begin(&mut evaluator);
            let (verdict, missing) = run.reasoned(&mut evaluator, row);
            let subject = subject(dossier, run.kind(), row);
            let fingerprint = fingerprint(run.rule.id(), &subject, row);
            let steps = self.steps(run.rule, run.record_rule, &mut evaluator);
            Explanation { rule: Arc::clone(&run.rule.id), subject, fingerprint, verdict, missing, steps }
        });
        Explained { explanations: explanations.collect(), more }
    }

    fn steps<'a>(
        &self,
        rule: &'a CompiledRule,
        record_rule: &'a RecordRule,
        evaluator: &mut Evaluator<'a>,
    ) -> Vec<TraceStep> {
        let file = rule.file();
        let definitions: Vec<_> = record_rule
            .definitions
            .iter()
            .zip(&file.definitions)
            .map(|(expression, (_, source))| (expression, source.as_str()))
            .collect();
        let conditions =
            [(record_rule.when.as_ref(), &file.when), (Some(&record_rule.require), &file.require)];
        conditions
            .into_iter()
            .filter_map(|(expression, source)| Some((expression?, source.as_deref()?)))
            .map(|(expression, source)| {
                trace(evaluator, expression, source, &definitions, self.options.language)
            })
            .collect()
    }
}

/// The order in which verdicts are of interest.
const fn interest(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Fail => 0,
        Verdict::Unjudged => 1,
        Verdict::Waived => 2,
        Verdict::Pass => 3,
        Verdict::NotApplicable => 4,
    }
}
