//! `gongkai tasks`: a notice's work items as a ledger.

use crate::args::{Common, TasksArgs};
use crate::output::Exit;

pub(crate) fn run(_args: &TasksArgs, _common: &Common) -> anyhow::Result<Exit> {
    anyhow::bail!("tasks")
}
