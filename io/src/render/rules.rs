//! Rules for a reader: a table of them, one on a page, and what their examples came to.

use super::text::{basis, severity_name};
use crate::say;
use gongkai::rule::{CompiledRule, ExampleOutcome, FixSafety, Localized, RuleFile, Status};
use gongkai::{Language, RuleSet, Severity, Verdict};
use serde::Serialize;

/// All rules, as `rules list --format json` prints them.
#[derive(Debug, Serialize)]
pub struct RuleList<'r> {
    /// The rules in the order of their ids.
    pub rules: Vec<RuleEntry<'r>>,
}

/// One rule of a [`RuleList`].
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct RuleEntry<'r> {
    pub id: &'r str,
    pub pack: &'r str,
    pub on: &'r str,
    pub severity: Severity,
    pub status: Status,
    pub task: Option<&'r str>,
    pub facts: &'r [String],
    pub name: &'r Localized,
    pub since: Option<String>,
    pub until: Option<String>,
    pub basis: &'r [gongkai::rule::Basis],
}

impl<'r> RuleList<'r> {
    /// The list of a set.
    pub fn new(rules: &'r RuleSet) -> Self {
        let entry = |rule: &'r CompiledRule| {
            let file = rule.file();
            RuleEntry {
                id: rule.id(),
                pack: rule.pack(),
                on: &file.on,
                severity: file.severity,
                status: file.status,
                task: file.task.as_deref(),
                facts: &file.facts,
                name: &file.name,
                since: file.since.map(|day| day.to_string()),
                until: file.until.map(|day| day.to_string()),
                basis: &file.basis,
            }
        };
        Self { rules: rules.rules().iter().map(entry).collect() }
    }
}

fn words(text: &Localized, language: Language) -> &str {
    match language {
        Language::En if !text.en.is_empty() => &text.en,
        _ => &text.zh,
    }
}

/// Id, severity, pack and name, a line each; a rule that does not run by default says so.
pub fn rule_table(rules: &RuleSet, language: Language) -> String {
    let columns =
        |of: fn(&CompiledRule) -> &str| rules.rules().iter().map(|rule| of(rule).len()).max().unwrap_or(0);
    let (ids, packs) = (columns(CompiledRule::id), columns(CompiledRule::pack));
    let mut out = String::new();
    for rule in rules.rules() {
        let file = rule.file();
        let severity = severity_name(file.severity, language);
        let pad = if language == Language::En { 7_usize.saturating_sub(severity.len()) } else { 0 };
        let status = match file.status {
            Status::Stable => String::new(),
            Status::Preview => say(language, "（试用）", " (preview)"),
            Status::Deprecated => say(language, "（将停用）", " (deprecated)"),
        };
        out.push_str(&format!(
            "{:ids$}  {severity}{:pad$}  {:packs$}  {}{status}\n",
            rule.id(),
            "",
            rule.pack(),
            words(&file.name, language),
        ));
    }
    let count = rules.rules().len();
    out.push_str(&say(language, format!("共 {count} 条规则。\n"), format!("{count} rules.\n")));
    out
}

/// One rule: what it asks, why, on what law, and what it looks like.
pub fn rule_page(rule: &CompiledRule, language: Language) -> String {
    let file = rule.file();
    let mut out = format!("{}  {}\n\n", rule.id(), words(&file.name, language));
    let mut line = |label: String, words: &str| {
        if !words.is_empty() {
            out.push_str(&format!("{label}{words}\n"));
        }
    };
    let label = |zh: &str, en: &str| say(language, format!("{zh}："), format!("{en}: "));
    line(label("级别", "severity"), &severity_name(file.severity, language));
    line(label("规则包", "pack"), rule.pack());
    line(
        label("问题", "finding"),
        match language {
            Language::Zh => &file.message.zh,
            Language::En => &file.message.en,
        },
    );
    line(label("理由", "why"), file.message.why.as_ref().map_or("", |text| words(text, language)));
    line(label("改法", "help"), file.message.help.as_ref().map_or("", |text| words(text, language)));
    for law in file.basis.iter() {
        line(label("依据", "basis"), &basis(law, language));
    }
    line(label("适用", "applies"), &period(file, language));
    line(label("自动改正", "fix"), &fix(file, language));
    line(label("对应任务", "task"), file.task.as_deref().unwrap_or_default());
    line(label("事实条目", "facts"), &file.facts.join(", "));
    for example in &file.examples {
        let (zh, en) = match example.verdict {
            Verdict::Pass => ("合格示例", "passes"),
            Verdict::Fail => ("不合格示例", "fails"),
            Verdict::NotApplicable => ("不适用示例", "does not apply"),
            Verdict::Unjudged => ("无法判定示例", "cannot be judged"),
            Verdict::Waived => ("豁免示例", "waived"),
        };
        out.push_str(&format!("\n{}\n", label(zh, en).trim_end()));
        for line in example.text.trim_end().lines() {
            out.push_str(&format!("    {line}\n"));
        }
        if let Some(fixed) = &example.fixed {
            out.push_str(&format!("  {}\n", label("改正后", "after the fix").trim_end()));
            for line in fixed.trim_end().lines() {
                out.push_str(&format!("    {line}\n"));
            }
        }
    }
    out
}

fn period(file: &RuleFile, language: Language) -> String {
    match (file.since, file.until) {
        (None, None) => String::new(),
        (Some(since), None) => say(language, format!("{since} 起的文件"), format!("documents from {since}")),
        (None, Some(until)) => {
            say(language, format!("{until} 前的文件"), format!("documents before {until}"))
        }
        (Some(since), Some(until)) => say(
            language,
            format!("{since} 起、{until} 前的文件"),
            format!("documents from {since} and before {until}"),
        ),
    }
}

fn fix(file: &RuleFile, language: Language) -> String {
    let safety = match (&file.pattern, &file.lexicon) {
        (Some(pattern), _) if pattern.replace.is_some() => pattern.safety,
        (_, Some(lexicon)) => lexicon.safety,
        _ => return String::new(),
    };
    match safety {
        FixSafety::Safe => say(language, "--fix", "--fix"),
        FixSafety::Unsafe => say(
            language,
            "--fix --unsafe-fixes（可能影响文意）",
            "--fix --unsafe-fixes (may change the meaning)",
        ),
        FixSafety::Display => say(language, "只作提示", "shown only"),
    }
}

/// The examples that do not hold, a line each.
pub fn example_problems(outcomes: &[ExampleOutcome], language: Language) -> String {
    let mut out = String::new();
    for outcome in outcomes {
        let Some(problem) = &outcome.problem else { continue };
        let place = match outcome.example {
            0 => String::new(),
            number => say(language, format!(" 示例 {number}"), format!(" example {number}")),
        };
        let colon = say(language, "：", ": ");
        out.push_str(&format!("{}{place}{colon}{problem}\n", outcome.rule));
    }
    out
}
