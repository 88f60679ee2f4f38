//! One record as JSON → a row of its kind's table: each value goes from the bytes into its slot.

use super::build::{DossierBuilder, Record, SourceId};
use super::json::cell;
use super::kind::FieldType;
use super::problem::{RecordFault, RecordPlace};
use super::schema::{Field, FieldId, Kind, KindId, Schema};
use super::table::Cell;
use super::value::{ListRef, Stored};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::sync::Arc;

/// The records of one table, one after another.
pub(super) struct Rows<'b> {
    builder: &'b mut DossierBuilder,
    schema: Arc<Schema>,
    kind: KindId,
    source: SourceId,
    /// Where the next record stands.
    pub(super) row: u32,
    /// The field that came after each the last time, and at its end the first: the records of a table mostly have their keys
    /// in one order.
    next: Vec<FieldId>,
}

impl<'b> Rows<'b> {
    pub(super) fn new(builder: &'b mut DossierBuilder, kind: KindId, source: SourceId) -> Self {
        let schema = Arc::clone(builder.schema());
        let next = vec![FieldId(0); schema.get(kind).fields.len() + 1];
        Self { builder, schema, kind, source, row: 1, next }
    }

    pub(super) fn line(&mut self, text: &str) {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let read = self.deserialize(&mut deserializer).and_then(|()| deserializer.end());
        if let Err(error) = read {
            let place =
                RecordPlace { row: self.row, ..self.builder.dossier.sources[self.source.0 as usize].clone() };
            self.builder.problem(place, RecordFault::Unreadable { reason: error.to_string() });
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Rows<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Rows<'_> {
    type Value = ();
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a record: an object of fields")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let kind = self.schema.get(self.kind);
        let record = self.builder.record(self.kind, self.source, self.row);
        let slots = record.row as usize * kind.fields.len();
        let mut before = kind.fields.len();
        while let Some(key) = map.next_key_seed(Key { kind, expected: self.next[before] })? {
            match key {
                Ok(field) => {
                    self.next[before] = field;
                    before = field.at();
                    let definition = &kind.fields[before];
                    let slot = slots + before;
                    map.next_value_seed(Value { builder: self.builder, definition, record, field, slot })?;
                }
                Err(name) => {
                    map.next_value::<IgnoredAny>()?;
                    let nearest = kind.nearest_name(&name).map(str::to_owned);
                    let place = self.builder.dossier.place(record.kind, record.row);
                    self.builder.problem(place, RecordFault::UnknownColumn { name, nearest });
                }
            }
        }
        Ok(())
    }
}

struct Key<'s> {
    kind: &'s Kind,
    expected: FieldId,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Result<FieldId, String>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Result<FieldId, String>;
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a field's name")
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        if self.kind.fields.get(self.expected.at()).is_some_and(|field| *field.name == *name) {
            return Ok(Ok(self.expected));
        }
        Ok(self.kind.field(name).or_else(|| self.kind.header(name)).ok_or_else(|| name.to_owned()))
    }
}

/// One field of one record. What is as the field has it goes straight to its slot; anything else is read as a cell is.
struct Value<'b> {
    builder: &'b mut DossierBuilder,
    definition: &'b Field,
    record: Record,
    field: FieldId,
    slot: usize,
}

impl Value<'_> {
    fn set(self, cell: &Cell) {
        self.builder.set(self.record, self.field, cell);
    }

    fn put(self, value: Stored) {
        if let Some(slot) = self.builder.dossier.tables[self.record.kind.at()].values.get_mut(self.slot) {
            *slot = value;
        }
    }

    /// What its values are, where it holds but one.
    fn single(&self) -> Option<FieldType> {
        (!self.definition.file.list).then_some(self.definition.file.type_)
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("words, a number, true, false, null or a list of them")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if !text.is_empty()
            && self.single().is_some()
            && let Some(value) = self.builder.word(self.definition, text)
        {
            self.put(value);
        } else {
            self.set(&Cell::Text(text.to_owned()));
        }
        Ok(())
    }
    fn visit_bool<E: Error>(self, truth: bool) -> Result<(), E> {
        match self.single() {
            Some(FieldType::Boolean) => self.put(Stored::Boolean(truth)),
            _ => self.set(&Cell::Boolean(truth)),
        }
        Ok(())
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        match self.single() {
            Some(FieldType::Integer) => self.put(Stored::Integer(number)),
            _ => self.set(&Cell::Integer(number)),
        }
        Ok(())
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            #[allow(clippy::cast_precision_loss)]
            Err(_) => self.visit_f64(number as f64),
        }
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        match self.single() {
            Some(FieldType::Number) => self.put(Stored::Number(number)),
            _ => self.set(&Cell::Number(number)),
        }
        Ok(())
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        match self.single() {
            Some(_) if self.definition.file.blank.is_none() => self.put(Stored::Blank),
            _ => self.set(&Cell::Blank),
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if self.single().is_some() {
            let mut count = 0;
            while let Some(item) = items.next_element::<serde_json::Value>()? {
                cell(&item).ok_or_else(|| Error::custom(NO_ITEM))?;
                count += 1;
            }
            self.set(&Cell::Error(format!("{count} values")));
            return Ok(());
        }
        let start = self.builder.dossier.lists.len();
        let mut wrong = None;
        let mut item = Item { builder: &mut *self.builder, definition: self.definition };
        while let Some(value) = items.next_element_seed(&mut item)? {
            match value {
                Ok(value) => item.builder.dossier.lists.push(value),
                Err(words) => wrong = wrong.or(Some(words)),
            }
        }
        let lists = &mut self.builder.dossier.lists;
        match wrong {
            None => {
                let list = ListRef { start: start as u32, len: (lists.len() - start) as u32 };
                self.put(Stored::List(list));
            }
            Some(words) => {
                lists.truncate(start);
                self.builder.wrong(self.record, self.field, words);
            }
        }
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.set(&Cell::Error("{…}".to_owned()));
        Ok(())
    }
}

const NO_ITEM: &str = "a list of a record holds words or numbers";

/// One item of a list field: its value, or its words where the field holds no such thing.
struct Item<'b> {
    builder: &'b mut DossierBuilder,
    definition: &'b Field,
}

impl<'de> DeserializeSeed<'de> for &mut Item<'_> {
    type Value = Result<Stored, String>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Item<'_> {
    type Value = Result<Stored, String>;
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("words or a number")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.builder.word(self.definition, text.trim()).ok_or_else(|| text.to_owned()))
    }
    fn visit_bool<E: Error>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(self.builder.convert(self.definition, &Cell::Boolean(truth)))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(self.builder.convert(self.definition, &Cell::Integer(number)))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            #[allow(clippy::cast_precision_loss)]
            Err(_) => self.visit_f64(number as f64),
        }
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(self.builder.convert(self.definition, &Cell::Number(number)))
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(self.builder.convert(self.definition, &Cell::Blank))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(Error::custom(NO_ITEM))
    }
    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(Error::custom(NO_ITEM))
    }
}
