//! The words around a finding: its paragraph, cut to a window where that is long.
//! Cut while the text is at hand, so that a report over many texts need not keep them.

use gongkai::{Finding, report::FindingSpan};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use unicode_width::UnicodeWidthChar;

/// How much of a paragraph is kept: columns on either side of a finding, and of the finding itself.
const KEPT: Window = Window { around: 320, longest: 640 };
/// How much of it a terminal shows.
const SHOWN: Window = Window { around: 60, longest: 96 };

/// Columns on either side of a finding, and of the finding itself.
#[derive(Debug, Clone, Copy)]
struct Window {
    around: usize,
    longest: usize,
}

/// A finding's paragraph (its line), or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The words; `…` stands where something was cut.
    pub text: String,
    /// The bytes of `text` that the finding marks, to the end of its first line.
    pub mark: Range<usize>,
    /// The byte of the whole text at which the line begins that the finding begins in.
    pub line_start: u32,
}

impl Snippet {
    /// The snippet of `text` at `span`, in a line that begins at `line_start`.
    /// Takes no longer than the window is wide, however long the line.
    pub fn cut(text: &str, span: &FindingSpan, line_start: u32) -> Option<Self> {
        let place = span.start as usize..span.end as usize;
        let (text, mark) = KEPT.cut(text, place)?;
        Some(Self { text, mark, line_start })
    }

    /// As much of it as a line of a terminal shows, and what of that is the finding.
    pub fn shown(&self) -> (String, Range<usize>) {
        SHOWN.cut(&self.text, self.mark.clone()).unwrap_or_else(|| (self.text.clone(), self.mark.clone()))
    }
}

impl Window {
    /// The words of `text` around `place`, to the ends of its first line, and where in them the place is.
    fn cut(self, text: &str, place: Range<usize>) -> Option<(String, Range<usize>)> {
        let before = text.get(..place.start)?;
        let marked = text.get(place.clone())?;
        let after = text.get(place.end..)?;

        let (taken, whole) = take(before.chars().rev(), self.around);
        let mut shown = String::new();
        if !whole {
            shown.push('…');
        }
        // A byte-order mark is no part of what a reader sees.
        shown.push_str(before[before.len() - taken..].trim_start_matches('\u{FEFF}'));
        let start = shown.len();

        let (taken, whole) = take(marked.chars(), self.longest);
        shown.push_str(&marked[..taken]);
        let several_lines = marked[taken..].starts_with(['\r', '\n']);
        if !whole {
            shown.push('…');
        }
        let end = shown.len();

        if whole && !several_lines {
            let (taken, whole) = take(after.chars(), self.around);
            shown.push_str(&after[..taken]);
            if !whole {
                shown.push('…');
            }
        }
        Some((shown, start..end))
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
        let mut lines = LineStarts::default();
        for finding in findings {
            let Some(span) = &finding.span else { continue };
            let of_text = self.by_path.entry(Arc::clone(&finding.subject.path)).or_default();
            let line_start = lines.of(text, span.start as usize) as u32;
            if let Some(snippet) = Snippet::cut(text, span, line_start) {
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

/// The beginnings of lines, looked for no further back than the place that was asked for before: many findings in one long
/// line take no longer than the line.
#[derive(Debug, Default)]
struct LineStarts {
    start: usize,
    at: usize,
}

impl LineStarts {
    fn of(&mut self, text: &str, at: usize) -> usize {
        if at < self.at {
            *self = Self::default();
        }
        let between = text.as_bytes().get(self.at..at).unwrap_or_default();
        if let Some(last) = memchr::memrchr(b'\n', between) {
            self.start = self.at + last + 1;
        }
        self.at = at;
        self.start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, words: &str) -> (String, Range<usize>) {
        Snippet::cut(text, &span(text, words), 0).unwrap().shown()
    }

    fn span(text: &str, words: &str) -> FindingSpan {
        let start = text.find(words).unwrap() as u32;
        let end = start + words.len() as u32;
        FindingSpan { start, end, line: 1, column: 1, end_line: 1, end_column: 1 }
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let (text, mark) = shown("首行\r\n𠮷😀落实，，按时\r\n末行", "，，");
        assert_eq!(text, "𠮷😀落实，，按时");
        assert_eq!(&text[mark], "，，");
    }

    #[test]
    fn a_long_line_is_cut_to_sixty_columns_on_either_side() {
        let long = format!("{}，，{}", "文".repeat(5000), "字".repeat(5000));
        let (text, mark) = shown(&long, "，，");
        assert_eq!(text, format!("…{}，，{}…", "文".repeat(30), "字".repeat(30)));
        assert_eq!(&text[mark], "，，");
        let kept = Snippet::cut(&long, &span(&long, "，，"), 0).unwrap();
        assert_eq!(kept.text, format!("…{}，，{}…", "文".repeat(160), "字".repeat(160)));
    }

    #[test]
    fn a_finding_over_lines_is_shown_to_the_end_of_its_first() {
        let text = "关于印发\n办法的通知";
        assert_eq!(shown(text, text), ("关于印发".to_owned(), 0..12));
    }

    #[test]
    fn a_long_finding_is_cut_itself() {
        let long = "字".repeat(1000);
        let (text, mark) = shown(&long, &long);
        assert_eq!(text, format!("{}…", "字".repeat(48)));
        assert_eq!(mark, 0..text.len());
    }

    #[test]
    fn a_line_begins_after_the_break_before_it() {
        let text = "甲\n乙，丙，丁\n戊，";
        let mut lines = LineStarts::default();
        let starts: Vec<usize> = text.match_indices('，').map(|(at, _)| lines.of(text, at)).collect();
        assert_eq!(starts, [4, 4, text.find('戊').unwrap()]);
        assert_eq!(lines.of(text, 0), 0);
    }
}
