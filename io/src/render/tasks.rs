//! A notice's tasks as a ledger: for reading, or as a table for Excel and scripts.

use crate::say;
use gongkai::document::{Deadline, TaskRow};
use gongkai::source::Span;
use gongkai::{Document, Language};

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

/// The tasks as a table, its columns named in the language of messages.
pub fn task_table(tasks: &[TaskRow], language: Language) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(match language {
        Language::Zh => {
            ["编号", "任务", "内容", "牵头单位", "配合单位", "责任单位原文", "单位不明", "期限", "行"]
        }
        Language::En => [
            "number",
            "title",
            "text",
            "lead_units",
            "supporting_units",
            "units_text",
            "vague",
            "due_on",
            "line",
        ],
    })?;
    for task in tasks {
        let vague = match (task.vague, language) {
            (true, Language::Zh) => "是",
            (false, Language::Zh) => "否",
            (true, Language::En) => "true",
            (false, Language::En) => "false",
        };
        writer.write_record([
            task.number.as_str(),
            &task.title,
            &task.text,
            &task.lead_units.join(BETWEEN),
            &task.supporting_units.join(BETWEEN),
            &task.units_text,
            vague,
            &task.due_on.map_or_else(String::new, |day| day.to_string()),
            &task.span.line.to_string(),
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
