//! Word documents copied into a folder with their findings as comments; the documents themselves stay as they are.

use crate::docx::{Annotate, annotate};
use crate::kind::{self, FileKind};
use crate::read::word;
use crate::{Input, Problem, ReadOptions, Reason, read_input};
use gongkai::{Finding, Language, Report};
use jiff::civil::Date;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// What annotated copies are made with.
#[derive(Debug, Clone, Copy)]
pub struct Annotating<'a> {
    /// The folder that they are written into, each under its own path.
    pub folder: &'a Path,
    /// How the documents were read.
    pub reading: ReadOptions,
    /// The language of the comments.
    pub language: Language,
    /// The day that comments and changes bear.
    pub date: Date,
    /// Whether safe fixes are written as tracked changes.
    pub fixes: bool,
}

impl Annotating<'_> {
    /// Writes a copy of each Word document that has findings. Gives the copies, and what could not be written.
    pub fn write(&self, inputs: &[Input], report: &Report) -> (Vec<PathBuf>, Vec<Problem>) {
        let (mut written, mut problems) = (Vec::new(), Vec::new());
        for input in inputs {
            let named = kind::ending(Path::new(&*input.path)).as_deref().and_then(FileKind::of_ending);
            let findings = report.findings.iter().filter(|finding| finding.subject.path == input.path);
            let findings: Vec<Finding> = findings.cloned().collect();
            if named != Some(FileKind::Word) || findings.is_empty() {
                continue;
            }
            match self.one(input, &findings) {
                Ok(path) => written.push(path),
                Err(reason) => problems.push(Problem::new(Arc::clone(&input.path), reason)),
            }
        }
        (written, problems)
    }

    fn one(&self, input: &Input, findings: &[Finding]) -> Result<PathBuf, Reason> {
        let bytes = read_input(input, self.reading.max_bytes)?;
        let options = Annotate {
            reading: word(&self.reading),
            language: self.language,
            date: self.date,
            fixes: self.fixes,
        };
        let annotated = annotate(&bytes, findings, &options)?;
        // Whatever the path goes through, the copy is inside the folder.
        let inside = Path::new(&*input.path).components().filter(|part| matches!(part, Component::Normal(_)));
        let target = self.folder.join(inside.collect::<PathBuf>());
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        if target
            .canonicalize()
            .ok()
            .is_some_and(|there| Path::new(&*input.path).canonicalize().ok() == Some(there))
        {
            return Err(Reason::Exists);
        }
        fs::write(&target, annotated)?;
        Ok(target)
    }
}
