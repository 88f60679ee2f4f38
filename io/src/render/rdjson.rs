//! Reviewdog's diagnostics (rdjson), which it writes into pull requests of many services. Its columns count bytes.

use super::Snippets;
use super::place::{is_in_plain_text, relative};
use gongkai::report::Edit;
use gongkai::rule::FixSafety;
use gongkai::{Finding, Report, Severity};
use serde::Serialize;

#[derive(Serialize)]
struct Diagnostics<'r> {
    source: Source,
    diagnostics: Vec<Diagnostic<'r>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'r>>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Position>,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

/// The findings that are not waived. Columns and suggestions need the `snippets`, which know where lines begin.
pub fn rdjson(report: &Report, snippets: &Snippets) -> serde_json::Result<String> {
    let findings = report.findings.iter().filter(|finding| finding.waived.is_none());
    super::json(&Diagnostics {
        source: Source { name: "gongkai" },
        diagnostics: findings.map(|finding| diagnostic(finding, snippets)).collect(),
    })
}

fn diagnostic<'r>(finding: &'r Finding, snippets: &Snippets) -> Diagnostic<'r> {
    let mut message = finding.message.clone();
    for more in finding.why.iter().chain(&finding.help) {
        message.push('\n');
        message.push_str(more);
    }
    let bytes = Bytes::of(finding, snippets);
    let range = match (&bytes, &finding.span) {
        (Some(bytes), Some(span)) => Some(bytes.range(span.start, span.end)),
        (None, Some(span)) if is_in_plain_text(finding) => Some(Range::line(span.line)),
        _ => finding.subject.row.map(Range::line),
    };
    let edits = finding.fix.iter().filter(|fix| fix.safety != FixSafety::Display).flat_map(|fix| &fix.edits);
    let suggestion = |edit: &'r Edit| {
        let range = bytes.as_ref()?.checked_range(edit.start, edit.end)?;
        Some(Suggestion { range, text: &edit.text })
    };
    Diagnostic {
        message,
        location: Location { path: relative(&finding.subject.path), range },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: &finding.rule },
        // All edits of a fix, or none of them.
        suggestions: edits.map(suggestion).collect::<Option<Vec<_>>>().unwrap_or_default(),
    }
}

impl Range {
    fn line(line: u32) -> Self {
        Self { start: Position { line, column: None }, end: None }
    }
}

/// Places inside a finding as lines and byte columns.
struct Bytes<'r> {
    finding: &'r Finding,
    start: u32,
    line: u32,
    line_start: u32,
}

impl<'r> Bytes<'r> {
    fn of(finding: &'r Finding, snippets: &Snippets) -> Option<Self> {
        let span = finding.span.as_ref().filter(|_| is_in_plain_text(finding))?;
        let line_start = snippets.of(finding)?.line_start;
        Some(Self { finding, start: span.start, line: span.line, line_start })
    }

    fn range(&self, start: u32, end: u32) -> Range {
        Range { start: self.position(start), end: Some(self.position(end)) }
    }

    /// The range of an edit, where it lies within the finding's words.
    fn checked_range(&self, start: u32, end: u32) -> Option<Range> {
        let within = self.start..=self.start + self.finding.excerpt.len() as u32;
        (within.contains(&start) && within.contains(&end)).then(|| self.range(start, end))
    }

    fn position(&self, at: u32) -> Position {
        let before = self.finding.excerpt.as_bytes().get(..at.saturating_sub(self.start) as usize);
        let before = before.unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', before).count() as u32;
        let column = match memchr::memrchr(b'\n', before) {
            Some(last) => before.len() as u32 - last as u32,
            None => at.saturating_sub(self.line_start) + 1,
        };
        Position { line: self.line + breaks, column: Some(column) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples;
    use serde_json::{Value, json};

    #[test]
    fn columns_count_bytes() {
        let report = samples::report();
        let mut snippets = Snippets::default();
        snippets.keep(samples::TEXT, &report.findings[..1]);
        let value: Value = serde_json::from_str(&rdjson(&report, &snippets).unwrap()).unwrap();
        assert_eq!(value["source"], json!({"name": "gongkai"}));
        let first = &value["diagnostics"][0];
        let range = |start: u32, end: u32| json!({"start": {"line": 3, "column": start}, "end": {"line": 3, "column": end}});
        assert_eq!(first["location"], json!({"path": "公文/通知 1.txt", "range": range(5, 11)}));
        assert_eq!(
            first["suggestions"],
            json!([{"range": range(5, 6), "text": "〔"}, {"range": range(10, 11), "text": "〕"}])
        );
        assert_eq!(
            (&first["severity"], &first["code"]["value"]),
            (&json!("ERROR"), &json!("format/number-brackets"))
        );
        let word = &value["diagnostics"][1];
        assert_eq!(word["location"], json!({"path": "公文/办法.docx"}), "a Word document has no lines");
        let row = &value["diagnostics"][2];
        assert_eq!(row["location"]["range"], json!({"start": {"line": 4}}));
    }

    #[test]
    fn a_finding_over_lines_ends_on_its_last() {
        let mut report = samples::report();
        report.findings.truncate(1);
        let finding = &mut report.findings[0];
        let text = "甲乙\n丙丁\n";
        finding.excerpt = "乙\n丙".to_owned();
        let span = finding.span.as_mut().unwrap();
        (span.start, span.end, span.line, span.end_line) = (3, 10, 1, 2);
        finding.fix = None;
        let mut snippets = Snippets::default();
        snippets.keep(text, &report.findings);
        let value: Value = serde_json::from_str(&rdjson(&report, &snippets).unwrap()).unwrap();
        let range = json!({"start": {"line": 1, "column": 4}, "end": {"line": 2, "column": 4}});
        assert_eq!(value["diagnostics"][0]["location"]["range"], range);
    }
}
