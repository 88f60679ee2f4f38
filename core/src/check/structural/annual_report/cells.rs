//! The check `annual_report_cells`: cells that hold nothing, words, or what no count can be.

use super::Years;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Cell, CellValue, ReportFormat, ReportTable};
use crate::source::is_blank;
use serde::Deserialize;

/// The check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cells {
    #[serde(default)]
    years: Years,
}

/// How many cells a message names.
const NAMED: usize = 2;

impl Structural for Cells {
    fn variables(&self) -> &'static [&'static str] {
        &["table", "count", "cells"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let (mut seen, mut lost) = (false, false);
        for (name, table) in
            [("表二", &report.table_two), ("表三", &report.table_three), ("表四", &report.table_four)]
        {
            let Some(table) = table else {
                lost = true;
                continue;
            };
            seen = true;
            lost |= table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.value == CellValue::Lost);
            find(&context, name, table, sink);
        }
        if lost || !seen { Outcome::Unjudged(&["单元格"]) } else { Outcome::Judged }
    }
}

fn find(context: &Context<'_, '_>, name: &str, table: &ReportTable, sink: &mut Sink) {
    let bad: Vec<_> = table
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().map(move |cell| (row, cell)))
        .filter(|(_, cell)| is_bad(cell, table.format))
        .collect();
    let Some((row, first)) = bad.first() else { return };
    let cell =
        first.span.filter(|span| context.document.slice(*span).contains(|character| !is_blank(character)));
    let Some(span) = cell.map(|span| context.document.source.trim(span)).or(row.label) else { return };
    let names: Vec<String> =
        bad.iter().take(NAMED).map(|(row, cell)| format!("{}·{}", row.name, cell.name)).collect();
    let more = if bad.len() > NAMED { "等" } else { "" };
    let hit = sink.hit(span);
    hit.with("table", name).with("count", bad.len().to_string());
    hit.with("cells", format!("“{}”{more}", names.join("”“")));
}

/// Money has fractions, and the trial format has items that went up or down.
fn is_bad(cell: &Cell, format: Option<ReportFormat>) -> bool {
    let is_money = cell.column == "amount";
    let may_fall = cell.column == "change" && format == Some(ReportFormat::Trial);
    match cell.value {
        CellValue::Integer(value) => value < 0 && !may_fall,
        CellValue::Decimal(value) => !is_money || value < 0.0,
        CellValue::Blank | CellValue::Words => true,
        CellValue::Lost => false,
    }
}
