//! The tree → a condition ready to run. Every name, field, choice and type is checked here, so that nothing is left to be
//! wrong when it runs.

use super::expression::{Constant, Expression, Function, Macro, MacroKind, Step, Type};
use super::join;
use super::scope::Scope;
use super::signature;
use super::syntax::{ConditionError, Node, Place, Syntax};
use crate::record::{FieldType, KindId, Schema};
use crate::rule::nearest;
use regex_automata::meta::Regex;

/// Local slots are bits of a mask; the record itself has the first.
const LOCALS: usize = 60;

pub(super) struct Compiler<'c, 's> {
    pub(super) scope: &'c Scope<'s>,
    pub(super) locals: Vec<(String, Type)>,
}

pub(super) type Compiled = Result<Expression, ConditionError>;

impl Compiler<'_, '_> {
    pub(super) fn schema(&self) -> &Schema {
        self.scope.schema
    }

    pub(super) fn words(&self, type_: &Type) -> String {
        type_.words(self.schema())
    }

    pub(super) fn compile(&mut self, tree: &Syntax) -> Compiled {
        let place = tree.place.clone();
        let constant = |constant, type_| {
            Ok(Expression { step: Step::Constant(constant), type_, place: place.clone(), reads: 0 })
        };
        match &tree.node {
            Node::Integer(number) => constant(Constant::Integer(*number), Type::Integer),
            Node::Number(number) => constant(Constant::Number(*number), Type::Number),
            Node::Text(text) => constant(Constant::Text(text.clone()), Type::Text),
            Node::Boolean(truth) => constant(Constant::Boolean(*truth), Type::Boolean),
            Node::List(items) => self.list(items, place),
            Node::Name(name) => self.name(name, place),
            Node::Select(record, name, at) => self.select(record, name, at.clone(), place),
            Node::Index(list, index) => {
                let (list, index) = (self.compile(list)?, self.compile(index)?);
                let Type::List(element) = list.type_.clone() else {
                    return Err(self.wrong(&list, "a list"));
                };
                if index.type_ != Type::Integer {
                    return Err(self.wrong(&index, "a whole number (int)"));
                }
                let reads = list.reads | index.reads;
                Ok(Expression {
                    step: Step::Index(Box::new(list), Box::new(index)),
                    type_: *element,
                    place,
                    reads,
                })
            }
            Node::Call(name, arguments) => self.call(name, arguments, place),
            Node::Method(value, name, at, arguments) => self.method(value, name, at, arguments, place),
            Node::Not(inner) => {
                let inner = self.truth(inner)?;
                let reads = inner.reads;
                Ok(Expression { step: Step::Not(Box::new(inner)), type_: Type::Boolean, place, reads })
            }
            Node::Negate(inner) => {
                let inner = self.compile(inner)?;
                if !inner.type_.is_number() {
                    return Err(self.wrong(&inner, "a number"));
                }
                let (type_, reads) = (inner.type_.clone(), inner.reads);
                Ok(Expression { step: Step::Negate(Box::new(inner)), type_, place, reads })
            }
            Node::Binary(operator, left, right) => self.binary(*operator, left, right, place),
            Node::Conditional(condition, yes, no) => {
                let condition = self.truth(condition)?;
                let (yes, no) = (self.compile(yes)?, self.compile(no)?);
                if !yes.type_.meets(&no.type_) {
                    let message = format!(
                        "both sides of `:` must be of one type; these are {} and {}",
                        self.words(&yes.type_),
                        self.words(&no.type_)
                    );
                    return Err(ConditionError::new(place, message));
                }
                let type_ = match &yes.type_ {
                    Type::Choice(..) if yes.type_ != no.type_ => Type::Text,
                    Type::Any => no.type_.clone(),
                    other => other.clone(),
                };
                let reads = condition.reads | yes.reads | no.reads;
                let step = Step::Conditional(Box::new(condition), Box::new(yes), Box::new(no));
                Ok(Expression { step, type_, place, reads })
            }
        }
    }

    pub(super) fn wrong(&self, found: &Expression, expected: &str) -> ConditionError {
        let message = format!("{expected} was expected, and this is {}", self.words(&found.type_));
        ConditionError::new(found.place.clone(), message)
    }

    pub(super) fn truth(&mut self, tree: &Syntax) -> Compiled {
        let inner = self.compile(tree)?;
        match inner.type_ {
            Type::Boolean | Type::Any => Ok(inner),
            _ => Err(self.wrong(&inner, "a truth (bool)")),
        }
    }

    fn list(&mut self, items: &[Syntax], place: Place) -> Compiled {
        let items = items.iter().map(|item| self.compile(item)).collect::<Result<Vec<_>, _>>()?;
        let element = items.first().map_or(Type::Any, |item| match item.type_ {
            Type::Choice(..) => Type::Text,
            ref other => other.clone(),
        });
        if let Some(other) = items.iter().find(|item| !item.type_.meets(&element)) {
            let message = format!("the list holds {} before this", self.words(&element));
            return Err(ConditionError::new(other.place.clone(), message));
        }
        let reads = items.iter().fold(0, |reads, item| reads | item.reads);
        Ok(Expression { step: Step::List(items), type_: Type::List(Box::new(element)), place, reads })
    }

    fn name(&mut self, name: &str, place: Place) -> Compiled {
        if let Some(slot) = self.locals.iter().rposition(|(known, _)| known == name) {
            let type_ = self.locals[slot].1.clone();
            return Ok(Expression { step: Step::Local(slot as u8), type_, place, reads: 1 << slot });
        }
        if let Some(at) = self.scope.definitions.iter().position(|(known, _)| *known == name) {
            let (type_, reads) = self.scope.definition(at).map_err(|(wrong, mut error)| {
                if wrong != at || error.place != (0..0) {
                    error.message = format!("in `{}`: {}", self.scope.definitions[wrong].0, error.message);
                }
                error.place = place.clone();
                error
            })?;
            return Ok(Expression { step: Step::Definition(at as u8), type_, place, reads });
        }
        if name == "as_of" {
            return Ok(Expression { step: Step::AsOf, type_: Type::Date, place, reads: 0 });
        }
        if name == "authority"
            && let Some(kind) = self.schema().kind("authority")
        {
            return Ok(Expression {
                step: Step::Authority(kind),
                type_: Type::Record(kind),
                place,
                reads: 0,
            });
        }
        if let Some(kind) = self.schema().plural(name) {
            let type_ = Type::List(Box::new(Type::Record(kind)));
            return Ok(Expression { step: Step::Records(kind), type_, place, reads: 0 });
        }
        let error = ConditionError::new(place, format!("nothing is named `{name}` here"));
        let known = self
            .locals
            .iter()
            .map(|(name, _)| name.as_str())
            .chain(self.scope.definitions.iter().map(|(name, _)| *name))
            .chain(["as_of", "authority"])
            .chain(self.schema().kinds().iter().map(|kind| kind.plural.as_str()));
        Err(match nearest(name, known) {
            Some(known) => error.suggest(format!("`{known}`?")),
            None => error,
        })
    }

    fn select(&mut self, record: &Syntax, name: &str, at: Place, place: Place) -> Compiled {
        let record = self.compile(record)?;
        let Type::Record(kind) = record.type_ else {
            let error = self.wrong(&record, &format!("a record with a field `{name}`"));
            return Err(match record.type_ {
                Type::List(_) => error.suggest("a list has no fields: `.exists(x, …)` looks at each element"),
                _ => error,
            });
        };
        let reads = record.reads;
        if let Some(field) = self.schema().get(kind).field(name) {
            let definition = &self.schema().get(kind).fields()[field.at()];
            let type_ = match definition.file.type_ {
                FieldType::Text => Type::Text,
                FieldType::Date => Type::Date,
                FieldType::Time => Type::Time,
                FieldType::Integer => Type::Integer,
                FieldType::Number => Type::Number,
                FieldType::Boolean => Type::Boolean,
                FieldType::Choice => Type::Choice(kind, field),
                FieldType::Reference => Type::Record(definition.to.unwrap_or(kind)),
            };
            let type_ = if definition.file.list { Type::List(Box::new(type_)) } else { type_ };
            return Ok(Expression { step: Step::Field(Box::new(record), kind, field), type_, place, reads });
        }
        if let Some(relation) = self.schema().get(kind).reverse(name) {
            let from = self.schema().relations[relation.at()].from;
            let type_ = Type::List(Box::new(Type::Record(from)));
            return Ok(Expression { step: Step::Reverse(Box::new(record), relation), type_, place, reads });
        }
        Err(self.no_field(kind, name, at))
    }

    fn no_field(&self, kind: KindId, name: &str, at: Place) -> ConditionError {
        let kind = self.schema().get(kind);
        let error = ConditionError::new(at, format!("`{}` has no field `{name}`", kind.name));
        match kind.nearest_name(name) {
            Some(known) => error.suggest(format!("`{known}`?")),
            None => error,
        }
    }

    fn call(&mut self, name: &str, arguments: &[Syntax], place: Place) -> Compiled {
        if name == "has" {
            return self.has(arguments, place);
        }
        let start = place.start;
        let at = start..start + name.len() as u32;
        let Some(function) = find(name) else {
            let error = ConditionError::new(at, format!("there is no function `{name}`"));
            let names = Function::NAMES.iter().map(|(name, _)| *name).chain(["has"]);
            return Err(match nearest(name, names) {
                Some(known) => error.suggest(format!("`{known}`?")),
                None => error,
            });
        };
        if matches!(function, Function::Contains | Function::StartsWith | Function::EndsWith) {
            return Err(ConditionError::new(at, format!("`{name}` is asked of words"))
                .suggest(format!("`words.{name}(…)`")));
        }
        let arguments =
            arguments.iter().map(|argument| self.compile(argument)).collect::<Result<Vec<_>, _>>()?;
        self.apply(function, arguments, at, place)
    }

    fn apply(&self, function: Function, arguments: Vec<Expression>, at: Place, place: Place) -> Compiled {
        let type_ = signature::check(self, function, &arguments, at)?;
        let reads = arguments.iter().fold(0, |reads, argument| reads | argument.reads);
        // A date of literals is a literal, and an impossible one is an error now.
        if function == Function::Date
            && let Some(date) = signature::literal_date(&arguments)
        {
            let date = date.map_err(|message| ConditionError::new(place.clone(), message))?;
            return Ok(Expression { step: Step::Constant(Constant::Date(date)), type_, place, reads: 0 });
        }
        Ok(Expression { step: Step::Call(function, arguments), type_, place, reads })
    }

    fn has(&mut self, arguments: &[Syntax], place: Place) -> Compiled {
        let [Syntax { node: Node::Select(record, name, at), .. }] = arguments else {
            return Err(
                ConditionError::new(place, "`has` asks about one field").suggest("`has(record.field)`")
            );
        };
        let record = self.compile(record)?;
        let Type::Record(kind) = record.type_ else {
            return Err(self.wrong(&record, &format!("a record with a field `{name}`")));
        };
        let reads = record.reads;
        match self.schema().get(kind).field(name) {
            Some(field) => {
                let step = Step::Has(Box::new(record), kind, field);
                Ok(Expression { step, type_: Type::Boolean, place, reads })
            }
            None if self.schema().get(kind).reverse(name).is_some() => {
                Err(ConditionError::new(at.clone(), format!("`{name}` is a list of records"))
                    .suggest(format!("`{name}.size() > 0`?")))
            }
            None => Err(self.no_field(kind, name, at.clone())),
        }
    }

    fn method(
        &mut self,
        value: &Syntax,
        name: &str,
        at: &Place,
        arguments: &[Syntax],
        place: Place,
    ) -> Compiled {
        if let Some((_, kind)) = MacroKind::NAMES.iter().find(|(known, _)| *known == name) {
            return self.macro_(*kind, value, at, arguments, place);
        }
        let value = self.compile(value)?;
        if name == "matches" {
            return self.matches(value, at, arguments, place);
        }
        let function = match name {
            "size" => Function::Size,
            "contains" => Function::Contains,
            "startsWith" => Function::StartsWith,
            "endsWith" => Function::EndsWith,
            _ => {
                let error = ConditionError::new(at.clone(), format!("there is no `.{name}(…)`"));
                let methods = ["size", "contains", "startsWith", "endsWith", "matches"];
                let names = methods.into_iter().chain(MacroKind::NAMES.iter().map(|(name, _)| *name));
                return Err(match (find(name), nearest(name, names)) {
                    (Some(_), _) => error.suggest(format!("`{name}(…)` is a function")),
                    (None, Some(known)) => error.suggest(format!("`.{known}(…)`?")),
                    (None, None) => error,
                });
            }
        };
        let mut all = vec![value];
        for argument in arguments {
            all.push(self.compile(argument)?);
        }
        self.apply(function, all, at.clone(), place)
    }

    fn matches(&mut self, value: Expression, at: &Place, arguments: &[Syntax], place: Place) -> Compiled {
        if !value.type_.is_text() {
            return Err(self.wrong(&value, "words (string)"));
        }
        let [Syntax { node: Node::Text(pattern), place: argument }] = arguments else {
            return Err(ConditionError::new(at.clone(), "`.matches(…)` takes one pattern in quotes"));
        };
        let regex = Regex::builder()
            .configure(Regex::config().nfa_size_limit(Some(1 << 20)))
            .build(pattern)
            .map_err(|error| {
                let message = match error.syntax_error() {
                    Some(syntax) => syntax.to_string(),
                    None => error.to_string(),
                };
                ConditionError::new(argument.clone(), format!("the pattern cannot be used: {message}"))
            })?;
        let reads = value.reads;
        let step = Step::Matches(Box::new(value), Box::new(regex));
        Ok(Expression { step, type_: Type::Boolean, place, reads })
    }

    fn macro_(
        &mut self,
        kind: MacroKind,
        list: &Syntax,
        at: &Place,
        arguments: &[Syntax],
        place: Place,
    ) -> Compiled {
        let list = self.compile(list)?;
        let Type::List(element) = &list.type_ else {
            return Err(self.wrong(&list, "a list"));
        };
        let [Syntax { node: Node::Name(variable), place: named }, body] = arguments else {
            let name = kind.name();
            return Err(ConditionError::new(
                at.clone(),
                format!("`{name}` takes a name and what is asked of it"),
            )
            .suggest(format!("`.{name}(x, …)`")));
        };
        if self.locals.len() >= LOCALS {
            return Err(ConditionError::new(named.clone(), "the condition nests too many lists"));
        }
        if self.locals.iter().any(|(known, _)| known == variable) {
            return Err(ConditionError::new(
                named.clone(),
                format!("`{variable}` names something else already"),
            )
            .suggest("another name"));
        }
        let slot = self.locals.len();
        self.locals.push((variable.clone(), (**element).clone()));
        let body = self.compile(body);
        self.locals.pop();
        let body = body?;
        if kind != MacroKind::Map && !matches!(body.type_, Type::Boolean | Type::Any) {
            return Err(self.wrong(&body, "a truth (bool)"));
        }
        let type_ = match kind {
            MacroKind::Exists | MacroKind::All | MacroKind::ExistsOne => Type::Boolean,
            MacroKind::Filter => list.type_.clone(),
            MacroKind::Map => Type::List(Box::new(body.type_.clone())),
        };
        let outer = body.reads & !(1 << slot);
        let join = join::find(self, kind, &list, slot, &body, outer, at)?;
        let reads = list.reads | outer;
        let is_whole = matches!(list.step, Step::Records(_)) && reads == 0;
        let whole = Macro { kind, list, slot: slot as u8, variable: variable.clone(), body, join };
        let expression = Expression { step: Step::Macro(Box::new(whole)), type_, place, reads };
        Ok(if is_whole { self.once(expression) } else { expression })
    }

    /// What is the same for every record is worked out once.
    fn once(&self, inner: Expression) -> Expression {
        let mut next = self.scope.once.borrow_mut();
        let at = *next;
        *next += 1;
        let (type_, place) = (inner.type_.clone(), inner.place.clone());
        Expression { step: Step::Once(at, Box::new(inner)), type_, place, reads: 0 }
    }
}

fn find(name: &str) -> Option<Function> {
    Function::NAMES.iter().find(|(known, _)| *known == name).map(|(_, function)| *function)
}
