//! Units that name nobody in particular (有关处室、单位).

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::UnitRole;
use serde::Deserialize;

/// Each vague unit with the role that the rule asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VagueUnits {
    role: Role,
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
        &["task", "title"]
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
        for assignment in &document.assignments {
            // Of a bare list, those behind the first named unit are not the leads.
            let names_one = !assignment.explicit_lead && assignment.units.iter().any(|unit| !unit.vague);
            for unit in assignment.units.iter().filter(|unit| unit.vague) {
                let stands_as = if names_one { UnitRole::Supporting } else { unit.role };
                if stands_as == role {
                    let hit = sink.hit(unit.span);
                    hit.with("task", assignment.number.as_str()).with("title", assignment.title.as_str());
                }
            }
        }
        Outcome::Judged
    }
}
