//! What a part of a Word document is made of, as the file has it: nothing is dropped yet, and each thing knows its bytes.

use super::properties::{ParagraphProperties, RunProperties};
use super::section::Section;
use std::borrow::Cow;
use std::ops::Range;

/// A paragraph or a table.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "nearly all blocks are paragraphs")]
pub(super) enum Block<'x> {
    Paragraph(Paragraph<'x>),
    Table(Table<'x>),
}

/// A paragraph.
#[derive(Debug)]
pub(super) struct Paragraph<'x> {
    /// From 1, in the order of the part; those of tables and text boxes among them.
    pub(super) number: u32,
    /// Where its contents stand: behind its properties, before its end. Empty tags have none.
    pub(super) inside: Option<Range<u32>>,
    /// Whether it stands in a text box.
    pub(super) boxed: bool,
    pub(super) properties: ParagraphProperties<'x>,
    pub(super) runs: Vec<Run<'x>>,
    /// The contents of text boxes that hang on it.
    pub(super) boxes: Vec<Block<'x>>,
    /// The section that ends with it.
    pub(super) section: Option<Box<Section>>,
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table<'x> {
    pub(super) rows: Vec<Row<'x>>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row<'x> {
    /// Columns of the grid before its first cell.
    pub(super) before: u32,
    pub(super) cells: Vec<Cell<'x>>,
    /// Columns of the grid behind its last cell.
    pub(super) after: u32,
    pub(super) change: Change,
}

/// A cell of a row.
#[derive(Debug)]
pub(super) struct Cell<'x> {
    /// Columns of the grid that it spans.
    pub(super) span: u32,
    pub(super) merge: Merge,
    pub(super) blocks: Vec<Block<'x>>,
}

/// How a cell is merged with others above or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    No,
    /// The first of those merged.
    First,
    /// One below the first.
    Below,
    /// One beside the first (an older way).
    Beside,
}

/// A tracked change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Change {
    #[default]
    None,
    Inserted,
    Deleted,
}

/// A run: words of one look.
#[derive(Debug)]
pub(super) struct Run<'x> {
    /// From 1, in the order of the paragraph.
    pub(super) number: u32,
    /// All its bytes.
    pub(super) bytes: Range<u32>,
    pub(super) properties: RunProperties<'x>,
    pub(super) contents: Vec<Content<'x>>,
    pub(super) change: Change,
    /// The table of contents whose result it belongs to; 0: none.
    pub(super) contents_table: u32,
    /// Whether it prints the number of the page.
    pub(super) page_number: bool,
    /// Whether markers may stand in it: not in a formula or in ruby.
    pub(super) divisible: bool,
}

/// What a run prints.
#[derive(Debug)]
pub(super) struct Content<'x> {
    pub(super) text: Cow<'x, str>,
    pub(super) kind: ContentKind,
    /// All bytes of the element.
    pub(super) bytes: Range<u32>,
}

/// What kind of element prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ContentKind {
    /// `w:t` with its words at these bytes, blanks on either side kept or not.
    Words { raw: Range<u32>, keeps_blanks: bool },
    /// Anything else; it cannot be cut.
    Whole,
}

impl Change {
    /// Whether the view that takes changes as accepted, or else as rejected, does not show it.
    pub(super) fn is_gone(self, accepted: bool) -> bool {
        self == if accepted { Self::Deleted } else { Self::Inserted }
    }
}

impl<'x> Block<'x> {
    /// Calls `each` with every paragraph of the blocks, in order: of tables and text boxes too.
    pub(super) fn paragraphs<'m>(blocks: &'m [Block<'x>], each: &mut dyn FnMut(&'m Paragraph<'x>)) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    each(paragraph);
                    Self::paragraphs(&paragraph.boxes, each);
                }
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        Self::paragraphs(&cell.blocks, each);
                    }
                }
            }
        }
    }
}
