//! A table as it was read, before anything is known of what its columns mean. What reads files makes these.

use jiff::civil::{Date, DateTime};
use std::sync::Arc;

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing: an empty cell, one of blanks alone, one that a merged range covers.
    #[default]
    Blank,
    /// Words, as they stand. A separated text file has no other cells, whatever they mean.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Another number, always finite.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A day with a time that is not midnight.
    Time(DateTime),
    /// No value: an error as the sheet shows it (`#N/A`), or a formula that was never calculated (`=A1+1`).
    Error(String),
}

/// One table: a sheet of a workbook, or a separated text file.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The sheet; `None` for a file that has none.
    pub sheet: Option<Arc<str>>,
    /// The rows in order. Rows without a value are left out, so that a sheet without any has no rows.
    pub rows: Vec<GridRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// The row of the sheet, or the line of the file on which it begins, from 1.
    pub number: u32,
    /// Its cells from the first column on. Blanks at the end are left out, so rows may be of different lengths.
    pub cells: Vec<Cell>,
}

impl Cell {
    /// Whether it holds nothing.
    pub const fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }
}
