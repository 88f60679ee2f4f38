//! A report as one web page that needs nothing else: for a screen, a phone, paper. Styles and script are in the page and are
//! the only ones that its policy lets run; all words from documents, tables and paths are escaped.

mod bars;
mod finding;
mod summary;
mod tables;
mod words;

use super::View;
use super::text::severity_name;
use crate::say;
use base64::Engine as _;
use finding::class;
use gongkai::{Finding, Language, Severity};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tables::finding_units;
use words::Shown;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The options of a filter: what findings are told by, and its name.
type Options = Vec<(String, String)>;

/// What the page is made from.
#[derive(Debug)]
struct Page<'r> {
    view: &'r View<'r>,
}

/// The report as a page.
pub fn html(view: &View<'_>) -> String {
    Page { view }.whole().into_string()
}

/// The policy: nothing is loaded or sent, and only our own style and script count.
fn policy() -> String {
    let hash =
        |words: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(words.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

impl Page<'_> {
    fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        say(self.view.language, zh, en)
    }

    fn whole(&self) -> Markup {
        let report = self.view.report;
        let title = match report.records {
            0 => self.say("公文检查报告", "Report on documents"),
            _ => self.say("政务公开审计报告", "Disclosure audit report"),
        };
        let language = match self.view.language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        };
        html! {
            (DOCTYPE)
            html lang=(language) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy());
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content={ "gongkai " (report.engine) };
                    meta name="referrer" content="no-referrer";
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a .skip href="#findings" { (self.say("跳到问题", "Skip to the findings")) }
                    header .page {
                        h1 { (title) }
                        p .soft {
                            @if let Some(day) = report.as_of {
                                (self.say("判断日期 ", "as of ")) time datetime=(day) { (day) } " · "
                            }
                            "gongkai " (report.engine)
                        }
                        nav {
                            a href="#findings" { (self.say("问题", "Findings")) } " · "
                            a href="#coverage" { (self.say("检查范围", "Coverage")) }
                        }
                    }
                    main {
                        (self.problems())
                        (self.counts())
                        (self.tables())
                        (self.scorecards())
                        (self.findings())
                        (self.left_out())
                        (self.coverage())
                    }
                    footer {
                        (self.say(
                            "本页由工具生成，供人工核对，不代替法律意见。指纹、依据和期限的推算见 JSON 报告与 gongkai explain。",
                            "Made by a tool for people to verify; no legal advice. Fingerprints and reckonings: the JSON report and gongkai explain.",
                        ))
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
    }

    /// What could not be used: the report is not on these.
    fn problems(&self) -> Markup {
        let problems = self.view.problems;
        html! {
            @if !problems.is_empty() {
                section .alert {
                    h2 { (self.say(format!("未能检查的文件 {} 个", problems.len()), format!("{} files could not be checked", problems.len()))) }
                    ul { @for problem in problems { li { (Shown(&problem.describe(self.view.language))) } } }
                }
            }
        }
    }

    /// The findings that stand, by file, under the filters.
    fn findings(&self) -> Markup {
        let findings: Vec<(usize, &Finding)> =
            (1..).zip(&self.view.report.findings).filter(|(_, finding)| finding.waived.is_none()).collect();
        html! {
            h2 #findings tabindex="-1" { (self.say("问题", "Findings")) }
            @if findings.is_empty() {
                p { (self.say("没有发现问题。", "Nothing was found.")) }
            } @else {
                (self.filters(&findings))
            }
            @for group in findings.chunk_by(|(_, a), (_, b)| a.subject.path == b.subject.path) {
                div .group {
                    h3 { (Shown(&group[0].1.subject.path)) " " span .soft { (group.len()) (self.say(" 处", " findings")) } }
                    @for (number, finding) in group { (self.finding(*number, finding)) }
                }
            }
        }
    }

    fn filters(&self, findings: &[(usize, &Finding)]) -> Markup {
        let units: BTreeSet<&str> = findings
            .iter()
            .flat_map(|(_, finding)| finding_units(finding))
            .filter(|unit| !unit.is_empty())
            .collect();
        let rules: BTreeSet<&str> = findings.iter().map(|(_, finding)| &*finding.rule).collect();
        let mut tasks: Vec<&str> =
            findings.iter().filter_map(|(_, finding)| finding.task.as_deref()).collect();
        tasks.sort_by_key(|task| super::ledger::task_order(Some(task)));
        tasks.dedup();
        let named = |names: BTreeSet<&str>| {
            names.into_iter().map(|name| (name.to_owned(), name.to_owned())).collect()
        };
        let selects: [(&str, String, Options); 3] = [
            ("u", self.say("全部单位", "all units"), named(units)),
            (
                "t",
                self.say("全部任务", "all tasks"),
                tasks.iter().map(|task| ((*task).to_owned(), self.task_name(task))).collect(),
            ),
            (
                "r",
                self.say("全部规则", "all rules"),
                rules.into_iter().map(|rule| (rule.to_owned(), self.rule_name(rule))).collect(),
            ),
        ];
        html! {
            section .filters-box {
                form .filters role="search" {
                    input type="search" placeholder=(self.say("搜索（按 / 键）", "search (press /)")) aria-label=(self.say("搜索", "search"));
                    @for severity in SEVERITIES {
                        label { input type="checkbox" value=(class(severity)) checked; (severity_name(severity, self.view.language)) }
                    }
                    @for (name, all, options) in &selects {
                        @if !options.is_empty() {
                            select name=(name) aria-label=(all) {
                                option value="" { (all) }
                                @for (value, words) in options { option value=(value) { (Shown(words)) } }
                            }
                        }
                    }
                    button type="reset" { (self.say("全部显示", "show all")) }
                    output aria-live="polite" {}
                }
            }
        }
    }

    /// What is not among the findings: waived ones with the reasons, and what is gone since the baseline.
    fn left_out(&self) -> Markup {
        let report = self.view.report;
        let waived: Vec<(usize, &Finding)> =
            (1..).zip(&report.findings).filter(|(_, finding)| finding.waived.is_some()).collect();
        let baseline = report.baseline.as_ref();
        html! {
            @if !waived.is_empty() {
                section {
                    details {
                        summary { (self.say(format!("已豁免 {} 处", waived.len()), format!("{} waived", waived.len()))) }
                        @for (number, finding) in &waived { (self.finding(*number, finding)) }
                    }
                }
            }
            @if let Some(baseline) = baseline {
                section {
                    h2 { (self.say("与基线相比", "Against the baseline")) }
                    p {
                        (self.say(
                            format!("原有 {} 处未列出，已消除 {} 处。", baseline.known, baseline.resolved.len()),
                            format!("{} known and left out, {} gone.", baseline.known, baseline.resolved.len()),
                        ))
                    }
                    @if !baseline.resolved.is_empty() {
                        details {
                            summary { (self.say("已消除的问题", "What is gone")) }
                            ul { @for finding in &baseline.resolved { li { (Shown(&finding.subject.path)) (self.say("：", ": ")) (Shown(&finding.message)) } } }
                        }
                    }
                }
            }
        }
    }

    fn task_name(&self, task: &str) -> String {
        match self.view.tasks.get(task) {
            Some(title) => format!("{task} {title}"),
            None => task.to_owned(),
        }
    }

    fn unit_name(&self, unit: &str) -> String {
        if unit.is_empty() { self.say("未明确责任单位", "no unit named") } else { unit.to_owned() }
    }

    fn rule_name(&self, id: &str) -> String {
        let Some(rule) = self.view.rules.get(id) else { return id.to_owned() };
        let name = &rule.file().name;
        self.say(&name.zh, if name.en.is_empty() { &name.zh } else { &name.en })
    }
}

#[cfg(test)]
mod tests;
