//! A user's packs: folders with a `pack.toml`, read as they are.

use crate::problem::Reason;
use crate::read::decode;
use crate::{Problem, read_file, say};
use gongkai::{Language, PackSource, RuleError};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The largest rule file.
const LIMIT: usize = 4 << 20;

/// A pack with the folder that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFolder {
    /// The folder.
    pub folder: PathBuf,
    /// Its files.
    pub source: PackSource,
}

/// Reads the pack in `folder`, or where it has no `pack.toml`, the packs in the folders below it.
pub fn load_packs(folder: &Path) -> Result<Vec<PackFolder>, Problem> {
    let problem = |path: &Path, reason: Reason| Problem::new(path.to_string_lossy(), reason);
    if folder.join("pack.toml").is_file() {
        return Ok(vec![load_pack(folder)?]);
    }
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| problem(folder, error.into()))? {
        let path = entry.map_err(|error| problem(folder, error.into()))?.path();
        if path.join("pack.toml").is_file() {
            folders.push(path);
        }
    }
    if folders.is_empty() {
        return Err(problem(folder, Reason::NoPack));
    }
    folders.sort();
    folders.iter().map(|folder| load_pack(folder)).collect()
}

fn load_pack(folder: &Path) -> Result<PackFolder, Problem> {
    let read = |path: &Path| -> Result<String, Problem> {
        let problem = |reason| Problem::new(path.to_string_lossy(), reason);
        let bytes = read_file(path, LIMIT).map_err(problem)?;
        match decode(&bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(Reason::NoText) => Ok(String::new()),
            Err(reason) => Err(problem(reason)),
        }
    };
    let manifest = read(&folder.join("pack.toml"))?;
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            Problem::new(error.path().unwrap_or(folder).to_string_lossy(), Reason::Io(error.to_string()))
        })?;
        let path = entry.path();
        let is_rule = path.extension().is_some_and(|ending| ending == "toml");
        if entry.file_type().is_dir() || !is_rule || path == folder.join("pack.toml") {
            continue;
        }
        let inside = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        files.push((inside, read(path)?));
    }
    let whole = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let id = whole.file_name().unwrap_or(whole.as_os_str()).to_string_lossy().into_owned();
    Ok(PackFolder { folder: folder.to_path_buf(), source: PackSource { id, manifest, files } })
}

/// An error of a rule file with the path at which a user finds it, and what to write instead.
pub fn describe_rule_error(error: &RuleError, packs: &[PackFolder], language: Language) -> String {
    let folder = packs.iter().find(|pack| pack.source.id == error.pack).map_or_else(
        || error.pack.clone(),
        |pack| pack.folder.to_string_lossy().trim_end_matches(['/', '\\']).to_owned(),
    );
    let mut words = format!("{folder}/{}", error.file);
    if error.line > 0 {
        words.push_str(&format!(":{}:{}", error.line, error.column));
    }
    words.push_str(": ");
    words.push_str(&error.message);
    if let Some(suggestion) = &error.suggestion {
        words.push_str(&say(
            language,
            format!("\n    建议：{suggestion}"),
            format!("\n    try: {suggestion}"),
        ));
    }
    words
}
