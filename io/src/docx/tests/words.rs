//! Words: what is printed is text, what is not is not, and each piece knows its place.

use super::super::fixture::{Fixture, paragraph, run};
use super::{original, reading, text};
use crate::At;

#[test]
fn a_paragraph_is_a_line() {
    let body =
        [paragraph("甲"), "<w:p/>".into(), "<w:p><w:pPr/></w:p>".into(), paragraph("乙&amp;丙")].concat();
    assert_eq!(text(&body), "甲\n\n\n乙&丙\n");
}

#[test]
fn breaks_tabs_and_signs_are_printed() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:softHyphen/>\
        <w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:cr/><w:t>丁</w:t></w:r></w:p>";
    assert_eq!(text(body), "甲\n乙\t丙-☑\n丁\n");
}

#[test]
fn blanks_count_where_the_file_says_so() {
    let body = "<w:p><w:r><w:t> 甲 </w:t><w:t xml:space=\"preserve\"> 乙\n丙 </w:t></w:r></w:p>";
    assert_eq!(text(body), "甲 乙 丙 \n");
}

#[test]
fn words_inside_links_controls_and_tags_are_read_once() {
    let body = format!(
        "<w:p><w:hyperlink>{}</w:hyperlink><w:smartTag>{}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <mc:AlternateContent><mc:Choice Requires=\"x\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>\
         <w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run("甲"),
        run("乙"),
        run("丙"),
        run("丁"),
        run("戊"),
        paragraph("己")
    );
    assert_eq!(text(&body), "甲乙丙丁\n己\n");
}

#[test]
fn names_do_not_depend_on_prefixes_and_edition() {
    let fixture = Fixture::raw(
        "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>",
    );
    assert_eq!(reading(&fixture).text, "甲\n");
}

#[test]
fn of_ruby_the_words_are_read_and_of_formulas_the_signs() {
    let body = "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r>\
        <m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>";
    assert_eq!(text(body), "汉12\n");
}

#[test]
fn pictures_are_no_words() {
    let body = format!(
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr descr=\"图\"/><a:t>图</a:t></wp:inline></w:drawing></w:r>{}</w:p>",
        run("甲")
    );
    assert_eq!(text(&body), "甲\n");
}

#[test]
fn text_boxes_stand_before_the_body_or_behind_their_paragraph() {
    let shape = |words: &str| {
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            paragraph(words)
        )
    };
    let body =
        format!("<w:p>{}{}</w:p><w:p>{}{}</w:p>", run("标题"), shape("某局文件"), run("正文"), shape("框"));
    let reading = reading(&Fixture::new(&body));
    assert_eq!(reading.text, "某局文件\n标题\n正文\n框\n");
    let part = |at: &At| match at {
        At::Run { paragraph, run, .. } => (*paragraph, *run),
        _ => (0, 0),
    };
    let places: Vec<_> = reading.origins.pieces().iter().map(|piece| part(&piece.at)).collect();
    assert_eq!(places, [(2, 1), (1, 1), (3, 1), (4, 1)]);
}

#[test]
fn fields_print_their_results() {
    let body = "<w:p><w:r><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>页</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(text(body), "第3页\n");
}

#[test]
fn a_table_of_contents_is_left_out_and_said_so() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let contents = format!(
        "<w:p>{}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{}{}</w:p><w:p>{}</w:p><w:p>{}</w:p>",
        mark("begin"),
        mark("separate"),
        run("一、总则 1"),
        run("二、附则 2"),
        mark("end")
    );
    let reading = reading(&Fixture::new(&format!("{contents}{}", paragraph("一、总则"))));
    assert_eq!(reading.text.trim(), "一、总则");
    assert!(reading.remarks[0].zh.contains("自动目录（2 行）"));
    // A table that never ends would swallow the document.
    let unended = contents.replace(&mark("end"), "");
    assert_eq!(text(&format!("{unended}{}", paragraph("甲"))), "一、总则 1\n二、附则 2\n\n甲\n");
    let control = format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
        paragraph("目录"),
        paragraph("甲")
    );
    assert_eq!(text(&control), "甲\n");
}

#[test]
fn tracked_changes_are_taken_as_accepted_or_as_rejected() {
    let body = format!(
        "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{}</w:p>{}",
        run("甲"),
        run("乙"),
        run("丁"),
        run("戊"),
        run("己"),
        paragraph("庚"),
        run("辛"),
        paragraph("壬")
    );
    assert_eq!(text(&body), "甲乙戊\n己庚\n辛\n壬\n");
    assert_eq!(original(&body), "甲丙丁\n己\n庚\n辛壬\n");
    assert!(reading(&Fixture::new(&body)).remarks[0].zh.contains("6 处修订"));
}

#[test]
fn hidden_words_are_left_out_and_said_so() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let body = format!(
        "<w:p>{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"h\"/></w:rPr><w:t>丙</w:t></w:r></w:p>",
        run("甲")
    );
    let reading = reading(&Fixture::new(&body).with("styles", styles));
    assert_eq!(reading.text, "甲\n");
    assert!(reading.remarks[0].zh.contains("2 处隐藏"));
}

#[test]
fn comments_are_counted_and_not_read() {
    let body = format!(
        "<w:p><w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>",
        run("甲")
    );
    let fixture = Fixture::new(&body)
        .with("comments", &format!("<w:comment w:id=\"0\">{}</w:comment>", paragraph("批")));
    let reading = reading(&fixture);
    assert_eq!((reading.text.as_str(), reading.remarks.len()), ("甲\n", 1));
    assert!(reading.remarks[0].zh.contains("1 条批注"));
}

#[test]
fn footnotes_stand_behind_the_body() {
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"1\">{}</w:footnote>",
        paragraph("线"),
        paragraph("注")
    );
    let body = "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id=\"1\"/></w:r></w:p>";
    let reading = reading(&Fixture::new(body).with("footnotes", &notes));
    assert_eq!(reading.text, "甲\n注\n");
    let origin = reading.origins.origin(4, 7).unwrap();
    assert_eq!((origin.part.as_deref(), origin.paragraph, origin.run), (Some("footnotes"), Some(2), Some(1)));
}

#[test]
fn a_red_head_in_the_first_header_comes_before_the_body_and_other_headers_are_left_out() {
    let body = |first: bool| {
        let own = if first { "<w:titlePg/>" } else { "" };
        format!(
            "{}<w:sectPr><w:headerReference w:type=\"first\" r:id=\"rIdheader1\"/><w:headerReference w:type=\"default\" r:id=\"rIdheader2\"/>{own}</w:sectPr>",
            paragraph("正文")
        )
    };
    let fixture = |first: bool| {
        Fixture::new(&body(first))
            .with("header", &paragraph("云岭省数据服务局文件"))
            .with("header", &paragraph("第1页"))
    };
    assert_eq!(reading(&fixture(true)).text, "云岭省数据服务局文件\n正文\n");
    assert_eq!(reading(&fixture(false)).text, "正文\n");
    let sign = "<w:p><w:r><w:rPr><w:color w:val=\"FF0000\"/><w:sz w:val=\"72\"/></w:rPr><w:t>云岭省数据服务局</w:t></w:r></w:p>";
    let letter = Fixture::new(&body(true)).with("header", sign).with("header", "");
    assert_eq!(reading(&letter).text, "云岭省数据服务局\n正文\n");
}

#[test]
fn places_are_found_behind_signs_of_four_bytes() {
    let body = format!("<w:p>{}{}</w:p><w:p>{}{}</w:p>", run("𠮷😀"), run("甲"), run("😀"), run("特此通知"));
    let reading = reading(&Fixture::new(&body));
    let at = reading.text.find("通知").unwrap() as u32;
    let origin = reading.origins.origin(at, at + 6).unwrap();
    assert_eq!((origin.part.as_deref(), origin.paragraph, origin.run), (Some("document"), Some(2), Some(2)));
}
