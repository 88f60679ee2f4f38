//! Verdicts counted.

use super::Verdict;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many of each verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Counts {
    pub pass: u32,
    pub fail: u32,
    pub not_applicable: u32,
    pub unjudged: u32,
    pub waived: u32,
}

impl Counts {
    /// One verdict.
    pub fn of(verdict: Verdict) -> Self {
        let mut counts = Self::default();
        counts.count(verdict);
        counts
    }

    /// Counts one verdict.
    pub fn count(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Fail => &mut self.fail,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Unjudged => &mut self.unjudged,
            Verdict::Waived => &mut self.waived,
        } += 1;
    }

    /// Adds another count.
    pub fn add(&mut self, other: &Self) {
        self.pass += other.pass;
        self.fail += other.fail;
        self.not_applicable += other.not_applicable;
        self.unjudged += other.unjudged;
        self.waived += other.waived;
    }

    /// Moves up to `number` verdicts from the failed to the waived.
    pub(crate) fn waive(&mut self, number: u32) {
        let number = number.min(self.fail);
        self.fail -= number;
        self.waived += number;
    }

    /// How many verdicts were more than `not_applicable`.
    pub fn applied(&self) -> u32 {
        self.pass + self.fail + self.unjudged + self.waived
    }
}

/// One rule's verdicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleCounts {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Its verdicts.
    #[serde(flatten)]
    pub counts: Counts,
}

/// The verdicts of one task of the notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaskCounts {
    /// The task's number: 1.1.
    pub task: Arc<str>,
    /// Its verdicts.
    #[serde(flatten)]
    pub counts: Counts,
}

/// The verdicts that one responsible unit answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnitCounts {
    /// The unit's name; empty: no unit is named.
    pub unit: Arc<str>,
    /// Its verdicts.
    #[serde(flatten)]
    pub counts: Counts,
}
