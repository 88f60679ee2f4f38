//! Stops that stand side by side: ，， 。， ；。 (GB/T 15834-2011). ？！ and ！！ are legal, …… and —— are no stops.

use crate::check::sink::Sink;
use crate::check::structural::signs::{after, before, is_chinese};
use crate::check::structural::{Context, Outcome, Structural};
use crate::rule::FixSafety;
use crate::source::Span;
use serde::Deserialize;

/// The check `doubled_stops`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DoubledStops {}

/// Stops from the strongest to the weakest.
const STRENGTH: [char; 12] = ['。', '！', '？', '!', '?', '；', ';', '：', ':', '，', ',', '、'];

impl Structural for DoubledStops {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let (text, marks) = (source.text(), source.marks());
        let mut doubled = context.signs().doubled.as_slice();
        while let [first, ..] = doubled {
            let length = (*first..).zip(doubled).take_while(|(index, next)| index == *next).count();
            let run = &marks[*first as usize..=*first as usize + length];
            doubled = &doubled[length..];
            let (Some(start), Some(end)) = (run.first(), run.last()) else { continue };
            let span = Span::new(start.start, end.end);
            let words = source.slice(span);
            let is_legal = words.chars().all(|stop| matches!(stop, '？' | '！' | '?' | '!'));
            let is_foreign = words.is_ascii()
                && !is_chinese(before(text, span.start))
                && !is_chinese(after(text, span.end));
            if is_legal || is_foreign {
                continue;
            }
            let Some(&kept) = STRENGTH.iter().find(|stop| words.contains(**stop)) else { continue };
            let is_same = words.chars().all(|stop| stop == kept);
            let (safety, text) = match (is_same, kept, length) {
                // Three and more full stops stand for an ellipsis.
                (true, '。', 2..) => (FixSafety::Unsafe, "……".to_owned()),
                (true, ..) => (FixSafety::Safe, kept.to_string()),
                (false, ..) => (FixSafety::Unsafe, kept.to_string()),
            };
            sink.hit(span).fix(safety, span, text);
        }
        Outcome::Judged
    }
}
