//! The check `openness`: the disclosure attribute (公开属性) that a document bears.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Document, HeaderKey, NoteKind};
use crate::source::Span;
use serde::Deserialize;

/// What is wrong with an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// It is none of the three.
    Unknown,
    /// It is 不予公开, and the text gives no reason.
    Unreasoned,
    /// It is 不予公开 at all.
    Exempt,
}

/// Finds disclosure attributes of one kind of fault.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Openness {
    kind: Kind,
}

/// The three attributes, and names that they had before.
const KNOWN: &[&str] = &[
    "主动公开",
    "依申请公开",
    "不予公开",
    "不公开",
    "此件公开发布",
    "此件主动公开",
    "此件依申请公开",
    "删减后公开",
];
/// Words of a reason.
const REASONS: &[&str] = &[
    "理由",
    "国家秘密",
    "商业秘密",
    "个人隐私",
    "内部事务",
    "过程性",
    "工作秘密",
    "第十四条",
    "第十五条",
    "第十六条",
];

impl Structural for Openness {
    fn variables(&self) -> &'static [&'static str] {
        &["attribute"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let attributes = attributes(document);
        for (value, span) in &attributes {
            let is_exempt = value.starts_with("不予公开") || value.starts_with("不公开");
            let breaks = match self.kind {
                Kind::Unknown => !KNOWN.iter().any(|known| value.starts_with(known)),
                Kind::Unreasoned => {
                    is_exempt && !REASONS.iter().any(|reason| document.text().contains(reason))
                }
                Kind::Exempt => is_exempt,
            };
            if breaks {
                sink.hit(*span).with("attribute", *value);
            }
        }
        if attributes.is_empty() { Outcome::NotApplicable } else { Outcome::Judged }
    }
}

/// The attributes that the header and the notes give. 公开方式 may as well name a channel, so only an attribute's own words count there.
fn attributes<'d>(document: &'d Document<'_>) -> Vec<(&'d str, Span)> {
    let in_header = document
        .header
        .fields
        .iter()
        .filter(|field| field.key == HeaderKey::Openness && !field.value.is_empty())
        .filter(|field| document.slice(field.label_span).contains("属性") || field.value.ends_with("公开"))
        .map(|field| (field.value.as_str(), field.span));
    let in_notes = document
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Openness && !note.value.is_empty())
        .map(|note| (note.value.as_str(), note.span));
    let mut attributes: Vec<_> =
        in_header.chain(in_notes).filter(|(value, _)| value.chars().count() <= 16).collect();
    attributes.dedup_by(|next, known| known.1.overlaps(next.1));
    attributes
}
