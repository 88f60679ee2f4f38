//! Compiled rules × a document → verdicts → findings.
//! [`scan`] walks the text once; [`part`] names the parts that rules look at; [`structural`] holds the named checks.

mod audit;
mod checker;
mod fix;
mod literal;
mod mend;
mod message;
mod options;
mod part;
mod scan;
mod sink;
pub(crate) mod structural;
mod title_index;

pub use audit::{Asked, Auditor, Explained, Explanation, OwnedReport};
pub use checker::{CheckError, Checker, Input};
pub use fix::apply;
pub use mend::{MendSource, Mended};
pub use options::{Language, Options};
