//! What each function takes and gives.

use super::compile::Compiler;
use super::expression::{Constant, Expression, Function, Step, Type};
use super::syntax::{ConditionError, Place};
use jiff::civil::Date;

/// The type that a call gives, or what is wrong with its arguments.
pub(super) fn check(
    compiler: &Compiler<'_, '_>,
    function: Function,
    arguments: &[Expression],
    at: Place,
) -> Result<Type, ConditionError> {
    use Function as F;
    let list = |element| Type::List(Box::new(element));
    let (takes, gives): (&[&[Type]], Type) = match function {
        F::Size => (&[&[Type::Text], &[Type::List(Box::new(Type::Any))]], Type::Integer),
        F::Contains | F::StartsWith | F::EndsWith => (&[&[Type::Text, Type::Text]], Type::Boolean),
        F::Sum => {
            (&[&[Type::List(Box::new(Type::Integer))], &[Type::List(Box::new(Type::Number))]], Type::Any)
        }
        F::Max | F::Min | F::Distinct => (&[&[Type::List(Box::new(Type::Any))]], Type::Any),
        F::Date => {
            (&[&[Type::Text], &[Type::Integer, Type::Integer, Type::Integer], &[Type::Time]], Type::Date)
        }
        F::Year | F::Month | F::Day | F::Weekday => (&[&[Type::Date]], Type::Integer),
        F::MonthEnd | F::NextWorkday => (&[&[Type::Date]], Type::Date),
        F::AddDays | F::AddMonths | F::AddWorkdays => (&[&[Type::Date, Type::Integer]], Type::Date),
        F::WorkdaysBetween | F::DaysBetween => (&[&[Type::Date, Type::Date]], Type::Integer),
        F::IsWorkday => (&[&[Type::Date]], Type::Boolean),
        F::AddHours => (&[&[Type::Time, Type::Integer]], Type::Time),
        F::HoursBetween => (&[&[Type::Time, Type::Time]], Type::Number),
        F::DoneBy => (&[&[Type::Date, Type::Date], &[Type::Time, Type::Time]], Type::Boolean),
        F::NumberCode => (&[&[Type::Text]], Type::Text),
        F::NumberYear | F::NumberSerial => (&[&[Type::Text]], Type::Integer),
        F::Similarity => (&[&[Type::Text, Type::Text]], Type::Number),
        F::IsUnit | F::IsVague => (&[&[Type::Text]], Type::Boolean),
        F::Int => (&[&[Type::Number], &[Type::Integer], &[Type::Text]], Type::Integer),
        F::Double => (&[&[Type::Integer], &[Type::Number], &[Type::Text]], Type::Number),
    };
    let fits = |wanted: &[Type]| {
        wanted.len() == arguments.len()
            && wanted.iter().zip(arguments).all(|(wanted, argument)| match (wanted, &argument.type_) {
                (Type::Integer, found) => *found == Type::Integer,
                (Type::Number, found) => *found == Type::Number,
                (Type::List(element), Type::List(found)) => match **element {
                    Type::Integer | Type::Number => **found == **element || **found == Type::Any,
                    _ => true,
                },
                (wanted, found) => wanted.meets(found),
            })
    };
    if !takes.iter().any(|wanted| fits(wanted)) {
        let shapes: Vec<String> = takes
            .iter()
            .map(|wanted| wanted.iter().map(|wanted| compiler.words(wanted)).collect::<Vec<_>>().join(", "))
            .collect();
        let given: Vec<String> = arguments.iter().map(|argument| compiler.words(&argument.type_)).collect();
        let given = if given.is_empty() { "nothing".to_owned() } else { given.join(", ") };
        let message = format!("`{}` takes {}, and is given {given}", function.name(), shapes.join(" or "));
        return Err(ConditionError::new(at, message));
    }
    if function == F::DoneBy && arguments[0].type_ == Type::Any {
        return Ok(gives);
    }
    let element = arguments.first().and_then(|argument| match &argument.type_ {
        Type::List(element) => Some((**element).clone()),
        _ => None,
    });
    Ok(match (function, element) {
        (F::Sum, Some(element)) => {
            if element == Type::Any {
                Type::Integer
            } else {
                element
            }
        }
        (F::Max | F::Min, Some(element)) => match element {
            Type::Integer | Type::Number | Type::Date | Type::Time => element,
            other => {
                let message = format!(
                    "`{}` is of numbers, dates or times, not {}",
                    function.name(),
                    compiler.words(&other)
                );
                return Err(ConditionError::new(at, message));
            }
        },
        (F::Distinct, Some(element)) => list(element),
        _ => gives,
    })
}

/// The date of literal arguments; an error where there is no such day.
pub(super) fn literal_date(arguments: &[Expression]) -> Option<Result<Date, String>> {
    let constants: Option<Vec<&Constant>> = arguments
        .iter()
        .map(|argument| match &argument.step {
            Step::Constant(constant) => Some(constant),
            _ => None,
        })
        .collect();
    match constants?.as_slice() {
        [Constant::Text(text)] => {
            Some(text.parse().map_err(|_| format!("“{text}” is no date such as \"2019-06-28\"")))
        }
        [Constant::Integer(year), Constant::Integer(month), Constant::Integer(day)] => {
            let date = i16::try_from(*year).ok().zip(i8::try_from(*month).ok()).zip(i8::try_from(*day).ok());
            let date = date.and_then(|((year, month), day)| Date::new(year, month, day).ok());
            Some(date.ok_or_else(|| format!("{year}-{month}-{day} is no day of the calendar")))
        }
        _ => None,
    }
}
