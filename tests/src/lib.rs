//! What the tests share: where the samples are, and the project's own cases.

pub mod defects;
pub mod precision;

use std::path::PathBuf;

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of real documents beside the repository, where it exists. Tests that need it say aloud that they were skipped.
pub fn samples() -> Option<PathBuf> {
    let folder = root().join("../shared/samples");
    folder.is_dir().then_some(folder)
}

/// Every sample text, sorted by path: its path below the samples and its words.
pub fn sample_texts(samples: &std::path::Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut open = vec![samples.join("texts"), samples.join("notices")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                let name = path.strip_prefix(samples).unwrap_or(&path).to_string_lossy().into_owned();
                texts.push((name, text));
            }
        }
    }
    texts.sort();
    texts
}
