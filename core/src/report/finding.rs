//! A finding: one failed verdict at one place, with its law and perhaps a fix.

use crate::rule::{Basis, FixSafety};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How grave a finding is; `Error` sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A clear breach of a duty.
    Error,
    /// A conditional duty, or one that a person should look at.
    Warning,
    /// A hint.
    Info,
}

/// What a rule says of a text or record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The duty is met.
    Pass,
    /// It is not.
    Fail,
    /// The condition, date or scope excludes it.
    NotApplicable,
    /// A needed fact is missing.
    Unjudged,
    /// A failure that was accepted, with a reason and an end date.
    Waived,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subject {
    /// `text`, or a record kind.
    pub kind: Arc<str>,
    /// The record's id; a text's own number where it has one.
    pub id: Option<Arc<str>>,
    /// The file, as it was named to the checker.
    pub path: Arc<str>,
    /// The sheet in which the record stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Arc<str>>,
    /// The row or line at which the record stands, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
}

/// Where a finding stands: bytes, and lines and columns (code points) from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct FindingSpan {
    pub start: u32,
    pub end: u32,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// Where the words stand in the file from which the text was read; each part only where the file's format has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// First byte in the file (web pages, texts in other encodings).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// The byte after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// The part of a Word document: `document`, `header1`, `footnotes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Arc<str>>,
    /// Its paragraph, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The paragraph's run, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<u32>,
    /// The page of a PDF, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// One replacement: bytes `start..end` become `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Edit {
    pub start: u32,
    pub end: u32,
    pub text: String,
}

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fix {
    /// Whether it may be applied without a person's look.
    pub safety: FixSafety,
    /// The replacements, ascending, not overlapping.
    pub edits: Vec<Edit>,
}

/// One failed verdict at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The rule's id.
    pub rule: Arc<str>,
    /// How grave.
    pub severity: Severity,
    /// What is wrong, in the checker's language.
    pub message: String,
    /// Why it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Arc<str>>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Arc<str>>,
    /// What it is about.
    pub subject: Subject,
    /// Where; `None` for a record without text.
    pub span: Option<FindingSpan>,
    /// Where that is in the file, of a file that is no plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The words at the span.
    pub excerpt: String,
    /// The law.
    pub basis: Arc<[Basis]>,
    /// The notice's task that the rule implements.
    pub task: Option<Arc<str>>,
    /// The unit that must act.
    pub owner: Option<String>,
    /// The day by which the duty was to be met, where the rule reckons one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub deadline: Option<Date>,
    /// What mends it.
    pub fix: Option<Fix>,
    /// Stays the same when the text changes elsewhere.
    pub fingerprint: String,
    /// Why it is accepted, where it is.
    pub waived: Option<String>,
}

impl Finding {
    /// What findings are ordered by: path, start, rule, end.
    pub(crate) fn order(&self) -> (&str, u32, &str, u32) {
        let row = self.subject.row.unwrap_or_default();
        let (start, end) = self.span.map_or((row, 0), |span| (span.start, span.end));
        (&self.subject.path, start, &self.rule, end)
    }
}

/// A verdict that needs a fact which is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unjudged {
    /// The rule's id.
    pub rule: Arc<str>,
    /// What it is about.
    pub subject: Subject,
    /// The missing facts by name.
    pub missing: Vec<String>,
}
