//! The check `annual_report_published`: the day that the page shows, against the day by which the report was due.

use super::Years;
use super::parts::Body;
use crate::check::sink::Sink;
use crate::check::structural::content::anchor;
use crate::check::structural::{Context, Outcome, Structural};
use jiff::civil::Date;
use serde::Deserialize;

/// Reports of a body that came after a day of the next year; a day of rest gives way to the next worked one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Published {
    body: Body,
    month: i8,
    day: i8,
    /// Later than so many days a page was moved, not late.
    most_days: i32,
    #[serde(default)]
    years: Years,
}

/// The longest run of days of rest.
const REST: usize = 15;

impl Structural for Published {
    fn variables(&self) -> &'static [&'static str] {
        &["year", "published", "due"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        if let Err(outcome) = Body::admits(Some(self.body), report.body) {
            return outcome;
        }
        let document = context.document;
        let Some(year) = report.year else { return Outcome::Unjudged(&["年度"]) };
        // The earlier of the two days counts: a page may have been moved.
        let Some(published) = document.dated_on().into_iter().chain(document.published_on()).min() else {
            return Outcome::Unjudged(&["published_on"]);
        };
        let Ok(due) = Date::new(year + 1, self.month, self.day) else { return Outcome::NotApplicable };
        let calendar = &context.options.calendar;
        let worked = due.series(jiff::Span::new().days(1)).take(REST).find(|day| calendar.is_workday(*day));
        let late = (published - due).get_days();
        if worked.is_some_and(|worked| published > worked) && late <= self.most_days {
            let hit = sink.hit(anchor(document));
            hit.with("year", year.to_string()).with("published", published.to_string());
            hit.with("due", due.to_string());
        }
        Outcome::Judged
    }
}
