//! What stands around the findings: the counts, the scorecards, and what was not judged.

use super::bars::{Part, bar};
use super::finding::class;
use super::words::Shown;
use super::{Page, SEVERITIES};
use crate::render::score::scores;
use crate::render::text::severity_name;
use gongkai::report::{Counts, Score};
use maud::{Markup, html};
use std::collections::BTreeMap;

impl Page<'_> {
    /// The counts, in large.
    pub(super) fn counts(&self) -> Markup {
        let report = self.view.report;
        let count = |severity| report.count(severity);
        let verdicts = report.verdicts;
        html! {
            section .counts aria-label=(self.say("小结", "Summary")) {
                ul {
                    @for severity in SEVERITIES {
                        li .(class(severity)) {
                            strong { (count(severity)) } " " span { (severity_name(severity, self.view.language)) }
                        }
                    }
                    li { strong { (report.documents) } " " span { (self.say("份文件", "documents")) } }
                    @if report.records > 0 {
                        li { strong { (report.records) } " " span { (self.say("条记录", "records")) } }
                    }
                }
                p {
                    (self.say("判定", "Verdicts")) " "
                    (verdicts.applied() + verdicts.not_applicable) (self.say(" 项：", ": "))
                    (self.verdicts_in_words(&verdicts))
                }
                (bar(&verdict_parts(&verdicts), verdicts.applied(), &self.verdicts_in_words(&verdicts)))
                (self.legend())
            }
        }
    }

    fn legend(&self) -> Markup {
        let names = [
            ("fail", self.say("不通过", "fail")),
            ("unjudged", self.say("无法判定", "unjudged")),
            ("waived", self.say("豁免", "waived")),
            ("pass", self.say("通过", "pass")),
        ];
        html! {
            p .legend aria-hidden="true" {
                @for (class, name) in names {
                    span { svg viewBox="0 0 10 10" { rect class=(class) width="10" height="10" {} } (name) }
                }
            }
        }
    }

    pub(super) fn verdicts_in_words(&self, counts: &Counts) -> String {
        let Counts { pass, fail, not_applicable, unjudged, waived } = counts;
        self.say(
            format!(
                "通过 {pass}，不通过 {fail}，无法判定 {unjudged}，豁免 {waived}，不适用 {not_applicable}"
            ),
            format!("{pass} pass, {fail} fail, {unjudged} unjudged, {waived} waived, {not_applicable} n/a"),
        )
    }

    /// The scorecards that the report fills in.
    pub(super) fn scorecards(&self) -> Markup {
        let scores_of = &self.view.report.scores;
        html! {
            @if !scores_of.is_empty() {
                section {
                    h2 { (self.say("评分", "Scorecards")) }
                    @for score in scores_of { (self.score(score)) }
                }
            }
        }
    }

    fn score(&self, score: &Score) -> Markup {
        let words = scores(std::slice::from_ref(score), self.view.language);
        let mut lines = words.lines();
        let state = match score.passed {
            Some(true) => "pass",
            Some(false) => "fail",
            None => "unjudged",
        };
        html! {
            div .score .(state) {
                h3 { (Shown(lines.next().unwrap_or_default())) }
                ul { @for line in lines { li { (Shown(line.trim())) } } }
            }
        }
    }

    /// Which rules judged anything, which never applied, and what facts were missing.
    pub(super) fn coverage(&self) -> Markup {
        let report = self.view.report;
        let never: Vec<&str> = report.never_applied().collect();
        let ran = report.rules.len();
        let applied = ran - never.len();
        let mut missing: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for open in &report.unjudged {
            for fact in &open.missing {
                *missing.entry((&*open.rule, fact)).or_default() += 1;
            }
        }
        html! {
            section {
                h2 #coverage tabindex="-1" { (self.say("检查范围", "Coverage")) }
                p {
                    (self.say(
                        format!("运行规则 {ran} 条，其中 {applied} 条用得上；规则包："),
                        format!("{ran} rules ran, {applied} of them applied; packs: "),
                    ))
                    @for (at, pack) in report.packs.iter().enumerate() {
                        @if at > 0 { (self.say("、", ", ")) }
                        span title={ "SHA-256 " (pack.sha256) } { (Shown(&pack.id)) " " (Shown(&pack.version)) }
                    }
                }
                @if !never.is_empty() {
                    details {
                        summary { (self.say(format!("没有用上的规则 {} 条", never.len()), format!("{} rules never applied", never.len()))) }
                        ul .rules { @for rule in &never { li { (Shown(&self.rule_name(rule))) " " code { (Shown(rule)) } } } }
                    }
                }
                @if !missing.is_empty() {
                    details {
                        summary {
                            (self.say(
                                format!("无法判定 {} 项：缺少的事实", report.unjudged.len()),
                                format!("{} unjudged: the facts that were missing", report.unjudged.len()),
                            ))
                        }
                        ul .rules {
                            @for ((rule, fact), count) in &missing {
                                li { (Shown(&self.rule_name(rule))) " " code { (Shown(rule)) } (self.say("：缺 ", ": ")) (Shown(fact)) " × " (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The parts of a bar of verdicts; what does not apply is no part of it.
pub(super) fn verdict_parts(counts: &Counts) -> [Part; 4] {
    [("fail", counts.fail), ("unjudged", counts.unjudged), ("waived", counts.waived), ("pass", counts.pass)]
}
