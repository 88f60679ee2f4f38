//! Responsible units in every grammar that notices use.
//! （责任单位：A牵头，B、C配合）, 会同…负责, …负责，…配合做好…工作, 牵头单位：… 责任单位：… 完成时限：… as lines,
//! (市商务局牵头,…按职责分工负责), tables.

use super::{Item, Paragraph};
use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// A unit's part in a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitRole {
    /// 牵头
    Lead,
    /// 配合
    Supporting,
}

/// A unit as an annotation names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitMention {
    /// Its own words as they stand.
    pub name: String,
    /// Its part.
    pub role: UnitRole,
    /// Whether it names nobody in particular (有关处室、单位).
    pub vague: bool,
    /// Where it stands.
    pub span: Span,
}

/// One responsibility annotation and the paragraphs that it owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assignment {
    /// The item's path: 1.1.
    pub number: String,
    /// The item's heading.
    pub title: String,
    /// The words that the annotation owns: from the item's text, or from after the annotation before it.
    pub text: String,
    /// Where those words stand.
    pub text_span: Span,
    /// The index of the item in the outline.
    pub item: Option<u32>,
    /// The units in order.
    pub units: Vec<UnitMention>,
    /// The annotation's words behind its label: 政策法规处牵头，有关处室、单位配合.
    pub units_text: String,
    /// The deadline that the annotation or its words name.
    pub due_on: Option<Date>,
    /// The annotation as a whole, brackets and all.
    pub span: Span,
    /// Whether the annotation itself says who leads (牵头, 负责…配合, 会同): false for a bare list.
    pub explicit_lead: bool,
}

impl Assignment {
    /// Names of the lead units. Of a bare list, all units.
    pub fn lead_units(&self) -> impl Iterator<Item = &str> {
        self.of_role(UnitRole::Lead)
    }

    /// Names of the supporting units.
    pub fn supporting_units(&self) -> impl Iterator<Item = &str> {
        self.of_role(UnitRole::Supporting)
    }

    /// Whether a unit of it is vague.
    pub fn is_vague(&self) -> bool {
        self.units.iter().any(|unit| unit.vague)
    }

    fn of_role(&self, role: UnitRole) -> impl Iterator<Item = &str> {
        self.units.iter().filter(move |unit| unit.role == role).map(|unit| unit.name.as_str())
    }
}

pub(super) fn parse(
    _source: &Source<'_>,
    _paragraphs: &[Paragraph],
    _outline: &[Item],
    _dated_on: Option<Date>,
) -> Vec<Assignment> {
    Vec::new()
}
