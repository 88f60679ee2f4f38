//! The JSON Schema of a report, made from the types that write it.

use super::Report;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The schema (2020-12).
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Report>().to_value();
    if let Some(map) = schema.as_object_mut() {
        map.insert("title".to_owned(), json!("A report of gongkai"));
    }
    schema
}
