//! The three tables read: rows found by their labels in order, the numbers between two labels given to the columns.
//! A table comes as lines with tabs or bars, as one cell a line, as columns of blanks, or with its cells run together.

use super::cell::{Cell, CellValue};
use super::layout::{self, RowLayout};
use super::split::split;
use super::squeezed::Squeezed;
use super::token::{SEPARATORS, Token, is_pure, tokens};
use crate::document::look::is_han;
use crate::source::{Line, Source, Span, is_blank};
use serde::Serialize;

/// Which official format a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportFormat {
    /// 国办公开办函〔2019〕60号, for the reports of 2019 and 2020.
    Trial,
    /// 国办公开办函〔2021〕30号, since the reports of 2021.
    Current,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportRow {
    /// Its key.
    pub key: &'static str,
    /// Its name, as messages call it.
    pub name: &'static str,
    /// Where its label begins; `None`: the text has no such row.
    pub label: Option<Span>,
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportTable {
    /// Its format, where the rows tell.
    pub format: Option<ReportFormat>,
    /// From its first label to its last cell.
    pub span: Span,
    /// All rows of the format, those that the text lacks too.
    pub rows: Vec<ReportRow>,
}

impl ReportTable {
    /// The row of key `key`.
    pub fn row(&self, key: &str) -> Option<&ReportRow> {
        self.rows.iter().find(|row| row.key == key)
    }

    /// The cell of row `row` and column `column`.
    pub fn cell(&self, row: &str, column: &str) -> Option<&Cell> {
        self.row(row)?.cells.iter().find(|cell| cell.column == column)
    }
}

/// How many labels make a table.
const LEAST_ROWS: usize = 3;

/// Table two in `region`.
pub(super) fn two(source: &Source<'_>, region: Span) -> Option<ReportTable> {
    let labels = labels(source, region);
    let count = |words: &[&str]| words.iter().filter(|words| labels.text().contains(*words)).count();
    let current = count(&["制发", "废止件数", "现行有效", "收费金额"]);
    let trial = count(&["制作数量", "新制作", "对外公开总", "上一年项目", "集中采购", "对外管理服务"]);
    let format = match (current, trial) {
        (0, 0) => None,
        _ if trial > current => Some(ReportFormat::Trial),
        _ => Some(ReportFormat::Current),
    };
    let rows: Vec<&RowLayout> = match format {
        Some(ReportFormat::Trial) => layout::TRIAL_TABLE_TWO.iter().collect(),
        _ => layout::TABLE_TWO.iter().collect(),
    };
    let start = labels.find("信息内容", 0).unwrap_or_default();
    read(source, region, &labels, start, &rows, format)
}

/// Table three in `region`.
pub(super) fn three(source: &Source<'_>, region: Span) -> Option<ReportTable> {
    let labels = labels(source, region);
    let is_current =
        ["逾期不补", "未按收费", "要求缴纳费用"].iter().any(|words| labels.find(words, 0).is_some());
    let is_trial = !is_current && labels.find("其他处理", 0).is_some();
    let format =
        if is_current { Some(ReportFormat::Current) } else { is_trial.then_some(ReportFormat::Trial) };
    read(source, region, &labels, 0, &layout::table_three(is_trial), format)
}

/// The words of `region` without numbers, their units, separators and dashes: what labels are found in.
fn labels(source: &Source<'_>, region: Span) -> Squeezed {
    Squeezed::filtered(source, region, |character| {
        !matches!(character, '0'..='9' | '０'..='９' | '.' | '．' | ',' | '-' | '—' | '–' | '+' | '元')
            && !SEPARATORS.contains(&character)
    })
}

fn read(
    source: &Source<'_>,
    region: Span,
    labels: &Squeezed,
    start: usize,
    rows: &[&'static RowLayout],
    format: Option<ReportFormat>,
) -> Option<ReportTable> {
    let places = find_rows(labels, start, rows);
    if places.iter().flatten().count() < LEAST_ROWS {
        return None;
    }
    let mut table_rows = Vec::with_capacity(rows.len());
    let (mut span, mut next_end) = (None::<Span>, region.end);
    // From the last row up: a row ends where the next one that the text has begins.
    for (row, place) in rows.iter().zip(&places).rev() {
        let label = place.map(|(from, to)| labels.span(source, from, to));
        let values = label.and_then(|label| {
            let segment = Span::new(label.start, next_end);
            next_end = label.start;
            cells(source, segment, row.columns.len())
        });
        let cells: Vec<Cell> = row
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let (value, place) = match values.as_ref().and_then(|values| values.get(index)) {
                    Some((value, place)) => (*value, Some(*place)),
                    None => (CellValue::Lost, label),
                };
                Cell { column: column.key, name: column.name, value, span: place }
            })
            .collect();
        for part in label.into_iter().chain(cells.iter().filter_map(|cell| cell.span)) {
            span = Some(span.map_or(part, |span| span.join(part)));
        }
        table_rows.push(ReportRow { key: row.key, name: row.name, label, cells });
    }
    table_rows.reverse();
    Some(ReportTable { format, span: span.unwrap_or(region), rows: table_rows })
}

/// Where the labels of the rows stand, in order.
fn find_rows(labels: &Squeezed, start: usize, rows: &[&'static RowLayout]) -> Vec<Option<(usize, usize)>> {
    let mut cursor = start;
    let mut places: Vec<Option<(usize, usize)>> = Vec::with_capacity(rows.len());
    for row in rows {
        // 其他 stands in many places: the row is found from the total below it.
        let place = if row.labels == ["其他"] {
            None
        } else {
            row.labels.iter().find_map(|label| labels.find(label, cursor).map(|at| (at, at + label.len())))
        };
        if let Some((_, end)) = place {
            cursor = end;
        }
        places.push(place);
    }
    if let Some(other) = rows.iter().position(|row| row.labels == ["其他"])
        && let Some(Some((total, _))) = places.get(other + 1).copied()
    {
        let from = places[..other].iter().flatten().map(|(_, end)| *end).max().unwrap_or(start);
        let words = labels.text().get(from..total).unwrap_or_default();
        places[other] = words
            .rmatch_indices("其他")
            .map(|(at, word)| (from + at, from + at + word.len()))
            .find(|(_, end)| !labels.text()[*end..].starts_with("处理"));
    }
    places
}

/// How many lines a row, or table four, may stretch over: beyond them stands something else.
const MOST_LINES: usize = 2000;

/// The lines of a segment, cut to it; blank ones without separators left out.
fn pieces(source: &Source<'_>, segment: Span) -> Vec<Span> {
    let lines = source.lines();
    let first = source.line_index(segment.start);
    lines[first..]
        .iter()
        .take_while(|line| line.start < segment.end)
        .map(|line: &Line| Span::new(line.start.max(segment.start), line.end.min(segment.end)))
        .filter(|piece| {
            source.slice(*piece).contains(|character: char| !is_blank(character) || character == '\t')
        })
        .take(MOST_LINES)
        .collect()
}

type Value = (CellValue, Span);

/// The `count` cells of a row whose label begins `segment`.
fn cells(source: &Source<'_>, segment: Span, count: usize) -> Option<Vec<Value>> {
    let pieces = pieces(source, segment);
    for (index, piece) in pieces.iter().enumerate() {
        if let Some(values) = separated(source, *piece, count, index == 0) {
            return Some(values);
        }
    }
    let read: Vec<(bool, Vec<Token>)> =
        pieces.iter().map(|piece| (is_pure(source, *piece), tokens(source, *piece))).collect();
    let values =
        |tokens: &[Token]| -> Vec<Value> { tokens.iter().map(|token| (token.value, token.span)).collect() };
    // All on one line.
    let whole = read.iter().map(|(_, tokens)| tokens).find(|tokens| {
        tokens.len() == count
            || count == 1 && tokens.len() > 1 && tokens.iter().all(|one| one.value == tokens[0].value)
    });
    if let Some(tokens) = whole
        && tokens.iter().all(|token| token.value != CellValue::Lost)
    {
        return Some(values(&tokens[..count]));
    }
    // One cell a line: the label's line, and the lines of cells alone that follow it.
    let mut run: Vec<Token> = read.first().map(|(_, tokens)| tokens.clone()).unwrap_or_default();
    run.extend(
        read.iter()
            .skip(1)
            .skip_while(|(pure, tokens)| !pure || tokens.is_empty())
            .take_while(|(pure, _)| *pure)
            .flat_map(|(_, tokens)| tokens.clone()),
    );
    let all: Vec<Token> = read.into_iter().flat_map(|(_, tokens)| tokens).collect();
    for tokens in [&run, &all] {
        if tokens.len() == count && tokens.iter().all(|token| token.value != CellValue::Lost) {
            return Some(values(tokens));
        }
    }
    (count > DOCUMENT_COLUMNS)
        .then(|| split(&run, 1, count).or_else(|| split(&all, 1, count)))
        .flatten()
        .map(|cells| cells.into_iter().map(|(value, span)| (CellValue::Integer(value), span)).collect())
}

/// Rows of so few columns have no sum that could tell run-together cells apart.
const DOCUMENT_COLUMNS: usize = 3;

/// A part of a line between separators.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Value(CellValue),
    Label,
}

/// The cells of a line with tabs or bars, from behind its last label; none where one is missing.
fn separated(source: &Source<'_>, piece: Span, count: usize, begins: bool) -> Option<Vec<Value>> {
    let words = source.slice(piece);
    if !words.contains(SEPARATORS) {
        return None;
    }
    let mut parts: Vec<(Part, Span)> = Vec::new();
    let mut start = 0;
    for (at, separator) in words.match_indices(SEPARATORS).chain([(words.len(), "")]) {
        let span = Span::of(piece.start as usize + start, piece.start as usize + at);
        parts.push((part(source, span), span));
        start = at + separator.len();
    }
    // A bar closes the last cell; a line end after a tab does not.
    if words
        .trim_end_matches(|character| is_blank(character) && character != '\t')
        .ends_with(['|', '｜', '│'])
    {
        parts.pop();
    }
    let label = parts.iter().rposition(|(part, _)| *part == Part::Label);
    let parts = &parts[label.map_or(0, |label| label + 1)..];
    let is_labelled = label.is_some() || begins;
    let values: Vec<Value> = parts
        .iter()
        .map(|(part, span)| match part {
            Part::Value(value) => (*value, *span),
            Part::Label => (CellValue::Lost, *span),
        })
        .collect();
    let filled = values.iter().filter(|(value, _)| *value != CellValue::Blank).count();
    // “8 | ||||” is one cell of a page that writes one a line.
    if !is_labelled && filled < 2 && count > 1 || values.is_empty() {
        return None;
    }
    let kept = values.get(..count);
    match values.len() {
        length if length == count => Some(values),
        length if length > count => {
            let rest = &values[count..];
            let same = count == 1 && values.iter().all(|(value, _)| *value == values[0].0);
            (same || rest.iter().all(|(value, _)| *value == CellValue::Blank))
                .then(|| kept.map(<[_]>::to_vec))?
        }
        // Which of the cells is missing, nothing tells.
        _ => None,
    }
}

fn part(source: &Source<'_>, span: Span) -> Part {
    let trimmed = source.trim(span);
    if trimmed.is_empty() {
        return Part::Value(CellValue::Blank);
    }
    match tokens(source, trimmed).as_slice() {
        [token] if token.span == trimmed || !source.slice(trimmed).contains(is_label_character) => {
            Part::Value(token.value)
        }
        // 5件（含…） is a cell, 1.属于… a label.
        _ if starts_as_number(source.slice(trimmed)) => Part::Value(CellValue::Lost),
        _ => Part::Label,
    }
}

/// Whether words begin with a number that is no list number.
fn starts_as_number(words: &str) -> bool {
    let rest = words.trim_start_matches(|character| matches!(character, '0'..='9' | '０'..='９'));
    rest.len() < words.len() && !rest.trim_start_matches(is_blank).starts_with(['.', '．', '、'])
}

/// A character that no value has, units left out.
fn is_label_character(character: char) -> bool {
    is_han(character) && !"件个项元万条次".contains(character)
}

/// How many cells table four has, and in how many groups.
const GROUPS: usize = 3;
const GROUP: usize = 5;

/// Table four in `region`.
pub(super) fn four(source: &Source<'_>, region: Span) -> Option<ReportTable> {
    let words = labels(source, region);
    let is_there =
        ["未经复议", "复议后", "尚未", "审结", "纠正"].iter().filter(|word| words.find(word, 0).is_some());
    if is_there.count() < 2 {
        return None;
    }
    let all = GROUPS * GROUP;
    let pieces: Vec<Span> =
        pieces(source, region).into_iter().filter(|piece| is_pure(source, *piece)).collect();
    let separated = pieces
        .iter()
        .find_map(|piece| separated(source, *piece, all, true).filter(|values| values.len() == all));
    let values = separated.or_else(|| {
        let lines: Vec<Vec<Token>> = pieces.iter().map(|piece| tokens(source, *piece)).collect();
        let whole = lines.iter().find(|tokens| tokens.len() == all).cloned();
        let joined: Vec<Token> = lines.into_iter().flatten().collect();
        let tokens = whole.or_else(|| (joined.len() == all).then(|| joined.clone()));
        match tokens {
            Some(tokens) if tokens.iter().all(|token| token.value != CellValue::Lost) => {
                Some(tokens.into_iter().map(|token| (token.value, token.span)).collect())
            }
            _ => split(&joined, GROUPS, GROUP).map(|cells| {
                cells.into_iter().map(|(value, span)| (CellValue::Integer(value), span)).collect()
            }),
        }
    });
    let label = source.trim(Span::new(region.start, source.line_at(region.start).end.min(region.end)));
    let label = if label.is_empty() { Span::new(region.start, region.start) } else { label };
    let mut span = values.iter().flatten().map(|(_, span)| *span).reduce(Span::join).unwrap_or(label);
    span = span.join(Span::new(region.start, region.start));
    let rows = layout::TABLE_FOUR
        .iter()
        .enumerate()
        .map(|(group, row)| ReportRow {
            key: row.key,
            name: row.name,
            label: Some(label),
            cells: row
                .columns
                .iter()
                .enumerate()
                .map(|(index, column)| {
                    let value = values.as_ref().and_then(|values| values.get(group * GROUP + index));
                    let (value, place) =
                        value.map_or((CellValue::Lost, label), |(value, span)| (*value, *span));
                    Cell { column: column.key, name: column.name, value, span: Some(place) }
                })
                .collect(),
        })
        .collect();
    Some(ReportTable { format: None, span, rows })
}
