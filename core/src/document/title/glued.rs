//! A title that something touches: the number, the addressees, the whole text behind it on one line.

use super::ending;
use crate::document::{look, number};
use crate::source::{MarkKind, Source, Span, is_blank};

/// How far behind the start of a line a title may end, in bytes.
const FARTHEST: u32 = 600;

/// The title at the start of a long segment: up to the number that touches it, or up to a type of document behind
/// which the addressees begin.
pub(super) fn find(source: &Source<'_>, segment: Span) -> Option<Span> {
    let text = source.text();
    let mut end = segment.end.min(segment.start + FARTHEST) as usize;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = Span::of(segment.start as usize, end);
    let numbers = number::within(source, window);
    let mut start = window.start;
    for number in &numbers {
        if number.span.start <= start + 6 {
            // The number comes first.
            start = source.trim(Span::new(number.span.end, window.end)).start;
            continue;
        }
        let title = source.trim(Span::new(start, number.span.start));
        let words = source.slice(title);
        let plain = !words.contains(['。', '；', '：', '，']) && !words.ends_with(['（', '(', '《', '、']);
        if plain && title.len() >= 18 && (ending::is_title(words) || words.contains("关于")) {
            return Some(title);
        }
        break;
    }
    before_addressees(source, Span::new(start, window.end))
}

/// The title that ends in a type of document and is followed by addressees, or by blanks and the body.
fn before_addressees(source: &Source<'_>, window: Span) -> Option<Span> {
    let text = source.text();
    let words = source.slice(window);
    let limit = words.find(['。', '；']).unwrap_or(words.len());
    let colon = words.find(['：', ':']).unwrap_or(words.len());
    let mut open = 0_i32;
    for mark in source.marks_in(window) {
        let at = (mark.start - window.start) as usize;
        if at >= limit.min(colon) {
            break;
        }
        match mark.kind {
            MarkKind::Sign('《') => open += 1,
            MarkKind::Sign('》') => open -= 1,
            MarkKind::Blank if open <= 0 => {
                let title = Span::new(window.start, mark.start);
                let words = source.slice(title);
                let named = words.contains("关于") || words.contains("印发") || words.contains("转发");
                if named && ending::document_type(words).is_some() && title.len() >= 24 {
                    return Some(title);
                }
            }
            _ => {}
        }
    }
    // …的通知各区县人民政府：
    let end =
        words[..limit.min(colon)].match_indices("各").map(|(at, _)| window.start as usize + at).find(|&at| {
            {
                ending::document_type(
                    source.slice(Span::of(window.start as usize, look::before_blank(text, at))),
                )
                .is_some()
            }
        });
    let title = source.trim(Span::of(window.start as usize, end?));
    let words = source.slice(title);
    (colon < limit && words.contains("关于") && title.len() >= 24 && !words.contains(is_unlike_title))
        .then_some(title)
}

fn is_unlike_title(character: char) -> bool {
    matches!(character, '，' | '。' | '；') && !is_blank(character)
}
