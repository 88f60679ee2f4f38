//! The texts of a dossier: whose they are, and what a check of them found.

use super::Auditor;
use super::owner::Owners;
use super::tally::Tally;
use crate::record::Dossier;
use crate::report::{Counts, Report};
use crate::rule::condition::View;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A report on texts for which the same units answer.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnedReport {
    /// The units; none: those of the notice's work items answer.
    pub units: Vec<Arc<str>>,
    /// The report.
    pub report: Report,
}

impl Auditor {
    /// The texts of the dossier that are there on the day `as_of`, by path, with the units that answer for them: those of the
    /// document's own record. `None`: the document is dated or published later.
    pub fn text_owners(&self, dossier: &Dossier, as_of: Date) -> BTreeMap<Arc<str>, Option<Vec<Arc<str>>>> {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let kinds = dossier.texts_of.values().map(|record| record.kind);
        let owners = Owners::new(&view, kinds);
        let texts = dossier.texts_of.iter();
        texts
            .map(|(path, record)| {
                let is_there = view.is_there(record.kind, record.row);
                (
                    Arc::clone(path),
                    is_there.then(|| owners.units(owners.of(record.kind, record.row, None)).to_vec()),
                )
            })
            .collect()
    }

    /// Takes the findings and verdicts of the texts into the report.
    pub(super) fn take_in(
        &self,
        report: &mut Report,
        texts: Vec<OwnedReport>,
        owners: &Owners,
        tally: &mut Tally,
    ) {
        let mut whole: Option<Report> = None;
        let nobody: Arc<str> = Arc::from("");
        for OwnedReport { units, report: mut texts } in texts {
            for rule in &texts.rules {
                let task = self.rules.get(&rule.rule).and_then(|rule| rule.file().task.as_deref());
                tally.task(task, &rule.counts);
                if rule.counts.applied() == 0 {
                    continue;
                }
                let counts = Counts { not_applicable: 0, ..rule.counts };
                let units = owners.or_of_task(&units, task);
                for unit in units.iter().chain(units.is_empty().then_some(&nobody)) {
                    tally.units.entry(Arc::clone(unit)).or_default().add(&counts);
                }
            }
            for finding in &mut texts.findings {
                let units = owners.or_of_task(&units, finding.task.as_deref());
                if finding.owner.is_none() && !units.is_empty() {
                    finding.owner = Some(units.join("、"));
                }
            }
            match &mut whole {
                Some(whole) => whole.merge(texts),
                None => whole = Some(texts),
            }
        }
        let Some(texts) = whole else { return };
        report.documents += texts.documents;
        report.verdicts.add(&texts.verdicts);
        report.rules.extend(texts.rules);
        report.rules.sort_by(|a, b| a.rule.cmp(&b.rule));
        report.unjudged.extend(texts.unjudged);
        report.findings.extend(texts.findings);
    }
}
