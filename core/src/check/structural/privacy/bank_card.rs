//! The check `bank_card`: card numbers (Luhn) where the text speaks of a person's account.

use super::chain::Number;
use super::context::{Surroundings, holds};
use super::topic::Topic;
use super::{hide, resident};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::rule::FixSafety;
use crate::source::Source;
use serde::Deserialize;

/// Labels of an account's holder.
const HOLDER: &[&str] =
    &["户名", "账户名称", "帐户名称", "开户名称", "收款单位", "单位名称", "收款人", "全称"];
/// How names of bodies end.
const BODY: &[&str] = &[
    "公司",
    "局",
    "中心",
    "委员会",
    "医院",
    "学校",
    "大学",
    "学院",
    "协会",
    "厅",
    "办公室",
    "专户",
    "基金会",
    "集团",
    "合作社",
    "政府",
    "处",
    "所",
    "站",
    "厂",
    "店",
    "队",
    "会",
    "院",
    "馆",
    "部",
    "社",
];

/// Finds bank cards of persons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BankCard {}

impl Structural for BankCard {
    fn variables(&self) -> &'static [&'static str] {
        &["masked"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        for chain in context.chains() {
            for number in (16..=19).flat_map(|length| chain.numbers(length)) {
                if is_card(context, &number) {
                    let hit = sink.hit(number.span);
                    hit.with("masked", hide(number.digits, 4, 4));
                    hit.fix(FixSafety::Unsafe, number.span, hide(number.digits, 4, 4));
                }
            }
        }
        Outcome::Judged
    }
}

fn is_card(context: Context<'_, '_>, number: &Number<'_>) -> bool {
    let source = &context.document.source;
    let around = Surroundings::of(context, number.span);
    is_grouped_as_one(number)
        && matches!(number.digits.as_bytes().first(), Some(b'3'..=b'6' | b'8' | b'9'))
        && luhn(number.digits)
        && !resident::is_resident_id(number.digits)
        && !around.is_within_word()
        && !around.is_amount()
        && around.is_about(Topic::Account)
        && !is_of_a_body(source, &around)
}

/// Whether the number stands alone or in fours.
fn is_grouped_as_one(number: &Number<'_>) -> bool {
    let apart = number.before.is_empty() && number.after.is_none();
    match number.pieces {
        [_] => true,
        pieces => apart && pieces[..pieces.len() - 1].iter().all(|piece| piece.len() == 4),
    }
}

/// The check of ISO/IEC 7812: every second digit from the right doubled, the sum a multiple of ten.
fn luhn(digits: &str) -> bool {
    let mut sum = 0;
    for (at, digit) in digits.bytes().rev().enumerate() {
        if !digit.is_ascii_digit() {
            return false;
        }
        let value = u32::from(digit - b'0') * if at % 2 == 1 { 2 } else { 1 };
        sum += value / 10 + value % 10;
    }
    sum % 10 == 0
}

/// Whether the account is a body's: its holder is named beside it, or it is called a body's account.
fn is_of_a_body(source: &Source<'_>, around: &Surroundings<'_, '_>) -> bool {
    let index = around.index;
    let near = |index: usize| source.lines().get(index).map_or("", |line| source.slice(line.content()));
    let own = [around.before(), around.after()];
    let beside = [index.checked_sub(1).map_or("", near), near(index + 1)];
    let named = |words: &&str| holds(words, &["对公", "专户", "单位账户", "财政"]) || names_a_body(words);
    own.iter().any(named) || beside.iter().filter(|line| line.len() <= 200).any(named)
}

/// Whether a holder's label is followed by the name of a body.
fn names_a_body(words: &str) -> bool {
    HOLDER.iter().any(|label| {
        words.split(label).skip(1).any(|rest| {
            let name = rest
                .trim_start_matches([':', '：', ' ', '\t', '\u{3000}'])
                .split(['，', ',', '。', ';', '；', '\t', ' ', '\u{3000}', '（', '('])
                .next()
                .unwrap_or("");
            BODY.iter().any(|ending| name.ends_with(ending)) && name.chars().count() > 3
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_checks_the_others() {
        assert!(luhn("4532015112830366"));
        assert!(!luhn("4532015112830367"));
        assert!(!luhn("45320151128303a6"));
    }

    #[test]
    fn a_holder_with_a_bodys_name_makes_it_a_bodys_account() {
        assert!(names_a_body("户名：某某市社会保险事业中心，账号："));
        assert!(!names_a_body("户名：张三，账号："));
    }
}
