//! What a rule's conditions see: the record, the schema, and the names of `[let]`, each compiled at its first use.

use super::compile::Compiler;
use super::expression::{Expression, Type};
use super::parse::parse;
use super::syntax::ConditionError;
use crate::record::{KindId, Schema};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The names that a rule's conditions see.
pub(crate) struct Scope<'s> {
    pub(crate) schema: &'s Schema,
    pub(super) kind: KindId,
    /// `[let]`: name, source, and what came of it.
    pub(super) definitions: Vec<(&'s str, &'s str)>,
    compiled: RefCell<Vec<DefinitionState>>,
    pub(super) once: RefCell<u16>,
}

enum DefinitionState {
    Untouched,
    Open,
    Done(Expression),
}

impl<'s> Scope<'s> {
    pub(crate) fn new(schema: &'s Schema, kind: KindId, definitions: &'s BTreeMap<String, String>) -> Self {
        let definitions: Vec<_> =
            definitions.iter().map(|(name, source)| (name.as_str(), source.as_str())).collect();
        let compiled = RefCell::new(definitions.iter().map(|_| DefinitionState::Untouched).collect());
        Self { schema, kind, definitions, compiled, once: RefCell::new(0) }
    }

    /// Compiles a condition; `wanted` is what it must come to.
    pub(crate) fn condition(&self, source: &str, wanted: &Type) -> Result<Expression, ConditionError> {
        let expression = self.value(source)?;
        if !expression.type_.meets(wanted) {
            let message = format!(
                "{} was expected, and this is {}",
                wanted.words(self.schema),
                expression.type_.words(self.schema)
            );
            return Err(ConditionError::new(expression.place, message));
        }
        Ok(expression)
    }

    /// Compiles an expression of any type.
    pub(crate) fn value(&self, source: &str) -> Result<Expression, ConditionError> {
        let mut compiler =
            Compiler { scope: self, locals: vec![(self.variable().to_owned(), Type::Record(self.kind))] };
        compiler.compile(&parse(source)?)
    }

    fn variable(&self) -> &str {
        &self.schema.get(self.kind).variable
    }

    /// The definitions in their order, compiled, those that nothing uses too; or the name of the one that is wrong.
    pub(crate) fn finish(self) -> Result<(Vec<Expression>, u16), (String, ConditionError)> {
        for at in 0..self.definitions.len() {
            self.definition(at).map_err(|(at, error)| (self.definitions[at].0.to_owned(), error))?;
        }
        let once = *self.once.borrow();
        let compiled = self.compiled.into_inner();
        let expressions = compiled.into_iter().filter_map(|state| match state {
            DefinitionState::Done(expression) => Some(expression),
            _ => None,
        });
        Ok((expressions.collect(), once))
    }

    /// The type and reads of a definition, compiled at its first use; or the definition that is wrong.
    pub(super) fn definition(&self, at: usize) -> Result<(Type, u64), (usize, ConditionError)> {
        match &self.compiled.borrow()[at] {
            DefinitionState::Done(expression) => return Ok((expression.type_.clone(), expression.reads)),
            DefinitionState::Open => {
                let message = format!("`{}` is defined by itself", self.definitions[at].0);
                return Err((at, ConditionError::new(0..0, message)));
            }
            DefinitionState::Untouched => {}
        }
        self.compiled.borrow_mut()[at] = DefinitionState::Open;
        let expression = self.value(self.definitions[at].1).map_err(|error| (at, error))?;
        let known = (expression.type_.clone(), expression.reads);
        self.compiled.borrow_mut()[at] = DefinitionState::Done(expression);
        Ok(known)
    }
}
