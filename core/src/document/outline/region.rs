//! Stretches of a text with outlines of their own: what follows a signature or the mark of an attachment begins anew.

use super::scan::line_start;
use crate::document::look;
use crate::source::{Line, Source};

/// A stretch, from its first byte to the next one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) start: u32,
    /// Where the words of the stretch before it end: before signature and date.
    pub(super) before_end: u32,
}

/// The longest name of a signer, in bytes.
const LONGEST_SIGNER: u32 = 160;

/// The stretches in order; the first begins with the text.
pub(super) fn regions(source: &Source<'_>) -> Vec<Region> {
    let mut regions = vec![Region { start: 0, before_end: 0 }];
    // The two last lines with words before this one.
    let mut before: [Option<&Line>; 2] = [None, None];
    for line in source.lines() {
        if line.is_blank() {
            continue;
        }
        let length = line.content_end - line.content_start;
        if length <= 64 {
            let words = source.slice(line.content());
            if is_attachment_label(words) {
                regions.push(Region { start: line.start, before_end: line.content_start });
            } else if is_date(words)
                && let Some(signer) = before[0]
                && is_signer(source, signer)
            {
                let first = before[1].filter(|first| is_signer(source, first)).unwrap_or(signer);
                regions.push(Region { start: line.end, before_end: first.content_start });
            }
        }
        before = [Some(line), before[0]];
    }
    regions
}

/// 附件, 附件1, 附件一：, 附表2 alone on a line.
pub(in crate::document) fn is_attachment_label(words: &str) -> bool {
    let Some(rest) = words
        .strip_prefix("附件")
        .or_else(|| words.strip_prefix("附表"))
        .or_else(|| words.strip_prefix("附录"))
    else {
        return false;
    };
    let rest = rest.trim_matches(|sign: char| {
        crate::source::is_blank(sign) || matches!(sign, '：' | ':' | '.' | '．' | '、')
    });
    rest.is_empty()
        || (rest.len() <= 9
            && (rest.bytes().all(|byte| byte.is_ascii_digit()) || look::chinese_number(rest).is_some()))
}

/// A whole date, and nothing else.
fn is_date(words: &str) -> bool {
    let Some(rest) = words.strip_suffix('日') else { return false };
    rest.contains('年')
        && rest.contains('月')
        && rest.chars().all(|character| {
            matches!(character, '年' | '月' | '0'..='9' | '０'..='９')
                || look::chinese_digit(character).is_some()
                || character == '十'
                || crate::source::is_blank(character)
        })
}

/// A short line without a stop: it may name who signed.
fn is_signer(source: &Source<'_>, line: &Line) -> bool {
    line.content_end - line.content_start <= LONGEST_SIGNER
        && !source.slice(line.content()).contains(['。', '；', '：', ':', ';', '，', '？'])
        && super::marker::read(source.text(), line_start(source, line) as usize).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_and_an_attachment_mark_begin_a_new_stretch() {
        let text = "一、甲。\n某某市财政局\n2024年3月5日\n附件1\n方案\n一、乙。\n";
        let source = Source::new(text);
        let starts: Vec<u32> = regions(&source).iter().map(|region| region.start).collect();
        let behind_date = text.find("日\n").unwrap() + "日".len();
        assert_eq!(starts, [0, behind_date as u32, text.find("附件1").unwrap() as u32]);
        assert!(is_attachment_label("附件一："));
        assert!(!is_attachment_label("附件名称"));
    }
}
