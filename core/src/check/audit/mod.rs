//! The auditor: rules on records × a dossier on a day → verdicts → findings, by task and by responsible unit.

mod explain;
mod owner;
mod scope;

pub use explain::Explanation;

use super::checker::{CheckError, known_names};
use super::options::{Language, Options};
use crate::record::{Dossier, KindId, Record, Stored};
use crate::report::{
    Counts, Finding, Report, RuleCounts, Score, Subject, TaskCounts, UnitCounts, Unjudged, Verdict,
};
use crate::rule::condition::{Evaluator, LocalTemplate, Missing, RecordRule, Truth, Value, View};
use crate::rule::{CompiledRule, RuleError, RuleSet, ScaledTotal, locate};
use jiff::civil::Date;
use owner::Owners;
use scope::Scope;
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

/// A report on texts for which the same units answer.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnedReport {
    /// The units; none: those of the notice's work items answer.
    pub units: Vec<Arc<str>>,
    /// The report.
    pub report: Report,
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
                Err(fault) => Some(locate(rule.pack(), &format!("{}.toml", rule.id()), "", fault.clone())),
            })
            .collect()
    }

    /// Judges every record by every rule of its kind, on the day `as_of`. Records dated later are not there yet.
    pub fn audit(&self, dossier: &Dossier, as_of: Date) -> Report {
        self.audit_with(dossier, as_of, Vec::new())
    }

    /// As [`Auditor::audit`], with the reports of a [`Checker`](crate::Checker) on the same dossier's texts taken in. Their
    /// findings and verdicts are those of the units given, or else of the notice's work item for their rule's task.
    pub fn audit_with(&self, dossier: &Dossier, as_of: Date, texts: Vec<OwnedReport>) -> Report {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let mut evaluator = Evaluator::new(&view);
        let owners = Owners::new(&view);
        let mut tally = Tally::default();
        let mut report = Report::empty(Some(as_of), self.rules.packs());
        report.records = dossier.len() as u32;
        report.authority = scope::named(dossier);
        for &index in &self.active {
            let rule = &self.rules.rules()[index as usize];
            let Some(Ok(record_rule)) = rule.record_rule(dossier.schema()) else { continue };
            let kind = record_rule.kind;
            let task = rule.file().task.as_deref();
            let own_task = dossier.schema().get(kind).task;
            let mut counts = Counts::default();
            evaluator.rule(&record_rule.definitions, record_rule.once);
            for row in 0..dossier.tables[kind.at()].rows {
                evaluator.record(kind, row);
                let (verdict, missing) = self.judge(rule, record_rule, &mut evaluator, row);
                counts.count(verdict);
                if verdict == Verdict::NotApplicable {
                    continue;
                }
                let task = task.or_else(|| dossier.words(kind, row, own_task?).and_then(task_number));
                let owner = owners.of(kind, row, task);
                if rule.file().task.is_none() {
                    tally.task(task, &Counts::of(verdict));
                }
                for unit in owner.iter().chain(owner.is_empty().then_some(&owners.nobody)) {
                    tally.units.entry(Arc::clone(unit)).or_default().count(verdict);
                }
                match verdict {
                    Verdict::Fail => {
                        let mut finding = self.finding(rule, record_rule, &mut evaluator, row, &owner);
                        finding.task = task.map(Arc::from);
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
            tally.task(task, &counts);
            report.rules.push(RuleCounts { rule: Arc::clone(&rule.id), counts });
        }
        self.take_in(&mut report, texts, &owners, &mut tally);
        report.findings.sort_by(|a, b| a.order().cmp(&b.order()));
        report.tasks = tally.tasks.into_values().collect();
        let units = tally.units.into_iter();
        report.units = units.map(|(unit, counts)| UnitCounts { unit, counts }).collect();
        let cards = self.rules.scorecards().iter();
        let scores = cards.filter_map(|(id, card)| {
            let scaled = card.scaled.as_ref().is_some_and(|scaled| says_no(dossier, scaled));
            Score::new(id, card, &report, scaled, self.options.language)
        });
        report.scores = scores.collect();
        report
    }

    /// The texts of the dossier that are there on the day `as_of`, by path, with the units that answer for them: those of the
    /// document's own record. `None`: the document is dated or published later.
    pub fn text_owners(&self, dossier: &Dossier, as_of: Date) -> BTreeMap<Arc<str>, Option<Vec<Arc<str>>>> {
        let view = View::new(dossier, as_of, &self.options.calendar);
        let owners = Owners::new(&view);
        let texts = dossier.texts_of.iter();
        texts
            .map(|(path, record)| {
                let is_there = view.is_there(record.kind, record.row);
                (Arc::clone(path), is_there.then(|| owners.of(record.kind, record.row, None)))
            })
            .collect()
    }

    fn take_in(&self, report: &mut Report, texts: Vec<OwnedReport>, owners: &Owners<'_>, tally: &mut Tally) {
        let mut whole: Option<Report> = None;
        for OwnedReport { units, report: mut texts } in texts {
            for rule in &texts.rules {
                let task = self.rules.get(&rule.rule).and_then(|rule| rule.file().task.as_deref());
                tally.task(task, &rule.counts);
                if rule.counts.applied() == 0 {
                    continue;
                }
                let counts = Counts { not_applicable: 0, ..rule.counts };
                for unit in owners.or_of_task(&units, task) {
                    tally.units.entry(Arc::clone(unit)).or_default().add(&counts);
                }
            }
            for finding in &mut texts.findings {
                let units = owners.or_of_task(&units, finding.task.as_deref());
                if finding.owner.is_none() && !units.is_empty() {
                    finding.owner = Some(units.join("、"));
                }
            }
            match &mut whole {
                Some(whole) => whole.merge(texts),
                None => whole = Some(texts),
            }
        }
        let Some(texts) = whole else { return };
        report.documents += texts.documents;
        report.verdicts.add(&texts.verdicts);
        report.rules.extend(texts.rules);
        report.rules.sort_by(|a, b| a.rule.cmp(&b.rule));
        report.unjudged.extend(texts.unjudged);
        report.findings.extend(texts.findings);
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
        (Verdict::Unjudged, missing_names(evaluator, kind, missing))
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
            origin: None,
        }
    }
}

/// The task's number with which a work item's own begins: 1.2 of 1.2（2）.
fn task_number(words: &str) -> Option<&str> {
    let end = words.find(|character: char| !character.is_ascii_digit() && character != '.');
    let number = words[..end.unwrap_or(words.len())].trim_end_matches('.');
    number.contains('.').then_some(number)
}

/// What is missing, by name: a field of the record's own kind, of another, or a whole table.
fn missing_names(evaluator: &Evaluator<'_>, kind: KindId, missing: Vec<Missing>) -> Vec<String> {
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
    names.collect()
}

/// Whether a record says 否 in the field on which a scorecard's smaller total depends.
fn says_no(dossier: &Dossier, scaled: &ScaledTotal) -> bool {
    let Some(kind) = dossier.schema().kind(&scaled.kind) else { return false };
    let Some(field) = dossier.schema().get(kind).field(&scaled.without) else { return false };
    let rows = 0..dossier.tables[kind.at()].rows;
    rows.into_iter().any(|row| dossier.value(kind, row, field) == Stored::Boolean(false))
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

/// Rule, kind and id: the same as long as the record keeps its id.
fn fingerprint(rule: &str, subject: &Subject, row: u32) -> String {
    let name = match &subject.id {
        Some(id) => id.to_string(),
        None => format!("{}#{}", subject.path, row + 1),
    };
    let key = format!("{rule}\u{0}{}\u{0}{name}", subject.kind);
    format!("{:032x}", xxh3_128(key.as_bytes()))
}

/// Verdicts by task, in the order of the tasks' numbers, and by unit.
#[derive(Debug, Default)]
struct Tally {
    tasks: BTreeMap<Vec<u32>, TaskCounts>,
    units: BTreeMap<Arc<str>, Counts>,
}

impl Tally {
    fn task(&mut self, task: Option<&str>, counts: &Counts) {
        let Some(task) = task else { return };
        let number = task.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect();
        let none = || TaskCounts { task: task.into(), counts: Counts::default() };
        self.tasks.entry(number).or_insert_with(none).counts.add(counts);
    }
}
