//! Named structural checks: what a pattern cannot say. One file a subject; each check has a name, parameters from the
//! rule file, and names for its message.

mod annual_report;
mod content;
mod format;
mod privacy;
mod signs;
mod text;
mod work;

use super::options::Options;
use super::sink::Sink;
use crate::document::Document;
use crate::rule::CheckSpec;
use crate::rule::Fault;
use serde::de::DeserializeOwned;
use std::cell::OnceCell;
use std::fmt::Debug;

pub(crate) use signs::Signs;

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'c, 't> {
    pub(crate) document: &'c Document<'t>,
    pub(crate) options: &'c Options,
    pub(crate) shared: &'c Shared,
}

/// What several checks of one document need, made when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    signs: OnceCell<Signs>,
    numbers: OnceCell<privacy::Numbers>,
}

impl<'c> Context<'c, '_> {
    /// The marks of the text, sorted out.
    pub(crate) fn signs(&self) -> &'c Signs {
        self.shared.signs.get_or_init(|| Signs::new(&self.document.source))
    }
}

/// What came of it, besides the hits. Hits make the verdict `fail` whatever is returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The check had something to judge.
    Judged,
    /// The document has nothing of the kind.
    NotApplicable,
    /// A fact is missing.
    Unjudged(&'static [&'static str]),
}

/// A named check with its parameters.
pub(crate) trait Structural: Debug + Send + Sync {
    /// Names that the check gives to messages, besides `match`.
    fn variables(&self) -> &'static [&'static str] {
        &[]
    }

    /// Looks at the document and puts what it finds into `sink`.
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome;
}

type Build = fn(&CheckSpec) -> Result<Box<dyn Structural>, Fault>;

/// A table of checks by name, one a subject.
type Table = &'static [(&'static str, Build)];

/// All checks, by subject.
const TABLES: &[Table] =
    &[format::CHECKS, text::CHECKS, privacy::CHECKS, work::CHECKS, content::CHECKS, annual_report::CHECKS];

/// The names of all checks.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().copied().flatten().map(|(name, _)| *name)
}

/// The check that `spec` names, with its parameters read.
pub(crate) fn build(spec: &CheckSpec) -> Result<Box<dyn Structural>, Fault> {
    let Some((_, build)) = TABLES.iter().copied().flatten().find(|(name, _)| *name == spec.name) else {
        let fault = Fault::at("check.name", format!("no check `{}`", spec.name));
        return Err(match crate::rule::nearest(&spec.name, names()) {
            Some(known) => fault.suggest(format!("`{known}`?")),
            None => fault.suggest(names().collect::<Vec<_>>().join(", ")),
        });
    };
    build(spec)
}

/// The parameters of `spec` as the check's own type; checks derive `Deserialize` with `deny_unknown_fields`.
fn parameters<T: DeserializeOwned>(spec: &CheckSpec) -> Result<T, Fault> {
    let values = spec.parameters.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    serde_json::from_value(serde_json::Value::Object(values)).map_err(|error| {
        let message = error.to_string();
        let fault = Fault::at("check", format!("parameters of `{}`: {message}", spec.name));
        let mut names = message.split('`').skip(1).step_by(2);
        let unknown = names.next().unwrap_or_default();
        match crate::rule::nearest(unknown, names) {
            Some(known) if message.starts_with("unknown") => fault.suggest(format!("`{known}`?")),
            _ => fault,
        }
    })
}

/// A check that is its own parameters: the entry `("name", boxed::<Check>)` of a table.
fn boxed<T: Structural + DeserializeOwned + 'static>(spec: &CheckSpec) -> Result<Box<dyn Structural>, Fault> {
    Ok(Box::new(parameters::<T>(spec)?))
}
