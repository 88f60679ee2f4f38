//! Findings as a ledger for the units that must act (问题整改台账): a workbook with a sheet a unit.

mod summary;
mod units;

use super::place::place;
use super::text::{basis, severity_name};
use crate::say;
use crate::table::sheet::{self, Looks, SheetNames, write_day, write_text};
use gongkai::{Finding, Language, Report};
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeMap;
use summary::{Summarized, summarize};
pub(super) use units::task_order;
use units::units;

/// The columns: Chinese, English, width.
const COLUMNS: [(&str, &str, f64); 11] = [
    ("序号", "no.", 6.0),
    ("级别", "severity", 8.0),
    ("问题", "problem", 48.0),
    ("位置", "place", 28.0),
    ("依据", "basis", 36.0),
    ("整改建议", "what to do", 32.0),
    ("责任单位", "responsible unit", 16.0),
    ("对应任务", "task", 9.0),
    ("应办期限", "due", 12.0),
    ("整改期限", "put right by", 12.0),
    ("整改情况", "progress", 24.0),
];

fn headers(language: Language) -> impl Iterator<Item = String> {
    COLUMNS.iter().map(move |(zh, en, _)| say(language, *zh, *en))
}

/// The words of a finding's row, from severity to task.
fn words(finding: &Finding, unit: &str, language: Language) -> [String; 7] {
    let laws: Vec<String> = finding.basis.iter().map(|law| basis(law, language)).collect();
    [
        severity_name(finding.severity, language),
        finding.message.clone(),
        place(finding, language),
        laws.join("\n"),
        finding.help.as_deref().unwrap_or_default().to_owned(),
        unit.to_owned(),
        finding.task.as_deref().unwrap_or_default().to_owned(),
    ]
}

/// The ledger as a workbook: a summary by unit and by task, then a sheet a unit.
/// `tasks` are the tasks' names by number.
pub fn ledger_workbook(
    report: &Report,
    tasks: &BTreeMap<String, String>,
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = sheet::workbook(report.as_of)?;
    let looks = Looks::default();
    let units = units(report);
    let mut names = SheetNames::default();
    let summary_name = names.make(&say(language, "汇总", "summary"));
    // Where no unit is named at all, its sheet is just the list.
    let is_list = units.iter().all(|unit| unit.name.is_none());
    let unit_names: Vec<(String, String)> = units
        .iter()
        .map(|unit| {
            let name = unit.name(language);
            let sheet = if is_list {
                names.make(&say(language, "问题清单", "findings"))
            } else {
                names.make(&name)
            };
            (name, sheet)
        })
        .collect();

    let summary = workbook.add_worksheet();
    summary.set_name(summary_name)?;
    let of = Summarized { report, units: &units, names: &unit_names, tasks };
    summarize(summary, &of, &looks, language)?;
    for (unit, (name, sheet_name)) in units.iter().zip(&unit_names) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name)?;
        let columns: Vec<(String, f64)> =
            headers(language).zip(COLUMNS.iter().map(|(_, _, width)| *width)).collect();
        sheet::table(sheet, &columns, unit.findings.len() as u32, &looks)?;
        for (row, finding) in (1..).zip(&unit.findings) {
            sheet.write_number_with_format(row, 0, row, &looks.plain)?;
            let words = words(finding, name, language);
            let widths = COLUMNS.iter().skip(1).map(|(_, _, width)| *width);
            sheet::fit_row(sheet, row, words.iter().map(String::as_str).zip(widths))?;
            for (column, words) in (1..).zip(&words) {
                write_text(sheet, row, column, words, &looks.text)?;
            }
            write_day(sheet, row, 8, finding.deadline, &looks)?;
            write_day(sheet, row, 9, None, &looks)?;
            sheet.write_blank(row, 10, &looks.text)?;
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::read_tables;
    use gongkai::record::{Cell, Grid};
    use serde_json::json;

    fn finding(severity: &str, owner: Option<&str>, task: Option<&str>, message: &str) -> serde_json::Value {
        json!({
            "rule": "a/b", "severity": severity, "message": message, "help": "补充责任单位",
            "subject": {"kind": "text", "id": "鲁人社发〔2019〕12号", "path": "notice.txt"},
            "span": {"start": 0, "end": 3, "line": 5, "column": 1, "end_line": 5, "end_column": 2},
            "excerpt": "甲",
            "basis": [
                {"document": "条例", "number": "国令第711号", "at": "第二十六条", "certainty": "verified"},
                {"document": "办法", "certainty": "derived"}
            ],
            "task": task, "owner": owner, "fix": null, "fingerprint": message, "waived": null
        })
    }

    fn report() -> Report {
        let mut waived = finding("error", Some("人事处"), None, "已豁免");
        waived["waived"] = json!("经批准");
        let mut record = finding("info", None, None, "无单位");
        record["span"] = json!(null);
        record["subject"]["id"] = json!(null);
        let report = json!({
            "schema": "gongkai-report/1", "as_of": "2019-12-31", "engine": "0", "documents": 3, "packs": [],
            "verdicts": {"pass": 7, "fail": 6, "not_applicable": 1, "unjudged": 2, "waived": 1}, "rules": [],
            "findings": [
                finding("warning", Some("人事处"), Some("1.10"), "迟了"),
                finding("error", Some("办公室/信访"), Some("1.2"), "=HYPERLINK(\"x\")"),
                finding("error", Some("办公室/信访"), Some("1.2"), "缺了"),
                finding("error", Some("人事处"), None, "错了"),
                record, waived
            ],
            "unjudged": []
        });
        serde_json::from_value(report).unwrap()
    }

    fn sheets(report: &Report, language: Language) -> Vec<Grid> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台账.xlsx");
        std::fs::write(&path, ledger_workbook(report, &BTreeMap::new(), language).unwrap()).unwrap();
        read_tables(&path).unwrap()
    }

    fn row(grid: &Grid, number: u32) -> Vec<String> {
        let words = |cell: &Cell| match cell {
            Cell::Text(words) => words.clone(),
            Cell::Integer(count) => count.to_string(),
            Cell::Blank => String::new(),
            other => format!("{other:?}"),
        };
        let row = grid.rows.iter().find(|row| row.number == number);
        row.map_or_else(Vec::new, |row| row.cells.iter().map(words).collect())
    }

    #[test]
    fn the_summary_counts_by_unit_and_by_task() {
        let grids = sheets(&report(), Language::Zh);
        let names: Vec<_> = grids.iter().filter_map(|grid| grid.sheet.as_deref()).collect();
        assert_eq!(names, ["汇总", "办公室／信访", "人事处", "未明确责任单位"]);
        let summary = &grids[0];
        assert_eq!(row(summary, 2), ["判断日期：2019-12-31"]);
        assert!(row(summary, 4)[0].contains("无法判定 2，豁免 1"));
        assert_eq!(row(summary, 6), ["责任单位", "错误", "警告", "提示", "合计"]);
        assert_eq!(row(summary, 7), ["办公室/信访", "2", "0", "0", "2"]);
        assert_eq!(row(summary, 8), ["人事处", "1", "1", "0", "2"]);
        assert_eq!(row(summary, 9), ["未明确责任单位", "0", "0", "1", "1"]);
        assert_eq!(row(summary, 10), ["合计", "3", "1", "1", "5"]);
        assert_eq!(row(summary, 12), ["对应任务", "错误", "警告", "提示", "合计"]);
        assert_eq!(row(summary, 13), ["1.2", "2", "0", "0", "2"]);
        assert_eq!(row(summary, 14), ["1.10", "0", "1", "0", "1"]);
        assert_eq!(row(summary, 15), ["其他（不属于各项任务）", "1", "0", "1", "2"]);
    }

    #[test]
    fn each_unit_has_its_own_sheet() {
        let grids = sheets(&report(), Language::Zh);
        let header = [
            "序号",
            "级别",
            "问题",
            "位置",
            "依据",
            "整改建议",
            "责任单位",
            "对应任务",
            "应办期限",
            "整改期限",
            "整改情况",
        ];
        assert_eq!(row(&grids[1], 1), header);
        assert_eq!(row(&grids[1], 2)[2], "=HYPERLINK(\"x\")");
        let expected = [
            "2",
            "错误",
            "缺了",
            "notice.txt 第5行（鲁人社发〔2019〕12号）",
            "《条例》（国令第711号）第二十六条\n《办法》（推导）",
            "补充责任单位",
            "办公室/信访",
            "1.2",
        ];
        assert_eq!(row(&grids[1], 3), expected);
        assert_eq!(row(&grids[2], 4), Vec::<String>::new(), "what is waived is not listed");
        assert_eq!(row(&grids[3], 2)[3], "notice.txt");
    }

    #[test]
    fn words_that_look_like_formulas_stay_words() {
        let bytes = ledger_workbook(&report(), &BTreeMap::new(), Language::Zh).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
        assert!(!part("xl/worksheets/sheet2.xml").contains("<f>"));
        assert!(part("xl/styles.xml").contains("quotePrefix=\"1\""));
        assert!(part("xl/worksheets/sheet2.xml").contains("<autoFilter ref=\"A1:K3\"/>"));
        assert!(part("xl/worksheets/sheet2.xml").contains("state=\"frozen\""));
    }

    #[test]
    fn the_same_report_is_the_same_bytes() {
        let ledger = || ledger_workbook(&report(), &BTreeMap::new(), Language::Zh).unwrap();
        assert_eq!(ledger(), ledger());
    }

    #[test]
    fn a_report_without_findings_has_a_summary() {
        let mut report = report();
        report.findings.clear();
        let grids = sheets(&report, Language::En);
        assert_eq!(grids.len(), 1);
        assert_eq!(row(&grids[0], 7), ["all", "0", "0", "0", "0"]);
    }
}
