//! Workbooks: .xlsx and .xlsm, .xls, .ods, through calamine.

use super::Limits;
use super::cells::{from_data, from_open_document, from_ref};
use super::declared::most_declared_cells;
use super::rows::{Area, Budget, Rows};
use crate::kind::is_encrypted;
use crate::problem::Format;
use crate::read::binary_format;
use crate::{Reason, quiet};
use calamine::{
    Data, DataRef, Dimensions, Ods, OdsError, Range, Reader, SheetType, Xls, XlsError, Xlsx, XlsxError,
    XlsxFormulaMetadata,
};
use gongkai::record::{Cell, Grid};
use std::fmt::Display;
use std::io::{Cursor, Read};
use std::sync::Arc;
use zip::ZipArchive;

/// Rows and columns beyond which no sheet goes.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Cells of the largest sheet that an .xls file can hold.
const MOST_OLD_CELLS: u64 = 65_536 * 256;

type Bytes<'b> = Cursor<&'b [u8]>;

/// The sheets of a workbook in its order. The bytes tell what it is.
pub(super) fn read(bytes: &[u8], file: &Arc<str>, limits: Limits) -> Result<Vec<Grid>, Reason> {
    let read = || match binary_format(bytes) {
        Some(Format::Zip) => zipped(bytes, file, limits),
        Some(Format::OldOffice) if is_encrypted(bytes) => Err(Reason::Password),
        Some(Format::OldOffice) => old(bytes, file, limits),
        Some(format) => Err(Reason::Binary(format)),
        None if bytes.trim_ascii().is_empty() => Err(Reason::NoText),
        None => Err(Reason::NotWorkbook),
    };
    // The readers of broken files may panic; that is one more way to say that a file is broken.
    quiet::catch(read).unwrap_or_else(|| Err(Reason::Broken("it cannot be parsed".to_owned())))
}

fn zipped(bytes: &[u8], file: &Arc<str>, limits: Limits) -> Result<Vec<Grid>, Reason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    unpack(&mut archive, limits.unpacked)?;
    if archive.index_for_name("mimetype").is_some() {
        return open_document(bytes, file, limits);
    }
    if archive.index_for_name("xl/workbook.bin").is_some() {
        return Err(Reason::TableEnding("xlsb".to_owned()));
    }
    let mut workbook: Xlsx<Bytes<'_>> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx)?;
    let mut budget = Budget::new(limits.cells);
    let mut grids = Vec::new();
    for name in sheets(&workbook) {
        if let Some(rows) = xlsx_sheet(&mut workbook, &name, &mut budget)? {
            grids.push(grid(file, &name, rows));
        }
    }
    Ok(grids)
}

/// Unpacks the archive and keeps nothing of it: the sizes that it states may be false.
fn unpack(archive: &mut ZipArchive<Bytes<'_>>, limit: u64) -> Result<(), Reason> {
    let mut left = limit;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(broken)?;
        let size = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(broken)?;
        left = left.checked_sub(size).ok_or(Reason::Unpacked { limit })?;
    }
    Ok(())
}

/// The sheets that hold cells, in order.
fn sheets<'b, R: Reader<Bytes<'b>>>(workbook: &R) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect()
}

fn grid(file: &Arc<str>, sheet: &str, rows: Rows) -> Grid {
    Grid { file: Arc::clone(file), sheet: Some(sheet.into()), rows: rows.finish() }
}

/// The rows of a sheet; `None` where it is a chart after all.
fn xlsx_sheet(
    workbook: &mut Xlsx<Bytes<'_>>,
    sheet: &str,
    budget: &mut Budget,
) -> Result<Option<Rows>, Reason> {
    let within = |error: XlsxError| match xlsx(error) {
        Reason::Broken(words) => Reason::Broken(format!("{sheet}: {words}")),
        reason => reason,
    };
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(error) => return Err(within(error)),
    };
    let mut rows = Rows::default();
    // Cells with an error value that the library does not know: which cell of the sheet it is, and the value.
    let mut unknown: Vec<(usize, String)> = Vec::new();
    for order in 0.. {
        match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => {
                let value = match (cell.value, cell.formula) {
                    (DataRef::Empty, Some(formula)) => Cell::Error(never_calculated(formula)),
                    (value, _) => from_ref(value),
                };
                put(&mut rows, cell.pos, value, budget)?;
            }
            Ok(None) => break,
            Err(XlsxError::CellError(value)) => unknown.push((order, value)),
            Err(error) => return Err(within(error)),
        }
    }
    drop(cells);
    if let Some((last, _)) = unknown.last() {
        let last = *last;
        let mut unknown = unknown.into_iter().peekable();
        let mut cells = workbook.worksheet_cells_reader(sheet).map_err(within)?;
        for order in 0..=last {
            let Some(cell) = cells.next_formula().map_err(within)? else { break };
            if let Some((_, value)) = unknown.next_if(|(at, _)| *at == order) {
                put(&mut rows, cell.get_position(), Cell::Error(value), budget)?;
            }
        }
    }
    for merged in workbook.merge_cells_by_sheet_name(sheet).map_err(within)? {
        rows.cover(area(merged));
    }
    Ok(Some(rows))
}

/// A formula that a program wrote and nobody opened has no value; that is not the same as nothing.
fn never_calculated(formula: XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
            format!("={formula}")
        }
        _ => "=…".to_owned(),
    }
}

fn put(rows: &mut Rows, at: (u32, u32), cell: Cell, budget: &mut Budget) -> Result<(), Reason> {
    let (row, column) = at;
    if row >= MOST_ROWS || column >= MOST_COLUMNS {
        return Err(Reason::Broken(format!("row {}, column {}", u64::from(row) + 1, u64::from(column) + 1)));
    }
    rows.put(row, column, cell, budget)
}

fn area(merged: Dimensions) -> Area {
    Area { rows: (merged.start.0, merged.end.0), columns: (merged.start.1, merged.end.1) }
}

fn old(bytes: &[u8], file: &Arc<str>, limits: Limits) -> Result<Vec<Grid>, Reason> {
    if most_declared_cells(bytes) > MOST_OLD_CELLS {
        return Err(Reason::Broken("it declares more cells than a sheet can have".to_owned()));
    }
    let mut workbook: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(xls)?;
    let mut budget = Budget::new(limits.cells);
    let mut grids = Vec::new();
    for name in sheets(&workbook) {
        let mut rows = range(&workbook.worksheet_range(&name).map_err(xls)?, from_data, &mut budget)?;
        for merged in workbook.merge_cells_by_sheet_name(&name).map_err(xls)? {
            rows.cover(area(merged));
        }
        grids.push(grid(file, &name, rows));
    }
    Ok(grids)
}

fn open_document(bytes: &[u8], file: &Arc<str>, limits: Limits) -> Result<Vec<Grid>, Reason> {
    let mut workbook: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(ods)?;
    let mut budget = Budget::new(limits.cells);
    let mut grids = Vec::new();
    for name in sheets(&workbook) {
        let cells = workbook.worksheet_range(&name).map_err(ods)?;
        grids.push(grid(file, &name, range(&cells, from_open_document, &mut budget)?));
    }
    Ok(grids)
}

fn range(cells: &Range<Data>, cell: fn(&Data) -> Cell, budget: &mut Budget) -> Result<Rows, Reason> {
    let (top, left) = cells.start().unwrap_or_default();
    let mut rows = Rows::default();
    for (row, column, data) in cells.used_cells() {
        put(&mut rows, (top + row as u32, left + column as u32), cell(data), budget)?;
    }
    Ok(rows)
}

fn broken(error: impl Display) -> Reason {
    Reason::Broken(error.to_string())
}

fn xlsx(error: XlsxError) -> Reason {
    match error {
        XlsxError::Password => Reason::Password,
        error => broken(error),
    }
}

fn xls(error: XlsError) -> Reason {
    match error {
        XlsError::Password => Reason::Password,
        error => broken(error),
    }
}

fn ods(error: OdsError) -> Reason {
    match error {
        OdsError::Password => Reason::Password,
        OdsError::CellLimitExceeded { max, .. } => Reason::TooManyCells { limit: max },
        error => broken(error),
    }
}
