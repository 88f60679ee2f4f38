//! The look of words of the text: the runs that print them, and which words are body.

use super::super::model::{Block, Paragraph, Run};
use super::super::properties::{Font, ParagraphProperties, RunProperties};
use super::super::section::Section;
use super::super::sources::Parts;
use crate::{At, Reading};
use gongkai::Document;
use gongkai::document::ParagraphKind;
use gongkai::source::Span;
use std::collections::BTreeMap;

/// A document with the means to look at its words.
pub(super) struct Look<'m, 'x> {
    pub(super) parts: &'m Parts<'x>,
    pub(super) reading: &'m Reading,
    pub(super) document: &'m Document<'m>,
    /// The paragraphs of the body's part, by their numbers.
    places: Vec<Place<'m, 'x>>,
}

#[derive(Clone, Copy)]
struct Place<'m, 'x> {
    paragraph: &'m Paragraph<'x>,
    in_table: bool,
}

/// Words of the text with the run that prints them.
#[derive(Clone, Copy)]
pub(super) struct Printed<'m, 'x> {
    pub(super) words: &'m str,
    pub(super) paragraph: &'m Paragraph<'x>,
    pub(super) run: &'m Run<'x>,
}

/// How much there is of each value; ties go to the value that sorts first.
#[derive(Debug)]
pub(super) struct Tally<T>(BTreeMap<T, usize>);

impl<T: Ord> Tally<T> {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn add(&mut self, value: T, weight: usize) {
        if weight > 0 {
            *self.0.entry(value).or_default() += weight;
        }
    }

    /// The value of which there is most.
    pub(super) fn most(self) -> Option<T> {
        self.0.into_iter().rev().max_by_key(|(_, weight)| *weight).map(|(value, _)| value)
    }
}

impl<'m, 'x> Look<'m, 'x> {
    pub(super) fn new(parts: &'m Parts<'x>, reading: &'m Reading, document: &'m Document<'m>) -> Self {
        let mut places = Vec::new();
        collect(&parts.body.blocks, false, &mut places);
        // Paragraphs are numbered as they begin, and those of text boxes begin inside others.
        places.sort_by_key(|place| place.paragraph.number);
        Self { parts, reading, document, places }
    }

    /// The body's words: running text outside of tables and text boxes, without headings.
    pub(super) fn body(&self) -> Vec<Printed<'m, 'x>> {
        let outline = &self.document.outline;
        let mut words = Vec::new();
        for part in &self.document.paragraphs {
            let start = match part.kind {
                ParagraphKind::Body => part.span.start,
                // Text may go on behind a heading.
                ParagraphKind::Heading => match part.item.and_then(|item| outline.get(item as usize)) {
                    Some(item) => item.heading_span.end.max(part.span.start),
                    None => continue,
                },
                _ => continue,
            };
            let text = Span::new(start, part.span.end);
            words.extend(self.printed(text).filter(|printed| !self.is_apart(printed.paragraph)));
        }
        words
    }

    /// The paragraphs of body and headings: the first words of each, and how many Chinese characters it has.
    pub(super) fn paragraphs(&self) -> Vec<(Printed<'m, 'x>, usize)> {
        let kinds = [ParagraphKind::Body, ParagraphKind::Heading];
        let mut paragraphs: Vec<(Printed<'m, 'x>, usize)> = Vec::new();
        for part in self.document.paragraphs.iter().filter(|part| kinds.contains(&part.kind)) {
            for printed in self.printed(part.span).filter(|printed| !self.is_apart(printed.paragraph)) {
                let weight = printed.words.chars().filter(|character| is_han(*character)).count();
                match paragraphs.last_mut() {
                    Some((last, sum)) if last.paragraph.number == printed.paragraph.number => *sum += weight,
                    _ => paragraphs.push((printed, weight)),
                }
            }
        }
        paragraphs
    }

    /// The words at the span by their runs; automatic numbers, headers and notes are left out.
    pub(super) fn printed(&self, span: Span) -> impl Iterator<Item = Printed<'m, 'x>> {
        let pieces = if span.is_empty() { &[] } else { self.reading.origins.touched(span.start, span.end) };
        let text: &'m str = &self.reading.text;
        pieces.iter().filter_map(move |piece| {
            let At::Run { part, paragraph, run, .. } = &piece.at else { return None };
            if part.as_ref() != "document" {
                return None;
            }
            let paragraph = self.place(*paragraph)?.paragraph;
            let run = paragraph.runs.get((*run as usize).checked_sub(1)?)?;
            let (start, end) = (piece.start.max(span.start), piece.end.min(span.end));
            Some(Printed { words: text.get(start as usize..end as usize)?, paragraph, run })
        })
    }

    fn place(&self, number: u32) -> Option<Place<'m, 'x>> {
        self.places.get((number as usize).checked_sub(1)?).copied()
    }

    /// Whether a paragraph stands in a table or a text box.
    pub(super) fn is_apart(&self, paragraph: &Paragraph<'x>) -> bool {
        paragraph.boxed || self.place(paragraph.number).is_some_and(|place| place.in_table)
    }

    /// The section of the body: where its first words stand, else the title.
    pub(super) fn section(&self) -> Option<&'m Section> {
        let first = self.body().first().map(|printed| printed.paragraph.number);
        let title = || {
            let span = self.document.title.as_ref()?.span;
            self.printed(span).next().map(|printed| printed.paragraph.number)
        };
        let number = first.or_else(title).unwrap_or(1);
        let sections = self.places.iter().map(|place| place.paragraph);
        sections
            .filter(|paragraph| paragraph.number >= number)
            .find_map(|paragraph| paragraph.section.as_deref())
            .or(self.parts.body.section.as_ref())
    }

    /// What the run says, else its styles.
    pub(super) fn of_run<T>(
        &self,
        printed: Printed<'m, 'x>,
        get: impl Fn(&'m RunProperties<'x>) -> Option<T>,
    ) -> Option<T> {
        let styles: &'m _ = &self.parts.styles;
        styles.of_run(&printed.paragraph.properties, &printed.run.properties, get)
    }

    /// What the paragraph says, else its styles.
    pub(super) fn of_paragraph<T>(
        &self,
        paragraph: &'m Paragraph<'x>,
        get: impl Fn(&'m ParagraphProperties<'x>) -> Option<T>,
    ) -> Option<T> {
        let styles: &'m _ = &self.parts.styles;
        styles.of_paragraph(&paragraph.properties, get)
    }

    /// The name of the font.
    pub(super) fn name(&self, font: &'m Font<'x>) -> Option<&'m str> {
        match font {
            Font::Name(name) => Some(name.as_ref()),
            Font::Theme(name) => self.parts.theme.font(name),
        }
        .filter(|name| !name.is_empty())
    }

    /// The font of the run's Chinese characters.
    pub(super) fn chinese_font(&self, printed: Printed<'m, 'x>) -> Option<&'m str> {
        self.of_run(printed, |properties| properties.east_asian.as_ref()).and_then(|font| self.name(font))
    }

    /// The run's size in half points.
    pub(super) fn size(&self, printed: Printed<'m, 'x>) -> Option<i32> {
        self.of_run(printed, |properties| properties.size).filter(|size| *size > 0)
    }

    /// The font of most Chinese characters, and the size of most; where the file tells those of most.
    pub(super) fn font_and_size(
        &self,
        words: impl Iterator<Item = Printed<'m, 'x>>,
    ) -> (Option<&'m str>, Option<i32>) {
        let (mut fonts, mut sizes) = (Tally::new(), Tally::new());
        for printed in words {
            let weight = printed.words.chars().filter(|character| is_han(*character)).count();
            fonts.add(self.chinese_font(printed), weight);
            sizes.add(self.size(printed), weight);
        }
        (fonts.most().flatten(), sizes.most().flatten())
    }
}

/// Whether the character is Chinese.
pub(super) fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

fn collect<'m, 'x>(blocks: &'m [Block<'x>], in_table: bool, places: &mut Vec<Place<'m, 'x>>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                places.push(Place { paragraph, in_table });
                collect(&paragraph.boxes, in_table, places);
            }
            Block::Table(table) => {
                for row in &table.rows {
                    row.cells.iter().for_each(|cell| collect(&cell.blocks, true, places));
                }
            }
        }
    }
}
