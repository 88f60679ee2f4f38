//! Working days with the State Council's holiday adjustments.
//! In: a data file made from the yearly notices. Out: what a day is, and working-day arithmetic with its derivation.
//! Beyond the years whose notice has been issued the answer is by the week alone, and says that it is provisional.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

mod table;

use table::Table;

/// Holidays and make-up working days by year.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
    /// The covered years day by day, made at the first question about working days.
    #[serde(skip)]
    table: OnceLock<Table>,
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.years == other.years
    }
}

impl Eq for Calendar {}

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
        Self { years, table: OnceLock::new() }
    }

    /// Reads the data file: a JSON object of years.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        Ok(Self::new(serde_json::from_str(json)?))
    }

    /// The covered years, in order.
    pub fn years(&self) -> impl Iterator<Item = (i16, &Year)> {
        self.years.iter().map(|(year, notice)| (*year, notice))
    }

    /// Whether the holiday notice of that day's year is known.
    pub fn covers(&self, date: Date) -> bool {
        self.years.contains_key(&date.year())
    }

    /// What `date` is.
    pub fn kind(&self, date: Date) -> DayKind<'_> {
        // A year's notice may name days of the neighbouring years (New Year's bridge days).
        for year in [date.year(), date.year().saturating_add(1), date.year().saturating_sub(1)] {
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

    fn table(&self) -> &Table {
        self.table.get_or_init(|| Table::new(self))
    }

    /// The `days`-th working day after `start`, without its derivation; the start day itself does not count. `None` beyond
    /// the year 9999.
    pub fn workday_after(&self, start: Date, days: u32) -> Option<Date> {
        match self.table().after(start, days) {
            Some(date) => Some(date),
            None => self.add_workdays(start, days).map(|deadline| deadline.date),
        }
    }

    /// How many working days there are after `from` up to and with `to`; negative where `to` is before `from`.
    pub fn workdays_between(&self, from: Date, to: Date) -> i64 {
        if to < from {
            return -self.workdays_between(to, from);
        }
        if let Some(count) = self.table().between(from, to) {
            return count;
        }
        // Whole weeks outside the covered years have five working days each.
        let mut count = 0;
        let mut date = from;
        while date < to {
            let Ok(week) = date.checked_add(7.days()) else { break };
            if week <= to && self.plain_week(date) {
                count += 5;
                date = week;
                continue;
            }
            let Ok(next) = date.checked_add(1.day()) else { break };
            count += i64::from(self.is_workday(next));
            date = next;
        }
        count
    }

    /// Whether no notice speaks of the seven days after `date`.
    fn plain_week(&self, date: Date) -> bool {
        let (first, last) = (date.year(), date.year().saturating_add(1));
        !(first.saturating_sub(1)..=last.saturating_add(1)).any(|year| self.years.contains_key(&year))
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
