//! The words and signs of a condition.

use super::syntax::{ConditionError, Place};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Integer(i64),
    Number(f64),
    Text(String),
    Name(String),
    Sign(&'static str),
    End,
}

const SIGNS: [&str; 24] = [
    "||", "&&", "<=", ">=", "==", "!=", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", ".", ",", "(", ")",
    "[", "]", "{", "}",
];

/// Splits a condition; the last token is `End`.
pub(super) fn tokens(source: &str) -> Result<Vec<(Token, Place)>, ConditionError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        let start = at;
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if source[at..].starts_with("//") {
            at = source[at..].find('\n').map_or(source.len(), |line| at + line);
            continue;
        }
        let token = if first.is_ascii_digit() {
            let (token, length) = number(&source[at..])
                .map_err(|message| ConditionError::new(start as u32..start as u32 + 1, message))?;
            at += length;
            token
        } else if matches!(first, '"' | '\'') {
            let (text, length) = quoted(&source[at..], false).map_err(|(offset, message)| {
                ConditionError::new((at + offset) as u32..source.len() as u32, message)
            })?;
            at += length;
            Token::Text(text)
        } else if matches!(first, 'r' | 'R') && source[at + 1..].starts_with(['"', '\'']) {
            let (text, length) = quoted(&source[at + 1..], true).map_err(|(offset, message)| {
                ConditionError::new((at + offset) as u32..source.len() as u32, message)
            })?;
            at += length + 1;
            Token::Text(text)
        } else if first.is_ascii_alphabetic() || first == '_' {
            let length = source[at..]
                .find(|character: char| !character.is_ascii_alphanumeric() && character != '_')
                .unwrap_or(source.len() - at);
            at += length;
            Token::Name(source[start..at].to_owned())
        } else if let Some(sign) = SIGNS.iter().find(|sign| source[at..].starts_with(**sign)) {
            at += sign.len();
            Token::Sign(sign)
        } else {
            let end = at + first.len_utf8();
            let error = ConditionError::new(
                start as u32..end as u32,
                format!("`{first}` has no meaning in a condition"),
            );
            return Err(match plain_sign(first) {
                Some(plain) => error.suggest(format!("`{plain}`?")),
                None => error,
            });
        };
        tokens.push((token, start as u32..at as u32));
    }
    tokens.push((Token::End, source.len() as u32..source.len() as u32));
    Ok(tokens)
}

/// The sign that a full-width one, or a single `=`, `&`, `|`, was meant to be.
fn plain_sign(character: char) -> Option<&'static str> {
    Some(match character {
        '（' => "(",
        '）' => ")",
        '，' => ",",
        '“' | '”' | '‘' | '’' => "\"",
        '！' => "!",
        '＜' | '《' => "<",
        '＞' | '》' => ">",
        '：' => ":",
        '？' => "?",
        '=' => "==",
        '&' => "&&",
        '|' => "||",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        _ => return None,
    })
}

fn number(source: &str) -> Result<(Token, usize), String> {
    let digits = |from: usize| {
        source[from..]
            .find(|character: char| !character.is_ascii_digit())
            .map_or(source.len(), |end| from + end)
    };
    let mut end = digits(0);
    let mut is_whole = true;
    if source[end..].starts_with('.')
        && source[end + 1..].starts_with(|character: char| character.is_ascii_digit())
    {
        end = digits(end + 1);
        is_whole = false;
    }
    let words = &source[..end];
    if source[end..].starts_with(|character: char| character.is_ascii_alphabetic() || character == '_') {
        return Err(format!("`{words}` is followed by a letter"));
    }
    let token = if is_whole {
        words.parse().map(Token::Integer).map_err(|_| format!("`{words}` is too large for a whole number"))?
    } else {
        words.parse().map(Token::Number).map_err(|_| format!("`{words}` is no number"))?
    };
    Ok((token, end))
}

/// Quoted words with CEL's escapes, and how many bytes they take; or where they go wrong.
fn quoted(source: &str, is_raw: bool) -> Result<(String, usize), (usize, &'static str)> {
    let mut characters = source.char_indices();
    let Some((_, quote)) = characters.next() else { return Err((0, "the quotation has no end")) };
    let mut text = String::new();
    while let Some((at, character)) = characters.next() {
        match character {
            _ if character == quote => return Ok((text, at + 1)),
            '\n' => return Err((at, "the quotation has no end on its line")),
            '\\' if !is_raw => {
                let Some((_, escaped)) = characters.next() else { break };
                text.push(match escaped {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    '\\' | '"' | '\'' | '`' | '?' => escaped,
                    'u' => {
                        let hex: String = characters.by_ref().take(4).map(|(_, digit)| digit).collect();
                        u32::from_str_radix(&hex, 16)
                            .ok()
                            .and_then(char::from_u32)
                            .ok_or((at, "\\u needs four hexadecimal digits"))?
                    }
                    _ => return Err((at, "this escape is not known; write \\\\ for a backslash")),
                });
            }
            _ => text.push(character),
        }
    }
    Err((0, "the quotation has no end"))
}
