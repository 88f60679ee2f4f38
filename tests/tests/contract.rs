//! The JSON contract: offsets in each language's own unit slice the text to the excerpt; a bad text loses nothing else.

use serde_json::{Value, json};

const TEXT: &str = "😀𠮷各处室、单位要抓好落实，，按时报送。\n（联系单位：办公室）";

fn respond(request: &Value) -> Value {
    serde_json::from_str(&gongkai_rules::check_json(&request.to_string())).expect("the response is JSON")
}

fn request(offsets: &str) -> Value {
    json!({
        "texts": [{ "path": "a.txt", "text": TEXT }],
        "as_of": "2026-06-30",
        "select": ["text/doubled-punctuation"],
        "offsets": offsets,
    })
}

fn finding(response: &Value) -> (usize, usize, String) {
    let finding = &response["checked"]["report"]["findings"][0];
    let at = |name: &str| finding["span"][name].as_u64().expect("a number") as usize;
    (at("start"), at("end"), finding["excerpt"].as_str().expect("words").to_owned())
}

#[test]
fn offsets_slice_to_the_excerpt_in_bytes() {
    let (start, end, excerpt) = finding(&respond(&request("byte")));
    assert_eq!(&TEXT[start..end], excerpt);
    assert_eq!(excerpt, "，，");
}

#[test]
fn offsets_slice_to_the_excerpt_in_code_points() {
    let (start, end, excerpt) = finding(&respond(&request("code_point")));
    assert_eq!(TEXT.chars().skip(start).take(end - start).collect::<String>(), excerpt);
}

#[test]
fn offsets_slice_to_the_excerpt_in_utf16() {
    let (start, end, excerpt) = finding(&respond(&request("utf16")));
    let units: Vec<u16> = TEXT.encode_utf16().collect();
    assert_eq!(String::from_utf16(&units[start..end]).expect("whole characters"), excerpt);
}

#[test]
fn line_and_column_count_code_points_from_one() {
    let response = respond(&request("utf16"));
    let span = &response["checked"]["report"]["findings"][0]["span"];
    assert_eq!((span["line"].as_u64(), span["column"].as_u64()), (Some(1), Some(14)));
    assert_eq!((span["end_line"].as_u64(), span["end_column"].as_u64()), (Some(1), Some(16)));
}

#[test]
fn a_text_that_cannot_be_checked_is_named_and_the_rest_is_checked() {
    let long = "字".repeat(3 << 20);
    let mut request = request("byte");
    request["texts"] = json!([{ "path": "long.txt", "text": long }, { "path": "a.txt", "text": TEXT }]);
    let response = respond(&request);
    assert_eq!(response["checked"]["errors"][0]["path"], "long.txt");
    assert_eq!(response["checked"]["report"]["documents"], 1);
    assert_eq!(response["checked"]["report"]["findings"][0]["subject"]["path"], "a.txt");
}

#[test]
fn an_unreadable_request_is_an_error_not_a_panic() {
    for request in ["", "{", "[]", "{\"txets\":[]}", "{\"as_of\":\"2019-02-30\"}"] {
        let response: Value =
            serde_json::from_str(&gongkai_rules::check_json(request)).expect("the response is JSON");
        assert!(response["error"].as_str().is_some_and(|error| !error.is_empty()), "{request}: {response}");
    }
    let response = respond(&json!({ "select": ["text/doubled-punctuations"] }));
    assert!(response["error"].as_str().expect("an error").contains("text/doubled-punctuation"), "{response}");
}

#[test]
fn a_report_has_the_shape_of_the_contract() {
    let report = respond(&request("byte"))["checked"]["report"].clone();
    assert_eq!(report["schema"], "gongkai-report/1");
    assert_eq!(report["as_of"], "2026-06-30");
    assert_eq!(report["verdicts"]["fail"], 1);
    assert_eq!(report["rules"][0]["rule"], "text/doubled-punctuation");
    let hash = report["packs"][0]["sha256"].as_str().expect("a hash");
    assert_eq!(hash.len(), 64);
    let finding = &report["findings"][0];
    for field in ["rule", "severity", "message", "subject", "span", "excerpt", "basis", "fingerprint"] {
        assert!(!finding[field].is_null(), "{field} is missing");
    }
    for field in ["task", "owner", "fix", "waived"] {
        assert!(finding.get(field).is_some(), "{field} is missing");
    }
    assert!(finding["basis"][0]["document"].is_string());
}

#[test]
fn records_are_audited_with_the_texts_that_belong_to_them() {
    let mut request = request("utf16");
    request["texts"] =
        json!([{ "path": "documents/a.txt", "text": TEXT }, { "path": "documents/later.txt", "text": TEXT }]);
    request["as_of"] = json!("2020-12-31");
    request["select"] = json!(["text/doubled-punctuation", "budget/department-published"]);
    request["records"] = json!({
        "authority": [{ "name": "云水省数据局", "region": "云水省", "level": "province", "body": "department" }],
        "document": [
            { "id": "d1", "path": "a.txt", "drafting_unit": "规划处", "dated_on": "2020-03-02" },
            { "id": "d2", "path": "later.txt", "drafting_unit": "规划处", "dated_on": "2021-03-02" }
        ],
        "budget": [{ "id": "b1", "kind": "部门预算", "year": 2020, "unit": "办公室", "approved_on": "2020-02-03",
                     "published_on": "2020-03-02", "secret": false, "nonsense": 1 }]
    });
    let response = respond(&request);
    let report = &response["checked"]["report"];
    let findings: Vec<(&str, &str)> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| {
            (finding["subject"]["path"].as_str().unwrap(), finding["owner"].as_str().unwrap_or(""))
        })
        .collect();
    assert_eq!(findings, [("documents/a.txt", "规划处"), ("records", "办公室")], "{response}");
    assert!(report["units"].as_array().is_some_and(|units| units.len() == 2), "{response}");
    let errors = response["checked"]["errors"].to_string();
    assert!(errors.contains("nonsense"), "{errors}");
    request["as_of"] = Value::Null;
    assert!(respond(&request)["error"].as_str().is_some_and(|error| error.contains("as_of")));
}
