//! A header table whose cells were read one after another: 发文字号 on a line, its value on the next.

use super::label::LABELS;
use super::{HeaderField, HeaderKey, MOST_VALUE};
use crate::document::look;
use crate::source::{Line, Source, Span};

/// Labels without colons, each on a line, its value on the next: a table whose cells were read one after another.
/// A label may touch the value before it (…的通知发文机关).
pub(super) fn read(source: &Source<'_>, lines: &[&Line], fields: &mut Vec<HeaderField>) {
    let label_at_end = |span: Span| -> Option<(HeaderKey, u32)> {
        let words = source.slice(span);
        LABELS
            .iter()
            .filter(|(label, _)| label.chars().count() >= 3 && words.ends_with(label))
            .max_by_key(|(label, _)| label.len())
            .map(|(label, key)| (*key, span.end - label.len() as u32))
    };
    let whole_label = |line: &Line| -> Option<HeaderKey> {
        // Eight characters with blanks between them are far shorter: most lines are not worth a copy.
        if line.content().len() > 60 {
            return None;
        }
        let words = look::squash(source.slice(line.content()));
        (words.len() <= 18).then(|| LABELS.iter().find(|(label, _)| *label == words).map(|(_, key)| *key))?
    };
    let mut found = Vec::new();
    let mut open: Option<(HeaderKey, Span)> = None;
    for line in lines.iter().take(40) {
        let content = line.content();
        if let Some(key) = whole_label(line) {
            open = Some((key, content));
            continue;
        }
        let Some((key, label_span)) = open.take() else {
            if found.len() > 1 {
                break;
            }
            continue;
        };
        if content.len() > MOST_VALUE {
            break;
        }
        let mut span = content;
        if let Some((next, start)) = label_at_end(content)
            && start > content.start
        {
            span = Span::new(content.start, start);
            open = Some((next, Span::new(start, content.end)));
        }
        found.push(HeaderField { key, value: source.slice(span).to_owned(), label_span, span });
    }
    if found.len() >= 3 {
        fields.extend(found);
        fields.sort_by_key(|field| field.span);
    }
}
