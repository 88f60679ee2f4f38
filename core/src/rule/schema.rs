//! The JSON Schema of a rule file, for editors: made from the types that read it, so the two cannot differ.

use super::RuleFile;
use crate::check::structural;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The schema (draft 7, which TOML editors read).
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<RuleFile>().to_value();
    if let Some(map) = schema.as_object_mut() {
        map.insert("title".to_owned(), json!("A rule of gongkai"));
        let names: Vec<&str> = structural::names().collect();
        if let Some(name) =
            map.get_mut("definitions").and_then(|all| all.pointer_mut("/CheckSpec/properties/name"))
            && !names.is_empty()
        {
            name["enum"] = json!(names);
        }
    }
    schema
}
