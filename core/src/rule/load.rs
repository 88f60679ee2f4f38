//! TOML text → rule files, with the place of every error.

use super::error::{Fault, Place, RuleError, nearest};
use crate::source::Source;
use serde::de::DeserializeOwned;
use toml::de::DeTable;

/// Reads `text` as `T`; an unknown field names the nearest known one.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| {
        let message = error.message().to_owned();
        let place = error.span().map_or(Place::File, |span| Place::Byte(span.start));
        let suggestion = suggestion(&message);
        Fault { place, message, suggestion }
    })
}

/// "unknown field `x`, expected one of `a`, `b`" → the nearest of them.
fn suggestion(message: &str) -> Option<String> {
    let mut names = message.split('`').skip(1).step_by(2);
    if !message.starts_with("unknown ") {
        return None;
    }
    let unknown = names.next()?;
    nearest(unknown, names).map(|name| format!("`{name}`?"))
}

/// A fault with the file's name, line and column.
pub(crate) fn locate(pack: &str, file: &str, text: &str, fault: Fault) -> RuleError {
    let byte = match &fault.place {
        Place::File => None,
        Place::Byte(byte) => Some(*byte),
        Place::Key(key) => find_key(text, key),
        Place::Inside(key, byte) => find_key(text, key).map(|value| inside(text, value, *byte)),
    };
    let position = byte.map(|byte| Source::new(text).position(byte as u32));
    RuleError {
        pack: pack.to_owned(),
        file: file.to_owned(),
        line: position.map_or(0, |position| position.line),
        column: position.map_or(0, |position| position.column),
        message: fault.message,
        suggestion: fault.suggestion,
    }
}

/// The byte `byte` of the words that begin, with their quotation marks, at `value`.
fn inside(text: &str, value: usize, byte: usize) -> usize {
    let rest = &text[value..];
    let quote =
        ["'''", "\"\"\"", "'", "\""].into_iter().find(|quote| rest.starts_with(quote)).unwrap_or_default();
    let mut at = value + quote.len();
    if quote.len() == 3 && text[at..].starts_with('\n') {
        at += 1;
    }
    // Each escape of a plain quotation takes one byte more than what it stands for.
    if quote.starts_with('"') {
        let mut left = byte;
        let mut characters = text[at..].char_indices();
        while let Some((offset, character)) = characters.next() {
            if left == 0 {
                return at + offset;
            }
            if character == '\\' {
                characters.next();
            }
            left = left.saturating_sub(if character == '\\' { 1 } else { character.len_utf8() });
        }
    }
    (at + byte).min(text.len())
}

/// The byte at which the value of `a.b.0` stands; of a missing key, that of the nearest table above it.
fn find_key(text: &str, key: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let mut place = None;
    let mut value: Option<toml::Spanned<toml::de::DeValue<'_>>> = None;
    for part in key.split('.') {
        let next = match &value {
            None => table.get_ref().get(part).cloned(),
            Some(current) => match current.get_ref() {
                toml::de::DeValue::Table(inner) => inner.get(part).cloned(),
                toml::de::DeValue::Array(items) => {
                    part.parse::<usize>().ok().and_then(|at| items.get(at)).cloned()
                }
                _ => None,
            },
        };
        let Some(next) = next else { break };
        place = Some(next.span().start);
        value = Some(next);
    }
    place
}
