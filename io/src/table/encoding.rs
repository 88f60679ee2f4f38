//! The bytes of a table or of records as text: UTF-8, GB18030 (and so GBK and GB 2312) or UTF-16.
//!
//! A wrong guess would read wrong words in silence. So UTF-8 goes before all else, one that is broken is refused rather than
//! read as GB18030, and no byte is replaced.

use crate::Reason;
use crate::read::{binary_format, not_utf8};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The bytes as text without a byte-order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Reason> {
    if let Some(format) = binary_format(bytes) {
        return Err(Reason::Binary(format));
    }
    let text = if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        Cow::Borrowed(utf8(rest)?)
    } else if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        exactly(UTF_16LE, rest)?
    } else if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        exactly(UTF_16BE, rest)?
    } else if memchr::memchr(0, bytes).is_some() {
        exactly(unmarked_utf16(bytes), bytes)?
    } else if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        Cow::Borrowed(text)
    } else {
        legacy(bytes)?
    };
    if text.chars().all(gongkai::source::is_blank) {
        return Err(Reason::NoText);
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Result<&str, Reason> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))
}

/// The text in `encoding`, no byte of it wrong. A NUL is in no table.
fn exactly<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Result<Cow<'b, str>, Reason> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .filter(|text| !text.contains('\0'))
        .ok_or(Reason::Encoding(None))
}

/// Which end is first, told by the NUL of each ASCII character: separators and line ends are in every table.
fn unmarked_utf16(bytes: &[u8]) -> &'static Encoding {
    let odd = memchr::memchr_iter(0, bytes).filter(|at| at % 2 == 1).count();
    let even = memchr::memchr_iter(0, bytes).count() - odd;
    if odd >= even { UTF_16LE } else { UTF_16BE }
}

/// Text that is not UTF-8: UTF-8 with a wrong byte in it, or GB18030, or what is not read.
fn legacy(bytes: &[u8]) -> Result<Cow<'_, str>, Reason> {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    if right > 4 * wrong {
        utf8(bytes)?;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if guess == GBK || guess == GB18030 {
        let text = exactly(GB18030, bytes).map_err(|_| Reason::Encoding(Some(guess.name())))?;
        if is_plausible(&text) {
            return Ok(text);
        }
    }
    Err(Reason::Encoding(Some(detector.guess(None, Utf8Detection::Deny).name())))
}

/// Whether hardly any character is of private use: Big5 read as GB18030 is full of them, and an office may have made one or two
/// for a rare name.
fn is_plausible(text: &str) -> bool {
    let private = text.chars().filter(|letter| ('\u{E000}'..='\u{F8FF}').contains(letter)).count();
    let wide = text.chars().filter(|letter| !letter.is_ascii()).count();
    private * 20 <= wide
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;

    const WORDS: &str = "编号,标题\n1,关于印发𠮷县方案的通知\n";

    fn utf16(words: &str, little: bool) -> Vec<u8> {
        let turn = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        words.encode_utf16().flat_map(turn).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_words() {
        let gb18030 = GB18030.encode(WORDS).0.into_owned();
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        for bytes in [
            WORDS.as_bytes().to_vec(),
            marked(&[0xEF, 0xBB, 0xBF], WORDS.as_bytes().to_vec()),
            gb18030,
            marked(&[0xFF, 0xFE], utf16(WORDS, true)),
            marked(&[0xFE, 0xFF], utf16(WORDS, false)),
            utf16(WORDS, true),
            utf16(WORDS, false),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(WORDS), "{bytes:X?}");
        }
    }

    #[test]
    fn short_and_mixed_words_in_gbk_are_known() {
        for words in [
            "标题",
            "a,b,处",
            "序号\t单位\r\n1\t人事处\r\n",
            "id,unit\n1,法规处\n2,Office\n",
            "“十三五”规划—草案",
            "文号\n鲁人社发〔2019〕12号\n",
            "是,否,√,×\n",
            "１２３,ＡＢＣ，㈠①Ⅳ\n",
        ] {
            let (bytes, _, unmappable) = GBK.encode(words);
            assert!(!unmappable, "{words}");
            assert_eq!(decode(&bytes).as_deref(), Ok(words));
        }
    }

    #[test]
    fn utf8_with_a_wrong_byte_is_not_taken_for_another_encoding() {
        let mut bytes = "编号,标题\n1,关于印发方案的通知".as_bytes().to_vec();
        bytes.pop();
        assert!(matches!(decode(&bytes), Err(Reason::NotUtf8 { line: 2, column: 11, .. })));
    }

    #[test]
    fn other_encodings_and_no_text_are_refused() {
        let big5 =
            encoding_rs::BIG5.encode("編號,標題\n1,關於印發實施方案的通知，請遵照執行\n").0.into_owned();
        assert_eq!(decode(&big5), Err(Reason::Encoding(Some("Big5"))));
        assert_eq!(decode(b"PK\x03\x04rest"), Err(Reason::Binary(Format::Zip)));
        assert!(matches!(decode(&[0, 1, 2, 3, 0, 0, 0, 9]), Err(Reason::Encoding(None))));
        assert_eq!(decode(b""), Err(Reason::NoText));
        assert_eq!(decode(b"\xEF\xBB\xBF \r\n"), Err(Reason::NoText));
    }
}
