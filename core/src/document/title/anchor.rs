//! A title elsewhere than in its place: in the header table, or a page's name on the first line; and where the body
//! repeats it.

use super::{block, ending, page};
use crate::document::head::{self, Head};
use crate::document::{HeaderKey, addressee};
use crate::source::Span;

/// A title elsewhere than in its place: in the header table, or a page's name on the first line.
#[derive(Debug)]
pub(super) struct Anchor {
    key: String,
    pub(super) span: Span,
    pub(super) in_table: bool,
    /// Whether it is a title even where nothing repeats it.
    pub(super) certain: bool,
}

impl Anchor {
    pub(super) fn of(head: &Head<'_, '_>, body: usize) -> Option<Self> {
        if let Some(field) = head.header.get(HeaderKey::Title) {
            return Some(Self {
                key: head::key(&field.value),
                span: field.span,
                in_table: true,
                certain: true,
            });
        }
        let first = (0..head.segments.len().min(body).min(4)).find(|&index| {
            let words = head.words(index);
            !head.is_number(index)
                && !head.in_table(index)
                && block::is_title_line(words)
                && words.chars().count() >= 4
                && !page::is_furniture(words)
        })?;
        let segment = head.segments[first];
        let words = head.words(first);
        let name = page::without_site(words);
        let span = Span::new(segment.span.start, segment.span.start + name.len() as u32);
        let key = head::key(name);
        let long = key.chars().count() >= 6;
        let certain = long && segment.heading;
        long.then_some(Self { key, span, in_table: false, certain })
    }

    /// The first line where nothing else says that it is the title: long enough, and no beginning of a sentence. With
    /// the next line where the two together end as titles do: 甲市供水与节水 / 行动方案.
    pub(super) fn alone(&self, head: &Head<'_, '_>) -> Option<Span> {
        const SENTENCES: [&str; 8] = ["为", "根据", "按照", "依据", "近日", "据", "经", "0"];
        let words = head.source.slice(self.span);
        let titled = ending::is_title(words);
        let sentence = SENTENCES.iter().any(|start| words.starts_with(start))
            || words.matches(['，', ',']).count() > 1
            || words.matches('《').count() > words.matches('》').count()
            || addressee::is_names(words);
        if sentence && !titled || self.key.chars().count() < if titled { 6 } else { 14 } {
            return None;
        }
        let next = head.segments.iter().position(|segment| segment.span.start >= self.span.end);
        let joined = next.filter(|&next| {
            let words = head.words(next);
            head.segments[next].gap == 1 && block::is_title_line(words) && ending::is_title(words)
        });
        match joined {
            Some(next) if !titled || words.starts_with("关于") => {
                Some(self.span.join(head.segments[next].span))
            }
            _ => Some(self.span),
        }
    }

    /// Whether `official` is the title of the letter that carries the text of this name: 关于印发甲办法的通知.
    pub(super) fn is_carried(&self, head: &Head<'_, '_>, official: Span) -> bool {
        let words = head.source.slice(official);
        let key = head::key(words);
        key.len() > self.key.len()
            && key.contains(&self.key)
            && ["印发", "转发", "批转", "公布", "发布"].iter().any(|lead| words.contains(lead))
    }

    /// The last block of lines between it and the body that says the same.
    pub(super) fn matched(&self, head: &Head<'_, '_>, body: usize) -> Option<Span> {
        let behind = |index: usize| {
            head.segments[index].span.start >= self.span.end || self.in_table && !head.in_table(index)
        };
        (0..body).rev().filter(|&first| behind(first)).find_map(|first| {
            let mut rest =
                head::without_key(&self.key, head.words(first)).filter(|rest| rest.len() < self.key.len())?;
            let mut last = first;
            while !rest.is_empty() {
                last += 1;
                if last >= body || last - first > 8 {
                    return None;
                }
                rest = head::without_key(rest, head.words(last))?;
            }
            Some(head.segments[first].span.join(head.segments[last].span))
        })
    }
}
