//! Findings for a person: the words with a caret under them, then the law, why, and how to mend.

use super::place::origin_words;
use super::{Snippet, Snippets};
use crate::say;
use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet as Source};
use gongkai::rule::{Basis, Certainty, FixSafety};
use gongkai::source::is_blank;
use gongkai::{Finding, Language, Report, Severity};

/// Whether the text carries colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// It does not.
    #[default]
    Plain,
    /// It does.
    Styled,
}

/// The findings of `report`, a blank line behind each.
pub fn text(report: &Report, snippets: &Snippets, language: Language, color: Color) -> String {
    let renderer = match color {
        Color::Plain => Renderer::plain(),
        Color::Styled => Renderer::styled(),
    }
    .term_width(400);
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| finding.waived.is_none()) {
        out.push_str(&one(&renderer, color, finding, snippets.of(finding), language));
        out.push_str("\n\n");
    }
    out
}

fn one(
    renderer: &Renderer,
    color: Color,
    finding: &Finding,
    snippet: Option<&Snippet>,
    language: Language,
) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
    .with_name(severity_name(finding.severity, language));
    let title = finding.message.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut elements: Vec<Element<'_>> = Vec::new();
    let mut place = format!(" {}", finding.subject.path);
    if let Some(span) = &finding.span {
        place = format!("{}{}:{}:{}", arrow(span.line, color), finding.subject.path, span.line, span.column);
        if let Some(snippet) = snippet {
            let (words, mark) = snippet.shown();
            let mark = AnnotationKind::Primary.span(mark);
            let source = Source::source(words).line_start(span.line as usize);
            elements.push(source.annotation(mark).into());
        }
    }
    if let Some(origin) = finding.origin.as_ref().map(|origin| origin_words(origin, language)) {
        place.push_str(&origin);
    }
    let mut note = |zh, en, words: String| {
        elements.push(Level::NOTE.with_name(say(language, zh, en)).message(words).into());
    };
    for law in finding.basis.iter() {
        note("依据", "basis", basis(law, language));
    }
    if let Some(why) = &finding.why {
        note("理由", "why", why.to_string());
    }
    if let Some(help) = &finding.help {
        note("改法", "help", help.to_string());
    }
    if let Some(words) = fix(finding, language) {
        note("改为", "fix", words);
    }
    let group = level.primary_title(title).id(&*finding.rule).elements(elements);
    let mut words = renderer.render(&[group]);
    // The library reckons the column from the snippet, which may be cut; the place is the text's own.
    let end_of_title = words.find('\n').unwrap_or(words.len());
    words.insert_str(end_of_title, &format!("\n{place}"));
    words
}

/// What stands before the path, under the line numbers of the snippet.
fn arrow(line: u32, color: Color) -> String {
    let digits = line.to_string().len();
    match color {
        Color::Plain => format!("{:digits$}--> ", ""),
        Color::Styled => format!("{:digits$}\x1b[1m\x1b[94m--> \x1b[0m", ""),
    }
}

/// The severity in words.
pub fn severity_name(severity: Severity, language: Language) -> String {
    match severity {
        Severity::Error => say(language, "错误", "error"),
        Severity::Warning => say(language, "警告", "warning"),
        Severity::Info => say(language, "提示", "info"),
    }
}

/// The law as documents cite it: 《…》（…号）第…条, and how certain we are of it where we are not.
pub fn basis(basis: &Basis, language: Language) -> String {
    let mut words = format!("《{}》", inner_marks(&basis.document));
    if let Some(number) = &basis.number {
        words.push_str(&format!("（{number}）"));
    }
    if let Some(at) = &basis.at {
        words.push_str(at);
    }
    words.push_str(&match basis.certainty {
        Certainty::Verified | Certainty::Notice => String::new(),
        Certainty::SecondHand => say(language, "（据转引）", " (as quoted elsewhere)"),
        Certainty::Derived => say(language, "（推导）", " (derived)"),
        Certainty::Recalled => say(language, "（未核原文）", " (not held against its text)"),
    });
    words
}

/// Book title marks within book title marks: 〈〉.
fn inner_marks(name: &str) -> String {
    name.replace('《', "〈").replace('》', "〉")
}

/// The finding's words as the fix leaves them; `None` where it has none or mends words around them.
pub(super) fn mended(finding: &Finding) -> Option<String> {
    let (fix, span) = (finding.fix.as_ref()?, finding.span.as_ref()?);
    let mut words = String::new();
    let mut done = 0;
    for edit in &fix.edits {
        let start = edit.start.checked_sub(span.start)? as usize;
        let end = edit.end.checked_sub(span.start)? as usize;
        words.push_str(finding.excerpt.get(done..start)?);
        finding.excerpt.get(start..end)?;
        words.push_str(&edit.text);
        done = end;
    }
    words.push_str(finding.excerpt.get(done..)?);
    Some(words)
}

/// What the fix does, in words.
pub(super) fn fix(finding: &Finding, language: Language) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let words = mended(finding)?;
    if words.contains('\n') || words.chars().count() > 60 {
        return None;
    }
    let only_blanks = |rest: &str| !rest.is_empty() && rest.chars().all(is_blank);
    let drops_blanks = finding.excerpt.strip_prefix(&words).is_some_and(only_blanks)
        || finding.excerpt.strip_suffix(&words).is_some_and(only_blanks);
    let words = match words.is_empty() {
        _ if drops_blanks => say(language, "删去空白", "delete the blanks"),
        true => say(language, "删去", "delete it"),
        false => say(language, format!("“{words}”"), format!("“{words}”")),
    };
    Some(
        words
            + &match fix.safety {
                FixSafety::Safe => say(language, "（--fix）", " (--fix)"),
                FixSafety::Unsafe => say(
                    language,
                    "（--fix --unsafe-fixes，请先核对）",
                    " (--fix --unsafe-fixes; look at it first)",
                ),
                FixSafety::Display => say(language, "（请人工核对）", " (by hand)"),
            },
    )
}
