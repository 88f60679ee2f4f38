//! Who must act on a finding.

use crate::record::{Dossier, KindId, ListRef, Stored};
use crate::rule::condition::View;
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Who must act: the record's own unit, or the units of the notice's work item for the rule's task.
pub(super) struct Owners {
    /// Units that act together, each group once; the first is nobody.
    groups: Vec<Vec<Arc<str>>>,
    by_task: BTreeMap<String, GroupId>,
    /// By kind, where rules ask of one: the group that each row names itself.
    own: Vec<Vec<GroupId>>,
}

/// A group of units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct GroupId(u32);

impl GroupId {
    const NOBODY: Self = Self(0);

    pub(super) fn at(self) -> usize {
        self.0 as usize
    }
}

impl Owners {
    /// The owners of the records of `kinds`, and of the tasks.
    pub(super) fn new(view: &View<'_>, kinds: impl Iterator<Item = KindId>) -> Self {
        let dossier = view.dossier;
        let schema = dossier.schema();
        let mut groups =
            Groups { all: vec![Vec::new()], alone: HashMap::default(), together: HashMap::default() };
        let mut own = vec![Vec::new(); schema.kinds().len()];
        for kind in kinds {
            let of_kind: &mut Vec<GroupId> = &mut own[kind.at()];
            if of_kind.is_empty() {
                of_kind.extend((0..dossier.tables[kind.at()].rows).map(|row| groups.own(dossier, kind, row)));
            }
        }
        let mut by_task: BTreeMap<&str, Vec<GroupId>> = BTreeMap::new();
        if let Some(kind) = schema.kind("work_item")
            && let Some(number) = schema.get(kind).field("number")
        {
            for row in 0..dossier.tables[kind.at()].rows {
                let Some(task) = dossier.words(kind, row, number).filter(|_| view.is_there(kind, row)) else {
                    continue;
                };
                by_task
                    .entry(task_number(task).unwrap_or(task))
                    .or_default()
                    .push(groups.own(dossier, kind, row));
            }
        }
        let by_task = by_task.into_iter().map(|(task, of)| (task.to_owned(), groups.all_of(&of))).collect();
        let named = |units: Vec<&str>| units.into_iter().map(Arc::from).collect();
        Self { groups: groups.all.into_iter().map(named).collect(), by_task, own }
    }

    /// The group that must act on a record.
    pub(super) fn of(&self, kind: KindId, row: u32, task: Option<&str>) -> GroupId {
        match self.own[kind.at()].get(row as usize) {
            Some(&own) if own != GroupId::NOBODY => own,
            _ => task.and_then(|task| self.by_task.get(task)).copied().unwrap_or_default(),
        }
    }

    /// The units given, or else those of the notice's work items for the task.
    pub(super) fn or_of_task<'u>(&'u self, units: &'u [Arc<str>], task: Option<&str>) -> &'u [Arc<str>] {
        match units.is_empty() {
            true => task.map_or(&[], |task| self.of_task(task)),
            false => units,
        }
    }

    /// The units of a group.
    pub(super) fn units(&self, group: GroupId) -> &[Arc<str>] {
        &self.groups[group.at()]
    }

    /// All groups.
    pub(super) fn groups(&self) -> impl ExactSizeIterator<Item = GroupId> + use<> {
        (0..self.groups.len()).map(|at| GroupId(at as u32))
    }

    /// The units of a task.
    pub(super) fn of_task(&self, task: &str) -> &[Arc<str>] {
        self.by_task.get(task).map(|group| self.units(*group)).unwrap_or_default()
    }
}

/// Groups as they are met, each once.
struct Groups<'d> {
    all: Vec<Vec<&'d str>>,
    /// Groups of one unit by its name, others by all names.
    alone: HashMap<&'d str, GroupId, FixedState>,
    together: HashMap<Vec<&'d str>, GroupId, FixedState>,
}

impl<'d> Groups<'d> {
    /// The units of the first of the kind's owner fields that is filled.
    fn own(&mut self, dossier: &'d Dossier, kind: KindId, row: u32) -> GroupId {
        for field in &dossier.schema().get(kind).owner {
            let group = match dossier.value(kind, row, *field) {
                Stored::Text(text) => self.of(&[dossier.text(text)]),
                Stored::List(list) => self.of(&words(dossier, list)),
                _ => GroupId::NOBODY,
            };
            if group != GroupId::NOBODY {
                return group;
            }
        }
        GroupId::NOBODY
    }

    /// All units of some groups, each once.
    fn all_of(&mut self, groups: &[GroupId]) -> GroupId {
        let mut units = Vec::new();
        for unit in groups.iter().flat_map(|group| &self.all[group.at()]) {
            if !units.contains(unit) {
                units.push(*unit);
            }
        }
        self.of(&units)
    }

    fn of(&mut self, units: &[&'d str]) -> GroupId {
        let known = match units {
            [] => return GroupId::NOBODY,
            [unit] => self.alone.get(unit),
            units => self.together.get(units),
        };
        if let Some(group) = known {
            return *group;
        }
        let group = GroupId(self.all.len() as u32);
        self.all.push(units.to_vec());
        match units {
            [unit] => self.alone.insert(unit, group),
            units => self.together.insert(units.to_vec(), group),
        };
        group
    }
}

fn words(dossier: &Dossier, list: ListRef) -> Vec<&str> {
    let words = dossier.list(list).iter().filter_map(|item| match item {
        Stored::Text(text) => Some(dossier.text(*text)),
        _ => None,
    });
    words.collect()
}

/// The task's number with which a work item's own begins: 1.2 of 1.2（2）.
pub(super) fn task_number(words: &str) -> Option<&str> {
    let end = words.find(|character: char| !character.is_ascii_digit() && character != '.');
    let number = words[..end.unwrap_or(words.len())].trim_end_matches('.');
    number.contains('.').then_some(number)
}
