//! The checker: rules and options in, immutable; a text in, a report out.

use super::options::{Language, Options};
use super::scan::{Scanner, scan_parts};
use super::sink::{Hit, Sink};
use super::structural::{Context, Outcome, Shared};
use super::title_index::TitleIndex;
use super::{message, part};
use crate::document::Document;
use crate::report::{
    Counts, Finding, Fingerprinter, Fix, Places, Report, RuleCounts, Subject, Unjudged, Verdict,
};
use crate::rule::{Applicability, Compiled, CompiledRule, Localized, RuleSet, is_scanned};
use crate::source::Span;
use jiff::civil::Date;
use std::sync::Arc;

/// Why a text was not checked, or a checker not built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// The text is longer than [`Options::max_bytes`].
    #[error("the text has {bytes} bytes, more than max_bytes = {limit}")]
    TooLarge {
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// A line is longer than [`Options::max_line_bytes`].
    #[error("line {line} has {bytes} bytes, more than max_line_bytes = {limit}")]
    LineTooLong {
        /// The line, from 1.
        line: u32,
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// `select` or `ignore` names no rule.
    #[error("no rule `{name}`{}", nearest.as_ref().map(|nearest| format!(" (`{nearest}`?)")).unwrap_or_default())]
    UnknownRule {
        /// The name as given.
        name: String,
        /// The nearest id.
        nearest: Option<String>,
    },
}

/// A text with the name by which findings call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input<'t> {
    /// The name: a path, an id.
    pub path: Arc<str>,
    /// The text.
    pub text: &'t str,
}

impl<'t> Input<'t> {
    /// A text named `path`.
    pub fn new(path: impl Into<Arc<str>>, text: &'t str) -> Self {
        Self { path: path.into(), text }
    }
}

/// Rules and options, immutable, `Send + Sync`. Several checkers live side by side.
///
/// ```
/// use gongkai::{Checker, Input, Options, PackSource, RuleSet};
/// use std::sync::Arc;
///
/// # let pack = PackSource {
/// #     id: "ours".to_owned(),
/// #     manifest: r#"
/// #         name = { zh = "本单位", en = "Our office" }
/// #         version = "1.0.0"
/// #     "#.to_owned(),
/// #     files: vec![("text/doubled-comma.toml".to_owned(), r#"
/// #         name = { zh = "逗号重复", en = "Doubled comma" }
/// #         severity = "warning"
/// #         [pattern]
/// #         forbid = '，，'
/// #         replace = '，'
/// #         [message]
/// #         zh = "逗号重复：“{match}”"
/// #         en = "doubled comma: “{match}”"
/// #         [[basis]]
/// #         document = "标点符号用法"
/// #         number = "GB/T 15834-2011"
/// #         certainty = "second_hand"
/// #     "#.to_owned())],
/// # };
/// let rules = Arc::new(RuleSet::load(&[pack]).map_err(|errors| errors[0].clone())?);
/// let checker = Checker::new(rules, Options::default())?;
/// let texts = ["要抓好落实，按时报送。", "要抓好落实，，按时报送。"];
/// let found: Vec<usize> = std::thread::scope(|scope| {
///     let threads = texts.map(|text| scope.spawn(|| checker.check(&Input::new("a.txt", text))));
///     threads.map(|thread| thread.join().unwrap().map_or(0, |report| report.findings.len())).to_vec()
/// });
/// assert_eq!(found, [0, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Checker {
    rules: Arc<RuleSet>,
    options: Options,
    /// Indices into `rules` of those that run.
    active: Vec<u32>,
    texts: Vec<RuleText>,
    scanner: Scanner,
    titles: TitleIndex,
}

/// A rule's words in the checker's language, shared by its findings.
#[derive(Debug)]
struct RuleText {
    id: Arc<str>,
    why: Option<Arc<str>>,
    help: Option<Arc<str>>,
    task: Option<Arc<str>>,
}

impl Checker {
    /// A checker of `rules` with `options`. A name in `select` or `ignore` that no rule has is an error.
    pub fn new(rules: Arc<RuleSet>, options: Options) -> Result<Self, CheckError> {
        known_names(&rules, &options)?;
        let active: Vec<u32> = (0u32..)
            .zip(rules.rules())
            .filter(|(_, rule)| !rule.is_on_records() && options.wants(rule.id(), rule.runs_by_default()))
            .map(|(index, _)| index)
            .collect();
        let say = |words: &Localized| -> Arc<str> {
            match options.language {
                Language::En if !words.en.is_empty() => words.en.as_str().into(),
                _ => words.zh.as_str().into(),
            }
        };
        let texts = active
            .iter()
            .map(|&index| {
                let rule = &rules.rules()[index as usize];
                let file = rule.file();
                RuleText {
                    id: Arc::clone(&rule.id),
                    why: file.message.why.as_ref().map(say),
                    help: file.message.help.as_ref().map(say),
                    task: file.task.as_deref().map(Arc::from),
                }
            })
            .collect();
        let running: Vec<&CompiledRule> =
            active.iter().map(|&index| &rules.rules()[index as usize]).collect();
        let scanner = Scanner::new((0..).zip(running.iter().copied()));
        let titles = TitleIndex::new(&running);
        drop(running);
        Ok(Self { rules, options, active, texts, scanner, titles })
    }

    /// The rules that it was built from.
    pub fn rules(&self) -> &Arc<RuleSet> {
        &self.rules
    }

    /// Its options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// A report of no text, to merge others into.
    pub fn empty_report(&self) -> Report {
        let counts = |text: &RuleText| RuleCounts { rule: Arc::clone(&text.id), counts: Counts::default() };
        Report {
            rules: self.texts.iter().map(counts).collect(),
            ..Report::empty(self.options.as_of, self.rules.packs())
        }
    }

    /// Parses and checks one text.
    pub fn check(&self, input: &Input<'_>) -> Result<Report, CheckError> {
        self.admit(input.text)?;
        let document = Document::parse(input.text);
        Ok(self.check_document(&input.path, &document))
    }

    /// Whether a text is within the limits.
    fn admit(&self, text: &str) -> Result<(), CheckError> {
        let limit = self.options.max_bytes;
        if text.len() > limit {
            return Err(CheckError::TooLarge { bytes: text.len(), limit });
        }
        let limit = self.options.max_line_bytes;
        if text.len() > limit {
            let mut start = 0;
            for (line, end) in (1u32..).zip(memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()])) {
                if end - start > limit {
                    return Err(CheckError::LineTooLong { line, bytes: end - start, limit });
                }
                start = end + 1;
            }
        }
        Ok(())
    }

    /// Checks a document that was parsed before.
    pub fn check_document(&self, path: &Arc<str>, document: &Document<'_>) -> Report {
        let rules: Vec<&CompiledRule> =
            self.active.iter().map(|&index| &self.rules.rules()[index as usize]).collect();
        let judged_on = document.dated_on().or(self.options.as_of);
        let title = document.title.as_ref().map_or("", |title| title.text.as_str());
        let applies: Vec<bool> = self
            .titles
            .candidates(title)
            .into_iter()
            .zip(&rules)
            .map(|(candidate, rule)| candidate && self.applies(&rule.applies, document, judged_on))
            .collect();
        let mut verdicts: Vec<Verdict> = applies
            .iter()
            .map(|&applies| if applies { Verdict::Pass } else { Verdict::NotApplicable })
            .collect();
        let mut missing = Vec::new();
        let mut sink = Sink::default();
        self.scanner.scan(document, &rules, &applies, &mut sink);
        let shared = Shared::default();
        for (index, rule) in rules.iter().enumerate().filter(|(index, _)| applies[*index]) {
            sink.rule = index as u32;
            match self.run(rule, document, &shared, &mut sink) {
                Outcome::Judged => {}
                Outcome::NotApplicable => verdicts[index] = Verdict::NotApplicable,
                Outcome::Unjudged(facts) => {
                    verdicts[index] = Verdict::Unjudged;
                    missing.push((index, facts));
                }
            }
        }
        for hit in &sink.hits {
            verdicts[hit.rule as usize] = Verdict::Fail;
        }
        let subject = Subject {
            kind: "text".into(),
            id: document.number.as_ref().map(|number| number.text.as_str().into()),
            path: Arc::clone(path),
            sheet: None,
            row: None,
        };
        let mut report = self.empty_report();
        report.documents = 1;
        for (counts, &verdict) in report.rules.iter_mut().zip(&verdicts) {
            counts.counts.count(verdict);
            report.verdicts.count(verdict);
        }
        report.unjudged = missing
            .into_iter()
            .filter(|(index, _)| verdicts[*index] == Verdict::Unjudged)
            .map(|(index, facts)| Unjudged {
                rule: Arc::clone(&self.texts[index].id),
                subject: subject.clone(),
                missing: facts.iter().map(|&fact| fact.to_owned()).collect(),
            })
            .collect();
        report.findings = self.findings(document, &rules, sink.hits, &subject);
        report
    }

    fn run(&self, rule: &CompiledRule, document: &Document<'_>, shared: &Shared, sink: &mut Sink) -> Outcome {
        let (part, is_required) = match &rule.run {
            Compiled::Structural(check) => {
                return check.run(Context { document, options: &self.options, shared }, sink);
            }
            Compiled::Forbid { part, .. } => (*part, false),
            Compiled::Lexicon(lexicon) => (lexicon.part, false),
            Compiled::Record(_) => return Outcome::NotApplicable,
            Compiled::Require { part, .. } => (*part, true),
        };
        if !is_required && is_scanned(part) {
            return Outcome::Judged;
        }
        let spans = part::spans(document, part);
        if spans.is_empty() {
            return Outcome::NotApplicable;
        }
        if let Compiled::Require { patterns, .. } = &rule.run {
            let found = spans
                .iter()
                .any(|span| patterns.iter().any(|pattern| pattern.is_match(document.slice(*span))));
            if !found {
                sink.hit(anchor(document, spans[0]));
            }
        } else {
            scan_parts(document.text(), &spans, rule, sink);
        }
        Outcome::Judged
    }

    fn applies(&self, applies: &Applicability, document: &Document<'_>, judged_on: Option<Date>) -> bool {
        let title = || document.title.as_ref().map_or("", |title| title.text.as_str());
        let in_time = judged_on.is_none_or(|day| {
            applies.since.is_none_or(|since| day >= since) && applies.until.is_none_or(|until| day < until)
        });
        in_time
            && (applies.forms.is_empty() || applies.forms.contains(&document.form))
            && (applies.types.is_empty()
                || document
                    .document_type()
                    .is_some_and(|kind| applies.types.iter().any(|name| name == kind.name())))
            && applies.normative.is_none_or(|normative| document.is_normative() == normative)
            && applies.region.as_deref().is_none_or(|region| match &self.options.region {
                Some(given) => given.starts_with(region),
                None => document.region() == Some(region),
            })
            && applies.title.as_ref().is_none_or(|pattern| pattern.is_match(title()))
            && applies.unless_title.as_ref().is_none_or(|pattern| !pattern.is_match(title()))
            && applies
                .issuer
                .as_ref()
                .is_none_or(|pattern| document.issuers().into_iter().any(|issuer| pattern.is_match(issuer)))
            && applies.text.as_ref().is_none_or(|pattern| pattern.is_match(document.text()))
            && applies.unless_text.as_ref().is_none_or(|pattern| !pattern.is_match(document.text()))
    }

    fn findings(
        &self,
        document: &Document<'_>,
        rules: &[&CompiledRule],
        mut hits: Vec<Hit>,
        subject: &Subject,
    ) -> Vec<Finding> {
        // The longer of two hits of one rule at one place comes first, and the one inside it goes.
        hits.sort_by_key(|hit| (hit.span.start, hit.rule, std::cmp::Reverse(hit.span.end)));
        let mut last = vec![None::<Span>; rules.len()];
        hits.retain(|hit| {
            let last = &mut last[hit.rule as usize];
            let inside = last.is_some_and(|span| span.contains(hit.span) && !hit.span.is_empty());
            if !inside {
                *last = Some(hit.span);
            }
            !inside
        });
        let mut fingerprints = Fingerprinter::default();
        let mut place = Places::default();
        hits.into_iter()
            .map(|hit| {
                let index = hit.rule as usize;
                let (text, file) = (&self.texts[index], rules[index].file());
                let excerpt = document.slice(hit.span);
                let template = match self.options.language {
                    Language::Zh => &file.message.zh,
                    Language::En => &file.message.en,
                };
                let value = |name: &str| match name {
                    "match" => Some(excerpt),
                    _ => {
                        hit.variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
                    }
                };
                // Most words hold no name and are shared by all findings of the rule.
                let fill_shared = |words: &Arc<str>| match words.contains('{') {
                    true => message::fill(words, value).into(),
                    false => Arc::clone(words),
                };
                let message = message::fill(template, value);
                let line = document.source.line_at(hit.span.start).span();
                Finding {
                    rule: Arc::clone(&text.id),
                    severity: file.severity,
                    message,
                    why: text.why.as_ref().map(fill_shared),
                    help: text.help.as_ref().map(fill_shared),
                    subject: subject.clone(),
                    span: Some(place.of(&document.source, hit.span)),
                    excerpt: excerpt.to_owned(),
                    basis: Arc::clone(&file.basis),
                    task: text.task.clone(),
                    owner: None,
                    deadline: None,
                    fix: hit.fix.map(|(safety, edits)| Fix { safety, edits }),
                    fingerprint: fingerprints.make(&text.id, &subject.path, document.text(), line, hit.span),
                    waived: None,
                    origin: None,
                }
            })
            .collect()
    }
}

/// Every name in `select` and `ignore` is a rule's, or the beginning of one.
pub(super) fn known_names(rules: &RuleSet, options: &Options) -> Result<(), CheckError> {
    for name in options.select.iter().chain(&options.ignore) {
        let known = rules
            .rules()
            .iter()
            .any(|rule| rule.id() == name || (name.ends_with('/') && rule.id().starts_with(name.as_str())));
        if !known {
            let nearest = rules.nearest(name).map(str::to_owned);
            return Err(CheckError::UnknownRule { name: name.clone(), nearest });
        }
    }
    Ok(())
}

/// A finding about a whole part is shown at its title, or at the part's first words.
fn anchor(document: &Document<'_>, part: Span) -> Span {
    if let Some(title) = &document.title
        && part.contains(title.span)
    {
        return title.span;
    }
    let line = document.source.line_at(part.start);
    Span::new(part.start.max(line.content_start), line.content_end.max(part.start).min(part.end))
}
