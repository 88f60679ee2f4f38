//! Fixes applied again and again until the text rests.
//! In: a text, and how safe a fix must be. Out: the mended text, what was done, and the report on what is left.

use super::{CheckError, Checker, Input, apply};
use crate::report::{Edit, Finding, Report};
use crate::rule::FixSafety;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// After so many rounds a text that still changes is left as it is: two fixes undo each other.
const ROUNDS: usize = 10;

/// A text after its fixes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// How many findings were mended.
    pub applied: usize,
    /// The report on the mended text.
    pub report: Report,
    /// Whether nothing is left to mend. False where fixes undo each other.
    pub settled: bool,
}

impl Checker {
    /// Checks `input` and applies its fixes until nothing changes: safe ones, and with [`FixSafety::Unsafe`] also
    /// those that may change the meaning. Fixes that would touch the same words wait for the next round.
    pub fn mend(&self, input: &Input<'_>, most: FixSafety) -> Result<Mended, CheckError> {
        self.mend_source(&input.path, &mut Plain(input.text.to_owned()), most)
    }

    /// As [`Checker::mend`] for a text that is read out of another, into which its edits are carried.
    pub fn mend_source(
        &self,
        path: &Arc<str>,
        source: &mut dyn MendSource,
        most: FixSafety,
    ) -> Result<Mended, CheckError> {
        let check = |source: &dyn MendSource| self.check(&Input::new(Arc::clone(path), source.text()));
        let mut report = check(source)?;
        let mut applied = 0;
        for _ in 0..ROUNDS {
            let (edits, count) = choose(&report.findings, source, most);
            if count == 0 || !source.apply(&edits) {
                return Ok(Mended { text: source.text().to_owned(), applied, report, settled: count == 0 });
            }
            report = check(source)?;
            applied += count;
        }
        let settled = choose(&report.findings, source, most).1 == 0;
        Ok(Mended { text: source.text().to_owned(), applied, report, settled })
    }
}

/// A text that is checked, and what it was read out of.
pub trait MendSource {
    /// The text that is checked.
    fn text(&self) -> &str;
    /// Whether an edit of the text can be carried into its source.
    fn takes(&self, edit: &Edit) -> bool;
    /// Carries edits, ascending and apart, into the source and reads the text anew. False, and nothing done, where they
    /// do not fit.
    fn apply(&mut self, edits: &[Edit]) -> bool;
}

/// A text that is its own source.
struct Plain(String);

impl MendSource for Plain {
    fn text(&self) -> &str {
        &self.0
    }
    fn takes(&self, _: &Edit) -> bool {
        true
    }
    fn apply(&mut self, edits: &[Edit]) -> bool {
        let Some(next) = apply(&self.0, edits) else { return false };
        self.0 = next;
        true
    }
}

/// The edits of fixes that do not touch each other, ascending, and of how many fixes they are.
fn choose(findings: &[Finding], source: &dyn MendSource, most: FixSafety) -> (Vec<Edit>, usize) {
    let text = source.text();
    let breaks_with_return = text.contains("\r\n");
    let mut chosen: BTreeMap<(u32, u32), String> = BTreeMap::new();
    let mut count = 0;
    for fix in findings.iter().filter(|finding| finding.waived.is_none()).filter_map(|f| f.fix.as_ref()) {
        let allowed = match fix.safety {
            FixSafety::Safe => true,
            FixSafety::Unsafe => most != FixSafety::Safe,
            FixSafety::Display => false,
        };
        let changes = fix.edits.iter().any(|edit| text.get(span(edit)) != Some(edit.text.as_str()));
        let fits = |edit: &Edit| source.takes(edit) && is_free(&chosen, edit);
        if allowed && changes && fix.edits.iter().all(fits) {
            count += 1;
            for edit in &fix.edits {
                let words = match breaks_with_return {
                    true => edit.text.replace("\r\n", "\n").replace('\n', "\r\n"),
                    false => edit.text.clone(),
                };
                chosen.insert((edit.start, edit.end), words);
            }
        }
    }
    let edits = chosen.into_iter().map(|((start, end), text)| Edit { start, end, text }).collect();
    (edits, count)
}

fn span(edit: &Edit) -> std::ops::Range<usize> {
    edit.start as usize..edit.end as usize
}

/// Whether no chosen edit shares a byte or a border with `edit`.
fn is_free(chosen: &BTreeMap<(u32, u32), String>, edit: &Edit) -> bool {
    let before = chosen.range(..=(edit.start, u32::MAX)).next_back();
    let after = chosen.range((edit.start, 0)..).next();
    before.is_none_or(|((_, end), _)| *end < edit.start)
        && after.is_none_or(|((start, _), _)| *start > edit.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, PackSource, RuleSet};

    const MANIFEST: &str = "name = { zh = \"试\", en = \"Trial\" }\nversion = \"1\"\n";

    fn rule(forbid: &str, replace: &str, safety: &str) -> String {
        format!(
            "name = {{ zh = \"试\", en = \"Trial\" }}\nseverity = \"warning\"\n\
             [pattern]\nforbid = '{forbid}'\nreplace = '''{replace}'''\nsafety = \"{safety}\"\n\
             [message]\nzh = \"试\"\nen = \"trial\"\n\
             [[basis]]\ndocument = \"某办法\"\ncertainty = \"derived\"\n"
        )
    }

    fn checker(rules: &[(&str, String)]) -> Checker {
        let source = PackSource {
            id: "trial".to_owned(),
            manifest: MANIFEST.to_owned(),
            files: rules.iter().map(|(name, text)| (format!("text/{name}.toml"), text.clone())).collect(),
        };
        Checker::new(Arc::new(RuleSet::load(&[source]).unwrap()), Options::default()).unwrap()
    }

    #[test]
    fn fixes_that_touch_wait_for_the_next_round_and_the_text_comes_to_rest() {
        let checker = checker(&[("a", rule("，，", "，", "safe")), ("b", rule("，。", "。", "safe"))]);
        let mended = checker.mend(&Input::new("a", "𠮷😀落实，，，。\r\n"), FixSafety::Safe).unwrap();
        assert_eq!(mended.text, "𠮷😀落实。\r\n");
        assert!(mended.settled);
        assert!(mended.report.findings.is_empty());
    }

    #[test]
    fn an_unsafe_fix_waits_until_it_is_asked_for() {
        let checker = checker(&[("a", rule("处室", "单位", "unsafe"))]);
        let input = Input::new("a", "有关处室");
        assert_eq!(checker.mend(&input, FixSafety::Safe).unwrap().text, "有关处室");
        assert_eq!(checker.mend(&input, FixSafety::Unsafe).unwrap().text, "有关单位");
    }

    #[test]
    fn fixes_that_undo_each_other_end_and_are_said_not_to_rest() {
        let checker = checker(&[("a", rule("甲乙", "乙甲", "safe")), ("b", rule("乙甲", "甲乙", "safe"))]);
        assert!(!checker.mend(&Input::new("a", "甲乙"), FixSafety::Safe).unwrap().settled);
    }

    #[test]
    fn a_line_break_in_a_fix_follows_the_text() {
        let checker = checker(&[("a", rule("；（二）", "；\n（二）", "safe"))]);
        let mended = checker.mend(&Input::new("a", "甲\r\n（一）乙；（二）丙"), FixSafety::Safe).unwrap();
        assert_eq!(mended.text, "甲\r\n（一）乙；\r\n（二）丙");
    }
}
