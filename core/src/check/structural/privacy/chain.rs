//! Long numbers of a text: runs of digits, with the blanks and hyphens by which people group them.
//! In: the marks of a text. Out: chains of eleven digits and more, each piece with its place.

use crate::source::{Mark, MarkKind, Source, Span};

/// The fewest digits of a number that could be anybody's: a mobile number has eleven.
const FEWEST: usize = 11;

/// What stands between a piece and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// Nothing: it is the first.
    First,
    /// One blank.
    Blank,
    /// A hyphen or dash.
    Hyphen,
}

/// A run of digits without anything visible between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) joint: Joint,
    pub(crate) span: Span,
    /// Where its digits stand in the chain's.
    from: u32,
    to: u32,
}

impl Piece {
    /// How many digits it has.
    pub(crate) const fn len(self) -> usize {
        (self.to - self.from) as usize
    }
}

/// Runs of digits joined by single blanks or hyphens, eleven digits or more in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chain {
    /// All digits as ASCII; the X that ends a resident id is one of them.
    digits: String,
    pub(crate) pieces: Vec<Piece>,
}

/// Some neighbouring pieces of a chain, taken as one number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number<'c> {
    /// Its digits as ASCII, and X.
    pub(crate) digits: &'c str,
    pub(crate) span: Span,
    /// Its pieces.
    pub(crate) pieces: &'c [Piece],
    /// What joins it to the piece before it in the chain.
    pub(crate) joint: Joint,
    /// The digits of the piece before it, where one is joined to it.
    pub(crate) before: &'c str,
    /// What joins the piece after it, where there is one.
    pub(crate) after: Option<Joint>,
}

impl Chain {
    /// Every stretch of up to six pieces that has `length` digits in all.
    pub(crate) fn numbers(&self, length: usize) -> impl Iterator<Item = Number<'_>> {
        (0..self.pieces.len()).filter_map(move |first| {
            let mut total = 0;
            for last in first..self.pieces.len().min(first + 6) {
                total += self.pieces[last].len();
                if total >= length {
                    return (total == length).then(|| self.number(first, last));
                }
            }
            None
        })
    }

    /// Every piece, and every group of pieces that fills the chain.
    pub(crate) fn number(&self, first: usize, last: usize) -> Number<'_> {
        let pieces = &self.pieces[first..=last];
        let before = first.checked_sub(1).map_or("", |before| self.digits_of(self.pieces[before]));
        Number {
            digits: &self.digits[pieces[0].from as usize..self.pieces[last].to as usize],
            span: pieces[0].span.join(self.pieces[last].span),
            pieces,
            joint: pieces[0].joint,
            before,
            after: self.pieces.get(last + 1).map(|piece| piece.joint),
        }
    }

    /// Parts the last piece from a count or date that follows it without a blank: 13812345678 and 2019年.
    /// `after` is the text behind the chain.
    fn unglue(&mut self, after: &str) {
        let Some(piece) = self.pieces.last_mut() else { return };
        let words = &self.digits[piece.from as usize..piece.to as usize];
        let Some(tail) = [11, 18].into_iter().find_map(|own| {
            let tail = words.get(own..).filter(|tail| (1..=4).contains(&tail.len()))?;
            counts(tail, after).then_some(tail.len() as u32)
        }) else {
            return;
        };
        // Only ASCII digits are as long as they are many.
        if piece.span.len() as usize == words.len() {
            piece.to -= tail;
            piece.span.end -= tail;
        }
    }

    fn digits_of(&self, piece: Piece) -> &str {
        &self.digits[piece.from as usize..piece.to as usize]
    }
}

/// The chain that begins at the mark `first`, where it is long enough, and the mark behind its last.
pub(super) fn from(source: &Source<'_>, marks: &[Mark], first: usize) -> (Option<Chain>, usize) {
    let (end, digits) = extent(source, marks, first);
    if digits < FEWEST {
        return (None, end);
    }
    let mut chain = build(source, &marks[first..end]);
    chain.unglue(&source.text()[marks[end - 1].end as usize..]);
    (Some(chain), end)
}

/// Whether `digits` are a count or date of their own before what follows: 2019年, 15%, 3个. Sums of money are not told apart.
fn counts(digits: &str, after: &str) -> bool {
    let value: u32 = digits.parse().unwrap_or_default();
    match after.chars().next() {
        Some('年') => (1949..2100).contains(&value),
        Some('月') => (1..=12).contains(&value),
        Some('日') => (1..=31).contains(&value),
        Some(next) => "%％个项条款类岁周倍套户人家级期批次章节届名多余．".contains(next),
        None => false,
    }
}

/// How many digits a mark is.
pub(super) fn count(mark: &Mark) -> usize {
    match mark.kind {
        MarkKind::Digits => (mark.end - mark.start) as usize,
        MarkKind::Sign('０'..='９') => 1,
        _ => 0,
    }
}

/// Where the chain that begins at `first` ends, and how many digits it has.
fn extent(source: &Source<'_>, marks: &[Mark], first: usize) -> (usize, usize) {
    let mut digits = count(&marks[first]);
    let mut end = first + 1;
    while let Some(mark) = marks.get(end) {
        if mark.start != marks[end - 1].end {
            break;
        }
        let length = count(mark);
        if length == 0 {
            let joined = marks.get(end + 1).is_some_and(|next| next.start == mark.end && count(next) > 0);
            if !joined || joint(source, mark).is_none() {
                if is_check_letter(source, mark) && digits >= 17 {
                    return (end + 1, digits + 1);
                }
                break;
            }
        }
        digits += length;
        end += 1;
    }
    (end, digits)
}

/// Whether the mark is the letter X alone, in any shape.
fn is_check_letter(source: &Source<'_>, mark: &Mark) -> bool {
    match mark.kind {
        MarkKind::Letters => matches!(source.slice(mark.span()), "x" | "X"),
        MarkKind::Sign('Ｘ' | 'ｘ') => true,
        _ => false,
    }
}

/// What the mark makes between two digits: `None` where it parts them, `First` where nobody sees it.
fn joint(source: &Source<'_>, mark: &Mark) -> Option<Joint> {
    match mark.kind {
        MarkKind::Sign('-' | '－' | '–' | '—' | '‐' | '‑') => Some(Joint::Hyphen),
        MarkKind::Blank => {
            let words = source.slice(mark.span());
            let mut seen = words.chars().filter(|character| character.is_whitespace());
            match (seen.next(), seen.next()) {
                (None, _) => Some(Joint::First),
                (Some(' ' | '\u{3000}' | '\u{A0}'), None) => Some(Joint::Blank),
                _ => None,
            }
        }
        _ => None,
    }
}

fn build(source: &Source<'_>, marks: &[Mark]) -> Chain {
    let mut chain = Chain { digits: String::new(), pieces: Vec::new() };
    let mut next = Joint::First;
    let mut open = false;
    for mark in marks {
        if count(mark) == 0 && !is_check_letter(source, mark) {
            match joint(source, mark) {
                Some(Joint::First) | None => {}
                Some(seen) => (next, open) = (seen, false),
            }
            continue;
        }
        let from = chain.digits.len() as u32;
        for character in source.slice(mark.span()).chars() {
            chain.digits.push(ascii(character));
        }
        let to = chain.digits.len() as u32;
        match chain.pieces.last_mut() {
            Some(piece) if open => {
                piece.span = piece.span.join(mark.span());
                piece.to = to;
            }
            _ => {
                chain.pieces.push(Piece { joint: next, span: mark.span(), from, to });
                open = true;
            }
        }
    }
    chain
}

/// The ASCII twin of a full-width digit or X.
fn ascii(character: char) -> char {
    match character {
        '０'..='９' => char::from(b'0' + (character as u32 - '０' as u32) as u8),
        'x' | 'Ｘ' | 'ｘ' => 'X',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbers::Numbers;
    use super::*;

    fn found(text: &str) -> Vec<(String, Vec<String>)> {
        let source = Source::new(text);
        Numbers::of(&source)
            .chains
            .iter()
            .map(|chain| {
                let pieces = chain.pieces.iter().map(|piece| source.slice(piece.span).to_owned()).collect();
                (chain.digits.clone(), pieces)
            })
            .collect()
    }

    #[test]
    fn blanks_and_hyphens_join_and_full_width_digits_are_digits() {
        let text = "𠮷😀110105 19491231 002x，１３８-1234-５６７８。12345678901\t2";
        let expected = [
            ("11010519491231002X", vec!["110105", "19491231", "002x"]),
            ("13812345678", vec!["１３８", "1234", "５６７８"]),
            ("12345678901", vec!["12345678901"]),
        ];
        let found = found(text);
        assert_eq!(found.len(), 3);
        for ((digits, pieces), (expected, parts)) in found.iter().zip(expected) {
            assert_eq!(digits, expected);
            assert_eq!(pieces, &parts);
        }
    }

    #[test]
    fn what_nobody_sees_does_not_part_a_number() {
        assert_eq!(found("138\u{200B}12345678")[0].1, ["138\u{200B}12345678"]);
    }

    #[test]
    fn short_numbers_make_no_chain() {
        assert!(found("2019年6月28日 0531-123456，1 2 3 4 5").is_empty());
    }

    #[test]
    fn a_date_or_count_right_behind_is_none_of_it() {
        assert_eq!(found("自138123456782019年起")[0].1, ["13812345678"]);
        assert_eq!(found("自37010219900307852820%起")[0].1, ["370102199003078528"]);
        assert_eq!(found("总额138123456782019元")[0].1, ["138123456782019"]);
    }

    #[test]
    fn every_stretch_of_a_length_is_offered() {
        let source = Source::new("1 13812345678 2");
        let numbers = Numbers::of(&source);
        let numbers: Vec<_> = numbers.chains[0].numbers(11).map(|number| number.digits).collect();
        assert_eq!(numbers, ["13812345678"]);
    }
}
