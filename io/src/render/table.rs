//! Findings as separated text, a row each in the report's order, for Excel and scripts.

use super::text::{basis, mended, severity_name};
use crate::say;
use crate::table::sheet::harmless;
use gongkai::{Finding, Language, Report};

/// The columns: Chinese, English.
const COLUMNS: [(&str, &str); 17] = [
    ("序号", "no."),
    ("级别", "severity"),
    ("规则", "rule"),
    ("问题", "problem"),
    ("文件", "file"),
    ("工作表", "sheet"),
    ("行", "line"),
    ("列", "column"),
    ("编号", "id"),
    ("原文", "words"),
    ("改为", "change to"),
    ("依据", "basis"),
    ("整改建议", "what to do"),
    ("责任单位", "responsible unit"),
    ("对应任务", "task"),
    ("应办期限", "due"),
    ("指纹", "fingerprint"),
];

/// The findings that are not waived as separated text, without a byte-order mark.
pub fn findings_table(report: &Report, language: Language) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.map(|(zh, en)| say(language, zh, en)))?;
    let findings = report.findings.iter().filter(|finding| finding.waived.is_none());
    for (number, finding) in (1..).zip(findings) {
        writer.write_record(row(number, finding, language).map(|words| harmless(&words).into_owned()))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn row(number: usize, finding: &Finding, language: Language) -> [String; 17] {
    let subject = &finding.subject;
    let words = |words: Option<&str>| words.unwrap_or_default().to_owned();
    let line = finding.span.map(|span| span.line).or(subject.row);
    let laws: Vec<String> = finding.basis.iter().map(|law| basis(law, language)).collect();
    [
        number.to_string(),
        severity_name(finding.severity, language),
        finding.rule.to_string(),
        finding.message.clone(),
        subject.path.to_string(),
        words(subject.sheet.as_deref()),
        line.map(|line| line.to_string()).unwrap_or_default(),
        finding.span.map(|span| span.column.to_string()).unwrap_or_default(),
        words(subject.id.as_deref()),
        finding.excerpt.clone(),
        mended(finding).unwrap_or_default(),
        laws.join("\n"),
        words(finding.help.as_deref()),
        words(finding.owner.as_deref()),
        words(finding.task.as_deref()),
        finding.deadline.map(|day| day.to_string()).unwrap_or_default(),
        finding.fingerprint.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples;

    #[test]
    fn a_row_holds_all_that_a_script_wants() {
        let table = findings_table(&samples::report(), Language::Zh).unwrap();
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), 3, "what is waived is not listed");
        let expected = [
            "1",
            "错误",
            "format/number-brackets",
            "发文字号的年份应加六角括号",
            "公文/通知 1.txt",
            "",
            "3",
            "2",
            "云数办发〔2025〕8号",
            "[2025]",
            "〔2025〕",
            "《党政机关公文格式》（GB/T 9704-2012）7.2.5（据转引）",
            "改用〔〕。",
            "",
            "",
            "",
            "f1",
        ];
        assert_eq!(rows[0].iter().collect::<Vec<_>>(), expected);
        assert_eq!(&rows[2][5], "公开申请");
        assert_eq!((&rows[2][6], &rows[2][15]), ("4", "2025-02-21"));
    }
}
