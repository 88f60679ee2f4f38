//! The theme of a document: the fonts that styles name by their part in it.

use super::fault::Fault;
use super::xml::Xml;
use std::borrow::Cow;

/// The fonts of a theme.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Theme<'x> {
    major: Fonts<'x>,
    minor: Fonts<'x>,
}

#[derive(Debug, Default, Clone, PartialEq)]
struct Fonts<'x> {
    latin: Option<Cow<'x, str>>,
    east_asian: Option<Cow<'x, str>>,
    /// The font for simplified Chinese.
    chinese: Option<Cow<'x, str>>,
}

impl<'x> Theme<'x> {
    /// Reads the part.
    pub(super) fn read(source: &'x str, depth: u32) -> Result<Self, Fault> {
        let mut xml = Xml::new(source, depth);
        xml.root()?;
        let mut theme = Self::default();
        theme.walk(&mut xml)?;
        Ok(theme)
    }

    fn walk(&mut self, xml: &mut Xml<'x>) -> Result<(), Fault> {
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "themeElements" | "fontScheme" => self.walk(xml)?,
                "majorFont" => self.major = fonts(xml)?,
                "minorFont" => self.minor = fonts(xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// The font that the theme calls so: `minorEastAsia`, `majorHAnsi`.
    pub(super) fn font(&self, name: &str) -> Option<&str> {
        let fonts = if name.starts_with("major") { &self.major } else { &self.minor };
        let font = match name.ends_with("EastAsia") {
            true => fonts.east_asian.as_ref().or(fonts.chinese.as_ref()),
            false => fonts.latin.as_ref(),
        };
        font.map(AsRef::as_ref)
    }
}

fn fonts<'x>(xml: &mut Xml<'x>) -> Result<Fonts<'x>, Fault> {
    let mut fonts = Fonts::default();
    while let Some(tag) = xml.child()? {
        let face = tag.attribute("typeface").filter(|face| !face.is_empty());
        match tag.name() {
            "latin" => fonts.latin = face,
            "ea" => fonts.east_asian = face,
            "font" if tag.attribute("script").is_some_and(|script| script == "Hans") => fonts.chinese = face,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(fonts)
}
