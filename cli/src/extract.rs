//! `gongkai extract`: the parts of documents as JSON.

use crate::args::{Common, ExtractArgs};
use crate::output::{self, Exit, notice};
use crate::setup::Setup;
use gongkai::Document;
use gongkai_io::{Problem, gather, read_document, render};
use serde::Serialize;

/// A document with its name.
#[derive(Serialize)]
struct Extract<'d> {
    path: &'d str,
    #[serde(flatten)]
    document: Document<'d>,
}

pub(crate) fn run(args: &ExtractArgs, common: &Common) -> anyhow::Result<Exit> {
    let language = Setup::new(common)?.language;
    let options = args.reading.options(language)?;
    let intake = gather(&args.paths, options.convert);
    let one = matches!(args.paths.as_slice(), [path] if !path.is_dir());
    let (mut out, mut problems, mut remarks, mut read) = (String::new(), Vec::new(), Vec::new(), 0);
    for input in &intake.inputs {
        match read_document(input, &options) {
            Ok(reading) => {
                remarks.extend(reading.remarks.iter().map(|remark| (input.path.clone(), remark.clone())));
                let extract = Extract { path: &input.path, document: Document::parse(&reading.text) };
                let words = if one { render::json(&extract) } else { render::json_line(&extract) };
                out.push_str(&words?);
                read += 1;
            }
            Err(reason) => problems.push(Problem::new(input.path.clone(), reason)),
        }
    }
    let exit = output::problems(language, &intake, &problems, read);
    output::remarks(language, &remarks);
    if let Some(words) = render::passed_over(&intake, language) {
        notice(language, &words);
    }
    output::write(common.output.as_deref(), &out)?;
    Ok(exit)
}
