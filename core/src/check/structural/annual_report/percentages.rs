//! The check `annual_report_percentages`: “35件，占4.3%” is 35 of something that the report counts.

use super::{Years, row_total};
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{AnnualReport, REQUESTS, SectionKind, Squeezed};
use serde::Deserialize;

/// The check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Percentages {
    #[serde(default)]
    years: Years,
}

/// A share as a sentence states it.
struct Share {
    count: i64,
    percent: f64,
    decimals: usize,
    from: usize,
    to: usize,
}

/// How far around a share numbers are looked for, in bytes of the squeezed words.
const AROUND: usize = 900;
/// How far before a share requests must be spoken of.
const BEFORE: usize = 600;

impl Structural for Percentages {
    fn variables(&self) -> &'static [&'static str] {
        &["words", "count", "percent", "base", "right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let report = match self.years.report(&context) {
            Ok(report) => report,
            Err(outcome) => return outcome,
        };
        let source = &context.document.source;
        let mut outcome = Outcome::NotApplicable;
        let counted = bases(report);
        for kind in [SectionKind::Overview, SectionKind::Requests, SectionKind::Reviews] {
            let Some(section) = report.section(kind) else { continue };
            let words = Squeezed::of(source, section.span);
            for share in shares(words.text()) {
                let before = around(words.text(), share.from.saturating_sub(BEFORE), share.from);
                let belongs =
                    kind == SectionKind::Requests || REQUESTS.iter().any(|word| before.contains(word));
                if !belongs {
                    continue;
                }
                let Some(whole) = whole(report) else {
                    outcome = Outcome::Unjudged(&["表三总计"]);
                    continue;
                };
                if outcome == Outcome::NotApplicable {
                    outcome = Outcome::Judged;
                }
                let (from, to) = (share.from.saturating_sub(AROUND), share.to.saturating_add(AROUND));
                let mut written = numbers(around(words.text(), from, to));
                if counted.iter().any(|&base| share.fits(base)) || written.any(|base| share.fits(base)) {
                    continue;
                }
                let hit = sink.hit(words.span(source, share.from, share.to));
                hit.with("words", &words.text()[share.from..share.to]).with("count", share.count.to_string());
                hit.with("percent", format!("{:.*}", share.decimals, share.percent));
                hit.with("base", whole.to_string()).with("right", share.of(whole));
            }
        }
        outcome
    }
}

impl Share {
    /// Whether the share is that of `base`: rounded, or cut, at its last place.
    #[allow(clippy::cast_precision_loss)]
    fn fits(&self, base: i64) -> bool {
        let unit = 10_f64.powi(-i32::try_from(self.decimals).unwrap_or(0));
        base > 0
            && self.count <= base
            && (self.count as f64 * 100.0 / base as f64 - self.percent).abs() < unit
    }

    /// What the share of `base` would be.
    #[allow(clippy::cast_precision_loss)]
    fn of(&self, base: i64) -> String {
        format!("{:.*}", self.decimals, self.count as f64 * 100.0 / base.max(1) as f64)
    }
}

/// What shares are usually of: all requests that were dealt with, else all that came.
fn whole(report: &AnnualReport) -> Option<i64> {
    let table = report.table_three.as_ref()?;
    ["handled", "received"]
        .iter()
        .find_map(|row| table.row(row).and_then(row_total))
        .filter(|whole| *whole > 0)
}

/// All that the tables count, and what is commonly reckoned from them.
fn bases(report: &AnnualReport) -> Vec<i64> {
    let tables = [&report.table_three, &report.table_four];
    let rows = tables.into_iter().flatten().flat_map(|table| &table.rows);
    let mut bases: Vec<i64> = rows
        .flat_map(|row| row.cells.iter().filter_map(crate::document::Cell::integer).chain(row_total(row)))
        .collect();
    if let Some(table) = &report.table_three {
        let total = |row: &str| table.row(row).and_then(row_total);
        if let (Some(received), Some(carried_in)) = (total("received"), total("carried_in")) {
            bases.push(received.saturating_add(carried_in));
        }
        for index in 0..super::GROUPS.len() {
            bases.extend(
                super::group(table, index).try_fold(0_i64, |sum, row| sum.checked_add(row_total(row)?)),
            );
        }
    }
    bases
}

/// The words between two bytes, moved to whole characters.
fn around(words: &str, from: usize, to: usize) -> &str {
    let (mut from, mut to) = (from.min(words.len()), to.min(words.len()));
    while !words.is_char_boundary(from) {
        from -= 1;
    }
    while !words.is_char_boundary(to) {
        to -= 1;
    }
    words.get(from..to).unwrap_or_default()
}

/// All whole numbers of some words.
fn numbers(words: &str) -> impl Iterator<Item = i64> {
    words
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| (1..=9).contains(&digits.len()))
        .filter_map(|digits| digits.parse().ok())
}

/// “35件，占4.3%”, “35件，占总数的4.3%”.
fn shares(words: &str) -> Vec<Share> {
    let mut shares = Vec::new();
    for (at, _) in words.match_indices('占') {
        let head = words[..at].trim_end_matches(['约', '，', ',', '（', '、']);
        let Some(head) = head.strip_suffix('件') else { continue };
        let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
        let from = head.len() - digits;
        let Ok(count) = head[from..].parse::<i64>() else { continue };
        let tail = at + '占'.len_utf8();
        let behind = around(words, tail, tail + 60);
        let Some(start) = behind.find(|character: char| character.is_ascii_digit()) else { continue };
        if behind[..start].contains(['，', '。', '；', '、', '件']) {
            continue;
        }
        let number = &behind[start..];
        let length = number
            .find(|character: char| !character.is_ascii_digit() && character != '.')
            .unwrap_or(number.len());
        if !number[length..].starts_with('%') {
            continue;
        }
        let Ok(percent) = number[..length].parse::<f64>() else { continue };
        let decimals = number[..length].split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let to = tail + start + length + 1;
        shares.push(Share { count, percent, decimals, from, to });
    }
    shares
}
