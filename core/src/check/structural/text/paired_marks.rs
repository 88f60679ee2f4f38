//! Brackets and quotation marks that do not pair (GB/T 15834-2011).

use super::pairs::{Flaw, counterpart, flaws};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::rule::FixSafety;
use crate::source::Span;
use serde::Deserialize;

/// Which flaw is spoken of.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// Opened and not closed, or closed and not opened.
    Unpaired,
    /// Closed by a mark of another kind or width.
    Mixed,
    /// 《 》 inside 《 》.
    Nested,
}

/// The check `paired_marks`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairedMarks {
    flaw: Kind,
}

impl Structural for PairedMarks {
    fn variables(&self) -> &'static [&'static str] {
        &["pair"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let source = &context.document.source;
        let signs = context.signs();
        if signs.brackets.is_empty() {
            return Outcome::NotApplicable;
        }
        let sign_at = |span: Span| source.slice(span).chars().next().unwrap_or('\0');
        let pair = |span: Span| counterpart(sign_at(span)).map(String::from).unwrap_or_default();
        for flaw in signs.flaws.get_or_init(|| flaws(source, &signs.brackets)) {
            match (self.flaw, *flaw) {
                (Kind::Unpaired, Flaw::Unclosed { open: at } | Flaw::Unopened { close: at }) => {
                    sink.hit(at).with("pair", pair(at));
                }
                (Kind::Mixed, Flaw::Mixed { open, close }) => {
                    let (wrong, right) = if sign_at(open).is_ascii() && !sign_at(close).is_ascii() {
                        (open, pair(close))
                    } else {
                        (close, pair(open))
                    };
                    sink.hit(open.join(close)).with("pair", right.clone()).fix(FixSafety::Safe, wrong, right);
                }
                (Kind::Nested, Flaw::Nested { open, close }) => {
                    let edit = |span: Span, text: &str| crate::report::Edit {
                        start: span.start,
                        end: span.end,
                        text: text.to_owned(),
                    };
                    sink.hit(open.join(close))
                        .with("pair", "〈〉")
                        .fixes(FixSafety::Safe, vec![edit(open, "〈"), edit(close, "〉")]);
                }
                _ => {}
            }
        }
        Outcome::Judged
    }
}
