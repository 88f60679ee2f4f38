//! The check `publicity_period`: how long a list of persons is posted for objections (公示期).

use super::clause_after;
use super::period::{self, Length, Period};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use serde::Deserialize;

/// Posts that are open too short or too long.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicityPeriod {
    /// The fewest working days.
    #[serde(default)]
    least_workdays: u32,
    /// The fewest days.
    #[serde(default)]
    least_days: u32,
    /// The most days.
    #[serde(default = "no_limit")]
    most_days: u32,
}

const fn no_limit() -> u32 {
    u32::MAX
}

impl Structural for PublicityPeriod {
    fn variables(&self) -> &'static [&'static str] {
        &["period"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let labels = ["公示期限", "公示期", "公示时间", "公示自", "现予公示", "公示日期"];
        let found = labels.iter().find_map(|label| {
            let clause = clause_after(document, label)?;
            period::range_in(document, clause).or_else(|| period::days_in(document, clause))
        });
        let Some(Period { length, span }) = found else { return Outcome::Unjudged(&["公示期"]) };
        let breaks = match length {
            Length::Workdays(days) => days < self.least_workdays || (self.least_days > 0 && days < 5),
            Length::Days(days) => {
                days < self.least_workdays || days < self.least_days || days > self.most_days
            }
            Length::Range(from, to) => {
                let days = period::days_between(from, to);
                let calendar = &context.options.calendar;
                let worked = from
                    .series(jiff::ToSpan::day(1))
                    .take_while(|day| *day <= to)
                    .take(60)
                    .filter(|day| calendar.is_workday(*day))
                    .count();
                (worked as u32) < self.least_workdays || days < self.least_days || days > self.most_days
            }
        };
        if breaks {
            sink.hit(span).with("period", document.slice(span));
        }
        Outcome::Judged
    }
}
