//! Word documents of the samples: all their words are read, and annotations can be taken out again.

use gongkai::{Checker, Input, Language, Options};
use gongkai_io::docx::{Annotate, DocxOptions, Limits, annotate, read, without_annotations};
use gongkai_tests::samples;
use jiff::civil::date;
use regex::Regex;
use std::io::{Cursor, Read};
use std::path::PathBuf;

fn documents() -> Vec<PathBuf> {
    let Some(samples) = samples() else {
        println!("skipped: no samples beside the repository");
        return Vec::new();
    };
    let folder = std::fs::read_dir(samples.join("docx")).expect("the samples have Word documents");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut words).unwrap();
    words
}

/// The words of a part in their order, found without any knowledge of it.
fn words(part: &str) -> String {
    let run = Regex::new(r"<w:t(?: [^>]*)?>([^<]*)</w:t>").unwrap();
    let words: String = run.captures_iter(part).map(|found| found[1].to_owned()).collect();
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn squeezed(words: &str) -> Vec<char> {
    words.chars().filter(|character| !character.is_whitespace()).collect()
}

#[test]
fn all_words_are_read_in_their_order() {
    for file in documents() {
        let bytes = std::fs::read(&file).unwrap();
        let reading =
            read(&bytes, &DocxOptions::default()).unwrap_or_else(|reason| panic!("{file:?}: {reason:?}"));
        let (expected, found) =
            (squeezed(&words(&part(&bytes, "word/document.xml"))), squeezed(&reading.text));
        // Each word is found behind the one before it; what is found besides are automatic numbers and repeated cells.
        let mut at = 0;
        let mut missed = 0;
        for character in &expected {
            match found[at..].iter().take(20).position(|other| other == character) {
                Some(step) => at += step + 1,
                None => missed += 1,
            }
        }
        let added = found.len() + missed - expected.len();
        assert!(missed * 100 <= expected.len(), "{file:?}: {missed} of {} missed", expected.len());
        assert!(added * 100 <= expected.len(), "{file:?}: {added} added to {}", expected.len());
        assert!(reading.records.iter().any(|record| record.kind == "layout"));
    }
}

#[test]
fn every_piece_is_what_its_run_prints() {
    for file in documents() {
        let bytes = std::fs::read(&file).unwrap();
        let reading = read(&bytes, &DocxOptions::default()).unwrap();
        let pieces = reading.origins.pieces();
        assert!(pieces.windows(2).all(|pair| pair[0].end <= pair[1].start), "{file:?}");
        let covered: usize = pieces
            .iter()
            .map(|piece| squeezed(&reading.text[piece.start as usize..piece.end as usize]).len())
            .sum();
        assert_eq!(covered, squeezed(&reading.text).len(), "{file:?}");
    }
}

#[test]
fn annotations_can_be_taken_out_again() {
    let rules = gongkai_rules::builtin().unwrap();
    let as_of = Some(date(2026, 6, 30));
    let options =
        Options { as_of, calendar: gongkai_rules::calendar(), previews: true, ..Options::default() };
    let checker = Checker::new(rules, options).unwrap();
    for file in documents() {
        let bytes = std::fs::read(&file).unwrap();
        let reading = read(&bytes, &DocxOptions::default()).unwrap();
        let report = checker.check(&Input::new("a.docx", &reading.text)).unwrap();
        let options = Annotate {
            reading: DocxOptions::default(),
            language: Language::Zh,
            date: date(2026, 6, 30),
            fixes: true,
        };
        let annotated = annotate(&bytes, &report.findings, &options).unwrap();
        let back = without_annotations(&annotated, Limits::default()).unwrap();
        assert_eq!(part(&back, "word/document.xml"), part(&bytes, "word/document.xml"), "{file:?}");
        assert!(read(&annotated, &DocxOptions::default()).is_ok());
    }
}
