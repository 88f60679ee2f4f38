//! Tables with a bar in each row: verdicts by task and by unit, findings by unit, by rule and by file.

use super::bars::{Part, bar};
use super::finding::class;
use super::summary::verdict_parts;
use super::words::Shown;
use super::{Page, SEVERITIES};
use crate::render::text::severity_name;
use gongkai::Finding;
use gongkai::report::Counts;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rows of a table that are shown before the rest is folded away.
const FIRST_ROWS: usize = 10;

/// What a row's numbers choose among the findings.
#[derive(Debug, Clone, Copy)]
enum Choice {
    Task,
    Unit,
    Rule,
    File,
}

impl Choice {
    /// The filter that a row's name sets; none of files, whose findings stand together.
    fn filter(self) -> Option<&'static str> {
        match self {
            Self::Task => Some("t"),
            Self::Unit => Some("u"),
            Self::Rule => Some("r"),
            Self::File => None,
        }
    }
}

/// The number of a column in a row.
type Column = fn(&Counts) -> u32;

impl Page<'_> {
    /// Verdicts by task and by unit, of an audit; else findings by rule and by file.
    pub(super) fn tables(&self) -> Markup {
        let report = self.view.report;
        let tasks: Vec<(String, String, Counts)> = report
            .tasks
            .iter()
            .map(|task| (task.task.to_string(), self.task_name(&task.task), task.counts))
            .collect();
        let mut units: Vec<(String, String, Counts)> = report
            .units
            .iter()
            .map(|unit| (unit.unit.to_string(), self.unit_name(&unit.unit), unit.counts))
            .collect();
        units.sort_by_key(|(unit, _, counts)| (unit.is_empty(), Reverse((counts.fail, counts.unjudged))));
        let findings = || report.findings.iter().filter(|finding| finding.waived.is_none());
        let by_unit = grouped(findings(), |finding| finding_units(finding).map(str::to_owned).collect());
        let by_rule = grouped(findings(), |finding| vec![finding.rule.to_string()]);
        let by_file = grouped(findings(), |finding| vec![finding.subject.path.to_string()]);
        html! { div .tables {
            @if !tasks.is_empty() {
                (self.verdict_table(&self.say("按任务", "By task"), &tasks, Choice::Task))
            }
            @if !units.is_empty() {
                (self.verdict_table(&self.say("按责任单位", "By responsible unit"), &units, Choice::Unit))
            }
            @if by_unit.iter().any(|(unit, _)| !unit.is_empty()) {
                (self.finding_table(&self.say("各单位的问题", "Findings by unit"), &by_unit, Choice::Unit))
            }
            @if !by_rule.is_empty() {
                (self.finding_table(&self.say("问题最多的规则", "Findings by rule"), &by_rule, Choice::Rule))
            }
            @if by_file.len() > 1 {
                (self.finding_table(&self.say("问题最多的文件", "Findings by file"), &by_file, Choice::File))
            }
        } }
    }

    fn verdict_table(&self, name: &str, rows: &[(String, String, Counts)], choice: Choice) -> Markup {
        // What never applied says nothing of the work.
        let (applied, never): (Vec<_>, Vec<_>) = rows.iter().partition(|(.., counts)| counts.applied() > 0);
        let mut columns: Vec<(String, Column)> = vec![
            (self.say("不通过", "fail"), |counts| counts.fail),
            (self.say("无法判定", "unjudged"), |counts| counts.unjudged),
            (self.say("豁免", "waived"), |counts| counts.waived),
            (self.say("通过", "pass"), |counts| counts.pass),
        ];
        columns.retain(|(_, of)| applied.iter().any(|(.., counts)| of(counts) > 0));
        html! {
            section .table {
                h2 { (name) }
                table {
                    thead { tr { th scope="col" { (self.say("名称", "name")) } @for (head, _) in &columns { th scope="col" { (head) } } } }
                    tbody {
                        @for (key, name, counts) in applied {
                            tr {
                                th scope="row" {
                                    (self.choice(choice, key, name))
                                    (bar(&verdict_parts(counts), counts.applied(), &self.verdicts_in_words(counts)))
                                }
                                @for (_, of) in &columns { (number(of(counts))) }
                            }
                        }
                    }
                }
                @if !never.is_empty() {
                    details {
                        summary { (self.say(format!("不适用的 {} 项", never.len()), format!("{} that never applied", never.len()))) }
                        p { @for (at, (_, name, _)) in never.iter().enumerate() { @if at > 0 { (self.say("；", "; ")) } (Shown(name)) } }
                    }
                }
            }
        }
    }

    fn finding_table(&self, name: &str, rows: &[(String, [u32; 3])], choice: Choice) -> Markup {
        let most = rows.iter().map(|(_, counts)| counts.iter().sum()).max().unwrap_or(1);
        let (first, rest) = rows.split_at(rows.len().min(FIRST_ROWS));
        html! {
            section .table {
                h2 { (name) }
                (self.finding_rows(first, most, choice))
                @if !rest.is_empty() {
                    details {
                        summary { (self.say(format!("其余 {} 行", rest.len()), format!("{} more", rest.len()))) }
                        (self.finding_rows(rest, most, choice))
                    }
                }
            }
        }
    }

    fn finding_rows(&self, rows: &[(String, [u32; 3])], most: u32, choice: Choice) -> Markup {
        html! {
            table {
                thead {
                    tr {
                        th scope="col" { (self.say("名称", "name")) }
                        @for severity in SEVERITIES { th scope="col" { (severity_name(severity, self.view.language)) } }
                    }
                }
                tbody {
                    @for (key, counts) in rows {
                        @let parts: Vec<Part> = SEVERITIES.iter().zip(counts).map(|(severity, count)| (class(*severity), *count)).collect();
                        tr {
                            th scope="row" {
                                (self.choice(choice, key, &self.name_of(choice, key)))
                                (bar(&parts, most, &counts.iter().sum::<u32>().to_string()))
                            }
                            @for count in counts { (number(*count)) }
                        }
                    }
                }
            }
        }
    }

    fn name_of(&self, choice: Choice, key: &str) -> String {
        match choice {
            Choice::Task => self.task_name(key),
            Choice::Unit => self.unit_name(key),
            Choice::Rule => self.rule_name(key),
            Choice::File => key.to_owned(),
        }
    }

    /// Whether a finding stands that the choice shows.
    fn is_chosen_by(&self, choice: Choice, key: &str) -> bool {
        let fits = |finding: &&Finding| match choice {
            Choice::Task => finding.task.as_deref() == Some(key),
            Choice::Unit => finding_units(finding).any(|unit| unit == key),
            Choice::Rule => &*finding.rule == key,
            Choice::File => false,
        };
        let mut standing = self.view.report.findings.iter().filter(|finding| finding.waived.is_none());
        !key.is_empty() && standing.any(|finding| fits(&finding))
    }

    /// A row's name, which shows its findings alone; or leads to them.
    fn choice(&self, choice: Choice, key: &str, name: &str) -> Markup {
        match choice.filter() {
            Some(filter) if self.is_chosen_by(choice, key) => html! {
                button type="button" data-filter=(filter) data-value=(key) { (Shown(name)) }
            },
            Some(_) => html! { span { (Shown(name)) } },
            None => {
                let first =
                    self.view.report.findings.iter().position(|finding| &*finding.subject.path == key);
                html! { a href={ "#n" (first.map_or(0, |first| first + 1)) } { (Shown(name)) } }
            }
        }
    }
}

fn number(count: u32) -> Markup {
    html! { td { @if count > 0 { (count) } @else { span .zero { "0" } } } }
}

/// How many findings of each severity there are by their keys, those with the most first.
fn grouped<'f>(
    findings: impl Iterator<Item = &'f Finding>,
    keys: impl Fn(&Finding) -> Vec<String>,
) -> Vec<(String, [u32; 3])> {
    let mut groups: BTreeMap<String, [u32; 3]> = BTreeMap::new();
    for finding in findings {
        let at = SEVERITIES.iter().position(|severity| *severity == finding.severity).unwrap_or_default();
        for key in keys(finding) {
            groups.entry(key).or_default()[at] += 1;
        }
    }
    let mut groups: Vec<(String, [u32; 3])> = groups.into_iter().collect();
    groups.sort_by_key(|(_, counts)| Reverse(counts.iter().sum::<u32>()));
    groups
}

/// The units that must act; one without a name where none is named.
pub(super) fn finding_units(finding: &Finding) -> impl Iterator<Item = &str> {
    finding.owner.as_deref().unwrap_or_default().split('、')
}
