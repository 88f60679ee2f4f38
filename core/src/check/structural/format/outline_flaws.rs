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

/// One list as far as it was read.
#[derive(Debug, Clone, Copy)]
struct List {
    series: Series,
    last: Last,
    /// How many items it has.
    length: u32,
    /// The last item in the list's own style.
    item: usize,
}

/// The last number of a list. Where it was not the expected one, the next item may follow either.
#[derive(Debug, Clone, Copy, Default)]
struct Last {
    number: u32,
    expected: Option<u32>,
}

impl Last {
    fn is_followed_by(self, number: u32) -> bool {
        number == self.number + 1 || self.expected.is_some_and(|expected| number == expected + 1)
    }
}

/// All flaws in order of the text.
pub(super) fn outline_flaws(document: &Document<'_>) -> Vec<OutlineFlaw> {
    let outline = &document.outline;
    let mut flaws = Vec::new();
    // The list of each level that is open, outermost first.
    let mut open: Vec<List> = Vec::new();
    let mut last_of = [Last::default(); SERIES];
    for (index, item) in outline.iter().enumerate() {
        let level = item.level as usize;
        open.truncate(level);
        let (series, number) = (series(item.style), item.number);
        let list = if open.len() == level { open.pop() } else { None };
        let new = List { series, last: Last { number, expected: None }, length: 1, item: index };
        let next = match list {
            Some(list) if list.series == series => {
                let expected =
                    (!list.last.is_followed_by(number) && number != 1).then_some(list.last.number + 1);
                flaws.extend(expected.map(|expected| OutlineFlaw::Order { item: index, expected }));
                List { last: Last { number, expected }, length: list.length + 1, ..new }
            }
            Some(list) if number > 1 && list.last.is_followed_by(number) => {
                let is_intruder = list.length > 1 || is_inner(series, list.series, sibling(outline, index));
                let (item, model) = if is_intruder { (index, list.item) } else { (list.item, index) };
                flaws.push(OutlineFlaw::Mixed { item, model });
                let kept = if is_intruder { list } else { new };
                List { last: new.last, length: list.length + 1, ..kept }
            }
            _ => {
                let goes_on = number == 1 || last_of[series as usize].is_followed_by(number);
                let expected = (!goes_on).then_some(1);
                flaws.extend(expected.map(|expected| OutlineFlaw::Order { item: index, expected }));
                List { last: Last { number, expected }, ..new }
            }
        };
        last_of[series as usize] = next.last;
        if open.len() + 1 == level {
            open.push(next);
        }
    }
    flaws.sort_by_key(|flaw| flaw.item());
    flaws
}

/// The next item of the same list.
fn sibling(outline: &[Item], index: usize) -> Option<&Item> {
    let item = outline.get(index)?;
    outline
        .iter()
        .skip(index + 1)
        .take_while(|next| next.level >= item.level)
        .find(|next| next.level == item.level)
}

/// Whether a style met as the second of a list is the wrong one: the third has the first's, or, without a third, it
/// belongs further in.
fn is_inner(second: Series, first: Series, third: Option<&Item>) -> bool {
    match third.map(|third| series(third.style)) {
        Some(third) if third == first => true,
        Some(third) if third == second => false,
        _ => second as u8 > first as u8,
    }
}
