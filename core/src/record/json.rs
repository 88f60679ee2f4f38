//! Records as JSON: an object of kinds, each a list of objects. Values go from the bytes into the dossier's stores, with no
//! tree in between.

use super::build::{DossierBuilder, Record, SourceId};
use super::problem::{RecordFault, RecordPlace};
use super::schema::{FieldId, KindId, Schema};
use super::table::Cell;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::sync::Arc;

impl DossierBuilder {
    /// Takes in `{"document": [{…}], "interpretation": [{…}]}`; kinds by name or plural. A key that a record does not have is
    /// unknown, `null` is blank. What cannot be read is named as a problem at `file`, and what was read before it stays.
    pub fn json(&mut self, file: impl Into<Arc<str>>, text: &str) {
        let file = file.into();
        let source = self.source(Arc::clone(&file), None);
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let read = Kinds { builder: self, source }.deserialize(&mut deserializer);
        let read = read.and_then(|()| deserializer.end());
        if let Err(error) = read {
            let row = error.line() as u32;
            let place = RecordPlace { file, row, ..RecordPlace::default() };
            self.problem(place, RecordFault::Unreadable { reason: error.to_string() });
        }
    }

    /// Takes in one record as JSON; `line` is where it stands.
    pub fn json_record(&mut self, kind: KindId, source: SourceId, line: u32, text: &str) {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let schema = Arc::clone(self.schema());
        let mut expected = 0;
        let seed =
            RecordSeed { builder: self, schema: &schema, kind, source, row: line, expected: &mut expected };
        let read = seed.deserialize(&mut deserializer).and_then(|()| deserializer.end());
        if let Err(error) = read {
            let place = RecordPlace { row: line, ..self.dossier.sources[source.0 as usize].clone() };
            self.problem(place, RecordFault::Unreadable { reason: error.to_string() });
        }
    }
}

struct Kinds<'b> {
    builder: &'b mut DossierBuilder,
    source: SourceId,
}

impl<'de> DeserializeSeed<'de> for Kinds<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Kinds<'_> {
    type Value = ();
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object of kinds, each a list of records")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let schema = Arc::clone(self.builder.schema());
            match schema.kind(&name).or_else(|| schema.plural(&name)) {
                Some(kind) => {
                    self.builder.declare(kind);
                    map.next_value_seed(Records { builder: self.builder, kind, source: self.source })?;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                    let place = self.builder.dossier.sources[self.source.0 as usize].clone();
                    let nearest = schema.nearest_kind(&name).map(str::to_owned);
                    self.builder.problem(place, RecordFault::UnknownTable { name, nearest });
                }
            }
        }
        Ok(())
    }
}

struct Records<'b> {
    builder: &'b mut DossierBuilder,
    kind: KindId,
    source: SourceId,
}

impl<'de> DeserializeSeed<'de> for Records<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Records<'_> {
    type Value = ();
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of records")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut records: A) -> Result<(), A::Error> {
        let schema = Arc::clone(self.builder.schema());
        let (mut row, mut expected) = (1, 0);
        while records
            .next_element_seed(RecordSeed {
                builder: &mut *self.builder,
                schema: &schema,
                kind: self.kind,
                source: self.source,
                row,
                expected: &mut expected,
            })?
            .is_some()
        {
            row += 1;
        }
        Ok(())
    }
}

struct RecordSeed<'b> {
    builder: &'b mut DossierBuilder,
    schema: &'b Schema,
    kind: KindId,
    source: SourceId,
    row: u32,
    /// The field after the one read last: records of one table mostly have their keys in one order.
    expected: &'b mut u16,
}

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = ();
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a record: an object of fields")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let kind = self.schema.get(self.kind);
        let record = self.builder.record(self.kind, self.source, self.row);
        while let Some(key) = map.next_key_seed(Key { kind, expected: *self.expected })? {
            match key {
                Ok(field) => {
                    *self.expected = field.0 + 1;
                    map.next_value_seed(Value { builder: self.builder, kind, record, field })?;
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
    kind: &'s super::schema::Kind,
    expected: u16,
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
        let fields = &self.kind.fields;
        if let Some(field) = fields.get(usize::from(self.expected))
            && *field.name == *name
        {
            return Ok(Ok(FieldId(self.expected)));
        }
        Ok(self.kind.field(name).or_else(|| self.kind.header(name)).ok_or_else(|| name.to_owned()))
    }
}

struct Value<'b> {
    builder: &'b mut DossierBuilder,
    kind: &'b super::schema::Kind,
    record: Record,
    field: FieldId,
}

impl Value<'_> {
    fn set(self, cell: &Cell) {
        self.builder.set(self.record, self.field, cell);
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
        let field = &self.kind.fields[self.field.at()];
        if !text.is_empty()
            && !field.file.list
            && let Some(value) = self.builder.word(field, text)
        {
            self.builder.put(self.record, self.field, value);
        } else {
            self.set(&Cell::Text(text.to_owned()));
        }
        Ok(())
    }
    fn visit_bool<E: Error>(self, truth: bool) -> Result<(), E> {
        self.set(&Cell::Boolean(truth));
        Ok(())
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.set(&Cell::Integer(number));
        Ok(())
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.set(&Cell::Integer(number)),
            #[allow(clippy::cast_precision_loss)]
            Err(_) => self.set(&Cell::Number(number as f64)),
        }
        Ok(())
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.set(&Cell::Number(number));
        Ok(())
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.set(&Cell::Blank);
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut cells = Vec::new();
        while let Some(item) = items.next_element::<serde_json::Value>()? {
            cells
                .push(cell(&item).ok_or_else(|| Error::custom("a list of a record holds words or numbers"))?);
        }
        match self.kind.fields[self.field.at()].file.list {
            true => self.builder.set_list(self.record, self.field, &cells),
            false => {
                let words = format!("{} values", cells.len());
                self.builder.set(self.record, self.field, &Cell::Error(words));
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

/// A plain JSON value as a cell; `None` of lists and objects.
pub(crate) fn cell(value: &serde_json::Value) -> Option<Cell> {
    Some(match value {
        serde_json::Value::Null => Cell::Blank,
        serde_json::Value::Bool(truth) => Cell::Boolean(*truth),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(number) => Cell::Integer(number),
            None => Cell::Number(number.as_f64()?),
        },
        serde_json::Value::String(text) => Cell::Text(text.clone()),
        _ => return None,
    })
}
