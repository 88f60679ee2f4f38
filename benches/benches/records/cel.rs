//! The conditions in the `cel` crate: each compiled once; the functions on days are given by the host, days are words as JSON
//! has them.

use cel::{Context, Program, Value};
use gongkai::calendar::Calendar;
use gongkai_benches::records::{AS_OF, Condition, Count, Counts, KINDS, Lines};
use jiff::ToSpan;
use jiff::civil::Date;
use std::sync::Arc;

/// The conditions, compiled.
pub(crate) struct Cel {
    context: Context<'static, 'static>,
    rules: Vec<Vec<(Option<Program>, Program)>>,
}

impl Cel {
    pub(crate) fn new(conditions: &[Vec<Condition>], calendar: &Arc<Calendar>) -> Self {
        let mut context = Context::default();
        context.add_variable("as_of", AS_OF.to_string()).expect("a day in words");
        let calendar = Arc::clone(calendar);
        let add_workdays = move |day: Arc<String>, days: Value| {
            let days = u32::try_from(whole(&days)).unwrap_or_default();
            calendar.workday_after(date(&day), days).unwrap_or_default().to_string()
        };
        let add_days = |day: Arc<String>, days: Value| {
            date(&day).checked_add(whole(&days).days()).unwrap_or_default().to_string()
        };
        let days_between = |from: Arc<String>, to: Arc<String>| {
            i64::from(date(&from).until(date(&to)).unwrap_or_default().get_days())
        };
        context.add_function("add_workdays", add_workdays).expect("a new name");
        context.add_function("add_days", add_days).expect("a new name");
        context.add_function("days_between", days_between).expect("a new name");
        context.add_function("year", |day: Arc<String>| i64::from(date(&day).year())).expect("a new name");
        let compile = |source: &String| {
            let source = translate(source);
            Program::compile(&source).unwrap_or_else(|error| panic!("{source}: {error}"))
        };
        let rule = |rule: &Condition| (rule.when.as_ref().map(compile), compile(&rule.require));
        let rules = conditions.iter().map(|rules| rules.iter().map(rule).collect()).collect();
        Self { context, rules }
    }

    /// Bytes → verdicts.
    pub(crate) fn counts(&self, lines: &[Lines]) -> Counts {
        let mut counts = Vec::new();
        for (lines, rules) in lines.iter().zip(&self.rules) {
            let mut of = vec![Count::default(); rules.len()];
            let variable = if lines.kind == KINDS[0] { "doc" } else { lines.kind };
            for line in lines.text.lines() {
                let record: serde_json::Value = serde_json::from_str(line).expect("a record");
                let mut scope = self.context.new_inner_scope();
                scope.add_variable_from_value(variable, cel::to_value(record).expect("a value"));
                let truth = |program: &Program| match program.execute(&scope) {
                    Ok(Value::Bool(truth)) => Some(truth),
                    _ => None,
                };
                for (count, (when, require)) in of.iter_mut().zip(rules) {
                    count.judge(when.as_ref().map_or(Some(true), truth), || truth(require));
                }
            }
            counts.push(of);
        }
        counts
    }
}

/// `has(x.y)` of a key that is there but null is true in CEL, and of a missing one false: asked as here, it is what it is with
/// us, false and an error.
fn translate(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("has(") {
        let (field, after) = after.split_once(')').expect("a closed bracket");
        out += &format!("{before}({field} != null)");
        rest = after;
    }
    out + rest
}

fn date(words: &str) -> Date {
    words.parse().unwrap_or_default()
}

fn whole(value: &Value) -> i64 {
    match value {
        Value::Int(number) => *number,
        Value::UInt(number) => i64::try_from(*number).unwrap_or_default(),
        _ => 0,
    }
}
