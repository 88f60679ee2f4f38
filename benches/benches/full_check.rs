//! A full check (parse, every text rule, report) beside what one would otherwise use, in one run:
//! one `RegexSet` pass over the same patterns, the patterns one after another, and another linter of Chinese text.

#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

use criterion::{Criterion, Throughput};
use gongkai::{Checker, Document, Input, Options};
use gongkai_benches::{corpus, patterns};
use regex::{Regex, RegexSetBuilder};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const GROUP: &str = "full check";

fn main() {
    let texts = corpus();
    let bytes: usize = texts.iter().map(String::len).sum();
    // In the order of their paths, as files are checked: reports are merged without being sorted anew.
    let paths: Vec<Arc<str>> = (0..texts.len()).map(|index| format!("{index:06}.txt").into()).collect();
    let patterns = patterns();
    let rules = gongkai_rules::builtin().expect("the built-in packs load");
    let options = Options {
        calendar: gongkai_rules::calendar(),
        as_of: Some(jiff::civil::date(2026, 1, 1)),
        ..Options::default()
    };
    let checker = Checker::new(rules, options).expect("no rule is named");
    println!(
        "{} texts, {bytes} bytes, {} patterns, {} rules",
        texts.len(),
        patterns.len(),
        checker.rules().rules().len()
    );

    let mut criterion =
        Criterion::default().sample_size(10).warm_up_time(Duration::from_secs(1)).configure_from_args();
    let mut group = criterion.benchmark_group(GROUP);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.measurement_time(Duration::from_secs(4));
    group.bench_function("gongkai", |bencher| {
        bencher.iter(|| {
            let mut report = checker.empty_report();
            for (path, text) in paths.iter().zip(&texts) {
                report.merge(checker.check(&Input::new(Arc::clone(path), text)).expect("within limits"));
            }
            black_box(report.findings.len())
        });
    });
    group.bench_function("gongkai parser alone", |bencher| {
        bencher.iter(|| texts.iter().map(|text| black_box(Document::parse(text)).dates.len()).sum::<usize>());
    });
    // The default cache of two megabytes is too small for a set of this size: it would thrash, at a hundredth of the speed.
    let set =
        RegexSetBuilder::new(&patterns).dfa_size_limit(1 << 28).build().expect("the patterns are sound");
    group.bench_function("a RegexSet", |bencher| {
        bencher.iter(|| texts.iter().map(|text| set.matches(text).iter().count()).sum::<usize>());
    });
    let regexes: Vec<Regex> =
        patterns.iter().map(|pattern| Regex::new(pattern).expect("the pattern is sound")).collect();
    group.bench_function("b patterns one by one", |bencher| {
        bencher.iter(|| {
            let count =
                |text: &String| regexes.iter().map(|regex| regex.find_iter(text).count()).sum::<usize>();
            texts.iter().map(count).sum::<usize>()
        });
    });
    group.bench_function("c autocorrect lint", |bencher| {
        bencher
            .iter(|| texts.iter().map(|text| autocorrect::lint_for(text, "txt").lines.len()).sum::<usize>());
    });
    group.finish();
    criterion.final_summary();
    ratios(bytes);
}

/// Prints what criterion measured as ratios, since single figures move with the machine.
fn ratios(bytes: usize) {
    let median = |name: &str| {
        let path =
            gongkai_tests::root().join("target/criterion").join(GROUP).join(name).join("new/estimates.json");
        let estimates: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
        estimates["median"]["point_estimate"].as_f64()
    };
    let Some(own) = median("gongkai") else { return };
    for name in
        ["gongkai", "gongkai parser alone", "a RegexSet", "b patterns one by one", "c autocorrect lint"]
    {
        if let Some(nanoseconds) = median(name) {
            let speed = bytes as f64 / nanoseconds * 1000.0;
            println!("{name:24} {speed:8.1} MB/s   gongkai is {:6.2} times as fast", nanoseconds / own);
        }
    }
}
