//! Addressees (主送机关): the line between title or number and body that ends in a colon.

use super::{DocumentNumber, Header, Title, Words, look, title};
use crate::source::{Line, MarkKind, Source, Span};
use serde::Serialize;

/// The addressees' line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addressees {
    /// Each addressee as written.
    pub units: Vec<Words>,
    /// The names, the colon left out.
    pub span: Span,
    /// The character that ends the line: ： or : .
    pub colon: char,
    /// Where that character stands.
    pub colon_span: Span,
}

/// How far the colon may stand from the beginning, in bytes.
const FARTHEST: u32 = 900;
/// How many lines with words may stand between title and addressees: number, note, date, buttons of a page.
const LINES_BETWEEN: usize = 14;

/// Whether a line consists of addressees and their colon.
pub(super) fn is_addressees(words: &str) -> bool {
    words.strip_suffix(['：', ':']).is_some_and(is_names)
}

/// Whether `words` are names of those whom a document is sent to.
pub(super) fn is_names(words: &str) -> bool {
    const NEVER: [&str; 15] = [
        "如下",
        "下列",
        "以下",
        "通知",
        "决定",
        "附件",
        "时间",
        "来源",
        "标题",
        "事项",
        "电话",
        "现将",
        "日期",
        "注",
        "发布机构",
    ];
    const ENDS: &str =
        "府门位构局委会部厅院署处室办校人表行司社团业机志心所站县市区州镇乡道民者户员队组长生友";
    let length = words.chars().count();
    if !(2..=300).contains(&length) || words.contains(['。', '；', '？', '《', '|', '>', '*', '/']) {
        return false;
    }
    if title::is_numbered(words) || words.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    if NEVER.iter().any(|never| words.contains(never)) {
        return false;
    }
    let plain = title::without_suffix(words);
    words.starts_with('各')
        || words.starts_with("尊敬的")
        || title::is_body_name(words)
        || plain.ends_with(|last| ENDS.contains(last))
}

pub(super) fn parse(
    source: &Source<'_>,
    header: &Header,
    title: Option<&Title>,
    number: Option<&DocumentNumber>,
) -> Option<Addressees> {
    let title_end = title.map_or(0, |title| title.span.end);
    let number_end = number.map_or(0, |number| number.span.end);
    let start = if number_end > title_end && number_end < title_end + 2_000 { number_end } else { title_end };
    behind(source, header, start)
        // A title that stands only in a file's name at the end has everything before it.
        .or_else(|| {
            title
                .filter(|title| title.span.start > number_end)
                .and_then(|_| behind(source, header, number_end))
        })
}

/// The addressees behind byte `start`: on the rest of its line, or on one of the next lines.
fn behind(source: &Source<'_>, header: &Header, start: u32) -> Option<Addressees> {
    // A bracket around the number is not theirs.
    let start = match look::at(source.text(), start as usize) {
        Some(close @ ('）' | ')')) => start + close.len_utf8() as u32,
        _ => start,
    };
    let text = source.text();
    let mut first = source.line_index(start);
    if start >= source.lines()[first].content_end {
        first += 1;
    }
    let mut tried = 0;
    for (offset, line) in source.lines().iter().enumerate().skip(first) {
        if line.is_blank() {
            continue;
        }
        tried += 1;
        if tried > LINES_BETWEEN {
            break;
        }
        let from = source.trim(Span::new(line.content_start.max(start), line.content_end)).start;
        if header.holds(Span::new(from, line.content_end)) && line.content().len() < 300 {
            continue;
        }
        if let Some(found) = from_line(source, offset, from).or_else(|| inside(source, line, from)) {
            return Some(found);
        }
        let content = Span::new(from, line.content_end);
        if content.len() > 120
            && source.slice(Span::new(from, clip(text, content.end, from + 600))).contains('。')
        {
            break;
        }
    }
    None
}

/// `end`, or the character boundary at or before `most` where that comes first.
fn clip(text: &str, end: u32, most: u32) -> u32 {
    let mut end = end.min(most) as usize;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end as u32
}

/// Addressees that begin at `from`, on the line of that index, perhaps broken over several lines.
fn from_line(source: &Source<'_>, index: usize, from: u32) -> Option<Addressees> {
    let text = source.text();
    let window = Span::new(from, clip(text, text.len() as u32, from + FARTHEST));
    let mut lines = 0;
    for mark in source.marks_in(window) {
        match mark.kind {
            MarkKind::LineEnd => {
                lines += 1;
                // A name that is broken off goes on; a blank line or a whole sentence does not.
                let before = look::before(text, look::before_blank(text, mark.start as usize));
                let next = source.lines().get(index + lines);
                if lines > 4
                    || before.is_none_or(|before| "。；！？".contains(before))
                    || next.is_none_or(Line::is_blank)
                {
                    return None;
                }
            }
            MarkKind::Sign(colon @ ('：' | ':')) => {
                let names = source.trim(Span::new(from, mark.start));
                let words = look::squash(source.slice(names));
                // On one line with the body, names have to be beyond doubt.
                let alone = source.line_at(mark.start).content_end == mark.end;
                let sure = alone && lines == 0 || words.contains('各') || title::is_body_name(&words);
                return (sure && is_names(&words)).then(|| Addressees {
                    units: units(source, names),
                    span: names,
                    colon,
                    colon_span: mark.span(),
                });
            }
            MarkKind::Sign('。' | '；' | '《') => return None,
            _ => {}
        }
    }
    None
}

/// Addressees behind a blank within a long line: where a page's furniture and its whole text are one line.
fn inside(source: &Source<'_>, line: &Line, from: u32) -> Option<Addressees> {
    if line.content_end < from + 300 {
        return None;
    }
    let window = Span::new(from, clip(source.text(), line.content_end, from + FARTHEST));
    let mut start = from;
    for mark in source.marks_in(window) {
        match mark.kind {
            MarkKind::Blank => start = mark.end,
            MarkKind::Sign('。') => return None,
            MarkKind::Sign(colon @ ('：' | ':')) => {
                let names = Span::new(start, mark.start);
                let words = source.slice(names);
                if words.starts_with('各') && is_names(words) {
                    return Some(Addressees {
                        units: units(source, names),
                        span: names,
                        colon,
                        colon_span: mark.span(),
                    });
                }
                start = mark.end;
            }
            _ => {}
        }
    }
    None
}

/// The addressees one by one: groups part at ，; names within a group at 、 where each part is a name of its own
/// (各省、自治区、直辖市人民政府 is one).
fn units(source: &Source<'_>, names: Span) -> Vec<Words> {
    let mut units = Vec::new();
    for group in split(source, names, &['，', ',', '；']) {
        let parts = split(source, group, &['、']);
        let whole = parts.iter().all(|&part| {
            let words = source.slice(part);
            title::is_body_name(words)
                || (words.starts_with('各') && words.ends_with(['门', '位', '构', '业', '室', '府']))
        });
        if whole { units.extend(parts) } else { units.push(group) }
    }
    units
        .into_iter()
        .filter(|unit| !unit.is_empty())
        .map(|span| Words { text: look::squash(source.slice(span)), span })
        .collect()
}

fn split(source: &Source<'_>, span: Span, signs: &[char]) -> Vec<Span> {
    let mut parts = Vec::new();
    let (mut start, mut open) = (span.start, 0_i32);
    for mark in source.marks_in(span) {
        match mark.kind {
            MarkKind::Sign('（' | '(') => open += 1,
            MarkKind::Sign('）' | ')') => open -= 1,
            MarkKind::Sign(sign) if open <= 0 && signs.contains(&sign) => {
                parts.push(source.trim(Span::new(start, mark.start)));
                start = mark.end;
            }
            _ => {}
        }
    }
    parts.push(source.trim(Span::new(start, span.end)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addressees(text: &str) -> Option<Addressees> {
        let source = Source::new(text);
        let addressees = parse(&source, &Header::default(), None, None)?;
        assert!("：:".contains(source.slice(addressees.colon_span)));
        Some(addressees)
    }

    fn units(text: &str) -> Vec<String> {
        addressees(text)
            .map_or(Vec::new(), |addressees| addressees.units.into_iter().map(|unit| unit.text).collect())
    }

    #[test]
    fn groups_part_at_commas_and_names_at_enumeration_commas() {
        assert_eq!(
            units("各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n正文。"),
            ["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"]
        );
        assert_eq!(units("甲省人民政府、乙部:\n正文。"), ["甲省人民政府", "乙部"]);
        assert_eq!(units("各乡镇（街道、园区），各有关单位：\n"), ["各乡镇（街道、园区）", "各有关单位"]);
    }

    #[test]
    fn the_colon_is_kept_as_it_stands() {
        let addressees = addressees("𠮷😀通知\n各处室、直属单位:\n正文。").unwrap();
        assert_eq!(addressees.colon, ':');
    }

    #[test]
    fn names_may_be_broken_over_lines_and_touch_the_body() {
        assert_eq!(units("各市、县人民政府，甲省健康委员会各成\n员单位：\n正文。").len(), 2);
        assert_eq!(units("各区县人民政府，有关单位：近年来，供水发展。").len(), 2);
    }

    #[test]
    fn other_lines_that_end_in_a_colon_are_no_addressees() {
        for text in [
            "现将有关事项通知如下：\n一、甲。",
            "发布机构：\n",
            "一、各有关单位：\n",
            "组　长：王某\n",
            "时间：6月28日\n",
            "为做好供水工作。各单位：\n",
        ] {
            assert_eq!(addressees(text), None, "{text}");
        }
    }
}
