//! The outline's numbers and their punctuation (GB/T 9704-2012, 7.3.3; GB/T 15834-2011, appendix B).

use super::numerals::chinese;
use super::outline_flaws::{OutlineFlaw, Series, outline_flaws, series};
use crate::check::sink::Sink;
use crate::check::structural::text::scope;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Document, Item, MarkerStyle};
use crate::report::Edit;
use crate::rule::FixSafety;
use crate::source::is_blank;
use serde::Deserialize;

/// Which levels are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Levels {
    /// 一、
    First,
    /// （一） 1. （1） and what else stands below the first.
    Inner,
    /// 第一条
    Articles,
    /// All but chapters, which a table of contents repeats.
    All,
}

impl Levels {
    fn holds(self, series: Series) -> bool {
        match self {
            Self::All => series != Series::Chapter,
            Self::First => series == Series::Chinese,
            Self::Articles => series == Series::Article,
            Self::Inner => !matches!(series, Series::Chinese | Series::Article | Series::Chapter),
        }
    }
}

/// The check `outline_order`: gaps, repetitions, numbers that run backwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutlineOrder {
    levels: Levels,
    /// Whether numbers inside lines are looked at, as in a text without line breaks, instead of those that begin lines.
    #[serde(default)]
    inside_lines: bool,
}

impl Structural for OutlineOrder {
    fn variables(&self) -> &'static [&'static str] {
        &["expected"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let outline = &context.document.outline;
        let concerns =
            |item: &Item| self.levels.holds(series(item.style)) && item.at_line_start != self.inside_lines;
        if !outline.iter().any(concerns) {
            return Outcome::NotApplicable;
        }
        for flaw in outline_flaws(context) {
            let OutlineFlaw::Order { item, expected } = *flaw else { continue };
            let Some(item) = outline.get(item).filter(|item| self.levels.holds(series(item.style))) else {
                continue;
            };
            if item.at_line_start == self.inside_lines {
                continue;
            }
            sink.hit(item.marker_span).with("expected", written(item.style, expected));
        }
        Outcome::Judged
    }
}

/// The check `outline_style`: a number in the style of another level.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutlineStyle {}

impl Structural for OutlineStyle {
    fn variables(&self) -> &'static [&'static str] {
        &["right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let outline = &context.document.outline;
        if outline.is_empty() {
            return Outcome::NotApplicable;
        }
        for flaw in outline_flaws(context) {
            let OutlineFlaw::Mixed { item, model } = *flaw else { continue };
            let (Some(item), Some(model)) = (outline.get(item), outline.get(model)) else { continue };
            let right = written(model.style, item.number);
            sink.hit(item.marker_span).with("right", right.clone()).fix(
                FixSafety::Unsafe,
                item.marker_span,
                right,
            );
        }
        Outcome::Judged
    }
}

/// The check `outline_markers`: the punctuation of numbers in given styles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutlineMarkers {
    style: WrongStyle,
}

/// A wrong way of writing a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrongStyle {
    /// （一）、
    BracketsComma,
    /// (一) (1)
    HalfBrackets,
    /// 1、
    ArabicComma,
    /// 一.
    ChineseDot,
    /// Each of them.
    Any,
}

impl WrongStyle {
    const fn holds(self, style: MarkerStyle) -> bool {
        matches!(
            (self, style),
            (Self::BracketsComma, MarkerStyle::ChineseBracketsComma)
                | (Self::HalfBrackets, MarkerStyle::ChineseHalfBrackets | MarkerStyle::ArabicHalfBrackets)
                | (Self::ArabicComma, MarkerStyle::ArabicComma)
                | (Self::ChineseDot, MarkerStyle::ChineseDot)
                | (
                    Self::Any,
                    MarkerStyle::ChineseBracketsComma
                        | MarkerStyle::ChineseHalfBrackets
                        | MarkerStyle::ArabicHalfBrackets
                        | MarkerStyle::ArabicComma
                        | MarkerStyle::ChineseDot
                )
        )
    }
}

impl WrongStyle {
    /// Whether the style is what the wrong one should be.
    fn is_mended_by(self, style: MarkerStyle) -> bool {
        match self {
            Self::BracketsComma => style == MarkerStyle::ChineseBrackets,
            Self::HalfBrackets => matches!(style, MarkerStyle::ChineseBrackets | MarkerStyle::ArabicBrackets),
            Self::ArabicComma => style == MarkerStyle::ArabicDot,
            Self::ChineseDot => style == MarkerStyle::ChineseComma,
            Self::Any => !self.holds(style),
        }
    }
}

/// Up to this many are told one by one in any text.
const AT_LEAST: usize = 3;
/// Up to this many, where the text has at least as many right ones, are told one by one.
const FEW: usize = 10;

impl Structural for OutlineMarkers {
    fn variables(&self) -> &'static [&'static str] {
        &["right", "scope"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        if document.outline.is_empty() {
            return Outcome::NotApplicable;
        }
        let mixed: Vec<usize> = outline_flaws(context)
            .iter()
            .filter(|flaw| matches!(flaw, OutlineFlaw::Mixed { .. }))
            .map(|flaw| flaw.item())
            .collect();
        let items: Vec<&Item> = document
            .outline
            .iter()
            .enumerate()
            .filter(|(index, item)| self.style.holds(item.style) && mixed.binary_search(index).is_err())
            .map(|(_, item)| item)
            .collect();
        let edit = |item: &Item| Edit {
            start: item.marker_span.start,
            end: item.marker_span.end,
            text: corrected(document, item),
        };
        let right = document.outline.iter().filter(|item| self.style.is_mended_by(item.style)).count();
        if items.len() <= right.clamp(AT_LEAST, FEW) {
            for item in items {
                let edit = edit(item);
                sink.hit(item.marker_span)
                    .with("right", edit.text.clone())
                    .with("scope", "")
                    .fixes(FixSafety::Safe, vec![edit]);
            }
        } else if let Some(first) = items.first() {
            let edits: Vec<Edit> = items.iter().map(|item| edit(item)).collect();
            sink.hit(first.marker_span)
                .with("right", corrected(document, first))
                .with("scope", scope(context.options.language, items.len()))
                .fixes(FixSafety::Safe, edits);
        }
        Outcome::Judged
    }
}

/// The marker with its own figures and the punctuation that it should have.
fn corrected(document: &Document<'_>, item: &Item) -> String {
    let words = document.slice(item.marker_span);
    let figures = words.trim_matches(|sign| {
        is_blank(sign) || matches!(sign, '（' | '）' | '(' | ')' | '、' | '.' | '．' | '，' | ',')
    });
    let figures: String = figures.chars().filter(|&sign| !is_blank(sign)).collect();
    match series(item.style) {
        Series::ChineseBrackets | Series::ArabicBrackets => format!("（{figures}）"),
        Series::Arabic => format!("{figures}."),
        Series::Chinese => format!("{figures}、"),
        _ => words.to_owned(),
    }
}

/// A number in a style.
fn written(style: MarkerStyle, number: u32) -> String {
    match style {
        MarkerStyle::ChineseComma | MarkerStyle::ChineseDot => format!("{}、", chinese(number)),
        MarkerStyle::ChineseBrackets
        | MarkerStyle::ChineseHalfBrackets
        | MarkerStyle::ChineseBracketsComma => format!("（{}）", chinese(number)),
        MarkerStyle::ArabicDot | MarkerStyle::ArabicComma => format!("{number}."),
        MarkerStyle::ArabicBrackets | MarkerStyle::ArabicHalfBrackets => format!("（{number}）"),
        MarkerStyle::Circled => {
            char::from_u32('①' as u32 + number.saturating_sub(1)).map_or_else(String::new, String::from)
        }
        MarkerStyle::ChineseIs => format!("{}是", chinese(number)),
        MarkerStyle::Decimal => number.to_string(),
        MarkerStyle::Chapter => format!("第{}章", chinese(number)),
        MarkerStyle::Article => format!("第{}条", chinese(number)),
    }
}
