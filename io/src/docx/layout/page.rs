//! The page of the section in which the body stands: paper, margins, type area.

use super::super::measure::TWIPS_PER_MM;
use super::Fields;
use super::look::Look;

/// The type area and its grid, in twentieths of a point.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Page {
    pub(super) text_width: Option<i32>,
    pub(super) text_height: Option<i32>,
    /// From line to line of the grid, where there is one.
    pub(super) line: Option<i32>,
    /// What the grid adds to a character, in 4096ths of a point, where it sets characters.
    pub(super) character: Option<i32>,
    pub(super) columns: i32,
}

/// Puts the page's fields.
pub(super) fn measure(look: &Look<'_, '_>, fields: &mut Fields) -> Page {
    let Some(section) = look.section() else { return Page::default() };
    let settings = look.parts.settings;
    let gutter = section.gutter.unwrap_or_default();
    let (gutter_left, gutter_top) = if settings.gutter_at_top { (0, gutter) } else { (gutter, 0) };
    // A margin below nothing is one that headers do not push down.
    let top = section.top.map(|top| top.saturating_abs().saturating_add(gutter_top));
    let bottom = section.bottom.map(i32::saturating_abs);
    let left = section.left.map(|left| left.saturating_add(gutter_left));
    let text_width = rest(section.width, left, section.right);
    let text_height = rest(section.height, top, bottom);
    let measures = [
        ("page_width_mm", section.width),
        ("page_height_mm", section.height),
        ("margin_top_mm", top),
        ("margin_left_mm", left),
        ("margin_bottom_mm", bottom),
        ("margin_right_mm", section.right),
        ("text_width_mm", text_width),
        ("text_height_mm", text_height),
    ];
    for (name, twips) in measures {
        if let Some(twips) = twips {
            fields.measure(name, f64::from(twips) / TWIPS_PER_MM);
        }
    }
    let grid = section.grid.as_deref().unwrap_or("default");
    let sets_lines = matches!(grid, "lines" | "linesAndChars" | "snapToChars");
    let sets_characters = matches!(grid, "linesAndChars" | "snapToChars");
    Page {
        text_width,
        text_height,
        line: section.grid_line.filter(|line| sets_lines && *line > 0),
        character: Some(section.grid_character.unwrap_or_default()).filter(|_| sets_characters),
        columns: section.columns.unwrap_or(1),
    }
}

fn rest(whole: Option<i32>, first: Option<i32>, second: Option<i32>) -> Option<i32> {
    let rest = whole?.checked_sub(first?)?.checked_sub(second?)?;
    (rest > 0).then_some(rest)
}
