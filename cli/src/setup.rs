//! Options and configuration → rules ready to run.

use crate::args::{Common, RuleChoice};
use crate::output::{error, pick};
use anyhow::{Context, anyhow, bail};
use gongkai::report::{Baseline, Waiver};
use gongkai::rule::{Pack, RuleError};
use gongkai::{Auditor, CheckError, Checker, Language, Options, PackSource, Report, RuleSet};
use gongkai_io::{Config, FailOn, PackFolder, describe_rule_error, load_packs};
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What every subcommand starts from.
#[derive(Debug)]
pub(crate) struct Setup {
    pub(crate) config: Config,
    pub(crate) language: Language,
}

/// Rules with the folders that a user's packs came from.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) set: Arc<RuleSet>,
    pub(crate) folders: Vec<PackFolder>,
}

/// Whether rules come with their examples, which only their tests and their pages need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Examples {
    Without,
    /// As `Without`, the rules on texts alone.
    Texts,
    With,
}

impl Setup {
    pub(crate) fn new(common: &Common) -> anyhow::Result<Self> {
        let path = match &common.config {
            Some(path) => Some(path.clone()),
            None => std::env::current_dir().ok().and_then(|folder| {
                let found = Config::find(&folder)?;
                // Below the working folder it is named as a user would name it.
                Some(found.strip_prefix(&folder).map(Path::to_path_buf).unwrap_or(found))
            }),
        };
        let config = path.map(|path| Config::read(&path)).transpose()?.unwrap_or_default();
        let language = common.lang.map(Language::from).or(config.lang).unwrap_or_default();
        Ok(Self { config, language })
    }

    /// As [`Setup::new`] for a dossier: its own configuration speaks for it, where none is named.
    pub(crate) fn of_dossier(common: &Common, folder: &Path) -> anyhow::Result<Self> {
        let own = folder.join(Config::NAME);
        if common.config.is_some() || !own.is_file() {
            return Self::new(common);
        }
        let config = Config::read(&own)?;
        let language = common.lang.map(Language::from).or(config.lang).unwrap_or_default();
        Ok(Self { config, language })
    }

    /// What the command line and the configuration say of a run.
    pub(crate) fn options(&self, choice: &RuleChoice, common: &Common) -> Options {
        let or_config = |given: &[String], config: &[String]| {
            if given.is_empty() { config.to_vec() } else { given.to_vec() }
        };
        Options {
            as_of: Some(as_of(common)),
            language: self.language,
            select: or_config(&choice.select, &self.config.select),
            ignore: or_config(&choice.ignore, &self.config.ignore),
            previews: choice.preview,
            region: self.config.region.clone(),
            calendar: gongkai_rules::calendar(),
            ..Options::default()
        }
    }

    /// Marks what the configuration's waivers accept. `seen` says whether what a waiver speaks of was checked.
    pub(crate) fn waive(
        &self,
        report: &mut Report,
        rules: &Rules,
        common: &Common,
        seen: impl Fn(&Waiver) -> bool,
    ) -> anyhow::Result<()> {
        for waiver in &self.config.waivers {
            if rules.set.get(&waiver.rule).is_none() && !gongkai_rules::rule_ids().any(|id| id == waiver.rule)
            {
                let wrong = unknown_rule(self.language, &waiver.rule, rules.set.nearest(&waiver.rule));
                bail!("{}:{}: {wrong}", waiver.file, waiver.line);
            }
        }
        report.waive(&self.config.waivers, as_of(common), self.language, seen);
        Ok(())
    }

    /// Leaves what an earlier report knew out of this one.
    pub(crate) fn against(&self, baseline: Option<&Path>, report: &mut Report) -> anyhow::Result<()> {
        let Some(path) = baseline else { return Ok(()) };
        let words = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let baseline = Baseline::from_json(&words).map_err(|error| {
            let what = pick(self.language, "不是 --format json 的报告", "it is no report of --format json");
            anyhow!("{}: {what} ({error})", path.display())
        })?;
        baseline.apply(report);
        Ok(())
    }

    /// Whether a report's findings make the command fail.
    pub(crate) fn fails(&self, report: &Report, choice: &RuleChoice) -> bool {
        let fail_on = self.fail_on(choice);
        report.findings.iter().any(|finding| finding.waived.is_none() && fail_on.is_met_by(finding.severity))
    }

    /// From which severity findings make the command fail.
    pub(crate) fn fail_on(&self, choice: &RuleChoice) -> FailOn {
        choice.fail_on.map(FailOn::from).or(self.config.fail_on).unwrap_or_default()
    }

    /// Loads the packs: the built-in ones, the configuration's, the command line's, `more`.
    pub(crate) fn rules(
        &self,
        common: &Common,
        more: &[PathBuf],
        examples: Examples,
    ) -> anyhow::Result<Rules> {
        let mut folders: Vec<PackFolder> = Vec::new();
        for folder in self.config.packs.iter().chain(&common.packs).chain(more) {
            for pack in load_packs(folder).map_err(|problem| anyhow!(problem.describe(self.language)))? {
                if !folders.iter().any(|known| is_same(&known.folder, &pack.folder)) {
                    folders.push(pack);
                }
            }
        }
        self.refuse_namesakes(common, &folders)?;
        let sources: Vec<PackSource> = folders.iter().map(|pack| pack.source.clone()).collect();
        let loaded = match (common.no_builtin, examples) {
            (true, _) => RuleSet::load(&sources),
            (false, Examples::With) => RuleSet::load(&[gongkai_rules::sources(), sources].concat()),
            // A pack of the user's may need the kinds of records.
            (false, Examples::Texts) if sources.is_empty() => compile(gongkai_rules::text_packs(), &[]),
            (false, Examples::Without | Examples::Texts) => compile(gongkai_rules::packs(), &sources),
        };
        match loaded {
            Ok(set) => Ok(Rules { set: Arc::new(set), folders }),
            Err(errors) => {
                for wrong in &errors {
                    error(self.language, &describe_rule_error(wrong, &folders, self.language));
                }
                bail!(pick(
                    self.language,
                    "规则包有误，没有检查",
                    "a rule pack is wrong; nothing was checked"
                ))
            }
        }
    }

    /// A report names packs by their folders' names: no two may have the same.
    fn refuse_namesakes(&self, common: &Common, folders: &[PackFolder]) -> anyhow::Result<()> {
        let built_in = if common.no_builtin { Vec::new() } else { gongkai_rules::ids() };
        let mut ids: Vec<&str> =
            built_in.iter().copied().chain(folders.iter().map(|pack| pack.source.id.as_str())).collect();
        ids.sort_unstable();
        match ids.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => match self.language {
                Language::Zh => bail!("有两个规则包都叫 {}，请给其中一个文件夹改名", pair[0]),
                Language::En => bail!("two packs are named {}; rename one of the folders", pair[0]),
            },
            None => Ok(()),
        }
    }

    /// A checker, or the reason why there is none. What is said of rules on records is for the audit.
    pub(crate) fn checker(&self, rules: &Rules, mut options: Options) -> anyhow::Result<Checker> {
        let is_for_audit = |name: &String| {
            let means = |id: &str| id == name || (name.ends_with('/') && id.starts_with(name.as_str()));
            !rules.set.rules().iter().any(|rule| means(rule.id())) && gongkai_rules::rule_ids().any(means)
        };
        options.ignore.retain(|name| !is_for_audit(name));
        let selected = options.select.len();
        options.select.retain(|name| !is_for_audit(name));
        if selected > 0 && options.select.is_empty() {
            bail!(pick(
                self.language,
                "所选规则都用于台账，请用 gongkai audit",
                "the rules selected are all on records: use `gongkai audit`"
            ));
        }
        let checker = Checker::new(Arc::clone(&rules.set), options).map_err(|wrong| self.describe(&wrong))?;
        if checker.empty_report().rules.is_empty() {
            bail!(pick(
                self.language,
                "没有要运行的规则：请检查 --select、--ignore、--packs 和 gongkai.toml",
                "no rule is left to run: look at --select, --ignore, --packs and gongkai.toml"
            ));
        }
        Ok(checker)
    }

    /// An auditor, or the reason why there is none.
    pub(crate) fn auditor(&self, rules: &Rules, options: Options) -> anyhow::Result<Auditor> {
        let auditor = Auditor::new(Arc::clone(&rules.set), options).map_err(|wrong| self.describe(&wrong))?;
        match auditor.rule_errors().first() {
            Some(wrong) => bail!(describe_rule_error(wrong, &rules.folders, self.language)),
            None => Ok(auditor),
        }
    }

    fn describe(&self, error: &CheckError) -> anyhow::Error {
        match error {
            CheckError::UnknownRule { name, nearest } => {
                unknown_rule(self.language, name, nearest.as_deref())
            }
            other => anyhow!(other.to_string()),
        }
    }
}

/// Whether two paths name one folder.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    one == other || one.canonicalize().ok().is_some_and(|one| other.canonicalize().ok() == Some(one))
}

/// That there is no such rule, and the nearest that there is.
pub(crate) fn unknown_rule(language: Language, name: &str, nearest: Option<&str>) -> anyhow::Error {
    match (language, nearest) {
        (Language::Zh, Some(known)) => anyhow!("没有规则 {name}，是不是 {known}？"),
        (Language::Zh, None) => anyhow!("没有规则 {name}；gongkai rules list 列出全部规则"),
        (Language::En, Some(known)) => anyhow!("no rule `{name}` (`{known}`?)"),
        (Language::En, None) => anyhow!("no rule `{name}`; `gongkai rules list` lists them all"),
    }
}

/// The day on which things are judged.
pub(crate) fn as_of(common: &Common) -> Date {
    common.as_of.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
}

fn compile(mut packs: Vec<Pack>, sources: &[PackSource]) -> Result<RuleSet, Vec<RuleError>> {
    let mut errors = Vec::new();
    for source in sources {
        match Pack::read(source) {
            Ok(pack) => packs.push(pack),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { RuleSet::compile_with(packs, sources) } else { Err(errors) }
}
