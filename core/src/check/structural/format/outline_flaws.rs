//! What is wrong with the numbers of an outline: gaps, repetitions, numbers in the style of another level.
//! Items are looked at list by list (the items under one item). A list begins with 1 or goes on where the list before it
//! in the same style ended, for many documents number （一）（二）（三） through all their parts.

use super::numerals::chinese;
use crate::check::structural::Context;
use crate::document::{Document, Item, MarkerStyle};
use crate::source::{Span, is_blank};

/// What an item's number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutlineFlaw {
    /// Not the one that follows: this was expected.
    Order { item: usize, expected: u32 },
    /// The right number in the style of another level: 2、 between 一、 and 三、. The item that shows the right style.
    Mixed { item: usize, model: usize },
}

impl OutlineFlaw {
    pub(crate) const fn item(self) -> usize {
        match self {
            Self::Order { item, .. } | Self::Mixed { item, .. } => item,
        }
    }
}

/// Styles that number the same level, whatever their punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Series {
    Chinese,
    ChineseBrackets,
    Arabic,
    ArabicBrackets,
    Circled,
    ChineseIs,
    Chapter,
    Article,
    Decimal,
}

/// How many series are kept apart: decimal numbers have four, one a depth.
const SERIES: usize = 12;

pub(super) const fn series(style: MarkerStyle) -> Series {
    match style {
        MarkerStyle::ChineseComma | MarkerStyle::ChineseDot => Series::Chinese,
        MarkerStyle::ChineseBrackets
        | MarkerStyle::ChineseHalfBrackets
        | MarkerStyle::ChineseBracketsComma => Series::ChineseBrackets,
        MarkerStyle::ArabicDot | MarkerStyle::ArabicComma => Series::Arabic,
        MarkerStyle::ArabicBrackets | MarkerStyle::ArabicHalfBrackets => Series::ArabicBrackets,
        MarkerStyle::Circled => Series::Circled,
        MarkerStyle::ChineseIs => Series::ChineseIs,
        MarkerStyle::Decimal => Series::Decimal,
        MarkerStyle::Chapter => Series::Chapter,
        MarkerStyle::Article => Series::Article,
    }
}

/// Where the numbers of an item are kept.
fn slot(item: &Item) -> usize {
    let series = series(item.style);
    let depth = if series == Series::Decimal { item.level.clamp(1, 4) - 1 } else { 0 };
    series as usize + depth as usize
}

/// The last number of a series. Where it was not the expected one, the next may follow either.
#[derive(Debug, Clone, Copy, Default)]
struct Last {
    number: u32,
    expected: Option<u32>,
    item: usize,
}

impl Last {
    fn is_followed_by(self, number: u32) -> bool {
        number == self.number + 1 || self.expected.is_some_and(|expected| number == expected + 1)
    }
}

/// All flaws in order of the text, found once for all the rules that speak of them.
pub(super) fn outline_flaws<'c>(context: Context<'c, '_>) -> &'c [OutlineFlaw] {
    context.signs().outline_flaws.get_or_init(|| find_flaws(context.document))
}

fn find_flaws(document: &Document<'_>) -> Vec<OutlineFlaw> {
    let outline = &document.outline;
    let upcoming = upcoming(outline);
    let mut flaws = Vec::new();
    let mut last_of = [Last::default(); SERIES];
    for (index, item) in outline.iter().enumerate() {
        let (own, number) = (slot(item), item.number);
        if let Some(other) = other_series(outline, index, &last_of, &upcoming[index]) {
            let model = if number == 1 { following(outline, index, other) } else { last_of[other].item };
            flaws.push(OutlineFlaw::Mixed { item: index, model });
            last_of[other] = Last { number, expected: None, item: model };
            continue;
        }
        let last = last_of[own];
        let is_repeated = number == 1
            && last.number == 1
            && (are_siblings(document, last.item, index) || upcoming[index][own] == 3);
        let is_right = last.is_followed_by(number) || number == 1 && !is_repeated;
        let expected = (!is_right)
            .then_some(last.number + 1)
            .filter(|&expected| number == 1 || !is_written_before(document, last, item, expected));
        let goes_on = last.number > 0
            && outline
                .get(last.item)
                .is_some_and(|last| last.parent == item.parent && last.level == item.level);
        flaws.extend(expected.map(|expected| OutlineFlaw::Order {
            item: index,
            expected: if goes_on { expected } else { 1 },
        }));
        last_of[own] = Last { number, expected, item: index };
    }
    flaws
}

/// For each item, the number of the next item of each series; 0 where there is none.
fn upcoming(outline: &[Item]) -> Vec<[u32; SERIES]> {
    let mut next = [0; SERIES];
    let mut upcoming: Vec<_> = outline
        .iter()
        .rev()
        .map(|item| {
            let here = next;
            next[slot(item)] = item.number;
            here
        })
        .collect();
    upcoming.reverse();
    upcoming
}

/// The next item of a series.
fn following(outline: &[Item], index: usize, wanted: usize) -> usize {
    let next = outline.iter().skip(index + 1).position(|item| slot(item) == wanted);
    next.map_or(index, |offset| index + 1 + offset)
}

/// The series that lacks just this number at this place, where the item's own does not need it: 2、 stands for 二、 where
/// 一、 comes before and 三、 behind it.
fn other_series(
    outline: &[Item],
    index: usize,
    last_of: &[Last; SERIES],
    upcoming: &[u32; SERIES],
) -> Option<usize> {
    let item = outline.get(index)?;
    let (own, number) = (slot(item), item.number);
    let continues = last_of[own].number + 1 == number && number > 1;
    let is_needed = upcoming[own] == number + 1 && (number == 1 || continues);
    if is_needed || own > Series::Circled as usize {
        return None;
    }
    let goes_on = continues && outline.get(last_of[own].item).is_some_and(|last| last.style == item.style);
    // A list that begins right behind 5. without an outer heading between: 5. is that heading.
    let is_head = outline.get(index + 1).is_some_and(|next| {
        next.number == 1
            && slot(next) <= own
            && next.at_line_start
            && matches!(series(next.style), Series::ChineseBrackets | Series::Arabic)
    });
    OUTER.into_iter().map(|outer| outer as usize).filter(|outer| *outer != own).find(|&outer| {
        let last = last_of[outer];
        let next = upcoming[outer];
        let is_level =
            outline.get(last.item).is_some_and(|last| last.parent == item.parent && last.level == item.level);
        // The number behind this one, or where that is missing too the text's own word that the item is on that level.
        let lacks = if number == 1 {
            next == 2 && last.number != 1
        } else {
            last.number + 1 == number
                && (next == number + 1
                    || is_head && next == 0
                    || is_level && (next > number || next == 0 && !continues))
        };
        // An outer number may be taken for an inner one, 2、 for 2.; the other way round only where it fits nowhere else.
        let may_be = outer < own || number > 1 && !continues;
        // Where it goes on with the numbers before it as well, the text has to put it on the outer level.
        lacks && may_be && (!goes_on || is_level || is_head)
    })
}

/// The series among which a number of another series is looked for.
const OUTER: [Series; 4] = [Series::Chinese, Series::ChineseBrackets, Series::Arabic, Series::ArabicBrackets];

/// Whether two items stand under the same item, or on top with nothing between that begins a text of its own.
fn are_siblings(document: &Document<'_>, first: usize, second: usize) -> bool {
    let outline = &document.outline;
    let (Some(first), Some(second)) = (outline.get(first), outline.get(second)) else { return false };
    if first.parent.is_some() || second.parent.is_some() {
        return first.parent == second.parent;
    }
    // Lists inside running text have no item above them either: only 一、 is surely the text's own level.
    if series(second.style) != Series::Chinese {
        return false;
    }
    let is_between =
        |span: Span| first.marker_span.start < span.start && span.start < second.marker_span.start;
    let signature = document.signature.as_ref().map(|signature| signature.span);
    let attachments = document.attachments.iter().map(|attachment| attachment.span);
    !signature.into_iter().chain(attachments).any(is_between)
}

/// How far before an item a number that seems missing is looked for, in bytes.
const FARTHEST: u32 = 20_000;

/// Whether the number that seems missing, or the one right before, does stand in the text since the last of its series,
/// in a shape or place that the outline does not know (1.80周岁以上, a cell of a table).
fn is_written_before(document: &Document<'_>, last: Last, item: &Item, expected: u32) -> bool {
    let end = item.marker_span.start;
    let known =
        document.outline.get(last.item).filter(|_| last.number > 0).map_or(0, |last| last.marker_span.end);
    let mut start = known.min(end).max(end.saturating_sub(FARTHEST));
    while !document.text().is_char_boundary(start as usize) {
        start += 1;
    }
    let words = document.slice(Span::new(start, end));
    holds_number(words, item.style, expected)
        || item.number > 1 && holds_number(words, item.style, item.number - 1)
}

fn holds_number(words: &str, style: MarkerStyle, number: u32) -> bool {
    let arabic = number.to_string();
    let chinese = chinese(number);
    let (figures, before, behind): (&str, &[char], &[char]) = match series(style) {
        Series::Chinese => (&chinese, &[], &['、', '.', '．']),
        Series::ChineseBrackets => (&chinese, &['（', '('], &['）', ')']),
        Series::Arabic => (&arabic, &[], &['.', '．', '、']),
        Series::ArabicBrackets => (&arabic, &['（', '('], &['）', ')']),
        Series::Article => (&chinese, &['第'], &['条']),
        Series::Circled | Series::ChineseIs | Series::Chapter | Series::Decimal => return false,
    };
    words.match_indices(figures).any(|(at, _)| {
        let previous = words[..at].chars().next_back().unwrap_or('\n');
        let is_begun = if before.is_empty() {
            !previous.is_ascii_digit() && !"一二三四五六七八九十百第".contains(previous)
        } else {
            before.contains(&previous)
        };
        // Arabic figures with a dot are also versions and decimals: they count where an item would stand.
        let is_placed = series(style) != Series::Arabic
            || previous == '\n'
            || is_blank(previous)
            || matches!(previous, '。' | '；' | '：');
        is_begun && is_placed && words[at + figures.len()..].starts_with(behind)
    })
}
