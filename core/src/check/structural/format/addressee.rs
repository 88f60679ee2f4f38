//! Addressees: the colon behind them, how many a 请示 has, and departments that give orders to governments.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::Document;
use crate::rule::FixSafety;
use serde::Deserialize;

/// Which flaw is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Flaw {
    /// A half-width colon.
    Colon,
    /// More than one.
    Several,
    /// A department's demands on governments.
    Governments,
}

/// The check `addressees`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddresseesCheck {
    flaw: Flaw,
}

impl Structural for AddresseesCheck {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(addressees) = &document.addressees else { return Outcome::NotApplicable };
        match self.flaw {
            Flaw::Colon => {
                if addressees.colon != '：' {
                    sink.hit(addressees.colon_span).fix(FixSafety::Safe, addressees.colon_span, "：");
                }
            }
            Flaw::Several => {
                if addressees.units.len() > 1 {
                    sink.hit(addressees.span);
                }
            }
            Flaw::Governments => {
                // The title says who writes, where it does; a page's header may name who keeps the page.
                let title = document.title.as_ref().and_then(|title| title.issuer.as_deref());
                let is_department = match title {
                    Some(issuer) => is_department(issuer),
                    None => document.issuers().iter().any(|issuer| is_department(issuer)),
                };
                if !is_department {
                    return Outcome::NotApplicable;
                }
                let government = addressees.units.iter().find(|unit| unit.text.ends_with("人民政府"));
                if let Some(government) = government
                    && demands(document)
                    && !is_approved(document)
                {
                    sink.hit(government.span);
                }
            }
        }
        Outcome::Judged
    }
}

/// Commissions that are departments; others coordinate and write in a government's name.
const COMMISSIONS: [&str; 12] = [
    "发展和改革委员会",
    "卫生健康委员会",
    "科学技术委员会",
    "经济和信息化委员会",
    "国有资产监督管理委员会",
    "住房和城乡建设委员会",
    "住房和城乡建设管理委员会",
    "交通运输委员会",
    "教育委员会",
    "农业农村委员会",
    "商务委员会",
    "民族宗教事务委员会",
];

/// A government's department, and neither a government nor an office that writes in its name.
fn is_department(name: &str) -> bool {
    name.ends_with(['局', '厅', '部', '署']) && !name.ends_with("办公厅") && !name.ends_with("指挥部")
        || COMMISSIONS.iter().any(|commission| name.ends_with(commission))
}

/// Whether the text demands something.
fn demands(document: &Document<'_>) -> bool {
    ["请认真贯彻", "请遵照", "请抓好", "请认真抓好", "请认真组织", "必须", "务必", "要切实"]
        .iter()
        .any(|word| document.text().contains(word))
}

/// Whether the text says that the government agreed.
fn is_approved(document: &Document<'_>) -> bool {
    let text = document.text();
    ["同意", "批准", "授权", "审定"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let mut from = at.saturating_sub(60);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            ["政府", "国务院", "经市", "经省", "经县", "经区", "市委", "省委"]
                .iter()
                .any(|body| text[from..at].contains(body))
        })
    })
}
