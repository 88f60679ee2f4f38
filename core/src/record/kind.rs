//! The shape of a kind file: what a table of records is called, and its fields.

use crate::rule::Localized;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A kind file: `kinds/<kind>.toml` of a pack.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct KindFile {
    /// What a record of this kind is called.
    pub name: Localized,
    /// What all records of the kind are called in conditions; default: the kind's name with an s.
    pub plural: Option<String>,
    /// What the record itself is called in conditions; default: the kind's name.
    pub variable: Option<String>,
    /// Whether a dossier holds but a few of them, so that their conditions may walk all records of another kind.
    pub few: bool,
    /// Names of files and sheets that hold such records, besides the kind's own names.
    pub tables: Vec<String>,
    /// Fields that date the record; the first that is filled wins.
    pub date: Vec<String>,
    /// Fields that name the unit which must act; the first that is filled wins.
    pub owner: Vec<String>,
    /// The field that says to which task of the notice a record belongs, for rules that name none.
    pub task: Option<String>,
    /// The field by which a finding calls the record, besides its id.
    pub label: Option<String>,
    /// Fields by name.
    pub fields: BTreeMap<String, FieldFile>,
}

/// One field of a kind file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)]
pub struct FieldFile {
    /// What its values are.
    #[serde(rename = "type")]
    pub type_: FieldType,
    /// Whether a cell holds several values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub list: bool,
    /// Whether a table without this column is refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Whether the program fills it: no table needs the column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
    /// Of a date: whether it may lie ahead, as a deadline does. Any other date after the day of the audit has not come yet
    /// and is blank.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    /// What an empty cell means; without it, that there is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    pub blank: Option<serde_json::Value>,
    /// Of a reference: the kind it points to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Of a reference: the name of the list on the other side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverse: Option<String>,
    /// Of a choice: its values, each with the words that tables write.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Vec<String>>,
    /// Chinese headers; the first is the one that an empty table gets.
    #[serde(default)]
    pub zh: Vec<String>,
    /// What the field holds, where its header does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Localized>,
}

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Words.
    Text,
    /// A day.
    Date,
    /// A local day and time.
    Time,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// 是 or 否.
    Boolean,
    /// One of the field's values.
    Choice,
    /// Another record, by its id.
    Reference,
}

impl FieldType {
    /// Its name in kind files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Time => "time",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Choice => "choice",
            Self::Reference => "reference",
        }
    }
}
