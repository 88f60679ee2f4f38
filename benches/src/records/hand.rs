//! The same predicates by hand: a struct a kind, read by serde, and a closure a condition. This is what one would write who
//! had no rules to keep as data.

mod disclosure;
mod document;
mod field;
mod penalty;
mod request;

use super::{Count, Counts, Lines};
use gongkai::calendar::Calendar;
use serde::de::DeserializeOwned;

/// Bytes → verdicts.
pub fn counts(lines: &[Lines], calendar: &Calendar) -> Counts {
    let of = |lines: &Lines| match lines.kind {
        "document" => run(&lines.text, calendar, document::judge),
        "request" => run(&lines.text, calendar, request::judge),
        "disclosure" => run(&lines.text, calendar, disclosure::judge),
        _ => run(&lines.text, calendar, penalty::judge),
    };
    lines.iter().map(of).collect()
}

fn run<T: DeserializeOwned>(
    text: &str,
    calendar: &Calendar,
    judge: impl Fn(&T, &Calendar, &mut [Count; 20]),
) -> Vec<Count> {
    let mut counts = [Count::default(); 20];
    for line in text.lines() {
        let record = serde_json::from_str(line).expect("a record");
        judge(&record, calendar, &mut counts);
    }
    counts.to_vec()
}
