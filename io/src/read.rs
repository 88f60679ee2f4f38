//! Bytes in, text out: strict UTF-8, within the size limit, and what else the bytes are said plainly.

use crate::intake::{Input, Place};
use crate::problem::{Format, Reason};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The bytes of an input, at most `limit` of them.
pub fn read_input(input: &Input, limit: usize) -> Result<Vec<u8>, Reason> {
    match &input.place {
        Place::File(path) => read_file(path, limit),
        Place::Stdin => read_within(std::io::stdin().lock(), 0, limit),
    }
}

/// The bytes of a file. One that is too large is refused by its size, before any of it is read.
pub fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, Reason> {
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    if bytes > limit as u64 {
        return Err(Reason::TooLarge { bytes, limit });
    }
    read_within(file, bytes as usize, limit)
}

fn read_within(reader: impl Read, expected: usize, limit: usize) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::with_capacity(expected + 1);
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(Reason::TooLarge { bytes: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

/// First bytes by which a format that is no text is known.
const MAGIC: [(&[u8], Format); 3] = [
    (b"%PDF-", Format::Pdf),
    (b"PK\x03\x04", Format::Zip),
    (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Format::OldOffice),
];

/// The format that the first bytes tell, where it is no text.
pub(crate) fn binary_format(bytes: &[u8]) -> Option<Format> {
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, format)| *format)
}

/// The bytes as text, byte-order mark and all; or what they are instead.
pub fn decode(bytes: &[u8]) -> Result<&str, Reason> {
    if let Some(format) = binary_format(bytes) {
        return Err(Reason::Binary(format));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Reason::Utf16);
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(Reason::Binary(Format::Unknown));
    }
    let text = simdutf8::compat::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    if text.chars().all(gongkai::source::is_blank) {
        return Err(Reason::NoText);
    }
    Ok(text)
}

/// The place of the byte at which UTF-8 ends.
pub(crate) fn not_utf8(bytes: &[u8], at: usize) -> Reason {
    let before = std::str::from_utf8(&bytes[..at]).unwrap_or_default();
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() as u32 + 1;
    let column = before.rsplit('\n').next().map_or(0, |words| words.chars().count()) as u32 + 1;
    Reason::NotUtf8 { line, column, at, byte: bytes.get(at).copied().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_byte_is_named_by_line_column_and_offset() {
        let mut bytes = "𠮷😀\n甲乙".as_bytes().to_vec();
        bytes.extend([0xB9, 0xAB]);
        let reason = decode(&bytes).unwrap_err();
        assert_eq!(reason, Reason::NotUtf8 { line: 2, column: 3, at: 15, byte: 0xB9 });
    }

    #[test]
    fn what_is_no_text_is_said_to_be_what_it_is() {
        assert_eq!(decode(b"%PDF-1.7 words"), Err(Reason::Binary(Format::Pdf)));
        assert_eq!(decode(b"PK\x03\x04words"), Err(Reason::Binary(Format::Zip)));
        assert_eq!(decode(b"a\0b"), Err(Reason::Binary(Format::Unknown)));
        assert_eq!(decode(&[0xFF, 0xFE, b'a', 0]), Err(Reason::Utf16));
    }

    #[test]
    fn blank_files_hold_no_text() {
        for blank in ["", "\n", "\u{FEFF}\r\n\u{3000}"] {
            assert_eq!(decode(blank.as_bytes()), Err(Reason::NoText));
        }
    }
}
