//! What the command understands. Help is in Chinese, then in English.

use crate::reading::ReadingArgs;
use clap::{Args, Parser, Subcommand, ValueEnum};
use gongkai::Language;
use gongkai_io::FailOn;
use gongkai_io::render::{Format, Verdicts};
use jiff::civil::Date;
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "gongkai",
    version,
    about = "政务公开检查工具 · Checks Chinese government information disclosure",
    after_help = "退出状态 · Exit status:
  0  没有达到 --fail-on 级别的问题 · nothing at or above --fail-on
  1  有问题 · findings
  2  命令有误，或有文件无法检查（其余文件照常检查） · the command or an input was unusable (the rest is still checked)"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every subcommand.
#[derive(Debug, Args)]
#[command(next_help_heading = "通用选项 · Common options")]
pub(crate) struct Common {
    /// 提示语言 · Language of messages [默认 · default: zh]
    #[arg(long, global = true, value_enum, value_name = "LANG", hide_possible_values = false)]
    pub(crate) lang: Option<Lang>,
    /// 配置文件；默认从当前文件夹向上找 gongkai.toml · Configuration; default: gongkai.toml, looked for upward
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// 另加的规则包文件夹，可多次使用 · Folder of a rule pack, added to the built-in ones; repeatable
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) packs: Vec<PathBuf>,
    /// 不用内置规则包 · Leave out the built-in packs
    #[arg(long, global = true)]
    pub(crate) no_builtin: bool,
    /// 以哪一天为准判断，如 2019-12-31；默认今天 · The day on which things are judged; default: today
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// 结果写入文件 · Write the result to a file instead of standard output
    #[arg(long, short, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 不输出小结 · Leave out the summary
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

impl Common {
    /// The language as the options say it; the configuration may say otherwise where they do not.
    pub(crate) fn language(&self) -> Language {
        self.lang.unwrap_or(Lang::Zh).into()
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 检查公文 · Check documents
    Check(CheckArgs),
    /// 审计一个机关一年的卷宗（文件和台账） · Audit an authority's year: its documents and tables
    Audit(AuditArgs),
    /// 说明判定怎样得出：事实、步骤、期限的推算 · Show how a verdict came about: facts, steps, the deadline's reckoning
    Explain(ExplainArgs),
    /// 建立空卷宗（带表头的空表） · Write an empty dossier with headed tables
    Init(InitArgs),
    /// 从任务分工通知列出任务台账 · List a notice's tasks with their units and deadlines
    Tasks(TasksArgs),
    /// 输出公文的解析结果（JSON） · Print the parsed parts of documents as JSON
    Extract(ExtractArgs),
    /// 查看、测试规则 · Look at rules and test them
    Rules(RulesArgs),
    /// 台账记录、规则文件、报告的 JSON Schema · The JSON Schema of records, rule files or reports
    Schema {
        /// 哪一种 · Of what
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// 生成命令补全脚本 · Print a completion script
    Completions {
        /// 命令行环境 · The shell
        shell: clap_complete::Shell,
    },
}

/// Which rules run, and when what they find makes the command fail.
#[derive(Debug, Args)]
pub(crate) struct RuleChoice {
    /// 只运行这些规则：规则号或“目录/”，逗号分隔 · Run only these rules: ids or `folder/`, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub(crate) select: Vec<String>,
    /// 不运行这些规则 · Rules not to run
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub(crate) ignore: Vec<String>,
    /// 也运行试用规则 · Also run preview rules
    #[arg(long)]
    pub(crate) preview: bool,
    /// 问题达到哪一级时退出状态为 1 · Severity from which the exit status is 1 [默认 · default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) fail_on: Option<FailLevel>,
}

/// How a report is written, and what it leaves out.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// 输出格式；xlsx 须同时指明 --output · Format of the result; xlsx needs --output
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ReportFormat,
    /// sarif 中一并列出豁免、已消除、无法判定、通过和不适用的；GitHub 会把它们都显示为问题 · SARIF: also what is waived, gone, unjudged, passed or not applicable; GitHub shows it all as alerts
    #[arg(long)]
    pub(crate) all_verdicts: bool,
    /// 先前的 JSON 报告：其中已有的问题不再列出，已消除的另行说明 · An earlier JSON report: what it knew is left out, what is gone is told
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// 文件、文件夹，或 - 表示标准输入 · Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
    /// 改正可安全改正的问题并写回文件 · Apply safe fixes and write the files
    #[arg(long)]
    pub(crate) fix: bool,
    /// 只显示改动，不写文件 · Show what --fix would change and write nothing
    #[arg(long, conflicts_with_all = ["fix", "format"])]
    pub(crate) diff: bool,
    /// 连同可能影响文意的改动 · With --fix or --diff: also fixes that may change the meaning
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
    /// 把 Word 文件连同批注另存到这个文件夹；加 --fix 时可安全改正的写成修订，原文件都不动 · Write copies of Word documents with the findings as comments into this folder; with --fix, safe fixes as tracked changes; originals stay
    #[arg(long, value_name = "DIR", conflicts_with_all = ["diff", "unsafe_fixes"])]
    pub(crate) annotate: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) rules: RuleChoice,
    /// 文件所属地区，如 山东省；默认由文件自身判断 · Region of the documents; default: what they say themselves
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// 卷宗文件夹 · The dossier's folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
    /// 问题按什么归类 · What findings are listed under
    #[arg(long, value_enum, default_value = "task")]
    pub(crate) by: GroupBy,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) rules: RuleChoice,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// 问题指纹的开头，或规则号 · The beginning of a finding's fingerprint, or a rule's id
    #[arg(value_name = "FINGERPRINT|RULE")]
    pub(crate) what: String,
    /// 卷宗文件夹 · The dossier's folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// 输出格式 · Format of the result
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// 新卷宗的文件夹 · The new dossier's folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupBy {
    Task,
    Unit,
    Rule,
    Document,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    Records,
    Rules,
    Report,
}

#[derive(Debug, Args)]
pub(crate) struct TasksArgs {
    /// 任务分工通知，或 - 表示标准输入 · The notice, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) path: PathBuf,
    /// 输出格式；xlsx 须同时指明 --output · Format of the ledger; xlsx needs --output
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// 一个文件输出缩进的 JSON，文件夹或多个文件每份一行 · One file: indented JSON; a folder or several: one line each
    #[arg(required = true, value_name = "FILE|DIR|-")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    #[command(subcommand)]
    pub(crate) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// 列出规则 · List the rules
    List {
        /// 输出格式 · Format of the list
        #[arg(long, value_enum, default_value = "text")]
        format: ListFormat,
    },
    /// 说明一条规则 · Explain one rule
    Show {
        /// 规则号 · The rule's id
        id: String,
    },
    /// 运行规则自带的示例 · Run the rules' own examples
    Test {
        /// 规则包文件夹；默认全部 · Folder of a pack; default: all packs
        #[arg(value_name = "PACK-DIR")]
        pack: Option<PathBuf>,
    },
    /// 事实条目的规则覆盖情况 · Which fact rows the rules cover
    Coverage {
        /// 输出格式 · Format of the table
        #[arg(long, value_enum, default_value = "text")]
        format: ListFormat,
    },
    /// 规则文件的 JSON Schema · The JSON Schema of a rule file
    Schema,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
    Sarif,
    Html,
    Xlsx,
    Csv,
    Github,
    Gitlab,
    Junit,
    Rdjson,
}

/// Which verdicts SARIF tells.
pub(crate) fn verdicts(all: bool) -> Verdicts {
    if all { Verdicts::All } else { Verdicts::Findings }
}

impl ReportFormat {
    /// As the library has it; `None`: text, which the command writes itself.
    pub(crate) fn library(self) -> Option<Format> {
        Some(match self {
            Self::Text => return None,
            Self::Json => Format::Json,
            Self::Sarif => Format::Sarif,
            Self::Html => Format::Html,
            Self::Xlsx => Format::Xlsx,
            Self::Csv => Format::Csv,
            Self::Github => Format::Github,
            Self::Gitlab => Format::Gitlab,
            Self::Junit => Format::Junit,
            Self::Rdjson => Format::Rdjson,
        })
    }

    /// Whether the words around findings are to be kept.
    pub(crate) fn needs_snippets(self) -> bool {
        self.library().is_none_or(Format::needs_snippets)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Text,
    Json,
    Csv,
    Xlsx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    Zh,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailLevel {
    Error,
    Warning,
    Info,
    Never,
}

impl From<FailLevel> for FailOn {
    fn from(level: FailLevel) -> Self {
        match level {
            FailLevel::Error => Self::Error,
            FailLevel::Warning => Self::Warning,
            FailLevel::Info => Self::Info,
            FailLevel::Never => Self::Never,
        }
    }
}

fn date(words: &str) -> Result<Date, String> {
    words.parse().map_err(|_| "应为日期，如 2019-12-31 · not a date such as 2019-12-31".to_owned())
}
