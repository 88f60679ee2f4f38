//! Reports of our own writing in both formats, and in the shapes in which tables come out of pages.

use super::*;
use crate::Document;

/// How a page's tables come out as text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    Blanks,
    Tabs,
    Bars,
    CellALine,
    CellALineBars,
    RunTogether,
    BrokenLabels,
}

const SHAPES: [Shape; 7] = [
    Shape::Blanks,
    Shape::Tabs,
    Shape::Bars,
    Shape::CellALine,
    Shape::CellALineBars,
    Shape::RunTogether,
    Shape::BrokenLabels,
];

/// A row of a table in a shape.
fn line(shape: Shape, label: &str, cells: &[&str]) -> String {
    match shape {
        Shape::Blanks => format!("{label}    {}\n", cells.join("   ")),
        Shape::Tabs => format!("{label}\t{}\n", cells.join("\t")),
        Shape::Bars => format!("| {label} | {} |\n", cells.join(" | ")),
        Shape::CellALine => format!("{label}\n{}\n", cells.join("\n")),
        Shape::CellALineBars => format!("{label} |\n{} |\n|\n", cells.join(" |\n")),
        // Rows whose cells have no sum cannot be told apart.
        Shape::RunTogether if cells.len() >= 5 => format!("{label}{}\n", cells.concat()),
        Shape::RunTogether => format!("{label} {}\n", cells.join(" ")),
        Shape::BrokenLabels if label.chars().count() < 6 => format!("{label} {}\n", cells.join(" ")),
        Shape::BrokenLabels => {
            let middle = label.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
            format!("{}\n   {}\n{}\n- 4 -\n", &label[..middle], cells.join(" "), &label[middle..])
        }
    }
}

const OUTCOMES: [(&str, [i64; 7]); 23] = [
    ("一、本年新收政府信息公开申请数量", [80, 6, 0, 0, 2, 1, 89]),
    ("二、上年结转政府信息公开申请数量", [3, 0, 0, 0, 0, 0, 3]),
    ("（一）予以公开", [30, 2, 0, 0, 1, 1, 34]),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", [9, 1, 0, 0, 0, 0, 10]),
    ("1.属于国家秘密", [0, 0, 0, 0, 0, 0, 0]),
    ("2.其他法律行政法规禁止公开", [1, 0, 0, 0, 0, 0, 1]),
    ("3.危及“三安全一稳定”", [0, 0, 0, 0, 0, 0, 0]),
    ("4.保护第三方合法权益", [2, 0, 0, 0, 0, 0, 2]),
    ("5.属于三类内部事务信息", [1, 0, 0, 0, 0, 0, 1]),
    ("6.属于四类过程性信息", [3, 0, 0, 0, 0, 0, 3]),
    ("7.属于行政执法案卷", [0, 0, 0, 0, 0, 0, 0]),
    ("8.属于行政查询事项", [2, 0, 0, 0, 0, 0, 2]),
    ("1.本机关不掌握相关政府信息", [20, 3, 0, 0, 1, 0, 24]),
    ("2.没有现成信息需要另行制作", [1, 0, 0, 0, 0, 0, 1]),
    ("3.补正后申请内容仍不明确", [1, 0, 0, 0, 0, 0, 1]),
    ("1.信访举报投诉类申请", [4, 0, 0, 0, 0, 0, 4]),
    ("2.重复申请", [1, 0, 0, 0, 0, 0, 1]),
    ("3.要求提供公开出版物", [0, 0, 0, 0, 0, 0, 0]),
    ("4.无正当理由大量反复申请", [0, 0, 0, 0, 0, 0, 0]),
    ("5.要求行政机关确认或重新出具已获取信息", [0, 0, 0, 0, 0, 0, 0]),
    ("（七）总计", [80, 6, 0, 0, 2, 1, 89]),
    ("四、结转下年度继续办理", [3, 0, 0, 0, 0, 0, 3]),
    ("", [5, 0, 0, 0, 0, 0, 5]),
];
const ENDS: [(&str, [i64; 7]); 3] = [
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", [2, 0, 0, 0, 0, 0, 2]),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", [0, 0, 0, 0, 0, 0, 0]),
    ("3.其他", [3, 0, 0, 0, 0, 0, 3]),
];
const REVIEWS: [i64; 15] = [3, 1, 0, 1, 5, 1, 0, 0, 1, 2, 0, 0, 1, 0, 1];

fn text(shape: Shape, is_trial: bool) -> String {
    let year = if is_trial { 2019 } else { 2023 };
    let mut text = format!(
        "😀𠮷云岭县人民政府\n{year}年政府信息公开工作年度报告\n本报告所列数据的统计期限为{year}年1月1日至12月31日。\n\
         一、总体情况\n（一）主动公开。公开规章2件。\n二、主动公开政府信息情况\n"
    );
    let mut add = |label: &str, cells: &[&str]| text.push_str(&line(shape, label, cells));
    if is_trial {
        add("信息内容", &["本年新制作数量", "本年新公开数量", "对外公开总数量"]);
        add("规章", &["1", "1", "12"]);
        add("规范性文件", &["4", "4", "40"]);
        add("信息内容", &["上一年项目数量", "本年增/减", "处理决定数量"]);
        add("行政许可", &["60", "-2", "120"]);
        add("其他对外管理服务事项", &["30", "+4", "77"]);
        add("行政处罚", &["15", "0", "9"]);
        add("行政强制", &["5", "0", "0"]);
        add("行政事业性收费", &["3", "-1"]);
        add("政府集中采购", &["6", "251000元"]);
    } else {
        add("信息内容", &["本年制发件数", "本年废止件数", "现行有效件数"]);
        add("规章", &["1", "0", "12"]);
        add("行政规范性文件", &["8", "2", "66"]);
        add("行政许可", &["4472"]);
        add("行政处罚", &["39"]);
        add("行政强制", &["8"]);
        add("行政事业性收费", &["961.6"]);
    }
    text.push_str("三、收到和处理政府信息公开申请情况\n（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n");
    let mut add = |label: &str, cells: &[i64]| {
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        text.push_str(&line(shape, label, &cells.iter().map(String::as_str).collect::<Vec<_>>()));
    };
    for (label, cells) in &OUTCOMES[..20] {
        add(label, cells);
    }
    if is_trial {
        add("（六）其他处理", &OUTCOMES[22].1);
    } else {
        for (label, cells) in &ENDS {
            add(label, cells);
        }
    }
    for (label, cells) in &OUTCOMES[20..22] {
        add(label, cells);
    }
    text.push_str("四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结果维持 结果纠正 其他结果 尚未审结 总计\n");
    let cells: Vec<String> = REVIEWS.iter().map(ToString::to_string).collect();
    let separator = match shape {
        Shape::Blanks | Shape::BrokenLabels => "  ",
        Shape::Tabs => "\t",
        Shape::Bars => " | ",
        Shape::CellALine => "\n",
        Shape::CellALineBars => " |\n",
        Shape::RunTogether => "",
    };
    text.push_str(&cells.join(separator));
    text.push_str("\n五、存在的主要问题及改进情况\n- 5 -\n队伍力量\n不足。\n六、其他需要报告的事项\n本年度没有收取信息处理费。\n");
    text
}

fn parse(text: &str) -> AnnualReport {
    Document::parse(text).annual_report.expect("an annual report")
}

fn integers(row: &ReportRow) -> Vec<Option<i64>> {
    row.cells.iter().map(Cell::integer).collect()
}

#[test]
fn every_cell_of_every_shape_is_read() {
    for (shape, is_trial) in SHAPES.into_iter().flat_map(|shape| [(shape, false), (shape, true)]) {
        let text = text(shape, is_trial);
        let report = parse(&text);
        assert_eq!(report.year, Some(if is_trial { 2019 } else { 2023 }), "{shape:?}");
        assert_eq!(report.body, Some(ReportBody::Government));
        assert_eq!(report.format, Some(if is_trial { ReportFormat::Trial } else { ReportFormat::Current }));
        assert_eq!(report.sections.len(), 6, "{shape:?}");
        let three = report.table_three.as_ref().unwrap();
        assert_eq!(three.rows.len(), if is_trial { 23 } else { 25 });
        let expected: Vec<[i64; 7]> = OUTCOMES[..20]
            .iter()
            .map(|(_, cells)| *cells)
            .chain(if is_trial {
                vec![OUTCOMES[22].1]
            } else {
                ENDS.iter().map(|(_, cells)| *cells).collect()
            })
            .chain(OUTCOMES[20..22].iter().map(|(_, cells)| *cells))
            .collect();
        for (row, cells) in three.rows.iter().zip(expected) {
            assert_eq!(integers(row), cells.map(Some), "{shape:?} {is_trial} {}", row.name);
        }
        let four = report.table_four.as_ref().unwrap();
        let cells: Vec<_> = four.rows.iter().flat_map(integers).collect();
        assert_eq!(cells, REVIEWS.map(Some), "{shape:?}");
        let two = report.table_two.as_ref().unwrap();
        assert!(
            two.rows.iter().all(|row| row.cells.iter().all(|cell| cell.number().is_some())),
            "{shape:?} {two:?}"
        );
        if is_trial {
            assert_eq!(two.cell("licences", "change").unwrap().integer(), Some(-2));
            assert_eq!(two.cell("procurement", "amount").unwrap().integer(), Some(251_000));
        } else {
            assert_eq!(two.cell("charges", "amount").unwrap().value, CellValue::Decimal(961.6));
            assert_eq!(two.cell("normative", "in_force").unwrap().integer(), Some(66));
        }
        let places = [two, three, four].into_iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        for cell in places {
            let words = &text[cell.span.unwrap().range()];
            let plain: String = words.chars().filter(char::is_ascii_digit).collect();
            assert!(!plain.is_empty() && words.trim() != "", "{shape:?}: `{words}`");
        }
        assert_eq!(report.problems.as_deref(), Some("队伍力量不足"));
    }
}

#[test]
fn a_lost_cell_loses_its_row_and_no_other() {
    let whole = text(Shape::Blanks, false);
    let report = parse(&whole.replace("30   2   0   0   1   1   34", "30   2   1   1   34"));
    let three = report.table_three.unwrap();
    assert!(three.row("granted").unwrap().cells.iter().all(|cell| cell.value == CellValue::Lost));
    assert!(three.row("partly_granted").unwrap().cells.iter().all(|cell| cell.integer().is_some()));
    assert!(three.row("carried_in").unwrap().cells.iter().all(|cell| cell.integer().is_some()));
    let report = parse(&whole.replace("7.属于行政执法案卷", ""));
    let three = report.table_three.unwrap();
    assert_eq!(three.row("refused_case_file").unwrap().label, None);
    // Its numbers follow those of the row above it: neither line is taken for the other's.
    assert_eq!(integers(three.row("refused_process").unwrap()), [3, 0, 0, 0, 0, 0, 3].map(Some));
}

#[test]
fn blank_cells_are_known_where_their_places_are() {
    let report = parse(&text(Shape::Tabs, false).replace("规章\t1\t0\t12", "规章\t/\t\t12"));
    let two = report.table_two.unwrap();
    let values: Vec<_> = two.row("regulations").unwrap().cells.iter().map(|cell| cell.value).collect();
    assert_eq!(values, [CellValue::Words, CellValue::Blank, CellValue::Integer(12)]);
    let report = parse(&text(Shape::Tabs, false).replace("规章\t1\t0\t12", "规章\t1\t0"));
    assert_eq!(report.table_two.unwrap().cell("regulations", "in_force").unwrap().value, CellValue::Lost);
}

#[test]
fn merged_cells_that_repeat_are_one() {
    let whole = text(Shape::Tabs, false)
        .replace("行政许可\t4472", "行政许可\t4472\t4472\t4472")
        .replace("1.属于国家秘密\t", "三、本年度办理结果\t（三）不予公开\t1.属于国家秘密\t")
        .replace("（七）总计\t", "三、本年度办理结果\t（七）总计\t（七）总计\t");
    let report = parse(&whole);
    assert_eq!(report.table_two.unwrap().cell("licences", "decisions").unwrap().integer(), Some(4472));
    let three = report.table_three.unwrap();
    assert_eq!(integers(three.row("handled").unwrap()), [80, 6, 0, 0, 2, 1, 89].map(Some));
}

#[test]
fn facts_are_the_fields_of_the_record() {
    let facts = parse(&text(Shape::Blanks, false)).facts();
    let fact = |name: &str| facts.iter().find(|(known, _)| *known == name).map(|(_, fact)| fact.clone());
    assert_eq!(fact("year"), Some(Fact::Integer(2023)));
    assert_eq!(fact("body"), Some(Fact::Text("government".to_owned())));
    assert_eq!(fact("received"), Some(Fact::Integers(vec![80, 6, 0, 0, 2, 1, 89])));
    assert_eq!(fact("handled_total"), Some(Fact::Integer(89)));
    assert_eq!(fact("normative_in_force"), Some(Fact::Integer(66)));
    assert_eq!(fact("suits_total"), Some(Fact::Integer(3)));
    assert_eq!(fact("problems"), Some(Fact::Text("队伍力量不足".to_owned())));
    let trial = parse(&text(Shape::Blanks, true)).facts();
    assert!(
        trial.iter().all(|(name, _)| *name != "normative_in_force"),
        "the trial format has no such column"
    );
}

#[test]
fn proposals_are_counted_where_one_clause_says_it() {
    let count =
        |words: &str| parse(&text(Shape::Blanks, false).replace("公开规章2件。", words)).proposals_published;
    assert_eq!(count("承办人大代表建议20件、政协提案11件，公开办理结果15件。"), Some(15));
    assert_eq!(count("公开代表建议办理结果5件、政协提案办理结果7件。"), None);
    assert_eq!(count("全部建议提案均已答复。"), None);
}

#[test]
fn no_cut_of_a_report_panics() {
    let whole = text(Shape::RunTogether, false);
    for (at, _) in whole.char_indices().step_by(7) {
        let text = &whole[..at];
        let _ = Document::parse(text);
        let _ = Document::parse(&format!("云岭县2023年政府信息公开工作年度报告\n{}", &whole[at..]));
    }
}
