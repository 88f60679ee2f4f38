//! Edits applied to a text.

use crate::report::Edit;

/// `text` with `edits`, which are ascending; `None` where they overlap or leave the text's character boundaries.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut result = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for edit in edits {
        let (start, end) = (edit.start as usize, edit.end as usize);
        result.push_str(text.get(done..start)?);
        text.get(start..end)?;
        result.push_str(&edit.text);
        done = end;
    }
    result.push_str(text.get(done..)?);
    Some(result)
}
