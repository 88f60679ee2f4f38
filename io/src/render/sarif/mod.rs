//! SARIF 2.1.0, the format in which checkers report to services and editors (OASIS).
//!
//! By default the results are the findings that stand: services that show SARIF, GitHub's among them, take what is waived,
//! gone, passed or unjudged for alerts as well. [`Verdicts::All`] writes these too, each with its kind.

mod model;
mod results;
mod rules;
mod words;

use super::View;
use super::place::uri;
use crate::say;
use gongkai::{Finding, Language};
use model::{
    Artifact, ArtifactLocation, AutomationDetails, Component, Invocation, Location, Log, Notification,
    Outcome, PhysicalLocation, Properties, Run, Tool,
};
use results::Results;
use rules::Rules;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use words::message;

/// The most results of a run that GitHub takes; of more, the gravest are kept.
const MOST_RESULTS: usize = 25_000;

/// The name of our fingerprints, with their version.
const FINGERPRINT: &str = "gongkai/v1";

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Which verdicts are results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdicts {
    /// Findings that stand.
    #[default]
    Findings,
    /// Also those that are waived (with their suppression) or gone (`absent`), what could not be judged (`open`), and how
    /// often each rule passed or did not apply.
    All,
}

/// A report as SARIF.
pub fn sarif(view: &View<'_>) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&log(view, MOST_RESULTS)).map(|text| text + "\n")
}

/// How many findings a SARIF log leaves out because services would refuse it.
pub(super) fn left_out(view: &View<'_>) -> usize {
    standing(view).count().saturating_sub(MOST_RESULTS)
}

fn standing<'r>(view: &View<'r>) -> impl Iterator<Item = &'r Finding> + use<'r> {
    let all = view.verdicts == Verdicts::All;
    view.report.findings.iter().filter(move |finding| all || finding.waived.is_none())
}

/// The findings that are written: all, or of too many the gravest, in the report's order.
fn kept<'r>(view: &View<'r>, most: usize) -> Vec<&'r Finding> {
    let mut findings: Vec<(usize, &Finding)> = standing(view).enumerate().collect();
    if findings.len() > most {
        findings.sort_by_key(|(at, finding)| (finding.waived.is_some(), finding.severity, *at));
        findings.truncate(most);
        findings.sort_by_key(|(at, _)| *at);
    }
    findings.into_iter().map(|(_, finding)| finding).collect()
}

fn log<'r>(view: &View<'r>, most: usize) -> Log<'r> {
    let View { report, language, verdicts, .. } = *view;
    let findings = kept(view, most);
    let omitted = standing(view).count() - findings.len();
    let gone = report.baseline.iter().flat_map(|baseline| &baseline.resolved);
    let gone: Vec<&Finding> = gone.filter(|_| verdicts == Verdicts::All).collect();
    let mut named: BTreeSet<&str> = findings.iter().chain(&gone).map(|finding| &*finding.rule).collect();
    if verdicts == Verdicts::All {
        named.extend(report.rules.iter().map(|rule| &*rule.rule));
        named.extend(report.unjudged.iter().map(|open| &*open.rule));
    }

    let mut rules = Rules::new(report, view.rules, &named, language);
    let mut artifacts = Artifacts::default();
    let mut results: Vec<Outcome<'r>> = Vec::with_capacity(findings.len());
    let baseline = report.baseline.is_some();
    let mut make = Results { rules: &rules, artifacts: &mut artifacts, language, baseline };
    results.extend(findings.into_iter().map(|finding| make.finding(finding)));
    if verdicts == Verdicts::All {
        results.extend(gone.into_iter().map(|finding| make.gone(finding)));
        results.extend(report.unjudged.iter().map(|open| make.unjudged(open)));
        results.extend(report.rules.iter().flat_map(|rule| make.counts(&rule.rule, rule.counts)));
    }

    let taxonomy = rules.taxonomy(language);
    let run = Run {
        tool: tool(view, rules),
        automation_details: AutomationDetails {
            id: if report.records > 0 { "gongkai/audit/" } else { "gongkai/check/" },
        },
        language: language_tag(language),
        column_kind: "unicodeCodePoints",
        invocations: [invocation(view, omitted)],
        artifacts: artifacts.list,
        taxonomies: [taxonomy],
        results,
        properties: Properties::from([
            ("asOf", json!(report.as_of)),
            ("documents", json!(report.documents)),
            ("records", json!(report.records)),
            ("verdicts", json!(report.verdicts)),
        ]),
    };
    Log { schema: SCHEMA, version: "2.1.0", runs: [run] }
}

fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en-US",
    }
}

fn tool<'r>(view: &View<'r>, rules: Rules<'r>) -> Tool<'r> {
    let pack = |pack: &'r gongkai::rule::PackInfo| Component {
        name: pack.id.to_string(),
        version: Some(&pack.version),
        properties: Properties::from([("sha256", json!(pack.sha256))]),
        ..Component::default()
    };
    Tool {
        driver: Component {
            name: "gongkai".to_owned(),
            full_name: Some(say(view.language, "公开（政务公开检查工具）", "gongkai, disclosure checker")),
            version: Some(&view.report.engine),
            semantic_version: Some(&view.report.engine),
            language: Some(language_tag(view.language)),
            supported_taxonomies: rules::supported(),
            rules: rules.descriptors,
            ..Component::default()
        },
        extensions: view.report.packs.iter().map(pack).collect(),
    }
}

/// Whether all could be checked, and what could not.
fn invocation(view: &View<'_>, omitted: usize) -> Invocation {
    let place = |path: &str| Location {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri(path), index: None },
            region: None,
        },
        logical_locations: Vec::new(),
        properties: Properties::new(),
    };
    let mut notifications: Vec<Notification> = view
        .problems
        .iter()
        .map(|problem| Notification {
            level: "error",
            message: message(&problem.describe(view.language)),
            locations: vec![place(&problem.path)],
        })
        .collect();
    if omitted > 0 {
        notifications.push(Notification {
            level: "warning",
            message: message(&omission(omitted, view.language)),
            locations: Vec::new(),
        });
    }
    Invocation { execution_successful: view.problems.is_empty(), tool_execution_notifications: notifications }
}

/// That findings are left out, in words.
pub(super) fn omission(omitted: usize, language: Language) -> String {
    say(
        language,
        format!("问题超过 {MOST_RESULTS} 处，GitHub 等平台不收，SARIF 中略去较轻的 {omitted} 处"),
        format!(
            "more than {MOST_RESULTS} findings, which services refuse: {omitted} lesser ones are left out of the SARIF log"
        ),
    )
}

/// The files that results are in, each once.
#[derive(Debug, Default)]
struct Artifacts {
    list: Vec<Artifact>,
    indexes: BTreeMap<String, usize>,
}

impl Artifacts {
    fn location(&mut self, path: &str) -> ArtifactLocation {
        if let Some(index) = self.indexes.get(path) {
            return ArtifactLocation { uri: uri(path), index: Some(*index) };
        }
        let index = self.list.len();
        self.indexes.insert(path.to_owned(), index);
        self.list.push(Artifact {
            location: ArtifactLocation { uri: uri(path), index: Some(index) },
            roles: ["analysisTarget"],
            mime_type: mime_type(path),
        });
        ArtifactLocation { uri: uri(path), index: Some(index) }
    }
}

fn mime_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "txt" => "text/plain",
        "md" => "text/markdown",
        "html" | "htm" | "shtml" => "text/html",
        "csv" => "text/csv",
        "jsonl" => "application/jsonl",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
