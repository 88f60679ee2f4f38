//! A rule's proof: its examples run, with what went wrong.

use super::RuleSet;
use super::compile::CompiledRule;
use super::file::{Example, FixSafety};
use crate::check::{Auditor, Checker, Input, Language, Options};
use crate::record::{Dossier, DossierBuilder, Record, RecordFault, RecordProblem, Schema};
use crate::report::{Finding, Verdict};
use std::sync::Arc;

/// One example's outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleOutcome {
    /// The rule's id.
    pub rule: String,
    /// Which example, from 1; 0 where the rule as a whole is meant.
    pub example: usize,
    /// What went wrong; `None`: it holds.
    pub problem: Option<String>,
}

/// Runs the examples of every rule of `rules` for which `wanted` holds. A failing example gives exactly one finding of its rule, at the
/// words that it names; a fix makes the example pass, and a second application changes nothing.
pub fn run_examples(
    rules: &Arc<RuleSet>,
    options: &Options,
    wanted: impl Fn(&str) -> bool,
) -> Vec<ExampleOutcome> {
    let mut outcomes = Vec::new();
    for rule in rules.rules().iter().filter(|rule| wanted(rule.id())) {
        let outcome = |example: usize, problem: Option<String>| ExampleOutcome {
            rule: rule.id().to_owned(),
            example,
            problem,
        };
        let examples = &rule.file().examples;
        let needed = match rule.is_on_records() {
            true => &[Verdict::Pass, Verdict::Fail, Verdict::Unjudged][..],
            false => &[Verdict::Pass, Verdict::Fail][..],
        };
        for verdict in needed.iter().copied() {
            if !examples.iter().any(|example| example.verdict == verdict) {
                outcomes.push(outcome(0, Some(format!("no example with verdict {verdict:?}"))));
            }
        }
        for (index, example) in examples.iter().enumerate() {
            let mut options = options.clone();
            options.select = vec![rule.id().to_owned()];
            options.previews = true;
            options.region = options.region.or_else(|| rule.applies.region.clone());
            if example.as_of.is_some() {
                options.as_of = example.as_of;
            }
            if rule.is_on_records() {
                outcomes.push(outcome(index + 1, judge_records(rules, rule, options, example).err()));
                continue;
            }
            let problem = match Checker::new(Arc::clone(rules), options) {
                Ok(checker) => judge(&checker, example).err(),
                Err(error) => Some(error.to_string()),
            };
            outcomes.push(outcome(index + 1, problem));
        }
    }
    outcomes
}

fn judge(checker: &Checker, example: &Example) -> Result<(), String> {
    let report = check(checker, &example.text)?;
    let verdict = report.1;
    if verdict != example.verdict {
        let excerpts: Vec<_> = report.0.iter().map(|finding| finding.excerpt.as_str()).collect();
        return Err(format!("verdict {verdict:?}, expected {:?} (found: {excerpts:?})", example.verdict));
    }
    if verdict != Verdict::Fail {
        return Ok(());
    }
    let [finding] = report.0.as_slice() else {
        let excerpts: Vec<_> = report.0.iter().map(|finding| finding.excerpt.as_str()).collect();
        return Err(format!("{} findings, expected exactly one: {excerpts:?}", report.0.len()));
    };
    if let Some(excerpt) = &example.excerpt
        && *excerpt != finding.excerpt
    {
        return Err(format!("the finding marks `{}`, expected `{excerpt}`", finding.excerpt));
    }
    judge_fix(checker, example, finding)
}

/// Judges the record of an example; other records stand beside it and are not looked at.
fn judge_records(
    rules: &Arc<RuleSet>,
    rule: &CompiledRule,
    options: Options,
    example: &Example,
) -> Result<(), String> {
    let schema = rules.schema();
    let (record, dossier) = dossier(rule, schema, example)?;
    if let Some(problem) =
        dossier.problems().iter().find(|problem| problem.is_error() && !is_told_twice(problem))
    {
        return Err(problem.describe(Language::En));
    }
    let as_of = example.as_of.or(options.as_of).ok_or("the example needs `as_of`")?;
    let auditor = Auditor::new(Arc::clone(rules), options).map_err(|error| error.to_string())?;
    if let Some(error) = auditor.rule_errors().first() {
        return Err(error.to_string());
    }
    let (verdict, missing, message) =
        auditor.verdict(rule, &dossier, record, as_of).ok_or("the rule cannot be run")?;
    if verdict != example.verdict {
        return Err(format!(
            "verdict {verdict:?}, expected {:?} (missing: {missing:?}; {message})",
            example.verdict
        ));
    }
    if let Some(words) = &example.message
        && !message.contains(words.as_str())
    {
        return Err(format!("the message is `{message}`, expected to hold `{words}`"));
    }
    let lacks = |wanted: &String| {
        !missing.iter().any(|name| name == wanted || name.rsplit('.').next() == Some(wanted.as_str()))
    };
    if let Some(wanted) = example.missing.iter().find(|wanted| lacks(wanted)) {
        return Err(format!("missing {missing:?}, expected `{wanted}` among them"));
    }
    Ok(())
}

/// Rules about repeated records have examples that repeat them.
fn is_told_twice(problem: &RecordProblem) -> bool {
    matches!(problem.what, RecordFault::DuplicateId { .. } | RecordFault::SameDocument { .. })
}

/// The verdict that an example of a rule on records gets, whatever it should be.
pub fn example_verdict(
    rules: &Arc<RuleSet>,
    rule: &CompiledRule,
    options: &Options,
    example: &Example,
) -> Result<Verdict, String> {
    let (record, dossier) = dossier(rule, rules.schema(), example)?;
    let as_of = example.as_of.or(options.as_of).ok_or("the example needs `as_of`")?;
    let mut options = options.clone();
    options.region = options.region.or_else(|| rule.applies.region.clone());
    let auditor = Auditor::new(Arc::clone(rules), options).map_err(|error| error.to_string())?;
    let verdict = auditor.verdict(rule, &dossier, record, as_of).ok_or("the rule cannot be run")?;
    Ok(verdict.0)
}

fn dossier(
    rule: &CompiledRule,
    schema: &Arc<Schema>,
    example: &Example,
) -> Result<(Record, Dossier), String> {
    let kind = schema.kind(&rule.file().on).ok_or("there is no such kind of record")?;
    let mut builder = DossierBuilder::new(Arc::clone(schema));
    let source = builder.source("example", None);
    let mut subject = None;
    for (key, value) in &example.records {
        let (one, of) = if *key == schema.get(kind).variable {
            (true, kind)
        } else if key == "authority" {
            (true, schema.kind("authority").ok_or("there is no kind `authority`")?)
        } else {
            (false, schema.plural(key).ok_or_else(|| format!("no kind of record is called `{key}`"))?)
        };
        builder.declare(of);
        if one {
            let record = builder.nested(of, source, value)?;
            if of == kind {
                subject = Some(record);
            }
        } else {
            for item in value.as_array().ok_or_else(|| format!("`{key}` is a list of records"))? {
                builder.nested(of, source, item)?;
            }
        }
    }
    let subject = match subject {
        Some(subject) => subject,
        None => builder.record(kind, source, 0),
    };
    Ok((subject, builder.finish()))
}

fn judge_fix(checker: &Checker, example: &Example, finding: &Finding) -> Result<(), String> {
    let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety != FixSafety::Display) else {
        return match &example.fixed {
            Some(_) => Err("the example has `fixed` but the finding has no fix".to_owned()),
            None => Ok(()),
        };
    };
    let fixed =
        crate::check::apply(&example.text, &fix.edits).ok_or("the fix's edits overlap or leave the text")?;
    if let Some(expected) = &example.fixed
        && *expected != fixed
    {
        return Err(format!("the fix gives `{fixed}`, expected `{expected}`"));
    }
    let (findings, verdict) = check(checker, &fixed)?;
    if verdict == Verdict::Fail {
        let excerpts: Vec<_> = findings.iter().map(|finding| finding.excerpt.as_str()).collect();
        return Err(format!("after the fix it still fails: {excerpts:?}"));
    }
    Ok(())
}

fn check(checker: &Checker, text: &str) -> Result<(Vec<Finding>, Verdict), String> {
    let report = checker.check(&Input::new("example", text)).map_err(|error| error.to_string())?;
    let counts = &report.verdicts;
    let verdict = match (counts.fail, counts.unjudged, counts.pass) {
        (1.., _, _) => Verdict::Fail,
        (_, 1.., _) => Verdict::Unjudged,
        (_, _, 1..) => Verdict::Pass,
        _ => Verdict::NotApplicable,
    };
    Ok((report.findings, verdict))
}
