//! Records of several kinds with twenty conditions a kind: what the benchmark of the audit and its tests run over.
//! In: `data/kinds`, `data/rules`. Out: invented records as JSON lines, the rules as a pack, and the same predicates by hand.

mod count;
mod generate;
pub mod hand;
mod ours;
mod random;
mod rules;

pub use count::{Count, Counts};
pub use generate::generate;
pub use ours::Ours;
pub use rules::{Condition, conditions};

use jiff::civil::{Date, date};

/// The kinds, in the order in which everything here goes.
pub const KINDS: [&str; 4] = ["document", "request", "disclosure", "penalty"];

/// The day of the audit: no record is dated later.
pub const AS_OF: Date = date(2019, 12, 31);

/// The records of one kind.
#[derive(Debug)]
pub struct Lines {
    /// The kind.
    pub kind: &'static str,
    /// A record a line, as JSON.
    pub text: String,
}
