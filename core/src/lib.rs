//! gongkai (公开): a linter and auditor for government information disclosure (政务公开).
//!
//! Text in, verdicts out. No files, clock, network or threads of its own; nothing panics on any input.
//!
//! [`RuleSet::load`] reads packs of rules; a [`Checker`] is built from them and from [`Options`], is immutable and
//! may be shared between threads; [`Checker::check`] takes a text and gives a [`Report`] of [`Finding`]s.
//! [`Document::parse`] gives the parts of an official document alone. [`check_json`] is the same as one JSON contract.
//!
//! ```
//! use gongkai::{Checker, Input, Options, PackSource, RuleSet};
//! use std::sync::Arc;
//!
//! // The crate `gongkai-rules` holds the built-in packs; a pack of one's own is a few files.
//! let pack = PackSource {
//!     id: "ours".to_owned(),
//!     manifest: r#"
//!         name = { zh = "本单位", en = "Our office" }
//!         version = "1.0.0"
//!     "#.to_owned(),
//!     files: vec![("text/doubled-comma.toml".to_owned(), r#"
//!         name = { zh = "逗号重复", en = "Doubled comma" }
//!         severity = "warning"
//!         [pattern]
//!         forbid = '，，'
//!         replace = '，'
//!         [message]
//!         zh = "逗号重复：“{match}”"
//!         en = "doubled comma: “{match}”"
//!         [[basis]]
//!         document = "标点符号用法"
//!         number = "GB/T 15834-2011"
//!         certainty = "second_hand"
//!     "#.to_owned())],
//! };
//! let rules = RuleSet::load(&[pack]).map_err(|errors| errors[0].clone())?;
//! let checker = Checker::new(Arc::new(rules), Options::default())?;
//!
//! let report = checker.check(&Input::new("notice.txt", "各处室要抓好落实，，按时报送。"))?;
//! let finding = &report.findings[0];
//! assert_eq!(&*finding.rule, "text/doubled-comma");
//! assert_eq!(finding.excerpt, "，，");
//! assert_eq!(finding.span.map(|span| (span.line, span.column)), Some((1, 9)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]

pub mod calendar;
pub mod document;
pub mod record;
pub mod report;
pub mod rule;
pub mod source;

mod check;
mod contract;

pub use check::{
    Asked, Auditor, CheckError, Checker, Explained, Explanation, Input, Language, MendSource, Mended,
    Options, OwnedReport, apply,
};
pub use contract::{Request, Response, check_json};
pub use document::Document;
pub use report::{Finding, Report, Severity, Verdict};
pub use rule::{Pack, PackSource, RuleError, RuleSet};
