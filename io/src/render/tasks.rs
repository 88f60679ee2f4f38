//! A notice's tasks as a ledger: for reading, or as a table for Excel and scripts.

use crate::say;
use crate::table::sheet::{self, Looks, harmless, write_day, write_text};
use gongkai::document::{Deadline, TaskRow};
use gongkai::source::Span;
use gongkai::{Document, Language};
use rust_xlsxwriter::XlsxError;

/// Between the units of one cell: a unit's own words may hold 、.
const BETWEEN: &str = "；";

/// The tasks for reading, and under them the deadlines that hold for the whole notice.
pub fn task_list(document: &Document<'_>, language: Language) -> String {
    let tasks = document.tasks();
    let mut out = String::new();
    for task in &tasks {
        let title = if task.title.is_empty() { &task.text } else { &task.title };
        out.push_str(format!("{}  {}", task.number, first_words(title)).trim_start());
        out.push('\n');
        let mut line = |zh, en, words: String| {
            if !words.is_empty() {
                out.push_str(&format!("    {}{words}\n", say(language, zh, en)));
            }
        };
        line("牵头：", "lead: ", task.lead_units.join(BETWEEN));
        line("配合：", "supporting: ", task.supporting_units.join(BETWEEN));
        line("期限：", "due: ", task.due_on.map_or_else(String::new, |day| day.to_string()));
        if task.vague {
            line("注意：", "note: ", say(language, "有单位没有指明", "a unit names nobody in particular"));
        }
    }
    let closing = closing_deadlines(document);
    if !closing.is_empty() {
        out.push_str(&say(language, "全文期限：\n", "Deadlines of the notice itself:\n"));
        for deadline in closing {
            let day = deadline.due_on.map_or_else(|| "?".to_owned(), |day| day.to_string());
            let filled = if deadline.year_filled {
                say(language, "（年份按成文日期补）", " (year from its date)")
            } else {
                String::new()
            };
            out.push_str(&format!("    {day}{filled}  {}\n", deadline.text));
        }
    }
    let vague = tasks.iter().filter(|task| task.vague).count();
    let all = tasks.len();
    let (vague_zh, vague_en) = match vague {
        0 => (String::new(), String::new()),
        _ => (
            format!("，其中责任单位没有全部指明的 {vague} 项"),
            format!(", {vague} of them with a unit that names nobody in particular"),
        ),
    };
    out.push_str(&say(language, format!("任务 {all} 项{vague_zh}。\n"), format!("{all} tasks{vague_en}.\n")));
    out
}

/// Deadlines that stand in no task's words.
fn closing_deadlines<'d>(document: &'d Document<'_>) -> Vec<&'d Deadline> {
    let mut owned: Vec<Span> =
        document.assignments.iter().flat_map(|task| [task.text_span, task.span]).collect();
    owned.sort_unstable();
    let is_owned = |place: Span| {
        let next = owned.partition_point(|span| span.start <= place.start);
        next.checked_sub(1).is_some_and(|last| owned[last].overlaps(place))
    };
    document.deadlines.iter().filter(|deadline| !is_owned(deadline.span)).collect()
}

/// A line's worth of words.
fn first_words(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// The columns: Chinese, English, width.
const COLUMNS: [(&str, &str, f64); 9] = [
    ("编号", "number", 8.0),
    ("任务", "title", 28.0),
    ("内容", "text", 56.0),
    ("牵头单位", "lead_units", 20.0),
    ("配合单位", "supporting_units", 24.0),
    ("责任单位原文", "units_text", 30.0),
    ("单位不明", "vague", 9.0),
    ("期限", "due_on", 12.0),
    ("行", "line", 6.0),
];

/// The words of a task's row, up to its deadline.
fn words(task: &TaskRow, language: Language) -> [String; 7] {
    let vague = if task.vague { say(language, "是", "true") } else { say(language, "否", "false") };
    [
        task.number.clone(),
        task.title.clone(),
        task.text.clone(),
        task.lead_units.join(BETWEEN),
        task.supporting_units.join(BETWEEN),
        task.units_text.clone(),
        vague,
    ]
}

/// The tasks as a table, its columns named in the language of messages, without a byte-order mark.
pub fn task_table(tasks: &[TaskRow], language: Language) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.iter().map(|(zh, en, _)| say(language, *zh, *en)))?;
    for task in tasks {
        for words in words(task, language) {
            writer.write_field(harmless(&words).as_bytes())?;
        }
        let due = task.due_on.map_or_else(String::new, |day| day.to_string());
        writer.write_record([due, task.span.line.to_string()])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The same table as a workbook of one sheet.
pub fn task_workbook(tasks: &[TaskRow], language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = sheet::workbook(None)?;
    let looks = Looks::default();
    let sheet = workbook.add_worksheet();
    sheet.set_name(say(language, "任务台账", "tasks"))?;
    let columns: Vec<(String, f64)> =
        COLUMNS.iter().map(|(zh, en, width)| (say(language, *zh, *en), *width)).collect();
    sheet::table(sheet, &columns, tasks.len() as u32, &looks)?;
    for (row, task) in (1..).zip(tasks) {
        let words = words(task, language);
        sheet::fit_row(
            sheet,
            row,
            words.iter().map(String::as_str).zip(COLUMNS.iter().map(|column| column.2)),
        )?;
        for (column, words) in (0..).zip(&words) {
            write_text(sheet, row, column, words, &looks.text)?;
        }
        write_day(sheet, row, 7, task.due_on, &looks)?;
        sheet.write_number_with_format(row, 8, task.span.line, &looks.plain)?;
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::read_tables;
    use gongkai::record::Cell;
    use jiff::civil::date;

    const NOTICE: &str = "关于印发任务分工的通知\n\n各处室：\n\n　　一、公布清理结果。2025年9月30日前公布文件目录。        （责任单位：法规处牵头，信息中心、人事处配合）\n\n　　二、加强培训。（责任单位：人事处）\n\n省厅\n2025年3月5日\n";

    #[test]
    fn the_workbook_has_real_days() {
        let tasks = Document::parse(NOTICE).tasks();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("任务.xlsx");
        std::fs::write(&path, task_workbook(&tasks, Language::Zh).unwrap()).unwrap();
        let grids = read_tables(&path).unwrap();
        assert_eq!(grids[0].sheet.as_deref(), Some("任务台账"));
        assert_eq!(grids[0].rows.len(), 3);
        let first = &grids[0].rows[1].cells;
        assert_eq!(first[3..5], ["法规处", "信息中心；人事处"].map(|words| Cell::Text(words.to_owned())));
        assert_eq!(first[7], Cell::Date(date(2025, 9, 30)));
        assert_eq!(grids[0].rows[2].cells[7..], [Cell::Blank, Cell::Integer(7)]);
    }
}
