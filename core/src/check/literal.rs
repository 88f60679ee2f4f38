//! Where a few hundred literals stand in a text, at more than a gigabyte a second.
//! In: the literals, and a source whose marks are listed. Out: every place of every literal, by ascending start.
//!
//! A general automaton reads each byte through its table. Official text allows less: at most character positions, the
//! first six bytes (two Han characters) are hashed into a table of bits that is almost always empty.

use crate::source::Source;

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
}

/// Literals by their first bytes.
#[derive(Debug, Default)]
struct Keys {
    /// A bit for each hash of a key; absent where there is no key.
    bits: Option<Box<[u64; WORDS]>>,
    /// Keys with the index of their literal, ascending.
    keys: Vec<(u64, u32)>,
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
            let key = load(word.as_bytes(), 0, length);
            let bit = hash(key);
            made.bits.get_or_insert_with(|| Box::new([0; WORDS]))[bit / 64] |= 1 << (bit % 64);
            let first = usize::from(word.as_bytes()[0]);
            made.of_han |= (0xE4..=0xE9).contains(&first);
            made.first[first / 64] |= 1 << (first % 64);
            made.keys.push((key, index));
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

    fn of(&self, key: u64) -> impl Iterator<Item = u32> {
        let from = self.keys.partition_point(|(known, _)| *known < key);
        self.keys[from..].iter().take_while(move |(known, _)| *known == key).map(|(_, index)| *index)
    }
}

/// `length` bytes from `at`, padded with zeros past the end.
#[inline]
fn load(bytes: &[u8], at: usize, length: usize) -> u64 {
    let mask = u64::MAX >> (64 - 8 * length);
    if let Some(eight) = bytes.get(at..at + 8) {
        let mut word = [0; 8];
        word.copy_from_slice(eight);
        return u64::from_le_bytes(word) & mask;
    }
    let mut word = [0; 8];
    for (to, from) in word.iter_mut().zip(bytes.get(at..).unwrap_or_default()) {
        *to = *from;
    }
    u64::from_le_bytes(word) & mask
}

impl Literals {
    /// Tables for `words`, none of them empty; a literal is known by its index.
    pub(crate) fn new(words: Vec<String>) -> Self {
        Self {
            long: Keys::new(&words, LONG..usize::MAX, LONG),
            short: Keys::new(&words, SHORT..LONG, SHORT),
            single: Keys::new(&words, 1..SHORT, 1),
            words,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Calls `found` with start, end and index for every place of every literal, by ascending start.
    pub(crate) fn find(&self, source: &Source<'_>, mut found: impl FnMut(usize, usize, u32)) {
        let bytes = source.text().as_bytes();
        let mut at = 0;
        for mark in source.marks() {
            self.han(bytes, at, mark.start as usize, &mut found);
            for place in mark.start as usize..mark.end as usize {
                self.mark(bytes, place, &mut found);
            }
            at = mark.end as usize;
        }
        self.han(bytes, at, bytes.len(), &mut found);
    }

    /// A run of Han characters, three bytes each.
    fn han(&self, bytes: &[u8], start: usize, end: usize, found: &mut impl FnMut(usize, usize, u32)) {
        if self.long.of_han {
            // Eight bytes can be loaded at once up to here; the last characters of a text are read one by one.
            let safe = end.min(bytes.len().saturating_sub(8)).max(start);
            let mask = u64::MAX >> (64 - 8 * LONG);
            for (at, eight) in (start..)
                .step_by(3)
                .zip(bytes[start..].windows(8).step_by(3))
                .take((safe - start).div_ceil(3))
            {
                let key = eight.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight)) & mask;
                if self.long.may_hold(key) {
                    self.confirm(bytes, at, self.long.of(key), found);
                }
            }
            for at in (start..end).step_by(3).skip((safe - start).div_ceil(3)) {
                self.confirm(bytes, at, self.long.of(load(bytes, at, LONG)), found);
            }
        }
        if self.short.of_han {
            for at in (start..end).step_by(3) {
                let key = load(bytes, at, SHORT);
                if self.short.may_hold(key) {
                    self.confirm(bytes, at, self.short.of(key), found);
                }
            }
        }
    }

    /// One byte of a mark: a place where a literal may begin.
    fn mark(&self, bytes: &[u8], at: usize, found: &mut impl FnMut(usize, usize, u32)) {
        for (keys, length) in [(&self.long, LONG), (&self.short, SHORT), (&self.single, 1)] {
            if keys.may_begin_with(bytes[at]) {
                let key = load(bytes, at, length);
                if keys.may_hold(key) {
                    self.confirm(bytes, at, keys.of(key), found);
                }
            }
        }
    }

    fn confirm(
        &self,
        bytes: &[u8],
        at: usize,
        indices: impl Iterator<Item = u32>,
        found: &mut impl FnMut(usize, usize, u32),
    ) {
        for index in indices {
            let word = self.words[index as usize].as_bytes();
            if bytes[at..].starts_with(word) {
                found(at, at + word.len(), index);
            }
        }
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
