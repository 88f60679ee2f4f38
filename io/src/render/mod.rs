//! What came of a check, written for a reader: one file a renderer. Each takes values and gives text or bytes; none prints.

mod audit;
mod diff;
mod explain;
mod github;
mod json;
mod ledger;
mod rules;
mod score;
mod snippet;
mod summary;
mod tasks;
mod text;
mod unjudged;

pub use audit::{AuditWords, By};
pub use diff::unified_diff;
pub use explain::{explanations, rank};
pub use github::github;
pub use json::{json, json_line};
pub use ledger::{ledger_table, ledger_workbook};
pub use rules::{RuleEntry, RuleList, example_problems, rule_page, rule_table};
pub use snippet::{Snippet, Snippets};
pub use summary::{Summary, notes, passed_over};
pub use tasks::{task_list, task_table, task_workbook};
pub use text::{Color, basis, severity_name, text};
