//! A message with its `{name}`s filled in.

/// `template` with each `{name}` replaced by what `value` gives; an unknown one stays as it stands.
pub(crate) fn fill<'v>(template: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut message = String::with_capacity(template.len() + 24);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        message.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            message.push('{');
            rest = after;
            continue;
        };
        if let Some(words) = value(name) {
            push_short(&mut message, words);
        } else {
            message.push('{');
            message.push_str(name);
            message.push('}');
        }
        rest = tail;
    }
    message.push_str(rest);
    message
}

/// The longest value that a message shows whole, in characters.
const LONGEST: usize = 60;

fn push_short(message: &mut String, words: &str) {
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => {
            message.push_str(&words[..at]);
            message.push('…');
        }
        None => message.push_str(words),
    }
}
