//! gongkai (公开): a linter and auditor for government information disclosure (政务公开).
//!
//! Text in, verdicts out. No files, clock, network or threads of its own; nothing panics on any input.
//!
//! [`RuleSet::load`] reads packs of rules; a [`Checker`] is built from them and from [`Options`], is immutable and
//! may be shared between threads; [`Checker::check`] takes a text and gives a [`Report`] of [`Finding`]s.
//! [`Document::parse`] gives the parts of an official document alone. [`check_json`] is the same as one JSON contract.

#![forbid(unsafe_code)]

pub mod calendar;
pub mod document;
pub mod report;
pub mod rule;
pub mod source;

mod check;
mod contract;

pub use check::{CheckError, Checker, Input, Language, Mended, Options};
pub use contract::{Request, Response, check_json};
pub use document::Document;
pub use report::{Finding, Report, Severity, Verdict};
pub use rule::{Pack, PackSource, RuleError, RuleSet};
