//! Rows put together from single cells, within a number of them.

use crate::Reason;
use gongkai::record::{Cell, GridRow};

/// How many cells may still come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    limit: usize,
    left: usize,
}

/// A range of cells, from 0, both ends among it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

/// The rows of one table as they come.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<GridRow>,
}

impl Budget {
    pub(super) const fn new(limit: usize) -> Self {
        Self { limit, left: limit }
    }

    /// Takes `count` cells.
    pub(super) fn take(&mut self, count: usize) -> Result<(), Reason> {
        self.left = self.left.checked_sub(count).ok_or(Reason::TooManyCells { limit: self.limit })?;
        Ok(())
    }
}

impl Rows {
    /// Puts a cell into its place, row and column from 0. Cells come in order in all but odd files.
    pub(super) fn put(
        &mut self,
        row: u32,
        column: u32,
        cell: Cell,
        budget: &mut Budget,
    ) -> Result<(), Reason> {
        if cell.is_blank() {
            return Ok(());
        }
        let number = row + 1;
        let at = match self.rows.last() {
            Some(last) if last.number == number => self.rows.len() - 1,
            Some(last) if last.number > number => {
                let at = self.rows.partition_point(|row| row.number < number);
                if self.rows[at].number != number {
                    self.rows.insert(at, GridRow { number, cells: Vec::new() });
                }
                at
            }
            _ => {
                self.rows.push(GridRow { number, cells: Vec::new() });
                self.rows.len() - 1
            }
        };
        let cells = &mut self.rows[at].cells;
        let column = column as usize;
        if cells.len() <= column {
            budget.take(column + 1 - cells.len())?;
            cells.resize(column + 1, Cell::Blank);
        }
        cells[column] = cell;
        Ok(())
    }

    /// Makes all cells of a merged range blank but the first. What is merged down several rows stands for each of them that
    /// says more, as 责任单位 does in ledgers; not so in the first column, where it is the number of one record.
    pub(super) fn cover(&mut self, merged: Area) {
        let first = self.rows.partition_point(|row| row.number <= merged.rows.0);
        let (left, right) = (merged.columns.0 as usize, merged.columns.1 as usize);
        let mut value = None;
        for row in &mut self.rows[first..] {
            if row.number > merged.rows.1 + 1 {
                break;
            }
            let is_first = row.number == merged.rows.0 + 1;
            if is_first && left > 0 {
                value = row.cells.get(left).filter(|cell| !cell.is_blank()).cloned();
            }
            let from = left + usize::from(is_first);
            let to = row.cells.len().min(right + 1);
            if let Some(covered) = row.cells.get_mut(from..to) {
                covered.fill(Cell::Blank);
            }
            let says_more = row.cells.iter().any(|cell| !cell.is_blank());
            if let Some(value) = value.as_ref().filter(|_| !is_first && says_more) {
                if row.cells.len() <= left {
                    row.cells.resize(left + 1, Cell::Blank);
                }
                row.cells[left] = value.clone();
            }
        }
    }

    /// The rows without the blanks at their ends, and without those that have nothing else.
    pub(super) fn finish(mut self) -> Vec<GridRow> {
        self.rows.retain_mut(|row| {
            trim(&mut row.cells);
            !row.cells.is_empty()
        });
        self.rows
    }
}

/// Takes the blanks at the end away.
pub(super) fn trim(cells: &mut Vec<Cell>) {
    let end = cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
    cells.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    #[test]
    fn cells_find_their_rows_in_any_order() -> Result<(), Reason> {
        let (mut rows, mut budget) = (Rows::default(), Budget::new(10));
        for (row, column, words) in [(4, 1, "丁"), (0, 0, "甲"), (2, 0, "丙"), (0, 2, "乙"), (4, 0, "戊")]
        {
            rows.put(row, column, text(words), &mut budget)?;
        }
        let rows = rows.finish();
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 5]);
        assert_eq!(rows[0].cells, [text("甲"), Cell::Blank, text("乙")]);
        assert_eq!(rows[2].cells, [text("戊"), text("丁")]);
        Ok(())
    }

    #[test]
    fn blanks_before_a_cell_count() {
        let (mut rows, mut budget) = (Rows::default(), Budget::new(10));
        assert_eq!(rows.put(0, 9, text("末"), &mut budget), Ok(()));
        let refused = rows.put(1, 0, text("多"), &mut budget);
        assert_eq!(refused, Err(Reason::TooManyCells { limit: 10 }));
    }

    #[test]
    fn a_merged_number_is_of_one_record() -> Result<(), Reason> {
        let (mut rows, mut budget) = (Rows::default(), Budget::new(100));
        rows.put(0, 0, text("1"), &mut budget)?;
        rows.put(0, 2, text("甲"), &mut budget)?;
        rows.put(1, 2, text("乙"), &mut budget)?;
        rows.cover(Area { rows: (0, 1), columns: (0, 0) });
        rows.cover(Area { rows: (0, 2), columns: (1, 1) });
        assert_eq!(rows.finish()[1].cells, [Cell::Blank, Cell::Blank, text("乙")]);
        Ok(())
    }

    #[test]
    fn a_merged_range_keeps_its_first_cell() -> Result<(), Reason> {
        let (mut rows, mut budget) = (Rows::default(), Budget::new(100));
        for row in 0..4 {
            for column in 0..3 {
                rows.put(row, column, Cell::Integer(i64::from(row * 10 + column)), &mut budget)?;
            }
        }
        rows.cover(Area { rows: (0, 0), columns: (0, 2) });
        rows.cover(Area { rows: (1, 2), columns: (1, 2) });
        let rows = rows.finish();
        assert_eq!(rows[0].cells, [Cell::Integer(0)]);
        assert_eq!(rows[1].cells, [Cell::Integer(10), Cell::Integer(11)]);
        // Merged down: the value stands for the second row too, which says more.
        assert_eq!(rows[2].cells, [Cell::Integer(20), Cell::Integer(11)]);
        assert_eq!(rows[3].cells.len(), 3);
        Ok(())
    }
}
