//! A unified diff, as `patch` and editors read it.

use similar::TextDiff;

/// The change from `before` to `after` in the file `path`.
pub fn unified_diff(path: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().header(path, path).to_string()
}
