//! A text as it was read, with everything that points into it.
//! In: a `&str`. Out: [`Source`]: its lines, its marks (all that is not a Han character), and conversions between offsets.
//! Nothing is removed: byte-order marks, CR LF, ideographic spaces and private-use characters keep their place.

mod line;
mod mark;
mod offset;
mod span;

pub use line::Line;
pub use mark::{Mark, MarkKind};
pub use offset::{OffsetUnit, Position};
pub use span::Span;

/// A text with its lines and marks. Offsets everywhere are bytes of this text, half open.
#[derive(Debug, Clone)]
pub struct Source<'t> {
    text: &'t str,
    lines: Vec<Line>,
    marks: Vec<Mark>,
}

impl<'t> Source<'t> {
    /// Reads the text once. Texts of 4 GiB and more are cut at the last character that an offset can name;
    /// callers hold far smaller limits (see the checker's budget).
    pub fn new(text: &'t str) -> Self {
        let mut end = text.len().min(u32::MAX as usize - 1);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let (lines, marks) = mark::scan(text);
        Self { text, lines, marks }
    }

    /// The text as it was read.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// All lines, blank ones too, in order. A text that ends in a line break has no further empty line after it.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// All marks, in order.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The marks of one line, its line break left out.
    pub fn marks_of(&self, line: &Line) -> &[Mark] {
        &self.marks[line.first_mark as usize..line.end_mark as usize]
    }

    /// The marks that start inside `span`.
    pub fn marks_in(&self, span: Span) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.start < span.start);
        let to = from + self.marks[from..].partition_point(|mark| mark.start < span.end);
        &self.marks[from..to]
    }

    /// The words at `span`; empty where the span does not lie on character boundaries of this text.
    pub fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The index of the line that holds byte `at`.
    pub fn line_index(&self, at: u32) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// The line that holds byte `at`. The empty text has one empty line.
    pub fn line_at(&self, at: u32) -> &Line {
        &self.lines[self.line_index(at)]
    }

    /// `span` without white space (also U+3000, U+00A0, zero-width and private-use characters) at its two ends.
    pub fn trim(&self, span: Span) -> Span {
        let words = self.slice(span);
        let rest = words.trim_start_matches(is_blank);
        let start = span.start + (words.len() - rest.len()) as u32;
        Span::new(start, start + rest.trim_end_matches(is_blank).len() as u32)
    }
}

/// White space as documents have it: Unicode's own, zero-width characters, the byte-order mark and private-use icons.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_is_lost_and_offsets_point_into_it() {
        let text = "\u{FEFF}关于𠮷😀的通知\r\n\u{3000}\u{3000}各处室：\u{E004}\n";
        let source = Source::new(text);
        assert_eq!(source.lines().len(), 2);
        let first = source.lines()[0];
        assert_eq!(source.slice(first.content()), "关于𠮷😀的通知");
        let second = source.lines()[1];
        assert_eq!(source.slice(second.content()), "各处室：");
        assert_eq!(second.start as usize, text.find('\n').unwrap() + 1);
    }

    #[test]
    fn the_empty_text_has_one_empty_line() {
        let source = Source::new("");
        assert_eq!(source.lines().len(), 1);
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn marks_are_what_is_not_han() {
        let source = Source::new("国发〔2019〕5号 ok，\n");
        let marks: Vec<_> = source.marks().iter().map(|mark| source.slice(mark.span())).collect();
        assert_eq!(marks, ["〔", "2019", "〕", "5", " ", "ok", "，", "\n"]);
    }
}
