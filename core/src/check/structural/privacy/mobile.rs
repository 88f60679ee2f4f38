//! The check `mobile_number`: mobile telephone numbers, a person's or an office's by what stands around them.

use super::chain::{Chain, Joint, Number};
use super::context::{Surroundings, holds};
use super::hide;
use super::topic::Topic;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::rule::FixSafety;
use crate::source::is_blank;
use serde::Deserialize;

/// Words of a sentence that give a number as an office's way to be reached.
const OFFICE: &[&str] = &[
    "联系",
    "咨询",
    "监督",
    "值班",
    "举报",
    "投诉",
    "报名",
    "办公",
    "受理",
    "客服",
    "热线",
    "传真",
    "电话",
    "手机",
    "值守",
    "报送",
    "对接",
    "致电",
    "拨打",
    "垂询",
    "预约",
    "微信",
    "邮箱",
    "邮件",
    "负责人",
    "技术支持",
];
/// Words of a sentence that give it as a person's own.
const PERSON: &[&str] = &[
    "申请人",
    "当事人",
    "委员",
    "代表",
    "患者",
    "学生",
    "参保人",
    "户主",
    "本人",
    "家长",
    "监护人",
    "身份证",
    "住址",
    "家住",
    "受益人",
    "领取人",
    "村民",
    "居民",
    "考生",
    "学员",
    "被征收人",
    "被处罚人",
    "，男",
    "，女",
    "、男",
    "、女",
    ",男",
    ",女",
    "举报人",
    "投诉人",
    "信访人",
];

/// Whose numbers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Owner {
    /// A person's, or nobody says whose.
    Person,
    /// Given as a way to reach an office.
    Office,
}

/// Finds mobile numbers of one kind of owner.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MobileNumber {
    of: Owner,
}

impl Structural for MobileNumber {
    fn variables(&self) -> &'static [&'static str] {
        &["masked"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        for number in context.chains().iter().flat_map(candidates) {
            let around = Surroundings::of(context, number.span);
            if is_telephone(&number, &around) && owner(context, &around) == self.of {
                let own = number.digits.len() - 11;
                let hit = sink.hit(number.span);
                hit.with("masked", hide(&number.digits[own..], 3, 4));
                hit.fix(FixSafety::Unsafe, number.span, hide(number.digits, 3 + own, 4));
            }
        }
        Outcome::Judged
    }
}

/// Numbers of a chain that have the shape of a mobile number, its country code included.
fn candidates(chain: &Chain) -> impl Iterator<Item = Number<'_>> {
    [11, 12, 13].into_iter().flat_map(|length| chain.numbers(length)).filter(|number| {
        let own = match number.digits.len() {
            11 => Some(number.digits),
            12 => number.digits.strip_prefix('0'),
            _ => number.digits.strip_prefix("86"),
        };
        let shaped = own.is_some_and(|own| matches!(own.as_bytes(), [b'1', b'3'..=b'9', ..]));
        shaped && (number.pieces.len() == 1 || is_grouped_as_one(number))
    })
}

/// Whether the pieces are grouped as people group a mobile number, and nothing else is joined to them.
fn is_grouped_as_one(number: &Number<'_>) -> bool {
    let lengths: Vec<usize> = number.pieces.iter().map(|piece| piece.len()).collect();
    let alone = matches!(number.before, "" | "86" | "086" | "0086") && number.after.is_none();
    let even = number.pieces[1..].iter().all(|piece| piece.joint == number.pieces[1].joint);
    alone && even && matches!(lengths[..], [3, 4, 4] | [3, 8] | [7, 4])
}

/// Whether what stands around the number leaves it a telephone number.
fn is_telephone(number: &Number<'_>, around: &Surroundings<'_, '_>) -> bool {
    let named = || around.is_about(Topic::Telephone);
    let joined = (number.joint == Joint::Hyphen && !matches!(number.before, "86" | "086" | "0086" | "0"))
        || number.after == Some(Joint::Hyphen);
    let in_blanks = number.pieces.len() > 1 && number.pieces[1].joint == Joint::Blank;
    let counted = around.after().trim_start_matches(is_blank).starts_with('号');
    let serial = || {
        let above = around.above();
        around.is_cell() && above.holds(Topic::Serial) && !above.holds(Topic::Telephone)
    };
    if around.is_within_word() || around.is_amount() || around.is_labelled_otherwise(Topic::Telephone) {
        return false;
    }
    let doubtful = joined
        || counted
        || number.digits.ends_with("0000")
        || number.digits.len() == 12
        || (number.digits.len() == 13 && !around.before().ends_with('+'))
        || (in_blanks && around.is_cell());
    if doubtful { named() } else { !serial() }
}

fn owner(context: Context<'_, '_>, around: &Surroundings<'_, '_>) -> Owner {
    let sentence = around.sentence();
    if holds(sentence, PERSON) {
        return Owner::Person;
    }
    let is_list =
        context.document.title.as_ref().is_some_and(|title| holds(&title.text, &["公示", "名单", "花名册"]));
    if around.is_cell() {
        let above = around.above();
        let of_a_person = around.before().split(is_blank).any(|cell| matches!(cell, "男" | "女"));
        if of_a_person || above.holds(Topic::Person) {
            return Owner::Person;
        }
        if !is_list && (above.holds(Topic::Office) || holds(sentence, OFFICE)) {
            return Owner::Office;
        }
    }
    if holds(sentence, OFFICE) || around.after().starts_with('@') {
        return Owner::Office;
    }
    Owner::Person
}
