//! The checks `consultation_period` and `consultation_state`: how long an invitation to comment is open, and what a page says of it.

use super::period::{self, Length, Period};
use super::{anchor, clause_after};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::Document;
use crate::source::Span;
use jiff::civil::Date;
use serde::Deserialize;

/// Labels behind which the whole period stands.
const PERIODS: &[&str] = &[
    "征求意见时间",
    "征求意见期限",
    "征求意见的时间",
    "征求意见的期限",
    "征集时间",
    "征集期限",
    "意见征集期",
    "征求意见期",
    "公示时间",
    "公示期",
    "起止时间",
    "反馈时间",
    "反馈期限",
    "征询期",
    "公开征求意见时间",
    "征集日期",
];
/// Words by which a last day stands.
const LAST_DAYS: &[&str] = &[
    "截止时间",
    "截止日期",
    "截止到",
    "截止至",
    "截至",
    "截止",
    "请于",
    "请在",
    "应于",
    "可于",
    "可在",
    "前反馈",
    "前提出",
    "前将",
    "之前",
];

/// Invitations that are open for fewer than `least_days`, and do not say why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsultationPeriod {
    least_days: u32,
    /// Words that explain a shorter period.
    explained_by: Vec<String>,
}

impl Structural for ConsultationPeriod {
    fn variables(&self) -> &'static [&'static str] {
        &["days", "least"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some((days, span)) = open_days(document) else {
            return Outcome::Unjudged(&["征求意见期限"]);
        };
        let is_explained = self.explained_by.iter().any(|words| document.text().contains(words.as_str()));
        if days < self.least_days && !is_explained {
            let hit = sink.hit(span);
            hit.with("days", days.to_string()).with("least", self.least_days.to_string());
        }
        Outcome::Judged
    }
}

/// For how many days the invitation is open, and where that stands.
fn open_days(document: &Document<'_>) -> Option<(u32, Span)> {
    let stated = PERIODS.iter().find_map(|label| {
        let clause = clause_after(document, label)?;
        period::range_in(document, clause).or_else(|| period::days_in(document, clause))
    });
    if let Some(Period { length, span }) = stated {
        return match length {
            Length::Range(from, to) => Some((period::days_between(from, to), span)),
            Length::Days(days) => Some((days, span)),
            // Thirty days hold some twenty working days: what they amount to depends on the calendar.
            Length::Workdays(days) => Some((days + days.div_ceil(5).saturating_sub(1) * 2, span)),
        };
    }
    let opened = document.published_on().into_iter().chain(document.dated_on()).max()?;
    let (last, span) = last_day(document, opened)?;
    (opened <= last).then(|| (period::days_between(opened, last), span))
}

/// The last day for comments: a day beside the words that announce one.
fn last_day(document: &Document<'_>, opened: Date) -> Option<(Date, Span)> {
    document.dates.iter().filter(|mention| mention.day.is_some()).find_map(|mention| {
        let before = words_before(document, mention.span);
        let after = document.text().get(mention.span.end as usize..).unwrap_or("");
        let announces = LAST_DAYS.iter().any(|words| before.ends_with(words) || after.starts_with(words))
            || ["截止时间", "截止日期"].iter().any(|label| before.contains(label));
        let date = period::whole(mention, opened)?;
        (announces && date > opened).then_some((date, mention.span))
    })
}

/// The ten characters before a span on its line, without the blanks and signs at their end.
fn words_before<'t>(document: &Document<'t>, span: Span) -> &'t str {
    let line = document.source.line_at(span.start).span();
    let words = document.slice(Span::new(line.start, span.start));
    let from = words.char_indices().rev().nth(9).map_or(0, |(at, _)| at);
    words[from..].trim_end_matches([' ', '\u{3000}', '：', ':', '为', '是'])
}

/// What is wanted of a page that shows its state (征集状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wanted {
    /// A state out of the known ones, and both days.
    Marked,
    /// A state that agrees with the days.
    Consistent,
}

/// Pages of invitations whose state is not marked, or not true.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsultationState {
    want: Wanted,
}

/// The states, with what they mean.
const STATES: [(&str, State); 9] = [
    ("未开始", State::Before),
    ("即将开始", State::Before),
    ("征集中", State::Open),
    ("进行中", State::Open),
    ("正在征集", State::Open),
    ("已结束", State::After),
    ("已截止", State::After),
    ("已反馈", State::After),
    ("结束", State::After),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    Open,
    After,
}

impl Structural for ConsultationState {
    fn variables(&self) -> &'static [&'static str] {
        &["missing", "state", "from", "to"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(clause) = clause_after(document, "征集状态") else { return Outcome::NotApplicable };
        let words = document.slice(clause);
        let value = words.trim_start_matches([':', '：', ' ', '\t', '\u{3000}', '|']);
        // Running text speaks of states without naming one: 区分征集状态、标注起止时间.
        if value.len() == words.len() {
            return Outcome::NotApplicable;
        }
        let start = clause.end - value.len() as u32;
        let state = STATES.iter().find(|(name, _)| value.starts_with(name));
        let days = days(document);
        if self.want == Wanted::Marked {
            let mut missing = Vec::new();
            if state.is_none() {
                missing.push("征集状态（征集中、已结束）");
            }
            if days.is_none() {
                missing.push("起止时间");
            }
            if !missing.is_empty() {
                sink.hit(anchor(document)).with("missing", missing.join("、"));
            }
            return Outcome::Judged;
        }
        let (Some((name, state)), Some((from, to))) = (state, days) else { return Outcome::NotApplicable };
        let Some(today) = context.options.as_of else { return Outcome::Unjudged(&["as_of"]) };
        let holds = match state {
            State::Before => today < from,
            State::Open => from <= today && today <= to,
            State::After => today > to,
        };
        if from > to || !holds {
            let hit = sink.hit(Span::new(start, start + name.len() as u32));
            hit.with("state", *name).with("from", from.to_string()).with("to", to.to_string());
        }
        Outcome::Judged
    }
}

/// The first and the last day that the page shows.
fn days(document: &Document<'_>) -> Option<(Date, Date)> {
    let range = ["征集时间", "起止时间", "征集日期", "征集期限", "征求意见时间"].iter().find_map(|label| {
        match period::range_in(document, clause_after(document, label)?)?.length {
            Length::Range(from, to) => Some((from, to)),
            _ => None,
        }
    });
    range.or_else(|| {
        let day = |labels: &[&str]| {
            labels.iter().find_map(|label| {
                let clause = clause_after(document, label)?;
                document.dates.iter().find(|mention| clause.contains(mention.span))?.date
            })
        };
        Some((
            day(&["开始时间", "开始日期", "起始时间", "起始日期"])?,
            day(&["结束时间", "结束日期", "截止时间", "截止日期"])?,
        ))
    })
}
