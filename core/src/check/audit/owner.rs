//! Who must act on a finding.

use crate::record::{Dossier, KindId, Stored};
use crate::rule::condition::View;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who must act: the record's own unit, or the units of the notice's work item for the rule's task.
pub(super) struct Owners<'d> {
    dossier: &'d Dossier,
    by_task: BTreeMap<String, Vec<Arc<str>>>,
    pub(super) nobody: Arc<str>,
}

impl<'d> Owners<'d> {
    pub(super) fn new(view: &View<'d>) -> Self {
        let dossier = view.dossier;
        let mut by_task: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
        let schema = dossier.schema();
        if let Some(kind) = schema.kind("work_item")
            && let Some(number) = schema.get(kind).field("number")
        {
            for row in 0..dossier.tables[kind.at()].rows {
                let Some(task) = dossier.words(kind, row, number).filter(|_| view.is_there(kind, row)) else {
                    continue;
                };
                let units = by_task.entry(task.to_owned()).or_default();
                for unit in own(dossier, kind, row) {
                    if !units.contains(&unit) {
                        units.push(unit);
                    }
                }
            }
        }
        Self { dossier, by_task, nobody: Arc::from("") }
    }

    pub(super) fn of(&self, kind: KindId, row: u32, task: Option<&str>) -> Vec<Arc<str>> {
        match own(self.dossier, kind, row) {
            own if own.is_empty() => task.map_or(&[][..], |task| self.of_task(task)).to_vec(),
            own => own,
        }
    }

    /// The units given, or else those of the notice's work items for the task.
    pub(super) fn or_of_task<'u>(&'u self, units: &'u [Arc<str>], task: Option<&str>) -> &'u [Arc<str>] {
        match units.is_empty() {
            true => task.map_or(&[], |task| self.of_task(task)),
            false => units,
        }
    }

    pub(super) fn of_task(&self, task: &str) -> &[Arc<str>] {
        self.by_task.get(task).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The units of the first of the kind's owner fields that is filled.
fn own(dossier: &Dossier, kind: KindId, row: u32) -> Vec<Arc<str>> {
    let fields = dossier.schema().get(kind).owner.iter();
    let mut units = fields.map(|field| names(dossier, dossier.value(kind, row, *field)));
    units.find(|units| !units.is_empty()).unwrap_or_default()
}

fn names(dossier: &Dossier, value: Stored) -> Vec<Arc<str>> {
    match value {
        Stored::Text(text) => vec![dossier.text(text).into()],
        Stored::List(list) => dossier
            .list(list)
            .iter()
            .filter_map(|item| match item {
                Stored::Text(text) => Some(dossier.text(*text).into()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
