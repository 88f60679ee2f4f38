//! What is somebody's number, and the many things that only look like one.

use crate::check::Options;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Shared, build};
use crate::document::Document;
use crate::rule::CheckSpec;
use jiff::civil::date;
use serde_json::{Value, json};

/// What the check finds in `text`.
fn found(name: &str, parameters: Value, text: &str) -> Vec<String> {
    let Value::Object(parameters) = parameters else { panic!("parameters are a table") };
    let spec = CheckSpec { name: name.to_owned(), parameters: parameters.into_iter().collect() };
    let check = build(&spec).unwrap_or_else(|_| panic!("the check {name} is built"));
    let document = Document::parse(text);
    let options = Options { as_of: Some(date(2026, 6, 30)), ..Options::default() };
    let shared = Shared::default();
    let mut sink = Sink::default();
    check.run(Context { document: &document, options: &options, shared: &shared }, &mut sink);
    sink.hits.iter().map(|hit| document.slice(hit.span).to_owned()).collect()
}

fn ids(kind: &str, text: &str) -> Vec<String> {
    found("resident_id", json!({ "kind": kind }), text)
}

fn mobiles(of: &str, text: &str) -> Vec<String> {
    found("mobile_number", json!({ "of": of }), text)
}

fn cards(text: &str) -> Vec<String> {
    found("bank_card", json!({}), text)
}

#[test]
fn a_resident_id_is_found_however_it_is_written() {
    for (text, expected) in [
        ("𠮷😀经办人身份证号：370102199003078528。", "370102199003078528"),
        ("𠮷😀申请人11010519491231002X提交材料", "11010519491231002X"),
        ("𠮷😀申请人11010519491231002x提交材料", "11010519491231002x"),
        ("号码３７０１０２１９９００３０７８５２８，", "３７０１０２１９９００３０７８５２８"),
        ("（身份证：370102 19900307 8528）", "370102 19900307 8528"),
        ("（身份证：370102-1990-0307-8528）", "370102-1990-0307-8528"),
        ("张三\t370102199003078528\t1200", "370102199003078528"),
        ("1 张三 370102199003078528 1200 2", "370102199003078528"),
        ("学籍号G370102199003078528", "370102199003078528"),
        ("残疾人证号37010219900307852843", "37010219900307852843"),
        ("370102\u{200B}199003078528", "370102\u{200B}199003078528"),
        ("张三,370102199003078528,13812345678", "370102199003078528"),
    ] {
        assert_eq!(ids("valid", text), [expected], "{text}");
    }
}

#[test]
fn what_only_looks_like_a_resident_id_is_let_pass() {
    for (text, why) in [
        ("统一社会信用代码：913701005337406856", "a credit code of digits alone"),
        ("513101200001012662", "a credit code that would pass as a resident id"),
        ("统一社会信用代码 91370100MA3C0000X0", "a credit code with letters"),
        ("身份证号：3701**********8528", "hidden"),
        ("身份证号：370102********8528", "hidden"),
        ("身份证号：37010219900307****", "hidden"),
        ("资金370102199003078528元", "money"),
        ("合计￥370102199003078528", "money"),
        ("合计370102199003078528.50", "money"),
        ("370102199013078528", "no thirteenth month"),
        ("370102199002308528", "no 30 February"),
        ("100102199003078528", "no province 10"),
        ("370102199003078521", "the check digit"),
        ("订单20190628370102000123", "an order number"),
        ("（2019）鲁0102民初1990号", "a case number"),
        ("账号：37010219900307852812", "an account of twenty digits"),
        ("索引号：11370000004502850/2019-00128", "an index number"),
        ("http://www.example.gov.cn/art/370102199003078528.html", "an address on the web"),
        ("https://a.example.cn/x?id=370102199003078528", "an address on the web"),
        ("鲁公网安备37010202000123号", "a registration number"),
        ("电话：0531-86012345、0531-86012346、0531-86012347", "telephones of an office"),
        ("序列号SN370102199003078528", "part of a code"),
        ("370102199003078528AB", "part of a code"),
        ("1949 12 31 3701 02 19 90 03", "numbers of a table"),
        ("身份证号：370102900307851", "the first generation's are another rule's"),
    ] {
        assert_eq!(ids("valid", text), Vec::<String>::new(), "{text}: {why}");
    }
}

#[test]
fn a_label_makes_the_difference_between_a_slip_and_a_number_of_another_kind() {
    assert_eq!(ids("wrong_check_digit", "𠮷😀身份证号：370102199003078521"), ["370102199003078521"]);
    assert!(ids("wrong_check_digit", "流水号370102199003078521").is_empty(), "no label of an id");
    assert!(ids("wrong_check_digit", "身份证号：370102199013078511").is_empty(), "no birthday");
    assert_eq!(
        ids("wrong_check_digit", "姓名\t身份证号码\n张三\t370102199003078521"),
        ["370102199003078521"],
        "the column's name is a label"
    );
    assert_eq!(ids("labelled_otherwise", "𠮷😀受理编号：370102199003078528"), ["370102199003078528"]);
    assert!(ids("valid", "受理编号：370102199003078528").is_empty());
    assert!(ids("labelled_otherwise", "公民身份号码：370102199003078528").is_empty());
    assert_eq!(ids("valid", "住泉城路19号370102199003078528"), ["370102199003078528"], "a house number");
}

#[test]
fn fifteen_digits_are_an_id_only_where_a_label_says_so() {
    assert_eq!(ids("first_generation", "𠮷😀身份证号370102900307851"), ["370102900307851"]);
    assert!(ids("first_generation", "流水号370102900307851").is_empty());
    assert!(ids("first_generation", "身份证号370102901307851").is_empty(), "no thirteenth month");
}

#[test]
fn a_persons_mobile_number_is_found() {
    for (text, expected) in [
        ("𠮷😀张三，13812345678，已领取。", "13812345678"),
        ("请转告138-1234-5678的机主", "138-1234-5678"),
        ("张三（138 1234 5678）", "138 1234 5678"),
        ("张三１３８１２３４５６７８", "１３８１２３４５６７８"),
        ("张三+8613812345678", "8613812345678"),
        ("张三 86-13812345678", "13812345678"),
        ("申请人联系电话：13812345678", "13812345678"),
        ("委员电话：13812345678", "13812345678"),
        ("姓名\t性别\t联系电话\n张三\t男\t13812345678", "13812345678"),
        ("各单位要认真贯彻落实13812345678，确保按时完成", "13812345678"),
    ] {
        assert_eq!(mobiles("person", text), [expected], "{text}");
        assert!(mobiles("office", text).is_empty(), "{text}");
    }
}

#[test]
fn an_offices_mobile_number_is_told_apart() {
    for text in [
        "𠮷😀联系人：李四，联系电话：13812345678",
        "监督电话：13812345678",
        "值班手机13812345678（24小时）",
        "单位\t联系人\t电话\n市人社局\t李四\t13812345678",
        "报送邮箱：13812345678@example.cn",
    ] {
        assert_eq!(mobiles("office", text).len(), 1, "{text}");
        assert!(mobiles("person", text).is_empty(), "{text}");
    }
}

#[test]
fn what_only_looks_like_a_mobile_number_is_let_pass() {
    for (text, why) in [
        ("电话：0531-86012345", "a landline"),
        ("服务热线：12333、400-123-4567", "hotlines"),
        ("手机：138****5678", "hidden"),
        ("总额13812345678元", "money"),
        ("总额13812345678.00", "money"),
        ("订单号：13812345678", "an order number"),
        ("注册号13812345678", "a registration number"),
        ("第13812345678号", "a number of a document"),
        ("粤公网安备13812345678号", "a number of a website"),
        ("370102199003078528", "a resident id"),
        ("6222138123456780001", "a bank card"),
        ("编号：2019-13812345678-01", "joined to more"),
        ("准考证号\t姓名\n13812345678\t张三", "an examination number"),
        ("合计 138 1234 5678", "three numbers of a table"),
        ("GDP\t13800000000", "a round sum"),
        ("http://www.example.gov.cn/13812345678.html", "an address on the web"),
        ("SN13812345678", "part of a code"),
        ("12812345678", "no mobile number begins with 12"),
        ("113812345678", "twelve digits"),
    ] {
        assert_eq!(mobiles("person", text), Vec::<String>::new(), "{text}: {why}");
        assert_eq!(mobiles("office", text), Vec::<String>::new(), "{text}: {why}");
    }
}

#[test]
fn a_bank_card_needs_its_check_digit_and_a_label() {
    for text in [
        "𠮷😀张三，银行卡号：6222021602001234568",
        "卡号 6222 0216 0200 1234 568",
        "姓名\t银行账号\n张三\t6222021602001234568",
        "户名：张三，账号：6222021602001234568",
    ] {
        assert_eq!(cards(text).len(), 1, "{text}");
    }
    for (text, why) in [
        ("银行卡号：6222021602001234569", "the check digit"),
        ("流水6222021602001234568", "no label"),
        ("户名：某某市社会保险事业中心，账号：6222021602001234568", "a body's account"),
        ("开户名称：某某有限公司\n账号：6222021602001234568", "a body's account"),
        ("对公账户：6222021602001234568", "a body's account"),
        ("卡号：6222****1234568", "hidden"),
        ("账号：1602001234567890123", "no card begins with 1"),
    ] {
        assert_eq!(cards(text), Vec::<String>::new(), "{text}: {why}");
    }
}

#[test]
fn a_number_hidden_too_little_is_found() {
    let short = |text: &str| found("short_mask", json!({ "hidden": 4 }), text);
    assert_eq!(short("𠮷😀手机13812**5678"), ["13812**5678"]);
    assert_eq!(short("身份证37010219900307***5"), ["37010219900307***5"]);
    assert_eq!(short("身份证37010219900307**5X"), ["37010219900307**5X"]);
    assert!(short("手机138****5678，身份证3701**********8528").is_empty());
}

#[test]
fn a_list_of_persons_shows_its_columns() {
    let columns =
        |text: &str| found("list_columns", json!({ "columns": ["残疾", "住址"], "masked": true }), text);
    assert_eq!(columns("序号\t姓名\t残疾等级\n1\t张三\t二级"), ["残疾等级"]);
    assert_eq!(columns("| 姓名 | 性别 | 家庭住址 |\n| 张三 | 男 | 某某街 |"), Vec::<String>::new(), "hidden");
    assert!(columns("申请表应当写明姓名、性别、残疾等级、住址。").is_empty(), "no table");
    assert!(columns("姓名\t性别\t残疾等级").is_empty(), "a form without rows");
}
