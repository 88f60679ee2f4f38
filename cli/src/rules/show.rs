//! `gongkai rules show ID`.

use crate::args::Common;
use crate::output::{self, Exit};
use crate::setup::{Examples, Setup, unknown_rule};
use gongkai_io::render;

pub(crate) fn run(id: &str, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::new(common)?;
    let rules = setup.rules(common, &[], Examples::With)?;
    let Some(rule) = rules.set.get(id) else {
        return Err(unknown_rule(setup.language, id, rules.set.nearest(id)));
    };
    output::write(common.output.as_deref(), &render::rule_page(rule, setup.language))?;
    Ok(Exit::Clean)
}
