//! The title: over one line or several, with a number glued to it, with or without its issuer.

use super::Header;
use crate::source::{Source, Span};
use serde::Serialize;

/// The fifteen types of official document (文种) of 中办发〔2012〕14号 第八条; 令 stands for 命令（令）.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub enum DocumentType {
    决议,
    决定,
    命令,
    公报,
    公告,
    通告,
    意见,
    通知,
    通报,
    报告,
    请示,
    批复,
    议案,
    函,
    纪要,
}

/// The title with its lines joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Title {
    /// Its words, line breaks and blanks between Han characters taken out.
    pub text: String,
    /// From the first character of its first line to the last of its last.
    pub span: Span,
    /// The type that it ends in.
    pub document_type: Option<DocumentType>,
    /// What stands before 关于 (the issuer), where it does.
    pub issuer: Option<String>,
}

pub(super) fn parse(_source: &Source<'_>, _header: &Header) -> Option<Title> {
    None
}

impl DocumentType {
    /// All of them, longest names first.
    pub const ALL: [Self; 15] = [
        Self::决议,
        Self::决定,
        Self::命令,
        Self::公报,
        Self::公告,
        Self::通告,
        Self::意见,
        Self::通知,
        Self::通报,
        Self::报告,
        Self::请示,
        Self::批复,
        Self::议案,
        Self::纪要,
        Self::函,
    ];

    /// Its Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::决议 => "决议",
            Self::决定 => "决定",
            Self::命令 => "命令",
            Self::公报 => "公报",
            Self::公告 => "公告",
            Self::通告 => "通告",
            Self::意见 => "意见",
            Self::通知 => "通知",
            Self::通报 => "通报",
            Self::报告 => "报告",
            Self::请示 => "请示",
            Self::批复 => "批复",
            Self::议案 => "议案",
            Self::函 => "函",
            Self::纪要 => "纪要",
        }
    }
}
