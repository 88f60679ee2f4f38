//! A condition runs: over record slots, with CEL's three-valued logic, and the reason for everything that is unknown.

use super::expression::{Arithmetic, Comparison, Constant, Expression, Join, Macro, MacroKind, Step};
use super::function;
use super::value::{Cause, CauseNode, List, Missing, Truth, Value};
use super::view::View;
use crate::record::{FieldId, KindId, Stored};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

/// Runs conditions over one view. What is worked out once a run, and the hash joins, are kept here.
pub(crate) struct Evaluator<'a> {
    pub(crate) view: &'a View<'a>,
    locals: Vec<Value<'a>>,
    /// The definitions of the rule that runs, and what they came to for the record at hand.
    definitions: &'a [Expression],
    defined: Vec<Option<Value<'a>>>,
    causes: Vec<CauseNode>,
    once: Vec<Option<Value<'a>>>,
    joins: HashMap<(KindId, FieldId), Rc<Index>>,
}

/// Records of a kind by the value of a field.
struct Index {
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
    pub(crate) fn new(view: &'a View<'a>) -> Self {
        Self {
            view,
            locals: Vec::new(),
            definitions: &[],
            defined: Vec::new(),
            causes: Vec::new(),
            once: Vec::new(),
            joins: HashMap::new(),
        }
    }

    /// Makes ready for the conditions of one rule.
    pub(crate) fn rule(&mut self, definitions: &'a [Expression], once: u16) {
        self.definitions = definitions;
        self.once.clear();
        self.once.resize(usize::from(once), None);
        self.record_slots();
    }

    fn record_slots(&mut self) {
        self.defined.clear();
        self.defined.resize(self.definitions.len(), None);
        self.causes.clear();
    }

    /// Makes ready for one record.
    pub(crate) fn record(&mut self, kind: KindId, row: u32) {
        self.locals.clear();
        self.locals.push(Value::Record(kind, row));
        self.record_slots();
        // The causes of what is worked out once are gone with the record before.
        for once in &mut self.once {
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

    fn both(&mut self, one: Cause, other: Cause) -> Cause {
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
            Step::Has(record, kind, field) => match self.value(record) {
                Value::Record(_, row) => match self.view.dossier.value(*kind, row, *field) {
                    Stored::Unknown => Truth::Unknown(self.because(Missing::Field(*kind, *field))),
                    Stored::Blank => Truth::False,
                    Stored::List(list) => Truth::of(list.len > 0),
                    _ => Truth::True,
                },
                Value::Unknown(cause) => Truth::Unknown(cause),
                _ => Truth::False,
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
            Step::Field(record, kind, field) => match self.known(record) {
                Value::Record(_, row) => self.field(*kind, row, *field),
                other => other,
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
                let at = usize::from(*at);
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

    fn field(&mut self, kind: KindId, row: u32, field: FieldId) -> Value<'a> {
        let stored = self.view.dossier.value(kind, row, field);
        match stored {
            Stored::List(list) => Value::List(List::Stored(kind, field, self.view.dossier.list(list))),
            stored => self.stored(kind, field, stored),
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

    /// The order of two values; unknown where one is, or where the days told do not settle it.
    pub(super) fn order(&mut self, left: &Value<'a>, right: &Value<'a>) -> Result<Option<Ordering>, Cause> {
        Ok(match (left, right) {
            (Value::Unknown(one), Value::Unknown(other)) => return Err(self.both(*one, *other)),
            (Value::Unknown(cause), _) | (_, Value::Unknown(cause)) => return Err(*cause),
            (Value::Boolean(one), Value::Boolean(other)) => Some(one.cmp(other)),
            (Value::Integer(one), Value::Integer(other)) => Some(one.cmp(other)),
            (Value::Number(one), Value::Number(other)) => one.partial_cmp(other),
            #[allow(clippy::cast_precision_loss)]
            (Value::Integer(one), Value::Number(other)) => (*one as f64).partial_cmp(other),
            #[allow(clippy::cast_precision_loss)]
            (Value::Number(one), Value::Integer(other)) => one.partial_cmp(&(*other as f64)),
            (Value::Time(one), Value::Time(other)) => Some(one.cmp(other)),
            (Value::Record(kind, one), Value::Record(other_kind, other)) => {
                Some((kind, one).cmp(&(other_kind, other)))
            }
            _ => match (left.text(), right.text()) {
                (Some(one), Some(other)) => Some(one.cmp(other)),
                _ => None,
            },
        })
    }

    pub(super) fn compare(&mut self, comparison: Comparison, left: &Value<'a>, right: &Value<'a>) -> Truth {
        use Comparison as C;
        match (left, right) {
            (Value::Blank(kind, field), _) | (_, Value::Blank(kind, field)) => match comparison {
                C::Equal => Truth::False,
                C::NotEqual => Truth::True,
                _ => Truth::Unknown(self.because(Missing::Field(*kind, *field))),
            },
            (Value::Date(from, to), Value::Date(other_from, other_to)) => {
                let exact = from == to && other_from == other_to;
                let (yes, no) = match comparison {
                    C::Less => (to < other_from, from >= other_to),
                    C::LessOrEqual => (to <= other_from, from > other_to),
                    C::Greater => (from > other_to, to <= other_from),
                    C::GreaterOrEqual => (from >= other_to, to < other_from),
                    C::Equal => (exact && from == other_from, to < other_from || from > other_to),
                    C::NotEqual => (to < other_from || from > other_to, exact && from == other_from),
                };
                match (yes, no) {
                    (true, _) => Truth::True,
                    (_, true) => Truth::False,
                    _ => {
                        Truth::Unknown(self.because(Missing::Nothing("the day of a date told by its month")))
                    }
                }
            }
            (Value::List(one), Value::List(other)) => {
                let equal = self.equal_lists(one, other);
                match (comparison, equal) {
                    (C::NotEqual, Truth::True) => Truth::False,
                    (C::NotEqual, Truth::False) => Truth::True,
                    (_, equal) => equal,
                }
            }
            _ => match self.order(left, right) {
                Err(cause) => Truth::Unknown(cause),
                Ok(None) => Truth::of(comparison == C::NotEqual),
                Ok(Some(order)) => Truth::of(match comparison {
                    C::Less => order.is_lt(),
                    C::LessOrEqual => order.is_le(),
                    C::Greater => order.is_gt(),
                    C::GreaterOrEqual => order.is_ge(),
                    C::Equal => order.is_eq(),
                    C::NotEqual => order.is_ne(),
                }),
            },
        }
    }

    fn equal_lists(&mut self, one: &List<'a>, other: &List<'a>) -> Truth {
        if one.len() != other.len() {
            return Truth::False;
        }
        let mut answer = Truth::True;
        for at in 0..one.len() {
            let (left, right) = (self.element(one, at), self.element(other, at));
            match self.compare(Comparison::Equal, &left, &right) {
                Truth::False => return Truth::False,
                Truth::Unknown(cause) => answer = Truth::Unknown(cause),
                Truth::True => {}
            }
        }
        answer
    }

    fn is_in(&mut self, value: &'a Expression, list: &'a Expression) -> Truth {
        let value = self.value(value);
        // A list of literals needs no list.
        if let Step::List(items) = &list.step {
            let mut answer = Truth::False;
            for item in items {
                let item = self.value(item);
                match self.compare(Comparison::Equal, &value, &item) {
                    Truth::True => return Truth::True,
                    Truth::Unknown(cause) => answer = Truth::Unknown(cause),
                    Truth::False => {}
                }
            }
            return answer;
        }
        let list = match self.value(list) {
            Value::List(list) => list,
            Value::Unknown(cause) => return Truth::Unknown(cause),
            _ => return Truth::False,
        };
        if list.len() == 0 {
            return Truth::False;
        }
        let mut answer = Truth::False;
        for at in 0..list.len() {
            let item = self.element(&list, at);
            match self.compare(Comparison::Equal, &value, &item) {
                Truth::True => return Truth::True,
                Truth::Unknown(cause) => answer = Truth::Unknown(cause),
                Truth::False => {}
            }
        }
        answer
    }

    fn arithmetic(&mut self, sign: Arithmetic, left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
        use Arithmetic as A;
        let value = match (left, right) {
            (Value::Unknown(one), Value::Unknown(other)) => return Value::Unknown(self.both(*one, *other)),
            (Value::Unknown(cause), _) | (_, Value::Unknown(cause)) => return Value::Unknown(*cause),
            (Value::Integer(one), Value::Integer(other)) => match sign {
                A::Add => one.checked_add(*other),
                A::Subtract => one.checked_sub(*other),
                A::Multiply => one.checked_mul(*other),
                A::Divide => one.checked_div(*other),
                A::Remainder => one.checked_rem(*other),
            }
            .map(Value::Integer),
            (Value::Number(one), Value::Number(other)) => Some(Value::Number(match sign {
                A::Add => one + other,
                A::Subtract => one - other,
                A::Multiply => one * other,
                A::Divide => one / other,
                A::Remainder => one % other,
            })),
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

    fn macro_(&mut self, whole: &'a Macro) -> Value<'a> {
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
            let key = match dossier.value(join.kind, row, join.field) {
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
