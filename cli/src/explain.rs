//! `gongkai explain`: how the records of a dossier came to their verdicts.

use crate::args::{Common, ExplainArgs, ListFormat};
use crate::output::{self, Exit, pick};
use crate::setup::{Examples, Setup, as_of, unknown_rule};
use anyhow::bail;
use gongkai::{Asked, Checker, Explained, Language, Options};
use gongkai_io::{AuditRun, CheckRun, Fixing, read_dossier, render};
use std::sync::Arc;

/// How many records are shown.
const MOST: usize = 20;

pub(crate) fn run(args: &ExplainArgs, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::of_dossier(common, &args.folder)?;
    let language = setup.language;
    let rules = setup.rules(common, &[], Examples::Without)?;
    let day = as_of(common);
    let is_fingerprint = args.what.len() >= 6 && args.what.chars().all(|sign| sign.is_ascii_hexdigit());
    if !is_fingerprint && rules.set.get(&args.what).is_none() {
        return Err(unknown_rule(language, &args.what, rules.set.nearest(&args.what)));
    }
    let options = Options {
        as_of: Some(day),
        language,
        previews: true,
        region: setup.config.region.clone(),
        calendar: gongkai_rules::calendar(),
        ..Options::default()
    };
    let reading = args.reading.options(language)?;
    let auditor = setup.auditor(&rules, options.clone())?;
    let folder = read_dossier(&args.folder, rules.set.schema(), &setup.config, &reading);
    let asked = match is_fingerprint {
        true => Asked::Fingerprint(&args.what),
        false => Asked::Rule(&args.what),
    };
    let Explained { explanations, more } = auditor.explain(&folder.dossier, day, asked, MOST);
    let output = common.output.as_deref();
    if explanations.is_empty() {
        let checker = Checker::new(Arc::clone(&rules.set), options)?;
        let texts =
            CheckRun { checker: &checker, reading, fixing: Fixing::Off, snippets: true, progress: None };
        let mut checked = AuditRun { auditor: &auditor, texts }.audit(&folder, day);
        checked.report.findings.retain(|finding| match is_fingerprint {
            true => finding.fingerprint.starts_with(&args.what),
            false => *finding.rule == *args.what,
        });
        if checked.report.findings.is_empty() {
            bail!(pick(
                language,
                "没有这样的判定：规则没有适用于任何记录，或指纹有误",
                "there is no such verdict: the rule applied to no record, or the fingerprint is wrong"
            ));
        }
        // A rule on texts has no steps: what it found explains itself.
        let words = match args.format {
            ListFormat::Json => render::json(&checked.report.findings)?,
            ListFormat::Text => {
                render::text(&checked.report, &checked.snippets, language, output::color(output))
            }
        };
        output::write(output, &words)?;
        return Ok(Exit::Clean);
    }
    match args.format {
        ListFormat::Json => output::write(output, &render::json(&explanations)?)?,
        ListFormat::Text => {
            output::write(output, &render::explanations(&explanations, &rules.set, language))?;
        }
    }
    if more > 0 {
        output::notice(
            language,
            &match language {
                Language::Zh => format!("另有 {more} 条记录未列出；用问题的指纹只看一条"),
                Language::En => {
                    format!("{more} more records are not shown; a finding's fingerprint shows one alone")
                }
            },
        );
    }
    Ok(Exit::Clean)
}
