//! The parts of a document that are read, as text; and the same parts walked.

use super::body::{self, Part};
use super::fault::Fault;
use super::numbering::Numbering;
use super::package::{Limits, Package};
use super::section::{Pages, Section};
use super::settings::Settings;
use super::styles::Styles;
use super::theme::Theme;
use crate::Reason;

/// The parts as text.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) document: String,
    pub(super) styles: Option<String>,
    numbering: Option<String>,
    settings: Option<String>,
    theme: Option<String>,
    footnotes: Option<String>,
    endnotes: Option<String>,
    /// Headers and footers.
    margins: Vec<Margin<String>>,
}

/// A header or footer.
#[derive(Debug)]
pub(super) struct Margin<T> {
    /// By what sections refer to it.
    relation: String,
    /// `header1`
    pub(super) name: String,
    pub(super) contents: T,
}

/// The parts walked.
#[derive(Debug)]
pub(super) struct Parts<'x> {
    pub(super) body: Part<'x>,
    pub(super) notes: Vec<(&'static str, Part<'x>)>,
    pub(super) margins: Vec<Margin<Part<'x>>>,
    pub(super) styles: Styles<'x>,
    pub(super) numbering: Numbering<'x>,
    pub(super) settings: Settings,
    pub(super) theme: Theme<'x>,
}

impl Sources {
    /// Unpacks the parts.
    pub(super) fn load(package: &mut Package<'_>) -> Result<Self, Reason> {
        let main = package.main.clone();
        let Some(document) = package.part(&main)? else {
            return Err(Fault::broken(format!("it has no {main}")).into());
        };
        let mut related = |kind: &str| match package.related(kind).map(|relation| relation.target.clone()) {
            Some(target) => package.part(&target),
            None => Ok(None),
        };
        let mut sources = Self {
            document,
            styles: related("styles")?,
            numbering: related("numbering")?,
            settings: related("settings")?,
            theme: related("theme")?,
            footnotes: related("footnotes")?,
            endnotes: related("endnotes")?,
            margins: Vec::new(),
        };
        let margins: Vec<_> = package
            .relations
            .iter()
            .filter(|relation| matches!(relation.kind.as_str(), "header" | "footer"))
            .cloned()
            .collect();
        for relation in margins {
            if let Some(contents) = package.part(&relation.target)? {
                let name = stem(&relation.target).to_owned();
                sources.margins.push(Margin { relation: relation.id, name, contents });
            }
        }
        Ok(sources)
    }

    /// Walks the parts.
    pub(super) fn walk(&self, limits: Limits) -> Result<Parts<'_>, Fault> {
        let depth = limits.depth;
        let mut notes = Vec::new();
        for (name, source) in [("footnotes", &self.footnotes), ("endnotes", &self.endnotes)] {
            if let Some(source) = source {
                notes.push((name, body::walk_notes(source, limits)?));
            }
        }
        let mut margins = Vec::new();
        for margin in &self.margins {
            margins.push(Margin {
                relation: margin.relation.clone(),
                name: margin.name.clone(),
                contents: body::walk(&margin.contents, limits)?,
            });
        }
        Ok(Parts {
            body: body::walk(&self.document, limits)?,
            notes,
            margins,
            styles: match &self.styles {
                Some(source) => Styles::read(source, depth)?,
                None => Styles::default(),
            },
            numbering: match &self.numbering {
                Some(source) => Numbering::read(source, depth)?,
                None => Numbering::default(),
            },
            settings: match &self.settings {
                Some(source) => Settings::read(source, depth)?,
                None => Settings::default(),
            },
            theme: match &self.theme {
                Some(source) => Theme::read(source, depth)?,
                None => Theme::default(),
            },
        })
    }
}

impl<'x> Parts<'x> {
    /// The header of the document's first page.
    pub(super) fn first_header(&self) -> Option<&Margin<Part<'x>>> {
        let section = self.sections().next()?;
        let wanted = if section.own_first_page { Pages::First } else { Pages::Usual };
        let reference = section.headers.iter().find(|reference| reference.pages == wanted)?;
        self.margin(&reference.relation)
    }

    /// The header or footer of that relation.
    pub(super) fn margin(&self, relation: &str) -> Option<&Margin<Part<'x>>> {
        self.margins.iter().find(|margin| margin.relation == relation)
    }

    /// The sections in order.
    pub(super) fn sections(&self) -> impl Iterator<Item = &Section> {
        use super::model::Block;
        let mut sections = Vec::new();
        Block::paragraphs(&self.body.blocks, &mut |paragraph| sections.extend(paragraph.section.as_deref()));
        sections.extend(self.body.section.as_ref());
        sections.into_iter()
    }
}

/// `header1` of `word/header1.xml`.
fn stem(target: &str) -> &str {
    let file = target.rsplit('/').next().unwrap_or(target);
    file.split('.').next().unwrap_or(file)
}
