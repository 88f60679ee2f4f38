//! A secrecy mark (机密★1年) on a document that says of itself that it is public (中办发〔2012〕14号 第九条).

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Document, HeaderKey, NoteKind};
use crate::source::Span;
use memchr::memmem;
use serde::Deserialize;

/// The check `secret_public`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SecretPublic {}

impl Structural for SecretPublic {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let public = public_notes(document);
        if public.is_empty() {
            return Outcome::NotApplicable;
        }
        if has_mark(document.text()) {
            for span in public {
                sink.hit(span);
            }
        }
        Outcome::Judged
    }
}

/// Where the document says that it is public.
fn public_notes(document: &Document<'_>) -> Vec<Span> {
    let is_public = |words: &str| {
        ["主动公开", "公开发布"].iter().any(|word| words.contains(word)) && !words.contains('不')
    };
    let notes = document
        .notes
        .iter()
        .filter(|note| {
            matches!(note.kind, NoteKind::Disclosure | NoteKind::Openness) && is_public(&note.value)
        })
        .map(|note| note.span);
    let header = document.header.get(HeaderKey::Openness).filter(|field| is_public(&field.value));
    notes.chain(header.map(|field| field.span)).collect()
}

/// Whether a secrecy mark with its star stands in the text.
fn has_mark(text: &str) -> bool {
    memmem::find_iter(text.as_bytes(), "★".as_bytes()).any(|at| {
        let before = text[..at].trim_end_matches([' ', '\u{3000}']);
        ["绝密", "机密", "秘密"].iter().any(|level| before.ends_with(level))
    })
}
