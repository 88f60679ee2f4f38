//! The same quantity in figures here and in Chinese numerals there: 3年内 and 三年内 in one text.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::source::Span;
use memchr::memmem;
use serde::Deserialize;

/// The check `mixed_numerals`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MixedNumerals {}

/// What is counted: terms, whose way of writing has to be one.
const UNITS: [&str; 6] = ["个工作日", "日内", "个月内", "年内", "个月以上", "年以上"];

impl Structural for MixedNumerals {
    fn variables(&self) -> &'static [&'static str] {
        &["other"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let text = source.text();
        // The quantities in figures, each once: value, unit, place.
        let mut quantities: Vec<(u32, &str, Span)> = Vec::new();
        let numbers = context.signs().numbers.iter().filter_map(|&index| source.marks().get(index as usize));
        for mark in numbers.filter(|mark| mark.end - mark.start <= 2) {
            let rest = &text[mark.end as usize..];
            let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) else { continue };
            let before = text[..mark.start as usize].chars().next_back();
            if before.is_some_and(|before| matches!(before, '.' | '-' | '—' | '～' | '第' | '年' | '月'))
            {
                continue;
            }
            let Ok(value) = text[mark.start as usize..mark.end as usize].parse() else { continue };
            if quantities.len() < 64 && !quantities.iter().any(|known| known.0 == value && known.1 == *unit) {
                quantities.push((value, unit, Span::new(mark.start, mark.end + unit.len() as u32)));
            }
        }
        for (value, unit, span) in quantities {
            if let Some(other) = in_chinese(text, value, unit) {
                sink.hit(span).with("other", other);
            }
        }
        Outcome::Judged
    }
}

/// The quantity in Chinese numerals, where the text has it.
fn in_chinese(text: &str, value: u32, unit: &str) -> Option<String> {
    const NUMERALS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let numeral = |value: u32| NUMERALS.get(value as usize).copied();
    let words = match (value / 10, value % 10) {
        (0, ones) => numeral(ones)?.to_owned(),
        (1, ones) => format!("十{}", numeral(ones)?),
        (tens, ones) => format!("{}十{}", numeral(tens)?, numeral(ones)?),
    };
    if words.is_empty() {
        return None;
    }
    let quantity = format!("{words}{unit}");
    let is_whole = |at: usize| {
        let before = text[..at].chars().next_back().unwrap_or('\n');
        // 二十三年内 holds 三年内, 十二三年内 is a guess, 第三年内 counts.
        !"一二三四五六七八九十百第两〇○".contains(before)
    };
    memmem::find_iter(text.as_bytes(), quantity.as_bytes()).any(is_whole).then_some(quantity)
}
