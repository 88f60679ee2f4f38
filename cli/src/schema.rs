//! `gongkai schema`: what records, rule files and reports look like, from the types that read and write them.

use crate::args::{Common, SchemaOf};
use crate::output::{self, Exit};
use crate::setup::{Examples, Setup};
use gongkai_io::render;

pub(crate) fn run(of: SchemaOf, common: &Common) -> anyhow::Result<Exit> {
    let schema = match of {
        SchemaOf::Rules => gongkai::rule::schema(),
        SchemaOf::Report => gongkai::report::schema(),
        // The user's packs may have kinds of their own.
        SchemaOf::Records => {
            Setup::new(common)?.rules(common, &[], Examples::Without)?.set.schema().json_schema()
        }
    };
    output::write(common.output.as_deref(), &render::json(&schema)?)?;
    Ok(Exit::Clean)
}
