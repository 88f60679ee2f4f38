//! Where checks put what they find.

use crate::report::Edit;
use crate::rule::FixSafety;
use crate::source::Span;

/// Something found by the rule of index `rule`.
#[derive(Debug)]
pub(crate) struct Hit {
    pub(crate) rule: u32,
    pub(crate) span: Span,
    /// Values for the message's `{name}`s, besides `{match}`.
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) fix: Option<(FixSafety, Vec<Edit>)>,
}

/// Collects the hits of one text.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    pub(crate) rule: u32,
    pub(crate) hits: Vec<Hit>,
}

impl Sink {
    /// A hit of the current rule at `span`; the answer takes values and a fix.
    pub(crate) fn hit(&mut self, span: Span) -> &mut Hit {
        let at = self.hits.len();
        self.hits.push(Hit { rule: self.rule, span, variables: Vec::new(), fix: None });
        &mut self.hits[at]
    }
}

impl Hit {
    /// A value for `{name}`.
    pub(crate) fn with(&mut self, name: &str, value: impl Into<String>) -> &mut Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// Mends the hit by one replacement.
    pub(crate) fn fix(&mut self, safety: FixSafety, span: Span, text: impl Into<String>) -> &mut Self {
        self.fixes(safety, vec![Edit { start: span.start, end: span.end, text: text.into() }])
    }

    /// Mends the hit by several replacements, ascending and apart.
    pub(crate) fn fixes(&mut self, safety: FixSafety, edits: Vec<Edit>) -> &mut Self {
        self.fix = Some((safety, edits));
        self
    }
}
