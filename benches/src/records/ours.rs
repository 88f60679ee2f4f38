//! The conditions as a pack of rules, and the whole way from bytes to verdicts.

use super::rules::{conditions, joins};
use super::{AS_OF, Condition, Count, Counts, KINDS, Lines};
use gongkai::record::{Dossier, DossierBuilder};
use gongkai::{Auditor, Options, PackSource, Report, RuleSet};
use std::collections::HashMap;
use std::sync::Arc;

const KIND_FILES: [&str; 4] = [
    include_str!("../../data/kinds/document.toml"),
    include_str!("../../data/kinds/request.toml"),
    include_str!("../../data/kinds/disclosure.toml"),
    include_str!("../../data/kinds/penalty.toml"),
];

const MANIFEST: &str = r#"
name = { zh = "基准", en = "Benchmark" }
version = "1.0.0"
"#;

/// An auditor of the conditions.
#[derive(Debug)]
pub struct Ours {
    rules: Arc<RuleSet>,
    auditor: Auditor,
    /// Of each rule's id: its place in the counts.
    places: HashMap<String, (usize, usize)>,
}

impl Ours {
    /// The twenty conditions a kind.
    pub fn new() -> Self {
        Self::of(&conditions())
    }

    /// One rule a kind that looks at other records.
    pub fn joins() -> Self {
        Self::of(&joins())
    }

    fn of(conditions: &[Vec<Condition>]) -> Self {
        let mut files = Vec::new();
        let mut places = HashMap::new();
        for (kind_at, kind) in KINDS.iter().enumerate() {
            files.push((format!("kinds/{kind}.toml"), KIND_FILES[kind_at].to_owned()));
            for (at, condition) in conditions[kind_at].iter().enumerate() {
                let id = format!("{kind}/{}", condition.name);
                files.push((format!("{id}.toml"), rule(kind, condition)));
                places.insert(id, (kind_at, at));
            }
        }
        let pack = PackSource { id: "benchmark".to_owned(), manifest: MANIFEST.to_owned(), files };
        let rules = Arc::new(RuleSet::load(&[pack]).expect("the rules load"));
        let options = Options { calendar: gongkai_rules::calendar(), ..Options::default() };
        let auditor = Auditor::new(Arc::clone(&rules), options).expect("no rule is named");
        assert_eq!(auditor.rule_errors(), [], "the rules are sound");
        Self { rules, auditor, places }
    }

    /// Bytes → records.
    pub fn dossier(&self, lines: &[Lines]) -> Dossier {
        let mut builder = DossierBuilder::new(Arc::clone(self.rules.schema()));
        for lines in lines {
            let kind = self.rules.schema().kind(lines.kind).expect("a kind");
            let source = builder.source(lines.kind, None);
            builder.json_lines(kind, source, &lines.text);
        }
        builder.finish()
    }

    /// Records → verdicts.
    pub fn audit(&self, dossier: &Dossier) -> Report {
        self.auditor.audit(dossier, AS_OF)
    }

    /// A report's verdicts by kind and rule.
    pub fn counts(&self, report: &Report) -> Counts {
        let mut counts: Counts = KINDS.iter().map(|_| Vec::new()).collect();
        for rule in &report.rules {
            let (kind, at) = self.places[&*rule.rule];
            let counts: &mut Vec<Count> = &mut counts[kind];
            if counts.len() <= at {
                counts.resize(at + 1, Count::default());
            }
            let of = &rule.counts;
            counts[at] = Count { pass: of.pass, fail: of.fail, unjudged: of.unjudged };
        }
        counts
    }
}

impl Default for Ours {
    fn default() -> Self {
        Self::new()
    }
}

/// A rule file; its message names the record, as any rule's does.
fn rule(kind: &str, condition: &Condition) -> String {
    let Condition { name, when, require, .. } = condition;
    let variable = if kind == "document" { "doc" } else { kind };
    let when = when.as_ref().map(|when| format!("when = '{when}'")).unwrap_or_default();
    format!(
        r#"
name = {{ zh = "{name}", en = "{name}" }}
on = "{kind}"
severity = "warning"
{when}
require = '{require}'
[message]
zh = "“{{{variable}.id}}”不合{name}"
en = "“{{{variable}.id}}” is against {name}"
[[basis]]
document = "基准"
certainty = "notice"
"#
    )
}
