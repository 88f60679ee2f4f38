//! Verdicts counted by task and by responsible unit.

use super::owner::Owners;
use crate::report::{Counts, TaskCounts};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Verdicts by task, in the order of the tasks' numbers, and by unit.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) tasks: BTreeMap<Vec<u32>, TaskCounts>,
    pub(super) units: BTreeMap<Arc<str>, Counts>,
}

impl Tally {
    /// Takes in what was counted by group of units; what nobody owns counts for a unit without a name.
    pub(super) fn owners(&mut self, owners: &Owners, by_owner: &[Counts]) {
        let nobody: Arc<str> = Arc::from("");
        for (group, counts) in owners.groups().zip(by_owner) {
            if counts.applied() == 0 {
                continue;
            }
            let units = owners.units(group);
            for unit in units.iter().chain(units.is_empty().then_some(&nobody)) {
                self.units.entry(Arc::clone(unit)).or_default().add(counts);
            }
        }
    }

    pub(super) fn task(&mut self, task: Option<&str>, counts: &Counts) {
        let Some(task) = task else { return };
        let number = task.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect();
        let none = || TaskCounts { task: task.into(), counts: Counts::default() };
        self.tasks.entry(number).or_insert_with(none).counts.add(counts);
    }
}
