//! Paragraphs: what each line, or each stretch of a text without line breaks, is.

use crate::source::Span;
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
