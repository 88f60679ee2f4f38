//! The shape of a rule file, as TOML and as JSON have it.

use crate::report::{Severity, Verdict};
use jiff::civil::Date;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Words in Chinese and English.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Localized {
    /// Chinese.
    pub zh: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

/// How far a rule has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// New: runs only when selected by name or with previews on.
    Preview,
    /// Runs.
    #[default]
    Stable,
    /// Still runs, will go.
    Deprecated,
}

/// How certain we are of a basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The document's own text was seen (已核·原文).
    Verified,
    /// A later document that quotes it was seen (已核·转引).
    SecondHand,
    /// The 2019 notice itself says so (通知原文).
    Notice,
    /// Follows from verified rules or from arithmetic (推导).
    Derived,
    /// From memory alone (记忆): never an error.
    Recalled,
}

/// The law that a rule stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The document's name, without 《》.
    pub document: String,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Article, paragraph or section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// How certain we are.
    pub certainty: Certainty,
}

/// What a finding says: what is wrong, why it matters, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What is wrong, in Chinese. `{match}` is the words found; checks and named groups give more names.
    pub zh: String,
    /// What is wrong, in English.
    pub en: String,
    /// Why it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Localized>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localized>,
}

/// A part of a parsed document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The whole text.
    #[default]
    Text,
    /// The text without page furniture and header tables.
    Body,
    /// The title.
    Title,
    /// The document's own number.
    Number,
    /// The addressees.
    Addressees,
    /// Headings of the outline.
    Heading,
    /// The signature with its date.
    Signature,
    /// The date of signature.
    Date,
    /// Notes of the document's own.
    Note,
    /// The attachments note.
    AttachmentNote,
    /// Responsibility annotations.
    Assignment,
    /// The header table.
    Header,
    /// The last paragraph of the body.
    Ending,
}

/// When a text rule applies at all; everything named must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Applies {
    /// The text's form: `official`, `law`, `annual_report`, `other`. Empty: any.
    #[serde(default)]
    pub forms: Vec<String>,
    /// The type (文种) that the title ends in.
    #[serde(default)]
    pub types: Vec<String>,
    /// A pattern that the title must hold.
    #[serde(default)]
    pub title: Option<String>,
    /// A pattern that the title must not hold.
    #[serde(default)]
    pub unless_title: Option<String>,
    /// A pattern that the text must hold somewhere.
    #[serde(default)]
    pub text: Option<String>,
    /// A pattern that the text must not hold anywhere.
    #[serde(default)]
    pub unless_text: Option<String>,
    /// A pattern that an issuer's name must hold.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Whether the document must be (true) or must not be (false) a normative one by its own marks.
    #[serde(default)]
    pub normative: Option<bool>,
    /// Region, as 山东省; overrides the pack's.
    #[serde(default)]
    pub region: Option<String>,
    /// Of a rule on records: the levels of the authority, as `province`. Empty: any.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Of a rule on records: the sorts of authority, `government` or `department`. Empty: any.
    #[serde(default)]
    pub bodies: Vec<String>,
}

/// A pattern on text: forbidden or required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatternSpec {
    /// The part looked at.
    #[serde(default, rename = "in")]
    pub part: Part,
    /// Patterns that must not occur; each occurrence is a finding.
    #[serde(default, deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "OneOrMany"))]
    pub forbid: Vec<String>,
    /// Patterns of which one must occur; else one finding on the part (or the title).
    #[serde(default, deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "OneOrMany"))]
    pub require: Vec<String>,
    /// An occurrence whose own sentence (to the full stops around it, within its line) matches this is let pass.
    #[serde(default)]
    pub unless: Option<String>,
    /// Literals at which the pattern is tried; needed where it does not begin with a fixed word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
    /// The replacement (`$1`, `${name}`) that mends an occurrence.
    #[serde(default)]
    pub replace: Option<String>,
    /// How safe the replacement is.
    #[serde(default)]
    pub safety: FixSafety,
}

/// How safe a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FixSafety {
    /// Changes form alone; applied by `--fix`.
    #[default]
    Safe,
    /// May change the meaning; applied by `--fix --unsafe-fixes`.
    Unsafe,
    /// Shown, never applied.
    Display,
}

/// A word list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LexiconSpec {
    /// The part looked at.
    #[serde(default, rename = "in")]
    pub part: Part,
    /// The words; each occurrence is a finding.
    pub words: Vec<LexiconEntry>,
    /// An occurrence whose own sentence (to the full stops around it, within its line) matches this is let pass.
    #[serde(default)]
    pub unless: Option<String>,
    /// How safe the replacements are.
    #[serde(default)]
    pub safety: FixSafety,
}

/// A word, with what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum LexiconEntry {
    /// A word alone.
    Word(String),
    /// A word and its replacement.
    Replace {
        /// The word.
        word: String,
        /// What to write instead.
        replace: String,
    },
}

/// A named structural check with its parameters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckSpec {
    /// Its name: one of `gongkai rules schema`.
    pub name: String,
    /// Its parameters.
    #[serde(flatten)]
    pub parameters: BTreeMap<String, serde_json::Value>,
}

/// A proof of a rule: a text, or records, with the verdict that they must get.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Example {
    /// The verdict.
    pub verdict: Verdict,
    /// The text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The words that a failing example's one finding marks.
    #[serde(default, rename = "match", skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    /// The text after the fix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
    /// The day on which it is judged.
    #[serde(default, deserialize_with = "optional_date", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<RuleDate>"))]
    pub as_of: Option<Date>,
    /// What the example shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Words that the Chinese message of a failing example must hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The facts that an unjudged example lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The records: the one that is judged under its kind's variable, others under their plural.
    #[serde(flatten)]
    pub records: BTreeMap<String, serde_json::Value>,
}

/// A rule file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Its name.
    pub name: Localized,
    /// What it looks at: `text`, or a kind of record.
    #[serde(default = "text")]
    pub on: String,
    /// How grave a finding is.
    pub severity: Severity,
    /// How far it has come.
    #[serde(default)]
    pub status: Status,
    /// The notice's task that it implements: 1.1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The fact rows that it covers.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Documents dated before this day are not held to it.
    #[serde(default, deserialize_with = "optional_date", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<RuleDate>"))]
    pub since: Option<Date>,
    /// Documents dated on or after this day are not held to it.
    #[serde(default, deserialize_with = "optional_date", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<RuleDate>"))]
    pub until: Option<Date>,
    /// When it applies.
    #[serde(default)]
    pub applies: Applies,
    /// A pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<PatternSpec>,
    /// A word list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lexicon: Option<LexiconSpec>,
    /// A structural check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckSpec>,
    /// Of a rule on records: when it applies to one; without it, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Of a rule on records: what must hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require: Option<String>,
    /// Of a rule on records: the day by which `since` and `until` go; without it, the kind's own date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Of a rule on records: names for its conditions and messages.
    #[serde(default, rename = "let", skip_serializing_if = "BTreeMap::is_empty")]
    pub definitions: BTreeMap<String, String>,
    /// What a finding says.
    pub message: Message,
    /// The law.
    pub basis: Arc<[Basis]>,
    /// The proof.
    #[serde(default)]
    pub examples: Vec<Example>,
}

fn text() -> String {
    "text".to_owned()
}

/// A pattern or several.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(pattern) => vec![pattern],
        OneOrMany::Many(patterns) => patterns,
    })
}

/// A date in the schema: tools read TOML's own dates as strings.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[allow(dead_code)]
pub(crate) struct RuleDate(#[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))] String);

/// A date from TOML's own date or from a string.
pub(crate) fn optional_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    struct DateVisitor;
    impl<'de> Visitor<'de> for DateVisitor {
        type Value = Option<Date>;
        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("a date such as 2019-06-28")
        }
        fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
            value
                .parse()
                .map(Some)
                .map_err(|_| E::custom(format!("`{value}` is not a date such as 2019-06-28")))
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let Some((_, value)) = map.next_entry::<String, String>()? else {
                return Err(de::Error::custom("a date such as 2019-06-28 was expected"));
            };
            self.visit_str(&value)
        }
    }
    deserializer.deserialize_any(DateVisitor)
}
