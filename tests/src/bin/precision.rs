//! Writes `docs/precision.md` from the samples and the readings; says which rules do not stand.

use gongkai_tests::{precision, root, samples};
use std::process::ExitCode;

#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() -> ExitCode {
    let Some(folder) = samples() else {
        eprintln!("skipped: no samples beside the repository");
        return ExitCode::SUCCESS;
    };
    let rows = match precision::rows(&folder) {
        Ok(rows) => rows,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let path = root().join("docs/precision.md");
    if let Err(error) = std::fs::write(&path, precision::page(&rows)) {
        eprintln!("docs/precision.md: {error}");
        return ExitCode::FAILURE;
    }
    let problems: Vec<String> = rows.iter().filter_map(precision::Row::problem).collect();
    for problem in &problems {
        println!("{problem}");
    }
    println!("{} rules, {} of them not standing", rows.len(), problems.len());
    ExitCode::SUCCESS
}
