//! Macros over lists, and the hash joins that keep them from being a loop in a loop.

use super::evaluate::Evaluator;
use super::expression::{Join, Macro, MacroKind};
use super::value::{Cause, List, Missing, Truth, Value};
use crate::record::Stored;
use std::collections::HashMap;
use std::rc::Rc;

/// Records of a kind by the value of a field.
pub(super) struct Index {
    rows: HashMap<Key, Vec<u32>>,
    /// Records whose field is unknown: they may match anything.
    unknown: Vec<u32>,
}

/// How many records of unknown key are asked one by one.
const MANY: usize = 64;

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Boolean(bool),
    Integer(i64),
    Date(jiff::civil::Date),
    Text(Box<str>),
    Row(u32),
}

impl<'a> Evaluator<'a> {
    pub(super) fn macro_(&mut self, whole: &'a Macro) -> Value<'a> {
        let list = match self.joined(whole) {
            Some(Ok(list)) => list,
            Some(Err(cause)) => return Value::Unknown(cause),
            None => match self.known(&whole.list) {
                Value::List(list) => list,
                Value::Unknown(cause) => return Value::Unknown(cause),
                _ => return self.unknown(Missing::Nothing("no list")),
            },
        };
        let slot = usize::from(whole.slot);
        // A definition that a macro's body uses has slots of its own: those of the body come back after it.
        let outer = self.locals.split_off(slot.min(self.locals.len()));
        let length = list.len();
        let mut unknown: Option<Cause> = None;
        let mut kept = Vec::new();
        let mut count = 0_u32;
        let mut answer = None;
        for at in 0..length {
            let element = self.element(&list, at);
            self.locals.truncate(slot);
            self.locals.push(element.clone());
            if whole.kind == MacroKind::Map {
                match self.known(&whole.body) {
                    Value::Unknown(cause) => {
                        unknown = Some(match unknown {
                            Some(before) => self.both(before, cause),
                            None => cause,
                        });
                    }
                    value => kept.push(value),
                }
                continue;
            }
            match (whole.kind, self.truth(&whole.body)) {
                (_, Truth::Unknown(cause)) => {
                    unknown = Some(match unknown {
                        Some(before) => self.both(before, cause),
                        None => cause,
                    });
                }
                (MacroKind::Exists, Truth::True) => {
                    answer = Some(true);
                    break;
                }
                (MacroKind::All, Truth::False) => {
                    answer = Some(false);
                    break;
                }
                (MacroKind::ExistsOne, Truth::True) => count += 1,
                (MacroKind::Filter, Truth::True) => kept.push(element),
                _ => {}
            }
        }
        self.locals.truncate(slot);
        self.locals.extend(outer);
        if let Some(answer) = answer {
            return Value::Boolean(answer);
        }
        if let Some(cause) = unknown {
            return match (whole.kind, count) {
                // Two are too many, whatever the unknown ones are.
                (MacroKind::ExistsOne, 2..) => Value::Boolean(false),
                _ => Value::Unknown(cause),
            };
        }
        match whole.kind {
            MacroKind::Exists => Value::Boolean(false),
            MacroKind::All => Value::Boolean(true),
            MacroKind::ExistsOne => Value::Boolean(count == 1),
            MacroKind::Filter => Value::List(match &list {
                List::Rows(kind, _) | List::Referring(kind, _) => {
                    let rows = kept.iter().filter_map(|value| match value {
                        Value::Record(_, row) => Some(*row),
                        _ => None,
                    });
                    List::Rows(*kind, rows.collect())
                }
                _ => List::Values(kept.into()),
            }),
            MacroKind::Map => Value::List(List::Values(kept.into())),
        }
    }

    /// The elements that a macro looks at, for a trace.
    pub(super) fn elements_of(&mut self, whole: &'a Macro) -> Option<List<'a>> {
        match self.joined(whole) {
            Some(list) => list.ok(),
            None => match self.known(&whole.list) {
                Value::List(list) => Some(list),
                _ => None,
            },
        }
    }

    /// Runs something with a macro's variable set.
    pub(super) fn with_local<T>(
        &mut self,
        slot: u8,
        value: Value<'a>,
        run: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = self.locals.split_off(usize::from(slot).min(self.locals.len()));
        self.locals.push(value);
        let result = run(self);
        self.locals.truncate(usize::from(slot));
        self.locals.extend(outer);
        result
    }

    /// The records that the macro's equality leaves, in their order; `None` where it has no join.
    fn joined(&mut self, whole: &'a Macro) -> Option<Result<List<'a>, Cause>> {
        let join = whole.join.as_ref()?;
        let Some(all) = self.view.records(join.kind) else {
            return Some(Err(self.because(Missing::Table(join.kind))));
        };
        if all.is_empty() {
            return Some(Ok(List::Rows(join.kind, Rc::clone(all))));
        }
        let probe = self.value(&join.probe);
        let key = match &probe {
            Value::Boolean(truth) => Some(Key::Boolean(*truth)),
            Value::Integer(number) => Some(Key::Integer(*number)),
            Value::Date(from, to) if from == to => Some(Key::Date(*from)),
            Value::Record(_, row) => Some(Key::Row(*row)),
            // A blank is equal to nothing.
            Value::Blank(..) => return Some(Ok(List::Rows(join.kind, Rc::from([])))),
            Value::Unknown(cause) => return Some(Err(*cause)),
            _ => probe.text().map(|text| Key::Text(text.into())),
        };
        let Some(key) = key else {
            return Some(Err(self.because(Missing::Nothing("the day of a date told by its month"))));
        };
        let index = self.index(join);
        // Records of which the field is unknown may be equal too. Where there are many, the answer is not worth their walk.
        if index.unknown.len() > MANY {
            return Some(Err(self.because(Missing::Field(join.kind, join.field))));
        }
        let found = index.rows.get(&key).map(Vec::as_slice).unwrap_or_default();
        if index.unknown.is_empty() {
            return Some(Ok(List::Rows(join.kind, found.into())));
        }
        let mut rows = [found, &index.unknown].concat();
        rows.sort_unstable();
        Some(Ok(List::Rows(join.kind, rows.into())))
    }

    fn index(&mut self, join: &Join) -> Rc<Index> {
        let name = (join.kind, join.field);
        if let Some(index) = self.joins.get(&name) {
            return Rc::clone(index);
        }
        let mut index = Index { rows: HashMap::new(), unknown: Vec::new() };
        let dossier = self.view.dossier;
        let choices = &dossier.schema.get(join.kind).fields()[join.field.at()].choices;
        for &row in self.view.records(join.kind).into_iter().flat_map(|rows| rows.iter()) {
            let key = match self.view.value(join.kind, row, join.field) {
                Stored::Boolean(truth) => Some(Key::Boolean(truth)),
                Stored::Integer(number) => Some(Key::Integer(number)),
                Stored::Date(day) => Some(Key::Date(day)),
                Stored::Text(text) => Some(Key::Text(dossier.text(text).into())),
                Stored::Choice(at) => choices.get(usize::from(at)).map(|value| Key::Text((**value).into())),
                Stored::Row(row) => Some(Key::Row(row)),
                Stored::Blank => continue,
                _ => None,
            };
            match key {
                Some(key) => index.rows.entry(key).or_default().push(row),
                None => index.unknown.push(row),
            }
        }
        let index = Rc::new(index);
        self.joins.insert(name, Rc::clone(&index));
        index
    }
}
