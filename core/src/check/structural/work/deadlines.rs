//! Deadlines: without a year, before the document itself, on a day of rest.

use crate::calendar::DayKind;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Deadline, Document};
use crate::rule::FixSafety;
use crate::source::Span;
use jiff::civil::Weekday;
use serde::Deserialize;

/// Words that a deadline without a year may begin with: they name the year by the document's own.
const RELATIVE: [char; 8] = ['次', '翌', '明', '今', '当', '本', '同', '去'];

/// 7月30日前 without a year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MissingYear {}

impl Structural for MissingYear {
    fn variables(&self) -> &'static [&'static str] {
        &["due", "year"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let mut judged = false;
        for deadline in &document.deadlines {
            judged = true;
            let is_relative = deadline.text.starts_with(RELATIVE);
            if let Some(due) = deadline.due_on
                && deadline.year_filled
                && !deadline.recurring
                && !is_relative
                && demands(document, deadline)
            {
                let year = if deadline.text.starts_with('年') {
                    due.year().to_string()
                } else {
                    format!("{}年", due.year())
                };
                let hit = sink.hit(deadline.span);
                hit.with("due", due.to_string()).with("year", due.year().to_string());
                hit.fix(FixSafety::Unsafe, Span::new(deadline.span.start, deadline.span.start), year);
            }
        }
        if judged { Outcome::Judged } else { Outcome::NotApplicable }
    }
}

/// A deadline that lies before the document's own date.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BeforeIssue {}

impl Structural for BeforeIssue {
    fn variables(&self) -> &'static [&'static str] {
        &["due", "dated"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        if document.deadlines.is_empty() {
            return Outcome::NotApplicable;
        }
        // A page's day of publication may be years late: only the document's own date counts.
        let Some(dated) = document.signature.as_ref().and_then(|signature| signature.dated_on) else {
            return Outcome::Unjudged(&["dated_on"]);
        };
        for deadline in document.deadlines.iter().filter(|deadline| !deadline.recurring) {
            if let Some(due) = deadline.due_on
                && due < dated
                && (dated - due).get_days() < 400
                && demands(document, deadline)
            {
                sink.hit(deadline.span).with("due", due.to_string()).with("dated", dated.to_string());
            }
        }
        Outcome::Judged
    }
}

/// A deadline whose day is a holiday or weekend.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RestDay {}

impl Structural for RestDay {
    fn variables(&self) -> &'static [&'static str] {
        &["due", "day"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let calendar = &context.options.calendar;
        let mut judged = false;
        for deadline in document.deadlines.iter().filter(|deadline| !deadline.recurring) {
            let Some(due) = deadline.due_on else { continue };
            // A month's end is a stretch of days, not a day.
            if !deadline.text.contains(['日', '号']) || !calendar.covers(due) {
                continue;
            }
            judged = true;
            if !demands(document, deadline) || document.dated_on().is_some_and(|dated| due < dated) {
                continue;
            }
            let day = match calendar.kind(due) {
                DayKind::Workday | DayKind::MakeUp(_) => continue,
                DayKind::Weekend if due.weekday() == Weekday::Saturday => "星期六".to_owned(),
                DayKind::Weekend => "星期日".to_owned(),
                DayKind::Holiday(name) => format!("{name}假期"),
            };
            sink.hit(deadline.span).with("due", due.to_string()).with("day", day);
        }
        if judged { Outcome::Judged } else { Outcome::NotApplicable }
    }
}

/// Words by which something is asked for.
const DEMANDS: [&str; 27] = [
    "报", "完成", "提出", "提交", "建成", "落实", "制定", "制订", "出台", "公布", "公开", "办结", "整改",
    "印发", "将", "组织", "开展", "形成", "实现", "上线", "送", "编制", "修订", "梳理", "反馈", "填报",
    "通过",
];

/// Whether the words behind a deadline ask for something to be done by it: 7月30日前提出…报办公室. Those that only bound
/// who or what is meant (…日前取得的) do not.
fn demands(document: &Document<'_>, deadline: &Deadline) -> bool {
    let text = document.text();
    // No further than some words: a line may be very long.
    let mut end = (deadline.span.end as usize + 300).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let rest = text.get(deadline.span.end as usize..end).unwrap_or_default();
    let clause = rest.split(['，', '。', '；', ',', ';', '\n', '、']).next().unwrap_or_default();
    let near = clause.char_indices().nth(24).map_or(clause, |(at, _)| &clause[..at]);
    // 前 behind a comma: 7月30日前，各处室要…
    let words = if near.is_empty() {
        let rest = rest.trim_start_matches(['，', ',']);
        rest.char_indices().nth(24).map_or(rest, |(at, _)| &rest[..at])
    } else {
        near
    };
    let by_label = !deadline.text.ends_with('前');
    let describes = clause.ends_with('的') || clause.contains("的,") || words.starts_with(['已', '购', '的']);
    by_label || (!describes && DEMANDS.iter().any(|demand| words.contains(demand)))
}
