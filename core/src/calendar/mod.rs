//! Working days with the State Council's holiday adjustments.
//! In: a data file made from the yearly notices. Out: what a day is, and working-day arithmetic with its derivation.
//! Beyond the years whose notice has been issued the answer is by the week alone, and says that it is provisional.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Holidays and make-up working days by year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
}

/// One year's notice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// The notices: number or address.
    pub notices: Vec<String>,
    /// Days off with their holiday's name, weekends within a holiday included.
    pub off: BTreeMap<Date, String>,
    /// Saturdays and Sundays that are worked, with the holiday they make up for.
    pub work: BTreeMap<Date, String>,
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'c> {
    /// A working day of the week.
    Workday,
    /// A Saturday or Sunday that is worked, with the holiday it makes up for.
    MakeUp(&'c str),
    /// A Saturday or Sunday.
    Weekend,
    /// A holiday by its name.
    Holiday(&'c str),
}

/// A deadline in working days, with how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkdayDeadline {
    /// The last day on which it is met.
    pub date: Date,
    /// Days between start and end that do not count.
    pub skipped: Vec<(Date, String)>,
    /// Whether a year without a notice was touched.
    pub provisional: bool,
}

impl Calendar {
    /// A calendar of the years given.
    pub fn new(years: BTreeMap<i16, Year>) -> Self {
        Self { years }
    }

    /// Reads the data file: a JSON object of years.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { years: serde_json::from_str(json)? })
    }

    /// Whether the holiday notice of that day's year is known.
    pub fn covers(&self, date: Date) -> bool {
        self.years.contains_key(&date.year())
    }

    /// What `date` is.
    pub fn kind(&self, date: Date) -> DayKind<'_> {
        // A year's notice may name days of the neighbouring years (New Year's bridge days).
        for year in [date.year(), date.year() + 1, date.year() - 1] {
            if let Some(year) = self.years.get(&year) {
                if let Some(name) = year.off.get(&date) {
                    return DayKind::Holiday(name);
                }
                if let Some(name) = year.work.get(&date) {
                    return DayKind::MakeUp(name);
                }
            }
        }
        match date.weekday() {
            Weekday::Saturday | Weekday::Sunday => DayKind::Weekend,
            _ => DayKind::Workday,
        }
    }

    /// Whether `date` is worked.
    pub fn is_workday(&self, date: Date) -> bool {
        matches!(self.kind(date), DayKind::Workday | DayKind::MakeUp(_))
    }

    /// The `days`-th working day after `start`; the start day itself does not count. `None` beyond the year 9999.
    pub fn add_workdays(&self, start: Date, days: u32) -> Option<WorkdayDeadline> {
        let mut date = start;
        let mut left = days;
        let mut skipped = Vec::new();
        let mut provisional = !self.covers(start);
        while left > 0 {
            date = date.checked_add(1.day()).ok()?;
            provisional |= !self.covers(date);
            match self.kind(date) {
                DayKind::Workday | DayKind::MakeUp(_) => left -= 1,
                DayKind::Weekend => skipped.push((date, String::new())),
                DayKind::Holiday(name) => skipped.push((date, name.to_owned())),
            }
        }
        Some(WorkdayDeadline { date, skipped, provisional })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn without_a_notice_the_week_alone_counts_and_the_answer_is_provisional() {
        let deadline = Calendar::default().add_workdays(date(2019, 6, 28), 20).unwrap();
        assert_eq!(deadline.date, date(2019, 7, 26));
        assert!(deadline.provisional);
        assert_eq!(deadline.skipped.len(), 8);
    }

    #[test]
    fn a_make_up_saturday_is_worked_and_a_holiday_is_not() {
        let year = Year {
            notices: vec!["国办发明电〔2018〕15号".to_owned()],
            off: (1..=7).map(|day| (date(2019, 10, day), "国庆节".to_owned())).collect(),
            work: [(date(2019, 10, 12), "国庆节".to_owned()), (date(2019, 9, 29), "国庆节".to_owned())]
                .into(),
        };
        let calendar = Calendar::new([(2019, year)].into());
        let deadline = calendar.add_workdays(date(2019, 9, 27), 7).unwrap();
        assert_eq!(deadline.date, date(2019, 10, 12));
        assert!(!deadline.provisional);
    }
}
