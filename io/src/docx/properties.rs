//! The properties of runs and paragraphs, as far as text and layout need them.

use super::fault::Fault;
use super::measure::{half_points, twips};
use super::model::Change;
use super::section::{self, Section};
use super::xml::{Tag, Xml};
use std::borrow::Cow;

/// The properties of a run; what is `None` is said elsewhere: by a style, or by the document's defaults.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct RunProperties<'x> {
    pub(super) style: Option<Cow<'x, str>>,
    /// The font of Chinese characters.
    pub(super) east_asian: Option<Font<'x>>,
    /// The font of letters and figures.
    pub(super) latin: Option<Font<'x>>,
    /// In half points.
    pub(super) size: Option<i32>,
    /// Six hexadecimal digits, or `auto`.
    pub(super) colour: Option<Cow<'x, str>>,
    pub(super) hidden: Option<bool>,
    /// What is added behind each character, in twentieths of a point.
    pub(super) spacing: Option<i32>,
    /// Of a paragraph's mark: what became of the paragraph's end.
    pub(super) change: Change,
}

/// A font's name, or the name that the theme knows it by.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Font<'x> {
    Name(Cow<'x, str>),
    Theme(Cow<'x, str>),
}

/// The properties of a paragraph.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct ParagraphProperties<'x> {
    pub(super) style: Option<Cow<'x, str>>,
    /// The list that it counts in; 0: none.
    pub(super) list: Option<u32>,
    /// Its level in the list, from 0.
    pub(super) level: Option<u8>,
    pub(super) alignment: Option<Cow<'x, str>>,
    pub(super) indents: Indents,
    pub(super) spacing: Spacing,
    /// Whether its lines lie on the page's grid.
    pub(super) on_grid: Option<bool>,
    /// Whether a page begins with it.
    pub(super) begins_page: Option<bool>,
    /// Where a frame that holds it stands across the page: `right`, `outside`.
    pub(super) frame: Option<Cow<'x, str>>,
    /// The properties of its mark.
    pub(super) mark: RunProperties<'x>,
}

/// Indents, in twentieths of a point or in hundredths of a character.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Indents {
    pub(super) left: Option<i32>,
    pub(super) left_characters: Option<i32>,
    /// Less than nothing: the first line hangs.
    pub(super) first: Option<i32>,
    pub(super) first_characters: Option<i32>,
}

/// The space between lines.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spacing {
    /// Twentieths of a point, or 240ths of a line.
    pub(super) line: Option<i32>,
    pub(super) rule: Option<LineRule>,
    pub(super) before: Option<i32>,
    pub(super) after: Option<i32>,
}

/// What the space between lines means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineRule {
    Multiple,
    Exact,
    AtLeast,
}

/// The properties of a run, walked to their end.
pub(super) fn run<'x>(xml: &mut Xml<'x>) -> Result<RunProperties<'x>, Fault> {
    let mut properties = RunProperties::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "rStyle" => properties.style = tag.value(),
            "rFonts" => fonts(&mut properties, tag),
            "sz" => properties.size = tag.value().and_then(|value| half_points(&value)),
            "color" => properties.colour = tag.value(),
            "spacing" => properties.spacing = tag.value().and_then(|value| twips(&value)),
            "vanish" => properties.hidden = Some(tag.is_on()),
            "ins" | "moveTo" => properties.change = Change::Inserted,
            "del" | "moveFrom" => properties.change = Change::Deleted,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(properties)
}

fn fonts<'x>(properties: &mut RunProperties<'x>, tag: Tag<'x>) {
    for (name, value) in tag.attributes() {
        match name {
            // The theme's font goes before the named one.
            "eastAsiaTheme" => properties.east_asian = Some(Font::Theme(value)),
            "asciiTheme" => properties.latin = Some(Font::Theme(value)),
            "eastAsia" if !matches!(properties.east_asian, Some(Font::Theme(_))) => {
                properties.east_asian = Some(Font::Name(value));
            }
            "ascii" if !matches!(properties.latin, Some(Font::Theme(_))) => {
                properties.latin = Some(Font::Name(value));
            }
            _ => {}
        }
    }
}

/// The properties of a paragraph, walked to their end, and the section that ends with it.
pub(super) fn paragraph<'x>(
    xml: &mut Xml<'x>,
) -> Result<(ParagraphProperties<'x>, Option<Box<Section>>), Fault> {
    let mut properties = ParagraphProperties::default();
    let mut section = None;
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "rPr" => {
                properties.mark = run(xml)?;
                continue;
            }
            "numPr" => {
                numbering(xml, &mut properties)?;
                continue;
            }
            "sectPr" => {
                section = Some(Box::new(section::read(xml)?));
                continue;
            }
            "pStyle" => properties.style = tag.value(),
            "jc" => properties.alignment = tag.value(),
            "ind" => properties.indents = indents(tag),
            "spacing" => properties.spacing = spacing(tag),
            "snapToGrid" => properties.on_grid = Some(tag.is_on()),
            "pageBreakBefore" => properties.begins_page = Some(tag.is_on()),
            "framePr" => properties.frame = tag.attribute("xAlign"),
            _ => {}
        }
        xml.skip()?;
    }
    Ok((properties, section))
}

fn numbering<'x>(xml: &mut Xml<'x>, properties: &mut ParagraphProperties<'x>) -> Result<(), Fault> {
    while let Some(tag) = xml.child()? {
        let value = tag.number("val");
        match tag.name() {
            "numId" => properties.list = value.map(|value| u32::try_from(value).unwrap_or_default()),
            "ilvl" => properties.level = value.and_then(|value| u8::try_from(value).ok()),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

fn indents(tag: Tag<'_>) -> Indents {
    let mut indents = Indents::default();
    for (name, value) in tag.attributes() {
        let length = || twips(&value);
        let characters = || value.trim().parse().ok();
        match name {
            "left" | "start" => indents.left = length(),
            "leftChars" | "startChars" => indents.left_characters = characters(),
            "firstLine" => indents.first = indents.first.or(length()),
            "firstLineChars" => indents.first_characters = indents.first_characters.or(characters()),
            "hanging" => indents.first = length().map(|length| -length),
            "hangingChars" => {
                indents.first_characters = characters().map(|characters: i32| characters.saturating_neg());
            }
            _ => {}
        }
    }
    indents
}

fn spacing(tag: Tag<'_>) -> Spacing {
    let mut spacing = Spacing::default();
    for (name, value) in tag.attributes() {
        match name {
            "line" => spacing.line = twips(&value),
            "lineRule" => {
                spacing.rule = match value.as_ref() {
                    "exact" => Some(LineRule::Exact),
                    "atLeast" => Some(LineRule::AtLeast),
                    _ => Some(LineRule::Multiple),
                }
            }
            "before" => spacing.before = twips(&value),
            "after" => spacing.after = twips(&value),
            _ => {}
        }
    }
    spacing
}
