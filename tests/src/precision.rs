//! How often each rule is right over the samples: findings counted by the checker, read by a person.
//! The readings stand in `docs/precision/*.toml`; `docs/precision.md` is made from them and from the counts.

use crate::{root, sample_texts};
use gongkai::{Checker, Input, Options, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// One rule's reading.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The rule's id.
    pub id: String,
    /// How many findings there were when it was read.
    pub findings: u32,
    /// How many of them were read.
    pub read: u32,
    /// How many of those were right.
    pub right: u32,
    /// Why the others were wrong, or what the findings are.
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Readings {
    #[serde(default)]
    rule: Vec<Reading>,
}

/// One rule's line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The rule's id.
    pub id: String,
    /// Its severity.
    pub severity: Severity,
    /// Findings over the samples now.
    pub findings: u32,
    /// Texts with at least one.
    pub texts: u32,
    /// Texts it applied to.
    pub applied: u32,
    /// What was read.
    pub reading: Option<Reading>,
}

impl Row {
    /// Why the row does not stand, where it does not: too few read, or too few right.
    pub fn problem(&self) -> Option<String> {
        let least = match self.severity {
            Severity::Error => 0.98,
            Severity::Warning => 0.90,
            Severity::Info => return None,
        };
        if self.findings == 0 {
            return None;
        }
        let Some(reading) = &self.reading else {
            return Some(format!("{}: {} findings, none read", self.id, self.findings));
        };
        let wanted = self.findings.min(20);
        if reading.read < wanted.min(reading.findings.max(1)) {
            return Some(format!(
                "{}: {} of {} findings read, at least {wanted} are wanted",
                self.id, reading.read, self.findings
            ));
        }
        (f64::from(reading.right) < least * f64::from(reading.read))
            .then(|| format!("{}: {} of {} right, less than {least}", self.id, reading.right, reading.read))
    }
}

/// All readings by rule.
pub fn readings() -> Result<BTreeMap<String, Reading>, String> {
    let folder = root().join("docs/precision");
    let mut readings = BTreeMap::new();
    let mut paths: Vec<_> =
        std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let list: Readings = toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        for reading in list.rule {
            if readings.insert(reading.id.clone(), reading.clone()).is_some() {
                return Err(format!("{}: {} stands twice", path.display(), reading.id));
            }
        }
    }
    Ok(readings)
}

/// The rows of all rules over the samples.
pub fn rows(samples: &Path) -> Result<Vec<Row>, String> {
    let rules = gongkai_rules::builtin().map_err(|errors| errors[0].to_string())?;
    let options = Options {
        previews: true,
        as_of: Some(jiff::civil::date(2026, 6, 30)),
        calendar: gongkai_rules::calendar(),
        ..Options::default()
    };
    let checker = Checker::new(rules, options).map_err(|error| error.to_string())?;
    let mut report = checker.empty_report();
    for (path, text) in sample_texts(samples) {
        report.merge(
            checker.check(&Input::new(path.as_str(), &text)).map_err(|error| format!("{path}: {error}"))?,
        );
    }
    let readings = readings()?;
    let mut findings: BTreeMap<&str, u32> = BTreeMap::new();
    for finding in &report.findings {
        *findings.entry(&finding.rule).or_default() += 1;
    }
    Ok(checker
        .rules()
        .rules()
        .iter()
        .zip(&report.rules)
        .map(|(rule, counts)| Row {
            id: rule.id().to_owned(),
            severity: rule.file().severity,
            findings: findings.get(rule.id()).copied().unwrap_or_default(),
            texts: counts.counts.fail,
            applied: counts.counts.applied(),
            reading: readings.get(rule.id()).cloned(),
        })
        .collect())
}

/// `docs/precision.md`.
pub fn page(rows: &[Row]) -> String {
    let mut page = String::from(
        "# Precision\n\nWhat each rule finds over the sample documents (532 texts of national, provincial and municipal offices; they\n\
         are not part of the repository), and how many of the findings that a person read were right. Error rules must be\n\
         right in 98 of 100, warning rules in 90 of 100. Made by `cargo run --release -p gongkai-tests --bin precision`\n\
         from the readings in `docs/precision/`.\n\n\
         | rule | severity | applied to | texts with findings | findings | read | right | note |\n|---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let severity = match row.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let (read, right, note) =
            row.reading.as_ref().map_or((String::new(), String::new(), ""), |reading| {
                (reading.read.to_string(), reading.right.to_string(), reading.note.as_str())
            });
        let _ = writeln!(
            page,
            "| {} | {severity} | {} | {} | {} | {read} | {right} | {} |",
            row.id,
            row.applied,
            row.texts,
            row.findings,
            note.replace('|', "\\|").replace('\n', " ")
        );
    }
    page
}
