//! The layout record: what the file tells of page, fonts and lines.

use super::super::fixture::{Fixture, paragraph, run, table};
use super::reading;
use serde_json::{Map, Value, json};

const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:gutter=\"0\"/>";
const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" w:eastAsiaTheme=\"minorEastAsia\"/><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:pPr><w:jc w:val=\"both\"/></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:basedOn w:val=\"a\"/><w:pPr><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"仿宋_GB2312\"/><w:sz w:val=\"32\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"c\"><w:basedOn w:val=\"b\"/><w:rPr><w:rFonts w:eastAsia=\"方正小标宋简体\"/><w:sz w:val=\"44\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"d\"><w:rPr><w:rFonts w:eastAsia=\"黑体\"/></w:rPr></w:style>";
const THEME: &str = "<a:theme xmlns:a=\"a\"><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:font script=\"Hans\" typeface=\"宋体\"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>";

fn styled(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

fn letter() -> String {
    [
        styled("c", "<w:jc w:val=\"center\"/>", &run("云岭省数据服务局")),
        styled("c", "<w:jc w:val=\"center\"/>", &run("关于开展政务公开工作检查的通知")),
        styled("b", "", &run("云数发〔2025〕8号")),
        styled("b", "<w:ind w:firstLine=\"0\" w:firstLineChars=\"0\"/>", &run("各处室、直属单位：")),
        styled("b", "", &run("为做好今年的工作，现将有关事项通知如下，请认真组织实施，按时报送材料。")),
        styled("b", "", "<w:r><w:rPr><w:rStyle w:val=\"d\"/></w:rPr><w:t>一、检查内容</w:t></w:r>"),
        styled("b", "", "<w:r><w:rPr><w:rFonts w:eastAsia=\"楷体_GB2312\"/><w:color w:val=\"ff0000\"/></w:rPr><w:t>（一）公开目录。</w:t></w:r><w:r><w:t>检查目录是否完整。</w:t></w:r>"),
        styled("b", "", &run("各单位要对照要求逐项自查，发现问题及时整改，并将整改情况书面报送。")),
        styled("b", "<w:jc w:val=\"right\"/>", &run("云岭省数据服务局")),
        styled("b", "<w:jc w:val=\"right\"/>", &run("2025年6月20日")),
    ]
    .concat()
}

fn fields(body: &str, section: &str, more: impl Fn(Fixture) -> Fixture) -> Map<String, Value> {
    let fixture = Fixture::new(&format!("{body}<w:sectPr>{section}</w:sectPr>")).with("styles", STYLES);
    let reading = reading(&more(fixture.with_part("theme", "theme", THEME)));
    assert_eq!(reading.records[0].kind, "layout");
    reading.records[0].fields.clone()
}

#[test]
fn a_letter_that_keeps_to_the_standard_is_measured() {
    let grid =
        format!("{PAGE}<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"579\" w:charSpace=\"-849\"/>");
    let fields = fields(&letter(), &grid, |fixture| fixture);
    let expected = json!({
        "official": true, "letter_format": false,
        "page_width_mm": 210.0, "page_height_mm": 297.0,
        "margin_top_mm": 37.0, "margin_left_mm": 28.0, "margin_bottom_mm": 35.0, "margin_right_mm": 26.0,
        "text_width_mm": 156.0, "text_height_mm": 225.0,
        "body_font": "仿宋_GB2312", "body_size_pt": 16.0,
        "title_font": "方正小标宋简体", "title_size_pt": 22.0, "title_centred": true, "title_shape": "trapezoid",
        "heading1_font": "黑体", "heading2_font": "楷体_GB2312", "heading3_font": "", "heading4_font": "",
        "lines_per_page": 22, "characters_per_line": 28,
        "first_line_indent_characters": 2.0, "left_indent_characters": 0.0,
        "text_colours": ["FF0000", "auto"],
        "page_number_font": "", "page_number_size_pt": "", "page_number_position": "", "page_number_dashes": "",
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(fields.get(name), Some(value), "{name}");
    }
    assert_eq!(fields.len(), expected.as_object().unwrap().len(), "{fields:?}");
}

#[test]
fn fonts_come_through_theme_and_defaults() {
    let body = [paragraph("关于开展检查的通知"), paragraph("各单位要认真组织实施，按时报送材料。")].concat();
    let fields = fields(&body, "", |fixture| fixture);
    assert_eq!((&fields["body_font"], &fields["body_size_pt"]), (&json!("宋体"), &json!(10.5)));
    assert_eq!(fields["official"], json!(false));
    assert!(!fields.contains_key("page_width_mm") && !fields.contains_key("lines_per_page"));
}

#[test]
fn exact_lines_settle_the_page_and_typed_blanks_are_an_indent() {
    let exact = |words: &str| {
        format!(
            "<w:p><w:pPr><w:spacing w:line=\"560\" w:lineRule=\"exact\"/><w:ind w:leftChars=\"100\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"32\"/></w:rPr><w:t xml:space=\"preserve\">\u{3000}\u{3000}{words}</w:t></w:r></w:p>"
        )
    };
    let body = [paragraph("关于开展检查的通知"), exact("各单位要认真组织实施，按时报送材料。")].concat();
    let fields = fields(&body, PAGE, |fixture| fixture);
    assert_eq!((&fields["lines_per_page"], &fields["characters_per_line"]), (&json!(22), &json!(27)));
    assert_eq!(fields["first_line_indent_characters"], json!(2.0));
    assert_eq!(fields["left_indent_characters"], json!(1.0));
}

#[test]
fn tables_are_no_body() {
    let body =
        [paragraph("关于开展检查的通知"), table(&[&["甲乙丙丁戊己", "甲乙丙丁"]]), paragraph("请报送。")]
            .concat();
    let fields = fields(&body, "", |fixture| fixture);
    assert_eq!(fields["body_size_pt"], json!(10.5));
}

#[test]
fn page_numbers_are_measured() {
    let number = "<w:r><w:rPr><w:rFonts w:ascii=\"宋体\"/><w:sz w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
        <w:r><w:rPr><w:rFonts w:ascii=\"宋体\"/><w:sz w:val=\"28\"/></w:rPr><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let line = |side: &str| {
        format!("<w:p><w:pPr><w:jc w:val=\"{side}\"/></w:pPr>{}{number}{}</w:p>", run("— "), run(" —"))
    };
    let section = "<w:footerReference w:type=\"default\" r:id=\"rIdfooter1\"/><w:footerReference w:type=\"even\" r:id=\"rIdfooter2\"/>";
    let both = fields(&letter(), section, |fixture| {
        fixture
            .with("footer", &line("right"))
            .with("footer", &line("left"))
            .with("settings", "<w:evenAndOddHeaders/>")
    });
    assert_eq!(
        (
            &both["page_number_position"],
            &both["page_number_font"],
            &both["page_number_size_pt"],
            &both["page_number_dashes"]
        ),
        (&json!("outside"), &json!("宋体"), &json!(14.0), &json!(true))
    );
    let one =
        fields(&letter(), section, |fixture| fixture.with("footer", &line("center")).with("footer", ""));
    assert_eq!(one["page_number_position"], json!("centred"));
    let boxed = format!(
        "<w:p><w:r><w:drawing><wp:anchor><wp:positionH><wp:align>outside</wp:align></wp:positionH><wps:txbx><w:txbxContent><w:p>{}<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>{}</w:p></w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r></w:p>",
        run("- "),
        run("1"),
        run(" -")
    );
    let boxed = fields(&letter(), section, |fixture| fixture.with("footer", &boxed).with("footer", ""));
    assert_eq!(
        (&boxed["page_number_position"], &boxed["page_number_dashes"]),
        (&json!("outside"), &json!(false))
    );
}
