//! Data to standard output or a file, words about it to standard error, and the exit status.

use anyhow::Context;
use gongkai::Language;
use gongkai_io::render::{Color, Written};
use gongkai_io::{Intake, Problem, Remark};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// How the command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing at or above the level that fails.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// The command or an input was unusable.
    Unusable = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Whether what is written gets colours: on a terminal, unless `NO_COLOR` says otherwise.
pub(crate) fn color(output: Option<&Path>) -> Color {
    match output {
        None if anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never => {
            Color::Styled
        }
        _ => Color::Plain,
    }
}

/// Writes the result as it is.
pub(crate) fn write(output: Option<&Path>, data: &str) -> anyhow::Result<()> {
    match output {
        Some(path) => std::fs::write(path, data).with_context(|| path.display().to_string()),
        None => put(std::io::stdout(), data),
    }
}

/// Writes separated text. Excel takes a file for UTF-8 only by its byte-order mark; a pipe wants none.
pub(crate) fn write_csv(output: Option<&Path>, table: &str) -> anyhow::Result<()> {
    match output {
        Some(_) => write(output, &format!("\u{FEFF}{table}")),
        None => write(None, table),
    }
}

/// Writes a report that is for programs or offices.
pub(crate) fn write_report(
    language: Language,
    output: Option<&Path>,
    report: &Written,
) -> anyhow::Result<()> {
    match report {
        Written::Text(text) => write(output, text),
        Written::Table(table) => write_csv(output, table),
        Written::Bytes(bytes) => write_workbook(language, output, bytes),
    }
}

/// Writes a workbook, which goes to a file alone.
pub(crate) fn write_workbook(language: Language, output: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    let Some(path) = output else {
        anyhow::bail!(pick(
            language,
            "xlsx 须写入文件，请用 --output 指明",
            "xlsx goes to a file: name it with --output"
        ));
    };
    std::fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// Writes a result that may carry colours, in the way of the terminal that it goes to.
pub(crate) fn write_styled(output: Option<&Path>, data: &str, color: Color) -> anyhow::Result<()> {
    match color {
        Color::Styled if output.is_none() => put(anstream::AutoStream::auto(std::io::stdout()), data),
        _ => write(output, data),
    }
}

fn put(mut stdout: impl Write, data: &str) -> anyhow::Result<()> {
    stdout.write_all(data.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Whether whoever reads the result has gone: no error of ours.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// Words on standard error. That it is gone is nothing to fail for.
pub(crate) fn tell(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// An error on standard error.
pub(crate) fn error(language: Language, words: &str) {
    tell(&format!("{}{words}", pick(language, "错误：", "error: ")));
}

/// A notice on standard error.
pub(crate) fn notice(language: Language, words: &str) {
    tell(&format!("{}{words}", pick(language, "注意：", "note: ")));
}

/// Names what cannot be used, and says aloud when nothing is left.
pub(crate) fn problems(language: Language, intake: &Intake, more: &[Problem], read: usize) -> Exit {
    for problem in intake.problems.iter().chain(more) {
        error(language, &problem.describe(language));
    }
    if read == 0 {
        error(language, pick(language, "没有可以检查的文件", "there is nothing to check"));
    }
    if read == 0 || !intake.problems.is_empty() || !more.is_empty() { Exit::Unusable } else { Exit::Clean }
}

/// Says what is to be known of how files were read.
pub(crate) fn remarks(language: Language, remarks: &[(Arc<str>, Remark)]) {
    for (path, remark) in remarks {
        match language {
            Language::Zh => notice(language, &format!("{path}：{}", remark.zh)),
            Language::En => notice(language, &format!("{path}: {}", remark.en)),
        }
    }
}

/// The words in the language of messages.
pub(crate) fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
