//! The literals of which every match of a pattern holds at least one: where they do not stand, the pattern need not run.

use regex_syntax::hir::{Hir, HirKind};

/// The most literals that are still worth looking for.
const MOST: usize = 64;

/// What a pattern asks for before it need run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Required {
    /// The literals; empty where there are none, or too many.
    pub(crate) words: Vec<String>,
    /// Whether every match begins with one of them.
    pub(crate) leading: bool,
}

/// The required literals of a pattern.
pub(crate) fn required(hir: &Hir) -> Required {
    let Some(words) = words(hir) else { return Required::default() };
    let leading = first(hir).is_some_and(|part| self::words(part).as_ref() == Some(&words));
    Required { words, leading }
}

/// The first part of a pattern that takes up room.
fn first(hir: &Hir) -> Option<&Hir> {
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Alternation(_) => Some(hir),
        HirKind::Capture(capture) => first(&capture.sub),
        HirKind::Concat(parts) => first(parts.first()?),
        _ => None,
    }
}

fn words(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let word = std::str::from_utf8(&literal.0).ok().filter(|word| !word.is_empty())?;
            Some(vec![word.to_owned()])
        }
        HirKind::Capture(capture) => words(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => words(&repetition.sub),
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(words(part)?);
            }
            all.sort();
            all.dedup();
            (all.len() <= MOST).then_some(all)
        }
        // The part whose shortest literal is longest says most; of equals the earlier, but digits and letters last.
        HirKind::Concat(parts) => parts
            .iter()
            .filter_map(words)
            .map(|words| (worth(&words), words))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, words)| words),
        HirKind::Class(class) => {
            let class = match class {
                regex_syntax::hir::Class::Unicode(class) => class.clone(),
                regex_syntax::hir::Class::Bytes(class) => class.to_unicode_class()?,
            };
            let characters: u32 =
                class.iter().map(|range| u32::from(range.end()) - u32::from(range.start()) + 1).sum();
            (characters <= 12).then(|| {
                class.iter().flat_map(|range| range.start()..=range.end()).map(String::from).collect()
            })
        }
        _ => None,
    }
}

/// How much a set of literals narrows down: the length of its shortest, and whether it is not of ASCII.
fn worth(words: &[String]) -> (usize, bool) {
    let shortest = words.iter().map(|word| word.chars().count()).min().unwrap_or(0);
    (shortest, !words.iter().any(|word| word.is_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> (Vec<String>, bool) {
        let hir = regex_syntax::parse(pattern).unwrap();
        let required = required(&hir);
        (required.words, required.leading)
    }

    #[test]
    fn the_longest_part_that_every_match_holds_is_required() {
        assert_eq!(of("行政许可.*(?:决定|公示)"), (vec!["行政许可".to_owned()], true));
        assert_eq!(of("[0-9]{4}年.*行政执法(?:情况|数据)").0, ["行政执法"]);
        assert_eq!(of("第[0-9]+批.*公示$"), (vec!["公示".to_owned()], false));
        assert_eq!(of("暂行|试行"), (vec!["暂行".to_owned(), "试行".to_owned()], true));
    }

    #[test]
    fn what_may_be_left_out_is_not_required() {
        assert_eq!(of("(?:政府)?[一-十]{1,3}"), (vec![], false));
        assert_eq!(of("[〔【][0-9]{4}").0.len(), 2, "a small class is a set of literals");
    }
}
