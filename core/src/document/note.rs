//! Notes that a document makes of itself: (此件公开发布), （联系单位：…）, 抄送：…, …印发, 公开属性：….

use super::Paragraph;
use crate::source::{Source, Span};
use serde::Serialize;

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// （此件公开发布）, （此件主动公开）
    Disclosure,
    /// （联系单位：办公室）, （联系人：…）
    Contact,
    /// 抄送：…
    CopyTo,
    /// 某某办公厅 2019年6月28日印发
    Printed,
    /// 公开属性：主动公开, 公开方式：主动公开
    Openness,
    /// Another note in brackets behind the date.
    Other,
}

/// One note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Its value: 此件公开发布, 办公室, 主动公开.
    pub value: String,
    /// The whole note, brackets included.
    pub span: Span,
}

pub(super) fn parse(_source: &Source<'_>, _paragraphs: &[Paragraph]) -> Vec<Note> {
    Vec::new()
}
