//! Words with expressions in braces: what a record rule's message says.

use super::evaluate::Evaluator;
use super::expression::{Expression, Step, Type};
use super::scope::Scope;
use super::syntax::ConditionError;
use super::value::{List, Value};
use crate::check::Language;
use crate::record::Schema;
use jiff::civil::Date;

/// A message's pieces.
#[derive(Debug)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Words(String),
    Value(Expression),
}

/// The longest list that a message shows whole.
const LONGEST_LIST: usize = 8;

impl Template {
    pub(super) fn new(scope: &Scope<'_>, source: &str) -> Result<Self, ConditionError> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(open) = source[at..].find('{').map(|open| at + open) {
            if open > at {
                pieces.push(Piece::Words(source[at..open].to_owned()));
            }
            let Some(length) = closing(&source[open + 1..]) else {
                let place = open as u32..source.len() as u32;
                return Err(ConditionError::new(place, "`{` without its `}`"));
            };
            let inner = &source[open + 1..open + 1 + length];
            let expression = scope.value(inner).map_err(|mut error| {
                error.place = error.place.start + open as u32 + 1..error.place.end + open as u32 + 1;
                error
            })?;
            pieces.push(Piece::Value(expression));
            at = open + length + 2;
        }
        if at < source.len() {
            pieces.push(Piece::Words(source[at..].to_owned()));
        }
        Ok(Self { pieces })
    }

    /// The message for the record at hand.
    pub(crate) fn fill<'a>(&'a self, evaluator: &mut Evaluator<'a>, language: Language) -> String {
        let mut words = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(piece) => words.push_str(piece),
                Piece::Value(expression) => {
                    let value = evaluator.value(expression);
                    if let Value::Unknown(_) = value
                        && let Some(instead) = unknown(evaluator, expression)
                    {
                        words.push_str(&instead);
                        continue;
                    }
                    let shown = shown(evaluator, &value, &expression.type_, language);
                    // Within 《》 a title's own marks are 〈〉.
                    match words.ends_with('《') && shown.contains('《') {
                        true => words.extend(shown.chars().map(inner_mark)),
                        false => words.push_str(&shown),
                    }
                }
            }
        }
        words
    }
}

/// What stands for a value that is not known: a choice of words is left out, a record without its name is called by its id.
fn unknown<'a>(evaluator: &mut Evaluator<'a>, expression: &'a Expression) -> Option<String> {
    match &expression.step {
        Step::Conditional(..) => Some(String::new()),
        Step::Field(of, kind, field) => {
            let schema = evaluator.view.dossier.schema().clone();
            if schema.get(*kind).label != Some(*field) {
                return None;
            }
            match evaluator.value(of) {
                Value::Record(kind, row) => Some(record(evaluator, &schema, kind, row)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn inner_mark(character: char) -> char {
    match character {
        '《' => '〈',
        '》' => '〉',
        other => other,
    }
}

/// Where the brace that opened before `source` closes; braces in quotations do not count.
fn closing(source: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in source.char_indices() {
        match (quote, character) {
            (None, '}') => return Some(at),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

/// A value in words: dates and choices as the language has them, nothing for a blank.
pub(super) fn shown<'a>(
    evaluator: &mut Evaluator<'a>,
    value: &Value<'a>,
    type_: &Type,
    language: Language,
) -> String {
    let zh = language == Language::Zh;
    let schema = evaluator.view.dossier.schema().clone();
    match value {
        Value::Unknown(_) => if zh { "（未知）" } else { "(unknown)" }.to_owned(),
        Value::Blank(..) => String::new(),
        Value::Boolean(truth) => match (truth, zh) {
            (true, true) => "是",
            (false, true) => "否",
            (true, false) => "yes",
            (false, false) => "no",
        }
        .to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => {
            let rounded = (number * 1e6).round() / 1e6;
            rounded.to_string()
        }
        Value::Date(from, to) => day(*from, *to, zh),
        Value::Time(time) => match zh {
            true => time.strftime("%Y年%-m月%-d日%-H时%M分").to_string(),
            false => time.strftime("%Y-%m-%d %H:%M").to_string(),
        },
        Value::Text(_) | Value::Owned(_) => {
            let text = value.text().unwrap_or_default();
            match type_ {
                Type::Choice(kind, field) if zh => {
                    let field = &schema.get(*kind).fields()[field.at()];
                    field.choice_label(text).unwrap_or(text).to_owned()
                }
                _ => text.to_owned(),
            }
        }
        Value::Record(kind, row) => record(evaluator, &schema, *kind, *row),
        Value::List(list) => {
            let element = match type_ {
                Type::List(element) => (**element).clone(),
                _ => Type::Any,
            };
            items(evaluator, list, &element, language)
        }
    }
}

fn day(from: Date, to: Date, zh: bool) -> String {
    match (from == to, zh) {
        (true, true) => from.strftime("%Y年%-m月%-d日").to_string(),
        (true, false) => from.to_string(),
        (false, true) => format!("{}至{}之间", day(from, from, true), day(to, to, true)),
        (false, false) => format!("between {from} and {to}"),
    }
}

/// A record by its label, else its id.
fn record(evaluator: &Evaluator<'_>, schema: &Schema, kind: crate::record::KindId, row: u32) -> String {
    let definition = schema.get(kind);
    let fields = definition.label.into_iter().chain(definition.id);
    fields
        .into_iter()
        .find_map(|field| evaluator.view.dossier.words(kind, row, field))
        .map_or_else(|| format!("{} {}", definition.file.name.zh, row + 1), str::to_owned)
}

fn items<'a>(evaluator: &mut Evaluator<'a>, list: &List<'a>, element: &Type, language: Language) -> String {
    let mut words = Vec::new();
    for at in 0..list.len().min(LONGEST_LIST) {
        let value = evaluator.element(list, at);
        words.push(shown(evaluator, &value, element, language));
    }
    let zh = language == Language::Zh;
    let mut joined = words.join(if zh { "、" } else { ", " });
    if list.len() > LONGEST_LIST {
        joined += &if zh {
            format!("等{}项", list.len())
        } else {
            format!(" and {} more", list.len() - LONGEST_LIST)
        };
    }
    joined
}
