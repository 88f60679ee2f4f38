//! A part's blocks as text: one paragraph a line, one row of a table a line with its cells between tabs, and the place
//! of each run's words.
//!
//! - A soft line break ends the line, as a paragraph does; in a cell it is a blank, and so are tabs and the ends of the
//!   cell's paragraphs.
//! - A row has as many cells as the grid has columns: a cell over several columns is followed by empty ones. A cell merged
//!   downwards stands in its first row; in a column whose head names units or time limits it stands in every row, so that
//!   each task has its units.
//! - A table of one column is a frame around text: its paragraphs are lines.
//! - Text boxes before the first words of the body (a red head) are lines before them, others are lines behind the
//!   paragraph on which they hang.

use super::model::{Block, Cell, Change, ContentKind, Merge, Paragraph, Row, Run, Table};
use super::numbering::{Counters, Label, Numbering};
use super::styles::Styles;
use crate::{At, Origins, Piece};
use std::sync::Arc;

/// What the lines are written from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'m, 'x> {
    pub(super) styles: &'m Styles<'x>,
    pub(super) numbering: &'m Numbering<'x>,
    /// Whether tracked changes are taken as accepted, else as rejected.
    pub(super) accepted: bool,
}

/// The lines as they are written.
#[derive(Debug)]
pub(super) struct Lines<'m, 'x> {
    ground: Ground<'m, 'x>,
    part: Arc<str>,
    unended: &'m [u32],
    counters: Counters,
    pub(super) text: String,
    pub(super) origins: Origins,
    pub(super) tally: Tally,
    /// Whether words of the body stand already.
    begun: bool,
    /// How many cells the writing stands in.
    cells: u32,
    /// Bytes that repeated cells may still take.
    repeats: usize,
}

/// What was met on the way.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    /// Runs and paragraphs' ends that were inserted or deleted.
    pub(super) changes: u32,
    /// Runs that are hidden.
    pub(super) hidden: u32,
    /// Paragraphs of tables of contents.
    pub(super) contents: u32,
}

/// Words in the head of a column that is read for each row.
const ROW_HEADS: [&str; 8] = ["单位", "部门", "牵头", "责任", "配合", "处室", "时限", "时间"];
/// The longest words of such a head, and of a cell that is repeated, in bytes.
const LONGEST_HEAD: usize = 45;
const LONGEST_REPEAT: usize = 600;
/// Rows at the top of a table among which its head is looked for.
const HEAD_ROWS: usize = 3;
/// Bytes of all cells that are repeated.
const MOST_REPEATS: usize = 4 << 20;

impl<'m, 'x> Lines<'m, 'x> {
    pub(super) fn new(ground: Ground<'m, 'x>) -> Self {
        Self {
            ground,
            part: "document".into(),
            unended: &[],
            counters: Counters::default(),
            text: String::new(),
            origins: Origins::default(),
            tally: Tally::default(),
            begun: false,
            cells: 0,
            repeats: MOST_REPEATS,
        }
    }

    /// Writes the blocks of a part.
    pub(super) fn part(&mut self, name: &str, blocks: &'m [Block<'x>], unended: &'m [u32]) {
        self.part = name.into();
        self.unended = unended;
        self.blocks(blocks, true);
    }

    /// Writes blocks as lines; empty paragraphs as blank ones, where they count.
    fn blocks(&mut self, blocks: &'m [Block<'x>], blanks: bool) {
        let mut group: Vec<&'m Paragraph<'x>> = Vec::new();
        let mut blocks = blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            match block {
                Block::Paragraph(paragraph) => {
                    group.push(paragraph);
                    let goes_on = paragraph.properties.mark.change.is_gone(self.ground.accepted)
                        && matches!(blocks.peek(), Some(Block::Paragraph(_)));
                    if !goes_on {
                        self.line(&group, blanks);
                        group.clear();
                    }
                }
                Block::Table(table) => self.table(table),
            }
        }
    }

    /// One line of a paragraph, or of several whose ends are gone.
    fn line(&mut self, group: &[&'m Paragraph<'x>], blanks: bool) {
        let boxes = || group.iter().flat_map(|paragraph| &paragraph.boxes);
        let is_front = !self.begun;
        if is_front && boxes().next().is_some() {
            self.boxes(group);
            self.begun = false;
        }
        let before = self.text.len();
        let contents = self.tally.contents;
        self.paragraph(group);
        let is_blank = self.text.len() == before;
        self.begun |= !is_blank;
        if !is_blank || blanks && self.tally.contents == contents {
            self.text.push('\n');
        }
        if !is_front {
            self.boxes(group);
        }
    }

    fn boxes(&mut self, group: &[&'m Paragraph<'x>]) {
        for paragraph in group {
            self.blocks(&paragraph.boxes, false);
        }
    }

    /// The words of a paragraph, or of several whose ends are gone, with the number of the last.
    fn paragraph(&mut self, group: &[&'m Paragraph<'x>]) {
        let Some(last) = group.last() else { return };
        let mut shown: Vec<(&'m Paragraph<'x>, &'m Run<'x>)> = Vec::new();
        let mut in_contents = false;
        for &paragraph in group {
            self.tally.changes += u32::from(paragraph.properties.mark.change != Change::None);
            for run in &paragraph.runs {
                self.tally.changes += u32::from(run.change != Change::None);
                if run.contents.is_empty() || run.change.is_gone(self.ground.accepted) {
                    continue;
                }
                if run.contents_table > 0 && self.unended.binary_search(&run.contents_table).is_err() {
                    in_contents = true;
                } else if self.is_hidden(paragraph, run) {
                    self.tally.hidden += 1;
                } else {
                    shown.push((paragraph, run));
                }
            }
        }
        self.tally.contents += u32::from(in_contents);
        // A number stands alone where its paragraph is empty; where all its words were deleted it is gone with them.
        let is_left = !shown.is_empty() || group.iter().all(|paragraph| paragraph.runs.is_empty());
        if is_left
            && !in_contents
            && let Some(label) =
                self.ground.numbering.label(&mut self.counters, &last.properties, self.ground.styles)
        {
            self.label(last, &label, &shown);
        }
        for (paragraph, run) in shown {
            self.run(paragraph, run);
        }
    }

    fn is_hidden(&self, paragraph: &'m Paragraph<'x>, run: &'m Run<'x>) -> bool {
        let styles = self.ground.styles;
        match styles.hides {
            true => styles
                .of_run(&paragraph.properties, &run.properties, |properties| properties.hidden)
                .unwrap_or_default(),
            false => run.properties.hidden.unwrap_or_default(),
        }
    }

    /// A number. The gap behind it is a blank only where number and words would run together.
    fn label(&mut self, paragraph: &Paragraph<'x>, label: &Label, shown: &[(&Paragraph<'x>, &Run<'x>)]) {
        let start = self.text.len();
        self.text.push_str(&label.words);
        let next =
            shown.iter().flat_map(|(_, run)| &run.contents).find_map(|content| content.text.chars().next());
        let ends_open = label.words.ends_with(|last: char| last.is_alphanumeric());
        let figures_meet =
            label.words.ends_with(['.', '．', ')']) && next.is_some_and(|next| next.is_ascii_alphanumeric());
        if label.gap && (ends_open || figures_meet) && next.is_some_and(|next| !next.is_whitespace()) {
            self.text.push(' ');
        }
        self.piece(start, paragraph.number, 0);
    }

    fn run(&mut self, paragraph: &Paragraph<'x>, run: &Run<'x>) {
        let start = self.text.len();
        for content in &run.contents {
            let breaks = matches!(content.kind, ContentKind::Whole);
            match content.text.contains(['\n', '\r', '\t']) {
                false => self.text.push_str(&content.text),
                true => {
                    let is_cell = self.cells > 0;
                    self.text.extend(content.text.chars().map(|character| match character {
                        '\n' if breaks && !is_cell => '\n',
                        '\t' if !is_cell => '\t',
                        '\n' | '\r' | '\t' => ' ',
                        character => character,
                    }));
                }
            }
        }
        self.piece(start, paragraph.number, run.number);
    }

    fn piece(&mut self, start: usize, paragraph: u32, run: u32) {
        let at = At::Run { part: Arc::clone(&self.part), paragraph, run, skipped: 0 };
        self.origins.push(Piece { start: start as u32, end: self.text.len() as u32, at });
    }

    fn table(&mut self, table: &'m Table<'x>) {
        let accepted = self.ground.accepted;
        let rows = || table.rows.iter().filter(move |row| !row.change.is_gone(accepted));
        self.tally.changes += table.rows.iter().filter(|row| row.change != Change::None).count() as u32;
        if rows().all(|row| row.cells.len() == 1 && row.before == 0 && row.after == 0) {
            for cell in rows().flat_map(|row| &row.cells).filter(|cell| cell.merge != Merge::Below) {
                match self.cells {
                    0 => self.blocks(&cell.blocks, true),
                    _ => self.cell(cell),
                }
            }
            return;
        }
        let mut columns = Columns::default();
        for (index, row) in rows().enumerate() {
            self.row(row, index, &mut columns);
            if self.cells == 0 {
                self.text.push('\n');
            }
        }
    }

    fn row(&mut self, row: &'m Row<'x>, index: usize, columns: &mut Columns<'m, 'x>) {
        self.empty_cells(row.before);
        let mut at = row.before as usize;
        for (order, cell) in row.cells.iter().enumerate() {
            if order > 0 {
                self.divide();
            }
            let start = self.text.len();
            match cell.merge {
                Merge::No | Merge::First => {
                    self.cell(cell);
                    let is_short = self.text.len() - start <= LONGEST_REPEAT;
                    columns.set(at, (cell.merge == Merge::First && is_short).then_some(cell));
                    if index < HEAD_ROWS && is_head(self.text.get(start..).unwrap_or_default()) {
                        columns.read_by_row(at);
                    }
                }
                Merge::Below => {
                    if let Some(first) = columns.repeated(at)
                        && self.repeats > 0
                    {
                        let counters = std::mem::take(&mut self.counters);
                        self.cell(first);
                        self.counters = counters;
                        self.repeats = self.repeats.saturating_sub(self.text.len() - start);
                    }
                }
                Merge::Beside => {}
            }
            self.empty_cells(cell.span - 1);
            at += cell.span as usize;
        }
        self.empty_cells(row.after);
        self.begun = true;
    }

    /// Ends a cell and begins the next; cells of a table in a cell are parted by blanks.
    fn divide(&mut self) {
        match self.cells {
            0 => self.text.push('\t'),
            _ => self.part_words(),
        }
    }

    fn empty_cells(&mut self, count: u32) {
        if self.cells == 0 {
            (0..count).for_each(|_| self.text.push('\t'));
        }
    }

    /// The words of a cell, its paragraphs parted by blanks.
    fn cell(&mut self, cell: &'m Cell<'x>) {
        self.cells += 1;
        self.cell_blocks(&cell.blocks);
        self.cells -= 1;
    }

    fn cell_blocks(&mut self, blocks: &'m [Block<'x>]) {
        for block in blocks {
            let before = self.text.len();
            if before > 0 && !self.text.ends_with(['\t', '\n', ' ', '\u{3000}']) {
                self.text.push(' ');
            }
            let start = self.text.len();
            match block {
                Block::Paragraph(paragraph) => {
                    self.paragraph(&[paragraph]);
                    self.cell_blocks(&paragraph.boxes);
                }
                Block::Table(table) => self.table(table),
            }
            if self.text.len() == start {
                self.text.truncate(before);
            }
        }
    }

    fn part_words(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['\t', '\n', ' ', '\u{3000}']) {
            self.text.push(' ');
        }
    }
}

/// What stands above each column of a table's grid.
#[derive(Debug, Default)]
struct Columns<'m, 'x> {
    columns: Vec<Column<'m, 'x>>,
}

#[derive(Debug, Default, Clone)]
struct Column<'m, 'x> {
    /// The cell that is merged downwards.
    cell: Option<&'m Cell<'x>>,
    by_row: bool,
}

/// Columns beyond which nothing is remembered.
const MOST_REMEMBERED: usize = 1024;

impl<'m, 'x> Columns<'m, 'x> {
    fn at(&mut self, at: usize) -> Option<&mut Column<'m, 'x>> {
        if at >= MOST_REMEMBERED {
            return None;
        }
        if at >= self.columns.len() {
            self.columns.resize(at + 1, Column::default());
        }
        self.columns.get_mut(at)
    }

    fn set(&mut self, at: usize, cell: Option<&'m Cell<'x>>) {
        if let Some(column) = self.at(at) {
            column.cell = cell;
        }
    }

    fn read_by_row(&mut self, at: usize) {
        if let Some(column) = self.at(at) {
            column.by_row = true;
        }
    }

    fn repeated(&self, at: usize) -> Option<&'m Cell<'x>> {
        self.columns.get(at).filter(|column| column.by_row).and_then(|column| column.cell)
    }
}

/// Whether the words are the head of a column that is read for each row.
fn is_head(words: &str) -> bool {
    words.len() <= LONGEST_HEAD && {
        let words: String = words.chars().filter(|character| !character.is_whitespace()).collect();
        ROW_HEADS.iter().any(|head| words.contains(head))
    }
}
