//! The READMEs and CONTRIBUTING.md say what is so: what they show the command to print it prints, and the walk-through
//! that adds a rule is walked. `make bless` writes what the command prints now into the READMEs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn gongkai(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// What a terminal shows: words about the run, then its result.
fn shown(output: &Output) -> String {
    [output.stderr.as_slice(), output.stdout.as_slice()].map(String::from_utf8_lossy).concat()
}

/// The beginning and the end of a long output: what stands before the first finding, two findings, the summary.
fn ends_of(output: &str) -> String {
    let parts: Vec<&str> = output.trim_end().split("\n\n").collect();
    match parts.as_slice() {
        [first, second, _, .., last] => format!("{first}\n\n{second}\n\n…\n\n{last}\n"),
        _ => output.to_owned(),
    }
}

/// How the block begins that shows the main job.
const OPEN: &str = "```console\n$ cargo run --release -- ";

fn assert_readme(name: &str) {
    let path = root().join(name);
    let mut readme = fs::read_to_string(&path).unwrap();
    let blesses = std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite");
    let mut at = 0;
    let mut blocks = 0;
    while let Some(open) = readme[at..].find(OPEN) {
        let start = at + open + OPEN.len();
        let line_end = start + readme[start..].find('\n').unwrap() + 1;
        let end = line_end + readme[line_end..].find("```").unwrap();
        let args: Vec<&str> = readme[start..line_end].split_whitespace().collect();
        assert!(blocks > 0 || readme[..start].lines().count() < 25, "the command stands on the first screen");
        let printed = ends_of(&shown(&gongkai(&root(), &args)));
        if blesses {
            readme.replace_range(line_end..end, &printed);
        } else {
            assert_eq!(
                readme[line_end..end],
                printed,
                "{name}: `make bless` writes what the command prints now"
            );
        }
        at = line_end;
        blocks += 1;
    }
    assert_eq!(blocks, 2, "{name} shows a check and an audit");
    if blesses {
        fs::write(&path, readme).unwrap();
    }
}

#[test]
fn the_readme_shows_what_the_command_prints() {
    assert_readme("README.md");
}

#[test]
fn the_chinese_readme_shows_what_the_command_prints() {
    assert_readme("README.zh-CN.md");
}

#[test]
fn the_output_on_the_examples_does_not_depend_on_the_day() {
    let on = |day: &str| shown(&gongkai(&root(), &["check", "examples", "--as-of", day]));
    assert_eq!(on("2025-07-01"), on("2035-07-01"));
}

#[test]
fn the_good_notice_is_clean_and_the_bad_one_has_a_dozen_defects() {
    let report = |name: &str| -> serde_json::Value {
        let path = format!("examples/{name}");
        let output = gongkai(&root(), &["check", &path, "--format", "json"]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    assert_eq!(report("good-notice.txt")["findings"].as_array().unwrap().len(), 0);
    let bad = report("bad-notice.txt");
    let mut rules: Vec<&str> =
        bad["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    rules.sort_unstable();
    rules.dedup();
    assert!(rules.len() >= 12, "{rules:#?}");
}

/// The ```toml and ```text blocks that begin with `# path`, as path and text.
fn files_of(document: &str) -> Vec<(&str, &str)> {
    document
        .split("```toml\n# ")
        .flat_map(|part| part.split("```text\n# "))
        .skip(1)
        .filter_map(|block| block.split_once("```"))
        .filter_map(|(block, _)| block.split_once('\n'))
        .collect()
}

/// What the document shows for `$ gongkai …`, as arguments and output.
fn calls_of(document: &str) -> Vec<(&str, &str)> {
    document
        .split("```console\n$ gongkai ")
        .skip(1)
        .filter_map(|block| block.split_once("```"))
        .filter_map(|(block, _)| block.split_once('\n'))
        .collect()
}

#[test]
fn the_walk_through_of_contributing_ends_green() {
    let document = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let folder = TempDir::new().unwrap();
    for (path, text) in files_of(&document) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let calls = calls_of(&document);
    assert!(calls.len() >= 3, "{calls:?}");
    for (args, expected) in calls {
        let args: Vec<&str> = args.split_whitespace().collect();
        let output = gongkai(folder.path(), &args);
        assert_eq!(shown(&output), expected, "gongkai {}", args.join(" "));
    }
}
