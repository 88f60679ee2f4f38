//! A condition laid out for very many records: what can be asked of the fields of the record at hand in a few steps is asked so,
//! without values being made or reasons kept; for the rest the evaluator is asked, part by part.
//! In: an [`Expression`]. Out: a [`Plan`] that says of a record what the evaluator would say, but not why something is unknown.

mod build;
mod term;

use super::evaluate::Evaluator;
use super::expression::{Comparison, Expression};
use super::value::Truth;
use super::view::View;
use crate::record::{KindId, Stored};
use jiff::civil::Date;
use memchr::memmem::Finder;
use regex_automata::meta::Regex;
use term::{Scalar, Term};

/// A condition, laid out.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    root: Node<'a>,
}

/// What a condition comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    False,
    True,
    Unknown,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant)]
enum Node<'a> {
    Known(bool),
    And(Vec<Node<'a>>),
    Or(Vec<Node<'a>>),
    Not(Box<Node<'a>>),
    /// A condition, what is asked where it is true, what where it is false.
    If(Box<[Node<'a>; 3]>),
    /// A test, and the words that it stands for, which are asked of the evaluator where the test has no answer.
    Test(Test<'a>, &'a Expression),
    Ask(&'a Expression),
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant)]
enum Test<'a> {
    Has(Place),
    Holds(Term<'a>),
    Compare(Comparison, Term<'a>, Term<'a>),
    /// A choice is among values, each a bit; or is not.
    OneOf(Place, u64, bool),
    Words(Term<'a>, Vec<&'a str>),
    Integers(Term<'a>, Vec<i64>),
    Contains(Term<'a>, Finder<'a>),
    StartsWith(Term<'a>, &'a str),
    EndsWith(Term<'a>, &'a str),
    Matches(Term<'a>, &'a Regex),
    DoneBy(Term<'a>, Term<'a>),
    /// Whether all (or any) items of a list field are as the node says.
    Each {
        all: bool,
        list: Place,
        body: Box<Node<'a>>,
    },
}

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// A field of the record at hand; whether its date may lie ahead.
    Field { at: u16, planned: bool },
    /// The item of the list that is looked at.
    Item,
}

/// What a plan looks at: a record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    view: &'a View<'a>,
    kind: KindId,
    at: u32,
    row: &'a [Stored],
    /// The item of a list that is looked at.
    item: Stored,
}

impl<'a> Seen<'a> {
    pub(crate) fn new(view: &'a View<'a>, kind: KindId, at: u32) -> Self {
        Self { view, kind, at, row: view.dossier.row(kind, at), item: Stored::Unknown }
    }

    /// A value as it stood on the day.
    fn stored(&self, place: Place) -> Stored {
        let Place::Field { at, planned } = place else { return self.item };
        let stored = self.row.get(usize::from(at)).copied().unwrap_or(Stored::Unknown);
        match from(stored) {
            Some(day) if !planned && day > self.view.as_of => Stored::Blank,
            _ => stored,
        }
    }
}

/// The first day that a date may be.
fn from(stored: Stored) -> Option<Date> {
    match stored {
        Stored::Date(day) | Stored::Within(day, _) => Some(day),
        Stored::Time(time) => Some(time.date()),
        _ => None,
    }
}

impl Answer {
    fn of(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }
}

impl From<Truth> for Answer {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::True,
            Truth::False => Self::False,
            Truth::Unknown(_) => Self::Unknown,
        }
    }
}

impl<'a> Plan<'a> {
    /// What the condition comes to for one record.
    pub(crate) fn answer(&self, seen: &Seen<'a>, evaluator: &mut Evaluator<'a>) -> Answer {
        let mut is_ready = false;
        self.root.answer(seen, &mut |words| {
            if !is_ready {
                evaluator.record(seen.kind, seen.at);
                is_ready = true;
            }
            evaluator.truth(words).into()
        })
    }
}

impl<'a> Node<'a> {
    fn answer(&self, seen: &Seen<'a>, ask: &mut dyn FnMut(&'a Expression) -> Answer) -> Answer {
        match self {
            Self::Known(truth) => Answer::of(*truth),
            Self::And(nodes) => some(nodes, Answer::False, seen, ask),
            Self::Or(nodes) => some(nodes, Answer::True, seen, ask),
            Self::Not(node) => match node.answer(seen, ask) {
                Answer::True => Answer::False,
                Answer::False => Answer::True,
                Answer::Unknown => Answer::Unknown,
            },
            Self::If(nodes) => {
                let [condition, yes, no] = &**nodes;
                match condition.answer(seen, ask) {
                    Answer::True => yes.answer(seen, ask),
                    Answer::False => no.answer(seen, ask),
                    Answer::Unknown => Answer::Unknown,
                }
            }
            Self::Test(test, words) => test.answer(seen).unwrap_or_else(|| ask(words)),
            Self::Ask(words) => ask(words),
        }
    }
}

/// What settles `&&` (false) or `||` (true), where one of the nodes does; else unknown, where one of them is.
fn some<'a>(
    nodes: &[Node<'a>],
    settles: Answer,
    seen: &Seen<'a>,
    ask: &mut dyn FnMut(&'a Expression) -> Answer,
) -> Answer {
    let mut answer = Answer::of(settles == Answer::False);
    for node in nodes {
        match node.answer(seen, ask) {
            settled if settled == settles => return settled,
            Answer::Unknown => answer = Answer::Unknown,
            _ => {}
        }
    }
    answer
}

impl<'a> Test<'a> {
    /// The answer, where it takes but a few steps.
    fn answer(&self, seen: &Seen<'a>) -> Option<Answer> {
        match self {
            Self::Has(place) => Some(match seen.stored(*place) {
                Stored::Unknown => Answer::Unknown,
                Stored::Blank => Answer::False,
                Stored::List(list) => Answer::of(list.len > 0),
                _ => Answer::True,
            }),
            Self::Holds(term) => match term.read(seen) {
                Scalar::Boolean(truth) => Some(Answer::of(truth)),
                Scalar::Unknown => Some(Answer::Unknown),
                _ => None,
            },
            Self::Compare(comparison, left, right) => compare(*comparison, left.read(seen), right.read(seen)),
            Self::OneOf(place, values, is) => match seen.stored(*place) {
                Stored::Choice(at) => Some(Answer::of((values >> at & 1 == 1) == *is)),
                Stored::Blank => Some(Answer::of(!is)),
                Stored::Unknown => Some(Answer::Unknown),
                _ => None,
            },
            Self::Words(term, words) => text(term.read(seen), |text| words.contains(&text)),
            Self::Integers(term, numbers) => match term.read(seen) {
                Scalar::Integer(number) => Some(Answer::of(numbers.contains(&number))),
                Scalar::Unknown => Some(Answer::Unknown),
                _ => None,
            },
            Self::Contains(term, part) => text(term.read(seen), |text| part.find(text.as_bytes()).is_some()),
            Self::StartsWith(term, part) => text(term.read(seen), |text| text.starts_with(part)),
            Self::EndsWith(term, part) => text(term.read(seen), |text| text.ends_with(part)),
            Self::Matches(term, pattern) => text(term.read(seen), |text| pattern.is_match(text)),
            Self::DoneBy(done, deadline) => match (done.read(seen), deadline.read(seen)) {
                (Scalar::Day(done), Scalar::Day(deadline)) if done <= seen.view.as_of => {
                    Some(Answer::of(done <= deadline))
                }
                _ => None,
            },
            Self::Each { all, list, body } => {
                let Stored::List(list) = seen.stored(*list) else { return None };
                let settles = Answer::of(!all);
                let mut is_known = true;
                for item in seen.view.dossier.list(list) {
                    let seen = Seen { item: *item, ..*seen };
                    match body.answer(&seen, &mut |_| Answer::Unknown) {
                        settled if settled == settles => return Some(settled),
                        Answer::Unknown => is_known = false,
                        _ => {}
                    }
                }
                is_known.then(|| Answer::of(*all))
            }
        }
    }
}

fn text(text: Scalar<'_>, test: impl FnOnce(&str) -> bool) -> Option<Answer> {
    match text {
        Scalar::Text(text) => Some(Answer::of(test(text))),
        Scalar::Unknown => Some(Answer::Unknown),
        _ => None,
    }
}

fn compare(comparison: Comparison, left: Scalar<'_>, right: Scalar<'_>) -> Option<Answer> {
    #[allow(clippy::cast_precision_loss)]
    let order = match (left, right) {
        (Scalar::Odd, _) | (_, Scalar::Odd) => return None,
        (Scalar::Unknown, _) | (_, Scalar::Unknown) => return Some(Answer::Unknown),
        (Scalar::Day(one), Scalar::Day(other)) => Some(one.cmp(&other)),
        (Scalar::Integer(one), Scalar::Integer(other)) => Some(one.cmp(&other)),
        (Scalar::Number(one), Scalar::Number(other)) => one.partial_cmp(&other),
        (Scalar::Integer(one), Scalar::Number(other)) => (one as f64).partial_cmp(&other),
        (Scalar::Number(one), Scalar::Integer(other)) => one.partial_cmp(&(other as f64)),
        (Scalar::Text(one), Scalar::Text(other)) => Some(one.cmp(other)),
        (Scalar::Boolean(one), Scalar::Boolean(other)) => Some(one.cmp(&other)),
        _ => return None,
    };
    Some(Answer::of(match order {
        Some(order) => comparison.holds(order),
        None => comparison == Comparison::NotEqual,
    }))
}
