//! Responsible units in every grammar that notices use.
//! （责任单位：A牵头，B、C配合）, 会同…负责, …负责，…配合做好…工作, 牵头单位：… 责任单位：… 完成时限：… as lines,
//! (市商务局牵头,…按职责分工负责), tables.

mod find;
mod grammar;
mod label;
mod name;
mod own;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod verb;

pub(super) use name::is_vague;

use super::{DateMention, Deadline, Item, Paragraph, deadline};
use crate::source::{Source, Span};
use find::Place;
use grammar::Reading;
use jiff::civil::Date;
use label::Order;
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

/// What the parser of annotations looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'d, 't> {
    pub(super) source: &'d Source<'t>,
    pub(super) paragraphs: &'d [Paragraph],
    pub(super) outline: &'d [Item],
    pub(super) dates: &'d [DateMention],
    pub(super) deadlines: &'d [Deadline],
    pub(super) dated_on: Option<Date>,
}

pub(super) fn parse(parts: &Parts<'_, '_>) -> Vec<Assignment> {
    let text = parts.source.text();
    let ends: Vec<u32> = parts.outline.iter().map(|item| item.marker_span.start).collect();
    let mut places = find::find(parts.source, &ends);
    let mut readings: Vec<Reading> = Vec::with_capacity(places.len());
    let mut order = Order::default();
    places.retain(|place| {
        let reading = grammar::read(text, place.words, order);
        order = reading.order.unwrap_or(order);
        let has_units = !reading.units.is_empty();
        if has_units {
            readings.push(reading);
        }
        has_units
    });
    table::add(parts, &mut places, &mut readings);
    rows::add(parts, &mut places, &mut readings);
    let items = own::items_of(&places, parts.paragraphs, parts.outline);
    let mut assignments: Vec<Assignment> = Vec::with_capacity(places.len());
    for (index, ((place, reading), item)) in places.iter().zip(readings).zip(items).enumerate() {
        let before = index.checked_sub(1).and_then(|before| places.get(before));
        assignments.push(assignment(parts, place, reading, item, before));
    }
    assignments
}

/// Puts what a table names among the annotations, in order of the text.
fn insert(places: &mut Vec<Place>, readings: &mut Vec<Reading>, found: Vec<(Place, Reading)>) {
    let mut all: Vec<(Place, Reading)> = places.drain(..).zip(readings.drain(..)).chain(found).collect();
    all.sort_by_key(|(place, _)| place.span.start);
    (*places, *readings) = all.into_iter().unzip();
}

fn assignment(
    parts: &Parts<'_, '_>,
    place: &Place,
    reading: Reading,
    item_index: Option<u32>,
    before: Option<&Place>,
) -> Assignment {
    let item = item_index.and_then(|index| parts.outline.get(index as usize));
    let text_span =
        reading.task.unwrap_or_else(|| own::words(parts.source, place, item, before, parts.paragraphs));
    let due_on = reading
        .deadline
        .and_then(|span| deadline::last_in(parts.source, span, parts.dates, parts.dated_on))
        .or_else(|| due_in(parts, text_span.join(place.span)));
    Assignment {
        number: reading.number.or_else(|| item.map(|item| item.path.clone())).unwrap_or_default(),
        title: item.map(|item| item.heading.clone()).unwrap_or_default(),
        text: own::or_heading(own::lines(parts.source.slice(text_span)), item),
        text_span,
        item: item_index,
        units: reading.units,
        units_text: own::lines(parts.source.slice(reading.units_span)),
        due_on,
        span: place.span,
        explicit_lead: reading.explicit_lead,
    }
}

/// The last deadline inside `span` that is not before the document's own date.
fn due_in(parts: &Parts<'_, '_>, span: Span) -> Option<Date> {
    let first = parts.deadlines.partition_point(|deadline| deadline.span.start < span.start);
    parts
        .deadlines
        .get(first..)?
        .iter()
        .take_while(|deadline| deadline.span.start < span.end)
        .filter_map(|deadline| deadline.due_on)
        .filter(|due| parts.dated_on.is_none_or(|dated| *due >= dated))
        .max()
}
