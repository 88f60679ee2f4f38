//! The check `registration_year`: the year in a normative document's registration number (SDPR-2019-0150010).

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::source::Span;
use memchr::memmem;
use serde::Deserialize;

/// Finds registration numbers of a year after the document's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegistrationYear {
    prefix: String,
}

impl Structural for RegistrationYear {
    fn variables(&self) -> &'static [&'static str] {
        &["year", "published"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let text = document.text();
        let Some(at) = memmem::find(text.as_bytes(), self.prefix.as_bytes()) else {
            return Outcome::NotApplicable;
        };
        let digits = at + self.prefix.len();
        let Some(year) = text.get(digits..digits + 4).and_then(|year| year.parse::<i16>().ok()) else {
            return Outcome::NotApplicable;
        };
        let Some(published) = document.published_on().into_iter().chain(document.dated_on()).max() else {
            return Outcome::Unjudged(&["published_on"]);
        };
        if year > published.year() {
            let hit = sink.hit(Span::of(at, digits + 4));
            hit.with("year", year.to_string()).with("published", published.to_string());
        }
        Outcome::Judged
    }
}
