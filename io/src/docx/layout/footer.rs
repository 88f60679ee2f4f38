//! The page numbers in the footers: font, size, where they stand and whether dashes stand beside them.

use super::super::body::Part;
use super::super::model::{Block, Paragraph};
use super::super::section::Pages;
use super::Fields;
use super::look::{Look, Printed};

/// The signs that are a dash of one character (一字线), as people type it.
const DASHES: [char; 6] = ['—', '–', '―', '─', '－', '一'];

/// Puts the fields.
pub(super) fn measure(look: &Look<'_, '_>, fields: &mut Fields) {
    let Some(section) = look.section() else { return };
    // A number in a header is one that the standard does not know; nothing is said of it.
    let in_header = section.headers.iter().filter_map(|reference| look.parts.margin(&reference.relation));
    if in_header.into_iter().any(|margin| numbered(&margin.contents).is_some()) {
        return;
    }
    let footer = |pages: Pages| {
        let reference = section.footers.iter().find(|reference| reference.pages == pages)?;
        numbered(&look.parts.margin(&reference.relation)?.contents)
    };
    let (odd, even) = (footer(Pages::Usual), footer(Pages::Even));
    let even = even.filter(|_| look.parts.settings.even_and_odd);
    let Some(paragraph) = odd.or(even) else {
        // A section without footers of its own shows those of the section before.
        if section.footers.is_empty() && look.parts.sections().count() > 1 {
            return;
        }
        for name in ["page_number_font", "page_number_size_pt", "page_number_position", "page_number_dashes"]
        {
            fields.put(name, "");
        }
        return;
    };
    if let Some(position) = position(look, odd, even) {
        fields.put("page_number_position", position);
    }
    fields.put("page_number_dashes", has_dashes(paragraph));
    let Some(run) = number_run(paragraph) else { return };
    let printed = Printed { words: "", paragraph, run };
    if let Some(font) =
        look.of_run(printed, |properties| properties.latin.as_ref()).and_then(|font| look.name(font))
    {
        fields.put("page_number_font", font);
    }
    if let Some(size) = look.size(printed) {
        fields.measure("page_number_size_pt", f64::from(size) / 2.0);
    }
}

/// The first paragraph that holds the number of the page.
fn numbered<'m, 'x>(part: &'m Part<'x>) -> Option<&'m Paragraph<'x>> {
    let mut found = None;
    Block::paragraphs(&part.blocks, &mut |paragraph| {
        if found.is_none() && paragraph.runs.iter().any(|run| run.page_number) {
            found = Some(paragraph);
        }
    });
    found
}

/// The run that prints the number: its result where the file has one.
fn number_run<'m, 'x>(paragraph: &'m Paragraph<'x>) -> Option<&'m super::super::model::Run<'x>> {
    let mut runs = paragraph.runs.iter().filter(|run| run.page_number);
    let prints = |run: &&super::super::model::Run<'_>| !run.contents.is_empty();
    paragraph.runs.iter().filter(|run| run.page_number).find(prints).or_else(|| runs.next())
}

fn position(
    look: &Look<'_, '_>,
    odd: Option<&Paragraph<'_>>,
    even: Option<&Paragraph<'_>>,
) -> Option<&'static str> {
    let side = |paragraph: Option<&Paragraph<'_>>| side(look, paragraph?);
    match (side(odd), side(even)) {
        (Some("right"), Some("left")) => Some("outside"),
        (Some("left"), Some("right")) => Some("inside"),
        (odd, even) => odd.or(even),
    }
}

/// Where a paragraph's words stand: its frame's or text box's place goes before its own.
fn side(look: &Look<'_, '_>, paragraph: &Paragraph<'_>) -> Option<&'static str> {
    let frame = paragraph.properties.frame.as_deref();
    let frame = frame.filter(|frame| matches!(*frame, "left" | "center" | "right" | "inside" | "outside"));
    let own = || {
        let own = look.parts.styles.of_paragraph(&paragraph.properties, |properties| {
            properties.alignment.as_deref().map(str::to_owned)
        });
        own.unwrap_or_else(|| "left".to_owned())
    };
    match frame.map_or_else(own, str::to_owned).as_str() {
        "center" => Some("centred"),
        "right" | "end" => Some("right"),
        // Tabs may carry the number anywhere.
        "left" | "start" | "both" if begins_with_tab(paragraph) => None,
        "left" | "start" | "both" => Some("left"),
        "inside" => Some("inside"),
        "outside" => Some("outside"),
        _ => None,
    }
}

fn begins_with_tab(paragraph: &Paragraph<'_>) -> bool {
    let mut contents = paragraph.runs.iter().flat_map(|run| &run.contents);
    contents.next().is_some_and(|content| content.text.starts_with(['\t', ' ', '\u{3000}']))
}

fn has_dashes(paragraph: &Paragraph<'_>) -> bool {
    let words = |runs: &[super::super::model::Run<'_>]| -> String {
        let contents = runs.iter().filter(|run| !run.page_number).flat_map(|run| &run.contents);
        contents.flat_map(|content| content.text.chars()).filter(|sign| !sign.is_whitespace()).collect()
    };
    let at = paragraph.runs.iter().position(|run| run.page_number).unwrap_or_default();
    let (before, behind) = paragraph.runs.split_at_checked(at).unwrap_or_default();
    words(before).ends_with(DASHES) && words(behind).starts_with(DASHES)
}
