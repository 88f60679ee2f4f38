//! Looking around a place in the text: the characters before and behind it, blanks passed over, numerals read.
//! All functions take byte offsets on character boundaries; one that is not gives `None`, never a panic.

use crate::source::is_blank;

/// The longest run of blanks, in bytes, that may stand inside a date or a number.
const MOST_BLANK: usize = 24;

/// The character that begins at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// `from` moved behind blanks of one line, no further than a short run; a line end stops it.
pub(super) fn past_blank(text: &str, from: usize) -> usize {
    // Nearly everywhere there is none: Han and ASCII signs are told by their first byte.
    if text.as_bytes().get(from).is_some_and(|byte| matches!(byte, 0x21..=0x7E | 0xE4..=0xE9)) {
        return from;
    }
    let Some(rest) = text.get(from..) else { return from };
    let mut end = from;
    for character in rest.chars() {
        if character == '\n' || !is_blank(character) || end - from > MOST_BLANK {
            break;
        }
        end += character.len_utf8();
    }
    end
}

/// `to` moved before blanks of one line, no further than a short run.
pub(super) fn before_blank(text: &str, to: usize) -> usize {
    let Some(rest) = text.get(..to) else { return to };
    let mut start = to;
    for character in rest.chars().rev() {
        if character == '\n' || !is_blank(character) || to - start > MOST_BLANK {
            break;
        }
        start -= character.len_utf8();
    }
    start
}

/// Where the words before `end` end: blanks and line ends before it left out.
pub(super) fn trimmed_end(text: &str, end: u32) -> u32 {
    text.get(..end as usize).map_or(end, |words| words.trim_end_matches(is_blank).len() as u32)
}

/// At most `bytes` bytes of `text` from `from`, cut on a character boundary: what is looked ahead over stays short however
/// long the line is.
pub(super) fn ahead(text: &str, from: usize, bytes: usize) -> &str {
    let mut end = from.saturating_add(bytes).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end).unwrap_or_default()
}

/// Whether a character is Han, as far as names and numbers are concerned.
pub(crate) const fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A Chinese digit's value; 十 is no digit.
pub(super) const fn chinese_digit(character: char) -> Option<u32> {
    Some(match character {
        '〇' | '○' | '零' | 'O' | 'o' | 'Ｏ' | '０' | '0' | '◯' | 'Ο' | 'О' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A Chinese number below a thousand: 五, 十二, 二十八, 一百零三, 五四一.
pub(crate) fn chinese_number(words: &str) -> Option<u32> {
    let (mut total, mut digit, mut plain, mut units) = (0_u32, None::<u32>, 0_u32, false);
    for character in words.chars() {
        let unit = match character {
            '十' => 10,
            '百' => 100,
            _ => {
                let value = chinese_digit(character)?;
                plain = plain.checked_mul(10)?.checked_add(value)?;
                digit = Some(value);
                continue;
            }
        };
        units = true;
        total = total.checked_add(digit.take().unwrap_or(1) * unit)?;
    }
    if words.is_empty() {
        return None;
    }
    if units { total.checked_add(digit.unwrap_or(0)) } else { Some(plain) }
}

/// Whether a byte of `words` may begin a blank other than the Chinese punctuation that shares its first byte.
fn may_hold_blank(words: &str) -> bool {
    let bytes = words.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let may = match byte {
            // Han characters, which most words are made of, are passed over in threes.
            0xE4..=0xE9 => {
                at += 3;
                continue;
            }
            ..=b' ' | 0xC2 | 0xE1 | 0xEE => true,
            0xE2 | 0xE3 => {
                let last = bytes.get(at + 2).copied().unwrap_or_default();
                next == 0x80 && (last <= 0x8F || last >= 0xA8) && !(byte == 0xE3 && last > 0x80)
                    || next == 0x81
            }
            0xEF => next <= 0xA3 || next == 0xBB,
            _ => false,
        };
        if may {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether short `words` hold `needle`: for words of some bytes a search that prepares itself costs more than it finds.
pub(super) fn holds(words: &str, needle: &str) -> bool {
    words.len() >= needle.len()
        && words.as_bytes().windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// `words` without blanks.
pub(super) fn squash(words: &str) -> String {
    if may_hold_blank(words) {
        words.chars().filter(|&character| !is_blank(character)).collect()
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_blank_is_taken_out_and_no_sign_is() {
        for blank in (0..=0xFFFF).filter_map(char::from_u32).filter(|&character| is_blank(character)) {
            assert_eq!(squash(&format!("甲{blank}乙")), "甲乙", "{:x}", u32::from(blank));
        }
        let signs = "甲，。、；：？！“”‘’（）《》〈〉【】〔〕…—·〇○①%．";
        assert_eq!(squash(signs), signs);
    }

    #[test]
    fn chinese_numbers_are_read_in_both_ways_of_writing() {
        for (words, number) in [
            ("五", 5),
            ("十", 10),
            ("十二", 12),
            ("二十八", 28),
            ("一百零三", 103),
            ("五四一", 541),
            ("〇六", 6),
        ] {
            assert_eq!(chinese_number(words), Some(number), "{words}");
        }
        assert_eq!(chinese_number("甲"), None);
        assert_eq!(chinese_number(""), None);
    }
}
