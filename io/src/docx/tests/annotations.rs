//! Annotations: comments at the words of findings, fixes as tracked changes, and the very bytes back.

use super::super::fixture::{Fixture, item, paragraph, run, table};
use super::super::{Annotate, DocxOptions, Fault, Limits, View, annotate, read, without_annotations};
use super::reading;
use crate::Reason;
use gongkai::report::{Edit, FindingSpan, Fix, Subject};
use gongkai::rule::{Basis, Certainty, FixSafety};
use gongkai::{Finding, Language, Severity};
use jiff::civil::date;
use std::io::Read;

fn options(fixes: bool) -> Annotate {
    Annotate { reading: DocxOptions::default(), language: Language::Zh, date: date(2025, 6, 20), fixes }
}

fn finding(span: Option<(usize, usize)>, edits: &[(usize, usize, &str)]) -> Finding {
    let edits = edits.iter().map(|(start, end, text)| Edit {
        start: *start as u32,
        end: *end as u32,
        text: (*text).to_owned(),
    });
    let edits: Vec<Edit> = edits.collect();
    Finding {
        rule: "format/example".into(),
        severity: Severity::Error,
        message: "括号<有误>".to_owned(),
        why: Some("应用六角括号".into()),
        help: None,
        subject: Subject { kind: "text".into(), id: None, path: "a.docx".into(), sheet: None, row: None },
        span: span.map(|(start, end)| FindingSpan {
            start: start as u32,
            end: end as u32,
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
        }),
        origin: None,
        excerpt: "甲".to_owned(),
        basis: [Basis {
            document: "党政机关公文格式".to_owned(),
            number: Some("GB/T 9704-2012".to_owned()),
            at: Some("7.2.5".to_owned()),
            certainty: Certainty::Verified,
        }]
        .into(),
        task: None,
        owner: None,
        deadline: None,
        fix: (!edits.is_empty()).then_some(Fix { safety: FixSafety::Safe, edits }),
        fingerprint: String::new(),
        waived: None,
    }
}

fn entry(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut contents = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut contents).unwrap();
    Some(contents)
}

fn document(bytes: &[u8]) -> String {
    entry(bytes, "word/document.xml").unwrap()
}

/// The words between the markers of the first comment.
fn marked(bytes: &[u8]) -> String {
    let document = document(bytes);
    let start = document.find("<w:commentRangeStart").expect("a comment begins");
    let end = document.find("<w:commentRangeEnd").expect("a comment ends");
    let mut words = String::new();
    for part in document[start..end].split('<') {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        if tag == "w:t" || tag.starts_with("w:t ") {
            words.push_str(text);
        } else if tag.starts_with("w:tab") || tag.starts_with("w:br") {
            words.push('|');
        }
    }
    words
}

fn rich() -> Fixture {
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let body = format!(
        "{}{}<w:p w:rsidR=\"00AA\"><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/><w:rPrChange w:id=\"7\"><w:rPr/></w:rPrChange></w:rPr><w:t>甲 &amp;乙</w:t><w:tab/><w:t>丙丁</w:t><w:br/></w:r>\
         <w:hyperlink>{}</w:hyperlink><w:ins w:id=\"8\" w:author=\"x\">{}</w:ins><w:del w:id=\"9\" w:author=\"x\"><w:r><w:delText>壬</w:delText></w:r></w:del></w:p>{}<w:p/>",
        paragraph("😀𠮷关于开展检查的通知"),
        item(1, 0, "总体要求"),
        run("戊己"),
        run("庚辛"),
        table(&[&["子", "丑寅"], &["卯", "辰"]])
    );
    Fixture::new(&body).with("numbering", numbering)
}

#[test]
fn a_comment_stands_at_the_words_of_the_finding() {
    let fixture = rich();
    let reading = reading(&fixture);
    for words in ["通知", "关于开展检查的通知", "要求", "甲 &乙", "乙\t丙", "丁\n戊", "己庚", "丑", "庚"]
    {
        let start = reading.text.find(words).unwrap();
        let span = Some((start, start + words.len()));
        let annotated = annotate(&fixture.bytes(), &[finding(span, &[])], &options(false)).unwrap();
        let expected = words.replace('&', "&amp;").replace(['\t', '\n'], "|");
        assert_eq!(marked(&annotated), expected, "{words}");
        assert_eq!(read(&annotated, &DocxOptions::default()).unwrap().text, reading.text);
    }
    let comments = {
        let annotated = annotate(&fixture.bytes(), &[finding(Some((0, 4)), &[])], &options(false)).unwrap();
        assert!(entry(&annotated, "[Content_Types].xml").unwrap().contains("/word/comments.xml"));
        assert!(
            entry(&annotated, "word/_rels/document.xml.rels").unwrap().contains("relationships/comments")
        );
        entry(&annotated, "word/comments.xml").unwrap()
    };
    for words in [
        "【错误】括号&lt;有误&gt;",
        "说明：应用六角括号",
        "《党政机关公文格式》（GB/T 9704-2012）7.2.5",
        "format/example",
        "w:date=\"2025-06-20T00:00:00Z\"",
    ] {
        assert!(comments.contains(words), "{words} in {comments}");
    }
}

#[test]
fn comments_may_overlap_and_all_bytes_come_back() {
    let fixture = rich();
    let bytes = fixture.bytes();
    let text = reading(&fixture).text;
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut findings = Vec::new();
    for (index, start) in places.iter().enumerate() {
        for end in places.iter().skip(index).step_by(3) {
            findings.push(finding(Some((*start, *end)), &[]));
        }
    }
    for one in &findings {
        let annotated = annotate(&bytes, std::slice::from_ref(one), &options(false)).unwrap();
        let back = without_annotations(&annotated, Limits::default()).unwrap();
        assert_eq!(document(&back), document(&bytes), "{:?}", one.span);
    }
    let annotated = annotate(&bytes, &findings, &options(false)).unwrap();
    assert_eq!(read(&annotated, &DocxOptions::default()).unwrap().text, text);
    let back = without_annotations(&annotated, Limits::default()).unwrap();
    for name in
        ["word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"]
    {
        assert_eq!(entry(&back, name), entry(&bytes, name), "{name}");
    }
}

#[test]
fn fixes_are_tracked_changes() {
    let body = format!(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>😀云数发[2025]8号</w:t></w:r>{}{}</w:p>{}",
        run("。甲"),
        run("乙"),
        paragraph("丙")
    );
    let fixture = Fixture::new(&body);
    let bytes = fixture.bytes();
    let text = reading(&fixture).text;
    let at = |words: &str| text.find(words).unwrap();
    let findings = [
        finding(Some((at("云"), at("。"))), &[(at("["), at("[") + 1, "〔"), (at("]"), at("]") + 1, "〕")]),
        finding(Some((at("。甲"), at("乙") + 3)), &[(at("。"), at("乙") + 3, "，甲&乙")]),
        finding(Some((at("丙"), at("丙") + 3)), &[(at("丙") + 3, at("丙") + 3, "。")]),
        // Another fix of the same words must wait.
        finding(Some((at("["), at("]"))), &[(at("["), at("]"), "（")]),
        // A line's end is no word.
        finding(Some((at("丙"), at("丙") + 3)), &[(at("乙"), at("丙"), "丁")]),
    ];
    let annotated = annotate(&bytes, &findings, &options(true)).unwrap();
    let fixed = read(&annotated, &DocxOptions::default()).unwrap().text;
    assert_eq!(fixed, "😀云数发〔2025〕8号，甲&乙\n丙。\n");
    let original = DocxOptions { view: View::Original, ..DocxOptions::default() };
    assert_eq!(read(&annotated, &original).unwrap().text, text);
    let back = without_annotations(&annotated, Limits::default()).unwrap();
    assert_eq!(document(&back), document(&bytes));
    assert!(document(&annotated).contains("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">〔</w:t>"));
    let plain = annotate(&bytes, &findings, &options(false)).unwrap();
    assert!(!document(&plain).contains("<w:ins"));
}

#[test]
fn what_stands_outside_of_the_body_is_commented_at_the_body() {
    let body = format!(
        "<w:p/>{}<w:p>{}<w:r><w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing></w:r></w:p>\
         <w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdheader1\"/></w:sectPr>",
        paragraph("正文"),
        run("后"),
        paragraph("框中")
    );
    let fixture = Fixture::new(&body).with("header", &paragraph("某局文件"));
    let text = reading(&fixture).text;
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        Some((start, start + words.len()))
    };
    for (span, words) in [(at("某局文件"), "正文"), (at("框中"), "后框中"), (None, "正文")] {
        let annotated = annotate(&fixture.bytes(), &[finding(span, &[])], &options(true)).unwrap();
        assert_eq!(marked(&annotated), words);
        assert!(entry(&annotated, "word/comments.xml").unwrap().contains("问题不在此处正文"));
    }
}

#[test]
fn comments_of_others_stay() {
    let body = format!(
        "<w:p><w:commentRangeStart w:id=\"4\"/>{}<w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r></w:p>",
        run("甲乙")
    );
    let fixture =
        Fixture::new(&body).with("comments", "<w:comment w:id=\"4\" w:author=\"x\"><w:p/></w:comment>");
    let bytes = fixture.bytes();
    let annotated = annotate(&bytes, &[finding(Some((3, 6)), &[])], &options(false)).unwrap();
    let comments = entry(&annotated, "word/comments.xml").unwrap();
    assert!(
        comments.contains("w:id=\"4\" w:author=\"x\"")
            && comments.contains("w:id=\"5\" w:author=\"gongkai\"")
    );
    let back = without_annotations(&annotated, Limits::default()).unwrap();
    for name in ["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"] {
        assert_eq!(entry(&back, name), entry(&bytes, name), "{name}");
    }
}

#[test]
fn all_else_is_byte_for_byte_as_it_was() {
    let fixture = rich().with_part("media", "image", "\u{FEFF}any bytes");
    let bytes = fixture.bytes();
    let annotated = annotate(&bytes, &[finding(Some((0, 4)), &[])], &options(false)).unwrap();
    let raw = |bytes: &[u8], name: &str| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let index = archive.index_for_name(name).unwrap();
        let mut contents = Vec::new();
        archive.by_index_raw(index).unwrap().read_to_end(&mut contents).unwrap();
        contents
    };
    for name in ["word/media.xml", "word/numbering.xml", "_rels/.rels"] {
        assert_eq!(raw(&annotated, name), raw(&bytes, name), "{name}");
    }
    let mut waived = finding(Some((0, 4)), &[]);
    waived.waived = Some("已核".to_owned());
    assert_eq!(annotate(&bytes, &[waived], &options(false)).unwrap(), bytes);
}

#[test]
fn words_that_do_not_keep_blanks_are_divided_with_care() {
    // Behind a blank the first part has to keep it; blanks before the words would begin to count, so they are not divided.
    for (words, text, marked_words) in [("甲 乙 丙", "甲 乙 丙", "乙"), (" 甲 乙 丙 ", "甲 乙 丙", " 甲 乙")]
    {
        let fixture = Fixture::new(&format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"));
        let fix = finding(Some((4, 7)), &[(4, 7, "丁")]);
        let annotated = annotate(&fixture.bytes(), &[fix], &options(false)).unwrap();
        assert_eq!(read(&annotated, &DocxOptions::default()).unwrap().text.trim_end(), text);
        assert_eq!(marked(&annotated), marked_words);
        let back = without_annotations(&annotated, Limits::default()).unwrap();
        assert_eq!(document(&back), document(&fixture.bytes()));
    }
    let fixture = Fixture::new("<w:p><w:r><w:t>甲 乙 丙</w:t></w:r></w:p>");
    let fix = finding(Some((4, 7)), &[(4, 7, "丁")]);
    let annotated = annotate(&fixture.bytes(), &[fix], &options(true)).unwrap();
    assert_eq!(read(&annotated, &DocxOptions::default()).unwrap().text, "甲 丁 丙\n");
}

#[test]
fn repeated_cells_have_one_comment() {
    let (first, below) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let cell =
        |merge: &str, words: &str| format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", paragraph(words));
    let row = |cells: [String; 2]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row([cell("", "任务"), cell("", "责任单位")]),
        row([cell("", "甲"), cell(first, "有关单位")]),
        row([cell("", "乙"), cell(below, "")])
    );
    let fixture = Fixture::new(&body);
    let text = reading(&fixture).text;
    let findings: Vec<Finding> = text
        .match_indices("有关单位")
        .map(|(at, words)| finding(Some((at, at + words.len())), &[]))
        .collect();
    assert_eq!(findings.len(), 2);
    let annotated = annotate(&fixture.bytes(), &findings, &options(false)).unwrap();
    assert_eq!(document(&annotated).matches("commentRangeStart").count(), 1);
    assert_eq!(marked(&annotated), "有关单位");
    // From the second row's task to the units that stand above it.
    let start = text.rfind('乙').unwrap();
    let across =
        annotate(&fixture.bytes(), &[finding(Some((start, text.len())), &[])], &options(false)).unwrap();
    assert_eq!(marked(&across), "乙");
}

#[test]
fn a_document_without_prefixes_takes_no_comments() {
    let plain = "<document xmlns=\"w\"><body><p><r><t>甲</t></r></p></body></document>";
    let bytes = Fixture::raw(plain).bytes();
    let reason = annotate(&bytes, &[finding(None, &[])], &options(false)).unwrap_err();
    assert_eq!(reason, Reason::Word(Fault::Unmarkable));
}
