//! How the body and its headings are set: fonts, sizes, lines a page, characters a line, indents, colours.

use super::super::model::Paragraph;
use super::super::properties::{Indents, LineRule};
use super::Fields;
use super::look::{Look, Printed, Tally, is_han};
use super::page::Page;
use gongkai::document::{Item, MarkerStyle};
use gongkai::source::Span;
use std::collections::BTreeSet;

/// Headings longer than this are paragraphs that begin with a number.
const LONGEST_HEADING: usize = 40;

/// Puts the fields.
pub(super) fn measure<'m, 'x>(
    look: &Look<'m, 'x>,
    body: &[Printed<'m, 'x>],
    page: Page,
    fields: &mut Fields,
) {
    let (font, size) = look.font_and_size(body.iter().copied());
    if let Some(font) = font {
        fields.put("body_font", font);
    }
    if let Some(size) = size {
        fields.measure("body_size_pt", f64::from(size) / 2.0);
        if let Some(lines) = lines_per_page(look, body, size, page) {
            fields.put("lines_per_page", lines);
        }
        if let Some(characters) = characters_per_line(look, body, size, page) {
            fields.put("characters_per_line", characters);
        }
    }
    headings(look, fields);
    indents(look, fields);
    colours(look, fields);
}

fn headings(look: &Look<'_, '_>, fields: &mut Fields) {
    let levels = [
        ("heading1_font", MarkerStyle::ChineseComma),
        ("heading2_font", MarkerStyle::ChineseBrackets),
        ("heading3_font", MarkerStyle::ArabicDot),
        ("heading4_font", MarkerStyle::ArabicBrackets),
    ];
    for (name, style) in levels {
        let of_level = || {
            let items = look.document.outline.iter();
            items.filter(move |item| item.style == style && is_heading(look, item))
        };
        if of_level().next().is_none() {
            fields.put(name, "");
            continue;
        }
        let words = of_level().flat_map(|item| look.printed(item.heading_span));
        if let (Some(font), _) = look.font_and_size(words) {
            fields.put(name, font);
        }
    }
}

/// Whether the item has a heading: short words alone on their line, or before the text of the paragraph. A sentence that
/// ends its line is an item of a list.
fn is_heading(look: &Look<'_, '_>, item: &Item) -> bool {
    let text = look.document.text();
    let behind = text.get(item.heading_span.end as usize..).unwrap_or_default();
    let behind = behind.lines().next().unwrap_or_default();
    let rest = behind.trim_start_matches(['。', '；', '：', '.', ';', ':']).trim();
    let ends_open = behind.trim().is_empty() && !item.heading.ends_with(['。', '；', '，', '：', ';']);
    item.at_line_start
        && item.heading.chars().count() <= LONGEST_HEADING
        && !look.document.slice(item.heading_span).contains('\t')
        && (ends_open || !rest.is_empty())
}

/// The lines of a page, where grid or spacing settle them.
fn lines_per_page(look: &Look<'_, '_>, body: &[Printed<'_, '_>], size: i32, page: Page) -> Option<i32> {
    let mut pitches = Tally::new();
    for (paragraph, weight) in paragraphs(body) {
        pitches.add(pitch(look, paragraph, size, page), weight);
    }
    let pitch = pitches.most().flatten()?;
    // Half a point more or less is what rounding to the file's units does.
    let lines = (page.text_height? + 10) / pitch;
    (1..=200).contains(&lines).then_some(lines)
}

/// From line to line of a paragraph, in twentieths of a point.
fn pitch(look: &Look<'_, '_>, paragraph: &Paragraph<'_>, size: i32, page: Page) -> Option<i32> {
    let line = look.of_paragraph(paragraph, |properties| properties.spacing.line).unwrap_or(240);
    let rule =
        look.of_paragraph(paragraph, |properties| properties.spacing.rule).unwrap_or(LineRule::Multiple);
    if rule == LineRule::Exact {
        return (line > 0).then_some(line);
    }
    let on_grid = look.of_paragraph(paragraph, |properties| properties.on_grid).unwrap_or(true);
    let grid = page.line.filter(|_| on_grid)?;
    // A line of Chinese characters is between 1.1 and 1.4 times as high as they are, by the font.
    let (least, most) = (size * 11, size * 14);
    let cells = |height: i32| (height + grid - 1) / grid;
    if cells(least) != cells(most) {
        return None;
    }
    let natural = cells(least) * grid;
    match rule {
        LineRule::Multiple if line == 240 => Some(natural),
        LineRule::Multiple if line > 0 => Some(natural.checked_mul(line)? / 240),
        LineRule::AtLeast if line <= natural => Some(natural),
        _ => None,
    }
}

/// The characters of a line, by grid and spacing.
fn characters_per_line<'m, 'x>(
    look: &Look<'m, 'x>,
    body: &[Printed<'m, 'x>],
    size: i32,
    page: Page,
) -> Option<i64> {
    if page.columns > 1 {
        return None;
    }
    let mut spacings = Tally::new();
    for printed in body {
        let spacing = look.of_run(*printed, |properties| properties.spacing).unwrap_or_default();
        spacings.add(spacing, han(printed.words));
    }
    let spacing = f64::from(spacings.most()?) / 20.0;
    let width = f64::from(size) / 2.0 + spacing + f64::from(page.character.unwrap_or_default()) / 4096.0;
    let characters = f64::from(page.text_width?) / 20.0 / width + 0.05;
    (width > 1.0).then_some(characters.floor() as i64)
}

/// The indents of most of the text; long paragraphs weigh more than short lines, which may be anything.
fn indents(look: &Look<'_, '_>, fields: &mut Fields) {
    let (mut firsts, mut lefts) = (Tally::new(), Tally::new());
    for (printed, weight) in look.paragraphs() {
        let paragraph = printed.paragraph;
        let of = |get: fn(&Indents) -> Option<i32>| {
            look.of_paragraph(paragraph, |properties| get(&properties.indents))
        };
        if look.of_paragraph(paragraph, |properties| properties.list).unwrap_or_default() > 0 {
            continue;
        }
        let Some(size) = look.size(printed) else { continue };
        // Hundredths of a character; the file's own hundredths go before its lengths.
        let hundredths = |characters: Option<i32>, length: Option<i32>| match characters {
            Some(characters) if characters != 0 => characters,
            _ => length.unwrap_or_default().saturating_mul(10) / size,
        };
        let first = hundredths(of(|indents| indents.first_characters), of(|indents| indents.first));
        let left = hundredths(of(|indents| indents.left_characters), of(|indents| indents.left));
        let typed = leading_blanks(paragraph);
        // To a tenth of a character.
        let tenths = |hundredths: i32| hundredths.saturating_add(5).div_euclid(10);
        firsts.add(tenths(first.saturating_add(typed)), weight);
        lefts.add(tenths(left), weight);
    }
    for (name, tally) in [("first_line_indent_characters", firsts), ("left_indent_characters", lefts)] {
        if let Some(tenths) = tally.most() {
            fields.measure(name, f64::from(tenths) / 10.0);
        }
    }
}

/// The blanks that were typed at the beginning, in hundredths of a character.
fn leading_blanks(paragraph: &Paragraph<'_>) -> i32 {
    let characters =
        paragraph.runs.iter().flat_map(|run| &run.contents).flat_map(|content| content.text.chars());
    characters
        .map_while(|character| match character {
            '\u{3000}' | '\u{2003}' => Some(100),
            ' ' | '\u{A0}' | '\u{2002}' => Some(50),
            _ => None,
        })
        .take(40)
        .sum()
}

/// The colours of the words behind the head.
fn colours(look: &Look<'_, '_>, fields: &mut Fields) {
    let text = look.document.text();
    let start = look.document.title.as_ref().map_or(0, |title| title.span.start);
    let mut colours = BTreeSet::new();
    for printed in look.printed(Span::new(start, text.len() as u32)) {
        if printed.words.chars().any(|character| !character.is_whitespace()) {
            let colour = look.of_run(printed, |properties| properties.colour.as_deref());
            colours.insert(match colour {
                Some(colour) if !colour.eq_ignore_ascii_case("auto") => colour.to_ascii_uppercase(),
                _ => "auto".to_owned(),
            });
        }
    }
    if !colours.is_empty() {
        fields.put("text_colours", colours.into_iter().collect::<Vec<_>>());
    }
}

/// The paragraphs of the words, and how many Chinese characters each has of them.
fn paragraphs<'m, 'x>(body: &[Printed<'m, 'x>]) -> Vec<(&'m Paragraph<'x>, usize)> {
    let mut paragraphs: Vec<(&'m Paragraph<'x>, usize)> = Vec::new();
    for printed in body {
        let weight = han(printed.words);
        match paragraphs.last_mut() {
            Some((last, sum)) if last.number == printed.paragraph.number => *sum += weight,
            _ => paragraphs.push((printed.paragraph, weight)),
        }
    }
    paragraphs
}

fn han(words: &str) -> usize {
    words.chars().filter(|character| is_han(*character)).count()
}
