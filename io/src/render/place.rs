//! Where findings stand, for readers and for programs.

use crate::say;
use gongkai::report::{FindingSpan, Origin, Subject};
use gongkai::{Finding, Language};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Where the finding stands: the file, the line in it, the record or document.
pub(super) fn place(finding: &Finding, language: Language) -> String {
    place_in(&finding.subject, finding.span.as_ref(), finding.origin.as_ref(), language)
}

/// Where a record stands.
pub(super) fn place_of(subject: &Subject, span: Option<&FindingSpan>, language: Language) -> String {
    place_in(subject, span, None, language)
}

fn place_in(
    subject: &Subject,
    span: Option<&FindingSpan>,
    origin: Option<&Origin>,
    language: Language,
) -> String {
    let mut words = subject.path.to_string();
    if let Some(sheet) = &subject.sheet {
        words.push_str(&say(language, format!(" 工作表“{sheet}”"), format!(" sheet “{sheet}”")));
    }
    if let Some(row) = subject.row {
        words.push_str(&say(language, format!(" 第{row}行"), format!(" row {row}")));
    }
    // A line of the words read says nothing to who opens the document, in which paragraphs or pages are counted.
    let origin = origin.map(|origin| origin_words(origin, language)).unwrap_or_default();
    if let Some(span) = span.filter(|_| origin.is_empty()) {
        let line = span.line;
        words.push_str(&say(language, format!(" 第{line}行"), format!(", line {line}")));
    }
    words.push_str(&origin);
    if let Some(id) = subject.id.as_ref().filter(|id| **id != subject.path) {
        words.push_str(&say(language, format!("（{id}）"), format!(" ({id})")));
    }
    words
}

/// Where that is in the file, of a file that is no plain text; empty where only its bytes are known.
pub(super) fn origin_words(origin: &Origin, language: Language) -> String {
    let mut parts = Vec::new();
    if let Some(part) = origin.part.as_deref().filter(|part| *part != "document") {
        parts.push(part_name(part, language));
    }
    if let Some(page) = origin.page {
        parts.push(say(language, format!("第{page}页"), format!("page {page}")));
    }
    if let Some(paragraph) = origin.paragraph {
        parts.push(say(language, format!("第{paragraph}段"), format!("paragraph {paragraph}")));
    }
    if parts.is_empty() {
        return String::new();
    }
    let all = parts.join(&say(language, "", ", "));
    say(language, format!(" {all}"), format!(", {all}"))
}

/// The parts of a Word document as Word calls them.
fn part_name(part: &str, language: Language) -> String {
    let known = [
        ("header", "页眉", "header"),
        ("footer", "页脚", "footer"),
        ("footnotes", "脚注", "footnotes"),
        ("endnotes", "尾注", "endnotes"),
        ("comments", "批注", "comments"),
    ];
    match known.iter().find(|(begin, ..)| part.starts_with(begin)) {
        Some((_, zh, en)) => say(language, *zh, *en),
        None => part.to_owned(),
    }
}

/// Whether lines and columns of the finding are those of its file, and not of the words read from a Word document or a page.
pub(super) fn is_in_plain_text(finding: &Finding) -> bool {
    let path = finding.subject.path.to_lowercase();
    let is_page = [".html", ".htm", ".shtml", ".xhtml"].iter().any(|ending| path.ends_with(ending));
    match &finding.origin {
        None => finding.span.is_some(),
        Some(origin) => origin.start.is_some() && !is_page,
    }
}

/// What stands in a path of a URI as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The path of a file as a URI reference: relative where the path is.
pub(super) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let encoded = utf8_percent_encode(path, KEPT).to_string();
    let mut letters = path.chars();
    match (letters.next(), letters.next()) {
        (Some('/'), _) => format!("file://{encoded}"),
        (Some(drive), Some(':')) if drive.is_ascii_alphabetic() => format!("file:///{encoded}"),
        _ => encoded,
    }
}

/// The path with `/` alone and no `./` before it, as services name files.
pub(super) fn relative(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        let cases = [
            ("公文/a b#1.txt", "%E5%85%AC%E6%96%87/a%20b%231.txt"),
            ("./x.txt", "x.txt"),
            ("a:b/c.txt", "file:///a%3Ab/c.txt"),
            ("ab:c.txt", "ab%3Ac.txt"),
            ("甲\\乙.txt", "%E7%94%B2/%E4%B9%99.txt"),
            ("/tmp/x.txt", "file:///tmp/x.txt"),
            ("100%\u{202E}.txt", "100%25%E2%80%AE.txt"),
        ];
        for (path, expected) in cases {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn places_in_a_word_document_are_said() {
        let mut origin =
            Origin { part: Some("document".into()), paragraph: Some(7), run: Some(2), ..Origin::default() };
        assert_eq!(origin_words(&origin, Language::Zh), " 第7段");
        origin.part = Some("header1".into());
        assert_eq!(origin_words(&origin, Language::En), ", header, paragraph 7");
        let bytes = Origin { start: Some(3), end: Some(6), ..Origin::default() };
        assert_eq!(origin_words(&bytes, Language::Zh), "");
        assert_eq!(origin_words(&Origin { page: Some(3), ..Origin::default() }, Language::Zh), " 第3页");
    }
}
