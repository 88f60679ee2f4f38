//! Words without their blanks, each byte with its place in the text: lines of a page break sentences and labels anywhere.

use crate::source::{Source, Span, is_blank};

/// The words of a stretch of text without blanks; full-width digits, ％ and brackets of half width are written as one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Squeezed {
    text: String,
    /// For each byte of `text`, where its character begins in the source, and one more entry: where the last one ends.
    places: Vec<u32>,
}

impl Squeezed {
    /// The words at `span` of which `keep` says so; blanks always go.
    pub(super) fn filtered(source: &Source<'_>, span: Span, keep: impl Fn(char) -> bool) -> Self {
        let words = source.slice(span);
        let (mut text, mut places) =
            (String::with_capacity(words.len()), Vec::with_capacity(words.len() + 1));
        let mut end = span.start;
        for (at, character) in words.char_indices() {
            if is_blank(character) || !keep(character) {
                continue;
            }
            let start = span.start + at as u32;
            end = start + character.len_utf8() as u32;
            let folded = fold(character);
            text.push(folded);
            places.resize(text.len(), start);
        }
        places.push(end);
        Self { text, places }
    }

    /// All words at `span`.
    pub(crate) fn of(source: &Source<'_>, span: Span) -> Self {
        Self::filtered(source, span, |_| true)
    }

    /// The words.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where the bytes `from..to` of the words stand in the source.
    pub(crate) fn span(&self, source: &Source<'_>, from: usize, to: usize) -> Span {
        let at = |byte: usize| self.places.get(byte).copied().unwrap_or_default();
        if to <= from {
            return Span::new(at(from), at(from));
        }
        let last = at(to - 1);
        let length =
            source.text().get(last as usize..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(at(from), last + length as u32)
    }

    /// Where byte `at` of the words stands in the source.
    pub(super) fn place(&self, at: usize) -> u32 {
        self.places.get(at).copied().unwrap_or_default()
    }

    /// The first byte of the words that stands at or behind `place` of the source.
    pub(super) fn index(&self, place: u32) -> usize {
        self.places[..self.text.len()].partition_point(|&at| at < place)
    }

    /// The first occurrence of `needle` at or behind byte `from`.
    pub(super) fn find(&self, needle: &str, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        memchr::memmem::find(rest.as_bytes(), needle.as_bytes()).map(|at| from + at)
    }
}

const fn fold(character: char) -> char {
    match character {
        '０' => '0',
        '１' => '1',
        '２' => '2',
        '３' => '3',
        '４' => '4',
        '５' => '5',
        '６' => '6',
        '７' => '7',
        '８' => '8',
        '９' => '9',
        '％' => '%',
        '(' => '（',
        ')' => '）',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_point_back_across_line_ends_and_wide_characters() {
        let source = Source::new("𠮷😀申请\n  ３ 件(甲)");
        let words = Squeezed::of(&source, Span::of(0, source.text().len()));
        assert_eq!(words.text(), "𠮷😀申请3件（甲）");
        let at = words.find("请3件", 0).unwrap();
        assert_eq!(source.slice(words.span(&source, at, at + "请3件".len())), "请\n  ３ 件");
        assert_eq!(words.find("乙", 0), None);
        assert_eq!(words.index(source.text().find('件').unwrap() as u32), words.find("件", 0).unwrap());
    }

    #[test]
    fn an_empty_stretch_has_a_place() {
        let source = Source::new("  ");
        let words = Squeezed::of(&source, Span::of(1, 1));
        assert_eq!(words.span(&source, 0, 0), Span::of(1, 1));
    }
}
