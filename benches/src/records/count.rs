//! Verdicts by kind and rule.

/// How one rule came out over all records of its kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Records that passed.
    pub pass: u32,
    /// Records that failed.
    pub fail: u32,
    /// Records of which nothing can be said.
    pub unjudged: u32,
}

/// By kind, by rule, in the order of the files.
pub type Counts = Vec<Vec<Count>>;

impl Count {
    /// Counts a verdict: `when` and `require`, each perhaps unknown.
    pub fn judge(&mut self, when: Option<bool>, require: impl FnOnce() -> Option<bool>) {
        match when {
            Some(false) => {}
            None => self.unjudged += 1,
            Some(true) => match require() {
                Some(true) => self.pass += 1,
                Some(false) => self.fail += 1,
                None => self.unjudged += 1,
            },
        }
    }
}
