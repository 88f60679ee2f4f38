//! The document's own number: on a line of its own near the title, glued to the title, or in the header table.

use super::{DocumentNumber, NumberShape, shape, within};
use crate::document::{Header, HeaderKey, Title, look};
use crate::source::{Line, Source, Span};

/// How many lines with words behind the title are looked at.
const LINES_BEHIND: usize = 12;
/// How many lines with words before the title are looked at.
const LINES_BEFORE: usize = 6;

/// The document's own number. Where the header table has it as well, the body's is taken when its code is the same, for
/// a reader sees that; and the header's where it is not, for another document's number may stand in the body.
pub(in crate::document) fn parse(
    source: &Source<'_>,
    header: &Header,
    title: Option<&Title>,
) -> Option<DocumentNumber> {
    let in_header =
        header.get(HeaderKey::Number).and_then(|field| within(source, field.span).into_iter().next());
    let in_body = near_title(source, header, title);
    match (in_header, in_body) {
        (Some(header), Some(body)) if header.is_same(&body) || header.is_of_same_code(&body) => Some(body),
        (Some(header), _) => Some(header),
        (None, body) => body,
    }
}

fn near_title(source: &Source<'_>, header: &Header, title: Option<&Title>) -> Option<DocumentNumber> {
    let lines = source.lines();
    let title_span = title.map_or(Span::new(header.span.end, header.span.end), |title| title.span);
    // A title far behind stands in a file's name; the number may still begin the text.
    if title_span.start > header.span.end + 3_000 {
        let first = lines.iter().filter(|line| !line.is_blank()).take(3);
        if let Some(number) = first.into_iter().find_map(|line| alone(source, line.content())) {
            return Some(number);
        }
    }
    if title.is_some()
        && let Some(number) = beside_title(source, title_span)
    {
        return Some(number);
    }
    let first = source.line_index(title_span.start);
    let last = if title.is_some() { source.line_index(title_span.end) + 1 } else { first };
    let mut before = "";
    for line in
        lines.get(last..).unwrap_or_default().iter().filter(|line| !line.is_blank()).take(LINES_BEHIND)
    {
        let words = source.slice(line.content());
        if let Some(number) = alone(source, line.content()) {
            return Some(with_issuer(source, number, line));
        }
        // Without a title, the number may begin the line that holds the whole text.
        if title.is_none()
            && before.is_empty()
            && let Some(number) = at_start(source, line)
        {
            return Some(number);
        }
        if words.contains('。') {
            break;
        }
        before = words;
    }
    lines[..first]
        .iter()
        .rev()
        .filter(|line| !line.is_blank() && line.start >= header.span.end)
        .take(LINES_BEFORE)
        .find_map(|line| alone(source, line.content()).map(|number| with_issuer(source, number, line)))
}

/// The number glued to the title's end or beginning, or on the rest of its line.
fn beside_title(source: &Source<'_>, title: Span) -> Option<DocumentNumber> {
    let line = source.line_at(title.end);
    let rest = source.trim(Span::new(title.end, line.end.max(title.end)));
    let behind = within(source, Span::new(rest.start, clip(source, rest.end.min(rest.start + 120))))
        .into_iter()
        .next();
    if let Some(number) = behind
        && number.span.start - rest.start <= 6
    {
        return Some(number);
    }
    let line = source.line_at(title.start);
    let from = clip(source, line.start.max(title.start.saturating_sub(160)));
    let before = source.trim(Span::new(from, title.start));
    within(source, before).pop().filter(|number| number.span.end == before.end)
}

/// `at`, or the character boundary before it.
fn clip(source: &Source<'_>, at: u32) -> u32 {
    let mut at = at;
    while !source.text().is_char_boundary(at as usize) {
        at -= 1;
    }
    at
}

/// The number with which a line begins.
fn at_start(source: &Source<'_>, line: &Line) -> Option<DocumentNumber> {
    let content = line.content();
    let window = Span::new(content.start, clip(source, content.end.min(content.start + 120)));
    within(source, window).into_iter().next().filter(|number| number.span.start == content.start)
}

/// 第179号 below 甲市人民政府令: the line above says whose order it is.
fn with_issuer(source: &Source<'_>, mut number: DocumentNumber, line: &Line) -> DocumentNumber {
    if number.shape != NumberShape::Order || !number.code.is_empty() {
        return number;
    }
    let index = source.line_index(line.start);
    let above = source.lines()[..index].iter().rev().find(|line| !line.is_blank());
    if let Some(above) = above
        && above.content().len() < 150
        && source.slice(above.content()).ends_with(['令', '告'])
    {
        number.code_span = above.content();
        number.code = look::squash(source.slice(number.code_span));
        number.text.insert_str(0, &number.code);
        number.span = number.span.join(number.code_span);
    }
    number
}

/// The number in a stretch that holds nothing else but brackets around it, a label before it, or 签发人 behind it.
pub(in crate::document) fn alone(source: &Source<'_>, content: Span) -> Option<DocumentNumber> {
    let words = source.slice(content);
    let may_hold = words.bytes().any(|byte| byte.is_ascii_digit()) || words.ends_with(['号', '）', ')']);
    if content.len() > 200 || !may_hold {
        return None;
    }
    let Some(number) = within(source, content).into_iter().next() else {
        return shape::bare_order(source.text(), content.start as usize)
            .filter(|number| number.span.end == content.end);
    };
    let is_frame = |words: &str| words.trim().trim_matches(['(', ')', '（', '）', '*', '#', ' ']).is_empty();
    let before = source.slice(Span::new(content.start, number.span.start));
    let after = source.slice(Span::new(number.span.end, content.end));
    let labelled = before.trim_end().ends_with([':', '：']) && before.contains("号");
    ((is_frame(before) || labelled) && (is_frame(after) || after.trim_start().starts_with("签发人")))
        .then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{header, title};

    fn own(text: &str) -> Option<DocumentNumber> {
        let source = Source::new(text);
        let header = header::parse(&source);
        let title = title::parse(&source, &header);
        parse(&source, &header, title.as_ref())
    }

    fn words(text: &str) -> String {
        own(text).map(|number| number.text).unwrap_or_default()
    }

    const TITLE: &str = "甲市人民政府关于供水的通知";

    #[test]
    fn the_number_stands_below_above_or_beside_the_title() {
        for text in [
            format!("😀{TITLE}\n甲政发〔2019〕5号\n各县：\n正文。"),
            format!("甲政发〔2019〕5号\n\n{TITLE}\n各县：\n正文。"),
            format!("{TITLE}\n（甲政发〔2019〕 5 号）\n各县：\n正文。"),
            format!("{TITLE}\n甲政发〔2019〕5号    签发人：乙某\n各县：\n正文。"),
            format!("{TITLE}甲政发〔2019〕5号各县人民政府：正文。"),
            format!("甲政发〔2019〕5号 {TITLE}\n各县：\n正文。"),
            format!("标题：{TITLE}\n文　　号：甲政发〔2019〕5号\n正文没有文号。"),
        ] {
            assert_eq!(words(&text), "甲政发〔2019〕5号", "{text}");
        }
    }

    #[test]
    fn the_body_shows_how_it_is_written_and_the_header_which_it_is() {
        let head = format!("标题：{TITLE}\n文号：甲政发〔2019〕5号\n{TITLE}\n");
        assert_eq!(words(&format!("{head}甲政发[2019]5号\n各县：\n正文。")), "甲政发[2019]5号");
        assert_eq!(words(&format!("{head}甲政发〔19〕5号\n各县：\n正文。")), "甲政发〔19〕5号");
        assert_eq!(words(&format!("{head}乙政发〔2018〕9号\n各县：\n正文。")), "甲政发〔2019〕5号");
    }

    #[test]
    fn an_order_takes_its_issuer_from_the_line_above() {
        let number = own("甲市人民政府令\n\n第179号\n\n《甲市优待办法》已经通过。").unwrap();
        assert_eq!((number.text.as_str(), number.code.as_str()), ("甲市人民政府令第179号", "甲市人民政府令"));
    }

    #[test]
    fn a_cited_number_is_not_its_own() {
        for text in [
            format!("{TITLE}\n根据《乙办法》（甲政发〔2019〕5号），经研究。\n"),
            "各县：\n根据甲政发〔2019〕5号文件。\n".to_owned(),
            "甲市新闻\n甲政发〔2019〕5号文件今天公布。\n".to_owned(),
        ] {
            assert_eq!(own(&text), None, "{text}");
        }
    }
}
