//! A word list: words, what to write instead, and the lines on which they are let pass.

use super::error::Fault;
use super::file::{FixSafety, LexiconEntry, LexiconSpec, Part};
use super::pattern::{Pattern, Trust};

/// A compiled word list.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) part: Part,
    pub(crate) words: Vec<(String, Option<String>)>,
    pub(crate) unless: Option<Pattern>,
    pub(crate) safety: FixSafety,
}

impl Lexicon {
    pub(crate) fn new(spec: &LexiconSpec, trust: Trust) -> Result<Self, Fault> {
        let mut words: Vec<(String, Option<String>)> = Vec::with_capacity(spec.words.len());
        for (index, entry) in spec.words.iter().enumerate() {
            let key = format!("lexicon.words.{index}");
            let (word, replace) = match entry {
                LexiconEntry::Word(word) => (word.clone(), None),
                LexiconEntry::Replace { word, replace } => (word.clone(), Some(replace.clone())),
            };
            if word.trim().is_empty() || word.contains('\n') {
                return Err(Fault::at(key, "a word that is blank or holds a line break can never match"));
            }
            if words.iter().any(|(known, _)| *known == word) {
                return Err(Fault::at(key, format!("`{word}` stands in the list twice")));
            }
            if replace.as_ref().is_some_and(|replace| replace.contains(&word)) {
                return Err(Fault::at(
                    key,
                    format!("the replacement of `{word}` holds the word itself, so the fix would never end"),
                ));
            }
            words.push((word, replace));
        }
        if words.is_empty() {
            return Err(Fault::at("lexicon.words", "a list without words can never match"));
        }
        let unless =
            spec.unless.as_ref().map(|source| Pattern::plain(source, "lexicon.unless", trust)).transpose()?;
        Ok(Self { part: spec.part, words, unless, safety: spec.safety })
    }
}
