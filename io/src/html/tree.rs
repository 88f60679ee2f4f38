//! A page as a tree: elements, comments and words in the order of the file.
//! In: the page's text. Out: nodes, each with the end of what is below it, so that a walk needs no recursion.
//!
//! The tokenizer is html5gum's; which element an end tag ends is ours, a light reading of the standard's tree construction:
//! end tags that are left out are implied, and one that fits nothing open is passed over. Depth is bounded as in browsers.

use super::tag::{TAGS, Tag};
use crate::Reason;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Error, ForwardingEmitter, Span, State, Tokenizer};
use std::ops::Range;

/// How deep elements stand in each other; what is deeper stands beside its parent.
const MOST_DEPTH: usize = 512;
/// How many nodes a page has, and how many stretches of words.
const MOST_NODES: usize = 2_000_000;
/// How long an attribute's value is that is kept: a picture in a `data:` address is not.
const MOST_VALUE: usize = 4096;

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
        let mut inner = CallbackEmitter::new(Building(&mut builder));
        inner.naively_switch_states(true);
        let emitter = Chunked { inner, page: page.as_bytes(), position: 0, last: 0 };
        // The one token that is ever told is that there are too many.
        match Tokenizer::new_with_emitter(page, emitter).next() {
            Some(Ok(TooMany)) => return Err(Reason::TooManyElements { limit: MOST_NODES }),
            Some(Err(never)) => match never {},
            None => {}
        }
        Ok(builder.finish())
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

/// A stretch of the words being read.
#[derive(Debug, Clone, Copy)]
struct RawChunk {
    /// How many bytes it has when it is read.
    length: u32,
    /// Where it stands in the page.
    start: u32,
    end: u32,
    /// Whether the page has the same bytes there.
    own: bool,
}

/// Builds the tree from the tokenizer's events.
#[derive(Debug, Default)]
struct Builder {
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
    chunks: Vec<RawChunk>,
    /// The page has more nodes than are kept.
    full: bool,
}

impl Builder {
    fn new() -> Self {
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

    fn finish(mut self) -> Tree {
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
}

/// The builder, lent to the tokenizer.
struct Building<'b>(&'b mut Builder);

impl Callback<TooMany, usize> for Building<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<TooMany> {
        self.0.event(&event, span)
    }
}

impl Builder {
    fn event(&mut self, event: &CallbackEvent<'_>, span: Span<usize>) -> Option<TooMany> {
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

/// Tells the builder of each stretch of words apart: the page's own words, and each entity.
struct Chunked<'p, 'b> {
    inner: CallbackEmitter<Building<'b>, TooMany, usize>,
    page: &'p [u8],
    position: usize,
    /// Where the last stretch ended.
    last: usize,
}

impl ForwardingEmitter for Chunked<'_, '_> {
    type Token = TooMany;

    fn inner(&mut self) -> &mut impl Emitter<Token = TooMany> {
        &mut self.inner
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _error: Error) {}

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
        self.inner.move_position(offset);
    }

    fn init_string(&mut self) {
        self.last = self.position;
        self.inner.init_string();
    }

    fn emit_string(&mut self, words: &[u8]) {
        let (mut start, end) = (self.last.min(self.position), self.position);
        self.last = end;
        // Of CR LF, one line end is read, and the stretch behind it seems to begin a byte too early.
        let behind = end.saturating_sub(words.len());
        let own = self.page.get(behind..end) == Some(words);
        if own {
            start = behind;
        }
        let builder = &mut *self.inner.callback_mut().0;
        let chunks = &mut builder.chunks;
        let many = chunks.len() >= MOST_NODES;
        let (length, start, end) = (words.len() as u32, start as u32, end as u32);
        match chunks.last_mut() {
            // The tokenizer may tell a character's bytes one after another.
            Some(last) if own && last.own && last.end == start => {
                (last.length, last.end) = (last.length + length, end);
            }
            _ if many => builder.full = true,
            _ if length > 0 => chunks.push(RawChunk { length, start, end, own }),
            _ => {}
        }
        self.inner.emit_string(words);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let state = self.inner.emit_current_tag();
        self.last = self.position;
        state
    }
}

#[cfg(test)]
mod tests;
