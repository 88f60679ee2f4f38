//! The language holds to CEL: random expressions of the part that both have come to the same in the `cel` crate.

use super::evaluate::Evaluator;
use super::plan::{Answer, Plan, Seen};
use super::scope::Scope;
use super::value::Value;
use super::view::View;
use crate::calendar::Calendar;
use crate::record::{DossierBuilder, FieldFile, FieldType, KindFile, KindId, Schema};
use jiff::civil::date;
use proptest::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug, Clone, Serialize)]
struct Doc {
    a: i64,
    b: i64,
    x: f64,
    s: String,
    t: String,
    p: bool,
    l: Vec<String>,
}

fn schema() -> Arc<Schema> {
    let field = |type_, list| FieldFile {
        type_,
        list,
        required: false,
        planned: false,
        derived: false,
        blank: None,
        to: None,
        reverse: None,
        values: BTreeMap::new(),
        zh: Vec::new(),
        note: None,
    };
    let fields = [
        ("a", field(FieldType::Integer, false)),
        ("b", field(FieldType::Integer, false)),
        ("x", field(FieldType::Number, false)),
        ("s", field(FieldType::Text, false)),
        ("t", field(FieldType::Text, false)),
        ("p", field(FieldType::Boolean, false)),
        ("l", field(FieldType::Text, true)),
    ];
    let fields = fields.into_iter().map(|(name, field)| (name.to_owned(), field)).collect();
    let kind = KindFile { fields, ..KindFile::default() };
    Arc::new(Schema::new([("doc".to_owned(), kind)].into()).expect("a schema"))
}

/// What our evaluator makes of `source`: `None` where it is unknown.
fn ours(source: &str, doc: &Doc) -> Option<bool> {
    let schema = schema();
    let definitions = BTreeMap::new();
    let scope = Scope::new(&schema, KindId(0), &definitions);
    let expression =
        scope.condition(source, &super::Type::Boolean).unwrap_or_else(|error| panic!("{source}: {error:?}"));
    let (_, once) = scope.finish().expect("no definitions");
    let mut builder = DossierBuilder::new(Arc::clone(&schema));
    builder.json("doc.json", &serde_json::json!({ "doc": [doc] }).to_string());
    let dossier = builder.finish();
    let calendar = Calendar::default();
    let view = View::new(&dossier, date(2019, 12, 31), &calendar);
    let mut evaluator = Evaluator::new(&view);
    let once = evaluator.room(once);
    evaluator.rule(&[], once);
    evaluator.record(KindId(0), 0);
    let value = match evaluator.value(&expression) {
        Value::Boolean(truth) => Some(truth),
        _ => None,
    };
    // The plan says what the evaluator says.
    let planned =
        match Plan::new(&expression, &[], &view).answer(&Seen::new(&view, KindId(0), 0), &mut evaluator) {
            Answer::True => Some(true),
            Answer::False => Some(false),
            Answer::Unknown => None,
        };
    assert_eq!(planned, value, "{source} of {doc:?} by its plan");
    value
}

/// What the `cel` crate makes of it: `None` where it is an error.
fn theirs(source: &str, doc: &Doc) -> Option<bool> {
    let program = cel::Program::compile(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    let mut context = cel::Context::default();
    context.add_variable("doc", doc).expect("a variable");
    match program.execute(&context) {
        Ok(cel::Value::Bool(truth)) => Some(truth),
        _ => None,
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![Just("废止"), Just("有效"), Just("𠮷"), Just("a"), Just("")].prop_map(str::to_owned)
}

fn integer() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (-3_i64..4).prop_map(|number| format!("({number})")),
        Just("doc.a".to_owned()),
        Just("doc.b".to_owned()),
        Just("doc.s.size()".to_owned()),
        Just("doc.l.size()".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        (inner.clone(), prop_oneof![Just("+"), Just("-"), Just("*"), Just("/"), Just("%")], inner)
            .prop_map(|(left, sign, right)| format!("({left} {sign} {right})"))
    })
}

fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        word().prop_map(|word| format!("'{word}'")),
        Just("doc.s".to_owned()),
        Just("doc.t".to_owned())
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        (inner.clone(), inner).prop_map(|(one, other)| format!("({one} + {other})"))
    })
}

fn truth() -> impl Strategy<Value = String> {
    let compare = prop_oneof![Just("<"), Just("<="), Just(">"), Just(">="), Just("=="), Just("!=")];
    let leaf = prop_oneof![
        Just("doc.p".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        (integer(), compare.clone(), integer())
            .prop_map(|(one, sign, other)| format!("{one} {sign} {other}")),
        (text(), compare, text()).prop_map(|(one, sign, other)| format!("{one} {sign} {other}")),
        (text(), text()).prop_map(|(one, other)| format!("{one}.contains({other})")),
        (text(), text()).prop_map(|(one, other)| format!("{one}.startsWith({other})")),
        (text(), text()).prop_map(|(one, other)| format!("{one}.endsWith({other})")),
        text().prop_map(|text| format!("{text} in doc.l")),
        text().prop_map(|text| format!("doc.l.exists(e, e == {text})")),
        text().prop_map(|text| format!("doc.l.all(e, e != {text})")),
        text().prop_map(|text| format!("doc.l.exists_one(e, e == {text})")),
        text().prop_map(|text| format!("doc.l.filter(e, e != {text}).size() > 1")),
        text().prop_map(|text| format!("{text} in doc.l.map(e, e + 'a')")),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} && {other})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} || {other})")),
            inner.clone().prop_map(|inner| format!("!({inner})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(one, yes, no)| format!("({one} ? {yes} : {no})")),
        ]
    })
}

fn doc() -> impl Strategy<Value = Doc> {
    let filled = || word().prop_filter("blank", |word| !word.is_empty());
    (-4_i64..5, -4_i64..5, filled(), filled(), any::<bool>(), proptest::collection::vec(filled(), 0..4))
        .prop_map(|(a, b, s, t, p, l)| Doc { a, b, x: 0.5, s, t, p, l })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn what_cel_says_we_say(source in truth(), doc in doc()) {
        // Where CEL has an error we may know more: its crate does not absorb errors on both sides of && and ||.
        if let Some(truth) = theirs(&source, &doc) {
            prop_assert_eq!(ours(&source, &doc), Some(truth), "{} with {:?}", source, doc);
        }
    }

    #[test]
    fn no_condition_panics(source in "\\PC{0,60}") {
        let schema = schema();
        let definitions = BTreeMap::new();
        let scope = Scope::new(&schema, KindId(0), &definitions);
        let _ = scope.value(&source);
    }
}

#[test]
fn what_is_wrong_is_named_with_the_way_out() {
    let schema = schema();
    let definitions = BTreeMap::new();
    let scope = Scope::new(&schema, KindId(0), &definitions);
    for (source, at, suggestion) in [
        ("doc.aa > 1", 4, None),
        ("doc.s == 1", 0, None),
        ("doc.a = 1", 6, Some("`==`?")),
        ("doc.l.exist(e, e == 'a')", 6, Some("`.exists(…)`?")),
        ("siz(doc.s) > 1", 0, Some("`size`?")),
        ("doc.x + 1 > 2.0", 0, Some("`double(…)` around the whole number")),
        ("has(doc.s", 9, None),
    ] {
        let error = scope.condition(source, &super::Type::Boolean).expect_err(source);
        assert_eq!(error.place.start, at, "{source}: {error:?}");
        if suggestion.is_some() {
            assert_eq!(error.suggestion.as_deref(), suggestion, "{source}: {error:?}");
        }
    }
}
