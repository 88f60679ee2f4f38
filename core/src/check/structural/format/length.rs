//! How long a document is, blanks not counted.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::source::is_blank;
use serde::Deserialize;

/// The check `length`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Length {
    /// The most characters.
    most: usize,
}

impl Structural for Length {
    fn variables(&self) -> &'static [&'static str] {
        &["count", "most"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(title) = &document.title else { return Outcome::NotApplicable };
        let body = document.text().get(title.span.start as usize..).unwrap_or_default();
        // A character has at most four bytes and at least one: most texts are settled by their length.
        if body.len() > self.most {
            let count = body.chars().filter(|&character| !is_blank(character)).count();
            if count > self.most {
                sink.hit(title.span).with("count", count.to_string()).with("most", self.most.to_string());
            }
        }
        Outcome::Judged
    }
}
