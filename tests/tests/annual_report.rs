//! Annual reports: what is consistent is left alone, and no number of a table can be changed without a finding that names
//! the identity it breaks. Our own reports stand in `tests/cases/annual-report`; the real ones are not part of the repository.

#![allow(clippy::print_stdout)]

use gongkai::document::{AnnualReport, Cell, ReportRow, ReportTable};
use gongkai::{Checker, Document, Finding, Input, Options};
use gongkai_tests::{root, samples};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    let rules = gongkai_rules::builtin().expect("the built-in packs load");
    let options = Options {
        select: vec!["annual-report/".to_owned()],
        calendar: gongkai_rules::calendar(),
        ..Options::default()
    };
    Checker::new(rules, options).expect("no rule is named")
});

/// The rules that hold the tables' own sums.
const SUMS: [&str; 4] = [
    "annual-report/balance",
    "annual-report/outcome-total",
    "annual-report/applicant-total",
    "annual-report/review-total",
];

fn findings(text: &str) -> Vec<Finding> {
    CHECKER.check(&Input::new("report.txt", text)).expect("within the limits").findings
}

fn sums(text: &str) -> Vec<Finding> {
    findings(text).into_iter().filter(|finding| SUMS.contains(&&*finding.rule)).collect()
}

fn own(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/cases/annual-report").join(name)).expect("our own report")
}

/// A real report, where it is at hand.
fn real(name: &str) -> Option<String> {
    let Some(folder) = samples() else {
        println!("skipped: no samples beside the repository");
        return None;
    };
    Some(std::fs::read_to_string(folder.join("texts/annual-reports").join(name)).expect("a sample"))
}

fn report(text: &str) -> AnnualReport {
    Document::parse(text).annual_report.expect("an annual report")
}

fn tables(report: &AnnualReport) -> [&ReportTable; 3] {
    [&report.table_two, &report.table_three, &report.table_four].map(|table| table.as_ref().expect("a table"))
}

/// The text with the number of a cell made one larger.
fn raised(text: &str, cell: &Cell) -> String {
    let span = cell.span.expect("a place").range();
    let number = cell.integer().expect("a whole number") + 1;
    format!("{}{number}{}", &text[..span.start], &text[span.end..])
}

/// The text with the number of a cell taken out.
fn without(text: &str, cell: &Cell) -> String {
    let span = cell.span.expect("a place").range();
    format!("{}{}{}", &text[..span.start], " ".repeat(span.len()), &text[span.end..])
}

/// What must be found when a cell of table three or four goes up by one: rule, and the row or column that its message names.
fn broken(row: &ReportRow, cell: &Cell) -> BTreeSet<(&'static str, String)> {
    let column = format!("“{}”列", cell.name);
    let own =
        if row.cells.len() == 7 { "annual-report/applicant-total" } else { "annual-report/review-total" };
    let name =
        if row.cells.len() == 7 { format!("“{}”行", row.name) } else { format!("“{}”", row.name) };
    let mut broken = BTreeSet::from([(own, name)]);
    if row.cells.len() == 7 {
        if !matches!(row.key, "received" | "carried_in" | "carried_out") {
            broken.insert(("annual-report/outcome-total", column.clone()));
        }
        if matches!(row.key, "received" | "carried_in" | "carried_out" | "handled") {
            broken.insert(("annual-report/balance", column));
        }
    }
    broken
}

/// Changes every number of tables three and four, one at a time.
fn every_change_is_found(text: &str) {
    let report = report(text);
    let [_, three, four] = tables(&report);
    let mut cells = 0;
    for (row, cell) in [three, four]
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| row.cells.iter().map(move |cell| (row, cell)))
    {
        let changed = raised(text, cell);
        let found = sums(&changed);
        let wanted = broken(row, cell);
        assert_eq!(found.len(), wanted.len(), "{} · {}: {found:#?}", row.name, cell.name);
        for (rule, name) in &wanted {
            let finding = found
                .iter()
                .find(|finding| &*finding.rule == *rule && finding.message.contains(name.as_str()))
                .unwrap_or_else(|| {
                    panic!("{rule} on {name} when {} · {} changes: {found:#?}", row.name, cell.name)
                });
            assert!(finding.message.contains("相差1"), "{}", finding.message);
            assert!(
                finding.excerpt.bytes().all(|byte| byte.is_ascii_digit()),
                "a total is marked: {}",
                finding.excerpt
            );
        }
        cells += 1;
    }
    assert_eq!(cells, three.rows.len() * 7 + 15);
}

/// Takes every number of tables three and four out: sums that lost a cell fail nobody.
fn no_lost_cell_is_a_finding(text: &str) {
    let report = report(text);
    let [_, three, four] = tables(&report);
    for cell in [three, four].iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
        let found = sums(&without(text, cell));
        assert!(found.is_empty(), "{}: {found:#?}", cell.name);
    }
}

#[test]
fn our_own_reports_are_consistent() {
    for name in ["current.txt", "trial.txt"] {
        let text = own(name);
        let report = report(&text);
        assert!(tables(&report).iter().all(|table| {
            table.rows.iter().all(|row| row.cells.iter().all(|cell| cell.number().is_some()))
        }));
        assert_eq!(report.sections.len(), 6);
        let found = findings(&text);
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn every_changed_number_of_our_own_reports_is_found() {
    for name in ["current.txt", "trial.txt"] {
        every_change_is_found(&own(name));
    }
}

#[test]
fn a_lost_number_of_our_own_reports_is_unjudged() {
    for name in ["current.txt", "trial.txt"] {
        no_lost_cell_is_a_finding(&own(name));
    }
}

#[test]
fn the_sums_are_judged_in_a_whole_report_and_not_in_one_that_lost_cells() {
    let text = own("current.txt");
    let judged = |text: &str| {
        let report = CHECKER.check(&Input::new("report.txt", text)).unwrap();
        SUMS.map(|rule| {
            let counts = report.rules.iter().find(|counts| &*counts.rule == rule).unwrap().counts;
            (counts.pass, counts.unjudged)
        })
    };
    assert_eq!(judged(&text), [(1, 0); 4]);
    let lost = text.replace("四、结转下年度继续办理\t5\t", "四、结转下年度继续办理\t5件另\t");
    assert_ne!(lost, text);
    assert_eq!(judged(&lost)[0], (0, 1), "the balance needs the last row");
}

/// Table two has no sums of its own: what holds its numbers is the report before it and the office's own tables.
#[test]
fn every_number_of_table_two_reaches_the_record() {
    let text = own("current.txt");
    let report = report(&text);
    let [two, ..] = tables(&report);
    let before = report.facts();
    for cell in two.rows.iter().filter(|row| row.cells.len() == 3).flat_map(|row| &row.cells) {
        let after = self::report(&raised(&text, cell)).facts();
        let changed: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
        assert_eq!(changed.len(), 1, "{}: {changed:?}", cell.name);
    }
}

#[test]
fn a_real_report_is_read_whole_and_found_consistent() {
    for name in ["0001.txt", "0002.txt"] {
        let Some(text) = real(name) else { return };
        let report = report(&text);
        assert_eq!(report.year, Some(2024));
        assert_eq!(report.sections.len(), 6);
        let [two, three, four] = tables(&report);
        assert_eq!((two.rows.len(), three.rows.len(), four.rows.len()), (6, 25, 3));
        for table in [two, three, four] {
            assert!(table.rows.iter().all(|row| row.cells.iter().all(|cell| cell.number().is_some())));
        }
        // What is found is true: the report says nothing of assessment and accountability, nor how many fee notices it
        // sent out. No error, and nothing on its numbers.
        let rules: BTreeSet<_> =
            findings(&text).into_iter().map(|finding| finding.rule.to_string()).collect();
        assert_eq!(
            rules.iter().collect::<Vec<_>>(),
            ["annual-report/accountability", "annual-report/processing-fee"]
        );
    }
}

#[test]
fn both_extractions_of_one_report_have_the_same_cells() {
    let (Some(layout), Some(raw)) = (real("0001.txt"), real("0002.txt")) else { return };
    let cells = |text: &str| -> Vec<_> {
        let report = report(text);
        tables(&report)
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| {
                row.cells.iter().map(|cell| (row.key, cell.column, cell.value)).collect::<Vec<_>>()
            })
            .collect()
    };
    assert_eq!(cells(&layout), cells(&raw));
}

#[test]
fn every_changed_number_of_a_real_report_is_found() {
    for name in ["0001.txt", "0002.txt"] {
        let Some(text) = real(name) else { return };
        every_change_is_found(&text);
        no_lost_cell_is_a_finding(&text);
    }
}

#[test]
fn a_template_is_no_report() {
    let Some(text) = real("0005.txt") else { return };
    assert!(Document::parse(&text).annual_report.is_none());
    assert!(findings(&text).is_empty());
}

/// What reports are made of, and what breaks careless code.
const PIECES: &[&str] = &[
    "一、总体情况\n",
    "二、主动公开政府信息情况\n",
    "三、收到和处理政府信息公开申请情况\n",
    "四、政府信息公开行政复议、行政诉讼情况\n",
    "五、存在的主要问题及改进情况\n",
    "六、其他需要报告的事项\n",
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n",
    "规章",
    "行政规范性文件",
    "行政许可",
    "行政事业性收费",
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（六）其他处理",
    "3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
    "未经复议直接起诉",
    "复议后起诉",
    "尚未审结",
    "2.",
    "- 4 -\n",
    "0",
    "00",
    "12",
    "3119",
    "801000081",
    "99999999999999999999",
    "-3",
    "+4",
    "1,234",
    "96171.6",
    "/",
    "—",
    "无",
    "\t",
    "|",
    " ",
    "\u{3000}",
    "\n",
    "\r\n",
    "件",
    "元",
    "，占",
    "33.9%",
    "共收到申请",
    "办结",
    "行政复议",
    "统计期限自",
    "2023年1月1日至",
    "12月31日。",
    "信息处理费",
    "𠮷",
    "😀",
    "８",
    "\u{FEFF}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_heap_of_pieces_is_read_without_harm(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..200)) {
        let text = format!("😀云岭县人民政府2023年政府信息公开工作年度报告\n{}", pieces.concat());
        let report = report(&text);
        for cell in [&report.table_two, &report.table_three, &report.table_four]
            .into_iter()
            .flatten()
            .flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells)
        {
            if let Some(span) = cell.span {
                prop_assert!(text.get(span.range()).is_some());
            }
        }
        let found = findings(&text);
        for finding in &found {
            let span = finding.span.expect("a place");
            prop_assert_eq!(&text[span.start as usize..span.end as usize], finding.excerpt.as_str());
        }
        prop_assert_eq!(found, findings(&text));
    }
}
