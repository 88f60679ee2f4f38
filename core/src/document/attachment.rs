//! The attachments note (附件：1. …) and the attachments themselves.

use super::{Paragraph, Words};
use crate::source::{Source, Span};
use serde::Serialize;

/// One attachment that the note names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentNoteItem {
    /// Its number as written; `None` for a single one.
    pub number: Option<u32>,
    /// Its name, without what follows.
    pub name: Words,
    /// Punctuation behind the name, which the standard forbids.
    pub trailing: Option<char>,
}

/// The note under the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentNote {
    /// The word 附件 with whatever stands between it and the first name: 附件：, 附件1：
    pub label: Words,
    /// The colon as written: ：, : or none.
    pub colon: Option<char>,
    /// The attachments named.
    pub items: Vec<AttachmentNoteItem>,
    /// The whole note.
    pub span: Span,
}

/// One attachment: its mark (附件1) and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its number; `None` for a single one.
    pub number: Option<u32>,
    /// The mark as it stands.
    pub label: Words,
    /// Its title.
    pub title: Option<Words>,
    /// The whole attachment.
    pub span: Span,
}

pub(super) fn parse(
    _source: &Source<'_>,
    _paragraphs: &[Paragraph],
) -> (Option<AttachmentNote>, Vec<Attachment>) {
    (None, Vec::new())
}
