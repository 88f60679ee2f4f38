//! The ledger's first sheet: what was judged, then how many findings each unit and each task has.

use super::units::{SEVERITIES, TaskOrder, Unit, counts, task_order};
use crate::render::text::severity_name;
use crate::say;
use crate::table::sheet::{Looks, fit_row, write_text};
use gongkai::{Finding, Language, Report};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The width of its first column.
const FIRST_WIDTH: f64 = 40.0;

/// What the first sheet tells of.
#[derive(Clone, Copy)]
pub(super) struct Summarized<'r> {
    pub(super) report: &'r Report,
    pub(super) units: &'r [Unit<'r>],
    /// The name of each unit, and of its sheet.
    pub(super) names: &'r [(String, String)],
    /// The tasks' names by number.
    pub(super) tasks: &'r BTreeMap<String, String>,
}

/// The first sheet: what was judged, then how many findings each unit and each task has.
pub(super) fn summarize(
    sheet: &mut Worksheet,
    of: &Summarized<'_>,
    looks: &Looks,
    language: Language,
) -> Result<(), XlsxError> {
    let Summarized { report, units, names, tasks: titles } = *of;
    sheet.write_string_with_format(
        0,
        0,
        say(language, "问题整改台账", "Ledger of findings"),
        &looks.title,
    )?;
    sheet.set_column_width(0, FIRST_WIDTH)?;
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
            "" => say(language, "其他（不属于各项任务）", "other (of no task)"),
            task => match titles.get(task) {
                Some(title) => format!("{task} {title}"),
                None => task.to_owned(),
            },
        };
        write_text(sheet, row, 0, &name, &looks.text)?;
        fit_row(sheet, row, [(name.as_str(), FIRST_WIDTH)].into_iter())?;
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
