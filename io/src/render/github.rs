//! Workflow commands that GitHub shows beside the lines of a change.

use gongkai::{Finding, Report, Severity};
use std::fmt::Write as _;

/// The findings, one command each.
pub fn github(report: &Report) -> String {
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| finding.waived.is_none()) {
        command(&mut out, finding);
    }
    out
}

fn command(out: &mut String, finding: &Finding) {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let _ = write!(out, "::{kind} file={}", property(&finding.subject.path));
    if let Some(span) = &finding.span {
        let _ = write!(out, ",line={},col={}", span.line, span.column);
        if span.end_line == span.line {
            let _ = write!(out, ",endColumn={}", span.end_column);
        } else {
            let _ = write!(out, ",endLine={}", span.end_line);
        }
    }
    let mut message = finding.message.clone();
    for more in finding.why.iter().chain(&finding.help) {
        message.push('\n');
        message.push_str(more);
    }
    let _ = writeln!(out, ",title={}::{}", property(&finding.rule), data(&message));
}

/// A message: the characters that would end the command are escaped.
fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value: also those that would end the property.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(data("100%\r\n::error::x"), "100%25%0D%0A::error::x");
        assert_eq!(property("a,b:c%"), "a%2Cb%3Ac%25");
    }
}
