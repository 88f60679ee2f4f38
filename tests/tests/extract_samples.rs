//! What the parser takes out of real documents, held against what their pages said of them (`index.jsonl`).
//! The text has the last word: a value that the text does not hold is not compared, and where the index disagrees with
//! its own text, the case is listed in `extract_samples.json` with the reason.

use gongkai::Document;
use gongkai::source::is_blank;
use gongkai_tests::{root, samples};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A line of `index.jsonl`.
#[derive(Debug, Deserialize)]
struct Entry {
    file: String,
    title: Option<String>,
    doc_number: Option<String>,
    date_signed: Option<String>,
    date_published: Option<String>,
}

/// A case in which the index is wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    source: String,
    file: String,
    field: String,
    reason: String,
}

/// Right and compared.
#[derive(Debug, Default, Clone, Copy)]
struct Share {
    right: u32,
    all: u32,
}

#[test]
#[allow(clippy::print_stdout)]
fn titles_numbers_and_dates_are_those_of_the_index() {
    let Some(samples) = samples() else {
        println!("skipped: no samples beside the repository");
        return;
    };
    let listed = std::fs::read_to_string(root().join("tests/tests/extract_samples.json")).unwrap();
    let exceptions: Vec<Exception> = serde_json::from_str(&listed).unwrap();
    assert!(exceptions.iter().all(|exception| !exception.reason.is_empty()));
    let mut shares: BTreeMap<(String, &str), Share> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut folders: Vec<_> = std::fs::read_dir(samples.join("texts")).unwrap().flatten().collect();
    folders.sort_by_key(std::fs::DirEntry::file_name);
    for folder in folders {
        let source = folder.file_name().to_string_lossy().into_owned();
        let Ok(index) = std::fs::read_to_string(folder.path().join("index.jsonl")) else { continue };
        for line in index.lines() {
            let entry: Entry = serde_json::from_str(line).unwrap();
            let text = std::fs::read_to_string(folder.path().join(&entry.file)).unwrap();
            let document = Document::parse(&text);
            for (field, outcome) in [
                ("title", title(&entry, &document)),
                ("number", number(&entry, &document)),
                ("date_signed", date_signed(&entry, &document)),
                ("date_published", date_published(&entry, &document)),
            ] {
                let is_listed = exceptions.iter().any(|exception| {
                    exception.source == source && exception.file == entry.file && exception.field == field
                });
                let Some((expected, found)) = outcome.filter(|_| !is_listed) else { continue };
                let share = shares.entry((source.clone(), field)).or_default();
                share.all += 1;
                if expected == found {
                    share.right += 1;
                } else {
                    wrong.push(format!("{source}/{} {field}: {expected}\n      found {found}", entry.file));
                }
            }
        }
    }
    for case in &wrong {
        println!("{case}");
    }
    let mut failed = Vec::new();
    for ((source, field), Share { right, all }) in &shares {
        let percent = 100.0 * f64::from(*right) / f64::from(*all);
        println!("{source:24} {field:12} {right:4} of {all:4}  {percent:5.1} %");
        let least = if source == "gov-cn-platform1" { 98.0 } else { 92.0 };
        if percent < least {
            failed.push(format!("{source} {field}: {percent:.1} % < {least} %"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// A text with its blanks taken out and brackets, colons and commas of both widths made one; and where, in it, a line
/// or a stretch behind a blank begins or ends.
struct Plain {
    text: String,
    edges: BTreeSet<usize>,
}

impl Plain {
    fn of(words: &str) -> Self {
        let mut plain = Self { text: String::new(), edges: BTreeSet::from([0]) };
        for character in words.chars() {
            if is_blank(character) || matches!(character, '*' | '#' | '|') {
                plain.edges.insert(plain.text.len());
                continue;
            }
            plain.text.push(match character {
                '（' | '〔' | '［' | '[' | '【' | '﹝' => '(',
                '）' | '〕' | '］' | ']' | '】' | '﹞' => ')',
                '〈' | '<' => '《',
                '〉' | '>' => '》',
                '，' => ',',
                '：' => ':',
                other => other,
            });
        }
        plain.edges.insert(plain.text.len());
        plain
    }

    /// Whether `words` stand in it where `fits` says so of the offsets before and behind them.
    fn holds(&self, words: &str, fits: impl Fn(usize, usize) -> bool) -> bool {
        self.text.match_indices(words).any(|(at, _)| fits(at, at + words.len()))
    }
}

fn plain(words: &str) -> String {
    Plain::of(words).text
}

/// The index's title as a text may hold it: without the site's name, a file's ending, a place before it, marks around it.
fn index_title(title: &str) -> String {
    let mut title = title.trim();
    for ending in [".docx", ".pdf"] {
        title = title.strip_suffix(ending).unwrap_or(title);
    }
    for separator in [" - ", " -- ", "-"] {
        if let Some((name, site)) = title.rsplit_once(separator)
            && ["网站", "人民政府", "委员会"].iter().any(|end| site.ends_with(end))
        {
            title = name;
        }
    }
    if let Some((_, rest)) = title.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
        title = rest;
    }
    let mut title = plain(title);
    if title.starts_with('《') && title.find('》') == Some(title.len() - '》'.len_utf8()) {
        title = title.trim_matches(['《', '》']).to_owned();
    }
    title
}

/// Expected and found, where the text holds the title: where it begins a line, or follows a blank or a number. Within
/// a sentence or between 《》 it names another document, or is what the index made of a sentence.
fn title(entry: &Entry, document: &Document<'_>) -> Option<(String, String)> {
    let expected = index_title(entry.title.as_deref()?);
    let text = Plain::of(document.text());
    let held = text.holds(&expected, |start, end| {
        (text.edges.contains(&start) || text.text[..start].ends_with('号'))
            && !text.text[end..].starts_with('》')
    });
    held.then(|| {
        (expected, document.title.as_ref().map_or_else(String::new, |title| index_title(&title.text)))
    })
}

/// Expected and found, where the text holds the number as its own: on a line, behind a blank, a label or its title. In
/// brackets, behind 》 or within a sentence it is another document's.
fn number(entry: &Entry, document: &Document<'_>) -> Option<(String, String)> {
    let expected = plain(entry.doc_number.as_deref()?);
    let found = document.number.as_ref().map_or_else(String::new, |number| plain(&number.text));
    let text = Plain::of(document.text());
    let held = text.holds(&expected, |start, _| {
        let before = &text.text[..start];
        (text.edges.contains(&start) && !before.ends_with(['(', '》']))
            || ["通知", "意见", "决定", "公开发布)"].iter().any(|end| before.ends_with(end))
    });
    held.then_some((expected, found))
}

/// Expected and found, where the text holds the date as its own: alone on a line or between blanks, behind a name,
/// before a bracket, or at the beginning of a line below a law's title. Within a sentence it is another day.
fn date_signed(entry: &Entry, document: &Document<'_>) -> Option<(String, String)> {
    let expected = Document::parse(entry.date_signed.as_deref()?).dates.first()?.date?;
    let text = document.text();
    let held = document.dates.iter().filter(|mention| mention.date == Some(expected)).any(|mention| {
        let before = text[..mention.span.start as usize].chars().next_back();
        let behind = text[mention.span.end as usize..].chars().next();
        let begins = before.is_none_or(|before| is_blank(before) || "府厅委局室会院心".contains(before));
        begins && behind.is_none_or(|behind| is_blank(behind) || "（(".contains(behind))
    });
    let found = document.dated_on().map_or_else(String::new, |date| date.to_string());
    held.then(|| (expected.to_string(), found))
}

/// Expected and found, where the text says of a day that it is the publication's: by a label on its line, or by the
/// origin (来源) on its line or the next with words.
fn date_published(entry: &Entry, document: &Document<'_>) -> Option<(String, String)> {
    const LABELS: [&str; 6] = ["发布", "发表", "公开", "时间", "日期", "来源"];
    let expected = Document::parse(entry.date_published.as_deref()?).dates.first()?.date?;
    let lines: Vec<&str> =
        document.text().lines().filter(|line| !line.trim_matches(is_blank).is_empty()).collect();
    let held = lines.iter().enumerate().filter(|(_, line)| line.len() < 400).any(|(index, line)| {
        let is_labelled = LABELS.iter().any(|label| line.contains(label))
            || lines.get(index + 1).is_some_and(|next| next.contains("来源"));
        is_labelled && Document::parse(line).dates.iter().any(|mention| mention.date == Some(expected))
    });
    let found = document.published_on().map_or_else(String::new, |date| date.to_string());
    held.then(|| (expected.to_string(), found))
}
