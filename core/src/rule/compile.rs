//! A rule file → what the checker runs.

use super::condition::RecordRule;
use super::error::{Fault, nearest};
use super::file::{Applies, FixSafety, Part, PatternSpec, RuleFile, Status};
use super::{Lexicon, Pattern, Trust};
use crate::check::structural::{self, Structural};
use crate::document::Form;
use crate::record::Schema;
use crate::report::Severity;
use jiff::civil::Date;
use std::sync::{Arc, OnceLock};

/// A rule ready to run.
#[derive(Debug)]
pub struct CompiledRule {
    /// The rule's id.
    pub(crate) id: Arc<str>,
    /// The pack it came from.
    pub(crate) pack: Arc<str>,
    /// The file's content.
    pub(crate) file: RuleFile,
    pub(crate) applies: Applicability,
    pub(crate) run: Compiled,
}

/// One of the three kinds of check on text.
#[derive(Debug)]
pub(crate) enum Compiled {
    Forbid {
        part: Part,
        patterns: Vec<Pattern>,
        unless: Option<Pattern>,
        replace: Option<String>,
        safety: FixSafety,
    },
    Require {
        part: Part,
        patterns: Vec<Pattern>,
    },
    Lexicon(Lexicon),
    Structural(Box<dyn Structural>),
    /// A rule on records, compiled when an audit first needs it.
    Record(OnceLock<Result<Box<RecordRule>, Fault>>),
}

/// When a rule applies, compiled.
#[derive(Debug, Default)]
pub(crate) struct Applicability {
    pub(crate) since: Option<Date>,
    pub(crate) until: Option<Date>,
    pub(crate) forms: Vec<Form>,
    pub(crate) types: Vec<String>,
    pub(crate) title: Option<Pattern>,
    pub(crate) unless_title: Option<Pattern>,
    pub(crate) text: Option<Pattern>,
    pub(crate) unless_text: Option<Pattern>,
    pub(crate) issuer: Option<Pattern>,
    pub(crate) normative: Option<bool>,
    pub(crate) region: Option<String>,
    pub(crate) levels: Vec<String>,
    pub(crate) bodies: Vec<String>,
}

const LEVELS: [&str; 5] = ["state", "province", "city", "county", "township"];

const BODIES: [&str; 2] = ["government", "department"];

const FORMS: [(&str, Form); 4] = [
    ("official", Form::Official),
    ("law", Form::Law),
    ("annual_report", Form::AnnualReport),
    ("other", Form::Other),
];

const TYPES: [&str; 15] = [
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案",
    "函", "纪要",
];

impl Applicability {
    fn new(file: &RuleFile, pack_region: Option<&str>, trust: Trust) -> Result<Self, Fault> {
        let applies = &file.applies;
        let Applies {
            forms, types, title, unless_title, text, unless_text, issuer, normative, region, ..
        } = applies;
        let pattern = |source: &Option<String>, key: &str| {
            source.as_ref().map(|source| Pattern::plain(source, key, trust)).transpose()
        };
        let forms = forms
            .iter()
            .map(|name| {
                FORMS.iter().find(|(known, _)| known == name).map(|(_, form)| *form).ok_or_else(|| {
                    let fault = Fault::at("applies.forms", format!("`{name}` is no form of text"));
                    match nearest(name, FORMS.iter().map(|(known, _)| *known)) {
                        Some(known) => fault.suggest(format!("`{known}`?")),
                        None => fault.suggest("official, law, annual_report or other"),
                    }
                })
            })
            .collect::<Result<_, _>>()?;
        if let Some(name) = types.iter().find(|name| !TYPES.contains(&name.as_str())) {
            return Err(Fault::at(
                "applies.types",
                format!("`{name}` is none of the fifteen types of document"),
            )
            .suggest(TYPES.join("、")));
        }
        for (names, known, key) in [
            (&applies.levels, &LEVELS[..], "applies.levels"),
            (&applies.bodies, &BODIES[..], "applies.bodies"),
        ] {
            if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
                let fault = Fault::at(key, format!("`{name}` is not known here"));
                return Err(fault.suggest(known.join(", ")));
            }
        }
        if let (Some(since), Some(until)) = (file.since, file.until)
            && since >= until
        {
            return Err(Fault::at(
                "until",
                format!("the rule ends on {until}, not after it begins on {since}: it can never apply"),
            ));
        }
        Ok(Self {
            since: file.since,
            until: file.until,
            forms,
            types: types.clone(),
            title: title
                .as_ref()
                .map(|source| Pattern::new(source, &[], "applies.title", false, trust))
                .transpose()?,
            unless_title: pattern(unless_title, "applies.unless_title")?,
            text: pattern(text, "applies.text")?,
            unless_text: pattern(unless_text, "applies.unless_text")?,
            issuer: pattern(issuer, "applies.issuer")?,
            normative: *normative,
            region: region.as_deref().or(pack_region).map(str::to_owned),
            levels: applies.levels.clone(),
            bodies: applies.bodies.clone(),
        })
    }
}

impl CompiledRule {
    pub(crate) fn new(
        id: &str,
        pack: &Arc<str>,
        region: Option<&str>,
        file: RuleFile,
        schema: &Schema,
        trust: Trust,
    ) -> Result<Self, Fault> {
        if file.basis.is_empty() {
            return Err(Fault::at("basis", "a rule needs the law that it stands on"));
        }
        let recalled = file.basis.iter().all(|basis| basis.certainty == super::Certainty::Recalled);
        if recalled && file.severity == Severity::Error {
            return Err(Fault::at("severity", "a rule whose law is only recalled cannot be an error")
                .suggest("`warning`"));
        }
        if file.on != "text" {
            return Self::on_records(id, pack, region, file, schema, trust);
        }
        if let Some(key) = ["when", "require", "date", "let"]
            .into_iter()
            .zip([
                file.when.is_some(),
                file.require.is_some(),
                file.date.is_some(),
                !file.definitions.is_empty(),
            ])
            .find_map(|(key, given)| given.then_some(key))
        {
            return Err(Fault::at(key, format!("`{key}` belongs to a rule on records"))
                .suggest("on = \"document\", or another kind of record"));
        }
        if trust == Trust::Checked {
            for (at, example) in file.examples.iter().enumerate() {
                if let Some(key) = example.records.keys().next() {
                    return Err(Fault::at(format!("examples.{at}.{key}"), format!("unknown field `{key}`"))
                        .suggest("`text`, `match`, `fixed`, `as_of`, `note`"));
                }
            }
        }
        let run = match (&file.pattern, &file.lexicon, &file.check) {
            (Some(spec), None, None) => compile_pattern(spec, trust)?,
            (None, Some(spec), None) => Compiled::Lexicon(Lexicon::new(spec, trust)?),
            (None, None, Some(spec)) => Compiled::Structural(structural::build(spec)?),
            _ => return Err(Fault::whole("a rule has exactly one of [pattern], [lexicon] and [check]")),
        };
        if trust == Trust::Checked {
            check_placeholders(&file, &run)?;
        }
        let applies = Applicability::new(&file, region, trust)?;
        Ok(Self { id: id.into(), pack: Arc::clone(pack), file, applies, run })
    }

    fn on_records(
        id: &str,
        pack: &Arc<str>,
        region: Option<&str>,
        file: RuleFile,
        schema: &Schema,
        trust: Trust,
    ) -> Result<Self, Fault> {
        if file.pattern.is_some() || file.lexicon.is_some() || file.check.is_some() {
            return Err(Fault::whole("a rule on records has `require`, not [pattern], [lexicon] or [check]"));
        }
        let compiled = OnceLock::new();
        if trust == Trust::Checked {
            let _ = compiled.set(Ok(Box::new(RecordRule::new(&file, schema)?)));
            check_examples(&file, schema)?;
        }
        let applies = Applicability::new(&file, region, trust)?;
        let run = Compiled::Record(compiled);
        Ok(Self { id: id.into(), pack: Arc::clone(pack), file, applies, run })
    }

    /// Whether it looks at records and not at texts.
    pub fn is_on_records(&self) -> bool {
        matches!(self.run, Compiled::Record(_))
    }

    /// The rule on records, compiled at its first use.
    pub(crate) fn record_rule(&self, schema: &Schema) -> Option<Result<&RecordRule, &Fault>> {
        let Compiled::Record(compiled) = &self.run else { return None };
        let compiled = compiled.get_or_init(|| RecordRule::new(&self.file, schema).map(Box::new));
        Some(compiled.as_ref().map(|rule| &**rule))
    }

    /// The rule's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The id of the pack that it came from.
    pub fn pack(&self) -> &str {
        &self.pack
    }

    /// What its file says.
    pub fn file(&self) -> &RuleFile {
        &self.file
    }

    pub(crate) fn runs_by_default(&self) -> bool {
        self.file.status != Status::Preview
    }
}

/// Parts so long that a pattern is not tried at their every character.
pub(crate) fn is_scanned(part: Part) -> bool {
    matches!(part, Part::Text | Part::Body)
}

fn compile_pattern(spec: &PatternSpec, trust: Trust) -> Result<Compiled, Fault> {
    let all = |sources: &[String], key: &str, scanned: bool| {
        let key = |index: usize| if sources.len() == 1 { key.to_owned() } else { format!("{key}.{index}") };
        sources
            .iter()
            .enumerate()
            .map(|(index, source)| Pattern::new(source, &spec.near, &key(index), scanned, trust))
            .collect::<Result<Vec<_>, _>>()
    };
    match (spec.forbid.is_empty(), spec.require.is_empty()) {
        (false, true) => {
            if spec.unless.as_ref().is_some_and(|unless| spec.forbid.contains(unless)) {
                return Err(Fault::at(
                    "pattern.unless",
                    "what is forbidden is let pass by the same pattern: the rule can never match",
                ));
            }
            Ok(Compiled::Forbid {
                part: spec.part,
                patterns: all(&spec.forbid, "pattern.forbid", is_scanned(spec.part))?,
                unless: spec
                    .unless
                    .as_ref()
                    .map(|source| Pattern::plain(source, "pattern.unless", trust))
                    .transpose()?,
                replace: spec.replace.clone(),
                safety: spec.safety,
            })
        }
        (true, false) => {
            Ok(Compiled::Require { part: spec.part, patterns: all(&spec.require, "pattern.require", false)? })
        }
        _ => Err(Fault::at("pattern", "a pattern has either `forbid` or `require`")),
    }
}

/// Every `{name}` of a message must be one that the check gives.
fn check_placeholders(file: &RuleFile, run: &Compiled) -> Result<(), Fault> {
    let message = &file.message;
    for (key, words) in [("message.zh", &message.zh), ("message.en", &message.en)] {
        if words.is_empty() {
            return Err(Fault::at(key, "the message is empty"));
        }
    }
    let mut all = vec![("message.zh", &message.zh), ("message.en", &message.en)];
    if let Some(why) = &message.why {
        all.extend([("message.why.zh", &why.zh), ("message.why.en", &why.en)]);
    }
    if let Some(help) = &message.help {
        all.extend([("message.help.zh", &help.zh), ("message.help.en", &help.en)]);
    }
    let mut known: Vec<String> = vec!["match".to_owned()];
    match run {
        Compiled::Forbid { patterns, .. } => {
            // Naming the groups compiles the pattern, so only messages that ask for a group pay for it.
            let mut names = all.iter().flat_map(|(_, words)| placeholders(words));
            if names.any(|name| name != "match" && name != "replace") {
                known.extend(patterns.iter().flat_map(Pattern::group_names).cloned());
            }
            known.push("replace".to_owned());
        }
        Compiled::Require { .. } | Compiled::Record(_) => {}
        Compiled::Lexicon(_) => known.push("replace".to_owned()),
        Compiled::Structural(check) => known.extend(check.variables().iter().map(|&name| name.to_owned())),
    }
    for (key, words) in all {
        if let Some(name) = placeholders(words).find(|name| !known.iter().any(|known| known == name)) {
            let fault = Fault::at(key, format!("this check gives no `{{{name}}}`"));
            return Err(match nearest(name, known.iter().map(String::as_str)) {
                Some(known) => fault.suggest(format!("`{{{known}}}`?")),
                None => fault.suggest(format!("it gives {}", known.join(", "))),
            });
        }
    }
    Ok(())
}

/// The names between braces.
pub(crate) fn placeholders(message: &str) -> impl Iterator<Item = &str> {
    message.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// Examples of a rule on records: each key is the record, the plural of a kind, or the authority.
fn check_examples(file: &RuleFile, schema: &Schema) -> Result<(), Fault> {
    let Some(kind) = schema.kind(&file.on) else { return Ok(()) };
    let variable = schema.get(kind).variable.as_str();
    let wrong = |at: usize, key: &str, message: String| {
        let known = schema.kinds().iter().map(|kind| kind.plural.as_str()).chain([variable, "authority"]);
        let fault = Fault::at(format!("examples.{at}.{key}"), message);
        match nearest(key, known) {
            Some(known) => fault.suggest(format!("`{known}`?")),
            None => fault.suggest(format!("`{variable}`, or the plural of a kind")),
        }
    };
    for (at, example) in file.examples.iter().enumerate() {
        if !example.text.is_empty() || example.excerpt.is_some() || example.fixed.is_some() {
            return Err(wrong(
                at,
                "text",
                "an example of a rule on records has records, not a text".to_owned(),
            ));
        }
        if !example.records.contains_key(variable) && file.on != "authority" {
            return Err(wrong(at, "verdict", format!("the example has no `{variable}`")));
        }
        for key in example.records.keys() {
            if key != variable && key != "authority" && schema.plural(key).is_none() {
                return Err(wrong(at, key, format!("no kind of record is called `{key}`")));
            }
        }
    }
    Ok(())
}
