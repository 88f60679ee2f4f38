//! The check `annual_report_problems`: the fifth part says something.

use super::Years;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::SectionKind;
use serde::Deserialize;

/// The check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Problems {
    /// Fewer characters than this say nothing.
    least_characters: usize,
    #[serde(default)]
    years: Years,
}

impl Structural for Problems {
    fn variables(&self) -> &'static [&'static str] {
        &["words"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let (Some(section), Some(words)) = (report.section(SectionKind::Problems), &report.problems) else {
            return Outcome::Unjudged(&["五、存在的主要问题及改进情况"]);
        };
        let is_placeholder = words.contains("文字描述");
        if words.chars().count() < self.least_characters || is_placeholder {
            sink.hit(section.heading).with("words", words.as_str());
        }
        Outcome::Judged
    }
}
