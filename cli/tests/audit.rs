//! A dossier from nothing to its verdicts: `init`, `audit` on two days, `explain`, the ledger.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn gongkai(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai")).args(args).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

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
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
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
