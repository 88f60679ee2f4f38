//! What stands around a number: the label before it, the sentence, the table it is a cell of.

use super::topic::{Columns, Topic, Topics};
use crate::check::structural::Context;
use crate::source::{Line, Source, Span, is_blank};

/// How many bytes before a number can hold its label.
const BEFORE: usize = 120;

/// A number's place with its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'c, 't> {
    source: &'c Source<'t>,
    columns: &'c Columns,
    text: &'t str,
    /// The index of its line.
    pub(super) index: usize,
    line: Line,
    span: Span,
}

impl<'c, 't> Surroundings<'c, 't> {
    pub(super) fn of(context: Context<'c, 't>, span: Span) -> Self {
        let source = &context.document.source;
        let index = source.line_index(span.start);
        let columns = &context.numbers().columns;
        Self { source, columns, text: source.text(), index, line: source.lines()[index], span }
    }

    /// The words before the number on its line, up to forty characters.
    pub(super) fn before(&self) -> &'t str {
        let mut from = (self.span.start as usize).saturating_sub(BEFORE).max(self.line.start as usize);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        self.text.get(from..self.span.start as usize).unwrap_or("")
    }

    /// The words after the number on its line, up to forty characters.
    pub(super) fn after(&self) -> &'t str {
        let mut to =
            (self.span.end as usize + BEFORE).min(self.line.end as usize).max(self.span.end as usize);
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        self.text.get(self.span.end as usize..to).unwrap_or("")
    }

    /// The words before the number, no further back than its own sentence or cell.
    pub(super) fn sentence(&self) -> &'t str {
        let before = self.before();
        before.rsplit(['。', '；', ';', '！', '？', '\t', '|']).next().unwrap_or(before)
    }

    /// The label that stands directly before the number: its words without colon, brackets and blanks.
    pub(super) fn label(&self) -> &'t str {
        let before = self.before().trim_end_matches(|character: char| {
            is_blank(character) || ":：是为（(【[“\"‘'=#".contains(character)
        });
        let from = before
            .char_indices()
            .rev()
            .take(10)
            .take_while(|(_, character)| !"。；;，,、：:）)|".contains(*character))
            .last()
            .map_or(before.len(), |(at, _)| at);
        &before[from..]
    }

    /// Whether a label says that the number is one of another kind: …号, …编码, …代码.
    pub(super) fn is_labelled_otherwise(&self, own: Topic) -> bool {
        let label = self.label();
        if holds(label, own.words()) {
            return false;
        }
        let stem = ["号码", "号", "编码", "代码", "条码", "识别码", "编号", "ID", "No.", "No", "NO."]
            .iter()
            .find_map(|ending| label.strip_suffix(ending));
        // A house number (泉城路19号) is no label of what follows it.
        stem.is_some_and(|stem| {
            let counted = |last: char| last.is_ascii_digit() || "一二三四五六七八九十".contains(last);
            !stem.is_empty() && !stem.ends_with(counted)
        })
    }

    /// Whether the number counts money or things: 元 behind it, ￥ before it, a decimal fraction.
    pub(super) fn is_amount(&self) -> bool {
        let after = self.after();
        let unit = after.trim_start_matches(is_blank);
        let fraction = after
            .strip_prefix(['.', '．'])
            .is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
        let counts =
            |name: &&str| unit.starts_with(*name) && !unit.starts_with("股份") && !unit.starts_with("股东");
        fraction
            || self.before().ends_with("0.")
            || self.before().ends_with(['￥', '¥', '$', '€'])
            || [
                "元", "万", "亿", "美元", "港元", "欧元", "股", "吨", "平方", "立方", "公里", "千瓦", "%",
                "％",
            ]
            .iter()
            .any(counts)
    }

    /// Whether the number is part of a longer word of letters and digits: a code, an address of a page.
    pub(super) fn is_within_word(&self) -> bool {
        let before = self.before();
        let letters = before.trim_end_matches(|last: char| last.is_ascii_alphabetic());
        let prefix = before[letters.len()..].to_ascii_lowercase();
        let prefixed = !matches!(
            prefix.as_str(),
            "" | "g" | "l" | "id" | "no" | "tel" | "mob" | "mobile" | "phone" | "wx" | "vx" | "qq"
        );
        prefixed || self.after().starts_with(|next: char| next.is_ascii_alphanumeric()) || self.is_address()
    }

    /// Whether the unbroken ASCII around the number is the address of a page or file on the web.
    fn is_address(&self) -> bool {
        let plain = |character: &char| character.is_ascii_graphic();
        let before = self.before();
        let head = before.chars().rev().take_while(plain).map(char::len_utf8).sum::<usize>();
        let tail = self.after().chars().take_while(plain).map(char::len_utf8).sum::<usize>();
        let head = &before[before.len() - head..];
        let tail = &self.after()[..tail];
        head.contains("://")
            || head.contains("www.")
            || head.contains(".gov.")
            || [".htm", ".shtml", ".jsp", ".aspx"].iter().any(|name| tail.starts_with(name))
    }

    /// Whether the number fills a cell: blanks, bars or the line's ends on both sides.
    pub(super) fn is_cell(&self) -> bool {
        let edge = |character: Option<char>| {
            character.is_none_or(|character| is_blank(character) || matches!(character, '|' | '│' | '丨'))
        };
        edge(self.before().chars().next_back()) && edge(self.after().chars().next())
    }

    /// What the rows of the table above the number speak of.
    pub(super) fn above(&self) -> Topics {
        self.columns.above(self.source, self.index)
    }

    /// Whether a column's name above the cell, or a label before the number, speaks of `topic`.
    pub(super) fn is_about(&self, topic: Topic) -> bool {
        holds(self.sentence(), topic.words()) || (self.is_cell() && self.above().holds(topic))
    }
}

/// Whether `text` holds one of `words`.
pub(super) fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
