//! What titles are found in which texts.

use super::*;
use crate::document::header;

fn title(text: &str) -> Option<Title> {
    let source = Source::new(text);
    let title = parse(&source, &header::parse(&source));
    if let Some(title) = &title {
        assert!(!source.slice(title.span).is_empty());
    }
    title
}

fn words(text: &str) -> String {
    title(text).map(|title| title.text).unwrap_or_default()
}

const TITLE: &str = "甲市人民政府办公室关于印发甲市供水管理办法的通知";
const BODY: &str =
    "现将《甲市供水管理办法》印发给你们，请结合实际认真贯彻执行，执行中的问题请及时反馈市水务局。";

#[test]
fn a_title_may_be_broken_over_lines() {
    for lines in [
        "甲市人民政府办公室关于印发甲市供水管理办法的通知",
        "甲市人民政府办公室\n关于印发甲市供水管理办法的通知",
        "甲市人民政府办公室\n\n关于印发甲市\n\n供水管理办法的通知",
        "甲市人民政府办公室关于\n　　印发甲市供水管理办法的通知",
        "　　　甲市人民政府办公室 关于印发\n 甲 市 供 水 管 理 办 法 的 通 知 　",
        "**甲市人民政府办公室关于印发甲市供水管理办法的通知**",
    ] {
        for number in ["甲政办发〔2019〕5号\n", "", "（甲政办发〔2019〕5号）\n"] {
            let text = format!("\u{FEFF}\n{lines}\n{number}各县（区）人民政府：\n{BODY}\n");
            let title = title(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(title.text, TITLE, "{text}");
            assert_eq!(title.document_type, Some(DocumentType::通知));
            assert_eq!(title.issuer.as_deref(), Some("甲市人民政府办公室"));
        }
    }
}

#[test]
fn a_title_may_touch_number_and_addressees() {
    for text in [
        format!("{TITLE}甲政办发〔2019〕5号各县（区）人民政府，市政府有关部门：{BODY}"),
        format!("甲政办发〔2019〕5号 {TITLE}\n发布日期:2019-06-28\n\n各县（区）人民政府：\n{BODY}"),
        format!(
            "甲政办发〔2019〕5 号 甲市人民政府办公室 关于印发甲市供水 管理办法的通知 各县（区）人民政府: {BODY}"
        ),
        format!("甲市人民政府办公室关于印发甲市供水 管理办法的通知   各县（区）人民政府： {BODY}"),
        format!("甲政办发〔2019〕5号\n{TITLE}\n各县（区）人民政府：\n{BODY}"),
    ] {
        assert_eq!(words(&text), TITLE, "{text}");
    }
}

#[test]
fn a_page_repeats_its_title_behind_menus() {
    let menus =
        "用户登录\n\n无障碍\n\n搜索热词： 社保 医保\n\n信用信息公示\n\n当前位置：首页 > 政务公开 > 文件\n\n";
    for text in [
        format!(
            "{TITLE} - 甲市人民政府门户网站\n{menus}{TITLE}\n\n2019-06-28\n\n来源：甲市政府\n\n各县：\n{BODY}"
        ),
        format!("{TITLE}-甲市水务局网站\n{menus}{TITLE}\n\n发表时间：2019-06-28\n\n　　{BODY}\n"),
        format!(
            "通知公告 - 甲市人民政府门户网站\n{menus}{TITLE}\n\n2019-06-28\n\n来源：甲市政府\n\n　　{BODY}\n"
        ),
        format!(
            "索 引 号：\t1\t主题分类：\t水务\n标　　题：\t{TITLE}\n发文字号：\t甲政办发〔2019〕5号\n\n甲市人民政府办公室\n关于印发甲市供水管理办法的通知\n甲政办发〔2019〕5号\n各县：\n{BODY}"
        ),
        format!("标题: {TITLE}\n发布时间: 2019-06-28 08:53\n文号: \n====\n正文没有标题。{BODY}"),
    ] {
        assert_eq!(words(&text), TITLE, "{text}");
    }
}

#[test]
fn a_copiers_heading_gives_way_to_the_letter_that_carries_the_text() {
    let text = format!(
        "# 甲市供水管理办法\n\n**发布日期**: 2019-06-28\n\n{TITLE}\n\n甲政办发〔2019〕5号\n\n各县：\n{BODY}\n"
    );
    assert_eq!(words(&text), TITLE);
    assert_eq!(
        words("# 甲市供水管理条例\n\n2019年6月28日 甲市人大通过\n\n第一条 为了供水，制定本条例。\n"),
        "甲市供水管理条例"
    );
}

#[test]
fn a_promulgation_names_the_text_further_on() {
    let text = "　　《甲省人民政府关于废止〈甲省采砂办法〉的决定》已经2018年7月24日第10次常务会议通过，现予公布。　　省长 乙某　　2018年8月2日　　\
                甲省人民政府关于废止《甲省采砂办法》的决定　　为了改革，决定废止《甲省采砂办法》。";
    assert_eq!(words(text), "甲省人民政府关于废止《甲省采砂办法》的决定");
}

#[test]
fn a_draft_keeps_the_bracket_below_its_title() {
    assert_eq!(words(&format!("关于供水的通知\n（征求意见稿）\n{BODY}\n")), "关于供水的通知（征求意见稿）");
}

#[test]
fn a_text_without_a_title_has_none() {
    for text in [
        format!("各县（区）人民政府：\n{BODY}\n甲市供水管理办法\n第一条 ……\n"),
        format!("{BODY}\n优化供水政策\n一是……。\n"),
        "一、供水管理办法\n甲。\n二、节水管理办法\n乙。\n".to_owned(),
        "为贯彻落实《甲省供水条例》，进一步优化\n供水服务，制定本方案。\n".to_owned(),
        String::new(),
        "\n\n \n".to_owned(),
    ] {
        assert_eq!(title(&text), None, "{text}");
    }
}

#[test]
fn a_title_in_a_files_name_is_the_last_resort() {
    let text =
        format!("甲政办发〔2019〕5号\n\n各县：\n{BODY}\n{BODY}\n附件下载：甲政办发〔2019〕5号{TITLE}.pdf");
    assert_eq!(words(&text), TITLE);
}
