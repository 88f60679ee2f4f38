//! A title broken over several lines: from its last line back to its first.

use super::ending;
use crate::document::head::Head;
use crate::source::Span;

/// How many lines a title has at most.
const MOST_LINES: usize = 8;

/// Whether a segment can be a line of a title.
pub(super) fn is_title_line(words: &str) -> bool {
    let length = words.chars().count();
    (2..=120).contains(&length)
        && words.chars().any(crate::document::look::is_han)
        && !words.contains(['。', '；', '>', '|'])
        && !words.ends_with(['：', ':', '，', ',', '；', ';', '？', '?'])
        && !is_numbered(words)
        && !words.contains("http")
}

/// Whether a line is an item of the outline, an article, an attachment's mark, or a date.
pub(in crate::document) fn is_numbered(words: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let mut rest = words.chars();
    let (first, second) = (rest.next(), rest.next());
    let third = rest.next();
    match (first, second) {
        (Some(first), Some('、' | '.' | '．')) => NUMERALS.contains(first) || first.is_ascii_digit(),
        (Some('（' | '('), Some(second)) => {
            NUMERALS.contains(second) && third.is_some_and(|third| "）)十".contains(third))
        }
        (Some('第'), Some(second)) => {
            (NUMERALS.contains(second) || second.is_ascii_digit())
                && words.chars().take(7).any(|character| "条章节编号".contains(character))
        }
        (Some('附'), Some('件' | '表' | '录')) => words.chars().count() <= 6,
        (Some('·' | '•' | '→' | '-'), _) => true,
        _ => false,
    }
}

/// The block of lines that ends in segment `last`.
pub(super) fn ending_at(head: &Head<'_, '_>, last: usize) -> (usize, Span) {
    let mut first = last;
    let mut joined = head.words(last).to_owned();
    while last - first < MOST_LINES && first > 0 {
        let before = first - 1;
        let words = head.words(before);
        let near = head.segments[first].gap <= 2;
        if !near || !is_title_line(words) || head.in_table(before) || head.is_number(before) || is_date(words)
        {
            break;
        }
        if !belongs_before(head, before, words, &joined) {
            break;
        }
        joined.insert_str(0, words);
        first = before;
    }
    (first, head.segments[first].span.join(head.segments[last].span))
}

/// Whether the line `words` is an earlier part of the title `joined`.
fn belongs_before(head: &Head<'_, '_>, index: usize, words: &str, joined: &str) -> bool {
    const LEADS: [&str; 5] = ["关于", "印发", "转发", "批转", "对"];
    let about = joined.find("关于");
    if about == Some(0)
        || joined.starts_with("印发")
        || joined.starts_with("转发")
        || joined.starts_with("批转")
    {
        return ending::is_body_name(words) || words.ends_with("关于");
    }
    if let Some(about) = about.filter(|&about| !is_inside_quote(joined, about)) {
        let issuer = joined.get(..about).unwrap_or_default();
        return ending::is_body_name(words) && (joined.starts_with(['（', '(']) || are_joint(words, issuer));
    }
    if joined.contains("政府信息公开") && joined.contains("报告") {
        return ending::is_body_name(words) && !words.contains(char::is_whitespace);
    }
    if LEADS.iter().any(|lead| words.contains(lead)) {
        // A title that is complete is another one, unless a bracket is still open.
        return !ending::is_title(words) || opens(words) || joined.starts_with(['的', '》', '（', '(']);
    }
    // 国务院关于甲 / 乙丙 / 丁的通知: a middle line, if a first one stands close before it.
    (1..=2).any(|back| {
        index.checked_sub(back).is_some_and(|earlier| {
            let words = head.words(earlier);
            head.segments[earlier + 1].gap <= 2
                && words.contains("关于")
                && is_title_line(words)
                && !head.in_table(earlier)
                && (!ending::is_title(words) || opens(words))
        })
    })
}

/// Whether two names are those of two bodies of one place: 甲市民政局 / 甲市财政局. 甲市政府 / 甲市政府办公厅 are not.
fn are_joint(above: &str, below: &str) -> bool {
    let place = |words: &str| words.chars().take(2).collect::<String>();
    ending::is_body_name(below) && place(above) == place(below) && !below.starts_with(above)
}

/// Whether a title mark is left open.
fn opens(words: &str) -> bool {
    words.matches('《').count() > words.matches('》').count()
}

/// Whether byte `at` lies between 《 and 》.
fn is_inside_quote(words: &str, at: usize) -> bool {
    words.get(..at).is_some_and(opens)
}

fn is_date(words: &str) -> bool {
    words.ends_with('日') && words.chars().count() <= 12
}

/// The block that begins at segment `first` and ends with the first line that ends as titles do.
pub(super) fn starting_at(head: &Head<'_, '_>, first: usize) -> Option<Span> {
    let mut joined = String::new();
    for last in first..(first + MOST_LINES).min(head.segments.len()) {
        let words = head.words(last);
        if !is_title_line(words) || head.in_table(last) || (last > first && head.segments[last].gap > 2) {
            return None;
        }
        joined.push_str(words);
        let goes_on = opens(&joined)
            || head.words(last + 1).starts_with(['的', '》'])
            || (last + 1 < head.segments.len()
                && !joined.contains("关于")
                && head.words(last + 1).starts_with("关于"));
        if super::ending::is_title(&joined) && !goes_on {
            return Some(head.segments[first].span.join(head.segments[last].span));
        }
    }
    None
}
