//! Scorecards in words: the points that are left, what cost them, and what could not be scored.

use super::text::basis;
use crate::say;
use gongkai::Language;
use gongkai::report::{Score, ScoredRule};
use std::fmt::Write as _;

/// Scorecards in words, some lines each.
pub(super) fn scores(scores: &[Score], language: Language) -> String {
    scores.iter().map(|score| one(score, language)).collect()
}

fn one(score: &Score, language: Language) -> String {
    let mut words = format!("{}：{}\n", score.name, result(score, language));
    let mut line = |text: String| {
        let _ = writeln!(words, "  {text}");
    };
    line(say(
        language,
        format!("依据：{}", basis(&score.basis, language)),
        format!("law: {}", basis(&score.basis, language)),
    ));
    for veto in &score.vetoes {
        let (rule, findings) = (&veto.rule, veto.findings);
        line(say(
            language,
            format!("单项否决：{findings} 处 [{rule}]"),
            format!("veto: {findings} found [{rule}]"),
        ));
    }
    for deduction in &score.deductions {
        line(deducted(deduction, language));
    }
    let open: Vec<&str> = score.unjudged.iter().map(AsRef::as_ref).collect();
    if !open.is_empty() {
        let listed = open.join(say(language, "、", ", ").as_str());
        line(say(
            language,
            format!("没有台账或缺字段，未能判定：{listed}"),
            format!("could not be judged, a table or field is missing: {listed}"),
        ));
    }
    for item in &score.unscored {
        let found = match item.findings {
            0 => String::new(),
            findings => say(language, format!("，发现 {findings} 处"), format!(", {findings} found")),
        };
        line(say(
            language,
            format!("未计分：{}{found}（{}）", item.name, item.why),
            format!("not scored: {}{found} ({})", item.name, item.why),
        ));
    }
    words
}

fn result(score: &Score, language: Language) -> String {
    let (total, pass) = (score.total, score.pass);
    let Some(points) = score.points else {
        return say(language, "单项否决，不合格", "fails by a veto");
    };
    let most = if score.at_most { say(language, "最多 ", "at most ") } else { String::new() };
    let passed = match score.passed {
        Some(true) => say(language, "，合格", ", passes"),
        Some(false) => say(language, "，不合格", ", fails"),
        None => String::new(),
    };
    say(
        language,
        format!("{most}{points} 分（满分 {total}，{pass} 分合格，不含加分）{passed}"),
        format!("{most}{points} points (of {total}, {pass} pass, bonus left out){passed}"),
    )
}

fn deducted(deduction: &ScoredRule, language: Language) -> String {
    let ScoredRule { rule, findings, points, note } = deduction;
    let note = note.as_ref().map(|note| say(language, format!("（{note}）"), format!(" ({note})")));
    let note = note.unwrap_or_default();
    say(
        language,
        format!("扣 {points} 分：{findings} 处 [{rule}]{note}"),
        format!("minus {points}: {findings} found [{rule}]{note}"),
    )
}
