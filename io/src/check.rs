//! Texts read, checked, mended and merged into one report, on as many threads as the machine has cores.
//! The result does not depend on how many.

use crate::render::{Snippets, unified_diff};
use crate::write::write_atomically;
use crate::{Input as Text, Place, Problem, Reason, decode, read_input};
use gongkai::rule::FixSafety;
use gongkai::{Checker, Input, Mended, Report};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    /// What becomes of the fixes.
    pub fixing: Fixing,
    /// Whether the words around findings are kept, for a report that shows them.
    pub snippets: bool,
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
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(texts.len());
        if threads <= 1 {
            return self.check_some(texts);
        }
        let size = (texts.len() / (threads * 8)).clamp(1, 256);
        let chunks: Vec<&[Text]> = texts.chunks(size).collect();
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let order = next.fetch_add(1, Ordering::Relaxed);
                let Some(chunk) = chunks.get(order) else { return done };
                done.push((order, self.check_some(chunk)));
            }
        };
        let mut parts: Vec<(usize, Checked)> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut parts = work();
            for other in others {
                match other.join() {
                    Ok(more) => parts.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            parts
        });
        parts.sort_by_key(|(order, _)| *order);
        let mut whole = self.nothing();
        for (_, part) in parts {
            whole.merge(part);
        }
        whole
    }

    fn nothing(&self) -> Checked {
        Checked {
            report: self.checker.empty_report(),
            snippets: Snippets::default(),
            problems: Vec::new(),
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
        }
        checked
    }

    fn check_one(&self, text: &Text, checked: &mut Checked) -> Result<(), Reason> {
        let bytes = read_input(text, self.checker.options().max_bytes)?;
        let words = decode(&bytes)?;
        let input = Input::new(Arc::clone(&text.path), words);
        let report = match self.fixing {
            Fixing::Off => self.checker.check(&input)?,
            Fixing::Show(most) => {
                let report = self.checker.check(&input)?;
                if report.findings.iter().any(|finding| finding.fix.is_some()) {
                    let mended = self.checker.mend(&input, most)?;
                    if mended.text != words {
                        let change = Change::Shown(unified_diff(&text.path, words, &mended.text));
                        checked.mended.push(changed(text, change, &mended));
                    }
                }
                report
            }
            Fixing::Write(most) => {
                let mended = self.checker.mend(&input, most)?;
                return self.write(text, words, mended, checked);
            }
        };
        self.keep(text, words, report, checked);
        Ok(())
    }

    /// Writes a mended text back. Where that fails, the report is on the text as it is.
    fn write(&self, text: &Text, before: &str, mended: Mended, checked: &mut Checked) -> Result<(), Reason> {
        if mended.text != before {
            let change = match &text.place {
                Place::File(path) => {
                    if let Err(error) = write_atomically(path, &mended.text) {
                        let report = self.checker.check(&Input::new(Arc::clone(&text.path), before))?;
                        self.keep(text, before, report, checked);
                        return Err(Reason::NotWritten(error.to_string()));
                    }
                    Change::Written
                }
                Place::Stdin => Change::Returned(mended.text.clone()),
            };
            checked.mended.push(changed(text, change, &mended));
        } else if text.place == Place::Stdin {
            let change = Change::Returned(before.to_owned());
            checked.mended.push(changed(text, change, &mended));
        }
        self.keep(text, &mended.text, mended.report, checked);
        Ok(())
    }

    fn keep(&self, text: &Text, words: &str, report: Report, checked: &mut Checked) {
        if self.snippets {
            checked.snippets.keep(words, &report.findings);
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

impl Checked {
    fn merge(&mut self, other: Self) {
        self.report.merge(other.report);
        self.snippets.merge(other.snippets);
        self.problems.extend(other.problems);
        self.mended.extend(other.mended);
        self.untouched.extend(other.untouched);
    }
}
