//! Walks a table: its rows and cells with their places in the grid.

use super::body::Walk;
use super::fault::Fault;
use super::model::{Cell, Change, Merge, Row, Table};
use super::xml::Tag;

/// Columns of a table beyond which no program goes.
const MOST_COLUMNS: i64 = 63;

impl<'x> Walk<'x> {
    /// The open table, walked to its end.
    pub(super) fn table(&mut self) -> Result<Table<'x>, Fault> {
        let mut table = Table::default();
        self.rows(&mut table)?;
        Ok(table)
    }

    fn rows(&mut self, table: &mut Table<'x>) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "tr" => {
                    self.count()?;
                    let mut row = Row::default();
                    self.cells(&mut row)?;
                    table.rows.push(row);
                }
                "sdt" => self.control(|walk| walk.rows(table))?,
                "customXml" | "ins" | "moveTo" => self.rows(table)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn cells(&mut self, row: &mut Row<'x>) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "trPr" => self.row_properties(row)?,
                "tc" => {
                    self.count()?;
                    let cell = self.cell()?;
                    row.cells.push(cell);
                }
                "sdt" => self.control(|walk| walk.cells(row))?,
                "customXml" => self.cells(row)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn row_properties(&mut self, row: &mut Row<'x>) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "gridBefore" => row.before = columns(tag, 0),
                "gridAfter" => row.after = columns(tag, 0),
                "ins" => row.change = Change::Inserted,
                "del" => row.change = Change::Deleted,
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn cell(&mut self) -> Result<Cell<'x>, Fault> {
        let mut cell = Cell { span: 1, merge: Merge::No, blocks: Vec::new() };
        while let Some(tag) = self.xml.child()? {
            if tag.name() != "tcPr" {
                self.block(tag, &mut cell.blocks)?;
                continue;
            }
            while let Some(tag) = self.xml.child()? {
                let begins = || tag.value().is_some_and(|value| value == "restart");
                match tag.name() {
                    "gridSpan" => cell.span = columns(tag, 1),
                    "vMerge" if begins() => cell.merge = Merge::First,
                    "vMerge" => cell.merge = Merge::Below,
                    "hMerge" if !begins() => cell.merge = Merge::Beside,
                    _ => {}
                }
                self.xml.skip()?;
            }
        }
        Ok(cell)
    }
}

/// How many columns of the grid the tag names.
fn columns(tag: Tag<'_>, least: u32) -> u32 {
    let columns = tag.number("val").unwrap_or_default().clamp(i64::from(least), MOST_COLUMNS);
    u32::try_from(columns).unwrap_or(least)
}
