//! `gongkai check`: documents on their own.

use crate::args::{CheckArgs, Common, ReportFormat, verdicts};
use crate::output::{self, Exit, notice, pick};
use crate::progress::Bar;
use crate::setup::{Examples, Setup, as_of};
use anyhow::bail;
use gongkai::Language;
use gongkai::report::Waiver;
use gongkai::rule::FixSafety;
use gongkai_io::render::{self, Color, Summary, View, Written};
use gongkai_io::{Annotating, Change, CheckRun, Checked, Fixing, gather};

pub(crate) fn run(args: &CheckArgs, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::new(common)?;
    let language = setup.language;
    let rules = setup.rules(common, &[], Examples::Texts)?;
    let mut options = setup.options(&args.rules, common);
    options.region = args.region.clone().or(options.region);
    let checker = setup.checker(&rules, options)?;

    let reading = args.reading.options(language)?;
    let intake = gather(&args.paths, reading.convert);
    let bar = Bar::new(intake.inputs.len(), common);
    let run = CheckRun {
        checker: &checker,
        reading,
        fixing: fixing(args, language)?,
        snippets: args.report.format.needs_snippets() && !args.diff,
        progress: Some(&bar),
    };
    let mut checked = run.check(&intake.inputs);
    drop(bar);
    let is_checked = |waiver: &Waiver| intake.inputs.iter().any(|input| waiver.is_of(&input.path));
    setup.waive(&mut checked.report, &rules, common, is_checked)?;
    setup.against(args.report.baseline.as_deref(), &mut checked.report)?;

    let exit = output::problems(language, &intake, &checked.problems, checked.report.documents as usize);
    output::remarks(language, &checked.remarks);
    for words in render::notes(&intake, &checked, language) {
        notice(language, &words);
    }
    let copies = args.annotate.as_deref().map(|folder| {
        let annotating = Annotating { folder, reading, language, date: as_of(common), fixes: args.fix };
        annotating.write(&intake.inputs, &checked.report)
    });
    let (copies, unwritten) = copies.unwrap_or_default();
    for problem in &unwritten {
        output::error(language, &problem.describe(language));
    }
    for copy in &copies {
        let words = pick(language, "已写批注：", "annotated: ");
        output::tell(&format!("{words}{}", copy.display()));
    }
    let exit = if unwritten.is_empty() { exit } else { Exit::Unusable };
    let problems = [intake.problems, std::mem::take(&mut checked.problems)].concat();
    let view = View {
        report: &checked.report,
        rules: &rules.set,
        snippets: &checked.snippets,
        problems: &problems,
        tasks: &gongkai_rules::task_titles(),
        language,
        fail_on: setup.fail_on(&args.rules),
        verdicts: verdicts(args.report.all_verdicts),
    };
    if let Some(words) = args.report.format.library().and_then(|format| format.remark(&view)) {
        notice(language, &words);
    }
    write(args, common, &checked, &view)?;
    Ok(match exit {
        Exit::Clean if setup.fails(&checked.report, &args.rules) => Exit::Findings,
        exit => exit,
    })
}

fn fixing(args: &CheckArgs, language: Language) -> anyhow::Result<Fixing> {
    let most = if args.unsafe_fixes { FixSafety::Unsafe } else { FixSafety::Safe };
    Ok(match (args.fix, args.diff) {
        // The fixes are tracked changes of the copies.
        _ if args.annotate.is_some() => Fixing::Off,
        (true, _) => Fixing::Write(most),
        (_, true) => Fixing::Show(most),
        _ if args.unsafe_fixes => {
            bail!(pick(
                language,
                "--unsafe-fixes 须与 --fix 或 --diff 同用",
                "--unsafe-fixes goes with --fix or --diff"
            ))
        }
        _ => Fixing::Off,
    })
}

fn write(args: &CheckArgs, common: &Common, checked: &Checked, view: &View<'_>) -> anyhow::Result<()> {
    let output = common.output.as_deref();
    let language = view.language;
    // Of standard input, the mended text is the result, and the report goes beside it.
    let returned: Option<&str> = checked.mended.iter().find_map(|mended| match &mended.change {
        Change::Returned(text) => Some(text.as_str()),
        _ => None,
    });
    let beside = returned.is_some() && output.is_none();
    let color = if beside { Color::Plain } else { output::color(output) };
    let text = args.report.format == ReportFormat::Text && !args.diff;
    let mut data = match args.report.format.library() {
        _ if args.diff => Written::Text(diffs(checked)),
        None => Written::Text(render::text(&checked.report, &checked.snippets, language, color)),
        Some(format) => format.write(view)?,
    };
    let mended = match args.diff {
        true => 0,
        false => checked.mended.iter().map(|mended| mended.applied).sum(),
    };
    let mut summary = Summary { report: &checked.report, mended }.words(language);
    if common.quiet || checked.report.documents == 0 {
        summary.clear();
    }
    if let Written::Text(data) = &mut data
        && text
    {
        data.push_str(&summary);
        summary.clear();
    }
    if let Some(text) = returned {
        output::write(None, text)?;
    }
    match data {
        Written::Text(data) | Written::Table(data) if beside => output::tell(data.trim_end()),
        Written::Text(data) => output::write_styled(output, &data, color)?,
        other => output::write_report(language, output, &other)?,
    }
    if !summary.is_empty() {
        output::tell(summary.trim_end());
    }
    Ok(())
}

fn diffs(checked: &Checked) -> String {
    checked
        .mended
        .iter()
        .filter_map(|mended| match &mended.change {
            Change::Shown(diff) => Some(diff.as_str()),
            _ => None,
        })
        .collect()
}
