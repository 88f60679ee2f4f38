//! One walk over a text for all patterns and word lists: their literals are found first, and each
//! pattern is tried only where one of its literals stands.

use super::literal::Literals;
use super::sink::Sink;
use crate::document::Document;
use crate::rule::{Compiled, CompiledRule, FixSafety, Part, Pattern, is_scanned};
use crate::source::Span;
use std::collections::BTreeMap;

/// Finds where patterns and words of a set of rules stand in a text.
#[derive(Debug)]
pub(crate) struct Scanner {
    literals: Literals,
    /// For each literal, whom it concerns.
    targets: Vec<Vec<Target>>,
}

#[derive(Debug, Clone, Copy)]
struct Target {
    rule: u32,
    /// The pattern's index in its rule, or the word's in its list.
    entry: u32,
}

impl Scanner {
    pub(crate) fn new<'r>(rules: impl Iterator<Item = (u32, &'r CompiledRule)>) -> Self {
        let mut literals: BTreeMap<&str, Vec<Target>> = BTreeMap::new();
        for (rule, compiled) in rules {
            match &compiled.run {
                Compiled::Forbid { part, patterns, .. } if is_scanned(*part) => {
                    for (entry, pattern) in patterns.iter().enumerate() {
                        for literal in &pattern.near {
                            literals.entry(literal).or_default().push(Target { rule, entry: entry as u32 });
                        }
                    }
                }
                Compiled::Lexicon(lexicon) if is_scanned(lexicon.part) => {
                    for (entry, (word, _)) in lexicon.words.iter().enumerate() {
                        literals.entry(word).or_default().push(Target { rule, entry: entry as u32 });
                    }
                }
                _ => {}
            }
        }
        let words = literals.keys().map(|&literal| literal.to_owned()).collect();
        Self { literals: Literals::new(words), targets: literals.into_values().collect() }
    }

    /// Puts every occurrence of the scanned rules into `sink`. `applies` says which rules hold for this document.
    pub(crate) fn scan(
        &self,
        document: &Document<'_>,
        rules: &[&CompiledRule],
        applies: &[bool],
        sink: &mut Sink,
    ) {
        if self.literals.is_empty() {
            return;
        }
        let text = document.text();
        let body_start = document.header.span.end;
        let lines = document.source.lines();
        let mut line = 0;
        self.literals.find(&document.source, |start, end, literal| {
            while line + 1 < lines.len() && lines[line + 1].start as usize <= start {
                line += 1;
            }
            while line > 0 && lines[line].start as usize > start {
                line -= 1;
            }
            for target in &self.targets[literal as usize] {
                if !applies[target.rule as usize] {
                    continue;
                }
                sink.rule = target.rule;
                let bounds = (lines[line].start as usize, lines[line].end as usize);
                match &rules[target.rule as usize].run {
                    Compiled::Forbid { part, patterns, unless, replace, safety } => {
                        if *part == Part::Body && (start as u32) < body_start {
                            continue;
                        }
                        let pattern = &patterns[target.entry as usize];
                        if let Some((from, to)) = pattern.find_near(text, (start, end), bounds)
                            && !is_let_pass(text, (from, to), bounds, unless.as_ref())
                        {
                            forbidden(text, (from, to), pattern, replace.as_deref(), *safety, sink);
                        }
                    }
                    Compiled::Lexicon(lexicon) => {
                        if lexicon.part == Part::Body && (start as u32) < body_start
                            || is_let_pass(text, (start, end), bounds, lexicon.unless.as_ref())
                        {
                            continue;
                        }
                        let replace = lexicon.words[target.entry as usize].1.as_deref();
                        word((start, end), replace, lexicon.safety, sink);
                    }
                    Compiled::Require { .. } | Compiled::Structural(_) | Compiled::Record(_) => {}
                }
            }
        });
    }
}

/// Runs a rule of patterns or words over short parts.
pub(crate) fn scan_parts(text: &str, parts: &[Span], rule: &CompiledRule, sink: &mut Sink) {
    for part in parts {
        let bounds = (part.start as usize, part.end as usize);
        match &rule.run {
            Compiled::Forbid { patterns, unless, replace, safety, .. } => {
                for pattern in patterns {
                    pattern.find_in(text, bounds.0, bounds.1, |from, to| {
                        if !is_let_pass(text, (from, to), bounds, unless.as_ref()) {
                            forbidden(text, (from, to), pattern, replace.as_deref(), *safety, sink);
                        }
                    });
                }
            }
            Compiled::Lexicon(lexicon) => {
                let words = &text[bounds.0..bounds.1];
                for (entry, replace) in &lexicon.words {
                    for (at, _) in words.match_indices(entry.as_str()) {
                        let place = (bounds.0 + at, bounds.0 + at + entry.len());
                        if !is_let_pass(text, place, bounds, lexicon.unless.as_ref()) {
                            word(place, replace.as_deref(), lexicon.safety, sink);
                        }
                    }
                }
            }
            Compiled::Require { .. } | Compiled::Structural(_) | Compiled::Record(_) => {}
        }
    }
}

fn word((start, end): (usize, usize), replace: Option<&str>, safety: FixSafety, sink: &mut Sink) {
    let span = Span::of(start, end);
    let hit = sink.hit(span);
    if let Some(replace) = replace {
        hit.with("replace", replace).fix(safety, span, replace);
    }
}

fn forbidden(
    text: &str,
    (start, end): (usize, usize),
    pattern: &Pattern,
    replace: Option<&str>,
    safety: FixSafety,
    sink: &mut Sink,
) {
    let span = Span::of(start, end);
    let names = pattern.group_names();
    if names.is_empty() && replace.is_none() {
        sink.hit(span);
        return;
    }
    let captures = pattern.captures(text, start, end);
    let hit = sink.hit(span);
    let Some(captures) = captures else { return };
    for name in names {
        if let Some(group) = captures.get_group_by_name(name) {
            hit.with(name, &text[group.start..group.end]);
        }
    }
    if let Some(replace) = replace {
        let mut replacement = String::new();
        captures.interpolate_string_into(text, replace, &mut replacement);
        hit.with("replace", replacement.clone()).fix(safety, span, replacement);
    }
}

/// How far `unless` looks to either side, in bytes.
const SENTENCE: usize = 600;

/// Whether the sentence around an occurrence, within its line, matches `unless`.
fn is_let_pass(
    text: &str,
    (start, end): (usize, usize),
    (line_start, line_end): (usize, usize),
    unless: Option<&Pattern>,
) -> bool {
    let Some(unless) = unless else { return false };
    let mut from = start.saturating_sub(SENTENCE).max(line_start);
    let mut to = (end + SENTENCE).min(line_end.max(end));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    if let Some(at) = text[from..start].rfind('。') {
        from += at + '。'.len_utf8();
    }
    if let Some(at) = text[end..to].find('。') {
        to = end + at;
    }
    unless.is_match(&text[from..to])
}
