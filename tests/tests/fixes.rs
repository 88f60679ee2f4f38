//! Fixes come to rest, mend what they were for, and change no line without a finding.

#![allow(clippy::print_stderr, clippy::print_stdout)]

use gongkai::rule::FixSafety;
use gongkai::{Checker, Input, Options};
use gongkai_tests::{root, sample_texts, samples};

fn checker() -> Checker {
    let options = Options { calendar: gongkai_rules::calendar(), ..Options::default() };
    Checker::new(gongkai_rules::builtin().unwrap(), options).unwrap()
}

/// What is wrong with the fixes of one text.
fn problem(checker: &Checker, path: &str, text: &str, most: FixSafety) -> Option<String> {
    let input = Input::new(path, text);
    let before = checker.check(&input).ok()?;
    let mended = checker.mend(&input, most).ok()?;
    if !mended.settled {
        let left: Vec<_> = mended.report.findings.iter().filter(|finding| finding.fix.is_some()).collect();
        let rules: Vec<_> = left.iter().map(|finding| &*finding.rule).collect();
        return Some(format!("{path}: does not come to rest: {rules:?}"));
    }
    let again = checker.mend(&Input::new(path, &mended.text), most).ok()?;
    if again.applied > 0 || again.text != mended.text {
        return Some(format!("{path}: a second time changes it again"));
    }
    let fixable = before.findings.iter().any(|finding| finding.fix.is_some());
    if !fixable && mended.text != text {
        return Some(format!("{path}: changed without a fix"));
    }
    let carriage_returns = |text: &str| text.matches("\r\n").count();
    if carriage_returns(&mended.text) != carriage_returns(text)
        && text.matches('\n').count() == mended.text.matches('\n').count()
    {
        return Some(format!("{path}: line breaks changed their kind"));
    }
    None
}

#[test]
fn the_bad_notice_is_mended_as_far_as_form_goes() {
    let text = std::fs::read_to_string(root().join("examples/bad-notice.txt")).unwrap();
    let checker = checker();
    for most in [FixSafety::Safe, FixSafety::Unsafe] {
        assert_eq!(problem(&checker, "bad-notice.txt", &text, most), None);
    }
    let mended = checker.mend(&Input::new("bad-notice.txt", &text), FixSafety::Safe).unwrap();
    assert!(mended.text.contains("云数办发〔2025〕8号\n"), "{}", mended.text);
    assert!(mended.report.findings.len() < checker.check(&Input::new("", &text)).unwrap().findings.len());
}

#[test]
fn fixes_over_the_samples_come_to_rest() {
    let Some(samples) = samples() else {
        eprintln!("skipped: no samples beside the repository");
        return;
    };
    let checker = checker();
    let problems: Vec<String> = sample_texts(&samples)
        .iter()
        .flat_map(|(path, text)| {
            [FixSafety::Safe, FixSafety::Unsafe].map(|most| problem(&checker, path, text, most))
        })
        .flatten()
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
