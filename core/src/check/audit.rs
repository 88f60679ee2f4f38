//! The auditor: rules on records × a dossier on a day → verdicts → findings, by task and by responsible unit.

use super::checker::{CheckError, known_names};
use super::options::{Language, Options};
use crate::record::{Dossier, KindId, Record, Stored};
use crate::report::{
    Counts, Finding, Report, RuleCounts, SCHEMA, Subject, TaskCounts, UnitCounts, Unjudged, Verdict,
};
use crate::rule::condition::{
    Evaluator, LocalTemplate, Missing, RecordRule, TraceStep, Truth, Value, View, dated, trace,
};
use crate::rule::{Applicability, CompiledRule, RuleError, RuleSet};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// Rules on records and options, immutable, `Send + Sync`.
#[derive(Debug)]
pub struct Auditor {
    rules: Arc<RuleSet>,
    options: Options,
    /// Indices into `rules` of those that run.
    active: Vec<u32>,
}

/// Why a rule says nothing of a record, or that it may be asked.
enum Scope {
    Inside,
    Outside,
    Unknown(Vec<String>),
}

impl Auditor {
    /// An auditor of `rules` with `options`. A name in `select` or `ignore` that no rule has is an error.
    pub fn new(rules: Arc<RuleSet>, options: Options) -> Result<Self, CheckError> {
        known_names(&rules, &options)?;
        let active = (0_u32..)
            .zip(rules.rules())
            .filter(|(_, rule)| rule.is_on_records() && options.wants(rule.id(), rule.runs_by_default()))
            .map(|(index, _)| index)
            .collect();
        Ok(Self { rules, options, active })
    }

    /// What is wrong with the rules on records that run; they are compiled for it.
    pub fn rule_errors(&self) -> Vec<RuleError> {
        let schema = self.rules.schema();
        let rules = self.active.iter().map(|&index| &self.rules.rules()[index as usize]);
        rules
            .filter_map(|rule| match rule.record_rule(schema)? {
                Ok(_) => None,
                Err(fault) => Some(RuleError {
                    pack: rule.pack().to_owned(),
                    file: format!("{}.toml", rule.id()),
                    line: 0,
                    column: 0,
                    message: fault.message.clone(),
                    suggestion: fault.suggestion.clone(),
                }),
            })
            .collect()
    }

    /// Judges every record by every rule of its kind, on the day `as_of`. Records dated later are not there yet.
    pub fn audit(&self, dossier: &Dossier, as_of: Date) -> Report {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let mut evaluator = Evaluator::new(&view);
        let owners = Owners::new(dossier, &view);
        let schema = dossier.schema();
        let mut report = Report {
            schema: SCHEMA.to_owned(),
            as_of: Some(as_of),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            documents: 0,
            records: dossier.len() as u32,
            packs: Arc::clone(self.rules.packs()),
            verdicts: Counts::default(),
            rules: Vec::new(),
            findings: Vec::new(),
            unjudged: Vec::new(),
            tasks: Vec::new(),
            units: Vec::new(),
        };
        let mut tasks: BTreeMap<Vec<u32>, TaskCounts> = BTreeMap::new();
        let mut units: BTreeMap<Arc<str>, Counts> = BTreeMap::new();
        for &index in &self.active {
            let rule = &self.rules.rules()[index as usize];
            let Some(Ok(record_rule)) = rule.record_rule(schema) else { continue };
            let kind = record_rule.kind;
            let mut counts = Counts::default();
            evaluator.rule(&record_rule.definitions, record_rule.once);
            for row in 0..dossier.tables[kind.at()].rows {
                evaluator.record(kind, row);
                let (verdict, missing) = self.judge(rule, record_rule, &mut evaluator, row);
                counts.count(verdict);
                if verdict == Verdict::NotApplicable {
                    continue;
                }
                let owner = owners.of(kind, row, rule.file().task.as_deref());
                for unit in owner.iter().chain(owner.is_empty().then_some(&owners.nobody)) {
                    units.entry(Arc::clone(unit)).or_default().count(verdict);
                }
                match verdict {
                    Verdict::Fail => {
                        let finding = self.finding(rule, record_rule, &mut evaluator, row, &owner);
                        report.findings.push(finding);
                    }
                    Verdict::Unjudged => report.unjudged.push(Unjudged {
                        rule: Arc::clone(&rule.id),
                        subject: subject(dossier, kind, row),
                        missing,
                    }),
                    _ => {}
                }
            }
            report.verdicts.add(&counts);
            if let Some(task) = &rule.file().task {
                tasks
                    .entry(task.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect())
                    .or_insert_with(|| TaskCounts { task: task.as_str().into(), counts: Counts::default() })
                    .counts
                    .add(&counts);
            }
            report.rules.push(RuleCounts { rule: Arc::clone(&rule.id), counts });
        }
        report.findings.sort_by(|a, b| a.order().cmp(&b.order()));
        report.tasks = tasks.into_values().collect();
        report.units = units.into_iter().map(|(unit, counts)| UnitCounts { unit, counts }).collect();
        report
    }

    /// One record's verdict by one rule, what is missing, and the message of a failure.
    pub(crate) fn verdict(
        &self,
        rule: &CompiledRule,
        dossier: &Dossier,
        record: Record,
        as_of: Date,
    ) -> Option<(Verdict, Vec<String>, String)> {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let record_rule = rule.record_rule(dossier.schema())?.ok()?;
        let mut evaluator = Evaluator::new(&view);
        evaluator.rule(&record_rule.definitions, record_rule.once);
        evaluator.record(record.kind, record.row);
        let (verdict, missing) = self.judge(rule, record_rule, &mut evaluator, record.row);
        let message = match verdict {
            Verdict::Fail => self.finding(rule, record_rule, &mut evaluator, record.row, &[]).message,
            _ => String::new(),
        };
        Some((verdict, missing, message))
    }

    fn judge<'a>(
        &self,
        rule: &'a CompiledRule,
        record_rule: &'a RecordRule,
        evaluator: &mut Evaluator<'a>,
        row: u32,
    ) -> (Verdict, Vec<String>) {
        let kind = record_rule.kind;
        if !evaluator.view.is_there(kind, row) {
            return (Verdict::NotApplicable, Vec::new());
        }
        let when = record_rule.when.as_ref().map_or(Truth::True, |when| evaluator.truth(when));
        if when == Truth::False {
            return (Verdict::NotApplicable, Vec::new());
        }
        match self.scope(rule, record_rule, evaluator, row) {
            Scope::Outside => return (Verdict::NotApplicable, Vec::new()),
            Scope::Unknown(missing) => return (Verdict::Unjudged, missing),
            Scope::Inside => {}
        }
        let (truth, outcome) = match when {
            Truth::Unknown(cause) => (Truth::Unknown(cause), Verdict::Unjudged),
            _ => match evaluator.truth(&record_rule.require) {
                Truth::True => (Truth::True, Verdict::Pass),
                Truth::False => (Truth::False, Verdict::Fail),
                unknown @ Truth::Unknown(_) => (unknown, Verdict::Unjudged),
            },
        };
        let Truth::Unknown(cause) = truth else { return (outcome, Vec::new()) };
        let missing = evaluator.missing(cause);
        if missing.iter().all(|missing| *missing == Missing::Pending) {
            return (Verdict::NotApplicable, Vec::new());
        }
        let schema = evaluator.view.dossier.schema();
        let names = missing.into_iter().filter_map(|missing| match missing {
            Missing::Field(of, field) => {
                let definition = schema.get(of);
                let name = &definition.fields()[field.at()].name;
                Some(if of == kind { name.to_string() } else { format!("{}.{name}", definition.name) })
            }
            Missing::Table(of) => Some(schema.get(of).plural.clone()),
            Missing::Nothing(reason) => Some(reason.to_owned()),
            Missing::Pending => None,
        });
        (Verdict::Unjudged, names.collect())
    }

    /// Whether the rule binds the record: by its date, and by the authority's region, level and sort.
    fn scope<'a>(
        &self,
        rule: &'a CompiledRule,
        record_rule: &'a RecordRule,
        evaluator: &mut Evaluator<'a>,
        row: u32,
    ) -> Scope {
        let applies: &Applicability = &rule.applies;
        let view = evaluator.view;
        let (dossier, kind) = (view.dossier, record_rule.kind);
        let mut missing = Vec::new();
        if applies.since.is_some() || applies.until.is_some() {
            if applies.since.is_some_and(|since| view.as_of < since) {
                return Scope::Outside;
            }
            let day = match &record_rule.date {
                Some(date) => match evaluator.value(date) {
                    Value::Date(from, to) => Some((from, to)),
                    // A blank date: the rule's own condition says what that means.
                    Value::Blank(..) => Some((view.as_of, view.as_of)),
                    _ => None,
                },
                None if dossier.schema().get(kind).date.is_empty() => Some((view.as_of, view.as_of)),
                None => dated(dossier, kind, row),
            };
            match day {
                Some((from, to)) => {
                    if applies.since.is_some_and(|since| to < since)
                        || applies.until.is_some_and(|until| from >= until)
                    {
                        return Scope::Outside;
                    }
                    let straddles = applies.since.is_some_and(|since| from < since)
                        || applies.until.is_some_and(|until| to >= until);
                    if straddles {
                        missing.push("the day of a date told by its month".to_owned());
                    }
                }
                None => {
                    let fields = dossier.schema().get(kind);
                    let name = fields.date.first().map(|field| fields.fields()[field.at()].name.to_string());
                    missing.push(name.unwrap_or_else(|| "date".to_owned()));
                }
            }
        }
        for (names, field) in [(&applies.levels, "level"), (&applies.bodies, "body")] {
            if names.is_empty() {
                continue;
            }
            match authority(dossier, field) {
                Some(value) if names.iter().any(|name| name == value) => {}
                Some(_) => return Scope::Outside,
                None => missing.push(format!("authority.{field}")),
            }
        }
        if let Some(region) = &applies.region {
            match authority(dossier, "region").or(self.options.region.as_deref()) {
                Some(given) if given.starts_with(region.as_str()) => {}
                Some(_) => return Scope::Outside,
                None => missing.push("authority.region".to_owned()),
            }
        }
        if missing.is_empty() { Scope::Inside } else { Scope::Unknown(missing) }
    }

    fn finding<'a>(
        &self,
        rule: &'a CompiledRule,
        record_rule: &'a RecordRule,
        evaluator: &mut Evaluator<'a>,
        row: u32,
        owner: &[Arc<str>],
    ) -> Finding {
        let file = rule.file();
        let language = self.options.language;
        let words = |template: &'a LocalTemplate, evaluator: &mut Evaluator<'a>| match language {
            Language::Zh => template.zh.fill(evaluator, language),
            Language::En => template.en.fill(evaluator, language),
        };
        let dossier = evaluator.view.dossier;
        let subject = subject(dossier, record_rule.kind, row);
        let message = words(&record_rule.message, evaluator);
        let why = record_rule.why.as_ref().map(|why| words(why, evaluator).into());
        let help = record_rule.help.as_ref().map(|help| words(help, evaluator).into());
        let deadline =
            record_rule.deadline.and_then(|at| match evaluator.value(&record_rule.definitions[at]) {
                Value::Date(_, to) => Some(to),
                _ => None,
            });
        let fingerprint = fingerprint(rule.id(), &subject, row);
        Finding {
            rule: Arc::clone(&rule.id),
            severity: file.severity,
            message,
            why,
            help,
            subject,
            span: None,
            excerpt: String::new(),
            basis: Arc::clone(&file.basis),
            task: file.task.as_deref().map(Arc::from),
            owner: (!owner.is_empty()).then(|| owner.join("、")),
            deadline,
            fix: None,
            fingerprint,
            waived: None,
        }
    }
}

/// A field of the dossier's authority.
fn authority<'d>(dossier: &'d Dossier, field: &str) -> Option<&'d str> {
    let kind = dossier.schema().kind("authority")?;
    let field = dossier.schema().get(kind).field(field)?;
    dossier.words(kind, 0, field)
}

fn subject(dossier: &Dossier, kind: KindId, row: u32) -> Subject {
    let definition = dossier.schema().get(kind);
    let place = dossier.place(kind, row);
    let id = definition.id.into_iter().chain(definition.label);
    Subject {
        kind: Arc::clone(&definition.name),
        id: id.into_iter().find_map(|field| dossier.words(kind, row, field)).map(Arc::from),
        path: place.file,
        sheet: place.sheet,
        row: (place.row > 0).then_some(place.row),
    }
}

/// Who must act: the record's own unit, or the units of the notice's work item for the rule's task.
struct Owners<'d> {
    dossier: &'d Dossier,
    by_task: BTreeMap<String, Vec<Arc<str>>>,
    nobody: Arc<str>,
}

impl<'d> Owners<'d> {
    fn new(dossier: &'d Dossier, view: &View<'_>) -> Self {
        let mut by_task: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
        let schema = dossier.schema();
        if let Some(kind) = schema.kind("work_item")
            && let Some(number) = schema.get(kind).field("number")
        {
            let items = schema.get(kind);
            for row in 0..dossier.tables[kind.at()].rows {
                let Some(task) = dossier.words(kind, row, number).filter(|_| view.is_there(kind, row)) else {
                    continue;
                };
                let units = by_task.entry(task.to_owned()).or_default();
                for unit in
                    items.owner.iter().flat_map(|field| names(dossier, dossier.value(kind, row, *field)))
                {
                    if !units.contains(&unit) {
                        units.push(unit);
                    }
                }
            }
        }
        Self { dossier, by_task, nobody: Arc::from("") }
    }

    fn of(&self, kind: KindId, row: u32, task: Option<&str>) -> Vec<Arc<str>> {
        let fields = &self.dossier.schema().get(kind).owner;
        let own = fields.iter().map(|field| names(self.dossier, self.dossier.value(kind, row, *field)));
        let own = own.into_iter().find(|names| !names.is_empty());
        own.or_else(|| self.by_task.get(task?).cloned()).unwrap_or_default()
    }
}

fn names(dossier: &Dossier, value: Stored) -> Vec<Arc<str>> {
    match value {
        Stored::Text(text) => vec![dossier.text(text).into()],
        Stored::List(list) => dossier
            .list(list)
            .iter()
            .filter_map(|item| match item {
                Stored::Text(text) => Some(dossier.text(*text).into()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

impl Auditor {
    /// Takes the report of the same dossier's texts into the report of its records; text findings get the units of the
    /// notice's work item for their rule's task.
    pub fn join(&self, report: &mut Report, mut texts: Report, dossier: &Dossier, as_of: Date) {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let owners = Owners::new(dossier, &view);
        for finding in &mut texts.findings {
            if finding.owner.is_none()
                && let Some(units) = finding.task.as_deref().and_then(|task| owners.by_task.get(task))
            {
                finding.owner = Some(units.join("、"));
            }
        }
        let mut tasks: BTreeMap<Vec<u32>, TaskCounts> = BTreeMap::new();
        let key = |task: &str| -> Vec<u32> {
            task.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
        };
        for task in std::mem::take(&mut report.tasks) {
            tasks.insert(key(&task.task), task);
        }
        for counts in &texts.rules {
            let task = self.rules.get(&counts.rule).and_then(|rule| rule.file().task.as_deref());
            if let Some(task) = task {
                tasks
                    .entry(key(task))
                    .or_insert_with(|| TaskCounts { task: task.into(), counts: Counts::default() })
                    .counts
                    .add(&counts.counts);
            }
        }
        report.tasks = tasks.into_values().collect();
        report.documents += texts.documents;
        report.verdicts.add(&texts.verdicts);
        report.rules.extend(texts.rules);
        report.rules.sort_by(|a, b| a.rule.cmp(&b.rule));
        report.findings.extend(texts.findings);
        report.findings.sort_by(|a, b| a.order().cmp(&b.order()));
        report.unjudged.extend(texts.unjudged);
    }
}

/// How one record came to its verdict by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The rule's id.
    pub rule: Arc<str>,
    /// The record.
    pub subject: Subject,
    /// The finding's fingerprint, as a report has it.
    pub fingerprint: String,
    /// The verdict.
    pub verdict: Verdict,
    /// What was missing.
    pub missing: Vec<String>,
    /// The steps of `when` and `require`, each with its value.
    pub steps: Vec<TraceStep>,
}

impl Auditor {
    /// How the records that `wanted` names by rule, fingerprint and verdict came to their verdicts on the day `as_of`; at
    /// most `most` of them.
    pub fn explain(
        &self,
        dossier: &Dossier,
        as_of: Date,
        most: usize,
        wanted: impl Fn(&str, &str, Verdict) -> bool,
    ) -> Vec<Explanation> {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let mut evaluator = Evaluator::new(&view);
        let mut explanations = Vec::new();
        for &index in &self.active {
            let rule = &self.rules.rules()[index as usize];
            let Some(Ok(record_rule)) = rule.record_rule(dossier.schema()) else { continue };
            evaluator.rule(&record_rule.definitions, record_rule.once);
            for row in 0..dossier.tables[record_rule.kind.at()].rows {
                if explanations.len() >= most {
                    return explanations;
                }
                evaluator.record(record_rule.kind, row);
                let (verdict, missing) = self.judge(rule, record_rule, &mut evaluator, row);
                let subject = subject(dossier, record_rule.kind, row);
                let fingerprint = fingerprint(rule.id(), &subject, row);
                if wanted(rule.id(), &fingerprint, verdict) {
                    let steps = self.steps(rule, record_rule, &mut evaluator);
                    let rule = Arc::clone(&rule.id);
                    explanations.push(Explanation { rule, subject, fingerprint, verdict, missing, steps });
                }
            }
        }
        explanations
    }

    fn steps<'a>(
        &self,
        rule: &'a CompiledRule,
        record_rule: &'a RecordRule,
        evaluator: &mut Evaluator<'a>,
    ) -> Vec<TraceStep> {
        let file = rule.file();
        let definitions: Vec<_> = record_rule
            .definitions
            .iter()
            .zip(&file.definitions)
            .map(|(expression, (_, source))| (expression, source.as_str()))
            .collect();
        let conditions =
            [(record_rule.when.as_ref(), &file.when), (Some(&record_rule.require), &file.require)];
        conditions
            .into_iter()
            .filter_map(|(expression, source)| Some((expression?, source.as_deref()?)))
            .map(|(expression, source)| {
                trace(evaluator, expression, source, &definitions, self.options.language)
            })
            .collect()
    }
}

/// Rule, kind and id: the same as long as the record keeps its id.
fn fingerprint(rule: &str, subject: &Subject, row: u32) -> String {
    let name = match &subject.id {
        Some(id) => id.to_string(),
        None => format!("{}#{}", subject.path, row + 1),
    };
    let key = format!("{rule}\u{0}{}\u{0}{name}", subject.kind);
    format!("{:032x}", xxh3_128(key.as_bytes()))
}
