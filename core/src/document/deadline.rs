//! Deadlines: 7月30日前, 2019年7月底前，以后每年持续实施, 12月20日前将…报办公室.
//! A missing year is filled from the document's own date and marked as filled.

use super::{DateMention, look};
use crate::source::{Source, Span};
use jiff::ToSpan;
use jiff::civil::Date;
use memchr::memmem;
use serde::Serialize;

/// A date by which something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Where it stands.
    pub span: Span,
    /// As it stands.
    pub text: String,
    /// The last day on which it is met, the year filled where it was missing.
    pub due_on: Option<Date>,
    /// Whether the year was filled from the document's own date.
    pub year_filled: bool,
    /// Whether the words around it say that it recurs (以后每年, 每年).
    pub recurring: bool,
}

/// A day or the end of a stretch of days, its year apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    /// 7月30日
    Day(u8, u8),
    /// 7月底
    MonthEnd(u8),
    /// 7月 alone: before it begins.
    BeforeMonth(u8),
    /// 7月上旬, 7月中旬: their last days.
    Within(u8, u8),
    /// 三季度末
    QuarterEnd(u8),
    /// 年底
    YearEnd,
}

impl Point {
    /// The last day that meets it in `year`.
    fn last_day(self, year: i16) -> Option<Date> {
        let day =
            |month: u8, day: u8| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
        match self {
            Self::Day(month, date) | Self::Within(month, date) => day(month, date),
            Self::MonthEnd(month) => day(month, 1).map(Date::last_of_month),
            Self::BeforeMonth(month) => day(month, 1)?.checked_sub(1.day()).ok(),
            Self::QuarterEnd(quarter) => day(quarter.checked_mul(3)?, 1).map(Date::last_of_month),
            Self::YearEnd => day(12, 31),
        }
    }
}

/// How a year is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Written(i16),
    /// 次年, 明年: years after the document's own.
    Offset(i16),
    Missing,
}

/// A point of time as written.
#[derive(Debug, Clone, Copy)]
struct Written {
    start: usize,
    point: Point,
    year: Year,
    recurring: bool,
}

/// All deadlines in order. A date in the past that only describes (…日前取得的) is none.
pub(super) fn parse(source: &Source<'_>, dates: &[DateMention], dated_on: Option<Date>) -> Vec<Deadline> {
    let text = source.text();
    let mut deadlines = Vec::new();
    for found in memmem::find_iter(text.as_bytes(), "前".as_bytes()) {
        let end = found + '前'.len_utf8();
        if let Some(deadline) = before(text, found, end, dates, dated_on) {
            deadlines.push(deadline);
        }
    }
    let labelled = dates.iter().filter_map(|date| by_label(text, date, dated_on));
    let known = deadlines.len();
    deadlines.extend(labelled);
    if deadlines.len() > known {
        deadlines.sort_by_key(|deadline| (deadline.span.start, std::cmp::Reverse(deadline.span.end)));
        deadlines.dedup_by(|next, last| last.span.contains(next.span));
    }
    deadlines
}

/// The last point of time that `words` name, 前 behind it or not: what stands behind 完成时限：.
pub(super) fn last_in(
    source: &Source<'_>,
    span: Span,
    dates: &[DateMention],
    dated_on: Option<Date>,
) -> Option<Date> {
    let text = source.text();
    let mut end = span.end as usize;
    while end > span.start as usize {
        let at = look::before(text, end)?;
        let written = written(text, end, dates).filter(|written| written.start >= span.start as usize);
        if let Some(written) = written {
            return due(text, &written, dates, dated_on).0;
        }
        end -= at.len_utf8();
    }
    None
}

/// The deadline that ends in 前 at `at`.
fn before(
    text: &str,
    at: usize,
    end: usize,
    dates: &[DateMention],
    dated_on: Option<Date>,
) -> Option<Deadline> {
    let mut words_end = at;
    let mut last = look::before(text, words_end)?;
    if matches!(last, '之' | '以') {
        words_end -= last.len_utf8();
        last = look::before(text, words_end)?;
    }
    if !matches!(
        last,
        '日' | '号' | '底' | '末' | '旬' | '月' | '份' | ')' | '）' | '时' | '点' | '分' | '整' | '0'..='9'
    ) {
        return None;
    }
    let behind = look::at(text, end);
    if behind.is_some_and(|behind| "后期述列身沿端景半的".contains(behind)) {
        return None;
    }
    let written = written(text, past_time(text, words_end), dates)?;
    let (due_on, year_filled) = due(text, &written, dates, dated_on);
    let clause = clause(text, end);
    let of_what =
        text.get(..written.start).is_some_and(|words| words.ends_with('对') || words.ends_with("对于"));
    let describes = clause.contains('的') || clause.contains('过');
    if clause.starts_with('已')
        || (describes && (of_what || due_on.zip(dated_on).is_some_and(|(due, dated)| due < dated)))
    {
        return None;
    }
    let recurring = written.recurring
        || recurs_behind(text, end)
        || (written.year == Year::Missing && recurs_before(text, written.start));
    Some(Deadline {
        span: Span::of(written.start, end),
        text: look::squash(text.get(written.start..end)?),
        due_on,
        year_filled,
        recurring,
    })
}

/// Words behind which a date is a deadline without 前.
const LABELS: [&str; 14] = [
    "截止时间",
    "截止日期",
    "截止时间为",
    "截止日期为",
    "截止于",
    "完成时限",
    "完成时间",
    "完成期限",
    "办结时限",
    "报送时限",
    "时限要求",
    "不迟于",
    "最迟",
    "不晚于",
];

fn by_label(text: &str, date: &DateMention, dated_on: Option<Date>) -> Option<Deadline> {
    let start = date.span.start as usize;
    let before = text.get(look::before_blank(text, start).saturating_sub(24)..start).or_else(|| {
        let mut from = start.saturating_sub(24);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        text.get(from..start)
    })?;
    let before =
        before.trim_end_matches(|sign: char| matches!(sign, '：' | ':') || crate::source::is_blank(sign));
    if !LABELS.iter().any(|label| before.ends_with(label)) {
        return None;
    }
    let written = from_mention(text, date)?;
    let (due_on, year_filled) = due(text, &written, std::slice::from_ref(date), dated_on);
    Some(Deadline {
        span: date.span,
        text: look::squash(text.get(date.span.range())?),
        due_on,
        year_filled,
        recurring: written.recurring,
    })
}

/// `end` moved before a time of day and a remark in brackets: 7月30日（含）18:00.
fn past_time(text: &str, end: usize) -> usize {
    let mut at = end;
    for _ in 0..16 {
        match look::before(text, at) {
            Some(
                sign @ ('0'..='9'
                | ':'
                | '：'
                | '时'
                | '点'
                | '分'
                | '整'
                | '上'
                | '下'
                | '午'
                | '中'
                | '晚'
                | ' '),
            ) => {
                at -= sign.len_utf8();
            }
            Some(close @ (')' | '）')) => {
                let open = text.get(..at - close.len_utf8()).and_then(|words| {
                    words.char_indices().rev().take(8).find(|(_, sign)| matches!(sign, '(' | '（'))
                });
                match open {
                    Some((open, _)) => at = open,
                    None => return end,
                }
            }
            Some('日' | '号') => return at,
            _ => return end,
        }
    }
    end
}

/// The point of time whose words end at `end`.
fn written(text: &str, end: usize, dates: &[DateMention]) -> Option<Written> {
    let last = look::before(text, end)?;
    let before_last = end - last.len_utf8();
    match last {
        '日' | '号' => from_mention(text, mention_ending(dates, end)?),
        '底' | '末' => {
            let unit = look::before(text, before_last)?;
            let unit_start = before_last - unit.len_utf8();
            match unit {
                '月' => month(text, unit_start, Point::MonthEnd),
                '份' => month(
                    text,
                    look::before(text, unit_start)
                        .filter(|unit| *unit == '月')
                        .map(|unit| unit_start - unit.len_utf8())?,
                    Point::MonthEnd,
                ),
                '年' => Some(with_year(text, unit_start, before_last, Point::YearEnd)),
                '度' => quarter(text, text.get(..before_last)?.strip_suffix("季度")?.len()),
                _ => None,
            }
        }
        '旬' => {
            let third = look::before(text, before_last)?;
            let months = text.get(..before_last - third.len_utf8())?.strip_suffix('月')?.len();
            match third {
                '上' => month(text, months, |month| Point::Within(month, 10)),
                '中' => month(text, months, |month| Point::Within(month, 20)),
                '下' => month(text, months, Point::MonthEnd),
                _ => None,
            }
        }
        '月' => month(text, before_last, Point::BeforeMonth),
        '份' => month(text, text.get(..before_last)?.strip_suffix('月')?.len(), Point::BeforeMonth),
        _ => None,
    }
}

fn mention_ending(dates: &[DateMention], end: usize) -> Option<&DateMention> {
    let at = dates.partition_point(|date| (date.span.end as usize) < end);
    dates.get(at).filter(|date| date.span.end as usize == end)
}

fn from_mention(text: &str, date: &DateMention) -> Option<Written> {
    let start = date.span.start as usize;
    let point = match date.day {
        Some(day) => Point::Day(date.month?, day),
        None => Point::MonthEnd(date.month?),
    };
    Some(match date.date.map(Date::year).or(date.year) {
        Some(year) => Written { start, point, year: Year::Written(year), recurring: false },
        None => without_year(text, start, point),
    })
}

/// A month whose number ends at `end`.
fn month(text: &str, end: usize, point: impl Fn(u8) -> Point) -> Option<Written> {
    let end = look::before_blank(text, end);
    let (number, start) = number_before(text, end)?;
    if !(1..=12).contains(&number) {
        return None;
    }
    let point = point(number as u8);
    let year_end = look::before_blank(text, start);
    Some(match text.get(..year_end)?.strip_suffix('年') {
        Some(words) => with_year(text, words.len(), start, point),
        None => without_year(text, start, point),
    })
}

/// A quarter whose number ends at `end`.
fn quarter(text: &str, end: usize) -> Option<Written> {
    let (number, mut start) = number_before(text, end)?;
    if !(1..=4).contains(&number) {
        return None;
    }
    if look::before(text, start) == Some('第') {
        start -= '第'.len_utf8();
    }
    let point = Point::QuarterEnd(number as u8);
    Some(match text.get(..start)?.strip_suffix('年') {
        Some(words) => with_year(text, words.len(), start, point),
        None => without_year(text, start, point),
    })
}

/// A point whose year's number ends at `end`, before 年; without one, the words before 年 tell (次年, 今年, 每年).
fn with_year(text: &str, end: usize, rest: usize, point: Point) -> Written {
    // 2020年年底 has 年 twice.
    let number_end = look::before_blank(text, end);
    let number_end =
        text.get(..number_end).and_then(|words| words.strip_suffix('年')).map_or(number_end, str::len);
    match number_before(text, number_end) {
        Some((number, start)) if (1900..2200).contains(&number) => {
            Written { start, point, year: Year::Written(number as i16), recurring: false }
        }
        _ => {
            let year_end = if point == Point::YearEnd { end } else { rest };
            without_year(text, year_end, point)
        }
    }
}

/// A point without the number of its year.
fn without_year(text: &str, start: usize, point: Point) -> Written {
    let words = text.get(..start).unwrap_or_default();
    // Of 年底 itself, 年 stands behind `start`.
    let words = words.strip_suffix('年').unwrap_or(words);
    let last = words.chars().next_back();
    let (year, recurring) = match last {
        Some('次' | '翌' | '明') => (Year::Offset(1), false),
        Some('去') => (Year::Offset(-1), false),
        Some('今' | '当' | '本' | '同') => (Year::Offset(0), false),
        Some('每') => (Year::Missing, true),
        _ => (Year::Missing, words.ends_with("每两") || words.ends_with("每个")),
    };
    let start = match last {
        Some(last) if year != Year::Missing || recurring => words.len() - last.len_utf8(),
        _ => start,
    };
    Written { start, point, year, recurring }
}

/// The last day, and whether its year was filled from the document's own date.
fn due(text: &str, written: &Written, dates: &[DateMention], dated_on: Option<Date>) -> (Option<Date>, bool) {
    match written.year {
        Year::Written(year) => (written.point.last_day(year), false),
        Year::Offset(offset) => {
            let due = dated_on.and_then(|dated| written.point.last_day(dated.year().checked_add(offset)?));
            (due, due.is_some())
        }
        Year::Missing => {
            if let Some(year) = year_of_sentence(text, written.start, dates) {
                return (written.point.last_day(year), false);
            }
            let Some(dated) = dated_on else { return (None, false) };
            let mut due = written.point.last_day(dated.year());
            if written.recurring && due.is_some_and(|due| due < dated) {
                due = written.point.last_day(dated.year() + 1);
            }
            (due, due.is_some())
        }
    }
}

/// The year of a date that stands shortly before in the same sentence.
fn year_of_sentence(text: &str, start: usize, dates: &[DateMention]) -> Option<i16> {
    let last = dates.get(dates.partition_point(|date| (date.span.end as usize) <= start).checked_sub(1)?)?;
    let between = text.get(last.span.end as usize..start)?;
    let is_near = between.len() <= 150 && !between.contains(['。', '；', '\n', ';']);
    is_near.then_some(last.date.map(Date::year).or(last.year)).flatten().filter(|year| *year > 1900)
}

/// Whether the sentence so far says that it recurs: 每两年可申请1次，于11月10日前提出.
fn recurs_before(text: &str, start: usize) -> bool {
    let mut from = start.saturating_sub(180);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let words = text.get(from..start).unwrap_or_default();
    let sentence = words.rsplit(['。', '；', '\n']).next().unwrap_or_default();
    ["每年", "每两年", "每季", "每月", "每半年", "逐年"].iter().any(|word| sentence.contains(word))
}

/// Whether the words behind a deadline say that it recurs.
fn recurs_behind(text: &str, end: usize) -> bool {
    let words = look::ahead(text, end, 90);
    let near = words.split(['。', '；', '\n']).next().unwrap_or_default();
    near.contains("以后每年") || near.contains("此后每年") || near.contains("并每年")
}

/// The words from `from` to the next stop or comma.
fn clause(text: &str, from: usize) -> &str {
    let words = look::ahead(text, from, 120);
    let end = words
        .char_indices()
        .find(|(_, sign)| matches!(sign, '。' | '，' | '；' | ',' | ';' | '\n' | '、' | '(' | '（'))
        .map_or(words.len(), |(at, _)| at);
    &words[..end]
}

/// The number that ends at `end`, in digits or Chinese numerals, and where it begins.
fn number_before(text: &str, end: usize) -> Option<(u32, usize)> {
    let words = text.get(..end)?;
    let digits: usize = words.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((words.get(end - digits..)?.parse().ok()?, end - digits));
    }
    let length: usize = words
        .chars()
        .rev()
        .take(5)
        .take_while(|&sign| sign == '十' || look::chinese_digit(sign).is_some())
        .map(char::len_utf8)
        .sum();
    Some((look::chinese_number(words.get(end - length..)?)?, end - length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::date;

    fn deadlines(text: &str) -> Vec<(String, Option<String>, bool, bool)> {
        let source = Source::new(text);
        let dates = date::parse(&source);
        parse(&source, &dates, Some(jiff::civil::date(2019, 6, 28)))
            .into_iter()
            .map(|deadline| {
                assert_eq!(look::squash(source.slice(deadline.span)), deadline.text);
                (
                    deadline.text,
                    deadline.due_on.map(|due| due.to_string()),
                    deadline.year_filled,
                    deadline.recurring,
                )
            })
            .collect()
    }

    #[test]
    fn every_way_of_writing_gives_the_last_day() {
        for (words, due, filled) in [
            ("7月30日前", "2019-07-30", true),
            ("7月30日之前", "2019-07-30", true),
            ("7月30日以前", "2019-07-30", true),
            ("7月30日18:00前", "2019-07-30", true),
            ("7月30日（含）前", "2019-07-30", true),
            ("2020年7月30日前", "2020-07-30", false),
            ("二〇二〇年七月三十日前", "2020-07-30", false),
            ("2019年7月底前", "2019-07-31", false),
            ("六月底前", "2019-06-30", true),
            ("6月末前", "2019-06-30", true),
            ("9月份底前", "2019-09-30", true),
            ("8月中旬前", "2019-08-20", true),
            ("2020年2月下旬前", "2020-02-29", false),
            ("2020年底前", "2020-12-31", false),
            ("2020年年底前", "2020-12-31", false),
            ("年底前", "2019-12-31", true),
            ("今年年底前", "2019-12-31", true),
            ("次年3月底前", "2020-03-31", true),
            ("第三季度末前", "2019-09-30", true),
            ("2019年10月前", "2019-09-30", false),
        ] {
            let text = format!("𠮷😀各处室于{words}完成整改。");
            let found = deadlines(&text);
            assert_eq!(found.len(), 1, "{words}: {found:?}");
            assert_eq!(found[0].1.as_deref(), Some(due), "{words}");
            assert_eq!(found[0].2, filled, "{words}");
            assert!(found[0].0.ends_with('前'), "{words}");
        }
    }

    #[test]
    fn the_year_may_stand_earlier_in_the_sentence() {
        let found = deadlines("于2020年6月30日前签约并在7月31日前申报。");
        assert_eq!(found[1].1.as_deref(), Some("2020-07-31"));
        assert!(!found[1].2);
    }

    #[test]
    fn what_recurs_is_marked() {
        let found = deadlines("2019年7月底前完成，以后每年持续实施。每年1月31日前公布。");
        assert!(found[0].3);
        assert_eq!(
            (found[1].0.as_str(), found[1].1.as_deref(), found[1].3),
            ("每年1月31日前", Some("2020-01-31"), true)
        );
    }

    #[test]
    fn a_label_makes_a_deadline_without_the_word() {
        let found = deadlines("完成时限：2019年9月30日\n最迟2019年10月8日报送。");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1.as_deref(), Some("2019-09-30"));
    }

    #[test]
    fn other_uses_of_the_word_are_no_deadlines() {
        for words in [
            "目前已完成",
            "2019年6月前后",
            "2019年前三季度",
            "当前任务",
            "3年前",
            "2014年12月31日前发放的贷款",
            "2018年3月1日前已受理",
            "30分钟前",
            "5.2万人前",
        ] {
            assert_eq!(deadlines(words), [], "{words}");
        }
    }
}
