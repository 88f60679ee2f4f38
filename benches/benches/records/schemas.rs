//! Those conditions that JSON Schema can say, in the `jsonschema` crate: a schema a condition.

use gongkai_benches::records::{Condition, Count, Counts, Lines};
use jsonschema::Validator;

/// The schemas, compiled.
pub(crate) struct Schemas {
    rules: Vec<Vec<Option<Validator>>>,
}

impl Schemas {
    pub(crate) fn new(conditions: &[Vec<Condition>]) -> Self {
        let rule = |rule: &Condition| {
            let schema = serde_json::from_str(rule.schema.as_ref()?).expect("JSON");
            Some(jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{}: {error}", rule.name)))
        };
        Self { rules: conditions.iter().map(|rules| rules.iter().map(rule).collect()).collect() }
    }

    /// How many conditions there are.
    pub(crate) fn len(&self) -> usize {
        self.rules.iter().flatten().flatten().count()
    }

    /// Bytes → failures.
    pub(crate) fn counts(&self, lines: &[Lines]) -> Counts {
        let mut counts = Vec::new();
        for (lines, rules) in lines.iter().zip(&self.rules) {
            let mut of = vec![Count::default(); rules.len()];
            for line in lines.text.lines() {
                let record: serde_json::Value = serde_json::from_str(line).expect("a record");
                for (count, schema) in of.iter_mut().zip(rules) {
                    count.fail += u32::from(schema.as_ref().is_some_and(|schema| !schema.is_valid(&record)));
                }
            }
            counts.push(of);
        }
        counts
    }
}
