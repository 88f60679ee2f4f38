//! What is to be checked: files, folders with all below them, and `-` for standard input.
//! Out: the texts sorted by path, each once; what was named but cannot be read; how many other files were passed over.
//!
//! Folders are read whole: no `.gitignore` hides a document. Hidden files and folders (`.git`) are passed over in
//! silence, links are followed.

use crate::problem::{Problem, Reason};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// The endings of files that are read.
const TEXT_ENDINGS: [&str; 2] = ["txt", "md"];

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// A text to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The name by which findings call it: the path with `/`, without a leading `./`; `<stdin>`.
    pub path: Arc<str>,
    /// Where it is.
    pub place: Place,
}

/// What [`gather`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intake {
    /// The texts, sorted by path.
    pub inputs: Vec<Input>,
    /// What cannot be read, in the order in which it was named.
    pub problems: Vec<Problem>,
    /// Files in folders that are not read, counted by ending (`.docx`).
    pub others: BTreeMap<String, usize>,
}

/// The texts of files and folders.
pub fn gather(paths: &[PathBuf]) -> Intake {
    let mut intake = Intake::default();
    for path in paths {
        if path.as_os_str() == "-" {
            intake.inputs.push(Input { path: "<stdin>".into(), place: Place::Stdin });
            continue;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => intake.folder(path),
            Ok(_) => match ending(path).filter(|ending| !is_text(ending)) {
                Some(ending) => intake.problems.push(Problem::new(name(path), Reason::Ending(ending))),
                None => intake.file(path),
            },
            Err(error) => intake.problems.push(Problem::new(name(path), error.into())),
        }
    }
    intake.inputs.sort_by(|a, b| a.path.cmp(&b.path));
    intake.inputs.dedup_by(|a, b| a.path == b.path);
    intake
}

impl Intake {
    fn file(&mut self, path: &Path) {
        self.inputs.push(Input { path: name(path), place: Place::File(path.to_path_buf()) });
    }

    fn folder(&mut self, folder: &Path) {
        let before = (self.inputs.len(), self.problems.len());
        let mut others = BTreeMap::new();
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => match ending(entry.path()) {
                    Some(ending) if is_text(&ending) => self.file(entry.path()),
                    Some(ending) => *others.entry(format!(".{ending}")).or_default() += 1,
                    None => *others.entry("-".to_owned()).or_default() += 1,
                },
                Err(error) => {
                    let path = error.path().unwrap_or(folder);
                    let reason = match error.io_error() {
                        _ if error.loop_ancestor().is_some() => Reason::Loop,
                        Some(io) if io.kind() == std::io::ErrorKind::NotFound => Reason::Missing,
                        _ => Reason::Io(error.to_string()),
                    };
                    self.problems.push(Problem::new(name(path), reason));
                }
            }
        }
        if before == (self.inputs.len(), self.problems.len()) {
            self.problems.push(Problem::new(name(folder), Reason::NoTexts(others)));
        } else {
            for (ending, count) in others {
                *self.others.entry(ending).or_default() += count;
            }
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_text(ending: &str) -> bool {
    TEXT_ENDINGS.contains(&ending)
}

/// The ending in small letters, without the dot.
pub(crate) fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

/// The path as findings call it.
pub(crate) fn name(path: &Path) -> Arc<str> {
    let name = path.to_string_lossy();
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() };
    match name.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.into(),
        _ => name.into(),
    }
}
