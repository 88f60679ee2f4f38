//! Rows of tables → typed records. Every cell that cannot be read is named with its place, and nothing else is lost.

use super::document::Told;
use super::dossier::{Dossier, Origin, Table};
use super::kind::FieldType;
use super::problem::{RecordFault, RecordPlace, RecordProblem};
use super::read;
use super::resolve::resolve;
use super::schema::{Field, FieldId, KindId, Schema};
use super::table::{Cell, Grid, GridRow};
use super::value::{ListRef, Stored, TextRef};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How many rows may stand above a table's headers.
const ROWS_ABOVE: usize = 20;

/// Takes in tables and gives a [`Dossier`].
#[derive(Debug)]
pub struct DossierBuilder {
    pub(super) dossier: Dossier,
    pub(super) told: HashMap<KindId, Told>,
    /// Whether its store of words is full.
    is_full: bool,
}

/// A record that was begun: its kind and its row among the kind's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    pub(crate) kind: KindId,
    pub(crate) row: u32,
}

/// A file, or a sheet of one, from which records come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceId(pub(super) u32);

impl DossierBuilder {
    /// An empty dossier: no table is present.
    pub fn new(schema: Arc<Schema>) -> Self {
        let tables =
            schema.kinds.iter().map(|kind| Table { width: kind.fields.len(), ..Table::default() }).collect();
        Self {
            dossier: Dossier {
                schema,
                texts: String::new(),
                lists: Vec::new(),
                tables,
                sources: Vec::new(),
                problems: Vec::new(),
                texts_of: BTreeMap::new(),
            },
            told: HashMap::new(),
            is_full: false,
        }
    }

    /// The schema that it follows.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.dossier.schema
    }

    /// Names a file from which records come.
    pub fn source(&mut self, file: impl Into<Arc<str>>, sheet: Option<Arc<str>>) -> SourceId {
        let place = RecordPlace { file: file.into(), sheet, ..RecordPlace::default() };
        self.dossier.sources.push(place);
        SourceId(self.dossier.sources.len() as u32 - 1)
    }

    /// Says that the dossier has a table of that kind, though it may be empty.
    pub fn declare(&mut self, kind: KindId) {
        self.dossier.tables[kind.at()].is_present = true;
    }

    /// Begins a record of which nothing is known yet.
    pub fn record(&mut self, kind: KindId, source: SourceId, row: u32) -> Record {
        let table = &mut self.dossier.tables[kind.at()];
        table.is_present = true;
        table.values.resize(table.values.len() + table.width, Stored::Unknown);
        table.origins.push(Origin { source: source.0, row });
        table.rows += 1;
        Record { kind, row: table.rows - 1 }
    }

    /// Makes room for records that are about to be read from so many bytes.
    pub(super) fn reserve(&mut self, kind: KindId, records: usize, bytes: usize) {
        let table = &mut self.dossier.tables[kind.at()];
        table.values.reserve(records * table.width);
        table.origins.reserve(records);
        self.dossier.texts.reserve(bytes / 2);
    }

    /// Names a problem at a place.
    pub fn problem(&mut self, place: RecordPlace, what: RecordFault) {
        self.dossier.problems.push(RecordProblem { place, what });
    }

    pub(super) fn put(&mut self, record: Record, field: FieldId, value: Stored) {
        let table = &mut self.dossier.tables[record.kind.at()];
        let at = table.slot(record.row, field);
        if let Some(slot) = table.values.get_mut(at) {
            *slot = value;
        }
    }

    pub(super) fn keep(&mut self, text: &str) -> TextRef {
        let start = self.dossier.texts.len();
        // A place has 32 bits: words beyond 4 GB have none, and count as lost.
        if start + text.len() > u32::MAX as usize {
            if !self.is_full {
                self.is_full = true;
                let reason = "the dossier holds more than 4 GB of words".to_owned();
                self.problem(RecordPlace::default(), RecordFault::Unreadable { reason });
            }
            return TextRef { start: 0, len: 0 };
        }
        self.dossier.texts.push_str(text);
        TextRef { start: start as u32, len: text.len() as u32 }
    }

    /// Whether nothing is known of a field yet.
    pub fn is_unknown(&self, record: Record, field: FieldId) -> bool {
        self.dossier.value(record.kind, record.row, field) == Stored::Unknown
    }

    /// Gives a field its value. A cell that is not what the field holds is named as a problem.
    pub fn set(&mut self, record: Record, field: FieldId, cell: &Cell) {
        let schema = Arc::clone(&self.dossier.schema);
        let definition = &schema.get(record.kind).fields[field.at()];
        let value = match cell {
            Cell::Blank => self.blank(definition),
            Cell::Text(text) if is_blank(text) => self.blank(definition),
            Cell::Text(text) if definition.file.list => self.split(definition, text),
            _ => self.convert(definition, cell),
        };
        match value {
            Ok(value) => self.put(record, field, value),
            Err(value) => self.wrong(record, field, value),
        }
    }

    /// Names a cell whose words are not what its field holds.
    pub(super) fn wrong(&mut self, record: Record, field: FieldId, words: String) {
        let definition = &self.dossier.schema.get(record.kind).fields[field.at()];
        let mut place = self.dossier.place(record.kind, record.row);
        place.column = Some(definition.header().into());
        let what = wrong_type(definition, words);
        self.problem(place, what);
    }

    /// Gives a list field its values.
    pub fn set_list(&mut self, record: Record, field: FieldId, cells: &[Cell]) {
        let schema = Arc::clone(&self.dossier.schema);
        let definition = &schema.get(record.kind).fields[field.at()];
        let mut values = Vec::with_capacity(cells.len());
        for cell in cells {
            match self.convert(definition, cell) {
                Ok(value) => values.push(value),
                Err(value) => return self.wrong(record, field, value),
            }
        }
        let list = self.keep_list(&values);
        self.put(record, field, list);
    }

    pub(super) fn keep_list(&mut self, values: &[Stored]) -> Stored {
        let start = self.dossier.lists.len() as u32;
        self.dossier.lists.extend_from_slice(values);
        Stored::List(ListRef { start, len: values.len() as u32 })
    }

    fn split(&mut self, field: &Field, text: &str) -> Result<Stored, String> {
        let parts = text.split(['、', '；', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
        let values = parts
            .map(|part| self.word(field, part).ok_or_else(|| part.to_owned()))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(self.keep_list(&values))
    }

    pub(super) fn blank(&mut self, field: &Field) -> Result<Stored, String> {
        match &field.file.blank {
            _ if field.file.list => Ok(self.keep_list(&[])),
            None => Ok(Stored::Blank),
            Some(serde_json::Value::Bool(truth)) => Ok(Stored::Boolean(*truth)),
            Some(serde_json::Value::String(word)) => self.word(field, word).ok_or_else(|| word.clone()),
            Some(value) => {
                let number = value.as_f64().unwrap_or_default();
                self.convert(field, &Cell::Number(number))
            }
        }
    }

    /// One value of the field from one cell; the cell's words where it is none.
    pub(super) fn convert(&mut self, field: &Field, cell: &Cell) -> Result<Stored, String> {
        let words = match cell {
            Cell::Blank => return Ok(Stored::Blank),
            Cell::Text(text) => return self.word(field, text.trim()).ok_or_else(|| text.clone()),
            Cell::Error(error) => return Err(error.clone()),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Boolean(truth) => truth.to_string(),
            Cell::Date(day) => day.to_string(),
            Cell::Time(time) => time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        };
        let value = match (field.file.type_, cell) {
            (FieldType::Date, Cell::Date(day)) => Some(Stored::Date(*day)),
            (FieldType::Date, Cell::Time(time)) => Some(Stored::Date(time.date())),
            (FieldType::Time, Cell::Time(time)) => Some(Stored::Time(*time)),
            (FieldType::Boolean, Cell::Boolean(truth)) => Some(Stored::Boolean(*truth)),
            (FieldType::Integer, Cell::Integer(number)) => Some(Stored::Integer(*number)),
            (FieldType::Integer, Cell::Number(number)) => whole(*number).map(Stored::Integer),
            (FieldType::Number, Cell::Number(number)) => Some(Stored::Number(*number)),
            #[allow(clippy::cast_precision_loss)]
            (FieldType::Number, Cell::Integer(number)) => Some(Stored::Number(*number as f64)),
            _ => self.word(field, &words),
        };
        value.ok_or(words)
    }

    /// One value of the field from words.
    pub(super) fn word(&mut self, field: &Field, word: &str) -> Option<Stored> {
        match field.file.type_ {
            FieldType::Text | FieldType::Reference => Some(Stored::Text(self.keep(word))),
            FieldType::Date => {
                let (from, to) = read::days(word)?;
                Some(if from == to { Stored::Date(from) } else { Stored::Within(from, to) })
            }
            FieldType::Time => read::time(word).map(Stored::Time),
            FieldType::Integer => read::number(word).and_then(whole).map(Stored::Integer),
            FieldType::Number => read::number(word).map(Stored::Number),
            FieldType::Boolean => read::truth(word).map(Stored::Boolean),
            FieldType::Choice => field.choice(word).map(Stored::Choice),
        }
    }

    /// Takes in a table of the kind given. Its headers may stand below a title; blank rows and footers are passed over.
    pub fn grid(&mut self, kind: KindId, grid: &Grid) {
        let source = self.source(Arc::clone(&grid.file), grid.sheet.clone());
        let schema = Arc::clone(&self.dossier.schema);
        let table =
            RecordPlace { file: Arc::clone(&grid.file), sheet: grid.sheet.clone(), ..RecordPlace::default() };
        let known = schema.get(kind);
        if grid.rows.iter().all(|row| row.cells.iter().all(is_blank_cell)) {
            return self.declare(kind);
        }
        let matches = |row: &GridRow| row.cells.iter().filter(|cell| header(known, cell).is_some()).count();
        let best = (0..grid.rows.len().min(ROWS_ABOVE)).rev().max_by_key(|&at| matches(&grid.rows[at]));
        let Some(at) = best.filter(|&at| matches(&grid.rows[at]) > 0) else {
            return self.problem(table, RecordFault::NoHeader { kind: known.file.name.zh.clone() });
        };
        let head = &grid.rows[at];
        let mut columns: Vec<Option<FieldId>> = Vec::with_capacity(head.cells.len());
        for cell in &head.cells {
            let Cell::Text(words) = cell else {
                columns.push(None);
                continue;
            };
            let place =
                || RecordPlace { row: head.number, column: Some(words.as_str().into()), ..table.clone() };
            let field = known.header(words);
            match field {
                None if is_blank(words) => {}
                // 序号 of a table whose kind has no id says nothing.
                None if matches!(words.trim(), "序号" | "备注" | "说明") => {}
                None => {
                    let nearest = known.nearest_header(words).map(str::to_owned);
                    self.problem(place(), RecordFault::UnknownColumn { name: words.clone(), nearest });
                }
                Some(field) if columns.contains(&Some(field)) => {
                    let field = known.fields[field.at()].header().to_owned();
                    self.problem(place(), RecordFault::SecondColumn { field });
                    columns.push(None);
                    continue;
                }
                Some(_) => {}
            }
            columns.push(field);
        }
        for (at, field) in (0_u16..).zip(&known.fields) {
            if field.file.required && !columns.contains(&Some(FieldId(at))) {
                let place = RecordPlace { row: head.number, ..table };
                return self.problem(place, RecordFault::MissingColumn { name: field.header().to_owned() });
            }
        }
        self.declare(kind);
        for row in &grid.rows[at + 1..] {
            if is_aside(row, &columns, known.id) {
                continue;
            }
            let record = self.record(kind, source, row.number);
            for (at, field) in columns.iter().enumerate() {
                if let Some(field) = field {
                    self.set(record, *field, row.cells.get(at).unwrap_or(&Cell::Blank));
                }
            }
        }
    }

    /// Resolves references and looks for what contradicts itself.
    pub fn finish(mut self) -> Dossier {
        self.no_texts();
        resolve(&mut self.dossier);
        self.dossier
    }
}

impl DossierBuilder {
    /// Documents whose text nobody gave have none: known to be nothing, for no table has such a column.
    fn no_texts(&mut self) {
        let Some(kind) = self.schema().kind("document") else { return };
        let field = |name: &str| self.schema().get(kind).field(name);
        let (Some(text), Some(disagreements)) = (field("text"), field("disagreements")) else { return };
        for row in 0..self.dossier.tables[kind.at()].rows {
            let record = Record { kind, row };
            if self.is_unknown(record, text) {
                self.set(record, text, &Cell::Blank);
                if self.is_unknown(record, disagreements) {
                    self.set(record, disagreements, &Cell::Blank);
                }
            }
        }
    }
}

fn header(kind: &super::schema::Kind, cell: &Cell) -> Option<FieldId> {
    match cell {
        Cell::Text(words) => kind.header(words),
        _ => None,
    }
}

fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "—" | "——" | "/" | "\\")
}

fn is_blank_cell(cell: &Cell) -> bool {
    match cell {
        Cell::Blank => true,
        Cell::Text(text) => is_blank(text),
        _ => false,
    }
}

/// A blank row, a sum under a numbered column, or a note under the table.
fn is_aside(row: &GridRow, columns: &[Option<FieldId>], id: Option<FieldId>) -> bool {
    let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !is_blank_cell(cell));
    let Some((at, first)) = filled.next() else { return true };
    let is_alone = filled.next().is_none();
    let Cell::Text(words) = first else { return false };
    let words = words.trim();
    let is_sum = matches!(words, "合计" | "总计" | "小计") && (id.is_none() || columns.get(at) == Some(&id));
    let is_note = is_alone
        && ["填表", "制表", "注：", "注:", "说明：", "备注：", "审核人", "联系人", "单位：", "填报"]
            .iter()
            .any(|start| words.starts_with(start));
    is_note || (is_sum && id.is_some())
}

#[allow(clippy::cast_possible_truncation)]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9.0e15).then_some(number as i64)
}

fn wrong_type(field: &Field, value: String) -> RecordFault {
    let (zh, en) = match field.file.type_ {
        FieldType::Text | FieldType::Reference => ("文字", "words"),
        FieldType::Date => ("日期（如 2019-06-28、2019年6月28日）", "a date such as 2019-06-28"),
        FieldType::Time => ("日期和时间（如 2019-06-28 10:20）", "a date and time such as 2019-06-28 10:20"),
        FieldType::Integer => ("整数", "a whole number"),
        FieldType::Number => ("数", "a number"),
        FieldType::Boolean => ("“是”或“否”", "是 or 否 (yes or no)"),
        FieldType::Choice => {
            let words: Vec<&str> =
                field.choices.iter().map(|value| field.choice_label(value).unwrap_or(value)).collect();
            let words = words.join("、");
            let names = field.choices.join(", ");
            let nearest = crate::rule::nearest(
                &value,
                field.choices.iter().map(|value| &**value).chain(words.split('、')),
            );
            let nearest = nearest.map(str::to_owned);
            return RecordFault::WrongType {
                nearest,
                value,
                expected: (format!("{words}之一"), format!("one of {names}")),
            };
        }
    };
    RecordFault::WrongType { value, expected: (zh.to_owned(), en.to_owned()), nearest: None }
}
