//! JSON records as they are written, each with the line on which it begins.

use crate::Reason;
use serde_json::Deserializer;
use serde_json::value::RawValue;

/// One record a line; empty lines are passed over.
pub(super) fn lines(text: &str) -> Result<Vec<(u32, Box<RawValue>)>, Reason> {
    let mut records = Vec::new();
    for (line, words) in (1..).zip(text.lines()) {
        if words.trim().is_empty() {
            continue;
        }
        let value: Box<RawValue> =
            serde_json::from_str(words).map_err(|error| broken(words, &error, line - 1))?;
        records.push((line, record(value, line)?));
    }
    Ok(records)
}

/// A list of records, or one alone.
pub(super) fn list(text: &str) -> Result<Vec<(u32, Box<RawValue>)>, Reason> {
    let start = text.len() - text.trim_start().len();
    if !text[start..].starts_with('[') {
        let value: Box<RawValue> = serde_json::from_str(text).map_err(|error| broken(text, &error, 0))?;
        let line = line_at(text, start);
        return Ok(vec![(line, record(value, line)?)]);
    }
    // A list that is broken is told by the whole reader: it knows what it expected where.
    let whole = || match serde_json::from_str::<&RawValue>(text) {
        Err(error) => broken(text, &error, 0),
        Ok(_) => Reason::Json { line: 1, column: 1, words: "not a list".to_owned() },
    };
    let mut records = Vec::new();
    let (mut at, mut counted, mut line) = (start + 1, 0, 1);
    loop {
        at += blanks(&text[at..]);
        if records.is_empty() && text[at..].starts_with(']') {
            break;
        }
        line += text[counted..at].matches('\n').count() as u32;
        counted = at;
        let mut values = Deserializer::from_str(&text[at..]).into_iter::<Box<RawValue>>();
        let Some(Ok(value)) = values.next() else { return Err(whole()) };
        at += values.byte_offset();
        records.push((line, record(value, line)?));
        at += blanks(&text[at..]);
        match text.as_bytes().get(at) {
            Some(b',') => at += 1,
            Some(b']') => break,
            _ => return Err(whole()),
        }
    }
    match text[at + 1..].trim().is_empty() {
        true => Ok(records),
        false => Err(whole()),
    }
}

fn record(value: Box<RawValue>, line: u32) -> Result<Box<RawValue>, Reason> {
    if value.get().starts_with('{') { Ok(value) } else { Err(Reason::NotRecord { line }) }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\r', '\n']).len()
}

fn line_at(text: &str, at: usize) -> u32 {
    text[..at].matches('\n').count() as u32 + 1
}

/// The error with its column in characters; the library counts bytes.
fn broken(text: &str, error: &serde_json::Error, lines_before: u32) -> Reason {
    let line = error.line() as u32;
    let words = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let mut end = error.column().saturating_sub(1).min(words.len());
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    Reason::Json {
        line: line.max(1) + lines_before,
        column: words[..end].chars().count() as u32 + 1,
        words: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The values of the records, for comparison.
    fn values(records: Vec<(u32, Box<RawValue>)>) -> Vec<(u32, Value)> {
        records.into_iter().map(|(line, raw)| (line, serde_json::from_str(raw.get()).unwrap())).collect()
    }

    #[test]
    fn records_know_their_lines() {
        let expected = [(1, json!({"id": "一"})), (4, json!({"id": 2}))];
        assert_eq!(values(lines("{\"id\": \"一\"}\r\n\n  \n{\"id\":2}\n").unwrap()), expected);
        assert_eq!(values(list("[{\"id\": \"一\"},\n\n\n  {\"id\":2}\n]\n").unwrap()), expected);
        assert_eq!(values(list("\n{\"id\": 2\n}").unwrap()), [(2, json!({"id": 2}))]);
        assert_eq!(values(list(" [ ] ").unwrap()), []);
    }

    fn place(result: Result<Vec<(u32, Box<RawValue>)>, Reason>) -> (u32, u32) {
        match result {
            Err(Reason::Json { line, column, .. }) => (line, column),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_broken_is_named_by_line_and_column() {
        assert_eq!(place(lines("{\"a\":1}\n{\"甲\":乙}\n")), (2, 6));
        assert_eq!(place(list("[{\"甲\":1},\n {\"乙\":,}]")), (2, 7));
        assert_eq!(place(list("[{\"甲\":1}\n {\"乙\":1}]")), (2, 2));
        assert_eq!(place(list("[{\"甲\":1},]")), (1, 10));
        assert_eq!(place(list("[{\"a\":1}] x")), (1, 11));
        assert_eq!(place(list("[{\"a\":1}")).0, 1);
    }

    #[test]
    fn what_is_no_record_is_named_by_line() {
        assert_eq!(lines("{}\n[1]\n").unwrap_err(), Reason::NotRecord { line: 2 });
        assert_eq!(list("[{},\n3]").unwrap_err(), Reason::NotRecord { line: 2 });
        assert_eq!(list("\"words\"").unwrap_err(), Reason::NotRecord { line: 1 });
    }
}
