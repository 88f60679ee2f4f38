//! What each function does.

use super::evaluate::Evaluator;
use super::expression::{Comparison, Expression, Function};
use super::value::{List, Missing, Truth, Value};
use crate::calendar::Calendar;
use crate::document::{DocumentNumber, numbers_within};
use crate::source::{Source, Span};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashSet;

/// Calls a function. An unknown argument makes the call unknown, but for `done_by`.
pub(super) fn call<'a>(
    evaluator: &mut Evaluator<'a>,
    function: Function,
    arguments: &'a [Expression],
) -> Value<'a> {
    if let (Function::DoneBy, [done, deadline]) = (function, arguments) {
        return done_by(evaluator, done, deadline);
    }
    let mut values: [Option<Value<'a>>; 3] = [None, None, None];
    for (slot, argument) in values.iter_mut().zip(arguments) {
        match evaluator.known(argument) {
            Value::Unknown(cause) => return Value::Unknown(cause),
            value => *slot = Some(value),
        }
    }
    let value = match values {
        [Some(one), None, None] => of_one(evaluator, function, &one),
        [Some(one), Some(other), None] => of_two(evaluator, function, &one, &other),
        [Some(year), Some(month), Some(day)] => of_three(&year, &month, &day),
        _ => Err(NO_DAY),
    };
    match value {
        Ok(value) => value,
        Err(reason) => evaluator.unknown(Missing::Nothing(reason)),
    }
}

const NO_DAY: &str = "a day that the calendar does not have";
const NOTHING: &str = "the largest or smallest of nothing";
const NO_NUMBER: &str = "a document number";
const BY_MONTH: &str = "the day of a date told by its month";

type Outcome<'a> = Result<Value<'a>, &'static str>;

fn of_one<'a>(evaluator: &mut Evaluator<'a>, function: Function, value: &Value<'a>) -> Outcome<'a> {
    use Function as F;
    match (function, value) {
        (F::Size, Value::List(list)) => Ok(count(list.len())),
        (F::Size, text) => Ok(count(text.text().unwrap_or_default().chars().count())),
        (F::Sum | F::Max | F::Min | F::Distinct, Value::List(list)) => fold(evaluator, function, list),
        (F::Date, Value::Time(time)) => Ok(Value::Date(time.date(), time.date())),
        (F::Date, text) => {
            let day: Date = text.text().unwrap_or_default().parse().map_err(|_| NO_DAY)?;
            Ok(Value::Date(day, day))
        }
        (F::Year, Value::Date(from, to)) => same(from.year(), to.year()),
        (F::Month, Value::Date(from, to)) => match from.year() == to.year() {
            true => same(i16::from(from.month()), i16::from(to.month())),
            false => Err(BY_MONTH),
        },
        (F::Day, Value::Date(from, to)) => match from == to {
            true => Ok(Value::Integer(i64::from(from.day()))),
            false => Err(BY_MONTH),
        },
        (F::Weekday, Value::Date(from, to)) => match from == to {
            true => Ok(Value::Integer(i64::from(from.weekday().to_monday_one_offset()))),
            false => Err(BY_MONTH),
        },
        (F::MonthEnd, Value::Date(from, to)) => Ok(Value::Date(from.last_of_month(), to.last_of_month())),
        (F::NextWorkday, Value::Date(from, to)) => {
            let calendar = evaluator.view.calendar;
            Ok(Value::Date(next_workday(calendar, *from)?, next_workday(calendar, *to)?))
        }
        (F::IsWorkday, Value::Date(from, to)) => match from == to {
            true => Ok(Value::Boolean(evaluator.view.calendar.is_workday(*from))),
            false => Err(BY_MONTH),
        },
        (F::NumberCode | F::NumberYear | F::NumberSerial, text) => {
            let number = number(text.text().unwrap_or_default()).ok_or(NO_NUMBER)?;
            let value = match function {
                F::NumberCode => Some(Value::Owned(number.code.into())),
                F::NumberYear => number.year.map(|year| Value::Integer(i64::from(year))),
                _ => number.serial.map(|serial| Value::Integer(i64::from(serial))),
            };
            value.ok_or(NO_NUMBER)
        }
        (F::IsUnit, text) => {
            let view = evaluator.view;
            match view.dossier.schema().kind("unit") {
                Some(kind) if view.records(kind).is_none() => Ok(evaluator.unknown(Missing::Table(kind))),
                _ => Ok(Value::Boolean(view.is_unit(text.text().unwrap_or_default()))),
            }
        }
        (F::IsVague, text) => {
            Ok(Value::Boolean(crate::document::is_vague_unit(text.text().unwrap_or_default())))
        }
        (F::Int, Value::Integer(number)) => Ok(Value::Integer(*number)),
        #[allow(clippy::cast_possible_truncation)]
        (F::Int, Value::Number(number)) if number.abs() < 9.0e15 => Ok(Value::Integer(number.trunc() as i64)),
        (F::Int, text) => {
            text.text().and_then(|text| text.parse().ok()).map(Value::Integer).ok_or("a number in words")
        }
        #[allow(clippy::cast_precision_loss)]
        (F::Double, Value::Integer(number)) => Ok(Value::Number(*number as f64)),
        (F::Double, Value::Number(number)) => Ok(Value::Number(*number)),
        (F::Double, text) => {
            text.text().and_then(|text| text.parse().ok()).map(Value::Number).ok_or("a number in words")
        }
        _ => Err(NO_DAY),
    }
}

fn count<'a>(count: usize) -> Value<'a> {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn same<'a>(from: i16, to: i16) -> Outcome<'a> {
    if from == to { Ok(Value::Integer(i64::from(from))) } else { Err(BY_MONTH) }
}

fn of_two<'a>(
    evaluator: &mut Evaluator<'a>,
    function: Function,
    one: &Value<'a>,
    other: &Value<'a>,
) -> Outcome<'a> {
    use Function as F;
    let calendar = evaluator.view.calendar;
    match (function, one, other) {
        (F::Contains | F::StartsWith | F::EndsWith, ..) => {
            let (text, part) = (one.text().unwrap_or_default(), other.text().unwrap_or_default());
            Ok(Value::Boolean(match function {
                F::Contains => text.contains(part),
                F::StartsWith => text.starts_with(part),
                _ => text.ends_with(part),
            }))
        }
        (F::AddDays, Value::Date(from, to), Value::Integer(days)) => {
            let first = add_days(*from, *days)?;
            let last = if from == to { first } else { add_days(*to, *days)? };
            Ok(Value::Date(first, last))
        }
        (F::AddMonths, Value::Date(from, to), Value::Integer(months)) => {
            let span = jiff::Span::new().try_months(*months).map_err(|_| NO_DAY)?;
            let add = |day: &Date| day.checked_add(span).map_err(|_| NO_DAY);
            Ok(Value::Date(add(from)?, add(to)?))
        }
        (F::AddWorkdays, Value::Date(from, to), Value::Integer(days)) => {
            let first = add_workdays(calendar, *from, *days)?;
            let last = if from == to { first } else { add_workdays(calendar, *to, *days)? };
            Ok(Value::Date(first, last))
        }
        (F::WorkdaysBetween | F::DaysBetween, Value::Date(from, to), Value::Date(until, last)) => {
            if from != to || until != last {
                return Err(BY_MONTH);
            }
            Ok(Value::Integer(match function {
                F::WorkdaysBetween => calendar.workdays_between(*from, *until),
                _ => days_between(*from, *until),
            }))
        }
        (F::AddHours, Value::Time(time), Value::Integer(hours)) => {
            let span = jiff::Span::new().try_hours(*hours).map_err(|_| NO_DAY)?;
            time.checked_add(span).map(Value::Time).map_err(|_| NO_DAY)
        }
        (F::HoursBetween, Value::Time(from), Value::Time(to)) => {
            Ok(Value::Number(to.duration_since(*from).as_secs_f64() / 3600.0))
        }
        (F::Similarity, ..) => {
            let (one, other) = (one.text().unwrap_or_default(), other.text().unwrap_or_default());
            Ok(Value::Number(strsim::sorensen_dice(one, other)))
        }
        _ => Err(NO_DAY),
    }
}

fn of_three<'a>(year: &Value<'a>, month: &Value<'a>, day: &Value<'a>) -> Outcome<'a> {
    let (Value::Integer(year), Value::Integer(month), Value::Integer(day)) = (year, month, day) else {
        return Err(NO_DAY);
    };
    let year = i16::try_from(*year).map_err(|_| NO_DAY)?;
    let (month, day) = (i8::try_from(*month).map_err(|_| NO_DAY)?, i8::try_from(*day).map_err(|_| NO_DAY)?);
    let day = Date::new(year, month, day).map_err(|_| NO_DAY)?;
    Ok(Value::Date(day, day))
}

fn fold<'a>(evaluator: &mut Evaluator<'a>, function: Function, list: &List<'a>) -> Outcome<'a> {
    let mut elements = Vec::with_capacity(list.len());
    for at in 0..list.len() {
        let element = evaluator.element(list, at);
        match evaluator.filled(element) {
            Value::Unknown(cause) => return Ok(Value::Unknown(cause)),
            element => elements.push(element),
        }
    }
    if function == Function::Distinct {
        return Ok(Value::List(List::Values(distinct(elements).into())));
    }
    if function == Function::Sum {
        let mut whole = 0_i64;
        let mut number = None::<f64>;
        for element in &elements {
            match element {
                Value::Integer(more) => whole = whole.checked_add(*more).ok_or("a sum too large")?,
                Value::Number(more) => *number.get_or_insert(0.0) += more,
                _ => {}
            }
        }
        return Ok(number.map_or(Value::Integer(whole), Value::Number));
    }
    let wanted = if function == Function::Max { Comparison::Greater } else { Comparison::Less };
    let mut elements = elements.into_iter();
    let mut best = elements.next().ok_or(NOTHING)?;
    for element in elements {
        match evaluator.compare(wanted, &element, &best) {
            Truth::True => best = element,
            Truth::False => {}
            Truth::Unknown(cause) => return Ok(Value::Unknown(cause)),
        }
    }
    Ok(best)
}

/// Each value once, in the order of first sight.
fn distinct(elements: Vec<Value<'_>>) -> Vec<Value<'_>> {
    let mut seen: HashSet<String> = HashSet::new();
    elements.into_iter().filter(|element| seen.insert(key(element))).collect()
}

fn key(value: &Value<'_>) -> String {
    match value {
        Value::Boolean(truth) => format!("b{truth}"),
        Value::Integer(number) => format!("n{number}"),
        Value::Number(number) => format!("n{number}"),
        Value::Date(from, to) => format!("d{from}{to}"),
        Value::Time(time) => format!("t{time}"),
        Value::Record(kind, row) => format!("r{}.{row}", kind.0),
        Value::List(_) | Value::Unknown(_) | Value::Blank(..) => "?".to_owned(),
        Value::Text(_) | Value::Owned(_) => format!("s{}", value.text().unwrap_or_default()),
    }
}

/// Whether something was done by its deadline; not yet due as long as it may still be done in time.
fn done_by<'a>(evaluator: &mut Evaluator<'a>, done: &'a Expression, deadline: &'a Expression) -> Value<'a> {
    let done = evaluator.value(done);
    let deadline = evaluator.known(deadline);
    if let Value::Unknown(cause) = deadline {
        return Value::Unknown(cause);
    }
    let as_of = evaluator.view.as_of;
    // A day is past when the next one has come; a time is held against the end of the day.
    let is_past = match &deadline {
        Value::Date(_, to) => as_of > *to,
        Value::Time(time) => {
            as_of > time.date() || time.date().at(23, 59, 59, 0) > *time && as_of >= time.date()
        }
        _ => true,
    };
    let happened = match &done {
        Value::Date(from, _) => *from <= as_of,
        Value::Time(time) => time.date() <= as_of,
        _ => false,
    };
    match done {
        Value::Date(..) | Value::Time(_) if happened => {
            match evaluator.compare(Comparison::LessOrEqual, &done, &deadline) {
                Truth::True => Value::Boolean(true),
                Truth::False => Value::Boolean(false),
                Truth::Unknown(cause) => Value::Unknown(cause),
            }
        }
        _ if !is_past => evaluator.unknown(Missing::Pending),
        Value::Unknown(cause) => Value::Unknown(cause),
        _ => Value::Boolean(false),
    }
}

pub(super) fn add_days(day: Date, days: i64) -> Result<Date, &'static str> {
    let span = jiff::Span::new().try_days(days).map_err(|_| NO_DAY)?;
    day.checked_add(span).map_err(|_| NO_DAY)
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days()))
}

pub(super) fn add_workdays(calendar: &Calendar, day: Date, days: i64) -> Result<Date, &'static str> {
    let days = u32::try_from(days)
        .ok()
        .filter(|days| *days <= 4000)
        .ok_or("a count of working days from 0 to 4000")?;
    calendar.workday_after(day, days).ok_or(NO_DAY)
}

fn next_workday(calendar: &Calendar, mut day: Date) -> Result<Date, &'static str> {
    while !calendar.is_workday(day) {
        day = day.checked_add(1.day()).map_err(|_| NO_DAY)?;
    }
    Ok(day)
}

/// The first document number of `text`, whatever its brackets.
fn number(text: &str) -> Option<DocumentNumber> {
    let source = Source::new(text);
    numbers_within(&source, Span::new(0, source.text().len() as u32)).into_iter().next()
}
