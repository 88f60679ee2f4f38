//! An audit in words: verdicts by task and by unit, then the findings.

use super::View;
use super::place::place;
use super::score::scores;
use super::text::{basis, severity_name};
use super::unjudged::unjudged;
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

/// The audit in words; its findings are listed under what `by` says.
pub fn audit(view: &View<'_>, by: By) -> String {
    Words { view, by }.words()
}

struct Words<'v> {
    view: &'v View<'v>,
    by: By,
}

impl Words<'_> {
    fn words(&self) -> String {
        let View { report, rules, language, .. } = *self.view;
        let mut words = heading(report, language);
        let tasks: Vec<(String, Counts)> =
            report.tasks.iter().map(|task| (self.task(&task.task), task.counts)).collect();
        table(&mut words, &say(language, "按任务", "By task"), &tasks, language);
        let units: Vec<(String, Counts)> = report
            .units
            .iter()
            .map(|unit| match unit.unit.is_empty() {
                true => (say(language, "（未明确责任单位）", "(no unit named)"), unit.counts),
                false => (unit.unit.to_string(), unit.counts),
            })
            .collect();
        table(&mut words, &say(language, "按责任单位", "By responsible unit"), &units, language);
        if !report.scores.is_empty() {
            words.push_str(&scores(&report.scores, language));
            words.push('\n');
        }
        self.findings(&mut words);
        words.push_str(&unjudged(report, rules, language));
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

    fn task(&self, task: &str) -> String {
        let title = self.view.tasks.get(task).map(String::as_str).unwrap_or_default();
        format!("{task} {title}").trim_end().to_owned()
    }

    fn findings(&self, words: &mut String) {
        let View { report, language, .. } = *self.view;
        // Findings of no group come last.
        let mut groups: BTreeMap<(bool, String), Vec<&Finding>> = BTreeMap::new();
        for finding in report.findings.iter().filter(|finding| finding.waived.is_none()) {
            let key = match self.by {
                By::Task => finding.task.as_deref().map(|task| self.task(task)),
                By::Unit => finding.owner.clone(),
                By::Rule => Some(self.rule(&finding.rule)),
                By::Document => Some(finding.subject.path.to_string()),
            };
            let none = match self.by {
                By::Unit => say(language, "未明确责任单位", "No unit named"),
                _ => say(language, "其他（不属于各项任务）", "Others (of no task)"),
            };
            groups.entry((key.is_none(), key.unwrap_or(none))).or_default().push(finding);
        }
        for ((_, group), findings) in groups {
            let count = findings.len();
            let _ =
                writeln!(words, "{group}{}", say(language, format!("（{count}）"), format!(" ({count})")));
            for finding in findings {
                one(words, finding, self.by, language);
            }
            words.push('\n');
        }
    }

    fn rule(&self, id: &str) -> String {
        match self.view.rules.get(id) {
            Some(rule) => {
                let name = &rule.file().name;
                format!("{id} {}", say(self.view.language, name.zh.as_str(), name.en.as_str()))
            }
            None => id.to_owned(),
        }
    }
}

/// Whose year it is, and the day on which it was judged.
fn heading(report: &Report, language: Language) -> String {
    let mut words = String::new();
    if let Some(authority) = &report.authority {
        words.push_str(&authority.name);
        if let (Some(from), Some(to)) = (authority.period_from, authority.period_to) {
            words.push_str(&say(language, format!("（{from} 至 {to}）"), format!(" ({from} to {to})")));
        }
        words.push('\n');
    }
    if let Some(day) = report.as_of {
        let packs: Vec<String> =
            report.packs.iter().map(|pack| format!("{} {}", pack.id, pack.version)).collect();
        let packs = packs.join(say(language, "、", ", ").as_str());
        words.push_str(&say(
            language,
            format!("以 {day} 为准；规则包 {packs}\n\n"),
            format!("as of {day}; packs {packs}\n\n"),
        ));
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
    let mut all = Counts::default();
    for (_, counts) in rows {
        all.add(counts);
    }
    // A finding of several units counts for each of them, so that only tasks have a sum.
    let any_outside = all.not_applicable > 0;
    let mut heads = vec![
        say(language, "通过", "pass"),
        say(language, "不通过", "fail"),
        say(language, "豁免", "waived"),
        say(language, "无法判定", "unjudged"),
    ];
    if any_outside {
        heads.push(say(language, "不适用", "n/a"));
    }
    let width = rows.iter().map(|(row, _)| row.width()).max().unwrap_or_default().max(name.width());
    let cell = |text: &str, width: usize| format!("{}{text}", " ".repeat(width.saturating_sub(text.width())));
    let _ = write!(words, "{name}{}", " ".repeat(width - name.width()));
    for head in &heads {
        let _ = write!(words, "  {}", cell(head, 8));
    }
    words.push('\n');
    let sum = (say(language, "合计", "all"), all);
    for (row, counts) in rows.iter().chain(any_outside.then_some(&sum)) {
        let _ = write!(words, "{row}{}", " ".repeat(width - row.width()));
        let counts = [counts.pass, counts.fail, counts.waived, counts.unjudged, counts.not_applicable];
        for count in &counts[..heads.len()] {
            let _ = write!(words, "  {}", cell(&count.to_string(), 8));
        }
        words.push('\n');
    }
    words.push('\n');
}
