//! Punctuation, numerals, paragraphs (GB/T 15834-2011, GB/T 15835-2011).

use super::Table;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[];
