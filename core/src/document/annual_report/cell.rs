//! A cell of an official table: what it holds, and where.

use crate::source::Span;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CellValue {
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Decimal(f64),
    /// Nothing: the cell is there and empty.
    Blank,
    /// Something that is no number: /, —, 无.
    Words,
    /// Not known: the page lost the cell, or ran it together with others.
    Lost,
}

/// A cell with its column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The column's key.
    pub column: &'static str,
    /// The column's name.
    pub name: &'static str,
    /// What it holds.
    pub value: CellValue,
    /// Where it stands; of a lost one, its row.
    pub span: Option<Span>,
}

impl Cell {
    /// Its whole number.
    pub const fn integer(&self) -> Option<i64> {
        match self.value {
            CellValue::Integer(value) => Some(value),
            _ => None,
        }
    }

    /// Its number.
    pub fn number(&self) -> Option<f64> {
        match self.value {
            #[allow(clippy::cast_precision_loss)]
            CellValue::Integer(value) => Some(value as f64),
            CellValue::Decimal(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is there without a number.
    pub const fn is_empty(&self) -> bool {
        matches!(self.value, CellValue::Blank | CellValue::Words)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let state = match self.value {
            CellValue::Integer(_) | CellValue::Decimal(_) => "number",
            CellValue::Blank => "blank",
            CellValue::Words => "words",
            CellValue::Lost => "lost",
        };
        let mut out = serializer.serialize_struct("Cell", 4)?;
        out.serialize_field("column", self.column)?;
        out.serialize_field("state", state)?;
        match self.value {
            CellValue::Integer(value) => out.serialize_field("value", &value)?,
            CellValue::Decimal(value) => out.serialize_field("value", &value)?,
            _ => out.serialize_field("value", &None::<i64>)?,
        }
        out.serialize_field("span", &self.span)?;
        out.end()
    }
}
