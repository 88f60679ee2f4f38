//! Pages as different content systems make them.

use super::{assert_places, page};
use encoding_rs::{GB18030, UTF_8};

const BODY: &str = "<p>各镇人民政府：</p><p>　　为做好防汛工作，现将有关事项通知如下，请认真贯彻执行，确保安全度汛。</p>\
                    <p>　　一、落实责任。各镇人民政府主要负责同志负总责，分管负责同志具体抓。</p>\
                    <p align=right>云岭县人民政府</p><p align=right>2025年6月18日</p>";
const LINES: &str = "各镇人民政府：\n为做好防汛工作，现将有关事项通知如下，请认真贯彻执行，确保安全度汛。\n\
                     一、落实责任。各镇人民政府主要负责同志负总责，分管负责同志具体抓。\n云岭县人民政府\n2025年6月18日\n";

fn text(source: &str) -> String {
    let reading = page(source.as_bytes());
    assert_places(&reading, source.as_bytes(), UTF_8);
    reading.text
}

#[test]
fn a_header_table_in_nested_tables_and_an_upper_case_id() {
    let source = format!(
        "<table class=bd1><tr><td><table><tr><td><b>索 引 号：</b></td><td>000014349/2025-00007</td>\
         <td><b>主题分类：</b></td><td>水利、防汛\\其他</td></tr>\
         <tr><td><b>标　　题：</b></td><td colspan=3>云岭县人民政府关于做好防汛工作的通知</td></tr>\
         <tr><td><b>主 题 词：</b></td><td></td></tr></table></td></tr></table>\
         <table><tr><td id=UCAP-CONTENT class=b12c><p align=center>云岭县人民政府关于做好防汛工作的通知</p>{BODY}</td></tr></table>\
         <div class=footer>主办：云岭县人民政府</div>"
    );
    assert_eq!(
        text(&source),
        format!(
            "索 引 号：000014349/2025-00007\n主题分类：水利、防汛\\其他\n标　　题：云岭县人民政府关于做好防汛工作的通知\n\n\
             云岭县人民政府关于做好防汛工作的通知\n{LINES}"
        )
    );
}

#[test]
fn comments_around_the_text_and_a_mark_of_its_force() {
    let source = format!(
        "<title>云岭县人民政府 通知公告 关于做好防汛工作的通知</title>\
         <div class=bt_link><a href=/>首页</a></div><div class=tit><!--<$[标题名称(html)]>begin-->关于做好防汛工作的通知\
         <!--<$[标题名称(html)]>end--></div><div class=stamp>此件已废止</div>\
         <div class=xx><span>发布日期：2025-06-20 09:30</span> | <span>信息来源：县水利局</span> | <span>浏览次数：<script>count()</script></span></div>\
         <div class=wz><!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin-->{BODY}<!--ZJEG_RSS.content.end--><!--<$[信息内容]>end-->\
         <p>责任编辑：甲</p></div><div class=dy><a>【打印】</a><a>【关闭】</a></div>"
    );
    assert_eq!(
        text(&source),
        format!(
            "关于做好防汛工作的通知\n发布日期：2025-06-20 09:30\n信息来源：县水利局\n此件已废止\n\n{LINES}"
        )
    );
}

#[test]
fn an_old_page_of_tables_without_any_mark_in_gbk() {
    let menu: String = (0..30).map(|_| "<tr><td><a href=a.asp>办事指南和政策法规</a></td></tr>").collect();
    let source = format!(
        "<HTML><HEAD><META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=gb2312\"><TITLE>关于做好防汛工作的通知</TITLE></HEAD>\
         <BODY><TABLE><TR><TD width=200><TABLE>{menu}</TABLE></TD><TD><TABLE><TR><TD align=center><FONT size=5>关于做好防汛工作的通知</FONT></TD></TR>\
         <TR><TD align=center>发布时间：2025-6-20&nbsp;&nbsp;来源：县水利局&nbsp;&nbsp;【字体：<a>大</a> <a>中</a> <a>小</a>】</TD></TR>\
         <TR><TD>{BODY}</TD></TR><TR><TD align=right>【<a>打印本页</a>】【<a>关闭窗口</a>】</TD></TR></TABLE></TD></TR></TABLE>\
         <CENTER>版权所有 云岭县水利局 网站标识码：0000000000</CENTER></BODY></HTML>"
    );
    let bytes = GB18030.encode(&source).0.into_owned();
    let reading = page(&bytes);
    assert_places(&reading, &bytes, GB18030);
    assert_eq!(
        reading.text,
        format!("关于做好防汛工作的通知\n发布时间：2025-6-20\n来源：县水利局\n\n{LINES}")
    );
    assert_eq!(reading.remarks.len(), 1, "{:?}", reading.remarks);
}

#[test]
fn two_editors_side_by_side_are_one_text() {
    let source = format!(
        "<div id=zoom><div class=TRS_Editor>{BODY}</div><div class=TRS_Editor><p>附件</p><p>防汛工作任务清单的内容和各单位的分工</p></div></div>"
    );
    assert_eq!(text(&source), format!("{LINES}附件\n防汛工作任务清单的内容和各单位的分工\n"));
}

#[test]
fn words_wrapped_by_an_editor_of_word_are_one_paragraph() {
    let source = "<div class=TRS_Editor><p class=MsoNormal style='text-indent:32pt'><span lang=EN-US>2025</span><span\n\
                  style='font-family:仿宋'>年<span>6</span>月底前，各镇要完成\n   排查，<o:p></o:p></span></p>\r\n<p><span>一、</span><b>落实\r\n责任</b></p></div>";
    assert_eq!(text(source), "2025年6月底前，各镇要完成排查，\n一、落实责任\n");
}

#[test]
fn a_short_notice_is_not_lost_beside_a_long_footer() {
    let source = "<div class=wrap><h2>停水通知</h2><div class=neirong><p>因检修，6月20日停水。</p></div></div>\
                  <div class=footer><p>主办单位：云岭县人民政府办公室</p><p>承办单位：云岭县大数据中心 联系电话：0000-0000000 网站标识码：0000000000</p></div>";
    let read = text(source);
    assert!(read.contains("因检修，6月20日停水。") && !read.contains("主办单位"), "{read}");
}
