//! An earlier report held against a new one: what is new, what was resolved.

use super::Report;
use std::collections::BTreeSet;

/// The fingerprints of an earlier report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    fingerprints: BTreeSet<String>,
}

/// What a baseline took out of a report, and what it found gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BaselineOutcome {
    /// Findings that the earlier report had too, now left out.
    pub known: usize,
    /// Findings of the earlier report that are gone.
    pub resolved: usize,
}

impl Baseline {
    /// Reads an earlier report's JSON.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        let report: Report = serde_json::from_str(json)?;
        Ok(Self { fingerprints: report.findings.into_iter().map(|finding| finding.fingerprint).collect() })
    }

    /// Leaves only what is new in `report`. Verdict counts stay: they say what is, not what changed.
    pub fn apply(&self, report: &mut Report) -> BaselineOutcome {
        let before = report.findings.len();
        let mut still = BTreeSet::new();
        report.findings.retain(|finding| match self.fingerprints.get(&finding.fingerprint) {
            Some(known) => {
                still.insert(known.as_str());
                false
            }
            None => true,
        });
        BaselineOutcome {
            known: before - report.findings.len(),
            resolved: self.fingerprints.len() - still.len(),
        }
    }
}
