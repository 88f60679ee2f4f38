//! Automatic numbers: the words that a paragraph prints.

use super::super::fixture::{Fixture, item, paragraph, run};
use super::reading;
use crate::At;

fn level(index: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn list(id: u32, pattern: u32, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{pattern}\"/>{more}</w:num>")
}

fn pattern(id: u32, levels: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
}

/// The lists of an official document.
fn official() -> String {
    let levels = [
        level(0, "chineseCounting", "%1、", "<w:suff w:val=\"nothing\"/>"),
        level(1, "chineseCounting", "（%2）", "<w:suff w:val=\"nothing\"/>"),
        level(2, "decimal", "%3.", ""),
        level(3, "decimal", "（%4）", ""),
        level(4, "decimalEnclosedCircle", "%5", ""),
    ];
    pattern(0, &levels.concat())
}

fn lines(body: &str, numbering: &str) -> Vec<String> {
    let reading = reading(&Fixture::new(body).with("numbering", numbering));
    reading.text.lines().map(str::to_owned).collect()
}

#[test]
fn levels_count_and_begin_anew_below_each_other() {
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(1, 2, "丙"),
        item(1, 2, "丁"),
        item(1, 1, "戊"),
        item(1, 2, "2019年"),
        item(1, 3, "己"),
        item(1, 4, "庚"),
        item(1, 0, "辛"),
        item(1, 1, "壬"),
    ];
    let numbering = [official(), list(1, 0, "")].concat();
    assert_eq!(
        lines(&body.concat(), &numbering),
        [
            "一、甲",
            "（一）乙",
            "1.丙",
            "2.丁",
            "（二）戊",
            "1. 2019年",
            "（1）己",
            "① 庚",
            "二、辛",
            "（一）壬"
        ]
    );
}

#[test]
fn the_words_of_a_number_belong_to_no_run() {
    let numbering = [official(), list(1, 0, "")].concat();
    let reading = reading(&Fixture::new(&item(1, 0, "甲")).with("numbering", &numbering));
    let pieces = reading.origins.pieces();
    assert!(matches!(&pieces[0].at, At::Run { paragraph: 1, run: 0, .. }));
    assert_eq!((pieces[0].start, pieces[0].end, pieces[1].start), (0, 6, 6));
}

#[test]
fn lists_of_one_pattern_count_on_unless_they_say_otherwise() {
    let over = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    let five = "<w:lvlOverride w:ilvl=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"5\"/><w:numFmt w:val=\"upperLetter\"/><w:lvlText w:val=\"%1)\"/></w:lvl></w:lvlOverride>";
    let numbering = [
        official(),
        pattern(7, &level(0, "decimal", "%1", "")),
        list(1, 0, ""),
        list(2, 0, ""),
        list(3, 0, over),
        list(4, 7, five),
    ]
    .concat();
    let body = [
        item(1, 0, "甲"),
        item(2, 0, "乙"),
        item(3, 0, "丙"),
        item(3, 0, "丁"),
        item(4, 0, "戊"),
        item(4, 0, "己"),
    ];
    assert_eq!(lines(&body.concat(), &numbering), ["一、甲", "二、乙", "一、丙", "二、丁", "E)戊", "F)己"]);
}

#[test]
fn a_level_may_go_on_counting_or_wait_for_a_higher_one() {
    let levels = [
        level(0, "decimal", "第%1章", ""),
        level(1, "decimal", "第%2条", "<w:lvlRestart w:val=\"0\"/>"),
        level(2, "decimal", "%1.%2.%3", "<w:lvlRestart w:val=\"1\"/>"),
    ];
    let numbering = [pattern(0, &levels.concat()), list(1, 0, "")].concat();
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(1, 2, "丙"),
        item(1, 1, "丁"),
        item(1, 2, "戊"),
        item(1, 0, "己"),
        item(1, 1, "庚"),
        item(1, 2, "辛"),
    ];
    assert_eq!(
        lines(&body.concat(), &numbering),
        ["第1章 甲", "第1条 乙", "1.1.1 丙", "第2条 丁", "1.2.2 戊", "第2章 己", "第3条 庚", "2.3.1 辛"]
    );
}

#[test]
fn a_legal_level_writes_figures() {
    let levels =
        [level(0, "chineseCountingThousand", "第%1章", ""), level(1, "decimal", "%1.%2", "<w:isLgl/>")];
    let numbering = [pattern(0, &levels.concat()), list(1, 0, "")].concat();
    assert_eq!(lines(&[item(1, 0, "甲"), item(1, 1, "乙")].concat(), &numbering), ["第一章 甲", "1.1 乙"]);
}

#[test]
fn styles_number_their_paragraphs() {
    let levels = [
        level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"1\"/><w:suff w:val=\"nothing\"/>"),
        level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"2\"/><w:suff w:val=\"nothing\"/>"),
    ];
    let numbering = [pattern(0, &levels.concat()), list(1, 0, "")].concat();
    let number = "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    let styles = format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"1\">{number}</w:style><w:style w:type=\"paragraph\" w:styleId=\"2\">{number}</w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"3\"><w:basedOn w:val=\"1\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"4\"><w:basedOn w:val=\"4\"/></w:style>"
    );
    let styled = |style: &str, words: &str, more: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}</w:p>", run(words))
    };
    let none = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
    let body = [
        styled("1", "甲", ""),
        styled("2", "乙", ""),
        styled("1", "丙", none),
        styled("3", "丁", ""),
        styled("4", "戊", ""),
    ];
    let reading =
        reading(&Fixture::new(&body.concat()).with("numbering", &numbering).with("styles", &styles));
    assert_eq!(reading.text, "一、甲\n（一）乙\n丙\n二、丁\n戊\n");
}

#[test]
fn a_paragraph_that_was_deleted_does_not_count() {
    let numbering = [official(), list(1, 0, "")].concat();
    let place = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
    let deleted = format!(
        "<w:p><w:pPr>{place}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"
    );
    let body = [item(1, 0, "甲"), deleted, item(1, 0, "丙")].concat();
    assert_eq!(lines(&body, &numbering), ["一、甲", "二、丙"]);
}

#[test]
fn marks_are_printed_and_unknown_lists_are_none() {
    let bullet = "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{F06C}\"/><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr></w:lvl>";
    let numbering = [pattern(0, bullet), list(1, 0, "")].concat();
    let body = [item(1, 0, "甲"), item(9, 0, "乙"), item(1, 12, "丙"), paragraph("丁")].concat();
    assert_eq!(lines(&body, &numbering), ["●甲", "乙", "丙", "丁"]);
}
