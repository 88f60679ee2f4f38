//! `gongkai rules test`: the rules' own examples, ours and a user's.

use crate::args::Common;
use crate::output::{self, Exit, pick};
use crate::setup::{Examples, Setup, is_same};
use anyhow::bail;
use gongkai::rule::run_examples;
use gongkai::{Language, Options};
use gongkai_io::render;
use std::path::Path;

pub(crate) fn run(pack: Option<&Path>, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::new(common)?;
    let language = setup.language;
    let more: Vec<_> = pack.iter().map(|folder| folder.to_path_buf()).collect();
    let rules = setup.rules(common, &more, Examples::With)?;
    // Of one pack, its own rules alone are tested; the others stay loaded, for it may switch them off.
    let packs: Vec<&str> = match pack {
        Some(pack) => rules
            .folders
            .iter()
            .filter(|known| {
                is_same(&known.folder, pack)
                    || known.folder.parent().is_some_and(|above| is_same(above, pack))
            })
            .map(|known| known.source.id.as_str())
            .collect(),
        None => rules.set.packs().iter().map(|pack| &*pack.id).collect(),
    };
    let is_wanted = |id: &str| rules.set.get(id).is_some_and(|rule| packs.contains(&rule.pack()));
    let tested = rules.set.rules().iter().filter(|rule| is_wanted(rule.id())).count();
    if tested == 0 {
        bail!(pick(language, "规则包里没有规则", "the pack has no rules"));
    }
    let options = Options { calendar: gongkai_rules::calendar(), language, ..Options::default() };
    let outcomes = run_examples(&rules.set, &options, is_wanted);
    let problems = outcomes.iter().filter(|outcome| outcome.problem.is_some()).count();
    let examples = outcomes.iter().filter(|outcome| outcome.example > 0).count();
    let mut words = render::example_problems(&outcomes, language);
    words.push_str(&match language {
        Language::Zh => format!("规则 {tested} 条，示例 {examples} 个，不成立 {problems} 个。\n"),
        Language::En => format!("{tested} rules, {examples} examples, {problems} do not hold.\n"),
    });
    output::write(common.output.as_deref(), &words)?;
    Ok(if problems == 0 { Exit::Clean } else { Exit::Findings })
}
