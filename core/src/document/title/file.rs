//! A title that stands only in the name of a file at the end: 文件下载：甲政发〔2019〕1号甲市人民政府关于…的通知.pdf

use super::ending;
use crate::document::number;
use crate::source::{Source, Span};

/// How many bytes at the end are looked at.
const LAST: usize = 600;

/// The title behind a number, up to the end of its line or to the file's ending.
pub(super) fn find(source: &Source<'_>) -> Option<Span> {
    let text = source.text();
    let mut start = text.len().saturating_sub(LAST);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let number = number::within(source, Span::of(start, text.len())).pop()?;
    let line = source.line_at(number.span.end);
    let rest = source.slice(Span::new(number.span.end, line.content_end));
    let end = [".pdf", ".doc", ".wps", ".ofd"].iter().filter_map(|ending| rest.find(ending)).min();
    let name = rest.get(..end.unwrap_or(rest.len()))?;
    let plain = !name.contains(['。', '，', '）', '；'])
        && name.contains("关于")
        && ending::document_type(name).is_some();
    plain.then(|| source.trim(Span::new(number.span.end, number.span.end + name.len() as u32)))
}
