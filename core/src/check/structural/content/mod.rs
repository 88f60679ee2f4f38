//! What a document must contain: elements of guides and announcements, validity, cited instruments that are no longer in force.

use super::Table;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[];
