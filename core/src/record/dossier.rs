//! The dossier: all records of one authority for one period, typed, with their references resolved.

use super::build::Record;
use super::problem::{RecordPlace, RecordProblem};
use super::schema::{FieldId, KindId, Schema};
use super::value::{ListRef, Stored, TextRef};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All records of one authority, ready to be judged. Built by a [`DossierBuilder`](super::DossierBuilder).
#[derive(Debug)]
pub struct Dossier {
    pub(crate) schema: Arc<Schema>,
    pub(crate) texts: String,
    pub(crate) lists: Vec<Stored>,
    pub(crate) tables: Vec<Table>,
    pub(crate) sources: Vec<RecordPlace>,
    pub(crate) problems: Vec<RecordProblem>,
    /// The records that texts filled, by the texts' paths.
    pub(crate) texts_of: BTreeMap<Arc<str>, Record>,
}

/// The records of one kind.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Whether the dossier has such a table at all.
    pub(crate) is_present: bool,
    pub(crate) rows: u32,
    /// How many fields the kind has.
    pub(crate) width: usize,
    /// Row after row, a value for every field of the kind.
    pub(crate) values: Vec<Stored>,
    pub(crate) origins: Vec<Origin>,
}

/// Where a record came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) source: u32,
    pub(crate) row: u32,
}

impl Table {
    /// Where a field of a row stands among the values.
    pub(crate) fn slot(&self, row: u32, field: FieldId) -> usize {
        row as usize * self.width + field.at()
    }
}

impl Dossier {
    /// The schema that its records follow.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// What is wrong with its tables.
    pub fn problems(&self) -> &[RecordProblem] {
        &self.problems
    }

    /// How many records of a kind there are; `None` where the dossier has no such table.
    pub fn count(&self, kind: KindId) -> Option<usize> {
        let table = self.tables.get(kind.at())?;
        table.is_present.then_some(table.rows as usize)
    }

    /// How many records there are of all kinds.
    pub fn len(&self) -> usize {
        self.tables.iter().map(|table| table.rows as usize).sum()
    }

    /// Whether there is no record at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn value(&self, kind: KindId, row: u32, field: FieldId) -> Stored {
        let table = &self.tables[kind.at()];
        table.values.get(table.slot(row, field)).copied().unwrap_or(Stored::Unknown)
    }

    /// All fields of a record, in the order of the kind's; none where there is no such record.
    pub(crate) fn row(&self, kind: KindId, row: u32) -> &[Stored] {
        let table = &self.tables[kind.at()];
        let start = row as usize * table.width;
        table.values.get(start..start + table.width).unwrap_or_default()
    }

    pub(crate) fn text(&self, text: TextRef) -> &str {
        self.texts.get(text.start as usize..(text.start + text.len) as usize).unwrap_or_default()
    }

    pub(crate) fn list(&self, list: ListRef) -> &[Stored] {
        self.lists.get(list.start as usize..(list.start + list.len) as usize).unwrap_or_default()
    }

    /// The words of a field, where it holds words or a choice.
    pub(crate) fn words(&self, kind: KindId, row: u32, field: FieldId) -> Option<&str> {
        match self.value(kind, row, field) {
            Stored::Text(text) => Some(self.text(text)),
            Stored::Choice(at) => {
                self.schema.get(kind).fields[field.at()].choices.get(usize::from(at)).map(|value| &**value)
            }
            _ => None,
        }
    }

    /// Where a record stands.
    pub(crate) fn place(&self, kind: KindId, row: u32) -> RecordPlace {
        let origin = self.tables[kind.at()].origins.get(row as usize).copied().unwrap_or_default();
        RecordPlace {
            row: origin.row,
            ..self.sources.get(origin.source as usize).cloned().unwrap_or_default()
        }
    }
}
