//! What could not be judged, by what is missing: the tables and columns that an office would have to fill.

use crate::say;
use gongkai::record::{Kind, Schema};
use gongkai::{Language, Report, RuleSet};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The missing facts, each with how many verdicts and which rules wait for it.
pub(super) fn unjudged(report: &Report, rules: &RuleSet, language: Language) -> String {
    let mut missing: BTreeMap<String, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for unjudged in &report.unjudged {
        for name in &unjudged.missing {
            let words = describe(rules.schema(), &unjudged.subject.kind, name, language);
            let (count, rules) = missing.entry(words).or_default();
            *count += 1;
            rules.insert(&unjudged.rule);
        }
    }
    if missing.is_empty() {
        return String::new();
    }
    let mut words = say(language, "无法判定，缺少：\n", "Unjudged for want of:\n");
    for (name, (count, rules)) in missing {
        let listed: Vec<&str> = rules.iter().take(3).copied().collect();
        let more = rules.len().saturating_sub(listed.len());
        let listed = listed.join(say(language, "、", ", ").as_str());
        let more = match more {
            0 => String::new(),
            more => say(language, format!("等{}条规则", more + 3), format!(" and {more} more")),
        };
        let _ = writeln!(
            words,
            "  {}",
            say(
                language,
                format!("{name}：{count} 项 [{listed}]{more}"),
                format!("{name}: {count} [{listed}]{more}"),
            )
        );
    }
    words.push('\n');
    words
}

/// A missing fact as the office calls it: a table, a column of a table, or a setting.
fn describe(schema: &Schema, subject: &str, name: &str, language: Language) -> String {
    let column = |kind: &Kind, field: &str| {
        let field = kind.fields().iter().find(|known| *known.name == *field)?;
        Some(match &*kind.name {
            "authority" => say(
                language,
                format!("gongkai.toml 的 authority.{}", field.name),
                format!("authority.{} of gongkai.toml", field.name),
            ),
            _ => say(
                language,
                format!("“{}”的“{}”", kind.file.name.zh, field.header()),
                format!("{} of {}", field.name, kind.name),
            ),
        })
    };
    let kind = |name: &str| schema.kind(name).map(|kind| schema.get(kind));
    let of_other = || name.split_once('.').and_then(|(of, field)| column(kind(of)?, field));
    let of_own = || column(kind(subject)?, name);
    let table = || {
        let kind = schema.kinds().iter().find(|kind| kind.plural() == name)?;
        Some(say(language, format!("“{}”表", kind.file.name.zh), format!("the table of {}", kind.plural())))
    };
    of_other().or_else(of_own).or_else(table).unwrap_or_else(|| name.to_owned())
}
