//! Tasks that nothing can be held against: no number, no deadline, no result to show.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Assignment, Document};
use crate::source::{MarkKind, Span};
use serde::Deserialize;

/// One hit for a document in which tasks are many that name no number, deadline or result.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnmeasuredTasks {
    /// The smallest number of tasks that a document must have.
    least: usize,
    /// Words for results that can be shown: 清单, 目录, 报告.
    results: Vec<String>,
}

impl Structural for UnmeasuredTasks {
    fn variables(&self) -> &'static [&'static str] {
        &["count", "tasks", "first"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let tasks = &document.assignments;
        if tasks.len() < self.least {
            return Outcome::NotApplicable;
        }
        let bare: Vec<&Assignment> = tasks.iter().filter(|task| !self.is_measured(document, task)).collect();
        if let Some(first) = bare.first()
            && bare.len() * 2 >= tasks.len()
        {
            let span = document.title.as_ref().map_or(first.span, |title| title.span);
            let hit = sink.hit(span);
            hit.with("count", bare.len().to_string()).with("tasks", tasks.len().to_string());
            hit.with("first", first.title.as_str());
        }
        Outcome::Judged
    }
}

impl UnmeasuredTasks {
    fn is_measured(&self, document: &Document<'_>, task: &Assignment) -> bool {
        task.due_on.is_some()
            || has_number(document, task.text_span)
            || self
                .results
                .iter()
                .any(|result| task.text.contains(result.as_str()) || task.title.contains(result.as_str()))
    }
}

/// Whether a number stands in the words that counts something: no year, no number of a document or item.
fn has_number(document: &Document<'_>, span: Span) -> bool {
    let text = document.text();
    document.source.marks_in(span).iter().any(|mark| {
        if mark.kind != MarkKind::Digits {
            return false;
        }
        let before = text.get(..mark.start as usize).and_then(|words| words.chars().next_back());
        let behind = text.get(mark.end as usize..).and_then(|words| words.chars().next());
        let is_year =
            mark.end - mark.start == 4 && matches!(behind, Some('年' | '〕' | '-' | '—' | ')' | ']'));
        let is_number =
            matches!(before, Some('〔' | '〕' | '[' | ']' | '第')) || matches!(behind, Some('号' | '〕'));
        let is_item = matches!(behind, Some('.' | '．' | '、' | '）'));
        !is_year && !is_number && !is_item
    })
}
