//! `gongkai audit`: a dossier, its records held against each other and its texts checked.

use crate::args::{AuditArgs, Common, GroupBy, TableFormat};
use crate::output::{self, Exit, notice, pick};
use crate::setup::{Examples, Setup, as_of};
use anyhow::bail;
use gongkai::{Auditor, Options, Severity};
use gongkai_io::render::{self, By, Summary};
use gongkai_io::{CheckRun, Config, FailOn, Fixing, read_dossier};

pub(crate) fn run(args: &AuditArgs, common: &Common) -> anyhow::Result<Exit> {
    let mut setup = Setup::new(common)?;
    let language = setup.language;
    if !args.folder.is_dir() {
        bail!(pick(language, "audit 要一个文件夹", "audit takes a folder"));
    }
    // The dossier's own configuration speaks for it, where none is named.
    let own = args.folder.join(Config::NAME);
    if common.config.is_none() && own.is_file() {
        setup.config = Config::read(&own)?;
    }
    let rules = setup.rules(common, &[], Examples::Without)?;
    let day = as_of(common);
    let or_config = |given: &[String], config: &[String]| {
        if given.is_empty() { config.to_vec() } else { given.to_vec() }
    };
    let options = Options {
        as_of: Some(day),
        language,
        select: or_config(&args.select, &setup.config.select),
        ignore: or_config(&args.ignore, &setup.config.ignore),
        previews: args.preview,
        region: setup.config.region.clone(),
        calendar: gongkai_rules::calendar(),
        ..Options::default()
    };
    let auditor = Auditor::new(rules.set.clone(), options.clone())?;
    if let Some(error) = auditor.rule_errors().first() {
        bail!(error.to_string());
    }
    let folder = read_dossier(&args.folder, rules.set.schema(), &setup.config, options.max_bytes);
    let mut report = auditor.audit(&folder.dossier, day);
    let checker = gongkai::Checker::new(rules.set.clone(), options)?;
    let checked = CheckRun { checker: &checker, fixing: Fixing::Off, snippets: false }.check(&folder.texts);
    auditor.join(&mut report, checked.report, &folder.dossier, day);

    let mut unusable = false;
    for problem in folder.problems.iter().chain(&checked.problems) {
        output::error(language, &problem.describe(language));
        unusable = true;
    }
    for problem in folder.dossier.problems() {
        match problem.is_error() {
            true => output::error(language, &problem.describe(language)),
            false => notice(language, &problem.describe(language)),
        }
        unusable |= problem.is_error();
    }
    // The authority is always there; a folder of nothing else has nothing to audit.
    if folder.dossier.len() <= 1 && folder.texts.is_empty() {
        bail!(pick(
            language,
            "文件夹里没有可以审计的表格或文件",
            "the folder holds no table or document to audit"
        ));
    }
    let output = common.output.as_deref();
    let by = match args.by {
        GroupBy::Task => By::Task,
        GroupBy::Unit => By::Unit,
        GroupBy::Rule => By::Rule,
        GroupBy::Document => By::Document,
    };
    match args.format {
        TableFormat::Text => {
            let mut words = render::audit(&report, by, &gongkai_rules::task_titles(), language);
            if !common.quiet {
                words.push_str(&Summary { report: &report, baseline: None, mended: 0 }.words(language));
            }
            output::write(output, &words)?;
        }
        TableFormat::Json => output::write(output, &render::json(&report)?)?,
        TableFormat::Csv => output::write_csv(output, &render::ledger_table(&report, language)?)?,
        TableFormat::Xlsx => {
            output::write_workbook(language, output, &render::ledger_workbook(&report, language)?)?;
        }
    }
    let level = args.fail_on.map(FailOn::from).or(setup.config.fail_on).unwrap_or_default();
    let fails = match level {
        FailOn::Error => report.has_at_least(Severity::Error),
        FailOn::Warning => report.has_at_least(Severity::Warning),
        FailOn::Info => report.has_at_least(Severity::Info),
        FailOn::Never => false,
    };
    Ok(match (unusable, fails) {
        (true, _) => Exit::Unusable,
        (_, true) => Exit::Findings,
        _ => Exit::Clean,
    })
}
