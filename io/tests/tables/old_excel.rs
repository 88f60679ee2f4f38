//! .xls: the records of a workbook as Excel 97 to 2003 wrote them.

use crate::files::{TestFile, compound_file, refused, rows, tables, text};
use gongkai::record::Cell;
use gongkai_io::Reason;
use gongkai_io::table::read_tables;
use jiff::civil::date;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn units(words: &str) -> Vec<u8> {
    words.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn at(row: u16, column: u16, format: u16) -> Vec<u8> {
    [row, column, format].into_iter().flat_map(u16::to_le_bytes).collect()
}

fn number(row: u16, column: u16, format: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[at(row, column, format), value.to_le_bytes().to_vec()].concat())
}

fn label(row: u16, column: u16, words: &str) -> Vec<u8> {
    let length = (words.encode_utf16().count() as u16).to_le_bytes().to_vec();
    record(0x0204, &[at(row, column, 0), length, vec![1], units(words)].concat())
}

fn begin(kind: u16) -> Vec<u8> {
    let version = [0x0600, kind, 0, 0, 0, 0, 0, 0].into_iter().flat_map(u16::to_le_bytes);
    record(0x0809, &version.collect::<Vec<u8>>())
}

/// A workbook of two sheets, the second hidden, in the 1900 or 1904 system.
fn workbook(is_1904: bool, cells: &[Vec<u8>]) -> Vec<u8> {
    let end = record(0x000A, &[]);
    let format = |number: u16| {
        let mut data = vec![0; 20];
        data[2..4].copy_from_slice(&number.to_le_bytes());
        record(0x00E0, &data)
    };
    let bound = |position: usize, hidden: u8, name: &str| {
        let head = [&(position as u32).to_le_bytes()[..], &[hidden, 0]].concat();
        let length = vec![name.encode_utf16().count() as u8, 1];
        record(0x0085, &[head, length, units(name)].concat())
    };
    let globals = |first: usize, second: usize| {
        [
            begin(5),
            record(0x0042, &1200_u16.to_le_bytes()),
            record(0x0022, &u16::from(is_1904).to_le_bytes()),
            format(0),
            format(14),
            bound(first, 0, "公文"),
            bound(second, 1, "隐藏"),
            end.clone(),
        ]
        .concat()
    };
    let first = [begin(0x10), cells.concat(), end.clone()].concat();
    let second = [begin(0x10), label(0, 0, "藏"), end.clone()].concat();
    let start = globals(0, 0).len();
    [globals(start, start + first.len()), first, second].concat()
}

fn cells(day: f64) -> Vec<Vec<u8>> {
    let merged = [1_u16, 0, 0, 0, 2].into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let formula = |row: u16, column: u16, format: u16, value: [u8; 8]| {
        record(
            0x0006,
            &[at(row, column, format), value.to_vec(), vec![0; 6], vec![3, 0, 0x1E, 1, 0]].concat(),
        )
    };
    vec![
        label(0, 0, "2019年台账"),
        label(0, 1, "被遮住"),
        label(2, 0, "𠮷县"),
        number(2, 1, 0, 12.0),
        number(2, 2, 1, day),
        number(2, 3, 0, 0.5),
        formula(3, 0, 1, day.to_le_bytes()),
        formula(3, 1, 0, [2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]),
        formula(3, 2, 0, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x00E5, &merged),
    ]
}

#[test]
fn both_systems_of_dates_formulas_and_merged_ranges_are_read() {
    for (is_1904, day) in [(false, 43644.0), (true, 42182.0)] {
        let bytes = compound_file("Workbook", &workbook(is_1904, &cells(day)));
        let grids = tables("a.xls", &bytes);
        let day = Cell::Date(date(2019, 6, 28));
        let expected: [(u32, &[Cell]); 3] = [
            (1, &[text("2019年台账")]),
            (3, &[text("𠮷县"), Cell::Integer(12), day.clone(), Cell::Number(0.5)]),
            (4, &[day, Cell::Error("#N/A".to_owned())]),
        ];
        assert_eq!(rows(&grids[0]), expected);
        assert_eq!(grids[1].sheet.as_deref(), Some("隐藏"));
        assert_eq!(grids[1].rows[0].cells, [text("藏")]);
    }
}

#[test]
fn a_password_is_said() {
    let file_pass = record(0x002F, &[1, 0, 0, 0, 0, 0]);
    let bytes = [begin(5), file_pass, record(0x000A, &[])].concat();
    assert_eq!(refused("a.xls", &compound_file("Workbook", &bytes)), Reason::Password);
}

#[test]
fn what_is_broken_is_an_error() {
    let whole = compound_file("Workbook", &workbook(false, &cells(43644.0)));
    assert!(matches!(refused("a.xls", &whole[..700]), Reason::Broken(_)));
    let document = compound_file("WordDocument", b"x");
    assert!(matches!(refused("a.xls", &document), Reason::Broken(_)));
}

#[test]
fn more_cells_declared_than_there_can_be_are_refused() {
    let dimensions = |rows: u32, columns: u16| {
        let data = [0_u32.to_le_bytes(), rows.to_le_bytes()].concat();
        let columns = [0, columns, 0].into_iter().flat_map(u16::to_le_bytes).collect();
        record(0x0200, &[data, columns].concat())
    };
    for (rows, columns, is_read) in [(65_536, 256, true), (u32::MAX, 256, false), (1 << 20, u16::MAX, false)]
    {
        let bytes = workbook(false, &[dimensions(rows, columns), label(0, 0, "甲")]);
        let file = TestFile::new("a.xls", &compound_file("Workbook", &bytes));
        assert_eq!(read_tables(&file.path).is_ok(), is_read, "{rows} {columns}");
    }
}

#[test]
fn no_wrong_byte_ends_the_program() {
    let whole = compound_file("Workbook", &workbook(false, &cells(43644.0)));
    let file = TestFile::new("a.xls", &whole);
    for at in 0..2560 {
        for byte in [0x00, 0x7F, 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            std::fs::write(&file.path, &bytes).unwrap();
            let _ = read_tables(&file.path);
        }
    }
}
