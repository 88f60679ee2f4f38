//! Findings as a ledger for the units that must act (问题整改台账): a workbook with a sheet a unit, or one separated text.

use super::text::{basis, severity_name};
use crate::say;
use crate::table::sheet::{self, Looks, SheetNames, harmless, write_day, write_text};
use gongkai::report::{FindingSpan, Subject};
use gongkai::{Finding, Language, Report, Severity};
use jiff::civil::Date;
use rust_xlsxwriter::{Url, Worksheet, XlsxError};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The columns: Chinese, English, width.
const COLUMNS: [(&str, &str, f64); 10] = [
    ("序号", "no.", 6.0),
    ("级别", "severity", 8.0),
    ("问题", "problem", 48.0),
    ("位置", "place", 28.0),
    ("依据", "basis", 36.0),
    ("整改建议", "what to do", 32.0),
    ("责任单位", "responsible unit", 16.0),
    ("对应任务", "task", 9.0),
    ("整改期限", "due", 12.0),
    ("整改情况", "progress", 24.0),
];

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// A unit's findings, in the report's order.
struct Unit<'r> {
    /// As findings name it; `None` where they name none.
    name: Option<&'r str>,
    findings: Vec<&'r Finding>,
}

/// The findings that are not waived by unit: the one with the gravest and the most first, those of no unit last.
fn units(report: &Report) -> Vec<Unit<'_>> {
    let mut by_name: BTreeMap<Option<&str>, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.waived.is_none()) {
        let name = finding.owner.as_deref().map(str::trim).filter(|name| !name.is_empty());
        by_name.entry(name).or_default().push(finding);
    }
    let mut units: Vec<Unit<'_>> =
        by_name.into_iter().map(|(name, findings)| Unit { name, findings }).collect();
    units.sort_by_key(|unit| (unit.name.is_none(), Reverse(counts(&unit.findings))));
    units
}

impl Unit<'_> {
    fn name(&self, language: Language) -> String {
        match self.name {
            Some(name) => name.to_owned(),
            None => say(language, "未明确责任单位", "no unit named"),
        }
    }
}

/// How many of each severity.
fn counts(findings: &[&Finding]) -> [usize; 3] {
    SEVERITIES.map(|severity| findings.iter().filter(|finding| finding.severity == severity).count())
}

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

/// Where the finding stands: the file, the line in it, the record or document.
pub(super) fn place(finding: &Finding, language: Language) -> String {
    place_of(&finding.subject, finding.span.as_ref(), language)
}

/// Where a record or a place in a text stands.
pub(super) fn place_of(subject: &Subject, span: Option<&FindingSpan>, language: Language) -> String {
    let mut words = subject.path.to_string();
    if let Some(sheet) = &subject.sheet {
        words.push_str(&say(language, format!(" 工作表“{sheet}”"), format!(" sheet “{sheet}”")));
    }
    if let Some(row) = subject.row {
        words.push_str(&say(language, format!(" 第{row}行"), format!(" row {row}")));
    }
    if let Some(span) = span {
        let line = span.line;
        words.push_str(&say(language, format!(" 第{line}行"), format!(", line {line}")));
    }
    if let Some(id) = &subject.id {
        words.push_str(&say(language, format!("（{id}）"), format!(" ({id})")));
    }
    words
}

/// The day by which the finding must be put right. Findings bear none yet: the column is for people to fill in.
const fn due(_: &Finding) -> Option<Date> {
    None
}

/// The ledger as separated text, all units in one, without a byte-order mark.
pub fn ledger_table(report: &Report, language: Language) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headers(language))?;
    let mut number = 0;
    for unit in units(report) {
        let name = unit.name(language);
        for finding in &unit.findings {
            number += 1;
            writer.write_field(number.to_string())?;
            for words in words(finding, &name, language) {
                writer.write_field(harmless(&words).as_bytes())?;
            }
            let due = due(finding).map_or_else(String::new, |day| day.to_string());
            writer.write_record([&due, ""])?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The ledger as a workbook: a summary by unit and by task, then a sheet a unit.
pub fn ledger_workbook(report: &Report, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = sheet::workbook(report.as_of)?;
    let looks = Looks::default();
    let units = units(report);
    let mut names = SheetNames::default();
    let summary_name = names.make(&say(language, "汇总", "summary"));
    let unit_names: Vec<(String, String)> = units
        .iter()
        .map(|unit| {
            let name = unit.name(language);
            let sheet = names.make(&name);
            (name, sheet)
        })
        .collect();

    let summary = workbook.add_worksheet();
    summary.set_name(summary_name)?;
    summarize(summary, report, &units, &unit_names, &looks, language)?;
    for (unit, (name, sheet_name)) in units.iter().zip(&unit_names) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name)?;
        let columns: Vec<(String, f64)> =
            headers(language).zip(COLUMNS.iter().map(|(_, _, width)| *width)).collect();
        sheet::table(sheet, &columns, unit.findings.len() as u32, &looks)?;
        for (row, finding) in (1..).zip(&unit.findings) {
            sheet.write_number_with_format(row, 0, row, &looks.plain)?;
            let words = words(finding, name, language);
            for (column, words) in (1..).zip(&words) {
                write_text(sheet, row, column, words, &looks.text)?;
            }
            write_day(sheet, row, 8, due(finding), &looks)?;
            sheet.write_blank(row, 9, &looks.text)?;
        }
    }
    workbook.save_to_buffer()
}

/// The first sheet: what was judged, then how many findings each unit and each task has.
fn summarize(
    sheet: &mut Worksheet,
    report: &Report,
    units: &[Unit<'_>],
    names: &[(String, String)],
    looks: &Looks,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(
        0,
        0,
        say(language, "问题整改台账", "Ledger of findings"),
        &looks.title,
    )?;
    sheet.set_column_width(0, 36)?;
    let mut row = 1;
    for line in about(report, language) {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }

    row = heading(sheet, row + 1, &say(language, "责任单位", "responsible unit"), looks, language)?;
    for (unit, (name, sheet_name)) in units.iter().zip(names) {
        let target = format!("internal:'{}'!A1", sheet_name.replace('\'', "''"));
        sheet.write_url_with_format(row, 0, Url::new(target).set_text(name), &looks.text)?;
        row = numbers(sheet, row, &unit.findings, looks)?;
    }
    let all: Vec<&Finding> = units.iter().flat_map(|unit| unit.findings.iter().copied()).collect();
    sheet.write_string_with_format(row, 0, say(language, "合计", "all"), &looks.header)?;
    row = numbers(sheet, row, &all, looks)?;

    row = heading(sheet, row + 1, &say(language, "对应任务", "task"), looks, language)?;
    let mut tasks: BTreeMap<TaskOrder<'_>, Vec<&Finding>> = BTreeMap::new();
    for finding in all {
        tasks.entry(task_order(finding.task.as_deref())).or_default().push(finding);
    }
    for ((_, task), findings) in &tasks {
        let name = match *task {
            "" => say(language, "不对应任务", "of no task"),
            task => task.to_owned(),
        };
        write_text(sheet, row, 0, &name, &looks.text)?;
        row = numbers(sheet, row, findings, looks)?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// What the ledger is made from, a line each. What could not be judged and what was waived is said, for it is not listed.
fn about(report: &Report, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(day) = report.as_of {
        lines.push(say(language, format!("判断日期：{day}"), format!("judged as of {day}")));
    }
    let (documents, verdicts) = (report.documents, &report.verdicts);
    lines.push(say(language, format!("检查文件 {documents} 份"), format!("{documents} documents checked")));
    lines.push(say(
        language,
        format!(
            "判定：通过 {}，不通过 {}，无法判定 {}，豁免 {}（无法判定和豁免的不列入台账）",
            verdicts.pass, verdicts.fail, verdicts.unjudged, verdicts.waived
        ),
        format!(
            "verdicts: {} pass, {} fail, {} unjudged, {} waived (the last two are not listed)",
            verdicts.pass, verdicts.fail, verdicts.unjudged, verdicts.waived
        ),
    ));
    lines
}

/// The header of a table of counts. Gives the row below it.
fn heading(
    sheet: &mut Worksheet,
    row: u32,
    first: &str,
    looks: &Looks,
    language: Language,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, first, &looks.header)?;
    let names = SEVERITIES.map(|severity| severity_name(severity, language));
    for (column, name) in (1..).zip(names.into_iter().chain([say(language, "合计", "all")])) {
        sheet.write_string_with_format(row, column, name, &looks.header)?;
    }
    Ok(row + 1)
}

/// The counts of one row. Gives the row below it.
fn numbers(sheet: &mut Worksheet, row: u32, findings: &[&Finding], looks: &Looks) -> Result<u32, XlsxError> {
    for (column, count) in (1..).zip(counts(findings).into_iter().chain([findings.len()])) {
        sheet.write_number_with_format(row, column, count as u32, &looks.plain)?;
    }
    Ok(row + 1)
}

/// What tasks are ordered by: 1.2 goes before 1.10, no task behind all.
type TaskOrder<'r> = (Vec<u32>, &'r str);

fn task_order(task: Option<&str>) -> TaskOrder<'_> {
    let task = task.unwrap_or_default();
    (task.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect(), task)
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
        std::fs::write(&path, ledger_workbook(report, language).unwrap()).unwrap();
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
        assert_eq!(row(summary, 15), ["不对应任务", "1", "0", "1", "2"]);
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
        let bytes = ledger_workbook(&report(), Language::Zh).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
        assert!(!part("xl/worksheets/sheet2.xml").contains("<f>"));
        assert!(part("xl/styles.xml").contains("quotePrefix=\"1\""));
        assert!(part("xl/worksheets/sheet2.xml").contains("<autoFilter ref=\"A1:J3\"/>"));
        assert!(part("xl/worksheets/sheet2.xml").contains("state=\"frozen\""));
        let table = ledger_table(&report(), Language::Zh).unwrap();
        assert!(table.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{table}");
    }

    #[test]
    fn separated_text_holds_all_units() {
        let table = ledger_table(&report(), Language::En).unwrap();
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        let column = |at: usize| rows.iter().map(|row| row[at].to_owned()).collect::<Vec<_>>();
        assert_eq!(column(0), ["1", "2", "3", "4", "5"]);
        assert_eq!(column(6), ["办公室/信访", "办公室/信访", "人事处", "人事处", "no unit named"]);
        assert_eq!(&rows[1][3], "notice.txt, line 5 (鲁人社发〔2019〕12号)");
    }

    #[test]
    fn the_same_report_is_the_same_bytes() {
        let ledger = || ledger_workbook(&report(), Language::Zh).unwrap();
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
