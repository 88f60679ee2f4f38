//! What a text is, by its own shape. Rules on the form of official documents run on [`Form::Official`] alone, so a text
//! is one only where its own parts say so.

use super::{Document, NumberShape, ParagraphKind};
use serde::Serialize;

/// What a text is, by its own shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// An official document (公文): it has a number of its own with addressees or a signature, or a title that ends in
    /// one of the fifteen types with both.
    Official,
    /// A law or regulation: articles (第一条), no outline.
    Law,
    /// An annual report on government information disclosure.
    AnnualReport,
    /// Any other text: a page, news, a guide.
    Other,
}

/// How many articles make a law.
const ARTICLES: usize = 3;

pub(super) fn find(document: &Document<'_>) -> Form {
    let title = document.title.as_ref().map_or("", |title| title.text.as_str());
    if is_annual_report(title) || title.is_empty() && has_report_heading(document) {
        return Form::AnnualReport;
    }
    let addressed = document.addressees.is_some();
    let signed = document.signature.as_ref().is_some_and(|signature| signature.date.is_some());
    let named = document.signature.as_ref().is_some_and(|signature| !signature.issuers.is_empty());
    let numbered = document.number.as_ref().is_some_and(|number| number.shape == NumberShape::Bracketed);
    let articles = || {
        document.paragraphs.iter().filter(|part| part.kind == ParagraphKind::Article).take(ARTICLES).count()
            == ARTICLES
    };
    if !addressed && articles() {
        return Form::Law;
    }
    let typed = document.document_type().is_some();
    if numbered && (addressed || (signed && named)) || typed && addressed && signed && named {
        return Form::Official;
    }
    Form::Other
}

/// 甲县2019年政府信息公开工作年度报告（全文）; a notice on reports, their format and a template of one are none.
fn is_annual_report(title: &str) -> bool {
    if !title.contains("政府信息公开") || !title.contains('年') {
        return false;
    }
    let mut title = title;
    while let Some((head, _)) = title.strip_suffix(['）', ')']).and_then(|head| head.rsplit_once(['（', '(']))
    {
        title = head;
    }
    title.ends_with("报告") || title.ends_with("年报")
}

/// A page without its title may still have the heading of the report's third part.
fn has_report_heading(document: &Document<'_>) -> bool {
    document.outline.iter().any(|item| item.heading.contains("收到和处理政府信息公开申请"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Form {
        Document::parse(text).form
    }

    const LETTER: &str = "甲市人民政府关于供水的通知\n甲政发〔2019〕5号\n各县（区）人民政府：\n请认真执行。\n甲市人民政府\n2019年6月28日\n";

    #[test]
    fn number_addressees_and_signature_make_an_official_document() {
        assert_eq!(form(LETTER), Form::Official);
        assert_eq!(form(&LETTER.replace("甲政发〔2019〕5号\n", "")), Form::Official);
        assert_eq!(form(&LETTER.replace("各县（区）人民政府：\n", "")), Form::Official);
    }

    #[test]
    fn news_pages_and_excerpts_are_none() {
        assert_eq!(
            form("甲市出台供水新政\n6月28日，甲市发布《供水办法》（甲政发〔2019〕5号）。\n"),
            Form::Other
        );
        assert_eq!(
            form("甲市供水指引\n一、申请条件\n（一）住户。\n甲市水务局\n2019年6月28日\n"),
            Form::Other
        );
        assert_eq!(form(""), Form::Other);
    }

    #[test]
    fn an_annual_report_is_told_by_its_title() {
        assert_eq!(form("甲县人民政府\n2019年政府信息公开工作年度报告\n一、总体情况\n"), Form::AnnualReport);
        assert_eq!(form("甲县2019年政府信息公开工作年度报告（全文）\n一、总体情况\n"), Form::AnnualReport);
        for other in [
            "政府信息公开工作年度报告格式模板\n一、总体情况\n",
            "甲县人民政府办公室关于编制2019年政府信息公开工作年度报告的通知\n各单位：\n请按时报送。\n",
        ] {
            assert_ne!(form(other), Form::AnnualReport, "{other}");
        }
    }
}
