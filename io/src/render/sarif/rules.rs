//! Rules as SARIF describes them, and the law on which they stand as a taxonomy.

use super::model::{
    Component, ComponentReference, Configuration, Descriptor, DescriptorReference, Properties, Relationship,
    Text,
};
use super::results::level;
use super::words::{identifier, markdown, message};
use crate::render::text::basis;
use crate::say;
use gongkai::report::RuleCounts;
use gongkai::rule::{Basis, Certainty, Localized, RuleFile};
use gongkai::{Language, Report, RuleSet};
use serde_json::json;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The taxonomy's name.
const LAW: &str = "legal-basis";

/// The rules of a run, with the articles of law that they stand on.
#[derive(Debug)]
pub(super) struct Rules<'r> {
    pub(super) descriptors: Vec<Descriptor<'r>>,
    indexes: BTreeMap<&'r str, usize>,
    laws: Vec<Descriptor<'r>>,
}

impl<'r> Rules<'r> {
    /// Those that came to more than “does not apply”, and those that `also` are named.
    pub(super) fn new(
        report: &'r Report,
        rules: &'r RuleSet,
        also: &BTreeSet<&'r str>,
        language: Language,
    ) -> Self {
        let mut made = Self { descriptors: Vec::new(), indexes: BTreeMap::new(), laws: Vec::new() };
        let mut laws: BTreeMap<String, usize> = BTreeMap::new();
        for counts in &report.rules {
            let id = &*counts.rule;
            if counts.counts.applied() > 0 || also.contains(id) {
                made.add(counts, rules, &mut laws, language);
            }
        }
        for id in also {
            if !made.indexes.contains_key(id) {
                made.indexes.insert(id, made.descriptors.len());
                made.descriptors.push(Descriptor { id: Cow::Borrowed(id), ..Descriptor::default() });
            }
        }
        made
    }

    /// The place of a rule among them.
    pub(super) fn index(&self, id: &str) -> usize {
        self.indexes.get(id).copied().unwrap_or_default()
    }

    /// The law as a taxonomy.
    pub(super) fn taxonomy(&mut self, language: Language) -> Component<'r> {
        let words =
            say(language, "规则所依据的法律、法规和文件", "The law and documents that rules stand on");
        Component {
            name: LAW.to_owned(),
            short_description: Some(words.into()),
            is_comprehensive: Some(false),
            taxa: std::mem::take(&mut self.laws),
            ..Component::default()
        }
    }

    fn add(
        &mut self,
        counts: &'r RuleCounts,
        rules: &'r RuleSet,
        laws: &mut BTreeMap<String, usize>,
        language: Language,
    ) {
        let id = &*counts.rule;
        let mut descriptor = Descriptor { id: Cow::Borrowed(id), ..Descriptor::default() };
        let mut properties = Properties::new();
        if let Some(rule) = rules.get(id) {
            let file = rule.file();
            let name = words(&file.name, language);
            let why = file.message.why.as_ref().map_or(name, |why| words(why, language));
            descriptor.short_description = Some(message(name));
            descriptor.full_description = Some(message(why));
            descriptor.help = Some(help(file, language));
            descriptor.default_configuration = Some(Configuration { level: level(file.severity) });
            descriptor.relationships =
                file.basis.iter().map(|law| self.relationship(law, laws, language)).collect();
            let topic = id.split_once('/').map_or(id, |(topic, _)| topic);
            let mut tags = vec![topic.to_owned(), rule.pack().to_owned()];
            tags.extend(file.task.as_ref().map(|task| format!("task-{task}")));
            properties.insert("tags", json!(tags));
            properties.insert("problem.severity", json!(problem_severity(level(file.severity))));
        }
        descriptor.name = Some(identifier(id));
        properties.insert("verdicts", json!(counts.counts));
        descriptor.properties = properties;
        self.indexes.insert(id, self.descriptors.len());
        self.descriptors.push(descriptor);
    }

    fn relationship(
        &mut self,
        law: &Basis,
        laws: &mut BTreeMap<String, usize>,
        language: Language,
    ) -> Relationship {
        let plain = Basis { certainty: Certainty::Verified, ..law.clone() };
        let id = basis(&plain, language);
        let next = self.laws.len();
        let index = *laws.entry(id.clone()).or_insert(next);
        if index == next {
            self.laws.push(Descriptor {
                id: Cow::Owned(id.clone()),
                short_description: Some(message(&id)),
                ..Descriptor::default()
            });
        }
        Relationship {
            target: DescriptorReference {
                id,
                index,
                tool_component: ComponentReference { name: LAW, index: 0 },
            },
            kinds: ["relevant"],
            properties: Properties::from([("certainty", json!(law.certainty))]),
        }
    }
}

/// The taxonomy, as the checker says that it uses it.
pub(super) fn supported() -> Vec<ComponentReference> {
    vec![ComponentReference { name: LAW, index: 0 }]
}

/// What GitHub orders by.
fn problem_severity(level: &str) -> &str {
    if level == "note" { "recommendation" } else { level }
}

fn words(text: &Localized, language: Language) -> &str {
    match language {
        Language::En if !text.en.is_empty() => &text.en,
        _ => &text.zh,
    }
}

/// Why a rule is, what to do, and on what law.
fn help(file: &RuleFile, language: Language) -> Text {
    let (mut text, mut marked) = (Vec::new(), Vec::new());
    let mut line = |zh: &str, en: &str, words: &str| {
        let label = say(language, format!("{zh}："), format!("{en}: "));
        text.push(format!("{label}{words}"));
        marked.push(format!("**{label}**{}", markdown(words)));
    };
    line("规则", "Rule", words(&file.name, language));
    if let Some(why) = &file.message.why {
        line("理由", "Why", words(why, language));
    }
    if let Some(help) = &file.message.help {
        line("改法", "Help", words(help, language));
    }
    for law in file.basis.iter() {
        line("依据", "Basis", &basis(law, language));
    }
    if let Some(since) = file.since {
        line("施行", "In force from", &since.to_string());
    }
    if !file.facts.is_empty() {
        line("事实条目", "Facts", &file.facts.join(", "));
    }
    Text { text: text.join("\n"), markdown: Some(marked.join("\n\n")) }
}
