//! `gongkai audit`: a dossier, its records held against each other and its texts checked.

use crate::args::{AuditArgs, Common, GroupBy, verdicts};
use crate::output::{self, Exit, notice, pick};
use crate::progress::Bar;
use crate::setup::{Examples, Setup, as_of};
use anyhow::bail;
use gongkai::Checker;
use gongkai_io::render::{self, By, Summary, View};
use gongkai_io::{AuditRun, CheckRun, Fixing, read_dossier};

pub(crate) fn run(args: &AuditArgs, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::of_dossier(common, &args.folder)?;
    let language = setup.language;
    let is_archive = args.folder.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if !args.folder.is_dir() && !is_archive {
        bail!(pick(language, "audit 要一个文件夹或 .zip", "audit takes a folder or a .zip"));
    }
    let rules = setup.rules(common, &[], Examples::Without)?;
    let options = setup.options(&args.rules, common);
    let reading = args.reading.options(language)?;
    let auditor = setup.auditor(&rules, options.clone())?;
    // Where only rules on records are selected, the texts have nothing to be checked by, which is no error here.
    let checker = Checker::new(rules.set.clone(), options)?;
    let folder = read_dossier(&args.folder, rules.set.schema(), &setup.config, &reading);
    let bar = Bar::new(folder.texts.len(), common);
    let run = CheckRun {
        checker: &checker,
        reading,
        fixing: Fixing::Off,
        snippets: args.report.format.needs_snippets(),
        progress: Some(&bar),
    };
    let checked = AuditRun { auditor: &auditor, texts: run }.audit(&folder, as_of(common));
    drop(bar);
    let mut report = checked.report;
    setup.waive(&mut report, &rules, common, |_| true)?;
    setup.against(args.report.baseline.as_deref(), &mut report)?;

    output::remarks(language, &folder.remarks);
    output::remarks(language, &checked.remarks);
    let problems = [folder.problems, checked.problems].concat();
    let mut unusable = !problems.is_empty();
    for problem in &problems {
        output::error(language, &problem.describe(language));
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
    if setup.config.authority.is_none() {
        notice(
            language,
            pick(
                language,
                "没有 gongkai.toml 或其中没有 [authority]：机关的地区、层级、类别不明，有的规则无法判定",
                "no gongkai.toml, or no [authority] in it: region, level and sort of body are unknown, and some rules cannot judge",
            ),
        );
    }
    let output = common.output.as_deref();
    let by = match args.by {
        GroupBy::Task => By::Task,
        GroupBy::Unit => By::Unit,
        GroupBy::Rule => By::Rule,
        GroupBy::Document => By::Document,
    };
    let view = View {
        report: &report,
        rules: &rules.set,
        snippets: &checked.snippets,
        problems: &problems,
        tasks: &gongkai_rules::task_titles(),
        language,
        fail_on: setup.fail_on(&args.rules),
        verdicts: verdicts(args.report.all_verdicts),
    };
    match args.report.format.library() {
        None => {
            let mut words = render::audit(&view, by);
            if !common.quiet {
                words.push_str(&Summary { report: &report, mended: 0 }.words(language));
            }
            output::write(output, &words)?;
        }
        Some(format) => {
            if let Some(words) = format.remark(&view) {
                notice(language, &words);
            }
            output::write_report(language, output, &format.write(&view)?)?;
        }
    }
    Ok(match (unusable, setup.fails(&report, &args.rules)) {
        (true, _) => Exit::Unusable,
        (_, true) => Exit::Findings,
        _ => Exit::Clean,
    })
}
