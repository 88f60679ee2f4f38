//! From byte offsets to what other languages and editors count.

use super::Source;
use serde::{Deserialize, Serialize};

/// A place as people name it: both 1-based, the column in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

/// What an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OffsetUnit {
    /// Bytes of the UTF-8 text: Rust, JSON reports.
    #[default]
    Byte,
    /// Code points: Python.
    CodePoint,
    /// UTF-16 units: JavaScript.
    Utf16,
}

impl Source<'_> {
    /// Line and column of byte `at`. A byte inside a character counts as that character's first.
    pub fn position(&self, at: u32) -> Position {
        let index = self.line_index(at);
        let line = self.lines()[index];
        let before = self.text().get(line.start as usize..at as usize).unwrap_or_default();
        Position { line: index as u32 + 1, column: before.chars().count() as u32 + 1 }
    }

    /// The byte offsets `at` (ascending) in another unit, in one pass over the text.
    pub fn convert(&self, at: &[u32], unit: OffsetUnit) -> Vec<u32> {
        let count = |words: &str| match unit {
            OffsetUnit::Byte => words.len(),
            OffsetUnit::CodePoint => words.chars().count(),
            OffsetUnit::Utf16 => words.encode_utf16().count(),
        };
        let (mut done, mut counted) = (0, 0);
        at.iter()
            .map(|&offset| {
                if let Some(words) = self.text().get(done..offset as usize) {
                    counted += count(words);
                    done = offset as usize;
                }
                counted as u32
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_slices_to_the_same_words() {
        let text = "𠮷😀甲，第二\n行号";
        let source = Source::new(text);
        let start = text.find('第').unwrap() as u32;
        let end = start + 6;
        let points = source.convert(&[start, end], OffsetUnit::CodePoint);
        let words: String =
            text.chars().skip(points[0] as usize).take((points[1] - points[0]) as usize).collect();
        assert_eq!(words, "第二");
        let units = source.convert(&[start, end], OffsetUnit::Utf16);
        let utf16: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(String::from_utf16_lossy(&utf16[units[0] as usize..units[1] as usize]), "第二");
        assert_eq!(source.position(text.find('号').unwrap() as u32), Position { line: 2, column: 2 });
    }
}
