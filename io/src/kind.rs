//! What a file is: by its ending, and where that is none or a wrong one, by its first bytes.

use crate::problem::Format;
use crate::read::binary_format;
use std::io::{Read, Seek};
use std::path::Path;
use zip::ZipArchive;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileKind {
    /// Plain text.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Page,
    /// A Word document (.docx).
    Word,
    /// A PDF.
    Pdf,
    /// A zip archive of files.
    Archive,
    /// A table, for dossiers.
    Table,
    /// A format of office programs that is not read but can be converted: .doc, .wps, .rtf, .odt, .ofd.
    Office,
}

/// What each ending says.
const ENDINGS: [(&str, FileKind); 39] = [
    ("txt", FileKind::Text),
    ("text", FileKind::Text),
    ("md", FileKind::Markdown),
    ("markdown", FileKind::Markdown),
    ("html", FileKind::Page),
    ("htm", FileKind::Page),
    ("shtml", FileKind::Page),
    ("xhtml", FileKind::Page),
    ("docx", FileKind::Word),
    ("docm", FileKind::Word),
    ("dotx", FileKind::Word),
    ("pdf", FileKind::Pdf),
    ("zip", FileKind::Archive),
    ("csv", FileKind::Table),
    ("tsv", FileKind::Table),
    ("xlsx", FileKind::Table),
    ("xlsm", FileKind::Table),
    ("xls", FileKind::Table),
    ("ods", FileKind::Table),
    ("json", FileKind::Table),
    ("jsonl", FileKind::Table),
    ("doc", FileKind::Office),
    ("dot", FileKind::Office),
    ("wps", FileKind::Office),
    ("wpt", FileKind::Office),
    ("rtf", FileKind::Office),
    ("odt", FileKind::Office),
    ("fodt", FileKind::Office),
    ("ofd", FileKind::Office),
    ("et", FileKind::Office),
    ("xlsb", FileKind::Office),
    ("ceb", FileKind::Office),
    ("cebx", FileKind::Office),
    ("gd", FileKind::Office),
    ("sep", FileKind::Office),
    ("caj", FileKind::Office),
    ("mht", FileKind::Office),
    ("mhtml", FileKind::Office),
    ("uof", FileKind::Office),
];

/// The longest ending that is one: `关于1.2的通知` has none.
const LONGEST_ENDING: usize = 8;

impl FileKind {
    /// What the ending says, in small letters.
    pub(crate) fn of_ending(ending: &str) -> Option<Self> {
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
    }

    /// What the bytes are, where their name says `named`.
    pub(crate) fn of(bytes: &[u8], named: Option<Self>) -> Self {
        match binary_format(bytes) {
            Some(Format::Pdf) => Self::Pdf,
            Some(Format::OldOffice) => match named {
                Some(Self::Table) => Self::Table,
                _ => Self::Office,
            },
            Some(Format::Zip) => Self::of_zip(bytes, named),
            Some(Format::RichText | Format::WebArchive | Format::WordXml) => Self::Office,
            Some(Format::Unknown) | None => match named {
                Some(Self::Pdf) if has_late_header(bytes) => Self::Pdf,
                Some(named @ (Self::Text | Self::Markdown | Self::Page | Self::Table)) => named,
                _ if is_page(bytes) => Self::Page,
                // Their readers say that they are broken.
                Some(named @ (Self::Word | Self::Pdf | Self::Archive)) => named,
                // What calls itself an old Word document and is words is words.
                Some(Self::Office) | None => Self::Text,
            },
        }
    }

    fn of_zip(bytes: &[u8], named: Option<Self>) -> Self {
        match ZipArchive::new(std::io::Cursor::new(bytes)) {
            Ok(archive) => Self::of_archive(&archive),
            // Broken: which reader says so makes no difference.
            Err(_) => named.filter(|named| *named != Self::Office).unwrap_or(Self::Archive),
        }
    }

    /// What an archive is: many formats are archives of parts.
    pub(crate) fn of_archive<R: Read + Seek>(archive: &ZipArchive<R>) -> Self {
        let has = |name: &str| archive.index_for_name(name).is_some();
        if has("word/document.xml") || archive.file_names().flatten().any(|name| name.starts_with("word/")) {
            return Self::Word;
        }
        if has("xl/workbook.xml") || has("xl/workbook.bin") {
            return Self::Table;
        }
        if has("OFD.xml") || has("ppt/presentation.xml") || has("mimetype") {
            return Self::Office;
        }
        // The main part of a Word document may be anywhere; this list is in every one.
        if has("[Content_Types].xml") && has("_rels/.rels") { Self::Word } else { Self::Archive }
    }

    /// Whether fixes can be written back into such a file.
    pub fn is_plain(self) -> bool {
        matches!(self, Self::Text | Self::Markdown)
    }
}

/// Whether a PDF begins a little later, as its readers allow.
fn has_late_header(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// Whether bytes begin as a web page does.
fn is_page(bytes: &[u8]) -> bool {
    // In UTF-16 every other byte is a NUL.
    let start: Vec<u8> = bytes
        .iter()
        .take(2048)
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let start = start.trim_ascii_start();
    start.first() == Some(&b'<')
        && [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<meta", b"<table", b"<title"]
            .iter()
            .any(|tag| memchr::memmem::find(start, tag).is_some())
}

/// The ending in small letters, without the dot.
pub(crate) fn ending(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?;
    let is_one = ending.len() <= LONGEST_ENDING && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_one.then(|| ending.to_lowercase())
}

/// The name of the stream in which an encrypted document lies, as the container writes it.
const ENCRYPTED: &str = "EncryptedPackage";

/// Whether a container of the older formats holds a document that a password protects.
pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_short_and_of_letters() {
        let of = |name: &str| ending(Path::new(name));
        assert_eq!(of("通知.DOCX").as_deref(), Some("docx"));
        assert_eq!(of("附件1.关于印发方案的通知"), None);
        assert_eq!(of("通知"), None);
    }

    #[test]
    fn bytes_go_before_a_wrong_ending() {
        let of = |bytes: &[u8], ending: &str| FileKind::of(bytes, FileKind::of_ending(ending));
        assert_eq!(of(b"%PDF-1.7", "txt"), FileKind::Pdf);
        assert_eq!(of(b"<!DOCTYPE html><html>", "doc"), FileKind::Page);
        assert_eq!(of(b"\xFF\xFE<\0h\0t\0m\0l\0>\0", "doc"), FileKind::Page);
        assert_eq!(of(b"{\\rtf1 words}", "doc"), FileKind::Office);
        assert_eq!(of(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "docx"), FileKind::Office);
        assert_eq!(of("各处室：".as_bytes(), "doc"), FileKind::Text);
        assert_eq!(of(b"<html> is a word here", "txt"), FileKind::Text);
        assert_eq!(of("<定义>".as_bytes(), ""), FileKind::Text);
    }
}
