//! A table as a file holds it: cells without meaning yet.

use jiff::civil::{Date, DateTime};
use std::sync::Arc;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Empty.
    Blank,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A day and time.
    Time(DateTime),
    /// A spreadsheet's error value, as `#REF!`.
    Error(String),
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// The row in the sheet, or the line in the file, from 1.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A table of a file or sheet, all its rows, headers and titles among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The sheet's name.
    pub sheet: Option<Arc<str>>,
    /// The rows.
    pub rows: Vec<GridRow>,
}
