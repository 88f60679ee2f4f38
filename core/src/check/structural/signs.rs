//! The marks of a text by what checks want of them, sorted out in one walk: brackets and quotation marks, half-width
//! stops, stops that stand side by side, enumeration commas. Each list holds indices into `Source::marks`.

use super::format::OutlineFlaw;
use super::text::Flaw;
use crate::source::{Mark, MarkKind, Source};
use std::cell::OnceCell;

/// Lists of marks, each ascending.
#[derive(Debug, Default)]
pub(crate) struct Signs {
    /// Brackets and quotation marks of every width.
    pub(crate) brackets: Vec<u32>,
    /// Half-width `, : ; ? !`.
    pub(crate) half_stops: Vec<u32>,
    /// Full-width `，：；？！`, counted only.
    pub(crate) full_stops: u32,
    /// Stops behind which another stop stands without anything between.
    pub(crate) doubled: Vec<u32>,
    /// `、`
    pub(crate) enumeration_commas: Vec<u32>,
    /// Runs of at most four digits with a Han character directly behind them: 3年, 15个.
    pub(crate) numbers: Vec<u32>,
    /// What is wrong with the numbers of the outline.
    pub(crate) outline_flaws: OnceCell<Vec<OutlineFlaw>>,
    /// What is wrong with how the brackets pair.
    pub(crate) flaws: OnceCell<Vec<Flaw>>,
}

impl Signs {
    pub(crate) fn new(source: &Source<'_>) -> Self {
        let mut signs = Self::default();
        let bytes = source.text().as_bytes();
        let mut last_stop_end = u32::MAX;
        for (index, mark) in (0u32..).zip(source.marks()) {
            let sign = match mark.kind {
                MarkKind::Sign(sign) => sign,
                MarkKind::Digits if mark.end - mark.start <= 4 => {
                    if matches!(bytes.get(mark.end as usize), Some(0xE4..=0xE9)) {
                        signs.numbers.push(index);
                    }
                    continue;
                }
                _ => continue,
            };
            match sign {
                '，' | '：' | '；' | '？' | '！' => signs.full_stops += 1,
                ',' | ':' | ';' | '?' | '!' => signs.half_stops.push(index),
                '、' => signs.enumeration_commas.push(index),
                '。' => {}
                '《' | '》' | '“' | '”' | '‘' | '’' | '（' | '）' | '(' | ')' | '〔' | '〕' | '【' | '】'
                | '〈' | '〉' | '[' | ']' | '［' | '］' | '「' | '」' | '『' | '』' | '"' | '<' | '>' =>
                {
                    signs.brackets.push(index);
                    continue;
                }
                _ => continue,
            }
            if mark.start == last_stop_end {
                signs.doubled.push(index - 1);
            }
            last_stop_end = mark.end;
        }
        signs
    }
}

/// The sign that a mark is; NUL for another kind.
pub(crate) fn sign(mark: &Mark) -> char {
    match mark.kind {
        MarkKind::Sign(sign) => sign,
        _ => '\0',
    }
}

/// The character before byte `at`; a line feed at the beginning.
pub(crate) fn before(text: &str, at: u32) -> char {
    text.get(..at as usize).and_then(|words| words.chars().next_back()).unwrap_or('\n')
}

/// The character at byte `at`; a line feed at the end.
pub(crate) fn after(text: &str, at: u32) -> char {
    text.get(at as usize..).and_then(|words| words.chars().next()).unwrap_or('\n')
}

/// Whether a character is Han.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '〇' | '○' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character says that its neighbours are Chinese text: Han, and the marks that only Chinese uses.
pub(crate) fn is_chinese(character: char) -> bool {
    is_han(character)
        || matches!(
            character,
            '，' | '。'
                | '；'
                | '：'
                | '、'
                | '《'
                | '》'
                | '（'
                | '）'
                | '“'
                | '”'
                | '〔'
                | '〕'
                | '【'
                | '】'
                | '〈'
                | '〉'
        )
}

/// Whether a character ends a sentence or a clause.
pub(crate) fn ends_clause(character: char) -> bool {
    matches!(character, '。' | '；' | '！' | '？' | '：' | '!' | '?' | ';' | ':' | '…')
}
