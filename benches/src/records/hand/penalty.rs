//! Decisions of enforcement.

use super::super::{AS_OF, Count};
use super::field::{Field, and, between, or, workdays};
use gongkai::calendar::Calendar;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct Penalty {
    #[allow(dead_code)]
    id: Field<String>,
    party: Field<String>,
    code: Field<String>,
    kind: Field<Kind>,
    #[allow(dead_code)]
    unit: Field<String>,
    decided_on: Field<Date>,
    published_on: Field<Date>,
    altered_on: Field<Date>,
    withdrawn_on: Field<Date>,
    amount: Field<f64>,
    basis: Field<String>,
    officers: Field<i64>,
    hearing: Field<bool>,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Penalty,
    Licence,
    Compulsion,
}

pub(super) fn judge(penalty: &Penalty, calendar: &Calendar, counts: &mut [Count; 20]) {
    let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19] = counts;
    let Penalty { party, code, decided_on, published_on, altered_on, amount, basis, .. } = penalty;
    let (decided, published, altered) = (decided_on.has(), published_on.has(), altered_on.has());
    let (fined, licensed) = (penalty.kind.is(&Kind::Penalty), penalty.kind.is(&Kind::Licence));
    c0.judge(and(decided, || published), || {
        Some(published_on.copied()? <= workdays(calendar, decided_on, 7)?)
    });
    c1.judge(published, || Some(published_on.copied()? >= decided_on.copied()?));
    c2.judge(code.has(), || Some(code.get()?.chars().count() == 18));
    c3.judge(code.has(), || {
        Some(code.get()?.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()))
    });
    c4.judge(fined, || amount.has());
    c5.judge(and(and(fined, || amount.has()), || Some(amount.copied()? >= 50_000.0)), || {
        penalty.hearing.copied()
    });
    c6.judge(amount.has(), || Some((0.0..=1_000_000.0).contains(&amount.copied()?)));
    c7.judge(or(fined, || penalty.kind.is(&Kind::Compulsion)), || Some(penalty.officers.copied()? >= 2));
    c8.judge(fined, || Some(basis.get()?.contains('条')));
    c9.judge(basis.has(), || Some(basis.get()?.starts_with('《')));
    c10.judge(altered, || penalty.withdrawn_on.has());
    c11.judge(and(altered, || penalty.withdrawn_on.has()), || {
        Some(penalty.withdrawn_on.copied()? <= workdays(calendar, altered_on, 3)?)
    });
    c12.judge(and(altered, || decided), || Some(altered_on.copied()? > decided_on.copied()?));
    c13.judge(party.has(), || Some(party.get()?.chars().count() >= 4));
    c14.judge(party.has(), || Some(!party.get()?.contains('*')));
    c15.judge(licensed, || amount.has().map(|amount| !amount));
    c16.judge(and(licensed, || published), || Some(between(decided_on, published_on)? <= 15));
    c17.judge(amount.has(), || Some(amount.copied()? * 2.0 < 1_600_000.0));
    c18.judge(decided, || {
        let decided = decided_on.copied()?;
        Some(decided <= AS_OF && decided.year() >= 2018)
    });
    c19.judge(penalty.hearing.copied(), || licensed.map(|licensed| !licensed));
}
