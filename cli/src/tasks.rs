//! `gongkai tasks`: a notice's work items as a ledger.

use crate::args::{Common, TableFormat, TasksArgs};
use crate::output::{self, Exit, notice, pick};
use crate::setup::Setup;
use gongkai::Document;
use gongkai_io::{Problem, gather, read_document, render};

pub(crate) fn run(args: &TasksArgs, common: &Common) -> anyhow::Result<Exit> {
    let language = Setup::new(common)?.language;
    if args.path.is_dir() {
        anyhow::bail!(pick(language, "tasks 要一份通知，不是文件夹", "tasks takes one notice, not a folder"));
    }
    let options = args.reading.options(language)?;
    let intake = gather(std::slice::from_ref(&args.path), options.convert);
    let Some(input) = intake.inputs.first() else {
        return Ok(output::problems(language, &intake, &[], 0));
    };
    let reading = match read_document(input, &options) {
        Ok(reading) => reading,
        Err(reason) => {
            let problem = Problem::new(input.path.clone(), reason);
            return Ok(output::problems(language, &intake, &[problem], 0));
        }
    };
    let remarks: Vec<_> = reading.remarks.iter().map(|remark| (input.path.clone(), remark.clone())).collect();
    output::remarks(language, &remarks);
    let document = Document::parse(&reading.text);
    let tasks = document.tasks();
    if tasks.is_empty() {
        notice(
            language,
            pick(language, "没有找到任务分工（责任单位）", "no task with its responsible units was found"),
        );
    }
    let output = common.output.as_deref();
    match args.format {
        TableFormat::Text => output::write(output, &render::task_list(&document, language))?,
        TableFormat::Json => output::write(output, &render::json(&tasks)?)?,
        TableFormat::Csv => output::write_csv(output, &render::task_table(&tasks, language)?)?,
        TableFormat::Xlsx => {
            output::write_workbook(language, output, &render::task_workbook(&tasks, language)?)?;
        }
    }
    Ok(Exit::Clean)
}
