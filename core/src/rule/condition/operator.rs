//! Operators: what they take, what they give, and the choices that a literal may be compared with.

use super::compile::{Compiled, Compiler};
use super::expression::{Arithmetic, Comparison, Constant, Expression, Step, Type};
use super::syntax::{ConditionError, Operator, Place, Syntax};
use crate::rule::nearest;

impl Compiler<'_, '_> {
    pub(super) fn binary(
        &mut self,
        operator: Operator,
        left: &Syntax,
        right: &Syntax,
        place: Place,
    ) -> Compiled {
        use Operator as O;
        let (left, right) = match operator {
            O::And | O::Or => (self.truth(left)?, self.truth(right)?),
            _ => (self.compile(left)?, self.compile(right)?),
        };
        let reads = left.reads | right.reads;
        let boxed = (Box::new(left), Box::new(right));
        let (left, right) = (&boxed.0, &boxed.1);
        let comparison = match operator {
            O::Less => Some(Comparison::Less),
            O::LessOrEqual => Some(Comparison::LessOrEqual),
            O::Greater => Some(Comparison::Greater),
            O::GreaterOrEqual => Some(Comparison::GreaterOrEqual),
            O::Equal => Some(Comparison::Equal),
            O::NotEqual => Some(Comparison::NotEqual),
            _ => None,
        };
        if let Some(comparison) = comparison {
            self.comparable(comparison, left, right, &place)?;
            let step = Step::Compare(comparison, boxed.0, boxed.1);
            return Ok(Expression { step, type_: Type::Boolean, place, reads });
        }
        let arithmetic = match operator {
            O::And => {
                return Ok(Expression {
                    step: Step::And(boxed.0, boxed.1),
                    type_: Type::Boolean,
                    place,
                    reads,
                });
            }
            O::Or => {
                return Ok(Expression {
                    step: Step::Or(boxed.0, boxed.1),
                    type_: Type::Boolean,
                    place,
                    reads,
                });
            }
            O::In => {
                let Type::List(element) = &right.type_ else { return Err(self.wrong(right, "a list")) };
                if !left.type_.meets(element) {
                    let message =
                        format!("the list holds {}, never {}", self.words(element), self.words(&left.type_));
                    return Err(ConditionError::new(place, message));
                }
                self.known_choice(left, right)?;
                return Ok(Expression {
                    step: Step::In(boxed.0, boxed.1),
                    type_: Type::Boolean,
                    place,
                    reads,
                });
            }
            O::Add => Arithmetic::Add,
            O::Subtract => Arithmetic::Subtract,
            O::Multiply => Arithmetic::Multiply,
            O::Divide => Arithmetic::Divide,
            _ => Arithmetic::Remainder,
        };
        let type_ = match (arithmetic, &left.type_, &right.type_) {
            (_, Type::Integer, Type::Integer) => Type::Integer,
            (Arithmetic::Remainder, _, _) => {
                return Err(ConditionError::new(place, "`%` is of whole numbers (int)"));
            }
            (_, Type::Number, Type::Number) => Type::Number,
            (Arithmetic::Add, one, other) if one.is_text() && other.is_text() => Type::Text,
            (Arithmetic::Add, one @ Type::List(_), other @ Type::List(_)) if one.meets(other) => one.clone(),
            (_, one, other) if one.is_number() && other.is_number() => {
                return Err(ConditionError::new(
                    place,
                    "whole numbers (int) and numbers (double) do not mix",
                )
                .suggest("`double(…)` around the whole number"));
            }
            (_, one, other) => {
                let message = format!(
                    "`{}` cannot take {} and {}",
                    operator.sign(),
                    self.words(one),
                    self.words(other)
                );
                let error = ConditionError::new(place, message);
                return Err(match (one, other) {
                    (Type::Date, Type::Integer) => {
                        error.suggest("`add_days(date, n)` or `add_workdays(date, n)`")
                    }
                    (Type::Date, Type::Date) => {
                        error.suggest("`days_between(a, b)` or `workdays_between(a, b)`")
                    }
                    (Type::Time, Type::Time) => error.suggest("`hours_between(a, b)`"),
                    _ => error,
                });
            }
        };
        Ok(Expression { step: Step::Arithmetic(arithmetic, boxed.0, boxed.1), type_, place, reads })
    }

    fn comparable(
        &self,
        comparison: Comparison,
        left: &Expression,
        right: &Expression,
        place: &Place,
    ) -> Result<(), ConditionError> {
        if !left.type_.meets(&right.type_) {
            let message = format!(
                "`{comparison}` cannot compare {} with {}",
                self.words(&left.type_),
                self.words(&right.type_)
            );
            let error = ConditionError::new(place.clone(), message);
            return Err(match (&left.type_, &right.type_) {
                (Type::Date, Type::Text) | (Type::Text, Type::Date) => {
                    error.suggest("`date(\"2019-06-28\")`")
                }
                (Type::Time, Type::Date) | (Type::Date, Type::Time) => {
                    error.suggest("`date(…)` around the time")
                }
                _ => error,
            });
        }
        let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if ordered && matches!(left.type_, Type::Record(_) | Type::List(_) | Type::Boolean) {
            let message = format!("{} has no order", self.words(&left.type_));
            return Err(ConditionError::new(place.clone(), message));
        }
        self.known_choice(left, right)?;
        self.known_choice(right, left)
    }

    /// A literal compared with a choice must be one of its values.
    fn known_choice(&self, choice: &Expression, other: &Expression) -> Result<(), ConditionError> {
        let (kind, field) = match (&choice.type_, &other.type_) {
            (Type::Choice(kind, field), _) => (*kind, *field),
            (Type::List(element), _) => match **element {
                Type::Choice(kind, field) => (kind, field),
                _ => return Ok(()),
            },
            _ => return Ok(()),
        };
        let definition = &self.schema().get(kind).fields()[field.at()];
        let literals: Vec<&Expression> = match &other.step {
            Step::List(items) => items.iter().collect(),
            _ => vec![other],
        };
        for literal in literals {
            let Step::Constant(Constant::Text(word)) = &literal.step else { continue };
            if definition.choices.iter().any(|value| **value == **word) {
                continue;
            }
            let message = format!("`{}` is never “{word}”", definition.name);
            let error = ConditionError::new(literal.place.clone(), message);
            let meant = definition.choice(word).map(|at| &*definition.choices[usize::from(at)]);
            return Err(
                match meant.or_else(|| nearest(word, definition.choices.iter().map(|value| &**value))) {
                    Some(known) => error.suggest(format!("\"{known}\"?")),
                    None => error.suggest(format!("one of {}", definition.choices.join(", "))),
                },
            );
        }
        Ok(())
    }
}
