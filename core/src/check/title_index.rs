//! Which rules a title can concern: one look at the title for all rules that ask something of it.

use super::literal::Literals;
use crate::rule::CompiledRule;
use crate::source::Source;
use std::collections::BTreeMap;

/// The literals of all rules' title patterns.
#[derive(Debug)]
pub(crate) struct TitleIndex {
    literals: Literals,
    /// For each literal, the rules whose title pattern holds it.
    rules: Vec<Vec<u32>>,
    /// For each rule, whether it waits for one of its literals.
    waits: Vec<bool>,
}

impl TitleIndex {
    pub(crate) fn new(rules: &[&CompiledRule]) -> Self {
        let mut by_word: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let mut waits = vec![false; rules.len()];
        for (index, rule) in (0..).zip(rules) {
            let Some(pattern) = &rule.applies.title else { continue };
            waits[index as usize] = !pattern.near.is_empty();
            for word in &pattern.near {
                by_word.entry(word).or_default().push(index);
            }
        }
        let literals = Literals::new(by_word.keys().map(|&word| word.to_owned()).collect());
        Self { literals, rules: by_word.into_values().collect(), waits }
    }

    /// For each rule, whether its title pattern may match `title`.
    pub(crate) fn candidates(&self, title: &str) -> Vec<bool> {
        let mut candidates: Vec<bool> = self.waits.iter().map(|waits| !waits).collect();
        self.literals.find(&Source::new(title), |_, _, literal| {
            for &rule in &self.rules[literal as usize] {
                candidates[rule as usize] = true;
            }
        });
        candidates
    }
}
