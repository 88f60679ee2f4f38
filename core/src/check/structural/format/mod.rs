//! The form of official documents: numbers, outline, attachments, signature, date, notes (中办发〔2012〕14号, GB/T 9704-2012).

mod number;
mod numerals;
mod outline;
mod outline_flaws;

use super::{Table, boxed};

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("number_shape", boxed::<number::NumberShapeCheck>),
    ("outline_markers", boxed::<outline::OutlineMarkers>),
    ("outline_order", boxed::<outline::OutlineOrder>),
    ("outline_style", boxed::<outline::OutlineStyle>),
];
