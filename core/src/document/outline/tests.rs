//! Outlines of invented texts.

use crate::document::Document;

/// Paths and headings, as `1.2 标题`.
fn outline(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    document.outline.iter().map(|item| format!("{} {}", item.path, item.heading)).collect()
}

#[test]
fn styles_nest_as_the_text_nests_them() {
    let text = "𠮷😀前言。\n一、总体要求\n（一）指导思想。坚持便民。\n1．立足实际。\n（1）先易后难；\n（2）分步实施。\n2．加强统筹。\n\
                （二）工作目标。年内建成。\n二、主要任务\n（一）摸清底数。\n";
    assert_eq!(
        outline(text),
        [
            "1 总体要求",
            "1.1 指导思想",
            "1.1.1 立足实际",
            "1.1.1.1 先易后难；",
            "1.1.1.2 分步实施",
            "1.1.2 加强统筹",
            "1.2 工作目标",
            "2 主要任务",
            "2.1 摸清底数"
        ]
    );
    let document = Document::parse(text);
    let item = &document.outline[1];
    assert_eq!(document.slice(item.marker_span), "（一）");
    assert_eq!(document.slice(item.heading_span), "指导思想。");
    assert!(document.slice(item.span).ends_with("2．加强统筹。"));
}

#[test]
fn a_number_in_a_wrong_shape_stands_among_its_siblings() {
    let text = "一、甲\n（一）子。\n（二）丑。\n2、 乙\n（一）寅。\n(二)卯。\n（三）、辰。\n三、丙\n1、巳。\n2、午。\n四、丁\n";
    assert_eq!(
        outline(text),
        [
            "1 甲", "1.1 子", "1.2 丑", "2 乙", "2.1 寅", "2.2 卯", "2.3 辰", "3 丙", "3.1 巳", "3.2 午",
            "4 丁"
        ]
    );
}

#[test]
fn a_number_in_a_wrong_shape_is_told_from_the_depth_that_has_its_style() {
    let text = "一、甲\n（一）子。\n1.天。\n2、乙\n（一）丑。\n1.地。\n三、丙\n";
    assert_eq!(outline(text), ["1 甲", "1.1 子", "1.1.1 天", "2 乙", "2.1 丑", "2.1.1 地", "3 丙"]);
}

#[test]
fn numbers_may_go_on_from_part_to_part() {
    let text = "一、甲\n（一）子。\n（二）丑。\n二、乙\n（三）寅。\n（四）卯。\n三、丙\n（五）辰。\n";
    assert_eq!(outline(text), ["1 甲", "1.1 子", "1.2 丑", "2 乙", "2.3 寅", "2.4 卯", "3 丙", "3.5 辰"]);
}

#[test]
fn a_text_without_line_breaks_has_the_same_outline() {
    let text = "某某市关于便民的通知各区人民政府：现就有关事项通知如下。一、总体要求坚持以人为本，做到一、二级窗口全覆盖。\
                二、主要任务（一）优化流程。减少3.5次跑动。（责任单位：市甲局）（二）规范收费。依照第三条第（一）项办理。1.公示价格。\
                2.公示依据。三、保障措施（一）加强领导。（二）加强督查。";
    assert_eq!(
        outline(text),
        [
            "1 总体要求坚持以人为本，做到一、二级窗口全覆盖",
            "2 主要任务",
            "2.1 优化流程",
            "2.2 规范收费",
            "2.2.1 公示价格",
            "2.2.2 公示依据",
            "3 保障措施",
            "3.1 加强领导",
            "3.2 加强督查"
        ]
    );
    let document = Document::parse(text);
    assert!(document.paragraphs.len() >= 9);
    assert!(document.outline.iter().all(|item| !item.at_line_start));
}

#[test]
fn a_number_in_a_wrong_shape_is_found_without_line_breaks_too() {
    let text =
        "通知如下。一、甲（一）子。办好。2、乙（一）丑。办好。（二）寅。办好。三、丙（一）卯。办好。四、丁。";
    assert_eq!(outline(text), ["1 甲", "1.1 子", "2 乙", "2.1 丑", "2.2 寅", "3 丙", "3.1 卯", "4 丁"]);
}

#[test]
fn enumerations_inside_a_paragraph_stand_under_its_item() {
    let text = "一、甲\n（一）加强管理。一是健全制度；二是落实责任；三是强化监督。\n（二）申请条件。应当：（1）年满十八周岁；（2）有本市户籍。\n\
                另起一段。\n（三）其他。\n";
    assert_eq!(
        outline(text),
        [
            "1 甲",
            "1.1 加强管理",
            "1.1.1 健全制度；",
            "1.1.2 落实责任；",
            "1.1.3 强化监督",
            "1.2 申请条件",
            "1.2.1 年满十八周岁；",
            "1.2.2 有本市户籍",
            "1.3 其他"
        ]
    );
    let document = Document::parse(text);
    let last = document.paragraphs.iter().find(|part| document.slice(part.span) == "另起一段。").unwrap();
    assert_eq!(last.item, Some(5), "a paragraph behind an enumeration belongs to the item of the lines");
}

#[test]
fn chapters_hold_articles_and_articles_hold_items() {
    let text = "第一章 总则\n第一条 为了便民，制定本办法。\n第二条 依照第一条第（一）项办理：\n（一）甲；\n（二）乙。\n第二章 附则\n\
                第三条 本办法自公布之日起施行。\n（一）丙；\n";
    assert_eq!(
        outline(text),
        ["1 总则", "1.1 ", "1.2 ", "1.2.1 甲；", "1.2.2 乙", "2 附则", "2.3 ", "2.3.1 丙；"]
    );
}

#[test]
fn an_attached_text_has_an_outline_of_its_own() {
    let text = "一、甲。\n二、乙。\n附件：1. 方案\n2. 名单\n\n某某市财政局\n2024年3月5日\n\n附件1\n方案\n（一）子。\n（二）丑。\n";
    assert_eq!(outline(text), ["1 甲", "2 乙", "1 子", "2 丑"]);
}

#[test]
fn plans_have_numbers_of_several_parts() {
    let text = "1　总则\n1.1　编制目的\n为了应急。\n1.2　适用范围\n1.2.1 本市\n2　组织\n2.1　指挥部\n增长 1.5 倍。\n";
    assert_eq!(
        outline(text),
        ["1 总则", "1.1 编制目的", "1.2 适用范围", "1.2.1 本市", "2 组织", "2.1 指挥部"]
    );
}

#[test]
fn numbers_in_running_words_are_no_items() {
    let text = "一、二级医院、第一、二、三批名单\n2019年、2020年连续增长\n3.5亿元投入\n其中：第一、优先；唯一、专一、统一。";
    assert_eq!(outline(text), [""; 0]);
}
