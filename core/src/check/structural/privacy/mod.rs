//! Personal information and secrecy marks: resident ids, telephone numbers, bank cards.

mod bank_card;
mod chain;
mod columns;
mod context;
mod credit_code;
mod masked;
mod mobile;
mod numbers;
mod resident;
mod resident_id;
mod topic;

#[cfg(test)]
mod tests;

use super::{Context, Table, boxed};
use chain::Chain;
use masked::Masked;

pub(super) use numbers::Numbers;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("resident_id", boxed::<resident::ResidentId>),
    ("mobile_number", boxed::<mobile::MobileNumber>),
    ("bank_card", boxed::<bank_card::BankCard>),
    ("short_mask", boxed::<masked::ShortMask>),
    ("restorable_mask", boxed::<masked::RestorableMask>),
    ("list_columns", boxed::<columns::ListColumns>),
];

impl<'c> Context<'c, '_> {
    /// The document's numbers that could be a person's.
    fn numbers(&self) -> &'c Numbers {
        self.shared.numbers.get_or_init(|| Numbers::of(&self.document.source))
    }

    /// Its long numbers.
    fn chains(&self) -> &'c [Chain] {
        &self.numbers().chains
    }

    /// Its hidden numbers.
    fn masked(&self) -> &'c [Masked] {
        &self.numbers().masked
    }
}

/// `digits` with stars between its first `head` and last `tail`: what messages and fixes show of a person's number.
fn hide(digits: &str, head: usize, tail: usize) -> String {
    let length = digits.len();
    digits
        .chars()
        .enumerate()
        .map(|(at, digit)| if at < head || at + tail >= length { digit } else { '*' })
        .collect()
}
