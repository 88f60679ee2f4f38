//! Units that name nobody in particular (有关处室、单位).

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Assignment, UnitMention, UnitRole};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Each vague unit with the role that the rule asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VagueUnits {
    role: Role,
    /// A name that occurs so often is said once, with its count.
    #[serde(default = "never")]
    once_from: usize,
}

fn never() -> usize {
    usize::MAX
}

/// The role looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Role {
    Lead,
    Supporting,
}

impl Structural for VagueUnits {
    fn variables(&self) -> &'static [&'static str] {
        &["task", "title", "count"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        if document.assignments.is_empty() {
            return Outcome::NotApplicable;
        }
        let role = match self.role {
            Role::Lead => UnitRole::Lead,
            Role::Supporting => UnitRole::Supporting,
        };
        let found: Vec<(&Assignment, &UnitMention)> = document
            .assignments
            .iter()
            .flat_map(|assignment| {
                // Of a bare list, those beside a named unit are not the leads.
                let names_one = !assignment.explicit_lead && assignment.units.iter().any(|unit| !unit.vague);
                let vague = assignment.units.iter().filter(|unit| unit.vague);
                vague.map(move |unit| {
                    (assignment, unit, if names_one { UnitRole::Supporting } else { unit.role })
                })
            })
            .filter(|(_, _, stands_as)| *stands_as == role)
            .map(|(assignment, unit, _)| (assignment, unit))
            .collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, unit) in &found {
            *counts.entry(unit.name.as_str()).or_default() += 1;
        }
        let mut told = BTreeSet::new();
        for (assignment, unit) in found {
            let count = counts.get(unit.name.as_str()).copied().unwrap_or(1);
            if count >= self.once_from && !told.insert(unit.name.as_str()) {
                continue;
            }
            let hit = sink.hit(unit.span);
            hit.with("task", assignment.number.as_str()).with("title", assignment.title.as_str());
            hit.with("count", count.to_string());
        }
        Outcome::Judged
    }
}
