//! Files made for the tests.

use gongkai::record::{Cell, Grid};
use gongkai_io::Reason;
use gongkai_io::table::read_tables;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A file of its own folder, which goes with it.
pub(crate) struct TestFile {
    _folder: TempDir,
    pub(crate) path: PathBuf,
}

impl TestFile {
    pub(crate) fn new(name: &str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        Self { _folder: folder, path }
    }
}

/// The tables of a file with this name and these bytes.
pub(crate) fn tables(name: &str, bytes: &[u8]) -> Vec<Grid> {
    let file = TestFile::new(name, bytes);
    read_tables(&file.path).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Why the file is not read.
pub(crate) fn refused(name: &str, bytes: &[u8]) -> Reason {
    let file = TestFile::new(name, bytes);
    read_tables(&file.path).expect_err("it is read").reason
}

pub(crate) fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

/// The rows with their numbers.
pub(crate) fn rows(grid: &Grid) -> Vec<(u32, &[Cell])> {
    grid.rows.iter().map(|row| (row.number, row.cells.as_slice())).collect()
}

/// An archive of these parts.
pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The archive with one part changed.
pub(crate) fn patch(archive: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut reader = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..reader.len() {
        let mut entry = reader.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == part {
            let before = String::from_utf8(content).unwrap();
            let after = change(&before);
            assert_ne!(before, after, "nothing to change in {part}");
            content = after.into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A compound file, as Office wrote them before 2007, with one stream.
pub(crate) fn compound_file(stream: &str, content: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    // Short streams would lie in another place.
    let mut content = content.to_vec();
    content.resize(content.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = content.len() / SECTOR;
    assert!(sectors <= 126, "one sector of the table is enough");

    let mut header = vec![0_u8; SECTOR];
    header[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &1_u32.to_le_bytes()); // sectors of the table
    put(48, &1_u32.to_le_bytes()); // where the directory begins
    put(56, &4096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    put(76, &0_u32.to_le_bytes()); // where the table is
    for entry in 1..109 {
        put(76 + 4 * entry, &FREE.to_le_bytes());
    }

    let mut table = vec![0xFFFF_FFFD, END];
    table.extend((0..sectors).map(|at| if at + 1 == sectors { END } else { at as u32 + 3 }));
    table.resize(SECTOR / 4, FREE);

    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut entry = vec![0_u8; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = units.len() as u8 + 2;
        entry[66] = kind;
        entry[67] = 1;
        entry[68..72].copy_from_slice(&FREE.to_le_bytes());
        entry[72..76].copy_from_slice(&FREE.to_le_bytes());
        entry[76..80].copy_from_slice(&child.to_le_bytes());
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&(size as u32).to_le_bytes());
        entry
    };
    let mut directory = entry("Root Entry", 5, 1, END, 0);
    directory.extend(entry(stream, 2, FREE, 2, content.len()));
    directory.resize(SECTOR, 0);

    let table = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, table, directory, content].concat()
}
