//! A scorecard filled in from a report: what fails the whole, what costs points, and what could not be scored.

use super::Report;
use crate::check::Language;
use crate::rule::{Basis, Localized, ScorecardFile};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A scorecard filled in. Waived findings count as the others do: an inspection knows nothing of waivers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Score {
    /// The scorecard's id.
    pub scorecard: String,
    /// Its name.
    pub name: String,
    /// The document that sets the points.
    pub basis: Basis,
    /// The points that could be had.
    pub total: f64,
    /// The points that pass.
    pub pass: f64,
    /// The points left of the total, what is known of the bonus left out; `None` where a veto was found.
    pub points: Option<f64>,
    /// Whether points may still be lost for what could not be scored or judged.
    pub at_most: bool,
    /// Whether it passes; `None` where that is open.
    pub passed: Option<bool>,
    /// Rules whose findings fail the whole.
    pub vetoes: Vec<ScoredRule>,
    /// Rules whose findings cost points.
    pub deductions: Vec<ScoredRule>,
    /// What the inspection scores and this card cannot.
    pub unscored: Vec<UnscoredItem>,
    /// Rules of the card that could not be judged.
    pub unjudged: Vec<Arc<str>>,
}

/// A rule with what its findings cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoredRule {
    /// The rule's id.
    pub rule: Arc<str>,
    /// How many findings it has.
    pub findings: u32,
    /// The points that they cost; 0 of a veto.
    pub points: f64,
    /// Where the points come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What could not be scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnscoredItem {
    /// What it is.
    pub name: String,
    /// How many findings there are of it.
    pub findings: u32,
    /// Why they have no points.
    pub why: String,
}

impl Score {
    /// Fills in a scorecard; `None` where none of its rules judged anything, or the day is not its own.
    /// `scaled` says whether the smaller total stands for the whole.
    pub(crate) fn new(
        id: &str,
        card: &ScorecardFile,
        report: &Report,
        scaled: bool,
        language: Language,
    ) -> Option<Self> {
        let day = report.as_of?;
        if card.since.is_some_and(|since| day < since) || card.until.is_some_and(|until| day > until) {
            return None;
        }
        let verdicts: BTreeMap<&str, _> =
            report.rules.iter().map(|rule| (&*rule.rule, (&rule.rule, rule.counts))).collect();
        let judged = |rule: &str| verdicts.get(rule).filter(|(_, counts)| counts.applied() > 0);
        let words = |words: &Localized| match language {
            Language::En if !words.en.is_empty() => words.en.clone(),
            _ => words.zh.clone(),
        };
        let mut findings: BTreeMap<&str, u32> = BTreeMap::new();
        for finding in &report.findings {
            *findings.entry(&finding.rule).or_default() += 1;
        }
        let found = |rule: &str| findings.get(rule).copied().unwrap_or_default();
        let scored = card.veto.iter().map(|veto| (veto.rule.as_str(), 0.0, false, None));
        let deduct = card
            .deduct
            .iter()
            .map(|deduct| (deduct.rule.as_str(), deduct.points, deduct.each, deduct.note.as_ref()));
        let (mut vetoes, mut deductions, mut unjudged, mut any) = (Vec::new(), Vec::new(), Vec::new(), false);
        for (at, (rule, points, each, note)) in scored.chain(deduct).enumerate() {
            let Some((id, counts)) = judged(rule) else {
                unjudged.push(Arc::from(rule));
                continue;
            };
            any = true;
            if counts.unjudged > 0 {
                unjudged.push(Arc::clone(id));
            }
            let findings = found(rule);
            if findings > 0 {
                let points = if each { points * f64::from(findings) } else { points };
                let scored = ScoredRule { rule: Arc::clone(id), findings, points, note: note.map(words) };
                if at < card.veto.len() { &mut vetoes } else { &mut deductions }.push(scored);
            }
        }
        let unscored: Vec<UnscoredItem> = card
            .unscored
            .iter()
            .map(|item| UnscoredItem {
                name: words(&item.name),
                findings: item.rules.iter().map(|rule| found(rule)).sum(),
                why: words(&item.why),
            })
            .collect();
        if !any {
            return None;
        }
        let smaller = card.scaled.as_ref().filter(|_| scaled);
        let total = smaller.map_or(card.total, |smaller| smaller.total);
        let left = (total - deductions.iter().map(|scored| scored.points).sum::<f64>()).max(0.0);
        let points = (left * card.total / total * 10.0).round() / 10.0;
        let at_most = !unjudged.is_empty() || !unscored.is_empty();
        let passed = match () {
            () if !vetoes.is_empty() || points < card.pass => Some(false),
            () if at_most => None,
            () => Some(true),
        };
        Some(Self {
            scorecard: id.to_owned(),
            name: words(&card.name),
            basis: card.basis.clone(),
            total: card.total,
            pass: card.pass,
            points: vetoes.is_empty().then_some(points),
            at_most,
            passed,
            vetoes,
            deductions,
            unscored,
            unjudged,
        })
    }
}
