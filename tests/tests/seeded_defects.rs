//! Clean texts with one defect put in: each defect must give a new finding on its own line.
//! Runs over the samples where they exist, and always over the examples of the repository.

#![allow(clippy::print_stdout)]

use gongkai::{Checker, Input, Options, Report};
use gongkai_tests::defects::{DEFECTS, Random};
use gongkai_tests::{root, sample_texts, samples};
use std::collections::BTreeMap;

/// The share of defects that must be found.
const SHARE: f64 = 0.98;

fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    match samples() {
        Some(folder) => {
            let sources = ["gov-cn-platform1/", "shanghai-huace/", "policyspider-ternali/", "notices/"];
            texts.extend(
                sample_texts(&folder)
                    .into_iter()
                    .filter(|(path, _)| sources.iter().any(|source| path.contains(source))),
            );
        }
        None => println!("skipped: no samples beside the repository; only the examples are mutated"),
    }
    for name in ["good-notice.txt"] {
        if let Ok(text) = std::fs::read_to_string(root().join("examples").join(name)) {
            texts.push((name.to_owned(), text));
        }
    }
    texts
}

/// Rule and words of the findings that touch a line, in order.
fn on_line(report: &Report, line: u32) -> Vec<(String, String)> {
    report
        .findings
        .iter()
        .filter(|finding| finding.span.is_some_and(|span| span.line <= line && line <= span.end_line))
        .map(|finding| (finding.rule.to_string(), finding.excerpt.clone()))
        .collect()
}

/// Whether `after` has a finding that `before` has not, each counted as often as it occurs.
fn has_new(before: &[(String, String)], after: &[(String, String)]) -> bool {
    let mut before = before.to_vec();
    after.iter().any(|finding| match before.iter().position(|known| known == finding) {
        Some(at) => {
            before.swap_remove(at);
            false
        }
        None => true,
    })
}

#[test]
fn a_defect_gives_a_new_finding_on_its_line() {
    let rules = gongkai_rules::builtin().expect("the built-in packs load");
    let options = Options {
        as_of: Some(jiff::civil::date(2026, 6, 30)),
        calendar: gongkai_rules::calendar(),
        ..Options::default()
    };
    let checker = Checker::new(rules, options).expect("no rule is named");
    let mut random = Random::new(20_190_628);
    let mut results: BTreeMap<&str, (u32, u32, Vec<String>)> = BTreeMap::new();
    for (path, text) in texts() {
        let clean = checker.check(&Input::new("a.txt", &text)).expect("within limits");
        for (name, defect) in DEFECTS {
            for _ in 0..3 {
                let Some(seeded) = defect(&text, &mut random) else { continue };
                let report = checker.check(&Input::new("a.txt", &seeded.text)).expect("within limits");
                let entry = results.entry(name).or_default();
                entry.0 += 1;
                if has_new(&on_line(&clean, seeded.clean_line), &on_line(&report, seeded.line)) {
                    entry.1 += 1;
                } else if entry.2.len() < 12 {
                    entry.2.push(format!("{path}:{} {}", seeded.line, seeded.what));
                }
            }
        }
    }
    let (mut all, mut found) = (0, 0);
    for (name, (tried, noticed, missed)) in &results {
        println!("{name}: {noticed} of {tried}");
        for place in missed {
            println!("    missed {place}");
        }
        all += tried;
        found += noticed;
    }
    println!("all: {found} of {all}");
    assert!(all > 0, "no text took a defect");
    assert!(f64::from(found) >= SHARE * f64::from(all), "{found} of {all} defects noticed");
}
