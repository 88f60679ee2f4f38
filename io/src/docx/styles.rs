//! The styles of a document: what they say of paragraphs and runs, and what they are based on.

use super::fault::Fault;
use super::properties::{self, ParagraphProperties, RunProperties};
use super::xml::{Tag, Xml};
use std::borrow::Cow;
use std::collections::HashMap;

/// The styles and the document's defaults.
#[derive(Debug, Default)]
pub(super) struct Styles<'x> {
    styles: HashMap<Cow<'x, str>, Style<'x>>,
    /// The paragraph style of those that name none.
    usual: Option<Cow<'x, str>>,
    /// The document's defaults.
    pub(super) defaults: Style<'x>,
    /// Whether any of them hides words.
    pub(super) hides: bool,
}

/// A style.
#[derive(Debug, Default)]
pub(super) struct Style<'x> {
    /// Its name for people: `heading 1`, `Title`.
    pub(super) name: Option<Cow<'x, str>>,
    based_on: Option<Cow<'x, str>>,
    pub(super) paragraph: ParagraphProperties<'x>,
    pub(super) run: RunProperties<'x>,
}

/// Styles beyond which the rest is left out.
const MOST_STYLES: usize = 20_000;
/// Styles based on each other beyond which the chain is taken for a circle.
const LONGEST_CHAIN: usize = 32;

impl<'x> Styles<'x> {
    /// Reads the part.
    pub(super) fn read(source: &'x str, depth: u32) -> Result<Self, Fault> {
        let mut xml = Xml::new(source, depth);
        xml.root()?;
        let mut styles = Self::default();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "style" if styles.styles.len() < MOST_STYLES => styles.style(tag, &mut xml)?,
                "docDefaults" => defaults(&mut styles.defaults, &mut xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(styles)
    }

    fn style(&mut self, tag: Tag<'x>, xml: &mut Xml<'x>) -> Result<(), Fault> {
        let mut style = Style::default();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "pPr" => (style.paragraph, _) = properties::paragraph(xml)?,
                "rPr" => style.run = properties::run(xml)?,
                name => {
                    match name {
                        "name" => style.name = tag.value(),
                        "basedOn" => style.based_on = tag.value(),
                        _ => {}
                    }
                    xml.skip()?;
                }
            }
        }
        let Some(id) = tag.attribute("styleId") else { return Ok(()) };
        let is_paragraph = tag.attribute("type").is_none_or(|kind| kind == "paragraph");
        let is_default =
            tag.attribute("default").is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"));
        if is_paragraph && is_default && self.usual.is_none() {
            self.usual = Some(id.clone());
        }
        self.hides |= style.run.hidden == Some(true);
        self.styles.entry(id).or_insert(style);
        Ok(())
    }

    /// The style and those that it is based on.
    pub(super) fn chain<'m>(&'m self, id: Option<&str>) -> impl Iterator<Item = &'m Style<'x>> {
        let mut next = id.and_then(|id| self.styles.get(id));
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.styles.get(id));
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }

    /// The id of the paragraph's style: its own, or the usual one.
    pub(super) fn id<'m>(&'m self, properties: &'m ParagraphProperties<'x>) -> Option<&'m str> {
        properties.style.as_deref().filter(|id| self.styles.contains_key(*id)).or(self.usual.as_deref())
    }

    /// What the paragraph says of itself, else its styles, else the defaults.
    pub(super) fn of_paragraph<'m, T>(
        &'m self,
        properties: &'m ParagraphProperties<'x>,
        get: impl Fn(&'m ParagraphProperties<'x>) -> Option<T>,
    ) -> Option<T> {
        get(properties)
            .or_else(|| self.chain(self.id(properties)).find_map(|style| get(&style.paragraph)))
            .or_else(|| get(&self.defaults.paragraph))
    }

    /// What the run says of itself, else its style, else its paragraph's styles, else the defaults.
    pub(super) fn of_run<'m, T>(
        &'m self,
        paragraph: &'m ParagraphProperties<'x>,
        run: &'m RunProperties<'x>,
        get: impl Fn(&'m RunProperties<'x>) -> Option<T>,
    ) -> Option<T> {
        get(run)
            .or_else(|| self.chain(run.style.as_deref()).find_map(|style| get(&style.run)))
            .or_else(|| self.chain(self.id(paragraph)).find_map(|style| get(&style.run)))
            .or_else(|| get(&self.defaults.run))
    }
}

fn defaults<'x>(defaults: &mut Style<'x>, xml: &mut Xml<'x>) -> Result<(), Fault> {
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "rPrDefault" => {
                while let Some(tag) = xml.child()? {
                    match tag.name() {
                        "rPr" => defaults.run = properties::run(xml)?,
                        _ => xml.skip()?,
                    }
                }
            }
            "pPrDefault" => {
                while let Some(tag) = xml.child()? {
                    match tag.name() {
                        "pPr" => (defaults.paragraph, _) = properties::paragraph(xml)?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}
