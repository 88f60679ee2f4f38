//! A broken pack fails with its place and the way out; a later pack overrides and switches off by id.

use gongkai::{Checker, Input, Options, PackSource, RuleError, RuleSet};
use std::sync::Arc;

const MANIFEST: &str = "name = { zh = \"某局\", en = \"A bureau\" }\nversion = \"1.0.0\"\n";

const RULE: &str = r#"name = { zh = "不写“领导小祖”", en = "No misspelt leading group" }
severity = "warning"

[pattern]
forbid = '领导小祖'
replace = '领导小组'

[message]
zh = "“{match}”有误"
en = "“{match}” is misspelt"

[[basis]]
document = "某局公文办法"
at = "第三条"
certainty = "verified"

[[examples]]
verdict = "pass"
text = "成立领导小组。"

[[examples]]
verdict = "fail"
text = "成立领导小祖。"
match = "领导小祖"
fixed = "成立领导小组。"
"#;

fn pack(id: &str, manifest: &str, rule: &str) -> PackSource {
    PackSource {
        id: id.to_owned(),
        manifest: manifest.to_owned(),
        files: vec![("text/group.toml".to_owned(), rule.to_owned())],
    }
}

/// The one error of the rule with `from` replaced by `to`.
fn error(from: &str, to: &str) -> RuleError {
    assert!(RULE.contains(from), "{from}");
    let errors = RuleSet::load(&[pack("bureau", MANIFEST, &RULE.replace(from, to))]).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.into_iter().next().unwrap()
}

/// Line, and what the error says together with its suggestion.
#[track_caller]
fn assert_error(from: &str, to: &str, line: u32, words: &[&str]) {
    let error = error(from, to);
    let said = error.to_string();
    assert_eq!(error.line, line, "{said}");
    assert_eq!(error.file, "text/group.toml");
    for word in words {
        assert!(said.contains(word), "`{word}` is not in: {said}");
    }
}

#[test]
fn the_rule_itself_is_sound() {
    assert!(RuleSet::load(&[pack("bureau", MANIFEST, RULE)]).is_ok());
}

#[test]
fn an_unknown_field_names_the_nearest() {
    assert_error("severity =", "severty =", 2, &["severty", "`severity`?"]);
    assert_error("replace =", "replacement =", 6, &["replacement", "`replace`?"]);
}

#[test]
fn a_wrong_value_names_its_place() {
    assert_error("\"warning\"", "\"warn\"", 2, &["warn", "`warning`"]);
    assert_error("\"verified\"", "\"certain\"", 15, &["certain"]);
}

#[test]
fn broken_toml_names_its_place() {
    assert_error("forbid = '领导小祖'", "forbid = '领导小祖", 5, &[]);
}

#[test]
fn a_bad_pattern_names_its_place() {
    assert_error("'领导小祖'", "'领导(小祖'", 5, &["cannot be read"]);
    assert_error("'领导小祖'", "['领导小祖', '领导[小祖']", 5, &["cannot be read"]);
}

#[test]
fn a_bare_word_boundary_is_refused() {
    assert_error("'领导小祖'", r"'\b领导小祖\b'", 5, &[r"`\b`", r"(?-u:\b)"]);
}

#[test]
fn a_rule_that_can_never_match_is_refused() {
    assert_error("'领导小祖'", "'领导$小祖'", 5, &["never match"]);
    assert_error("forbid = '领导小祖'", "forbid = '领导小祖'\nunless = '领导小祖'", 6, &["never match"]);
    assert_error(
        "severity = \"warning\"",
        "severity = \"warning\"\nsince = 2020-01-01\nuntil = 2019-01-01",
        4,
        &["never apply"],
    );
}

#[test]
fn a_pattern_that_matches_everywhere_is_refused() {
    assert_error("'领导小祖'", "'(领导)*'", 5, &["empty"]);
    assert_error("'领导小祖'", r"'\p{Han}+\s'", 5, &["near"]);
}

#[test]
fn an_unknown_name_in_a_message_is_refused() {
    assert_error("“{match}”有误", "“{mach}”有误", 9, &["{mach}", "`{match}`?"]);
}

#[test]
fn a_rule_needs_one_kind_of_check_and_its_law() {
    assert_error("[pattern]\nforbid = '领导小祖'\nreplace = '领导小组'", "", 0, &["exactly one of"]);
    assert_error(
        "[pattern]\nforbid = '领导小祖'\nreplace = '领导小组'",
        "[check]\nname = \"paired_mark\"",
        5,
        &["no check", "?"],
    );
}

#[test]
fn a_rule_whose_law_is_only_recalled_is_no_error() {
    let rule = RULE.replace("\"verified\"", "\"recalled\"").replace("\"warning\"", "\"error\"");
    let errors = RuleSet::load(&[pack("bureau", MANIFEST, &rule)]).unwrap_err();
    assert_eq!(errors[0].line, 2);
    assert!(errors[0].to_string().contains("recalled"), "{}", errors[0]);
}

#[test]
fn a_manifest_is_held_to_the_same() {
    let errors = RuleSet::load(&[pack("bureau", &MANIFEST.replace("version", "vresion"), RULE)]).unwrap_err();
    assert!(errors[0].to_string().starts_with("bureau/pack.toml:2:1"), "{}", errors[0]);
    let errors = RuleSet::load(&[
        pack("bureau", MANIFEST, RULE),
        pack("office", &format!("{MANIFEST}off = [\"text/groups\"]\n"), &RULE.replace("小祖", "小且")),
    ])
    .unwrap_err();
    assert!(errors[0].to_string().contains("`text/group`?"), "{}", errors[0]);
}

#[test]
fn all_errors_of_all_files_are_told_at_once() {
    let mut source = pack("bureau", MANIFEST, &RULE.replace("severity", "x"));
    source.files.push(("text/other.toml".to_owned(), RULE.replace("certainty", "y")));
    assert_eq!(RuleSet::load(&[source]).unwrap_err().len(), 2);
}

#[test]
fn a_later_pack_overrides_and_switches_off_by_id() {
    let text = "成立领导小祖。";
    let count = |sources: &[PackSource]| {
        let rules = Arc::new(RuleSet::load(sources).unwrap());
        let checker = Checker::new(rules, Options::default()).unwrap();
        let report = checker.check(&Input::new("a.txt", text)).unwrap();
        report.findings.iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    let first = pack("bureau", MANIFEST, RULE);
    assert_eq!(count(std::slice::from_ref(&first)), [gongkai::Severity::Warning]);
    let harder = pack("office", MANIFEST, &RULE.replace("\"warning\"", "\"error\""));
    assert_eq!(count(&[first.clone(), harder]), [gongkai::Severity::Error]);
    let off = PackSource {
        id: "office".to_owned(),
        manifest: format!("{MANIFEST}off = [\"text/group\"]\n"),
        files: Vec::new(),
    };
    assert!(count(&[first, off]).is_empty());
}
