//! One walk over the marks of a text for all numbers that could be a person's: whole ones and hidden ones.

use super::chain::{self, Chain};
use super::masked::{self, Masked};
use super::topic::Columns;
use crate::source::Source;

/// The numbers of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    pub(super) chains: Vec<Chain>,
    pub(super) masked: Vec<Masked>,
    /// What the rows of tables name.
    pub(super) columns: Columns,
}

impl Numbers {
    pub(crate) fn of(source: &Source<'_>) -> Self {
        let marks = source.marks();
        let mut numbers = Self::default();
        let mut at = 0;
        while at < marks.len() {
            if chain::count(&marks[at]) > 0 {
                let (chain, end) = chain::from(source, marks, at);
                numbers.chains.extend(chain);
                at = end;
            } else if masked::is_star(source, &marks[at]) {
                let (masked, end) = masked::from(source, marks, at);
                numbers.masked.extend(masked);
                at = end;
            } else {
                at += 1;
            }
        }
        numbers
    }
}
