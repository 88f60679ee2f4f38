//! The bytes of a text as characters, and characters as bytes again: UTF-8, UTF-16, GB18030 (and so GBK and GB 2312), or
//! what the user names.
//!
//! A wrong guess would read wrong words in silence, and a fix would write them. So a byte-order mark goes before all else,
//! then strict UTF-8; UTF-8 that is broken is refused rather than read as GB18030, no byte is replaced, and a guess is told.

use crate::problem::Format;
use crate::read::{binary_format, not_utf8};
use crate::{Reason, Remark};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EncoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How the characters of a text are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(&'static Encoding);

/// No encoding has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no encoding `{name}`{}", nearest.map(|nearest| format!(" (`{nearest}`?)")).unwrap_or_default())]
pub struct UnknownEncoding {
    /// The name as given.
    pub name: String,
    /// The nearest known name.
    pub nearest: Option<&'static str>,
}

/// Names that users write, the most likely first.
const NAMES: [&str; 12] = [
    "utf-8",
    "gb18030",
    "gbk",
    "gb2312",
    "utf-16le",
    "utf-16be",
    "utf-16",
    "big5",
    "shift_jis",
    "euc-kr",
    "euc-jp",
    "windows-1252",
];

impl Default for TextEncoding {
    fn default() -> Self {
        Self(UTF_8)
    }
}

impl TextEncoding {
    /// The encoding of that name or alias (`gbk`, `cp936`, `utf8`).
    pub fn named(name: &str) -> Result<Self, UnknownEncoding> {
        // The name under which Windows knows GBK.
        let label = if name.eq_ignore_ascii_case("cp936") { "gbk" } else { name };
        Encoding::for_label(label.as_bytes()).map(Self).ok_or_else(|| UnknownEncoding {
            name: name.to_owned(),
            nearest: gongkai::rule::nearest(&name.to_lowercase(), NAMES),
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        if self.0 == GB18030 { "GB18030" } else { self.0.name() }
    }

    /// The encoding as its library has it.
    pub(crate) fn library(self) -> &'static Encoding {
        self.0
    }

    /// Whether it is UTF-8.
    pub fn is_utf8(self) -> bool {
        self.0 == UTF_8
    }

    /// The text as bytes; where a character has none, its offset in the text.
    pub(crate) fn encode(self, text: &str) -> Result<Vec<u8>, usize> {
        if self.0 == UTF_16LE {
            return Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        }
        if self.0 == UTF_16BE {
            return Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let mut encoder = self.0.new_encoder();
        let most = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
        let mut bytes = Vec::with_capacity(most.unwrap_or_default());
        match encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true) {
            (EncoderResult::InputEmpty, _) => Ok(bytes),
            (EncoderResult::Unmappable(letter), read) => Err(read.saturating_sub(letter.len_utf8())),
            // The buffer holds the longest that there may be.
            (EncoderResult::OutputFull, read) => Err(read),
        }
    }

    /// Where places of the text stand in its file: `places` ascending.
    pub(crate) fn offsets(self, text: &str, places: &[u32]) -> Vec<u32> {
        let (mut done, mut bytes) = (0, 0);
        let mut offsets = Vec::with_capacity(places.len());
        for &place in places {
            let words = text.get(done..place as usize).unwrap_or_default();
            bytes += self.encode(words).map_or(words.len(), |bytes| bytes.len());
            done = done.max(place as usize);
            offsets.push(bytes as u32);
        }
        offsets
    }
}

/// A text with the encoding in which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded<'b> {
    /// The text, its byte-order mark and all.
    pub(crate) text: Cow<'b, str>,
    /// Its encoding.
    pub(crate) encoding: TextEncoding,
    /// Whether nothing in the file says so, nor the user.
    is_guessed: bool,
}

impl<'b> Decoded<'b> {
    /// The text without its byte-order mark.
    pub(crate) fn unmarked(self) -> Cow<'b, str> {
        match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
            Cow::Owned(mut text) => {
                if text.starts_with('\u{FEFF}') {
                    text.drain(..'\u{FEFF}'.len_utf8());
                }
                Cow::Owned(text)
            }
        }
    }

    /// What the user should know: which encoding was guessed, and how surely.
    pub(crate) fn remark(&self) -> Option<Remark> {
        if !self.is_guessed {
            return None;
        }
        let (name, share) = (self.encoding.name(), common_share(&self.text));
        Some(Remark {
            zh: format!("编码推测为 {name}（常用字占 {share}%）；如不对，请用 --encoding 指明"),
            en: format!(
                "the encoding was guessed to be {name} ({share}% of its wide characters are common ones); \
                 if that is wrong, say --encoding"
            ),
        })
    }
}

/// How many bytes are looked at for a guess, from the first that is not ASCII on.
const SAMPLE: usize = 1 << 20;

/// Byte-order marks, which leave no doubt.
const MARKS: [(&[u8], &Encoding); 3] =
    [(&[0xEF, 0xBB, 0xBF], UTF_8), (&[0xFF, 0xFE], UTF_16LE), (&[0xFE, 0xFF], UTF_16BE)];

/// The bytes as text: in the encoding of their byte-order mark, that which is named, or that which they seem to be in.
pub(crate) fn decode(bytes: &[u8], named: Option<TextEncoding>) -> Result<Decoded<'_>, Reason> {
    if let Some(format) = binary_format(bytes) {
        return Err(Reason::Binary(format));
    }
    let marked = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, of)| TextEncoding(of));
    let decoded = match marked.or(named) {
        Some(encoding) => known(encoding, bytes)?,
        None => detect(bytes)?,
    };
    if decoded.text.chars().all(gongkai::source::is_blank) {
        return Err(Reason::NoText);
    }
    Ok(decoded)
}

fn detect(bytes: &[u8]) -> Result<Decoded<'_>, Reason> {
    if memchr::memchr(0, bytes).is_some() {
        let encoding = TextEncoding(unmarked_utf16(bytes));
        let text = exactly(encoding, bytes).ok().filter(|text| !text.contains('\0') && is_chinese(text));
        return match text {
            Some(text) => Ok(Decoded { text, encoding, is_guessed: true }),
            None => Err(Reason::Binary(Format::Unknown)),
        };
    }
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) if is_chance_utf8(text) => {
            let encoding = TextEncoding(GB18030);
            Ok(Decoded { text: exactly(encoding, bytes)?, encoding, is_guessed: true })
        }
        Ok(text) => {
            Ok(Decoded { text: Cow::Borrowed(text), encoding: TextEncoding(UTF_8), is_guessed: false })
        }
        Err(_) => legacy(bytes),
    }
}

/// Whether a text is UTF-8 by chance and GB18030 by intent: 通知 and 联通 in GBK are letters of rare scripts in UTF-8. The one
/// reading has no Chinese character and some letter of no usual script, the other nothing but characters in daily use.
pub(crate) fn is_chance_utf8(text: &str) -> bool {
    let mut is_rare = false;
    for letter in text.chars().filter(|letter| !letter.is_ascii()) {
        match letter {
            '\u{A0}'..='\u{17F}' | 'Α'..='ω' | 'Ё'..='ё' => {}
            '\u{80}'..='\u{7FF}' => is_rare = true,
            _ => return false,
        }
    }
    let chinese = || GB18030.decode_without_bom_handling_and_without_replacement(text.as_bytes());
    is_rare && chinese().is_some_and(|text| common_share(&text) == 100)
}

/// The text in an encoding that is no guess.
fn known(encoding: TextEncoding, bytes: &[u8]) -> Result<Decoded<'_>, Reason> {
    let text = exactly(encoding, bytes)?;
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let at = encoding.offsets(&text, &[at as u32]).first().map_or(at, |at| *at as usize);
        return Err(wrong_byte(encoding, bytes, at));
    }
    Ok(Decoded { text, encoding, is_guessed: false })
}

/// The text in `encoding`, no byte of it wrong.
fn exactly(encoding: TextEncoding, bytes: &[u8]) -> Result<Cow<'_, str>, Reason> {
    if encoding.is_utf8() {
        let text = simdutf8::compat::from_utf8(bytes);
        return text.map(Cow::Borrowed).map_err(|error| not_utf8(bytes, error.valid_up_to()));
    }
    let text = encoding.0.decode_without_bom_handling_and_without_replacement(bytes);
    text.ok_or_else(|| wrong_byte(encoding, bytes, valid_up_to(encoding, bytes)))
}

/// How many bytes are right before the first that is wrong.
fn valid_up_to(encoding: TextEncoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.0.new_decoder_without_bom_handling();
    let mut room = String::with_capacity(4096);
    let mut at = 0;
    loop {
        room.clear();
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut room, true);
        at += read;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::InputEmpty => return at,
            encoding_rs::DecoderResult::Malformed(wrong, after) => {
                return at.saturating_sub(usize::from(wrong) + usize::from(after));
            }
        }
    }
}

fn wrong_byte(encoding: TextEncoding, bytes: &[u8], at: usize) -> Reason {
    let before = encoding.0.decode_without_bom_handling(bytes.get(..at).unwrap_or_default()).0;
    let before = before.trim_start_matches('\u{FEFF}');
    Reason::WrongByte {
        encoding: encoding.name(),
        line: memchr::memchr_iter(b'\n', before.as_bytes()).count() as u32 + 1,
        column: before.rsplit('\n').next().map_or(0, |words| words.chars().count()) as u32 + 1,
        at,
        byte: bytes.get(at).copied().unwrap_or_default(),
    }
}

/// Which end is first, told by the NUL of each ASCII character: separators and line ends are in every text.
fn unmarked_utf16(bytes: &[u8]) -> &'static Encoding {
    let odd = memchr::memchr_iter(0, bytes).filter(|at| at % 2 == 1).count();
    let even = memchr::memchr_iter(0, bytes).count() - odd;
    if odd >= even { UTF_16LE } else { UTF_16BE }
}

/// Text that is not UTF-8: UTF-8 with a wrong byte in it, or GB18030, or what is not read.
fn legacy(bytes: &[u8]) -> Result<Decoded<'_>, Reason> {
    // Characters of three bytes hardly ever come about by chance in other encodings.
    let (mut right, mut wrong, mut end) = (0_usize, 0_usize, None);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|letter| letter.len_utf8() > 2).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            wrong += 1;
            end.get_or_insert(at);
        }
        at += chunk.invalid().len();
    }
    if right >= wrong {
        return Err(not_utf8(bytes, end.unwrap_or_default()));
    }
    // A part tells which encoding it may be; that all bytes are right is proved after.
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    let sample = bytes.get(first..).unwrap_or_default();
    let sample = sample.get(..SAMPLE).unwrap_or(sample);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, first + sample.len() == bytes.len());
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if guess == GBK || guess == GB18030 {
        let text = exactly(TextEncoding(GB18030), bytes)?;
        if is_plausible(&text) {
            return Ok(Decoded { text, encoding: TextEncoding(GB18030), is_guessed: true });
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

/// Whether nearly all characters are those of a Chinese or English text: what is no text in UTF-16 is anything.
fn is_chinese(text: &str) -> bool {
    let (mut usual, mut all) = (0_usize, 0_usize);
    for letter in text.chars() {
        all += 1;
        usual += usize::from(matches!(letter,
            '\t' | '\n' | '\r' | ' '..='~' | '·' | '‐'..='…' | '\u{3000}'..='〟' | '一'..='\u{9FFF}' | '！'..='～'));
    }
    usual * 10 >= all * 9
}

/// How many in a hundred of the wide characters are among the signs and the 3,755 characters in daily use of GB 2312.
fn common_share(text: &str) -> usize {
    let (mut common, mut wide) = (0_usize, 0_usize);
    let mut buffer = [0; 4];
    for letter in text.chars().filter(|letter| !letter.is_ascii()).take(100_000) {
        wide += 1;
        let (bytes, _, unmappable) = GBK.encode(letter.encode_utf8(&mut buffer));
        let is_common = matches!(*bytes, [0xA1..=0xA3 | 0xB0..=0xD7, 0xA1..=0xFE]);
        common += usize::from(is_common && !unmappable);
    }
    (common * 100).checked_div(wide).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "编号,标题\n1,关于印发𠮷县方案的通知\n";

    fn utf16(words: &str, little: bool) -> Vec<u8> {
        let turn = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        words.encode_utf16().flat_map(turn).collect()
    }

    fn words(bytes: &[u8]) -> Result<String, Reason> {
        decode(bytes, None).map(|decoded| decoded.unmarked().into_owned())
    }

    fn every_encoding() -> Vec<Vec<u8>> {
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        vec![
            WORDS.as_bytes().to_vec(),
            marked(&[0xEF, 0xBB, 0xBF], WORDS.as_bytes().to_vec()),
            GB18030.encode(WORDS).0.into_owned(),
            marked(&[0xFF, 0xFE], utf16(WORDS, true)),
            marked(&[0xFE, 0xFF], utf16(WORDS, false)),
            utf16(WORDS, true),
            utf16(WORDS, false),
        ]
    }

    #[test]
    fn every_encoding_gives_the_same_words_and_the_same_bytes_again() {
        for bytes in every_encoding() {
            assert_eq!(words(&bytes).as_deref(), Ok(WORDS), "{bytes:X?}");
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!(decoded.encoding.encode(&decoded.text), Ok(bytes.clone()));
            assert_eq!(decode(&bytes, Some(decoded.encoding)).unwrap().text, decoded.text);
        }
    }

    #[test]
    fn places_in_the_text_are_found_in_the_file() {
        for bytes in every_encoding() {
            let decoded = decode(&bytes, None).unwrap();
            let start = decoded.text.find("𠮷").unwrap() as u32;
            let offsets = decoded.encoding.offsets(&decoded.text, &[start, start + 4, start + 4]);
            let range = offsets[0] as usize..offsets[1] as usize;
            assert_eq!(decoded.encoding.encode("𠮷").unwrap(), bytes[range]);
            assert_eq!(offsets[1], offsets[2]);
        }
    }

    #[test]
    fn a_guess_is_told_with_how_sure_it_is_and_what_the_file_says_is_not() {
        let told: Vec<bool> =
            every_encoding().iter().map(|bytes| decode(bytes, None).unwrap().remark().is_some()).collect();
        assert_eq!(told, [false, false, true, false, false, true, true]);
        let gbk = GBK.encode("各处室要抓好落实，按时报送。").0.into_owned();
        let remark = decode(&gbk, None).unwrap().remark().unwrap();
        assert!(remark.zh.contains("GB18030（常用字占 100%）"), "{}", remark.zh);
    }

    #[test]
    fn short_and_mixed_words_in_gbk_are_known() {
        for text in [
            "标题",
            "通知",
            "a,联通,b\n",
            "a,b,处",
            "序号\t单位\r\n1\t人事处\r\n",
            "id,unit\n1,法规处\n2,Office\n",
            "“十三五”规划—草案",
            "文号\n鲁人社发〔2019〕12号\n",
            "是,否,√,×\n",
            "１２３,ＡＢＣ，㈠①Ⅳ\n",
        ] {
            let (bytes, _, unmappable) = GBK.encode(text);
            assert!(!unmappable, "{text}");
            assert_eq!(words(&bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn letters_of_other_scripts_in_utf8_stay() {
        for text in ["café", "±5°·×", "Ωμέγα", "Привет", "שלום", "α通知"] {
            assert_eq!(words(text.as_bytes()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn utf8_with_a_wrong_byte_is_not_taken_for_another_encoding() {
        let mut bytes = "编号,标题\n1,关于印发方案的通知".as_bytes().to_vec();
        bytes.pop();
        assert!(matches!(words(&bytes), Err(Reason::NotUtf8 { line: 2, column: 11, .. })));
        let mut bytes = "𠮷😀\n甲乙".as_bytes().to_vec();
        bytes.extend([0xB9, 0xAB]);
        assert!(matches!(words(&bytes), Err(Reason::NotUtf8 { line: 2, column: 3, at: 15, byte: 0xB9 })));
    }

    #[test]
    fn a_wrong_byte_of_another_encoding_is_named_by_its_place() {
        let mut bytes = GBK.encode("第一行\n关于印发实施方案的通知").0.into_owned();
        bytes.pop();
        assert_eq!(
            words(&bytes),
            Err(Reason::WrongByte { encoding: "GB18030", line: 2, column: 11, at: 27, byte: 0xD6 })
        );
        let named = Some(TextEncoding::named("GB2312").unwrap());
        assert!(decode("通知".as_bytes(), Some(TextEncoding(UTF_16BE))).is_ok());
        assert!(decode(b"a\0b", named).is_err());
        assert!(matches!(decode(b"abc", Some(TextEncoding(UTF_16LE))), Err(Reason::WrongByte { .. })));
    }

    #[test]
    fn other_encodings_and_no_text_are_refused() {
        let big5 =
            encoding_rs::BIG5.encode("編號,標題\n1,關於印發實施方案的通知，請遵照執行\n").0.into_owned();
        assert_eq!(words(&big5), Err(Reason::Encoding(Some("Big5"))));
        assert!(decode(&big5, Some(TextEncoding::named("big5").unwrap())).is_ok());
        assert_eq!(words(b"PK\x03\x04rest"), Err(Reason::Binary(Format::Zip)));
        assert_eq!(words(&[0, 1, 2, 3, 0, 0, 0, 9]), Err(Reason::Binary(Format::Unknown)));
        assert_eq!(words(b""), Err(Reason::NoText));
        assert_eq!(words(b"\xEF\xBB\xBF \r\n"), Err(Reason::NoText));
    }

    #[test]
    fn a_character_that_the_encoding_lacks_is_named_by_its_place() {
        assert_eq!(TextEncoding::named("gbk").unwrap().encode("甲𠮷"), Err(3));
        assert_eq!(TextEncoding::named("gbk").unwrap().encode("甲〔2019〕").map(|bytes| bytes.len()), Ok(10));
    }

    #[test]
    fn an_unknown_name_gives_the_nearest() {
        assert_eq!(TextEncoding::named("gb18300").unwrap_err().nearest, Some("gb18030"));
        assert_eq!(TextEncoding::named("CP936").map(TextEncoding::name), Ok("GBK"));
    }
}
