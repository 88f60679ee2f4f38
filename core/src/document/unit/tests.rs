//! Annotations of invented texts.

use crate::document::Document;

/// Leads and supporting units of the only annotation of `text`; ~ marks a vague one.
fn units(text: &str) -> (Vec<String>, Vec<String>) {
    let document = Document::parse(text);
    assert_eq!(document.assignments.len(), 1, "{text}: {:?}", document.assignments);
    let assignment = &document.assignments[0];
    let of = |lead: bool| {
        assignment
            .units
            .iter()
            .filter(|unit| (unit.role == super::UnitRole::Lead) == lead)
            .map(|unit| format!("{}{}", if unit.vague { "~" } else { "" }, unit.name))
            .collect()
    };
    for unit in &assignment.units {
        assert_eq!(
            crate::document::look::squash(document.slice(unit.span)),
            unit.name,
            "the span is the name's own"
        );
    }
    (of(true), of(false))
}

fn is(annotation: &str, leads: &[&str], supporting: &[&str]) {
    let text = format!("关于甲事的通知\n\n一、甲事\n（一）𠮷😀办好甲事。要抓紧办理。{annotation}\n");
    let (found_leads, found_supporting) = units(&text);
    assert_eq!(found_leads, leads, "{annotation}: leads");
    assert_eq!(found_supporting, supporting, "{annotation}: supporting units");
}

#[test]
fn who_leads_and_who_supports_in_every_grammar() {
    is("（责任单位：甲处牵头，乙处、丙中心配合）", &["甲处"], &["乙处", "丙中心"]);
    is("（责任单位：甲处会同乙局负责）", &["甲处"], &["乙局"]);
    is("（甲处牵头会同乙局、丙局落实）", &["甲处"], &["乙局", "丙局"]);
    is("（责任单位：办公室）", &["办公室"], &[]);
    is("（责任单位：甲处、乙处）", &["甲处", "乙处"], &[]);
    is("（责任单位：甲处负责，乙处、丙处配合）", &["甲处"], &["乙处", "丙处"]);
    is("（责任单位：甲处负责，乙处配合做好解读、回应工作）", &["甲处"], &["乙处"]);
    is("（责任单位：甲处负责，乙处做好统筹协调有关工作）", &["甲处"], &["乙处"]);
    is("（责任单位：甲处、乙处牵头，丙处配合）", &["甲处", "乙处"], &["丙处"]);
    is("（责任单位：甲处牵头，乙处牵头）", &["甲处", "乙处"], &[]);
    is("（市甲局牵头，市乙局、市丙局按职责分工负责）", &["市甲局"], &["市乙局", "市丙局"]);
    is("(市甲局、乙局牵头负责)", &["市甲局", "乙局"], &[]);
    is("（市甲局、市乙局等按职责分工负责）", &["市甲局", "市乙局"], &[]);
    is("（市甲局、市乙局等部门按职责分工负责）", &["市甲局", "市乙局"], &[]);
    is("（市甲局负责牵头，市乙局配合）", &["市甲局"], &["市乙局"]);
    is("（市甲局按职责分工牵头负责）", &["市甲局"], &[]);
    is(
        "（牵头单位：市甲局；责任单位：市乙局、市丙局，各县(市、区)人民政府）",
        &["市甲局"],
        &["市乙局", "市丙局", "各县(市、区)人民政府"],
    );
    is("〔牵头单位：市甲局，配合单位：市乙局〕", &["市甲局"], &["市乙局"]);
    is("【责任单位】市甲局、市乙局", &["市甲局", "市乙局"], &[]);
    is("责任单位：市甲局、市乙局。", &["市甲局", "市乙局"], &[]);
    is("（责任单位：市甲局、市乙局", &["市甲局", "市乙局"], &[]);
    is("（市甲局、市乙局和各区县人民政府具体负责）", &["市甲局", "市乙局", "各区县人民政府"], &[]);
    is("（市工业和信息化局、市住房和城乡建设局负责）", &["市工业和信息化局", "市住房和城乡建设局"], &[]);
    is("（责任单位：市甲局商市乙局负责）", &["市甲局"], &["市乙局"]);
}

#[test]
fn vague_units_keep_their_own_words() {
    is("（责任单位：甲处牵头，有关处室、单位配合）", &["甲处"], &["~有关处室、单位"]);
    is("（责任单位：甲处牵头，乙处等有关处室、单位配合）", &["甲处"], &["乙处", "~有关处室、单位"]);
    is("（责任单位：各有关行政执法处室、单位负责）", &["~各有关行政执法处室、单位"], &[]);
    is("（责任单位：政策文件起草处室、单位牵头负责，甲处配合）", &["~政策文件起草处室、单位"], &["甲处"]);
    is("（各有关部门和单位，各区县人民政府按职责分工负责）", &["~各有关部门和单位", "各区县人民政府"], &[]);
}

#[test]
fn labels_on_lines_of_their_own_are_one_annotation() {
    let text = "关于甲事的通知\n\n一、甲事\n（一）办好甲事。要抓紧。\n牵头单位：市甲局\n配合单位：市乙局、市丙局\n完成时限：2024年9月底\n（二）办好乙事。\n\
                牵头单位：市丁局\n\n某某市人民政府\n2024年3月5日\n";
    let document = Document::parse(text);
    let tasks = document.tasks();
    assert_eq!(tasks.len(), 2);
    assert_eq!(tasks[0].lead_units, ["市甲局"]);
    assert_eq!(tasks[0].supporting_units, ["市乙局", "市丙局"]);
    assert_eq!(tasks[0].due_on.map(|due| due.to_string()).as_deref(), Some("2024-09-30"));
    assert_eq!((tasks[1].number.as_str(), tasks[1].lead_units[0].as_str()), ("1.2", "市丁局"));
}

#[test]
fn each_annotation_owns_its_own_paragraphs() {
    let text = "关于甲事的通知\n\n一、甲事\n（一）办好甲事。先办甲。（责任单位：甲处）\n\n再办乙，于2024年7月底前完成。（责任单位：乙处）\n（二）办好丙事。（责任单位：丙处）\n\
                \n某某市人民政府\n2024年3月5日\n";
    let tasks = Document::parse(text).tasks();
    let rows: Vec<_> =
        tasks.iter().map(|task| (task.number.as_str(), task.title.as_str(), task.text.as_str())).collect();
    assert_eq!(
        rows,
        [
            ("1.1", "办好甲事", "先办甲。"),
            ("1.1", "办好甲事", "再办乙，于2024年7月底前完成。"),
            ("1.2", "办好丙事", "办好丙事")
        ]
    );
    assert_eq!(tasks[1].due_on.map(|due| due.to_string()).as_deref(), Some("2024-07-31"));
    assert_eq!((tasks[1].span.line, tasks[1].span.column), (6, 18));
}

#[test]
fn an_annotation_behind_an_enumeration_speaks_for_the_whole_item() {
    let text = "一、甲事\n（一）办好甲事。\n1.先办。\n2.后办。（责任单位：甲处）\n（二）办好乙事。\n1.先办。\n2.后办。（责任单位：乙处）\n\
                （三）办好丙事。一是先办。二是后办。（责任单位：丙处）\n";
    let numbers: Vec<String> = Document::parse(text).tasks().into_iter().map(|task| task.number).collect();
    assert_eq!(numbers, ["1.1", "1.2", "1.3"]);
}

#[test]
fn the_order_of_units_may_be_laid_down_once_for_all() {
    let text = "一、甲事\n（一）办好甲事。（甲部、乙部负责。列第一位者为牵头单位，下同）\n（二）办好乙事。（丙部、丁部负责）\n";
    let tasks = Document::parse(text).tasks();
    assert_eq!(
        (tasks[1].lead_units.join("、"), tasks[1].supporting_units.join("、")),
        ("丙部".to_owned(), "丁部".to_owned())
    );
    let text = "一、甲事\n（一）办好甲事。（责任单位：甲局、乙局，丙局。逗号前面的为牵头单位，下同）\n（二）办好乙事。（责任单位：丙局，丁局）\n";
    let tasks = Document::parse(text).tasks();
    assert_eq!(
        (tasks[0].lead_units.join("、"), tasks[0].supporting_units.join("、")),
        ("甲局、乙局".to_owned(), "丙局".to_owned())
    );
    assert_eq!(
        (tasks[1].lead_units.join("、"), tasks[1].supporting_units.join("、")),
        ("丙局".to_owned(), "丁局".to_owned())
    );
}

#[test]
fn tables_whose_cells_ran_together_are_read() {
    let text = "某区任务分解表工作任务工作要求牵头单位配合/责任单位一、甲事1.办好甲事，方便群众。区甲局区乙局区直各有关单位，各镇人民政府\
                2.办好乙事。 区直各有关单位，各镇人民政府二、乙事3.办好丙事。区丙局各镇人民政府";
    let tasks = Document::parse(text).tasks();
    let rows: Vec<_> = tasks
        .iter()
        .map(|task| (task.number.as_str(), task.lead_units.join("/"), task.supporting_units.join("/")))
        .collect();
    assert_eq!(
        rows,
        [
            ("1.1", "区甲局/区乙局".to_owned(), "区直各有关单位/各镇人民政府".to_owned()),
            ("1.2", "区直各有关单位/各镇人民政府".to_owned(), String::new()),
            ("2.3", "区丙局".to_owned(), "各镇人民政府".to_owned())
        ]
    );
}

#[test]
fn a_table_of_lines_gives_a_row_a_task() {
    let text = "重点任务分解表\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n1\t办好甲事\t市甲局\t市乙局、市丙局\t2024年6月底\n2\t办好乙事\t市丁局\t\t全年\n";
    let tasks = Document::parse(text).tasks();
    assert_eq!(tasks.len(), 2);
    assert_eq!((tasks[0].text.as_str(), tasks[0].lead_units.join("")), ("办好甲事", "市甲局".to_owned()));
    assert_eq!(tasks[0].supporting_units, ["市乙局", "市丙局"]);
    assert_eq!(tasks[0].due_on.map(|due| due.to_string()).as_deref(), Some("2024-06-30"));
}

#[test]
fn other_brackets_are_no_annotations() {
    for text in [
        "一、甲事\n（一）校外证书的实施（校内由人力资源部门负责），由甲部组织。\n",
        "一、甲事\n（一）本办法由市甲局负责解释。\n",
        "一、甲事\n主办单位：某某市人民政府办公厅\n",
        "一、甲事\n各责任单位：请抓紧。\n",
        "一、甲事\n（一）确定责任人：甲某。\n",
    ] {
        assert_eq!(Document::parse(text).assignments, [], "{text}");
    }
}
