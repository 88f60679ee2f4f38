//! The last lines: how much was checked and found, and aloud, what was not.

use crate::problem::list_endings;
use crate::{Checked, Intake, say};
use gongkai::report::BaselineOutcome;
use gongkai::rule::FixSafety;
use gongkai::{Language, Report, Severity};

/// The counts of a check.
#[derive(Debug, Clone, Copy)]
pub struct Summary<'r> {
    /// The report, what the baseline knew left out.
    pub report: &'r Report,
    /// How many findings were mended.
    pub mended: usize,
}

impl Summary<'_> {
    /// The counts in words, one or more lines.
    pub fn words(&self, language: Language) -> String {
        let count = |severity| self.report.count(severity);
        let (errors, warnings, hints) =
            (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
        let (documents, all) = (self.report.documents, errors + warnings + hints);
        let records = self.report.records;
        let (zh, en) = match records {
            0 => (String::new(), String::new()),
            _ => (format!("，记录 {records} 条"), format!(" and {}", plural(records as usize, "record"))),
        };
        let mut lines = vec![say(
            language,
            format!(
                "检查文件 {documents} 份{zh}，发现问题 {all} 处：错误 {errors}，警告 {warnings}，提示 {hints}。"
            ),
            format!(
                "Checked {}{en}; found {}: {}, {}, {}.",
                plural(documents as usize, "document"),
                plural(all, "problem"),
                plural(errors, "error"),
                plural(warnings, "warning"),
                plural(hints, "hint"),
            ),
        )];
        let verdicts = &self.report.verdicts;
        let judged = verdicts.applied() + verdicts.not_applicable;
        let (pass, fail, unjudged) = (verdicts.pass, verdicts.fail, verdicts.unjudged);
        let not_applicable = verdicts.not_applicable;
        lines.push(say(
            language,
            format!(
                "判定 {judged} 项：通过 {pass}，不通过 {fail}，不适用 {not_applicable}，无法判定 {unjudged}。"
            ),
            format!(
                "{}: {pass} pass, {fail} fail, {not_applicable} not applicable, {unjudged} unjudged.",
                plural(judged as usize, "verdict")
            ),
        ));
        let of = |safety: FixSafety| {
            let fixes = self.report.findings.iter().filter_map(|finding| finding.fix.as_ref());
            fixes.filter(|fix| fix.safety == safety).count()
        };
        let (safe, risky) = (of(FixSafety::Safe), of(FixSafety::Unsafe));
        if self.mended > 0 {
            let mended = self.mended;
            lines.push(say(
                language,
                format!("已改正 {mended} 处。"),
                format!("Mended {}.", plural(mended, "problem")),
            ));
        }
        if safe > 0 {
            lines.push(say(
                language,
                format!("其中 {safe} 处可用 --fix 改正（--diff 先看改动）。"),
                format!("{safe} of them can be mended with --fix (--diff shows how)."),
            ));
        }
        if risky > 0 {
            lines.push(say(
                language,
                format!("另有 {risky} 处改动可能影响文意，核对后可加 --unsafe-fixes 改正。"),
                format!("{risky} more with --unsafe-fixes, which may change the meaning."),
            ));
        }
        if let Some(BaselineOutcome { known, resolved, unseen }) = &self.report.baseline {
            let resolved = resolved.len();
            lines.push(say(
                language,
                format!("与基线相比：原有 {known} 处未列出，已消除 {resolved} 处。"),
                format!("Against the baseline: {known} known and left out, {resolved} gone."),
            ));
            if *unseen > 0 {
                lines.push(say(
                    language,
                    format!("基线中另有 {unseen} 处，其规则这次没有运行。"),
                    format!("{unseen} more of the baseline are of rules that did not run this time."),
                ));
            }
        }
        let waived = self.report.findings.iter().filter(|finding| finding.waived.is_some()).count();
        if waived > 0 {
            lines.push(say(
                language,
                format!("豁免 {waived} 处，未列出。"),
                format!("{} waived and left out.", plural(waived, "problem")),
            ));
        }
        lines.join("\n") + "\n"
    }
}

/// `1 error`, `2 errors`.
fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What must be said aloud: files passed over, texts to which no rule applied, fixes that undo each other.
pub fn notes(intake: &Intake, checked: &Checked, language: Language) -> Vec<String> {
    let untouched = checked.untouched.iter().map(|path| {
        say(
            language,
            format!("{path}：没有一条规则适用于这份文件，等于没有检查"),
            format!("{path}: no rule applies to this document, so it is as good as unchecked"),
        )
    });
    let unsettled = checked.mended.iter().filter(|mended| !mended.settled).map(|mended| {
        let path = &mended.path;
        say(
            language,
            format!("{path}：有些改正互相抵消，已停止，请人工核对"),
            format!("{path}: some fixes undo each other; stopped, look at it by hand"),
        )
    });
    passed_over(intake, language).into_iter().chain(untouched).chain(unsettled).collect()
}

/// The files that were not read for their endings.
pub fn passed_over(intake: &Intake, language: Language) -> Option<String> {
    if intake.others.is_empty() {
        return None;
    }
    let count: usize = intake.others.values().sum();
    let listed = list_endings(&intake.others);
    let hints = intake.hints();
    Some(say(
        language,
        format!("另有 {count} 个文件未检查（{listed}）{}", hints.0),
        format!("{} not checked ({listed}){}", plural(count, "file"), hints.1),
    ))
}
