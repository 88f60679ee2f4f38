//! Who signed and when: the form of the date, the year of the number, the order of joint issuers, divisions that sign.

use crate::check::sink::Sink;
use crate::check::structural::text::without_zeros;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{DateStyle, Document, NumberShape};
use crate::rule::FixSafety;
use serde::Deserialize;

/// Which flaw is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Flaw {
    /// The date is not written as 2019年6月8日.
    DateForm,
    /// The page was published before the date.
    DatedAfterPublished,
    /// The number's year is another one.
    NumberYear,
    /// A division signs in its own name.
    Division,
    /// The signatures of a joint document stand in another order than the title's issuers.
    JointOrder,
}

/// The check `signature`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignatureCheck {
    flaw: Flaw,
}

impl Structural for SignatureCheck {
    fn variables(&self) -> &'static [&'static str] {
        &["right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        if document.signature.is_none() {
            return Outcome::NotApplicable;
        }
        let judged = match self.flaw {
            Flaw::DateForm => date_form(document, sink),
            Flaw::DatedAfterPublished => dated_after_published(document, sink),
            Flaw::NumberYear => number_year(document, sink),
            Flaw::Division => division(document, sink),
            Flaw::JointOrder => joint_order(document, sink),
        };
        judged.map_or(Outcome::NotApplicable, |()| Outcome::Judged)
    }
}

fn date_form(document: &Document<'_>, sink: &mut Sink) -> Option<()> {
    let mention = document.signature.as_ref()?.date.as_ref().filter(|mention| !mention.impossible)?;
    if mention.style == DateStyle::Arabic && !mention.padded && mention.year_digits == 4 {
        return Some(());
    }
    let right = mention.date.map(|date| format!("{}年{}月{}日", date.year(), date.month(), date.day()));
    let hit = sink.hit(mention.span);
    hit.with("right", right.clone().unwrap_or_default());
    if mention.style == DateStyle::Arabic && mention.padded && mention.year_digits == 4 {
        hit.fixes(FixSafety::Safe, without_zeros(document, mention.span));
    } else if let Some(right) = right {
        let safety = if mention.year_digits == 4 { FixSafety::Safe } else { FixSafety::Unsafe };
        hit.fix(safety, mention.span, right);
    }
    Some(())
}

fn dated_after_published(document: &Document<'_>, sink: &mut Sink) -> Option<()> {
    let signature = document.signature.as_ref()?;
    let (dated, published) = (signature.dated_on?, document.published_on()?);
    let mention = signature.date.as_ref()?;
    if published < dated {
        sink.hit(mention.span).with("right", published.to_string());
    }
    Some(())
}

fn number_year(document: &Document<'_>, sink: &mut Sink) -> Option<()> {
    let dated = document.signature.as_ref()?.dated_on?;
    let number = document.number.as_ref().filter(|number| number.shape == NumberShape::Bracketed)?;
    let year = number.year?;
    if year != dated.year() {
        sink.hit(number.span).with("right", dated.year().to_string());
    }
    Some(())
}

/// What the names of bodies that are no divisions have before their last character.
const BODIES: [&str; 12] =
    ["办事", "管理", "代表", "筹备", "秘书", "登记", "联络", "监察专员办事", "管护", "服务", "工作", "派驻"];

/// Names of divisions inside a body. 办公厅 and 办公室 may sign; 办事处, 管理处 and the like are bodies.
fn is_division(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(['处', '科', '股']) else { return false };
    if BODIES.iter().any(|body| stem.ends_with(body)) {
        return false;
    }
    // The body that it is part of stands before it: 某某局人事处.
    let parents = ["厅", "局", "委员会", "政府", "部", "办公室", "总局", "委"];
    parents.iter().any(|parent| {
        stem.rfind(parent).is_some_and(|at| {
            let inner = stem[at + parent.len()..].chars().count();
            at > 0 && (2..=8).contains(&inner)
        })
    })
}

fn division(document: &Document<'_>, sink: &mut Sink) -> Option<()> {
    let signature = document.signature.as_ref()?;
    if signature.issuers.is_empty() {
        return None;
    }
    for issuer in signature.issuers.iter().filter(|issuer| is_division(&issuer.text)) {
        sink.hit(issuer.span);
    }
    Some(())
}

fn joint_order(document: &Document<'_>, sink: &mut Sink) -> Option<()> {
    let signature = document.signature.as_ref()?;
    let [first, .., _] = signature.issuers.as_slice() else { return None };
    let issuers = document.title.as_ref()?.issuer.as_deref()?;
    // Only where the title names the very same bodies.
    if !signature.issuers.iter().all(|issuer| issuers.contains(issuer.text.as_str())) {
        return None;
    }
    if !issuers.starts_with(first.text.as_str()) {
        let right = signature
            .issuers
            .iter()
            .find(|issuer| issuers.starts_with(issuer.text.as_str()))
            .map_or_else(String::new, |issuer| issuer.text.clone());
        sink.hit(first.span).with("right", right);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_are_told_from_bodies() {
        for name in ["某某省教育厅人事处", "某市财政局预算科", "某县人民政府信息股"]
        {
            assert!(is_division(name), "{name}");
        }
        for name in [
            "某某省教育厅",
            "某市教育局办公室",
            "某街道办事处",
            "某某海关驻某地办事处",
            "某市公路局管理处",
            "人事处",
        ] {
            assert!(!is_division(name), "{name}");
        }
    }
}
