//! A dossier from nothing to its verdicts: `init`, `audit` on two days, `explain`, the ledger.

mod common;

use common::{gongkai, stderr, stdout};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const NOTICE: &str = "云水省数据局办公室关于2020年度公开任务分工的通知

云数办发〔2020〕8号

各处室：

现将2020年度公开任务分工通知如下。

一、公开任务

（一）清理结果公开。公布规范性文件清理结果。（责任单位：法规处牵头，办公室配合）

（二）清单公开。公布权责清单。（责任单位：法规处牵头，办公室配合）

（三）抽查公开。公布抽查结果。（责任单位：监管处牵头，办公室配合）

（四）执行公开。公布执行情况。（责任单位：办公室牵头，规划处配合）

（五）整改公开。公布整改情况。（责任单位：办公室牵头，规划处配合）

云水省数据局办公室
2020年3月2日
";

#[test]
fn a_dossier_from_nothing_to_its_verdicts() {
    let folder = TempDir::new().unwrap();
    let made = gongkai(folder.path(), &["init", "dossier"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let dossier = folder.path().join("dossier");
    assert!(dossier.join("政策解读.xlsx").is_file());
    let again = gongkai(folder.path(), &["init", "dossier"]);
    assert_eq!(again.status.code(), Some(2), "an office's tables are never written over");

    for entry in fs::read_dir(&dossier).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|ending| ending == "xlsx") {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    fs::write(dossier.join("documents/notice.txt"), NOTICE).unwrap();
    let budgets =
        "编号,类型,年度,单位,批复日期,公开日期,涉密\nb1,部门预算,2020,规划处,2020.2.3,2020年3月2日,否\n";
    fs::write(dossier.join("预决算.csv"), budgets).unwrap();

    let late = gongkai(folder.path(), &["audit", "dossier", "--as-of", "2020-12-31"]);
    assert_eq!(late.status.code(), Some(1), "{}{}", stdout(&late), stderr(&late));
    let words = stdout(&late);
    assert!(words.contains("[budget/department-published]"), "{words}");
    assert!(words.contains("责任单位 规划处"), "{words}");
    assert!(words.contains("第2行"), "{words}");

    let select = ["audit", "dossier", "--select", "budget/department-published"];
    let early = gongkai(folder.path(), &[&select[..], &["--as-of", "2020-02-10"]].concat());
    assert_eq!(early.status.code(), Some(0), "{}{}", stdout(&early), stderr(&early));
    assert!(!stdout(&early).contains("[budget/department-published]"), "not yet due: {}", stdout(&early));

    let why = ["explain", "budget/department-published", "dossier", "--as-of", "2020-12-31"];
    let why = gongkai(folder.path(), &why);
    assert_eq!(why.status.code(), Some(0), "{}", stderr(&why));
    assert!(stdout(&why).contains("不通过"), "{}", stdout(&why));
    assert!(
        stdout(&why).contains("2020年2月23日") || stdout(&why).contains("2020年2月24日"),
        "{}",
        stdout(&why)
    );
}

#[test]
fn a_dossier_may_be_tables_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("依申请公开.csv"), "编号,收到日期\nr1,2019-06-28\n").unwrap();
    let output = gongkai(folder.path(), &["audit", ".", "--as-of", "2019-12-31"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("[authority]"), "said aloud: {}", stderr(&output));
    // The request, and the authority that every dossier has.
    assert!(stdout(&output).contains("检查文件 0 份，记录 2 条"), "{}", stdout(&output));
}

#[test]
fn a_dossier_speaks_the_language_of_its_own_configuration_and_names_what_is_wrong_with_it() {
    let folder = TempDir::new().unwrap();
    let config = "lang = \"en\"\n[authority]\nlevel = \"province\"\nbody = \"department\"\n";
    fs::write(folder.path().join("gongkai.toml"), config).unwrap();
    fs::write(folder.path().join("杂项.csv"), "甲,乙\n1,2\n").unwrap();
    fs::write(folder.path().join("预决算.csv"), "编号,批复日期\nb1,不日\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(["audit"])
        .arg(folder.path())
        .args(["--as-of", "2020-12-31"])
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let errors = stderr(&output);
    assert!(errors.contains("no kind of record has a table named “杂项”"), "{errors}");
    assert!(errors.contains("row 2") && errors.contains("“不日” is not a date"), "{errors}");
    assert!(stdout(&output).contains("By task"), "{}", stdout(&output));
    let wrong = gongkai(folder.path(), &["audit", ".", "--select", "budget/department-publishd"]);
    assert!(stderr(&wrong).contains("budget/department-published"), "{}", stderr(&wrong));
}

const LATE: &str = "编号,类型,年度,单位,批复日期,公开日期,涉密
b1,部门预算,2020,规划处,2020.2.3,2020年3月2日,否
b2,部门决算,2019,规划处,2020.8.3,2020年10月9日,否
";

fn audit_json(folder: &Path, more: &[&str]) -> serde_json::Value {
    let args = ["audit", ".", "--as-of", "2020-12-31", "--format", "json", "--select", "budget/"];
    let output = gongkai(folder, &[&args[..], more].concat());
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)))
}

#[test]
fn a_waiver_accepts_a_finding_for_a_time_and_is_one_when_it_has_run_out_or_means_nothing() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("预决算.csv"), LATE).unwrap();
    let before = audit_json(folder.path(), &[]);
    let fails = before["verdicts"]["fail"].as_u64().unwrap();
    assert!(fails >= 2, "{before}");
    let waiver = |id: &str, until: &str| {
        format!(
            "[[waivers]]\nrule = \"budget/department-published\"\nid = \"{id}\"\nreason = \"批复迟到\"\nuntil = {until}\n"
        )
    };
    let write = |waivers: &str| fs::write(folder.path().join("gongkai.toml"), waivers).unwrap();

    write(&waiver("b1", "2021-03-31"));
    let waived = audit_json(folder.path(), &[]);
    assert_eq!(waived["verdicts"]["waived"], 1, "{waived}");
    assert_eq!(waived["verdicts"]["fail"].as_u64(), Some(fails - 1));
    let units = waived["units"].as_array().unwrap();
    assert!(units.iter().any(|unit| unit["unit"] == "规划处" && unit["waived"] == 1), "{units:?}");
    let words = stdout(&gongkai(folder.path(), &["audit", ".", "--as-of", "2020-12-31"]));
    assert!(words.contains("豁免 1 处"), "{words}");

    write(&(waiver("b1", "2020-12-30") + &waiver("b9", "2021-03-31")));
    let words = stdout(&gongkai(folder.path(), &["audit", ".", "--as-of", "2020-12-31"]));
    assert!(words.contains("豁免已于2020-12-30到期") && words.contains("[waiver/expired]"), "{words}");
    assert!(words.contains("豁免没有用到") && words.contains("gongkai.toml 第6行"), "{words}");

    write(&waiver("b1", "2021-03-31").replace("budget/department-published", "budget/department-publishd"));
    let wrong = gongkai(folder.path(), &["audit", "."]);
    assert_eq!(wrong.status.code(), Some(2));
    let errors = stderr(&wrong);
    assert!(errors.contains("gongkai.toml:1") && errors.contains("budget/department-published"), "{errors}");
}

#[test]
fn against_a_baseline_an_audit_tells_what_is_new_and_what_is_gone() {
    let folder = TempDir::new().unwrap();
    let table = folder.path().join("预决算.csv");
    fs::write(&table, LATE).unwrap();
    let args = ["audit", ".", "--as-of", "2020-12-31", "--format", "json", "-o", "before.json"];
    gongkai(folder.path(), &args);
    let mended =
        LATE.replace("2020年3月2日", "2020年2月20日") + "b3,部门预算,2020,办公室,2020.2.3,2020年5月6日,否\n";
    fs::write(&table, mended).unwrap();
    let after = audit_json(folder.path(), &["--baseline", "before.json"]);
    let ids = |findings: &serde_json::Value| -> Vec<String> {
        let findings = findings.as_array().unwrap().iter();
        findings.map(|finding| finding["subject"]["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&after["findings"]), ["b3"], "{after}");
    assert_eq!(ids(&after["baseline"]["resolved"]), ["b1"], "{after}");
    let words = ["audit", ".", "--as-of", "2020-12-31", "--baseline", "before.json"];
    let words = stdout(&gongkai(folder.path(), &words));
    assert!(words.contains("已消除") && words.contains("已消除 1 处"), "{words}");
}

#[test]
fn a_scorecard_is_filled_in_and_says_what_it_cannot_score() {
    let folder = TempDir::new().unwrap();
    let websites = "编号,名称,监测日期,严重问题\nw1,云水省数据局网站,2019-12-16,弄虚作假\n";
    fs::write(folder.path().join("政府网站.csv"), websites).unwrap();
    let output = gongkai(folder.path(), &["audit", ".", "--as-of", "2019-12-31"]);
    let words = stdout(&output);
    assert!(words.contains("政府网站检查指标（2019年）：单项否决，不合格"), "{words}{}", stderr(&output));
    assert!(words.contains("单项否决：1 处 [website/serious-problems]"), "{words}");
    assert!(words.contains("未计分：加分指标"), "{words}");
    let before = stdout(&gongkai(folder.path(), &["audit", ".", "--as-of", "2019-03-31"]));
    assert!(!before.contains("政府网站检查指标"), "in force from 1 April: {before}");
}

#[test]
fn schemas_of_records_rules_and_reports_are_printed() {
    let folder = TempDir::new().unwrap();
    let schema = |of: &str| -> serde_json::Value {
        serde_json::from_str(&stdout(&gongkai(folder.path(), &["schema", of]))).unwrap()
    };
    let records = schema("records");
    assert_eq!(records["$defs"]["document"]["properties"]["number"]["title"], "发文字号");
    assert_eq!(records["properties"]["interpretations"]["items"]["$ref"], "#/$defs/interpretation");
    assert!(schema("report")["properties"]["tasks"].is_object());
    assert!(schema("rules")["properties"]["basis"].is_object());
}

/// The example's dossier has something to judge for every task of its notice, and every unit its own sheet.
#[test]
fn the_example_judges_every_task_and_gives_every_unit_its_sheet() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let audit = |more: &[&str]| {
        let args = ["audit", "dossier", "--as-of", "2019-12-31"];
        gongkai(&examples, &[&args[..], more].concat())
    };
    let report: serde_json::Value = serde_json::from_str(&stdout(&audit(&["--format", "json"]))).unwrap();
    let tasks = report["tasks"].as_array().unwrap();
    assert_eq!(tasks.len(), 19, "{tasks:?}");
    for task in tasks {
        assert!(task["pass"].as_u64().unwrap() + task["fail"].as_u64().unwrap() > 0, "{task}");
    }
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.iter().all(|finding| finding["owner"].is_string()), "every finding has its unit");

    let folder = TempDir::new().unwrap();
    let ledger = folder.path().join("ledger.xlsx");
    audit(&["--format", "xlsx", "-o", ledger.to_str().unwrap()]);
    let sheets = gongkai_io::table::read_tables(&ledger).unwrap();
    let names: Vec<&str> = sheets.iter().filter_map(|sheet| sheet.sheet.as_deref()).collect();
    let units: std::collections::BTreeSet<&str> =
        findings.iter().filter_map(|finding| finding["owner"].as_str()).collect();
    assert_eq!(names.len(), units.len() + 1, "a summary and a sheet a unit: {names:?}");
    assert!(units.iter().all(|unit| names.contains(unit)), "{names:?} {units:?}");
}
