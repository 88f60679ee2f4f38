use super::*;
use crate::render::{Snippets, samples};
use crate::{FailOn, Problem, Reason};
use gongkai::{Report, RuleSet};
use serde_json::Value;

fn rules() -> RuleSet {
    let manifest = "name = { zh = \"试\", en = \"trial\" }\nversion = \"1.0.0\"\n";
    let file = "name = { zh = \"年份用六角括号\", en = \"year brackets\" }\nseverity = \"error\"\ntask = \"1.2\"\nsince = 2012-07-01\n\
        [[basis]]\ndocument = \"党政机关公文格式\"\nnumber = \"GB/T 9704-2012\"\nat = \"7.2.5\"\ncertainty = \"second_hand\"\n\
        [pattern]\nforbid = '\\[\\d{4}\\]'\nnear = [\"[\"]\n\
        [message]\nzh = \"应加六角括号：“{match}”\"\nen = \"wrong brackets: {match}\"\n\
        why = { zh = \"年份用[六角](括号)。\", en = \"x\" }\n";
    let pack = gongkai::PackSource {
        id: "trial".to_owned(),
        manifest: manifest.to_owned(),
        files: vec![("format/number-brackets.toml".to_owned(), file.to_owned())],
    };
    RuleSet::load(&[pack]).unwrap_or_else(|errors| panic!("{errors:?}"))
}

struct Given {
    report: Report,
    rules: RuleSet,
    snippets: Snippets,
    problems: Vec<Problem>,
    tasks: BTreeMap<String, String>,
}

impl Given {
    fn new(report: Report) -> Self {
        let problems = vec![Problem::new("坏 件.txt", Reason::Missing)];
        Self { report, rules: rules(), snippets: Snippets::default(), problems, tasks: BTreeMap::new() }
    }

    fn view(&self, verdicts: Verdicts) -> View<'_> {
        View {
            report: &self.report,
            rules: &self.rules,
            snippets: &self.snippets,
            problems: &self.problems,
            tasks: &self.tasks,
            language: Language::Zh,
            fail_on: FailOn::Error,
            verdicts,
        }
    }

    fn log(&self, verdicts: Verdicts) -> Value {
        serde_json::from_str(&sarif(&self.view(verdicts)).unwrap()).unwrap()
    }
}

fn assert_valid(log: &Value) {
    // One of its patterns has a bracket too many, which is no regular expression to a strict reader.
    let schema = include_str!("../../../tests/data/sarif-schema-2.1.0.json");
    let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn logs_are_valid_by_the_official_schema() {
    let given = Given::new(samples::report());
    assert_valid(&given.log(Verdicts::Findings));
    assert_valid(&given.log(Verdicts::All));
    let mut empty = samples::report();
    empty.findings.clear();
    empty.rules.clear();
    assert_valid(&Given::new(empty).log(Verdicts::Findings));
    let mut wrong = given.log(Verdicts::Findings);
    wrong["runs"][0]["results"][0]["level"] = json!("grave");
    assert!(std::panic::catch_unwind(|| assert_valid(&wrong)).is_err(), "the schema would let anything pass");
}

#[test]
fn a_finding_has_its_place_its_words_and_its_fix() {
    let log = Given::new(samples::report()).log(Verdicts::Findings);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3, "what services would show as an alert is left out");
    let first = &results[0];
    let uri = "%E5%85%AC%E6%96%87/%E9%80%9A%E7%9F%A5%201.txt";
    assert_eq!((&first["kind"], &first["level"]), (&json!("fail"), &json!("error")));
    assert_eq!(first["partialFingerprints"], json!({"gongkai/v1": "f1"}));
    assert_eq!(first["baselineState"], "new");
    assert_eq!(
        first["locations"][0]["physicalLocation"],
        json!({
            "artifactLocation": {"uri": uri, "index": 0},
            "region": {"startLine": 3, "startColumn": 2, "endLine": 3, "endColumn": 8, "snippet": {"text": "[2025]"}}
        })
    );
    let change = &first["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], uri);
    let region =
        |from: u32, to: u32| json!({"startLine": 3, "startColumn": from, "endLine": 3, "endColumn": to});
    assert_eq!(
        change["replacements"],
        json!([
            {"deletedRegion": region(2, 3), "insertedContent": {"text": "〔"}},
            {"deletedRegion": region(7, 8), "insertedContent": {"text": "〕"}}
        ])
    );
    assert_eq!(run["artifacts"][0]["location"]["uri"], uri);
}

#[test]
fn places_that_are_no_lines_are_logical() {
    let log = Given::new(samples::report()).log(Verdicts::Findings);
    let results = &log["runs"][0]["results"];
    let word = &results[1]["locations"][0];
    assert_eq!(word["physicalLocation"]["region"], json!({"startLine": 1}));
    assert_eq!(word["logicalLocations"][0]["fullyQualifiedName"], "document/paragraph/7/run/2");
    assert_eq!(word["properties"]["origin"]["paragraph"], 7);
    assert_eq!(results[1]["message"]["text"], "逗号重复：“，，”（第7段）");
    let record = &results[2]["locations"][0];
    assert_eq!(record["physicalLocation"]["region"], json!({"startLine": 4}));
    let named = json!([{"name": "r1", "fullyQualifiedName": "request/公开申请/r1", "kind": "request"}]);
    assert_eq!(record["logicalLocations"], named);
    assert_eq!(results[2]["properties"], json!({"task": "1.2", "owner": "办公室", "deadline": "2025-02-21"}));
}

#[test]
fn rules_stand_on_law_and_say_why() {
    let log = Given::new(samples::report()).log(Verdicts::Findings);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids, ["format/number-brackets", "request/answered-in-time", "text/doubled"], "what applied");
    for result in run["results"].as_array().unwrap() {
        assert_eq!(ids[result["ruleIndex"].as_u64().unwrap() as usize], result["ruleId"].as_str().unwrap());
    }
    let rule = &rules[0];
    assert_eq!(rule["name"], "FormatNumberBrackets");
    assert_eq!(rule["fullDescription"]["text"], "年份用\\[六角\\](括号)。");
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("年份用\\[六角\\](括号)"));
    assert_eq!(rule["properties"]["tags"], json!(["format", "trial", "task-1.2"]));
    let target = &rule["relationships"][0]["target"];
    let taxon = &run["taxonomies"][0]["taxa"][target["index"].as_u64().unwrap() as usize];
    assert_eq!(
        (&taxon["id"], &taxon["id"]),
        (&target["id"], &json!("《党政机关公文格式》（GB/T 9704-2012）7.2.5"))
    );
    assert_eq!(rule["relationships"][0]["properties"]["certainty"], "second_hand");
    assert_eq!(run["taxonomies"][0]["name"], run["tool"]["driver"]["supportedTaxonomies"][0]["name"]);
}

#[test]
fn all_verdicts_have_their_kinds() {
    let log = Given::new(samples::report()).log(Verdicts::All);
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let kinds = |kind: &str| results.iter().filter(|result| result["kind"] == kind).collect::<Vec<_>>();
    let waived: Vec<&Value> = results.iter().filter(|result| result["suppressions"].is_array()).collect();
    assert_eq!(waived.len(), 1);
    let expected = json!([{"kind": "external", "status": "accepted", "justification": "印发件原文如此"}]);
    assert_eq!(waived[0]["suppressions"], expected);
    let gone: Vec<&Value> = results.iter().filter(|result| result["baselineState"] == "absent").collect();
    assert_eq!((gone.len(), &gone[0]["partialFingerprints"]["gongkai/v1"]), (1, &json!("f5")));
    assert_eq!(kinds("open").len(), 1);
    assert_eq!(kinds("open")[0]["message"]["text"], "无法判定，缺 received");
    assert_eq!(kinds("pass").iter().map(|pass| pass["occurrenceCount"].as_u64().unwrap()).sum::<u64>(), 5);
    assert_eq!(kinds("notApplicable")[0]["ruleId"], "budget/unused");
    assert!(results.iter().all(|result| result["kind"] == "fail" || result["level"] == "none"));
}

#[test]
fn what_could_not_be_checked_is_told() {
    let given = Given::new(samples::report());
    let invocation = &given.log(Verdicts::Findings)["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0];
    assert_eq!(told["level"], "error");
    let place = &told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(place, "%E5%9D%8F%20%E4%BB%B6.txt");
}

#[test]
fn of_too_many_the_gravest_are_kept_and_it_is_said() {
    let given = Given::new(samples::report());
    let view = given.view(Verdicts::Findings);
    let log = serde_json::to_value(super::log(&view, 2)).unwrap();
    let run = &log["runs"][0];
    let levels: Vec<&Value> =
        run["results"].as_array().unwrap().iter().map(|result| &result["level"]).collect();
    assert_eq!(levels, ["error", "error"], "the warning between them goes");
    let told = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    assert!(told[1]["message"]["text"].as_str().unwrap().contains("1 处"));
    assert_eq!(left_out(&view), 0);
}
