//! The checks of a normative document's force: `validity_stated`, `validity_term`, `days_before_effect`, `expired_in_force`.

use super::anchor;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Document, HeaderKey, ValidityKind};
use crate::source::Span;
use jiff::civil::Date;
use serde::Deserialize;

/// Documents that do not say when they take effect, or until when they hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValidityStated {}

impl Structural for ValidityStated {
    fn variables(&self) -> &'static [&'static str] {
        &["missing"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let validity = &document.validity;
        let mut missing = Vec::new();
        let says = |kind: ValidityKind| validity.statements.iter().any(|statement| statement.kind == kind);
        if validity.effective_on.is_none() && !says(ValidityKind::Effective) {
            missing.push("施行日期");
        }
        let ends = validity.expires_on.is_some() || validity.term_months.is_some();
        if !ends && !says(ValidityKind::ExpiresOn) && !says(ValidityKind::Term) {
            missing.push("有效期");
        }
        if !missing.is_empty() {
            sink.hit(anchor(document)).with("missing", missing.join("、"));
        }
        Outcome::Judged
    }
}

/// Documents whose force lasts shorter or longer than allowed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValidityTerm {
    #[serde(default)]
    least_months: u32,
    most_months: u32,
}

impl Structural for ValidityTerm {
    fn variables(&self) -> &'static [&'static str] {
        &["term"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some((months, exact)) = term(document) else { return Outcome::NotApplicable };
        // 自8月1日起施行，有效期至7月31日 is a whole number of years but for a day; documents count either way.
        let slack = u32::from(!exact);
        if months + slack < self.least_months || months > self.most_months + slack {
            let place = document
                .validity
                .statements
                .iter()
                .find(|statement| matches!(statement.kind, ValidityKind::ExpiresOn | ValidityKind::Term))
                .map_or_else(|| anchor(document), |statement| statement.span);
            sink.hit(place).with("term", in_words(months));
        }
        Outcome::Judged
    }
}

/// The months of a document's force, and whether the document itself counts them.
fn term(document: &Document<'_>) -> Option<(u32, bool)> {
    let validity = &document.validity;
    if let Some(months) = validity.term_months {
        return Some((months, true));
    }
    let from = validity.effective_on.or_else(|| document.dated_on())?;
    let days = (validity.expires_on? - from).get_days();
    // A term of years ends on the day before or on its anniversary.
    u32::try_from((days + 2) * 12 / 365).ok().map(|months| (months, false))
}

fn in_words(months: u32) -> String {
    match (months / 12, months % 12) {
        (years, 0) => format!("{years}年"),
        (0, months) => format!("{months}个月"),
        (years, months) => format!("{years}年{months}个月"),
    }
}

/// Documents that take effect too soon after they were made public.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DaysBeforeEffect {
    least_days: u32,
    /// Words that explain it.
    explained_by: Vec<String>,
}

impl Structural for DaysBeforeEffect {
    fn variables(&self) -> &'static [&'static str] {
        &["days", "least"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(effective_on) = document.validity.effective_on else { return Outcome::NotApplicable };
        let Some(issued_on) = issued_on(document) else { return Outcome::Unjudged(&["published_on"]) };
        if self.explained_by.iter().any(|words| document.text().contains(words.as_str())) {
            return Outcome::Judged;
        }
        let days = (effective_on - issued_on).get_days();
        // A document that was published long after it took effect is another rule's.
        if (0..i32::try_from(self.least_days).unwrap_or(i32::MAX)).contains(&days) {
            let place = statement(document, ValidityKind::Effective).unwrap_or_else(|| anchor(document));
            sink.hit(place).with("days", days.to_string()).with("least", self.least_days.to_string());
        }
        Outcome::Judged
    }
}

/// The day on which the text was made public: the page's where it is near the document's own, else the document's own. A page's
/// day may be years late after a website moved.
fn issued_on(document: &Document<'_>) -> Option<Date> {
    let dated = document
        .signature
        .as_ref()
        .and_then(|signature| signature.dated_on)
        .or_else(|| document.header.date(HeaderKey::DatedOn));
    match (dated, document.published_on()) {
        (Some(dated), Some(published)) if (published - dated).get_days() > 60 => Some(dated),
        (dated, published) => published.or(dated),
    }
}

fn statement(document: &Document<'_>, kind: ValidityKind) -> Option<Span> {
    document
        .validity
        .statements
        .iter()
        .find(|statement| statement.kind == kind)
        .map(|statement| statement.span)
}

/// Pages that call a document in force whose own words have ended it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpiredInForce {}

impl Structural for ExpiredInForce {
    fn variables(&self) -> &'static [&'static str] {
        &["expired"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(status) = document.header.get(HeaderKey::Status) else { return Outcome::NotApplicable };
        let in_force =
            ["有效", "现行有效", "继续有效", "生效"].iter().any(|word| status.value.starts_with(word));
        let Some(expired_on) = ends_on(document) else { return Outcome::NotApplicable };
        let Some(today) = context.options.as_of else { return Outcome::Unjudged(&["as_of"]) };
        if in_force && expired_on < today {
            sink.hit(status.span).with("expired", expired_on.to_string());
        }
        Outcome::Judged
    }
}

/// The last day of a document's force: written, or its term counted from its first day.
fn ends_on(document: &Document<'_>) -> Option<Date> {
    let validity = &document.validity;
    validity.expires_on.or_else(|| document.header.date(HeaderKey::ExpiresOn)).or_else(|| {
        let from = validity.effective_on?;
        from.checked_add(jiff::Span::new().try_months(i64::from(validity.term_months?)).ok()?).ok()
    })
}
