//! A walk over the XML of a part, over quick-xml: elements are known by their local names, for the namespaces of the two
//! editions of the standard differ and programs name the prefixes as they like. Offsets are bytes of the part.
//! No entity but the five of XML itself is known, and a document type declaration ends the reading.

use super::fault::Fault;
use memchr::{memchr, memmem};
use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use std::borrow::Cow;
use std::ops::Range;

/// The mark that some programs put before UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The walk.
pub(super) struct Xml<'x> {
    source: &'x str,
    reader: Reader<&'x [u8]>,
    /// Bytes before what the reader sees.
    base: usize,
    /// The names of the open elements.
    open: Vec<&'x str>,
    limit: u32,
    /// Whether the element that was opened last is empty, so that it is to be closed next.
    closes: bool,
    /// Where the last event began.
    began: usize,
}

/// The beginning of an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'x> {
    /// Its name and attributes, without the brackets.
    words: &'x str,
    name_length: usize,
    /// Where it begins.
    pub(super) start: u32,
    /// Where it ends, and its contents begin.
    pub(super) end: u32,
    /// Whether it has no contents: `<w:p/>`.
    pub(super) is_empty: bool,
}

/// The words of an element.
#[derive(Debug)]
pub(super) struct Words<'x> {
    pub(super) text: Cow<'x, str>,
    /// Where they stand, without the blanks that do not count.
    pub(super) raw: Range<u32>,
    /// Whether the bytes between are words and references only.
    pub(super) is_plain: bool,
}

enum Node<'x> {
    Open(Tag<'x>),
    Close,
    Text,
}

impl<'x> Xml<'x> {
    /// A walk over `source`, not deeper than `limit`.
    pub(super) fn new(source: &'x str, limit: u32) -> Self {
        let base = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Self { source, reader: reader(source, base), base, open: Vec::new(), limit, closes: false, began: 0 }
    }

    /// The root element.
    pub(super) fn root(&mut self) -> Result<Tag<'x>, Fault> {
        loop {
            match self.next()? {
                Node::Open(tag) => return Ok(tag),
                Node::Text => {}
                Node::Close => return Err(Fault::broken("an element ends that never began")),
            }
        }
    }

    /// The next element inside the open one; `None`: the open one has ended. What is returned must be walked to its end,
    /// with `child` or with `skip`.
    pub(super) fn child(&mut self) -> Result<Option<Tag<'x>>, Fault> {
        loop {
            match self.next()? {
                Node::Open(tag) => return Ok(Some(tag)),
                Node::Close => return Ok(None),
                Node::Text => {}
            }
        }
    }

    /// Walks to the end of the element that was just opened.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        if !self.closes && self.jump() {
            return Ok(());
        }
        let mut open = 1_u32;
        while open > 0 {
            match self.next()? {
                Node::Open(_) => open += 1,
                Node::Close => open -= 1,
                Node::Text => {}
            }
        }
        Ok(())
    }

    /// All bytes of the element that was just opened, walked to its end.
    pub(super) fn bytes(&mut self, tag: Tag<'x>) -> Result<&'x str, Fault> {
        self.skip()?;
        Ok(self.source.get(tag.start as usize..self.position() as usize).unwrap_or_default())
    }

    /// Goes behind the end of the element that was just opened without looking at what is inside; most of a part is
    /// properties that nobody reads. False: an element of the same name may stand inside, or none of its ends is there.
    fn jump(&mut self) -> bool {
        let start = self.position() as usize;
        let (Some(name), Some(rest)) = (self.open.last(), self.source.get(start..)) else { return false };
        let bytes = rest.as_bytes();
        let mut from = 0;
        while let Some(at) = bytes.get(from..).and_then(|rest| memmem::find(rest, name.as_bytes())) {
            let (begins, behind) = (from + at, from + at + name.len());
            from = behind;
            let ends_name = bytes.get(behind).is_some_and(|next| !is_name_byte(*next));
            let before = bytes.get(..begins).unwrap_or_default();
            if !ends_name || !before.ends_with(b"</") {
                if ends_name && before.ends_with(b"<") {
                    return false;
                }
                continue;
            }
            let Some(length) = memchr(b'>', bytes.get(behind..).unwrap_or_default()) else { return false };
            self.began = start + begins - 2;
            self.base = start + behind + length + 1;
            self.reader = reader(self.source, self.base);
            self.open.pop();
            return true;
        }
        false
    }

    /// The words of the open element, walked to its end. Blanks on either side count only where the tag says so.
    pub(super) fn words(&mut self, tag: Tag<'x>) -> Result<Words<'x>, Fault> {
        self.skip()?;
        let (start, end) = (tag.end as usize, self.began.max(tag.end as usize));
        let raw = self.source.get(start..end).unwrap_or_default();
        if raw.contains('<') {
            let text = Cow::Owned(without_markup(raw)?);
            return Ok(Words { text, raw: tag.end..end as u32, is_plain: false });
        }
        let keeps = tag.attribute("space").is_some_and(|space| space == "preserve");
        let words = if keeps { raw } else { raw.trim_matches(is_xml_blank) };
        let lead = if keeps { 0 } else { raw.len() - raw.trim_start_matches(is_xml_blank).len() };
        let first = (start + lead.min(raw.len() - words.len())) as u32;
        Ok(Words { text: plain(words)?, raw: first..first + words.len() as u32, is_plain: true })
    }

    /// Where the event that was read last began: of the end of an element, its closing tag.
    pub(super) fn began(&self) -> u32 {
        self.began as u32
    }

    /// Where the event that was read last ended.
    pub(super) fn position(&self) -> u32 {
        (self.base + self.reader.buffer_position() as usize) as u32
    }

    fn next(&mut self) -> Result<Node<'x>, Fault> {
        if self.closes {
            self.closes = false;
            self.open.pop();
            self.began = self.position() as usize;
            return Ok(Node::Close);
        }
        loop {
            self.began = self.position() as usize;
            let (name_length, is_empty) = match self.reader.read_event().map_err(|error| wrong(&error))? {
                Event::Start(tag) => (tag.name().as_ref().len(), false),
                Event::Empty(tag) => (tag.name().as_ref().len(), true),
                Event::End(tag) => {
                    let name = self.open.pop();
                    if name.is_none_or(|name| name != tag.name().as_ref()) {
                        return Err(Fault::broken("an element ends that is not open"));
                    }
                    return Ok(Node::Close);
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => return Ok(Node::Text),
                Event::DocType(_) => return Err(Fault::Doctype),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                Event::Eof => return Err(Fault::broken("it ends too early")),
            };
            let end = self.position();
            let inner = self.began + 1..end as usize - if is_empty { 2 } else { 1 };
            let words = self.source.get(inner).unwrap_or_default();
            self.open.push(words.get(..name_length).unwrap_or_default());
            if self.open.len() > self.limit as usize {
                return Err(Fault::TooDeep { limit: self.limit });
            }
            self.closes = is_empty;
            return Ok(Node::Open(Tag { words, name_length, start: self.began as u32, end, is_empty }));
        }
    }
}

/// A reader of what stands from `base` on; which ends belong to which beginnings is known here.
fn reader(source: &str, base: usize) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(source.get(base..).unwrap_or_default());
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    reader
}

/// Whether a name of XML goes on with the byte.
const fn is_name_byte(byte: u8) -> bool {
    !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>' | b'<')
}

impl<'x> Tag<'x> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &'x str {
        let name = self.words.get(..self.name_length).unwrap_or_default();
        local(name)
    }

    /// The prefix of its name with the colon; empty: none.
    pub(super) fn prefix(&self) -> &'x str {
        let name = self.words.get(..self.name_length).unwrap_or_default();
        name.get(..name.len() - local(name).len()).unwrap_or_default()
    }

    /// The value of the attribute of that local name.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'x, str>> {
        self.attributes().find_map(|(key, value)| (key == name).then_some(value))
    }

    /// The attributes by their local names, in order; declarations of namespaces among them.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'x str, Cow<'x, str>)> {
        let mut attributes = Attributes::new(self.words, self.name_length);
        attributes.with_checks(false);
        attributes.filter_map(|attribute| {
            let attribute = attribute.ok()?;
            let value = match attribute.value {
                Cow::Borrowed(value) => unescape(value).ok()?,
                Cow::Owned(value) => Cow::Owned(unescape(&value).ok()?.into_owned()),
            };
            Some((local(attribute.key.into_inner()), value))
        })
    }

    /// The attribute `val`.
    pub(super) fn value(&self) -> Option<Cow<'x, str>> {
        self.attribute("val")
    }

    /// Whether it switches on what it names: `<w:b/>`, but not `<w:b w:val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        self.value().is_none_or(|value| !matches!(value.as_ref(), "0" | "false" | "off"))
    }

    /// The attribute as a whole number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }
}

fn local(name: &str) -> &str {
    // Names are short: a search that prepares itself takes longer.
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// Words with references in them.
fn plain(words: &str) -> Result<Cow<'_, str>, Fault> {
    unescape(words).map_err(|error| Fault::broken(error.to_string()))
}

/// The words of what holds comments or CDATA, and of no element inside.
fn without_markup(raw: &str) -> Result<String, Fault> {
    let mut reader = Reader::from_str(raw);
    reader.config_mut().check_end_names = false;
    let mut text = String::new();
    let mut depth = 0_u32;
    loop {
        match reader.read_event().map_err(|error| wrong(&error))? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(words) if depth == 0 => text.push_str(&plain(&words.into_inner())?),
            Event::GeneralRef(name) if depth == 0 => {
                text.push_str(&plain(&format!("&{};", name.into_inner()))?);
            }
            Event::CData(words) if depth == 0 => text.push_str(&words.into_inner()),
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

const fn is_xml_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

fn wrong(error: &Error) -> Fault {
    Fault::broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Result<(String, String), Fault> {
        let mut xml = Xml::new(source, 8);
        let root = xml.root()?;
        let words = xml.words(root)?;
        let raw = source[words.raw.start as usize..words.raw.end as usize].to_owned();
        Ok((words.text.into_owned(), raw))
    }

    #[test]
    fn words_come_with_their_place() {
        assert_eq!(words("<t>𠮷&amp;&#x1F600;</t>").unwrap(), ("𠮷&😀".into(), "𠮷&amp;&#x1F600;".into()));
        assert_eq!(words("\u{FEFF}<t> a </t>").unwrap(), ("a".into(), "a".into()));
        assert_eq!(words("<t xml:space='preserve'> a </t>").unwrap().0, " a ");
        assert_eq!(words("<t>a<!-- b --><![CDATA[<c>]]></t>").unwrap().0, "a<c>");
        assert_eq!(words("<t/>").unwrap().0, "");
    }

    #[test]
    fn entities_and_declarations_are_refused() {
        assert!(matches!(words("<t>&x;</t>"), Err(Fault::Broken(_))));
        assert_eq!(words("<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///a'>]><t>&x;</t>"), Err(Fault::Doctype));
        assert_eq!(words(&"<a>".repeat(9)), Err(Fault::TooDeep { limit: 8 }));
        assert!(matches!(words("<t>a</u>"), Err(Fault::Broken(_))));
        assert!(matches!(words("<t>a"), Err(Fault::Broken(_))));
    }

    #[test]
    fn what_is_passed_over_ends_where_it_ends() {
        for inside in ["", "<w:b/>", "<w:ab></w:ab>", "<w:a/>", "<w:a></w:a>", "<x:w:a/>w:a&lt;/w:a>"] {
            let source = format!("<w:r><w:a>{inside}</w:a ><w:c/></w:r>");
            let mut xml = Xml::new(&source, 8);
            xml.root().unwrap();
            let tag = xml.child().unwrap().unwrap();
            assert_eq!(xml.bytes(tag).unwrap(), format!("<w:a>{inside}</w:a >"));
            let next = xml.child().unwrap().unwrap();
            assert_eq!(next.name(), "c", "{inside}");
            xml.skip().unwrap();
            assert!(xml.child().unwrap().is_none());
        }
    }

    #[test]
    fn names_are_known_without_their_prefixes() {
        let mut xml = Xml::new("<v:a w:val='x&lt;' b='1' />", 8);
        let tag = xml.root().unwrap();
        assert_eq!((tag.name(), tag.prefix(), tag.value().as_deref()), ("a", "v:", Some("x<")));
        assert_eq!((tag.number("b"), tag.is_on(), tag.is_empty), (Some(1), true, true));
        assert!(xml.child().unwrap().is_none());
    }
}
