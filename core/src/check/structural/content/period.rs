//! How long something lies open, as a text states it: 公示期5个工作日, 自…至…, 截止到…, 30日内.

use crate::document::{DateMention, Document, chinese_number};
use crate::source::Span;
use jiff::civil::Date;

/// A stretch of days that a text states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) length: Length,
    pub(super) span: Span,
}

/// How a period is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// 5个工作日
    Workdays(u32),
    /// 30日, 7天
    Days(u32),
    /// 自2019年9月10日至10月9日, both included
    Range(Date, Date),
}

/// The first number of days in `span`: 不少于30日, 5个工作日, 七天. 9月10日 is a day of the calendar, no length.
pub(super) fn days_in(document: &Document<'_>, span: Span) -> Option<Period> {
    let words = document.slice(span);
    words.match_indices(['日', '天']).find_map(|(at, unit)| {
        let head = words[..at].trim_end_matches("工作");
        let worked = head.len() < at;
        let head = head.trim_end_matches("个").trim_end_matches([' ', '\u{3000}']);
        let digits =
            |character: &char| character.is_ascii_digit() || "一二三四五六七八九十".contains(*character);
        let length: usize = head.chars().rev().take_while(digits).map(char::len_utf8).sum();
        let from = head.len() - length;
        let number = &head[from..];
        if head[..from].ends_with(['月', '第']) {
            return None;
        }
        let count = number.parse().ok().or_else(|| chinese_number(number))?;
        let length = if worked { Length::Workdays(count) } else { Length::Days(count) };
        let span = Span::new(span.start + from as u32, span.start + (at + unit.len()) as u32);
        Some(Period { length, span })
    })
}

/// The first range of dates in `span`: two dates with 至, 到 or a dash between them. A missing year is the one before it.
pub(super) fn range_in(document: &Document<'_>, span: Span) -> Option<Period> {
    let mut inside = document
        .dates
        .iter()
        .skip_while(|mention| mention.span.start < span.start)
        .take_while(|mention| mention.span.end <= span.end)
        .filter(|mention| mention.day.is_some())
        .peekable();
    while let Some(first) = inside.next() {
        let second = inside.peek()?;
        let between = document.slice(Span::new(first.span.end, second.span.start));
        let joins = between.chars().count() <= 16
            && ["至", "到", "—", "－", "-", "～", "~", "起"].iter().any(|sign| between.contains(sign));
        if joins && let Some(from) = first.date {
            let to = whole(second, from)?;
            let span = first.span.join(second.span);
            return (from <= to).then_some(Period { length: Length::Range(from, to), span });
        }
    }
    None
}

/// The date of a mention, its year and month taken from the date before it where they are missing.
pub(super) fn whole(mention: &DateMention, before: Date) -> Option<Date> {
    if mention.date.is_some() {
        return mention.date;
    }
    let month = mention.month.map_or(before.month(), u8::cast_signed);
    let date = Date::new(mention.year.unwrap_or(before.year()), month, mention.day?.cast_signed()).ok()?;
    // 自12月20日至1月10日 runs into the next year.
    if date < before && mention.year.is_none() {
        return Date::new(date.year() + 1, date.month(), date.day()).ok();
    }
    Some(date)
}

/// How many days lie from `from` to `to`, both counted.
pub(super) fn days_between(from: Date, to: Date) -> u32 {
    let days = (to - from).get_days();
    u32::try_from(days).unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn whole_text(text: &str) -> (Option<Length>, Option<Length>) {
        let document = Document::parse(text);
        let span = Span::of(0, text.len());
        let length = |period: Option<Period>| period.map(|period| period.length);
        (length(days_in(&document, span)), length(range_in(&document, span)))
    }

    #[test]
    fn lengths_are_days_or_working_days_and_no_days_of_the_calendar() {
        assert_eq!(whole_text("𠮷😀公示期为5个工作日").0, Some(Length::Workdays(5)));
        assert_eq!(whole_text("为期七天").0, Some(Length::Days(7)));
        assert_eq!(whole_text("不少于30日").0, Some(Length::Days(30)));
        assert_eq!(whole_text("9月10日起，共10个工作日").0, Some(Length::Workdays(10)));
        assert_eq!(whole_text("9月10日").0, None);
    }

    #[test]
    fn ranges_fill_a_missing_year_and_month() {
        let range = |from, to| Some(Length::Range(from, to));
        assert_eq!(whole_text("2020年9月7日至9月11日").1, range(date(2020, 9, 7), date(2020, 9, 11)));
        assert_eq!(
            whole_text("2020年12月28日—1月5日").1,
            range(date(2020, 12, 28), date(2021, 1, 5)),
            "into the next year"
        );
        assert_eq!(whole_text("2020年9月7日发布，根据办法第三条的规定另行通知，9月11日施行").1, None);
    }

    #[test]
    fn both_ends_count() {
        assert_eq!(days_between(date(2020, 3, 1), date(2020, 3, 30)), 30);
    }
}
