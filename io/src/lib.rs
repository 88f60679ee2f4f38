//! Files in, reports out: what the command, the Python package and a service share around the checker.
//!
//! [`gather`] names the texts of files and folders, [`CheckRun`] reads, checks and mends them, [`render`] writes what came
//! of it. [`table`] reads and writes the tables of an office. [`load_packs`] reads a user's rules, [`Config`] a `gongkai.toml`. What cannot be used becomes a [`Problem`]
//! with its reason; nothing here ends the program.

#![forbid(unsafe_code)]

mod annotate;
mod archive;
mod audit;
mod check;
mod config;
mod convert;
pub mod docx;
mod dossier;
mod encoding;
pub mod html;
mod intake;
mod kind;
mod markdown;
mod mend;
mod pack;
mod parallel;
#[cfg(feature = "pdf")]
pub mod pdf;
mod problem;
mod quiet;
mod read;
mod reading;
pub mod render;
pub mod table;
mod write;

pub use annotate::Annotating;
pub use archive::Entry;
pub use audit::AuditRun;
pub use check::{Change, CheckRun, Checked, Fixing, MendedText, Progress};
pub use config::{Authority, Config, ConfigError, FailOn};
pub use dossier::{DossierFolder, read_dossier};
pub use encoding::{TextEncoding, UnknownEncoding};
pub use intake::{Input, Intake, Place, gather};
pub use kind::FileKind;
pub use pack::{PackFolder, describe_rule_error, load_packs};
pub use problem::{Format, Problem, Reason};
pub use read::{ReadOptions, read, read_document, read_file, read_input};
pub use reading::{At, FileRecord, Origins, Piece, Reading, Remark};
pub use write::write_atomically;

use gongkai::Language;

/// The words in the language of messages.
pub(crate) fn say(language: Language, zh: impl Into<String>, en: impl Into<String>) -> String {
    match language {
        Language::Zh => zh.into(),
        Language::En => en.into(),
    }
}
