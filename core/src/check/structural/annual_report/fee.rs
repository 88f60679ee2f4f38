//! The check `annual_report_fee`: what the report says of the fee for processing information (信息处理费).

use super::Years;
use crate::check::sink::Sink;
use crate::check::structural::content::anchor;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{SectionKind, Squeezed};
use crate::source::Span;
use serde::Deserialize;

/// The check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fee {
    #[serde(default)]
    years: Years,
}

const FEES: [&str; 4] = ["信息处理费", "收费", "费用", "收取"];
const NONE: [&str; 6] = ["未", "没有", "无", "不存在", "为零", "零元"];

impl Structural for Fee {
    fn variables(&self) -> &'static [&'static str] {
        &["missing"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let document = context.document;
        let source = &document.source;
        let whole = Squeezed::of(source, Span::of(0, document.text().len()));
        let (words, place) = match report.section(SectionKind::Other) {
            Some(section) => (Squeezed::of(source, section.span), section.heading),
            None if whole.text().contains("信息处理费") => (whole.clone(), anchor(document)),
            None => return Outcome::Unjudged(&["六、其他需要报告的事项"]),
        };
        let of = |words: &str| -> Vec<String> {
            words
                .split(['。', '；'])
                .filter(|sentence| FEES.iter().any(|fee| sentence.contains(fee)))
                .map(str::to_owned)
                .collect()
        };
        let mut sentences = of(words.text());
        if sentences.is_empty() {
            // Some report it where they speak of requests.
            sentences =
                of(whole.text()).into_iter().filter(|sentence| sentence.contains("信息处理费")).collect();
        }
        if sentences.is_empty() {
            sink.hit(place).with("missing", "收取信息处理费的情况（没有收取的，说明没有）");
            return Outcome::Judged;
        }
        let joined = sentences.concat();
        let is_collected = amount(&joined).is_some_and(|amount| amount > 0);
        let is_none = NONE.iter().any(|none| joined.contains(none));
        let counts = joined
            .match_indices(['件', '份', '笔', '次'])
            .any(|(at, _)| joined[..at].ends_with(|character: char| character.is_ascii_digit()));
        if is_collected && !is_none && !counts {
            sink.hit(place).with("missing", "发出收费通知的件数");
        }
        Outcome::Judged
    }
}

/// The first sum of money in some words, in whole 元 or 万元.
fn amount(words: &str) -> Option<u64> {
    words.match_indices('元').find_map(|(at, _)| {
        let head = words[..at].trim_end_matches(['万', '余']);
        let length = head
            .bytes()
            .rev()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            .count();
        let digits: String =
            head[head.len() - length..].chars().filter(char::is_ascii_digit).take(15).collect();
        digits.parse().ok()
    })
}
