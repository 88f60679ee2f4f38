//! How verdicts came about, in words: the record, the law, each step of the condition with its value.

use super::place::place_of;
use super::text::basis;
use crate::say;
use gongkai::record::{Kind, Schema};
use gongkai::rule::TraceStep;
use gongkai::{Explanation, Language, RuleSet, Verdict};
use std::fmt::Write as _;

/// Explanations in words, in their order.
pub fn explanations(explanations: &[Explanation], rules: &RuleSet, language: Language) -> String {
    let words: Vec<String> =
        explanations.iter().map(|explanation| one(explanation, rules, language)).collect();
    words.join("\n")
}

fn one(explanation: &Explanation, rules: &RuleSet, language: Language) -> String {
    let (zh, en) = match explanation.verdict {
        Verdict::Pass => ("通过", "pass"),
        Verdict::Fail => ("不通过", "fail"),
        Verdict::NotApplicable => ("不适用", "not applicable"),
        Verdict::Unjudged => ("无法判定", "unjudged"),
        Verdict::Waived => ("已豁免", "waived"),
    };
    let schema = rules.schema();
    let subject = &explanation.subject;
    let kind = schema.kind(&subject.kind).map(|kind| schema.get(kind));
    let kind_name = kind.map_or(&*subject.kind, |kind| match language {
        Language::Zh => &kind.file.name.zh,
        Language::En => &kind.file.name.en,
    });
    let mut words = format!("{} · {kind_name} · {}\n", explanation.rule, say(language, zh, en));
    let _ = writeln!(words, "  {}", place_of(subject, None, language));
    if !explanation.missing.is_empty() {
        let missing = explanation.missing.iter().map(|name| headed(schema, kind, name, language));
        let missing = missing.collect::<Vec<_>>().join(say(language, "、", ", ").as_str());
        let _ = writeln!(words, "  {}{missing}", say(language, "缺少：", "missing: "));
    }
    if let Some(rule) = rules.get(&explanation.rule) {
        let laws: Vec<String> = rule.file().basis.iter().map(|law| basis(law, language)).collect();
        let _ = writeln!(words, "  {}{}", say(language, "依据：", "law: "), laws.join("；"));
    }
    for step in &explanation.steps {
        steps(&mut words, step, 1, &|name| named(schema, kind, name, language), language);
    }
    words
}

fn steps(
    words: &mut String,
    step: &TraceStep,
    depth: usize,
    named: &dyn Fn(&str) -> Option<String>,
    language: Language,
) {
    let indent = "  ".repeat(depth);
    let source = step.source.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = named(&source).unwrap_or_default();
    let value = match (step.value.as_str(), language) {
        ("true", Language::Zh) => "是",
        ("false", Language::Zh) => "否",
        (value, _) => value,
    };
    let _ = writeln!(words, "{indent}{source}{name}  →  {value}");
    for line in &step.derivation {
        let _ = writeln!(words, "{indent}    {line}");
    }
    for inner in &step.steps {
        steps(words, inner, depth + 1, named, language);
    }
}

/// The column's header behind a step that is a field of the record, or that asks whether it is filled.
fn named(schema: &Schema, kind: Option<&Kind>, source: &str, language: Language) -> Option<String> {
    if language == Language::En {
        return None;
    }
    let field = source.strip_prefix("has(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(source);
    let (of, name) = field.split_once('.')?;
    let kind =
        kind.filter(|kind| of == kind.variable()).or_else(|| schema.kind(of).map(|kind| schema.get(kind)))?;
    let field = kind.fields().iter().find(|field| *field.name == *name)?;
    Some(format!("（{}）", field.header()))
}

/// A missing fact with its header.
fn headed(schema: &Schema, kind: Option<&Kind>, name: &str, language: Language) -> String {
    let own = kind.map(|kind| format!("{}.{name}", kind.variable()));
    let header = own.and_then(|own| named(schema, kind, &own, language));
    format!("{name}{}", header.or_else(|| named(schema, kind, name, language)).unwrap_or_default())
}
