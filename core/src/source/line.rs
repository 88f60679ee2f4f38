//! One line of a text.

use super::Span;

/// A line without its line break, and where its words begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// First byte.
    pub start: u32,
    /// One past the last byte, the line break (LF, CR LF) left out.
    pub end: u32,
    /// Where the words begin: after spaces of every kind, byte-order and zero-width marks.
    pub content_start: u32,
    /// Where the words end, before trailing spaces of every kind.
    pub content_end: u32,
    pub(super) first_mark: u32,
    pub(super) end_mark: u32,
}

impl Line {
    /// The whole line, its line break left out.
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The words of the line without the blanks at its ends.
    pub const fn content(&self) -> Span {
        Span::new(self.content_start, self.content_end)
    }

    /// Whether the line has no words.
    pub const fn is_blank(&self) -> bool {
        self.content_start >= self.content_end
    }
}
