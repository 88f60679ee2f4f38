//! Hostile and odd files: each is answered, within bounds, and nothing panics.

use gongkai_io::docx::Fault;
use gongkai_io::table::tables;
use gongkai_io::{ReadOptions, Reading, Reason, gather, read, read_document};
use std::fs;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The longest that any one of these files may take, on a slow machine without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document with this main part.
fn word(document: &str) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn body(inner: &str) -> String {
    format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{inner}</w:body></w:document>"
    )
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A container of the older formats that holds a document under a password.
fn locked() -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(2048, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn answer(name: &str, bytes: &[u8]) -> Result<Reading, Reason> {
    let start = Instant::now();
    let answer = read(bytes, name, &ReadOptions::default());
    assert!(start.elapsed() < PATIENCE, "{name}: {:?}", start.elapsed());
    answer
}

type Judge = fn(&Reason) -> bool;

#[test]
fn what_is_hostile_is_refused_for_what_it_is() {
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
        .to_owned()
        + &body(&paragraph("&a;"));
    let laughs = "<!DOCTYPE d [<!ENTITY a \"哈哈\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>".to_owned()
        + &body(&paragraph("&b;"));
    let bomb = body(&paragraph(&" ".repeat(100 << 20)));
    let deep = body(&"<w:p>".repeat(100_000));
    let table: [(&str, Vec<u8>, Judge); 14] = [
        ("entities.docx", word(&entities), |it| matches!(it, Reason::Word(Fault::Doctype))),
        ("laughs.docx", word(&laughs), |it| matches!(it, Reason::Word(Fault::Doctype))),
        ("bomb.docx", word(&bomb), |it| matches!(it, Reason::Unpacked { .. })),
        ("deep.docx", word(&deep), |it| matches!(it, Reason::Word(_))),
        ("locked.docx", locked(), |it| *it == Reason::Password),
        ("locked.xlsx", locked(), |it| *it == Reason::Table),
        ("old.docx", locked()[..2048].to_vec(), |it| matches!(it, Reason::Word(Fault::Other(_)))),
        ("old.doc", locked()[..2048].to_vec(), |it| matches!(it, Reason::Office(_))),
        ("words.rtf", b"{\\rtf1 words}".to_vec(), |it| matches!(it, Reason::Office(_))),
        ("sheet.txt", zip(&[("xl/workbook.xml", b"<workbook/>")]), |it| *it == Reason::Table),
        ("layout.ofd", zip(&[("OFD.xml", b"<OFD/>")]), |it| matches!(it, Reason::Office(_))),
        ("noise.txt", (0..=255).collect(), |it| matches!(it, Reason::Binary(_))),
        ("empty.docx", Vec::new(), |it| *it == Reason::NoText),
        ("empty.html", Vec::new(), |it| *it == Reason::NoMainText),
    ];
    for (name, bytes, is_right) in table {
        let reason = answer(name, &bytes).expect_err(name);
        assert!(is_right(&reason), "{name}: {reason:?}");
        assert!(!reason.describe(gongkai::Language::Zh).is_empty());
    }
}

#[test]
fn what_is_cut_off_anywhere_is_read_in_part_or_refused() {
    let whole = word(&body(&paragraph("各处室要抓好落实，按时报送。").repeat(30)));
    let page = "<!DOCTYPE html><html><head><meta charset=utf-8><title>通知</title></head><body><div><p>各处室要抓好落实，按时报送。</p></div></body></html>";
    for (name, bytes) in [("cut.docx", whole.as_slice()), ("cut.html", page.as_bytes())] {
        for at in (0..bytes.len()).step_by(7) {
            let _ = answer(name, &bytes[..at]);
            // A byte that fell over.
            let mut bytes = bytes.to_vec();
            bytes[at] ^= 0x55;
            let _ = answer(name, &bytes);
        }
    }
}

#[test]
fn odd_texts_are_read() {
    const WORDS: &str = "各处室：\r\n一、要抓好落实，按时报送。\r二、联系人另行通知。\n末行";
    let utf16 = |mark: bool, turn: fn(u16) -> [u8; 2]| {
        mark.then_some(0xFEFF).into_iter().chain(WORDS.encode_utf16()).flat_map(turn).collect::<Vec<u8>>()
    };
    for bytes in [
        WORDS.as_bytes().to_vec(),
        encoding_rs::GB18030.encode(WORDS).0.into_owned(),
        utf16(true, u16::to_le_bytes),
        utf16(true, u16::to_be_bytes),
        utf16(false, u16::to_le_bytes),
        utf16(false, u16::to_be_bytes),
    ] {
        let text = answer("a.txt", &bytes).unwrap().text;
        assert_eq!(text.trim_start_matches('\u{FEFF}'), WORDS);
    }
    let page = format!(
        "<html><body><div><h1>通知</h1><p>{}</p></div></body></html>",
        WORDS.replace("\r\n", "</p><p>")
    );
    let page = encoding_rs::GBK.encode(&page).0.into_owned();
    assert!(answer("a.html", &page).unwrap().text.contains("要抓好落实，按时报送。"));
}

#[test]
fn large_and_crooked_pages_take_no_longer_than_they_may() {
    let deep = "<div>".repeat(200_000) + "各处室要抓好落实";
    let wide = format!("<table>{}</table>", "<tr><td rowspan=65535 colspan=1000>甲".repeat(2_000));
    let open = "<a ".repeat(300_000);
    for page in [deep, wide, open, "<p>各处室</p>".repeat(400_000)] {
        let _ = answer("a.html", page.as_bytes());
    }
}

#[test]
fn a_sheet_of_a_hundred_thousand_rows_is_read() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..100_000 {
        for column in 0..8 {
            sheet.write_string(row, column, if row == 0 { "标题" } else { "关于印发方案的通知" }).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let start = Instant::now();
    let read = tables(&bytes, &"a.xlsx".into(), None).unwrap();
    assert_eq!(read.grids[0].rows.len(), 100_000);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    assert_eq!(tables(&locked(), &"b.xlsx".into(), None), Err(Reason::Password));
    assert!(tables(&bytes[..bytes.len() / 2], &"c.xlsx".into(), None).is_err());
}

#[test]
fn archives_that_lie_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (0..40_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let good = zip(&[("a.txt", "各处室：".as_bytes()), ("b.txt", &noise)]);
    let central = good.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let end = good.windows(4).position(|bytes| bytes == b"PK\x05\x06").unwrap();
    // The directory has every file three times under other names: few bytes, unpacked many times.
    let directory = &good[central..end];
    let mut over = good[..central].to_vec();
    for copy in [b'0', b'2', b'4'] {
        let at = over.len();
        over.extend(directory);
        for from in at..=over.len() - 5 {
            if matches!(&over[from..from + 5], b"a.txt" | b"b.txt") {
                over[from] = copy + over[from] - b'a';
            }
        }
    }
    let mut tail = good[end..].to_vec();
    tail[8..10].copy_from_slice(&6_u16.to_le_bytes());
    tail[10..12].copy_from_slice(&6_u16.to_le_bytes());
    tail[12..16].copy_from_slice(&(directory.len() as u32 * 3).to_le_bytes());
    over.extend(tail);
    // One file under a password.
    let mut secret = zip(&[("a.txt", "各处室：".as_bytes())]);
    let at = secret.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    secret[6] |= 1;
    secret[at + 8] |= 1;
    // A file that unpacks to more than it says.
    let mut small = zip(&[("a.txt", "各处室要抓好落实。".repeat(50).as_bytes())]);
    let at = small.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    small[22..26].copy_from_slice(&9_u32.to_le_bytes());
    small[at + 24..at + 28].copy_from_slice(&9_u32.to_le_bytes());
    for (name, bytes) in [("over.zip", over), ("secret.zip", secret), ("small.zip", small)] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let intake = gather(&[path], false);
        let reasons: Vec<Reason> = intake
            .problems
            .iter()
            .map(|problem| problem.reason.clone())
            .chain(
                intake.inputs.iter().filter_map(|input| read_document(input, &ReadOptions::default()).err()),
            )
            .collect();
        assert_eq!(reasons.len(), 1, "{name}: {reasons:?}");
        let is_right = match name {
            "secret.zip" => reasons[0] == Reason::Password,
            _ => matches!(reasons[0], Reason::Packing(_) | Reason::Unpacked { .. }),
        };
        assert!(is_right, "{name}: {reasons:?}");
    }
}
