//! The conditions, each in the languages that can say it.

use super::KINDS;
use serde::Deserialize;

/// One condition.
#[derive(Debug, Deserialize)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// Whether it is asked of a record.
    pub when: Option<String>,
    /// What it asks.
    pub require: String,
    /// The body of a Rego rule that denies the record.
    #[serde(default)]
    pub rego: String,
    /// A JSON Schema of which a record that fails is no instance, where one can say it.
    pub schema: Option<String>,
}

const FILES: [&str; 4] = [
    include_str!("../../data/rules/document.toml"),
    include_str!("../../data/rules/request.toml"),
    include_str!("../../data/rules/disclosure.toml"),
    include_str!("../../data/rules/penalty.toml"),
];

/// The conditions of each kind, in the order of [`KINDS`].
pub fn conditions() -> Vec<Vec<Condition>> {
    FILES.map(read).into()
}

/// One condition a kind that looks at other records, in the order of [`KINDS`].
pub(super) fn joins() -> Vec<Vec<Condition>> {
    let mut all = read(include_str!("../../data/rules/joins.toml"));
    let of = |kind: &&str| {
        let at = all.iter().position(|condition| condition.name == *kind);
        at.map(|at| all.remove(at)).into_iter().collect()
    };
    KINDS.iter().map(of).collect()
}

fn read(text: &str) -> Vec<Condition> {
    #[derive(Deserialize)]
    struct File {
        rule: Vec<Condition>,
    }
    let file: File = toml::from_str(text).expect("a file of conditions");
    file.rule
}
