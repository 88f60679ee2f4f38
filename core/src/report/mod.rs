//! What a check says: findings, verdicts counted by rule, what could not be judged.

mod baseline;
mod counts;
mod finding;
mod fingerprint;
mod place;
#[cfg(feature = "schema")]
mod schema;
mod scorecard;
mod waiver;

pub use baseline::{Baseline, BaselineOutcome};
pub use counts::{Counts, RuleCounts, TaskCounts, UnitCounts};
pub use finding::{Edit, Finding, FindingSpan, Fix, Origin, Severity, Subject, Unjudged, Verdict};
pub(crate) use fingerprint::Fingerprinter;
pub(crate) use place::Places;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use scorecard::{Score, ScoredRule, UnscoredItem};
pub use waiver::{WAIVER_EXPIRED, WAIVER_UNUSED, Waiver};

use crate::rule::PackInfo;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The name of the report's format.
pub const SCHEMA: &str = "gongkai-report/1";

/// The result of a check over one or more texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The format's name and version.
    pub schema: String,
    /// The day on which it was judged.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub as_of: Option<Date>,
    /// Of an audit: whose dossier it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<ReportAuthority>,
    /// The engine's version.
    pub engine: String,
    /// How many texts were checked.
    pub documents: u32,
    /// How many records were judged.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub records: u32,
    /// The packs whose rules ran.
    pub packs: Arc<[PackInfo]>,
    /// All verdicts together.
    pub verdicts: Counts,
    /// The verdicts of each rule, in the order of ids; a rule that never applied has only `not_applicable`.
    pub rules: Vec<RuleCounts>,
    /// The findings, ordered by path, start, rule.
    pub findings: Vec<Finding>,
    /// What could not be judged, and what was missing.
    pub unjudged: Vec<Unjudged>,
    /// Of an audit: the verdicts by task of the year's notice, in the order of their numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<TaskCounts>,
    /// Of an audit: the verdicts by responsible unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitCounts>,
    /// Of an audit: the scorecards that its rules fill in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<Score>,
    /// What was held against an earlier report, where one was given: `findings` are then the new ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineOutcome>,
}

/// Whose dossier was audited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportAuthority {
    /// Its name.
    pub name: String,
    /// The first day of the dossier's period.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub period_from: Option<Date>,
    /// The last day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub period_to: Option<Date>,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Report {
    /// A report of nothing yet.
    pub(crate) fn empty(as_of: Option<Date>, packs: &Arc<[PackInfo]>) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            as_of,
            authority: None,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            documents: 0,
            records: 0,
            packs: Arc::clone(packs),
            verdicts: Counts::default(),
            rules: Vec::new(),
            findings: Vec::new(),
            unjudged: Vec::new(),
            tasks: Vec::new(),
            units: Vec::new(),
            scores: Vec::new(),
            baseline: None,
        }
    }

    /// Takes in another report of the same checker. Findings stay ordered by path, start, rule.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.verdicts.add(&other.verdicts);
        for (mine, theirs) in self.rules.iter_mut().zip(&other.rules) {
            mine.counts.add(&theirs.counts);
        }
        let ordered =
            self.findings.last().zip(other.findings.first()).is_none_or(|(a, b)| a.order() <= b.order());
        self.findings.extend(other.findings);
        self.unjudged.extend(other.unjudged);
        if !ordered {
            self.findings.sort_by(|a, b| a.order().cmp(&b.order()));
        }
    }

    /// How many findings are at `severity` exactly, waived ones left out.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity && finding.waived.is_none())
            .count()
    }

    /// Whether a finding is at or above `severity`.
    pub fn has_at_least(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity <= severity && finding.waived.is_none())
    }

    /// The rules that never applied to any text.
    pub fn never_applied(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().filter(|rule| rule.counts.applied() == 0).map(|rule| rule.rule.as_ref())
    }
}
