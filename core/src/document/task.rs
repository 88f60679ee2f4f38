//! A document's tasks as rows: one responsibility annotation, one row. What `gongkai tasks` prints and a ledger begins with.

use super::Document;
use crate::report::{FindingSpan, Places};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One task: the words that an annotation owns, and who is responsible for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    /// The item's path in the outline: 1.1. Two annotations under one item have the same; empty where the text has no outline.
    pub number: String,
    /// The item's heading.
    pub title: String,
    /// The words that the annotation owns, a paragraph a line; the heading where the item has no other words.
    pub text: String,
    /// Who leads. Of a bare list (责任单位：甲局、乙局) all are named here.
    pub lead_units: Vec<String>,
    /// Who supports.
    pub supporting_units: Vec<String>,
    /// Whether a unit, leading or supporting, names nobody in particular (有关处室、单位): such a task has no owner yet, or not all.
    pub vague: bool,
    /// The annotation's own words behind its label.
    pub units_text: String,
    /// The last day on which the task is done, where the annotation or its words name one.
    pub due_on: Option<Date>,
    /// Where the annotation stands.
    pub span: FindingSpan,
}

impl Document<'_> {
    /// The tasks in order of the text.
    pub fn tasks(&self) -> Vec<TaskRow> {
        let mut places = Places::default();
        self.assignments
            .iter()
            .map(|assignment| TaskRow {
                number: assignment.number.clone(),
                title: assignment.title.clone(),
                text: assignment.text.clone(),
                lead_units: assignment.lead_units().map(str::to_owned).collect(),
                supporting_units: assignment.supporting_units().map(str::to_owned).collect(),
                vague: assignment.is_vague(),
                units_text: assignment.units_text.clone(),
                due_on: assignment.due_on,
                span: places.of(&self.source, assignment.span),
            })
            .collect()
    }
}
