//! Automatic numbering: the lists that `numbering.xml` defines, and the words that each paragraph of them prints.

use super::fault::Fault;
use super::numerals;
use super::properties::{self, ParagraphProperties};
use super::styles::Styles;
use super::symbol;
use super::xml::{Tag, Xml};
use std::borrow::Cow;
use std::collections::HashMap;

/// Levels of a list.
const LEVELS: usize = 9;
/// Abstract lists and lists beyond which the rest is left out.
const MOST_PATTERNS: usize = 10_000;
const MOST_LISTS: usize = 100_000;
/// Characters of a number's pattern beyond which the rest is left out.
const LONGEST_PATTERN: usize = 64;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering<'x> {
    patterns: HashMap<u32, Pattern<'x>>,
    lists: HashMap<u32, List<'x>>,
}

/// An abstract list: its levels.
#[derive(Debug, Default)]
struct Pattern<'x> {
    levels: [Level<'x>; LEVELS],
    /// The style in whose list the levels are.
    style: Option<Cow<'x, str>>,
}

/// A list: an abstract one with changes of its own.
#[derive(Debug, Default)]
struct List<'x> {
    pattern: u32,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Box<Level<'x>>>; LEVELS],
}

/// A level of a list.
#[derive(Debug, Clone)]
struct Level<'x> {
    start: u32,
    format: Cow<'x, str>,
    text: Cow<'x, str>,
    /// What stands behind the number: `tab`, `space`, `nothing`.
    gap: Cow<'x, str>,
    /// The level, from 1, after which it begins anew; 0: never.
    restart: Option<u32>,
    /// Whether all numbers are written in figures.
    legal: bool,
    /// The style whose paragraphs are at this level.
    style: Option<Cow<'x, str>>,
    font: Option<Cow<'x, str>>,
}

impl Default for Level<'_> {
    fn default() -> Self {
        Self {
            start: 0,
            format: "decimal".into(),
            text: "".into(),
            gap: "tab".into(),
            restart: None,
            legal: false,
            style: None,
            font: None,
        }
    }
}

/// How far the lists have counted at a place of the document.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// By abstract list: lists of one abstract list count on.
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists whose own starts were used.
    begun: HashMap<u32, [bool; LEVELS]>,
}

/// The words that a paragraph's numbering prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) words: String,
    /// Whether a gap is printed behind them.
    pub(super) gap: bool,
}

impl<'x> Numbering<'x> {
    /// Reads the part.
    pub(super) fn read(source: &'x str, depth: u32) -> Result<Self, Fault> {
        let mut xml = Xml::new(source, depth);
        xml.root()?;
        let mut numbering = Self::default();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "abstractNum" if numbering.patterns.len() < MOST_PATTERNS => {
                    let id = number(tag, "abstractNumId");
                    let pattern = pattern(&mut xml)?;
                    numbering.patterns.insert(id, pattern);
                }
                "num" if numbering.lists.len() < MOST_LISTS => {
                    let id = number(tag, "numId");
                    let list = list(&mut xml)?;
                    numbering.lists.insert(id, list);
                }
                _ => xml.skip()?,
            }
        }
        Ok(numbering)
    }

    /// The words that the paragraph's numbering prints; it counts on. `None`: it has none.
    pub(super) fn label(
        &self,
        counters: &mut Counters,
        properties: &ParagraphProperties<'x>,
        styles: &Styles<'x>,
    ) -> Option<Label> {
        let (id, level) = self.place(properties, styles)?;
        let list = self.lists.get(&id)?;
        let (pattern_id, pattern) = self.pattern(list.pattern, styles)?;
        let begun = counters.begun.entry(id).or_default();
        let counts = counters.counts.entry(pattern_id).or_default();
        for ((count, start), begun) in counts.iter_mut().zip(&list.starts).zip(begun).take(level + 1) {
            if start.is_some() && !*begun {
                *count = None;
                *begun = true;
            }
        }
        let start = |level: usize| {
            let own = list.starts.get(level).copied().flatten();
            own.unwrap_or_else(|| definition(list, pattern, level).start)
        };
        let count = counts.get_mut(level)?;
        *count = Some(count.map_or_else(|| start(level), |count| count.saturating_add(1)));
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = definition(list, pattern, deeper).restart;
            if restart.is_none_or(|restart| (level as u32) < restart) {
                *count = None;
            }
        }
        let own = definition(list, pattern, level);
        let numbers = |level: usize| {
            let count = counts.get(level).copied().flatten().unwrap_or_else(|| start(level));
            let format = definition(list, pattern, level).format.as_ref();
            let format = if own.legal && !numerals::is_decimal(format) { "decimal" } else { format };
            numerals::format(count, format)
        };
        let words = write(own, numbers);
        let gap = own.gap != "nothing";
        (!words.is_empty()).then_some(Label { words, gap })
    }

    /// The list and the level of the paragraph: its own, or its style's.
    fn place(&self, properties: &ParagraphProperties<'x>, styles: &Styles<'x>) -> Option<(u32, usize)> {
        let id = styles.of_paragraph(properties, |properties| properties.list).filter(|id| *id > 0)?;
        let linked = || {
            let style = styles.id(properties)?;
            let (_, pattern) = self.pattern(self.lists.get(&id)?.pattern, styles)?;
            pattern.levels.iter().position(|level| level.style.as_deref() == Some(style))
        };
        let level = match properties.list {
            Some(_) => properties.level.map(usize::from),
            None => linked().or(properties.level.map(usize::from)),
        };
        let level = level
            .or_else(|| styles.of_paragraph(properties, |properties| properties.level).map(usize::from))
            .unwrap_or_default();
        (level < LEVELS).then_some((id, level))
    }

    /// The abstract list, or the one that its style names.
    fn pattern<'m>(&'m self, id: u32, styles: &Styles<'x>) -> Option<(u32, &'m Pattern<'x>)> {
        let pattern = self.patterns.get(&id)?;
        let linked = || {
            let style = pattern.style.as_deref()?;
            let list = styles.chain(Some(style)).find_map(|style| style.paragraph.list)?;
            let id = self.lists.get(&list)?.pattern;
            Some((id, self.patterns.get(&id)?))
        };
        Some(linked().unwrap_or((id, pattern)))
    }
}

fn definition<'m, 'x>(list: &'m List<'x>, pattern: &'m Pattern<'x>, level: usize) -> &'m Level<'x> {
    let own = list.levels.get(level).and_then(Option::as_deref);
    own.unwrap_or_else(|| &pattern.levels[level.min(LEVELS - 1)])
}

/// The level's pattern with its numbers.
fn write(level: &Level<'_>, numbers: impl Fn(usize) -> String) -> String {
    if level.format == "none" && !level.text.contains('%') {
        return level.text.chars().take(LONGEST_PATTERN).collect();
    }
    let mut words = String::new();
    let mut signs = level.text.chars().take(LONGEST_PATTERN).peekable();
    while let Some(sign) = signs.next() {
        let place = signs.peek().and_then(|next| next.to_digit(10)).filter(|place| *place > 0);
        match place {
            Some(place) if sign == '%' => {
                signs.next();
                words.push_str(&numbers(place as usize - 1));
            }
            _ => words.push(symbol::plain(sign, level.font.as_deref().unwrap_or_default())),
        }
    }
    words
}

fn number(tag: Tag<'_>, name: &str) -> u32 {
    tag.number(name).and_then(|value| u32::try_from(value).ok()).unwrap_or_default()
}

fn pattern<'x>(xml: &mut Xml<'x>) -> Result<Pattern<'x>, Fault> {
    let mut pattern = Pattern::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "lvl" => {
                let index = number(tag, "ilvl") as usize;
                let level = level(xml)?;
                if let Some(place) = pattern.levels.get_mut(index) {
                    *place = level;
                }
            }
            name => {
                if name == "numStyleLink" {
                    pattern.style = tag.value();
                }
                xml.skip()?;
            }
        }
    }
    Ok(pattern)
}

fn list<'x>(xml: &mut Xml<'x>) -> Result<List<'x>, Fault> {
    let mut list = List::default();
    while let Some(tag) = xml.child()? {
        if tag.name() != "lvlOverride" {
            if tag.name() == "abstractNumId" {
                list.pattern = number(tag, "val");
            }
            xml.skip()?;
            continue;
        }
        let index = number(tag, "ilvl") as usize;
        while let Some(tag) = xml.child()? {
            if tag.name() == "lvl" {
                let level = level(xml)?;
                if let Some(place) = list.levels.get_mut(index) {
                    *place = Some(Box::new(level));
                }
                continue;
            }
            if tag.name() == "startOverride"
                && let Some(place) = list.starts.get_mut(index)
            {
                *place = Some(number(tag, "val"));
            }
            xml.skip()?;
        }
    }
    Ok(list)
}

fn level<'x>(xml: &mut Xml<'x>) -> Result<Level<'x>, Fault> {
    let mut level = Level::default();
    while let Some(tag) = xml.child()? {
        let value = tag.value();
        match tag.name() {
            "start" => level.start = number(tag, "val"),
            "numFmt" => level.format = value.unwrap_or_default(),
            "lvlText" => level.text = value.unwrap_or_default(),
            "suff" => level.gap = value.unwrap_or_default(),
            "lvlRestart" => level.restart = Some(number(tag, "val")),
            "isLgl" => level.legal = tag.is_on(),
            "pStyle" => level.style = value,
            "rPr" => {
                level.font = properties::run(xml)?.latin.and_then(|font| match font {
                    properties::Font::Name(name) => Some(name),
                    properties::Font::Theme(_) => None,
                });
                continue;
            }
            // The newer formats stand in the choice, the older ones behind it.
            "AlternateContent" => {
                alternate_format(xml, &mut level)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(level)
}

fn alternate_format<'x>(xml: &mut Xml<'x>, level: &mut Level<'x>) -> Result<(), Fault> {
    while let Some(tag) = xml.child()? {
        let is_older = tag.name() == "Fallback";
        while let Some(tag) = xml.child()? {
            if is_older && tag.name() == "numFmt" {
                level.format = tag.value().unwrap_or_default();
            }
            xml.skip()?;
        }
    }
    Ok(())
}
