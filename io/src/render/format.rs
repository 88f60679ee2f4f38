//! The formats of a report, one name each: what the command offers and a service may offer too.

use super::{
    Snippets, Verdicts, findings_table, github, gitlab, html, json, junit, ledger_workbook, rdjson, sarif,
};
use crate::{FailOn, Problem};
use gongkai::{Language, Report, RuleSet};
use std::collections::BTreeMap;
use thiserror::Error;

/// A format for programs or offices. Text for a terminal has functions of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Json,
    Sarif,
    Html,
    /// The ledger of findings as a workbook.
    Xlsx,
    Csv,
    Github,
    Gitlab,
    Junit,
    Rdjson,
}

/// What a format may draw on.
#[derive(Debug, Clone, Copy)]
pub struct View<'r> {
    /// The report.
    pub report: &'r Report,
    /// The rules that ran, for their names.
    pub rules: &'r RuleSet,
    /// The words around findings.
    pub snippets: &'r Snippets,
    /// What could not be read, checked or written.
    pub problems: &'r [Problem],
    /// The names of the notice's tasks by number.
    pub tasks: &'r BTreeMap<String, String>,
    /// The language of what is not the report's own.
    pub language: Language,
    /// From which severity a finding fails the run.
    pub fail_on: FailOn,
    /// Which verdicts SARIF tells.
    pub verdicts: Verdicts,
}

/// A report written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// Text.
    Text(String),
    /// Separated text, without a byte-order mark.
    Table(String),
    /// The bytes of a file that is no text.
    Bytes(Vec<u8>),
}

/// Why a report could not be written out.
#[derive(Debug, Error)]
#[error(transparent)]
#[allow(missing_docs)]
pub enum WriteError {
    Json(#[from] serde_json::Error),
    Table(#[from] csv::Error),
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    Xml(#[from] std::io::Error),
}

impl Format {
    /// Whether it shows the words around findings, or needs to know where their lines begin.
    pub fn needs_snippets(self) -> bool {
        matches!(self, Self::Html | Self::Rdjson)
    }

    /// What the user should know about the report in this format: what it cannot hold.
    pub fn remark(self, view: &View<'_>) -> Option<String> {
        let omitted = sarif::left_out(view);
        (self == Self::Sarif && omitted > 0).then(|| sarif::omission(omitted, view.language))
    }

    /// The report in this format.
    pub fn write(self, view: &View<'_>) -> Result<Written, WriteError> {
        let View { report, rules, snippets, language, fail_on, .. } = *view;
        Ok(match self {
            Self::Json => Written::Text(json(report)?),
            Self::Sarif => Written::Text(sarif::sarif(view)?),
            Self::Html => Written::Text(html::html(view)),
            Self::Xlsx => Written::Bytes(ledger_workbook(report, view.tasks, language)?),
            Self::Csv => Written::Table(findings_table(report, language)?),
            Self::Github => Written::Text(github(report)),
            Self::Gitlab => Written::Text(gitlab(report)?),
            Self::Junit => Written::Text(junit(report, rules, fail_on, language)?),
            Self::Rdjson => Written::Text(rdjson(report, snippets)?),
        })
    }
}
