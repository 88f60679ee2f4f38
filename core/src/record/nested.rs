//! Records written one inside the other, as rules' examples have them: references as objects, lists of the other side in place.

use super::build::{DossierBuilder, Record, SourceId};
use super::json::cell;
use super::schema::KindId;
use super::table::Cell;
use super::value::Stored;
use serde_json::Value;
use std::sync::Arc;

impl DossierBuilder {
    /// Takes in a record with what is nested in it. The error names the key that is not known.
    pub(crate) fn nested(&mut self, kind: KindId, source: SourceId, value: &Value) -> Result<Record, String> {
        let schema = Arc::clone(self.schema());
        let definition = schema.get(kind);
        let Value::Object(object) = value else {
            return Err(format!("`{}` must be a table", definition.name));
        };
        let record = self.record(kind, source, 0);
        for (key, value) in object {
            if let Some(field) = definition.field(key) {
                let target = definition.fields[field.at()].to;
                match (value, target) {
                    _ if toml_date(value).is_some() => {
                        let text = toml_date(value).unwrap_or_default().to_owned();
                        self.set(record, field, &Cell::Text(text));
                    }
                    (Value::Object(_), Some(target)) => {
                        let other = self.nested(target, source, value)?;
                        self.put(record, field, Stored::Row(other.row));
                    }
                    (Value::Array(items), Some(target)) if items.iter().any(Value::is_object) => {
                        let mut rows = Vec::new();
                        for item in items {
                            rows.push(Stored::Row(self.nested(target, source, item)?.row));
                        }
                        let list = self.keep_list(&rows);
                        self.put(record, field, list);
                    }
                    (Value::Array(items), _) => {
                        let cells: Vec<Cell> = items
                            .iter()
                            .filter_map(|item| match toml_date(item) {
                                Some(date) => Some(Cell::Text(date.to_owned())),
                                None => cell(item),
                            })
                            .collect();
                        self.set_list(record, field, &cells);
                    }
                    (value, _) => {
                        let cell = cell(value).ok_or_else(|| format!("`{key}` cannot be a table"))?;
                        self.set(record, field, &cell);
                    }
                }
            } else if let Some(relation) = definition.reverse(key) {
                let (from, field) = {
                    let relation = &schema.relations[relation.at()];
                    (relation.from, relation.field)
                };
                self.declare(from);
                let items = value.as_array().ok_or_else(|| format!("`{key}` is a list of records"))?;
                for item in items {
                    let other = self.nested(from, source, item)?;
                    let value = match schema.get(from).fields[field.at()].file.list {
                        true => self.keep_list(&[Stored::Row(record.row)]),
                        false => Stored::Row(record.row),
                    };
                    self.put(other, field, value);
                }
            } else {
                let nearest = definition.nearest_name(key);
                let nearest = nearest.map(|known| format!(" (`{known}`?)")).unwrap_or_default();
                return Err(format!("`{}` has no field `{key}`{nearest}", definition.name));
            }
        }
        Ok(record)
    }
}

/// A date as TOML's reader hands it on.
fn toml_date(value: &Value) -> Option<&str> {
    let object = value.as_object()?;
    let (key, date) = object.iter().next()?;
    if object.len() == 1 && key.starts_with("$__toml_private") { date.as_str() } else { None }
}
