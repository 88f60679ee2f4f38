//! A bar on a terminal while many documents are checked; nothing on a pipe or when quiet.

use crate::args::Common;
use gongkai_io::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From how many documents on there is a bar.
const FEW: usize = 20;

#[derive(Debug)]
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar over so many documents. The library draws nothing where standard error is no terminal.
    pub(crate) fn new(count: usize, common: &Common) -> Self {
        let target = match common.quiet || count < FEW {
            true => ProgressDrawTarget::hidden(),
            false => ProgressDrawTarget::stderr(),
        };
        let bar = ProgressBar::with_draw_target(Some(count as u64), target);
        // A template that is wrong would be a fault of ours; the library's own will do.
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Progress for Bar {
    fn done(&self, count: usize) {
        self.0.inc(count as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
