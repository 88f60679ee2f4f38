//! The words of a comment.

use super::AUTHOR;
use crate::render::{basis, severity_name};
use crate::say;
use gongkai::{Finding, Language};
use jiff::civil::Date;
use quick_xml::escape::escape;

/// The comment of a finding as XML; `fixed`: its fix stands in the text as a tracked change.
pub(super) fn write(
    prefix: &str,
    id: u64,
    finding: &Finding,
    date: Date,
    language: Language,
    state: State,
) -> String {
    let mut xml = format!(
        "<{prefix}comment {prefix}id=\"{id}\" {prefix}author=\"{AUTHOR}\" {prefix}date=\"{}\" {prefix}initials=\"gk\">",
        moment(date)
    );
    for (index, line) in lines(finding, language, state).iter().enumerate() {
        let reference = match index {
            0 => format!("<{prefix}r><{prefix}annotationRef/></{prefix}r>"),
            _ => String::new(),
        };
        xml.push_str(&format!(
            "<{prefix}p>{reference}<{prefix}r><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r></{prefix}p>",
            words(line)
        ));
    }
    xml.push_str(&format!("</{prefix}comment>"));
    xml
}

/// What else a comment has to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct State {
    /// The finding's words stand elsewhere.
    pub(super) elsewhere: bool,
    /// Its fix stands in the text.
    pub(super) fixed: bool,
}

/// The day as the file writes moments.
pub(super) fn moment(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// Words as XML has them; signs that it cannot hold are left out.
pub(super) fn words(words: &str) -> String {
    let kept: String = words
        .chars()
        .map(|character| if matches!(character, '\n' | '\r' | '\t') { ' ' } else { character })
        .filter(|character| !character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    escape(kept).into_owned()
}

fn lines(finding: &Finding, language: Language, state: State) -> Vec<String> {
    let severity = severity_name(finding.severity, language);
    let mut lines = vec![say(
        language,
        format!("【{severity}】{}", finding.message),
        format!("[{severity}] {}", finding.message),
    )];
    if state.elsewhere {
        let place = match finding.excerpt.is_empty() {
            true => (String::new(), String::new()),
            false => (format!("：“{}”", finding.excerpt), format!(": “{}”", finding.excerpt)),
        };
        lines.push(say(
            language,
            format!("问题不在此处正文{}", place.0),
            format!("It stands outside of these words{}", place.1),
        ));
    }
    let mut add = |zh: &str, en: &str, words: &str| {
        lines.push(say(language, format!("{zh}：{words}"), format!("{en}: {words}")));
    };
    if let Some(why) = &finding.why {
        add("说明", "Why", why);
    }
    if let Some(help) = &finding.help {
        add("建议", "What to do", help);
    }
    if let Some(fix) = &finding.fix {
        let texts: Vec<String> = fix.edits.iter().map(|edit| format!("“{}”", edit.text)).collect();
        match state.fixed {
            true => lines.push(say(language, "已用修订标出改法", "The fix stands here as a tracked change")),
            false => lines.push(say(
                language,
                format!("可改为：{}", texts.join("、")),
                format!("It can become: {}", texts.join(", ")),
            )),
        }
    }
    let mut add = |zh: &str, en: &str, words: &str| {
        lines.push(say(language, format!("{zh}：{words}"), format!("{en}: {words}")));
    };
    for one in finding.basis.iter() {
        add("依据", "Law", &basis(one, language));
    }
    add("规则", "Rule", &finding.rule);
    lines
}
