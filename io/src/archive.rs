//! Zip archives: their entries as inputs, archives within archives to a depth, nothing unpacked to disk.
//!
//! What an archive states bounds what is read of it: no entry may give more than it states, all together may not state more
//! than the limit, and none may lie over another (so that few bytes cannot be unpacked many times).

use crate::Reason;
use crate::encoding::is_chance_utf8;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use zip::ZipArchive;
use zip::result::ZipError;

/// How deep archives may lie in archives: one in one.
const MOST_DEPTH: usize = 2;
/// Entries of an archive and those within it.
const MOST_ENTRIES: usize = 10_000;
/// What they may unpack to, together.
const MOST_UNPACKED: u64 = 1 << 30;
/// What archives within an archive may take of memory, together.
const MOST_NESTED: u64 = 128 << 20;
/// How many bytes one packed byte of a large entry may stand for.
const MOST_RATIO: u64 = 200;
/// What is not a large entry.
const SMALL: u64 = 1 << 20;

/// A file in an archive.
#[derive(Debug, Clone)]
pub struct Entry {
    archive: ZipArchive<Bytes>,
    index: usize,
    /// The bytes that the archive states for it.
    size: u64,
}

/// What is found in an archive.
#[derive(Debug)]
pub(crate) struct Found {
    /// The path within the archive, made harmless; those of archives within it and their entries too.
    pub(crate) path: String,
    /// The entry, or why there is none.
    pub(crate) entry: Result<Entry, Reason>,
}

impl Entry {
    /// Its bytes, at most `limit` of them.
    pub(crate) fn read(&self, limit: usize) -> Result<Vec<u8>, Reason> {
        if self.size > limit as u64 {
            return Err(Reason::TooLarge { bytes: self.size, limit });
        }
        let bytes = self.beginning(self.size + 1)?;
        if bytes.len() as u64 > self.size {
            return Err(Reason::Unpacked { limit: self.size });
        }
        Ok(bytes)
    }

    /// Its first bytes.
    pub(crate) fn beginning(&self, most: u64) -> Result<Vec<u8>, Reason> {
        let mut archive = self.archive.clone();
        let entry = archive.by_index(self.index).map_err(reason)?;
        let mut bytes = Vec::new();
        entry.take(most).read_to_end(&mut bytes).map_err(|error| Reason::Packing(error.to_string()))?;
        Ok(bytes)
    }
}

/// An archive that is open.
#[derive(Debug)]
pub(crate) struct Archive {
    zip: ZipArchive<Bytes>,
    /// Its bytes as they are packed.
    size: u64,
}

impl Archive {
    /// Opens the file.
    pub(crate) fn open(path: &Path) -> Result<Self, Reason> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        Self::new(Bytes::File { file: Arc::new(Mutex::new(file)), at: 0 }, size)
    }

    fn new(bytes: Bytes, size: u64) -> Result<Self, Reason> {
        Ok(Self { zip: ZipArchive::new(bytes).map_err(reason)?, size })
    }

    /// The archive itself.
    pub(crate) fn zip(&self) -> &ZipArchive<Bytes> {
        &self.zip
    }

    /// All files in it and in archives within it; `is_archive` tells these by their names.
    pub(crate) fn files(&self, is_archive: impl Fn(&str) -> bool) -> Result<Vec<Found>, Reason> {
        let mut walk =
            Walk { found: Vec::new(), unpacked: 0, nested: 0, entries: 0, is_archive: &is_archive };
        walk.archive(self, "", 1)?;
        Ok(walk.found)
    }
}

struct Walk<'f> {
    found: Vec<Found>,
    unpacked: u64,
    nested: u64,
    entries: usize,
    is_archive: &'f dyn Fn(&str) -> bool,
}

impl Walk<'_> {
    fn archive(&mut self, archive: &Archive, above: &str, depth: usize) -> Result<(), Reason> {
        self.entries += archive.zip.len();
        if self.entries > MOST_ENTRIES {
            return Err(Reason::TooManyEntries { limit: MOST_ENTRIES });
        }
        let mut zip = archive.zip.clone();
        let (mut packed, mut names) = (0_u64, HashMap::new());
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(reason)?;
            let (name, size, compressed) =
                (name(entry.name_raw(), entry.name()), entry.size(), entry.compressed_size());
            packed = packed.saturating_add(compressed);
            self.unpacked = self.unpacked.saturating_add(size);
            if packed > archive.size {
                return Err(Reason::Packing("entries lie over each other".to_owned()));
            }
            if self.unpacked > MOST_UNPACKED {
                return Err(Reason::Unpacked { limit: MOST_UNPACKED });
            }
            let is_folder = entry.is_dir();
            let is_locked = entry.encrypted();
            drop(entry);
            if is_folder || is_hidden(&name) {
                continue;
            }
            // Two entries may have one name; both are there.
            let count: &mut u32 = names.entry(name.clone()).or_default();
            *count += 1;
            let path = match *count {
                1 => format!("{above}{name}"),
                count => format!("{above}{name}#{count}"),
            };
            let whole = Entry { archive: archive.zip.clone(), index, size };
            let entry = match is_locked {
                true => Err(Reason::Password),
                false if size > SMALL && size / MOST_RATIO > compressed => Err(Reason::Ratio),
                false => Ok(whole),
            };
            match entry {
                Ok(entry) if (self.is_archive)(&name) => match self.within(&entry, &path, depth) {
                    Ok(()) => {}
                    Err(reason) => self.found.push(Found { path, entry: Err(reason) }),
                },
                entry => self.found.push(Found { path, entry }),
            }
        }
        Ok(())
    }

    fn within(&mut self, entry: &Entry, path: &str, depth: usize) -> Result<(), Reason> {
        if depth >= MOST_DEPTH {
            return Err(Reason::TooDeep { limit: MOST_DEPTH });
        }
        self.nested = self.nested.saturating_add(entry.size);
        if self.nested > MOST_NESTED {
            return Err(Reason::Unpacked { limit: MOST_NESTED });
        }
        let bytes = entry.read(MOST_NESTED as usize)?;
        let size = bytes.len() as u64;
        let archive = Archive::new(Bytes::Memory(Cursor::new(bytes.into())), size)?;
        self.archive(&archive, &format!("{path}/"), depth + 1)
    }
}

/// An entry's name: UTF-8 with or without its flag, else GB18030, as Windows in Chinese writes it. Nothing in it leads
/// anywhere or acts on a terminal.
fn name(raw: &[u8], otherwise: Result<std::borrow::Cow<'_, str>, ZipError>) -> String {
    let words = match std::str::from_utf8(raw) {
        Ok(words) if !is_chance_utf8(words) => words.to_owned(),
        _ => {
            let words = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(raw);
            let words = words.or_else(|| otherwise.ok());
            words.map_or_else(|| String::from_utf8_lossy(raw).into_owned(), std::borrow::Cow::into_owned)
        }
    };
    let words: String =
        words.chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect();
    let parts = words.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.collect::<Vec<_>>().join("/")
}

fn is_hidden(name: &str) -> bool {
    name.is_empty()
        || name.split('/').any(|part| part.starts_with('.') || part.starts_with("~$") || part == "__MACOSX")
}

fn reason(error: ZipError) -> Reason {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Reason::Password,
        ZipError::Io(error) => error.into(),
        error => Reason::Packing(error.to_string()),
    }
}

/// The bytes of an archive, which several threads read.
#[derive(Debug, Clone)]
pub(crate) enum Bytes {
    File { file: Arc<Mutex<File>>, at: u64 },
    Memory(Cursor<Arc<[u8]>>),
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File { file, at } => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(*at))?;
                let read = file.read(buffer)?;
                *at += read as u64;
                Ok(read)
            }
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Bytes {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File { file, at } => {
                *at = match to {
                    SeekFrom::Start(to) => to,
                    SeekFrom::Current(by) => at.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?,
                    SeekFrom::End(_) => file.lock().unwrap_or_else(PoisonError::into_inner).seek(to)?,
                };
                Ok(*at)
            }
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_gbk_are_words_and_lead_nowhere() {
        let named = |raw: &[u8]| name(raw, Ok("".into()));
        assert_eq!(named("通知.docx".as_bytes()), "通知.docx");
        assert_eq!(named(b"\xCD\xA8\xD6\xAA.docx"), "通知.docx");
        assert_eq!(named(b"../../etc/passwd"), "etc/passwd");
        assert_eq!(named(b"..\\a\\.\\b.txt"), "a/b.txt");
        assert_eq!(named(b"\x1B[2Ja.txt"), "\u{FFFD}[2Ja.txt");
    }
}
