use super::*;
use crate::render::sarif::Verdicts;
use crate::render::{Snippets, samples};
use crate::{FailOn, Problem, Reason};
use gongkai::{Report, RuleSet};
use std::collections::BTreeMap;

fn page(report: &Report, text: &str, problems: &[Problem], language: Language) -> String {
    let rules = RuleSet::compile(Vec::new()).unwrap();
    let mut snippets = Snippets::default();
    let in_text: Vec<Finding> =
        report.findings.iter().filter(|finding| finding.origin.is_none()).cloned().collect();
    snippets.keep(text, &in_text);
    let tasks = BTreeMap::from([("1.2".to_owned(), "依申请公开".to_owned())]);
    html(&View {
        report,
        rules: &rules,
        snippets: &snippets,
        problems,
        tasks: &tasks,
        language,
        fail_on: FailOn::Error,
        verdicts: Verdicts::Findings,
    })
}

#[test]
fn the_page_has_what_a_reader_wants() {
    let problems = [Problem::new("坏件.txt", Reason::Missing)];
    let page = page(&samples::report(), samples::TEXT, &problems, Language::Zh);
    for words in [
        "<blockquote>𠮷<mark>[2025]</mark>8号</blockquote>",
        "<del>[2025]</del>",
        "<ins>〔2025〕</ins>",
        "公文/办法.docx 第7段",
        "《中华人民共和国政府信息公开条例》（国令第711号）第三十三条",
        "1.2 依申请公开",
        "<time datetime=\"2025-02-21\">",
        "未能检查的文件 1 个",
        "没有用上的规则 1 条",
        "已豁免 1 处",
        "印发件原文如此",
        "已消除 1 处",
        "缺 received × 1",
        "判断日期",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert_eq!(page.matches("<article").count(), 4);
}

#[test]
fn the_page_speaks_english() {
    let page = page(&samples::report(), samples::TEXT, &[], Language::En);
    for words in [
        "<html lang=\"en\">",
        "Disclosure audit report",
        "By task",
        "1 rules never applied",
        "Against the baseline",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn nothing_is_loaded_and_only_our_script_may_run() {
    let page = page(&samples::report(), samples::TEXT, &[], Language::Zh);
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"), "{page}");
    assert!(!page.contains("unsafe-inline") && !page.contains("http://") && !page.contains("https://"));
    assert!(!page.contains("style=\"") && !page.contains(" onclick"), "the policy would not let it");
    assert!(!STYLE.contains("</style") && !SCRIPT.contains("</script"));
    assert_eq!((page.matches("<script>").count(), page.matches("<style>").count()), (1, 1));
}

#[test]
fn a_page_without_findings_says_so() {
    let mut report = samples::report();
    report.findings.clear();
    assert!(page(&report, "", &[], Language::Zh).contains("没有发现问题。"));
}
