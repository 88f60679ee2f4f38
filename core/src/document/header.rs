//! The header table of a web page or front matter: labels with blanks inside them (索 引 号：), values after tabs.
//! In: the first lines of a text. Out: labelled fields; one line may hold several.

use super::date;
use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// What a label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderKey {
    /// 标题、文件名称
    Title,
    /// 发文字号、文号
    Number,
    /// 索引号
    IndexNumber,
    /// 发文机关、发布机构
    Issuer,
    /// 成文日期、生成日期
    DatedOn,
    /// 发布日期、公开日期、发布时间
    PublishedOn,
    /// 施行日期、实施日期、生效日期
    EffectiveOn,
    /// 失效日期、有效期至
    ExpiresOn,
    /// 废止日期
    AbolishedOn,
    /// 时效性、有效性
    Status,
    /// 登记号、统一编号
    RegistrationNumber,
    /// 主题分类
    Topic,
    /// 公开方式、公开属性
    Openness,
    /// 来源、信息来源
    Origin,
}

/// One labelled field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeaderField {
    /// What the label means.
    pub key: HeaderKey,
    /// The value without blanks around it.
    pub value: String,
    /// Where the label stands.
    pub label_span: Span,
    /// Where the value stands.
    pub span: Span,
}

/// The fields, in order, and where the table ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Header {
    /// The fields in order of the text.
    pub fields: Vec<HeaderField>,
    /// From the first field to the end of the last; empty where there is no table.
    pub span: Span,
}

impl Header {
    /// The first field of that meaning with a value.
    pub fn get(&self, key: HeaderKey) -> Option<&HeaderField> {
        self.fields.iter().find(|field| field.key == key && !field.value.is_empty())
    }

    /// The date that the field of that meaning holds.
    pub fn date(&self, key: HeaderKey) -> Option<Date> {
        date::first(&self.get(key)?.value)
    }
}

pub(super) fn parse(_source: &Source<'_>) -> Header {
    Header::default()
}
