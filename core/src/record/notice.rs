//! A notice of tasks → its own record and one record a task, where the dossier has no tables of them.

use super::build::{DossierBuilder, Record};
use super::schema::KindId;
use super::table::Cell;
use super::value::Stored;
use crate::document::{Deadline, Document};
use jiff::civil::Date;
use std::sync::Arc;

/// Words behind a deadline by which it is the one for measures, or the one for what was done.
const MEASURES: [&str; 4] = ["具体措施", "措施", "工作方案", "实施方案"];
const PROGRESS: [&str; 4] = ["落实情况", "完成情况", "进展情况", "工作总结"];

impl DossierBuilder {
    pub(super) fn tasks(&mut self, kind: KindId, path: &str, document: &Document<'_>) {
        let source = self.source(path, None);
        for task in document.tasks() {
            let record = self.record(kind, source, task.span.line);
            self.give(record, "number", &Cell::Text(task.number));
            self.give(record, "title", &Cell::Text(task.title));
            self.give(record, "text", &Cell::Text(task.text));
            let texts = |names: Vec<String>| names.into_iter().map(Cell::Text).collect::<Vec<_>>();
            self.give_list(record, "lead_units", &texts(task.lead_units));
            self.give_list(record, "supporting_units", &texts(task.supporting_units));
            if let Some(day) = task.due_on {
                self.give(record, "due_on", &Cell::Date(day));
            }
        }
    }

    /// The notice itself, where no table has one: its title and date, how many tasks, and until when units report.
    pub(super) fn notice(&mut self, path: &str, document: &Document<'_>, record_of_document: Option<Record>) {
        let schema = Arc::clone(self.schema());
        let Some(kind) = schema.kind("notice") else { return };
        if self.dossier.tables[kind.at()].is_present {
            return;
        }
        let source = self.source(path, None);
        let record = self.record(kind, source, 0);
        self.give(record, "id", &Cell::Text(path.to_owned()));
        if let Some(title) = &document.title {
            self.give(record, "title", &Cell::Text(title.text.clone()));
        }
        if let Some(day) = document.dated_on() {
            self.give(record, "issued_on", &Cell::Date(day));
        }
        self.give(record, "task_count", &Cell::Integer(i64::from(document.assignments.len() as u32)));
        for (name, words) in [("plan_due_on", MEASURES), ("report_due_on", PROGRESS)] {
            if let Some(day) = due(document, &words) {
                self.give(record, name, &Cell::Date(day));
            }
        }
        if let (Some(field), Some(of)) = (schema.get(kind).field("document"), record_of_document) {
            self.put(record, field, Stored::Row(of.row));
        }
        self.refer(record);
    }

    /// Work items that came from the same text refer to its notice.
    fn refer(&mut self, notice: Record) {
        let Some(items) = self.schema().kind("work_item") else { return };
        let Some(field) = self.schema().get(items).field("notice") else { return };
        for row in 0..self.dossier.tables[items.at()].rows {
            let item = Record { kind: items, row };
            if self.is_unknown(item, field) {
                self.put(item, field, Stored::Row(notice.row));
            }
        }
    }
}

/// The day by which units report what `words` name: the deadline before them in its sentence, no other in between.
fn due(document: &Document<'_>, words: &[&str]) -> Option<Date> {
    let text = document.text();
    let deadlines = &document.deadlines;
    deadlines.iter().enumerate().find_map(|(at, deadline): (usize, &Deadline)| {
        let next = deadlines.get(at + 1).map_or(text.len(), |next| next.span.start as usize);
        let rest = text.get(deadline.span.end as usize..next)?;
        let sentence = rest.split(['。', '\n']).next()?;
        let begins = sentence.trim_start_matches(['，', ',', '前', '将', '把', '请']);
        let says = words.iter().any(|word| sentence.contains(word)) && begins.chars().count() < 80;
        let reports = text.get(deadline.span.end as usize..)?.split(['。', '\n']).next()?.contains('报');
        (says && reports).then_some(deadline.due_on).flatten()
    })
}
