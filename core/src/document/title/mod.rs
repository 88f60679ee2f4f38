//! The title: over one line or several, with a number glued to it, with or without its issuer.

mod anchor;
mod block;
mod ending;
mod file;
mod glued;
mod page;

pub(super) use block::is_numbered;
pub(super) use ending::{is_body_name, without_suffix};

use super::head::{self, Head};
use super::{Header, HeaderKey, addressee, number};
use crate::source::{Source, Span, is_blank};
use anchor::Anchor;
use serde::Serialize;

/// The fifteen types of official document (文种) of 中办发〔2012〕14号 第八条; 令 stands for 命令（令）.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub enum DocumentType {
    决议,
    决定,
    命令,
    公报,
    公告,
    通告,
    意见,
    通知,
    通报,
    报告,
    请示,
    批复,
    议案,
    函,
    纪要,
}

/// The title with its lines joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Title {
    /// Its words, line breaks and blanks between Han characters taken out.
    pub text: String,
    /// From the first character of its first line to the last of its last.
    pub span: Span,
    /// The type that it ends in.
    pub document_type: Option<DocumentType>,
    /// What stands before 关于 (the issuer), where it does.
    pub issuer: Option<String>,
}

/// The title: broken over lines, glued to the number, repeated, behind a page's furniture.
pub(super) fn parse(source: &Source<'_>, header: &Header) -> Option<Title> {
    let head = Head::new(source, header);
    let span = find(&head).or_else(|| file::find(source))?;
    let span = without_number(source, span);
    (!span.is_empty()).then(|| build(source, span))
}

fn find(head: &Head<'_, '_>) -> Option<Span> {
    let body = body_start(head);
    // A text that begins with its addressees has lost its title.
    let first = (0..head.segments.len()).find(|&index| !head.in_table(index) && !head.is_number(index))?;
    if addressee::is_addressees(head.words(first)) && head.header.get(HeaderKey::Title).is_none() {
        return None;
    }
    let official = beside_number_or_addressees(head, body);
    let anchor = Anchor::of(head, body);
    let matched = anchor.as_ref().and_then(|anchor| anchor.matched(head, body));
    match (anchor, official) {
        // A page is named after what the letter carries, the letter itself after more.
        (Some(anchor), Some(official)) if !anchor.in_table && anchor.is_carried(head, official) => {
            Some(official)
        }
        // The table's title, or a page's name, stands in the body as well: that is what a reader reads.
        (Some(_), _) if matched.is_some() => matched,
        (Some(anchor), _) if anchor.in_table => Some(anchor.span),
        // A copier's heading gives way to the title that number or addressees attest.
        (_, Some(official)) => Some(official),
        (Some(anchor), None) if anchor.certain => Some(anchor.span),
        (anchor, None) => glued(head)
            .or_else(|| promulgated(head))
            .or_else(|| by_breadcrumb(head))
            .or_else(|| by_shape(head, body))
            .or_else(|| anchor.and_then(|anchor| anchor.alone(head))),
    }
}

/// The segment with which the body begins: the addressees, or the first paragraph of running text.
fn body_start(head: &Head<'_, '_>) -> usize {
    (0..head.segments.len())
        .find(|&index| {
            let words = head.words(index);
            !head.in_table(index)
                && (words.len() > 90 && words.contains('。') || addressee::is_addressees(words))
        })
        .unwrap_or(head.segments.len())
}

/// The title in a segment that holds more than it.
fn glued(head: &Head<'_, '_>) -> Option<Span> {
    let first =
        (0..head.segments.len().min(6)).find(|&index| !head.is_number(index) && !head.in_table(index))?;
    let segment = head.segments[first].span;
    (!block::is_title_line(head.words(first)) || segment.len() > 240 || head.words(first).contains('〔'))
        .then(|| glued::find(head.source, segment))
        .flatten()
}

/// The block of lines between which and the addressees nothing stands but the number and a note in brackets.
fn beside_number_or_addressees(head: &Head<'_, '_>, body: usize) -> Option<Span> {
    for index in 0..head.segments.len().min(body + 2) {
        let addressees = index > 0 && addressee::is_addressees(head.words(index)) && !head.in_table(index);
        let number = head.is_number(index) && !head.in_table(index);
        if !addressees && !number {
            continue;
        }
        let before = (0..index)
            .rev()
            .take(3)
            .take_while(|&before| !head.in_table(before))
            .find(|&before| !head.is_number(before) && !is_note(head.words(before)));
        if let Some(before) = before
            && block::is_title_line(head.words(before))
            && ending::is_title(head.words(before))
            && !page::is_furniture(head.words(before))
        {
            return Some(block::ending_at(head, before).1);
        }
        if number && let Some(span) = block::starting_at(head, index + 1) {
            return Some(span);
        }
        if addressees {
            break;
        }
    }
    None
}

/// （2019年6月28日…通过）
fn is_note(words: &str) -> bool {
    words.starts_with(['（', '(']) && words.ends_with(['）', ')'])
}

/// 《甲办法》已经…通过，现予公布: the title is the line further on that repeats 甲办法.
fn promulgated(head: &Head<'_, '_>) -> Option<Span> {
    let first = (0..head.segments.len().min(4)).find(|&index| {
        let words = head.words(index);
        words.starts_with('《') && words.contains("已经") && words.contains("通过")
    })?;
    let words = head.words(first);
    let end = words.find("》已经").or_else(|| words.find("》（")).or_else(|| words.find('》'))?;
    let key = head::key(words.get(..end)?);
    let repeated = (first + 1..head.segments.len()).find(|&index| head::key(head.words(index)) == key)?;
    Some(head.segments[repeated].span)
}

/// The first line behind 当前位置：首页 > 政务公开 that is long enough.
fn by_breadcrumb(head: &Head<'_, '_>) -> Option<Span> {
    let crumb = (0..head.segments.len()).rfind(|&index| {
        let words = head.words(index);
        words.contains("当前位置")
            || words.contains("当前所在")
            || words.contains("您的位置")
            || words.matches(" > ").count() > 1
    })?;
    let first = (crumb + 1..head.segments.len().min(crumb + 12)).find(|&index| {
        let words = head.words(index);
        block::is_title_line(words)
            && words.chars().count() >= 6
            && !page::is_furniture(words)
            && !head.in_table(index)
    })?;
    Some(block::starting_at(head, first).unwrap_or(head.segments[first].span))
}

/// The first block before the body that ends as titles do.
fn by_shape(head: &Head<'_, '_>, body: usize) -> Option<Span> {
    let last = (0..body).find(|&index| {
        let words = head.words(index);
        !head.in_table(index) && block::is_title_line(words) && is_titled(words) && !page::is_furniture(words)
    })?;
    Some(block::ending_at(head, last).1)
}

/// Whether a line by itself may be a title by its ending: a type of document, or another ending with a place or 关于.
fn is_titled(words: &str) -> bool {
    let length = words.chars().count();
    let placed = words.contains("关于") || words.contains(['省', '市', '县', '区', '州', '国', '年']);
    length >= 6
        && ending::is_title(words)
        && (placed || length >= 12 || ending::document_type(words).is_some())
        && !words.starts_with(['为', '0'])
}

/// A title without a number that touches its beginning or its end, and with the bracket on the line below it:
/// （征求意见稿）.
fn without_number(source: &Source<'_>, span: Span) -> Span {
    let mut span = span;
    for number in number::within(source, span) {
        if number.span.start < span.start + 4 {
            span = source.trim(Span::new(number.span.end, span.end));
        } else if number.span.end + 4 > span.end {
            span = source.trim(Span::new(span.start, number.span.start));
        }
    }
    let next =
        source.lines().iter().skip(source.line_index(span.end) + 1).take(2).find(|line| !line.is_blank());
    if let Some(next) = next {
        const DRAFTS: [&str; 8] = ["征求意见稿", "试行", "暂行", "草案", "修订", "送审稿", "讨论稿", "修正"];
        let content = next.content();
        let words = source.slice(content);
        let is_draft =
            content.len() < 48 && is_note(words) && DRAFTS.iter().any(|draft| words.contains(draft));
        if is_draft && source.line_at(span.end).content_end <= span.end {
            span = span.join(content);
        }
    }
    span
}

fn build(source: &Source<'_>, span: Span) -> Title {
    let text = join(source.slice(span));
    let issuer = issuer(&text).map(str::to_owned);
    Title { document_type: ending::document_type(&text), issuer, span, text }
}

/// Lines joined; blanks between letters and digits stay, as one.
fn join(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut blank = false;
    for character in words.chars() {
        if is_blank(character) || (character == '#' && blank) {
            blank = true;
            continue;
        }
        if blank
            && character.is_ascii_alphanumeric()
            && text.ends_with(|last: char| last.is_ascii_alphanumeric())
        {
            text.push(' ');
        }
        blank = false;
        text.push(character);
    }
    text
}

/// What stands before 关于, or before 印发 and its like.
fn issuer(title: &str) -> Option<&str> {
    let quote = title.find('《').unwrap_or(title.len());
    let at = ["关于", "印发", "转发", "批转"]
        .iter()
        .filter_map(|lead| title[..quote].find(lead))
        .min()
        .or_else(|| title[..quote].find('对'))?;
    let issuer = &title[..at];
    (!issuer.is_empty() && ending::is_body_name(issuer)).then_some(issuer)
}

impl DocumentType {
    /// All of them, longest names first.
    pub const ALL: [Self; 15] = [
        Self::决议,
        Self::决定,
        Self::命令,
        Self::公报,
        Self::公告,
        Self::通告,
        Self::意见,
        Self::通知,
        Self::通报,
        Self::报告,
        Self::请示,
        Self::批复,
        Self::议案,
        Self::纪要,
        Self::函,
    ];

    /// Its Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::决议 => "决议",
            Self::决定 => "决定",
            Self::命令 => "命令",
            Self::公报 => "公报",
            Self::公告 => "公告",
            Self::通告 => "通告",
            Self::意见 => "意见",
            Self::通知 => "通知",
            Self::通报 => "通报",
            Self::报告 => "报告",
            Self::请示 => "请示",
            Self::批复 => "批复",
            Self::议案 => "议案",
            Self::函 => "函",
            Self::纪要 => "纪要",
        }
    }
}

#[cfg(test)]
mod tests;
