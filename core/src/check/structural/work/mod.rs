//! Work-division notices: responsible units, leads, deadlines, what can be measured.

mod deadlines;
mod leads;
mod measure;
mod missing;
mod vague;

use super::{Table, boxed};

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("deadline_before_issue", boxed::<deadlines::BeforeIssue>),
    ("deadline_rest_day", boxed::<deadlines::RestDay>),
    ("deadline_year", boxed::<deadlines::MissingYear>),
    ("joint_leads", boxed::<leads::JointLeads>),
    ("missing_units", boxed::<missing::MissingUnits>),
    ("no_lead", boxed::<leads::NoLead>),
    ("two_leads", boxed::<leads::TwoLeads>),
    ("unmeasured_tasks", boxed::<measure::UnmeasuredTasks>),
    ("vague_units", boxed::<vague::VagueUnits>),
];
