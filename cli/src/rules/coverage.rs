//! `gongkai rules coverage`: which fact rows the rules cover.

use crate::args::{Common, ListFormat};
use crate::output::{self, Exit};
use crate::setup::{Examples, Setup};
use gongkai::Language;
use gongkai_io::render;
use gongkai_rules::{Coverage, Fact};

pub(crate) fn run(format: ListFormat, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::new(common)?;
    let rules = setup.rules(common, &[], Examples::Without)?;
    let coverage = gongkai_rules::coverage(&rules.set);
    let words = match format {
        ListFormat::Text => words(&coverage, setup.language),
        ListFormat::Json => render::json(&coverage)?,
    };
    output::write(common.output.as_deref(), &words)?;
    Ok(Exit::Clean)
}

fn words(coverage: &Coverage, language: Language) -> String {
    let (mut out, mut covered, mut open) = (String::new(), 0, 0);
    let zh = language == Language::Zh;
    let list = |out: &mut String, head: &str, facts: &[Fact]| {
        if !facts.is_empty() {
            out.push_str(&format!("  {head}\n"));
        }
        for Fact { id, method, severity, label, .. } in facts {
            let method = serde_json::to_value(method).ok().and_then(|name| name.as_str().map(str::to_owned));
            out.push_str(&format!("    {id}  {}  {severity}  {label}\n", method.unwrap_or_default()));
        }
    };
    for group in &coverage.groups {
        let all = group.covered.len() + group.uncovered.len();
        covered += group.covered.len();
        open += group.uncovered.len();
        out.push_str(&format!("{} {}  {}/{all}\n", group.id, group.title, group.covered.len()));
        for fact in &group.covered {
            out.push_str(&format!("    {}  {}\n", fact.fact.id, fact.rules.join(", ")));
        }
        list(&mut out, if zh { "未覆盖：" } else { "not covered:" }, &group.uncovered);
        list(&mut out, if zh { "须人工核对：" } else { "for a person to check:" }, &group.manual);
    }
    for (rule, fact) in &coverage.unknown {
        out.push_str(&match language {
            Language::Zh => format!("{rule} 写了不存在的事实条目 {fact}\n"),
            Language::En => format!("{rule} names {fact}, which is no fact row\n"),
        });
    }
    out.push_str(&match language {
        Language::Zh => format!("可机检的事实条目 {} 条，已覆盖 {covered} 条。\n", covered + open),
        Language::En => {
            format!("{covered} of {} fact rows that a program can check are covered.\n", covered + open)
        }
    });
    out
}
