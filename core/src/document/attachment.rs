//! The attachments note (附件：1. …) and the attachments themselves.
//! In: lines, and where the signature stands. Out: the names that the note gives, and the attachments with their titles.

use super::outline::{is_attachment_label, read_number};
use super::{Signature, Words, look};
use crate::source::{Line, Source, Span, is_blank};
use memchr::memmem;
use serde::Serialize;

/// One attachment that the note names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentNoteItem {
    /// Its number as written; `None` for a single one.
    pub number: Option<u32>,
    /// Its name, without what follows.
    pub name: Words,
    /// Punctuation behind the name, which the standard forbids.
    pub trailing: Option<char>,
}

/// The note under the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentNote {
    /// The word 附件 with whatever stands between it and the first name: 附件：, 附件1：
    pub label: Words,
    /// The colon as written: ：, : or none.
    pub colon: Option<char>,
    /// The attachments named.
    pub items: Vec<AttachmentNoteItem>,
    /// The whole note.
    pub span: Span,
}

/// One attachment: its mark (附件1) and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its number; `None` for a single one.
    pub number: Option<u32>,
    /// The mark as it stands.
    pub label: Words,
    /// Its title.
    pub title: Option<Words>,
    /// The whole attachment.
    pub span: Span,
}

/// The longest line that may be a title, in bytes.
const LONGEST_TITLE: u32 = 180;

pub(super) fn parse(
    source: &Source<'_>,
    signature: Option<&Signature>,
) -> (Option<AttachmentNote>, Vec<Attachment>) {
    let note = note(source, signature);
    let attachments = attachments(source, note.as_ref());
    (note, attachments)
}

fn words(source: &Source<'_>, span: Span) -> Words {
    Words { text: look::squash(source.slice(span)), span }
}

/// 附件, 附, 附表 at the start of `words`, and the rest.
fn after_label(words: &str) -> Option<&str> {
    let rest = words.strip_prefix("附件").or_else(|| words.strip_prefix("附表"));
    match rest {
        Some(rest) => Some(rest),
        None => {
            words.strip_prefix('附').filter(|rest| rest.trim_start_matches(is_blank).starts_with(['：', ':']))
        }
    }
}

/// The indices of the lines that begin with 附.
fn begun<'s>(source: &'s Source<'_>) -> impl Iterator<Item = usize> + 's {
    memmem::find_iter(source.text().as_bytes(), "附".as_bytes()).filter_map(|at| {
        let index = source.line_index(at as u32);
        (source.lines().get(index)?.content_start == at as u32).then_some(index)
    })
}

/// What the first line of a note is made of.
#[derive(Debug, Clone, Copy)]
struct Head {
    label: Span,
    colon: Option<char>,
    /// The number inside the label: 附件1：.
    number: Option<u32>,
    /// Where the names begin.
    rest: u32,
    /// Whether it stands inside a text that runs on, where a blank ends each name.
    runs_on: bool,
}

/// 附件： or 附件1： or 附件:1. at the start of a line. 附件 alone is the mark of an attachment, unless a colon stands behind it.
fn head(source: &Source<'_>, line: &Line) -> Option<Head> {
    let text = source.slice(line.content());
    let rest = after_label(text)?;
    let (number, after_number) = number(rest);
    let trimmed = after_number.trim_start_matches(is_blank);
    let colon = trimmed.chars().next().filter(|sign| matches!(sign, '：' | ':' | '.' | '．' | '、'));
    let rest = match colon {
        Some(colon) => trimmed.get(colon.len_utf8()..)?,
        // 附件1 某某表: a blank parts label and name.
        None if number.is_some() && trimmed.len() < after_number.len() && !trimmed.is_empty() => trimmed,
        None => return None,
    };
    // 附件1.docx is a file to download.
    if number.is_none() && !matches!(colon, Some('：' | ':')) || number.is_some() && is_file(text) {
        return None;
    }
    let label_end = line.content_end - rest.len() as u32;
    Some(Head {
        label: source.trim(Span::new(line.content_start, label_end)),
        colon: colon.filter(|sign| matches!(sign, '：' | ':')),
        number,
        rest: label_end + (rest.len() - rest.trim_start_matches(is_blank).len()) as u32,
        runs_on: false,
    })
}

/// A number at the start of `words`: digits or Chinese numerals.
fn number(words: &str) -> (Option<u32>, &str) {
    let words = words.trim_start_matches(is_blank);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits <= 3 {
        return (
            words.get(..digits).and_then(|digits| digits.parse().ok()),
            words.get(digits..).unwrap_or_default(),
        );
    }
    let length: usize = words
        .chars()
        .take(3)
        .take_while(|sign| *sign == '十' || (!sign.is_ascii() && look::chinese_digit(*sign).is_some()))
        .map(char::len_utf8)
        .sum();
    match words.get(..length).and_then(look::chinese_number) {
        Some(number) if length > 0 => (Some(number), words.get(length..).unwrap_or_default()),
        _ => (None, words),
    }
}

/// The note: the last that begins before the signature; else the first of the text, that of an attached text.
fn note(source: &Source<'_>, signature: Option<&Signature>) -> Option<AttachmentNote> {
    let limit = signature.map_or(u32::MAX, |signature| signature.span.start);
    let lines = source.lines();
    let heads: Vec<(usize, Head)> =
        begun(source).filter_map(|index| Some((index, head(source, lines.get(index)?)?))).collect();
    // Several lines may each have the label: the first of the last run of them.
    let mut before_signature: Option<(usize, Head)> = None;
    for (index, head) in heads.iter().take_while(|(index, _)| lines[*index].start < limit) {
        let goes_on = signature.is_none() && before_signature.is_some()
            || before_signature.as_ref().is_some_and(|(_, first)| {
                first.number.is_some() && head.number.is_some_and(|number| number > 1)
            });
        if !goes_on {
            before_signature = Some((*index, *head));
        }
    }
    let is_name = |(index, head): &(usize, Head)| {
        !is_file(source.slice(Span::new(head.rest, lines[*index].content_end)))
    };
    let found = before_signature
        .or_else(|| running(source, limit))
        .or_else(|| heads.iter().copied().find(|found| lines[found.0].start >= limit && is_name(found)));
    let (index, head) = found?;
    read(source, index, head)
}

/// A note in a text without line breaks: 附件：1．… behind a full stop.
fn running(source: &Source<'_>, limit: u32) -> Option<(usize, Head)> {
    let text = source.text();
    for found in memmem::find_iter(text.as_bytes(), "附件：".as_bytes()) {
        if found as u32 >= limit {
            return None;
        }
        let before = look::before(text, look::before_blank(text, found));
        let end = found + "附件：".len();
        let begins_list =
            read_number(text, look::past_blank(text, end)).is_some_and(|(number, _)| number == 1);
        if matches!(before, Some('。')) && begins_list {
            let label = Span::of(found, end);
            let rest = look::past_blank(text, end) as u32;
            return Some((
                source.line_index(found as u32),
                Head { label, colon: Some('：'), number: None, rest, runs_on: true },
            ));
        }
    }
    None
}

fn read(source: &Source<'_>, index: usize, head: Head) -> Option<AttachmentNote> {
    let text = source.text();
    let line = source.lines().get(index)?;
    let mut items = Vec::new();
    let mut expected = head.number.unwrap_or(1);
    let own_number = head.number;
    let end = line.content_end;
    names(source, Span::new(head.rest, end), &mut expected, own_number, &mut items);
    // Further names stand on lines of their own: numbered, or each with the label.
    for line in source.lines().get(index + 1..)?.iter().filter(|line| !line.is_blank()) {
        let start = line.content_start as usize;
        let before = items.len();
        if let Some(next) = self::head(source, line)
            && next.number == Some(expected)
        {
            names(source, Span::new(next.rest, line.content_end), &mut expected, next.number, &mut items);
        } else if read_number(text, start).is_some_and(|(number, _)| number == expected) {
            names(source, line.content(), &mut expected, None, &mut items);
        }
        if items.len() == before {
            break;
        }
    }
    if head.runs_on {
        for item in &mut items {
            end_at_blank(source, item);
        }
    }
    let last = items.last()?;
    let end = last.name.span.end + last.trailing.map_or(0, |sign| sign.len_utf8() as u32);
    Some(AttachmentNote {
        label: words(source, head.label),
        colon: head.colon,
        items,
        span: head.label.join(Span::new(head.label.start, end)),
    })
}

/// In a text that runs on, what stands behind a blank is no more of the name.
fn end_at_blank(source: &Source<'_>, item: &mut AttachmentNoteItem) {
    let name = source.slice(item.name.span);
    if let Some(at) = name.find(is_blank) {
        let span = Span::new(item.name.span.start, item.name.span.start + at as u32);
        item.name = words(source, span);
        item.trailing = None;
    }
}

/// The names inside `span`: one, or several with their numbers.
fn names(
    source: &Source<'_>,
    span: Span,
    expected: &mut u32,
    own_number: Option<u32>,
    items: &mut Vec<AttachmentNoteItem>,
) {
    let text = source.text();
    let mut start = span.start;
    let mut number = own_number;
    if let Some((first, end)) = read_number(text, start as usize)
        && first == *expected
        && own_number.is_none()
    {
        number = Some(first);
        start = look::past_blank(text, end) as u32;
    } else if let Some((label_number, rest)) = inner_label(source.slice(Span::new(start, span.end))) {
        number = Some(label_number);
        start = span.end - rest.len() as u32;
    }
    if number.is_none() && (!items.is_empty() || start >= span.end) {
        return;
    }
    *expected = number.unwrap_or(*expected) + 1;
    // The next number on the same line ends this name.
    let mut end = span.end;
    let mut next = None;
    if number.is_some() {
        for mark in source.marks_in(Span::new(start, span.end)) {
            if let Some((following, _)) = read_number(text, mark.start as usize)
                && following == *expected
                && mark.start > start
                && text
                    .as_bytes()
                    .get(mark.start as usize)
                    .is_some_and(|byte| byte.is_ascii_digit() || *byte >= 0xE2)
            {
                end = mark.start;
                next = Some(mark.start);
                break;
            }
        }
    }
    // In a text that runs on, wide blanks end the last name.
    let name = source.slice(Span::new(start, end));
    let name = name.split("\u{3000}\u{3000}").next().unwrap_or_default();
    let name = name.split("    ").next().unwrap_or_default();
    let name = name.trim_matches(is_blank);
    let plain = name.trim_end_matches(['。', '；', ';', '，', ',', '、', '.']);
    let trailing = name[plain.len()..].chars().next();
    let from = source.trim(Span::new(start, end)).start;
    let name_span = Span::new(from, from + plain.len() as u32);
    if plain.is_empty() || plain.len() > 600 {
        return;
    }
    items.push(AttachmentNoteItem { number, name: words(source, name_span), trailing });
    if let Some(next) = next {
        names(source, Span::new(next, span.end), expected, None, items);
    }
}

/// 附件1 某某表 behind 附件：.
fn inner_label(words: &str) -> Option<(u32, &str)> {
    let rest = words.strip_prefix("附件")?;
    let (number, rest) = number(rest);
    let rest =
        rest.trim_start_matches(|sign: char| is_blank(sign) || matches!(sign, '：' | ':' | '.' | '．'));
    Some((number?, rest))
}

/// The attachments: lines that are 附件1 alone, or 附件1：标题, behind the note.
fn attachments(source: &Source<'_>, note: Option<&AttachmentNote>) -> Vec<Attachment> {
    let from = note.map_or(0, |note| note.span.end);
    let lines = source.lines();
    let end = source.text().len() as u32;
    let mut attachments: Vec<Attachment> = Vec::new();
    for index in begun(source) {
        let Some(line) = lines.get(index).filter(|line| line.start >= from) else { continue };
        let length = line.content_end - line.content_start;
        if length > LONGEST_TITLE {
            continue;
        }
        let text = source.slice(line.content());
        let Some(rest) = after_label(text) else { continue };
        let (number, title) = if is_attachment_label(text) {
            let below = lines.get(index + 1..).unwrap_or_default();
            // 附件： above a list of files is a heading of the page.
            let next = below.iter().find(|line| !line.is_blank());
            if text.ends_with(['：', ':'])
                && next.is_some_and(|next| after_label(source.slice(next.content())).is_some())
            {
                continue;
            }
            (number(rest).0, title_below(source, below, note))
        } else if is_file(text) {
            continue;
        } else {
            let Some(head) = head(source, line).filter(|head| head.number.is_some()) else { continue };
            let title = Span::new(head.rest, line.content_end);
            // Lists of files to download are no attachments.
            if is_file(source.slice(title)) || title.is_empty() {
                continue;
            }
            (head.number, Some(words(source, title)))
        };
        if let Some(last) = attachments.last_mut() {
            last.span.end = look::trimmed_end(source.text(), line.start);
        }
        let label = match title.as_ref().filter(|title| title.span.start < line.content_end) {
            Some(title) => source.trim(Span::new(line.content_start, title.span.start)),
            None => line.content(),
        };
        attachments.push(Attachment {
            number,
            label: words(source, label),
            title,
            span: Span::new(line.content_start, look::trimmed_end(source.text(), end)),
        });
    }
    attachments
}

/// Whether a name ends like a file's.
fn is_file(name: &str) -> bool {
    let Some((_, extension)) = name.rsplit_once('.') else { return false };
    ["doc", "docx", "xls", "xlsx", "pdf", "zip", "rar", "wps", "et", "ofd", "ppt", "pptx", "jpg"]
        .iter()
        .any(|known| extension.trim_matches(is_blank).eq_ignore_ascii_case(known))
}

/// Endings of a whole title: what follows on the next line is no more of it.
const TITLE_ENDS: [&str; 33] = [
    "方案", "办法", "细则", "规定", "清单", "目录", "表", "指南", "名单", "标准", "要点", "意见", "计划",
    "分工", "流程", "说明", "通知", "函", "书", "图", "规划", "预案", "制度", "）", ")", "条例", "规则",
    "指引", "范围", "职责", "行动", "情况", "措施",
];

/// The title below a mark: the next line with words, and the ones that go on with it.
fn title_below(source: &Source<'_>, lines: &[Line], note: Option<&AttachmentNote>) -> Option<Words> {
    let is_named =
        |title: &str| note.is_some_and(|note| note.items.iter().any(|item| item.name.text == title));
    let is_title = |line: &Line| {
        let text = source.slice(line.content());
        line.content_end - line.content_start <= LONGEST_TITLE
            && !text.contains(['。', '；', '，', '：', ':', '\t', '|'])
            && read_number(source.text(), line.content_start as usize).is_none()
            && !super::outline::begins_item(source, line.content())
            && after_label(text).is_none()
    };
    let mut title: Option<Span> = None;
    for line in lines.iter().filter(|line| !line.is_blank()).take(3) {
        if !is_title(line) {
            break;
        }
        let joined = title.map_or_else(|| line.content(), |title| title.join(line.content()));
        title = Some(joined);
        let text = source.slice(line.content());
        if TITLE_ENDS.iter().any(|end| text.ends_with(end)) || is_named(&look::squash(source.slice(joined))) {
            break;
        }
        // A first line that ends in no known word is whole unless the next is as short.
        if line.content_end - line.content_start < 24 {
            break;
        }
    }
    title.map(|span| words(source, span))
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    type Named = (Option<u32>, String, Option<char>);

    fn note(text: &str) -> (String, Option<char>, Vec<Named>) {
        let document = Document::parse(text);
        let note = document.attachment_note.as_ref().unwrap_or_else(|| panic!("no note in {text}"));
        for item in &note.items {
            assert_eq!(crate::document::look::squash(document.slice(item.name.span)), item.name.text);
        }
        let items =
            note.items.iter().map(|item| (item.number, item.name.text.clone(), item.trailing)).collect();
        (note.label.text.clone(), note.colon, items)
    }

    const HEAD: &str = "关于甲事的通知\n\n各区财政局：\n现将甲事𠮷😀通知如下。\n";
    const END: &str = "\n\n某某市财政局\n2024年3月5日\n";

    #[test]
    fn the_note_names_its_attachments() {
        let found = note(&format!("{HEAD}　　附件：甲表{END}"));
        assert_eq!(found, ("附件：".to_owned(), Some('：'), vec![(None, "甲表".to_owned(), None)]));
        let found = note(&format!("{HEAD}附件：1. 甲表\n      2．乙表\n3、丙表。{END}"));
        assert_eq!(
            found.2,
            [
                (Some(1), "甲表".to_owned(), None),
                (Some(2), "乙表".to_owned(), None),
                (Some(3), "丙表".to_owned(), Some('。'))
            ]
        );
        let found = note(&format!("{HEAD}附件:1.《甲表》；2.乙表{END}"));
        assert_eq!(found.1, Some(':'));
        assert_eq!(
            found.2,
            [(Some(1), "《甲表》".to_owned(), Some('；')), (Some(2), "乙表".to_owned(), None)]
        );
        let found = note(&format!("{HEAD}附件1：甲表\n附件2：乙表{END}"));
        assert_eq!(found.0, "附件1：");
        assert_eq!(found.2, [(Some(1), "甲表".to_owned(), None), (Some(2), "乙表".to_owned(), None)]);
    }

    #[test]
    fn a_text_without_line_breaks_has_its_note_too() {
        let text = "关于甲事的通知 各区财政局： 现将甲事通知如下： 一、办甲事。 二、办乙事。 附件：1．甲表 2．乙表 某某市财政局 2024年3月5日";
        let document = Document::parse(text);
        let note = document.attachment_note.expect("a note");
        assert_eq!(note.items[0].name.text, "甲表");
        assert_eq!(note.items.len(), 2);
    }

    #[test]
    fn attachments_have_marks_and_titles() {
        let text = format!(
            "{HEAD}附件：1.甲方案\n2.乙表{END}\n附件1\n\n某某市关于甲事的实施\n方案\n\n为做好甲事。\n附件2\n乙表\n序号 名称\n"
        );
        let document = Document::parse(&text);
        let found: Vec<_> = document
            .attachments
            .iter()
            .map(|attachment| {
                (
                    attachment.number,
                    attachment.label.text.as_str(),
                    attachment.title.as_ref().map(|title| title.text.as_str()),
                )
            })
            .collect();
        assert_eq!(
            found,
            [(Some(1), "附件1", Some("某某市关于甲事的实施方案")), (Some(2), "附件2", Some("乙表"))]
        );
        assert!(document.slice(document.attachments[0].span).ends_with("为做好甲事。"));
    }

    #[test]
    fn lists_of_files_and_mentions_are_no_attachments() {
        let text = format!("{HEAD}请填报附件1。{END}\n附件列表：\n附件1：甲表.docx\n附件2：乙表.xls\n");
        let document = Document::parse(&text);
        assert_eq!(document.attachments, []);
        assert!(document.attachment_note.is_none());
    }
}
