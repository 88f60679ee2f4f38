//! A condition runs: over record slots, with CEL's three-valued logic, and the reason for everything that is unknown.

use super::expression::{Arithmetic, Constant, Expression, Step};
use super::function;
use super::list::Index;
use super::value::{Cause, CauseNode, List, Missing, Truth, Value};
use super::view::View;
use crate::record::{FieldId, KindId, Stored};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Runs conditions over one view. What is worked out once a run, and the hash joins, are kept here.
pub(crate) struct Evaluator<'a> {
    pub(crate) view: &'a View<'a>,
    pub(super) locals: Vec<Value<'a>>,
    /// The fields of the record at hand.
    own: &'a [Stored],
    /// The definitions of the rule that runs, and what they came to for the record at hand.
    definitions: &'a [Expression],
    defined: Vec<Option<Value<'a>>>,
    causes: Vec<CauseNode>,
    /// What rules work out once a run, and which of it is that of the rule at hand.
    once: Vec<Option<Value<'a>>>,
    once_of_rule: Range<usize>,
    pub(super) joins: HashMap<(KindId, FieldId), Rc<Index>>,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(view: &'a View<'a>) -> Self {
        Self {
            view,
            locals: Vec::new(),
            own: &[],
            definitions: &[],
            defined: Vec::new(),
            causes: Vec::new(),
            once: Vec::new(),
            once_of_rule: 0..0,
            joins: HashMap::new(),
        }
    }

    /// Room for what a rule works out once a run; to be handed to [`Evaluator::rule`].
    pub(crate) fn room(&mut self, once: u16) -> Range<usize> {
        let start = self.once.len();
        self.once.resize(start + usize::from(once), None);
        start..self.once.len()
    }

    /// Makes ready for the conditions of one rule.
    pub(crate) fn rule(&mut self, definitions: &'a [Expression], once: Range<usize>) {
        self.definitions = definitions;
        self.once_of_rule = once;
        self.defined.clear();
        self.defined.resize(definitions.len(), None);
        self.causes.clear();
    }

    /// Makes ready for one record.
    pub(crate) fn record(&mut self, kind: KindId, row: u32) {
        self.locals.clear();
        self.locals.push(Value::Record(kind, row));
        self.own = self.view.dossier.row(kind, row);
        self.defined.fill(None);
        self.causes.clear();
        // The causes of what is worked out once are gone with the record before.
        for once in &mut self.once[self.once_of_rule.clone()] {
            if matches!(once, Some(Value::Unknown(_))) {
                *once = None;
            }
        }
    }

    /// All reasons behind a cause, sorted, each once.
    pub(crate) fn missing(&self, cause: Cause) -> Vec<Missing> {
        let mut open = vec![cause];
        let mut missing = Vec::new();
        while let Some(cause) = open.pop() {
            match self.causes.get(cause.0 as usize) {
                Some(CauseNode::One(one)) => missing.push(*one),
                Some(CauseNode::Both(one, other)) => open.extend([*one, *other]),
                None => {}
            }
        }
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    pub(super) fn because(&mut self, missing: Missing) -> Cause {
        self.causes.push(CauseNode::One(missing));
        Cause(self.causes.len() as u32 - 1)
    }

    pub(super) fn unknown(&mut self, missing: Missing) -> Value<'a> {
        Value::Unknown(self.because(missing))
    }

    pub(super) fn both(&mut self, one: Cause, other: Cause) -> Cause {
        if one == other {
            return one;
        }
        self.causes.push(CauseNode::Both(one, other));
        Cause(self.causes.len() as u32 - 1)
    }

    pub(crate) fn truth(&mut self, expression: &'a Expression) -> Truth {
        match &expression.step {
            Step::And(left, right) => match self.truth(left) {
                Truth::False => Truth::False,
                Truth::True => self.truth(right),
                Truth::Unknown(one) => match self.truth(right) {
                    Truth::False => Truth::False,
                    Truth::True => Truth::Unknown(one),
                    Truth::Unknown(other) => Truth::Unknown(self.both(one, other)),
                },
            },
            Step::Or(left, right) => match self.truth(left) {
                Truth::True => Truth::True,
                Truth::False => self.truth(right),
                Truth::Unknown(one) => match self.truth(right) {
                    Truth::True => Truth::True,
                    Truth::False => Truth::Unknown(one),
                    Truth::Unknown(other) => Truth::Unknown(self.both(one, other)),
                },
            },
            Step::Not(inner) => match self.truth(inner) {
                Truth::True => Truth::False,
                Truth::False => Truth::True,
                unknown @ Truth::Unknown(_) => unknown,
            },
            Step::Constant(Constant::Boolean(truth)) => Truth::of(*truth),
            Step::Compare(comparison, left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                self.compare(*comparison, &left, &right)
            }
            Step::Has(record, kind, field) => match self.slot(record, *kind, *field) {
                Ok(Stored::Unknown) => Truth::Unknown(self.because(Missing::Field(*kind, *field))),
                Ok(Stored::Blank) => Truth::False,
                Ok(Stored::List(list)) => Truth::of(list.len > 0),
                Ok(_) => Truth::True,
                Err(Value::Unknown(cause)) => Truth::Unknown(cause),
                Err(_) => Truth::False,
            },
            Step::In(value, list) => self.is_in(value, list),
            Step::Matches(words, regex) => {
                let words = self.known(words);
                match (&words, words.text()) {
                    (_, Some(text)) => Truth::of(regex.is_match(text)),
                    (Value::Unknown(cause), _) => Truth::Unknown(*cause),
                    _ => Truth::False,
                }
            }
            _ => match self.known(expression) {
                Value::Boolean(truth) => Truth::of(truth),
                Value::Unknown(cause) => Truth::Unknown(cause),
                _ => Truth::False,
            },
        }
    }

    /// A value of which a blank is unknown.
    pub(super) fn known(&mut self, expression: &'a Expression) -> Value<'a> {
        let value = self.value(expression);
        self.filled(value)
    }

    pub(super) fn filled(&mut self, value: Value<'a>) -> Value<'a> {
        match value {
            Value::Blank(kind, field) => self.unknown(Missing::Field(kind, field)),
            other => other,
        }
    }

    pub(crate) fn value(&mut self, expression: &'a Expression) -> Value<'a> {
        match &expression.step {
            Step::Constant(constant) => match constant {
                Constant::Boolean(truth) => Value::Boolean(*truth),
                Constant::Integer(number) => Value::Integer(*number),
                Constant::Number(number) => Value::Number(*number),
                Constant::Text(text) => Value::Text(text),
                Constant::Date(date) => Value::Date(*date, *date),
            },
            Step::AsOf => Value::Date(self.view.as_of, self.view.as_of),
            Step::Authority(kind) => match self.view.dossier.tables[kind.at()].rows {
                0 => self.unknown(Missing::Table(*kind)),
                _ => Value::Record(*kind, 0),
            },
            Step::Local(slot) => self.locals[usize::from(*slot)].clone(),
            Step::Definition(at) => {
                let at = usize::from(*at);
                if let Some(value) = &self.defined[at] {
                    return value.clone();
                }
                // A definition sees the record alone, never a macro's variable.
                let definitions = self.definitions;
                let value = self.value(&definitions[at]);
                self.defined[at] = Some(value.clone());
                value
            }
            Step::Field(record, kind, field) => match self.slot(record, *kind, *field) {
                Ok(stored) => self.stored(*kind, *field, stored),
                Err(other) => self.filled(other),
            },
            Step::Reverse(record, relation) => match self.known(record) {
                Value::Record(_, row) => {
                    let from = self.view.dossier.schema.relations[relation.at()].from;
                    match self.view.referring(*relation, row) {
                        Some(rows) => Value::List(List::Referring(from, rows)),
                        None => self.unknown(Missing::Table(from)),
                    }
                }
                other => other,
            },
            Step::Records(kind) => match self.view.records(*kind) {
                Some(rows) => Value::List(List::Rows(*kind, Rc::clone(rows))),
                None => self.unknown(Missing::Table(*kind)),
            },
            Step::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    match self.known(item) {
                        Value::Unknown(cause) => return Value::Unknown(cause),
                        value => values.push(value),
                    }
                }
                Value::List(List::Values(values.into()))
            }
            Step::Index(list, index) => match (self.known(list), self.known(index)) {
                (Value::List(list), Value::Integer(at)) => {
                    match usize::try_from(at).ok().filter(|at| *at < list.len()) {
                        Some(at) => self.element(&list, at),
                        None => self.unknown(Missing::Nothing("no such element of the list")),
                    }
                }
                (Value::Unknown(cause), _) | (_, Value::Unknown(cause)) => Value::Unknown(cause),
                _ => self.unknown(Missing::Nothing("no list")),
            },
            Step::Negate(inner) => match self.known(inner) {
                Value::Integer(number) => match number.checked_neg() {
                    Some(number) => Value::Integer(number),
                    None => self.unknown(Missing::Nothing("a number too large")),
                },
                Value::Number(number) => Value::Number(-number),
                other => other,
            },
            Step::Arithmetic(sign, left, right) => {
                let (left, right) = (self.known(left), self.known(right));
                self.arithmetic(*sign, &left, &right)
            }
            Step::Conditional(condition, yes, no) => match self.truth(condition) {
                Truth::True => self.value(yes),
                Truth::False => self.value(no),
                Truth::Unknown(cause) => Value::Unknown(cause),
            },
            Step::Macro(whole) => self.macro_(whole),
            Step::Call(name, arguments) => function::call(self, *name, arguments),
            Step::Once(at, inner) => {
                let at = self.once_of_rule.start + usize::from(*at);
                if let Some(Some(value)) = self.once.get(at) {
                    return value.clone();
                }
                let value = self.value(inner);
                if let Some(slot) = self.once.get_mut(at) {
                    *slot = Some(value.clone());
                }
                value
            }
            Step::Not(_)
            | Step::And(..)
            | Step::Or(..)
            | Step::Compare(..)
            | Step::Has(..)
            | Step::In(..)
            | Step::Matches(..) => match self.truth(expression) {
                Truth::True => Value::Boolean(true),
                Truth::False => Value::Boolean(false),
                Truth::Unknown(cause) => Value::Unknown(cause),
            },
        }
    }

    /// A field as it is kept, of the record at hand straight from its row; or what there is instead of the record.
    fn slot(&mut self, record: &'a Expression, kind: KindId, field: FieldId) -> Result<Stored, Value<'a>> {
        if let Step::Local(0) = record.step {
            let stored = self.own.get(field.at()).copied().unwrap_or(Stored::Unknown);
            return Ok(self.view.as_it_stood(kind, field, stored));
        }
        match self.value(record) {
            Value::Record(_, row) => Ok(self.view.value(kind, row, field)),
            other => Err(other),
        }
    }

    fn stored(&mut self, kind: KindId, field: FieldId, stored: Stored) -> Value<'a> {
        let dossier = self.view.dossier;
        match stored {
            Stored::Unknown => self.unknown(Missing::Field(kind, field)),
            Stored::Blank => Value::Blank(kind, field),
            Stored::Boolean(truth) => Value::Boolean(truth),
            Stored::Integer(number) => Value::Integer(number),
            Stored::Number(number) => Value::Number(number),
            Stored::Date(day) => Value::Date(day, day),
            Stored::Within(from, to) => Value::Date(from, to),
            Stored::Time(time) => Value::Time(time),
            Stored::Text(text) => Value::Text(dossier.text(text)),
            Stored::Choice(at) => {
                let definition = &dossier.schema.get(kind).fields()[field.at()];
                definition.choices.get(usize::from(at)).map_or(Value::Text(""), |value| Value::Text(value))
            }
            Stored::Row(row) => {
                let to = dossier.schema.get(kind).fields()[field.at()].to.unwrap_or(kind);
                Value::Record(to, row)
            }
            Stored::List(list) => Value::List(List::Stored(kind, field, dossier.list(list))),
        }
    }

    pub(super) fn element(&mut self, list: &List<'a>, at: usize) -> Value<'a> {
        match list {
            List::Stored(kind, field, values) => self.stored(*kind, *field, values[at]),
            List::Rows(kind, rows) => Value::Record(*kind, rows[at]),
            List::Referring(kind, rows) => Value::Record(*kind, rows[at]),
            List::Values(values) => values[at].clone(),
        }
    }

    fn arithmetic(&mut self, sign: Arithmetic, left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
        let value = match (left, right) {
            (Value::Unknown(one), Value::Unknown(other)) => return Value::Unknown(self.both(*one, *other)),
            (Value::Unknown(cause), _) | (_, Value::Unknown(cause)) => return Value::Unknown(*cause),
            (Value::Integer(one), Value::Integer(other)) => {
                sign.of_integers(*one, *other).map(Value::Integer)
            }
            (Value::Number(one), Value::Number(other)) => Some(Value::Number(sign.of_numbers(*one, *other))),
            (Value::List(one), Value::List(other)) => {
                let mut values = Vec::with_capacity(one.len() + other.len());
                for at in 0..one.len() {
                    values.push(self.element(one, at));
                }
                for at in 0..other.len() {
                    values.push(self.element(other, at));
                }
                Some(Value::List(List::Values(values.into())))
            }
            _ => match (left.text(), right.text()) {
                (Some(one), Some(other)) => Some(Value::Owned(format!("{one}{other}").into())),
                _ => None,
            },
        };
        match value {
            Some(value) => value,
            None => self.unknown(Missing::Nothing("a number too large, or a division by zero")),
        }
    }
}

impl Arithmetic {
    /// `None` of what no whole number is.
    pub(super) fn of_integers(self, one: i64, other: i64) -> Option<i64> {
        match self {
            Self::Add => one.checked_add(other),
            Self::Subtract => one.checked_sub(other),
            Self::Multiply => one.checked_mul(other),
            Self::Divide => one.checked_div(other),
            Self::Remainder => one.checked_rem(other),
        }
    }

    pub(super) fn of_numbers(self, one: f64, other: f64) -> f64 {
        match self {
            Self::Add => one + other,
            Self::Subtract => one - other,
            Self::Multiply => one * other,
            Self::Divide => one / other,
            Self::Remainder => one % other,
        }
    }
}
