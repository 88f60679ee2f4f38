//! A dossier's folder → one report: its records judged, its texts checked, each for the units that answer for it.

use crate::{CheckRun, Checked, DossierFolder, Input};
use gongkai::{Auditor, OwnedReport};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One audit.
#[derive(Debug, Clone, Copy)]
pub struct AuditRun<'c> {
    /// The rules on records.
    pub auditor: &'c Auditor,
    /// The rules on texts.
    pub texts: CheckRun<'c>,
}

impl AuditRun<'_> {
    /// Judges the dossier as it stood on the day `as_of`: records and documents dated later are not there yet.
    pub fn audit(&self, folder: &DossierFolder, as_of: Date) -> Checked {
        let owners = self.auditor.text_owners(&folder.dossier, as_of);
        let mut groups: BTreeMap<Vec<Arc<str>>, Vec<Input>> = BTreeMap::new();
        for text in &folder.texts {
            match owners.get(&text.path) {
                Some(None) => {}
                Some(Some(units)) => groups.entry(units.clone()).or_default().push(text.clone()),
                None => groups.entry(Vec::new()).or_default().push(text.clone()),
            }
        }
        let mut whole = self.texts.check(&[]);
        let mut reports = Vec::new();
        for (units, texts) in groups {
            let mut checked = self.texts.check(&texts);
            let empty = self.texts.checker.empty_report();
            reports.push(OwnedReport { units, report: std::mem::replace(&mut checked.report, empty) });
            whole.merge(checked);
        }
        whole.report = self.auditor.audit_with(&folder.dossier, as_of, reports);
        whole
    }
}
