//! Words of a cell → typed values: days, times, numbers and truths as tables write them.

use crate::document::parse_date;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, date};

/// A day, or the days among which it is when only its month or year is told.
pub(crate) fn days(text: &str) -> Option<(Date, Date)> {
    if let Some(day) = plain_day(text) {
        return Some((day, day));
    }
    let text = text.trim().trim_end_matches(['。', '.', '前', '号']).trim();
    if text.is_empty() {
        return None;
    }
    if let Some(parts) = numbers(text) {
        return match *parts.as_slice() {
            [year, month, day, ..] => {
                let day = Date::new(year_of(year)?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
                Some((day, day))
            }
            [year, month] => {
                let first = Date::new(year_of(year)?, month.try_into().ok()?, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            [packed] if (10_000_101..=99_991_231).contains(&packed) => {
                let (year, month, day) = (packed / 10_000, packed / 100 % 100, packed % 100);
                let day = Date::new(year_of(year)?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
                Some((day, day))
            }
            [year] if text.ends_with('年') || text.len() == 4 => {
                let year = year_of(year)?;
                Some((date(year, 1, 1), date(year, 12, 31)))
            }
            _ => None,
        };
    }
    parse_date(text).map(|day| (day, day))
}

/// A day as most files have it, 2019-06-28, read without further ado.
fn plain_day(text: &str) -> Option<Date> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    let year = year_of(number(&[y0, y1, y2, y3])?)?;
    Date::new(year, number(&[m0, m1])?.try_into().ok()?, number(&[d0, d1])?.try_into().ok()?).ok()
}

/// Years of offices are four digits; anything else is no date.
fn year_of(year: u32) -> Option<i16> {
    (1900..=2999).contains(&year).then_some(year as i16)
}

/// The numbers of a date or time written with digits; `None` where there is anything else but its separators.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let mut parts = Vec::new();
    let mut current: Option<u32> = None;
    for character in text.chars() {
        let digit = match character {
            '0'..='9' => Some(character as u32 - '0' as u32),
            '０'..='９' => Some(character as u32 - '０' as u32),
            _ => None,
        };
        match digit {
            Some(digit) => {
                current = Some(current.unwrap_or_default().checked_mul(10)?.checked_add(digit)?);
            }
            None => {
                let separates = matches!(
                    character,
                    '年' | '月'
                        | '日'
                        | '-'
                        | '/'
                        | '.'
                        | '．'
                        | '－'
                        | '—'
                        | '／'
                        | ' '
                        | ':'
                        | '：'
                        | '时'
                        | '点'
                        | '分'
                        | '秒'
                        | 'T'
                        | '\u{3000}'
                );
                if !separates {
                    return None;
                }
                parts.extend(current.take());
            }
        }
    }
    parts.extend(current);
    (!parts.is_empty()).then_some(parts)
}

/// A day and time; a day alone is not one.
pub(crate) fn time(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let parts = numbers(text)?;
    let [year, month, day, hour, rest @ ..] = parts.as_slice() else { return None };
    let minute = rest.first().copied().unwrap_or_default();
    let second = rest.get(1).copied().unwrap_or_default();
    let day = Date::new(year_of(*year)?, (*month).try_into().ok()?, (*day).try_into().ok()?).ok()?;
    // 24时 is the next day's 0时.
    let (day, hour) = match hour {
        24 if minute == 0 && second == 0 => (day.checked_add(1.day()).ok()?, 0),
        hour => (day, *hour),
    };
    let time = Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok()?;
    Some(day.to_datetime(time))
}

/// 是 or 否 in the words that tables have for them.
pub(crate) fn truth(text: &str) -> Option<bool> {
    let text = text.trim();
    match text {
        "是" | "有" | "对" | "真" | "√" | "✓" | "✔" | "☑" | "已" | "1" => return Some(true),
        "否" | "无" | "没有" | "没" | "非" | "假" | "×" | "✗" | "✘" | "□" | "未" | "不" | "0" =>
        {
            return Some(false);
        }
        _ => {}
    }
    for (words, truth) in [(["y", "yes", "true", "t"], true), (["n", "no", "false", "f"], false)] {
        if words.iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Some(truth);
        }
    }
    match text.chars().next()? {
        '已' => Some(true),
        '未' | '不' | '否' | '无' => Some(false),
        '是' if text.chars().count() <= 3 => Some(true),
        _ => None,
    }
}

/// A number, perhaps with thousands separators, a percent sign or a unit that does not change its size.
pub(crate) fn number(text: &str) -> Option<f64> {
    let mut words = text.trim().replace([',', '，', '\u{3000}', ' '], "");
    for (wide, narrow) in ('０'..='９').zip('0'..='9') {
        words = words.replace(wide, narrow.encode_utf8(&mut [0; 4]));
    }
    let (words, scale) = match words.strip_suffix(['%', '％']) {
        Some(share) => (share.to_owned(), 100.0),
        None => (words, 1.0),
    };
    let unit = words.find(|character: char| !matches!(character, '0'..='9' | '.' | '-' | '+'));
    let (digits, unit) = words.split_at(unit.unwrap_or(words.len()));
    let harmless = [
        "",
        "件",
        "人",
        "次",
        "个",
        "项",
        "天",
        "日",
        "个工作日",
        "工作日",
        "户",
        "家",
        "条",
        "份",
        "场",
        "期",
        "元",
        "分",
        "名",
        "页",
        "人次",
        "秒",
    ];
    if !harmless.contains(&unit) {
        return None;
    }
    digits.parse::<f64>().ok().map(|number| number / scale).filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_every_way_that_tables_write_them() {
        let day = date(2019, 6, 28);
        for text in [
            "2019-06-28",
            "2019/6/28",
            "2019.6.28",
            "2019年6月28日",
            "2019年06月28日",
            "20190628",
            "2019-06-28 10:20:00",
            "２０１９年６月２８日",
            "二〇一九年六月二十八日",
            " 2019.06.28 ",
        ] {
            assert_eq!(days(text), Some((day, day)), "{text}");
        }
        assert_eq!(days("2019年6月"), Some((date(2019, 6, 1), date(2019, 6, 30))));
        assert_eq!(days("2019.6"), Some((date(2019, 6, 1), date(2019, 6, 30))));
        assert_eq!(days("2019年"), Some((date(2019, 1, 1), date(2019, 12, 31))));
        for text in ["", "另行通知", "2019-13-01", "2019-02-30", "6月28日", "43644.5", "12", "19.6.28"]
        {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn times_numbers_and_truths() {
        assert_eq!(time("2019-06-28 10:20"), Some(date(2019, 6, 28).at(10, 20, 0, 0)));
        assert_eq!(time("2019年6月28日9时"), Some(date(2019, 6, 28).at(9, 0, 0, 0)));
        assert_eq!(time("2019年6月28日24时"), Some(date(2019, 6, 29).at(0, 0, 0, 0)));
        assert_eq!(time("2019-06-28"), None);
        assert_eq!(number("1,234"), Some(1234.0));
        assert_eq!(number("12件"), Some(12.0));
        assert_eq!(number("5%"), Some(0.05));
        assert_eq!(number("3万元"), None);
        assert_eq!(
            (truth("是"), truth("已审查"), truth("不涉及"), truth("也许")),
            (Some(true), Some(true), Some(false), None)
        );
    }
}
