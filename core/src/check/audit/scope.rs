//! Whether a rule binds a record: by its date, and by the authority's region, level and sort.

use super::{Auditor, missing_names};
use crate::record::{Dossier, Stored};
use crate::report::ReportAuthority;
use crate::rule::condition::{Evaluator, RecordRule, Value, dated};
use crate::rule::{Applicability, CompiledRule};

/// Why a rule says nothing of a record, or that it may be asked.
pub(super) enum Scope {
    Inside,
    Outside,
    Unknown(Vec<String>),
}

impl Auditor {
    /// Whether the rule binds the dossier's authority, by its region, level and sort: the same for every record.
    pub(super) fn authority_scope(&self, rule: &CompiledRule, dossier: &Dossier) -> Scope {
        let applies: &Applicability = &rule.applies;
        let mut missing = Vec::new();
        for (names, field) in [(&applies.levels, "level"), (&applies.bodies, "body")] {
            if names.is_empty() {
                continue;
            }
            match authority(dossier, field) {
                Some(value) if names.iter().any(|name| name == value) => {}
                Some(_) => return Scope::Outside,
                None => missing.push(format!("authority.{field}")),
            }
        }
        if let Some(region) = &applies.region {
            match authority(dossier, "region").or(self.options.region.as_deref()) {
                Some(given) if given.starts_with(region.as_str()) => {}
                Some(_) => return Scope::Outside,
                None => missing.push("authority.region".to_owned()),
            }
        }
        if missing.is_empty() { Scope::Inside } else { Scope::Unknown(missing) }
    }
}

/// Whose dossier it is, where its configuration names it.
pub(super) fn named(dossier: &Dossier) -> Option<ReportAuthority> {
    let name = authority(dossier, "name").filter(|name| !name.is_empty())?.to_owned();
    let kind = dossier.schema().kind("authority")?;
    let day = |field: &str| match dossier.value(kind, 0, dossier.schema().get(kind).field(field)?) {
        Stored::Date(day) => Some(day),
        _ => None,
    };
    Some(ReportAuthority { name, period_from: day("period_from"), period_to: day("period_to") })
}

/// Whether the rule, which binds the authority as `authority` says, binds a record of it by its date.
pub(super) fn scope<'a>(
    authority: &Scope,
    rule: &'a CompiledRule,
    record_rule: &'a RecordRule,
    evaluator: &mut Evaluator<'a>,
    row: u32,
) -> Scope {
    let dated = match authority {
        Scope::Outside => return Scope::Outside,
        _ => date_scope(rule, record_rule, evaluator, row),
    };
    match (dated, authority) {
        (Scope::Unknown(mut missing), Scope::Unknown(more)) => {
            missing.extend_from_slice(more);
            Scope::Unknown(missing)
        }
        (Scope::Inside, Scope::Unknown(more)) => Scope::Unknown(more.clone()),
        (dated, _) => dated,
    }
}

fn date_scope<'a>(
    rule: &'a CompiledRule,
    record_rule: &'a RecordRule,
    evaluator: &mut Evaluator<'a>,
    row: u32,
) -> Scope {
    let applies: &Applicability = &rule.applies;
    if applies.since.is_none() && applies.until.is_none() {
        return Scope::Inside;
    }
    let view = evaluator.view;
    let (dossier, kind) = (view.dossier, record_rule.kind);
    if applies.since.is_some_and(|since| view.as_of < since) {
        return Scope::Outside;
    }
    let day = match &record_rule.date {
        Some(date) => match evaluator.value(date) {
            Value::Date(from, to) => Some((from, to)),
            // A blank date: the rule's own condition says what that means.
            Value::Blank(..) => Some((view.as_of, view.as_of)),
            Value::Unknown(cause) => {
                let causes = evaluator.missing(cause);
                let missing = missing_names(evaluator, kind, causes);
                if !missing.is_empty() {
                    return Scope::Unknown(missing);
                }
                None
            }
            _ => None,
        },
        None if dossier.schema().get(kind).date.is_empty() => Some((view.as_of, view.as_of)),
        None => dated(dossier, kind, row),
    };
    match day {
        Some((from, to)) => {
            if applies.since.is_some_and(|since| to < since)
                || applies.until.is_some_and(|until| from >= until)
            {
                return Scope::Outside;
            }
            let straddles = applies.since.is_some_and(|since| from < since)
                || applies.until.is_some_and(|until| to >= until);
            match straddles {
                true => Scope::Unknown(vec!["the day of a date told by its month".to_owned()]),
                false => Scope::Inside,
            }
        }
        None => {
            let fields = dossier.schema().get(kind);
            let name = fields.date.first().map(|field| fields.fields()[field.at()].name.to_string());
            Scope::Unknown(vec![name.unwrap_or_else(|| "date".to_owned())])
        }
    }
}

/// A field of the dossier's authority.
fn authority<'d>(dossier: &'d Dossier, field: &str) -> Option<&'d str> {
    let kind = dossier.schema().kind("authority")?;
    let field = dossier.schema().get(kind).field(field)?;
    dossier.words(kind, 0, field)
}
