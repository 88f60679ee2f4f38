//! 第一、 and 首先、 take a comma: 第一， 首先， (GB/T 15834-2011, appendix B).

use crate::check::sink::Sink;
use crate::check::structural::signs::{after, before};
use crate::check::structural::{Context, Outcome, Structural};
use crate::rule::FixSafety;
use crate::source::{Span, is_blank};
use serde::Deserialize;

/// The check `ordinal_commas`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrdinalCommas {}

const NUMERALS: &str = "一二三四五六七八九十";
const WORDS: [&str; 4] = ["首先", "其次", "再次", "最后"];

impl Structural for OrdinalCommas {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        for &index in &context.signs().enumeration_commas {
            let Some(mark) = source.marks().get(index as usize) else { continue };
            // Most enumeration commas stand behind another character than ordinals end in.
            let ends_ordinal = matches!(
                before(source.text(), mark.start),
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '先' | '次' | '后'
            );
            if !ends_ordinal {
                continue;
            }
            // The longest ordinal and the character before it.
            let from = mark.start.saturating_sub(16);
            let line = source.line_at(mark.start);
            let mut from = from.max(line.start);
            while !source.text().is_char_boundary(from as usize) {
                from += 1;
            }
            let words = source.slice(Span::new(from, mark.start));
            let Some(stem) = stem(words) else { continue };
            let is_first = stem.trim_end_matches(is_blank).is_empty() && from == line.start
                || stem.ends_with(['。', '；', '：', ';', ':', '！', '？'])
                || stem.ends_with(is_blank);
            let goes_on = NUMERALS.contains(after(source.text(), mark.end))
                || source.text()[mark.end as usize..].starts_with('第');
            if is_first && !goes_on {
                let span = Span::new(from + stem.len() as u32, mark.end);
                sink.hit(span).fix(FixSafety::Safe, mark.span(), "，");
            }
        }
        Outcome::Judged
    }
}

/// What stands before the ordinal that `words` ends in.
fn stem(words: &str) -> Option<&str> {
    let ordinal = || {
        let stem = words.strip_suffix(|last| NUMERALS.contains(last))?;
        stem.strip_suffix('十').unwrap_or(stem).strip_suffix('第')
    };
    WORDS.iter().find_map(|word| words.strip_suffix(word)).or_else(ordinal)
}
