//! What a text says of its own force: 自…起施行, 有效期至…, 有效期5年, …同时废止.

use super::{DateMention, Header, Words};
use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// What a statement settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidityKind {
    /// 自2019年8月1日起施行, 自印发之日起施行
    Effective,
    /// 有效期至2024年7月31日
    ExpiresOn,
    /// 有效期5年
    Term,
    /// 《…》同时废止
    Abolishes,
}

/// One statement with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValidityStatement {
    /// What it settles.
    pub kind: ValidityKind,
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
}

/// All of it together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Validity {
    /// The day it takes effect; the document's own date for 自印发之日起.
    pub effective_on: Option<Date>,
    /// Whether `effective_on` was taken from the document's own date.
    pub effective_on_issue: bool,
    /// The last day of its force as written.
    pub expires_on: Option<Date>,
    /// The term in months (有效期5年: 60).
    pub term_months: Option<u32>,
    /// What it abolishes.
    pub abolishes: Vec<Words>,
    /// The statements in order.
    pub statements: Vec<ValidityStatement>,
}

pub(super) fn parse(
    _source: &Source<'_>,
    _header: &Header,
    _dates: &[DateMention],
    _dated_on: Option<Date>,
) -> Validity {
    Validity::default()
}
