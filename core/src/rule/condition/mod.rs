//! Conditions on records: a strict subset of CEL over typed fields and relations.
//! In: the words of a rule's `when`, `require`, `[let]` and messages. Out: a [`RecordRule`] that an evaluator runs, or what is
//! wrong with its place. The language is written down in docs/conditions.md.

mod compare;
mod compile;
mod evaluate;
mod expression;
mod function;
mod join;
mod list;
mod operator;
mod parse;
mod plan;
mod scope;
mod signature;
mod syntax;
mod template;
#[cfg(test)]
mod tests;
mod token;
mod trace;
mod value;
mod view;

pub(crate) use evaluate::Evaluator;
pub(crate) use expression::{Expression, Type};
pub(crate) use plan::{Answer, Plan, Seen};
pub(crate) use template::Template;
pub use trace::Step as TraceStep;
pub(crate) use trace::trace;
pub(crate) use value::{Missing, Truth, Value};
pub(crate) use view::{View, dated};

use super::error::Fault;
use super::file::{Localized, RuleFile};
use crate::record::{KindId, Schema};
use scope::Scope;
use syntax::ConditionError;

/// A record rule ready to run.
#[derive(Debug)]
pub(crate) struct RecordRule {
    pub(crate) kind: KindId,
    pub(crate) when: Option<Expression>,
    pub(crate) require: Expression,
    /// The day by which `since` and `until` go, where the rule says so.
    pub(crate) date: Option<Expression>,
    /// `[let]`, in the order of the names.
    pub(crate) definitions: Vec<Expression>,
    /// Which definition is called `deadline`, where it is a date.
    pub(crate) deadline: Option<usize>,
    pub(crate) once: u16,
    pub(crate) message: LocalTemplate,
    pub(crate) why: Option<LocalTemplate>,
    pub(crate) help: Option<LocalTemplate>,
}

/// Words in both languages, with expressions in them.
#[derive(Debug)]
pub(crate) struct LocalTemplate {
    pub(crate) zh: Template,
    pub(crate) en: Template,
}

impl RecordRule {
    /// Compiles a rule file whose `on` is a kind of record.
    pub(crate) fn new(file: &RuleFile, schema: &Schema) -> Result<Self, Fault> {
        let Some(kind) = schema.kind(&file.on) else {
            let fault = Fault::at("on", format!("there is no kind of record `{}`", file.on));
            return Err(match schema.nearest_kind(&file.on) {
                Some(known) => fault.suggest(format!("`{known}`?")),
                None => fault.suggest("`text`, or a kind of record"),
            });
        };
        let scope = Scope::new(schema, kind, &file.definitions);
        let inside = |key: &'static str| move |error: ConditionError| fault(key.to_owned(), error);
        let when = file.when.as_ref().map(|source| scope.condition(source, &Type::Boolean)).transpose();
        let when = when.map_err(inside("when"))?;
        let Some(source) = &file.require else {
            return Err(Fault::whole(format!("a rule on `{}` needs `require`", file.on)));
        };
        let require = scope.condition(source, &Type::Boolean).map_err(inside("require"))?;
        let date = file.date.as_ref().map(|source| scope.condition(source, &Type::Date)).transpose();
        let date = date.map_err(inside("date"))?;
        let local = |words: &Localized, key: &str| -> Result<LocalTemplate, Fault> {
            let template = |source: &str, language: &str| {
                Template::new(&scope, source).map_err(|error| fault(format!("{key}{language}"), error))
            };
            let zh = template(&words.zh, "zh")?;
            let en =
                if words.en.is_empty() { template(&words.zh, "zh")? } else { template(&words.en, "en")? };
            Ok(LocalTemplate { zh, en })
        };
        let words = Localized { zh: file.message.zh.clone(), en: file.message.en.clone() };
        let message = local(&words, "message.")?;
        let why = file.message.why.as_ref().map(|words| local(words, "message.why.")).transpose()?;
        let help = file.message.help.as_ref().map(|words| local(words, "message.help.")).transpose()?;
        let (definitions, once) =
            scope.finish().map_err(|(name, error)| fault(format!("let.{name}"), error))?;
        let deadline = file.definitions.keys().position(|name| name == "deadline");
        let deadline = deadline.filter(|at| definitions[*at].type_ == Type::Date);
        Ok(Self { kind, when, require, date, definitions, deadline, once, message, why, help })
    }
}

fn fault(key: String, error: ConditionError) -> Fault {
    let fault = Fault::inside(key, error.place.start as usize, error.message);
    match error.suggestion {
        Some(suggestion) => fault.suggest(suggestion),
        None => fault,
    }
}
