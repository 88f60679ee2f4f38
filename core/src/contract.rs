//! One JSON contract for every language: a request in, a response out, both strings.

use crate::calendar::Calendar;
use crate::check::{Auditor, CheckError, Checker, Input, Language, Options, OwnedReport};
use crate::document::Document;
use crate::record::{Dossier, DossierBuilder};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::source::{OffsetUnit, Source};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;

/// What is to be checked, and how.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Request {
    /// The texts.
    pub texts: Vec<RequestText>,
    /// Records by kind, each a list of objects; `authority` says whose they are. With them, texts and records are audited
    /// together, and `as_of` is needed.
    pub records: Option<Box<RawValue>>,
    /// The day on which all is judged.
    pub as_of: Option<Date>,
    /// The language of messages.
    pub lang: Language,
    /// Rules to run; empty: all.
    pub select: Vec<String>,
    /// Rules not to run.
    pub ignore: Vec<String>,
    /// Whether preview rules run.
    pub previews: bool,
    /// The region of the texts.
    pub region: Option<String>,
    /// What offsets in the response count.
    pub offsets: OffsetUnit,
}

/// A text with its name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestText {
    /// Its name.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A report, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The report; texts that could not be checked are named in `errors`.
    Checked {
        /// The report.
        report: Box<Report>,
        /// What could not be checked, with the reason.
        errors: Vec<ResponseError>,
    },
    /// The request could not be read.
    Error(String),
}

/// A text that could not be checked, or something wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseError {
    /// Its name.
    pub path: String,
    /// The reason.
    pub message: String,
}

/// Checks the texts of `request` (a [`Request`] as JSON) with `rules`, and audits its records; the answer is a [`Response`] as
/// JSON. Working days go by `calendar`.
pub fn check_json(rules: &Arc<RuleSet>, calendar: &Arc<Calendar>, request: &str) -> String {
    let response = match serde_json::from_str::<Request>(request) {
        // An array would be read as the fields in their order, which nobody means.
        Ok(_) if request.trim_start().starts_with('[') => {
            Response::Error("the request cannot be read: an object was expected, not an array".to_owned())
        }
        Ok(request) => respond(rules, calendar, &request).unwrap_or_else(Response::Error),
        Err(error) => Response::Error(format!("the request cannot be read: {error}")),
    };
    serde_json::to_string(&response).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"))
}

fn respond(rules: &Arc<RuleSet>, calendar: &Arc<Calendar>, request: &Request) -> Result<Response, String> {
    let options = Options {
        as_of: request.as_of,
        language: request.lang,
        select: request.select.clone(),
        ignore: request.ignore.clone(),
        previews: request.previews,
        region: request.region.clone(),
        calendar: Arc::clone(calendar),
        ..Options::default()
    };
    let failed = |error: CheckError| error.to_string();
    let checker = Checker::new(Arc::clone(rules), options.clone()).map_err(failed)?;
    let mut errors = Vec::new();
    let mut reports = Vec::new();
    for text in &request.texts {
        match checker.check(&Input::new(text.path.as_str(), &text.text)) {
            Ok(mut report) => {
                report.convert_offsets(&text.text, request.offsets);
                reports.push((text, report));
            }
            Err(error) => errors.push(ResponseError { path: text.path.clone(), message: error.to_string() }),
        }
    }
    let report = match &request.records {
        None => {
            let mut whole = checker.empty_report();
            for (_, report) in reports {
                whole.merge(report);
            }
            whole
        }
        Some(records) => {
            let Some(as_of) = request.as_of else {
                return Err("an audit of records needs `as_of`".to_owned());
            };
            let auditor = Auditor::new(Arc::clone(rules), options).map_err(failed)?;
            let dossier = dossier(rules, request, records);
            errors.extend(dossier.problems().iter().map(|problem| ResponseError {
                path: problem.place.file.to_string(),
                message: problem.describe(request.lang),
            }));
            let owners = auditor.text_owners(&dossier, as_of);
            let there =
                reports.into_iter().filter_map(|(text, report)| match owners.get(text.path.as_str()) {
                    Some(None) => None,
                    Some(Some(units)) => Some(OwnedReport { units: units.clone(), report }),
                    None => Some(OwnedReport { units: Vec::new(), report }),
                });
            let there = there.collect();
            auditor.audit_with(&dossier, as_of, there)
        }
    };
    Ok(Response::Checked { report: Box::new(report), errors })
}

fn dossier(rules: &Arc<RuleSet>, request: &Request, records: &RawValue) -> Dossier {
    let mut builder = DossierBuilder::new(Arc::clone(rules.schema()));
    builder.json("records", records.get());
    for text in &request.texts {
        builder.document(&text.path, &Document::parse(&text.text));
    }
    builder.finish()
}

impl Report {
    /// Turns the byte offsets of a report over one text into another unit.
    pub fn convert_offsets(&mut self, text: &str, unit: OffsetUnit) {
        if unit == OffsetUnit::Byte {
            return;
        }
        let mut places: Vec<&mut u32> = Vec::new();
        for finding in &mut self.findings {
            if let Some(span) = &mut finding.span {
                places.extend([&mut span.start, &mut span.end]);
            }
            for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                places.extend([&mut edit.start, &mut edit.end]);
            }
        }
        places.sort();
        let bytes: Vec<u32> = places.iter().map(|place| **place).collect();
        for (place, offset) in places.into_iter().zip(Source::new(text).convert(&bytes, unit)) {
            *place = offset;
        }
    }
}
