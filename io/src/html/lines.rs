//! Writes words as lines, as a browser would show them, and remembers where each stands in the page.
//!
//! Runs of white space are one space; blanks at the ends of a line fall away. A line break of the source between two
//! Chinese characters of one stretch of words is nothing, as CSS has it, for the words were only wrapped there.

use super::place::Part;
use super::tree::Words;
use gongkai::source::is_blank;

/// How many parts are told apart.
const MOST_PARTS: usize = 1_000_000;

/// Lines being written.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) text: String,
    pub(super) parts: Vec<Part>,
    /// Where the line begins.
    line: usize,
    /// Where the line or the cell begins.
    begin: usize,
    /// White space that is not yet written.
    blank: Option<Blank>,
    /// Nothing has been written since the stretch of words began.
    fresh: bool,
    /// In a cell, lines become one.
    cell: bool,
    /// How many cells of the row have begun.
    cells: u32,
}

/// White space that waits for words behind it.
#[derive(Debug, Clone, Copy)]
struct Blank {
    from: u32,
    to: u32,
    /// It holds a line break and lies within one stretch of words.
    wraps: bool,
}

impl Lines {
    /// Words behind those that stand there. `kept`: line breaks in them are shown.
    pub(super) fn words(&mut self, words: Words<'_>, kept: bool) {
        if words.text.len() != (words.end - words.start) as usize {
            self.entity(words);
            return;
        }
        let mut at = words.start;
        for run in words.text.split_inclusive(|letter: char| letter.is_ascii_whitespace()) {
            let word = run.trim_end_matches(|letter: char| letter.is_ascii_whitespace());
            let end = at + word.len() as u32;
            self.word(word, at, end);
            at += run.len() as u32;
            if at > end {
                let breaks = run.ends_with(['\n', '\r']);
                if breaks && kept {
                    self.end();
                } else {
                    self.white(end, at, breaks);
                }
            }
        }
    }

    /// One character that the page writes otherwise.
    fn entity(&mut self, words: Words<'_>) {
        if words.text.chars().all(|letter| letter.is_ascii_whitespace()) {
            self.white(words.start, words.end, false);
        } else {
            self.word(words.text, words.start, words.end);
        }
    }

    /// A stretch of words begins: an element begins or ends here.
    pub(super) fn stretch(&mut self) {
        self.fresh = true;
        if let Some(blank) = &mut self.blank {
            blank.wraps = false;
        }
    }

    /// A space that no white space of the page stands for.
    pub(super) fn space(&mut self) {
        self.blank.get_or_insert(Blank { from: 0, to: 0, wraps: false }).wraps = false;
    }

    /// A character of our own.
    pub(super) fn own(&mut self, letter: char) {
        self.blank = None;
        self.text.push(letter);
    }

    fn white(&mut self, from: u32, to: u32, breaks: bool) {
        let wraps = breaks && !self.fresh;
        match &mut self.blank {
            Some(blank) => {
                blank.wraps = blank.wraps && !self.fresh || wraps;
                blank.to = blank.to.max(to);
                if blank.from == 0 && blank.to == to {
                    blank.from = from;
                }
            }
            None => self.blank = Some(Blank { from, to, wraps }),
        }
    }

    /// One word, and where it stands in the page.
    fn word(&mut self, word: &str, from: u32, to: u32) {
        let (mut word, mut from) = (word, from);
        let own = word.len() == (to - from) as usize;
        if self.text.len() == self.begin {
            self.blank = None;
            let rest = word.trim_start_matches(is_trimmed);
            if own {
                from += (word.len() - rest.len()) as u32;
                word = rest;
            } else if rest.is_empty() {
                word = rest;
            }
        }
        let Some(first) = word.chars().next() else { return };
        self.fresh = false;
        if let Some(blank) = self.blank.take() {
            let wrapped = blank.wraps && is_wide(first) && self.text.chars().next_back().is_some_and(is_wide);
            if !wrapped {
                let start = self.text.len() as u32;
                self.text.push(' ');
                if blank.from < blank.to {
                    self.part(Part { start, end: start + 1, from: blank.from, to: blank.to });
                }
            }
        }
        let start = self.text.len() as u32;
        self.text.push_str(word);
        self.part(Part { start, end: self.text.len() as u32, from, to });
    }

    fn part(&mut self, part: Part) {
        let own = |part: &Part| part.end - part.start == part.to - part.from;
        let many = self.parts.len() >= MOST_PARTS;
        match self.parts.last_mut() {
            Some(last) if last.end == part.start && last.to == part.from && own(last) && own(&part) => {
                (last.end, last.to) = (part.end, part.to);
            }
            // No page has so many; of what goes beyond, the place is told roughly.
            Some(last) if many => {
                (last.end, last.to) = (part.end, last.to.max(part.to));
            }
            _ => self.parts.push(part),
        }
    }

    /// The line ends; in a cell, a space stands for it.
    pub(super) fn end(&mut self) {
        if self.cell {
            self.space();
            return;
        }
        self.blank = None;
        self.trim(self.line);
        if self.text.len() > self.line {
            self.text.push('\n');
        }
        self.line = self.text.len();
        self.begin = self.line;
    }

    /// Whether a cell is being written.
    pub(super) fn in_cell(&self) -> bool {
        self.cell
    }

    /// The words of the line that is being written.
    pub(super) fn line(&self) -> &str {
        self.text.get(self.line..).unwrap_or_default()
    }

    /// Takes back the line that is being written.
    pub(super) fn drop_line(&mut self) {
        self.cut(self.line);
        self.begin = self.line;
        self.blank = None;
    }

    /// A cell begins behind `before` empty ones.
    pub(super) fn cell(&mut self, before: u32) {
        if self.cells > 0 {
            self.text.push('\t');
        }
        self.tabs(before);
        self.cells += 1;
        self.cell = true;
        self.begin = self.text.len();
        self.blank = None;
    }

    /// The cell ends; `behind` empty ones follow.
    pub(super) fn cell_end(&mut self, behind: u32) {
        self.trim(self.begin);
        self.blank = None;
        self.tabs(behind);
        self.begin = self.text.len();
    }

    /// The row ends with `behind` empty cells. Of one without words nothing stays.
    pub(super) fn row_end(&mut self, behind: u32) {
        self.cell = false;
        self.cells = 0;
        self.blank = None;
        self.tabs(behind);
        if self.line().bytes().all(|byte| byte == b'\t') {
            self.drop_line();
        } else {
            self.text.push('\n');
            self.line = self.text.len();
            self.begin = self.line;
        }
    }

    fn tabs(&mut self, count: u32) {
        self.text.extend(std::iter::repeat_n('\t', count as usize));
    }

    /// Puts other lines behind these.
    pub(super) fn append(&mut self, other: Self) {
        let shift = self.text.len() as u32;
        self.text.push_str(&other.text);
        let moved = |part: Part| Part { start: part.start + shift, end: part.end + shift, ..part };
        self.parts.extend(other.parts.into_iter().map(moved));
        self.line = self.text.len();
        self.begin = self.line;
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
            self.line = self.text.len();
            self.begin = self.line;
        }
    }

    /// Drops blanks at the end, down to `floor`.
    fn trim(&mut self, floor: usize) {
        let kept = self.text.get(floor..).unwrap_or_default().trim_end_matches(is_trimmed).len();
        self.cut(floor + kept);
    }

    fn cut(&mut self, to: usize) {
        self.text.truncate(to);
        while let Some(last) = self.parts.last_mut() {
            if last.end as usize <= to {
                break;
            }
            let own = last.end - last.start == last.to - last.from;
            if own && (last.start as usize) < to {
                last.to -= last.end - to as u32;
                last.end = to as u32;
                break;
            }
            self.parts.pop();
        }
    }
}

/// What falls away at the ends of a line: white space and characters without width, but no icon of private use.
fn is_trimmed(letter: char) -> bool {
    is_blank(letter) && !('\u{E000}'..='\u{F8FF}').contains(&letter) || letter == '\0'
}

/// Whether a line may be wrapped beside it without a space.
fn is_wide(letter: char) -> bool {
    matches!(letter,
        '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str, start: u32) -> Words<'_> {
        Words { text, start, end: start + text.len() as u32 }
    }

    #[test]
    fn white_space_is_one_space_and_a_wrapped_line_none() {
        let mut lines = Lines::default();
        lines.stretch();
        lines.words(own("\n  \u{3000}\u{3000}各镇人民\n    政府： a  b\r\n c 甲\u{A0} \n", 0), false);
        lines.end();
        assert_eq!(lines.text, "各镇人民政府： a b c 甲\n");
    }

    #[test]
    fn a_break_between_elements_is_a_space() {
        let mut lines = Lines::default();
        for (text, start) in [("来源：甲", 0), ("\n", 20), ("时间", 40)] {
            lines.stretch();
            lines.words(own(text, start), false);
        }
        lines.end();
        assert_eq!(lines.text, "来源：甲 时间\n");
        assert_eq!(lines.parts[1], Part { start: 12, end: 13, from: 20, to: 21 });
    }

    #[test]
    fn parts_go_on_over_chunks_and_are_cut_with_the_blanks() {
        let mut lines = Lines::default();
        lines.stretch();
        lines.words(own("甲", 10), false);
        lines.words(Words { text: "\u{A0}", start: 13, end: 19 }, false);
        lines.words(own("乙𠮷\u{3000}", 19), false);
        lines.words(Words { text: "\u{A0}", start: 29, end: 35 }, false);
        lines.end();
        assert_eq!(lines.text, "甲\u{A0}乙𠮷\n");
        assert_eq!(
            lines.parts,
            [
                Part { start: 0, end: 3, from: 10, to: 13 },
                Part { start: 3, end: 5, from: 13, to: 19 },
                Part { start: 5, end: 12, from: 19, to: 26 },
            ]
        );
    }

    #[test]
    fn cells_are_one_line_and_rows_without_words_none() {
        let mut lines = Lines::default();
        lines.cell(0);
        lines.words(own("甲", 1), false);
        lines.end();
        lines.words(own("乙 ", 9), false);
        lines.cell_end(0);
        lines.cell(1);
        lines.words(own("丙", 20), false);
        lines.cell_end(0);
        lines.row_end(1);
        lines.cell(2);
        lines.cell_end(1);
        lines.row_end(0);
        assert_eq!(lines.text, "甲 乙\t\t丙\t\n");
    }
}
