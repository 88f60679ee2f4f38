//! One JSON contract for every language: a request in, a response out, both strings.

use crate::check::{Checker, Input, Language, Options};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::source::{OffsetUnit, Source};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is to be checked, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Request {
    /// The texts.
    pub texts: Vec<RequestText>,
    /// The day on which they are judged.
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

/// A text that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseError {
    /// Its name.
    pub path: String,
    /// The reason.
    pub message: String,
}

/// Checks the texts of `request` (a [`Request`] as JSON) with `rules`; the answer is a [`Response`] as JSON.
pub fn check_json(rules: &Arc<RuleSet>, request: &str) -> String {
    let response = match serde_json::from_str::<Request>(request) {
        // An array would be read as the fields in their order, which nobody means.
        Ok(_) if request.trim_start().starts_with('[') => {
            Response::Error("the request cannot be read: an object was expected, not an array".to_owned())
        }
        Ok(request) => respond(rules, request),
        Err(error) => Response::Error(format!("the request cannot be read: {error}")),
    };
    serde_json::to_string(&response).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"))
}

fn respond(rules: &Arc<RuleSet>, request: Request) -> Response {
    let options = Options {
        as_of: request.as_of,
        language: request.lang,
        select: request.select,
        ignore: request.ignore,
        previews: request.previews,
        region: request.region,
        ..Options::default()
    };
    let checker = match Checker::new(Arc::clone(rules), options) {
        Ok(checker) => checker,
        Err(error) => return Response::Error(error.to_string()),
    };
    let mut report = checker.empty_report();
    let mut errors = Vec::new();
    for text in &request.texts {
        match checker.check(&Input::new(text.path.as_str(), &text.text)) {
            Ok(mut more) => {
                more.convert_offsets(&text.text, request.offsets);
                report.merge(more);
            }
            Err(error) => errors.push(ResponseError { path: text.path.clone(), message: error.to_string() }),
        }
    }
    Response::Checked { report: Box::new(report), errors }
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
