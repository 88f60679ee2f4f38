//! Word documents (.docx), as Word and WPS write them.
//!
//! [`read`] makes text of them: red head (版头), body, footnotes and endnotes, in this order. Headers, footers, comments,
//! tables of contents and hidden words are no part of the text. Automatic numbers are written out, for readers see them.
//! [`annotate`] writes findings back as comments.
//! With the text comes a record of the kind `layout`: page, fonts, sizes and lines as far as the file tells them.

mod annotate;
mod body;
mod fault;
mod field;
#[cfg(test)]
mod fixture;
mod layout;
mod lines;
mod measure;
mod model;
mod numbering;
mod numerals;
mod package;
mod properties;
mod red_head;
mod remarks;
mod run;
mod section;
mod settings;
mod sources;
mod styles;
mod symbol;
mod table;
#[cfg(test)]
mod tests;
mod theme;
mod xml;

pub use annotate::{Annotate, annotate, without_annotations};
pub use fault::{Actual, Fault};
pub use package::Limits;

use crate::{Reading, Reason};
use lines::{Ground, Lines};
use package::Package;
use sources::{Parts, Sources};

/// How a Word document is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DocxOptions {
    /// What becomes of tracked changes.
    pub view: View,
    /// How much is read before a file is refused.
    pub limits: Limits,
}

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// They are taken as accepted: what is inserted counts, what is deleted does not.
    #[default]
    Accepted,
    /// They are taken as rejected: the text before them.
    Original,
}

/// Reads a Word document.
pub fn read(bytes: &[u8], options: &DocxOptions) -> Result<Reading, Reason> {
    let mut package = Package::open(bytes, options.limits)?;
    let sources = Sources::load(&mut package)?;
    let parts = sources.walk(options.limits)?;
    let mut reading = write(&parts, options.view);
    if reading.text.chars().all(gongkai::source::is_blank) {
        return Err(Reason::NoText);
    }
    let layout = layout::record(&parts, &reading);
    reading.records.push(layout);
    Ok(reading)
}

/// The parts as text.
fn write(parts: &Parts<'_>, view: View) -> Reading {
    let accepted = view == View::Accepted;
    let ground = Ground { styles: &parts.styles, numbering: &parts.numbering, accepted };
    let mut lines = Lines::new(ground);
    red_head::write(parts, ground, &mut lines);
    lines.part("document", &parts.body.blocks, &parts.body.unended);
    for (name, notes) in &parts.notes {
        lines.part(name, &notes.blocks, &notes.unended);
    }
    let remarks = remarks::remarks(parts, lines.tally, view);
    Reading { text: lines.text, origins: lines.origins, remarks, ..Reading::default() }
}
