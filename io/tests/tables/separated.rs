//! Separated text.

use crate::files::{TestFile, refused, rows, tables, text};
use encoding_rs::GB18030;
use gongkai::record::Cell;
use gongkai_io::Reason;
use gongkai_io::table::{is_records, is_table, read_records, read_tables};
use std::path::Path;

const WORDS: &str =
    "编号,标题,发布日期\n1,\"关于印发𠮷县方案的通知\n（试行）\",2019.6.28\n,,\n2,意见,2019年6月\n";

#[test]
fn a_table_is_the_same_in_every_encoding() {
    let utf16 = |mark: u16, turn: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(mark).chain(WORDS.encode_utf16()).flat_map(turn).collect()
    };
    for (what, bytes) in [
        ("utf-8", WORDS.as_bytes().to_vec()),
        ("utf-8 with its mark", format!("\u{FEFF}{WORDS}").into_bytes()),
        ("gb18030", GB18030.encode(WORDS).0.into_owned()),
        ("utf-16le", utf16(0xFEFF, u16::to_le_bytes)),
        ("utf-16be", utf16(0xFEFF, u16::to_be_bytes)),
    ] {
        let grids = tables("解读.csv", &bytes);
        assert_eq!(grids.len(), 1, "{what}");
        assert_eq!(grids[0].sheet, None);
        let expected: [(u32, &[Cell]); 3] = [
            (1, &[text("编号"), text("标题"), text("发布日期")]),
            (2, &[text("1"), text("关于印发𠮷县方案的通知\n（试行）"), text("2019.6.28")]),
            (5, &[text("2"), text("意见"), text("2019年6月")]),
        ];
        assert_eq!(rows(&grids[0]), expected, "{what}");
    }
}

#[test]
fn tabs_and_semicolons_separate_too() {
    let expected: [(u32, &[Cell]); 2] =
        [(1, &[text("编号"), text("单位")]), (2, &[text("1"), text("人事处、财务处")])];
    for (name, separator) in [("a.tsv", "\t"), ("a.csv", "\t"), ("a.csv", ";"), ("A.CSV", ",")] {
        let words = "编号|单位\r\n1|人事处、财务处\r\n".replace('|', separator);
        assert_eq!(rows(&tables(name, words.as_bytes())[0]), expected, "{name} {separator:?}");
    }
}

#[test]
fn files_are_named_as_they_were() {
    let file = TestFile::new("解读.csv", b"a,b\n");
    assert!(read_tables(&file.path).unwrap()[0].file.ends_with("/解读.csv"));
    let gone = file.path.with_file_name("没有.csv");
    let problem = read_tables(&gone).unwrap_err();
    assert!(problem.path.ends_with("/没有.csv"));
    assert_eq!(problem.reason, Reason::Missing);
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(refused("a.csv", b" \r\n"), Reason::NoText);
    assert_eq!(refused("a.csv", "甲,乙\n1,\"没有\n".as_bytes()), Reason::OpenQuote { line: 2 });
    assert_eq!(refused("a.et", b"x"), Reason::TableEnding("et".to_owned()));
    assert!(matches!(refused("a.csv", b"PK\x03\x04"), Reason::Binary(_)));
    assert!(is_table(Path::new("a.XLSX")) && is_table(Path::new("a.csv")) && !is_table(Path::new("a.txt")));
    assert!(is_records(Path::new("a.jsonl")) && !is_records(Path::new("csv")));
}

#[test]
fn records_come_with_their_lines() {
    let lines = TestFile::new("documents.jsonl", "\u{FEFF}{\"标题\":\"甲\"}\n\n{\"标题\":null}\n".as_bytes());
    let (line, second) = &read_records(&lines.path).unwrap()[1];
    assert_eq!((*line, second.get()), (3, "{\"标题\":null}"));
    let list = TestFile::new("documents.json", b"[\n{\"a\":1},\n{\"a\":2}\n]\n");
    let (line, second) = &read_records(&list.path).unwrap()[1];
    assert_eq!((*line, second.get()), (3, "{\"a\":2}"));
    let broken = TestFile::new("a.jsonl", "{}\n{\"标题\":甲}\n".as_bytes());
    let reason = read_records(&broken.path).unwrap_err().reason;
    assert!(matches!(reason, Reason::Json { line: 2, column: 7, .. }), "{reason:?}");
}
