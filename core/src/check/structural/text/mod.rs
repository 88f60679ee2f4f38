//! Punctuation, numerals, paragraphs (GB/T 15834-2011, GB/T 15835-2011).

mod doubled;
mod half_width;
mod paired_marks;
mod pairs;

use super::{Table, boxed};
pub(crate) use pairs::Flaw;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("doubled_stops", boxed::<doubled::DoubledStops>),
    ("half_width_brackets", boxed::<half_width::HalfWidthBrackets>),
    ("half_width_stops", boxed::<half_width::HalfWidthStops>),
    ("paired_marks", boxed::<paired_marks::PairedMarks>),
];
