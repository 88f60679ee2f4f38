//! A document's own words → the fields of its record: what the table leaves open is filled, what it says otherwise is noted.

use super::build::{DossierBuilder, Record};
use super::schema::{FieldId, KindId};
use super::table::Cell;
use super::value::Stored;
use crate::document::{Document, Fact, without_blanks};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// From how many assignments on a document is the year's notice of tasks.
const TASKS: usize = 5;

/// What the tables say of files and numbers: rows by file name, and by number.
#[derive(Debug, Default)]
pub(super) struct Told {
    by_file: HashMap<String, Vec<u32>>,
    paths: HashMap<u32, String>,
    by_number: HashMap<String, u32>,
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

impl DossierBuilder {
    /// Takes in the text of a document. It fills the record that names its path or number, or makes one. An annual report
    /// and a notice of tasks fill their own kinds too, where no table has them. Gives the document's record.
    pub fn document(&mut self, path: &str, document: &Document<'_>) -> Option<Record> {
        let schema = Arc::clone(self.schema());
        let interpretation = self.interpretation(path, document);
        let filled = schema.kind("document").and_then(|kind| {
            // An interpretation's text is a document's too only where the table of documents says so.
            let record = match interpretation {
                Some(_) => self.find(kind, path, None)?,
                None => self.record_of(kind, path, document),
            };
            self.fill(kind, record, path, document);
            Some(record)
        });
        if let Some(record) = filled.or(interpretation) {
            self.dossier.texts_of.insert(path.into(), record);
        }
        if let (Some(report), Some(kind)) = (&document.annual_report, schema.kind("annual_report")) {
            let record = self.find(kind, path, None).unwrap_or_else(|| {
                let source = self.source(path, None);
                self.record(kind, source, 0)
            });
            self.give(record, "path", &Cell::Text(path.to_owned()));
            self.give(record, "id", &Cell::Text(path.to_owned()));
            for (name, fact) in report.facts() {
                match fact {
                    Fact::Integer(number) => self.give(record, name, &Cell::Integer(number)),
                    Fact::Number(number) => self.give(record, name, &Cell::Number(number)),
                    Fact::Text(text) => self.give(record, name, &Cell::Text(text)),
                    Fact::Integers(numbers) => {
                        let cells: Vec<Cell> = numbers.into_iter().map(Cell::Integer).collect();
                        self.give_list(record, name, &cells);
                    }
                    Fact::Texts(texts) => {
                        let cells: Vec<Cell> = texts.into_iter().map(Cell::Text).collect();
                        self.give_list(record, name, &cells);
                    }
                }
            }
        }
        if document.assignments.len() >= TASKS
            && let Some(kind) = schema.kind("work_item")
            && !self.dossier.tables[kind.at()].is_present
        {
            self.tasks(kind, path, document);
            self.notice(path, document, filled);
        }
        filled
    }

    /// The record of the interpretation whose text this is, where a table names the file.
    fn interpretation(&mut self, path: &str, document: &Document<'_>) -> Option<Record> {
        let kind = self.schema().kind("interpretation")?;
        let record = self.find(kind, path, None)?;
        self.give(record, "text", &Cell::Text(document.text().to_owned()));
        Some(record)
    }

    /// The record whose `path` or number is the document's, or a new one.
    fn record_of(&mut self, kind: KindId, path: &str, document: &Document<'_>) -> Record {
        let number = document.number.as_ref().map(|number| number.text.as_str());
        self.find(kind, path, number).unwrap_or_else(|| {
            let source = self.source(path, None);
            self.record(kind, source, 0)
        })
    }

    /// The record of a table that names the file, by its path or the end of it, or else the number.
    fn find(&mut self, kind: KindId, path: &str, number: Option<&str>) -> Option<Record> {
        if !self.told.contains_key(&kind) {
            let told = self.told(kind);
            self.told.insert(kind, told);
        }
        let told = self.told.get(&kind)?;
        let row = told.by_file.get(file_name(path)).into_iter().flatten().find(|row| {
            let said = told.paths.get(row).map_or("", String::as_str);
            path.strip_suffix(said).is_some_and(|before| before.is_empty() || before.ends_with(['/', '\\']))
        });
        let row = row.or_else(|| told.by_number.get(&without_blanks(number?)))?;
        Some(Record { kind, row: *row })
    }

    /// What the tables say of files and numbers, before any document adds to them.
    fn told(&self, kind: KindId) -> Told {
        let mut told = Told::default();
        let field = |name: &str| self.schema().get(kind).field(name);
        let (path, number) = (field("path"), field("number"));
        for row in 0..self.dossier.tables[kind.at()].rows {
            let words = |field: Option<FieldId>| self.dossier.words(kind, row, field?);
            if let Some(said) = words(path) {
                told.by_file.entry(file_name(said).to_owned()).or_default().push(row);
                told.paths.insert(row, said.to_owned());
            }
            if let Some(said) = words(number) {
                told.by_number.entry(without_blanks(said)).or_insert(row);
            }
        }
        told
    }

    fn fill(&mut self, kind: KindId, record: Record, path: &str, document: &Document<'_>) {
        let mut disagreements = Vec::new();
        let text = |words: Option<&str>| words.map(|words| Cell::Text(words.to_owned()));
        let day = |day: Option<Date>| day.map(Cell::Date);
        let issuers = document.issuers();
        let facts: [(&str, Option<Cell>); 10] = [
            ("path", Some(Cell::Text(path.to_owned()))),
            ("title", text(document.title.as_ref().map(|title| title.text.as_str()))),
            ("number", text(document.number.as_ref().map(|number| number.text.as_str()))),
            ("issuer", text(issuers.first().copied())),
            ("type", text(document.document_type().map(crate::document::DocumentType::name))),
            ("dated_on", day(document.dated_on())),
            ("published_on", day(document.published_on())),
            ("effective_on", day(document.validity.effective_on)),
            ("expires_on", day(document.validity.expires_on)),
            ("text", Some(Cell::Text(document.text().to_owned()))),
        ];
        for (name, cell) in facts {
            let (Some(cell), Some(field)) = (cell, self.schema().get(kind).field(name)) else { continue };
            let before = self.dossier.value(kind, record.row, field);
            match before {
                Stored::Unknown | Stored::Blank => self.set(record, field, &cell),
                _ if name == "dated_on" && document.is_dated_by_publication() => {}
                _ if matches!(name, "path" | "title" | "issuer" | "text" | "published_on" | "type") => {}
                _ => disagreements.extend(self.disagreement(record, field, before, &cell)),
            }
        }
        let cited: Vec<Cell> = document
            .citations
            .iter()
            .filter_map(|citation| citation.number.as_ref())
            .map(|number| Cell::Text(number.text.clone()))
            .collect();
        self.give_list(record, "cites", &cited);
        let cells: Vec<Cell> = disagreements.into_iter().map(Cell::Text).collect();
        self.give_list(record, "disagreements", &cells);
    }

    /// What the table says otherwise than the text, in words. The table stays.
    fn disagreement(
        &mut self,
        record: Record,
        field: FieldId,
        before: Stored,
        cell: &Cell,
    ) -> Option<String> {
        let shown = |dossier: &super::Dossier, value: Stored| match value {
            Stored::Text(text) => Some(dossier.text(text).to_owned()),
            Stored::Date(day) => Some(day.to_string()),
            _ => None,
        };
        let table = shown(&self.dossier, before)?;
        let text = match cell {
            Cell::Text(text) => text.clone(),
            Cell::Date(day) => day.to_string(),
            _ => return None,
        };
        let header = self.schema().get(record.kind).fields[field.at()].header().to_owned();
        (without_blanks(&table) != without_blanks(&text))
            .then(|| format!("{header}：表中为{table}，正文为{text}"))
    }

    /// Gives a field its value where nothing is known of it.
    pub(super) fn give(&mut self, record: Record, name: &str, cell: &Cell) {
        if let Some(field) = self.schema().get(record.kind).field(name)
            && self.is_unknown(record, field)
        {
            self.set(record, field, cell);
        }
    }

    pub(super) fn give_list(&mut self, record: Record, name: &str, cells: &[Cell]) {
        if let Some(field) = self.schema().get(record.kind).field(name)
            && self.is_unknown(record, field)
        {
            self.set_list(record, field, cells);
        }
    }
}
