//! The tables of an office in and out: separated text and workbooks read into [`Grid`]s, JSON records with their lines,
//! and empty headed tables written for people to fill in. What the columns mean is not known here.

mod cells;
mod declared;
mod records;
mod rows;
mod separated;
pub(crate) mod sheet;
mod workbook;
mod write;

pub use write::{HeadedColumn, HeadedTable, write_csv, write_workbook};

use crate::encoding::decode;
use crate::intake::name;
use crate::kind::ending;
use crate::read::read_file;
use crate::{Problem, Reason, Remark, TextEncoding};
use gongkai::record::Grid;
use serde_json::value::RawValue;
use std::path::Path;
use std::sync::Arc;

/// Endings of separated text.
const TEXT_ENDINGS: [&str; 2] = ["csv", "tsv"];
/// Endings of workbooks.
const WORKBOOK_ENDINGS: [&str; 4] = ["xlsx", "xlsm", "xls", "ods"];
/// Endings of JSON records.
const RECORD_ENDINGS: [&str; 2] = ["jsonl", "json"];

/// How much of a file is read before it is refused.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Bytes of the file.
    bytes: usize,
    /// Bytes of a workbook when unpacked.
    unpacked: u64,
    /// Cells of all its tables, the blank ones before the last of a row among them.
    cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, unpacked: 192 << 20, cells: 3_000_000 }
    }
}

/// Whether [`read_tables`] reads the file, by its ending.
pub fn is_table(path: &Path) -> bool {
    ending(path).is_some_and(|ending| {
        TEXT_ENDINGS.contains(&ending.as_str()) || WORKBOOK_ENDINGS.contains(&ending.as_str())
    })
}

/// Whether [`read_records`] reads the file, by its ending.
pub fn is_records(path: &Path) -> bool {
    ending(path).is_some_and(|ending| RECORD_ENDINGS.contains(&ending.as_str()))
}

/// The tables of a file, with what the user should know of how they were read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tables {
    /// The one table of a separated text, or each sheet of a workbook in its order, hidden and empty ones among them.
    pub grids: Vec<Grid>,
    /// An encoding that was guessed.
    pub remarks: Vec<Remark>,
}

/// Records, each with the line on which it begins.
#[derive(Debug, Clone, Default)]
pub struct LinedRecords {
    /// The records, as they are written.
    pub records: Vec<(u32, Box<RawValue>)>,
    /// An encoding that was guessed.
    pub remarks: Vec<Remark>,
}

/// The tables of a file: the one of a separated text (.csv, .tsv), or each sheet of a workbook (.xlsx, .xlsm, .xls, .ods) in
/// its order, hidden ones and empty ones among them.
///
/// Formulas are read by the values that the workbook keeps of them, numbers formatted as dates as dates of the workbook's own
/// system (1900 or 1904). Of a merged range only the first cell has a value. Which kind of workbook a file is, is told by its
/// content, for exported files often bear another's ending.
pub fn read_tables(path: &Path) -> Result<Vec<Grid>, Problem> {
    let read = || tables(&read_file(path, Limits::default().bytes)?, &name(path), None);
    read().map(|tables| tables.grids).map_err(|reason| Problem::new(name(path), reason))
}

/// The tables of a file's bytes; `encoding` is that of separated text without a byte-order mark.
pub fn tables(bytes: &[u8], file: &Arc<str>, encoding: Option<TextEncoding>) -> Result<Tables, Reason> {
    tables_within(bytes, file, encoding, Limits::default())
}

fn tables_within(
    bytes: &[u8],
    file: &Arc<str>,
    encoding: Option<TextEncoding>,
    limits: Limits,
) -> Result<Tables, Reason> {
    if bytes.len() > limits.bytes {
        return Err(Reason::TooLarge { bytes: bytes.len() as u64, limit: limits.bytes });
    }
    let ending = ending(Path::new(&**file)).unwrap_or_default();
    if TEXT_ENDINGS.contains(&ending.as_str()) {
        let decoded = decode(bytes, encoding)?;
        let remarks = decoded.remark().into_iter().collect();
        let rows = separated::read(&decoded.unmarked(), ending == "tsv", limits.cells)?;
        return Ok(Tables { grids: vec![Grid { file: Arc::clone(file), sheet: None, rows }], remarks });
    }
    if WORKBOOK_ENDINGS.contains(&ending.as_str()) {
        let grids = workbook::read(bytes, file, limits)?;
        return Ok(Tables { grids, remarks: Vec::new() });
    }
    Err(Reason::TableEnding(ending))
}

/// The records of a .jsonl file (one a line) or a .json file (a list of them, or one alone), each an object, with the line on
/// which it begins.
pub fn read_records(path: &Path) -> Result<Vec<(u32, Box<RawValue>)>, Problem> {
    let read = || records_of(&read_file(path, Limits::default().bytes)?, &name(path), None);
    read().map(|read| read.records).map_err(|reason| Problem::new(name(path), reason))
}

/// The records of a file's bytes; `encoding` is that of a text without a byte-order mark.
pub fn records_of(bytes: &[u8], file: &str, encoding: Option<TextEncoding>) -> Result<LinedRecords, Reason> {
    let read = match ending(Path::new(file)).as_deref() {
        Some("jsonl") => records::lines,
        Some("json") => records::list,
        other => return Err(Reason::TableEnding(other.unwrap_or_default().to_owned())),
    };
    let decoded = decode(bytes, encoding)?;
    let remarks = decoded.remark().into_iter().collect();
    Ok(LinedRecords { records: read(&decoded.unmarked())?, remarks })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::Workbook;

    fn read(name: &str, bytes: &[u8], limits: Limits) -> Result<Vec<Grid>, Reason> {
        tables_within(bytes, &name.into(), None, limits).map(|tables| tables.grids)
    }

    #[test]
    fn what_is_too_large_is_refused_whatever_it_is_measured_by() {
        let mut workbook = Workbook::new();
        for _ in 0..2 {
            workbook.add_worksheet().write_string(0, 0, "甲".repeat(30_000)).unwrap();
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let limits = Limits::default();
        assert_eq!(read("a.xlsx", &bytes, limits).map(|grids| grids.len()), Ok(2));
        let few = Limits { cells: 1, ..limits };
        assert_eq!(read("a.xlsx", &bytes, few), Err(Reason::TooManyCells { limit: 1 }));
        assert_eq!(read("a.csv", b"a,b", few), Err(Reason::TooManyCells { limit: 1 }));
        let packed = Limits { unpacked: 60_000, ..limits };
        assert_eq!(read("a.xlsx", &bytes, packed), Err(Reason::Unpacked { limit: 60_000 }));
        let short = Limits { bytes: 100, ..limits };
        assert!(matches!(read("a.xlsx", &bytes, short), Err(Reason::TooLarge { limit: 100, .. })));
    }
}
