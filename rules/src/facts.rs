//! The fact rows: each duty that a rule may cover, and which of them the rules at hand do cover.

use gongkai::RuleSet;
use gongkai::rule::Certainty;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const FACTS: &str = include_str!("../data/facts.json");

/// How a duty can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// By a program, from the text or by reckoning.
    #[serde(rename = "机")]
    Computed,
    /// By a program, from a field of a record.
    #[serde(rename = "录")]
    Record,
    /// By a person.
    #[serde(rename = "人")]
    Person,
}

/// One duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Its id, as a rule's `facts` names it.
    pub id: String,
    /// The group that it stands in.
    pub group: String,
    /// How it can be checked.
    pub method: Method,
    /// How grave a breach is: 错, 警, 提, and 警* where the law is only recalled.
    pub severity: String,
    /// How certain we are of its law.
    pub certainty: Certainty,
    /// What it is about, in a few words.
    pub label: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    id: String,
    title: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    groups: Vec<Group>,
    facts: Vec<Fact>,
}

/// A group's facts: covered, open, and left to people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupCoverage {
    /// The group's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Facts with the rules that cover them.
    pub covered: Vec<CoveredFact>,
    /// Facts that no rule covers.
    pub uncovered: Vec<Fact>,
    /// Facts that need a person: a checklist.
    pub manual: Vec<Fact>,
}

/// A fact with the rules that cover it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoveredFact {
    /// The fact.
    #[serde(flatten)]
    pub fact: Fact,
    /// Ids of rules.
    pub rules: Vec<String>,
}

/// Which facts the rules cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// By group.
    pub groups: Vec<GroupCoverage>,
    /// Ids that rules name and that are no facts, with the rule.
    pub unknown: BTreeSet<(String, String)>,
}

/// All facts, in the order of their groups.
pub fn facts() -> Vec<Fact> {
    file().facts
}

/// The titles of the 2019 notice's tasks by number: 1.1.
pub fn task_titles() -> BTreeMap<String, String> {
    let is_number = |id: &str| id.strip_prefix('T').is_some_and(|task| task.contains('.'));
    let groups = file().groups.into_iter().filter(|group| is_number(&group.id));
    let mut titles: BTreeMap<String, String> =
        groups.map(|group| (group.id[1..].to_owned(), group.title)).collect();
    for (number, title) in [
        ("5.1", "五（一）健全领导体制机制"),
        ("5.2", "五（二）提高依法公开能力"),
        ("5.3", "五（三）加强考核督查培训"),
    ] {
        titles.insert(number.to_owned(), title.to_owned());
    }
    titles
}

fn file() -> File {
    serde_json::from_str(FACTS).unwrap_or_default()
}

/// Holds the rules against the facts. A fact that needs a person counts as covered where a rule helps with it.
pub fn coverage(rules: &RuleSet) -> Coverage {
    let File { groups, facts } = file();
    let mut by_fact: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for rule in rules.rules() {
        for fact in &rule.file().facts {
            by_fact.entry(fact).or_default().push(rule.id().to_owned());
        }
    }
    let mut coverage = Coverage {
        groups: groups
            .into_iter()
            .map(|Group { id, title }| GroupCoverage {
                id,
                title,
                covered: Vec::new(),
                uncovered: Vec::new(),
                manual: Vec::new(),
            })
            .collect(),
        unknown: BTreeSet::new(),
    };
    for fact in facts {
        let rules = by_fact.remove(fact.id.as_str());
        let Some(group) = coverage.groups.iter_mut().find(|group| group.id == fact.group) else { continue };
        match rules {
            Some(rules) => group.covered.push(CoveredFact { fact, rules }),
            None if fact.method == Method::Person => group.manual.push(fact),
            None => group.uncovered.push(fact),
        }
    }
    for (fact, rules) in by_fact {
        coverage.unknown.extend(rules.into_iter().map(|rule| (rule, fact.to_owned())));
    }
    coverage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_is_read_and_stands_in_a_group() {
        let File { groups, facts } = serde_json::from_str(FACTS).unwrap();
        assert_eq!(facts.len(), 384);
        assert!(facts.iter().all(|fact| groups.iter().any(|group| group.id == fact.group)));
        let ids: BTreeSet<_> = facts.iter().map(|fact| &fact.id).collect();
        assert_eq!(ids.len(), facts.len());
    }

    #[test]
    fn rules_name_only_facts_that_exist() {
        let rules = crate::builtin().unwrap();
        assert_eq!(coverage(&rules).unknown, BTreeSet::new());
    }
}
