//! A file's own text and the words that are checked of it, mended together: fixes are found in the words and carried into the
//! text where both are the same.

use crate::{FileKind, Origins, Reading, markdown};
use gongkai::report::Edit;
use gongkai::{MendSource, apply};

/// The text of a plain file.
#[derive(Debug)]
pub(crate) struct FileText {
    own: String,
    /// The words that are checked and their places, where they are not the text itself.
    words: Option<(String, Origins)>,
    kind: FileKind,
}

impl FileText {
    /// The file's own text, of which `reading` was made.
    pub(crate) fn new(own: String, reading: &Reading) -> Self {
        let mut text = Self { own, words: None, kind: reading.kind };
        text.read();
        text
    }

    /// The file's own text.
    pub(crate) fn own(&self) -> &str {
        &self.own
    }

    /// A reading of the text as it is now.
    pub(crate) fn reading(&self, before: &Reading) -> Reading {
        let (text, origins) = self.words.clone().unwrap_or_else(|| (self.own.clone(), Origins::default()));
        Reading { text, origins, ..before.clone() }
    }

    fn read(&mut self) {
        self.words = match self.kind {
            FileKind::Markdown => markdown::strip(&self.own),
            _ => None,
        };
    }
}

impl MendSource for FileText {
    fn text(&self) -> &str {
        self.words.as_ref().map_or(self.own.as_str(), |(words, _)| words)
    }

    fn takes(&self, edit: &Edit) -> bool {
        match &self.words {
            Some((_, origins)) => {
                // A line break may be a sign too.
                origins.same(edit.start, edit.end).is_some() && !edit.text.contains('\n')
            }
            None => true,
        }
    }

    fn apply(&mut self, edits: &[Edit]) -> bool {
        let carried: Option<Vec<Edit>> = match &self.words {
            Some((_, origins)) => edits
                .iter()
                .map(|edit| {
                    let (start, end) = origins.same(edit.start, edit.end)?;
                    Some(Edit { start, end, text: edit.text.clone() })
                })
                .collect(),
            None => Some(edits.to_vec()),
        };
        let Some(next) = carried.and_then(|edits| apply(&self.own, &edits)) else { return false };
        self.own = next;
        self.read();
        true
    }
}
