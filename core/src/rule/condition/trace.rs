//! How a condition came to its answer: each step with its words and its value, for `explain`.

use super::evaluate::Evaluator;
use super::expression::{Expression, Function, Macro, Step as Op, Type};
use super::template::shown;
use super::value::Value;
use crate::calendar::{Calendar, DayKind};
use crate::check::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One step of a condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The condition's own words.
    pub source: String,
    /// What they came to.
    pub value: String,
    /// How a deadline came about: the start day, the days that do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derivation: Vec<String>,
    /// The steps that led to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// How many elements of a list are shown.
const ELEMENTS: usize = 12;

/// The trace of `expression`, whose words are in `source`; `definitions` are the words of `[let]`.
pub(crate) fn trace<'a>(
    evaluator: &mut Evaluator<'a>,
    expression: &'a Expression,
    source: &str,
    definitions: &[(&'a Expression, &str)],
    language: Language,
) -> Step {
    Tracer { source, definitions, language }.step(evaluator, expression)
}

struct Tracer<'s, 'a> {
    source: &'s str,
    definitions: &'s [(&'a Expression, &'s str)],
    language: Language,
}

impl<'a> Tracer<'_, 'a> {
    fn step(&self, evaluator: &mut Evaluator<'a>, expression: &'a Expression) -> Step {
        if let Op::Once(_, inner) = &expression.step {
            return self.step(evaluator, inner);
        }
        let value = evaluator.value(expression);
        let words = shown_in_trace(evaluator, &value, &expression.type_, self.language);
        let place = expression.place.start as usize..expression.place.end as usize;
        let mut step = Step {
            source: self.source.get(place).unwrap_or_default().to_owned(),
            value: words,
            ..Step::default()
        };
        match &expression.step {
            // A field is a fact: its record needs no step of its own.
            Op::Constant(_)
            | Op::AsOf
            | Op::Authority(_)
            | Op::Local(_)
            | Op::Records(_)
            | Op::List(_)
            | Op::Field(..)
            | Op::Has(..)
            | Op::Reverse(..)
            | Op::Once(..) => {}
            Op::Definition(at) => {
                if let Some((inner, source)) = self.definitions.get(usize::from(*at)) {
                    let tracer = Tracer { source, ..*self };
                    step.steps.push(tracer.step(evaluator, inner));
                }
            }
            Op::Macro(whole) => self.elements(evaluator, whole, &mut step),
            Op::Call(function, arguments) => {
                if *function == Function::AddWorkdays {
                    step.derivation = derivation(evaluator, arguments, self.language);
                }
                self.all(evaluator, arguments, &mut step);
            }
            Op::Index(one, other)
            | Op::And(one, other)
            | Op::Or(one, other)
            | Op::Compare(_, one, other)
            | Op::In(one, other)
            | Op::Arithmetic(_, one, other) => {
                for inner in [one, other] {
                    self.push(evaluator, inner, &mut step);
                }
            }
            Op::Not(inner) | Op::Negate(inner) | Op::Matches(inner, _) => {
                self.push(evaluator, inner, &mut step);
            }
            Op::Conditional(condition, yes, no) => {
                self.push(evaluator, condition, &mut step);
                match evaluator.truth(condition) {
                    super::Truth::True => self.push(evaluator, yes, &mut step),
                    super::Truth::False => self.push(evaluator, no, &mut step),
                    super::Truth::Unknown(_) => {}
                }
            }
        }
        step
    }

    fn all(&self, evaluator: &mut Evaluator<'a>, arguments: &'a [Expression], step: &mut Step) {
        for argument in arguments {
            self.push(evaluator, argument, step);
        }
    }

    /// Literals explain themselves.
    fn push(&self, evaluator: &mut Evaluator<'a>, inner: &'a Expression, step: &mut Step) {
        if !matches!(inner.step, Op::Constant(_)) {
            step.steps.push(self.step(evaluator, inner));
        }
    }

    fn elements(&self, evaluator: &mut Evaluator<'a>, whole: &'a Macro, step: &mut Step) {
        self.push(evaluator, &whole.list, step);
        let Some(list) = evaluator.elements_of(whole) else { return };
        for at in 0..list.len().min(ELEMENTS) {
            let element = evaluator.element(&list, at);
            let name = shown_in_trace(evaluator, &element, &Type::Any, self.language);
            let mut inner =
                evaluator.with_local(whole.slot, element, |evaluator| self.step(evaluator, &whole.body));
            inner.source = format!("{} = {name}: {}", whole.variable, inner.source);
            step.steps.push(inner);
        }
    }
}

fn shown_in_trace<'a>(
    evaluator: &mut Evaluator<'a>,
    value: &Value<'a>,
    type_: &Type,
    language: Language,
) -> String {
    match value {
        Value::Blank(..) => match language {
            Language::Zh => "（空）".to_owned(),
            Language::En => "(blank)".to_owned(),
        },
        Value::Boolean(truth) => truth.to_string(),
        value => shown(evaluator, value, type_, language),
    }
}

fn derivation<'a>(
    evaluator: &mut Evaluator<'a>,
    arguments: &'a [Expression],
    language: Language,
) -> Vec<String> {
    let [start, days] = arguments else { return Vec::new() };
    match (evaluator.value(start), evaluator.value(days)) {
        (Value::Date(from, to), Value::Integer(days)) if from == to => {
            let days = u32::try_from(days).unwrap_or_default().min(4000);
            workdays(evaluator.view.calendar, from, days, language)
        }
        _ => Vec::new(),
    }
}

/// How a deadline of working days comes about, in words.
pub(crate) fn workdays(calendar: &Calendar, start: Date, days: u32, language: Language) -> Vec<String> {
    let zh = language == Language::Zh;
    let Some(deadline) = calendar.add_workdays(start, days) else { return Vec::new() };
    let mut lines = vec![match zh {
        true => format!("{start}起算，当日不计入；第{days}个工作日是{}", deadline.date),
        false => format!("counted from {start}, that day left out; working day {days} is {}", deadline.date),
    }];
    let weekends = deadline.skipped.iter().filter(|(_, name)| name.is_empty()).count();
    let holidays: Vec<String> = deadline
        .skipped
        .iter()
        .filter(|(_, name)| !name.is_empty())
        .map(|(day, name)| format!("{day}{}{name}", if zh { "" } else { " " }))
        .collect();
    if weekends > 0 {
        lines.push(if zh {
            format!("不计周末{weekends}天")
        } else {
            format!("{weekends} weekend days do not count")
        });
    }
    if !holidays.is_empty() {
        let days = holidays.join(if zh { "、" } else { ", " });
        lines.push(if zh {
            format!("不计节假日：{days}")
        } else {
            format!("holidays that do not count: {days}")
        });
    }
    let mut made_up = Vec::new();
    let mut day = start;
    while let Ok(next) = day.tomorrow() {
        if next > deadline.date {
            break;
        }
        if let DayKind::MakeUp(name) = calendar.kind(next) {
            made_up.push(format!("{next}（{name}）"));
        }
        day = next;
    }
    if !made_up.is_empty() {
        let days = made_up.join(if zh { "、" } else { ", " });
        lines.push(if zh {
            format!("调休上班，计入：{days}")
        } else {
            format!("worked weekends that count: {days}")
        });
    }
    let mut years: Vec<i16> = vec![start.year(), deadline.date.year()];
    years.dedup();
    let notices: Vec<&str> = calendar
        .years()
        .filter(|(year, _)| years.contains(year))
        .flat_map(|(_, notice)| notice.notices.iter().map(String::as_str))
        .collect();
    if !notices.is_empty() {
        let notices = notices.join(if zh { "、" } else { ", " });
        lines.push(if zh {
            format!("节假日安排：{notices}")
        } else {
            format!("holiday notices: {notices}")
        });
    }
    if deadline.provisional {
        lines.push(match zh {
            true => "其中有年份的节假日安排尚未收录，只按星期推算，为暂定日期".to_owned(),
            false => "a year among them has no holiday notice yet: reckoned by the week alone, provisional"
                .to_owned(),
        });
    }
    lines
}
