//! One rule and one record → a verdict.

use super::missing_names;
use super::owner::task_number;
use super::scope::{Scope, scope};
use crate::record::{Dossier, KindId};
use crate::report::Verdict;
use crate::rule::CompiledRule;
use crate::rule::condition::{Answer, Evaluator, Missing, Plan, RecordRule, Seen, Truth};
use std::ops::Range;

/// One rule on its way through the records.
pub(super) struct Run<'a> {
    pub(super) rule: &'a CompiledRule,
    pub(super) record_rule: &'a RecordRule,
    authority: Scope,
    when: Option<Plan<'a>>,
    require: Plan<'a>,
    /// Where the evaluator keeps what the rule works out once.
    once: Range<usize>,
}

impl<'a> Run<'a> {
    /// `authority` says whether the rule binds the dossier's authority.
    pub(super) fn new(
        rule: &'a CompiledRule,
        record_rule: &'a RecordRule,
        authority: Scope,
        evaluator: &mut Evaluator<'a>,
    ) -> Self {
        let plan = |condition| Plan::new(condition, &record_rule.definitions, evaluator.view);
        let (when, require) = (record_rule.when.as_ref().map(plan), plan(&record_rule.require));
        Self { rule, record_rule, authority, when, require, once: evaluator.room(record_rule.once) }
    }

    /// The kind of record that the rule is on.
    pub(super) fn kind(&self) -> KindId {
        self.record_rule.kind
    }

    /// The notice's task that the rule implements.
    pub(super) fn task(&self) -> Option<&'a str> {
        self.rule.file().task.as_deref()
    }

    /// Of a rule that names no task, the one to which the record says it belongs.
    pub(super) fn own_task<'d>(&self, dossier: &'d Dossier, row: u32) -> Option<&'d str> {
        let field = dossier.schema().get(self.kind()).task.filter(|_| self.task().is_none())?;
        dossier.words(self.kind(), row, field).and_then(task_number)
    }

    /// Makes the evaluator ready for the rule.
    pub(super) fn begin(&self, evaluator: &mut Evaluator<'a>) {
        evaluator.rule(&self.record_rule.definitions, self.once.clone());
    }

    /// The record's verdict, and what is missing.
    pub(super) fn judge(&self, evaluator: &mut Evaluator<'a>, row: u32) -> (Verdict, Vec<String>) {
        let Some(verdict) = self.planned(evaluator, row) else { return self.reasoned(evaluator, row) };
        debug_assert_eq!((verdict, Vec::new()), self.reasoned(evaluator, row), "{}", self.rule.id());
        (verdict, Vec::new())
    }

    /// The verdict, where it is one that needs no reasons.
    fn planned(&self, evaluator: &mut Evaluator<'a>, row: u32) -> Option<Verdict> {
        if !evaluator.view.is_there(self.kind(), row) {
            return Some(Verdict::NotApplicable);
        }
        let seen = Seen::new(evaluator.view, self.kind(), row);
        match self.when.as_ref().map_or(Answer::True, |when| when.answer(&seen, evaluator)) {
            Answer::False => return Some(Verdict::NotApplicable),
            Answer::Unknown => return None,
            Answer::True => {}
        }
        match self.scope(evaluator, row) {
            Scope::Inside => {}
            Scope::Outside => return Some(Verdict::NotApplicable),
            Scope::Unknown(_) => return None,
        }
        match self.require.answer(&seen, evaluator) {
            Answer::True => Some(Verdict::Pass),
            Answer::False => Some(Verdict::Fail),
            Answer::Unknown => None,
        }
    }

    fn scope(&self, evaluator: &mut Evaluator<'a>, row: u32) -> Scope {
        if self.record_rule.date.is_some() {
            evaluator.record(self.kind(), row);
        }
        scope(&self.authority, self.rule, self.record_rule, evaluator, row)
    }

    /// The verdict by the evaluator alone, and what is missing.
    pub(super) fn reasoned(&self, evaluator: &mut Evaluator<'a>, row: u32) -> (Verdict, Vec<String>) {
        let kind = self.kind();
        evaluator.record(kind, row);
        if !evaluator.view.is_there(kind, row) {
            return (Verdict::NotApplicable, Vec::new());
        }
        let when = self.record_rule.when.as_ref().map_or(Truth::True, |when| evaluator.truth(when));
        if when == Truth::False {
            return (Verdict::NotApplicable, Vec::new());
        }
        match scope(&self.authority, self.rule, self.record_rule, evaluator, row) {
            Scope::Outside => return (Verdict::NotApplicable, Vec::new()),
            Scope::Unknown(missing) => return (Verdict::Unjudged, missing),
            Scope::Inside => {}
        }
        let cause = match when {
            Truth::Unknown(cause) => cause,
            _ => match evaluator.truth(&self.record_rule.require) {
                Truth::True => return (Verdict::Pass, Vec::new()),
                Truth::False => return (Verdict::Fail, Vec::new()),
                Truth::Unknown(cause) => cause,
            },
        };
        let missing = evaluator.missing(cause);
        if missing.iter().all(|missing| *missing == Missing::Pending) {
            return (Verdict::NotApplicable, Vec::new());
        }
        (Verdict::Unjudged, missing_names(evaluator, kind, missing))
    }
}
