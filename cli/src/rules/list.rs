//! `gongkai rules list`.

use crate::args::{Common, ListFormat};
use crate::output::{self, Exit};
use crate::setup::{Examples, Setup};
use gongkai_io::render;

pub(crate) fn run(format: ListFormat, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::new(common)?;
    let rules = setup.rules(common, &[], Examples::Without)?;
    let words = match format {
        ListFormat::Text => render::rule_table(&rules.set, setup.language),
        ListFormat::Json => render::json(&render::RuleList::new(&rules.set))?,
    };
    output::write(common.output.as_deref(), &words)?;
    Ok(Exit::Clean)
}
