//! A page as a tree: elements, comments and words in the order of the file.
//! In: the page's text. Out: nodes, each with the end of what is below it, so that a walk needs no recursion.
//!
//! The tokenizer is html5gum's; which element an end tag ends is ours, a light reading of the standard's tree construction:
//! end tags that are left out are implied, and one that fits nothing open is passed over. Depth is bounded as in browsers.

mod build;
mod stretch;

use super::tag::Tag;
use crate::Reason;
use build::Builder;
use std::ops::Range;

/// How many nodes a page has, and how many stretches of words.
const MOST_NODES: usize = 2_000_000;

/// A page's nodes and what they hold.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// In the order of the file; the first is the page itself.
    pub(super) nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    values: String,
    chunks: Vec<Chunk>,
    decoded: String,
    scripts: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// The node it stands in; the page stands in itself.
    pub(super) parent: u32,
    /// The node after the last one below it.
    pub(super) end: u32,
    pub(super) kind: NodeKind,
    /// Where its attributes, words or comment begin and end.
    from: u32,
    to: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    Element(Tag),
    Comment,
    Words,
}

#[derive(Debug, Clone, Copy)]
struct Attribute {
    name: Name,
    value: (u32, u32),
    /// Where the value stands in the page.
    at: (u32, u32),
}

/// The attributes that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Class,
    Colspan,
    Content,
    Hidden,
    Href,
    HttpEquiv,
    Id,
    Named,
    Property,
    Rel,
    Rowspan,
    Src,
    Style,
}

impl Name {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"colspan" => Self::Colspan,
            b"content" => Self::Content,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"http-equiv" => Self::HttpEquiv,
            b"id" => Self::Id,
            b"name" => Self::Named,
            b"property" => Self::Property,
            b"rel" => Self::Rel,
            b"rowspan" => Self::Rowspan,
            b"src" => Self::Src,
            b"style" => Self::Style,
            _ => return None,
        })
    }
}

/// A stretch of words and where it stands in the page.
#[derive(Debug, Clone, Copy)]
struct Chunk {
    start: u32,
    end: u32,
    /// Where the words stand among the decoded ones; empty: they are the page's own.
    decoded: (u32, u32),
}

/// Words as they are read, and the stretch of the page that they stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Tree {
    /// Reads the page.
    pub(super) fn parse(page: &str) -> Result<Self, Reason> {
        let mut builder = Builder::new();
        match stretch::tokenize(page, &mut builder) {
            Ok(()) => Ok(builder.finish()),
            Err(TooMany) => Err(Reason::TooManyElements { limit: MOST_NODES }),
        }
    }

    pub(super) fn tag(&self, node: u32) -> Option<Tag> {
        match self.nodes.get(node as usize)?.kind {
            NodeKind::Element(tag) => Some(tag),
            _ => None,
        }
    }

    /// Whether the page has scripts.
    pub(super) fn has_scripts(&self) -> bool {
        self.scripts
    }

    /// The nodes below, and the node itself.
    pub(super) fn below(&self, node: u32) -> Range<u32> {
        node..self.nodes.get(node as usize).map_or(node, |found| found.end)
    }

    /// The nodes right below.
    pub(super) fn children(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.below(node).end;
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.nodes[child as usize].end;
            Some(child)
        })
    }

    /// The first value of that attribute, empty or not.
    pub(super) fn attribute(&self, node: u32, name: Name) -> Option<&str> {
        self.found(node, name).map(|found| &self.values[found.value.0 as usize..found.value.1 as usize])
    }

    /// The value of that attribute with its place.
    pub(super) fn value(&self, node: u32, name: Name) -> Option<Words<'_>> {
        let found = self.found(node, name)?;
        let text = &self.values[found.value.0 as usize..found.value.1 as usize];
        Some(Words { text, start: found.at.0, end: found.at.1 })
    }

    fn found(&self, node: u32, name: Name) -> Option<&Attribute> {
        let node = self.nodes.get(node as usize)?;
        if !matches!(node.kind, NodeKind::Element(_)) {
            return None;
        }
        self.attributes[node.from as usize..node.to as usize].iter().find(|found| found.name == name)
    }

    /// The stretches of words of a node.
    pub(super) fn words<'t>(&'t self, page: &'t str, node: u32) -> impl Iterator<Item = Words<'t>> {
        let node = self.nodes[node as usize];
        let chunks = if node.kind == NodeKind::Words { node.from as usize..node.to as usize } else { 0..0 };
        self.chunks[chunks].iter().map(move |chunk| {
            let (from, to) = chunk.decoded;
            let text = if from < to {
                &self.decoded[from as usize..to as usize]
            } else {
                page.get(chunk.start as usize..chunk.end as usize).unwrap_or_default()
            };
            Words { text, start: chunk.start, end: chunk.end }
        })
    }

    /// The words of a comment; empty for other nodes.
    pub(super) fn comment(&self, node: u32) -> &str {
        let node = self.nodes[node as usize];
        if node.kind == NodeKind::Comment { &self.decoded[node.from as usize..node.to as usize] } else { "" }
    }
}

/// The page has more nodes than are kept.
struct TooMany;

#[cfg(test)]
mod tests;
