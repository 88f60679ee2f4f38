//! Tables: those that hold data become lines with tabs between the cells, those that lay out the page are read through.
//!
//! A cell that spans several columns or rows stands in the first of them; the others are empty cells.

use super::shown::Shown;
use super::tag::Tag;
use super::tree::{Name, NodeKind, Tree};

/// What is known of each table: found once for the whole page.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// By the node of the table, ascending.
    tables: Vec<(u32, Table)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Table {
    rows: u32,
    columns: u32,
    longest: u32,
    nests: bool,
}

/// A cell of this many characters in a table of a row or two is the page itself.
const LONG_CELL: u32 = 400;

impl Tables {
    pub(super) fn of(tree: &Tree, shown: &Shown) -> Self {
        let mut tables: Vec<(u32, Table)> = Vec::new();
        // Innermost tables last; the row and its table are above a cell.
        let mut open: Vec<usize> = Vec::new();
        let mut cells = Vec::new();
        for (node, found) in (0_u32..).zip(&tree.nodes) {
            let NodeKind::Element(tag) = found.kind else { continue };
            if !matches!(tag, Tag::Table | Tag::Tr | Tag::Td) {
                continue;
            }
            while open.last().is_some_and(|open| tree.below(tables[*open].0).end <= node) {
                open.pop();
                cells.pop();
            }
            match tag {
                Tag::Table => {
                    if let Some(outer) = open.last() {
                        tables[*outer].1.nests = true;
                    }
                    open.push(tables.len());
                    cells.push(0_u32);
                    tables.push((node, Table::default()));
                }
                Tag::Tr => {
                    if let (Some(table), Some(cells)) = (open.last(), cells.last_mut()) {
                        tables[*table].1.rows += 1;
                        *cells = 0;
                    }
                }
                _ => {
                    if let (Some(table), Some(cells)) = (open.last(), cells.last_mut()) {
                        let table = &mut tables[*table].1;
                        *cells += 1;
                        table.columns = table.columns.max(*cells);
                        table.longest = table.longest.max(shown.words(node));
                    }
                }
            }
        }
        Self { tables }
    }

    /// Whether the table holds data: columns, and no table or page inside a cell.
    pub(super) fn is_data(&self, node: u32) -> bool {
        let Ok(at) = self.tables.binary_search_by_key(&node, |(node, _)| *node) else { return false };
        let table = self.tables[at].1;
        !table.nests && table.columns > 1 && (table.rows > 2 || table.longest < LONG_CELL)
    }
}

/// How many empty cells a page may add by its spans: a span of a thousand columns is no table.
const MOST_EMPTY: u32 = 100_000;
/// How many columns or rows a cell spans at most.
const MOST_SPAN: u32 = 1000;

/// Which columns of the rows to come are taken by cells above.
#[derive(Debug, Default)]
pub(super) struct Grid {
    row: u32,
    column: usize,
    /// The first row in which each column is free.
    free: Vec<u32>,
    empty: u32,
}

impl Grid {
    /// A row begins.
    pub(super) fn row(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    /// A cell of that many columns and rows: how many empty ones stand before it, and how many behind.
    pub(super) fn cell(&mut self, spans: (u32, u32)) -> (u32, u32) {
        let before = self.taken();
        let behind = (spans.0 - 1).min(MOST_EMPTY - self.empty);
        self.empty += behind;
        for _ in 0..=behind {
            if self.free.len() <= self.column {
                self.free.push(0);
            }
            self.free[self.column] = self.row + spans.1;
            self.column += 1;
        }
        (before, behind)
    }

    /// How many columns at this place are taken from above.
    pub(super) fn taken(&mut self) -> u32 {
        let from = self.column;
        while self.empty < MOST_EMPTY && self.free.get(self.column).is_some_and(|free| *free > self.row) {
            self.column += 1;
            self.empty += 1;
        }
        (self.column - from) as u32
    }

    /// The columns and rows that a cell spans.
    pub(super) fn spans(tree: &Tree, node: u32) -> (u32, u32) {
        let span = |name| {
            let value = tree.attribute(node, name).and_then(|value| value.trim().parse().ok());
            value.unwrap_or(1).clamp(1, MOST_SPAN)
        };
        (span(Name::Colspan), span(Name::Rowspan))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_span_take_the_columns_of_the_rows_below() {
        let mut grid = Grid::default();
        grid.row();
        assert_eq!([grid.cell((1, 2)), grid.cell((2, 1)), grid.cell((1, 3))], [(0, 0), (0, 1), (0, 0)]);
        grid.row();
        assert_eq!([grid.cell((1, 1)), grid.cell((1, 1))], [(1, 0), (0, 0)]);
        assert_eq!(grid.taken(), 1);
        grid.row();
        assert_eq!([grid.cell((3, 1)), (grid.taken(), 0)], [(0, 2), (1, 0)]);
    }

    #[test]
    fn empty_cells_are_bounded() {
        let mut grid = Grid::default();
        let mut empty = 0;
        for _ in 0..10_000 {
            grid.row();
            let (before, behind) = grid.cell((MOST_SPAN, MOST_SPAN));
            empty += before + behind;
        }
        assert_eq!(empty, MOST_EMPTY);
    }

    #[test]
    fn a_table_that_lays_out_the_page_holds_no_data() {
        let data = |page: &str| {
            let tree = Tree::parse(page).unwrap();
            let shown = Shown::of(&tree, page);
            let tables = Tables::of(&tree, &shown);
            tables.tables.iter().map(|(node, _)| tables.is_data(*node)).collect::<Vec<_>>()
        };
        let row = "<tr><td>甲<td>乙";
        assert_eq!(data(&format!("<table>{row}{row}")), [true]);
        assert_eq!(data("<table><tr><td>甲<tr><td>乙"), [false]);
        assert_eq!(
            data(&format!("<table><tr><td>{}<td>乙</table><table>{row}", "甲".repeat(500))),
            [false, true]
        );
        assert_eq!(data(&format!("<table>{row}<tr><td><table>{row}</table><td>丙</table>")), [false, true]);
    }
}
