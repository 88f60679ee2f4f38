//! The check `annual_report_claims`: what the report's sentences count, against its tables. A count is held to be wrong only
//! where no sentence on the same subject has the table's number: parts of the whole are counted in sentences too.

use super::{Years, group, row_total, total};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{AnnualReport, Claim, ClaimSubject, OutcomeGroups};
use serde::Deserialize;

/// The check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claims {
    #[serde(default)]
    years: Years,
}

/// A number of the tables, with its name, and what else a sentence may rightly count in its stead.
struct Expected {
    name: String,
    value: i64,
    others: Vec<i64>,
}

impl Structural for Claims {
    fn variables(&self) -> &'static [&'static str] {
        &["words", "count", "cell", "value", "difference"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let mut outcome = Outcome::NotApplicable;
        let mut done: Vec<ClaimSubject> = Vec::new();
        for claim in &report.claims {
            if done.contains(&claim.subject) {
                continue;
            }
            done.push(claim.subject);
            let Some(expected) = expected(report, claim.subject) else {
                outcome = Outcome::Unjudged(&["表三、表四总计"]);
                continue;
            };
            if outcome == Outcome::NotApplicable {
                outcome = Outcome::Judged;
            }
            let same = report.claims.iter().filter(|other| other.subject == claim.subject);
            let mut counts = same.map(|claim| claim.count);
            if !counts.any(|count| count == expected.value || expected.others.contains(&count)) {
                hit(claim, &expected, sink);
            }
        }
        outcome
    }
}

fn hit(claim: &Claim, expected: &Expected, sink: &mut Sink) {
    let hit = sink.hit(claim.span);
    hit.with("words", claim.text.as_str()).with("count", claim.count.to_string());
    hit.with("cell", expected.name.as_str()).with("value", expected.value.to_string());
    hit.with("difference", claim.count.abs_diff(expected.value).to_string());
}

fn expected(report: &AnnualReport, subject: ClaimSubject) -> Option<Expected> {
    let three = report.table_three.as_ref();
    let four = report.table_four.as_ref();
    let named = |name: &str, value: Option<i64>, others: Vec<i64>| {
        value.map(|value| Expected { name: name.to_owned(), value, others })
    };
    let received = total(three, "received");
    let handled = total(three, "handled");
    let all = received.zip(total(three, "carried_in")).map(|(new, old)| new.saturating_add(old));
    match subject {
        ClaimSubject::Received => named("表三“一、本年新收”总计", received, all.into_iter().collect()),
        ClaimSubject::CarriedIn => named("表三“二、上年结转”总计", total(three, "carried_in"), Vec::new()),
        ClaimSubject::CarriedOut => {
            named("表三“四、结转下年度”总计", total(three, "carried_out"), Vec::new())
        }
        ClaimSubject::Handled => {
            // Requests that were not answered on their merits are left out of 答复 by some.
            let handled = handled?;
            let others = groups(report, 5);
            let declined = groups(report, 4);
            let answered = others.map(|others| handled - others);
            let merits = answered.zip(declined).map(|(answered, declined)| answered - declined);
            let alternatives = [received, all, answered, merits].into_iter().flatten().collect();
            named("表三“（七）总计”", Some(handled), alternatives)
        }
        ClaimSubject::Outcome(counted) => {
            let mut sum = 0_i64;
            let mut names = Vec::new();
            for (index, name) in
                OutcomeGroups::NAMES.iter().enumerate().filter(|(index, _)| counted.holds(*index))
            {
                sum = sum.checked_add(groups(report, index)?)?;
                names.push(*name);
            }
            named(&format!("表三“{}”总计", names.join("＋")), Some(sum), Vec::new())
        }
        ClaimSubject::Reviews => named("表四“行政复议”总计", total(four, "reviews"), Vec::new()),
        ClaimSubject::Suits => {
            let direct = total(four, "suits_direct")?;
            let after = total(four, "suits_after_review")?;
            named("表四“行政诉讼”两项总计之和", direct.checked_add(after), Vec::new())
        }
    }
}

/// The total of a group of outcomes.
fn groups(report: &AnnualReport, index: usize) -> Option<i64> {
    group(report.table_three.as_ref()?, index).try_fold(0_i64, |sum, row| sum.checked_add(row_total(row)?))
}
