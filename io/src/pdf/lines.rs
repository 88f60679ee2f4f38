//! Glyphs → lines: what stands on one base line, from left to right; gaps become blanks. Page numbers and running heads go.

use super::{Glyph, Page};
use std::collections::HashMap;

/// A line of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The page, from 1.
    pub(super) page: u32,
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Its base line, from the top of the page.
    pub(super) y: f64,
    /// The size of most of its glyphs.
    pub(super) size: f64,
    /// Whether it has cells.
    pub(super) is_row: bool,
}

/// In sizes of a glyph: gaps wider than this are the bounds of cells, a blank of full width, a blank between words.
const CELL: f64 = 1.8;
const WIDE: f64 = 0.9;
const WORD: f64 = 0.15;

/// Where page numbers and running heads stand: shares of the page's height from its edges.
const EDGE: f64 = 0.12;

/// The lines of one page. The page's number is set where all pages are at hand.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut order: Vec<&Glyph> = glyphs.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines = Vec::new();
    let mut row: Vec<&Glyph> = Vec::new();
    for glyph in order {
        let is_same = row.first().is_none_or(|first| glyph.y - first.y < 0.45 * first.size.min(glyph.size));
        if !is_same {
            lines.push(line(&mut row));
        }
        row.push(glyph);
    }
    if !row.is_empty() {
        lines.push(line(&mut row));
    }
    lines
}

fn line(row: &mut Vec<&Glyph>) -> Line {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut text = String::new();
    let mut is_row = false;
    let (mut left, mut right, mut y, mut last) = (f64::MAX, f64::MIN, 0.0_f64, None::<&Glyph>);
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    for glyph in row.drain(..) {
        if let Some(before) = last {
            // Bold by printing twice.
            if before.text == glyph.text && glyph.x - before.x < 0.3 * glyph.size {
                continue;
            }
            let gap = (glyph.x - right) / glyph.size.max(before.size);
            let is_word = ends_latin(&before.text) && starts_latin(&glyph.text);
            if gap > CELL {
                text.push('\t');
                is_row = true;
            } else if is_word && gap > WORD {
                text.push(' ');
            } else if gap > WIDE {
                text.push('\u{3000}');
            }
        }
        text.push_str(&glyph.text);
        left = left.min(glyph.x);
        right = right.max(glyph.x + glyph.width);
        y = y.max(glyph.y);
        *sizes.entry((glyph.size * 4.0).round() as i64).or_default() += 1;
        last = Some(glyph);
    }
    let most = sizes.into_iter().max_by_key(|(size, count)| (*count, *size)).map_or(0, |(size, _)| size);
    #[allow(clippy::cast_precision_loss)]
    let size = most as f64 / 4.0;
    Line { page: 0, text, left, right, y, size, is_row }
}

pub(super) fn ends_latin(text: &str) -> bool {
    text.chars().next_back().is_some_and(|letter| letter.is_ascii_graphic())
}

pub(super) fn starts_latin(text: &str) -> bool {
    text.chars().next().is_some_and(|letter| letter.is_ascii_graphic())
}

/// Takes page numbers and running heads from the pages and says how many there were. Lines learn their pages.
pub(super) fn drop_page_numbers(pages: &mut [Page]) -> usize {
    let count = pages.len();
    let mut heads: HashMap<String, usize> = HashMap::new();
    for page in &*pages {
        for line in page.lines.iter().filter(|line| is_at_edge(line, page.height)) {
            *heads.entry(without_digits(&line.text)).or_default() += 1;
        }
    }
    let mut dropped = 0;
    for (number, page) in (1..).zip(&mut *pages) {
        let height = page.height;
        page.lines.retain_mut(|line| {
            line.page = number;
            let repeats = heads.get(&without_digits(&line.text)).copied().unwrap_or_default();
            let is_head = is_at_edge(line, height)
                && (is_page_number(&line.text) || (repeats >= 3 && repeats * 2 > count));
            dropped += usize::from(is_head);
            !is_head
        });
    }
    dropped
}

fn is_at_edge(line: &Line, height: f64) -> bool {
    line.y < height * EDGE || line.y > height * (1.0 - EDGE)
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_ascii_digit()).collect()
}

/// `— 1 —`, `-1-`, `第 1 页`, `第1页共9页`, `1/9`.
fn is_page_number(text: &str) -> bool {
    let is_filler = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '-' | '—' | '–' | '－' | '―' | '·' | '•' | '/' | '／' | '_')
    };
    let words: String = text.chars().filter(|letter| !is_filler(*letter)).collect();
    let words = words.replace(['第', '页', '共', '，', ','], "");
    (1..=8).contains(&words.chars().count())
        && words.chars().all(|letter| letter.is_ascii_digit() || ('０'..='９').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known_in_their_usual_dress() {
        for number in ["1", "— 12 —", "-3-", "第 4 页", "第1页 共9页", "1/9", "－ ５ －"] {
            assert!(is_page_number(number), "{number}");
        }
        for words in ["2019年6月", "一", "—", "第一页", "1.加强领导"] {
            assert!(!is_page_number(words), "{words}");
        }
    }
}
