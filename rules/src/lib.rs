//! The rule packs of gongkai and its calendar: data, and what embeds it.

#![forbid(unsafe_code)]

mod facts;

pub use facts::{Coverage, CoveredFact, Fact, GroupCoverage, Method, coverage, facts, task_titles};

use gongkai::calendar::Calendar;
use gongkai::{Pack, PackSource, RuleError, RuleSet};
use std::sync::Arc;

/// Packs as the build left them: rules without examples.
const PACKS: &str = include_str!(concat!(env!("OUT_DIR"), "/packs.json"));

/// The same without rules on records and their kinds.
const TEXT_PACKS: &str = include_str!(concat!(env!("OUT_DIR"), "/packs-texts.json"));

/// A file's path and its text.
type File = (&'static str, &'static str);

/// The packs' own files: id, manifest, files.
const SOURCES: &[(&str, &str, &[File])] = include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// Working days from the State Council's yearly notices.
const CALENDAR: &str = include_str!("../data/calendar.json");

/// The built-in packs without their examples, ready to be compiled.
pub fn packs() -> Vec<Pack> {
    serde_json::from_str(PACKS).unwrap_or_default()
}

/// The built-in packs' rules on texts alone: read in half the time.
pub fn text_packs() -> Vec<Pack> {
    serde_json::from_str(TEXT_PACKS).unwrap_or_default()
}

/// The built-in packs' ids.
pub fn ids() -> Vec<&'static str> {
    SOURCES.iter().map(|(id, _, _)| *id).collect()
}

/// The ids of all built-in rules, those on records too.
pub fn rule_ids() -> impl Iterator<Item = &'static str> {
    let files = SOURCES.iter().flat_map(|(_, _, files)| files.iter());
    let ids = files.filter_map(|(path, _)| path.strip_suffix(".toml"));
    ids.filter(|id| !id.starts_with("kinds/") && !id.starts_with("scorecards/"))
}

/// The built-in packs' rules, compiled.
pub fn builtin() -> Result<Arc<RuleSet>, Vec<RuleError>> {
    RuleSet::compile(packs()).map(Arc::new)
}

/// The built-in packs as the files they are, examples included.
pub fn sources() -> Vec<PackSource> {
    SOURCES
        .iter()
        .map(|(id, manifest, files)| PackSource {
            id: (*id).to_owned(),
            manifest: (*manifest).to_owned(),
            files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect(),
        })
        .collect()
}

/// The working-day calendar.
pub fn calendar() -> Arc<Calendar> {
    Arc::new(Calendar::from_json(CALENDAR).unwrap_or_default())
}

/// [`gongkai::check_json`] with the built-in packs.
pub fn check_json(request: &str) -> String {
    match builtin() {
        Ok(rules) => gongkai::check_json(&rules, &calendar(), request),
        Err(errors) => format!(
            "{{\"error\":{}}}",
            serde_json::json!(errors.iter().map(ToString::to_string).collect::<Vec<_>>())
        ),
    }
}

/// The READMEs' code, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../README.zh-CN.md")]
mod readme {}

#[cfg(test)]
mod tests {
    #[test]
    fn the_embedded_packs_are_the_files() {
        let embedded = super::packs();
        let read: Vec<_> =
            super::sources().iter().map(|source| gongkai::Pack::read(source).unwrap()).collect();
        assert!(!read.is_empty());
        assert_eq!(embedded.len(), read.len());
        for (embedded, mut read) in embedded.into_iter().zip(read) {
            read.rules.values_mut().for_each(|rule| rule.examples.clear());
            assert_eq!(embedded, read);
        }
    }
}
