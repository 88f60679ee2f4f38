//! One pattern: checked when loaded, compiled when first needed, tried where its literals stand.

use super::error::Fault;
use super::required::required;
use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input, PatternID};
use regex_syntax::hir::{Hir, HirKind, Look};
use std::sync::OnceLock;

/// The longest stretch around a literal, in bytes, that an unbounded pattern may look at.
const REACH: usize = 1024;

/// How a pattern is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// From a person's file: everything is checked.
    Checked,
    /// From a pack that was checked before: only what is needed is looked at.
    Proved,
}

/// A pattern of a rule.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
    /// Literals of which every match holds at least one. Empty where none are known.
    pub(crate) near: Vec<String>,
    ready: OnceLock<Option<Ready>>,
}

/// A pattern compiled.
#[derive(Debug)]
struct Ready {
    regex: Regex,
    /// Whether a match begins with one of `near`.
    anchored: bool,
    /// The longest match in bytes.
    reach: usize,
    /// Names of its groups.
    names: Vec<String>,
}

impl Pattern {
    /// Takes `source`. `key` names the place in the rule file for errors; `scanned` says that the pattern runs over
    /// whole texts and so needs literals, from `near` or of its own.
    pub(crate) fn new(
        source: &str,
        near: &[String],
        key: &str,
        scanned: bool,
        trust: Trust,
    ) -> Result<Self, Fault> {
        let made = |near: Vec<String>| Self { source: source.to_owned(), near, ready: OnceLock::new() };
        if trust == Trust::Proved && !near.is_empty() {
            return Ok(made(near.to_vec()));
        }
        let hir = parse(source).map_err(|message| {
            Fault::at(key, message).suggest(
                r"a mark that means something in patterns takes a backslash: `\(` `\[` `\.` `\?` `\+` `\*`",
            )
        })?;
        if trust == Trust::Checked {
            reject(&hir, source)
                .map_err(|(message, suggestion)| Fault::at(key, message).suggest(suggestion))?;
        }
        let near = if near.is_empty() { required(&hir).words } else { near.to_vec() };
        if scanned && near.is_empty() {
            return Err(Fault::at(
                key,
                "no fixed word is in every match, so the pattern would be tried at every character",
            )
            .suggest("name words that every match holds: near = [\"…\"]"));
        }
        if scanned && let Some(word) = near.iter().find(|word| is_lone_han(word)) {
            return Err(Fault::at(
                key,
                format!(
                    "`{word}` alone stands in nearly every sentence, so the pattern would be tried at each"
                ),
            )
            .suggest("name longer words or marks that every match holds: near = [\"…\"]"));
        }
        Ok(made(near))
    }

    /// Takes a pattern that is only asked whether it matches: its literals are not looked at.
    pub(crate) fn plain(source: &str, key: &str, trust: Trust) -> Result<Self, Fault> {
        if trust == Trust::Checked {
            return Self::new(source, &[], key, false, trust);
        }
        Ok(Self { source: source.to_owned(), near: Vec::new(), ready: OnceLock::new() })
    }

    fn ready(&self) -> Option<&Ready> {
        self.ready
            .get_or_init(|| {
                let hir = parse(&self.source).ok()?;
                let config = Regex::config().nfa_size_limit(Some(4 << 20)).hybrid_cache_capacity(1 << 20);
                let regex = Regex::builder().configure(config).build_from_hir(&hir).ok()?;
                let required = required(&hir);
                let begins = |word: &String| self.near.iter().any(|near| word.starts_with(near.as_str()));
                let anchored = required.leading && required.words.iter().all(begins);
                let reach = hir.properties().maximum_len().unwrap_or(REACH).min(REACH);
                let names =
                    regex.group_info().pattern_names(PatternID::ZERO).flatten().map(str::to_owned).collect();
                Some(Ready { regex, anchored, reach, names })
            })
            .as_ref()
    }

    fn regex(&self) -> Option<&Regex> {
        self.ready().map(|ready| &ready.regex)
    }

    /// Whether it matches anywhere in `words`.
    pub(crate) fn is_match(&self, words: &str) -> bool {
        // Compiling costs more than most searches for literals, and most patterns have none in most texts.
        let has_literal = || self.near.iter().any(|word| words.contains(word.as_str()));
        (self.near.is_empty() || has_literal()) && self.regex().is_some_and(|regex| regex.is_match(words))
    }

    /// Every match in `words[start..end]`, looking no further than that range.
    pub(crate) fn find_in(&self, text: &str, start: usize, end: usize, mut found: impl FnMut(usize, usize)) {
        let Some(regex) = self.regex() else { return };
        let mut at = start;
        while at < end {
            let Some(hit) = regex.find(Input::new(text).range(at..end)) else { return };
            if hit.is_empty() {
                at = hit.end() + text[hit.end()..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            found(hit.start(), hit.end());
            at = hit.end();
        }
    }

    /// The match around the literal at `start..end`, within `line_start..line_end`.
    pub(crate) fn find_near(
        &self,
        text: &str,
        (start, end): (usize, usize),
        (line_start, line_end): (usize, usize),
    ) -> Option<(usize, usize)> {
        let Ready { regex, anchored, reach, .. } = self.ready()?;
        let stop = boundary(text, end.saturating_add(*reach).min(line_end));
        if *anchored {
            let input = Input::new(text).range(start..stop).anchored(Anchored::Yes);
            return regex.find(input).map(|hit| (hit.start(), hit.end()));
        }
        let mut at = boundary(text, start.saturating_sub(*reach).max(line_start));
        while at <= start {
            let hit = regex.find(Input::new(text).range(at..stop))?;
            if hit.start() <= start && hit.end() >= end {
                return Some((hit.start(), hit.end()));
            }
            if hit.start() > start {
                return None;
            }
            at = if hit.end() > at { hit.end() } else { boundary(text, at + 1).max(at + 1) };
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
        None
    }

    /// The groups of the match at `start..end`, with the names they have.
    pub(crate) fn captures(&self, text: &str, start: usize, end: usize) -> Option<Captures> {
        let regex = self.regex()?;
        let mut captures = regex.create_captures();
        regex.search_captures(&Input::new(text).range(start..end).anchored(Anchored::Yes), &mut captures);
        captures.is_match().then_some(captures)
    }

    /// The names of its groups.
    pub(crate) fn group_names(&self) -> &[String] {
        self.ready().map_or(&[], |ready| &ready.names)
    }
}

/// One Han character: too common to look for.
fn is_lone_han(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(|first| ('\u{4E00}'..='\u{9FFF}').contains(&first))
        && characters.next().is_none()
}

fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn parse(source: &str) -> Result<Hir, String> {
    regex_syntax::ParserBuilder::new()
        .nest_limit(64)
        .build()
        .parse(source)
        .map_err(|error| format!("the pattern cannot be read: {}", last_line(&error.to_string())))
}

fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or(message).trim_start_matches("error: ").to_owned()
}

/// What a pattern may not be, with what to write instead.
fn reject(hir: &Hir, source: &str) -> Result<(), (String, String)> {
    let properties = hir.properties();
    if properties.look_set().contains(Look::WordUnicode)
        || properties.look_set().contains(Look::WordUnicodeNegate)
    {
        return Err((
            "`\\b` finds no boundary between Chinese characters, so the pattern would not match where it looks as if it did".to_owned(),
            format!("leave it out, or for Latin words write `{}`", source.replace("\\b", "(?-u:\\b)")),
        ));
    }
    if properties.minimum_len().is_none() || never_matches(hir) {
        return Err((
            "the pattern can never match".to_owned(),
            "`^` stands only at its beginning and `$` only at its end; for the ends of lines write `(?m)` before them"
                .to_owned(),
        ));
    }
    if properties.minimum_len() == Some(0) {
        return Err((
            "the pattern matches the empty text, so it would match everywhere".to_owned(),
            "a part that must be there takes no `*`, `?` or `{0,…}`".to_owned(),
        ));
    }
    Ok(())
}

/// Whether `^` stands behind, or `$` before, something that takes up room.
fn never_matches(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Class(class) => class.is_empty(),
        HirKind::Repetition(repetition) => repetition.min > 0 && never_matches(&repetition.sub),
        HirKind::Capture(capture) => never_matches(&capture.sub),
        HirKind::Alternation(parts) => parts.iter().all(never_matches),
        HirKind::Concat(parts) => {
            let takes_room = |part: &Hir| part.properties().minimum_len().is_some_and(|length| length > 0);
            parts.iter().any(never_matches)
                || parts.iter().enumerate().any(|(at, part)| match part.kind() {
                    HirKind::Look(Look::Start) => parts[..at].iter().any(takes_room),
                    HirKind::Look(Look::End) => parts[at + 1..].iter().any(takes_room),
                    _ => false,
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(source: &str) -> Result<Pattern, Fault> {
        Pattern::new(source, &[], "pattern.forbid", true, Trust::Checked)
    }

    #[test]
    fn a_bare_word_boundary_is_refused_with_what_to_write() {
        let fault = load(r"\b政策").unwrap_err();
        assert!(fault.message.contains(r"`\b`"), "{}", fault.message);
        assert!(fault.suggestion.unwrap().contains(r"(?-u:\b)"));
    }

    #[test]
    fn what_can_never_match_is_refused() {
        for source in ["政策^解读", "解读$政策", r"[^\s\S]"] {
            assert_eq!(load(source).unwrap_err().message, "the pattern can never match", "{source}");
        }
    }

    #[test]
    fn a_pattern_without_a_literal_needs_near() {
        assert!(load("[〔【][0-9]{4}").is_ok(), "a small class is a set of literals");
        assert!(load("[一二三]{1,3}号").unwrap_err().message.contains("nearly every"));
        assert!(load(r"\p{Han}{1,8}号").unwrap_err().suggestion.unwrap().contains("near"));
    }

    #[test]
    fn a_match_is_found_around_its_literal() {
        let near = ["〔".to_owned()];
        let pattern = Pattern::new(r"\p{Han}{1,8}〔[0-9]{4}〕", &near, "", true, Trust::Checked).unwrap();
        let text = "按照国办发〔2019〕14号";
        let at = text.find('〔').unwrap();
        let (start, end) = pattern.find_near(text, (at, at + 3), (0, text.len())).unwrap();
        assert_eq!(&text[start..end], "按照国办发〔2019〕");
    }
}
