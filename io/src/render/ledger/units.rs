//! Findings by the unit that must act, and tasks in the order of their numbers.

use crate::say;
use gongkai::{Finding, Language, Report, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// A unit's findings, in the report's order.
pub(super) struct Unit<'r> {
    /// As findings name it; `None` where they name none.
    pub(super) name: Option<&'r str>,
    pub(super) findings: Vec<&'r Finding>,
}

/// The findings that are not waived by unit: the one with the gravest and the most first, those of no unit last.
pub(super) fn units(report: &Report) -> Vec<Unit<'_>> {
    let mut by_name: BTreeMap<Option<&str>, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.waived.is_none()) {
        let name = finding.owner.as_deref().map(str::trim).filter(|name| !name.is_empty());
        by_name.entry(name).or_default().push(finding);
    }
    let mut units: Vec<Unit<'_>> =
        by_name.into_iter().map(|(name, findings)| Unit { name, findings }).collect();
    units.sort_by_key(|unit| (unit.name.is_none(), Reverse(counts(&unit.findings))));
    units
}

impl Unit<'_> {
    pub(super) fn name(&self, language: Language) -> String {
        match self.name {
            Some(name) => name.to_owned(),
            None => say(language, "未明确责任单位", "no unit named"),
        }
    }
}

/// How many of each severity.
pub(super) fn counts(findings: &[&Finding]) -> [usize; 3] {
    SEVERITIES.map(|severity| findings.iter().filter(|finding| finding.severity == severity).count())
}

/// What tasks are ordered by: 1.2 goes before 1.10, no task behind all.
pub(in crate::render) type TaskOrder<'r> = (Vec<u32>, &'r str);

pub(in crate::render) fn task_order(task: Option<&str>) -> TaskOrder<'_> {
    let task = task.unwrap_or_default();
    (task.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect(), task)
}
