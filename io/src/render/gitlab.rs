//! GitLab's code quality report: what its merge requests show beside the lines of a change.

use super::place::{is_in_plain_text, relative};
use gongkai::{Finding, Report, Severity};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    Lines { begin: u32, end: u32 },
    Positions { begin: Position, end: Position },
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// The findings that are not waived as a code quality report.
pub fn gitlab(report: &Report) -> serde_json::Result<String> {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let findings = report.findings.iter().filter(|finding| finding.waived.is_none());
    let issues: Vec<Issue<'_>> = findings
        .map(|finding| {
            let count = seen.entry(&finding.fingerprint).or_default();
            *count += 1;
            issue(finding, *count)
        })
        .collect();
    super::json(&issues)
}

/// The issue of a finding, of those with its fingerprint the `count`th: two files of one name and the same words have the
/// same, and GitLab shows but one of each.
fn issue(finding: &Finding, count: u32) -> Issue<'_> {
    let help = finding.help.as_deref().map(|help| format!("\n{help}"));
    let place = match &finding.span {
        Some(span) if is_in_plain_text(finding) => Place::Positions {
            begin: Position { line: span.line, column: span.column },
            end: Position { line: span.end_line, column: span.end_column },
        },
        _ => {
            let line = finding.subject.row.unwrap_or(1);
            Place::Lines { begin: line, end: line }
        }
    };
    Issue {
        description: format!("{}{}", finding.message, help.unwrap_or_default()),
        check_name: &finding.rule,
        fingerprint: match count {
            1 => finding.fingerprint.clone(),
            _ => format!("{}-{count}", finding.fingerprint),
        },
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location { path: relative(&finding.subject.path), place },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples;
    use serde_json::{Value, json};

    #[test]
    fn issues_have_places_and_fingerprints_of_their_own() {
        let mut report = samples::report();
        let again = report.findings[0].clone();
        report.findings.insert(1, again);
        let issues: Vec<Value> = serde_json::from_str(&gitlab(&report).unwrap()).unwrap();
        let expected = json!({
            "description": "发文字号的年份应加六角括号\n改用〔〕。", "check_name": "format/number-brackets",
            "fingerprint": "f1", "severity": "major",
            "location": {"path": "公文/通知 1.txt", "positions": {
                "begin": {"line": 3, "column": 2}, "end": {"line": 3, "column": 8}}},
        });
        assert_eq!(issues[0], expected);
        assert_eq!(issues[1]["fingerprint"], "f1-2");
        assert_eq!(
            issues[2]["location"]["lines"],
            json!({"begin": 1, "end": 1}),
            "lines of no Word document"
        );
        assert_eq!(issues[3]["location"]["lines"], json!({"begin": 4, "end": 4}));
        assert_eq!(issues.len(), 4);
    }
}
