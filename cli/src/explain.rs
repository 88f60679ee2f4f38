//! `gongkai explain`: how the records of a dossier came to their verdicts.

use crate::args::{Common, ExplainArgs, ListFormat};
use crate::output::{self, Exit, pick};
use crate::setup::{Examples, Setup, as_of, unknown_rule};
use anyhow::bail;
use gongkai::rule::TraceStep;
use gongkai::{Explanation, Language, Options, Verdict};
use gongkai_io::{read_dossier, render};

/// How many records are explained at most.
const MOST: usize = 20;

pub(crate) fn run(args: &ExplainArgs, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::of_dossier(common, &args.folder)?;
    let language = setup.language;
    let rules = setup.rules(common, &[], Examples::Without)?;
    let day = as_of(common);
    let is_fingerprint = args.what.len() >= 6 && args.what.chars().all(|sign| sign.is_ascii_hexdigit());
    if !is_fingerprint && rules.set.get(&args.what).is_none() {
        return Err(unknown_rule(language, &args.what, rules.set.nearest(&args.what)));
    }
    let options = Options {
        as_of: Some(day),
        language,
        previews: true,
        region: setup.config.region.clone(),
        calendar: gongkai_rules::calendar(),
        ..Options::default()
    };
    let reading = args.reading.options(language)?;
    let auditor = setup.auditor(&rules, options)?;
    let folder = read_dossier(&args.folder, rules.set.schema(), &setup.config, &reading);
    let explanations =
        auditor.explain(&folder.dossier, day, MOST, |rule, fingerprint, verdict| match is_fingerprint {
            true => fingerprint.starts_with(&args.what),
            false => rule == args.what && verdict != Verdict::NotApplicable,
        });
    if explanations.is_empty() {
        bail!(pick(
            language,
            "没有这样的判定：规则没有适用于任何记录，或指纹有误",
            "there is no such verdict: the rule applied to no record, or the fingerprint is wrong"
        ));
    }
    let output = common.output.as_deref();
    match args.format {
        ListFormat::Json => output::write(output, &render::json(&explanations)?)?,
        ListFormat::Text => {
            let words: Vec<String> = explanations
                .iter()
                .map(|explanation| {
                    let law = rules.set.get(&explanation.rule).map(|rule| {
                        let laws = rule.file().basis.iter().map(|law| render::basis(law, language));
                        laws.collect::<Vec<_>>().join("；")
                    });
                    shown(explanation, law.as_deref().unwrap_or_default(), language)
                })
                .collect();
            output::write(output, &words.join("\n"))?;
        }
    }
    Ok(Exit::Clean)
}

fn shown(explanation: &Explanation, law: &str, language: Language) -> String {
    let verdict = match explanation.verdict {
        Verdict::Pass => pick(language, "通过", "pass"),
        Verdict::Fail => pick(language, "不通过", "fail"),
        Verdict::NotApplicable => pick(language, "不适用", "not applicable"),
        Verdict::Unjudged => pick(language, "无法判定", "unjudged"),
        Verdict::Waived => pick(language, "已豁免", "waived"),
    };
    let subject = &explanation.subject;
    let name = subject.id.as_deref().unwrap_or_default();
    let mut words = format!("{} · {} {name} · {verdict}\n", explanation.rule, subject.kind);
    if !explanation.missing.is_empty() {
        let missing = explanation.missing.join("、");
        words += &format!("  {}{missing}\n", pick(language, "缺少：", "missing: "));
    }
    words += &format!("  {}{law}\n", pick(language, "依据：", "law: "));
    for step in &explanation.steps {
        steps(&mut words, step, 1);
    }
    words
}

fn steps(words: &mut String, step: &TraceStep, depth: usize) {
    let indent = "  ".repeat(depth);
    let source = step.source.split_whitespace().collect::<Vec<_>>().join(" ");
    *words += &format!("{indent}{source}  →  {}\n", step.value);
    for line in &step.derivation {
        *words += &format!("{indent}    {line}\n");
    }
    for inner in &step.steps {
        steps(words, inner, depth + 1);
    }
}
