//! Finds annotations: in brackets, and behind labels without brackets.
//! In: the marks of the text. Out: where each annotation stands, and the words to be read.

use super::label::{Label, label};
use crate::document::look;
use crate::source::{Mark, MarkKind, Source, Span, is_blank};

/// An annotation's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// All of it, brackets and labels included.
    pub(super) span: Span,
    /// The words to be read, labels included.
    pub(super) words: Span,
}

/// The longest annotation, in bytes.
const LONGEST: u32 = 2400;

/// The brackets that hold annotations.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '（' => '）',
        '(' => ')',
        '〔' => '〕',
        '[' => ']',
        '【' => '】',
        '［' => '］',
        _ => return None,
    })
}

/// All annotations in order; none inside another. `ends` are places that no annotation reaches over: where items begin.
pub(super) fn find(source: &Source<'_>, ends: &[u32]) -> Vec<Place> {
    let text = source.text();
    let marks = source.marks();
    let mut places: Vec<Place> = Vec::new();
    // Open brackets: the mark's index. Unclosed ones fall out when their number grows.
    let mut open: Vec<usize> = Vec::with_capacity(16);
    let mut done = 0;
    for (index, mark) in marks.iter().enumerate() {
        if mark.start < done {
            continue;
        }
        let MarkKind::Sign(sign) = mark.kind else { continue };
        match sign {
            '（' | '(' | '〔' | '[' | '【' | '［' => {
                if let Some(place) = labelled(text, marks, index, sign, ends) {
                    done = place.span.end;
                    open.clear();
                    places.push(place);
                } else {
                    if open.len() >= 64 {
                        open.drain(..32);
                    }
                    open.push(index);
                }
            }
            '）' | ')' | '〕' | ']' => {
                let Some(at) = open.iter().rposition(|&open| is_pair(&marks[open], sign)) else { continue };
                let opening = marks[open[at]];
                open.truncate(at);
                if let Some(place) = by_verb(text, opening, *mark) {
                    done = place.span.end;
                    places.push(place);
                }
            }
            '：' | ':' | '】' => {
                if let Some(place) = bare(source, mark, sign, ends) {
                    done = place.span.end;
                    places.push(place);
                }
            }
            _ => {}
        }
    }
    merge(text, places)
}

fn is_pair(open: &Mark, close: char) -> bool {
    let MarkKind::Sign(open) = open.kind else { return false };
    // A half-width bracket may close a full-width one.
    matches!((open, close), ('（' | '(', '）' | ')') | ('〔' | '[' | '【', '〕' | ']'))
}

/// The first of `ends` behind `at`.
fn next_end(ends: &[u32], at: u32) -> u32 {
    ends.get(ends.partition_point(|end| *end <= at)).copied().unwrap_or(u32::MAX)
}

/// （责任单位：…）, also where the closing bracket is missing: then to the line's end.
fn labelled(text: &str, marks: &[Mark], index: usize, open: char, ends: &[u32]) -> Option<Place> {
    let mark = marks.get(index)?;
    let start = look::past_blank(text, mark.end as usize);
    let (_, length) = label(text.get(start..)?)?;
    // 【责任单位】 is a label in brackets, its units stand behind.
    if text.get(start..start + length)?.ends_with(['】', '］']) {
        return None;
    }
    let limit = next_end(ends, mark.start).min(mark.start.saturating_add(LONGEST));
    let close = closing(open)?;
    let mut depth = 0_i32;
    let mut line_end = None;
    for next in marks.get(index + 1..)?.iter().take_while(|next| next.start < limit) {
        match next.kind {
            MarkKind::Sign(sign) if sign == close || (depth == 0 && is_pair(mark, sign)) => {
                if depth == 0 {
                    let span = Span::new(mark.start, next.end);
                    return Some(Place { span, words: Span::new(start as u32, next.start) });
                }
                depth -= 1;
            }
            MarkKind::Sign('（' | '(' | '〔' | '[') => depth += 1,
            MarkKind::Sign('）' | ')' | '〕' | ']') => depth = (depth - 1).max(0),
            MarkKind::LineEnd if line_end.is_none() => line_end = Some(next.start),
            _ => {}
        }
    }
    let end = line_end.unwrap_or(limit).min(text.len() as u32);
    let end = look::trimmed_end(text, end);
    (end > start as u32)
        .then(|| Place { span: Span::new(mark.start, end), words: Span::new(start as u32, end) })
}

/// Words that a bracket's content ends in where it names who is responsible.
const VERBS: [&str; 12] =
    ["牵头", "负责", "配合", "落实", "组织实施", "协助", "参与", "承办", "协办", "抓好落实", "主办", "协同"];

/// （某某局牵头，某某局配合）: told by its last word, and by standing behind a sentence or at the end of a line.
fn by_verb(text: &str, open: Mark, close: Mark) -> Option<Place> {
    let words = text.get(open.end as usize..close.start as usize)?;
    if words.len() > LONGEST as usize || words.len() < 12 {
        return None;
    }
    let last = words.trim_end_matches(|sign: char| is_blank(sign) || sign == '。');
    // One character tells most brackets apart.
    if !last.ends_with(['头', '责', '合', '实', '施', '助', '与', '办', '同', '出', '位']) {
        return None;
    }
    let head = last.split('。').next().unwrap_or_default();
    let has_note =
        head.len() < last.len() || last.contains("牵头部门，下同") || last.contains("牵头单位，下同");
    let ends_in_verb = VERBS.iter().any(|verb| head.ends_with(verb));
    let head_names = ends_in_verb || (has_note && VERBS.iter().any(|verb| head.contains(verb)));
    let before = look::before(text, look::before_blank(text, open.start as usize));
    let behind = look::at(text, look::past_blank(text, close.end as usize));
    let after_sentence = before.is_none_or(|before| {
        matches!(before, '。' | '！' | '？' | '；' | ';' | '”' | '\n' | '）' | ')' | '.' | '》')
    });
    let ends_line = behind.is_none_or(|behind| matches!(behind, '\n' | '\r'))
        || (behind == Some('。')
            && look::at(text, look::past_blank(text, close.end as usize + 3))
                .is_none_or(|next| next == '\n'));
    let names = head.contains([
        '局', '厅', '委', '办', '部', '处', '室', '会', '院', '府', '心', '位', '行', '署', '司', '社', '站',
    ]);
    let tells = ["负责解释", "由", "本"].iter().all(|word| !head.starts_with(word)) || ends_line;
    (head_names
        && names
        && tells
        && (after_sentence || (ends_line && before.is_none_or(|sign| sign != '、'))))
    .then(|| Place { span: Span::new(open.start, close.end), words: Span::new(open.end, close.start) })
}

/// 责任单位：… without brackets, at the start of a line or behind a sentence; 【责任单位】… too.
fn bare(source: &Source<'_>, colon: &Mark, sign: char, ends: &[u32]) -> Option<Place> {
    let text = source.text();
    let before = text.get(..look::before_blank(text, colon.start as usize))?;
    let last = before.chars().next_back()?;
    if !matches!(last, '位' | '门' | '室' | '科' | '体' | '头' | '合' | '工' | '限' | '间' | '求')
    {
        return None;
    }
    // The label is at most seven characters long.
    let (start, found, length) = before.char_indices().rev().take(7).find_map(|(at, _)| {
        let (found, length) = label(&text[at..])?;
        let behind = look::before(text, look::before_blank(text, at));
        let mut start = at;
        let is_edge = behind.is_none_or(|behind| {
            matches!(
                behind,
                '\n' | '。' | '；' | ';' | '！' | '”' | '】' | '|' | '*' | '■' | '●' | '◆' | '）' | ')'
            )
        }) || look::before_blank(text, at) < at;
        let in_bracket = behind == Some('【') && sign == '】';
        if in_bracket {
            start = at - '【'.len_utf8();
        }
        (is_edge && sign != '】' || in_bracket).then_some((start, found, at + length))
    })?;
    // 主办单位 and 承办单位 without brackets stand in the feet of pages.
    let words = text.get(start..)?;
    if found == Label::Person || words.starts_with("主办") || words.starts_with("承办") {
        return None;
    }
    let line = source.line_at(colon.start);
    let limit = line.content_end.min(next_end(ends, colon.start));
    let mut end = limit;
    for mark in source.marks_in(Span::new(colon.end, limit)) {
        if mark.is('。') || mark.start > colon.end + LONGEST {
            end = mark.start;
            break;
        }
    }
    // A label alone on its line: the units stand on the next.
    let is_empty = text.get(length..end as usize)?.trim_matches(is_blank).is_empty();
    if is_empty && sign != '】' {
        let next =
            source.lines().get(source.line_index(colon.start) + 1..)?.iter().find(|line| !line.is_blank())?;
        let words = source.slice(next.content());
        if words.len() > 400 || words.contains(['。', '：', ':']) || next.start > next_end(ends, colon.start)
        {
            return None;
        }
        end = next.content_end;
    }
    let end = look::trimmed_end(text, end);
    (end > start as u32 && !is_list_of_tasks(text.get(length..end as usize)?))
        .then(|| Place { span: Span::of(start, end as usize), words: Span::of(start, end as usize) })
}

/// Prose behind a label is no list of units.
fn is_list_of_tasks(words: &str) -> bool {
    words.len() > 60 && !words.contains(['、', '，', ',', ' ', '；'])
}

/// Annotations without brackets that follow one another are one: 牵头单位：… 责任单位：… 完成时限：… as lines.
fn merge(text: &str, places: Vec<Place>) -> Vec<Place> {
    let mut merged: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        let is_bare = |place: &Place| place.span == place.words;
        if let Some(last) = merged.last_mut()
            && is_bare(last)
            && is_bare(&place)
            && text.get(last.span.end as usize..place.span.start as usize).is_some_and(|between| {
                between.chars().all(|sign| is_blank(sign) || "。；;，,|*".contains(sign))
            })
            && !repeats(text, last, &place)
        {
            last.span.end = place.span.end;
            last.words = last.span;
            continue;
        }
        merged.push(place);
    }
    merged
}

/// Whether the second begins with the label that the first begins with: then it is the next task's.
fn repeats(text: &str, first: &Place, second: &Place) -> bool {
    let head =
        |place: &Place| text.get(place.span.range()).map(|words| words.chars().take(4).collect::<String>());
    head(first) == head(second)
}
