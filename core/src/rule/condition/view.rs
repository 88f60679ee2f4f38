//! A dossier as it stood on one day: what has not happened yet is not there, and every reference has its list.

use crate::calendar::Calendar;
use crate::document::without_blanks;
use crate::record::{Dossier, FieldId, KindId, RelationId, Stored};
use jiff::civil::Date;
use std::collections::HashSet;
use std::rc::Rc;

/// A dossier on a day.
#[derive(Debug)]
pub(crate) struct View<'d> {
    pub(crate) dossier: &'d Dossier,
    pub(crate) as_of: Date,
    pub(crate) calendar: &'d Calendar,
    /// By kind: the rows that are there on the day.
    rows: Vec<Rc<[u32]>>,
    /// By kind: whether each row is there; empty where all are.
    hidden: Vec<Vec<bool>>,
    /// By relation: the rows that refer, grouped by the row referred to.
    relations: Vec<Option<Grouped>>,
    units: HashSet<String>,
}

/// Rows grouped by another kind's rows: one array, and where each group begins.
#[derive(Debug)]
struct Grouped {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl<'d> View<'d> {
    pub(crate) fn new(dossier: &'d Dossier, as_of: Date, calendar: &'d Calendar) -> Self {
        let schema = dossier.schema();
        let mut rows = Vec::with_capacity(schema.kinds().len());
        let mut hidden = Vec::with_capacity(schema.kinds().len());
        for (at, kind) in schema.kinds().iter().enumerate() {
            let id = KindId(at as u16);
            let count = dossier.tables[at].rows;
            let later: Vec<bool> = match kind.date.is_empty() {
                true => Vec::new(),
                false => (0..count)
                    .map(|row| dated(dossier, id, row).is_some_and(|(from, _)| from > as_of))
                    .collect(),
            };
            let later = if later.contains(&true) { later } else { Vec::new() };
            let there = (0..count).filter(|row| !later.get(*row as usize).copied().unwrap_or_default());
            rows.push(there.collect());
            hidden.push(later);
        }
        let mut view =
            Self { dossier, as_of, calendar, rows, hidden, relations: Vec::new(), units: HashSet::new() };
        view.relations = (0..schema.relations.len()).map(|at| view.group(RelationId(at as u16))).collect();
        if let Some(kind) = schema.kind("unit") {
            let unit = schema.get(kind);
            let fields = [unit.field("name"), unit.field("aliases")];
            for &row in view.rows[kind.at()].iter() {
                for field in fields.into_iter().flatten() {
                    match dossier.value(kind, row, field) {
                        Stored::Text(text) => drop(view.units.insert(without_blanks(dossier.text(text)))),
                        Stored::List(list) => {
                            for item in dossier.list(list) {
                                if let Stored::Text(text) = item {
                                    view.units.insert(without_blanks(dossier.text(*text)));
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        view
    }

    /// A field as it stood on the day.
    pub(crate) fn value(&self, kind: KindId, row: u32, field: FieldId) -> Stored {
        self.as_it_stood(kind, field, self.dossier.value(kind, row, field))
    }

    /// A date that had not come on the day, unless it is a planned one, was not filled in yet.
    pub(super) fn as_it_stood(&self, kind: KindId, field: FieldId, stored: Stored) -> Stored {
        let from = match stored {
            Stored::Date(day) | Stored::Within(day, _) => day,
            Stored::Time(time) => time.date(),
            _ => return stored,
        };
        match from > self.as_of && !self.dossier.schema().get(kind).fields()[field.at()].file.planned {
            true => Stored::Blank,
            false => stored,
        }
    }

    /// Whether a record is there on the day.
    pub(crate) fn is_there(&self, kind: KindId, row: u32) -> bool {
        !self.hidden[kind.at()].get(row as usize).copied().unwrap_or_default()
    }

    /// The records of a kind that are there; `None` where the dossier has no such table.
    pub(crate) fn records(&self, kind: KindId) -> Option<&Rc<[u32]>> {
        self.dossier.tables[kind.at()].is_present.then(|| &self.rows[kind.at()])
    }

    /// The records that refer to `row`; `None` where there is no such table, or where a record does not say to what it
    /// refers.
    pub(crate) fn referring(&self, relation: RelationId, row: u32) -> Option<&[u32]> {
        let grouped = self.relations[relation.at()].as_ref()?;
        let from = *grouped.starts.get(row as usize)? as usize;
        let to = *grouped.starts.get(row as usize + 1)? as usize;
        grouped.rows.get(from..to)
    }

    pub(crate) fn is_unit(&self, name: &str) -> bool {
        self.units.contains(&without_blanks(name))
    }

    fn group(&self, relation: RelationId) -> Option<Grouped> {
        let schema = self.dossier.schema();
        let relation = &schema.relations[relation.at()];
        let (from, field) = (relation.from, relation.field);
        let rows = self.records(from)?;
        // An evident join: count, then place.
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(rows.len());
        // A table without the column does not say to what its records refer.
        let unsaid = |row: &u32| self.dossier.value(from, *row, field) == Stored::Unknown;
        if !rows.is_empty() && rows.iter().all(unsaid) {
            return None;
        }
        for &row in rows.iter() {
            match self.dossier.value(from, row, field) {
                Stored::Row(to) => pairs.push((to, row)),
                Stored::List(list) => {
                    for item in self.dossier.list(list) {
                        if let Stored::Row(to) = item {
                            pairs.push((*to, row));
                        }
                    }
                }
                _ => {}
            }
        }
        let count = self.dossier.tables[relation.to.at()].rows as usize;
        let mut starts = vec![0_u32; count + 1];
        for (to, _) in &pairs {
            if let Some(next) = starts.get_mut(*to as usize + 1) {
                *next += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; pairs.len()];
        for (to, row) in pairs {
            if let Some(at) = next.get_mut(to as usize) {
                if let Some(slot) = rows.get_mut(*at as usize) {
                    *slot = row;
                }
                *at += 1;
            }
        }
        Some(Grouped { starts, rows })
    }
}

/// The days among which a record is dated, by the first of its kind's date fields that says so.
pub(crate) fn dated(dossier: &Dossier, kind: KindId, row: u32) -> Option<(Date, Date)> {
    dossier.schema().get(kind).date.iter().find_map(|field| match dossier.value(kind, row, *field) {
        Stored::Date(day) => Some((day, day)),
        Stored::Within(from, to) => Some((from, to)),
        Stored::Time(time) => Some((time.date(), time.date())),
        _ => None,
    })
}
