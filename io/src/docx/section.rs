//! A section's page: paper, margins, grid, and which headers and footers it shows.

use super::fault::Fault;
use super::measure::twips;
use super::xml::{Tag, Xml};
use std::borrow::Cow;

/// A section of the document; lengths in twentieths of a point.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) width: Option<i32>,
    pub(super) height: Option<i32>,
    pub(super) top: Option<i32>,
    pub(super) bottom: Option<i32>,
    pub(super) left: Option<i32>,
    pub(super) right: Option<i32>,
    pub(super) gutter: Option<i32>,
    pub(super) columns: Option<i32>,
    /// The kind of grid: `lines`, `linesAndChars`, `snapToChars`.
    pub(super) grid: Option<String>,
    /// From line to line of the grid.
    pub(super) grid_line: Option<i32>,
    /// What the grid adds to a character, in 4096ths of a point.
    pub(super) grid_character: Option<i32>,
    /// Whether the first page has a header and footer of its own.
    pub(super) own_first_page: bool,
    pub(super) headers: Vec<Reference>,
    pub(super) footers: Vec<Reference>,
}

/// A header or footer that a section shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) pages: Pages,
    pub(super) relation: String,
}

/// The pages that show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    /// All, or all odd ones.
    Usual,
    First,
    Even,
}

/// The properties of a section, walked to their end.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Section, Fault> {
    let mut section = Section::default();
    while let Some(tag) = xml.child()? {
        let length = |name: &str| tag.attribute(name).and_then(|value| twips(&value));
        match tag.name() {
            "pgSz" => (section.width, section.height) = (length("w"), length("h")),
            "pgMar" => {
                (section.top, section.bottom) = (length("top"), length("bottom"));
                (section.left, section.right) = (length("left"), length("right"));
                section.gutter = length("gutter");
            }
            "cols" => section.columns = length("num"),
            "docGrid" => {
                section.grid = tag.attribute("type").map(Cow::into_owned);
                section.grid_line = length("linePitch");
                section.grid_character = tag.number("charSpace").and_then(|space| i32::try_from(space).ok());
            }
            "titlePg" => section.own_first_page = tag.is_on(),
            "headerReference" => section.headers.push(reference(tag)),
            "footerReference" => section.footers.push(reference(tag)),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(section)
}

fn reference(tag: Tag<'_>) -> Reference {
    let pages = match tag.attribute("type").as_deref() {
        Some("first") => Pages::First,
        Some("even") => Pages::Even,
        _ => Pages::Usual,
    };
    Reference { pages, relation: tag.attribute("id").unwrap_or_default().into_owned() }
}
