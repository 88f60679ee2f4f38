//! Places in the bytes of the document's part for words of the text.

use super::super::model::{Block, Change, ContentKind, Paragraph, Run};
use super::super::sources::Parts;
use super::mark::{BLANKS, KEEP};
use crate::{At, Piece, Reading};
use std::ops::Range;

/// A place between bytes of the document's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Point {
    /// The offset.
    pub(super) at: u32,
    pub(super) kind: PointKind,
}

/// What an insertion there has to open and close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PointKind {
    /// Nothing: it lies between runs.
    Between,
    /// The run: it lies between two things that the run prints.
    InRun {
        /// All bytes of the run.
        run: Range<u32>,
    },
    /// The run and its words.
    InWords {
        /// All bytes of the run.
        run: Range<u32>,
        /// Where the words end.
        end: u32,
        /// Whether the words' blanks count at their ends.
        keeps_blanks: bool,
        /// Where the tag of the words has to say that blanks count, for the point stands behind one.
        must_keep: Option<u32>,
    },
}

/// Where a comment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: Point,
    pub(super) end: Point,
    /// Whether the words themselves stand elsewhere.
    pub(super) elsewhere: bool,
}

/// Words that a tracked change takes out: they lie in one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: Point,
    pub(super) end: Point,
}

/// The paragraphs of the body, by their numbers.
pub(super) struct Places<'m, 'x> {
    reading: &'m Reading,
    source: &'m str,
    paragraphs: Vec<Home<'m, 'x>>,
    /// Whether the part itself has the words by which an inserted attribute is known again.
    has_keep: bool,
}

#[derive(Clone, Copy)]
struct Home<'m, 'x> {
    paragraph: &'m Paragraph<'x>,
    /// The number of the paragraph on which its text box hangs; its own where it stands in none.
    anchor: u32,
    /// The cell in which it stands; 0: none.
    cell: u32,
}

impl<'m, 'x> Places<'m, 'x> {
    pub(super) fn new(parts: &'m Parts<'x>, reading: &'m Reading, source: &'m str) -> Self {
        let mut paragraphs = Vec::new();
        let mut cells = 0;
        collect(&parts.body.blocks, None, 0, &mut cells, &mut paragraphs);
        paragraphs.sort_by_key(|home| home.paragraph.number);
        Self { reading, source, paragraphs, has_keep: source.contains(KEEP) }
    }

    /// Where the comment of the words at `start..end` stands; of no words, and of words that no paragraph of the body
    /// holds, at the first paragraph. `None`: the body has no paragraph.
    pub(super) fn comment(&self, span: Option<(u32, u32)>) -> Option<Place> {
        let Some((start, end)) = span else { return whole(self.first()?, true) };
        let pieces = self.reading.origins.touched(start, end);
        let mut own =
            pieces.iter().filter(|piece| self.home(piece).is_some_and(|home| !home.paragraph.boxed));
        let Some(first) = own.next() else {
            let home = pieces.first().and_then(|piece| self.home(piece));
            let anchor =
                home.and_then(|home| self.number(home.anchor)).filter(|home| home.paragraph.inside.is_some());
            return whole(anchor.or_else(|| self.first())?, true);
        };
        let home = self.home(first)?;
        // A comment does not go from cell to cell.
        let last =
            own.take_while(|piece| self.home(piece).is_some_and(|other| other.cell == home.cell)).last();
        let from = self.point(first, start, false)?;
        let to = self.point(last.unwrap_or(first), end.max(start + 1), true)?;
        if from.at < to.at {
            return Some(Place { start: from, end: to, elsewhere: false });
        }
        // Cells that are repeated for rows below stand before those rows.
        let to = self.point(first, first.end, true)?;
        if from.at < to.at {
            return Some(Place { start: from, end: to, elsewhere: false });
        }
        whole(home, false)
    }

    /// The stretches that hold just the words at `start..end`, and the point behind them; `None` where a tracked change
    /// cannot stand for them.
    pub(super) fn stretches(&self, start: u32, end: u32) -> Option<(Vec<Stretch>, Point)> {
        if start == end {
            return Some((Vec::new(), self.insertion(start)?));
        }
        let pieces = self.reading.origins.touched(start, end);
        let covered: u32 = pieces.iter().map(|piece| piece.end.min(end) - piece.start.max(start)).sum();
        if covered != end - start {
            return None;
        }
        let mut stretches = Vec::new();
        let mut paragraph = None;
        for piece in pieces {
            let (home, run) = self.run(piece)?;
            if home.paragraph.boxed
                || *paragraph.get_or_insert(home.paragraph.number) != home.paragraph.number
            {
                return None;
            }
            let from = self.characters(piece, piece.start.max(start))?;
            let to = self.characters(piece, piece.end.min(end))?;
            self.stretches_of(run, from..to, &mut stretches)?;
        }
        let behind = stretches.last()?.end.clone();
        Some((stretches, behind))
    }

    /// The stretches of a run's characters.
    fn stretches_of(&self, run: &Run<'x>, range: Range<usize>, stretches: &mut Vec<Stretch>) -> Option<()> {
        let mut before = 0;
        for content in &run.contents {
            let count = content.text.chars().count();
            let (from, to) = (range.start.max(before), range.end.min(before + count));
            if from < to {
                let start = self.in_words(run, content, from - before)?;
                let end = self.in_words(run, content, to - before)?;
                stretches.push(Stretch { start, end });
            }
            before += count;
        }
        Some(())
    }

    /// The point inside words at which something is inserted.
    fn insertion(&self, at: u32) -> Option<Point> {
        let pieces = self.reading.origins.pieces();
        let index = pieces.partition_point(|piece| piece.end < at);
        // Words that end there go before words that begin there: what is added belongs to them.
        let piece = pieces.get(index..)?.iter().take(2).find(|piece| piece.start <= at && at <= piece.end)?;
        let (home, run) = self.run(piece)?;
        if home.paragraph.boxed {
            return None;
        }
        let wanted = self.characters(piece, at)?;
        let mut before = 0;
        for content in &run.contents {
            let count = content.text.chars().count();
            if wanted <= before + count
                && let Some(point) = self.in_words(run, content, wanted - before)
            {
                return Some(point);
            }
            before += count;
            if before > wanted {
                return None;
            }
        }
        None
    }

    /// A point in the words of a content of a run that can be divided.
    fn in_words(
        &self,
        run: &Run<'x>,
        content: &super::super::model::Content<'x>,
        characters: usize,
    ) -> Option<Point> {
        let ContentKind::Words { raw, keeps_blanks } = &content.kind else { return None };
        if !is_divisible(run) {
            return None;
        }
        let words = self.source.get(raw.start as usize..raw.end as usize)?;
        let offset = raw_offset(words, characters);
        let mut must_keep = None;
        // Blanks at the end of words that do not keep them would no longer count.
        if !keeps_blanks && words.get(..offset)?.ends_with(BLANKS) {
            let tag = self.source.get(content.bytes.start as usize..raw.start as usize)?;
            let is_plain = tag.ends_with("t>") && !tag.contains(' ');
            if !is_plain || self.has_keep {
                return None;
            }
            must_keep = Some(raw.start - 1);
        }
        let at = raw.start + offset as u32;
        let (run, end) = (run.bytes.clone(), raw.end);
        let kind = PointKind::InWords { run, end, keeps_blanks: *keeps_blanks, must_keep };
        Some(Point { at, kind })
    }

    /// The place of a byte of the text in a piece: the one before it, or behind it where it ends something.
    fn point(&self, piece: &Piece, at: u32, is_end: bool) -> Option<Point> {
        let between = |at: u32| Some(Point { at, kind: PointKind::Between });
        let Some((_, run)) = self.run(piece) else {
            // An automatic number is printed where its paragraph begins.
            let paragraph = self.home(piece)?.paragraph;
            let inside = paragraph.inside.clone()?;
            let first = paragraph.runs.first().map_or(inside.end, |run| run.bytes.end);
            return between(if is_end { first } else { inside.start });
        };
        let wanted = self.characters(piece, at.clamp(piece.start, piece.end))?;
        let all: usize = run.contents.iter().map(|content| content.text.chars().count()).sum();
        let edge = if is_end { run.bytes.end } else { run.bytes.start };
        if wanted == 0 && !is_end || wanted >= all && is_end || !is_divisible(run) {
            return between(edge);
        }
        let mut before = 0;
        for content in &run.contents {
            let count = content.text.chars().count();
            let inner = wanted.checked_sub(before)?;
            if inner == 0 {
                let kind = PointKind::InRun { run: run.bytes.clone() };
                return Some(Point { at: content.bytes.start, kind });
            }
            if inner < count {
                return self.in_words(run, content, inner).or_else(|| between(edge));
            }
            before += count;
        }
        between(edge)
    }

    /// The first paragraph that can bear a comment, with words if there is one.
    fn first(&self) -> Option<Home<'m, 'x>> {
        let bears = |home: &&Home<'m, 'x>| home.paragraph.inside.is_some() && !home.paragraph.boxed;
        let has_words = |home: &&Home<'m, 'x>| home.paragraph.runs.iter().any(|run| !run.contents.is_empty());
        let mut homes = self.paragraphs.iter().filter(bears);
        homes.clone().find(has_words).or_else(|| homes.next()).copied()
    }

    fn number(&self, number: u32) -> Option<Home<'m, 'x>> {
        self.paragraphs.get((number as usize).checked_sub(1)?).copied()
    }

    /// The paragraph of a piece of the document's part.
    fn home(&self, piece: &Piece) -> Option<Home<'m, 'x>> {
        let At::Run { part, paragraph, .. } = &piece.at else { return None };
        self.number(*paragraph).filter(|home| part.as_ref() == "document" && home.paragraph.inside.is_some())
    }

    /// The run of a piece of the document's part.
    fn run(&self, piece: &Piece) -> Option<(Home<'m, 'x>, &'m Run<'x>)> {
        let At::Run { run, .. } = &piece.at else { return None };
        let home = self.home(piece)?;
        Some((home, home.paragraph.runs.get((*run as usize).checked_sub(1)?)?))
    }

    /// How many characters of the run come before byte `at` of the text.
    fn characters(&self, piece: &Piece, at: u32) -> Option<usize> {
        let At::Run { skipped, .. } = &piece.at else { return None };
        let words = self.reading.text.get(piece.start as usize..at as usize)?;
        Some(words.chars().count() + *skipped as usize)
    }
}

/// All of a paragraph.
fn whole(home: Home<'_, '_>, elsewhere: bool) -> Option<Place> {
    let inside = home.paragraph.inside.clone()?;
    let point = |at: u32| Point { at, kind: PointKind::Between };
    Some(Place { start: point(inside.start), end: point(inside.end), elsewhere })
}

fn is_divisible(run: &Run<'_>) -> bool {
    run.divisible && run.change != Change::Deleted
}

/// The offset behind so many characters of words with references in them.
fn raw_offset(words: &str, characters: usize) -> usize {
    let mut at = 0;
    for _ in 0..characters {
        let Some(rest) = words.get(at..) else { return words.len() };
        let length = match rest.chars().next() {
            Some('&') => rest.find(';').map_or(1, |end| end + 1),
            Some(character) => character.len_utf8(),
            None => return words.len(),
        };
        at += length;
    }
    at
}

fn collect<'m, 'x>(
    blocks: &'m [Block<'x>],
    anchor: Option<u32>,
    cell: u32,
    cells: &mut u32,
    homes: &mut Vec<Home<'m, 'x>>,
) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let anchor = anchor.unwrap_or(paragraph.number);
                homes.push(Home { paragraph, anchor, cell });
                collect(&paragraph.boxes, Some(anchor), cell, cells, homes);
            }
            Block::Table(table) => {
                for inner in table.rows.iter().flat_map(|row| &row.cells) {
                    *cells += 1;
                    collect(&inner.blocks, anchor, *cells, cells, homes);
                }
            }
        }
    }
}
