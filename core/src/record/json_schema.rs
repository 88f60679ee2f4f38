//! The JSON Schema of records, made from the kinds that read them, so that the two cannot differ.

use super::kind::FieldType;
use super::schema::{Field, Kind, Schema};
use serde_json::{Map, Value, json};

impl Schema {
    /// The JSON Schema (2020-12) of a dossier's records: an object of kinds, each a list of records. A key left out is
    /// unknown, `null` is known to be nothing.
    pub fn json_schema(&self) -> Value {
        let mut kinds = Map::new();
        let mut definitions = Map::new();
        for kind in self.kinds() {
            definitions.insert(kind.name.to_string(), record(kind));
            let list = json!({ "type": "array", "items": { "$ref": format!("#/$defs/{}", kind.name) } });
            kinds.insert(kind.name.to_string(), list.clone());
            kinds.insert(kind.plural.clone(), list);
        }
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Records of gongkai",
            "type": "object",
            "properties": kinds,
            "additionalProperties": false,
            "$defs": definitions,
        })
    }
}

fn record(kind: &Kind) -> Value {
    let fields = kind.fields().iter().map(|field| (field.name.to_string(), property(field)));
    let required = kind.fields().iter().filter(|field| field.file.required);
    let required: Vec<&str> = required.map(|field| &*field.name).collect();
    let mut schema = json!({
        "title": kind.file.name.zh,
        "description": kind.file.name.en,
        "type": "object",
        "properties": fields.collect::<Map<String, Value>>(),
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn property(field: &Field) -> Value {
    let file = &field.file;
    let one = value(field);
    let mut property = match file.list {
        // A cell that holds several values may also be words with 、 between them.
        true => json!({ "anyOf": [{ "type": "array", "items": one }, { "type": ["string", "null"] }] }),
        false => json!({ "anyOf": [one, { "type": "null" }] }),
    };
    property["title"] = json!(field.header());
    if let Some(note) = &file.note {
        property["description"] = json!(format!("{}\n{}", note.zh, note.en).trim());
    }
    if let Some(to) = &file.to {
        property["x-reference"] = json!(to);
    }
    property
}

fn value(field: &Field) -> Value {
    match field.file.type_ {
        FieldType::Text => json!({ "type": ["string", "number"] }),
        FieldType::Date => json!({ "type": "string", "examples": ["2019-06-28", "2019年6月"] }),
        FieldType::Time => json!({ "type": "string", "examples": ["2019-06-28T09:30"] }),
        FieldType::Integer => json!({ "type": ["integer", "string"] }),
        FieldType::Number => json!({ "type": ["number", "string"] }),
        FieldType::Boolean => json!({ "anyOf": [{ "type": "boolean" }, { "enum": ["是", "否"] }] }),
        FieldType::Choice => {
            let values = field.file.values.iter();
            let words: Vec<&String> =
                values.flat_map(|(value, words)| std::iter::once(value).chain(words)).collect();
            json!({ "type": "string", "examples": words })
        }
        FieldType::Reference => json!({ "type": ["string", "integer"] }),
    }
}
