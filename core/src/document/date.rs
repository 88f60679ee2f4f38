//! Dates as documents write them: 2019年6月28日, 2019年06月28日, 二〇一九年六月二十八日, 二○一九年…, 2019.6.28, 2019-06-28.
//! Impossible ones are kept: they are what a rule wants to see.

use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateStyle {
    /// 2019年6月28日, padded or not.
    Arabic,
    /// 二〇一九年六月二十八日
    Chinese,
    /// 2019-06-28, 2019/6/28
    Dashed,
    /// 2019.6.28
    Dotted,
}

/// A date that is written out. A part that is not written (6月28日 without a year, 2019年6月) is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateMention {
    /// Where it stands.
    pub span: Span,
    /// How it is written.
    pub style: DateStyle,
    /// Year as written: four digits, or two (19年).
    pub year: Option<i16>,
    /// How many digits the year has.
    pub year_digits: u8,
    /// Month as written, possible or not.
    pub month: Option<u8>,
    /// Day as written, possible or not.
    pub day: Option<u8>,
    /// Whether month or day has a leading zero.
    pub padded: bool,
    /// The date, where year, month and day are written and it exists.
    pub date: Option<Date>,
    /// Whether the written parts name a day or month that no calendar has.
    pub impossible: bool,
}

pub(super) fn parse(_source: &Source<'_>) -> Vec<DateMention> {
    Vec::new()
}

/// The first whole date in `words`.
pub(super) fn first(words: &str) -> Option<Date> {
    parse(&Source::new(words)).into_iter().find_map(|mention| mention.date)
}
