//! What is wrong with a pack, with its place and the way out.

use std::fmt;

/// One error in a rule file or pack manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RuleError {
    /// The pack's id.
    pub pack: String,
    /// The file, relative to the pack.
    pub file: String,
    /// Line from 1; 0 where the error is of the whole file.
    pub line: u32,
    /// Column in code points from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub suggestion: Option<String>,
}

impl fmt::Display for RuleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.pack, self.file)?;
        if self.line > 0 {
            write!(formatter, ":{}:{}", self.line, self.column)?;
        }
        write!(formatter, ": {}", self.message)?;
        if let Some(suggestion) = &self.suggestion {
            write!(formatter, " ({suggestion})")?;
        }
        Ok(())
    }
}

/// An error before its file is known: the key path in the file, or a byte offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    pub(crate) message: String,
    pub(crate) suggestion: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    File,
    Byte(usize),
    /// Keys and, for lists, indices: `pattern.forbid.0`.
    Key(String),
    /// A byte inside the words that a key's value quotes.
    Inside(String, usize),
}

impl Fault {
    pub(crate) fn at(key: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: Place::Key(key.into()), message: message.into(), suggestion: None }
    }

    pub(crate) fn inside(key: impl Into<String>, byte: usize, message: impl Into<String>) -> Self {
        Self { place: Place::Inside(key.into(), byte), message: message.into(), suggestion: None }
    }

    pub(crate) fn whole(message: impl Into<String>) -> Self {
        Self { place: Place::File, message: message.into(), suggestion: None }
    }

    pub(crate) fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }
}

/// The nearest of `names` to `word`, where one is near enough to be what was meant.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(word, name), name))
        .filter(|(likeness, _)| *likeness > 0.78)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
