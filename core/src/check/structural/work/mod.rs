//! Work-division notices: responsible units, leads, deadlines.

use super::Table;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[];
