//! Citations: 《…》（…号), with title and number, and numbers that stand without a title.

use super::{DocumentNumber, Header, Title, number};
use crate::source::{Mark, MarkKind, Source, Span, is_blank};
use serde::Serialize;

/// A cited document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The title between 《 and 》; empty where only a number stands.
    pub title: String,
    /// The title's place, 《》 included; empty where only a number stands.
    pub title_span: Span,
    /// The number that follows it in brackets, precedes it, or stands alone.
    pub number: Option<DocumentNumber>,
    /// Whether the number stands before the title.
    pub number_first: bool,
    /// All of it.
    pub span: Span,
}

/// How long a title in 《》 may be, in bytes: one that is left open must not swallow the text.
const LONGEST_TITLE: u32 = 480;
/// How many line breaks a title may be broken over.
const MOST_BREAKS: u32 = 2;
/// How far behind 》 a number in brackets may end, in bytes.
const LONGEST_BRACKET: u32 = 240;

/// All citations in order of the text. The document's own title, number and header table cite nothing.
pub(super) fn parse(
    source: &Source<'_>,
    header: &Header,
    title: Option<&Title>,
    own: Option<&DocumentNumber>,
) -> Vec<Citation> {
    let text = source.text();
    let own_places = [title.map(|title| title.span), own.map(|own| own.span)];
    let is_own = |span: Span| {
        own_places.iter().flatten().any(|own| own.overlaps(span))
            || (span.start < header.span.end && header.holds(span))
    };
    let mut numbers = number::within(source, Span::of(0, text.len())).into_iter().peekable();
    let mut citations: Vec<Citation> = Vec::new();
    let marks = source.marks();
    let mut done = 0;
    for (index, mark) in marks.iter().enumerate() {
        if !mark.is('《') || mark.start < done {
            continue;
        }
        let Some(end) = closing(&marks[index..]) else { continue };
        let title_span = Span::new(mark.start, end);
        done = end;
        // Numbers before the title: the last may be its own.
        let mut first = None;
        while let Some(number) = numbers.next_if(|number| number.span.start < title_span.start) {
            if let Some(earlier) = first.replace(number) {
                push_number(&mut citations, earlier, &is_own);
            }
        }
        let touches = first.as_ref().is_some_and(|first| {
            title_span.start >= first.span.end
                && text.get(first.span.end as usize..title_span.start as usize).is_some_and(is_between)
        });
        if !touches && let Some(first) = first.take() {
            push_number(&mut citations, first, &is_own);
        }
        // Numbers inside the title are part of it.
        while numbers.next_if(|number| number.span.start < title_span.end).is_some() {}
        let number_first = first.is_some();
        let number = first.or_else(|| numbers.next_if(|number| follows(text, title_span.end, number.span)));
        if is_own(title_span) {
            continue;
        }
        let mut span = number.as_ref().map_or(title_span, |number| title_span.join(number.span));
        if number.is_some() && !number_first {
            span.end = bracket_end(source, title_span.end, span.end);
        }
        let inner = Span::new(title_span.start + 3, title_span.end - 3);
        citations.push(Citation {
            title: title_words(source.slice(inner)),
            title_span,
            number,
            number_first,
            span,
        });
    }
    for number in numbers {
        push_number(&mut citations, number, &is_own);
    }
    citations
}

fn push_number(citations: &mut Vec<Citation>, number: DocumentNumber, is_own: &impl Fn(Span) -> bool) {
    let span = number.span;
    if !is_own(span) {
        let title_span = Span::new(span.start, span.start);
        citations.push(Citation {
            title: String::new(),
            title_span,
            number: Some(number),
            number_first: false,
            span,
        });
    }
}

/// Where the 》 ends that closes the 《 with which `marks` begin; inner 《》 and 〈〉 nest.
fn closing(marks: &[Mark]) -> Option<u32> {
    let start = marks.first()?.start;
    let (mut depth, mut breaks) = (0_u32, 0_u32);
    let mut last_break = None;
    for mark in marks {
        if mark.start - start > LONGEST_TITLE {
            return None;
        }
        match mark.kind {
            // Behind a line break, a second 《 says that the first was left open.
            MarkKind::Sign('《') if breaks > 0 => return None,
            MarkKind::Sign('《') => depth += 1,
            MarkKind::Sign('》') => {
                depth -= 1;
                if depth == 0 {
                    return Some(mark.end);
                }
            }
            MarkKind::Sign('。' | '；') => return None,
            MarkKind::LineEnd => {
                // A blank line ends every title.
                if breaks == MOST_BREAKS || last_break == Some(mark.start) {
                    return None;
                }
                breaks += 1;
                last_break = Some(mark.end);
            }
            _ => {}
        }
    }
    None
}

/// The words of a title, line breaks and the blanks around them taken out.
fn title_words(words: &str) -> String {
    if words.contains(['\n', '\t', '\u{3000}']) {
        words.chars().filter(|&character| !is_blank(character)).collect()
    } else {
        words.trim().to_owned()
    }
}

/// Whether nothing of weight stands between a number and the title behind it.
fn is_between(words: &str) -> bool {
    let words = words.trim_matches(is_blank);
    words.is_empty() || words == "文件" || words == "文"
}

/// Where the bracket that opened behind the title closes: （国令第711号，以下简称《条例》）. `end` where there is none.
fn bracket_end(source: &Source<'_>, title_end: u32, end: u32) -> u32 {
    let between = source.slice(Span::new(title_end, end)).trim_start_matches(is_blank);
    if !between.starts_with(['（', '(']) {
        return end;
    }
    for mark in source.marks_in(Span::new(end, end + LONGEST_BRACKET)) {
        match mark.kind {
            MarkKind::Sign('）' | ')') => return mark.end,
            MarkKind::Sign('（' | '(' | '。') | MarkKind::LineEnd => break,
            _ => {}
        }
    }
    end
}

/// Whether a number belongs to the title that ends at `end`: right behind it, or in the bracket right behind it.
fn follows(text: &str, end: u32, number: Span) -> bool {
    if number.end > end + LONGEST_BRACKET {
        return false;
    }
    let Some(between) = text.get(end as usize..number.start as usize) else { return false };
    let between = between.trim_matches(is_blank);
    let Some(inside) = between.strip_prefix(['（', '(', '〔', '[', '［']) else {
        return between.is_empty();
    };
    !inside.contains(['）', ')', '\n', '《'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(text: &str) -> Vec<(String, Option<String>)> {
        let source = Source::new(text);
        parse(&source, &Header::default(), None, None)
            .into_iter()
            .map(|citation| {
                assert!(!source.slice(citation.span).is_empty());
                (citation.title, citation.number.map(|number| number.text))
            })
            .collect()
    }

    fn pair(title: &str, number: &str) -> (String, Option<String>) {
        (title.to_owned(), (!number.is_empty()).then(|| number.to_owned()))
    }

    #[test]
    fn a_title_is_cited_with_the_number_behind_it() {
        for text in [
            "𠮷😀根据《甲市供水办法》（甲政发〔2019〕5号）的规定",
            "根据《甲市供水办法》(甲政发〔2019〕5号,以下简称《办法》)",
            "《甲市供水办法》（2009年7月1日甲政发〔2019〕5号发布）",
            "《甲市供水办法》甲政发〔2019〕5号",
            "根据甲政发〔2019〕5号《甲市供水办法》",
            "根据甲政发〔2019〕5号文件《甲市供水办法》",
        ] {
            assert_eq!(cited(text)[0], pair("甲市供水办法", "甲政发〔2019〕5号"), "{text}");
            let source = Source::new(text);
            let citation = parse(&source, &Header::default(), None, None).remove(0);
            assert_eq!(
                text.contains(['）', ')']),
                source.slice(citation.span).ends_with(['）', ')']),
                "{text}"
            );
        }
    }

    #[test]
    fn titles_nest_and_numbers_stand_alone() {
        assert_eq!(
            cited(
                "《关于印发〈甲办法〉的通知》（甲发〔2019〕5号）、《转发《乙办法》的函》，按丙发〔2020〕6号执行"
            ),
            [
                pair("关于印发〈甲办法〉的通知", "甲发〔2019〕5号"),
                pair("转发《乙办法》的函", ""),
                pair("", "丙发〔2020〕6号")
            ]
        );
    }

    #[test]
    fn an_open_title_mark_swallows_nothing() {
        assert_eq!(cited("根据《甲办法的规定。另据《乙办法》执行"), [pair("乙办法", "")]);
        assert_eq!(cited("根据《甲办法\n二、按照《乙办法》执行"), [pair("乙办法", "")]);
        assert_eq!(cited(&format!("根据《{}》", "很长".repeat(200))), []);
    }

    #[test]
    fn a_title_may_be_broken_over_lines() {
        assert_eq!(
            cited("根据《中华人民共和国政府\n信息公开条例》（国令第 711 号）"),
            [pair("中华人民共和国政府信息公开条例", "国令第711号")]
        );
    }

    #[test]
    fn the_documents_own_title_and_number_are_no_citations() {
        let text = "关于印发《甲办法》的通知\n甲发〔2019〕5号\n《甲办法》印发给你们。";
        let source = Source::new(text);
        let own = number::within(&source, Span::of(0, text.len())).remove(0);
        let end = text.find('\n').unwrap();
        let title = Title { text: String::new(), span: Span::of(0, end), document_type: None, issuer: None };
        let citations = parse(&source, &Header::default(), Some(&title), Some(&own));
        assert_eq!(citations.len(), 1);
        assert!(citations[0].span.start as usize > end);
    }
}
