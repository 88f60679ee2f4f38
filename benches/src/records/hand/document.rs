//! Documents.

use super::super::{AS_OF, Count};
use super::field::{Field, and, days, or, workdays};
use gongkai::calendar::Calendar;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct Document {
    #[allow(dead_code)]
    id: Field<String>,
    title: Field<String>,
    number: Field<String>,
    drafting_unit: Field<String>,
    #[serde(rename = "type")]
    type_: Field<Type>,
    policy: Field<bool>,
    normative: Field<bool>,
    openness: Field<Openness>,
    exemption_basis: Field<String>,
    dated_on: Field<Date>,
    published_on: Field<Date>,
    expires_on: Field<Date>,
    status: Field<Status>,
    topics: Field<Vec<String>>,
    review_days: Field<i64>,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
enum Type {
    #[serde(rename = "办法")]
    Measures,
    #[serde(rename = "规定")]
    Provisions,
    #[serde(rename = "意见")]
    Opinion,
    #[serde(rename = "通知")]
    Notice,
    #[serde(rename = "函")]
    Letter,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Openness {
    Proactive,
    OnRequest,
    Exempt,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Status {
    InForce,
    Abolished,
    Expired,
}

const TOPICS: [&str; 5] = ["就业", "社保", "人才", "工资", "维权"];

pub(super) fn judge(doc: &Document, calendar: &Calendar, counts: &mut [Count; 20]) {
    let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19] = counts;
    let published = doc.published_on.has();
    let normative = doc.normative.copied();
    let policy = doc.policy.copied();
    let titled = doc.title.has();
    c0.judge(and(doc.openness.is(&Openness::Proactive), || published), || {
        Some(doc.published_on.copied()? <= workdays(calendar, &doc.dated_on, 20)?)
    });
    c1.judge(published, || Some(doc.published_on.copied()? >= doc.dated_on.copied()?));
    c2.judge(doc.number.has(), || {
        let number = doc.number.get()?;
        Some(number.contains('〔') && number.ends_with('号'))
    });
    c3.judge(titled, || Some(doc.title.get()?.starts_with("关于")));
    c4.judge(titled, || Some(doc.title.get()?.chars().count() <= 30));
    c5.judge(doc.openness.is(&Openness::Exempt), || doc.exemption_basis.has());
    c6.judge(and(normative, || doc.expires_on.has()), || {
        Some(doc.expires_on.copied()? <= days(&doc.dated_on, 1827)?)
    });
    c7.judge(normative, || Some((5..=15).contains(&doc.review_days.copied()?)));
    c8.judge(normative, || match doc.type_ {
        Field::Absent => None,
        Field::Blank | Field::Value(Type::Letter) => Some(false),
        Field::Value(_) => Some(true),
    });
    c9.judge(and(doc.expires_on.has(), || Some(doc.expires_on.copied()? < AS_OF)), || match doc.status {
        Field::Absent => None,
        Field::Blank | Field::Value(Status::InForce) => Some(false),
        Field::Value(_) => Some(true),
    });
    c10.judge(policy, || doc.openness.is(&Openness::Exempt).map(|exempt| !exempt));
    c11.judge(policy, || Some(doc.topics.get()?.len() <= 3));
    c12.judge(doc.topics.get().map(|topics| !topics.is_empty()), || {
        Some(doc.topics.get()?.iter().all(|topic| TOPICS.contains(&topic.as_str())))
    });
    c13.judge(doc.drafting_unit.has(), || {
        let unit = doc.drafting_unit.get()?;
        Some(unit.ends_with('处') || unit.ends_with('室'))
    });
    c14.judge(doc.drafting_unit.has(), || {
        doc.drafting_unit.is_in(&["有关处室", "各处室", "相关单位"]).map(|vague| !vague)
    });
    c15.judge(and(doc.number.has(), || doc.dated_on.has()), || {
        or(Some(doc.dated_on.copied()?.year() == 2019), || Some(!doc.number.get()?.contains("2019")))
    });
    c16.judge(and(doc.status.is(&Status::InForce), || doc.expires_on.has()), || {
        Some(doc.expires_on.copied()? >= AS_OF)
    });
    c17.judge(titled, || {
        let title = doc.title.get()?;
        Some(!(title.contains("的的") || title.ends_with([' ', '　'])))
    });
    let closed = || doc.openness.is(&Openness::Proactive).map(|open| !open);
    c18.judge(and(doc.openness.has(), closed), || published.map(|published| !published));
    c19.judge(doc.type_.is(&Type::Letter), || Some(doc.number.get()?.contains('函')));
}
