//! Files that are broken, cut off, something else or made to do harm: a clear answer each, and never a panic.

use super::super::fixture::{Fixture, archive, item, paragraph, table};
use super::super::{Actual, DocxOptions, Fault, Limits, read};
use crate::Reason;
use gongkai::Language;

fn reason(bytes: &[u8]) -> Reason {
    read(bytes, &DocxOptions::default()).unwrap_err()
}

fn within(fixture: &Fixture, limits: Limits) -> Reason {
    read(&fixture.bytes(), &DocxOptions { limits, ..DocxOptions::default() }).unwrap_err()
}

fn rich() -> Fixture {
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let body =
        [paragraph("关于开展检查的通知"), item(1, 0, "总体要求"), table(&[&["甲", "乙"], &["丙", "丁"]])]
            .concat();
    Fixture::new(&body)
        .with("numbering", numbering)
        .with("styles", "<w:docDefaults/>")
        .with("footer", &paragraph("1"))
}

#[test]
fn other_formats_are_named() {
    let cases: [(&[u8], Reason); 6] = [
        (b"%PDF-1.7", Fault::Other(Actual::Pdf).into()),
        (b"{\\rtf1 a}", Fault::Other(Actual::Rtf).into()),
        (b"\xEF\xBB\xBF<html><body>a</body></html>", Fault::Other(Actual::Html).into()),
        (b"words", Fault::Other(Actual::Unknown).into()),
        (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], Fault::Other(Actual::OldOffice).into()),
        (b"  ", Reason::NoText),
    ];
    for (bytes, expected) in cases {
        assert_eq!(reason(bytes), expected);
    }
    let zipped = |name: &str| reason(&archive(&[(name.to_owned(), "a")]));
    assert_eq!(zipped("xl/workbook.xml"), Fault::Other(Actual::Workbook).into());
    assert_eq!(zipped("ppt/presentation.xml"), Fault::Other(Actual::Slides).into());
    assert_eq!(zipped("OFD.xml"), Fault::Other(Actual::Ofd).into());
    assert_eq!(zipped("mimetype"), Fault::Other(Actual::OpenDocument).into());
    assert_eq!(zipped("a.txt"), Fault::Other(Actual::Archive).into());
}

#[test]
fn a_password_is_said() {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(reason(&bytes), Reason::Password);
}

#[test]
fn entities_are_refused() {
    let document = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///a\">]><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(reason(&Fixture::raw(document).bytes()), Fault::Doctype.into());
    let styles =
        Fixture::new(&paragraph("甲")).with_part("styles", "styles", "<!DOCTYPE s><w:styles xmlns:w=\"w\"/>");
    assert_eq!(reason(&styles.bytes()), Fault::Doctype.into());
    assert!(Fault::Doctype.describe(Language::Zh).contains("外部实体"));
}

#[test]
fn limits_hold() {
    let limits = Limits::default();
    let fixture = rich();
    let bytes = fixture.bytes().len();
    assert_eq!(
        within(&fixture, Limits { bytes: bytes - 1, ..limits }),
        Reason::TooLarge { bytes: bytes as u64, limit: bytes - 1 }
    );
    assert_eq!(within(&fixture, Limits { unpacked: 500, ..limits }), Reason::Unpacked { limit: 500 });
    assert_eq!(within(&fixture, Limits { entries: 3, ..limits }), Fault::TooManyEntries { limit: 3 }.into());
    assert_eq!(within(&fixture, Limits { depth: 4, ..limits }), Fault::TooDeep { limit: 4 }.into());
    assert_eq!(within(&fixture, Limits { runs: 4, ..limits }), Fault::TooManyRuns { limit: 4 }.into());
}

#[test]
fn a_bomb_is_not_unpacked() {
    let swollen = "\u{20}".repeat(80 << 20);
    let fixture = Fixture::new(&format!("{}{swollen}", paragraph("甲")));
    let bytes = fixture.bytes();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(reason(&bytes), Reason::Unpacked { limit: 64 << 20 });
}

#[test]
fn many_small_things_are_refused() {
    for small in ["<w:p/>", "<w:tbl><w:tr/></w:tbl>", "<w:p><w:r><w:tab/><w:br/></w:r></w:p>"] {
        let fixture = Fixture::new(&small.repeat(600));
        let limits = Limits { runs: 500, ..Limits::default() };
        assert_eq!(within(&fixture, limits), Fault::TooManyRuns { limit: 500 }.into());
    }
}

#[test]
fn deep_nesting_ends_in_an_answer() {
    let deep = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(50_000),
        paragraph("甲"),
        "</w:tc></w:tr></w:tbl>".repeat(50_000)
    );
    assert_eq!(reason(&Fixture::new(&deep).bytes()), Fault::TooDeep { limit: 200 }.into());
    let nested = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(60),
        paragraph("甲"),
        "</w:tc></w:tr></w:tbl>".repeat(60)
    );
    assert!(read(&Fixture::new(&nested).bytes(), &DocxOptions::default()).is_ok());
}

#[test]
fn a_document_without_words_or_body_is_said_to_be_so() {
    assert_eq!(reason(&Fixture::new("<w:p/>").bytes()), Reason::NoText);
    let none = archive(&[("[Content_Types].xml".to_owned(), "<Types/>")]);
    assert!(matches!(reason(&none), Reason::Word(Fault::Broken(_))));
}

#[test]
fn broken_files_never_panic() {
    let bytes = rich().bytes();
    let options = DocxOptions::default();
    for length in (0..bytes.len()).step_by(97) {
        assert!(read(&bytes[..length], &options).is_err(), "{length}");
    }
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x15;
        let _ = read(&flipped, &options);
    }
    // Broken XML in a sound archive goes further.
    let document = "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:ind w:left=\"99999999999\"/><w:numPr><w:ilvl w:val=\"-1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>甲&amp;</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"-9\"/><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc/></w:tr></w:tbl></w:body></w:document>";
    for at in 0..document.len() {
        if document.is_char_boundary(at) {
            let _ = read(&Fixture::raw(&document[..at]).bytes(), &options);
            let mut other = document.to_owned();
            other.insert(at, '<');
            let _ = read(&Fixture::raw(&other).bytes(), &options);
        }
    }
}
