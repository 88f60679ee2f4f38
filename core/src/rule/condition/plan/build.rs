//! A condition → its plan. What a plan has no test for stays a question for the evaluator.

use super::super::expression::{Comparison, Constant, Expression, Function, MacroKind, Step, Type};
use super::super::view::View;
use super::term::{Scalar, Term};
use super::{Node, Place, Plan, Test};
use crate::record::{FieldId, KindId};
use memchr::memmem::Finder;

impl<'a> Plan<'a> {
    /// Lays out a condition; `definitions` are those of its rule.
    pub(crate) fn new(condition: &'a Expression, definitions: &'a [Expression], view: &'a View<'a>) -> Self {
        Self { root: Builder { definitions, view, item: None }.node(condition) }
    }
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    definitions: &'a [Expression],
    view: &'a View<'a>,
    /// The local slot of the list item that is looked at.
    item: Option<u8>,
}

impl<'a> Builder<'a> {
    fn node(self, condition: &'a Expression) -> Node<'a> {
        match &condition.step {
            Step::Constant(Constant::Boolean(truth)) => Node::Known(*truth),
            Step::And(..) => {
                let mut nodes = Vec::new();
                self.join(condition, true, &mut nodes);
                Node::And(nodes)
            }
            Step::Or(..) => {
                let mut nodes = Vec::new();
                self.join(condition, false, &mut nodes);
                Node::Or(nodes)
            }
            Step::Not(inner) => Node::Not(Box::new(self.node(inner))),
            Step::Conditional(condition, yes, no) => {
                Node::If(Box::new([self.node(condition), self.node(yes), self.node(no)]))
            }
            Step::Definition(at) => Self { item: None, ..self }.node(&self.definitions[usize::from(*at)]),
            _ => match self.test(condition) {
                Some(test) => Node::Test(test, condition),
                None => Node::Ask(condition),
            },
        }
    }

    /// The parts of `a && b && c`, or of `||`.
    fn join(self, condition: &'a Expression, is_and: bool, nodes: &mut Vec<Node<'a>>) {
        match (&condition.step, is_and) {
            (Step::And(one, other), true) | (Step::Or(one, other), false) => {
                self.join(one, is_and, nodes);
                self.join(other, is_and, nodes);
            }
            _ => nodes.push(self.node(condition)),
        }
    }

    fn test(self, condition: &'a Expression) -> Option<Test<'a>> {
        match &condition.step {
            Step::Has(record, kind, field) => Some(Test::Has(self.field(record, *kind, *field)?)),
            Step::Compare(comparison, left, right) => {
                let is = match comparison {
                    Comparison::Equal => Some(true),
                    Comparison::NotEqual => Some(false),
                    _ => None,
                };
                match (is, self.choices(left, std::slice::from_ref(&**right))) {
                    (Some(is), Some((place, values))) => Some(Test::OneOf(place, values, is)),
                    _ => Some(Test::Compare(*comparison, self.term(left)?, self.term(right)?)),
                }
            }
            Step::In(value, list) => match &list.step {
                Step::List(items) => self.among(value, items),
                _ => {
                    let body = self.same(value, list)?;
                    let body = Box::new(Node::Test(body, condition));
                    Some(Test::Each { all: false, list: self.list(list)?, body })
                }
            },
            Step::Matches(text, pattern) => Some(Test::Matches(self.term(text)?, pattern)),
            Step::Call(function, arguments) => match (function, arguments.as_slice()) {
                (Function::DoneBy, [done, deadline]) => {
                    Some(Test::DoneBy(self.term(done)?, self.term(deadline)?))
                }
                (Function::Contains, [text, part]) => {
                    Some(Test::Contains(self.term(text)?, Finder::new(word(part)?)))
                }
                (Function::StartsWith, [text, part]) => Some(Test::StartsWith(self.term(text)?, word(part)?)),
                (Function::EndsWith, [text, part]) => Some(Test::EndsWith(self.term(text)?, word(part)?)),
                _ => None,
            },
            Step::Macro(whole) => {
                let all = match whole.kind {
                    MacroKind::All => true,
                    MacroKind::Exists => false,
                    _ => return None,
                };
                let list = self.list(&whole.list)?;
                let body = Self { item: Some(whole.slot), ..self }.node(&whole.body);
                body.is_whole().then(|| Test::Each { all, list, body: Box::new(body) })
            }
            Step::Field(..) | Step::Local(_) if condition.type_ == Type::Boolean => {
                Some(Test::Holds(self.term(condition)?))
            }
            _ => None,
        }
    }

    /// `value in [literals]`.
    fn among(self, value: &'a Expression, items: &'a [Expression]) -> Option<Test<'a>> {
        if let Some((place, values)) = self.choices(value, items) {
            return Some(Test::OneOf(place, values, true));
        }
        let term = self.term(value)?;
        match value.type_ {
            Type::Text => Some(Test::Words(term, items.iter().map(word).collect::<Option<_>>()?)),
            Type::Integer => {
                let number = |item: &Expression| match item.step {
                    Step::Constant(Constant::Integer(number)) => Some(number),
                    _ => None,
                };
                Some(Test::Integers(term, items.iter().map(number).collect::<Option<_>>()?))
            }
            _ => None,
        }
    }

    /// Whether the item of a list field that is looked at is a literal.
    fn same(self, value: &'a Expression, list: &'a Expression) -> Option<Test<'a>> {
        let word = word(value)?;
        let Type::List(element) = &list.type_ else { return None };
        match **element {
            Type::Choice(kind, field) => Some(Test::OneOf(Place::Item, self.bit(kind, field, word)?, true)),
            Type::Text => Some(Test::Words(Term::At(Place::Item), vec![word])),
            _ => None,
        }
    }

    /// Where a choice stands, and which of its values the literals are.
    fn choices(self, choice: &'a Expression, literals: &'a [Expression]) -> Option<(Place, u64)> {
        let Type::Choice(kind, field) = choice.type_ else { return None };
        let place = self.place(choice)?;
        let mut values = 0;
        for literal in literals {
            values |= self.bit(kind, field, word(literal)?)?;
        }
        Some((place, values))
    }

    fn bit(self, kind: KindId, field: FieldId, word: &str) -> Option<u64> {
        let choices = &self.view.dossier.schema().get(kind).fields()[field.at()].choices;
        let at = choices.iter().position(|value| **value == *word)?;
        (choices.len() <= 64).then_some(1 << at)
    }

    fn term(self, value: &'a Expression) -> Option<Term<'a>> {
        Some(match &value.step {
            Step::Constant(constant) => Term::Constant(match constant {
                Constant::Boolean(truth) => Scalar::Boolean(*truth),
                Constant::Integer(number) => Scalar::Integer(*number),
                Constant::Number(number) => Scalar::Number(*number),
                Constant::Text(text) => Scalar::Text(text),
                Constant::Date(day) => Scalar::Day(*day),
            }),
            Step::AsOf => Term::Constant(Scalar::Day(self.view.as_of)),
            Step::Definition(at) => {
                return Self { item: None, ..self }.term(&self.definitions[usize::from(*at)]);
            }
            Step::Field(..) | Step::Local(_) => match value.type_ {
                Type::Boolean | Type::Integer | Type::Number | Type::Date | Type::Text => {
                    Term::At(self.place(value)?)
                }
                _ => return None,
            },
            Step::Arithmetic(sign, one, other) if matches!(value.type_, Type::Integer | Type::Number) => {
                Term::Arithmetic(*sign, Box::new([self.term(one)?, self.term(other)?]))
            }
            Step::Call(function, arguments) => match (function, arguments.as_slice()) {
                (Function::Size, [list]) if matches!(list.type_, Type::List(_)) => {
                    Term::Length(self.list(list)?)
                }
                (Function::Size, [text]) => Term::Characters(Box::new(self.term(text)?)),
                (Function::Year, [day]) => Term::Year(Box::new(self.term(day)?)),
                (Function::AddDays, [day, days]) => {
                    Term::AddDays(Box::new([self.term(day)?, self.term(days)?]))
                }
                (Function::AddWorkdays, [day, days]) => {
                    Term::AddWorkdays(Box::new([self.term(day)?, self.term(days)?]))
                }
                (Function::DaysBetween, [from, to]) => {
                    Term::DaysBetween(Box::new([self.term(from)?, self.term(to)?]))
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    fn place(self, value: &Expression) -> Option<Place> {
        match &value.step {
            Step::Field(record, kind, field) => self.field(record, *kind, *field),
            Step::Local(slot) if Some(*slot) == self.item => Some(Place::Item),
            _ => None,
        }
    }

    /// A list field of the record at hand.
    fn list(self, list: &Expression) -> Option<Place> {
        match &list.step {
            Step::Field(record, kind, field) => self.field(record, *kind, *field),
            _ => None,
        }
    }

    fn field(self, record: &Expression, kind: KindId, field: FieldId) -> Option<Place> {
        let planned = self.view.dossier.schema().get(kind).fields()[field.at()].file.planned;
        matches!(record.step, Step::Local(0)).then_some(Place::Field { at: field.0, planned })
    }
}

impl Node<'_> {
    /// Whether the evaluator need never be asked for a part of it as a matter of course.
    fn is_whole(&self) -> bool {
        match self {
            Self::Known(_) | Self::Test(..) => true,
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().all(Self::is_whole),
            Self::Not(node) => node.is_whole(),
            Self::If(nodes) => nodes.iter().all(Self::is_whole),
            Self::Ask(_) => false,
        }
    }
}

/// A literal's words.
fn word(literal: &Expression) -> Option<&str> {
    match &literal.step {
        Step::Constant(Constant::Text(word)) => Some(word),
        _ => None,
    }
}
