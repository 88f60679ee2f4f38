//! `gongkai.toml`: what a folder's checks have in common. Strict: an unknown key is an error with the nearest known one.

use gongkai::Language;
use gongkai::report::Waiver;
use serde::{Deserialize, Deserializer};
use std::path::{Path, PathBuf};

/// At which severity findings make the check fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum FailOn {
    #[default]
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// Whether findings of that severity fail a run.
    pub fn is_met_by(self, severity: gongkai::Severity) -> bool {
        match self {
            Self::Error => severity <= gongkai::Severity::Error,
            Self::Warning => severity <= gongkai::Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// What the file says. Options given to the command go before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Rules to run: ids, or `folder/`.
    pub select: Vec<String>,
    /// Rules not to run.
    pub ignore: Vec<String>,
    /// Folders of packs, relative to the file.
    pub packs: Vec<PathBuf>,
    /// When the check fails.
    pub fail_on: Option<FailOn>,
    /// The region of the texts.
    pub region: Option<String>,
    /// The language of messages.
    pub lang: Option<Language>,
    /// Of a dossier: whose it is.
    pub authority: Option<Authority>,
    /// Findings that are accepted for a time: `[[waivers]]`.
    #[serde(deserialize_with = "waivers")]
    pub waivers: Vec<Waiver>,
}

/// Waivers with the byte at which each begins, in `line` until the text is at hand.
fn waivers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Waiver>, D::Error> {
    let waivers = Vec::<toml::Spanned<Waiver>>::deserialize(deserializer)?;
    Ok(waivers
        .into_iter()
        .map(|waiver| {
            let line = waiver.span().start as u32;
            Waiver { line, ..waiver.into_inner() }
        })
        .collect())
}

/// The authority whose records a dossier holds; its words are those of the `authority` kind of record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Authority {
    /// Its name.
    pub name: Option<String>,
    /// Its region, from the province down.
    pub region: Option<String>,
    /// Its level: `province` or 省级.
    pub level: Option<String>,
    /// `government` or `department`.
    pub body: Option<String>,
    /// The first day of the dossier's period, in quotation marks.
    pub period_from: Option<String>,
    /// The last day.
    pub period_to: Option<String>,
}

/// Why a configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// The system's words.
        reason: String,
    },
    /// It is wrong.
    #[error("{path}:{line}:{column}: {message}{}", suggestion.as_ref().map(|name| format!(" (`{name}`?)")).unwrap_or_default())]
    Wrong {
        /// The file.
        path: String,
        /// Line, from 1.
        line: u32,
        /// Column, from 1.
        column: u32,
        /// What is wrong.
        message: String,
        /// The nearest known name.
        suggestion: Option<String>,
    },
}

impl Config {
    /// The name of the file.
    pub const NAME: &'static str = "gongkai.toml";

    /// Looks for the file in `folder` and the folders above it.
    pub fn find(folder: &Path) -> Option<PathBuf> {
        folder.ancestors().map(|folder| folder.join(Self::NAME)).find(|path| path.is_file())
    }

    /// Reads the file. Packs become relative to where the command runs.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
            path: path.to_string_lossy().into_owned(),
            reason: error.to_string(),
        })?;
        let mut config = Self::parse(&text, &path.to_string_lossy())?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for pack in &mut config.packs {
            *pack = folder.join(&*pack);
        }
        Ok(config)
    }

    fn parse(text: &str, path: &str) -> Result<Self, ConfigError> {
        let source = gongkai::source::Source::new(text);
        let wrong = |at: u32, message: String| {
            let position = source.position(at);
            ConfigError::Wrong {
                path: path.to_owned(),
                line: position.line,
                column: position.column,
                suggestion: suggestion(&message),
                message,
            }
        };
        let mut config: Self = toml::from_str(text).map_err(|error| {
            wrong(error.span().map_or(0, |span| span.start) as u32, error.message().to_owned())
        })?;
        for waiver in &mut config.waivers {
            let missing = match (&waiver.reason, waiver.until) {
                (reason, _) if reason.trim().is_empty() => Some("reason"),
                (_, None) => Some("until"),
                _ => None,
            };
            if let Some(missing) = missing {
                return Err(wrong(waiver.line, format!("a waiver needs its `{missing}`")));
            }
            waiver.file = path.into();
            waiver.line = source.position(waiver.line).line;
        }
        Ok(config)
    }
}

/// "unknown field `x`, expected one of `a`, `b`" → the nearest of them.
fn suggestion(message: &str) -> Option<String> {
    if !message.starts_with("unknown ") {
        return None;
    }
    let mut names = message.split('`').skip(1).step_by(2);
    let unknown = names.next()?;
    gongkai::rule::nearest(unknown, names).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_names_its_place_and_the_nearest_known_one() {
        let error = Config::parse("lang = \"en\"\nignored = [\"text/\"]\n", "gongkai.toml").unwrap_err();
        let words = error.to_string();
        assert!(words.starts_with("gongkai.toml:2:1: unknown field `ignored`"), "{words}");
        assert!(words.ends_with("(`ignore`?)"), "{words}");
    }

    #[test]
    fn a_waiver_has_its_line_and_needs_a_reason_and_an_end() {
        let waiver = "lang = \"zh\"\n\n[[waivers]]\nrule = \"a/b\"\nuntil = 2020-03-31\nreason = ";
        let config = Config::parse(&format!("{waiver}\"网站改版\"\n"), "gongkai.toml").unwrap();
        assert_eq!((config.waivers[0].line, &*config.waivers[0].file), (3, "gongkai.toml"));
        let error = Config::parse(&format!("{waiver}\" \"\n"), "gongkai.toml").unwrap_err().to_string();
        assert_eq!(error, "gongkai.toml:3:1: a waiver needs its `reason`");
        let endless = "[[waivers]]\nrule = \"a/b\"\nreason = \"x\"\n";
        let error = Config::parse(endless, "gongkai.toml").unwrap_err().to_string();
        assert!(error.contains("missing field `until`"), "{error}");
    }

    #[test]
    fn every_key_is_read() {
        let text = "select = [\"format/\"]\nignore = []\npacks = [\"mine\"]\nfail_on = \"warning\"\nregion = \"山东省\"\nlang = \"en\"\n";
        let config = Config::parse(text, "").unwrap();
        assert_eq!(config.fail_on, Some(FailOn::Warning));
        assert_eq!(config.lang, Some(Language::En));
    }
}
