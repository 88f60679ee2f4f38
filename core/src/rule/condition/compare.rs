//! Values held against each other: order, equality, and what is in a list.

use super::evaluate::Evaluator;
use super::expression::{Comparison, Constant, Expression, Step};
use super::value::{Cause, List, Missing, Truth, Value};
use std::cmp::Ordering;

impl Comparison {
    /// Whether it holds of two values in that order.
    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
        }
    }
}

impl<'a> Evaluator<'a> {
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
                if exact {
                    return Truth::of(comparison.holds(from.cmp(other_from)));
                }
                let (yes, no) = match comparison {
                    C::Less => (to < other_from, from >= other_to),
                    C::LessOrEqual => (to <= other_from, from > other_to),
                    C::Greater => (from > other_to, to <= other_from),
                    C::GreaterOrEqual => (from >= other_to, to < other_from),
                    C::Equal => (false, to < other_from || from > other_to),
                    C::NotEqual => (to < other_from || from > other_to, false),
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
                Ok(Some(order)) => Truth::of(comparison.holds(order)),
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

    pub(super) fn is_in(&mut self, value: &'a Expression, list: &'a Expression) -> Truth {
        let value = self.value(value);
        // A list of literals needs no list.
        if let Step::List(items) = &list.step {
            let mut answer = Truth::False;
            for item in items {
                if let (Some(text), Step::Constant(Constant::Text(word))) = (value.text(), &item.step) {
                    match text == word {
                        true => return Truth::True,
                        false => continue,
                    }
                }
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
}
