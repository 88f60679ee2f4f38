//! Finds what may be a marker of the outline: at the starts of lines, and inside them behind stops.
//! In: lines and marks. Out: candidates in order; which of them are items is settled when they are nested.

use super::marker::{Family, Shape, is_numeral, read, read_inside};
use super::region::Region;
use crate::document::look;
use crate::source::{Line, Mark, MarkKind, Source, is_blank};

/// What stands before a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The start of the line.
    Start,
    /// A stop, a closing bracket, or a wide blank.
    Stop,
    /// A comma.
    Comma,
    /// A word, with nothing between.
    Word,
}

/// A candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marker {
    pub(super) shape: Shape,
    pub(super) start: u32,
    pub(super) place: Place,
    /// The index of its line.
    pub(super) line: u32,
    /// Which stretch of the text it belongs to: an attached text begins a new one.
    pub(super) region: u32,
    /// Where the last full stop before it on its line ends; the line's start where there is none.
    pub(super) stop: u32,
    /// Whether it stands in an enumeration inside a paragraph, apart from the outline of lines.
    pub(super) is_run_in: bool,
}

impl Marker {
    /// Markers that count together: an enumeration inside a paragraph counts apart.
    pub(super) const fn class(&self) -> usize {
        self.shape.family as usize + if self.is_run_in { Family::COUNT } else { 0 }
    }
}

/// The number of classes.
pub(super) const CLASSES: usize = 2 * Family::COUNT;

/// All candidates of the lines that `skips` does not take out, and which lines run on without breaks.
pub(super) fn scan(
    source: &Source<'_>,
    regions: &[Region],
    skips: impl Fn(&Line) -> bool,
) -> (Vec<Marker>, Vec<u32>) {
    let mut markers = Vec::new();
    let mut running = Vec::new();
    let mut region = 0;
    // The next number of an attachments note that is being read: its lines are no items.
    let mut note = None::<u32>;
    for (index, line) in (0_u32..).zip(source.lines()) {
        while regions.get(region + 1).is_some_and(|next| next.start <= line.start) {
            region += 1;
        }
        if line.is_blank() || skips(line) {
            continue;
        }
        let start = line_start(source, line);
        let first = markers.len();
        let base = Marker {
            shape: Shape {
                style: super::MarkerStyle::Circled,
                family: Family::Circled,
                number: 0,
                end: 0,
                is_doubtful: false,
            },
            start,
            place: Place::Start,
            line: index,
            region: region as u32,
            stop: start,
            is_run_in: false,
        };
        let text = source.text();
        if let Some(shape) = read(text, start as usize) {
            if shape.family == Family::Arabic && note == Some(shape.number) {
                note = Some(shape.number + 1);
                continue;
            }
            markers.push(Marker { shape, ..base });
        }
        note = None;
        inline(source, line, base, &mut markers, &mut note);
        let line_markers = &mut markers[first..];
        if line_markers.last().is_none_or(|last| last.place == Place::Start) {
            continue;
        }
        if runs_on(line, line_markers) {
            running.push(index);
        } else {
            let is_inner = |marker: &&mut Marker| marker.place != Place::Start;
            line_markers.iter_mut().filter(is_inner).for_each(|marker| marker.is_run_in = true);
        }
    }
    (markers, running)
}

/// Where the words of a line begin, signs of Markdown left out.
pub(super) fn line_start(source: &Source<'_>, line: &Line) -> u32 {
    let words = source.slice(line.content());
    if !words.starts_with(['#', '*', '>', '-', '|', '+']) {
        return line.content_start;
    }
    let rest = words
        .trim_start_matches(|sign: char| matches!(sign, '#' | '*' | '>' | '-' | '|' | '+') || is_blank(sign));
    line.content_end - rest.len() as u32
}

/// Whether a line holds what elsewhere stands on lines of its own.
fn runs_on(line: &Line, markers: &[Marker]) -> bool {
    let inner = |marker: &&Marker| marker.place != Place::Start && marker.place != Place::Comma;
    let tops: Vec<u32> = markers
        .iter()
        .filter(|marker| marker.shape.family == Family::Chinese && !marker.shape.is_doubtful)
        .filter(inner)
        .map(|marker| marker.shape.number)
        .collect();
    let divisions =
        markers.iter().filter(inner).filter(|marker| marker.shape.family <= Family::Article).count();
    let length = line.content_end - line.content_start;
    let brackets = || {
        markers
            .iter()
            .filter(|marker| marker.shape.family == Family::ChineseBrackets && marker.place == Place::Stop)
            .filter(|marker| marker.start == marker.stop || marker.stop + 24 > marker.start)
            .count()
    };
    tops.windows(2).any(|pair| pair[1] == pair[0] + 1)
        || divisions >= 3
        || (length >= 2400 && brackets() >= 3)
}

fn inline(source: &Source<'_>, line: &Line, base: Marker, markers: &mut Vec<Marker>, note: &mut Option<u32>) {
    let text = source.text();
    let mut stop = base.stop;
    let mut done =
        markers.last().filter(|last| last.line == base.line).map_or(base.start, |last| last.shape.end as u32);
    for mark in source.marks_of(line) {
        if mark.start < base.start {
            continue;
        }
        let found = candidate(text, base.start, mark);
        if let Some((start, shape)) = found
            && start >= done
            && start > base.start
        {
            let end = shape.end as u32;
            if shape.family == Family::Arabic && in_note(text, start, shape.number, note) {
                done = end;
                continue;
            }
            if let Some(place) = place(text, start as usize, shape) {
                markers.push(Marker { shape, start, place, stop, ..base });
                done = end;
            }
        }
        if matches!(mark.kind, MarkKind::Sign('。' | '；' | ';' | '！' | '？')) {
            stop = mark.end;
        }
    }
}

/// Whether an Arabic marker is a number of the attachments note: 附件：1．… 2．…
fn in_note(text: &str, start: u32, number: u32, note: &mut Option<u32>) -> bool {
    let before = look::before_blank(text, start as usize);
    let opens = number == 1
        && text.get(..before).is_some_and(|words| {
            ["附件：", "附件:", "附：", "附:", "附表：", "附表:"].iter().any(|label| words.ends_with(label))
        });
    let is_in = opens || *note == Some(number);
    if is_in {
        *note = Some(number + 1);
    }
    is_in
}

/// The candidate that a mark leads to, with its start. Most marks lead to none: the bytes around them tell.
fn candidate(text: &str, line_start: u32, mark: &Mark) -> Option<(u32, Shape)> {
    let bytes = text.as_bytes();
    let (start, end) = (mark.start as usize, mark.end as usize);
    match mark.kind {
        MarkKind::Digits => {
            // Only . ． 、 and brackets make a marker.
            if end - start > 3 || !matches!(bytes.get(end)?, b'.' | b')' | b' ' | 0xE3 | 0xEF | 0xC2) {
                return None;
            }
            read_inside(text, start).map(|shape| (mark.start, shape))
        }
        MarkKind::Sign('、') => {
            let before = look::before(text, start)?;
            if !is_numeral(before) {
                return None;
            }
            let start = numerals_before(text, line_start as usize, start);
            read_inside(text, start).filter(|shape| shape.end == end).map(|shape| (start as u32, shape))
        }
        MarkKind::Sign('（' | '(') => {
            let next = look::at(text, end)?;
            if !(is_numeral(next) || next.is_ascii_digit() || is_blank(next) || matches!(next, '０'..='９'))
            {
                return None;
            }
            read_inside(text, start).map(|shape| (mark.start, shape))
        }
        MarkKind::Sign('①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩') => {
            read_inside(text, start).map(|shape| (mark.start, shape))
        }
        MarkKind::Sign('。' | '；' | ';' | '：' | ':' | '，' | ',' | '！' | '？' | '）' | ')' | '“') => {
            chinese_is(text, end)
        }
        MarkKind::Letters | MarkKind::LineEnd | MarkKind::Sign(_) => None,
        MarkKind::Blank => {
            division_before(text, line_start as usize, start).or_else(|| chinese_is(text, end))
        }
    }
}

/// 一是 from `at`.
fn chinese_is(text: &str, at: usize) -> Option<(u32, Shape)> {
    // Two bytes tell nearly all characters from numerals (一七三, 二五, 九, 四, 六八, 十, 百, 零, 〇).
    let ([0xE4, 0xB8..=0xBA] | [0xE5, 0x85 | 0x8D | 0x9B] | [0xE7, 0x99] | [0xE9, 0x9B] | [0xE3, 0x80]) =
        text.as_bytes().get(at..at + 2)?
    else {
        return None;
    };
    if !is_numeral(look::at(text, at)?) {
        return None;
    }
    let shape = read_inside(text, at)?;
    (shape.family == Family::ChineseIs).then_some((at as u32, shape))
}

/// 第一章 that ends at `end`, before a blank.
fn division_before(text: &str, line_start: usize, end: usize) -> Option<(u32, Shape)> {
    let unit = look::before(text, end)?;
    if !matches!(unit, '章' | '节' | '条' | '编' | '篇' | '分') {
        return None;
    }
    let before = text.get(line_start..end)?;
    let (offset, _) = before.char_indices().rev().take(8).find(|(_, character)| *character == '第')?;
    let start = line_start + offset;
    read_inside(text, start).filter(|shape| shape.end == end).map(|shape| (start as u32, shape))
}

/// Where the numerals that end at `end` begin.
fn numerals_before(text: &str, line_start: usize, end: usize) -> usize {
    let Some(words) = text.get(line_start..end) else { return end };
    end - words
        .chars()
        .rev()
        .take(6)
        .take_while(|&character| is_numeral(character))
        .map(char::len_utf8)
        .sum::<usize>()
}

/// What stands before a marker inside a line; `None` where it can be none.
fn place(text: &str, start: usize, shape: Shape) -> Option<Place> {
    let words_end = look::before_blank(text, start);
    let before = look::before(text, words_end)?;
    let gap = text.get(words_end..start)?;
    if gap.contains(['\u{3000}', '\t']) || gap.chars().nth(1).is_some() {
        return Some(Place::Stop);
    }
    Some(match before {
        '。' | '；' | ';' | '：' | ':' | '！' | '!' | '？' | '?' | '…' | '”' | '』' | '」' | '】' | '）'
        | ')' | '〕' | ']' | '》' | '〉' | '>' | '|' => Place::Stop,
        '，' | ',' | '、' | '“' => match shape.family {
            Family::ChineseBrackets | Family::ArabicBrackets | Family::Circled | Family::ChineseIs => {
                Place::Comma
            }
            _ => return None,
        },
        _ if !look::is_han(before) && !matches!(before, '%' | '％') => return None,
        // 第一、 唯一、 之一、 and the like are words.
        '第' | '之' | '唯' | '统' | '万' | '专' | '周' | '百' | '逐' | '单' | '初' | '星' | '期' | '表'
        | '图' | '款' | '条'
            if shape.family != Family::Article =>
        {
            return None;
        }
        _ if shape.family == Family::ChineseIs || shape.is_doubtful => return None,
        _ => Place::Word,
    })
}
