//! Dates as documents write them: 2019年6月28日, 2019年06月28日, 二〇一九年六月二十八日, 二○一九年…, 2019.6.28, 2019-06-28.
//! Impossible ones are kept: they are what a rule wants to see.

use super::look;
use crate::source::{Mark, MarkKind, Source, Span};
use jiff::civil::Date;
use memchr::memmem;
use serde::Serialize;
use std::sync::LazyLock;

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateStyle {
    /// 2019年6月28日, padded or not.
    Arabic,
    /// 二〇一九年六月二十八日; also where only a part of it is written so.
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
    /// The date, where year, month and day are written and it exists. A year of two digits is taken as 1950 to 2049.
    pub date: Option<Date>,
    /// Whether the written parts name a day or month that no calendar has.
    pub impossible: bool,
}

/// What leads to dates in numerals.
static MONTH: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("月"));

/// All dates in order of the text. A year alone, and a month alone, is none.
pub(super) fn parse(source: &Source<'_>) -> Vec<DateMention> {
    parse_in(source.text(), source.marks(), Span::of(0, source.text().len()))
}

/// The dates inside `span`.
pub(super) fn within(source: &Source<'_>, span: Span) -> Vec<DateMention> {
    parse_in(source.text(), source.marks_in(span), span)
}

/// The first whole date in `words`.
pub(super) fn first(words: &str) -> Option<Date> {
    parse(&Source::new(words)).into_iter().find_map(|mention| mention.date)
}

fn parse_in(text: &str, marks: &[Mark], span: Span) -> Vec<DateMention> {
    let mut mentions: Vec<DateMention> = Vec::new();
    let (mut done, mut full_width_end) = (0, 0);
    for mark in marks {
        if mark.start < done {
            continue;
        }
        let digits = match mark.kind {
            MarkKind::Digits => mark.end - mark.start,
            // Each full-width digit is a mark: a run counts from its first.
            MarkKind::Sign('０'..='９') => {
                let goes_on = full_width_end == mark.start && mark.start > 0;
                full_width_end = mark.end;
                if goes_on {
                    continue;
                }
                1
            }
            _ => continue,
        };
        if let Some(mention) = from_digits(text, mark.start as usize, mark.end as usize, digits)
            && mention.span.end <= span.end
        {
            done = mention.span.end;
            mentions.push(mention);
        }
    }
    if let Some(more) = chinese(text, span, &mentions) {
        mentions.extend(more);
        mentions.sort_by_key(|mention| mention.span);
    }
    mentions
}

/// A date whose first part is written in digits from `start`.
fn from_digits(text: &str, start: usize, end: usize, digits: u32) -> Option<DateMention> {
    // Most digits are no part of a date: what follows them tells.
    match text.as_bytes().get(end)? {
        b'.' | b'-' | b'/' if digits == 4 => return separated(text, start),
        0xEF if digits == 4 || digits == 1 => return separated(text, start).or_else(|| written(text, start)),
        0xE5 | 0xE6 | 0xE3 | 0xC2 | 0xE2 | b' ' | b'\t' => {}
        _ => return None,
    }
    written(text, start)
}

/// A longer run of digits is no part of a date.
const MOST_DIGITS: usize = 6;

/// One number of a date.
#[derive(Debug, Clone, Copy)]
struct Part {
    value: u32,
    end: usize,
    digits: u8,
    chinese: bool,
    padded: bool,
}

/// Reads a number at `start`: ASCII or full-width digits, or Chinese numerals.
fn part(text: &str, start: usize) -> Option<Part> {
    let rest = text.get(start..)?;
    let (mut value, mut end, mut digits, mut padded) = (0_u32, start, 0_u8, false);
    for character in rest.chars().take(MOST_DIGITS) {
        let digit = match character {
            '0'..='9' => character as u32 - '0' as u32,
            '０'..='９' => character as u32 - '０' as u32,
            _ => break,
        };
        padded |= digits == 0 && digit == 0;
        value = value.saturating_mul(10).saturating_add(digit);
        digits = digits.saturating_add(1);
        end += character.len_utf8();
    }
    // 二0一九 and 0六 are Chinese numerals with a digit for 〇 among them.
    if digits > 0 && !(digits == 1 && padded && look::at(text, end).and_then(look::chinese_digit).is_some()) {
        return Some(Part { value, end, digits, chinese: false, padded });
    }
    let end = start
        + rest
            .chars()
            .take(6)
            .take_while(|&character| look::chinese_digit(character).is_some() || character == '十')
            .map(char::len_utf8)
            .sum::<usize>();
    let words = text.get(start..end)?;
    let padded = words.chars().next().and_then(look::chinese_digit) == Some(0);
    let value = look::chinese_number(words)?;
    Some(Part { value, end, digits: words.chars().count() as u8, chinese: true, padded })
}

/// `from` behind one of `units`, blanks before it passed over.
fn past_unit(text: &str, from: usize, units: &[char]) -> Option<usize> {
    let at = look::past_blank(text, from);
    let unit = look::at(text, at)?;
    units.contains(&unit).then(|| at + unit.len_utf8())
}

/// 2019年6月28日, 2019年6月, 6月28日, in digits or numerals, blanks between them allowed.
fn written(text: &str, start: usize) -> Option<DateMention> {
    let first = part(text, start)?;
    if let Some(end) = past_unit(text, first.end, &['年']) {
        let known = matches!(first.digits, 2..=5);
        let month = part(text, look::past_blank(text, end))?;
        let month_end = past_unit(text, month.end, &['月'])?;
        let day = day(text, month_end);
        return known.then(|| mention(start, Some(first), month, month_end, day, DateStyle::Arabic));
    }
    let month_end = past_unit(text, first.end, &['月'])?;
    let day = day(text, month_end)?;
    (first.digits <= 3).then(|| mention(start, None, first, month_end, Some(day), DateStyle::Arabic))
}

/// The day behind 月, and where it ends.
fn day(text: &str, month_end: usize) -> Option<(Part, usize)> {
    let day = part(text, look::past_blank(text, month_end))?;
    let end = past_unit(text, day.end, &['日', '号'])?;
    (day.value < 100).then_some((day, end))
}

/// 2019.6.28, 2019-06-28, 2019/6/28: the same sign twice, and no further part of its kind to either side.
fn separated(text: &str, start: usize) -> Option<DateMention> {
    let year = part(text, start)?;
    let sign = look::at(text, year.end)?;
    let style = match sign {
        '.' | '．' => DateStyle::Dotted,
        '-' | '/' | '－' | '／' => DateStyle::Dashed,
        _ => return None,
    };
    let month = part(text, year.end + sign.len_utf8())?;
    let day =
        (look::at(text, month.end) == Some(sign)).then(|| part(text, month.end + sign.len_utf8()))??;
    let plain = |part: &Part| !part.chinese && part.digits <= 2;
    if year.digits != 4 || !(1900..2100).contains(&year.value) || !plain(&month) || !plain(&day) {
        return None;
    }
    let touches = |neighbour: Option<char>| {
        neighbour.is_some_and(|neighbour| neighbour.is_ascii_alphanumeric() || "-/_=".contains(neighbour))
    };
    let behind = look::at(text, day.end);
    let goes_on =
        behind == Some(sign) && look::at(text, day.end + sign.len_utf8()).is_some_and(char::is_alphanumeric);
    let before = look::before(text, start);
    if before == Some(sign) || touches(before) || goes_on || (behind != Some('T') && touches(behind)) {
        return None;
    }
    Some(mention(start, Some(year), month, month.end, Some((day, day.end)), style))
}

fn mention(
    start: usize,
    year: Option<Part>,
    month: Part,
    month_end: usize,
    day: Option<(Part, usize)>,
    style: DateStyle,
) -> DateMention {
    let parts = [year, Some(month), day.map(|(day, _)| day)];
    let chinese = parts.iter().flatten().any(|part| part.chinese);
    let written_year = year.and_then(|year| i16::try_from(year.value).ok());
    let year_digits = year.map_or(0, |year| year.digits);
    let full_year = match (written_year, year_digits) {
        (Some(year), 4) => Some(year),
        (Some(year), 2) => Some(if year < 50 { 2000 + year } else { 1900 + year }),
        _ => None,
    };
    let small = |part: Part| u8::try_from(part.value).unwrap_or(u8::MAX);
    let (month_value, day_value) = (small(month), day.map(|(day, _)| small(day)));
    let date = full_year.zip(day_value).and_then(|(year, day)| {
        Date::new(year, i8::try_from(month_value).ok()?, i8::try_from(day).ok()?).ok()
    });
    // Without a year, 29 February may be one: a leap year is assumed.
    let exists = Date::new(
        full_year.unwrap_or(2000),
        i8::try_from(month_value).unwrap_or(0),
        day_value.map_or(1, |day| i8::try_from(day).unwrap_or(0)),
    )
    .is_ok();
    DateMention {
        span: Span::of(start, day.map_or(month_end, |(_, end)| end)),
        style: if chinese { DateStyle::Chinese } else { style },
        year: written_year,
        year_digits,
        month: Some(month_value),
        day: day_value,
        padded: month.padded || day.is_some_and(|(day, _)| day.padded),
        date,
        impossible: !exists,
    }
}

/// Dates that begin in Chinese numerals, those in `known` left out: they have no marks of their own, so 月 leads to them.
fn chinese(text: &str, span: Span, known: &[DateMention]) -> Option<Vec<DateMention>> {
    let mut mentions = Vec::new();
    let words = text.get(span.range())?;
    let mut done = 0;
    for found in MONTH.find_iter(words.as_bytes()) {
        let end = look::before_blank(text, span.start as usize + found);
        let Some(last) = look::before(text, end) else { continue };
        if last != '十' && (last.is_ascii() || look::chinese_digit(last).is_none()) {
            continue;
        }
        let month = numerals_before(text, end);
        let mut start = month;
        let year_end = look::before_blank(text, month);
        if look::before(text, year_end) == Some('年') {
            let digits = look::before_blank(text, year_end - '年'.len_utf8());
            let year = numerals_before(text, digits);
            if year < digits {
                start = year;
            }
        }
        let after = known.partition_point(|known| (known.span.end as usize) <= end);
        let is_known = known.get(after).is_some_and(|known| (known.span.start as usize) <= end);
        if is_known || start < done || start < span.start as usize {
            continue;
        }
        if let Some(mention) = written(text, start)
            && mention.span.end <= span.end
        {
            done = mention.span.end as usize;
            mentions.push(mention);
        }
    }
    (!mentions.is_empty()).then_some(mentions)
}

/// Where the Chinese numerals that end at `end` begin.
fn numerals_before(text: &str, end: usize) -> usize {
    let Some(words) = text.get(..end) else { return end };
    end - words
        .chars()
        .rev()
        .take(4)
        .take_while(|&character| look::chinese_digit(character).is_some() || character == '十')
        .map(char::len_utf8)
        .sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn only(text: &str) -> DateMention {
        let mut mentions = parse(&Source::new(text));
        assert_eq!(mentions.len(), 1, "{text}: {mentions:?}");
        mentions.remove(0)
    }

    #[test]
    fn every_way_of_writing_gives_the_same_day() {
        for (words, style) in [
            ("2019年6月28日", DateStyle::Arabic),
            ("2019年06月28日", DateStyle::Arabic),
            ("2019 年 6 月 28 日", DateStyle::Arabic),
            ("２０１９年６月２８日", DateStyle::Arabic),
            ("19年6月28日", DateStyle::Arabic),
            ("二〇一九年六月二十八日", DateStyle::Chinese),
            ("二○一九年六月二十八日", DateStyle::Chinese),
            ("二O一九年六月二十八日", DateStyle::Chinese),
            ("二0一九年六月二十八日", DateStyle::Chinese),
            ("二零一九年六月二十八日", DateStyle::Chinese),
            ("2019-06-28", DateStyle::Dashed),
            ("2019/6/28", DateStyle::Dashed),
            ("2019.6.28", DateStyle::Dotted),
        ] {
            let text = format!("𠮷😀于{words}公布");
            let mention = only(&text);
            assert_eq!(mention.date, Some(date(2019, 6, 28)), "{words}");
            assert_eq!(mention.style, style, "{words}");
            assert_eq!(Source::new(&text).slice(mention.span), words);
            assert!(!mention.impossible);
            assert_eq!(mention.padded, words.contains("06"), "{words}");
        }
    }

    #[test]
    fn what_is_not_written_is_absent() {
        let mention = only("于7月31日前报送");
        assert_eq!((mention.year, mention.month, mention.day), (None, Some(7), Some(31)));
        let mention = only("到2020年12月全部建成");
        assert_eq!((mention.year, mention.month, mention.day), (Some(2020), Some(12), None));
        let mention = only("于十二月三十一日前报送");
        assert_eq!((mention.year, mention.month, mention.day), (None, Some(12), Some(31)));
    }

    #[test]
    fn impossible_days_are_kept_and_marked() {
        for words in [
            "2019年2月30日",
            "2019年13月1日",
            "2019年6月31日",
            "2019年2月29日",
            "6月31日",
            "2019-02-30",
            "二〇一九年六月三十一日",
        ] {
            let mention = only(words);
            assert!(mention.impossible && mention.date.is_none(), "{words}");
        }
        assert!(!only("2月29日").impossible);
    }

    #[test]
    fn a_range_gives_both_ends() {
        let mentions = parse(&Source::new("2019年6月1日至7月31日，一九九八年五月至十二月三日"));
        let parts: Vec<_> =
            mentions.iter().map(|mention| (mention.year, mention.month, mention.day)).collect();
        assert_eq!(
            parts,
            [
                (Some(2019), Some(6), Some(1)),
                (None, Some(7), Some(31)),
                (Some(1998), Some(5), None),
                (None, Some(12), Some(3))
            ]
        );
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for words in [
            "192.168.1.1",
            "电话0531-2019-06-28",
            "https://example.gov.cn/2019/6/28/1.html",
            "为期3个月",
            "12月",
            "2019年",
            "增长2019.6%",
            "连续5年6人",
            "第2019-06-28-01号",
            "三月一次",
        ] {
            assert_eq!(parse(&Source::new(words)), [], "{words}");
        }
    }
}
