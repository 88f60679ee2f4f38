//! The header table of a web page or front matter: labels with blanks inside them (索 引 号：), values after tabs.
//! In: the first lines of a text. Out: labelled fields; one line may hold several.

mod cells;
mod label;

use super::date;
use crate::source::{Line, MarkKind, Source, Span, is_blank};
use jiff::civil::Date;
use serde::Serialize;

/// What a label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderKey {
    /// 标题、文件名称
    Title,
    /// 发文字号、文号
    Number,
    /// 索引号
    IndexNumber,
    /// 发文机关、发布机构
    Issuer,
    /// 成文日期、生成日期
    DatedOn,
    /// 发布日期、公开日期、发布时间
    PublishedOn,
    /// 施行日期、实施日期、生效日期
    EffectiveOn,
    /// 失效日期、有效期至
    ExpiresOn,
    /// 废止日期
    AbolishedOn,
    /// 时效性、有效性
    Status,
    /// 登记号、统一编号
    RegistrationNumber,
    /// 主题分类
    Topic,
    /// 公开方式、公开属性
    Openness,
    /// 来源、信息来源
    Origin,
}

/// One labelled field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeaderField {
    /// What the label means.
    pub key: HeaderKey,
    /// The value without blanks around it.
    pub value: String,
    /// Where the label stands; empty where the value speaks for itself.
    pub label_span: Span,
    /// Where the value stands.
    pub span: Span,
}

/// The fields, in order, and where the table ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Header {
    /// The fields in order of the text.
    pub fields: Vec<HeaderField>,
    /// From the first field to the end of the last; empty where there is no table.
    pub span: Span,
}

impl Header {
    /// The first field of that meaning with a value.
    pub fn get(&self, key: HeaderKey) -> Option<&HeaderField> {
        self.fields.iter().find(|field| field.key == key && !field.value.is_empty())
    }

    /// The date that the field of that meaning holds.
    pub fn date(&self, key: HeaderKey) -> Option<Date> {
        self.fields
            .iter()
            .filter(|field| field.key == key && !field.value.is_empty())
            .find_map(|field| date::first(&field.value))
    }

    /// Whether `span` lies on one of its fields.
    pub(super) fn holds(&self, span: Span) -> bool {
        self.fields.iter().any(|field| field.label_span.join(field.span).overlaps(span))
    }
}

/// How many lines with words are looked at: a page's menus stand before its table.
const MOST_LINES: usize = 220;
/// How many bytes of the text are looked at.
const MOST_BYTES: u32 = 16_000;
/// How far into a line a label may stand.
const MOST_LINE: u32 = 700;
/// How long a value may be, in bytes.
const MOST_VALUE: u32 = 600;

pub(super) fn parse(source: &Source<'_>) -> Header {
    let mut fields = Vec::new();
    let lines: Vec<&Line> = source
        .lines()
        .iter()
        .filter(|line| !line.is_blank())
        .take(MOST_LINES)
        .take_while(|line| line.start < MOST_BYTES)
        .collect();
    for (index, line) in lines.iter().enumerate() {
        let before = fields.len();
        fields_of(source, line, lines.get(index + 1).copied(), &mut fields);
        if fields.len() == before && is_body(source, line) {
            break;
        }
    }
    unlabelled_date(source, &lines, &mut fields);
    if !fields
        .iter()
        .any(|field| matches!(field.key, HeaderKey::Title | HeaderKey::Number | HeaderKey::Issuer))
    {
        cells::read(source, &lines, &mut fields);
    }
    // 时间 and 日期 mean the publication, 名称 the title, only beside another field.
    if let [only] = fields.as_slice()
        && ["时间", "日期", "名称"].contains(&source.slice(only.label_span))
    {
        fields.clear();
    }
    let span = match (fields.first(), fields.last()) {
        (Some(first), Some(last)) => first.label_span.join(first.span).join(last.label_span).join(last.span),
        _ => Span::default(),
    };
    Header { fields, span }
}

/// A paragraph of the body ends the search.
fn is_body(source: &Source<'_>, line: &Line) -> bool {
    line.content().len() > 120 && source.marks_of(line).iter().any(|mark| mark.is('。'))
}

/// The labelled fields of one line. `next` is the line that may hold the value of a label that stands alone.
fn fields_of(source: &Source<'_>, line: &Line, next: Option<&Line>, fields: &mut Vec<HeaderField>) {
    let limit = line.content_start + MOST_LINE;
    // Each colon with the label before it; labels that mean nothing to us end the value before them.
    let mut labels: Vec<(Option<HeaderKey>, Span, u32)> = Vec::new();
    let mut from = line.content_start;
    for mark in source.marks_of(line) {
        if mark.start > limit {
            break;
        }
        if !matches!(mark.kind, MarkKind::Sign('：' | ':')) {
            continue;
        }
        if let Some((key, span)) = label::before(source.text(), from, mark.start) {
            labels.push((key, span, mark.end));
            from = mark.end;
        }
    }
    for (index, &(key, label_span, value_start)) in labels.iter().enumerate() {
        let Some(key) = key else { continue };
        let end = labels.get(index + 1).map_or(line.content_end, |next| next.1.start);
        let mut span = value(source, Span::new(value_start, end.max(value_start)));
        if span.is_empty()
            && index + 1 == labels.len()
            && let Some(next) = next
            && is_date_line(source, next)
            && matches!(key, HeaderKey::PublishedOn | HeaderKey::DatedOn)
        {
            span = next.content();
        }
        fields.push(HeaderField { key, value: source.slice(span).to_owned(), label_span, span });
    }
}

/// A value without what frames it.
fn value(source: &Source<'_>, span: Span) -> Span {
    let frame = |character: char| is_blank(character) || matches!(character, '*' | '|' | '"');
    let span = Span::new(span.start, span.end.min(span.start + MOST_VALUE));
    let mut end = span.end as usize;
    while !source.text().is_char_boundary(end) {
        end -= 1;
    }
    let words = source.slice(Span::of(span.start as usize, end));
    let rest = words.trim_start_matches(frame);
    let start = span.start as usize + words.len() - rest.len();
    Span::of(start, start + rest.trim_end_matches(frame).len())
}

/// Whether a line begins with a date and holds little else (a time of day).
fn is_date_line(source: &Source<'_>, line: &Line) -> bool {
    let content = line.content();
    content.len() < 40
        && date::within(source, content).first().is_some_and(|date| {
            date.span.start == content.start
                && source.slice(Span::new(date.span.end, content.end)).chars().all(|character| {
                    is_blank(character) || character.is_ascii_digit() || matches!(character, ':' | '：')
                })
        })
}

/// 2022-09-16 on a line of its own, or before 来源：, beside the origin: the day of publication.
fn unlabelled_date(source: &Source<'_>, lines: &[&Line], fields: &mut Vec<HeaderField>) {
    if fields.iter().any(|field| field.key == HeaderKey::PublishedOn) {
        return;
    }
    let Some(at) = fields.iter().position(|field| field.key == HeaderKey::Origin) else { return };
    let origin = fields[at].label_span;
    let Some(index) = lines.iter().position(|line| line.content().contains(origin)) else { return };
    let own = Span::new(lines[index].content_start, origin.start);
    let on_line = date::within(source, own).into_iter().find(|date| date.span.start == own.start);
    let beside = || {
        [index.checked_sub(1), Some(index + 1)].into_iter().flatten().find_map(|beside| {
            let line = lines.get(beside).filter(|line| is_date_line(source, line))?;
            date::within(source, line.content()).into_iter().next()
        })
    };
    if let Some(date) = on_line.or_else(beside) {
        let place = if date.span.start < origin.start { at } else { at + 1 };
        let span = date.span;
        let label_span = Span::new(span.start, span.start);
        let value = source.slice(span).to_owned();
        fields.insert(place, HeaderField { key: HeaderKey::PublishedOn, value, label_span, span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn header(text: &str) -> Header {
        let source = Source::new(text);
        let header = parse(&source);
        for field in &header.fields {
            assert_eq!(source.slice(field.span), field.value);
        }
        header
    }

    fn value(header: &Header, key: HeaderKey) -> &str {
        header.get(key).map_or("", |field| field.value.as_str())
    }

    #[test]
    fn labels_have_blanks_inside_and_a_line_holds_several_fields() {
        let header = header(
            "😀\n索 引 号：\t 000/2019-1\t 主题分类：\t 科技、教育\\教育\t\n\n发文机关：\t 甲省政府\t 成文日期：\t 2019年01月24日\t\n\
             标　　题：\t 甲省政府关于𠮷的通知\t\n文　　号： 甲政发〔2019〕4号 发布日期：2019-02-13\n主 题 词：\t\n",
        );
        assert_eq!(value(&header, HeaderKey::IndexNumber), "000/2019-1");
        assert_eq!(value(&header, HeaderKey::Topic), "科技、教育\\教育");
        assert_eq!(value(&header, HeaderKey::Issuer), "甲省政府");
        assert_eq!(value(&header, HeaderKey::Title), "甲省政府关于𠮷的通知");
        assert_eq!(value(&header, HeaderKey::Number), "甲政发〔2019〕4号");
        assert_eq!(header.date(HeaderKey::DatedOn), Some(date(2019, 1, 24)));
        assert_eq!(header.date(HeaderKey::PublishedOn), Some(date(2019, 2, 13)));
    }

    #[test]
    fn an_empty_value_is_no_value_and_does_not_take_the_next_line() {
        let header = header("统一编号： GZ01\n文件状态：\n\n甲市财政局关于印发办法的通知\n");
        assert_eq!(value(&header, HeaderKey::RegistrationNumber), "GZ01");
        assert_eq!(value(&header, HeaderKey::Status), "");
    }

    #[test]
    fn front_matter_and_bold_labels_are_fields() {
        let header = header("# 标题\n\n**发布日期**: 2025-10-31\n**发布机构**: 甲市科委\n");
        assert_eq!(header.date(HeaderKey::PublishedOn), Some(date(2025, 10, 31)));
        assert_eq!(value(&header, HeaderKey::Issuer), "甲市科委");
        let header = self::header("标题: 甲办公室关于乙的通知\n发布时间: 2022-06-08 08:53\n文号: \n");
        assert_eq!(value(&header, HeaderKey::Title), "甲办公室关于乙的通知");
        assert_eq!(header.date(HeaderKey::PublishedOn), Some(date(2022, 6, 8)));
    }

    #[test]
    fn a_date_beside_the_origin_is_the_publication() {
        for text in [
            "甲办法\n2022-09-16\n来源： 甲市政府\n",
            "甲办法\n2022-09-16   来源:  甲市政府\n",
            "发表时间：\n2022-09-16 09:45:30\n来源：\n甲市政府\n",
        ] {
            assert_eq!(header(text).date(HeaderKey::PublishedOn), Some(date(2022, 9, 16)), "{text}");
        }
    }

    #[test]
    fn cells_read_one_after_another_are_fields_too() {
        let header = header(
            "标题\n甲县关于乙的通知发文机关\n甲县办公室\n发文字号\n甲政发〔2021〕1号\n成文日期\n2021-03-26\n甲县关于乙的通知\n各镇：\n",
        );
        assert_eq!(value(&header, HeaderKey::Title), "甲县关于乙的通知");
        assert_eq!(value(&header, HeaderKey::Issuer), "甲县办公室");
        assert_eq!(value(&header, HeaderKey::Number), "甲政发〔2021〕1号");
        assert_eq!(header.date(HeaderKey::DatedOn), Some(date(2021, 3, 26)));
    }

    #[test]
    fn the_body_has_no_header() {
        let body = "各处室：\n为做好今年的工作，现就有关事项通知如下，请认真抓好落实，确保各项任务按时完成，不得推诿扯皮，切实提高工作质量和效率。\n发布日期：2019年6月28日\n时间：6月3日";
        assert_eq!(header(body), Header::default());
    }
}
