//! Dates in running text: days that no calendar has, months and days with a zero before them, weekdays that do not
//! agree, ranges that run backwards.

use super::{imprint, is_held_to_form, scope};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{DateMention, DateStyle, Document, NoteKind};
use crate::report::Edit;
use crate::rule::FixSafety;
use crate::source::{MarkKind, Span, is_blank};
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// Which flaw is spoken of.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Flaw {
    /// 2月30日
    Impossible,
    /// 2019年06月08日
    Padded,
    /// 2019年6月8日（星期一）, which was a Saturday.
    Weekday,
    /// 2019年6月8日至2019年5月1日
    Backwards,
}

/// The check `dates`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    flaw: Flaw,
}

/// Up to this many padded dates are told one by one.
const FEW: usize = 5;

impl Structural for Dates {
    fn variables(&self) -> &'static [&'static str] {
        &["right", "scope"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        match self.flaw {
            Flaw::Impossible => impossible(document, sink),
            Flaw::Padded => padded(context, sink),
            Flaw::Weekday => weekdays(document, sink),
            Flaw::Backwards => {
                backwards(document, sink);
                years_backwards(context, sink);
                return Outcome::Judged;
            }
        }
        if document.dates.is_empty() { Outcome::NotApplicable } else { Outcome::Judged }
    }
}

fn impossible(document: &Document<'_>, sink: &mut Sink) {
    for mention in document.dates.iter().filter(|mention| mention.impossible) {
        // 2019年00月00日 is a form's placeholder.
        if mention.month != Some(0) || mention.day.is_some_and(|day| day != 0) {
            sink.hit(mention.span);
        }
    }
}

fn padded(context: Context<'_, '_>, sink: &mut Sink) {
    let document = context.document;
    // The date of signature is the form rules' own.
    let signature = document.signature.as_ref().filter(|_| is_held_to_form(document));
    let signed = signature.and_then(|signature| signature.date.as_ref());
    let hits: Vec<(Span, Vec<Edit>)> = document
        .dates
        .iter()
        .filter(|mention| mention.padded && mention.style == DateStyle::Arabic && !mention.impossible)
        .filter(|mention| mention.span.start >= document.header.span.end)
        .filter(|mention| signed.is_none_or(|signed| !signed.span.overlaps(mention.span)))
        .filter(|mention| !is_stamp(document, mention))
        .filter(|mention| !imprint(document, NoteKind::Printed).any(|note| note.contains(mention.span)))
        .map(|mention| (mention.span, without_zeros(document, mention.span)))
        .collect();
    if hits.len() <= FEW {
        for (span, edits) in hits {
            sink.hit(span).with("scope", "").fixes(FixSafety::Safe, edits);
        }
    } else if let Some((first, _)) = hits.first() {
        let edits = hits.iter().flat_map(|(_, edits)| edits.iter().cloned()).collect();
        sink.hit(*first)
            .with("scope", scope(context.options.language, hits.len()))
            .fixes(FixSafety::Safe, edits);
    }
}

/// Whether a date is a page's field (发布日期：2024年07月05日) or stands before a time of day.
fn is_stamp(document: &Document<'_>, mention: &DateMention) -> bool {
    let line = document.source.line_at(mention.span.start);
    let before = document.slice(Span::new(line.content_start, mention.span.start));
    let before = before.trim_end_matches(is_blank);
    let is_field = before.strip_suffix(['：', ':']).is_some_and(|label| {
        let label = label.trim_end_matches(is_blank);
        ["日期", "时间"].iter().any(|word| label.ends_with(word))
    });
    let behind = document.slice(Span::new(mention.span.end, line.content_end));
    let is_timed = behind.starts_with(is_blank)
        && behind.trim_start_matches(is_blank).starts_with(|next: char| next.is_ascii_digit());
    is_field || is_timed
}

/// Edits that take out the zeros before months and days inside `span`.
pub(crate) fn without_zeros(document: &Document<'_>, span: Span) -> Vec<Edit> {
    document
        .source
        .marks_in(span)
        .iter()
        .filter(|mark| mark.kind == MarkKind::Digits && mark.end - mark.start <= 2)
        .filter_map(|mark| {
            let digits = document.slice(mark.span());
            let zeros = digits.len() - digits.trim_start_matches('0').len();
            (zeros > 0).then(|| Edit {
                start: mark.start,
                end: mark.start + zeros as u32,
                text: String::new(),
            })
        })
        .collect()
}

const WEEKDAYS: [(char, Weekday); 8] = [
    ('一', Weekday::Monday),
    ('二', Weekday::Tuesday),
    ('三', Weekday::Wednesday),
    ('四', Weekday::Thursday),
    ('五', Weekday::Friday),
    ('六', Weekday::Saturday),
    ('日', Weekday::Sunday),
    ('天', Weekday::Sunday),
];

fn weekday_name(day: Weekday) -> String {
    WEEKDAYS
        .iter()
        .find(|(_, known)| *known == day)
        .map_or_else(String::new, |(name, _)| format!("星期{name}"))
}

fn weekdays(document: &Document<'_>, sink: &mut Sink) {
    for mention in &document.dates {
        let Some(date) = mention.date.filter(|_| mention.year_digits == 4) else { continue };
        let line = document.source.line_at(mention.span.start);
        let behind = document.slice(Span::new(mention.span.end, line.end.max(mention.span.end)));
        let words = behind.trim_start_matches(is_blank);
        let words = words.strip_prefix(['（', '(']).unwrap_or(words);
        let Some(named) = ["星期", "礼拜", "周"].iter().find_map(|word| words.strip_prefix(word)) else {
            continue;
        };
        let Some(name) = named.chars().next() else { continue };
        // 周一至周五 and 周日均用水量 are no weekday of this date.
        let is_whole = named[name.len_utf8()..].starts_with(['）', ')', '上', '下', '，', ',', '。', '晚']);
        let Some((_, weekday)) = WEEKDAYS.iter().find(|(known, _)| *known == name) else { continue };
        if is_whole && date.weekday() != *weekday {
            let end = mention.span.end + (behind.len() - named.len() + name.len_utf8()) as u32;
            sink.hit(Span::new(mention.span.start, end)).with("right", weekday_name(date.weekday()));
        }
    }
}

/// What joins the two ends of a range.
const JOINTS: [char; 8] = ['至', '到', '～', '~', '—', '–', '－', '-'];

fn is_joint(words: &str) -> bool {
    let words = words.trim_matches(is_blank);
    !words.is_empty() && words.chars().count() <= 2 && words.chars().all(|sign| JOINTS.contains(&sign))
}

fn backwards(document: &Document<'_>, sink: &mut Sink) {
    for pair in document.dates.windows(2) {
        let [start, end] = pair else { continue };
        if !is_joint(document.slice(Span::new(start.span.end, end.span.start))) {
            continue;
        }
        let is_backwards = match (whole(start), whole(end)) {
            (Some(first), Some(last)) => last < first,
            // 6月10日至6月3日; 12月30日至1月2日 runs into the next year.
            _ => {
                start.month.is_some()
                    && start.month == end.month
                    && (end.year.is_none() || start.year == end.year)
                    && start.day.zip(end.day).is_some_and(|(first, last)| last < first)
            }
        };
        if is_backwards {
            sink.hit(start.span.join(end.span));
        }
    }
}

/// The day of a date with a year of four digits; the first of the month where no day is written.
fn whole(mention: &DateMention) -> Option<Date> {
    let year = mention.year.filter(|_| mention.year_digits == 4 || mention.style == DateStyle::Chinese)?;
    if mention.impossible {
        return None;
    }
    Date::new(year, i8::try_from(mention.month?).ok()?, i8::try_from(mention.day.unwrap_or(1)).ok()?).ok()
}

/// 2020—2015年
fn years_backwards(context: Context<'_, '_>, sink: &mut Sink) {
    let document = context.document;
    let (text, marks) = (document.text(), document.source.marks());
    for &index in &context.signs().numbers {
        let index = index as usize;
        let Some(end) = marks.get(index).filter(|end| end.end - end.start == 4) else { continue };
        let behind = &text[end.end as usize..];
        let Some(start) =
            marks[index.saturating_sub(3)..index].iter().rfind(|mark| mark.kind == MarkKind::Digits)
        else {
            continue;
        };
        let between = document.slice(Span::new(start.end, end.start));
        let between = between.strip_prefix('年').unwrap_or(between);
        if start.end - start.start != 4 || !is_joint(between) || !behind.starts_with('年') {
            continue;
        }
        let year =
            |span: Span| document.slice(span).parse::<u16>().ok().filter(|year| (1900..2100).contains(year));
        let (Some(first), Some(last)) = (year(start.span()), year(end.span())) else { continue };
        let is_month = behind['年'.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
        if last < first && !is_month {
            sink.hit(Span::new(start.start, end.end + '年'.len_utf8() as u32));
        }
    }
}
