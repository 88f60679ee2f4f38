//! Records as JSON: an object of kinds, each a list of objects. Values go from the bytes into the dossier's stores, with no
//! tree in between.

use super::build::{DossierBuilder, SourceId};
use super::json_row::Rows;
use super::problem::{RecordFault, RecordPlace};
use super::schema::KindId;
use super::table::Cell;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
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

    /// Takes in records as JSON lines, one an object a line; lines of blanks alone are passed over. A line that cannot be read
    /// is named as a problem, and the others stay.
    pub fn json_lines(&mut self, kind: KindId, source: SourceId, text: &str) {
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
        self.reserve(kind, lines, text.len());
        let mut rows = Rows::new(self, kind, source);
        let mut start = 0;
        for (number, end) in (1..).zip(memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()])) {
            let line = &text[start..end];
            start = end + 1;
            if !line.trim_ascii_start().is_empty() {
                rows.row = number;
                rows.line(line);
            }
        }
    }

    /// Takes in one record as JSON; `line` is where it stands.
    pub fn json_record(&mut self, kind: KindId, source: SourceId, line: u32, text: &str) {
        let mut rows = Rows::new(self, kind, source);
        rows.row = line;
        rows.line(text);
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
        let mut rows = Rows::new(self.builder, self.kind, self.source);
        while records.next_element_seed(&mut rows)?.is_some() {
            rows.row += 1;
        }
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
