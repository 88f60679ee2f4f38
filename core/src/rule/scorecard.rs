//! The shape of a scorecard: an inspection's points, as far as they are known, for what rules find.

use super::error::{Fault, nearest};
use super::file::{Basis, Localized, optional_date};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A scorecard file: `scorecards/<id>.toml` of a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScorecardFile {
    /// What is scored.
    pub name: Localized,
    /// The document that sets the points.
    pub basis: Basis,
    /// The fact rows that it covers.
    #[serde(default)]
    pub facts: Vec<String>,
    /// The first day on which it is in force.
    #[serde(default, deserialize_with = "optional_date")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<super::file::RuleDate>"))]
    pub since: Option<Date>,
    /// The last day.
    #[serde(default, deserialize_with = "optional_date")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<super::file::RuleDate>"))]
    pub until: Option<Date>,
    /// The points that deductions are taken from.
    pub total: f64,
    /// The points that pass.
    pub pass: f64,
    /// The most that a bonus adds.
    #[serde(default)]
    pub bonus: f64,
    /// The points above which the bonus counts.
    #[serde(default)]
    pub bonus_above: f64,
    /// A smaller total that stands for the whole where some of what is scored is no duty.
    #[serde(default)]
    pub scaled: Option<ScaledTotal>,
    /// What fails the whole.
    #[serde(default)]
    pub veto: Vec<Veto>,
    /// What costs points.
    #[serde(default)]
    pub deduct: Vec<Deduction>,
    /// What the inspection scores and this card cannot.
    #[serde(default)]
    pub unscored: Vec<Unscored>,
}

/// A total for those who have not all that is scored; the points are then reckoned up to the whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScaledTotal {
    /// The points that can be had.
    pub total: f64,
    /// A kind of record.
    pub kind: String,
    /// Its field that says 否.
    pub without: String,
}

/// A rule whose findings fail the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// The rule's id.
    pub rule: String,
}

/// A rule whose findings cost points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    /// The rule's id.
    pub rule: String,
    /// The points.
    pub points: f64,
    /// Whether each finding costs them, or all together.
    #[serde(default)]
    pub each: bool,
    /// Where the points come from.
    #[serde(default)]
    pub note: Option<Localized>,
}

/// What cannot be scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unscored {
    /// What it is.
    pub name: Localized,
    /// Rules that find it.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Why it has no points.
    pub why: Localized,
}

impl ScorecardFile {
    /// All rules that it names, with the key at which it does.
    fn named(&self) -> impl Iterator<Item = (String, &str)> {
        let veto = self.veto.iter().enumerate().map(|(at, veto)| (format!("veto.{at}.rule"), &*veto.rule));
        let deduct =
            self.deduct.iter().enumerate().map(|(at, deduct)| (format!("deduct.{at}.rule"), &*deduct.rule));
        let unscored = self.unscored.iter().enumerate().flat_map(|(at, unscored)| {
            unscored
                .rules
                .iter()
                .enumerate()
                .map(move |(of, rule)| (format!("unscored.{at}.rules.{of}"), rule.as_str()))
        });
        veto.chain(deduct).chain(unscored)
    }

    /// The first rule that does not exist.
    pub(crate) fn fault<'r>(&self, mut rules: impl Iterator<Item = &'r str> + Clone) -> Option<Fault> {
        let (key, name) = self.named().find(|(_, name)| !rules.clone().any(|rule| rule == *name))?;
        let fault = Fault::at(key, format!("no rule `{name}`"));
        Some(match nearest(name, rules.by_ref()) {
            Some(known) => fault.suggest(format!("`{known}`?")),
            None => fault,
        })
    }
}
