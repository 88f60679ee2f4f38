//! The conditions in `regorus`: a policy a kind, whose set of denials is asked for each record. Days are words as JSON has
//! them, and what is reckoned with days is looked up in the policy's data.

use gongkai::calendar::Calendar;
use gongkai_benches::records::{Condition, Count, Counts, KINDS, Lines};
use jiff::civil::{Date, date};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};
use std::collections::HashMap;

const HELP: &str = r#"
add_workdays(day, n) := data.workdays[(data.worked[day] + n) - 1]
add_days(day, n) := data.days[data.index[day] + n]
days_between(from, to) := data.index[to] - data.index[from]
within(x, low, high) if { x >= low; x <= high }
numbered(x) if { contains(x, "〔"); endswith(x, "号") }
reachable(list) if { some x in list; x in {"联系方式", "形式要求"} }
online(list) if { some x in list; startswith(x, "网") }
vague(x) if startswith(x, "各")
vague(x) if contains(x, "有关")
is_test(x) if contains(x, "测试")
is_test(x) if contains(x, "test")
"#;

/// The policies, by the interpreter and by its virtual machine.
pub(crate) struct Rego {
    kinds: Vec<Kind>,
}

struct Kind {
    engine: Engine,
    machine: RegoVM,
    query: String,
    names: HashMap<String, usize>,
}

impl Rego {
    pub(crate) fn new(conditions: &[Vec<Condition>], calendar: &Calendar) -> Self {
        let data = days(calendar);
        let kind = |(kind, rules): (&&str, &Vec<Condition>)| {
            let as_of = gongkai_benches::records::AS_OF;
            let mut policy = format!("package {kind}\nimport rego.v1\nas_of := \"{as_of}\"\n{HELP}");
            for Condition { name, rego, .. } in rules {
                policy += &format!("deny contains \"{name}\" if {{ {rego} }}\n");
            }
            let mut engine = Engine::new();
            engine.add_policy("policy.rego".to_owned(), policy).expect("a sound policy");
            engine.add_data(data.clone()).expect("data");
            let query = format!("data.{kind}.deny");
            let compiled = engine.compile_with_entrypoint(&query.as_str().into()).expect("compiles");
            let program = Compiler::compile_from_policy(&compiled, &[&query]).expect("compiles");
            let mut machine = RegoVM::new();
            machine.load_program(program);
            machine.set_data(data.clone()).expect("data");
            let names = rules.iter().enumerate().map(|(at, rule)| (rule.name.clone(), at)).collect();
            Kind { engine, machine, query, names }
        };
        Self { kinds: KINDS.iter().zip(conditions).map(kind).collect() }
    }

    /// Bytes → denials, by the interpreter.
    pub(crate) fn interpreted(&mut self, lines: &[Lines]) -> Counts {
        self.counts(lines, |kind, record| {
            kind.engine.set_input(record);
            kind.engine.eval_rule(kind.query.clone()).expect("a set")
        })
    }

    /// Bytes → denials, by the virtual machine.
    pub(crate) fn compiled(&mut self, lines: &[Lines]) -> Counts {
        self.counts(lines, |kind, record| {
            kind.machine.set_input(record);
            kind.machine.execute().expect("a set")
        })
    }

    fn counts(&mut self, lines: &[Lines], run: impl Fn(&mut Kind, Value) -> Value) -> Counts {
        let mut counts = Vec::new();
        for (lines, kind) in lines.iter().zip(&mut self.kinds) {
            let mut of = vec![Count::default(); kind.names.len()];
            for line in lines.text.lines() {
                let record = Value::from_json_str(line).expect("a record");
                let denied = run(kind, record);
                for name in denied.as_set().into_iter().flatten() {
                    let name: &str = name.as_string().expect("a name");
                    of[kind.names[name]].fail += 1;
                }
            }
            counts.push(of);
        }
        counts
    }
}

/// All days, the working days among them, and the place of each.
fn days(calendar: &Calendar) -> Value {
    let days: Vec<Date> = date(2017, 1, 1).series(jiff::ToSpan::days(1)).take(4000).collect();
    let mut workdays = Vec::new();
    let (mut index, mut worked) = (serde_json::Map::new(), serde_json::Map::new());
    for (at, day) in days.iter().enumerate() {
        if calendar.is_workday(*day) {
            workdays.push(day.to_string());
        }
        index.insert(day.to_string(), at.into());
        worked.insert(day.to_string(), workdays.len().into());
    }
    let days: Vec<String> = days.iter().map(ToString::to_string).collect();
    let data = serde_json::json!({ "days": days, "workdays": workdays, "index": index, "worked": worked });
    Value::from_json_str(&data.to_string()).expect("data")
}
