//! From the bytes of 100,000 records of four kinds to their verdicts by twenty conditions a kind, in one process and on one
//! core: the audit with its report, beside the same conditions in `cel`, `regorus` and `jsonschema` and by hand. All must come
//! to the same verdicts before anything is measured.

#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

mod cel;
mod rego;
mod schemas;

use cel::Cel;
use criterion::{BatchSize, Criterion, Throughput};
use gongkai_benches::records::{Condition, Counts, KINDS, Lines, Ours, conditions, generate, hand};
use rego::Rego;
use schemas::Schemas;
use std::hint::black_box;
use std::time::Duration;

const GROUP: &str = "records";
const COUNT: usize = 100_000;
/// The slow ones are measured on a part; their time a record does not depend on how many there are.
const PART: usize = 4_000;

fn main() {
    let calendar = gongkai_rules::calendar();
    let conditions = conditions();
    let (records, part) = (generate(COUNT, false), generate(PART, false));
    let ours = Ours::new();
    let cel = Cel::new(&conditions, &calendar);
    let mut rego = Rego::new(&conditions, &calendar);
    let schemas = Schemas::new(&conditions);
    agree(&conditions, &part, &ours, &cel, &mut rego, &schemas);

    let mut criterion =
        Criterion::default().sample_size(10).warm_up_time(Duration::from_secs(1)).configure_from_args();
    let mut group = criterion.benchmark_group(GROUP);
    group.measurement_time(Duration::from_secs(4));
    group.throughput(Throughput::Elements(COUNT as u64));
    group.bench_function("gongkai", |bencher| {
        bencher.iter(|| black_box(ours.audit(&ours.dossier(&records))).verdicts.fail);
    });
    group.bench_function("gongkai records alone", |bencher| {
        bencher.iter(|| black_box(ours.dossier(&records)).len());
    });
    group.bench_function("by hand", |bencher| bencher.iter(|| hand::counts(&records, &calendar)));
    group.throughput(Throughput::Elements(PART as u64));
    group.bench_function("jsonschema", |bencher| bencher.iter(|| schemas.counts(&part)));
    group.bench_function("cel", |bencher| bencher.iter(|| cel.counts(&part)));
    group.bench_function("regorus", |bencher| bencher.iter(|| rego.interpreted(&part)));
    group.bench_function("regorus compiled", |bencher| bencher.iter(|| rego.compiled(&part)));
    group.finish();

    let joins = Ours::joins();
    let mut group = criterion.benchmark_group("relations");
    group.measurement_time(Duration::from_secs(4));
    for count in [COUNT / 10, COUNT] {
        let records = generate(count, true);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(count.to_string(), |bencher| {
            bencher.iter_batched(
                || (),
                |()| black_box(joins.audit(&joins.dossier(&records))).verdicts.fail,
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
    criterion.final_summary();
    summary();
}

/// Every peer must come to our verdicts: `cel` and the predicates by hand to all of them, the others to the failures, and JSON
/// Schema to those of the conditions that it can say.
fn agree(
    conditions: &[Vec<Condition>],
    records: &[Lines],
    ours: &Ours,
    cel: &Cel,
    rego: &mut Rego,
    schemas: &Schemas,
) {
    let report = ours.audit(&ours.dossier(records));
    let own = ours.counts(&report);
    let hand = hand::counts(records, &gongkai_rules::calendar());
    let (cel, interpreted, compiled) =
        (cel.counts(records), rego.interpreted(records), rego.compiled(records));
    let valid = schemas.counts(records);
    for (kind, rules) in conditions.iter().enumerate() {
        for (at, rule) in rules.iter().enumerate() {
            let name = format!("{}/{}", KINDS[kind], rule.name);
            let of = |counts: &Counts| counts[kind][at];
            assert!(
                of(&own).pass > 0 && of(&own).fail > 0 && of(&own).unjudged > 0,
                "{name}: {:?}",
                of(&own)
            );
            assert_eq!(of(&own), of(&hand), "{name} by hand");
            assert_eq!(of(&own), of(&cel), "{name} by cel");
            assert_eq!(of(&own).fail, of(&interpreted).fail, "{name} by regorus");
            assert_eq!(of(&own).fail, of(&compiled).fail, "{name} by regorus, compiled");
            if rule.schema.is_some() {
                assert_eq!(of(&own).fail, of(&valid).fail, "{name} by jsonschema");
            }
        }
    }
    let bytes: usize = records.iter().map(|lines| lines.text.len()).sum();
    println!(
        "{} records, {bytes} bytes: {:?}; jsonschema has {} of {} conditions",
        PART,
        report.verdicts,
        schemas.len(),
        conditions.iter().map(Vec::len).sum::<usize>()
    );
}

/// Prints records a second, and how we stand to each, since single figures move with the machine.
fn summary() {
    let median = |group: &str, name: &str| {
        let path =
            gongkai_tests::root().join("target/criterion").join(group).join(name).join("new/estimates.json");
        let estimates: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
        estimates["median"]["point_estimate"].as_f64()
    };
    let speed = |name: &str, count: usize| Some(count as f64 / median(GROUP, name)? * 1e9);
    let Some(own) = speed("gongkai", COUNT) else { return };
    let names = [
        ("gongkai", COUNT),
        ("gongkai records alone", COUNT),
        ("by hand", COUNT),
        ("jsonschema", PART),
        ("cel", PART),
        ("regorus", PART),
        ("regorus compiled", PART),
    ];
    for (name, count) in names {
        if let Some(speed) = speed(name, count) {
            println!("{name:24} {speed:10.0} records/s   gongkai is {:6.2} times as fast", own / speed);
        }
    }
    let time = |count: usize| median("relations", &count.to_string());
    if let (Some(small), Some(large)) = (time(COUNT / 10), time(COUNT)) {
        println!("relations: ten times the records take {:.1} times as long", large / small);
    }
}
