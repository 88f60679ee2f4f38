//! What holds for any text: no panic, spans inside the text, the same answer twice, fixes that settle.

use gongkai::rule::FixSafety;
use gongkai::{Checker, Document, Input, Options, Report};
use proptest::prelude::*;
use std::sync::LazyLock;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    let rules = gongkai_rules::builtin().expect("the built-in packs load");
    let options = Options {
        as_of: Some(jiff::civil::date(2026, 6, 30)),
        calendar: gongkai_rules::calendar(),
        previews: true,
        ..Options::default()
    };
    Checker::new(rules, options).expect("no rule is named")
});

/// Pieces that official documents are made of, right and wrong, and what breaks careless code.
const PIECES: &[&str] = &[
    "关于",
    "印发",
    "工作方案",
    "的通知",
    "国办发",
    "〔2019〕",
    "[2019]",
    "（2019）",
    "【19】",
    "〔",
    "〕",
    "5号",
    "05号",
    "第5号",
    "号",
    "《",
    "》",
    "〈",
    "〉",
    "“",
    "”",
    "‘",
    "’",
    "（",
    "）",
    "(",
    ")",
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "(一)",
    "（三）、",
    "1.",
    "2．",
    "3、",
    "（1）",
    "①",
    "一是",
    "第一条 ",
    "第一，",
    "责任单位：",
    "牵头单位：",
    "办公室",
    "牵头",
    "，",
    "配合",
    "负责",
    "有关处室、单位",
    "2019年6月28日",
    "2019年06月08日",
    "2019年2月30日",
    "二〇一九年六月",
    "7月30日前",
    "月",
    "日",
    "年",
    "2019.6.28",
    "10～20%",
    "3～5万元",
    "有效期5年",
    "自印发之日起施行",
    "同时废止",
    "附件：",
    "附件1",
    "1. 名单",
    "抄送：",
    "印发",
    "（此件公开发布）",
    "联系单位：",
    "各处室、直属单位：",
    "索 引 号：\t",
    "发文机关：",
    "成文日期：",
    "省财政厅",
    "省人民政府",
    "37010219900101001X",
    "370102199001010015",
    "13800138000",
    "1381234",
    "6222020200112233445",
    "绝密★",
    "内部资料",
    "，，",
    "。。",
    "、",
    "。",
    "；",
    "：",
    ",",
    ";",
    "!",
    "…",
    "——",
    "\n",
    "\n\n",
    "\r\n",
    "\u{3000}\u{3000}",
    " ",
    "\t",
    "\u{FEFF}",
    "\u{200B}",
    "\u{E004}",
    "𠮷",
    "😀",
    "\u{0}",
    "é",
    "a",
    "http://x.cn/(a)",
    "0",
    "9999999999999999999999",
    "请示",
    "报告",
    "请批示",
    "政府信息公开指南",
];

fn document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(str::to_owned),
        3 => "[\u{4E00}-\u{4E20}]{1,12}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) -> Report {
    CHECKER.check(&Input::new("a.txt", text)).expect("within limits")
}

fn spans(value: &serde_json::Value, found: &mut Vec<(usize, usize)>) {
    match value {
        serde_json::Value::Object(fields) => {
            if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end"))
                && let (Some(start), Some(end)) = (start.as_u64(), end.as_u64())
            {
                found.push((start as usize, end as usize));
            }
            fields.values().for_each(|value| spans(value, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|value| spans(value, found)),
        _ => {}
    }
}

fn apply(text: &str, report: &Report) -> String {
    let mut edits: Vec<_> = report
        .findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref().filter(|fix| fix.safety == FixSafety::Safe))
        .collect();
    edits.sort_by_key(|fix| fix.edits[0].start);
    let (mut result, mut done) = (String::new(), 0);
    for fix in edits {
        if (fix.edits[0].start as usize) < done {
            continue;
        }
        for edit in &fix.edits {
            result.push_str(&text[done..edit.start as usize]);
            result.push_str(&edit.text);
            done = edit.end as usize;
        }
    }
    result.push_str(&text[done..]);
    result
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_and_findings_lie_inside_the_text(text in document()) {
        let mut places = Vec::new();
        spans(&serde_json::to_value(Document::parse(&text)).expect("parts are JSON"), &mut places);
        let report = check(&text);
        for finding in &report.findings {
            let span = finding.span.expect("a text finding has a place");
            prop_assert_eq!(&text[span.start as usize..span.end as usize], &finding.excerpt);
            places.extend(finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| (edit.start as usize, edit.end as usize)));
        }
        for (start, end) in places {
            prop_assert!(text.get(start..end).is_some(), "{start}..{end} of {}", text.len());
        }
    }

    #[test]
    fn the_same_text_gives_the_same_bytes(text in document()) {
        let json = |report: &Report| serde_json::to_string(report).expect("a report is JSON");
        prop_assert_eq!(json(&check(&text)), json(&check(&text)));
    }

    #[test]
    fn safe_fixes_settle(text in document()) {
        let mut text = text;
        for _ in 0..12 {
            let fixed = apply(&text, &check(&text));
            if fixed == text {
                return Ok(());
            }
            text = fixed;
        }
        prop_assert!(false, "still changing after twelve rounds: {text}");
    }
}
