//! Words from anywhere as HTML: escaped by the template library, and what cannot be seen or turns the order of letters shown
//! as its code.

use maud::{Escaper, Render};
use std::fmt::Write as _;

/// Words that a document, a table or a path brought.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'w>(pub(super) &'w str);

impl Render for Shown<'_> {
    fn render_to(&self, buffer: &mut String) {
        let mut rest = self.0;
        while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| is_hidden(*letter)) {
            let _ = Escaper::new(buffer).write_str(&rest[..at]);
            let _ = write!(buffer, "<code class=\"hidden-letter\">U+{:04X}</code>", u32::from(letter));
            rest = &rest[at + letter.len_utf8()..];
        }
        let _ = Escaper::new(buffer).write_str(rest);
    }
}

/// Whether a letter is not seen, or changes how others are: controls, marks of direction, letters without width, tags.
/// A joiner is left where it may be part of an emoji, and a selector of variants.
fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_what_hides_is_shown() {
        let html = |words| Shown(words).render().into_string();
        assert_eq!(
            html("<script>alert(\"1\")</script>&'"),
            "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;'"
        );
        let code = |code: &str| format!("<code class=\"hidden-letter\">U+{code}</code>");
        assert_eq!(html("通知\u{202E}txt.exe"), format!("通知{}txt.exe", code("202E")));
        assert_eq!(
            html("\u{200B}\u{0}甲\u{E0041}"),
            format!("{}{}甲{}", code("200B"), code("0000"), code("E0041"))
        );
        assert_eq!(html("甲\r\n乙\t丙👨\u{200D}👩"), "甲\r\n乙\t丙👨\u{200D}👩");
    }
}
