//! Offsets of a page's text back to the bytes of its file.

use crate::{At, Piece};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// From byte `text` of the text on, characters begin at byte `file` of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jump {
    pub(super) text: usize,
    pub(super) file: usize,
}

/// How many pieces are told apart; of a part beyond, places are told roughly.
const MOST_PIECES: usize = 2_000_000;

/// A stretch of the text that we write, and the stretch of the page's text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it begins in what we write.
    pub(super) start: u32,
    /// The byte after it.
    pub(super) end: u32,
    /// Where it begins in the page.
    pub(super) from: u32,
    /// The byte after it; as many bytes where the words are the page's own.
    pub(super) to: u32,
}

/// How a page's text goes back to its bytes.
#[derive(Debug)]
pub(super) struct Places<'b> {
    encoding: &'static Encoding,
    bytes: &'b [u8],
    jumps: Vec<Jump>,
}

impl<'b> Places<'b> {
    /// Of bytes whose text begins behind a mark of `mark` bytes.
    pub(super) fn new(encoding: &'static Encoding, bytes: &'b [u8], mark: usize) -> Self {
        Self { encoding, bytes, jumps: vec![Jump { text: 0, file: mark }] }
    }

    pub(super) fn jump(&mut self, jump: Jump) {
        self.jumps.push(jump);
    }

    pub(super) fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// The parts as pieces of the file, in the order in which they were given. One walk over the page, whatever their order.
    pub(super) fn pieces(&self, text: &str, parts: &[Part]) -> Vec<Piece> {
        if self.encoding == UTF_8 {
            return parts.iter().map(|part| self.piece(part)).collect();
        }
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|&index| parts[index].from);
        let mut walk = Walk { places: self, jump: 0, text: 0, file: self.jumps[0].file };
        let mut pieces = Vec::with_capacity(parts.len() * 2);
        for index in order {
            walk.part(text, &parts[index], &mut pieces);
        }
        pieces.sort_by_key(|piece| piece.start);
        pieces
    }

    /// A part of a page in UTF-8: only what stands before it moves it.
    fn piece(&self, part: &Part) -> Piece {
        let file = |at: u32| {
            let index = self.jumps.partition_point(|jump| jump.text <= at as usize).saturating_sub(1);
            let jump = self.jumps[index];
            (jump.file + (at as usize - jump.text)) as u32
        };
        Piece {
            start: part.start,
            end: part.end,
            at: At::Bytes { start: file(part.from), end: file(part.to) },
        }
    }
}

/// A place in the page's text and the same place in the file.
struct Walk<'p, 'b> {
    places: &'p Places<'b>,
    jump: usize,
    text: usize,
    file: usize,
}

impl Walk<'_, '_> {
    /// The pieces of a part. Characters of as many bytes go together.
    fn part(&mut self, text: &str, part: &Part, pieces: &mut Vec<Piece>) {
        self.go(text, part.from as usize);
        let own = part.end - part.start == part.to - part.from;
        let (mut start, mut file) = (part.start, self.file);
        if !own || pieces.len() >= MOST_PIECES {
            self.go(text, part.to as usize);
            let at = At::Bytes { start: file as u32, end: self.file as u32 };
            pieces.push(Piece { start, end: part.end, at });
            return;
        }
        // Bytes of the text and of the file that one character has.
        let mut width = (0, 0);
        while self.text < part.to as usize {
            let before = (self.text, self.file);
            self.step(text);
            let now = (self.text - before.0, self.file - before.1);
            if now == (0, 0) {
                break;
            }
            if now != width && before.1 > file && pieces.len() < MOST_PIECES {
                let end = part.start + (before.0 - part.from as usize) as u32;
                pieces.push(Piece { start, end, at: At::Bytes { start: file as u32, end: before.1 as u32 } });
                (start, file) = (end, before.1);
            }
            width = now;
        }
        pieces.push(Piece {
            start,
            end: part.end,
            at: At::Bytes { start: file as u32, end: self.file as u32 },
        });
    }

    fn go(&mut self, text: &str, to: usize) {
        while self.text < to {
            let before = self.text;
            self.step(text);
            if self.text == before {
                break;
            }
        }
    }

    /// One character on.
    fn step(&mut self, text: &str) {
        let Some(letter) = text.get(self.text..).and_then(|rest| rest.chars().next()) else { return };
        self.text += letter.len_utf8();
        self.file += self.width(letter);
        while let Some(next) = self.places.jumps.get(self.jump + 1).filter(|next| next.text <= self.text) {
            self.jump += 1;
            self.file = next.file;
        }
    }

    /// How many bytes the character at this place of the file has.
    fn width(&self, letter: char) -> usize {
        if [UTF_16LE, UTF_16BE].contains(&self.places.encoding) {
            return letter.len_utf16() * 2;
        }
        match (self.places.bytes.get(self.file), self.places.bytes.get(self.file + 1)) {
            (Some(0..=0x80), _) => 1,
            (Some(_), Some(b'0'..=b'9')) => 4,
            _ => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::charset;
    use super::*;
    use encoding_rs::GB18030;

    fn all(bytes: &[u8]) -> (String, Vec<(String, u32, u32)>) {
        let decoded = charset::decode(bytes, None).unwrap();
        let end = decoded.text.len() as u32;
        let pieces = decoded.places.pieces(&decoded.text, &[Part { start: 0, end, from: 0, to: end }]);
        let words = |piece: &Piece| decoded.text[piece.start as usize..piece.end as usize].to_owned();
        let places = pieces.iter().map(|piece| match piece.at {
            At::Bytes { start, end } => (words(piece), start, end),
            _ => unreachable!(),
        });
        let places = places.collect();
        (decoded.text.into_owned(), places)
    }

    #[test]
    fn characters_of_gb18030_keep_their_bytes() {
        let bytes = GB18030.encode("<p>😀各位ab𠮷县€鿿").0.into_owned();
        let (_, places) = all(&bytes);
        for (words, start, end) in &places {
            assert_eq!(GB18030.decode(&bytes[*start as usize..*end as usize]).0, words.as_str());
        }
        assert_eq!(places.len(), 7, "{places:?}");
    }

    #[test]
    fn a_wrong_byte_shifts_nothing_behind_it() {
        let page = "<meta charset=gbk><p>请各单位认真组织实施并于月底前报送情况，请各单位认真组织实施";
        let mut bytes = GB18030.encode(page).0.into_owned();
        let at = bytes.len() - 4;
        bytes.insert(at, 0xFF);
        let (text, places) = all(&bytes);
        assert!(text.ends_with("\u{FFFD}实施"));
        assert_eq!(places.last().unwrap(), &("实施".to_owned(), at as u32 + 1, at as u32 + 5));
    }

    #[test]
    fn utf16_counts_units() {
        let page = "<p>各a😀位";
        let bytes: Vec<u8> =
            [0xFEFF].into_iter().chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let (_, places) = all(&bytes);
        assert_eq!(places.last().unwrap(), &("位".to_owned(), 16, 18));
    }
}
