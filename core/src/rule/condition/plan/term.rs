//! What a plan's tests are about: a value that takes but a few steps to have.

use super::super::expression::Arithmetic;
use super::super::function::{add_days, add_workdays, days_between};
use super::{Place, Seen};
use crate::record::Stored;
use jiff::civil::Date;

/// A value, or that it is not known, or that the evaluator has to be asked.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scalar<'a> {
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Day(Date),
    Text(&'a str),
    Unknown,
    Odd,
}

#[derive(Debug)]
pub(super) enum Term<'a> {
    Constant(Scalar<'a>),
    At(Place),
    /// The length of a list field.
    Length(Place),
    Characters(Box<Term<'a>>),
    Year(Box<Term<'a>>),
    AddDays(Box<[Term<'a>; 2]>),
    AddWorkdays(Box<[Term<'a>; 2]>),
    DaysBetween(Box<[Term<'a>; 2]>),
    Arithmetic(Arithmetic, Box<[Term<'a>; 2]>),
}

impl<'a> Term<'a> {
    pub(super) fn read(&self, seen: &Seen<'a>) -> Scalar<'a> {
        match self {
            Self::Constant(value) => *value,
            Self::At(place) => match seen.stored(*place) {
                Stored::Boolean(truth) => Scalar::Boolean(truth),
                Stored::Integer(number) => Scalar::Integer(number),
                Stored::Number(number) => Scalar::Number(number),
                Stored::Date(day) => Scalar::Day(day),
                Stored::Text(text) => Scalar::Text(seen.view.dossier.text(text)),
                Stored::Unknown => Scalar::Unknown,
                _ => Scalar::Odd,
            },
            Self::Length(place) => match seen.stored(*place) {
                Stored::List(list) => Scalar::Integer(i64::from(list.len)),
                Stored::Unknown => Scalar::Unknown,
                _ => Scalar::Odd,
            },
            Self::Characters(text) => match text.read(seen) {
                Scalar::Text(text) => {
                    i64::try_from(text.chars().count()).map_or(Scalar::Odd, Scalar::Integer)
                }
                other => other.missing(),
            },
            Self::Year(day) => match day.read(seen) {
                Scalar::Day(day) => Scalar::Integer(i64::from(day.year())),
                other => other.missing(),
            },
            Self::AddDays(of) => of_two(of, seen, |day, days| match (day, days) {
                (Scalar::Day(day), Scalar::Integer(days)) => add_days(day, days).ok().map(Scalar::Day),
                _ => None,
            }),
            Self::AddWorkdays(of) => of_two(of, seen, |day, days| match (day, days) {
                (Scalar::Day(day), Scalar::Integer(days)) => {
                    add_workdays(seen.view.calendar, day, days).ok().map(Scalar::Day)
                }
                _ => None,
            }),
            Self::DaysBetween(of) => of_two(of, seen, |from, to| match (from, to) {
                (Scalar::Day(from), Scalar::Day(to)) => Some(Scalar::Integer(days_between(from, to))),
                _ => None,
            }),
            Self::Arithmetic(sign, of) => of_two(of, seen, |one, other| match (one, other) {
                (Scalar::Integer(one), Scalar::Integer(other)) => {
                    sign.of_integers(one, other).map(Scalar::Integer)
                }
                (Scalar::Number(one), Scalar::Number(other)) => {
                    Some(Scalar::Number(sign.of_numbers(one, other)))
                }
                _ => None,
            }),
        }
    }
}

fn of_two<'a>(
    of: &[Term<'a>; 2],
    seen: &Seen<'a>,
    reckon: impl Fn(Scalar<'a>, Scalar<'a>) -> Option<Scalar<'a>>,
) -> Scalar<'a> {
    match (of[0].read(seen), of[1].read(seen)) {
        (Scalar::Unknown, _) | (_, Scalar::Unknown) => Scalar::Unknown,
        (one, other) => reckon(one, other).unwrap_or(Scalar::Odd),
    }
}

impl Scalar<'_> {
    /// What comes of a value that is not of the sort that was wanted.
    fn missing(self) -> Self {
        if matches!(self, Scalar::Unknown) { Scalar::Unknown } else { Scalar::Odd }
    }
}
