//! Tables of tasks with a row a line: cells between tabs or |, a head that names the columns.

use super::find::Place;
use super::grammar::{self, Reading};
use super::label::{Label, Order, column};
use super::{Parts, UnitRole};
use crate::document::look;
use crate::source::{Line, Source, Span, is_blank};
use memchr::{memchr2, memmem};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Number,
    Task,
    Units(Label),
    Other,
}

/// Adds a row's annotation for each line of such a table.
pub(super) fn add(parts: &Parts<'_, '_>, places: &mut Vec<Place>, readings: &mut Vec<Reading>) {
    let source = parts.source;
    // Most texts have no cells at all, or none that hold units.
    let text = source.text().as_bytes();
    let has = |word: &str| memmem::find(text, word.as_bytes()).is_some();
    if memchr2(b'\t', b'|', text).is_none() || !(has("牵头") || has("责任") || has("配合")) {
        return;
    }
    let mut columns: Option<Vec<Column>> = None;
    let mut found: Vec<(Place, Reading)> = Vec::new();
    for line in source.lines().iter().filter(|line| !line.is_blank()) {
        let cells = cells(source, line);
        if cells.len() < 2 {
            columns = None;
            continue;
        }
        if let Some(head) = head(source, &cells) {
            columns = Some(head);
        } else if let Some(columns) = &columns
            && let Some(row) = row(source, &cells, columns)
        {
            found.push(row);
        }
    }
    if found.is_empty() {
        return;
    }
    super::insert(places, readings, found);
}

/// The cells of a line: between tabs, or between | signs.
fn cells(source: &Source<'_>, line: &Line) -> Vec<Span> {
    let words = source.slice(line.span());
    let Some(first) = memchr2(b'\t', b'|', words.as_bytes()) else { return Vec::new() };
    let separator = if memchr::memchr(b'\t', &words.as_bytes()[first..]).is_some() { '\t' } else { '|' };
    let mut cells = Vec::new();
    let mut from = line.start as usize;
    for cell in words.split(separator) {
        cells.push(source.trim(Span::of(from, from + cell.len())));
        from += cell.len() + 1;
    }
    // A row of Markdown begins and ends with its sign.
    if separator == '|' {
        if cells.first().is_some_and(|cell| cell.is_empty()) {
            cells.remove(0);
        }
        if cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
    }
    cells
}

/// The columns that a head names; `None` where no column holds units.
fn head(source: &Source<'_>, cells: &[Span]) -> Option<Vec<Column>> {
    // The last character tells nearly all cells apart from labels of units.
    let is_like_label =
        |cell: &Span| source.slice(*cell).ends_with(['位', '门', '室', '科', '体', '工', '头', '合']);
    if cells.iter().any(|cell| cell.len() > 60) || !cells.iter().any(is_like_label) {
        return None;
    }
    let columns: Vec<Column> = cells
        .iter()
        .map(|cell| {
            let name = look::squash(source.slice(*cell));
            if let Some(label) = column(&name) {
                return Column::Units(label);
            }
            match name.as_str() {
                "序号" | "编号" => Column::Number,
                _ if ["任务", "内容", "事项", "措施", "要求"].iter().any(|word| name.contains(word)) => {
                    Column::Task
                }
                _ => Column::Other,
            }
        })
        .collect();
    let has_units = columns
        .iter()
        .any(|column| matches!(column, Column::Units(Label::Lead | Label::Supporting | Label::Responsible)));
    has_units.then_some(columns)
}

fn row(source: &Source<'_>, cells: &[Span], columns: &[Column]) -> Option<(Place, Reading)> {
    let text = source.text();
    let mut reading = Reading::default();
    let mut span: Option<Span> = None;
    let names_lead = columns.contains(&Column::Units(Label::Lead));
    for (cell, column) in cells.iter().zip(columns).filter(|(cell, _)| !cell.is_empty()) {
        match *column {
            Column::Number => reading.number = Some(look::squash(source.slice(*cell))),
            Column::Task => reading.task = Some(*cell),
            Column::Units(Label::Deadline) => reading.deadline = Some(*cell),
            Column::Units(Label::Person) | Column::Other => {}
            Column::Units(label) => {
                let part = grammar::read(text, *cell, Order::Unsaid);
                let role = match label {
                    Label::Lead => Some(UnitRole::Lead),
                    Label::Supporting => Some(UnitRole::Supporting),
                    _ if names_lead => Some(UnitRole::Supporting),
                    _ => None,
                };
                reading.explicit_lead |= role == Some(UnitRole::Lead) || part.explicit_lead;
                reading.units.extend(part.units.into_iter().map(|mut unit| {
                    unit.role = role.unwrap_or(unit.role);
                    unit
                }));
                span = Some(span.map_or(*cell, |span| span.join(*cell)));
            }
        }
    }
    let span = span?;
    // A lead's empty cell leaves those responsible as a bare list.
    if !reading.units.iter().any(|unit| unit.role == UnitRole::Lead) {
        reading.units.iter_mut().for_each(|unit| unit.role = UnitRole::Lead);
        reading.explicit_lead = false;
    }
    reading.units_span = span;
    let is_line = source.slice(span).trim_matches(|sign| is_blank(sign) || "-—:|".contains(sign)).is_empty();
    (!reading.units.is_empty() && !is_line).then_some((Place { span, words: span }, reading))
}
