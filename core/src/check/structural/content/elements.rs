//! The check `required_elements`: what a kind of document must contain, element by element.
//! In: a list of elements, each with the words or patterns of which one must occur. Out: one finding that names the missing.

use super::anchor;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural, parameters};
use crate::rule::{CheckSpec, Fault, Pattern, Trust};
use memchr::memmem;
use serde::Deserialize;

/// One element, as a rule file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ElementSpec {
    /// What the message calls it.
    name: String,
    /// Words of which one must occur.
    #[serde(default)]
    any: Vec<String>,
    /// Patterns of which one must match.
    #[serde(default)]
    patterns: Vec<String>,
}

/// The parameters of a rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    elements: Vec<ElementSpec>,
    /// How many must be missing to make a finding.
    #[serde(default = "one")]
    missing: usize,
    /// How many must be there for the text to be of the kind at all: a list of links names none of them.
    #[serde(default)]
    present: usize,
}

const fn one() -> usize {
    1
}

/// An element ready to be looked for.
#[derive(Debug)]
struct Element {
    name: String,
    any: Vec<String>,
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct RequiredElements {
    elements: Vec<Element>,
    missing: usize,
    present: usize,
}

/// Builds the check; an element that nothing could be is an error.
pub(super) fn build(spec: &CheckSpec) -> Result<Box<dyn Structural>, Fault> {
    let Parameters { elements, missing, present } = parameters(spec)?;
    if elements.is_empty() || missing == 0 || missing > elements.len() {
        return Err(Fault::at(
            "check.missing",
            "between one and all of the elements must be missing to make a finding",
        ));
    }
    let elements = elements
        .into_iter()
        .enumerate()
        .map(|(index, element)| {
            let key = format!("check.elements.{index}");
            if element.any.is_empty() && element.patterns.is_empty()
                || element.any.iter().any(String::is_empty)
            {
                return Err(Fault::at(&key, format!("`{}` names no words to look for", element.name)));
            }
            let patterns = element
                .patterns
                .iter()
                .map(|source| Pattern::plain(source, &key, Trust::Checked))
                .collect::<Result<_, _>>()?;
            Ok(Element { name: element.name, any: element.any, patterns })
        })
        .collect::<Result<_, _>>()?;
    Ok(Box::new(RequiredElements { elements, missing, present }))
}

impl Structural for RequiredElements {
    fn variables(&self) -> &'static [&'static str] {
        &["missing", "count"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let text = document.text();
        let missing: Vec<&str> = self
            .elements
            .iter()
            .filter(|element| !element.is_in(text))
            .map(|element| element.name.as_str())
            .collect();
        if self.elements.len() - missing.len() < self.present {
            return Outcome::NotApplicable;
        }
        if missing.len() >= self.missing {
            let hit = sink.hit(anchor(document));
            hit.with("missing", missing.join("、")).with("count", missing.len().to_string());
        }
        Outcome::Judged
    }
}

impl Element {
    fn is_in(&self, text: &str) -> bool {
        self.any.iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
            || self.patterns.iter().any(|pattern| pattern.is_match(text))
    }
}
