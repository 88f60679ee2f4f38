//! `gongkai rules`: what the rules are, and whether they hold.

mod coverage;
mod list;
mod show;
mod test;

use crate::args::{Common, RulesCommand, SchemaOf};
use crate::output::Exit;

pub(crate) fn run(command: &RulesCommand, common: &Common) -> anyhow::Result<Exit> {
    match command {
        RulesCommand::List { format } => list::run(*format, common),
        RulesCommand::Show { id } => show::run(id, common),
        RulesCommand::Test { pack } => test::run(pack.as_deref(), common),
        RulesCommand::Coverage { format } => coverage::run(*format, common),
        RulesCommand::Schema => crate::schema::run(SchemaOf::Rules, common),
    }
}
