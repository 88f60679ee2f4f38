//! The encoding of a page, and its bytes as text.
//! In: bytes and, where the user names one, an encoding. Out: the text, and how its offsets go back to the bytes.
//!
//! Bytes that are valid UTF-8 are UTF-8 whatever the page says of itself: text in GBK hardly ever is. A wrong byte becomes
//! U+FFFD as in a browser, and is counted; a page with more than a few is in another encoding.

use super::place::{Jump, Places};
use crate::read::binary_format;
use crate::{Reason, Remark};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How far into the file a declaration is looked for.
const MOST_HEAD: usize = 16 << 10;
/// How much of the file is looked at to detect its encoding.
const MOST_SAMPLE: usize = 1 << 20;
/// Of how many characters one may be wrong.
const WRONG_OF: usize = 200;
/// How many may be wrong on a short page.
const FEW_WRONG: usize = 3;

/// A page as text.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) places: Places<'b>,
    pub(super) remarks: Vec<Remark>,
}

/// The bytes in `asked`, or in the encoding that they are in.
pub(super) fn decode<'b>(bytes: &'b [u8], asked: Option<&'static Encoding>) -> Result<Decoded<'b>, Reason> {
    if let Some(format) = binary_format(bytes) {
        return Err(Reason::Binary(format));
    }
    if let Some(encoding) = asked.map(widened) {
        if !is_read(encoding) {
            return Err(Reason::Encoding(Some(encoding.name())));
        }
        let mark =
            Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding).map_or(0, |(_, mark)| mark);
        return Ok(lossy(encoding, bytes, mark).finish());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(lossy(encoding, bytes, mark).finish());
    }
    if memchr::memchr(0, &bytes[..bytes.len().min(1 << 10)]).is_some() {
        return unmarked_utf16(bytes);
    }
    let declared = declared(bytes);
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        let mut decoded = Lossy::whole(text, bytes).finish();
        if let Some(declared) = declared.filter(|declared| *declared != UTF_8 && !text.is_ascii()) {
            decoded.remarks.push(misdeclared(declared, UTF_8));
        }
        return Ok(decoded);
    }
    let mut tried = None;
    if let Some(declared) = declared.filter(|declared| is_read(declared)) {
        let lossy = lossy(declared, bytes, 0);
        if lossy.is_plausible() {
            return Ok(lossy.finish());
        }
        tried = Some(declared);
    }
    let (encoding, guess) = detected(bytes);
    let lossy = Some(encoding)
        .filter(|encoding| is_read(encoding) && Some(*encoding) != tried)
        .map(|encoding| lossy(encoding, bytes, 0))
        .filter(Lossy::is_plausible)
        .ok_or(Reason::Encoding(Some(guess.name())))?;
    let mut decoded = lossy.finish();
    decoded.remarks.push(match declared {
        Some(declared) => misdeclared(declared, encoding),
        None => Remark {
            zh: format!("网页没有声明编码，按 {} 读取", encoding.name()),
            en: format!("the page declares no encoding; it was read as {}", encoding.name()),
        },
    });
    Ok(decoded)
}

/// The encoding that holds all of the one that was named: GB 2312 and GBK are parts of GB 18030.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

fn is_read(encoding: &'static Encoding) -> bool {
    [UTF_8, GB18030, UTF_16LE, UTF_16BE].contains(&encoding)
}

fn misdeclared(declared: &'static Encoding, read: &'static Encoding) -> Remark {
    let (declared, read) = (declared.name(), read.name());
    Remark {
        zh: format!("网页声明的编码是 {declared}，内容却是 {read}，按 {read} 读取"),
        en: format!("the page declares {declared} but is in {read}; it was read as {read}"),
    }
}

/// What `<meta charset>` or `<meta http-equiv>` says. UTF-16 cannot be declared by words that are themselves no UTF-16.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(MOST_HEAD)];
    memchr::memmem::find_iter(head, b"charset")
        .chain(memchr::memmem::find_iter(head, b"CHARSET"))
        .chain(memchr::memmem::find_iter(head, b"Charset"))
        .filter(|at| in_meta(&head[..*at]))
        .find_map(|at| {
            let rest = head[at + 7..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
            let rest = rest
                .strip_prefix(b"\"")
                .or_else(|| rest.strip_prefix(b"'"))
                .unwrap_or(rest)
                .trim_ascii_start();
            let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
            Encoding::for_label(&rest[..end.unwrap_or(rest.len())])
        })
        .map(|encoding| if [UTF_16LE, UTF_16BE].contains(&encoding) { UTF_8 } else { widened(encoding) })
}

/// Whether the words before are an open `<meta` tag.
fn in_meta(before: &[u8]) -> bool {
    let Some(open) = memchr::memrchr(b'<', before) else { return false };
    before.get(open + 1..open + 5).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
        && !before[open..].contains(&b'>')
}

/// What the bytes look like, and what a detector that knows nothing of China says.
fn detected(bytes: &[u8]) -> (&'static Encoding, &'static Encoding) {
    let whole = bytes.len() <= MOST_SAMPLE;
    let bytes = &bytes[..bytes.len().min(MOST_SAMPLE)];
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    if right > 4 * wrong {
        return (UTF_8, UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, whole);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    (widened(guess), detector.guess(None, Utf8Detection::Deny))
}

/// UTF-16 without its mark: which end is first is told by the NUL of each ASCII character.
fn unmarked_utf16(bytes: &[u8]) -> Result<Decoded<'_>, Reason> {
    let head = &bytes[..bytes.len().min(1 << 10)];
    let odd = memchr::memchr_iter(0, head).filter(|at| at % 2 == 1).count();
    let even = memchr::memchr_iter(0, head).count() - odd;
    let encoding = if odd >= even { UTF_16LE } else { UTF_16BE };
    // A page begins with tags, which are ASCII.
    if odd.max(even) * 4 < head.len() {
        return Err(Reason::Encoding(None));
    }
    let lossy = lossy(encoding, bytes, 0);
    if !lossy.is_plausible() || lossy.text.contains('\0') {
        return Err(Reason::Encoding(None));
    }
    Ok(lossy.finish())
}

/// A text with U+FFFD where bytes were wrong.
struct Lossy<'b> {
    text: Cow<'b, str>,
    places: Places<'b>,
    wrong: usize,
    /// Where the first wrong byte stands.
    first: usize,
}

impl<'b> Lossy<'b> {
    fn whole(text: &'b str, bytes: &'b [u8]) -> Self {
        Self { text: Cow::Borrowed(text), places: Places::new(UTF_8, bytes, 0), wrong: 0, first: 0 }
    }

    /// Whether few characters are wrong or of private use: Big5 read as GB18030 is full of them.
    fn is_plausible(&self) -> bool {
        let odd = |letter: &char| ('\u{E000}'..='\u{F8FF}').contains(letter);
        let wide = self.text.chars().filter(|letter| !letter.is_ascii()).count();
        let private = self.text.chars().filter(odd).count();
        let few = self.wrong * WRONG_OF <= wide || self.wrong <= FEW_WRONG && self.wrong * 8 <= wide;
        few && private * 20 <= wide
    }

    fn finish(self) -> Decoded<'b> {
        let mut remarks = Vec::new();
        if self.wrong > 0 {
            let (wrong, first) = (self.wrong, self.first);
            let name = self.places.encoding().name();
            remarks.push(Remark {
                zh: format!("有 {wrong} 处字节不是有效的 {name}（第一处在第 {first} 字节），显示为 \u{FFFD}"),
                en: format!(
                    "{wrong} places are not valid {name} (the first at byte {first}) and read as U+FFFD"
                ),
            });
        }
        Decoded { text: self.text, places: self.places, remarks }
    }
}

/// The bytes behind a mark of `mark` bytes, in `encoding`.
fn lossy<'b>(encoding: &'static Encoding, bytes: &'b [u8], mark: usize) -> Lossy<'b> {
    let mut places = Places::new(encoding, bytes, mark);
    let body = &bytes[mark..];
    if encoding == UTF_8
        && let Ok(text) = simdutf8::basic::from_utf8(body)
    {
        return Lossy { text: Cow::Borrowed(text), places, wrong: 0, first: 0 };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(body.len() + body.len() / 2 + 16);
    let (mut at, mut wrong, mut first) = (0, 0, 0);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(&body[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve((body.len() - at).max(16) * 2),
            DecoderResult::Malformed(length, after) => {
                let end = at.saturating_sub(usize::from(after));
                if wrong == 0 {
                    first = mark + end.saturating_sub(usize::from(length));
                }
                wrong += 1;
                let from = text.len();
                text.push('\u{FFFD}');
                let start = end.saturating_sub(usize::from(length));
                places.jump(Jump { text: from, file: mark + start });
                places.jump(Jump { text: text.len(), file: mark + end });
            }
        }
    }
    Lossy { text: Cow::Owned(text), places, wrong, first }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><title>𠮷县关于印发方案的通知</title></head><body><p>各镇人民政府：请认真组织实施。</p></body></html>";

    fn with_meta(declaration: &str) -> String {
        PAGE.replace("<head>", &format!("<head>{declaration}"))
    }

    #[test]
    fn marks_declarations_and_the_bytes_themselves_tell_the_encoding() {
        let gb = |page: &str| GB18030.encode(page).0.into_owned();
        let utf16 =
            |page: &str, order: fn(u16) -> [u8; 2]| page.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let declared = with_meta("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>");
        for (bytes, page, remarks) in [
            (PAGE.as_bytes().to_vec(), PAGE, 0),
            ([b"\xEF\xBB\xBF", PAGE.as_bytes()].concat(), PAGE, 0),
            (gb(&declared), &declared, 0),
            (gb(PAGE), PAGE, 1),
            (declared.clone().into_bytes(), &declared, 1),
            ([&[0xFF, 0xFE], utf16(PAGE, u16::to_le_bytes).as_slice()].concat(), PAGE, 0),
            (utf16(PAGE, u16::to_be_bytes), PAGE, 0),
        ] {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!(decoded.text, page);
            assert_eq!(decoded.remarks.len(), remarks, "{:?}", decoded.remarks);
        }
    }

    #[test]
    fn a_declaration_is_believed_only_in_its_tag_and_where_the_bytes_agree() {
        assert_eq!(declared(b"<p>charset=gbk"), None);
        assert_eq!(declared(b"<META charset = 'GBK'>"), Some(GB18030));
        let wrong = with_meta("<meta charset=utf-8>");
        let bytes = GB18030.encode(&wrong).0.into_owned();
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.text, wrong);
        assert!(
            decoded.remarks[0].zh.contains("声明的编码是 UTF-8，内容却是 gb18030"),
            "{:?}",
            decoded.remarks
        );
    }

    #[test]
    fn a_wrong_byte_is_counted_and_replaced() {
        let mut bytes = PAGE.as_bytes().to_vec();
        let at = PAGE.find("各镇").unwrap();
        bytes.remove(at);
        let decoded = decode(&bytes, None).unwrap();
        assert!(decoded.text.contains("\u{FFFD}镇人民政府"));
        assert!(decoded.remarks[0].en.contains(&format!("the first at byte {at}")));
    }

    #[test]
    fn other_encodings_and_files_are_refused() {
        let big5 = encoding_rs::BIG5
            .encode("<p>關於印發實施方案的通知，請遵照執行，並於月底前報送。</p>")
            .0
            .into_owned();
        assert_eq!(decode(&big5, None).err(), Some(Reason::Encoding(Some("Big5"))));
        assert!(matches!(decode(b"PK\x03\x04", None), Err(Reason::Binary(_))));
        assert!(matches!(decode(&[0, 1, 2, 3, 9, 9, 9, 9, 9, 9], None), Err(Reason::Encoding(None))));
    }
}
