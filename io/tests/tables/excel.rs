//! .xlsx and .xlsm.

use crate::files::{compound_file, patch, refused, rows, tables, text, zip};
use gongkai::record::Cell;
use gongkai_io::Reason;
use jiff::civil::{date, datetime};
use rust_xlsxwriter::{Format, Formula, Workbook};

fn save(mut workbook: Workbook) -> Vec<u8> {
    workbook.save_to_buffer().unwrap()
}

/// A workbook whose one sheet has these rows.
fn with_rows(rows: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    let sheet = |xml: &str| xml.replace("<sheetData/>", &format!("<sheetData>{rows}</sheetData>"));
    patch(&save(workbook), "xl/worksheets/sheet1.xml", sheet)
}

#[test]
fn cells_keep_their_kinds_and_places() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("政策解读").unwrap();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let time = Format::new().set_num_format("yyyy/m/d h:mm");
    let clock = Format::new().set_num_format("h:mm");
    sheet.write_string(2, 1, "编号").unwrap();
    sheet.write_number(3, 1, 12).unwrap();
    sheet.write_number(3, 2, 0.25).unwrap();
    sheet.write_boolean(3, 3, true).unwrap();
    sheet.write_number_with_format(3, 4, 43644, &day).unwrap();
    sheet.write_number_with_format(3, 5, 43_644.354_166_666_664, &time).unwrap();
    sheet.write_number_with_format(3, 6, 0.354_166_666_666_666_7, &clock).unwrap();
    sheet.write_string(3, 7, "　").unwrap();
    sheet.write_string(3, 8, "𠮷😀").unwrap();
    sheet.write_blank(9, 9, &day).unwrap();
    sheet.write_formula(5, 0, Formula::new("=B4*2").set_result("24")).unwrap();
    sheet.write_formula(5, 1, Formula::new("=\"人事\"&\"处\"").set_result("人事处")).unwrap();
    sheet.write_formula_with_format(5, 2, Formula::new("=E4+1").set_result("43645"), &day).unwrap();
    let grids = tables("a.xlsx", &save(workbook));
    assert_eq!(grids[0].sheet.as_deref(), Some("政策解读"));
    let expected: [(u32, &[Cell]); 3] = [
        (3, &[Cell::Blank, text("编号")]),
        (
            4,
            &[
                Cell::Blank,
                Cell::Integer(12),
                Cell::Number(0.25),
                Cell::Boolean(true),
                Cell::Date(date(2019, 6, 28)),
                Cell::Time(datetime(2019, 6, 28, 8, 30, 0, 0)),
                text("08:30"),
                Cell::Blank,
                text("𠮷😀"),
            ],
        ),
        (6, &[Cell::Integer(24), text("人事处"), Cell::Date(date(2019, 6, 29))]),
    ];
    assert_eq!(rows(&grids[0]), expected);
}

#[test]
fn dates_of_the_1904_system_are_the_days_they_show() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_number_with_format(0, 0, 42182, &day).unwrap();
    sheet.write_number_with_format(0, 1, 42_182.75, &day).unwrap();
    sheet.write_number(0, 2, 42182).unwrap();
    let bytes = patch(&save(workbook), "xl/workbook.xml", |xml| {
        xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let evening = Cell::Time(datetime(2019, 6, 28, 18, 0, 0, 0));
    let expected = [Cell::Date(date(2019, 6, 28)), evening, Cell::Integer(42182)];
    assert_eq!(tables("mac.xlsx", &bytes)[0].rows[0].cells, expected);
}

#[test]
fn all_sheets_are_read_the_hidden_and_the_empty_too() {
    let mut workbook = Workbook::new();
    for (name, words) in [("公文", "甲"), ("依申请公开", "乙"), ("Sheet3", "")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        if !words.is_empty() {
            sheet.write_string(0, 0, words).unwrap();
        }
    }
    workbook.worksheets_mut()[1].set_hidden(true);
    let grids = tables("a.xlsm", &save(workbook));
    let names: Vec<_> = grids.iter().map(|grid| (grid.sheet.as_deref().unwrap(), grid.rows.len())).collect();
    assert_eq!(names, [("公文", 1), ("依申请公开", 1), ("Sheet3", 0)]);
}

#[test]
fn a_merged_range_has_one_value() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "2019年政策解读台账", &Format::new()).unwrap();
    sheet.merge_range(2, 0, 3, 0, "人事处", &Format::new()).unwrap();
    // Some programs leave values under the merged range.
    sheet.write_string(0, 2, "被遮住").unwrap();
    sheet.write_string(3, 0, "被遮住").unwrap();
    sheet.write_string(3, 1, "意见").unwrap();
    let expected: [(u32, &[Cell]); 3] =
        [(1, &[text("2019年政策解读台账")]), (3, &[text("人事处")]), (4, &[Cell::Blank, text("意见")])];
    assert_eq!(rows(&tables("a.xlsx", &save(workbook))[0]), expected);
}

#[test]
fn what_has_no_value_is_an_error_and_not_blank() {
    let bytes = with_rows(
        "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#N/A</v></c><c r=\"B1\" t=\"e\"><v>#SPILL!</v></c>\
         <c r=\"C1\"><f>D1+1</f></c><c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c>\
         <c r=\"E1\" t=\"inlineStr\"><is><t>内</t></is></c></row>\
         <row r=\"3\"><c r=\"B3\" t=\"e\"><f>A1</f><v>#CALC!</v></c><c r=\"C3\"><f t=\"shared\" si=\"0\"/></c>\
         <c r=\"D3\" t=\"d\"><v>2019-06-28T00:00:00</v></c></row>",
    );
    let error = |words: &str| Cell::Error(words.to_owned());
    let expected: [(u32, &[Cell]); 2] = [
        (1, &[error("#N/A"), error("#SPILL!"), error("=D1+1"), Cell::Blank, text("内")]),
        (3, &[Cell::Blank, error("#CALC!"), error("=…"), Cell::Date(date(2019, 6, 28))]),
    ];
    assert_eq!(rows(&tables("a.xlsx", &bytes)[0]), expected);
}

#[test]
fn a_lone_cell_in_the_far_corner_is_no_burden() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "甲").unwrap();
    sheet.write_string(1_048_575, 16_383, "乙").unwrap();
    let grids = tables("a.xlsx", &save(workbook));
    assert_eq!(grids[0].rows[1].number, 1_048_576);
    assert_eq!(grids[0].rows[1].cells.len(), 16_384);
}

#[test]
fn charts_are_passed_over() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_number(0, 0, 1).unwrap();
    let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Column);
    chart.add_series().set_values("Sheet1!$A$1:$A$1");
    workbook.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    assert_eq!(tables("a.xlsx", &save(workbook)).len(), 1);
}

#[test]
fn the_content_tells_what_a_workbook_is() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "甲").unwrap();
    let bytes = save(workbook);
    for name in ["a.xls", "a.ods", "a.xlsx"] {
        assert_eq!(tables(name, &bytes)[0].rows[0].cells, [text("甲")], "{name}");
    }
}

#[test]
fn what_is_no_readable_workbook_is_said() {
    let page = "<html><table><tr><td>编号</td></tr></table></html>";
    assert_eq!(refused("导出.xls", page.as_bytes()), Reason::NotWorkbook);
    assert_eq!(refused("导出.xls", "编号\t标题\n".as_bytes()), Reason::NotWorkbook);
    assert_eq!(refused("a.xlsx", b""), Reason::NoText);
    assert!(matches!(refused("a.xlsx", b"%PDF-1.7"), Reason::Binary(_)));
    assert_eq!(refused("a.xlsx", b"\x89\x00\x01\xFF\xFE\x00"), Reason::NotWorkbook);
    let locked = compound_file("EncryptedPackage", b"secret");
    assert_eq!(refused("密码.xlsx", &locked), Reason::Password);
    let document = zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>")]);
    assert!(matches!(refused("a.xlsx", &document), Reason::Broken(_)));
    assert_eq!(refused("a.xlsx", &zip(&[("xl/workbook.bin", "x")])), Reason::TableEnding("xlsb".to_owned()));
}

#[test]
fn a_broken_workbook_is_an_error_wherever_it_breaks() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..40 {
        sheet.write_string(row, 0, format!("关于第{row}项的通知")).unwrap();
        sheet.write_number(row, 1, row).unwrap();
    }
    let bytes = save(workbook);
    for end in (0..bytes.len()).step_by(97) {
        refused("a.xlsx", &bytes[..end]);
    }
    let cut = patch(&bytes, "xl/worksheets/sheet1.xml", |xml| xml[..xml.len() / 2].to_owned());
    assert!(matches!(refused("a.xlsx", &cut), Reason::Broken(words) if words.starts_with("Sheet1")));
    let lost = patch(&bytes, "xl/sharedStrings.xml", |_| "<sst/>".to_owned());
    assert!(matches!(refused("a.xlsx", &lost), Reason::Broken(_)));
}
