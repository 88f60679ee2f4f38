//! Where a few hundred literals stand in a text, at more than a gigabyte a second.
//! In: the literals, and a source whose marks are listed. Out: every place of every literal, nearly in order.
//!
//! A general automaton reads each byte through its table. Official text allows less: at most character positions, the
//! first six bytes (two Han characters) are hashed into a table of bits that is almost always empty.

use crate::source::{MarkKind, Source};

/// How many bytes of a literal are its key.
const LONG: usize = 6;
const SHORT: usize = 3;

/// Literals with the tables that find them.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    words: Vec<String>,
    long: Keys,
    short: Keys,
    single: Keys,
    /// The first bytes of all keys.
    first: [u64; 4],
}

/// Literals by their first bytes.
#[derive(Debug, Default)]
struct Keys {
    /// A bit for each hash of a key; absent where there is no key.
    bits: Option<Box<[u64; WORDS]>>,
    /// Keys with the place in their literal from which they were taken and its index, ascending.
    keys: Vec<(u64, u32, u32)>,
    /// The first bytes of the keys.
    first: [u64; 4],
    /// Whether a key begins with a Han character.
    of_han: bool,
}

/// Bits in the table: 8 kilobytes, which stay in the processor's nearest cache.
const BITS: u32 = 16;
const WORDS: usize = 1 << (BITS - 6);

fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS)) as usize
}

impl Keys {
    fn new(words: &[String], bytes: std::ops::Range<usize>, length: usize) -> Self {
        let mut made = Self::default();
        for (index, word) in (0..).zip(words).filter(|(_, word)| bytes.contains(&word.len())) {
            let offset = offset(word, length);
            let key = load(word.as_bytes(), offset, length);
            let bit = hash(key);
            made.bits.get_or_insert_with(|| Box::new([0; WORDS]))[bit / 64] |= 1 << (bit % 64);
            let first = usize::from(word.as_bytes()[offset]);
            made.of_han |= (0xE4..=0xE9).contains(&first);
            made.first[first / 64] |= 1 << (first % 64);
            made.keys.push((key, offset as u32, index));
        }
        made.keys.sort_unstable();
        made
    }

    fn may_begin_with(&self, byte: u8) -> bool {
        self.first[usize::from(byte) / 64] >> (byte % 64) & 1 == 1
    }

    fn may_hold(&self, key: u64) -> bool {
        let bit = hash(key);
        self.bits.as_ref().is_some_and(|bits| bits[bit / 64] >> (bit % 64) & 1 == 1)
    }

    /// Place in the literal and index of each literal of that key.
    fn of(&self, key: u64) -> impl Iterator<Item = (u32, u32)> {
        let from = self.keys.partition_point(|(known, _, _)| *known < key);
        let same = self.keys[from..].iter().take_while(move |(known, _, _)| *known == key);
        same.map(|(_, offset, index)| (*offset, *index))
    }
}

/// `length` bytes from `at`, padded with zeros past the end.
#[inline]
fn load(bytes: &[u8], at: usize, length: usize) -> u64 {
    // The bytes beyond the key fall out at the top.
    let shift = 64 - 8 * length;
    if let Some(eight) = bytes.get(at..at + 8) {
        let mut word = [0; 8];
        word.copy_from_slice(eight);
        return u64::from_le_bytes(word) << shift;
    }
    let mut word = [0; 8];
    for (to, from) in word.iter_mut().zip(bytes.get(at..).unwrap_or_default()) {
        *to = *from;
    }
    u64::from_le_bytes(word) << shift
}

impl Literals {
    /// Tables for `words`, none of them empty; a literal is known by its index.
    pub(crate) fn new(words: Vec<String>) -> Self {
        let long = Keys::new(&words, LONG..usize::MAX, LONG);
        let short = Keys::new(&words, SHORT..LONG, SHORT);
        let single = Keys::new(&words, 1..SHORT, 1);
        let mut first = [0; 4];
        for keys in [&long, &short, &single] {
            first.iter_mut().zip(keys.first).for_each(|(all, own)| *all |= own);
        }
        Self { words, long, short, single, first }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Calls `found` with start, end and index for every place of every literal, nearly in order.
    pub(crate) fn find(&self, source: &Source<'_>, mut found: impl FnMut(usize, usize, u32)) {
        let bytes = source.text().as_bytes();
        let mut at = 0;
        for mark in source.marks() {
            let start = mark.start as usize;
            if at < start {
                self.han(bytes, at, start, &mut found);
            }
            at = mark.end as usize;
            // A sign is one character; in a run a literal may begin at any of its bytes.
            let stop = if matches!(mark.kind, MarkKind::Sign(_)) { start + 1 } else { at };
            for place in start..stop {
                self.mark(bytes, place, &mut found);
            }
        }
        self.han(bytes, at, bytes.len(), &mut found);
    }

    /// A run of Han characters, three bytes each.
    fn han(&self, bytes: &[u8], start: usize, end: usize, found: &mut impl FnMut(usize, usize, u32)) {
        if self.long.of_han
            && let Some(bits) = &self.long.bits
        {
            // The last characters of a text are too near its end to be loaded eight bytes at once.
            let safe = end.min(bytes.len().saturating_sub(7)).max(start);
            let mut at = start;
            for eight in bytes.get(start..safe + 7).unwrap_or_default().windows(8).step_by(3) {
                let key =
                    eight.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight)) << (64 - 8 * LONG);
                let bit = hash(key);
                if bits[bit / 64] >> (bit % 64) & 1 == 1 {
                    self.confirm(bytes, at, key, &self.long, found);
                }
                at += 3;
            }
            while at < end {
                self.confirm(bytes, at, load(bytes, at, LONG), &self.long, found);
                at += 3;
            }
        }
        if self.short.of_han {
            for at in (start..end).step_by(3) {
                let key = load(bytes, at, SHORT);
                if self.short.may_hold(key) {
                    self.confirm(bytes, at, key, &self.short, found);
                }
            }
        }
    }

    /// One byte of a mark: a place where a literal may begin.
    fn mark(&self, bytes: &[u8], at: usize, found: &mut impl FnMut(usize, usize, u32)) {
        let byte = usize::from(bytes[at]);
        if self.first[byte / 64] >> (byte % 64) & 1 == 0 {
            return;
        }
        for (keys, length) in [(&self.long, LONG), (&self.short, SHORT), (&self.single, 1)] {
            if keys.may_begin_with(bytes[at]) {
                let key = load(bytes, at, length);
                if keys.may_hold(key) {
                    self.confirm(bytes, at, key, keys, found);
                }
            }
        }
    }

    #[cold]
    fn confirm(
        &self,
        bytes: &[u8],
        at: usize,
        key: u64,
        keys: &Keys,
        found: &mut impl FnMut(usize, usize, u32),
    ) {
        for (offset, index) in keys.of(key) {
            let word = self.words[index as usize].as_bytes();
            if let Some(start) = at.checked_sub(offset as usize)
                && bytes[start..].starts_with(word)
            {
                found(start, start + word.len(), index);
            }
        }
    }
}

/// Where in a literal its key is taken. The first two characters of a word are often a word of their own (工作 in 工作日),
/// two that straddle the words seldom are.
fn offset(word: &str, length: usize) -> usize {
    if length < LONG {
        return 0;
    }
    let mut starts = word.char_indices().map(|(at, _)| at).skip(1);
    let second = starts.next().unwrap_or(0);
    let is_han = |at: usize| word.as_bytes().get(at).is_some_and(|byte| (0xE4..=0xE9).contains(byte));
    // Both characters must be Han, or the place might not be one at which a key is looked for.
    if is_han(0) && is_han(second) && is_han(second + 3) && word.len() >= second + length {
        second
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(words: &[&str], text: &str) -> Vec<(usize, usize, u32)> {
        let literals = Literals::new(words.iter().map(|&word| word.to_owned()).collect());
        let mut found = Vec::new();
        literals.find(&Source::new(text), |start, end, index| found.push((start, end, index)));
        found.sort_unstable();
        found
    }

    fn by_search(words: &[&str], text: &str) -> Vec<(usize, usize, u32)> {
        let mut found = Vec::new();
        for (index, word) in (0..).zip(words) {
            let mut from = 0;
            while let Some(at) = text[from..].find(word) {
                let start = from + at;
                found.push((start, start + word.len(), index));
                from = start + text[start..].chars().next().map_or(1, char::len_utf8);
            }
        }
        found.sort_unstable();
        found
    }

    #[test]
    fn literals_of_every_length_and_kind_are_found_where_they_stand() {
        let words =
            ["，，", "〔", "有关单位", "有关", "号", "15个工作日", "a", "ab", "。」", "𠮷野", "第", "处（"];
        let text = "𠮷野😀各有关单位，，〔2019〕第115个工作日号abab，有关。」处（室）有关";
        assert_eq!(places(&words, text), by_search(&words, text));
        assert_eq!(places(&words, "有"), []);
        assert_eq!(places(&[], text), []);
    }
}
