//! The check `annual_report_sums`: the identities of tables three and four, column by column and row by row.
//! A finding marks the total that is not the sum of the others.

use super::{GROUPS, Years, group, sum};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Cell, ReportRow, ReportTable};
use serde::Deserialize;

/// Which identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Identity {
    /// Each column of table three: 一 + 二 = 三（七） + 四.
    Balance,
    /// Each column of table three: 三（七） is the sum of the outcomes above it.
    Outcomes,
    /// Each row of table three: the total is the sum of the applicants.
    Applicants,
    /// Each group of table four: the total is the sum of the results.
    Results,
}

/// The check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sums {
    identity: Identity,
    #[serde(default)]
    years: Years,
}

/// What came of one identity.
enum Held {
    Yes,
    No,
    Unknown,
}

impl Structural for Sums {
    fn variables(&self) -> &'static [&'static str] {
        match self.identity {
            Identity::Balance => {
                &["column", "received", "carried_in", "handled", "carried_out", "left", "right", "difference"]
            }
            Identity::Outcomes => &["column", "cells", "sum", "total", "difference"],
            Identity::Applicants | Identity::Results => &["row", "cells", "sum", "total", "difference"],
        }
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let (table, missing): (_, &'static [&'static str]) = match self.identity {
            Identity::Results => (&report.table_four, &["表四"]),
            _ => (&report.table_three, &["表三"]),
        };
        let Some(table) = table else { return Outcome::Unjudged(missing) };
        let outcomes: Vec<Held> = match self.identity {
            Identity::Balance => columns(table).map(|index| balance(table, index, sink)).collect(),
            Identity::Outcomes => columns(table).map(|index| outcomes(table, index, sink)).collect(),
            Identity::Applicants | Identity::Results => {
                table.rows.iter().filter(|row| row.label.is_some()).map(|row| parts(row, sink)).collect()
            }
        };
        if outcomes.is_empty() || outcomes.iter().any(|held| matches!(held, Held::Unknown)) {
            return Outcome::Unjudged(missing);
        }
        Outcome::Judged
    }
}

/// The columns of a table of which all rows have the same.
fn columns(table: &ReportTable) -> std::ops::Range<usize> {
    0..table.rows.first().map_or(0, |row| row.cells.len())
}

fn cell<'t>(table: &'t ReportTable, row: &str, index: usize) -> Option<&'t Cell> {
    table.row(row)?.cells.get(index)
}

/// Two sides of an identity: an empty cell may make it hold, never fail.
fn held(left: (i64, bool), right: (i64, bool)) -> Held {
    if left.0 == right.0 {
        Held::Yes
    } else if left.1 && right.1 {
        Held::No
    } else {
        Held::Unknown
    }
}

fn balance(table: &ReportTable, index: usize, sink: &mut Sink) -> Held {
    let cells = ["received", "carried_in", "handled", "carried_out"].map(|row| cell(table, row, index));
    let [Some(received), Some(carried_in), Some(handled), Some(carried_out)] = cells else {
        return Held::Unknown;
    };
    let (Some(left), Some(right)) = (sum([received, carried_in]), sum([handled, carried_out])) else {
        return Held::Unknown;
    };
    let held = held(left, right);
    if let (Held::No, Some(span)) = (&held, handled.span) {
        let hit = sink.hit(span);
        hit.with("column", handled.name);
        for (name, cell) in [
            ("received", received),
            ("carried_in", carried_in),
            ("handled", handled),
            ("carried_out", carried_out),
        ] {
            hit.with(name, cell.integer().unwrap_or_default().to_string());
        }
        hit.with("left", left.0.to_string()).with("right", right.0.to_string());
        hit.with("difference", left.0.abs_diff(right.0).to_string());
    }
    held
}

fn outcomes(table: &ReportTable, index: usize, sink: &mut Sink) -> Held {
    let Some(total) = cell(table, "handled", index) else { return Held::Unknown };
    let mut groups = Vec::with_capacity(GROUPS.len());
    for (at, (name, _)) in GROUPS.iter().enumerate() {
        let Some(sum) = sum(group(table, at).filter_map(|row| row.cells.get(index))) else {
            return Held::Unknown;
        };
        groups.push((*name, sum));
    }
    let left = groups.iter().try_fold((0_i64, true), |(sum, full), (_, (part, is_full))| {
        Some((sum.checked_add(*part)?, full && *is_full))
    });
    let (Some(left), Some(right)) = (left, sum([total])) else { return Held::Unknown };
    let held = held(left, right);
    if let (Held::No, Some(span)) = (&held, total.span) {
        let cells: Vec<String> = groups
            .iter()
            .filter(|(_, (sum, _))| *sum != 0)
            .map(|(name, (sum, _))| format!("{name}{sum}"))
            .collect();
        let hit = sink.hit(span);
        hit.with("column", total.name).with("cells", cells.join("＋"));
        hit.with("sum", left.0.to_string()).with("total", right.0.to_string());
        hit.with("difference", left.0.abs_diff(right.0).to_string());
    }
    held
}

/// A row whose last cell is the sum of the others.
fn parts(row: &ReportRow, sink: &mut Sink) -> Held {
    let Some((total, parts)) = row.cells.split_last() else { return Held::Unknown };
    let (Some(left), Some(right)) = (sum(parts), sum([total])) else { return Held::Unknown };
    let held = held(left, right);
    if let (Held::No, Some(span)) = (&held, total.span) {
        let cells: Vec<String> = parts
            .iter()
            .filter(|cell| cell.integer().is_some_and(|value| value != 0))
            .map(|cell| format!("{}{}", cell.name, cell.integer().unwrap_or_default()))
            .collect();
        let cells = if cells.is_empty() { "各格0".to_owned() } else { cells.join("＋") };
        let hit = sink.hit(span);
        hit.with("row", row.name).with("cells", cells);
        hit.with("sum", left.0.to_string()).with("total", right.0.to_string());
        hit.with("difference", left.0.abs_diff(right.0).to_string());
    }
    held
}
