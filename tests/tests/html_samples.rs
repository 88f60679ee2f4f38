//! Real pages of government sites, read and held against another way of taking the text out of them: tags cut away.

#![allow(clippy::print_stdout)]

use gongkai::Document;
use gongkai_io::At;
use gongkai_io::html::{HtmlOptions, read};
use gongkai_tests::samples;
use regex::Regex;
use std::path::PathBuf;

/// The elements in which the pages have their text.
const ARTICLES: [&str; 5] = [
    r#"<div[^>]*id="info_cont"[^>]*>"#,
    r#"<div[^>]*id="zoomcon"[^>]*>"#,
    r#"<div[^>]*id="detailCon"[^>]*>"#,
    r#"<article[^>]*class="content_article"[^>]*>"#,
    r#"<div[^>]*class="content_article"[^>]*>"#,
];

/// A page's path and bytes.
type Page = (PathBuf, Vec<u8>);

fn pages() -> Option<Vec<Page>> {
    let mut pages: Vec<_> = std::fs::read_dir(samples()?.join("html"))
        .ok()?
        .flatten()
        .filter_map(|entry| Some((entry.path(), std::fs::read(entry.path()).ok()?)))
        .collect();
    pages.sort();
    Some(pages)
}

/// The article's words with every tag, script and comment cut away, without blanks.
fn cut_out(page: &str) -> Option<String> {
    let (start, tag) = ARTICLES.iter().find_map(|article| {
        let found = Regex::new(article).ok()?.find(page)?;
        Some((found.end(), if found.as_str().starts_with("<div") { "div" } else { "article" }))
    })?;
    let tags = Regex::new(&format!("<(/?){tag}\\b")).ok()?;
    let mut depth = 1;
    let end = tags.captures_iter(&page[start..]).find_map(|found| {
        depth += if found[1].is_empty() { 1 } else { -1 };
        (depth == 0).then(|| start + found.get(0).map_or(0, |found| found.start()))
    })?;
    let mut words = page[start..end].to_owned();
    for cut in [r"(?s)<!--.*?-->", r"(?s)<script.*?</script>", r"(?s)<style.*?</style>", r"<[^>]*>"] {
        words = Regex::new(cut).ok()?.replace_all(&words, "").into_owned();
    }
    for (entity, letter) in [
        ("&nbsp;", ""),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&middot;", "·"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        words = words.replace(entity, letter);
    }
    Some(squeezed(&words))
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|letter| !gongkai::source::is_blank(*letter)).collect()
}

/// How many characters two texts have at their beginnings and ends in common.
fn common(left: &str, right: &str) -> usize {
    let ahead = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
    let behind =
        left.chars().rev().zip(right.chars().rev()).take_while(|(left, right)| left == right).count();
    (ahead + behind).min(left.chars().count())
}

#[test]
fn the_text_of_real_pages_is_all_there_and_nothing_else() {
    let Some(pages) = pages() else {
        println!("skipped: no samples beside the repository");
        return;
    };
    let (mut all, mut same) = (0, 0);
    for (path, bytes) in &pages {
        let reading =
            read(bytes, &HtmlOptions::default()).unwrap_or_else(|error| panic!("{path:?}: {error:?}"));
        let page = String::from_utf8_lossy(bytes);
        let expected = cut_out(&page).unwrap_or_else(|| panic!("{path:?}: no article"));
        let body = squeezed(reading.text.split_once("\n\n").map_or(reading.text.as_str(), |(_, body)| body));
        let (length, found) = (expected.chars().count(), common(&expected, &body));
        assert!(found * 100 >= length * 99, "{path:?}: {found} of {length}");
        assert!(body.chars().count() * 99 <= length * 100, "{path:?}: more than the article");
        all += length;
        same += found;
    }
    println!("{} pages, {same} of {all} characters", pages.len());
    assert!(same * 1000 >= all * 999, "{same} of {all}");
}

#[test]
fn without_the_marks_of_their_content_systems_pages_are_read_the_same() {
    let Some(pages) = pages() else {
        println!("skipped: no samples beside the repository");
        return;
    };
    let marks = Regex::new(
        r"(?i)zoomcon|content_article|info_cont|detailcon|ucapcontent|article-content|news_content",
    )
    .unwrap();
    for (path, bytes) in &pages {
        let page = String::from_utf8_lossy(bytes).replace("<article", "<div").replace("</article", "</div");
        let page = marks.replace_all(&page, "x");
        let reading = read(page.as_bytes(), &HtmlOptions::default()).unwrap();
        assert!(reading.remarks.iter().any(|remark| remark.en.contains("does not mark")), "{path:?}");
        assert_eq!(reading.text, read(bytes, &HtmlOptions::default()).unwrap().text, "{path:?}");
    }
}

#[test]
fn every_word_of_real_pages_knows_its_bytes_in_utf8_and_gbk() {
    let Some(pages) = pages() else {
        println!("skipped: no samples beside the repository");
        return;
    };
    for (path, bytes) in &pages {
        let utf8 = read(bytes, &HtmlOptions::default()).unwrap();
        // Without its declaration the page is taken for what it is.
        let page = String::from_utf8_lossy(bytes).replace("charset", "x-charset");
        let (gbk, _, _) = encoding_rs::GB18030.encode(&page);
        let other = read(&gbk, &HtmlOptions::default()).unwrap_or_else(|error| panic!("{path:?}: {error:?}"));
        assert_eq!(utf8.text, other.text, "{path:?}");
        assert!(other.remarks.iter().any(|remark| remark.en.contains("read as gb18030")), "{path:?}");
        for (reading, bytes, encoding) in
            [(&utf8, bytes.as_slice(), encoding_rs::UTF_8), (&other, &gbk, encoding_rs::GB18030)]
        {
            for piece in reading.origins.pieces() {
                let At::Bytes { start, end } = piece.at else { panic!("{path:?}: {piece:?}") };
                let words = &reading.text[piece.start as usize..piece.end as usize];
                let there = encoding.decode_without_bom_handling(&bytes[start as usize..end as usize]).0;
                let other = there.starts_with('&') || words == " " && there.trim().is_empty();
                assert!(
                    there == words || other && words.chars().count() == 1,
                    "{path:?}: {words:?} {there:?}"
                );
            }
        }
    }
}

#[test]
fn titles_days_and_numbers_of_real_pages_are_found() {
    let Some(pages) = pages() else {
        println!("skipped: no samples beside the repository");
        return;
    };
    let (mut titles, mut numbers) = (0, 0);
    for (path, bytes) in &pages {
        let reading = read(bytes, &HtmlOptions::default()).unwrap();
        let told = |name: &str| {
            reading.records[0].fields.get(name).and_then(|value| value.as_str()).unwrap_or_default()
        };
        let document = Document::parse(&reading.text);
        assert!(document.header.fields.len() >= 2, "{path:?}: {:?}", document.header);
        assert!(!told("published_on").is_empty() && !told("source").is_empty(), "{path:?}");
        if let Some(title) = &document.title {
            assert_eq!(squeezed(&title.text), squeezed(told("title")), "{path:?}");
            titles += 1;
        }
        // The file's own name holds the number of a document that has one: 穗府办规2021-7号.
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let named = Regex::new(r"_(穗\p{Han}+)(\d{4})-(\d+)号")
            .unwrap()
            .captures(&name)
            .map(|found| found[3].to_owned());
        if let (Some(serial), Some(number)) = (named, &document.number) {
            let serial = serial.parse().ok();
            assert!(number.serial == serial || name.starts_with("35_"), "{path:?}: {number:?}");
            numbers += 1;
        }
    }
    assert!(titles * 10 >= pages.len() * 9 && numbers >= 5, "{titles} titles, {numbers} numbers");
}
