//! Texts read, checked, mended and merged into one report, on as many threads as the machine has cores.
//! The result does not depend on how many.

use crate::encoding::decode;
use crate::mend::FileText;
use crate::parallel::in_pieces;
use crate::render::{Snippets, unified_diff};
use crate::write::write_atomically;
use crate::{
    Input as Text, Place, Problem, ReadOptions, Reading, Reason, Remark, TextEncoding, read_document,
    read_input,
};
use gongkai::rule::FixSafety;
use gongkai::{Checker, Input, Mended, Report};
use std::sync::Arc;

/// What becomes of the fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fixing {
    /// Nothing: they are part of the report.
    #[default]
    Off,
    /// The mended texts are kept for the caller; files stay as they are, and the report is on the texts as they are.
    Show(FixSafety),
    /// Files are written, and the report is on what is left.
    Write(FixSafety),
}

/// One check over many texts.
#[derive(Debug, Clone, Copy)]
pub struct CheckRun<'c> {
    /// The rules and options.
    pub checker: &'c Checker,
    /// How files are read.
    pub reading: ReadOptions,
    /// What becomes of the fixes.
    pub fixing: Fixing,
    /// Whether the words around findings are kept, for a report that shows them.
    pub snippets: bool,
    /// Who is told how far it is.
    pub progress: Option<&'c dyn Progress>,
}

/// Who is told how far a check is.
pub trait Progress: std::fmt::Debug + Sync {
    /// So many texts more are done.
    fn done(&self, count: usize);
}

/// What a check came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The report.
    pub report: Report,
    /// The words around its findings.
    pub snippets: Snippets,
    /// What could not be read, checked or written.
    pub problems: Vec<Problem>,
    /// What the user should know of how files were read.
    pub remarks: Vec<(Arc<str>, Remark)>,
    /// Texts that fixes changed.
    pub mended: Vec<MendedText>,
    /// Texts to which no rule applied.
    pub untouched: Vec<Arc<str>>,
}

/// A text that fixes changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MendedText {
    /// Its name.
    pub path: Arc<str>,
    /// What became of it.
    pub change: Change,
    /// How many findings were mended.
    pub applied: usize,
    /// Whether nothing is left to mend.
    pub settled: bool,
}

/// What became of a mended text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The file was left as it is; the change as a unified diff.
    Shown(String),
    /// The file was written.
    Written,
    /// The text came from standard input; here it is.
    Returned(String),
}

impl CheckRun<'_> {
    /// Checks the texts. Those that cannot be used are named in the result; the others are checked all the same.
    pub fn check(&self, texts: &[Text]) -> Checked {
        let mut whole = self.nothing();
        for part in in_pieces(texts, |piece| self.check_some(piece)) {
            whole.merge(part);
        }
        whole
    }

    fn nothing(&self) -> Checked {
        Checked {
            report: self.checker.empty_report(),
            snippets: Snippets::default(),
            problems: Vec::new(),
            remarks: Vec::new(),
            mended: Vec::new(),
            untouched: Vec::new(),
        }
    }

    fn check_some(&self, texts: &[Text]) -> Checked {
        let mut checked = self.nothing();
        for text in texts {
            if let Err(reason) = self.check_one(text, &mut checked) {
                checked.problems.push(Problem::new(Arc::clone(&text.path), reason));
            }
            if let Some(progress) = self.progress {
                progress.done(1);
            }
        }
        checked
    }

    fn check_one(&self, text: &Text, checked: &mut Checked) -> Result<(), Reason> {
        let reading = read_document(text, &self.reading)?;
        let remarks = reading.remarks.iter().cloned();
        checked.remarks.extend(remarks.map(|remark| (Arc::clone(&text.path), remark)));
        let input = Input::new(Arc::clone(&text.path), &reading.text);
        let fixing = match text.place {
            Place::Entry(_) => Fixing::Off,
            _ if !reading.kind.is_plain() => Fixing::Off,
            _ => self.fixing,
        };
        match fixing {
            Fixing::Show(most) => {
                let report = self.checker.check(&input)?;
                if report.findings.iter().any(|finding| finding.fix.is_some()) {
                    let before = self.own(text, &reading)?;
                    let mut file = FileText::new(before.clone(), &reading);
                    let mended = self.checker.mend_source(&text.path, &mut file, most)?;
                    if file.own() != before {
                        let change = Change::Shown(unified_diff(&text.path, &before, file.own()));
                        checked.mended.push(changed(text, change, &mended));
                    }
                }
                self.keep(text, &reading, report, checked)
            }
            Fixing::Write(most) => {
                let before = self.own(text, &reading)?;
                let mut file = FileText::new(before.clone(), &reading);
                let mended = self.checker.mend_source(&text.path, &mut file, most)?;
                if let Err(reason) = self.write(text, &reading, &before, &file, &mended, checked) {
                    let report = self.checker.check(&input)?;
                    self.keep(text, &reading, report, checked)?;
                    return Err(reason);
                }
                let after = file.reading(&reading);
                self.keep_placed(text, &after, file.own(), mended.report, checked);
                Ok(())
            }
            Fixing::Off => {
                let report = self.checker.check(&input)?;
                let is_refused =
                    self.fixing != Fixing::Off && report.findings.iter().any(|finding| finding.fix.is_some());
                self.keep(text, &reading, report, checked)?;
                if is_refused { Err(Reason::NotMendable) } else { Ok(()) }
            }
        }
    }

    /// The text of a plain file, of which the words that are checked may be a part.
    fn own(&self, text: &Text, reading: &Reading) -> Result<String, Reason> {
        if reading.origins.pieces().is_empty() {
            return Ok(reading.text.clone());
        }
        let bytes = read_input(text, self.reading.max_bytes)?;
        decode(&bytes, Some(reading.encoding)).map(|decoded| decoded.text.into_owned())
    }

    /// Writes a mended text back.
    fn write(
        &self,
        text: &Text,
        reading: &Reading,
        before: &str,
        file: &FileText,
        mended: &Mended,
        checked: &mut Checked,
    ) -> Result<(), Reason> {
        let change = match &text.place {
            Place::File(_) | Place::Entry(_) if file.own() == before => return Ok(()),
            Place::File(path) => {
                let bytes = self.bytes(text, reading.encoding, before, file.own())?;
                write_atomically(path, &bytes).map_err(|error| Reason::NotWritten(error.to_string()))?;
                Change::Written
            }
            Place::Stdin => Change::Returned(file.own().to_owned()),
            Place::Entry(_) => return Err(Reason::NotMendable),
        };
        checked.mended.push(changed(text, change, mended));
        Ok(())
    }

    /// The bytes of a mended text in its file's own encoding.
    fn bytes(
        &self,
        text: &Text,
        encoding: TextEncoding,
        before: &str,
        mended: &str,
    ) -> Result<Vec<u8>, Reason> {
        if encoding.is_utf8() {
            return Ok(mended.as_bytes().to_vec());
        }
        // What was written in an unusual way would come out in the usual one, far from any finding.
        if encoding.encode(before).ok() != read_input(text, self.reading.max_bytes).ok() {
            return Err(Reason::NotReversible(encoding.name()));
        }
        encoding.encode(mended).map_err(|at| not_encodable(encoding, mended, at))
    }

    fn keep(
        &self,
        text: &Text,
        reading: &Reading,
        report: Report,
        checked: &mut Checked,
    ) -> Result<(), Reason> {
        let is_plain = reading.encoding.is_utf8() || report.findings.is_empty();
        let own = if is_plain { String::new() } else { self.own(text, reading)? };
        self.keep_placed(text, reading, &own, report, checked);
        Ok(())
    }

    fn keep_placed(
        &self,
        text: &Text,
        reading: &Reading,
        own: &str,
        mut report: Report,
        checked: &mut Checked,
    ) {
        reading.place(own, &mut report.findings);
        if self.snippets {
            checked.snippets.keep(&reading.text, &report.findings);
        }
        if report.rules.iter().all(|rule| rule.counts.applied() == 0) {
            checked.untouched.push(Arc::clone(&text.path));
        }
        checked.report.merge(report);
    }
}

fn changed(text: &Text, change: Change, mended: &Mended) -> MendedText {
    MendedText { path: Arc::clone(&text.path), change, applied: mended.applied, settled: mended.settled }
}

fn not_encodable(encoding: TextEncoding, text: &str, at: usize) -> Reason {
    let position = gongkai::source::Source::new(text).position(at as u32);
    let letter = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
    Reason::NotEncodable { encoding: encoding.name(), line: position.line, column: position.column, letter }
}

impl Checked {
    pub(crate) fn merge(&mut self, other: Self) {
        self.report.merge(other.report);
        self.snippets.merge(other.snippets);
        self.problems.extend(other.problems);
        self.remarks.extend(other.remarks);
        self.mended.extend(other.mended);
        self.untouched.extend(other.untouched);
    }
}
