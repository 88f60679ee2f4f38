//! Names of those who sign: bodies, several of one place, their divisions, heads of government.

use crate::document::{Words, head, look, title};
use crate::source::{MarkKind, Source, Span, is_blank};

/// How many lines with words above the date may be names.
const MOST_NAMES: usize = 12;

/// The names on the lines above the date's.
pub(super) fn above(source: &Source<'_>, index: usize) -> Vec<Words> {
    let mut names: Vec<Words> = Vec::new();
    let mut gap = 0;
    let mut seen = 0;
    // A division, or a bracket, that belongs to the name above it.
    let mut tail: Option<Words> = None;
    for line in source.lines().iter().take(index).rev() {
        if line.is_blank() {
            gap += 1;
            if gap > 5 {
                break;
            }
            continue;
        }
        seen += 1;
        let content = line.content();
        if seen > MOST_NAMES || content.len() > 240 {
            break;
        }
        gap = 0;
        if tail.is_none() && is_division(&look::squash(source.slice(content))) {
            tail = Some(words(source, content));
            continue;
        }
        let Some(mut found) = names_in(source, content) else { break };
        if let (Some(division), Some(last)) = (tail.take(), found.last_mut()) {
            last.span = last.span.join(division.span);
            last.text.push_str(&division.text);
        }
        found.append(&mut names);
        names = found;
    }
    names
}

/// The names at the end of `before`, which stands on the date's line: behind the last sentence and its blanks. `None`
/// where something else touches the date; none where a sentence or a wide blank ends right before it.
pub(super) fn on_line(source: &Source<'_>, before: Span, parted: bool) -> Option<Vec<Words>> {
    let words = source.slice(before);
    let sentence = words
        .char_indices()
        .rev()
        .find(|(_, character)| "。！；：？》”:;".contains(*character))
        .map_or(0, |(at, character)| at + character.len_utf8());
    let start = before.start + sentence as u32;
    let all = source.trim(Span::new(start, before.end));
    if all.is_empty() {
        return Some(Vec::new());
    }
    // Chunks between wide blanks, from the date backwards, as long as they are names.
    let mut names: Vec<Words> = Vec::new();
    let mut end = all.end;
    let blanks = source
        .marks_in(all)
        .iter()
        .rev()
        .filter(|mark| mark.kind == MarkKind::Blank && head::is_wide(source.slice(mark.span())));
    for (chunk_start, next_end) in blanks.map(|mark| (mark.end, mark.start)).chain([(all.start, all.start)]) {
        let chunk = source.trim(Span::new(chunk_start, end));
        let found = if chunk.is_empty() {
            None
        } else {
            names_in(source, chunk).or_else(|| last_name(source, chunk))
        };
        let Some(mut found) = found else { break };
        found.append(&mut names);
        names = found;
        end = next_end;
    }
    if names.is_empty() {
        // 市　长　乙: a name may have wide blanks inside.
        return names_in(source, all).or(parted.then(Vec::new));
    }
    Some(names)
}

/// The body's name behind the last blank of a stretch that is no name as a whole: …名录 甲县人民政府
fn last_name(source: &Source<'_>, chunk: Span) -> Option<Vec<Words>> {
    let last = *pieces(source, chunk).last()?;
    let name = source.slice(last);
    (last.start > chunk.start && name.chars().count() >= 4 && title::is_body_name(name))
        .then(|| names_in(source, last))
        .flatten()
}

/// The names that a line, or a stretch of one, consists of.
fn names_in(source: &Source<'_>, content: Span) -> Option<Vec<Words>> {
    let content = without_entity(source, content);
    let all = look::squash(source.slice(content));
    let length = all.chars().count();
    if !(2..=60).contains(&length)
        || all.contains(['。', '，', ',', '；', '？', '《', '”', '/', '>', '|', '〔'])
    {
        return None;
    }
    if all.starts_with("附件") || all.chars().any(|character| character.is_ascii_digit()) {
        return None;
    }
    if is_signatory(source.slice(content)) {
        return Some(vec![words(source, content)]);
    }
    if all.contains(['：', ':']) || !title::is_body_name(&all) {
        return None;
    }
    let pieces = pieces(source, content);
    let several = pieces.len() > 1
        && pieces.iter().all(|&piece| {
            let words = source.slice(piece);
            words.chars().count() >= 3 && title::is_body_name(words) && !is_division(words)
        });
    if pieces.len() > 1 && !several && pieces.iter().any(|piece| !is_one_character(source, *piece)) {
        let first = source.slice(pieces[0]);
        // 附表 甲县人民政府 is no name; 甲市 人民政府 and 市　长 are.
        if pieces.len() > 2 || (first.chars().count() > 4 && !title::is_body_name(first)) {
            return None;
        }
    }
    if several {
        return Some(pieces.into_iter().map(|piece| words(source, piece)).collect());
    }
    if let [only] = pieces.as_slice() {
        return Some(touching(source, *only).into_iter().map(|piece| words(source, piece)).collect());
    }
    (length <= 40).then(|| vec![words(source, content)])
}

/// Names of one place that touch: 甲市民政局甲市财政局. Behind a body's last character the place's first two recur.
fn touching(source: &Source<'_>, span: Span) -> Vec<Span> {
    let name = source.slice(span);
    let place: String = name.chars().take(2).collect();
    let mut names = Vec::new();
    let mut start = 0;
    for (at, _) in name.match_indices(&place).skip(1) {
        if name.get(start..at).is_some_and(|before| before.chars().count() > 3 && title::is_body_name(before))
        {
            names.push(Span::of(span.start as usize + start, span.start as usize + at));
            start = at;
        }
    }
    names.push(Span::of(span.start as usize + start, span.end as usize));
    names
}

fn is_one_character(source: &Source<'_>, span: Span) -> bool {
    source.slice(span).chars().nth(1).is_none()
}

/// A name without what is left of a page's blanks behind it: &nbsp;
fn without_entity(source: &Source<'_>, content: Span) -> Span {
    let words = source.slice(content);
    match words.rfind('&') {
        Some(at) if words.ends_with(';') && words.len() - at < 9 => {
            source.trim(Span::new(content.start, content.start + at as u32))
        }
        _ => content,
    }
}

/// A line's parts between blanks and 、.
fn pieces(source: &Source<'_>, content: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = content.start;
    for mark in source.marks_in(content) {
        if mark.kind == MarkKind::Blank || mark.is('、') {
            if mark.start > start {
                pieces.push(Span::new(start, mark.start));
            }
            start = mark.end;
        }
    }
    if start < content.end {
        pieces.push(Span::new(start, content.end));
    }
    pieces
}

pub(super) fn words(source: &Source<'_>, span: Span) -> Words {
    Words { text: look::squash(source.slice(span)), span }
}

/// A division's name, or a bracket, that is no name without the line above it: 办公室, （代章）.
fn is_division(name: &str) -> bool {
    const DIVISIONS: [&str; 7] =
        ["办公室", "办公厅", "秘书处", "秘书局", "综合处", "秘书科", "办公室（代章）"];
    DIVISIONS.contains(&name)
        || (name.starts_with(['（', '(']) && name.ends_with(['）', ')']) && name.chars().count() < 30)
}

/// 省长 乙某, 市　长：乙某: the head of a body with a name of two to four characters.
fn is_signatory(line: &str) -> bool {
    const OFFICES: [&str; 13] = [
        "省长", "市长", "县长", "区长", "州长", "主席", "部长", "局长", "总理", "主任", "署长", "行长",
        "旗长",
    ];
    let plain = look::squash(line);
    let plain = plain.strip_prefix('代').unwrap_or(&plain);
    OFFICES.iter().any(|office| {
        let Some(at) = plain.find(office) else { return false };
        let name = plain.get(at + office.len()..).unwrap_or_default().trim_start_matches(['：', ':']);
        let before = plain.get(..at).unwrap_or_default();
        (2..=4).contains(&name.chars().count())
            && name.chars().all(look::is_han)
            && before.chars().count() <= 14
            && line.contains(|character| is_blank(character) || character == '：')
    })
}
