//! PDFs made for the tests: the encodings in which Chinese programs write, pages, pictures, and what is hostile.

use super::*;
use flate2::{Compression, write::ZlibEncoder};
use std::io::Write;

/// A file that grows object by object.
#[derive(Default)]
struct File {
    objects: Vec<Vec<u8>>,
    trailer: String,
}

impl File {
    fn add(&mut self, body: impl AsRef<[u8]>) -> usize {
        self.objects.push(body.as_ref().to_vec());
        self.objects.len()
    }

    fn stream(&mut self, dictionary: &str, data: &[u8]) -> usize {
        let head = format!("<< {dictionary} /Length {} >> stream\n", data.len());
        self.add([head.as_bytes(), data, b"\nendstream"].concat())
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (number, body) in (1..).zip(&self.objects) {
            places.push(bytes.len());
            bytes.extend(format!("{number} 0 obj\n").into_bytes());
            bytes.extend(body);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).into_bytes());
        for place in &places {
            bytes.extend(format!("{place:010} 00000 n \n").into_bytes());
        }
        let (size, trailer) = (places.len() + 1, &self.trailer);
        bytes.extend(
            format!("trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
                .into_bytes(),
        );
        bytes
    }
}

/// How a font's strings are written.
#[derive(Debug, Clone, Copy)]
enum Coding {
    Gbk,
    Ucs2,
    /// Numbers of glyphs, and a table of what they mean.
    Identity,
}

/// A file whose pages have these lines: x, y from the bottom, words.
fn pdf(coding: Coding, pages: &[&[(i32, i32, &str)]]) -> Vec<u8> {
    let mut file = File::default();
    file.add("<< /Type /Catalog /Pages 2 0 R >>");
    let first = 6 + usize::from(matches!(coding, Coding::Identity));
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", first + at * 2)).collect();
    file.add(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
    let (name, more) = match coding {
        Coding::Gbk => ("GBK-EUC-H", ""),
        Coding::Ucs2 => ("UniGB-UCS2-H", ""),
        Coding::Identity => ("Identity-H", "/ToUnicode 6 0 R"),
    };
    file.add(format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /{name} /DescendantFonts [4 0 R] {more} >>"
    ));
    let ordering = if matches!(coding, Coding::Identity) { "Identity" } else { "GB1" };
    file.add(format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /FontDescriptor 5 0 R \
         /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> >>"
    ));
    file.add(
        "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -141 1000 859] /ItalicAngle 0 \
         /Ascent 859 /Descent -141 /CapHeight 683 /StemV 80 >>",
    );
    let mut letters: Vec<char> = Vec::new();
    let mut contents = Vec::new();
    for lines in pages {
        let mut content = String::from("BT /F1 16 Tf\n");
        for (x, y, words) in *lines {
            let codes: Vec<u8> = match coding {
                Coding::Gbk => encoding_rs::GBK.encode(words).0.into_owned(),
                Coding::Ucs2 => words.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                Coding::Identity => words
                    .chars()
                    .flat_map(|letter| {
                        let at = letters.iter().position(|known| *known == letter).unwrap_or_else(|| {
                            letters.push(letter);
                            letters.len() - 1
                        });
                        (at as u16 + 1).to_be_bytes()
                    })
                    .collect(),
            };
            let hex: String = codes.iter().map(|byte| format!("{byte:02X}")).collect();
            content += &format!("1 0 0 1 {x} {y} Tm <{hex}> Tj\n");
        }
        contents.push(content + "ET");
    }
    if matches!(coding, Coding::Identity) {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
        );
        for (at, letter) in letters.iter().enumerate() {
            let meant: String =
                letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
            map += &format!("1 beginbfchar <{:04X}> <{meant}> endbfchar\n", at + 1);
        }
        file.stream("", (map + "endcmap end").as_bytes());
    }
    for content in contents {
        let next = file.objects.len() + 2;
        file.add(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {next} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        file.stream("", content.as_bytes());
    }
    file.bytes()
}

const PAGES: [&[(i32, i32, &str)]; 2] = [
    &[
        (200, 750, "关于做好防汛工作的通知"),
        (90, 700, "各村（社区）："),
        (122, 670, "请各村高度重视防汛工作并按照职责分工"),
        (90, 640, "抓好落实，认真做好值班值守和信息报送各项"),
        (280, 40, "— 1 —"),
    ],
    &[
        (90, 750, "工作。"),
        (122, 720, "一、加强值守。各村要落实领导带班制度和值"),
        (90, 690, "班值守制度。"),
        (300, 660, "2019年6月28日"),
        (280, 40, "— 2 —"),
    ],
];

fn read_all(bytes: &[u8]) -> Result<Reading, Reason> {
    read(bytes, PdfLimits::default())
}

#[test]
fn every_encoding_of_chinese_programs_gives_the_same_paragraphs() {
    let expected = "关于做好防汛工作的通知\n各村（社区）：\n\
                    请各村高度重视防汛工作并按照职责分工抓好落实，认真做好值班值守和信息报送各项工作。\n\
                    一、加强值守。各村要落实领导带班制度和值班值守制度。\n2019年6月28日\n";
    for coding in [Coding::Gbk, Coding::Ucs2, Coding::Identity] {
        let reading = read_all(&pdf(coding, &PAGES)).unwrap();
        assert_eq!(reading.text, expected, "{coding:?}");
        assert!(reading.remarks[0].zh.contains("共 2 页") && reading.remarks[0].zh.contains("页眉 2 处"));
        let page = |words: &str| {
            let start = reading.text.find(words).unwrap() as u32;
            reading.origins.origin(start, start + 3).and_then(|origin| origin.page)
        };
        assert_eq!((page("请各村"), page("工作。\n一"), page("2019")), (Some(1), Some(2), Some(2)));
    }
}

#[test]
fn characters_beyond_the_first_plane_and_radicals_are_characters() {
    let pages: [&[(i32, i32, &str)]; 1] = [&[(90, 700, "𠮷县⼆〇⼀九年⻛险，人⺠"), (130, 650, "1 / 1")]];
    assert_eq!(read_all(&pdf(Coding::Identity, &pages)).unwrap().text, "𠮷县二〇一九年风险，人民\n1 / 1\n");
}

#[test]
fn a_scan_is_said_to_be_one() {
    let mut file = File::default();
    file.add("<< /Type /Catalog /Pages 2 0 R >>");
    file.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    file.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>");
    file.stream("", b"q 595 0 0 842 0 0 cm /I Do Q");
    file.stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        b"\x80",
    );
    assert_eq!(read_all(&file.bytes()), Err(Reason::Scanned { pages: 1 }));
}

#[test]
fn a_password_and_broken_files_are_said() {
    let whole = pdf(Coding::Gbk, &PAGES);
    let mut locked = File::default();
    locked.add("<< /Type /Catalog /Pages 2 0 R >>");
    locked.add("<< /Type /Pages /Kids [] /Count 0 >>");
    let key = "00".repeat(32);
    locked.add(format!("<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -44 >>"));
    locked.trailer = "/Encrypt 3 0 R /ID [<00> <00>]".to_owned();
    assert_eq!(read_all(&locked.bytes()), Err(Reason::Password));
    assert_eq!(read_all(b"%PDF-1.7\n"), Err(Reason::BrokenPdf));
    // Cut anywhere, it is read in part or refused.
    for at in (0..whole.len()).step_by(97) {
        let _ = read_all(&whole[..at]);
    }
}

#[test]
fn bombs_and_what_never_ends_are_refused() {
    let bomb = |data: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).unwrap();
        let mut file = File::default();
        file.add("<< /Type /Catalog /Pages 2 0 R >>");
        file.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        file.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>");
        file.stream("/Filter /FlateDecode", &encoder.finish().unwrap());
        file.bytes()
    };
    let limits = PdfLimits { unpacked: 1 << 20, ..PdfLimits::default() };
    assert_eq!(read(&bomb(&vec![b' '; 2 << 20]), limits), Err(Reason::Unpacked { limit: 1 << 20 }));
    let slow = bomb(&b"0 0 m 9 9 l S\n".repeat(1 << 20));
    let limits = PdfLimits { time: Duration::from_millis(20), ..PdfLimits::default() };
    assert_eq!(read(&slow, limits), Err(Reason::TooSlow { seconds: 0 }));
}
