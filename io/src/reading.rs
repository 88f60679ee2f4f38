//! What a reader makes of a file: the text that is checked, where each part of it stands in the file, and what else the
//! file tells (its layout, a page's own data, remarks for the user).

use crate::{FileKind, TextEncoding};
use gongkai::Finding;
use gongkai::report::Origin;
use std::sync::Arc;

/// A file as its reader read it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// What the file is.
    pub kind: FileKind,
    /// How its text is written in bytes, of a plain text.
    pub encoding: TextEncoding,
    /// The text that is checked: one paragraph a line.
    pub text: String,
    /// Where its parts stand in the file. Empty: the text is the file's own bytes.
    pub origins: Origins,
    /// Records that the file tells of itself: its `layout`, its `page`.
    pub records: Vec<FileRecord>,
    /// What the user should know about the reading; not findings.
    pub remarks: Vec<Remark>,
}

impl Reading {
    /// About how many bytes of memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + size_of_val(self.origins.pieces())
    }

    /// Gives findings in the text their places in the file, where these are not the same. `own` is the file's own text,
    /// which matters only where it is not in UTF-8.
    pub(crate) fn place(&self, own: &str, findings: &mut [Finding]) {
        let is_whole = self.origins.pieces().is_empty();
        if !is_whole {
            for finding in &mut *findings {
                finding.origin = finding.span.and_then(|span| self.origins.origin(span.start, span.end));
            }
        }
        if self.encoding.is_utf8() {
            return;
        }
        // Places in the decoded text become those in the file.
        let decoded = |finding: &Finding| match is_whole {
            true => finding.span.map(|span| (span.start, span.end)),
            false => finding.origin.as_ref().and_then(|origin| origin.start.zip(origin.end)),
        };
        let mut places: Vec<u32> =
            findings.iter().filter_map(decoded).flat_map(|(start, end)| [start, end]).collect();
        places.sort_unstable();
        places.dedup();
        let offsets = self.encoding.offsets(own, &places);
        let of = |place: u32| offsets.get(places.binary_search(&place).ok()?).copied();
        for finding in findings {
            let Some((start, end)) = decoded(finding) else { continue };
            finding.origin = Some(Origin { start: of(start), end: of(end), ..Origin::default() });
        }
    }
}

/// A record that a file tells of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRecord {
    /// The record's kind.
    pub kind: &'static str,
    /// Its fields by name, as a table's row would give them.
    pub fields: serde_json::Map<String, serde_json::Value>,
}

/// What the user should know about a reading, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Remark {
    pub zh: String,
    pub en: String,
}

/// Where one piece of the text stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// First byte in the text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Its place in the file.
    pub at: At,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// Bytes of the file. A piece of as many bytes is the same words; one of more or fewer is one character (an entity), or
    /// characters that are all of one width there (GBK).
    Bytes {
        /// First byte in the file.
        start: u32,
        /// The byte after the last.
        end: u32,
    },
    /// A run of a Word document.
    Run {
        /// The part of the document: `document`, `header1`, `footnotes`.
        part: Arc<str>,
        /// The paragraph of the part, from 1.
        paragraph: u32,
        /// The run of the paragraph, from 1; 0: words that the layout prints and no run holds (automatic numbers).
        run: u32,
        /// How many characters of the run come before the piece.
        skipped: u32,
    },
    /// A page of a PDF.
    Page {
        /// From 1.
        page: u32,
    },
}

/// The places of a text's pieces, ascending, not overlapping. Bytes between pieces (line ends) are the reader's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    pieces: Vec<Piece>,
}

impl Origins {
    /// Adds the next piece; an empty one is dropped.
    pub fn push(&mut self, piece: Piece) {
        if piece.start < piece.end {
            self.pieces.push(piece);
        }
    }

    /// Adds the next piece, to the last where it goes on from there.
    pub(crate) fn extend(&mut self, piece: Piece) {
        if let (Some(last), At::Bytes { start, end }) = (self.pieces.last_mut(), &piece.at)
            && let At::Bytes { start: first, end: before } = &mut last.at
            && last.end == piece.start
            && *before == *start
            && *before - *first == last.end - last.start
            && end - start == piece.end - piece.start
        {
            (last.end, *before) = (piece.end, *end);
        } else {
            self.push(piece);
        }
    }

    /// The bytes of the file that are the bytes `start..end` of the text, where they are the same words.
    pub(crate) fn same(&self, start: u32, end: u32) -> Option<(u32, u32)> {
        let first = self.pieces.partition_point(|piece| piece.end < start);
        let pieces = self.pieces.get(first..)?;
        // At a border the piece that goes on is meant.
        let piece = pieces.iter().take(2).rfind(|piece| piece.start <= start && end <= piece.end)?;
        let At::Bytes { start: from, end: to } = piece.at else { return None };
        let is_same = to - from == piece.end - piece.start;
        is_same.then(|| (from + (start - piece.start), from + (end - piece.start)))
    }

    /// All pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The pieces that `start..end` touches; of an empty range the one in which it lies or begins.
    pub fn touched(&self, start: u32, end: u32) -> &[Piece] {
        let end = end.max(start + 1);
        let from = self.pieces.partition_point(|piece| piece.end <= start);
        let to = self.pieces.partition_point(|piece| piece.start < end);
        &self.pieces[from..to.max(from)]
    }

    /// Where `start..end` of the text stands in the file.
    pub fn origin(&self, start: u32, end: u32) -> Option<Origin> {
        let pieces = self.touched(start, end);
        let (first, last) = (pieces.first()?, pieces.last()?);
        let mut origin = Origin::default();
        match (&first.at, &last.at) {
            (At::Bytes { .. }, At::Bytes { .. }) => {
                origin.start = Some(first.byte(start, false));
                origin.end = Some(last.byte(end, true));
            }
            (At::Run { part, paragraph, run, .. }, _) => {
                origin.part = Some(Arc::clone(part));
                origin.paragraph = Some(*paragraph);
                origin.run = Some(*run).filter(|run| *run > 0);
            }
            (At::Page { page }, _) => origin.page = Some(*page),
            (At::Bytes { .. }, _) => return None,
        }
        Some(origin)
    }
}

impl Piece {
    /// The byte of the file that stands for byte `at` of the text, of a piece of bytes.
    fn byte(&self, at: u32, after: bool) -> u32 {
        let At::Bytes { start, end } = self.at else { return 0 };
        let (there, here) = (u64::from(end - start), u64::from(self.end - self.start));
        let steps = u64::from(at.clamp(self.start, self.end) - self.start) * there;
        start + if after { steps.div_ceil(here) } else { steps / here } as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_text_is_found_in_the_files_bytes() {
        let mut origins = Origins::default();
        origins.push(Piece { start: 0, end: 6, at: At::Bytes { start: 10, end: 16 } });
        origins.push(Piece { start: 6, end: 7, at: At::Bytes { start: 16, end: 21 } });
        origins.push(Piece { start: 8, end: 14, at: At::Bytes { start: 40, end: 46 } });
        let at = |start, end| origins.origin(start, end).map(|origin| (origin.start, origin.end));
        assert_eq!(at(3, 6), Some((Some(13), Some(16))));
        assert_eq!(at(6, 7), Some((Some(16), Some(21))));
        assert_eq!(at(3, 11), Some((Some(13), Some(43))));
        assert_eq!(at(8, 8), Some((Some(40), Some(40))));
        assert_eq!(at(20, 22), None);
    }

    #[test]
    fn characters_of_another_width_are_counted_on() {
        let mut origins = Origins::default();
        origins.push(Piece { start: 3, end: 12, at: At::Bytes { start: 10, end: 16 } });
        let at = |start, end| origins.origin(start, end).map(|origin| (origin.start, origin.end));
        assert_eq!(at(6, 9), Some((Some(12), Some(14))));
        assert_eq!(at(3, 12), Some((Some(10), Some(16))));
    }

    #[test]
    fn a_place_in_a_word_document_is_its_paragraph_and_run() {
        let mut origins = Origins::default();
        let run = |paragraph, run| At::Run { part: "document".into(), paragraph, run, skipped: 0 };
        origins.push(Piece { start: 0, end: 6, at: run(1, 0) });
        origins.push(Piece { start: 6, end: 12, at: run(1, 1) });
        assert_eq!(origins.origin(0, 3).and_then(|origin| origin.run), None);
        let origin = origins.origin(9, 12).unwrap();
        assert_eq!(
            (origin.part.as_deref(), origin.paragraph, origin.run),
            (Some("document"), Some(1), Some(1))
        );
    }
}
