//! A condition ready to run: names resolved to slots, types known, joins found.

use super::syntax::Place;
use crate::record::{FieldId, KindId, RelationId, Schema};
use jiff::civil::Date;
use regex_automata::meta::Regex;
use std::fmt;

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    Boolean,
    Integer,
    Number,
    Text,
    /// Words of which a field allows only some.
    Choice(KindId, FieldId),
    Date,
    Time,
    Record(KindId),
    List(Box<Type>),
    /// The element of an empty list.
    Any,
}

impl Type {
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Choice(..) | Self::Any)
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Integer | Self::Number | Self::Any)
    }

    /// Whether values of the two may be compared with `==`.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::List(one), Self::List(other)) => one.meets(other),
            _ => {
                self == other
                    || (self.is_text() && other.is_text())
                    || (self.is_number() && other.is_number())
            }
        }
    }

    /// The type in words.
    pub(crate) fn words(&self, schema: &Schema) -> String {
        match self {
            Self::Boolean => "a truth (bool)".to_owned(),
            Self::Integer => "a whole number (int)".to_owned(),
            Self::Number => "a number (double)".to_owned(),
            Self::Text | Self::Choice(..) => "words (string)".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::Time => "a time".to_owned(),
            Self::Record(kind) => format!("a record of kind `{}`", schema.get(*kind).name),
            Self::List(_) => "a list".to_owned(),
            Self::Any => "anything".to_owned(),
        }
    }
}

/// A node, its type and its place in the condition.
#[derive(Debug)]
pub(crate) struct Expression {
    pub(crate) step: Step,
    pub(crate) type_: Type,
    pub(crate) place: Place,
    /// The local slots that it reads, one bit each.
    pub(crate) reads: u64,
}

/// A literal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Constant {
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    Date(Date),
}

#[derive(Debug)]
pub(crate) enum Step {
    Constant(Constant),
    AsOf,
    Authority(KindId),
    Local(u8),
    Definition(u8),
    Field(Box<Expression>, KindId, FieldId),
    Has(Box<Expression>, KindId, FieldId),
    Reverse(Box<Expression>, RelationId),
    Records(KindId),
    List(Vec<Expression>),
    Index(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
    Negate(Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    In(Box<Expression>, Box<Expression>),
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
    Conditional(Box<Expression>, Box<Expression>, Box<Expression>),
    Macro(Box<Macro>),
    Call(Function, Vec<Expression>),
    Matches(Box<Expression>, Box<Regex>),
    /// The same for every record of a run.
    Once(u16, Box<Expression>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Debug)]
pub(crate) struct Macro {
    pub(crate) kind: MacroKind,
    pub(crate) list: Expression,
    pub(crate) slot: u8,
    pub(crate) variable: String,
    pub(crate) body: Expression,
    /// Over all records of a kind: the equality that picks those which matter.
    pub(crate) join: Option<Join>,
}

/// `variable.field == probe`.
#[derive(Debug)]
pub(crate) struct Join {
    pub(crate) kind: KindId,
    pub(crate) field: FieldId,
    /// The path in the body to the side of the equality that does not speak of the variable.
    pub(crate) probe: Expression,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MacroKind {
    Exists,
    All,
    ExistsOne,
    Filter,
    Map,
}

impl MacroKind {
    pub(crate) const NAMES: [(&'static str, Self); 5] = [
        ("exists", Self::Exists),
        ("all", Self::All),
        ("exists_one", Self::ExistsOne),
        ("filter", Self::Filter),
        ("map", Self::Map),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

macro_rules! functions {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// A function of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Function { $($variant),* }

        impl Function {
            pub(crate) const NAMES: &[(&'static str, Self)] = &[$(($name, Self::$variant)),*];

            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

functions! {
    Size = "size", Contains = "contains", StartsWith = "startsWith", EndsWith = "endsWith",
    Sum = "sum", Max = "max", Min = "min", Distinct = "distinct",
    Date = "date", Year = "year", Month = "month", Day = "day", Weekday = "weekday", MonthEnd = "month_end",
    AddDays = "add_days", AddMonths = "add_months", AddWorkdays = "add_workdays", NextWorkday = "next_workday",
    WorkdaysBetween = "workdays_between", DaysBetween = "days_between", IsWorkday = "is_workday",
    AddHours = "add_hours", HoursBetween = "hours_between", DoneBy = "done_by",
    NumberCode = "number_code", NumberYear = "number_year", NumberSerial = "number_serial",
    Similarity = "similarity", IsUnit = "is_unit", IsVague = "is_vague", Int = "int", Double = "double",
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
        })
    }
}
