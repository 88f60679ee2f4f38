//! The settings of a document that its layout depends on.

use super::fault::Fault;
use super::xml::Xml;

/// The settings.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the file's own")]
pub(super) struct Settings {
    /// Whether even pages have headers and footers of their own.
    pub(super) even_and_odd: bool,
    /// Whether left and right margins change sides on even pages.
    pub(super) mirrored: bool,
    /// Whether the gutter is at the top.
    pub(super) gutter_at_top: bool,
}

impl Settings {
    /// Reads the part.
    pub(super) fn read(source: &str, depth: u32) -> Result<Self, Fault> {
        let mut xml = Xml::new(source, depth);
        xml.root()?;
        let mut settings = Self::default();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "evenAndOddHeaders" => settings.even_and_odd = tag.is_on(),
                "mirrorMargins" => settings.mirrored = tag.is_on(),
                "gutterAtTop" => settings.gutter_at_top = tag.is_on(),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(settings)
    }
}
