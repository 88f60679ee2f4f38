//! Lines → paragraphs: a line goes on from the one before where that one is full and this one begins at the margin.

use super::lines::{Line, ends_latin, starts_latin};
use crate::{At, Origins, Piece};
use std::collections::HashMap;

/// Letters that a line of the body has at least.
const LONG: usize = 12;

/// The text area of the body, and how far apart its lines are.
#[derive(Debug, Clone, Copy)]
struct Body {
    left: f64,
    right: f64,
    pitch: f64,
}

/// The text of the lines, one paragraph a line, with the pages of its parts.
pub(super) fn join(lines: &[Line]) -> (String, Origins) {
    let body = measure(lines);
    let (mut text, mut origins) = (String::new(), Origins::default());
    let mut before: Option<&Line> = None;
    for line in lines {
        if let Some(last) = before {
            if begins(last, line, body) {
                text.push('\n');
            } else if ends_latin(&last.text) && starts_latin(&line.text) {
                text.push(' ');
            }
        }
        let start = text.len() as u32;
        text.push_str(&line.text);
        origins.push(Piece { start, end: text.len() as u32, at: At::Page { page: line.page } });
        before = Some(line);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    (text, origins)
}

fn measure(lines: &[Line]) -> Body {
    let long: Vec<&Line> =
        lines.iter().filter(|line| !line.is_row && line.text.chars().count() >= LONG).collect();
    let size = median(long.iter().map(|line| line.size)).unwrap_or(12.0);
    let body: Vec<&&Line> = long.iter().filter(|line| is_near(line.size, size)).collect();
    // The left margin: the leftmost place at which many lines begin. Where every paragraph is one line, all are indented
    // alike, and that is the margin.
    let mut begins: HashMap<i64, usize> = HashMap::new();
    for line in &body {
        *begins.entry((line.left / size * 2.0).round() as i64).or_default() += 1;
    }
    let enough = (body.len() / 8).max(1);
    let left = begins.iter().filter(|(_, count)| **count >= enough).map(|(place, _)| *place).min();
    #[allow(clippy::cast_precision_loss)]
    let left = left.unwrap_or_default() as f64 * size / 2.0;
    let mut ends: Vec<f64> = body.iter().map(|line| line.right).collect();
    ends.sort_by(f64::total_cmp);
    let right = ends.get(ends.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(f64::MAX);
    let gaps = lines.windows(2).filter_map(|pair| match pair {
        [one, next] if one.page == next.page && next.y > one.y => Some(next.y - one.y),
        _ => None,
    });
    Body { left, right, pitch: median(gaps).unwrap_or(size * 2.0) }
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 0.12 * one.max(other)
}

/// Whether `line` begins a paragraph.
fn begins(last: &Line, line: &Line, body: Body) -> bool {
    let size = line.size;
    let is_apart = line.page == last.page && line.y - last.y > 1.8 * body.pitch;
    let is_indented = line.left - body.left > 1.2 * size;
    // Signs that may hang over or be pressed together leave a little room.
    let is_short = last.right < body.right - 1.6 * size;
    last.is_row
        || line.is_row
        || !is_near(last.size, size)
        || is_apart
        || is_indented
        || is_short
        || (last.text.ends_with(['。', '；', '：']) && is_numbered(&line.text))
}

/// Whether a line begins with a number of the outline: 一、 （一） 1. （1） 第一条.
fn is_numbered(text: &str) -> bool {
    let numeral = |letter: char| "一二三四五六七八九十百零〇".contains(letter) || letter.is_ascii_digit();
    let inner = text.trim_start_matches(['（', '(', '第']);
    let rest = inner.trim_start_matches(numeral);
    rest.len() < inner.len() && rest.starts_with(['、', '.', '．', '）', ')', '条', '章', '节'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(page: u32, y: f64, left: f64, text: &str) -> Line {
        #[allow(clippy::cast_precision_loss)]
        let right = left + text.chars().count() as f64 * 16.0;
        Line { page, text: text.to_owned(), left, right, y, size: 16.0, is_row: false }
    }

    #[test]
    fn lines_that_are_full_go_on_over_pages_and_indented_ones_begin() {
        let full = "各处室要高度重视政务公开工作并按照职责分工抓";
        let lines = [
            line(1, 100.0, 112.0, "各处室要高度重视政务公开工作并按照职责分"),
            line(1, 128.0, 80.0, full),
            line(2, 100.0, 80.0, "好落实。"),
            line(2, 128.0, 112.0, "一、总体要求"),
            line(2, 156.0, 112.0, "各处室要高度重视政务公开工作并按照职责分"),
            line(2, 184.0, 80.0, "工抓好落实𠮷😀。"),
            line(2, 212.0, 300.0, "2019年6月28日"),
        ];
        let (text, origins) = join(&lines);
        let first = format!("各处室要高度重视政务公开工作并按照职责分{full}好落实。");
        let third = "各处室要高度重视政务公开工作并按照职责分工抓好落实𠮷😀。";
        assert_eq!(text, format!("{first}\n一、总体要求\n{third}\n2019年6月28日\n"));
        let at = text.find("好落实").unwrap() as u32;
        assert_eq!(origins.origin(at, at + 3).and_then(|origin| origin.page), Some(2));
    }
}
