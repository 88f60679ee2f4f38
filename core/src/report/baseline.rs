//! An earlier report held against a new one: what is new, what was resolved.

use super::{Finding, Report};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The findings of an earlier report that nobody had waived.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Baseline {
    findings: BTreeMap<String, Finding>,
}

/// What a baseline took out of a report, and what it found gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BaselineOutcome {
    /// How many findings the earlier report had too; they are left out.
    pub known: u32,
    /// Findings of the earlier report that are gone, in its order.
    pub resolved: Vec<Finding>,
    /// How many findings of the earlier report are of rules that did not run now.
    pub unseen: u32,
}

impl Baseline {
    /// Reads an earlier report's JSON.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        let report: Report = serde_json::from_str(json)?;
        Ok(Self::from(report))
    }

    /// Leaves only what is new in `report`, and says in its `baseline` what was known and what is gone. Verdict counts stay:
    /// they say what is, not what changed.
    pub fn apply(&self, report: &mut Report) {
        let mut outcome = BaselineOutcome::default();
        let mut still = BTreeSet::new();
        report.findings.retain(|finding| match self.findings.get_key_value(&finding.fingerprint) {
            Some((known, _)) => {
                still.insert(known.as_str());
                outcome.known += u32::from(finding.waived.is_none());
                finding.waived.is_some()
            }
            None => true,
        });
        let ran: BTreeSet<&str> = report.rules.iter().map(|rule| &*rule.rule).collect();
        for (fingerprint, finding) in &self.findings {
            if still.contains(fingerprint.as_str()) {
                continue;
            }
            match ran.contains(&*finding.rule) {
                true => outcome.resolved.push(finding.clone()),
                false => outcome.unseen += 1,
            }
        }
        outcome.resolved.sort_by(|a, b| a.order().cmp(&b.order()));
        report.baseline = Some(outcome);
    }
}

impl From<Report> for Baseline {
    fn from(report: Report) -> Self {
        let findings = report.findings.into_iter().filter(|finding| finding.waived.is_none());
        Self { findings: findings.map(|finding| (finding.fingerprint.clone(), finding)).collect() }
    }
}
