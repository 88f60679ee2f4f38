//! Bytes in, a [`Reading`] out: which reader takes a file is told by its first bytes and its name.

use crate::convert::convert;
use crate::docx::{self, DocxOptions, View};
use crate::encoding::{self, TextEncoding};
use crate::html::{self, HtmlOptions};
use crate::intake::{Input, Place};
use crate::kind::{self, FileKind};
use crate::problem::{Format, Reason};
use crate::{Reading, markdown};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The bytes of an input, at most `limit` of them.
pub fn read_input(input: &Input, limit: usize) -> Result<Vec<u8>, Reason> {
    match &input.place {
        Place::File(path) => read_file(path, limit),
        Place::Entry(entry) => entry.read(limit),
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

/// How files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// Bytes beyond which a file is refused, and the text that is made of it.
    pub max_bytes: usize,
    /// The encoding of texts without a byte-order mark; `None`: found out.
    pub encoding: Option<TextEncoding>,
    /// What becomes of tracked changes in Word documents.
    pub view: View,
    /// Whether LibreOffice may turn formats that are not read into such as are.
    pub convert: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { max_bytes: 64 << 20, encoding: None, view: View::Accepted, convert: false }
    }
}

/// Reads a file of any kind that holds a document. `name` is its path or its name in an archive.
pub fn read(bytes: &[u8], name: &str, options: &ReadOptions) -> Result<Reading, Reason> {
    let ending = kind::ending(Path::new(name));
    let named = ending.as_deref().and_then(FileKind::of_ending);
    let kind = FileKind::of(bytes, named);
    let reading = match kind {
        FileKind::Text => text(bytes, options)?,
        FileKind::Markdown => markdown::strip_reading(text(bytes, options)?),
        FileKind::Page => html::read(bytes, &page(options))?,
        FileKind::Word => docx::read(bytes, &word(options))?,
        FileKind::Pdf => pdf(bytes)?,
        FileKind::Archive => return Err(Reason::Binary(Format::Zip)),
        FileKind::Table => return Err(Reason::Table),
        FileKind::Office if kind::is_encrypted(bytes) => return Err(Reason::Password),
        FileKind::Office if options.convert => {
            return read(&convert(bytes, ending.as_deref())?, "converted.docx", options);
        }
        // It says what the file is instead.
        FileKind::Office if named == Some(FileKind::Word) => docx::read(bytes, &word(options))?,
        FileKind::Office => return Err(Reason::Office(ending)),
    };
    let limit = options.max_bytes;
    if reading.text.len() > limit {
        return Err(Reason::TooLarge { bytes: reading.text.len() as u64, limit });
    }
    if reading.text.chars().all(gongkai::source::is_blank) {
        return Err(Reason::NoText);
    }
    Ok(Reading { kind, ..reading })
}

fn page(options: &ReadOptions) -> HtmlOptions {
    HtmlOptions { encoding: options.encoding.map(TextEncoding::library), limit: options.max_bytes }
}

pub(crate) fn word(options: &ReadOptions) -> DocxOptions {
    let limits = docx::Limits { bytes: options.max_bytes, ..docx::Limits::default() };
    DocxOptions { view: options.view, limits }
}

/// The reading of an input: the one it has in memory, or its bytes read.
pub fn read_document(input: &Input, options: &ReadOptions) -> Result<Arc<Reading>, Reason> {
    if let Some(reading) = &input.reading {
        return Ok(Arc::clone(reading));
    }
    read(&read_input(input, options.max_bytes)?, &input.path, options).map(Arc::new)
}

#[cfg(feature = "pdf")]
fn pdf(bytes: &[u8]) -> Result<Reading, Reason> {
    crate::pdf::read(bytes, crate::pdf::PdfLimits::default())
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &[u8]) -> Result<Reading, Reason> {
    Err(Reason::Ending("pdf".to_owned()))
}

fn text(bytes: &[u8], options: &ReadOptions) -> Result<Reading, Reason> {
    let decoded = encoding::decode(bytes, options.encoding)?;
    let remarks = decoded.remark().into_iter().collect();
    let encoding = decoded.encoding;
    Ok(Reading { text: decoded.text.into_owned(), encoding, remarks, ..Reading::default() })
}

/// First bytes by which a format that is no text is known.
const MAGIC: [(&[u8], Format); 5] = [
    (b"%PDF-", Format::Pdf),
    (b"PK\x03\x04", Format::Zip),
    (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Format::OldOffice),
    (b"{\\rtf", Format::RichText),
    (b"MIME-Version:", Format::WebArchive),
];

/// The format that the first bytes tell, where it is no text.
pub(crate) fn binary_format(bytes: &[u8]) -> Option<Format> {
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, format)| *format);
    let start = &bytes[..bytes.len().min(1024)];
    magic.or_else(|| {
        let is_word = bytes.starts_with(b"<?xml") && memchr::memmem::find(start, b"Word.Document").is_some();
        is_word.then_some(Format::WordXml)
    })
}

/// The bytes of one of our own files (rules, configuration) as text: strict UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Reason> {
    if let Some(format) = binary_format(bytes) {
        return Err(Reason::Binary(format));
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(Reason::Binary(Format::Unknown));
    }
    simdutf8::compat::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))
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

    fn read_as(name: &str, bytes: &[u8]) -> Result<String, Reason> {
        read(bytes, name, &ReadOptions::default()).map(|reading| reading.text)
    }

    #[test]
    fn what_is_no_text_is_said_to_be_what_it_is() {
        assert_eq!(read_as("a.txt", b"a\0b"), Err(Reason::Binary(Format::Unknown)));
        assert_eq!(read_as("a.doc", b"{\\rtf1}"), Err(Reason::Office(Some("doc".to_owned()))));
        assert_eq!(read_as("a.xlsx", b"PK\x03\x04"), Err(Reason::Table));
    }

    #[test]
    fn blank_files_hold_no_text() {
        for blank in ["", "\n", "\u{FEFF}\r\n\u{3000}"] {
            assert_eq!(read_as("a.txt", blank.as_bytes()), Err(Reason::NoText));
        }
    }

    #[test]
    fn a_text_that_calls_itself_a_word_document_is_read_as_what_it_is() {
        assert_eq!(read_as("a.doc", "各处室：".as_bytes()).as_deref(), Ok("各处室："));
    }
}
