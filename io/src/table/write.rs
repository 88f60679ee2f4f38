//! Empty headed tables for an office to fill in: a workbook with a sheet a table, or a separated text each.

use super::sheet::{self, DATE_FORMAT, Looks, SheetNames};
use crate::intake::name;
use crate::{Problem, Reason};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Note, Worksheet, XlsxError};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// A table without rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadedTable {
    /// The sheet's name; what Excel does not take in it is replaced.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<HeadedColumn>,
}

/// One column of a [`HeadedTable`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadedColumn {
    /// The words of its first cell.
    pub header: String,
    /// What is to be filled in; shown at the header. May be empty.
    pub note: String,
    /// The values to choose from; empty where anything may be written.
    pub choices: Vec<String>,
    /// Whether it holds days.
    pub is_date: bool,
    /// Whether it must be there.
    pub required: bool,
}

/// The last row of a sheet, from 0.
const LAST_ROW: u32 = (1 << 20) - 1;

/// Characters that Excel takes for the choices of a cell.
const MOST_IN_CHOICES: usize = 255;

/// The names of all sheets are unlike, and no file that is there is overwritten.
pub fn write_workbook(path: &Path, tables: &[HeadedTable]) -> Result<(), Problem> {
    let bytes = workbook(tables).map_err(|error| problem(path, Reason::NotWritten(error.to_string())))?;
    create(path, &bytes)
}

/// The header line of the table, in UTF-8 with the byte-order mark by which Excel knows it. No file that is there is overwritten.
pub fn write_csv(path: &Path, table: &HeadedTable) -> Result<(), Problem> {
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let bytes = writer
        .write_record(table.columns.iter().map(|column| column.header.as_str()))
        .map_err(|error| error.to_string())
        .and_then(|()| writer.into_inner().map_err(|error| error.to_string()))
        .map_err(|words| problem(path, Reason::NotWritten(words)))?;
    create(path, &bytes)
}

fn problem(path: &Path, reason: Reason) -> Problem {
    Problem::new(name(path), reason)
}

fn create(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let written = OpenOptions::new().write(true).create_new(true).open(path);
    written.and_then(|mut file| file.write_all(bytes)).map_err(|error| {
        problem(
            path,
            match error.kind() {
                ErrorKind::AlreadyExists => Reason::Exists,
                _ => Reason::NotWritten(error.to_string()),
            },
        )
    })
}

fn workbook(tables: &[HeadedTable]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = sheet::workbook(None)?;
    let looks = Looks::default();
    let days = Format::new().set_num_format(DATE_FORMAT);
    let mut names = SheetNames::default();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(names.make(&table.name))?;
        for (at, column) in (0..).zip(&table.columns) {
            let look = if column.required { &looks.required } else { &looks.header };
            sheet.write_string_with_format(0, at, &column.header, look)?;
            sheet.set_column_width(at, sheet::width(&column.header).max(8) + 4)?;
            if column.is_date {
                sheet.set_column_format(at, &days)?;
            }
            let note = note(column);
            if !note.is_empty() {
                let lines: u32 = note.lines().map(|line| line.len() as u32 / 45 + 1).sum();
                let note = Note::new(note).add_author_prefix(false).set_width(240);
                sheet.insert_note(0, at, &note.set_height(lines * 20 + 20))?;
            }
            choices(sheet, at, &column.choices)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet::page(sheet)?;
    }
    workbook.save_to_buffer()
}

/// What is said at the header, a line each.
fn note(column: &HeadedColumn) -> String {
    let mut lines = Vec::new();
    if column.required {
        lines.push("必填 · required".to_owned());
    }
    if !column.note.is_empty() {
        lines.push(column.note.clone());
    }
    if column.is_date {
        lines.push("日期，如 · a date, as 2019-06-28".to_owned());
    }
    if !column.choices.is_empty() {
        lines.push(format!("可填 · one of: {}", column.choices.join("、")));
    }
    lines.join("\n")
}

/// A list to choose from below the header. Other values can be written after a warning, for some columns take several. A list too
/// long for Excel stands in the note alone.
fn choices(sheet: &mut Worksheet, column: u16, choices: &[String]) -> Result<(), XlsxError> {
    let length = choices.join(",").encode_utf16().count();
    if choices.is_empty() || length > MOST_IN_CHOICES || choices.iter().any(|choice| choice.contains(',')) {
        return Ok(());
    }
    let validation = DataValidation::new()
        .allow_list_strings(choices)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("不在可选值之列 · no such choice")?
        .set_error_message("多个值用“、”分开 · several values are divided by 、")?;
    sheet.add_data_validation(1, column, LAST_ROW, column, &validation)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::read_tables;
    use gongkai::record::Cell;
    use std::io::Read;

    fn column(header: &str) -> HeadedColumn {
        HeadedColumn { header: header.to_owned(), ..HeadedColumn::default() }
    }

    fn tables() -> Vec<HeadedTable> {
        let forms = ["文字", "图表", "问答"].map(str::to_owned).to_vec();
        let many = (0..60).map(|at| format!("第{at}种形式")).collect();
        let columns = vec![
            HeadedColumn { required: true, note: "本表内不重复".to_owned(), ..column("编号") },
            HeadedColumn { choices: forms, ..column("解读形式") },
            HeadedColumn { is_date: true, ..column("发布日期") },
            HeadedColumn { choices: many, ..column("类别") },
        ];
        let name = "政策解读".to_owned();
        vec![
            HeadedTable { name, columns },
            HeadedTable { name: "会议/活动".to_owned(), columns: vec![column("会议名称")] },
        ]
    }

    fn part(path: &Path, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        let mut content = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut content).unwrap();
        content
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台账.xlsx");
        write_workbook(&path, &tables()).unwrap();
        let grids = read_tables(&path).unwrap();
        let names: Vec<_> = grids.iter().filter_map(|grid| grid.sheet.as_deref()).collect();
        assert_eq!(names, ["政策解读", "会议／活动"]);
        let headers = ["编号", "解读形式", "发布日期", "类别"].map(|words| Cell::Text(words.to_owned()));
        assert_eq!(grids[0].rows.len(), 1);
        assert_eq!(grids[0].rows[0].cells, headers);
        assert_eq!(write_workbook(&path, &tables()).unwrap_err().reason, Reason::Exists);
    }

    #[test]
    fn headers_bear_notes_choices_and_days() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台账.xlsx");
        write_workbook(&path, &tables()).unwrap();
        let sheet = part(&path, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<formula1>\"文字,图表,问答\"</formula1>"), "{sheet}");
        assert_eq!(sheet.matches("<dataValidation ").count(), 1, "a list too long for Excel is none");
        assert!(sheet.contains("sqref=\"B2:B1048576\""), "{sheet}");
        assert!(part(&path, "xl/styles.xml").contains("formatCode=\"yyyy-mm-dd\""));
        let notes = part(&path, "xl/comments1.xml");
        for words in ["必填", "本表内不重复", "2019-06-28", "文字、图表、问答", "第59种形式"]
        {
            assert!(notes.contains(words), "{words}");
        }
    }

    #[test]
    fn the_same_tables_are_the_same_bytes() {
        assert_eq!(workbook(&tables()).unwrap(), workbook(&tables()).unwrap());
    }

    #[test]
    fn a_separated_text_begins_with_its_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("解读.csv");
        let columns = vec![column("编号"), column("标题，含“,”")];
        let table = HeadedTable { name: "解读".to_owned(), columns };
        write_csv(&path, &table).unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written, "\u{FEFF}编号,\"标题，含“,”\"\n");
        assert_eq!(write_csv(&path, &table).unwrap_err().reason, Reason::Exists);
        let nowhere = folder.path().join("没有/解读.csv");
        assert!(matches!(write_csv(&nowhere, &table).unwrap_err().reason, Reason::NotWritten(_)));
    }
}
