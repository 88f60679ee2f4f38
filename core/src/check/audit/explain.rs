//! How records came to their verdicts, step by step.

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

impl Auditor {
    /// How the records that `wanted` names by rule, fingerprint and verdict came to their verdicts on the day `as_of`; at
    /// most `most` of them.
    pub fn explain(
        &self,
        dossier: &Dossier,
        as_of: Date,
        most: usize,
        wanted: impl Fn(&str, &str, Verdict) -> bool,
    ) -> Vec<Explanation> {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let mut evaluator = Evaluator::new(&view);
        let mut explanations = Vec::new();
        for &index in &self.active {
            let rule = &self.rules.rules()[index as usize];
            let Some(run) = self.run(rule, &mut evaluator) else { continue };
            run.begin(&mut evaluator);
            for row in 0..dossier.tables[run.kind().at()].rows {
                if explanations.len() >= most {
                    return explanations;
                }
                let (verdict, missing) = run.reasoned(&mut evaluator, row);
                let subject = subject(dossier, run.kind(), row);
                let fingerprint = fingerprint(rule.id(), &subject, row);
                if wanted(rule.id(), &fingerprint, verdict) {
                    let steps = self.steps(rule, run.record_rule, &mut evaluator);
                    let rule = Arc::clone(&rule.id);
                    explanations.push(Explanation { rule, subject, fingerprint, verdict, missing, steps });
                }
            }
        }
        explanations
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
