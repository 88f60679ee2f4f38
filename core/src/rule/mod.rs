//! A rule file → a compiled rule. Rules are data: one TOML file a rule, its path is its id.
//! In: the files of a pack as text. Out: a [`RuleSet`], or every error with file, line, column and a suggestion.

mod compile;
pub(crate) mod condition;
mod error;
mod example;
mod file;
mod lexicon;
mod load;
mod pack;
mod pattern;
mod required;
#[cfg(feature = "schema")]
mod schema;
mod scorecard;

pub use compile::CompiledRule;
pub(crate) use compile::{Applicability, Compiled, is_scanned};
pub use condition::TraceStep;
pub(crate) use lexicon::Lexicon;
pub(crate) use pattern::{Pattern, Trust};

pub(crate) use error::Fault;
pub use error::{RuleError, nearest};
pub use example::{ExampleOutcome, example_verdict, run_examples};
pub(crate) use file::optional_date;
pub use file::{
    Applies, Basis, Certainty, CheckSpec, Example, FixSafety, LexiconEntry, LexiconSpec, Localized, Message,
    Part, PatternSpec, RuleFile, Status,
};
pub(crate) use load::locate;
pub use pack::{Pack, PackInfo, PackManifest, PackSource, RuleSet};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use scorecard::{Deduction, ScaledTotal, ScorecardFile, Unscored, Veto};
