//! An audit in words: verdicts by task and by unit, then the findings.

use super::ledger::place;
use super::score::scores;
use super::text::{basis, severity_name};
use crate::say;
use gongkai::report::Counts;
use gongkai::{Finding, Language, Report};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// What findings are listed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The notice's task.
    #[default]
    Task,
    /// The unit that must act.
    Unit,
    /// The rule.
    Rule,
    /// The document or table.
    Document,
}

/// The audit in words; `titles` are the tasks' names by number.
pub fn audit(report: &Report, by: By, titles: &BTreeMap<String, String>, language: Language) -> String {
    let mut words = String::new();
    let title = |task: &str| titles.get(task).map(String::as_str).unwrap_or_default();
    let tasks: Vec<(String, Counts)> = report
        .tasks
        .iter()
        .map(|task| (format!("{} {}", task.task, title(&task.task)), task.counts))
        .collect();
    table(&mut words, &say(language, "按任务", "By task"), &tasks, language);
    let units: Vec<(String, Counts)> = report
        .units
        .iter()
        .map(|unit| {
            let name = match unit.unit.is_empty() {
                true => say(language, "（未明确责任单位）", "(no unit named)"),
                false => unit.unit.to_string(),
            };
            (name, unit.counts)
        })
        .collect();
    table(&mut words, &say(language, "按责任单位", "By responsible unit"), &units, language);
    if !report.scores.is_empty() {
        words.push_str(&scores(&report.scores, language));
        words.push('\n');
    }
    let mut groups: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.waived.is_none()) {
        let none = || say(language, "（无）", "(none)");
        let key = match by {
            By::Task => finding.task.as_deref().map_or_else(none, |task| format!("{task} {}", title(task))),
            By::Unit => finding.owner.clone().unwrap_or_else(none),
            By::Rule => finding.rule.to_string(),
            By::Document => finding.subject.path.to_string(),
        };
        groups.entry(key).or_default().push(finding);
    }
    for (group, findings) in groups {
        let _ = writeln!(words, "{group}");
        for finding in findings {
            one(&mut words, finding, by, language);
        }
        words.push('\n');
    }
    let resolved = report.baseline.iter().flat_map(|baseline| &baseline.resolved).collect::<Vec<_>>();
    if !resolved.is_empty() {
        let _ = writeln!(words, "{}", say(language, "已消除", "Gone"));
        for finding in resolved {
            let _ = writeln!(words, "  {} [{}]", finding.message, finding.rule);
        }
        words.push('\n');
    }
    words
}

fn one(words: &mut String, finding: &Finding, by: By, language: Language) {
    let severity = severity_name(finding.severity, language);
    let _ = writeln!(words, "  {severity}：{} [{}]", finding.message, finding.rule);
    let mut line = place(finding, language);
    if let Some(deadline) = finding.deadline {
        line += &say(language, format!("；期限 {deadline}"), format!("; due {deadline}"));
    }
    if by != By::Unit
        && let Some(owner) = &finding.owner
    {
        line += &say(language, format!("；责任单位 {owner}"), format!("; unit {owner}"));
    }
    let _ = writeln!(words, "      {line}");
    let laws: Vec<String> = finding.basis.iter().map(|law| basis(law, language)).collect();
    if !laws.is_empty() {
        let law = say(language, format!("依据：{}", laws.join("；")), format!("law: {}", laws.join("; ")));
        let _ = writeln!(words, "      {law}");
    }
    if let Some(help) = &finding.help {
        let help = say(language, format!("建议：{help}"), format!("help: {help}"));
        let _ = writeln!(words, "      {help}");
    }
}

fn table(words: &mut String, name: &str, rows: &[(String, Counts)], language: Language) {
    if rows.is_empty() {
        return;
    }
    let heads = [
        say(language, "通过", "pass"),
        say(language, "不通过", "fail"),
        say(language, "豁免", "waived"),
        say(language, "无法判定", "unjudged"),
        say(language, "不适用", "n/a"),
    ];
    let width = rows.iter().map(|(row, _)| row.width()).max().unwrap_or_default().max(name.width());
    let cell = |text: &str, width: usize| format!("{}{text}", " ".repeat(width.saturating_sub(text.width())));
    let _ = write!(words, "{name}{}", " ".repeat(width - name.width()));
    for head in &heads {
        let _ = write!(words, "  {}", cell(head, 8));
    }
    words.push('\n');
    for (row, counts) in rows {
        let _ = write!(words, "{row}{}", " ".repeat(width - row.width()));
        for count in [counts.pass, counts.fail, counts.waived, counts.unjudged, counts.not_applicable] {
            let _ = write!(words, "  {}", cell(&count.to_string(), 8));
        }
        words.push('\n');
    }
    words.push('\n');
}
