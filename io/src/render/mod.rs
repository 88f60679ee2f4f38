//! What came of a check, written for a reader: one file a renderer. Each takes values and gives text or bytes; none prints.

mod audit;
mod diff;
mod explain;
mod format;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod ledger;
mod place;
mod rdjson;
mod rules;
#[cfg(test)]
mod samples;
mod sarif;
mod score;
mod snippet;
mod summary;
mod table;
mod tasks;
mod text;
mod unjudged;

pub use audit::{By, audit};
pub use diff::unified_diff;
pub use explain::explanations;
pub use format::{Format, View, WriteError, Written};
pub use github::github;
pub use gitlab::gitlab;
pub use html::html;
pub use json::{json, json_line};
pub use junit::junit;
pub use ledger::ledger_workbook;
pub use rdjson::rdjson;
pub use rules::{RuleEntry, RuleList, example_problems, rule_page, rule_table};
pub use sarif::{Verdicts, sarif};
pub use snippet::{Snippet, Snippets};
pub use summary::{Summary, notes, passed_over};
pub use table::findings_table;
pub use tasks::{task_list, task_table, task_workbook};
pub use text::{Color, basis, severity_name, text};
