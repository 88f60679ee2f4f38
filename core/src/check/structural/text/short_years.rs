//! Years of two digits: 19年6月, 19年底 (GB/T 15835-2011: a year is written in full).

use crate::check::sink::Sink;
use crate::check::structural::signs::{before, is_han};
use crate::check::structural::{Context, Outcome, Structural};
use crate::rule::FixSafety;
use crate::source::Span;
use serde::Deserialize;

/// The check `short_years`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShortYears {}

impl Structural for ShortYears {
    fn variables(&self) -> &'static [&'static str] {
        &["right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let text = source.text();
        let numbers = context.signs().numbers.iter().filter_map(|&index| source.marks().get(index as usize));
        for mark in numbers.filter(|mark| mark.end - mark.start == 2) {
            let Some(rest) = text.get(mark.end as usize..).and_then(|rest| rest.strip_prefix('年')) else {
                continue;
            };
            // 近10年, 第20年, 满15年, 0.19年 count years.
            let previous = before(text, mark.start);
            let before_joint = before(text, mark.start.saturating_sub(previous.len_utf8() as u32));
            let is_range = "~～—-–至到或、".contains(previous) && before_joint.is_ascii_digit();
            let is_count =
                "近第前后满约每达为过逾超共历经年用期役刑,./".contains(previous) && !is_whole_date(rest);
            if is_range || is_count || previous == '.' && before_joint.is_ascii_digit() {
                continue;
            }
            let Some(length) = date_part(rest) else { continue };
            let Ok(short) = text[mark.start as usize..mark.end as usize].parse::<u32>() else { continue };
            let year = match short {
                0..50 => 2000 + short,
                78.. => 1900 + short,
                _ => continue,
            };
            let end = mark.end + '年'.len_utf8() as u32 + length as u32;
            sink.hit(Span::new(mark.start, end)).with("right", year.to_string()).fix(
                FixSafety::Unsafe,
                mark.span(),
                year.to_string(),
            );
        }
        Outcome::Judged
    }
}

/// The length of what makes a date of a year: 6月, 06月, 底, 初, 末.
fn date_part(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let month: u8 = rest[..digits].parse().ok()?;
        return ((1..=12).contains(&month) && rest[digits..].starts_with('月'))
            .then_some(digits + '月'.len_utf8());
    }
    let word = rest.chars().next().filter(|word| matches!(word, '底' | '末' | '初'))?;
    // 12年初中 is school.
    let next = rest[word.len_utf8()..].chars().next();
    let is_word = word == '初' && next.is_some_and(|next| is_han(next) && !"以至到前，。".contains(next));
    (!is_word).then_some(word.len_utf8())
}

/// Whether month and day follow, so that the figures can only be a year.
fn is_whole_date(rest: &str) -> bool {
    let digits = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let month = digits(rest);
    let Some(behind) = rest.get(month..).and_then(|behind| behind.strip_prefix('月')) else { return false };
    let day = digits(behind);
    (1..=2).contains(&month) && (1..=2).contains(&day) && behind[day..].starts_with('日')
}
