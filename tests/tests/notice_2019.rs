//! The work-division notice of 2019 whose tasks the rules follow: its tasks, their units, its closing deadlines.
//! It is not ours: nothing of its running words stands here, only numbers, names of units and dates.

#![allow(clippy::print_stdout)]

use gongkai::Document;
use gongkai_tests::samples;

/// Number, leads, supporting units, whether one is vague.
type Row = (&'static str, &'static [&'static str], &'static [&'static str], bool);

const DRAFTERS: &str = "政策文件起草处室、单位";
const OTHERS: &str = "有关处室、单位";

const TASKS: [Row; 23] = [
    ("1.1", &["政策法规处"], &[OTHERS], true),
    ("1.2", &["政策法规处"], &[OTHERS], true),
    ("1.3", &["劳动监察处"], &["执法监察局"], false),
    ("1.4", &["办公室"], &[OTHERS], true),
    ("1.5", &["办公室"], &["规财处", OTHERS], true),
    ("1.6", &["办公室"], &[], false),
    ("1.7", &["各有关行政执法处室、单位"], &[], true),
    ("1.8", &["社保中心"], &["就业失业处", "养老处", "工伤处"], false),
    ("1.9", &["就业人才中心"], &["就业失业处"], false),
    ("2.1", &[DRAFTERS], &["政策法规处"], true),
    ("2.2", &[DRAFTERS], &[], true),
    ("2.2", &["政策法规处"], &[OTHERS], true),
    ("2.3", &[DRAFTERS], &["政策法规处"], true),
    ("3.1", &[DRAFTERS], &[], true),
    ("3.1", &["政策法规处"], &["各有关处室、单位"], true),
    ("3.2", &["办公室"], &[OTHERS], true),
    ("3.2", &[DRAFTERS], &["办公室", "政策法规处"], true),
    ("4.1", &["办公室"], &[OTHERS], true),
    ("4.1", &["社保中心"], &[], false),
    ("4.2", &["政策法规处"], &[], false),
    ("5.1", &["办公室"], &[], false),
    ("5.2", &["办公室"], &[], false),
    ("5.3", &["办公室"], &[], false),
];

fn notice() -> Option<String> {
    let Some(folder) = samples() else {
        println!("skipped: no samples beside the repository");
        return None;
    };
    std::fs::read_to_string(folder.join("notices/shandong-hrss-2019.txt")).ok()
}

#[test]
fn every_task_has_its_units() {
    let Some(text) = notice() else { return };
    let document = Document::parse(&text);
    let tasks = document.tasks();
    assert_eq!(tasks.len(), TASKS.len());
    for (task, (number, leads, supporting, vague)) in tasks.iter().zip(TASKS) {
        assert_eq!(task.number, number);
        assert_eq!(task.lead_units, leads, "{number}");
        assert_eq!(task.supporting_units, supporting, "{number}");
        assert_eq!(task.vague, vague, "{number}");
        assert!(!task.units_text.contains("责任单位"), "{number}: {}", task.units_text);
        assert!(!task.text.is_empty() && !task.text.contains("（责任单位"), "{number}");
        assert!(!task.title.is_empty());
    }
    let owned: std::collections::BTreeSet<_> =
        document.assignments.iter().map(|assignment| assignment.item).collect();
    assert_eq!(owned.len(), 19, "items with annotations");
    let texts: std::collections::BTreeSet<_> = tasks.iter().map(|task| &task.text).collect();
    assert_eq!(texts.len(), 23, "each annotation owns its own words");
}

#[test]
fn the_second_part_counts_although_its_number_is_arabic() {
    let Some(text) = notice() else { return };
    let document = Document::parse(&text);
    let tops: Vec<&str> =
        document.outline.iter().filter(|item| item.level == 1).map(|item| item.path.as_str()).collect();
    assert_eq!(tops, ["1", "2", "3", "4", "5"]);
}

#[test]
fn the_closing_deadlines_are_the_notices_own() {
    let Some(text) = notice() else { return };
    let document = Document::parse(&text);
    let due: Vec<_> = document
        .deadlines
        .iter()
        .map(|deadline| (deadline.due_on.map(|due| due.to_string()), deadline.year_filled))
        .collect();
    assert_eq!(due, [(Some("2019-07-30".to_owned()), true), (Some("2019-12-20".to_owned()), true)]);
    assert!(document.tasks().iter().all(|task| task.due_on.is_none()), "they are the notice's, not a task's");
}
