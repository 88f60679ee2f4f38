//! The auditor: rules on records × a dossier on a day → verdicts → findings, by task and by responsible unit.

mod explain;
mod judge;
mod owner;
mod scope;
mod tally;
mod texts;

pub use explain::{Asked, Explained, Explanation};
pub use texts::OwnedReport;

use super::checker::{CheckError, known_names};
use super::options::{Language, Options};
use crate::record::{Dossier, KindId, Record, Stored};
use crate::report::{Counts, Finding, Report, RuleCounts, Score, Subject, UnitCounts, Unjudged, Verdict};
use crate::rule::condition::{Evaluator, LocalTemplate, Missing, Value, View};
use crate::rule::{CompiledRule, RuleError, RuleSet, ScaledTotal, locate};
use jiff::civil::Date;
use judge::Run;
use owner::Owners;
use std::sync::Arc;
use tally::Tally;
use xxhash_rust::xxh3::xxh3_128;

/// Rules on records and options, immutable, `Send + Sync`.
#[derive(Debug)]
pub struct Auditor {
    rules: Arc<RuleSet>,
    options: Options,
    /// Indices into `rules` of those that run.
    active: Vec<u32>,
}

/// How many records all rules of their kind see before the next ones: so few that they stay in the processor's cache.
const BLOCK: usize = 128;

/// What came of one rule.
#[derive(Debug, Default)]
struct Outcome {
    counts: Counts,
    findings: Vec<Finding>,
    unjudged: Vec<Unjudged>,
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
        let schema = dossier.schema();
        let view = View::new(dossier, as_of, &self.options.calendar);
        let mut evaluator = Evaluator::new(&view);
        let runs = self.runs(&mut evaluator);
        let owners = Owners::new(&view, runs.iter().map(judge::Run::kind));
        let mut tally = Tally::default();
        let mut by_owner = vec![Counts::default(); owners.groups().len()];
        let mut report = Report::empty(Some(as_of), self.rules.packs());
        report.records = dossier.len() as u32;
        report.authority = scope::named(dossier);
        let mut outcomes: Vec<Outcome> = runs.iter().map(|_| Outcome::default()).collect();
        for at in 0..schema.kinds().len() {
            let id = KindId(at as u16);
            let mut of_kind: Vec<_> =
                runs.iter().zip(&mut outcomes).filter(|(run, _)| run.kind() == id).collect();
            let rows = dossier.tables[at].rows;
            for start in (0..rows).step_by(BLOCK) {
                for (run, outcome) in &mut of_kind {
                    run.begin(&mut evaluator);
                    for row in start..rows.min(start + BLOCK as u32) {
                        let (verdict, missing) = run.judge(&mut evaluator, row);
                        outcome.counts.count(verdict);
                        if verdict == Verdict::NotApplicable {
                            continue;
                        }
                        let own_task = run.own_task(dossier, row);
                        if own_task.is_some() {
                            tally.task(own_task, &Counts::of(verdict));
                        }
                        let task = run.task().or(own_task);
                        let owner = owners.of(id, row, task);
                        by_owner[owner.at()].count(verdict);
                        if verdict == Verdict::Fail {
                            let units = owners.units(owner);
                            outcome.findings.push(self.finding(run, &mut evaluator, row, units, task));
                        } else if verdict == Verdict::Unjudged {
                            let (rule, subject) = (Arc::clone(&run.rule.id), subject(dossier, id, row));
                            outcome.unjudged.push(Unjudged { rule, subject, missing });
                        }
                    }
                }
            }
        }
        for (Run { rule, .. }, Outcome { counts, findings, unjudged }) in runs.iter().zip(outcomes) {
            report.verdicts.add(&counts);
            tally.task(rule.file().task.as_deref(), &counts);
            report.findings.extend(findings);
            report.unjudged.extend(unjudged);
            report.rules.push(RuleCounts { rule: Arc::clone(&rule.id), counts });
        }
        tally.owners(&owners, &by_owner);
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

    /// The rules that run, in their order.
    fn runs<'a>(&'a self, evaluator: &mut Evaluator<'a>) -> Vec<Run<'a>> {
        let rules = self.active.iter().map(|&index| &self.rules.rules()[index as usize]);
        rules.filter_map(|rule| self.run(rule, evaluator)).collect()
    }

    /// A rule ready to run; `None` of one that is not on records or that is wrong.
    fn run<'a>(&'a self, rule: &'a CompiledRule, evaluator: &mut Evaluator<'a>) -> Option<Run<'a>> {
        let dossier = evaluator.view.dossier;
        let record_rule = rule.record_rule(dossier.schema())?.ok()?;
        Some(Run::new(rule, record_rule, self.authority_scope(rule, dossier), evaluator))
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
        let mut evaluator = Evaluator::new(&view);
        let run = self.run(rule, &mut evaluator)?;
        run.begin(&mut evaluator);
        let (verdict, missing) = run.judge(&mut evaluator, record.row);
        let message = match verdict {
            Verdict::Fail => self.finding(&run, &mut evaluator, record.row, &[], None).message,
            _ => String::new(),
        };
        Some((verdict, missing, message))
    }

    fn finding<'a>(
        &self,
        run: &Run<'a>,
        evaluator: &mut Evaluator<'a>,
        row: u32,
        owner: &[Arc<str>],
        task: Option<&str>,
    ) -> Finding {
        let Run { rule, record_rule, .. } = *run;
        evaluator.record(record_rule.kind, row);
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
            task: task.map(Arc::from),
            owner: (!owner.is_empty()).then(|| owner.join("、")),
            deadline,
            fix: None,
            fingerprint,
            waived: None,
            origin: None,
        }
    }
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
