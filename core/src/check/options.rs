//! What a checker is told besides its rules.

use crate::calendar::Calendar;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// Settings of a checker. `Options::default()` runs every stable rule on every text.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day on which things are judged; without it, rules that need it are `unjudged`.
    pub as_of: Option<Date>,
    /// The language of messages.
    pub language: Language,
    /// Rule ids, or beginnings of ids (`format/`), to run; empty: all.
    pub select: Vec<String>,
    /// Rule ids, or beginnings of ids, not to run.
    pub ignore: Vec<String>,
    /// Whether preview rules run.
    pub previews: bool,
    /// The region of the texts (山东省), for packs that bind one; without it the text itself is asked.
    pub region: Option<String>,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// The longest text in bytes.
    pub max_bytes: usize,
    /// The longest line in bytes.
    pub max_line_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            as_of: None,
            language: Language::Zh,
            select: Vec::new(),
            ignore: Vec::new(),
            previews: false,
            region: None,
            calendar: Arc::new(Calendar::default()),
            max_bytes: 64 << 20,
            max_line_bytes: 8 << 20,
        }
    }
}

impl Options {
    pub(crate) fn wants(&self, id: &str, by_default: bool) -> bool {
        let named = |names: &[String]| {
            names.iter().any(|name| id == name || (name.ends_with('/') && id.starts_with(name.as_str())))
        };
        let selected = if self.select.is_empty() {
            by_default || self.previews
        } else {
            named(&self.select) && (by_default || self.previews || self.select.iter().any(|name| name == id))
        };
        selected && !named(&self.ignore)
    }
}
