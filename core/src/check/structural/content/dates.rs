//! The checks `published_before_dated`, `published_in_future` and `published_late`: a page's day of publication beside the document's own date.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Document, HeaderKey};
use jiff::civil::Date;
use serde::Deserialize;

/// Pages that claim to have been published before their document was made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublishedBeforeDated {}

impl Structural for PublishedBeforeDated {
    fn variables(&self) -> &'static [&'static str] {
        &["published", "dated"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(field) = document.header.get(HeaderKey::PublishedOn) else { return Outcome::NotApplicable };
        let (Some(published), Some(dated)) = (document.published_on(), own_date(document)) else {
            return Outcome::NotApplicable;
        };
        if published < dated {
            let hit = sink.hit(field.span);
            hit.with("published", published.to_string()).with("dated", dated.to_string());
        }
        Outcome::Judged
    }
}

/// Pages that claim to have been published after the day of the check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublishedInFuture {}

impl Structural for PublishedInFuture {
    fn variables(&self) -> &'static [&'static str] {
        &["published", "today"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(field) = document.header.get(HeaderKey::PublishedOn) else { return Outcome::NotApplicable };
        let Some(published) = document.published_on() else { return Outcome::NotApplicable };
        let Some(today) = context.options.as_of else { return Outcome::Unjudged(&["as_of"]) };
        if published > today {
            sink.hit(field.span).with("published", published.to_string()).with("today", today.to_string());
        }
        Outcome::Judged
    }
}

/// Pages published more than `workdays` working days after their document's own date. Later than `most_days` days a page was moved, not late.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublishedLate {
    workdays: u32,
    most_days: i32,
}

impl Structural for PublishedLate {
    fn variables(&self) -> &'static [&'static str] {
        &["published", "dated", "due"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(field) = document.header.get(HeaderKey::PublishedOn) else { return Outcome::NotApplicable };
        let (Some(published), Some(dated)) = (document.published_on(), own_date(document)) else {
            return Outcome::NotApplicable;
        };
        let Some(due) = context.options.calendar.add_workdays(dated, self.workdays) else {
            return Outcome::NotApplicable;
        };
        if published > due.date && (published - dated).get_days() <= self.most_days {
            let hit = sink.hit(field.span);
            hit.with("published", published.to_string());
            hit.with("dated", dated.to_string()).with("due", due.date.to_string());
        }
        Outcome::Judged
    }
}

/// The day on which the document was made: its signature's, else the header's.
fn own_date(document: &Document<'_>) -> Option<Date> {
    document
        .signature
        .as_ref()
        .and_then(|signature| signature.dated_on)
        .or_else(|| document.header.date(HeaderKey::DatedOn))
}
