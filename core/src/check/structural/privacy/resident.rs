//! The check `resident_id`: resident identity numbers in a text, by how sure one can be of them.

use super::chain::Number;
use super::context::Surroundings;
use super::resident_id::{self, Reading};
use super::topic::Topic;
use super::{credit_code, hide};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::rule::FixSafety;
use serde::Deserialize;

/// Which numbers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// Region, birthday and check digit hold.
    Valid,
    /// They hold, but the label before the number names another kind (订单号, 受理编号).
    LabelledOtherwise,
    /// A label says resident id, the birthday is one, and region or check digit does not hold.
    WrongCheckDigit,
    /// A label says resident id, and the fifteen digits read as one of the first generation.
    FirstGeneration,
}

/// Finds resident ids of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResidentId {
    kind: Kind,
}

impl Structural for ResidentId {
    fn variables(&self) -> &'static [&'static str] {
        &["masked"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let length = if self.kind == Kind::FirstGeneration { 15 } else { 18 };
        let source = &context.document.source;
        for chain in context.chains() {
            for number in chain.numbers(length) {
                if kind(context, &number) == Some(self.kind) {
                    let hit = sink.hit(number.span);
                    hit.with("masked", hide(number.digits, 3, 1));
                    hit.fix(FixSafety::Unsafe, number.span, hide(number.digits, 4, length - 14));
                }
            }
            for number in chain.numbers(20).filter(|_| self.kind == Kind::Valid) {
                if is_disability_number(context, &number) {
                    let hit = sink.hit(number.span);
                    hit.with("masked", hide(number.digits, 3, 1));
                    hit.fix(FixSafety::Unsafe, number.span, hide(number.digits, 4, 6));
                }
            }
        }
        if source.marks().is_empty() { Outcome::NotApplicable } else { Outcome::Judged }
    }
}

/// What the number is, if anything.
fn kind(context: Context<'_, '_>, number: &Number<'_>) -> Option<Kind> {
    let around = Surroundings::of(context, number.span);
    if !is_grouped_as_one(number) || around.is_within_word() && !ends_in_disability(&around, number) {
        return None;
    }
    let is_labelled = || around.is_about(Topic::Id);
    if number.digits.len() == 15 {
        let is_one = resident_id::is_first_generation(number.digits) && !around.is_amount() && is_labelled();
        return is_one.then_some(Kind::FirstGeneration);
    }
    let reading = Reading::of(number.digits)?;
    let today = context.options.as_of;
    if !reading.is_born_by(today) || credit_code::is_valid(number.digits) || around.is_amount() {
        return None;
    }
    if reading.is_valid(today) {
        let otherwise = around.is_labelled_otherwise(Topic::Id);
        return Some(if otherwise { Kind::LabelledOtherwise } else { Kind::Valid });
    }
    (is_labelled() && !around.is_labelled_otherwise(Topic::Id)).then_some(Kind::WrongCheckDigit)
}

/// Whether the pieces are grouped as people group a resident id: 110105 19491231 002X.
fn is_grouped_as_one(number: &Number<'_>) -> bool {
    let Some((first, rest)) = number.pieces.split_first() else { return false };
    let Some(second) = rest.first() else { return true };
    rest.iter().all(|piece| piece.joint == second.joint && piece.len() >= 2)
        && matches!(first.len(), 3 | 4 | 6 | 10 | 14)
        && (number.before.is_empty() || number.joint != second.joint)
        && number.after.is_none_or(|joint| joint != second.joint)
}

/// The number of a disability certificate: a resident id, its kind from 1 to 7, its degree from 1 to 4.
fn is_disability_number(context: Context<'_, '_>, number: &Number<'_>) -> bool {
    let (Some(id), Some(rest)) = (number.digits.get(..18), number.digits.get(18..)) else { return false };
    let around = Surroundings::of(context, number.span);
    number.pieces.len() == 1
        && is_kind_and_degree(rest)
        && Reading::of(id).is_some_and(|reading| reading.is_valid(context.options.as_of))
        && around.is_about(Topic::Disability)
}

/// Whether two digits of a disability certificate follow an id that ends in X, which parts the digits.
fn ends_in_disability(around: &Surroundings<'_, '_>, number: &Number<'_>) -> bool {
    let rest = around.after();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    number.digits.ends_with('X') && digits == 2 && is_kind_and_degree(&rest[..digits])
}

fn is_kind_and_degree(digits: &str) -> bool {
    matches!(digits.as_bytes(), [b'1'..=b'7', b'1'..=b'4'])
}

/// Whether digits are a resident id, for checks that must not take one for something else.
pub(super) fn is_resident_id(digits: &str) -> bool {
    Reading::of(digits).is_some_and(|reading| reading.is_valid(None))
}
