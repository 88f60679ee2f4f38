//! A report in small for the tests of renderers: of a text, of a Word document, of a record, one waived, one gone.

use gongkai::Report;
use serde_json::json;

pub(super) const TEXT: &str = "云水省数据局\n\n𠮷[2025]8号\n";

pub(super) fn report() -> Report {
    let law = |document: &str, number: &str, at: &str, certainty: &str| json!({"document": document, "number": number, "at": at, "certainty": certainty});
    let format = law("党政机关公文格式", "GB/T 9704-2012", "7.2.5", "second_hand");
    let rules = [
        ("budget/unused", [0, 0, 9, 0, 0]),
        ("format/number-brackets", [3, 1, 0, 0, 0]),
        ("request/answered-in-time", [2, 1, 0, 1, 0]),
        ("text/doubled", [0, 1, 0, 0, 1]),
    ];
    let counts = |counts: [u32; 5]| {
        let [pass, fail, not_applicable, unjudged, waived] = counts;
        json!({"pass": pass, "fail": fail, "not_applicable": not_applicable, "unjudged": unjudged, "waived": waived})
    };
    let named = |key: &str, name: &str, of: [u32; 5]| {
        let mut value = counts(of);
        value[key] = json!(name);
        value
    };
    let rule = |(rule, of): (&str, [u32; 5])| named("rule", rule, of);
    let brackets = json!({
        "rule": "format/number-brackets", "severity": "error", "message": "发文字号的年份应加六角括号",
        "why": "年份用六角括号。", "help": "改用〔〕。",
        "subject": {"kind": "text", "id": "云数办发〔2025〕8号", "path": "公文/通知 1.txt"},
        "span": {"start": 24, "end": 30, "line": 3, "column": 2, "end_line": 3, "end_column": 8},
        "excerpt": "[2025]", "basis": [format.clone()], "task": null, "owner": null,
        "fix": {"safety": "safe", "edits": [
            {"start": 24, "end": 25, "text": "〔"}, {"start": 29, "end": 30, "text": "〕"}]},
        "fingerprint": "f1", "waived": null
    });
    let word = json!({
        "rule": "text/doubled", "severity": "warning", "message": "逗号重复：“，，”",
        "subject": {"kind": "text", "id": null, "path": "公文/办法.docx"},
        "span": {"start": 6, "end": 12, "line": 1, "column": 3, "end_line": 1, "end_column": 5},
        "origin": {"part": "document", "paragraph": 7, "run": 2},
        "excerpt": "，，", "basis": [], "task": null, "owner": null, "fix": null,
        "fingerprint": "f2", "waived": null
    });
    let mut waived = word.clone();
    waived["waived"] = json!("印发件原文如此");
    waived["fingerprint"] = json!("f3");
    let late = json!({
        "rule": "request/answered-in-time", "severity": "error", "message": "申请逾期答复",
        "why": "收到申请之日起20个工作日内答复。", "help": "补作答复。",
        "subject": {"kind": "request", "id": "r1", "path": "台账.xlsx", "sheet": "公开申请", "row": 4},
        "span": null, "excerpt": "",
        "basis": [law("中华人民共和国政府信息公开条例", "国令第711号", "第三十三条", "verified")],
        "task": "1.2", "owner": "办公室", "deadline": "2025-02-21", "fix": null,
        "fingerprint": "f4", "waived": null
    });
    let mut gone = brackets.clone();
    gone["fingerprint"] = json!("f5");
    serde_json::from_value(json!({
        "schema": "gongkai-report/1", "as_of": "2025-12-31", "engine": "0.1.0", "documents": 2, "records": 3,
        "packs": [{"id": "national", "version": "1.0.0", "sha256": "00"}],
        "verdicts": counts([5, 3, 9, 1, 1]),
        "rules": rules.map(rule),
        "findings": [brackets, word, waived, late],
        "unjudged": [{"rule": "request/answered-in-time",
            "subject": {"kind": "request", "id": "r2", "path": "台账.xlsx", "sheet": "公开申请", "row": 5},
            "missing": ["received"]}],
        "tasks": [named("task", "1.2", [2, 1, 0, 1, 0]), named("task", "1.10", [1, 0, 4, 0, 0])],
        "units": [named("unit", "办公室", [2, 1, 0, 1, 0]), named("unit", "", [3, 2, 9, 0, 1])],
        "scores": [],
        "baseline": {"known": 2, "resolved": [gone], "unseen": 0}
    }))
    .expect("the sample is a report")
}
