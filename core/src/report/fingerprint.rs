//! Fingerprints that survive edits elsewhere: rule, file name, the words around the finding, and which of its likes it is.

use crate::source::Span;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use xxhash_rust::xxh3::Xxh3Default;

/// How many bytes of the finding's own line count on either side.
const AROUND: usize = 48;

/// Makes the fingerprints of one text's findings, in order.
#[derive(Debug, Default)]
pub(crate) struct Fingerprinter {
    seen: BTreeMap<u128, u32>,
}

impl Fingerprinter {
    /// The fingerprint of a finding of `rule` at `span`, on the line `line` of `text`.
    pub(crate) fn make(&mut self, rule: &str, path: &str, text: &str, line: Span, span: Span) -> String {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let from = floor(text, (span.start as usize).saturating_sub(AROUND).max(line.start as usize));
        let to = floor(text, (span.end as usize + AROUND).min((line.end as usize).max(span.end as usize)));
        let mut hash = Xxh3Default::new();
        for part in [rule, name] {
            hash.update(part.as_bytes());
            hash.update(&[0]);
        }
        for word in text.get(from..to).unwrap_or_default().split_whitespace() {
            hash.update(word.as_bytes());
        }
        let ordinal = self.seen.entry(hash.digest128()).or_default();
        if *ordinal > 0 {
            hash.update(&ordinal.to_le_bytes());
        }
        *ordinal += 1;
        let mut hex = String::with_capacity(32);
        let _ = write!(hex, "{:032x}", hash.digest128());
        hex
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
