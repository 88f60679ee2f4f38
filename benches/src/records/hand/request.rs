//! Requests.

use super::super::{AS_OF, Count};
use super::field::{Field, and, between, or, workdays};
use gongkai::calendar::Calendar;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct Request {
    id: Field<String>,
    unit: Field<String>,
    applicant: Field<Applicant>,
    channel: Field<Channel>,
    received_on: Field<Date>,
    answered_on: Field<Date>,
    extended_until: Field<Date>,
    corrected_on: Field<Date>,
    outcome: Field<Outcome>,
    refusal_reason: Field<String>,
    elements: Field<Vec<Element>>,
    fee: Field<f64>,
    pages: Field<i64>,
    excessive: Field<bool>,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Applicant {
    NaturalPerson,
    Company,
    Other,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Channel {
    InPerson,
    SignedMail,
    Internet,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Granted,
    Refused,
    Corrected,
    NotHeld,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
enum Element {
    #[serde(rename = "姓名或者名称")]
    Name,
    #[serde(rename = "身份证明")]
    Identity,
    #[serde(rename = "联系方式")]
    Contact,
    #[serde(rename = "信息名称")]
    Information,
    #[serde(rename = "形式要求")]
    Form,
    #[serde(rename = "其他")]
    Other,
}

pub(super) fn judge(request: &Request, calendar: &Calendar, counts: &mut [Count; 20]) {
    let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19] = counts;
    let Request { answered_on, extended_until, corrected_on, outcome, elements, fee, pages, .. } = request;
    let (answered, extended, corrected) = (answered_on.has(), extended_until.has(), corrected_on.has());
    let refused = outcome.is(&Outcome::Refused);
    let holds = |element: Element| Some(elements.get()?.contains(&element));
    let within =
        |day: &Field<Date>, days| Some(day.copied()? <= workdays(calendar, &request.received_on, days)?);
    c0.judge(and(answered, || extended.map(|extended| !extended)), || within(answered_on, 20));
    c1.judge(extended, || within(extended_until, 40));
    c2.judge(and(answered, || extended), || Some(answered_on.copied()? <= extended_until.copied()?));
    c3.judge(answered, || outcome.has());
    c4.judge(refused, || request.refusal_reason.has());
    c5.judge(and(refused, || request.refusal_reason.has()), || {
        Some(request.refusal_reason.get()?.chars().count() >= 6)
    });
    c6.judge(and(fee.has(), || Some(fee.copied()? > 0.0)), || request.excessive.copied());
    c7.judge(and(and(request.excessive.copied(), || pages.has()), || fee.has()), || {
        or(Some(pages.copied()? > 200), || Some(fee.copied()? > 0.0))
    });
    c8.judge(pages.has(), || Some(pages.copied()? >= 0));
    c9.judge(request.channel.is(&Channel::InPerson).map(|own| !own), || Some(elements.get()?.len() >= 3));
    c10.judge(outcome.is(&Outcome::Corrected).map(|corrected| !corrected), || holds(Element::Name));
    c11.judge(request.channel.is(&Channel::Internet), || {
        Some(elements.get()?.iter().any(|element| matches!(element, Element::Contact | Element::Form)))
    });
    c12.judge(Some(true), || holds(Element::Other).map(|other| !other));
    c13.judge(and(request.applicant.is(&Applicant::NaturalPerson), || request.channel.has()), || {
        or(holds(Element::Identity), || request.channel.is(&Channel::Internet))
    });
    c14.judge(corrected, || within(corrected_on, 7));
    c15.judge(and(corrected, || answered), || Some(corrected_on.copied()? <= answered_on.copied()?));
    c16.judge(answered.map(|answered| !answered), || {
        Some(workdays(calendar, &request.received_on, 20)? >= AS_OF)
    });
    c17.judge(request.unit.has(), || {
        let unit = request.unit.get()?;
        Some(!unit.starts_with('各') && !unit.contains("有关"))
    });
    c18.judge(answered, || Some(between(&request.received_on, answered_on)? <= 60));
    c19.judge(request.id.has(), || {
        let id = request.id.get()?.as_bytes();
        Some(
            id.len() == 8
                && id[..2].iter().all(u8::is_ascii_uppercase)
                && id[2..].iter().all(u8::is_ascii_digit),
        )
    });
}
