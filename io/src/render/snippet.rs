//! The words around a finding: its line, cut to a window where the line is long.
//! Cut while the text is at hand, so that a report over many texts need not keep them.

use gongkai::{Finding, report::FindingSpan};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use unicode_width::UnicodeWidthChar;

/// Columns shown on either side of a finding.
const AROUND: usize = 60;
/// Columns of the finding itself that are shown.
const LONGEST: usize = 96;

/// A finding's line, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The words; `…` stands where something was cut.
    pub text: String,
    /// The bytes of `text` that the finding marks, to the end of its first line.
    pub mark: Range<usize>,
}

impl Snippet {
    /// The snippet of `text` at `span`. Takes no longer than the window is wide, however long the line.
    pub fn cut(text: &str, span: &FindingSpan) -> Option<Self> {
        let before = text.get(..span.start as usize)?;
        let marked = text.get(span.start as usize..span.end as usize)?;
        let after = text.get(span.end as usize..)?;

        let (taken, whole) = take(before.chars().rev(), AROUND);
        let mut shown = String::new();
        if !whole {
            shown.push('…');
        }
        // A byte-order mark is no part of what a reader sees.
        shown.push_str(before[before.len() - taken..].trim_start_matches('\u{FEFF}'));
        let start = shown.len();

        let (taken, whole) = take(marked.chars(), LONGEST);
        shown.push_str(&marked[..taken]);
        let several_lines = marked[taken..].starts_with(['\r', '\n']);
        if !whole {
            shown.push('…');
        }
        let end = shown.len();

        if whole && !several_lines {
            let (taken, whole) = take(after.chars(), AROUND);
            shown.push_str(&after[..taken]);
            if !whole {
                shown.push('…');
            }
        }
        Some(Self { text: shown, mark: start..end })
    }
}

/// How many bytes of the characters fit into `columns` before the line ends, and whether nothing was cut.
fn take(characters: impl Iterator<Item = char>, columns: usize) -> (usize, bool) {
    let (mut bytes, mut width) = (0, 0);
    for character in characters {
        if character == '\n' || character == '\r' {
            return (bytes, true);
        }
        width += character.width().unwrap_or(1);
        if width > columns {
            return (bytes, false);
        }
        bytes += character.len_utf8();
    }
    (bytes, true)
}

/// The snippets of a report's findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippets {
    by_path: BTreeMap<Arc<str>, BTreeMap<(u32, u32), Snippet>>,
}

impl Snippets {
    /// Cuts the snippets of findings in one text.
    pub fn keep(&mut self, text: &str, findings: &[Finding]) {
        for finding in findings {
            let Some(span) = &finding.span else { continue };
            let of_text = self.by_path.entry(Arc::clone(&finding.subject.path)).or_default();
            if let Some(snippet) = Snippet::cut(text, span) {
                of_text.insert((span.start, span.end), snippet);
            }
        }
    }

    /// Takes in those of other texts.
    pub fn merge(&mut self, other: Self) {
        self.by_path.extend(other.by_path);
    }

    /// That of a finding.
    pub fn of(&self, finding: &Finding) -> Option<&Snippet> {
        let span = finding.span.as_ref()?;
        self.by_path.get(&finding.subject.path)?.get(&(span.start, span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, words: &str) -> FindingSpan {
        let start = text.find(words).unwrap() as u32;
        let end = start + words.len() as u32;
        FindingSpan { start, end, line: 1, column: 1, end_line: 1, end_column: 1 }
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let text = "首行\r\n𠮷😀落实，，按时\r\n末行";
        let snippet = Snippet::cut(text, &span(text, "，，")).unwrap();
        assert_eq!(snippet.text, "𠮷😀落实，，按时");
        assert_eq!(&snippet.text[snippet.mark], "，，");
    }

    #[test]
    fn a_long_line_is_cut_to_sixty_columns_on_either_side() {
        let text = format!("{}，，{}", "文".repeat(5000), "字".repeat(5000));
        let snippet = Snippet::cut(&text, &span(&text, "，，")).unwrap();
        assert_eq!(snippet.text, format!("…{}，，{}…", "文".repeat(30), "字".repeat(30)));
        assert_eq!(&snippet.text[snippet.mark], "，，");
    }

    #[test]
    fn a_finding_over_lines_is_shown_to_the_end_of_its_first() {
        let text = "关于印发\n办法的通知";
        let snippet = Snippet::cut(text, &span(text, text)).unwrap();
        assert_eq!((snippet.text.as_str(), snippet.mark), ("关于印发", 0..12));
    }
}
