//! One finding: what is wrong and where, its paragraph with the words marked, the law, why, and how to mend it.

use super::Page;
use super::words::Shown;
use crate::render::place::place;
use crate::render::text::{basis, mended, severity_name};
use gongkai::rule::FixSafety;
use gongkai::{Finding, Severity};
use maud::{Markup, html};

/// The name of a severity in classes and attributes.
pub(super) fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

impl Page<'_> {
    /// A finding as an article. `number` is its place in the report, from 1.
    pub(super) fn finding(&self, number: usize, finding: &Finding) -> Markup {
        let language = self.view.language;
        let severity = class(finding.severity);
        html! {
            article .finding .(severity) id={ "n" (number) } data-s=(severity) data-r=(finding.rule)
                data-u=(finding.owner.as_deref().unwrap_or_default()) data-t=(finding.task.as_deref().unwrap_or_default()) {
                h4 {
                    span .badge { (severity_name(finding.severity, language)) }
                    " " (Shown(&finding.message)) " "
                    a .number href={ "#n" (number) } { "#" (number) }
                }
                (self.paragraph(finding))
                (self.change(finding))
                dl {
                    (self.row("位置", "Place", &html! { (Shown(&place(finding, language))) }))
                    @if let Some(why) = &finding.why { (self.row("理由", "Why", &html! { (Shown(why)) })) }
                    @if let Some(help) = &finding.help { (self.row("改法", "What to do", &html! { (Shown(help)) })) }
                    @if !finding.basis.is_empty() {
                        (self.row("依据", "Law", &html! {
                            @for law in finding.basis.iter() { div { (Shown(&basis(law, language))) } }
                        }))
                    }
                    @if let Some(owner) = &finding.owner { (self.row("责任单位", "Unit", &html! { (Shown(owner)) })) }
                    @if let Some(task) = &finding.task {
                        (self.row("对应任务", "Task", &html! { (Shown(&self.task_name(task))) }))
                    }
                    @if let Some(day) = finding.deadline { (self.row("期限", "Due", &html! { time datetime=(day) { (day) } })) }
                    @if let Some(reason) = &finding.waived { (self.row("豁免理由", "Waived", &html! { (Shown(reason)) })) }
                    (self.row("规则", "Rule", &html! { (self.rule_name(&finding.rule)) " " code { (Shown(&finding.rule)) } }))
                }
            }
        }
    }

    fn row(&self, zh: &str, en: &str, words: &Markup) -> Markup {
        html! { div { dt { (self.say(zh, en)) } dd { (words) } } }
    }

    /// The paragraph with the finding's words marked; of a record nothing.
    fn paragraph(&self, finding: &Finding) -> Markup {
        if let Some(snippet) = self.view.snippets.of(finding) {
            let (before, rest) = snippet.text.split_at(snippet.mark.start);
            let (marked, after) = rest.split_at(snippet.mark.end - snippet.mark.start);
            return html! {
                blockquote {
                    (Shown(before))
                    mark { (Shown(marked)) }
                    (Shown(after))
                }
            };
        }
        html! { @if !finding.excerpt.is_empty() { blockquote { mark { (Shown(&finding.excerpt)) } } } }
    }

    /// What the fix makes of the words.
    fn change(&self, finding: &Finding) -> Markup {
        let Some(fix) = &finding.fix else { return html! {} };
        let Some(after) = mended(finding) else { return html! {} };
        let how = match fix.safety {
            FixSafety::Safe => self.say("可自动改正：--fix", "safe: --fix"),
            FixSafety::Unsafe => self.say(
                "可能影响文意，核对后改：--fix --unsafe-fixes",
                "may change the meaning: --fix --unsafe-fixes",
            ),
            FixSafety::Display => self.say("请人工核对", "by hand"),
        };
        html! {
            p .change {
                del { (Shown(&finding.excerpt)) }
                span .arrow aria-hidden="true" { " → " }
                @if after.is_empty() {
                    em { (self.say("删去", "deleted")) }
                } @else {
                    ins { (Shown(&after)) }
                }
                small { (how) }
            }
        }
    }
}
