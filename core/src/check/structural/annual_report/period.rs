//! The check `annual_report_period`: title, period and day of publication speak of one year and the next.

use super::Years;
use crate::check::sink::Sink;
use crate::check::structural::content::anchor;
use crate::check::structural::{Context, Outcome, Structural};
use jiff::civil::{Date, date};
use serde::Deserialize;

/// The check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Period {
    #[serde(default)]
    years: Years,
}

impl Structural for Period {
    fn variables(&self) -> &'static [&'static str] {
        &["stated", "right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let document = context.document;
        let Some((year, _)) = report.title_year else { return Outcome::Unjudged(&["标题中的年度"]) };
        let mut outcome = Outcome::NotApplicable;
        if let Some(period) = &report.period
            && let (Some(from), Some(to)) = (period.from, period.to)
        {
            outcome = Outcome::Judged;
            if (from, to) != (date(year, 1, 1), date(year, 12, 31)) {
                let hit = sink.hit(period.span);
                hit.with("stated", format!("统计期限为{}至{}", written(from), written(to)));
                hit.with("right", format!("{year}年1月1日至{year}年12月31日"));
                return outcome;
            }
        }
        let days: Vec<Date> = document.published_on().into_iter().chain(document.dated_on()).collect();
        // A page that was moved shows later days; an earlier one cannot be.
        if let Some(day) = days.iter().max() {
            outcome = Outcome::Judged;
            if day.year() <= year {
                let hit = sink.hit(anchor(document));
                hit.with("stated", format!("公布于{}", written(*day)));
                hit.with("right", format!("{year}年度报告应在{}年公布", year + 1));
            }
        }
        outcome
    }
}

fn written(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
