//! The checks `annual_report_table_two` and `annual_report_other_outcomes`: rows and columns as the year's format has them.

use super::Years;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{ReportFormat, SectionKind, Squeezed};
use serde::Deserialize;

/// A column, and words by which its name is known in a page that breaks it over lines.
type Column = (&'static str, &'static [&'static str]);

const CURRENT: [Column; 5] = [
    ("本年制发件数", &["制发"]),
    ("本年废止件数", &["废止"]),
    ("现行有效件数", &["有效"]),
    ("本年处理决定数量", &["处理决定", "决定数量", "决定"]),
    ("本年收费金额（单位：万元）", &["收费金额", "金额"]),
];
const TRIAL: [Column; 8] = [
    ("本年新制作数量", &["制作"]),
    ("本年新公开数量", &["新公开", "本年新公", "公开数量"]),
    ("对外公开总数量", &["对外公开", "总数量"]),
    ("上一年项目数量", &["上一年", "上年项目"]),
    ("本年增/减", &["增/减", "增／减", "增减", "增（减）"]),
    ("处理决定数量", &["处理决定", "决定数量", "决定"]),
    ("采购项目数量", &["采购项目", "采购"]),
    ("采购总金额", &["总金额", "金额"]),
];

/// Which format is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wanted {
    Trial,
    Current,
}

/// Table two with rows or columns of another format, or without some of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableTwo {
    format: Wanted,
    #[serde(default)]
    years: Years,
}

impl Structural for TableTwo {
    fn variables(&self) -> &'static [&'static str] {
        &["missing", "count"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let source = &context.document.source;
        // The table may be a picture, and the part itself is another rule's matter.
        let (Some(table), Some(section)) = (&report.table_two, report.section(SectionKind::Disclosure))
        else {
            return Outcome::Unjudged(&["表二"]);
        };
        let Some(format) = table.format else { return Outcome::Unjudged(&["表二表头"]) };
        let (wanted, columns) = match self.format {
            Wanted::Trial => (ReportFormat::Trial, TRIAL.as_slice()),
            Wanted::Current => (ReportFormat::Current, CURRENT.as_slice()),
        };
        let first = table.rows.iter().find_map(|row| row.label).unwrap_or(section.heading);
        if format != wanted {
            // A report of the trial years in the later format has all that the law wants.
            if wanted == ReportFormat::Current {
                sink.hit(section.heading).with("missing", "全部列（所用为试行格式的表）").with("count", "1");
            }
            return Outcome::Judged;
        }
        let words = Squeezed::of(source, section.span);
        let missing: Vec<&str> = table
            .rows
            .iter()
            .filter(|row| row.label.is_none())
            .map(|row| row.name)
            .chain(
                columns
                    .iter()
                    .filter(|(_, words_of)| !words_of.iter().any(|part| words.text().contains(part)))
                    .map(|(name, _)| *name),
            )
            .collect();
        if !missing.is_empty() {
            let place = if first.is_empty() { section.heading } else { first };
            let hit = sink.hit(place);
            hit.with("missing", missing.join("、")).with("count", missing.len().to_string());
        }
        Outcome::Judged
    }
}

/// Table three with one row of 其他处理 where the format has three.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherOutcomes {
    #[serde(default)]
    years: Years,
}

impl Structural for OtherOutcomes {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let Some(table) = &report.table_three else { return Outcome::Unjudged(&["表三"]) };
        match table.format {
            Some(ReportFormat::Current) => Outcome::Judged,
            Some(ReportFormat::Trial) => {
                if let Some(label) = table.row("other").and_then(|row| row.label) {
                    sink.hit(label);
                }
                Outcome::Judged
            }
            None => Outcome::Unjudged(&["（六）其他处理"]),
        }
    }
}
