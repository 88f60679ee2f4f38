//! The check `labels_agree`: two labels of a page that must name the same unit (解读单位, 起草单位).

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::Document;
use crate::source::{Span, is_blank};
use memchr::memmem;
use serde::Deserialize;

/// Finds the second label's value where it is another than the first's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelsAgree {
    first: Vec<String>,
    second: Vec<String>,
}

impl Structural for LabelsAgree {
    fn variables(&self) -> &'static [&'static str] {
        &["first", "second"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let find = |labels: &[String]| labels.iter().find_map(|label| value_of(document, label));
        let (Some(first), Some(second)) = (find(&self.first), find(&self.second)) else {
            return Outcome::NotApplicable;
        };
        let (one, other) = (document.slice(first), document.slice(second));
        // A division is named with or without its body: 某厅养老保险处, 养老保险处.
        if !one.contains(other) && !other.contains(one) {
            sink.hit(second).with("first", one).with("second", other);
        }
        Outcome::Judged
    }
}

/// How far behind its label a value may end, in bytes.
const LONGEST: usize = 160;

/// The words behind `label` and a colon, to the end of their cell.
fn value_of(document: &Document<'_>, label: &str) -> Option<Span> {
    let text = document.text();
    memmem::find_iter(text.as_bytes(), label.as_bytes()).find_map(|at| {
        let from = at + label.len();
        let mut stop = text.len().min(from + LONGEST);
        while !text.is_char_boundary(stop) {
            stop -= 1;
        }
        let value = text[from..stop].trim_start_matches(is_blank).strip_prefix(['：', ':'])?;
        let value = value.trim_start_matches([' ', '\t', '\u{3000}']);
        let start = stop - value.len();
        let end = value.find(|character: char| is_blank(character) || "，。；、（(|".contains(character));
        let end = start + end.or_else(|| (stop == text.len()).then_some(value.len()))?;
        (end > start).then(|| Span::of(start, end))
    })
}
