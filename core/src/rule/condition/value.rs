//! Values while a condition runs.

use crate::record::{FieldId, KindId, Stored};
use jiff::civil::{Date, DateTime};
use std::rc::Rc;

/// What an expression comes to. `Unknown` carries the number of its cause.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    Unknown(Cause),
    /// A cell left empty: equal to nothing, and unknown to everything else that is asked of it.
    Blank(KindId, FieldId),
    Boolean(bool),
    Integer(i64),
    Number(f64),
    /// The days among which it is; mostly one.
    Date(Date, Date),
    Time(DateTime),
    Text(&'a str),
    Owned(Rc<str>),
    Record(KindId, u32),
    List(List<'a>),
}

/// A list, copied only where it is made anew.
#[derive(Debug, Clone)]
pub(crate) enum List<'a> {
    /// A list field's values.
    Stored(KindId, FieldId, &'a [Stored]),
    Rows(KindId, Rc<[u32]>),
    /// The records that refer to one.
    Referring(KindId, &'a [u32]),
    Values(Rc<[Value<'a>]>),
}

/// Why a value is unknown: a place in the evaluator's list of causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cause(pub(super) u32);

/// One reason why something cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Missing {
    /// A field of which the table says nothing, or nothing usable.
    Field(KindId, FieldId),
    /// A table that the dossier does not have.
    Table(KindId),
    /// The duty is not yet due.
    Pending,
    /// Nothing of that sort: the largest of no numbers, a division by zero, a day beyond the calendar.
    Nothing(&'static str),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum CauseNode {
    One(Missing),
    Both(Cause, Cause),
}

/// A truth, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown(Cause),
}

impl Truth {
    pub(super) fn of(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }
}

impl Value<'_> {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Owned(text) => Some(text),
            _ => None,
        }
    }
}

impl List<'_> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Stored(_, _, values) => values.len(),
            Self::Rows(_, rows) => rows.len(),
            Self::Referring(_, rows) => rows.len(),
            Self::Values(values) => values.len(),
        }
    }
}
