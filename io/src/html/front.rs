//! What stands on a page before its main text: the title, the fields of its header table, the day of publication.
//! In: the nodes before the main text. Out: its lines, each cut into cells, and the labelled fields among them.

use super::flow::{Page, is_furniture};
use super::lines::Lines;
use super::tag::Tag;
use super::tree::{NodeKind, Words};
use gongkai::document::HeaderKey;
use gongkai::source::is_blank;
use std::ops::Range;

/// One line: its words, with a tab between cells and between elements.
#[derive(Debug, Default)]
pub(super) struct FrontLine<'p> {
    pub(super) text: String,
    /// Where each stretch of words begins in the text.
    stretches: Vec<(usize, Words<'p>)>,
    pub(super) heading: bool,
    /// Words of it stand outside links.
    pub(super) told: bool,
    /// It is a row of a table, or a term of a list.
    row: bool,
}

/// A labelled field: where its label and its value stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) key: HeaderKey,
    pub(super) label: Place,
    pub(super) value: Place,
}

/// Bytes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) at: Range<usize>,
}

/// The lines before the main text.
#[derive(Debug, Default)]
pub(super) struct Front<'p> {
    pub(super) lines: Vec<FrontLine<'p>>,
    pub(super) fields: Vec<Field>,
    /// The day or time that stands without a label beside the origin.
    pub(super) day: Option<Place>,
    /// What the page says of the document's force: 此件已废止.
    pub(super) marks: Vec<Place>,
}

/// How long a line of the front is at most that is searched, in bytes.
const MOST_LINE: usize = 4_000;
/// How many lines away from the origin a day without a label stands.
const NEAR: usize = 4;

impl<'p> Front<'p> {
    /// Reads the nodes before `end`.
    pub(super) fn of(page: &Page<'p>, end: u32) -> Self {
        let lines = lines(page, end);
        let fields = fields(&lines);
        let mut front = Self { lines, fields, ..Self::default() };
        front.day = front.unlabelled_day();
        front.marks = front.marks();
        front
    }

    /// The words at a place, blanks squeezed.
    pub(super) fn words(&self, place: &Place) -> String {
        let words =
            self.lines.get(place.line).and_then(|line| line.text.get(place.at.clone())).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The field of that meaning, if it has a value.
    pub(super) fn value(&self, key: HeaderKey) -> Option<String> {
        let field = self.fields.iter().find(|field| field.key == key && !field.value.at.is_empty())?;
        Some(self.words(&field.value))
    }

    /// The time of the page as it is shown beside the origin; the day in a header table is the document's.
    pub(super) fn shown_time(&self) -> Option<String> {
        let labelled = || {
            let near = |line: usize| {
                self.fields
                    .iter()
                    .any(|field| field.key == HeaderKey::Origin && field.label.line.abs_diff(line) <= NEAR)
            };
            let field = self.fields.iter().find(|field| field.key == HeaderKey::PublishedOn)?;
            let line = field.label.line;
            (!self.lines[line].row && (near(line) || self.fields.len() == 1)).then_some(&field.value)
        };
        self.day.as_ref().or_else(labelled).map(|place| self.words(place)).filter(|shown| is_day(shown))
    }

    /// Writes the words at a place.
    pub(super) fn write(&self, place: &Place, lines: &mut Lines) {
        if let Some(line) = self.lines.get(place.line) {
            line.write(&place.at, lines);
        }
    }

    /// Short lines that say that the document is no longer in force.
    fn marks(&self) -> Vec<Place> {
        let lines = self.lines.iter().enumerate().filter(|(_, line)| line.told && is_mark(&line.text));
        let places =
            lines.map(|(index, line)| Place { line: index, at: trimmed(&line.text, 0..line.text.len()) });
        places.filter(|place| self.fields.iter().all(|field| field.value.line != place.line)).collect()
    }

    /// A day on its own, near the origin and not in a link.
    fn unlabelled_day(&self) -> Option<Place> {
        if self.fields.iter().any(|field| field.key == HeaderKey::PublishedOn && !field.value.at.is_empty()) {
            return None;
        }
        let origin = self.fields.iter().find(|field| field.key == HeaderKey::Origin)?.label.line;
        let range = origin.saturating_sub(NEAR)..(origin + NEAR + 1).min(self.lines.len());
        let days = range.filter(|line| self.lines[*line].told).flat_map(|line| {
            let cells = self.lines[line].cells();
            cells.into_iter().filter(|(_, words)| is_day(words)).map(move |(at, _)| Place { line, at })
        });
        days.min_by_key(|place| place.line.abs_diff(origin))
    }
}

impl FrontLine<'_> {
    /// The cells without their blanks.
    fn cells(&self) -> Vec<(Range<usize>, &str)> {
        let mut at = 0;
        self.text
            .split('\t')
            .map(|cell| {
                let start = at + cell.len() - cell.trim_start_matches(is_blank).len();
                at += cell.len() + 1;
                let words = cell.trim_matches(is_blank);
                (start..start + words.len(), words)
            })
            .collect()
    }

    /// Writes the words of `range`.
    pub(super) fn write(&self, range: &Range<usize>, lines: &mut Lines) {
        let first = self.stretches.partition_point(|(start, words)| start + words.text.len() <= range.start);
        let mut end = range.start;
        for (start, words) in &self.stretches[first..] {
            if *start >= range.end {
                break;
            }
            lines.stretch();
            if *start > end {
                lines.space();
            }
            end = start + words.text.len();
            let cut = range.start.saturating_sub(*start)..(range.end - start).min(words.text.len());
            let own = words.text.len() == (words.end - words.start) as usize;
            match words.text.get(cut.clone()) {
                Some(text) if own => {
                    let from = words.start + cut.start as u32;
                    lines.words(Words { text, start: from, end: from + text.len() as u32 }, false);
                }
                _ => lines.words(*words, false),
            }
        }
    }
}

/// The lines of the nodes before `end`.
fn lines<'p>(page: &Page<'p>, end: u32) -> Vec<FrontLine<'p>> {
    let mut lines = vec![FrontLine::default()];
    // Open elements that end a line, and those that end a cell.
    let mut open: Vec<(u32, bool)> = Vec::new();
    let (mut heading, mut link, mut row) = (0, 0, 0);
    let mut at = 0;
    while at < end {
        let node = page.tree.nodes[at as usize];
        while let Some((_, ends_line)) = open.pop_if(|(open, _)| *open <= at) {
            break_at(&mut lines, ends_line);
        }
        if page.shown.is_hidden(at) {
            at = node.end;
            continue;
        }
        match node.kind {
            NodeKind::Words => {
                if let Some(line) = lines.last_mut() {
                    for words in page.tree.words(page.text, at) {
                        if line.text.len() < MOST_LINE {
                            line.stretches.push((line.text.len(), words));
                            line.text.push_str(words.text);
                        }
                    }
                    line.told |= at >= link && page.shown.words(at) > 0;
                    line.heading |= at < heading;
                    line.row |= at < row;
                }
            }
            NodeKind::Element(Tag::Br) => break_at(&mut lines, true),
            NodeKind::Element(tag) => {
                match tag {
                    Tag::Heading => heading = heading.max(node.end),
                    Tag::A => link = link.max(node.end),
                    Tag::Tr | Tag::Dt | Tag::Dd => row = row.max(node.end),
                    _ => {}
                }
                // In a row of a data table everything is one line.
                let ends_line = tag.is_block()
                    && tag != Tag::Td
                    && (at >= row || matches!(tag, Tag::Tr | Tag::Dt | Tag::Dd));
                break_at(&mut lines, ends_line);
                open.push((node.end, ends_line));
            }
            NodeKind::Comment => {}
        }
        at += 1;
    }
    lines.retain(|line| !line.text.chars().all(is_blank) && !is_furniture(line.text.trim_matches(is_blank)));
    lines
}

/// Ends the line, or the cell, that is being written.
fn break_at(lines: &mut Vec<FrontLine<'_>>, ends_line: bool) {
    let Some(line) = lines.last_mut() else { return };
    if line.text.chars().all(is_blank) {
        *line = FrontLine::default();
    } else if ends_line {
        lines.push(FrontLine::default());
    } else if !line.text.ends_with('\t') {
        line.text.push('\t');
    }
}

/// A label in a line.
struct Label {
    key: Option<HeaderKey>,
    start: usize,
    /// Where its value begins.
    value: usize,
}

/// The labelled fields: of each meaning the last that has a value, for the header table stands nearest the text.
fn fields(lines: &[FrontLine<'_>]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if !line.told {
            continue;
        }
        let labels = labels(line);
        for (place, label) in labels.iter().enumerate() {
            let Some(key) = label.key else { continue };
            let end = labels.get(place + 1).map_or(line.text.len(), |next| next.start);
            let mut value = Place { line: index, at: trimmed(&line.text, label.value..end) };
            // A label that stands alone has its value on the next line.
            if value.at.is_empty()
                && labels.len() == 1
                && let Some(next) = lines.get(index + 1)
                && (line.row && next.row
                    || key == HeaderKey::PublishedOn && is_day(next.text.trim_matches(is_blank)))
                && self::labels(next).is_empty()
            {
                value = Place { line: index + 1, at: trimmed(&next.text, 0..next.text.len()) };
            }
            let label = Place { line: index, at: label.start..label.value };
            fields.push(Field { key, label, value });
        }
    }
    let mut kept: Vec<Field> = Vec::new();
    for field in fields.into_iter().rev() {
        let same = kept.iter_mut().find(|kept| kept.key == field.key);
        match same {
            Some(same) if same.value.at.is_empty() && !field.value.at.is_empty() => *same = field,
            Some(_) => {}
            None => kept.push(field),
        }
    }
    kept.sort_by_key(|field| (field.label.line, field.label.at.start));
    if kept.iter().all(|field| field.value.at.is_empty()) {
        kept.clear();
    }
    kept
}

/// The labels of a line: words before a colon; in rows also cells that are nothing but a label.
fn labels(line: &FrontLine<'_>) -> Vec<Label> {
    let text = line.text.as_str();
    let mut labels: Vec<Label> = Vec::new();
    let mut from = 0;
    for (at, colon) in text.match_indices(['：', ':']) {
        if let Some((key, start)) = label_before(text, from, at) {
            labels.push(Label { key, start, value: at + colon.len() });
        }
        from = at + colon.len();
    }
    if line.row {
        for (at, words) in line.cells() {
            let squeezed: String = words.chars().filter(|letter| !is_blank(*letter)).collect();
            let known = Some(squeezed).filter(|label| label.chars().count() >= 3);
            if let Some(key) = known.and_then(|label| HeaderKey::of_label(&label)) {
                labels.push(Label { key: Some(key), start: at.start, value: at.end });
            }
        }
        labels.sort_by_key(|label| label.start);
    }
    labels
}

/// The label that ends at the colon: blanks inside it are allowed where it is known.
fn label_before(text: &str, from: usize, end: usize) -> Option<(Option<HeaderKey>, usize)> {
    let (mut name, mut found) = (String::new(), None);
    let words = text.get(from..end)?;
    let mut blanks = false;
    for (at, letter) in words.char_indices().rev() {
        if is_blank(letter) {
            blanks = true;
            continue;
        }
        if !letter.is_alphabetic() || letter.is_ascii() || name.chars().count() >= 8 {
            break;
        }
        name.insert(0, letter);
        let before = words[..at].chars().next_back();
        let bounded = before.is_none_or(|before| !before.is_alphanumeric() && before != '》');
        if bounded && let Some(key) = HeaderKey::of_label(&name) {
            found = Some((Some(key), from + at));
        } else if bounded && !blanks && found.is_none() && name.chars().count() >= 2 {
            found = Some((None, from + at));
        }
    }
    found
}

/// A range without blanks and frames at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let frame = |letter: char| is_blank(letter) || matches!(letter, '|' | '｜' | '】' | '【');
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + words.len() - words.trim_start_matches(frame).len();
    start..start + words.trim_matches(frame).len()
}

/// Whether a line says that the document is no longer in force: 此件已废止, 【失效】.
fn is_mark(line: &str) -> bool {
    const SUBJECTS: [&str; 14] = [
        "此件",
        "本件",
        "该件",
        "此文件",
        "本文件",
        "该文件",
        "此文",
        "本文",
        "该文",
        "文件已",
        "已",
        "全文",
        "部分",
        "现已",
    ];
    let words: String = line.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let told = words.contains("废止") || words.contains("失效") || words.contains("停止执行");
    told && words.chars().count() <= 24
        && (["废止", "失效", "停止执行"].contains(&words.as_str())
            || SUBJECTS.iter().any(|subject| words.starts_with(subject)))
}

/// Whether words are a day in digits, with or without a time: 2025-06-20 09:30.
pub(super) fn is_day(words: &str) -> bool {
    let (day, time) = words.split_once([' ', 'T', '\u{A0}']).unwrap_or((words, ""));
    let parts: Vec<&str> = day.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let [year, month, date] = parts.as_slice() else { return false };
    parts.iter().all(digits)
        && (year.len(), month.len() <= 2, date.len() <= 2) == (4, true, true)
        && (time.trim().is_empty()
            || time.contains(':') && time.trim().split(':').all(|part| digits(&part) && part.len() <= 2))
}
