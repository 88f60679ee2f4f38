//! The annual report on disclosure: sums of its tables, its parts and formats, its sentences against its tables.
//! A cell that the page lost makes an identity unjudged, never failed.

mod cells;
mod claims;
mod fee;
mod parts;
mod percentages;
mod period;
mod problems;
mod published;
mod sums;
mod table_two;

use super::{Context, Outcome, Table, boxed};
use crate::document::{AnnualReport, Cell, CellValue, ReportRow, ReportTable};
use serde::Deserialize;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("annual_report_sums", boxed::<sums::Sums>),
    ("annual_report_claims", boxed::<claims::Claims>),
    ("annual_report_percentages", boxed::<percentages::Percentages>),
    ("annual_report_cells", boxed::<cells::Cells>),
    ("annual_report_sections", boxed::<parts::Sections>),
    ("annual_report_words", parts::build_words),
    ("annual_report_table_two", boxed::<table_two::TableTwo>),
    ("annual_report_other_outcomes", boxed::<table_two::OtherOutcomes>),
    ("annual_report_period", boxed::<period::Period>),
    ("annual_report_fee", boxed::<fee::Fee>),
    ("annual_report_problems", boxed::<problems::Problems>),
    ("annual_report_published", boxed::<published::Published>),
];

/// The years of reports that a rule is for: the format of a report goes by its year, not by the day of its text.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    #[serde(default)]
    first: Option<i16>,
    #[serde(default)]
    last: Option<i16>,
}

impl Years {
    /// The report of `context`, where its year is one of these; else what that makes of the check.
    fn report<'c>(self, context: &Context<'c, '_>) -> Result<&'c AnnualReport, Outcome> {
        let report = context.document.annual_report.as_ref().ok_or(Outcome::NotApplicable)?;
        if self.first.is_none() && self.last.is_none() {
            return Ok(report);
        }
        let year = report.year.ok_or(Outcome::Unjudged(&["年度"]))?;
        let is_in = self.first.is_none_or(|first| year >= first) && self.last.is_none_or(|last| year <= last);
        if is_in { Ok(report) } else { Err(Outcome::NotApplicable) }
    }
}

/// What a cell counts for in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    /// A number.
    Known(i64),
    /// An empty cell: nothing, as far as the sum holds so.
    Empty,
}

impl Term {
    const fn of(cell: &Cell) -> Option<Self> {
        match cell.value {
            CellValue::Integer(value) => Some(Self::Known(value)),
            CellValue::Blank | CellValue::Words => Some(Self::Empty),
            CellValue::Decimal(_) | CellValue::Lost => None,
        }
    }

    const fn value(self) -> i64 {
        match self {
            Self::Known(value) => value,
            Self::Empty => 0,
        }
    }
}

/// The sum of cells, and whether all of them have numbers; none where one is lost or the sum is beyond all reckoning.
fn sum<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> Option<(i64, bool)> {
    cells.into_iter().try_fold((0_i64, true), |(sum, full), cell| {
        let term = Term::of(cell)?;
        Some((sum.checked_add(term.value())?, full && term != Term::Empty))
    })
}

/// The total of a row: its last cell, else the sum of the others.
fn row_total(row: &ReportRow) -> Option<i64> {
    let (total, parts) = row.cells.split_last()?;
    match Term::of(total)? {
        Term::Known(total) => Some(total),
        Term::Empty => sum(parts).map(|(sum, _)| sum),
    }
}

/// The total of the row of key `key`, where the text has it.
fn total(table: Option<&ReportTable>, key: &str) -> Option<i64> {
    table?.row(key).and_then(row_total)
}

/// The groups of outcomes in table three, by what their keys begin with.
const GROUPS: [(&str, &[&str]); 6] = [
    ("（一）", &["granted"]),
    ("（二）", &["partly_granted"]),
    ("（三）", &["refused_"]),
    ("（四）", &["unavailable_"]),
    ("（五）", &["declined_"]),
    ("（六）", &["closed_", "other"]),
];

/// The rows of a group of outcomes.
fn group(table: &ReportTable, index: usize) -> impl Iterator<Item = &ReportRow> {
    let (_, keys) = GROUPS[index];
    table.rows.iter().filter(move |row| keys.iter().any(|key| row.key.starts_with(key)))
}
