//! Every rule of the built-in packs carries its proof, and the proof holds.

use gongkai::rule::run_examples;
use gongkai::{Options, RuleSet};
use std::sync::Arc;

#[test]
fn every_example_of_every_rule_holds() {
    let rules = match RuleSet::load(&gongkai_rules::sources()) {
        Ok(rules) => Arc::new(rules),
        Err(errors) => panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    };
    let options = Options { calendar: gongkai_rules::calendar(), ..Options::default() };
    let outcomes = run_examples(&rules, &options, |_| true);
    assert!(outcomes.len() >= 2 * rules.rules().len(), "every rule has at least two examples");
    let problems: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| {
            let problem = outcome.problem.as_ref()?;
            Some(format!("{} example {}: {problem}", outcome.rule, outcome.example))
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
