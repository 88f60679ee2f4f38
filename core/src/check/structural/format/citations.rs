//! Citations that contradict each other: one document with two numbers, one number with two titles, number before title.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Citation, DocumentNumber, NumberShape};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Which flaw is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Flaw {
    /// One title with two numbers.
    Numbers,
    /// One number with two titles.
    Titles,
    /// The number before the title.
    Order,
}

/// The check `citations`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CitationsCheck {
    flaw: Flaw,
}

impl Structural for CitationsCheck {
    fn variables(&self) -> &'static [&'static str] {
        &["title", "number", "other"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let cited: Vec<(&Citation, &DocumentNumber)> = context
            .document
            .citations
            .iter()
            .filter(|citation| !citation.title.is_empty())
            .filter_map(|citation| Some((citation, citation.number.as_ref()?)))
            .collect();
        if cited.is_empty() {
            return Outcome::NotApplicable;
        }
        match self.flaw {
            Flaw::Numbers => numbers(&cited, sink),
            Flaw::Titles => titles(&cited, sink),
            Flaw::Order => {
                for (citation, number) in cited.iter().filter(|(citation, _)| citation.number_first) {
                    sink.hit(citation.span)
                        .with("title", citation.title.clone())
                        .with("number", number.text.clone());
                }
            }
        }
        Outcome::Judged
    }
}

/// Year and serial of a number, which is all that has to agree: codes may be abbreviated.
fn key(number: &DocumentNumber) -> Option<(i16, u32, &str)> {
    let is_bracketed = number.shape == NumberShape::Bracketed && !number.code.is_empty();
    is_bracketed.then_some((number.year?, number.serial?, number.code.as_str()))
}

/// The shortest title, in characters, that names one document: 《办法》 is many.
const SHORTEST: usize = 8;

fn numbers(cited: &[(&Citation, &DocumentNumber)], sink: &mut Sink) {
    let mut known: BTreeMap<&str, &DocumentNumber> = BTreeMap::new();
    for (citation, number) in cited {
        if citation.title.chars().count() < SHORTEST || key(number).is_none() {
            continue;
        }
        match known.get(citation.title.as_str()) {
            Some(first) if key(first) != key(number) => {
                sink.hit(number.span)
                    .with("title", citation.title.clone())
                    .with("number", number.text.clone())
                    .with("other", first.text.clone());
            }
            Some(_) => {}
            None => {
                known.insert(&citation.title, number);
            }
        }
    }
}

fn titles(cited: &[(&Citation, &DocumentNumber)], sink: &mut Sink) {
    let mut known: BTreeMap<(i16, u32, &str), &str> = BTreeMap::new();
    for (citation, number) in cited {
        let Some(key) = key(number) else { continue };
        match known.get(&key) {
            Some(first) if !is_same(first, &citation.title) => {
                sink.hit(citation.title_span)
                    .with("title", citation.title.clone())
                    .with("number", number.text.clone())
                    .with("other", (*first).to_owned());
            }
            Some(_) => {}
            None => {
                known.insert(key, &citation.title);
            }
        }
    }
}

/// Whether two titles may name the same document: one may hold the other's subject (the plan and the notice that
/// carries it), or leave out the issuer.
fn is_same(first: &str, second: &str) -> bool {
    let core = |title: &str| -> String {
        let title = title.split_once("关于").map_or(title, |(_, rest)| rest);
        let mut title = title.trim_start_matches("印发").trim_start_matches("转发");
        for end in ["的通知", "的意见", "的实施意见", "的函", "的决定", "的批复", "的公告", "的通告"]
        {
            title = title.strip_suffix(end).unwrap_or(title);
        }
        title
            .chars()
            .filter(|sign| {
                !matches!(sign, '〈' | '〉' | '《' | '》' | '<' | '>' | '（' | '）' | '(' | ')' | '“' | '”')
            })
            .collect()
    };
    let (first, second) = (core(first), core(second));
    first.contains(&second) || second.contains(&first)
}
