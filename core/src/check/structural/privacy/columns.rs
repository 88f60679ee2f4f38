//! The check `list_columns`: a table of persons with a column that a published list should not have.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::source::{Source, Span, is_blank};
use serde::Deserialize;

/// Finds columns of `columns` in tables that have a column of names. `masked` lets a column pass whose rows hide something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListColumns {
    columns: Vec<String>,
    #[serde(default)]
    masked: bool,
}

/// The longest cell of a heading row, in characters.
const LONGEST: usize = 14;

impl Structural for ListColumns {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let text = source.text();
        let mut seen = Outcome::NotApplicable;
        let mut passed = 0;
        for at in memchr::memmem::find_iter(text.as_bytes(), "姓".as_bytes()) {
            if at < passed {
                continue;
            }
            let index = source.line_index(at as u32);
            let line = source.lines()[index];
            passed = line.end as usize;
            let cells = cells(source, line.content());
            let is_heading = cells.len() >= 3
                && cells.iter().all(|&cell| source.slice(cell).chars().count() <= LONGEST)
                && cells.iter().any(|&cell| is_name(source.slice(cell)));
            if !is_heading {
                continue;
            }
            let rows: Vec<&str> = source.lines()[index + 1..]
                .iter()
                .map(|line| source.slice(line.content()))
                .filter(|row| !row.is_empty())
                .take(3)
                .collect();
            if rows.first().is_none_or(|row| !row.contains(is_blank) && !row.contains('|')) {
                continue;
            }
            seen = Outcome::Judged;
            if self.masked && rows.iter().any(|row| row.contains(['*', '＊', '×', '某'])) {
                continue;
            }
            for cell in cells {
                if self.columns.iter().any(|column| source.slice(cell).contains(column.as_str())) {
                    sink.hit(cell);
                }
            }
        }
        seen
    }
}

/// Whether a heading names a column of persons' names.
fn is_name(cell: &str) -> bool {
    let name: String = cell.chars().filter(|character| !is_blank(*character)).collect();
    name.ends_with("姓名")
}

/// The stretches of a line between blanks and bars.
fn cells(source: &Source<'_>, line: Span) -> Vec<Span> {
    let words = source.slice(line);
    let mut cells = Vec::new();
    let mut from = None;
    for (at, character) in words.char_indices() {
        let parts = is_blank(character) || matches!(character, '|' | '│' | '丨');
        match (parts, from) {
            (true, Some(start)) => {
                cells.push(Span::new(line.start + start as u32, line.start + at as u32));
                from = None;
            }
            (false, None) => from = Some(at),
            _ => {}
        }
        if cells.len() > 40 {
            return Vec::new();
        }
    }
    if let Some(start) = from {
        cells.push(Span::new(line.start + start as u32, line.end));
    }
    cells
}
