//! A field that may be absent or blank, and what is asked of one; an answer that is not known is `None`.

use gongkai::calendar::Calendar;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

/// One field of a record.
#[derive(Debug, Default)]
pub(super) enum Field<T> {
    /// No such key.
    #[default]
    Absent,
    /// `null`.
    Blank,
    /// A value.
    Value(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Blank, Self::Value))
    }
}

impl<T> Field<T> {
    /// Whether it holds anything.
    pub(super) fn has(&self) -> Option<bool> {
        match self {
            Self::Absent => None,
            Self::Blank => Some(false),
            Self::Value(_) => Some(true),
        }
    }

    /// Its value, where there is one.
    pub(super) fn get(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

impl<T: Copy> Field<T> {
    /// Its value, where there is one.
    pub(super) fn copied(&self) -> Option<T> {
        self.get().copied()
    }
}

impl<T: PartialEq> Field<T> {
    /// Whether it is that; a blank is nothing.
    pub(super) fn is(&self, other: &T) -> Option<bool> {
        match self {
            Self::Absent => None,
            Self::Blank => Some(false),
            Self::Value(value) => Some(value == other),
        }
    }
}

impl Field<String> {
    /// Whether it is one of those words.
    pub(super) fn is_in(&self, words: &[&str]) -> Option<bool> {
        match self {
            Self::Absent => None,
            Self::Blank => Some(false),
            Self::Value(value) => Some(words.contains(&value.as_str())),
        }
    }
}

/// Both, where both are asked.
pub(super) fn and(one: Option<bool>, other: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match one {
        Some(false) => Some(false),
        Some(true) => other(),
        None => (other() == Some(false)).then_some(false),
    }
}

/// Either, where both are asked.
pub(super) fn or(one: Option<bool>, other: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match one {
        Some(true) => Some(true),
        Some(false) => other(),
        None => (other() == Some(true)).then_some(true),
    }
}

/// A day some working days later.
pub(super) fn workdays(calendar: &Calendar, day: &Field<Date>, days: u32) -> Option<Date> {
    calendar.workday_after(day.copied()?, days)
}

/// A day some days later.
pub(super) fn days(day: &Field<Date>, days: i64) -> Option<Date> {
    day.copied()?.checked_add(days.days()).ok()
}

/// The days from one to the other.
pub(super) fn between(from: &Field<Date>, to: &Field<Date>) -> Option<i32> {
    Some(from.copied()?.until(to.copied()?).ok()?.get_days())
}
