//! The one pass over a text that everything else leans on.
//! Official text is long runs of Han characters between marks: punctuation, brackets, digits, Latin, spaces, line ends.
//! The pass lists the marks and the lines; what comes later walks the list, not the text.

use super::{Line, Span, is_blank};

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// A run of ASCII digits.
    Digits,
    /// A run of ASCII letters.
    Letters,
    /// A run of blanks on one line: spaces, tabs, U+3000, zero-width and private-use characters.
    Blank,
    /// A line feed (a carriage return before it is a blank).
    LineEnd,
    /// One other character: punctuation, a bracket, a sign, 〇 and ○.
    Sign(char),
}

/// A stretch of the text that is not made of Han characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: MarkKind,
}

impl Mark {
    /// Its place.
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether it is the character `sign`.
    pub fn is(&self, sign: char) -> bool {
        self.kind == MarkKind::Sign(sign)
    }
}

/// Whether the three bytes that begin with `lead` are passed over as Han: U+4000 to U+9FFF.
const fn is_han_lead(lead: u8) -> bool {
    matches!(lead, 0xE4..=0xE9)
}

pub(super) fn scan(text: &str) -> (Vec<Line>, Vec<Mark>) {
    let bytes = text.as_bytes();
    let mut marks = Vec::with_capacity(bytes.len() / 20 + 8);
    let mut lines = Vec::with_capacity(bytes.len() / 120 + 4);
    let mut line_start = 0u32;
    let mut first_mark = 0u32;
    let mut at = 0;
    while at < bytes.len() {
        // Four characters at a time while all are Han: runs are long, and each step is four independent loads.
        while let Some(&[a, _, _, b, _, _, c, _, _, d]) = bytes.get(at..at + 10)
            && is_han_lead(a) & is_han_lead(b) & is_han_lead(c) & is_han_lead(d)
        {
            at += 12;
        }
        while bytes.get(at).copied().is_some_and(is_han_lead) {
            at += 3;
        }
        let Some(&byte) = bytes.get(at) else { break };
        let start = at;
        let kind = if byte < 0x80 {
            ascii(bytes, &mut at)
        } else {
            // `at` is on a character boundary: Han is stepped over in threes, everything else by its own length.
            let Some(character) = decode(text, at) else { break };
            at += character.len_utf8();
            if is_blank_sign(character) { MarkKind::Blank } else { MarkKind::Sign(character) }
        };
        if kind == MarkKind::LineEnd {
            lines.push(line(text, line_start, start as u32, first_mark, marks.len() as u32));
            line_start = at as u32;
            first_mark = marks.len() as u32 + 1;
        }
        if kind == MarkKind::Blank
            && let Some(Mark { end, kind: MarkKind::Blank, .. }) = marks.last_mut()
            && *end == start as u32
        {
            *end = at as u32;
            continue;
        }
        marks.push(Mark { start: start as u32, end: at as u32, kind });
    }
    if (line_start as usize) < bytes.len() || lines.is_empty() {
        lines.push(line(text, line_start, bytes.len() as u32, first_mark, marks.len() as u32));
    }
    (lines, marks)
}

/// The character at `at`. Nearly all marks are three bytes long: these are put together without a search for their length.
#[inline]
fn decode(text: &str, at: usize) -> Option<char> {
    if let Some(&[first @ 0xE0..=0xEF, second, third]) = text.as_bytes().get(at..at + 3) {
        let bits = |byte: u8, mask: u8| u32::from(byte & mask);
        return char::from_u32(bits(first, 0x0F) << 12 | bits(second, 0x3F) << 6 | bits(third, 0x3F));
    }
    text.get(at..)?.chars().next()
}

/// [`is_blank`], the punctuation of Chinese text settled first.
#[inline]
fn is_blank_sign(character: char) -> bool {
    !matches!(character, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{30FF}' | '\u{FF01}'..='\u{FFEF}')
        && is_blank(character)
}

/// One ASCII mark from `at`, which is moved past it.
fn ascii(bytes: &[u8], at: &mut usize) -> MarkKind {
    let byte = bytes[*at];
    let run = |at: &mut usize, holds: fn(&u8) -> bool| {
        while bytes.get(*at).is_some_and(holds) {
            *at += 1;
        }
    };
    match byte {
        b'0'..=b'9' => {
            run(at, u8::is_ascii_digit);
            MarkKind::Digits
        }
        b'a'..=b'z' | b'A'..=b'Z' => {
            run(at, u8::is_ascii_alphabetic);
            MarkKind::Letters
        }
        b'\n' => {
            *at += 1;
            MarkKind::LineEnd
        }
        b' ' | b'\t' | b'\r' | 0x0B | 0x0C => {
            *at += 1;
            MarkKind::Blank
        }
        _ => {
            *at += 1;
            MarkKind::Sign(byte as char)
        }
    }
}

fn line(text: &str, start: u32, mut end: u32, first_mark: u32, end_mark: u32) -> Line {
    let words = &text[start as usize..end as usize];
    if words.ends_with('\r') {
        end -= 1;
    }
    let words = &text[start as usize..end as usize];
    let rest = words.trim_start_matches(is_blank);
    let content_start = start + (words.len() - rest.len()) as u32;
    let content_end = content_start + rest.trim_end_matches(is_blank).len() as u32;
    Line { start, end, content_start, content_end, first_mark, end_mark }
}
