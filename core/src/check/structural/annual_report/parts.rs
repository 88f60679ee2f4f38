//! The checks `annual_report_sections` and `annual_report_words`: the parts that a report must have, and what must be spoken
//! of in them.

use super::Years;
use crate::check::sink::Sink;
use crate::check::structural::content::anchor;
use crate::check::structural::{Context, Outcome, Structural, parameters};
use crate::document::{ReportBody, SectionKind, Squeezed};
use crate::rule::{CheckSpec, Fault};
use memchr::memmem;
use serde::Deserialize;

/// Reports that lack one of the six parts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sections {
    #[serde(default)]
    years: Years,
}

impl Structural for Sections {
    fn variables(&self) -> &'static [&'static str] {
        &["missing", "count"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        // A page that only carries an attachment has none of them.
        if report.sections.is_empty() {
            return Outcome::Unjudged(&["正文"]);
        }
        let missing: Vec<&str> = SectionKind::ALL
            .into_iter()
            .filter(|kind| report.section(*kind).is_none())
            .map(SectionKind::title)
            .collect();
        if !missing.is_empty() {
            let hit = sink.hit(anchor(context.document));
            hit.with("missing", missing.join("；")).with("count", missing.len().to_string());
        }
        Outcome::Judged
    }
}

/// A matter that must be spoken of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Matter {
    /// What the message calls it.
    name: String,
    /// Words of which one must occur.
    any: Vec<String>,
}

/// Where the words must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Where {
    /// 一、总体情况
    Overview,
    /// Anywhere.
    #[default]
    Text,
}

/// Reports that do not speak of a matter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    matters: Vec<Matter>,
    #[serde(default, rename = "in")]
    place: Where,
    /// Whose reports are meant; unset: all.
    #[serde(default)]
    body: Option<Body>,
    #[serde(default)]
    years: Years,
}

/// Whose report is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Body {
    Government,
    Department,
}

impl Body {
    /// Whether a report is meant; what that makes of the check where it is not, or where that is not known.
    pub(super) fn admits(wanted: Option<Self>, body: Option<ReportBody>) -> Result<(), Outcome> {
        match (wanted, body) {
            (None, _)
            | (Some(Self::Government), Some(ReportBody::Government))
            | (Some(Self::Department), Some(ReportBody::Department)) => Ok(()),
            (Some(_), Some(_)) => Err(Outcome::NotApplicable),
            (Some(_), None) => Err(Outcome::Unjudged(&["编制机关"])),
        }
    }
}

/// Builds the check `annual_report_words`; a matter without words is an error.
pub(super) fn build_words(spec: &CheckSpec) -> Result<Box<dyn Structural>, Fault> {
    let words: Words = parameters(spec)?;
    if words.matters.is_empty() {
        return Err(Fault::at("check.matters", "no matter to look for"));
    }
    for (index, matter) in words.matters.iter().enumerate() {
        if matter.any.is_empty() || matter.any.iter().any(String::is_empty) {
            return Err(Fault::at(
                format!("check.matters.{index}"),
                format!("`{}` names no words", matter.name),
            ));
        }
    }
    Ok(Box::new(words))
}

impl Structural for Words {
    fn variables(&self) -> &'static [&'static str] {
        &["missing", "count"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        if let Err(outcome) = Body::admits(self.body, report.body) {
            return outcome;
        }
        let document = context.document;
        let overview = report.section(SectionKind::Overview);
        let (words, place) = match (self.place, overview) {
            (Where::Overview, None) => return Outcome::Unjudged(&["一、总体情况"]),
            (Where::Overview, Some(section)) => {
                (Squeezed::of(&document.source, section.span), section.heading)
            }
            (Where::Text, _) if report.sections.is_empty() => return Outcome::Unjudged(&["正文"]),
            (Where::Text, _) => {
                let whole = crate::source::Span::of(0, document.text().len());
                (Squeezed::of(&document.source, whole), anchor(document))
            }
        };
        let missing: Vec<&str> = self
            .matters
            .iter()
            .filter(|matter| {
                !matter
                    .any
                    .iter()
                    .any(|word| memmem::find(words.text().as_bytes(), word.as_bytes()).is_some())
            })
            .map(|matter| matter.name.as_str())
            .collect();
        if !missing.is_empty() {
            let hit = sink.hit(place);
            hit.with("missing", missing.join("、")).with("count", missing.len().to_string());
        }
        Outcome::Judged
    }
}
