//! Waivers: findings that an office accepts for a time, with its reason. One that has run out, or that nothing needs, is a
//! finding itself.

use super::{Counts, Finding, Report, RuleCounts, Severity, Subject};
use crate::check::Language;
use crate::rule::optional_date;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// The name under which a waiver that has run out is found.
pub const WAIVER_EXPIRED: &str = "waiver/expired";
/// The name under which a waiver that nothing needs is found.
pub const WAIVER_UNUSED: &str = "waiver/unused";

/// A finding, or the findings of one rule, accepted for a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule's id.
    pub rule: String,
    /// The one file: its path, or the end of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The one record or document: its id or number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The one finding: the beginning of its fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it is; a waiver without one is refused.
    #[serde(deserialize_with = "optional_date")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub until: Option<Date>,
    /// The file in which the waiver stands, for the findings about it.
    #[serde(skip)]
    pub file: Arc<str>,
    /// Its line there, from 1.
    #[serde(skip)]
    pub line: u32,
}

impl Waiver {
    /// Whether the waiver means this finding.
    fn means(&self, finding: &Finding) -> bool {
        let path = |path: &String| ends_with_path(&finding.subject.path, path);
        self.rule == *finding.rule
            && self.path.as_ref().is_none_or(path)
            && self.id.as_ref().is_none_or(|id| finding.subject.id.as_deref() == Some(id))
            && self.fingerprint.as_ref().is_none_or(|begin| finding.fingerprint.starts_with(begin.as_str()))
    }

    /// Whether the waiver speaks of the file `path`.
    pub fn is_of(&self, path: &str) -> bool {
        self.path.as_ref().is_some_and(|end| ends_with_path(path, end))
    }

    fn has_expired(&self, as_of: Date) -> bool {
        self.until.is_none_or(|until| until < as_of)
    }
}

/// Whether `end` is `path` or its last parts.
fn ends_with_path(path: &str, end: &str) -> bool {
    path.strip_suffix(end.trim_start_matches("./"))
        .is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

impl Report {
    /// Marks the findings that `waivers` accept on the day `as_of` and counts their verdicts as waived: a verdict is waived
    /// when all its findings are. Waivers that have run out accept nothing, and are findings; so are those which no finding
    /// needs, where `seen` says that what they speak of was checked.
    pub fn waive(
        &mut self,
        waivers: &[Waiver],
        as_of: Date,
        language: Language,
        seen: impl Fn(&Waiver) -> bool,
    ) {
        if waivers.is_empty() {
            return;
        }
        let mut used = BTreeSet::new();
        for finding in &mut self.findings {
            let means = waivers.iter().enumerate().filter(|(_, waiver)| waiver.means(finding));
            let mut means = means.collect::<Vec<_>>();
            used.extend(means.iter().map(|(at, _)| *at));
            means.retain(|(_, waiver)| !waiver.has_expired(as_of));
            finding.waived = means.first().map(|(_, waiver)| waiver.reason.clone());
        }
        self.recount();
        let ran: BTreeSet<Arc<str>> = self.rules.iter().map(|rule| Arc::clone(&rule.rule)).collect();
        let mut counts = [Counts::default(); 2];
        for (at, waiver) in waivers.iter().enumerate() {
            let expired = waiver.has_expired(as_of);
            let unused =
                !expired && !used.contains(&at) && ran.contains(waiver.rule.as_str()) && seen(waiver);
            for (of, failed) in counts.iter_mut().zip([expired, unused]) {
                of.count(if failed { super::Verdict::Fail } else { super::Verdict::Pass });
            }
            if expired || unused {
                self.findings.push(about(waiver, expired, used.contains(&at), language));
            }
        }
        for (name, counts) in [WAIVER_EXPIRED, WAIVER_UNUSED].into_iter().zip(counts) {
            self.verdicts.add(&counts);
            self.rules.push(RuleCounts { rule: name.into(), counts });
        }
        self.rules.sort_by(|a, b| a.rule.cmp(&b.rule));
        self.findings.sort_by(|a, b| a.order().cmp(&b.order()));
    }

    /// Moves the verdicts all of whose findings are waived from the failed to the waived.
    fn recount(&mut self) {
        // A verdict by its first finding, and whether all its findings are waived.
        let mut verdicts: BTreeMap<(&str, &Subject), (&Finding, bool)> = BTreeMap::new();
        for finding in &self.findings {
            let verdict = verdicts.entry((&*finding.rule, &finding.subject)).or_insert((finding, true));
            verdict.1 &= finding.waived.is_some();
        }
        let mut all = 0;
        let mut rules: BTreeMap<String, u32> = BTreeMap::new();
        let mut tasks: BTreeMap<String, u32> = BTreeMap::new();
        let mut units: BTreeMap<String, u32> = BTreeMap::new();
        for ((rule, _), (finding, _)) in verdicts.into_iter().filter(|(_, (_, waived))| *waived) {
            all += 1;
            *rules.entry(rule.to_owned()).or_default() += 1;
            if let Some(task) = finding.task.as_deref() {
                *tasks.entry(task.to_owned()).or_default() += 1;
            }
            for unit in finding.owner.as_deref().unwrap_or_default().split('、') {
                *units.entry(unit.to_owned()).or_default() += 1;
            }
        }
        self.verdicts.waive(all);
        for rule in &mut self.rules {
            rule.counts.waive(rules.get(&*rule.rule).copied().unwrap_or_default());
        }
        for task in &mut self.tasks {
            task.counts.waive(tasks.get(&*task.task).copied().unwrap_or_default());
        }
        for unit in &mut self.units {
            unit.counts.waive(units.get(&*unit.unit).copied().unwrap_or_default());
        }
    }
}

/// The finding about a waiver that has run out, or that nothing needs.
fn about(waiver: &Waiver, expired: bool, needed: bool, language: Language) -> Finding {
    let Waiver { rule, reason, .. } = waiver;
    let until = waiver.until.map(|day| day.to_string()).unwrap_or_default();
    let zh = language == Language::Zh;
    let (name, message, help) = match (expired, zh) {
        (true, true) => (
            WAIVER_EXPIRED,
            format!("豁免已于{until}到期：规则 {rule}，理由“{reason}”"),
            if needed {
                "整改问题，或者说明理由后延长期限"
            } else {
                "问题已不存在，删去这条豁免"
            },
        ),
        (true, false) => (
            WAIVER_EXPIRED,
            format!("the waiver ran out on {until}: rule {rule}, reason “{reason}”"),
            if needed {
                "put the problem right, or extend the waiver with a reason"
            } else {
                "nothing needs it any more: take it out"
            },
        ),
        (false, true) => (
            WAIVER_UNUSED,
            format!("豁免没有用到：规则 {rule}，理由“{reason}”"),
            "没有发现它所指的问题，删去这条豁免；仍有问题的，核对 path、id 和 fingerprint",
        ),
        (false, false) => (
            WAIVER_UNUSED,
            format!("the waiver is not needed: rule {rule}, reason “{reason}”"),
            "nothing that it means was found: take it out, or look at its path, id and fingerprint",
        ),
    };
    let key =
        format!("{name}\u{0}{rule}\u{0}{:?}\u{0}{:?}\u{0}{:?}", waiver.path, waiver.id, waiver.fingerprint);
    Finding {
        rule: name.into(),
        severity: Severity::Warning,
        message,
        why: None,
        help: Some(help.into()),
        subject: Subject {
            kind: "waiver".into(),
            id: None,
            path: Arc::clone(&waiver.file),
            sheet: None,
            row: (waiver.line > 0).then_some(waiver.line),
        },
        span: None,
        origin: None,
        excerpt: String::new(),
        basis: Arc::from([]),
        task: None,
        owner: None,
        deadline: None,
        fix: None,
        fingerprint: format!("{:032x}", xxh3_128(key.as_bytes())),
        waived: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{TaskCounts, UnitCounts, Verdict};
    use jiff::civil::date;

    fn finding(rule: &str, path: &str, fingerprint: &str) -> Finding {
        let waiver = Waiver { file: path.into(), ..Waiver::default() };
        Finding {
            rule: rule.into(),
            task: Some("1.1".into()),
            owner: Some("法规处、办公室".to_owned()),
            fingerprint: fingerprint.to_owned(),
            ..about(&waiver, true, true, Language::En)
        }
    }

    fn report() -> Report {
        let mut report = Report::empty(Some(date(2019, 12, 31)), &Arc::from([]));
        report.findings = vec![
            finding("a/one", "x/甲.txt", "f1"),
            finding("a/one", "x/甲.txt", "f2"),
            finding("a/two", "x/乙.txt", "f3"),
        ];
        let fails = |number| {
            let mut counts = Counts::default();
            (0..number).for_each(|_| counts.count(Verdict::Fail));
            counts
        };
        report.verdicts = fails(2);
        report.rules =
            ["a/one", "a/two"].map(|rule| RuleCounts { rule: rule.into(), counts: fails(1) }).to_vec();
        report.tasks = vec![TaskCounts { task: "1.1".into(), counts: fails(2) }];
        report.units =
            ["办公室", "法规处"].map(|unit| UnitCounts { unit: unit.into(), counts: fails(2) }).to_vec();
        report
    }

    fn waiver(rule: &str, until: Date) -> Waiver {
        let reason = "网站改版，已报省政府办公厅同意".to_owned();
        Waiver {
            rule: rule.to_owned(),
            reason,
            until: Some(until),
            file: "gongkai.toml".into(),
            line: 7,
            ..Waiver::default()
        }
    }

    #[test]
    fn a_verdict_is_waived_when_all_its_findings_are() {
        let mut report = report();
        let one = Waiver { fingerprint: Some("f1".to_owned()), ..waiver("a/one", date(2020, 3, 31)) };
        report.waive(std::slice::from_ref(&one), date(2019, 12, 31), Language::Zh, |_| true);
        assert_eq!((report.verdicts.fail, report.verdicts.waived), (2, 0), "the rule's other finding stands");
        assert_eq!(report.findings.iter().filter(|finding| finding.waived.is_some()).count(), 1);

        let mut report = self::report();
        let both = Waiver { path: Some("甲.txt".to_owned()), ..waiver("a/one", date(2019, 12, 31)) };
        report.waive(&[both], date(2019, 12, 31), Language::Zh, |_| true);
        assert_eq!((report.verdicts.fail, report.verdicts.waived), (1, 1));
        assert_eq!((report.rules[0].counts.fail, report.rules[0].counts.waived), (0, 1));
        assert_eq!((report.tasks[0].counts.fail, report.tasks[0].counts.waived), (1, 1));
        assert!(report.units.iter().all(|unit| (unit.counts.fail, unit.counts.waived) == (1, 1)));
    }

    #[test]
    fn one_that_has_run_out_accepts_nothing_and_is_a_finding_with_its_line() {
        let mut report = report();
        report.waive(&[waiver("a/two", date(2019, 12, 30))], date(2019, 12, 31), Language::Zh, |_| true);
        assert!(report.findings.iter().all(|finding| finding.waived.is_none()));
        let about = report.findings.iter().find(|finding| &*finding.rule == WAIVER_EXPIRED).unwrap();
        assert_eq!((&*about.subject.path, about.subject.row), ("gongkai.toml", Some(7)));
        assert!(
            about.message.contains("2019-12-30") && about.message.contains("网站改版"),
            "{}",
            about.message
        );
    }

    #[test]
    fn one_that_nothing_needs_is_a_finding_only_where_its_rule_ran() {
        let mut report = report();
        let elsewhere = Waiver { path: Some("丙.txt".to_owned()), ..waiver("a/one", date(2020, 3, 31)) };
        let not_run = waiver("a/three", date(2020, 3, 31));
        report.waive(&[elsewhere, not_run], date(2019, 12, 31), Language::En, |_| true);
        let unused: Vec<_> =
            report.findings.iter().filter(|finding| &*finding.rule == WAIVER_UNUSED).collect();
        assert_eq!(unused.len(), 1);
        assert!(unused[0].message.contains("a/one"), "{}", unused[0].message);
    }
}
