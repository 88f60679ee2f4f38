//! Walks a part: its paragraphs and tables in order, with everything that hangs on them.

use super::fault::Fault;
use super::field::{CONTROLLED, Fields, is_contents, is_page};
use super::model::{Block, Change, Paragraph, Run};
use super::package::Limits;
use super::properties::{self, ParagraphProperties, RunProperties};
use super::section::{self, Section};
use super::xml::{Tag, Xml};
use std::borrow::Cow;

/// A part of the document, walked.
#[derive(Debug, Default)]
pub(super) struct Part<'x> {
    pub(super) blocks: Vec<Block<'x>>,
    /// The last section's page.
    pub(super) section: Option<Section>,
    /// Tables of contents that never ended, ascending.
    pub(super) unended: Vec<u32>,
    /// Comments that hang on words of it.
    pub(super) comments: u32,
    /// Contents in other formats, which are not read.
    pub(super) foreign: u32,
    /// The prefix of its elements with the colon.
    pub(super) prefix: &'x str,
}

/// The walk.
pub(super) struct Walk<'x> {
    pub(super) xml: Xml<'x>,
    pub(super) fields: Fields,
    pub(super) comments: u32,
    /// The bytes of the properties that were read last, and what they say: of runs and of paragraphs.
    pub(super) last: (&'x str, RunProperties<'x>),
    last_paragraph: (&'x str, ParagraphProperties<'x>),
    limits: Limits,
    /// Things that may still come.
    left: u32,
    paragraphs: u32,
    foreign: u32,
    /// How many text boxes the walk stands in.
    boxes: u32,
    /// How many tables of contents in content controls the walk stands in.
    controlled: u32,
    /// How many simple fields that print the number of the page the walk stands in.
    page_numbers: u32,
    /// Where the last drawing stands across the page.
    alignment: Option<Cow<'x, str>>,
    section: Option<Section>,
}

impl<'x> Walk<'x> {
    /// A walk over the source of a part, and its root.
    fn begin(source: &'x str, limits: Limits) -> Result<(Self, Tag<'x>), Fault> {
        let mut xml = Xml::new(source, limits.depth);
        let root = xml.root()?;
        let walk = Self {
            xml,
            fields: Fields::default(),
            comments: 0,
            last: ("", RunProperties::default()),
            last_paragraph: ("", ParagraphProperties::default()),
            limits,
            left: limits.runs,
            paragraphs: 0,
            foreign: 0,
            boxes: 0,
            controlled: 0,
            page_numbers: 0,
            alignment: None,
            section: None,
        };
        Ok((walk, root))
    }

    fn end(self, blocks: Vec<Block<'x>>, root: Tag<'x>) -> Part<'x> {
        Part {
            blocks,
            section: self.section,
            unended: self.fields.unended(),
            comments: self.comments,
            foreign: self.foreign,
            prefix: root.prefix(),
        }
    }

    /// How deeply elements may stand in each other.
    pub(super) fn depth(&self) -> u32 {
        self.limits.depth
    }

    /// One more thing that takes memory.
    pub(super) fn count(&mut self) -> Result<(), Fault> {
        self.left = self.left.checked_sub(1).ok_or(Fault::TooManyRuns { limit: self.limits.runs })?;
        Ok(())
    }

    /// The blocks in the open element, walked to its end.
    pub(super) fn blocks(&mut self, blocks: &mut Vec<Block<'x>>) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            self.block(tag, blocks)?;
        }
        Ok(())
    }

    pub(super) fn block(&mut self, tag: Tag<'x>, blocks: &mut Vec<Block<'x>>) -> Result<(), Fault> {
        match tag.name() {
            "p" => {
                let paragraph = self.paragraph(tag)?;
                blocks.push(Block::Paragraph(paragraph));
            }
            "tbl" => {
                let table = self.table()?;
                blocks.push(Block::Table(table));
            }
            "sdt" => self.control(|walk| walk.blocks(blocks))?,
            "AlternateContent" => {
                self.alternate(|walk| {
                    let before = blocks.len();
                    walk.blocks(blocks)?;
                    Ok(blocks.len() > before)
                })?;
            }
            "body" | "customXml" | "smartTag" | "ins" | "moveTo" => self.blocks(blocks)?,
            "sectPr" => self.section = Some(section::read(&mut self.xml)?),
            "altChunk" => {
                self.foreign += 1;
                self.xml.skip()?;
            }
            _ => self.xml.skip()?,
        }
        Ok(())
    }

    /// A content control: its properties, then its contents. A table of contents is known by them.
    pub(super) fn control(
        &mut self,
        mut contents: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut is_table = false;
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "sdtPr" => is_table = self.is_gallery_of_contents()?,
                "sdtContent" => {
                    self.controlled += u32::from(is_table);
                    contents(self)?;
                    self.controlled -= u32::from(is_table);
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn is_gallery_of_contents(&mut self) -> Result<bool, Fault> {
        let mut found = false;
        while let Some(tag) = self.xml.child()? {
            if tag.name() == "docPartObj" {
                while let Some(tag) = self.xml.child()? {
                    found |= tag.name() == "docPartGallery"
                        && tag.value().is_some_and(|value| value.eq_ignore_ascii_case("Table of Contents"));
                    self.xml.skip()?;
                }
            } else {
                self.xml.skip()?;
            }
        }
        Ok(found)
    }

    /// The same thing said twice for newer and older programs: the first that says anything is taken.
    pub(super) fn alternate(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<bool, Fault>,
    ) -> Result<(), Fault> {
        let mut found = false;
        while let Some(tag) = self.xml.child()? {
            if !found && matches!(tag.name(), "Choice" | "Fallback") {
                found = read(self)?;
            } else {
                self.xml.skip()?;
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, tag: Tag<'x>) -> Result<Paragraph<'x>, Fault> {
        self.count()?;
        self.paragraphs += 1;
        let depth = self.fields.depth();
        let mut paragraph = Paragraph {
            number: self.paragraphs,
            inside: None,
            boxed: self.boxes > 0,
            properties: ParagraphProperties::default(),
            runs: Vec::new(),
            boxes: Vec::new(),
            section: None,
        };
        let mut start = tag.end;
        while let Some(child) = self.xml.child()? {
            if child.name() == "pPr" {
                (paragraph.properties, paragraph.section) = self.paragraph_properties(child)?;
                start = self.xml.position();
            } else {
                self.inline(child, &mut paragraph, Change::None)?;
            }
        }
        paragraph.inside = (!tag.is_empty).then(|| start..self.xml.began());
        self.fields.end_paragraph(depth);
        Ok(paragraph)
    }

    /// The properties of a paragraph: many are those of the paragraph before.
    fn paragraph_properties(
        &mut self,
        tag: Tag<'x>,
    ) -> Result<(ParagraphProperties<'x>, Option<Box<Section>>), Fault> {
        let bytes = self.xml.bytes(tag)?;
        if self.last_paragraph.0 == bytes {
            return Ok((self.last_paragraph.1.clone(), None));
        }
        let mut xml = Xml::new(bytes, self.limits.depth);
        xml.root()?;
        let (properties, section) = properties::paragraph(&mut xml)?;
        if section.is_none() {
            self.last_paragraph = (bytes, properties.clone());
        }
        Ok((properties, section))
    }

    /// One thing of a paragraph: a run, or what holds runs.
    fn inline(&mut self, tag: Tag<'x>, paragraph: &mut Paragraph<'x>, change: Change) -> Result<(), Fault> {
        match tag.name() {
            "r" => self.run(tag, paragraph, change, true),
            "hyperlink" | "smartTag" | "customXml" | "dir" | "bdo" | "sdtContent" => {
                self.inlines(paragraph, change)
            }
            "ins" | "moveTo" => self.inlines(paragraph, deeper(change, Change::Inserted)),
            "del" | "moveFrom" => self.inlines(paragraph, Change::Deleted),
            "sdt" => self.control(|walk| walk.inlines(paragraph, change)),
            "fldSimple" => {
                let command = tag.attribute("instr").unwrap_or_default();
                let (table, page) = (u32::from(is_contents(&command)), u32::from(is_page(&command)));
                self.controlled += table;
                self.page_numbers += page;
                self.inlines(paragraph, change)?;
                self.controlled -= table;
                self.page_numbers -= page;
                Ok(())
            }
            "oMath" | "oMathPara" => self.formula(paragraph, change),
            "AlternateContent" => self.alternate(|walk| {
                let before = paragraph.runs.len();
                walk.inlines(paragraph, change)?;
                Ok(paragraph.runs.len() > before)
            }),
            _ => self.xml.skip(),
        }
    }

    fn inlines(&mut self, paragraph: &mut Paragraph<'x>, change: Change) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            self.inline(tag, paragraph, change)?;
        }
        Ok(())
    }

    /// A formula: the words of its runs, wherever they stand.
    fn formula(&mut self, paragraph: &mut Paragraph<'x>, change: Change) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "r" => self.run(tag, paragraph, change, false)?,
                _ => self.formula(paragraph, change)?,
            }
        }
        Ok(())
    }

    fn run(
        &mut self,
        tag: Tag<'x>,
        paragraph: &mut Paragraph<'x>,
        change: Change,
        divisible: bool,
    ) -> Result<(), Fault> {
        self.count()?;
        let controlled = if self.controlled > 0 { CONTROLLED } else { 0 };
        let mut run = Run {
            number: paragraph.runs.len() as u32 + 1,
            bytes: tag.start..tag.end,
            properties: RunProperties::default(),
            contents: Vec::new(),
            change,
            contents_table: self.fields.table().max(controlled),
            page_number: self.page_numbers > 0 || self.fields.is_page(),
            divisible,
        };
        self.run_contents(&mut run, &mut paragraph.boxes)?;
        run.bytes.end = self.xml.position();
        paragraph.runs.push(run);
        Ok(())
    }

    /// The text boxes in a drawing, walked to its end.
    pub(super) fn boxes(&mut self, boxes: &mut Vec<Block<'x>>) -> Result<bool, Fault> {
        let before = boxes.len();
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "txbxContent" => {
                    let first = boxes.len();
                    let alignment = self.alignment.take();
                    self.boxes += 1;
                    self.blocks(boxes)?;
                    self.boxes -= 1;
                    frame(boxes.get_mut(first..).unwrap_or_default(), alignment);
                }
                "positionH" => self.position()?,
                "shape" | "rect" => {
                    self.alignment = tag.attribute("style").and_then(|style| position_of(&style));
                    self.boxes(boxes)?;
                }
                "AlternateContent" => self.alternate(|walk| walk.boxes(boxes))?,
                _ => drop(self.boxes(boxes)?),
            }
        }
        Ok(boxes.len() > before)
    }

    /// Where a drawing stands across the page.
    fn position(&mut self) -> Result<(), Fault> {
        self.alignment = None;
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "align" => self.alignment = Some(self.xml.words(tag)?.text),
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }
}

/// Says of the paragraphs of a text box where it stands across the page.
fn frame<'x>(blocks: &mut [Block<'x>], alignment: Option<Cow<'x, str>>) {
    let Some(alignment) = alignment else { return };
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            paragraph.properties.frame.get_or_insert_with(|| alignment.clone());
        }
    }
}

/// The position that an older drawing's style names: `mso-position-horizontal:center`.
fn position_of<'x>(style: &str) -> Option<Cow<'x, str>> {
    let (_, value) = style
        .split(';')
        .filter_map(|part| part.split_once(':'))
        .find(|(name, _)| name.trim() == "mso-position-horizontal")?;
    Some(Cow::Owned(value.trim().to_owned()))
}

/// What is inserted inside something deleted is deleted.
fn deeper(outer: Change, inner: Change) -> Change {
    if outer == Change::Deleted { outer } else { inner }
}

/// The body, a header, a footer: all blocks of the part.
pub(super) fn walk(source: &str, limits: Limits) -> Result<Part<'_>, Fault> {
    let (mut walk, root) = Walk::begin(source, limits)?;
    let mut blocks = Vec::new();
    walk.blocks(&mut blocks)?;
    Ok(walk.end(blocks, root))
}

/// Footnotes or endnotes: the blocks of each that is a note, not a line between body and notes.
pub(super) fn walk_notes(source: &str, limits: Limits) -> Result<Part<'_>, Fault> {
    let (mut walk, root) = Walk::begin(source, limits)?;
    let mut blocks = Vec::new();
    while let Some(tag) = walk.xml.child()? {
        let is_note = matches!(tag.name(), "footnote" | "endnote")
            && tag.attribute("type").is_none_or(|kind| kind == "normal");
        // The lines between count as paragraphs of the part all the same.
        let mut others = Vec::new();
        walk.blocks(if is_note { &mut blocks } else { &mut others })?;
    }
    Ok(walk.end(blocks, root))
}
