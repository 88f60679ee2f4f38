//! The checks `published_within` and `yearly_deadline`: days that a page itself shows, held against the day it had to be published by.

use super::{anchor, clause_after};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::Document;
use crate::source::Span;
use jiff::civil::Date;
use serde::Deserialize;

/// Pages published more than `workdays` working days after the day that one of `labels` gives (合同签订日期：2020年3月2日).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublishedWithin {
    labels: Vec<String>,
    workdays: u32,
    /// Later than so many days a page was moved, not late.
    most_days: i32,
}

impl Structural for PublishedWithin {
    fn variables(&self) -> &'static [&'static str] {
        &["from", "published", "due"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some((from, span)) = labelled(document, &self.labels) else { return Outcome::NotApplicable };
        let Some(published) = document.published_on() else { return Outcome::Unjudged(&["published_on"]) };
        let Some(due) = context.options.calendar.add_workdays(from, self.workdays) else {
            return Outcome::NotApplicable;
        };
        if published > due.date && (published - from).get_days() <= self.most_days {
            let hit = sink.hit(span);
            hit.with("from", from.to_string()).with("published", published.to_string());
            hit.with("due", due.date.to_string());
        }
        Outcome::Judged
    }
}

/// The whole date that follows one of the labels directly.
fn labelled(document: &Document<'_>, labels: &[String]) -> Option<(Date, Span)> {
    labels.iter().find_map(|label| {
        let clause = clause_after(document, label)?;
        let mention = document.dates.iter().find(|mention| clause.contains(mention.span))?;
        let between = document.slice(Span::new(clause.start, mention.span.start));
        let near = between.chars().all(|character| " ：:\t　|为".contains(character));
        near.then_some((mention.date?, mention.span))
    })
}

/// Yearly reports, the year in their title, that came after a day of the next year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearlyDeadline {
    month: i8,
    day: i8,
}

impl Structural for YearlyDeadline {
    fn variables(&self) -> &'static [&'static str] {
        &["year", "published", "due"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(year) = document.title.as_ref().and_then(|title| year_in(&title.text)) else {
            return Outcome::NotApplicable;
        };
        // The earlier of the two days counts: a page may have been moved.
        let Some(published) = document.dated_on().into_iter().chain(document.published_on()).min() else {
            return Outcome::Unjudged(&["published_on"]);
        };
        let Ok(due) = Date::new(year + 1, self.month, self.day) else { return Outcome::NotApplicable };
        if published > due {
            let hit = sink.hit(anchor(document));
            hit.with("year", year.to_string()).with("published", published.to_string());
            hit.with("due", due.to_string());
        }
        Outcome::Judged
    }
}

/// The first year of four digits in a title, as 2019年.
fn year_in(title: &str) -> Option<i16> {
    title.match_indices('年').find_map(|(at, _)| {
        let digits = title.get(at.checked_sub(4)?..at)?;
        digits.parse().ok().filter(|year| (1949..2100).contains(year))
    })
}
