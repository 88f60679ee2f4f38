//! The year of the title and the period that the figures are said to cover.

use super::squeezed::Squeezed;
use crate::document::Title;
use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// The period as the report states it: 统计期限为2023年1月1日至12月31日.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StatisticalPeriod {
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// From the first number to the last 日.
    pub span: Span,
}

/// Words behind which the period stands.
const LABELS: [&str; 9] = [
    "统计期限",
    "统计时限",
    "统计时间",
    "统计区间",
    "统计周期",
    "数据时限",
    "统计数据的期限",
    "数据期限",
    "统计起止",
];
/// How far behind its label the period may end, in bytes.
const REACH: usize = 120;

pub(super) fn parse(source: &Source<'_>, words: &Squeezed) -> Option<StatisticalPeriod> {
    let text = words.text();
    let start = LABELS.iter().filter_map(|label| Some(words.find(label, 0)? + label.len())).min()?;
    let mut end = text.len().min(start + REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sentence = &text[start..end];
    let sentence = &sentence[..sentence.find('。').unwrap_or(sentence.len())];
    let first = day(sentence, 0, None)?;
    let second = day(sentence, first.end, first.year)?;
    let joins = &sentence[first.end..second.start];
    if !["至", "到", "—", "-", "～", "~", "起"].iter().any(|sign| joins.contains(sign)) {
        return None;
    }
    Some(StatisticalPeriod {
        from: first.date(),
        to: second.date(),
        span: words.span(source, start + first.start, start + second.end),
    })
}

/// A day as written: its year may be that of the day before it.
struct Day {
    year: Option<i16>,
    month: i8,
    day: i8,
    start: usize,
    end: usize,
}

impl Day {
    fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
}

/// The first 2023年1月1日 or 1月1日 at or behind byte `from`.
fn day(words: &str, from: usize, year: Option<i16>) -> Option<Day> {
    let month_at = from + words.get(from..)?.find('月')?;
    let (month_start, month) = number(words, month_at)?;
    let day_at = month_at + '月'.len_utf8() + words[month_at + '月'.len_utf8()..].find('日')?;
    let (day_start, day) = number(words, day_at)?;
    if day_start != month_at + '月'.len_utf8() {
        return None;
    }
    let head = &words[..month_start];
    let written =
        head.strip_suffix('年').and_then(|head| number(head, head.len())).filter(|(start, _)| *start >= from);
    Some(Day {
        year: written.and_then(|(_, year)| i16::try_from(year).ok()).or(year),
        month: i8::try_from(month).ok()?,
        day: i8::try_from(day).ok()?,
        start: written.map_or(month_start, |(start, _)| start),
        end: day_at + '日'.len_utf8(),
    })
}

/// The number that ends at byte `end`.
fn number(words: &str, end: usize) -> Option<(usize, u32)> {
    let length = words[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = end - length;
    (1..=4).contains(&length).then_some(())?;
    Some((start, words[start..end].parse().ok()?))
}

/// The year that a title names, with its place.
pub(super) fn title_year(source: &Source<'_>, title: &Title) -> Option<(i16, Span)> {
    let words = Squeezed::of(source, title.span);
    let text = words.text();
    text.match_indices('年').find_map(|(at, _)| {
        let (start, year) = number(text, at)?;
        let year = i16::try_from(year).ok().filter(|year| (2000..2100).contains(year))?;
        Some((year, words.span(source, start, at + '年'.len_utf8())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(text: &str) -> Option<(Option<Date>, Option<Date>, String)> {
        let source = Source::new(text);
        let words = Squeezed::of(&source, Span::of(0, text.len()));
        parse(&source, &words).map(|period| (period.from, period.to, source.slice(period.span).to_owned()))
    }

    #[test]
    fn the_second_year_may_be_left_out() {
        let year = (Some(date(2023, 1, 1)), Some(date(2023, 12, 31)));
        for text in [
            "𠮷报告所列统计期限自 2023 年 1 月\n1 日至 2023 年 12 月 31 日。",
            "数据统计期限为2023年1月1日至12月31日。",
            "所列数据统计期限从2023年1月1日到12月31日止。",
        ] {
            let (from, to, words) = period(text).unwrap();
            assert_eq!((from, to), year, "{text}");
            assert!(words.starts_with("2023") && words.ends_with('日'));
        }
        assert_eq!(period("统计期限为2023年2月30日至12月31日。").unwrap().0, None);
        assert_eq!(period("统计期限为2023年度。"), None);
        assert_eq!(period(""), None);
    }
}
