//! Labels of header tables: what they mean, and where one ends before its colon.

use super::HeaderKey;
use crate::document::look;
use crate::source::{Span, is_blank};

/// Labels as they are without their blanks.
pub(super) const LABELS: [(&str, HeaderKey); 86] = {
    use HeaderKey::{
        AbolishedOn, DatedOn, EffectiveOn, ExpiresOn, IndexNumber, Issuer, Number, Openness, Origin,
        PublishedOn, RegistrationNumber, Status, Title, Topic,
    };
    [
        ("标题", Title),
        ("名称", Title),
        ("题名", Title),
        ("文件名称", Title),
        ("文件标题", Title),
        ("公文标题", Title),
        ("公文名称", Title),
        ("政策标题", Title),
        ("政策名称", Title),
        ("信息名称", Title),
        ("发文字号", Number),
        ("文号", Number),
        ("字号", Number),
        ("文件字号", Number),
        ("文件编号", Number),
        ("文件文号", Number),
        ("发文文号", Number),
        ("公文文号", Number),
        ("公文字号", Number),
        ("索引号", IndexNumber),
        ("信息索引号", IndexNumber),
        ("发文机关", Issuer),
        ("发文单位", Issuer),
        ("发文机构", Issuer),
        ("发文部门", Issuer),
        ("发布机构", Issuer),
        ("发布机关", Issuer),
        ("发布单位", Issuer),
        ("发布部门", Issuer),
        ("制定机关", Issuer),
        ("制发机关", Issuer),
        ("制发单位", Issuer),
        ("印发机关", Issuer),
        ("颁布单位", Issuer),
        ("颁布机关", Issuer),
        ("公开机构", Issuer),
        ("公开单位", Issuer),
        ("成文日期", DatedOn),
        ("成文时间", DatedOn),
        ("生成日期", DatedOn),
        ("生成时间", DatedOn),
        ("签发日期", DatedOn),
        ("签发时间", DatedOn),
        ("发文日期", DatedOn),
        ("发文时间", DatedOn),
        ("发布日期", PublishedOn),
        ("发布时间", PublishedOn),
        ("发表日期", PublishedOn),
        ("发表时间", PublishedOn),
        ("公开日期", PublishedOn),
        ("公开时间", PublishedOn),
        ("公布日期", PublishedOn),
        ("公布时间", PublishedOn),
        ("颁布日期", PublishedOn),
        ("时间", PublishedOn),
        ("日期", PublishedOn),
        ("施行日期", EffectiveOn),
        ("施行时间", EffectiveOn),
        ("实施日期", EffectiveOn),
        ("实施时间", EffectiveOn),
        ("生效日期", EffectiveOn),
        ("生效时间", EffectiveOn),
        ("执行日期", EffectiveOn),
        ("失效日期", ExpiresOn),
        ("失效时间", ExpiresOn),
        ("有效期至", ExpiresOn),
        ("废止日期", AbolishedOn),
        ("废止时间", AbolishedOn),
        ("时效性", Status),
        ("有效性", Status),
        ("时效", Status),
        ("文件状态", Status),
        ("效力状态", Status),
        ("有效状态", Status),
        ("登记号", RegistrationNumber),
        ("统一编号", RegistrationNumber),
        ("统一登记号", RegistrationNumber),
        ("登记编号", RegistrationNumber),
        ("主题分类", Topic),
        ("信息分类", Topic),
        ("公开方式", Openness),
        ("公开属性", Openness),
        ("公开类别", Openness),
        ("来源", Origin),
        ("信息来源", Origin),
        ("文章来源", Origin),
    ]
};

impl HeaderKey {
    /// What a label means, written without blanks and colon: 发文字号.
    pub fn of_label(label: &str) -> Option<Self> {
        LABELS.iter().find(|(known, _)| *known == label).map(|(_, key)| *key)
    }
}

/// The label that ends before the colon at `end`, blanks inside it allowed: its meaning, if it has one for us.
pub(super) fn before(text: &str, from: u32, end: u32) -> Option<(Option<HeaderKey>, Span)> {
    let words = text
        .get(from as usize..end as usize)?
        .trim_end_matches(|character| character == '*' || is_blank(character));
    let label_end = from as usize + words.len();
    let mut label: Vec<char> = Vec::new();
    let mut best: Option<(Option<HeaderKey>, Span)> = None;
    let mut blanks = 0_usize;
    for (at, character) in words.char_indices().rev() {
        if is_blank(character) {
            blanks += 1;
            continue;
        }
        if !look::is_han(character) || label.len() >= 8 {
            break;
        }
        label.push(character);
        let before = words[..at].chars().next_back();
        let bounded =
            before.is_none_or(|before| !look::is_han(before) && !before.is_alphanumeric() && before != '》');
        if !bounded {
            continue;
        }
        let name: String = label.iter().rev().collect();
        let span = Span::of(from as usize + at, label_end);
        if let Some((_, key)) = LABELS.iter().find(|(known, _)| *known == name) {
            best = Some((Some(*key), span));
        } else if best.is_none() && label.len() >= 2 && blanks == 0 && before.is_none_or(is_blank) {
            best = Some((None, span));
        }
    }
    best
}
