//! Which element begins where and which end tag ends it.
//! In: the tokenizer's events, in the order of the page. Out: the tree.

use super::stretch::RawChunk;
use super::{Attribute, Chunk, MOST_NODES, Name, Node, NodeKind, TooMany, Tree};
use crate::html::tag::{TAGS, Tag};
use html5gum::Span;
use html5gum::emitters::callback::CallbackEvent;

/// How deep elements stand in each other; what is deeper stands beside its parent.
const MOST_DEPTH: usize = 512;
/// How long an attribute's value is that is kept: a picture in a `data:` address is not.
const MOST_VALUE: usize = 4096;

/// Builds the tree from the tokenizer's events.
#[derive(Debug, Default)]
pub(super) struct Builder {
    tree: Tree,
    /// The open elements, from the page to the innermost.
    open: Vec<u32>,
    /// How many of each are open.
    count: Vec<u32>,
    /// The start tag that is being read.
    tag: Option<Tag>,
    first_attribute: usize,
    name: Option<Name>,
    /// The chunks of the words being read.
    pub(super) chunks: Vec<RawChunk>,
    /// The page has more nodes than are kept.
    pub(super) full: bool,
}

impl Builder {
    pub(super) fn new() -> Self {
        let mut builder = Self { count: vec![0; TAGS], open: vec![0], ..Self::default() };
        builder.tree.nodes.push(Node {
            parent: 0,
            end: 0,
            kind: NodeKind::Element(Tag::Html),
            from: 0,
            to: 0,
        });
        builder
    }

    pub(super) fn finish(mut self) -> Tree {
        let end = self.tree.nodes.len() as u32;
        for node in self.open {
            self.tree.nodes[node as usize].end = end;
        }
        self.tree
    }

    fn parent(&self) -> u32 {
        self.open.last().copied().unwrap_or_default()
    }

    fn open_tag(&self, depth: usize) -> Tag {
        self.tree.tag(self.open[depth]).unwrap_or(Tag::Inline)
    }

    fn add(&mut self, kind: NodeKind, from: usize, to: usize) -> u32 {
        let node = self.tree.nodes.len() as u32;
        if self.tree.nodes.len() >= MOST_NODES || self.tree.chunks.len() >= MOST_NODES {
            self.full = true;
            return 0;
        }
        let (from, to) = (from as u32, to as u32);
        self.tree.nodes.push(Node { parent: self.parent(), end: node + 1, kind, from, to });
        node
    }

    fn close_to(&mut self, depth: usize) {
        let end = self.tree.nodes.len() as u32;
        while self.open.len() > depth.max(1) {
            if let Some(node) = self.open.pop() {
                self.tree.nodes[node as usize].end = end;
                if let Some(tag) = self.tree.tag(node) {
                    self.count[tag as usize] -= 1;
                }
            }
        }
    }

    /// The innermost open element that `wanted` takes, where none that `stops` takes stands above it.
    fn innermost(&self, wanted: impl Fn(Tag) -> bool, stops: impl Fn(Tag) -> bool) -> Option<usize> {
        for depth in (1..self.open.len()).rev() {
            let tag = self.open_tag(depth);
            if wanted(tag) {
                return Some(depth);
            }
            if stops(tag) {
                return None;
            }
        }
        None
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.count[tag as usize] > 0
    }

    /// Ends what the start of `tag` ends without saying so.
    fn imply_ends(&mut self, tag: Tag) {
        let ended = match tag {
            Tag::Li if self.is_open(Tag::Li) => {
                self.innermost(|open| open == Tag::Li, |open| open == Tag::List || open.is_scope())
            }
            Tag::Dt | Tag::Dd if self.is_open(Tag::Dt) || self.is_open(Tag::Dd) => self.innermost(
                |open| matches!(open, Tag::Dt | Tag::Dd),
                |open| open == Tag::List || open.is_scope(),
            ),
            Tag::Option if self.is_open(Tag::Option) => {
                self.innermost(|open| open == Tag::Option, |open| open == Tag::Select || open.is_scope())
            }
            Tag::Td if self.is_open(Tag::Td) => {
                self.innermost(|open| open == Tag::Td, |open| open == Tag::Table)
            }
            Tag::Tr if self.is_open(Tag::Tr) => {
                self.innermost(|open| open == Tag::Tr, |open| open == Tag::Table)
            }
            Tag::TableBody if self.is_open(Tag::TableBody) || self.is_open(Tag::Tr) => self
                .innermost(|open| open == Tag::TableBody, |open| open == Tag::Table)
                .or_else(|| self.innermost(|open| open == Tag::Tr, |open| open == Tag::Table)),
            _ => None,
        };
        if let Some(depth) = ended {
            self.close_to(depth);
        }
        if tag.is_block() && self.is_open(Tag::P) {
            let ended = self.innermost(|open| open == Tag::P, Tag::is_scope);
            if let Some(depth) = ended {
                self.close_to(depth);
            }
        }
        if tag == Tag::Heading && self.open_tag(self.open.len() - 1) == Tag::Heading {
            self.close_to(self.open.len() - 1);
        }
        // A body that begins ends the head.
        if (tag.is_block() || tag == Tag::Img)
            && tag != Tag::Head
            && self.is_open(Tag::Head)
            && tag != Tag::Title
        {
            let ended = self.innermost(|open| open == Tag::Head, |_| false);
            if let Some(depth) = ended {
                self.close_to(depth);
            }
        }
    }

    fn start(&mut self, tag: Tag) {
        let to = self.tree.attributes.len();
        if tag == Tag::Html || (tag == Tag::Body && self.is_open(Tag::Body)) {
            return;
        }
        self.imply_ends(tag);
        let node = self.add(NodeKind::Element(tag), self.first_attribute, to);
        if !tag.is_void() && node > 0 && self.open.len() < MOST_DEPTH {
            self.open.push(node);
            self.count[tag as usize] += 1;
        }
    }

    fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Br => self.first_attribute = self.tree.attributes.len(),
            Tag::Html | Tag::Body => return,
            _ if !self.is_open(tag) => return,
            _ => {}
        }
        if tag == Tag::Br {
            self.start(Tag::Br);
            return;
        }
        // The end of an inline element does not end a block, nor the end of a block a table's cell.
        let depth = if tag.is_block() {
            let table = matches!(tag, Tag::Table | Tag::TableBody | Tag::Tr | Tag::Td | Tag::Caption);
            self.innermost(
                |open| open == tag,
                |open| if table { open == Tag::Table } else { open.is_scope() },
            )
        } else {
            self.innermost(|open| open == tag, Tag::is_block)
        };
        if let Some(depth) = depth {
            self.close_to(depth);
        }
    }

    fn words(&mut self, value: &[u8]) {
        let from = self.tree.chunks.len();
        let mut at = 0;
        for RawChunk { length, start, end, own } in self.chunks.drain(..) {
            let to = at + length as usize;
            let words = value.get(at..to).and_then(|words| std::str::from_utf8(words).ok());
            at = to;
            let Some(words) = words else { continue };
            let mut decoded = (0, 0);
            if !own {
                let begin = self.tree.decoded.len() as u32;
                self.tree.decoded.push_str(words);
                decoded = (begin, begin + length);
            }
            self.tree.chunks.push(Chunk { start, end, decoded });
        }
        if self.open.last().and_then(|open| self.tree.tag(*open)) == Some(Tag::Unread) {
            self.tree.chunks.truncate(from);
            return;
        }
        let to = self.tree.chunks.len();
        self.add(NodeKind::Words, from, to);
    }

    fn comment(&mut self, value: &[u8]) {
        let from = self.tree.decoded.len();
        let short = value.len() <= 80;
        if short && let Ok(words) = std::str::from_utf8(value) {
            self.tree.decoded.push_str(words);
            let to = self.tree.decoded.len();
            self.add(NodeKind::Comment, from, to);
        }
    }

    fn attribute(&mut self, value: &[u8], at: Span<usize>) {
        let Some(name) = self.name.take() else { return };
        if self.tag.is_none() || value.len() > MOST_VALUE {
            return;
        }
        let from = self.tree.values.len() as u32;
        self.tree.values.push_str(std::str::from_utf8(value).unwrap_or_default());
        let value = (from, self.tree.values.len() as u32);
        self.tree.attributes.push(Attribute { name, value, at: (at.start as u32, at.end as u32) });
    }

    /// Takes the next event.
    pub(super) fn event(&mut self, event: &CallbackEvent<'_>, span: Span<usize>) -> Option<TooMany> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some(Tag::of(name));
                self.tree.scripts |= name == b"script";
                self.first_attribute = self.tree.attributes.len();
                self.name = None;
            }
            CallbackEvent::AttributeName { name } => {
                // An attribute without a value: the one before it has none.
                self.attribute(b"", Span { start: span.start, end: span.start });
                self.name = Name::of(name);
            }
            CallbackEvent::AttributeValue { value } => self.attribute(value, span),
            CallbackEvent::CloseStartTag { .. } => {
                self.attribute(b"", Span { start: span.start, end: span.start });
                if let Some(tag) = self.tag.take() {
                    self.start(tag);
                }
            }
            CallbackEvent::EndTag { name } => self.end(Tag::of(name)),
            CallbackEvent::String { value } => self.words(value),
            CallbackEvent::Comment { value } => self.comment(value),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        self.full.then_some(TooMany)
    }
}
