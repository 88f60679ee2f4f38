//! The readings of `docs/precision/` hold for what the rules find today: enough were read, and enough of those were right.

#![allow(clippy::print_stderr)]

use gongkai_tests::precision;

#[test]
fn every_error_and_warning_rule_stands_over_the_samples() {
    let Some(folder) = gongkai_tests::samples() else {
        eprintln!("skipped: no samples beside the repository");
        return;
    };
    let rows = precision::rows(&folder).expect("the samples are checked");
    let problems: Vec<String> = rows.iter().filter_map(precision::Row::problem).collect();
    assert!(!rows.is_empty() && problems.is_empty(), "{}", problems.join("\n"));
}
