//! The covered years day by day: how many working days there were up to each.

use super::Calendar;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Working days up to and with each day of an unbroken run of covered years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    first: Option<Date>,
    counts: Vec<u32>,
}

impl Table {
    pub(super) fn new(calendar: &Calendar) -> Self {
        let Some(first_year) = calendar.years.keys().next().copied() else { return Self::default() };
        let unbroken =
            calendar.years.keys().zip(first_year..).take_while(|(year, expected)| *year == expected);
        let last_year = first_year + i16::try_from(unbroken.count()).unwrap_or(1) - 1;
        let (first, last) = (date(first_year, 1, 1), date(last_year, 12, 31));
        let mut counts = Vec::new();
        let mut count = 0;
        let mut day = first;
        while day <= last {
            count += u32::from(calendar.is_workday(day));
            counts.push(count);
            let Ok(next) = day.checked_add(1.day()) else { break };
            day = next;
        }
        Self { first: Some(first), counts }
    }

    fn at(&self, day: Date) -> Option<usize> {
        let days = self.first?.until(day).ok()?.get_days();
        usize::try_from(days).ok().filter(|at| *at < self.counts.len())
    }

    pub(super) fn between(&self, from: Date, to: Date) -> Option<i64> {
        let (from, to) = (self.at(from)?, self.at(to)?);
        Some(i64::from(self.counts[to]) - i64::from(self.counts[from]))
    }

    /// The `days`-th working day after `start`, where it lies among the covered years.
    pub(super) fn after(&self, start: Date, days: u32) -> Option<Date> {
        let at = self.at(start)?;
        if days == 0 {
            return Some(start);
        }
        let wanted = self.counts[at].saturating_add(days);
        let found = self.counts[at..].partition_point(|count| *count < wanted);
        if at + found >= self.counts.len() {
            return None;
        }
        start.checked_add(jiff::Span::new().try_days(i64::try_from(found).ok()?).ok()?).ok()
    }
}
