//! What is to be checked: files, folders with all below them, and `-` for standard input.
//! Out: the documents sorted by path, each once; what was named but cannot be read; how many other files were passed over.
//!
//! Folders are read whole: no `.gitignore` hides a document. Hidden files and folders (`.git`) are passed over in
//! silence, links are followed.

use crate::Reading;
use crate::archive::{Archive, Entry};
use crate::kind::{FileKind, ending};
use crate::problem::{Format, Problem, Reason};
use crate::read::binary_format;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// How much of a file is looked at to tell what it is.
const BEGINNING: u64 = 4096;

/// Where a text comes from.
#[derive(Debug, Clone)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// A file in an archive.
    Entry(Entry),
    /// Standard input.
    Stdin,
}

/// A document to be read.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name by which findings call it: the path with `/`, without a leading `./`; `<stdin>`.
    pub path: Arc<str>,
    /// Where it is.
    pub place: Place,
    /// What a reader made of it before, where that is kept.
    pub reading: Option<Arc<Reading>>,
}

impl Input {
    fn new(path: Arc<str>, place: Place) -> Self {
        Self { path, place, reading: None }
    }
}

/// What [`gather`] found.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// The documents, sorted by path.
    pub inputs: Vec<Input>,
    /// Tables and records of folders, sorted by path: a dossier's.
    pub tables: Vec<Input>,
    /// What cannot be read, in the order in which it was named.
    pub problems: Vec<Problem>,
    /// Files in folders that are not read, counted by ending (`.docx`).
    pub others: BTreeMap<String, usize>,
}

/// The documents of files and folders. With `convert` those that LibreOffice can turn into .docx are among them.
pub fn gather(paths: &[PathBuf], convert: bool) -> Intake {
    let mut intake = Intake::default();
    for path in paths {
        if path.as_os_str() == "-" {
            intake.inputs.push(Input::new("<stdin>".into(), Place::Stdin));
            continue;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => intake.folder(path, convert),
            // What kind of file it is, its reader says.
            Ok(_) => match ending(path).filter(|ending| FileKind::of_ending(ending).is_none()) {
                Some(ending) => intake.problems.push(Problem::new(name(path), Reason::Ending(ending))),
                None => intake.file(path, convert),
            },
            Err(error) => intake.problems.push(Problem::new(name(path), error.into())),
        }
    }
    for inputs in [&mut intake.inputs, &mut intake.tables] {
        inputs.sort_by(|a, b| a.path.cmp(&b.path));
        inputs.dedup_by(|a, b| a.path == b.path);
    }
    intake
}

impl Intake {
    /// What may be done with files that were passed over, in both languages.
    pub(crate) fn hints(&self) -> (String, String) {
        let has = |kind| {
            let mut endings = self.others.keys().filter_map(|ending| ending.strip_prefix('.'));
            endings.any(|ending| FileKind::of_ending(ending) == Some(kind))
        };
        let mut hints = (String::new(), String::new());
        if has(FileKind::Table) {
            hints.0.push_str("；表格用 gongkai audit 审计");
            hints.1.push_str("; tables are for gongkai audit");
        }
        if has(FileKind::Office) {
            hints.0.push_str("；.doc、.wps 等可加 --convert");
            hints.1.push_str("; .doc, .wps and the like with --convert");
        }
        hints
    }

    fn file(&mut self, path: &Path, convert: bool) {
        let is_archive = ending(path).as_deref().and_then(FileKind::of_ending) == Some(FileKind::Archive);
        match is_archive.then(|| Archive::open(path)) {
            // Word documents are archives too, and may be called so.
            Some(Ok(archive)) if FileKind::of_archive(archive.zip()) == FileKind::Archive => {
                if let Err(reason) = self.archive(path, &archive, convert) {
                    self.problems.push(Problem::new(name(path), reason));
                }
            }
            Some(Err(reason)) => self.problems.push(Problem::new(name(path), reason)),
            _ => self.inputs.push(Input::new(name(path), Place::File(path.to_path_buf()))),
        }
    }

    fn archive(&mut self, path: &Path, archive: &Archive, convert: bool) -> Result<(), Reason> {
        let kind = |name: &str| ending(Path::new(name)).as_deref().and_then(FileKind::of_ending);
        let before = (self.inputs.len(), self.problems.len(), self.tables.len());
        let mut others = BTreeMap::new();
        for found in archive.files(|name| kind(name) == Some(FileKind::Archive))? {
            let inner: Arc<str> = format!("{}/{}", name(path), found.path).into();
            let named = ending(Path::new(&found.path));
            let entry = match found.entry {
                Ok(entry) => entry,
                Err(reason) => {
                    self.problems.push(Problem::new(inner, reason));
                    continue;
                }
            };
            let beginning = || entry.beginning(BEGINNING).unwrap_or_default();
            match named.as_deref() {
                Some(ending) if is_read(ending, convert, beginning) => {
                    self.inputs.push(Input::new(inner, Place::Entry(entry)));
                }
                named => {
                    if kind(&found.path) == Some(FileKind::Table) {
                        self.tables.push(Input::new(inner, Place::Entry(entry)));
                    }
                    let ending = named.map_or_else(|| "-".to_owned(), |ending| format!(".{ending}"));
                    *others.entry(ending).or_default() += 1;
                }
            }
        }
        if before == (self.inputs.len(), self.problems.len(), self.tables.len()) {
            return Err(Reason::NoTexts(others));
        }
        self.count(others);
        Ok(())
    }

    fn count(&mut self, others: BTreeMap<String, usize>) {
        for (ending, count) in others {
            *self.others.entry(ending).or_default() += count;
        }
    }

    fn folder(&mut self, folder: &Path, convert: bool) {
        let before = (self.inputs.len(), self.problems.len());
        let mut others = BTreeMap::new();
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => match ending(entry.path()) {
                    Some(ending) if is_read(&ending, convert, || beginning(entry.path())) => {
                        self.file(entry.path(), convert);
                    }
                    Some(ending) => {
                        if FileKind::of_ending(&ending) == Some(FileKind::Table) {
                            let place = Place::File(entry.path().to_path_buf());
                            self.tables.push(Input::new(name(entry.path()), place));
                        }
                        *others.entry(format!(".{ending}")).or_default() += 1;
                    }
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
            self.count(others);
        }
    }
}

/// The first bytes of a file; none where it cannot be read.
fn beginning(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes)) {
        Ok(_) => bytes,
        Err(_) => Vec::new(),
    }
}

/// Whether a file of a folder is read. Web pages and texts often call themselves .doc or .wps.
fn is_read(ending: &str, convert: bool, beginning: impl Fn() -> Vec<u8>) -> bool {
    match FileKind::of_ending(ending) {
        Some(FileKind::Table) | None => false,
        Some(FileKind::Office) if !convert => {
            let bytes = beginning();
            match binary_format(&bytes) {
                // The beginning of an archive does not tell which format it is of.
                Some(Format::Zip) => matches!(ending, "doc" | "wps"),
                _ => !bytes.is_empty() && FileKind::of(&bytes, Some(FileKind::Office)) != FileKind::Office,
            }
        }
        Some(_) => true,
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    // Word and WPS keep a file `~$…` beside one that is open.
    name.starts_with(b".") || name.starts_with(b"~$")
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
