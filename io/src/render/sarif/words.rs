//! Words as SARIF and those who show it take them: no longer than they are shown, no links that nobody meant.

use super::model::Text;

/// UTF-16 units of descriptions and messages that GitHub takes.
const LONGEST: usize = 1000;

/// A message or description: cut to what is shown, its brackets no embedded link.
pub(super) fn message(words: &str) -> Text {
    // `[words](target)` is a link in a message; a backslash makes the bracket a bracket.
    let words = match words.contains("](") {
        true => words.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]"),
        false => words.to_owned(),
    };
    Text::from(cut(words))
}

fn cut(mut words: String) -> String {
    let mut units = 0;
    let over = words.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST - 1
    });
    if let Some((at, _)) = over {
        words.truncate(at);
        words.push('…');
    }
    words
}

/// `format/number-brackets` as an identifier: `FormatNumberBrackets`.
pub(super) fn identifier(id: &str) -> String {
    let mut name = String::new();
    let mut is_start = true;
    for letter in id.chars() {
        if !letter.is_alphanumeric() {
            is_start = true;
        } else if is_start {
            name.extend(letter.to_uppercase());
            is_start = false;
        } else {
            name.push(letter);
        }
    }
    name
}

/// Words in Markdown that stand for themselves.
pub(super) fn markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => out.extend(['\\', letter]),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_characters() {
        let text = message(&"𠮷".repeat(600)).text;
        assert_eq!(text, format!("{}…", "𠮷".repeat(499)));
        assert_eq!(message(&"文".repeat(999)).text.chars().count(), 999);
    }

    #[test]
    fn a_message_has_no_link() {
        assert_eq!(message("见[此处](javascript:x)").text, "见\\[此处\\](javascript:x)");
        assert_eq!(message("云数办发[2025]8号").text, "云数办发[2025]8号");
        assert_eq!(markdown("<b>*甲* [x](y)"), "&lt;b>\\*甲\\* \\[x\\](y)");
    }

    #[test]
    fn ids_are_identifiers() {
        assert_eq!(identifier("format/number-brackets"), "FormatNumberBrackets");
        assert_eq!(identifier("text/doubled"), "TextDoubled");
    }
}
