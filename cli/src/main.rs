//! The command `gongkai`. One file a subcommand; what it does is in the libraries, here are only its words and ways.

mod args;
mod audit;
mod check;
mod explain;
mod extract;
mod init;
mod output;
mod progress;
mod reading;
mod rules;
mod schema;
mod setup;
mod tasks;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use output::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let common = &cli.common;
    let done = match &cli.command {
        Command::Check(args) => check::run(args, common),
        Command::Audit(args) => audit::run(args, common),
        Command::Explain(args) => explain::run(args, common),
        Command::Init(args) => init::run(args, common),
        Command::Tasks(args) => tasks::run(args, common),
        Command::Extract(args) => extract::run(args, common),
        Command::Rules(args) => rules::run(&args.command, common),
        Command::Schema { of } => schema::run(*of, common),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "gongkai", &mut std::io::stdout());
            Ok(Exit::Clean)
        }
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) if output::is_broken_pipe(&error) => Exit::Clean.into(),
        Err(error) => {
            output::error(common.language(), &format!("{error:#}"));
            Exit::Unusable.into()
        }
    }
}
