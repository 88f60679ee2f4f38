//! Tables: rows as lines, cells in the grid's order.

use super::super::fixture::{Fixture, paragraph, run, table};
use super::{original, reading, text};
use gongkai::Document;

fn cell(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(words))
}

fn rows(rows: &[&[String]]) -> String {
    let rows: String = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat())).collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}

#[test]
fn a_row_is_a_line_of_cells() {
    let body = [paragraph("表"), table(&[&["序号", "内容"], &["1", ""]]), paragraph("后")].concat();
    assert_eq!(text(&body), "表\n序号\t内容\n1\t\n后\n");
}

#[test]
fn a_cell_is_one_stretch_of_words() {
    let wide = format!(
        "<w:tc>{}{}<w:p/><w:p><w:r><w:t>丙</w:t><w:br/><w:t>丁</w:t><w:tab/><w:t>戊</w:t></w:r></w:p></w:tc>",
        paragraph("甲"),
        paragraph("乙")
    );
    assert_eq!(text(&rows(&[&[wide, cell("", "己")]])), "甲 乙 丙 丁 戊\t己\n");
}

#[test]
fn merged_cells_stand_at_the_first_and_keep_the_grid() {
    let span = "<w:gridSpan w:val=\"2\"/>";
    let (first, below) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let body = rows(&[
        &[cell(span, "总"), cell("", "甲")],
        &[cell(first, "乙"), cell("", "丙"), cell("", "丁")],
        &[cell(below, ""), cell("", "戊"), cell("", "己")],
    ]);
    assert_eq!(text(&body), "总\t\t甲\n乙\t丙\t丁\n\t戊\t己\n");
    let indented = "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(text(indented), "\t甲\t\n");
}

#[test]
fn units_that_are_merged_downwards_stand_in_every_row() {
    let (first, below) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let body = rows(&[
        &[cell("", "序号"), cell("", "工作任务"), cell("", "责任单位")],
        &[cell("", "1"), cell("", "完善公开目录"), cell(first, "省数据服务局、省民政厅")],
        &[cell("", "2"), cell("", "开展政策解读"), cell(below, "")],
    ]);
    let text = text(&body);
    assert_eq!(
        text,
        "序号\t工作任务\t责任单位\n1\t完善公开目录\t省数据服务局、省民政厅\n2\t开展政策解读\t省数据服务局、省民政厅\n"
    );
    let document = Document::parse(&text);
    let units: Vec<usize> = document.assignments.iter().map(|assignment| assignment.units.len()).collect();
    assert_eq!(units, [2, 2]);
}

#[test]
fn units_in_paragraphs_of_a_cell_are_told_apart() {
    let units = format!("<w:tc>{}{}</w:tc>", paragraph("省数据服务局"), paragraph("省民政厅"));
    let body = rows(&[&[cell("", "工作任务"), cell("", "责任单位")], &[cell("", "完善公开目录"), units]]);
    let text = text(&body);
    let document = Document::parse(&text);
    let names: Vec<&str> = document
        .assignments
        .iter()
        .flat_map(|assignment| &assignment.units)
        .map(|unit| unit.name.as_str())
        .collect();
    assert_eq!(names, ["省数据服务局", "省民政厅"]);
}

#[test]
fn a_table_of_one_column_is_a_frame() {
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("甲"),
        paragraph("乙"),
        table(&[&["丙", "丁"]])
    );
    assert_eq!(text(&body), "甲\n乙\n丙\t丁\n");
}

#[test]
fn a_table_in_a_cell_is_part_of_the_cell() {
    let inner = format!("<w:tc>{}{}</w:tc>", paragraph("甲"), table(&[&["乙", "丙"], &["丁", "戊"]]));
    assert_eq!(text(&rows(&[&[inner, cell("", "己")]])), "甲 乙 丙 丁 戊\t己\n");
}

#[test]
fn rows_that_were_inserted_or_deleted_follow_the_view() {
    let row = |properties: &str, words: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}{}</w:tr>", cell("", words), cell("", "x"))
    };
    let body = format!("<w:tbl>{}{}{}</w:tbl>", row("", "甲"), row("<w:ins/>", "乙"), row("<w:del/>", "丙"));
    assert_eq!(text(&body), "甲\tx\n乙\tx\n");
    assert_eq!(original(&body), "甲\tx\n丙\tx\n");
}

#[test]
fn a_cell_knows_its_paragraph_and_run() {
    let body = format!("{}{}", paragraph("😀"), table(&[&["甲", "乙"]]));
    let reading = reading(&Fixture::new(&body));
    let at = reading.text.find('乙').unwrap() as u32;
    let origin = reading.origins.origin(at, at + 3).unwrap();
    assert_eq!((origin.paragraph, origin.run), (Some(3), Some(1)));
    assert_eq!(run("a").len(), run("b").len());
}
