//! Whole pages.

mod systems;

use super::*;
use crate::At;
use encoding_rs::GB18030;
use gongkai::Document;

/// A page as a content system makes it: menus, ways, a header table, the text, a share bar, a footer.
const PAGE: &str = r#"<!DOCTYPE html>
<html><head><meta charset="utf-8">
<title>云岭县人民政府办公室关于印发防汛工作方案的通知_云岭县人民政府门户网站</title>
<meta name="SiteName" content="云岭县人民政府门户网站">
<meta name="ColumnName" content="县政府文件">
<meta name="ArticleTitle" content="云岭县人民政府办公室关于印发防汛工作方案的通知">
<meta name="PubDate" content="2025-06-20 09:30">
<meta name="ContentSource" content="县政府办公室">
<meta name="Url" content="http://www.yunling.example/art/2025/6/20/art_1.html">
<script>var menu = "<div>首页</div>";</script><style>.a{color:red}</style></head>
<body>
<div class="header"><a href="/">😀云岭县人民政府</a><ul class="nav"><li><a href="/zwgk">政务公开</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/wj">县政府文件</a></div>
<table class="xxgk" border="0"><tbody>
<tr><td>索 引 号：</td><td>000014349/2025-00012</td><td>主题分类：</td><td>水利\防汛</td></tr>
<tr><td>发文机关：</td><td>云岭县人民政府办公室</td><td>成文日期：</td><td>2025年06月18日</td></tr>
<tr><td>发文字号：</td><td>云政办发〔2025〕8号</td><td>发布日期：</td><td>2025年06月20日</td></tr>
<tr><td>有 效 性：</td><td>有效</td><td></td><td></td></tr>
</tbody></table>
<h1>云岭县人民政府办公室关于印发<br>防汛工作方案的通知</h1>
<div class="info"><span>来源：县政府办公室</span>&nbsp;&nbsp;<span>浏览次数：<i id="hits">12</i></span>
<div class="fontsize">字号：<a>大</a> <a>中</a> <a>小</a></div><a class="print">打印</a></div>
<div id="zoom"><div class="TRS_Editor"><style>p{margin:0}</style>
<p style="text-align:center">云政办发〔2025〕8号</p>
<p>各镇人民政府，县政府各部门：</p>
<p>　　&ldquo;𠮷县&rdquo;防汛工作方案已经县政府同意，现印发给你们，请结合实际，认真
    组织实施。</p>
<p style="display:none">隐藏的话</p>
<table><tr><th rowspan="2">单位</th><th>人数</th></tr><tr><td>30</td></tr><tr><td>水利局&nbsp;</td><td></td></tr></table>
<p style="text-align:right">云岭县人民政府办公室</p><p style="text-align:right">2025年6月18日</p>
</div></div>
<div class="share">分享到：<a>微信</a></div>
<div class="footer">主办：云岭县人民政府办公室 备案号：云ICP备00000000号</div>
</body></html>
"#;

const TEXT: &str = "云岭县人民政府办公室关于印发
防汛工作方案的通知
索 引 号：000014349/2025-00012
主题分类：水利\\防汛
发文机关：云岭县人民政府办公室
成文日期：2025年06月18日
发文字号：云政办发〔2025〕8号
发布日期：2025年06月20日
有 效 性：有效
来源：县政府办公室

云政办发〔2025〕8号
各镇人民政府，县政府各部门：
“𠮷县”防汛工作方案已经县政府同意，现印发给你们，请结合实际，认真组织实施。
单位\t人数
\t30
水利局\t
云岭县人民政府办公室
2025年6月18日
";

fn page(bytes: &[u8]) -> Reading {
    read(bytes, &HtmlOptions::default()).unwrap()
}

/// Every piece stands where the file has its words, or one character written otherwise.
fn assert_places(reading: &Reading, bytes: &[u8], encoding: &'static Encoding) {
    let mut before = 0;
    for piece in reading.origins.pieces() {
        let At::Bytes { start, end } = piece.at else { panic!("{piece:?}") };
        assert!(piece.start >= before, "{piece:?}");
        before = piece.end;
        let words = &reading.text[piece.start as usize..piece.end as usize];
        let there = encoding.decode_without_bom_handling(&bytes[start as usize..end as usize]).0;
        let blank = words == " " && there.trim().is_empty();
        let entity = there.starts_with('&') && words.chars().count() == 1;
        assert!(there == words || blank || entity, "{words:?} {there:?}");
    }
    // What no piece holds is ours: line ends, tabs, the colon of a label.
    let mut ours = reading.text.clone();
    for piece in reading.origins.pieces().iter().rev() {
        ours.replace_range(piece.start as usize..piece.end as usize, "");
    }
    assert!(ours.chars().all(|letter| "\n\t ：".contains(letter)), "{ours:?}");
}

#[test]
fn a_page_is_its_title_its_fields_and_its_text() {
    let reading = page(PAGE.as_bytes());
    assert_eq!(reading.text, TEXT);
    assert_eq!(reading.remarks, []);
    assert_places(&reading, PAGE.as_bytes(), encoding_rs::UTF_8);
}

#[test]
fn a_page_in_gbk_is_the_same_page() {
    let bytes = GB18030.encode(&PAGE.replace("charset=\"utf-8\"", "charset=\"gb2312\"")).0.into_owned();
    let reading = page(&bytes);
    assert_eq!(reading.text, TEXT);
    assert_places(&reading, &bytes, GB18030);
    let at = TEXT.find("认真").unwrap() as u32;
    let origin = reading.origins.origin(at, at + 6).unwrap();
    let there = &bytes[origin.start.unwrap() as usize..origin.end.unwrap() as usize];
    assert_eq!(GB18030.decode(there).0, "认真");
}

#[test]
fn the_header_table_is_read_as_one() {
    let reading = page(PAGE.as_bytes());
    let document = Document::parse(&reading.text);
    assert_eq!(document.title.as_ref().unwrap().text, "云岭县人民政府办公室关于印发防汛工作方案的通知");
    assert_eq!(document.number.as_ref().unwrap().serial, 8u32.into());
    for (key, value) in [
        (HeaderKey::IndexNumber, "000014349/2025-00012"),
        (HeaderKey::Topic, "水利\\防汛"),
        (HeaderKey::PublishedOn, "2025年06月20日"),
        (HeaderKey::Status, "有效"),
        (HeaderKey::Origin, "县政府办公室"),
    ] {
        assert_eq!(document.header.get(key).map(|field| field.value.as_str()), Some(value));
    }
}

#[test]
fn a_page_tells_of_itself() {
    let [record] = page(PAGE.as_bytes()).records.try_into().unwrap();
    assert_eq!(record.kind, "page");
    let told = serde_json::Value::Object(record.fields);
    assert_eq!(
        told,
        serde_json::json!({
            "title": "云岭县人民政府办公室关于印发防汛工作方案的通知",
            "url": "http://www.yunling.example/art/2025/6/20/art_1.html",
            "column": "县政府文件",
            "published_on": "2025-06-20",
            "published_at": "2025-06-20 09:30",
            "source": "县政府办公室",
            "meta": ["ArticleTitle", "ColumnName", "ContentSource", "PubDate", "SiteName", "Url"],
        })
    );
}

#[test]
fn a_title_above_the_text_is_written_though_the_text_repeats_it() {
    let page_text = "<title>关于做好防汛工作的通知-云岭县人民政府</title><h1>关于做好防汛工作的通知</h1>\
                <div class=info><span>2025-06-20 09:30</span> <span>来源：县水利局</span></div>\
                <div class=article-content><p>云水发〔2025〕3号</p><p>关于做好</p><p>防汛工作的通知</p><p>各镇：</p></div>";
    let reading = page(page_text.as_bytes());
    assert_eq!(
        reading.text,
        "关于做好防汛工作的通知\n2025-06-20 09:30\n来源：县水利局\n\n云水发〔2025〕3号\n关于做好\n防汛工作的通知\n各镇：\n"
    );
    assert_eq!(reading.records[0].fields["time_text"], "2025-06-20 09:30");
    assert_places(&reading, page_text.as_bytes(), encoding_rs::UTF_8);
}

#[test]
fn labels_and_values_stand_in_cells_terms_and_lists() {
    let fields = |front: &str| {
        let text = format!("{front}<div class=TRS_Editor><p>关于做好防汛工作的通知</p><p>各镇：</p></div>");
        page(text.as_bytes()).text.split("\n\n").next().unwrap().to_owned()
    };
    let same = "索引号：A1/2025\n发布机构：县水利局\n有效性：";
    for front in [
        "<table><tr><td>索引号</td><td>A1/2025</td><td>发布机构</td><td>县水利局</td></tr><tr><td>有效性</td><td></td></tr></table>",
        "<dl><dt>索引号<dd>A1/2025<dt>发布机构<dd>县水利局<dt>有效性<dd></dl>",
        "<ul><li><b>索引号：</b>A1/2025<li><b>发布机构：</b><span>县水利局</span><li><b>有效性：</b></ul>",
        "<div><span>索引号：A1/2025</span><span>发布机构：县水利局</span><span>有效性：</span></div>",
    ] {
        assert_eq!(fields(front), same, "{front}");
    }
}

#[test]
fn a_page_without_text_is_said_to_be_what_it_is() {
    let reason = |page: &str| read(page.as_bytes(), &HtmlOptions::default()).unwrap_err();
    assert_eq!(reason("<html><body><div></div></body></html>"), Reason::NoMainText);
    assert_eq!(reason(""), Reason::NoMainText);
    assert_eq!(reason("<div id=app></div><script src=app.js></script>"), Reason::ScriptOnly);
    assert_eq!(reason("<frameset><frame src=a.html></frameset>"), Reason::FramesOnly);
    assert_eq!(reason("<iframe src=a.html></iframe>"), Reason::FramesOnly);
    assert_eq!(
        reason("<div class=TRS_Editor><p><img src='data:image/png;base64,AAAA'></p></div>"),
        Reason::PicturesOnly
    );
    let options = HtmlOptions { limit: 10, ..HtmlOptions::default() };
    assert!(matches!(read(PAGE.as_bytes(), &options), Err(Reason::TooLarge { .. })));
}

#[test]
fn broken_pages_end_in_a_text_or_a_reason() {
    let gbk = GB18030.encode(PAGE).0.into_owned();
    for bytes in [PAGE.as_bytes(), &gbk] {
        for end in (0..bytes.len()).step_by(97) {
            let _ = read(&bytes[..end], &HtmlOptions::default());
        }
        for at in (0..bytes.len()).step_by(53) {
            let mut broken = bytes.to_vec();
            broken[at] ^= 0x95;
            if let Ok(reading) = read(&broken, &HtmlOptions::default()) {
                for piece in reading.origins.pieces() {
                    assert!(
                        matches!(piece.at, At::Bytes { start, end } if start <= end && end as usize <= bytes.len())
                    );
                    assert!(reading.text.get(piece.start as usize..piece.end as usize).is_some());
                }
            }
        }
    }
}

#[test]
fn hostile_pages_take_no_longer_than_they_are_long() {
    for unit in [
        "<",
        "<div>",
        "<p>甲",
        "<table><tr><td>",
        "</p>",
        "<td colspan=1000 rowspan=65534>",
        "索引号：",
        "<b>甲：",
        "&",
        "<!--",
        "当前位置：<a>",
    ] {
        let _ = read(unit.repeat(60_000).as_bytes(), &HtmlOptions::default());
    }
}
