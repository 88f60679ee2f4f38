//! Personal information and secrecy marks: resident ids, telephone numbers, bank cards.

use super::Table;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[];
