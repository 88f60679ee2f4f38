//! Lines and columns of places, in one walk over the text.

use super::FindingSpan;
use crate::source::{Source, Span};

/// Lines and columns of ascending offsets, counted on from the one before: one long line with many findings takes no longer
/// than its length.
#[derive(Debug, Default)]
pub(crate) struct Places {
    line: usize,
    at: u32,
    column: u32,
}

impl Places {
    /// The place of `span`, which does not begin before the one asked for last.
    pub(crate) fn of(&mut self, source: &Source<'_>, span: Span) -> FindingSpan {
        let (line, column) = self.position(source, span.start);
        let end = Self { line: self.line, at: self.at, column: self.column }.position(source, span.end);
        FindingSpan { start: span.start, end: span.end, line, column, end_line: end.0, end_column: end.1 }
    }

    fn position(&mut self, source: &Source<'_>, at: u32) -> (u32, u32) {
        let lines = source.lines();
        let line = self.line + lines[self.line..].partition_point(|line| line.start <= at).saturating_sub(1);
        if line != self.line || at < self.at || self.column == 0 {
            (self.line, self.at, self.column) = (line, lines[line].start, 1);
        }
        self.column += source.slice(Span::new(self.at, at)).chars().count() as u32;
        self.at = at;
        (line as u32 + 1, self.column)
    }
}
