//! Numbers and signs as cells of a table hold them, out of lines in which labels, list numbers and page numbers stand too.

use super::cell::CellValue;
use crate::document::look::is_han;
use crate::source::{Source, Span, is_blank};

/// What stands in one cell, as far as its words tell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) value: CellValue,
    pub(super) span: Span,
    /// The digits alone, where it is nothing but digits: cells that ran together can be told apart again.
    pub(super) digits: Option<String>,
}

/// Longer runs of digits are several cells.
const MOST_DIGITS: usize = 12;
/// Signs that offices write where there is nothing to count.
const NOTHING: [char; 8] = ['/', '／', '—', '–', '-', '－', '\\', '无'];
/// What separates the cells of one line.
pub(super) const SEPARATORS: [char; 4] = ['\t', '|', '｜', '│'];

const fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '０'..='９' => char::from_u32(character as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

/// How far behind a stretch the words that tell its last token are looked for, in bytes.
const AHEAD: u32 = 48;

/// The tokens of a stretch that lies within one line.
pub(super) fn tokens(source: &Source<'_>, span: Span) -> Vec<Token> {
    if is_page_number(source.slice(span)) {
        return Vec::new();
    }
    let line = source.line_at(span.start).end;
    let mut end = (span.end + AHEAD).min(line.max(span.end));
    while !source.text().is_char_boundary(end as usize) {
        end -= 1;
    }
    let words = source.slice(Span::new(span.start, end));
    let characters: Vec<(usize, char)> = words.char_indices().collect();
    let mut reader = Reader { characters: &characters, length: words.len(), start: span.start, at: 0 };
    let mut tokens = Vec::new();
    while reader.at < characters.len() {
        if let Some(token) = reader.next()
            && token.span.end <= span.end
        {
            tokens.push(token);
        }
    }
    tokens
}

/// - 4 -, —4—: the foot of a page.
fn is_page_number(words: &str) -> bool {
    let dash = |character: char| "-—–－−".contains(character);
    let words = words.trim_matches(is_blank);
    let inner = words.trim_matches(dash);
    words.starts_with(dash)
        && words.ends_with(dash)
        && !inner.is_empty()
        && inner.chars().all(|character| digit(character).is_some() || is_blank(character))
}

struct Reader<'c> {
    characters: &'c [(usize, char)],
    length: usize,
    start: u32,
    at: usize,
}

impl Reader<'_> {
    fn get(&self, index: usize) -> Option<char> {
        self.characters.get(index).map(|&(_, character)| character)
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let at = |index: usize| self.characters.get(index).map_or(self.length, |&(at, _)| at) as u32;
        Span::new(self.start + at(from), self.start + at(to))
    }

    /// Whether nothing, a blank or a separator stands at `index`.
    fn is_edge(&self, index: Option<usize>) -> bool {
        index
            .and_then(|index| self.get(index))
            .is_none_or(|character| is_blank(character) || SEPARATORS.contains(&character))
    }

    fn next(&mut self) -> Option<Token> {
        let from = self.at;
        let first = self.get(from)?;
        if digit(first).is_some() {
            return self.number(from, from);
        }
        let starts = self.is_edge(from.checked_sub(1));
        if starts && "+-－＋−".contains(first) && self.get(from + 1).and_then(digit).is_some() {
            return self.number(from, from + 1);
        }
        self.at += 1;
        if !starts || !NOTHING.contains(&first) {
            return None;
        }
        while self.get(self.at) == Some(first) && self.at - from < 2 {
            self.at += 1;
        }
        self.is_edge(Some(self.at)).then(|| Token {
            value: CellValue::Words,
            span: self.span(from, self.at),
            digits: None,
        })
    }

    /// A number from `from`, its digits from `begin`; none where it is a list number, a year or part of a sentence.
    fn number(&mut self, from: usize, begin: usize) -> Option<Token> {
        let mut digits = String::new();
        let mut plain = from == begin;
        self.at = begin;
        self.digits(&mut digits);
        let groups = |reader: &Self| {
            matches!(reader.get(reader.at), Some(',' | '，'))
                && (1..=3).all(|next| reader.get(reader.at + next).and_then(digit).is_some())
                && reader.get(reader.at + 4).and_then(digit).is_none()
        };
        while (1..=3).contains(&digits.len()) && groups(self) || digits.len() > 3 && !plain && groups(self) {
            plain = false;
            self.at += 1;
            self.digits(&mut digits);
        }
        let mut fraction = String::new();
        if matches!(self.get(self.at), Some('.' | '．')) && self.get(self.at + 1).and_then(digit).is_some() {
            plain = false;
            self.at += 1;
            self.digits(&mut fraction);
        }
        let end = self.at;
        if self.belongs_to_words(from, end) {
            return None;
        }
        let is_negative = matches!(self.get(from), Some('-' | '－' | '−')) && from < begin;
        let value = if digits.len() > MOST_DIGITS {
            CellValue::Lost
        } else if fraction.is_empty() {
            let value: i64 = digits.parse().unwrap_or_default();
            CellValue::Integer(if is_negative { -value } else { value })
        } else {
            let value: f64 = format!("{digits}.{fraction}").parse().unwrap_or_default();
            CellValue::Decimal(if is_negative { -value } else { value })
        };
        Some(Token { value, span: self.span(from, end), digits: plain.then_some(digits) })
    }

    fn digits(&mut self, out: &mut String) {
        while let Some(next) = self.get(self.at).and_then(digit) {
            out.push(next);
            self.at += 1;
        }
    }

    /// Whether what stands around digits makes them something else than a cell: “1.属于…”, “（1）”, “第4页”, “5%”, “2024年”.
    fn belongs_to_words(&self, from: usize, end: usize) -> bool {
        let mut next = end;
        while self.get(next).is_some_and(|character| is_blank(character) && character != '\t') {
            next += 1;
        }
        let before = from.checked_sub(1).and_then(|index| self.get(index));
        if matches!(before, Some('第' | '〔' | '[' | '.' | '．' | '-'))
            || before.is_some_and(|before| before.is_ascii_alphabetic())
            || matches!(before, Some('（' | '(')) && matches!(self.get(end), Some('）' | ')'))
        {
            return true;
        }
        match self.get(next) {
            Some('.' | '．' | '、' | ',' | '，' | '：' | ':') if next == end => {
                let mut behind = next + 1;
                while self.get(behind).is_some_and(is_blank) {
                    behind += 1;
                }
                self.get(behind).is_some_and(|character| is_han(character) || "“\"（(".contains(character))
            }
            Some('年' | '月' | '日' | '页' | '号' | '条' | '%' | '％' | '〕') => true,
            Some(letter) if letter.is_ascii_alphabetic() => next == end,
            // 81二、上年结转: the next row begins.
            Some('一' | '二' | '三' | '四' | '五' | '六') if self.get(next + 1) == Some('、') => false,
            // 251000元 is a cell, 5部分 none; behind a blank another label begins.
            Some(word) if is_han(word) && next == end => {
                let mut behind = end;
                while self.get(behind).is_some_and(|unit| "件个项元万条次".contains(unit)) {
                    behind += 1;
                }
                behind == end || self.get(behind).is_some_and(is_han)
            }
            _ => false,
        }
    }
}

/// Whether a stretch holds no words besides tokens: a line of cells alone.
pub(super) fn is_pure(source: &Source<'_>, span: Span) -> bool {
    let words = source.slice(span);
    !words.chars().any(|character| is_han(character) && !"无件个项元万".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Vec<String> {
        let source = Source::new(words);
        tokens(&source, Span::of(0, words.len()))
            .into_iter()
            .map(|token| source.slice(token.span).to_owned())
            .collect()
    }

    #[test]
    fn cells_are_told_from_list_numbers_pages_and_sentences() {
        assert_eq!(read("1.属于国家秘密            2   0 ０"), ["2", "0", "０"]);
        assert_eq!(read("法提供 2.没有现成信息需要另行制作 11 0"), ["11", "0"]);
        assert_eq!(read("2、申请人逾期 6 0"), ["6", "0"]);
        assert!(read("- 4 -").is_empty() && read("—4—").is_empty() && read("第 4 页").is_empty());
        assert_eq!(read("本年新收政府信息公开申请数量801000081"), ["801000081"]);
        assert_eq!(read("行政事业性收费 96171.6"), ["96171.6"]);
        assert_eq!(read("3,985,758 1，234"), ["3,985,758", "1，234"]);
        assert_eq!(read("规章 / — 无 12"), ["/", "—", "无", "12"]);
        assert_eq!(read("本年增/减 -3 +12"), ["-3", "+12"]);
        assert_eq!(read("251000元"), ["251000"]);
        assert_eq!(read("数量801000081二、上年结转"), ["801000081"]);
        assert!(read("2024 年共5部分，占3%，（1）").is_empty());
        assert_eq!(read("行政处罚 6 行政强制 0"), ["6", "0"]);
    }
}
