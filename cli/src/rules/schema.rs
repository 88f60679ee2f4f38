//! `gongkai rules schema`: the JSON Schema of a rule file, from the types that read it.

use crate::args::Common;
use crate::output::{self, Exit};
use gongkai_io::render;

pub(crate) fn run(common: &Common) -> anyhow::Result<Exit> {
    output::write(common.output.as_deref(), &render::json(&gongkai::rule::schema())?)?;
    Ok(Exit::Clean)
}
