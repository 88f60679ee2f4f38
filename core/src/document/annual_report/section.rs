//! The six parts of the report, found by their numbered headings; a table of contents in front of them is passed over.

use super::squeezed::Squeezed;
use crate::source::{Source, Span};
use serde::Serialize;

/// A part of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// 一、总体情况
    Overview,
    /// 二、主动公开政府信息情况
    Disclosure,
    /// 三、收到和处理政府信息公开申请情况
    Requests,
    /// 四、政府信息公开行政复议、行政诉讼情况
    Reviews,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    Other,
}

impl SectionKind {
    /// All six, in order.
    pub const ALL: [Self; 6] =
        [Self::Overview, Self::Disclosure, Self::Requests, Self::Reviews, Self::Problems, Self::Other];

    /// Its number and title in the official format.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "一、总体情况",
            Self::Disclosure => "二、主动公开政府信息情况",
            Self::Requests => "三、收到和处理政府信息公开申请情况",
            Self::Reviews => "四、政府信息公开行政复议、行政诉讼情况",
            Self::Problems => "五、存在的主要问题及改进情况",
            Self::Other => "六、其他需要报告的事项",
        }
    }

    /// What its heading holds, whatever its exact words.
    const fn signs(self) -> &'static [&'static str] {
        match self {
            Self::Overview => &["总体", "概述", "概况", "基本情况"],
            Self::Disclosure => &["主动公开"],
            Self::Requests => &["收到", "申请情况", "申请的情况", "申请办理", "依申请公开"],
            Self::Reviews => &["行政复议", "行政诉讼"],
            Self::Problems => &["问题"],
            Self::Other => &["其他"],
        }
    }
}

/// A part with its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReportSection {
    /// Which.
    pub kind: SectionKind,
    /// Its heading.
    pub heading: Span,
    /// What stands under it.
    pub span: Span,
}

/// How far behind its number a heading's words may stand, in bytes.
const HEADING: usize = 90;
/// A line of fewer bytes than this goes on in the next: its heading was broken.
const BROKEN: usize = 24;

struct Candidate {
    kind: SectionKind,
    from: usize,
    to: usize,
}

/// The parts that the text has, in order.
pub(super) fn parse(source: &Source<'_>, words: &Squeezed) -> Vec<ReportSection> {
    let candidates = candidates(source, words);
    // The last chain in order counts: contents and introductions name the parts before they come.
    let mut chosen: Vec<&Candidate> = Vec::with_capacity(SectionKind::ALL.len());
    let mut limit = usize::MAX;
    for kind in SectionKind::ALL.into_iter().rev() {
        let last = candidates.iter().rev().find(|candidate| candidate.kind == kind && candidate.to <= limit);
        if let Some(candidate) = last {
            limit = candidate.from;
            chosen.push(candidate);
        }
    }
    chosen.reverse();
    let ends = chosen.iter().skip(1).map(|next| next.from).chain([words.text().len()]);
    chosen
        .iter()
        .zip(ends)
        .map(|(candidate, end)| ReportSection {
            kind: candidate.kind,
            heading: words.span(source, candidate.from, candidate.to),
            // Blank cells stand between the last words and the next heading.
            span: Span::new(
                words.span(source, candidate.from, candidate.to).end,
                if end == words.text().len() { source.text().len() as u32 } else { words.place(end) },
            ),
        })
        .collect()
}

fn candidates(source: &Source<'_>, words: &Squeezed) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let text = words.text();
    for line in source.lines().iter().filter(|line| !line.is_blank()) {
        let (from, mut end) = (words.index(line.content_start), words.index(line.content_end));
        if end - from < BROKEN {
            end = next_break(source, words, line.end);
        }
        let mut end = end.min(from + HEADING);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let Some(heading) = text.get(from..end) else { continue };
        for kind in SectionKind::ALL {
            if let Some(length) = heading_length(kind, heading) {
                candidates.push(Candidate { kind, from, to: from + length });
                break;
            }
        }
    }
    // A text without line breaks has its headings inside.
    for kind in SectionKind::ALL {
        if candidates.iter().any(|candidate| candidate.kind == kind) {
            continue;
        }
        let mut from = 0;
        while let Some(at) = words.find(kind.title(), from) {
            from = at + kind.title().len();
            candidates.push(Candidate { kind, from: at, to: from });
        }
    }
    candidates.sort_by_key(|candidate| candidate.from);
    candidates
}

/// Where the line behind byte `end` of the source ends, in the words.
fn next_break(source: &Source<'_>, words: &Squeezed, end: u32) -> usize {
    let next = source.lines().get(source.line_index(end) + 1);
    words.index(next.map_or(end, |line| line.content_end))
}

/// The length of the heading that `words` begin with, where they begin with that of `kind`.
fn heading_length(kind: SectionKind, words: &str) -> Option<usize> {
    let title = kind.title();
    let (numeral, name) = title.split_once('、')?;
    // The official words alone on their line, their number lost.
    if words == name {
        return Some(words.len());
    }
    let rest = words.strip_prefix(numeral).or_else(|| {
        words
            .strip_prefix('第')
            .and_then(|rest| rest.strip_prefix(numeral))
            .and_then(|rest| rest.strip_prefix("部分"))
    })?;
    let rest = rest
        .strip_prefix(['、', '.', '．', '，', '：'])
        .or_else(|| words.starts_with('第').then_some(rest))?;
    if let Some(behind) = rest.strip_prefix(name) {
        return Some(words.len() - behind.len());
    }
    // A heading ends with its line, or where its sentence does.
    let length = rest.find(['。', '；', '：', '\u{2026}']).unwrap_or(rest.len());
    let heading = &rest[..length];
    kind.signs().iter().any(|sign| heading.contains(sign)).then(|| words.len() - rest.len() + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(text: &str) -> Vec<(SectionKind, String)> {
        let source = Source::new(text);
        let words = Squeezed::of(&source, Span::of(0, text.len()));
        parse(&source, &words)
            .into_iter()
            .map(|section| (section.kind, source.slice(section.heading).to_owned()))
            .collect()
    }

    const ALL: &str = "一、总体情况\n甲。\n二、主动公开政府信息情况\n规章 1\n三、收到和处理政府信息公开申请情况\n\
        一、本年新收政府信息公开申请数量 1\n二、上年结转政府信息公开申请数量 0\n四、结转下年度继续办理 0\n\
        四、政府信息公开行政复议、行政诉讼情况\n0\n五、存在的主要问题及改进情况\n乙。\n六、其他需要报告的事项\n无。\n";

    #[test]
    fn headings_are_told_from_rows_of_tables_and_from_contents() {
        let kinds: Vec<_> = sections(ALL).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, SectionKind::ALL);
        let contents = "目录\n一、总体情况……1\n二、主动公开政府信息情况……2\n三、收到和处理政府信息公开申请情况……3\n\
            四、政府信息公开行政复议、行政诉讼情况……4\n五、存在的主要问题及改进情况……5\n六、其他需要报告的事项……6\n";
        let text = format!("{contents}{ALL}");
        let found = sections(&text);
        assert_eq!(found.len(), 6);
        assert!(found.iter().all(|(_, heading)| !heading.contains('…')), "{found:?}");
    }

    #[test]
    fn a_text_without_line_breaks_and_broken_headings_have_their_parts() {
        assert_eq!(sections(&ALL.replace('\n', "")).len(), 6);
        let broken = ALL.replace("五、存在的主要问题及改进情况", "五、存在的主\n要问题及改进情况");
        assert_eq!(sections(&broken).len(), 6);
        let other = ALL.replace("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的不足和问题");
        assert_eq!(sections(&other).len(), 6);
        assert_eq!(sections(&ALL.replace("六、其他需要报告的事项", "附件")).len(), 5);
    }
}
