//! Personal information and secrecy marks: resident ids, telephone numbers, bank cards.

mod bank_card;
mod chain;
mod columns;
mod context;
mod credit_code;
mod masked;
mod mobile;
mod resident;
mod resident_id;

#[cfg(test)]
mod tests;

use super::{Table, boxed};

pub(super) use chain::{Chain, chains};

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("resident_id", boxed::<resident::ResidentId>),
    ("mobile_number", boxed::<mobile::MobileNumber>),
    ("bank_card", boxed::<bank_card::BankCard>),
    ("short_mask", boxed::<masked::ShortMask>),
    ("restorable_mask", boxed::<masked::RestorableMask>),
    ("list_columns", boxed::<columns::ListColumns>),
];

/// `digits` with stars between its first `head` and last `tail`: what messages and fixes show of a person's number.
fn hide(digits: &str, head: usize, tail: usize) -> String {
    let length = digits.len();
    digits
        .chars()
        .enumerate()
        .map(|(at, digit)| if at < head || at + tail >= length { digit } else { '*' })
        .collect()
}
