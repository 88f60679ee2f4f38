//! What stands around a number: the label before it, the sentence, the table it is a cell of.

use crate::source::{Line, Source, Span, is_blank};

/// How many bytes before a number can hold its label.
const BEFORE: usize = 120;
/// How many lines above a cell can hold its column's name.
const ABOVE: usize = 60;

/// Labels of resident ids.
pub(super) const ID: &[&str] = &[
    "身份证",
    "身份号码",
    "公民身份",
    "证件号",
    "证件编号",
    "社会保障号",
    "残疾证",
    "残疾人证",
    "学籍号",
    "居民证",
];
/// Labels of telephones, on paper and on screens.
pub(super) const TELEPHONE: &[&str] =
    &["电话", "手机", "移动号", "联系", "热线", "微信", "传真", "致电", "拨打", "短信"];
/// Labels of bank accounts.
pub(super) const ACCOUNT: &[&str] =
    &["卡号", "账号", "帐号", "账户", "帐户", "银行卡", "一卡通", "开户", "户名", "存折", "打卡"];

/// A number's place with its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'t> {
    text: &'t str,
    pub(super) line: Line,
    span: Span,
}

impl<'t> Surroundings<'t> {
    pub(super) fn of(source: &Source<'t>, span: Span) -> Self {
        Self { text: source.text(), line: *source.line_at(span.start), span }
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
    pub(super) fn is_labelled_otherwise(&self, own: &[&str]) -> bool {
        let label = self.label();
        if holds(label, own) {
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

    /// The lines above, nearest first, as far as they look like rows of a table.
    pub(super) fn rows_above<'s>(&self, source: &'s Source<'t>) -> impl Iterator<Item = &'t str> + 's {
        let index = source.line_index(self.span.start);
        source.lines()[..index]
            .iter()
            .rev()
            .take(ABOVE)
            .map(|line| source.slice(line.content()))
            .take_while(|row| row.len() <= 400 && !row.contains('。'))
    }

    /// Whether a column's name above the cell, or a label before the number, holds one of `words`.
    pub(super) fn is_about(&self, source: &Source<'t>, words: &[&str]) -> bool {
        holds(self.sentence(), words)
            || (self.is_cell() && self.rows_above(source).any(|row| holds(row, words)))
    }
}

/// Whether `text` holds one of `words`.
pub(super) fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
