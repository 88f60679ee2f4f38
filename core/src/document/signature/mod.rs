//! Who signed, and when: the lines after the body (发文机关署名, 成文日期), also run together in a text without line breaks.
//! A covering letter's signature comes before the text that it carries, so the first one that fits is taken.

mod name;

use super::{DateMention, DateStyle, Header, HeaderKey, Title, Words, head, look};
use crate::source::{Line, Source, Span, is_blank};
use jiff::civil::Date;
use serde::Serialize;

/// The signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Those who signed, a joint document's in order. A division on a line of its own is joined to its body.
    pub issuers: Vec<Words>,
    /// The date as it is written.
    pub date: Option<DateMention>,
    /// The date.
    pub dated_on: Option<Date>,
    /// All of it.
    pub span: Span,
}

/// How many lines from the end a signature without a date, or a date without a signature, may stand.
const LAST_LINES: usize = 12;
/// What may touch a signature's date.
const BEHIND: [&str; 9] = ["（", "(", "附件", "附：", "抄送", "公开方式", "公开属性", "信息公开", "主题词"];
/// How far before a date on its line a name may begin, in bytes.
const FARTHEST: u32 = 400;

pub(super) fn parse(
    source: &Source<'_>,
    header: &Header,
    title: Option<&Title>,
    dates: &[DateMention],
) -> Option<Signature> {
    let begin = title.map_or(0, |title| title.span.end);
    find(source, header, title, dates, begin)
        // A title that stands only in a file's name at the end has everything before it.
        .or_else(|| {
            title.filter(|title| title.span.start > 0).and_then(|_| find(source, header, title, dates, 0))
        })
}

fn find(
    source: &Source<'_>,
    header: &Header,
    title: Option<&Title>,
    dates: &[DateMention],
    begin: u32,
) -> Option<Signature> {
    let known = title.and_then(|title| title.issuer.as_deref());
    let mut first = None;
    let mut bare = None;
    for date in dates.iter().filter(|date| date.span.start >= begin) {
        let Some(candidate) = candidate(source, date, known) else { continue };
        if header.holds(date.span) {
            continue;
        }
        if candidate.issuers.is_empty() {
            if is_bare_signature(source, begin, date) {
                bare = Some(candidate);
            }
            continue;
        }
        let is_known =
            known.is_some_and(|known| candidate.issuers.iter().any(|issuer| known.contains(&issuer.text)));
        if is_known {
            return Some(candidate);
        }
        first.get_or_insert(candidate);
    }
    first.or(bare).or_else(|| undated(source, header, known, begin))
}

/// The signature that ends in `date`, if the date stands where one would.
fn candidate(source: &Source<'_>, date: &DateMention, known: Option<&str>) -> Option<Signature> {
    if date.year.is_none() || (date.day.is_none() && date.style != DateStyle::Arabic) {
        return None;
    }
    if !may_end(source.text(), date, known) {
        return None;
    }
    let index = source.line_index(date.span.start);
    let line = source.lines().get(index)?;
    let from = line.content_start.max(date.span.start.saturating_sub(FARTHEST));
    let before = source.trim(clip(source, Span::new(from, date.span.start)));
    let blank = source.slice(Span::new(before.end, date.span.start));
    let parted = head::is_wide(blank);
    let issuers =
        if before.is_empty() { name::above(source, index) } else { name::on_line(source, before, parted)? };
    if !is_end(source, line, date, &issuers, known) || (date.day.is_none() && issuers.is_empty()) {
        return None;
    }
    if issuers.is_empty() && !before.is_empty() && !parted {
        return None;
    }
    let span = issuers.iter().fold(date.span, |span, issuer| span.join(issuer.span));
    Some(Signature { issuers, date: Some(date.clone()), dated_on: date.date, span })
}

/// Whether what touches the date on either side leaves it a signature: most dates stand in sentences.
fn may_end(text: &str, date: &DateMention, known: Option<&str>) -> bool {
    let before = look::before(text, date.span.start as usize);
    let behind = look::at(text, date.span.end as usize);
    let touches = |neighbour: Option<char>| neighbour.is_some_and(look::is_han);
    if touches(behind) {
        let rest = text.get(date.span.end as usize..).unwrap_or_default();
        let named = || {
            known.is_some_and(|known| {
                text.get(..date.span.start as usize)
                    .is_some_and(|words| words.trim_end_matches(is_blank).ends_with(known))
            })
        };
        return BEHIND.iter().any(|word| rest.starts_with(word)) || named();
    }
    let closed = behind.is_none_or(|behind| is_blank(behind) || "（(".contains(behind));
    // 于, 自, 至: a name's last character, a sentence's end or a blank stands before a signature's date.
    closed && !before.is_some_and(|before| "于自至从在到截据，、（(—-".contains(before))
}

/// `span` moved to the next character boundary.
fn clip(source: &Source<'_>, span: Span) -> Span {
    let mut start = span.start as usize;
    while !source.text().is_char_boundary(start) {
        start += 1;
    }
    Span::of(start, span.end as usize)
}

/// Whether nothing follows the date that makes it part of a sentence.
fn is_end(
    source: &Source<'_>,
    line: &Line,
    date: &DateMention,
    issuers: &[Words],
    known: Option<&str>,
) -> bool {
    const NOTES: [&str; 5] = ["此件", "本件", "联系", "公开", "本文"];
    const BEHIND: [&str; 9] =
        ["（", "(", "附件", "附：", "抄送", "公开方式", "公开属性", "信息公开", "主题词"];
    let Some(rest) = source.text().get(date.span.end as usize..line.content_end.max(date.span.end) as usize)
    else {
        return false;
    };
    if rest.is_empty() {
        return true;
    }
    if issuers.is_empty() && rest.starts_with(['（', '(']) {
        return NOTES.iter().any(|note| {
            rest.get(rest.chars().next().map_or(0, char::len_utf8)..)
                .is_some_and(|rest| rest.starts_with(note))
        });
    }
    if BEHIND.iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    let blank = rest.chars().take_while(|&character| is_blank(character)).count();
    let next = rest.trim_start_matches(is_blank);
    if next.starts_with(['，', '。', '、', '；', '-', '至', '—', '起', '前']) || next.starts_with("印发")
    {
        return false;
    }
    // On one line with the text that it carries: the issuer must be the one that the title names.
    blank >= 1 && !issuers.is_empty()
        || blank >= 2
        || known.is_some_and(|known| issuers.last().is_some_and(|issuer| issuer.text == known))
}

/// A date without names above it signs where it stands alone behind the body: before a note in brackets, or among the
/// last lines.
fn is_bare_signature(source: &Source<'_>, begin: u32, date: &DateMention) -> bool {
    if date.day.is_none() {
        return false;
    }
    let has_body =
        source.marks_in(Span::new(begin, date.span.start)).iter().rev().take(400).any(|mark| mark.is('。'));
    let index = source.line_index(date.span.start);
    let behind = source.lines().iter().skip(index + 1).filter(|line| !line.is_blank());
    let next = behind.clone().next().map_or("", |line| source.slice(line.content()));
    let note = next.starts_with("（此件") || next.starts_with("(此件") || next.starts_with("（联系");
    let on_line = source.slice(Span::new(date.span.end, source.line_at(date.span.end).end)).trim();
    let carried =
        on_line.starts_with("附件") || on_line.starts_with("（此件") || on_line.starts_with("(此件");
    // 2019-06-28 among the last lines of a page is any day.
    let plain = matches!(date.style, DateStyle::Arabic | DateStyle::Chinese);
    has_body && (note || carried || plain && behind.take(LAST_LINES).count() < LAST_LINES)
}

/// A name at the end that the title or the header gives as the issuer's, without a date.
fn undated(source: &Source<'_>, header: &Header, known: Option<&str>, begin: u32) -> Option<Signature> {
    let issuer = header.get(HeaderKey::Issuer).map(|field| field.value.as_str());
    // Behind the body, that is: the title's first line names the issuer too.
    let body = source.marks().iter().find(|mark| mark.is('。') && mark.start >= begin)?.start;
    source.lines().iter().rev().filter(|line| !line.is_blank()).take(LAST_LINES).find_map(|line| {
        let content = line.content();
        if content.start < body || content.len() > 120 {
            return None;
        }
        let name = name::words(source, content);
        let fits =
            content.len() <= 120 && [issuer, known].into_iter().flatten().any(|known| known == name.text);
        fits.then(|| Signature { issuers: vec![name], date: None, dated_on: None, span: content })
    })
}

#[cfg(test)]
mod tests {
    use super::super::date;
    use super::*;

    fn signed(text: &str, issuer: Option<&str>) -> Option<Signature> {
        let source = Source::new(text);
        let title = issuer.map(|issuer| Title {
            text: String::new(),
            span: Span::default(),
            document_type: None,
            issuer: Some(issuer.to_owned()),
        });
        let signature = parse(&source, &Header::default(), title.as_ref(), &date::parse(&source))?;
        for issuer in &signature.issuers {
            assert!(!source.slice(issuer.span).is_empty());
        }
        Some(signature)
    }

    fn names(signature: &Signature) -> Vec<&str> {
        signature.issuers.iter().map(|issuer| issuer.text.as_str()).collect()
    }

    #[test]
    fn the_lines_above_the_date_sign() {
        let signature = signed(
            "请认真执行。\n\n𠮷省人民政府              \n\n2019年6月28日          \n\n（此件公开发布）\n",
            None,
        )
        .unwrap();
        assert_eq!(names(&signature), ["𠮷省人民政府"]);
        assert_eq!(signature.dated_on, Some(jiff::civil::date(2019, 6, 28)));
    }

    #[test]
    fn a_division_on_its_own_line_belongs_to_the_body_above() {
        let signature = signed("请执行。\n甲省人力资源和社会保障厅\n办公室\n2019年6月28日", None).unwrap();
        assert_eq!(names(&signature), ["甲省人力资源和社会保障厅办公室"]);
    }

    #[test]
    fn several_bodies_sign_on_one_line_or_on_several() {
        for text in [
            "请执行。\n甲市民政局　甲市财政局\n2019年6月28日",
            "请执行。\n甲市民政局\n甲市财政局\n2019年6月28日",
            "请执行。甲市民政局　　甲市财政局2019年6月28日公开方式：主动公开",
        ] {
            assert_eq!(names(&signed(text, None).unwrap()), ["甲市民政局", "甲市财政局"], "{text}");
        }
    }

    #[test]
    fn without_line_breaks_the_signature_follows_the_last_sentence() {
        for text in [
            "营造良好氛围。甲市人民政府   2019年6月28日   （此件公开发布）",
            "营造良好氛围。甲市人民政府2019年6月28日（此件公开发布）甲市规划第一章总则",
            "特此批复。  甲市人民政府                       2019年6月28日 ",
        ] {
            let signature = signed(text, None).unwrap();
            assert_eq!(names(&signature), ["甲市人民政府"], "{text}");
            assert_eq!(signature.date.unwrap().day, Some(28));
        }
        let text = "现予公布。　　省长 乙某　　2018年11月9日　　甲省人民政府关于废止办法的决定";
        assert_eq!(names(&signed(text, None).unwrap()), ["省长乙某"]);
    }

    #[test]
    fn the_covering_letter_signs_before_the_text_it_carries() {
        let text =
            "现印发给你们。\n甲市人民政府\n2019年6月28日\n甲市办法\n第一条……。\n附表\n乙公司\n2018年1月1日\n";
        assert_eq!(names(&signed(text, None).unwrap()), ["甲市人民政府"]);
        let text = "乙县人民政府\n2018年1月1日\n来文收悉。\n甲市人民政府\n2019年6月28日\n";
        assert_eq!(names(&signed(text, Some("甲市人民政府")).unwrap()), ["甲市人民政府"]);
    }

    #[test]
    fn dates_in_sentences_sign_nothing() {
        for text in [
            "根据国务院2019年6月28日印发的通知，执行。",
            "自2019年6月28日起施行。",
            "截至2019年6月28日，共有5家。",
            "由甲市人民政府2019年6月28日公布",
        ] {
            assert_eq!(signed(text, None), None, "{text}");
        }
    }

    #[test]
    fn an_impossible_date_signs_and_names_no_day() {
        let signature = signed("请执行。\n甲市人民政府\n2019年2月30日", None).unwrap();
        assert!(signature.date.unwrap().impossible);
        assert_eq!(signature.dated_on, None);
    }

    #[test]
    fn a_date_alone_and_a_name_alone_sign_at_the_end() {
        let signature =
            signed("请组织实施。\n2021年11月4日\n（此件公开发布）\n甲县方案\n一、目标\n……。", None).unwrap();
        assert_eq!((signature.issuers.len(), signature.date.unwrap().day), (0, Some(4)));
        assert_eq!(
            names(&signed("请执行。\n甲市住房公积金管理中心\n", Some("甲市住房公积金管理中心")).unwrap()),
            ["甲市住房公积金管理中心"]
        );
    }
}
