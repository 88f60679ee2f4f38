//! Labels of annotations and the remarks at their ends: what is to be read as units, and how.

use crate::source::{Span, is_blank};

/// What an annotation says of itself and of those that follow it (下同).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// Nothing.
    #[default]
    Unsaid,
    /// 列第一位者为牵头单位
    FirstLeads,
    /// 逗号前面的为牵头单位
    BeforeCommaLeads,
}

/// What a label asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Lead,
    Supporting,
    /// 责任单位: the words behind it tell.
    Responsible,
    Deadline,
    /// 责任人, 责任领导: no unit.
    Person,
}

/// Labels, longer ones before those that they begin with.
const LABELS: [(&str, Label); 46] = {
    use Label::{Deadline, Lead, Person, Responsible, Supporting};
    [
        ("牵头责任单位", Lead),
        ("牵头负责单位", Lead),
        ("牵头单位", Lead),
        ("牵头部门", Lead),
        ("牵头处室", Lead),
        ("牵头科室", Lead),
        ("主责单位", Lead),
        ("主责部门", Lead),
        ("主办单位", Lead),
        ("主办处室", Lead),
        ("牵头", Lead),
        ("配合责任单位", Supporting),
        ("配合/责任单位", Supporting),
        ("配合单位", Supporting),
        ("配合部门", Supporting),
        ("配合处室", Supporting),
        ("配合科室", Supporting),
        ("协办单位", Supporting),
        ("协办处室", Supporting),
        ("协助单位", Supporting),
        ("协同单位", Supporting),
        ("参与单位", Supporting),
        ("参加单位", Supporting),
        ("配合", Supporting),
        ("责任单位", Responsible),
        ("责任部门", Responsible),
        ("责任处室", Responsible),
        ("责任科室", Responsible),
        ("责任主体", Responsible),
        ("责任分工", Responsible),
        ("负责单位", Responsible),
        ("负责部门", Responsible),
        ("负责处室", Responsible),
        ("落实单位", Responsible),
        ("落实部门", Responsible),
        ("实施单位", Responsible),
        ("承办单位", Responsible),
        ("承办处室", Responsible),
        ("完成时限", Deadline),
        ("完成时间", Deadline),
        ("完成期限", Deadline),
        ("时限要求", Deadline),
        ("整改时限", Deadline),
        ("适用范围", Person),
        ("责任领导", Person),
        ("责任人", Person),
    ]
};

/// The label that begins `words`, a colon or ] behind it, and where its words begin.
pub(super) fn label(words: &str) -> Option<(Label, usize)> {
    // One character tells most words apart from labels.
    if !words
        .starts_with(['牵', '主', '配', '协', '参', '责', '负', '落', '实', '承', '完', '时', '整', '适'])
    {
        return None;
    }
    let (name, label) = LABELS.iter().find(|(name, _)| words.starts_with(name))?;
    let rest = &words[name.len()..];
    let colon = rest.trim_start_matches(is_blank);
    let behind = colon.strip_prefix(['：', ':', '】', '］'])?;
    let behind = behind.trim_start_matches(['：', ':']);
    Some((*label, words.len() - behind.len()))
}

/// What a table's column of that name asks for.
pub(super) fn column(name: &str) -> Option<Label> {
    LABELS.iter().find(|(label, _)| *label == name).map(|(_, label)| *label)
}

/// Remarks on the order of units, and on what follows: the words before them are the units'.
const REMARKS: [&str; 12] = [
    "列第一位",
    "排在第一位",
    "排第一位",
    "列首位",
    "排在首位",
    "第一位的",
    "第一个单位",
    "逗号前",
    "以黑体字",
    "以下",
    "下同",
    "不再",
];

/// Words behind one label, or before the first.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) label: Option<Label>,
    pub(super) span: Span,
}

/// `span` without the remark at its end, and the order that the remark lays down.
pub(super) fn without_remarks(text: &str, span: Span) -> (Span, Option<Order>) {
    let words = text.get(span.range()).unwrap_or_default();
    let begins = |at: usize| REMARKS.iter().any(|remark| words[at..].starts_with(remark));
    let mut starts = words
        .char_indices()
        .filter(|(_, sign)| matches!(sign, '列' | '排' | '第' | '逗' | '以' | '下' | '不'));
    let Some((at, _)) = starts.find(|(at, _)| begins(*at)) else {
        return (span, None);
    };
    let remark = &words[at..];
    let order = if !words.contains("牵头") {
        None
    } else if remark.contains("逗号前") {
        Some(Order::BeforeCommaLeads)
    } else if remark.contains("第一") || remark.contains("首位") {
        Some(Order::FirstLeads)
    } else {
        None
    };
    // The remark begins behind the stop before it. 各区县政府(含高新区,下同) has its remark in brackets of its own.
    let before = &words[..at];
    let depth = before.matches(['(', '（']).count().saturating_sub(before.matches([')', '）']).count());
    if depth > 0 {
        return (span, order);
    }
    let end = before.rfind(['。', '，', ',', '；', ';']).unwrap_or(at);
    (Span::of(span.start as usize, span.start as usize + end), order)
}

/// The words cut at the labels inside them.
pub(super) fn sections(text: &str, span: Span) -> Vec<Section> {
    let words = text.get(span.range()).unwrap_or_default();
    let base = span.start as usize;
    let mut sections: Vec<Section> = Vec::with_capacity(2);
    let mut depth = 0_i32;
    let mut from = 0;
    let mut open = None;
    let mut at_boundary = true;
    for (at, sign) in words.char_indices() {
        if at < from {
            continue;
        }
        if depth == 0
            && at_boundary
            && let Some((label, length)) = label(&words[at..])
        {
            push(&mut sections, open, base, words, from, at);
            open = Some(label);
            from = at + length;
            continue;
        }
        at_boundary =
            is_blank(sign) || matches!(sign, '，' | ',' | '；' | ';' | '。' | '、' | '【' | '［' | '|');
        match sign {
            '(' | '（' | '[' | '〔' => depth += 1,
            ')' | '）' | ']' | '〕' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    push(&mut sections, open, base, words, from, words.len());
    sections
}

fn push(sections: &mut Vec<Section>, label: Option<Label>, base: usize, words: &str, from: usize, to: usize) {
    let part = &words[from..to];
    let is_edge = |sign: char| is_blank(sign) || "，,；;。、【［|".contains(sign);
    let start = from + (part.len() - part.trim_start_matches(is_edge).len());
    let end = start + words[start..to].trim_end_matches(is_edge).len();
    if start < end {
        sections.push(Section { label, span: Span::of(base + start, base + end) });
    }
}
