//! Separated text: what separates is told from the text, and each row knows the line on which it begins.

use super::rows::{Budget, trim};
use crate::Reason;
use gongkai::record::{Cell, GridRow};
use std::io::Read;

/// What may separate cells. Of equals the first goes before.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// How much of a text is looked at to tell what separates.
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_ROWS: usize = 50;

/// A row of its own behind the text. Where it is missing at the end, a quotation mark before it was never closed.
const END: &str = "\n\u{1}";

/// The rows of the text.
pub(super) fn read(text: &str, tabs: bool, limit: usize) -> Result<Vec<GridRow>, Reason> {
    // Excel's own way of saying what separates.
    let (said, start) = said_separator(text);
    let separator = said.unwrap_or_else(|| separator(text, tabs));
    let mut reader = reader(separator).from_reader(text.as_bytes()[start..].chain(END.as_bytes()));
    let mut budget = Budget::new(limit);
    let mut lines = Lines { text, at: start, line: 1 + u32::from(start > 0) };
    let mut rows = Vec::new();
    let mut open = 1;
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader.read_record(&mut record).map_err(|error| Reason::Broken(error.to_string()))?;
        if !more {
            return Err(Reason::OpenQuote { line: open });
        }
        if record.len() == 1 && record.get(0) == END.get(1..) && reader.position().byte() >= end(text, start)
        {
            return Ok(rows);
        }
        let begin = record.position().map_or(0, csv::Position::byte) as usize + start;
        open = lines.line_at(begin);
        budget.take(record.len())?;
        let mut cells: Vec<Cell> = record.iter().map(cell).collect();
        trim(&mut cells);
        if !cells.is_empty() {
            rows.push(GridRow { number: open, cells });
        }
    }
}

/// Where the reader stands when it has read the last row behind the text.
fn end(text: &str, start: usize) -> u64 {
    (text.len() - start + END.len()) as u64
}

fn reader(separator: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(separator).has_headers(false).flexible(true);
    builder
}

/// The words of a cell. `="0012"` is how exported tables keep zeros and long numbers from Excel.
fn cell(words: &str) -> Cell {
    let words = words.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(words);
    if words.chars().all(gongkai::source::is_blank) { Cell::Blank } else { Cell::Text(words.to_owned()) }
}

/// What a first line `sep=;` says, and where the text goes on behind it.
fn said_separator(text: &str) -> (Option<u8>, usize) {
    let said = || {
        let (byte, rest) = text.strip_prefix("sep=")?.as_bytes().split_first()?;
        let end = [&b"\r\n"[..], b"\n", b"\r"].into_iter().find(|end| rest.starts_with(end))?;
        byte.is_ascii().then_some((Some(*byte), "sep=".len() + 1 + end.len()))
    };
    said().unwrap_or((None, 0))
}

/// What separates: it cuts the most rows into the same number of cells, more rather than fewer. One that is not in the first
/// line counts half.
fn separator(text: &str, tabs: bool) -> u8 {
    let mut sample = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(sample) {
        sample -= 1;
    }
    let sample = &text[..sample];
    let first = sample.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let score = |separator: u8| {
        let mut reader = reader(separator).from_reader(sample.as_bytes());
        let mut widths: Vec<usize> =
            reader.records().take(SAMPLE_ROWS).flatten().map(|record| record.len()).collect();
        widths.sort_unstable();
        let alike = widths.chunk_by(|a, b| a == b).map(|rows| rows.len() * (rows[0] - 1)).max();
        alike.unwrap_or(0) * if first.as_bytes().contains(&separator) { 2 } else { 1 }
    };
    let default = if tabs { b'\t' } else { SEPARATORS[0] };
    let mut best = (score(default), default);
    for separator in SEPARATORS {
        let score = score(separator);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// Lines counted on from one row to the next. Lines end with LF, CR LF or CR.
#[derive(Debug)]
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the row that begins at or, behind empty lines, after `begin`.
    fn line_at(&mut self, begin: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let mut begin = begin.min(bytes.len());
        while matches!(bytes.get(begin), Some(b'\n' | b'\r')) {
            begin += 1;
        }
        let passed = &bytes[self.at..begin];
        let breaks = memchr::memchr2_iter(b'\n', b'\r', passed)
            .filter(|at| passed[*at] == b'\n' || passed.get(at + 1) != Some(&b'\n'))
            .count();
        self.line += breaks as u32;
        self.at = begin;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<(u32, Vec<String>)> {
        let words = |cell: Cell| match cell {
            Cell::Text(words) => words,
            _ => String::new(),
        };
        let row = |row: GridRow| (row.number, row.cells.into_iter().map(words).collect());
        read(text, false, 1000).unwrap().into_iter().map(row).collect()
    }

    fn numbers(text: &str) -> Vec<u32> {
        table(text).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn what_separates_is_told_from_the_text() {
        for separator in [",", ";", "\t"] {
            let text = ["编号|标题|单位", "1|通知；附件|人事处、财务处", "2|意见|"].join("\n");
            let rows = table(&text.replace('|', separator));
            assert_eq!(rows[0].1, ["编号", "标题", "单位"], "{separator:?}");
            assert_eq!(rows[2].1, ["2", "意见"], "{separator:?}");
        }
    }

    #[test]
    fn lists_within_cells_do_not_separate() {
        let rows = table("编号,单位\n1,甲;乙;丙\n2,甲;乙;丙\n3,丁;戊;己\n");
        assert_eq!(rows[1].1, ["1", "甲;乙;丙"]);
        let rows = table("解读材料台账, 2019\n编号\t标题\t单位\n1\t通知, 附件\t人事处\n2\t意见\t办公室\n");
        assert_eq!(rows[2].1, ["1", "通知, 附件", "人事处"]);
    }

    #[test]
    fn a_single_column_is_a_table_too() {
        assert_eq!(table("单位\n人事处\n财务处\n").len(), 3);
    }

    #[test]
    fn quoted_cells_hold_line_ends_and_marks() {
        let rows = table("编号,内容\r\n1,\"第一行\r\n第二行，“引”,\"\"号\"\"\"\r\n2,后\r\n");
        assert_eq!(rows[1], (2, vec!["1".to_owned(), "第一行\r\n第二行，“引”,\"号\"".to_owned()]));
        assert_eq!(rows[2].0, 4);
    }

    #[test]
    fn rows_know_their_lines() {
        assert_eq!(numbers("甲,乙\n1,2\n\n\n3,4\n"), [1, 2, 5]);
        assert_eq!(numbers("\n\r\n甲,乙\r\n\r\n1,2"), [3, 5]);
        assert_eq!(numbers("甲,乙\r1,\"a\rb\"\r3,4"), [1, 2, 4]);
        assert_eq!(numbers("甲,乙\n,\n ,\u{3000}\n3,4\n"), [1, 4]);
    }

    #[test]
    fn a_quotation_mark_that_stays_open_is_named_by_its_row() {
        let text = "编号,内容\n1,好\n2,\"没有\n3,配对\n";
        assert_eq!(read(text, false, 1000), Err(Reason::OpenQuote { line: 3 }));
        assert_eq!(table("编号,内容\n1,5\"管\n2,末\n")[1].1, ["1", "5\"管"]);
        assert_eq!(table("a,b\n1,\"完\"").len(), 2);
        assert_eq!(table("a\n\u{1}\n\u{1}").len(), 3);
    }

    #[test]
    fn excels_own_ways_are_understood() {
        let rows = table("sep=;\r\n编号;内容\r\n=\"0012\";一,二,三\r\n");
        assert_eq!(rows[0], (2, vec!["编号".to_owned(), "内容".to_owned()]));
        assert_eq!(rows[1], (3, vec!["0012".to_owned(), "一,二,三".to_owned()]));
    }

    #[test]
    fn too_many_cells_are_refused() {
        assert_eq!(read("a,b\n1,2\n", false, 3), Err(Reason::TooManyCells { limit: 3 }));
    }
}
