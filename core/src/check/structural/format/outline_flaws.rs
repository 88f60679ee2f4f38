//! What is wrong with the numbers of an outline: gaps, repetitions, numbers in the style of another level.
//! Items are looked at list by list (the items under one item). A list begins with 1 or goes on where the list before it
//! in the same style ended, for many documents number （一）（二）（三） through all their parts.

use crate::document::{Document, Item, MarkerStyle};

/// What an item's number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutlineFlaw {
    /// Not the one that follows: this was expected.
    Order { item: usize, expected: u32 },
    /// The right number in the style of another level: 2、 between 一、 and 三、. The item that shows the right style.
    Mixed { item: usize, model: usize },
}

impl OutlineFlaw {
    pub(super) const fn item(self) -> usize {
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
    Decimal,
    Chapter,
    Article,
}

/// How many series there are.
const SERIES: usize = 9;

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

/// All flaws in order of the text.
pub(super) fn outline_flaws(document: &Document<'_>) -> Vec<OutlineFlaw> {
    let outline = &document.outline;
    let upcoming = upcoming(outline);
    let mut flaws = Vec::new();
    let mut last_of = [Last::default(); SERIES];
    for (index, item) in outline.iter().enumerate() {
        let (own, number) = (series(item.style), item.number);
        if let Some(other) = other_series(&last_of, &upcoming[index], own, number) {
            let model = if number == 1 { following(outline, index, other) } else { last_of[other].item };
            flaws.push(OutlineFlaw::Mixed { item: index, model });
            last_of[other] = Last { number, expected: None, item: model };
            continue;
        }
        let last = last_of[own as usize];
        let is_repeated = number == 1 && last.number == 1 && are_siblings(outline, last.item, index);
        let is_right = last.is_followed_by(number) || number == 1 && !is_repeated;
        let expected = (!is_right).then_some(last.number + 1);
        flaws.extend(expected.map(|expected| OutlineFlaw::Order { item: index, expected }));
        last_of[own as usize] = Last { number, expected, item: index };
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
            next[series(item.style) as usize] = item.number;
            here
        })
        .collect();
    upcoming.reverse();
    upcoming
}

/// The next item of a series.
fn following(outline: &[Item], index: usize, wanted: usize) -> usize {
    let next = outline.iter().skip(index + 1).position(|item| series(item.style) as usize == wanted);
    next.map_or(index, |offset| index + 1 + offset)
}

/// The series that lacks just this number at this place, where the item's own does not need it: 2、 stands for 二、 where
/// 一、 comes before and 三、 behind it.
fn other_series(
    last_of: &[Last; SERIES],
    upcoming: &[u32; SERIES],
    own: Series,
    number: u32,
) -> Option<usize> {
    let own_last = last_of[own as usize].number;
    let is_needed = upcoming[own as usize] == number + 1 && (number == 1 || own_last + 1 == number);
    if is_needed || matches!(own, Series::Chapter | Series::Article | Series::Decimal | Series::ChineseIs) {
        return None;
    }
    OUTER.into_iter().map(|outer| outer as usize).filter(|outer| *outer != own as usize).find(|&outer| {
        let last = last_of[outer].number;
        upcoming[outer] == number + 1 && if number == 1 { last != 1 } else { last + 1 == number }
    })
}

/// The series among which a number of another series is looked for.
const OUTER: [Series; 4] = [Series::Chinese, Series::ChineseBrackets, Series::Arabic, Series::ArabicBrackets];

/// Whether two items stand next to each other under the same item.
fn are_siblings(outline: &[Item], first: usize, second: usize) -> bool {
    match (outline.get(first), outline.get(second)) {
        (Some(first), Some(second)) => first.parent.is_some() && first.parent == second.parent,
        _ => false,
    }
}
