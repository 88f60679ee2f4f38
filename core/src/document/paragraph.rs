//! Paragraphs: what each line, or each stretch of a text without line breaks, is.
//! In: lines, the parts before the body, the outline's items. Out: paragraphs in order, each with the item it belongs to.

use super::outline::{begins_item, is_attachment_label};
use super::{Addressees, DocumentNumber, Header, Item, MarkerStyle, Title};
use crate::source::{Line, Source, Span};
use serde::Serialize;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphKind {
    /// Part of the title.
    Title,
    /// The number's line.
    Number,
    /// The addressees' line.
    Addressees,
    /// A heading of the outline, alone or with its text behind it.
    Heading,
    /// An article of a law: 第一条 …
    Article,
    /// Running text.
    Body,
    /// The attachments note.
    AttachmentNote,
    /// Who signed.
    Signature,
    /// The date of signature.
    Date,
    /// A note in brackets, 抄送, 印发.
    Note,
    /// The header table of a page.
    Header,
    /// A web page's furniture: menus, buttons, lists of links.
    Furniture,
}

/// A paragraph: a line without the blanks at its ends, or a stretch of a longer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
    /// The item of the outline that it belongs to, as an index into `Document::outline`.
    pub item: Option<u32>,
}

/// The parts that stand before the body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Front<'d> {
    pub(super) header: &'d Header,
    pub(super) title: Option<&'d Title>,
    pub(super) number: Option<&'d DocumentNumber>,
    pub(super) addressees: Option<&'d Addressees>,
}

impl Front<'_> {
    /// Whether the line's words are a part of the front and nothing else.
    pub(super) fn holds(&self, source: &Source<'_>, line: &Line) -> bool {
        self.kind(source, line.content()).is_some()
    }

    fn kind(&self, source: &Source<'_>, words: Span) -> Option<ParagraphKind> {
        if words.len() <= LONGEST_HEADER && self.header.span.overlaps(words) {
            return Some(ParagraphKind::Header);
        }
        let near =
            |span: Span| span.contains(words) || (span.overlaps(words) && words.len() <= span.len() + 6);
        let in_title = self.title.is_some_and(|title| title.span.contains(words));
        if in_title && !begins_item(source, words) && !source.slice(words).starts_with("附件") {
            return Some(ParagraphKind::Title);
        }
        if self.number.is_some_and(|number| near(number.span)) {
            return Some(ParagraphKind::Number);
        }
        if self.addressees.is_some_and(|addressees| near(addressees.span.join(addressees.colon_span))) {
            return Some(ParagraphKind::Addressees);
        }
        None
    }
}

/// A line longer than this, in bytes, holds more than a field of the header table.
const LONGEST_HEADER: u32 = 900;

/// The paragraphs. `running` names the lines, by index, that are cut at the items inside them.
pub(super) fn parse(
    source: &Source<'_>,
    front: &Front<'_>,
    items: &[Item],
    running: &[u32],
) -> Vec<Paragraph> {
    let mut paragraphs = Vec::with_capacity(source.lines().len());
    let mut owner = Owner { items, next: 0, item: None };
    let furniture = furniture_start(source);
    for (index, line) in (0_u32..).zip(source.lines()).filter(|(_, line)| !line.is_blank()) {
        let words = line.content();
        if let Some(kind) = front.kind(source, words) {
            paragraphs.push(Paragraph { span: words, kind, item: None });
            continue;
        }
        if words.start >= furniture {
            paragraphs.push(Paragraph { span: words, kind: ParagraphKind::Furniture, item: None });
            continue;
        }
        let mut from = words.start;
        if running.binary_search(&index).is_ok() {
            let first = items.partition_point(|item| item.marker_span.start <= words.start);
            for item in items.get(first..).unwrap_or_default() {
                if item.marker_span.start >= words.end {
                    break;
                }
                if item.style != MarkerStyle::ChineseIs && item.style != MarkerStyle::Circled {
                    owner.push(source, source.trim(Span::new(from, item.marker_span.start)), &mut paragraphs);
                    from = item.marker_span.start;
                }
            }
        }
        owner.push(source, Span::new(from, words.end), &mut paragraphs);
    }
    paragraphs
}

/// Gives what stands inside `span` its kind, once it is known what it is.
pub(super) fn mark(paragraphs: &mut [Paragraph], span: Span, kind: ParagraphKind) {
    let first = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
    for paragraph in paragraphs.get_mut(first..).unwrap_or_default() {
        if paragraph.span.start >= span.end {
            break;
        }
        if span.contains(paragraph.span) {
            paragraph.kind = kind;
            paragraph.item = None;
        }
    }
}

/// Walks the items beside the paragraphs.
struct Owner<'i> {
    items: &'i [Item],
    next: usize,
    item: Option<u32>,
}

impl Owner<'_> {
    fn push(&mut self, source: &Source<'_>, span: Span, paragraphs: &mut Vec<Paragraph>) {
        if span.is_empty() {
            return;
        }
        let mut own = None;
        while let Some(item) = self.items.get(self.next)
            && item.marker_span.start < span.end
        {
            // An item that begins inside the paragraph owns what follows it, not the paragraph.
            if item.marker_span.start <= span.start + 12 && own.is_none() {
                own = Some(item.style);
                self.item = Some(self.next as u32);
            }
            self.next += 1;
        }
        if own.is_none() {
            self.leave(span.start);
        }
        let kind = match own {
            Some(MarkerStyle::Article) => ParagraphKind::Article,
            Some(_) => ParagraphKind::Heading,
            None if is_attachment_label(source.slice(span)) => ParagraphKind::AttachmentNote,
            None => ParagraphKind::Body,
        };
        paragraphs.push(Paragraph { span, kind, item: self.item });
    }

    /// The innermost of the items begun so far that has not ended.
    fn leave(&mut self, at: u32) {
        self.item = self.next.checked_sub(1).map(|last| last as u32);
        while let Some(index) = self.item
            && let Some(item) = self.items.get(index as usize)
            && item.span.end <= at
        {
            self.item = item.parent;
        }
    }
}

/// Words of a page's foot. Where the last sentence has been, a line with one of them begins the furniture.
const FOOT: [&str; 16] = [
    "网站标识码",
    "公网安备",
    "ICP备",
    "版权所有",
    "网站地图",
    "联系我们",
    "扫一扫",
    "返回顶部",
    "打印本页",
    "关闭窗口",
    "【打印】",
    "分享到",
    "相关链接",
    "上一篇",
    "下一篇",
    "主办单位：",
];

/// Where the furniture at the foot of a page begins; the text's end where there is none.
fn furniture_start(source: &Source<'_>) -> u32 {
    let end = source.text().len() as u32;
    let lines = source.lines();
    // Only the foot is looked at: from the last line that holds a sentence, no further than some hundred lines.
    let foot = lines
        .iter()
        .rposition(|line| source.marks_of(line).iter().any(|mark| mark.is('。')))
        .map_or(0, |last| last + 1)
        .max(lines.len().saturating_sub(600));
    lines
        .get(foot..)
        .unwrap_or_default()
        .iter()
        .find(|line| {
            line.content_end - line.content_start < 600
                && FOOT.iter().any(|word| source.slice(line.content()).contains(word))
        })
        .map_or(end, |line| line.start)
}
