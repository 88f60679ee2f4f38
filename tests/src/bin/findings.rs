//! What rules find over the samples, to be read by a person.
//! `cargo run --release -p gongkai-tests --bin findings -- [RULE|FOLDER/ …] [--most N] [--sources PATH-PART]`

use gongkai::{Checker, Input, Options};
use gongkai_tests::{sample_texts, samples};
use std::process::ExitCode;

#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() -> ExitCode {
    let mut select = Vec::new();
    let (mut most, mut part) = (40_usize, String::new());
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--most" => most = words.next().and_then(|number| number.parse().ok()).unwrap_or(most),
            "--sources" => part = words.next().unwrap_or_default(),
            _ => select.push(word),
        }
    }
    let Some(folder) = samples() else {
        eprintln!("skipped: no samples beside the repository");
        return ExitCode::SUCCESS;
    };
    let rules = match gongkai_rules::builtin() {
        Ok(rules) => rules,
        Err(errors) => {
            for error in errors {
                eprintln!("{error}");
            }
            return ExitCode::FAILURE;
        }
    };
    let options = Options {
        select,
        previews: true,
        as_of: Some(jiff::civil::date(2026, 6, 30)),
        calendar: gongkai_rules::calendar(),
        ..Options::default()
    };
    let checker = match Checker::new(rules, options) {
        Ok(checker) => checker,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut report = checker.empty_report();
    for (path, text) in sample_texts(&folder) {
        if path.contains(&part) {
            let Ok(more) = checker.check(&Input::new(path.as_str(), &text)) else { continue };
            for finding in more.findings.iter().take(most.saturating_sub(report.findings.len())) {
                let Some(span) = finding.span else { continue };
                let line = text.lines().nth(span.line as usize - 1).unwrap_or_default();
                let from = (span.column as usize).saturating_sub(30);
                let around: String = line.chars().skip(from).take(80).collect();
                println!("{path}:{}:{} {} {}", span.line, span.column, finding.rule, finding.message);
                println!("    [{}] … {around}", finding.excerpt.replace('\n', "⏎"));
            }
            report.merge(more);
        }
    }
    for rule in report.rules.iter().filter(|rule| rule.counts.applied() > 0) {
        let findings = report.findings.iter().filter(|finding| finding.rule == rule.rule).count();
        println!("{}: {findings} findings; {:?}", rule.rule, rule.counts);
    }
    ExitCode::SUCCESS
}
