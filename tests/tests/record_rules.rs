//! Rules on records: taking any one field from a record that passes never makes it fail, and tables are read by their headers.

use gongkai::record::{Cell, DossierBuilder, Grid, GridRow, RecordFault};
use gongkai::{Auditor, Options, RuleSet, Verdict};
use jiff::civil::date;
use std::sync::Arc;

fn rules() -> Arc<RuleSet> {
    match RuleSet::load(&gongkai_rules::sources()) {
        Ok(rules) => Arc::new(rules),
        Err(errors) => panic!("{errors:?}"),
    }
}

fn options() -> Options {
    Options { calendar: gongkai_rules::calendar(), previews: true, ..Options::default() }
}

/// Every example of `from` with every field of its records taken away in turn; those whose verdict becomes `to`.
fn without_a_field(from: Verdict, to: Verdict) -> (usize, Vec<String>) {
    let rules = rules();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for rule in rules.rules().iter().filter(|rule| rule.is_on_records()) {
        let examples = rule.file().examples.iter().enumerate();
        for (at, example) in examples.filter(|(_, example)| example.verdict == from) {
            for (key, record) in &example.records {
                let Some(fields) = record.as_object() else { continue };
                for field in fields.keys() {
                    let mut less = example.clone();
                    if let Some(record) = less.records.get_mut(key).and_then(|record| record.as_object_mut())
                    {
                        record.remove(field);
                    }
                    tried += 1;
                    let name = || format!("{} example {}", rule.id(), at + 1);
                    match gongkai::rule::example_verdict(&rules, rule, &options(), &less) {
                        Ok(verdict) if verdict == to => {
                            wrong.push(format!("{} without {key}.{field}", name()))
                        }
                        Ok(_) => {}
                        Err(error) => wrong.push(format!("{}: {error}", name())),
                    }
                }
            }
        }
    }
    (tried, wrong)
}

#[test]
fn taking_a_field_from_a_passing_record_never_makes_it_fail() {
    let (tried, wrong) = without_a_field(Verdict::Pass, Verdict::Fail);
    assert!(tried > 1500, "{tried}");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn taking_a_field_from_a_failing_record_never_makes_it_pass() {
    let (tried, wrong) = without_a_field(Verdict::Fail, Verdict::Pass);
    assert!(tried > 1500, "{tried}");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn taking_a_field_from_an_unjudged_record_never_makes_it_pass_or_fail() {
    for verdict in [Verdict::Pass, Verdict::Fail] {
        let (tried, wrong) = without_a_field(Verdict::Unjudged, verdict);
        assert!(tried > 500, "{tried}");
        assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    }
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

#[test]
fn a_table_is_read_by_its_headers_below_a_title_and_every_bad_cell_is_named() {
    let rules = rules();
    let kind = rules.schema().table("2019年公开信息台账").expect("the table's name");
    let mut builder = DossierBuilder::new(Arc::clone(rules.schema()));
    let row = |number: u32, cells: &[Cell]| GridRow { number, cells: cells.to_vec() };
    builder.grid(
        kind,
        &Grid {
            file: "公开信息.xlsx".into(),
            sheet: Some("台账".into()),
            rows: vec![
                row(1, &[text("2019年主动公开信息台账")]),
                row(2, &[text("序号"), text("标题"), text("形成 日期"), text("公开日期"), text("公开日其")]),
                row(3, &[Cell::Integer(1), text("甲"), text("2019.6.28"), text("2019年7月29日"), text("x")]),
                row(
                    4,
                    &[
                        Cell::Integer(2),
                        text("乙"),
                        Cell::Date(date(2019, 6, 28)),
                        text("另行公布"),
                        Cell::Blank,
                    ],
                ),
                row(5, &[text("填表人：某某")]),
            ],
        },
    );
    let dossier = builder.finish();
    assert_eq!(dossier.count(kind), Some(2));
    let problems: Vec<_> =
        dossier.problems().iter().map(|problem| (problem.place.row, &problem.what)).collect();
    assert!(
        problems.iter().any(|(row, what)| *row == 4
            && matches!(what, RecordFault::WrongType { value, .. } if value == "另行公布")),
        "{problems:?}"
    );
    assert!(
        problems.iter().any(|(_, what)| matches!(what, RecordFault::UnknownColumn { name, nearest: Some(_) } if name == "公开日其")),
        "{problems:?}"
    );
}

#[test]
fn broken_records_are_each_named_and_nothing_else_is_lost() {
    let rules = rules();
    let mut builder = DossierBuilder::new(Arc::clone(rules.schema()));
    builder.json(
        "records.json",
        r#"{"document": [
            {"id": "a", "number": "云人社发〔2019〕1号", "abolished_by": "b"},
            {"id": "b", "number": "云人社发〔2019〕1号", "abolished_by": "a"},
            {"id": "a", "dated_on": "2019-02-30"}
        ], "interpretation": [{"id": "i", "of": "云人社发〔2019〕7号"}], "documnet": []}"#,
    );
    let dossier = builder.finish();
    assert_eq!(dossier.len(), 4);
    let has =
        |wanted: fn(&RecordFault) -> bool| dossier.problems().iter().any(|problem| wanted(&problem.what));
    assert!(has(|what| matches!(what, RecordFault::DuplicateId { value, first: 1 } if value == "a")));
    assert!(has(|what| matches!(what, RecordFault::SameDocument { first: 1, .. })));
    assert!(has(|what| matches!(what, RecordFault::Cycle { path } if path.len() == 3)));
    assert!(has(
        |what| matches!(what, RecordFault::Dangling { value, .. } if value == "云人社发〔2019〕7号")
    ));
    assert!(has(|what| matches!(what, RecordFault::WrongType { value, .. } if value == "2019-02-30")));
    assert!(has(
        |what| matches!(what, RecordFault::UnknownTable { nearest: Some(near), .. } if near == "document")
    ));
}

#[test]
fn an_audit_goes_by_the_day_and_names_the_unit() {
    let rules = rules();
    let mut builder = DossierBuilder::new(Arc::clone(rules.schema()));
    builder.json(
        "records.json",
        r#"{"authority": [{"region": "山东省", "level": "province", "body": "department"}],
            "budget": [{"id": "b1", "kind": "department_budget", "year": 2019, "unit": "规划财务处", "approved_on": "2019-01-30", "published_on": "2019-02-25"}]}"#,
    );
    let dossier = builder.finish();
    assert_eq!(dossier.problems(), []);
    let select = vec!["budget/department-published".to_owned()];
    let auditor =
        Auditor::new(Arc::clone(&rules), Options { select, ..options() }).expect("a rule of that name");
    let late = auditor.audit(&dossier, date(2019, 12, 31));
    let early = auditor.audit(&dossier, date(2019, 2, 1));
    assert_eq!((early.verdicts.fail, early.verdicts.pass), (0, 0));
    assert_eq!(late.records, 2);
    assert!(late.units.iter().all(|unit| &*unit.unit == "规划财务处"), "{:?}", late.units);
    assert_eq!(late.verdicts.fail + late.verdicts.unjudged, 1, "{:?}", late.verdicts);
}

/// Ten times the records take about ten times as long: joins are by hash.
#[test]
fn relations_do_not_become_quadratic() {
    let rules = rules();
    let auditor = Auditor::new(Arc::clone(&rules), options()).expect("all rules");
    let time = |count: usize| {
        let documents: Vec<String> = (0..count)
            .map(|at| format!(r#"{{"id":"d{at}","title":"办法{at}","number":"云人社发〔2019〕{at}号","normative":true,"policy":true,"dated_on":"2019-07-01","published_on":"2019-07-02"}}"#))
            .collect();
        let materials: Vec<String> = (0..count)
            .map(|at| format!(r#"{{"id":"i{at}","of":"d{at}","published_on":"2019-07-03"}}"#))
            .collect();
        let json =
            format!(r#"{{"document":[{}],"interpretation":[{}]}}"#, documents.join(","), materials.join(","));
        let start = std::time::Instant::now();
        let mut builder = DossierBuilder::new(Arc::clone(rules.schema()));
        builder.json("records.json", &json);
        let report = auditor.audit(&builder.finish(), date(2019, 12, 31));
        assert!(report.verdicts.applied() > 0);
        start.elapsed().as_secs_f64()
    };
    time(200);
    let (small, large) = (time(400), time(4000));
    assert!(large < small * 25.0, "{small} s, then {large} s");
}

/// The table of working days says what counting day by day says, on every day of every covered year.
#[test]
fn the_calendar_counts_as_a_walk_over_the_days_does() {
    let calendar = gongkai_rules::calendar();
    let (first, last) = (date(2010, 1, 1), date(2026, 12, 31));
    let mut day = first;
    while day < last {
        for days in [1, 3, 7, 20] {
            let walked = calendar.add_workdays(day, days).expect("a day of the calendar");
            assert_eq!(calendar.workday_after(day, days), Some(walked.date), "{day} + {days}");
            assert_eq!(walked.provisional, walked.date > last, "{day} + {days}");
            if !walked.provisional {
                assert_eq!(calendar.workdays_between(day, walked.date), i64::from(days), "{day} + {days}");
            }
        }
        day = day.tomorrow().expect("a day of the calendar");
    }
}

#[test]
fn what_a_file_tells_of_itself_is_joined_to_its_document() {
    let rules = rules();
    let mut builder = DossierBuilder::new(Arc::clone(rules.schema()));
    let text = "云水省数据局关于印发方案的通知\n云数发〔2019〕5号\n\n各市：\n现将方案印发。\n\n云水省数据局\n2019年6月28日\n";
    let document = builder.document("a.docx", &gongkai::Document::parse(text));
    let kind = builder.schema().kind("layout").unwrap();
    let fields = serde_json::json!({"official": true, "page_width_mm": 216.0, "page_height_mm": 279.0, "text_colours": ["auto"], "unheard_of": 1});
    builder.attached(kind, "a.docx", document, fields.as_object().unwrap());
    let dossier = builder.finish();
    assert!(dossier.problems().is_empty(), "{:?}", dossier.problems());
    let auditor = Auditor::new(Arc::clone(&rules), options()).unwrap();
    let report = auditor.audit(&dossier, date(2019, 12, 31));
    let found = report.findings.iter().find(|finding| &*finding.subject.kind == "layout").expect("a finding");
    assert_eq!((&*found.subject.path, found.subject.id.as_deref()), ("a.docx", Some("a.docx")));
    assert!(found.message.contains("216"), "{}", found.message);
}
