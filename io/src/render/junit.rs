//! JUnit's XML, which the test pages of all pipelines show: a suite a topic of rules, a case a finding, and one for each rule
//! that passed, never applied or could not be judged.

use super::place::{place, relative};
use super::text::{basis, severity_name};
use crate::{FailOn, say};
use gongkai::report::{Counts, Unjudged};
use gongkai::{Finding, Language, Report, RuleSet};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::collections::BTreeMap;
use std::io;

/// A report as JUnit's XML. A finding below `fail_on` is a case that passes, with its words as output.
pub fn junit(report: &Report, rules: &RuleSet, fail_on: FailOn, language: Language) -> io::Result<String> {
    let mut suites: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    let cases = Cases { report, rules, fail_on, language };
    for (topic, case) in cases.all() {
        suites.entry(topic).or_default().push(case);
    }
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = counted("testsuites", "gongkai", suites.values().flatten());
    xml.write_event(Event::Start(all))?;
    for (topic, cases) in &suites {
        xml.write_event(Event::Start(counted("testsuite", topic, cases.iter())))?;
        for case in cases {
            case.write(&mut xml)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// A suite's opening tag with the counts of its cases.
fn counted<'a, 'c>(tag: &'static str, name: &str, cases: impl Iterator<Item = &'c Case>) -> BytesStart<'a> {
    let (mut tests, mut failures, mut skipped) = (0, 0, 0);
    for case in cases {
        tests += 1;
        failures += usize::from(matches!(case.outcome, Outcome::Failed { .. }));
        skipped += usize::from(matches!(case.outcome, Outcome::Skipped(_)));
    }
    let mut start = BytesStart::new(tag);
    attribute(&mut start, "name", name);
    for (name, count) in [("tests", tests), ("failures", failures), ("errors", 0), ("skipped", skipped)] {
        attribute(&mut start, name, &count.to_string());
    }
    start
}

#[derive(Debug)]
struct Case {
    name: String,
    rule: String,
    file: Option<String>,
    line: Option<u32>,
    outcome: Outcome,
}

#[derive(Debug)]
enum Outcome {
    Passed(Option<String>),
    Failed { severity: String, message: String, details: String },
    Skipped(String),
}

struct Cases<'r> {
    report: &'r Report,
    rules: &'r RuleSet,
    fail_on: FailOn,
    language: Language,
}

impl<'r> Cases<'r> {
    /// All cases with their topics, in the order of rules, then of findings.
    fn all(&self) -> Vec<(&'r str, Case)> {
        let mut findings: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in &self.report.findings {
            findings.entry(&finding.rule).or_default().push(finding);
        }
        let mut unjudged: BTreeMap<&str, Vec<&Unjudged>> = BTreeMap::new();
        for open in &self.report.unjudged {
            unjudged.entry(&open.rule).or_default().push(open);
        }
        let mut all = Vec::new();
        for counts in &self.report.rules {
            let rule = &*counts.rule;
            let topic = rule.split_once('/').map_or(rule, |(topic, _)| topic);
            let findings = findings.remove(rule).unwrap_or_default();
            if findings.is_empty() {
                let open = unjudged.get(rule).map(Vec::as_slice).unwrap_or_default();
                all.push((topic, self.without(rule, counts.counts, open)));
            }
            all.extend(findings.into_iter().map(|finding| (topic, self.of(finding))));
        }
        all
    }

    fn rule_name(&self, rule: &str) -> String {
        let Some(rule) = self.rules.get(rule) else { return rule.to_owned() };
        let name = &rule.file().name;
        say(self.language, &name.zh, if name.en.is_empty() { &name.zh } else { &name.en })
    }

    /// The case of a rule without findings.
    fn without(&self, rule: &str, counts: Counts, open: &[&Unjudged]) -> Case {
        let outcome = match counts {
            Counts { pass: 0, unjudged: 0, .. } => {
                Outcome::Skipped(say(self.language, "不适用", "does not apply"))
            }
            Counts { pass: 0, unjudged, .. } => {
                let mut missing: Vec<&str> =
                    open.iter().flat_map(|open| &open.missing).map(String::as_str).collect();
                missing.sort_unstable();
                missing.dedup();
                let missing = missing.join(&say(self.language, "、", ", "));
                Outcome::Skipped(say(
                    self.language,
                    format!("无法判定 {unjudged} 处，缺 {missing}"),
                    format!("{unjudged} unjudged for want of {missing}"),
                ))
            }
            _ => Outcome::Passed(None),
        };
        Case { name: self.rule_name(rule), rule: rule.to_owned(), file: None, line: None, outcome }
    }

    /// The case of a finding.
    fn of(&self, finding: &Finding) -> Case {
        let subject = &finding.subject;
        let line = finding.span.map(|span| span.line).or(subject.row);
        let place = place(finding, self.language);
        let outcome = match &finding.waived {
            Some(reason) => {
                Outcome::Skipped(say(self.language, format!("已豁免：{reason}"), format!("waived: {reason}")))
            }
            None if self.fail_on.is_met_by(finding.severity) => Outcome::Failed {
                severity: severity_name(finding.severity, self.language),
                message: finding.message.clone(),
                details: self.details(finding, &place),
            },
            None => Outcome::Passed(Some(self.details(finding, &place))),
        };
        Case {
            name: format!("{} · {place}", self.rule_name(&finding.rule)),
            rule: finding.rule.to_string(),
            file: Some(relative(&subject.path)),
            line,
            outcome,
        }
    }

    fn details(&self, finding: &Finding, place: &str) -> String {
        let severity = severity_name(finding.severity, self.language);
        let mut lines = vec![format!("{severity} [{}] {}", finding.rule, finding.message), place.to_owned()];
        let mut line = |zh, en, words: &str| lines.push(format!("{}{words}", say(self.language, zh, en)));
        for law in finding.basis.iter() {
            line("依据：", "basis: ", &basis(law, self.language));
        }
        if let Some(why) = &finding.why {
            line("理由：", "why: ", why);
        }
        if let Some(help) = &finding.help {
            line("改法：", "help: ", help);
        }
        if let Some(owner) = &finding.owner {
            line("责任单位：", "responsible unit: ", owner);
        }
        if let Some(deadline) = finding.deadline {
            line("期限：", "due: ", &deadline.to_string());
        }
        lines.join("\n")
    }
}

impl Case {
    fn write(&self, xml: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let mut start = BytesStart::new("testcase");
        attribute(&mut start, "classname", &self.rule);
        attribute(&mut start, "name", &self.name);
        if let Some(file) = &self.file {
            attribute(&mut start, "file", file);
        }
        if let Some(line) = self.line {
            attribute(&mut start, "line", &line.to_string());
        }
        let inside = match &self.outcome {
            Outcome::Passed(None) => return xml.write_event(Event::Empty(start)),
            Outcome::Passed(Some(words)) => (BytesStart::new("system-out"), Some(words)),
            Outcome::Failed { severity, message, details } => {
                let mut failure = BytesStart::new("failure");
                attribute(&mut failure, "type", severity);
                attribute(&mut failure, "message", message);
                (failure, Some(details))
            }
            Outcome::Skipped(why) => {
                let mut skipped = BytesStart::new("skipped");
                attribute(&mut skipped, "message", why);
                (skipped, None)
            }
        };
        xml.write_event(Event::Start(start))?;
        match inside {
            (element, None) => xml.write_event(Event::Empty(element))?,
            (element, Some(words)) => {
                let end = element.to_end().into_owned();
                xml.write_event(Event::Start(element))?;
                xml.write_event(Event::Text(BytesText::new(&allowed(words))))?;
                xml.write_event(Event::End(end))?;
            }
        }
        xml.write_event(Event::End(BytesEnd::new("testcase")))
    }
}

/// An attribute on one line: readers of XML make line breaks in attributes spaces anyway.
fn attribute(element: &mut BytesStart<'_>, name: &str, value: &str) {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    element.push_attribute((name, allowed(&value).as_str()));
}

/// The words with � for what XML has no place for.
fn allowed(words: &str) -> String {
    let letter = |letter: char| match letter {
        '\t' | '\n' => letter,
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        letter => letter,
    };
    words.replace("\r\n", "\n").chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples;

    #[test]
    fn a_finding_is_a_case_and_so_is_a_rule_without() {
        let rules = RuleSet::compile(Vec::new()).unwrap();
        let xml = junit(&samples::report(), &rules, FailOn::Error, Language::Zh).unwrap();
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="gongkai" tests="5" failures="2" errors="0" skipped="2">
  <testsuite name="budget" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="budget/unused" name="budget/unused">
      <skipped message="不适用"/>
    </testcase>
  </testsuite>
  <testsuite name="format" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="format/number-brackets" name="format/number-brackets · 公文/通知 1.txt 第3行（云数办发〔2025〕8号）" file="公文/通知 1.txt" line="3">
      <failure type="错误" message="发文字号的年份应加六角括号">错误 [format/number-brackets] 发文字号的年份应加六角括号
公文/通知 1.txt 第3行（云数办发〔2025〕8号）
依据：《党政机关公文格式》（GB/T 9704-2012）7.2.5（据转引）
理由：年份用六角括号。
改法：改用〔〕。</failure>
    </testcase>
  </testsuite>
  <testsuite name="request" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="request/answered-in-time" name="request/answered-in-time · 台账.xlsx 工作表“公开申请” 第4行（r1）" file="台账.xlsx" line="4">
      <failure type="错误" message="申请逾期答复">错误 [request/answered-in-time] 申请逾期答复
台账.xlsx 工作表“公开申请” 第4行（r1）
依据：《中华人民共和国政府信息公开条例》（国令第711号）第三十三条
理由：收到申请之日起20个工作日内答复。
改法：补作答复。
责任单位：办公室
期限：2025-02-21</failure>
    </testcase>
  </testsuite>
  <testsuite name="text" tests="2" failures="0" errors="0" skipped="1">
    <testcase classname="text/doubled" name="text/doubled · 公文/办法.docx 第7段" file="公文/办法.docx" line="1">
      <system-out>警告 [text/doubled] 逗号重复：“，，”
公文/办法.docx 第7段</system-out>
    </testcase>
    <testcase classname="text/doubled" name="text/doubled · 公文/办法.docx 第7段" file="公文/办法.docx" line="1">
      <skipped message="已豁免：印发件原文如此"/>
    </testcase>
  </testsuite>
</testsuites>
"#;
        assert_eq!(xml, expected);
    }

    #[test]
    fn what_xml_has_no_place_for_is_marked() {
        assert_eq!(allowed("甲\u{0}\u{1B}[31m乙\r\n丙\u{FFFE}"), "甲�\u{FFFD}[31m乙\n丙�");
    }
}
