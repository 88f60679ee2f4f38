//! A field's value as the dossier keeps it: sixteen bytes, words and lists by their place in the dossier's stores.

use jiff::civil::{Date, DateTime};

/// Words in the dossier's text store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextRef {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// Values in the dossier's list store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListRef {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// One field of one record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stored {
    /// The table does not say: no such column, or a cell that cannot be read.
    Unknown,
    /// The table says that there is nothing.
    Blank,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Date(Date),
    /// A day of which only the month or year is told: from, to.
    Within(Date, Date),
    Time(DateTime),
    Text(TextRef),
    /// One of the field's values, by its place.
    Choice(u16),
    /// A row of the kind that the field refers to.
    Row(u32),
    List(ListRef),
}

const _: () = assert!(size_of::<Stored>() == 16);
