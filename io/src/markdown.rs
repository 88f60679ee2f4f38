//! Markdown without its signs: the words as a reader sees them, each with its place in the source. A source without signs
//! is left as it is, to the byte.
//!
//! Signs of headings, emphasis, links, quotations and bullets go; numbers of lists stay, for they are words of a document.
//! Cells of tables are divided by tabs. Code in fences, front matter, comments and tags are no part of a document.

use crate::{At, Origins, Piece, Reading, Remark};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A part of the source that is kept, perhaps in other words.
#[derive(Debug)]
struct Kept {
    range: Range<usize>,
    /// What a reader sees instead: of `&amp;` the sign.
    words: Option<String>,
}

/// Bytes of a source beyond which its signs stay: the tree of one takes many times its size.
const MOST: usize = 16 << 20;

/// The reading of a source without its signs.
pub(crate) fn strip_reading(source: Reading) -> Reading {
    let mut source = source;
    if source.text.len() > MOST {
        source.remarks.push(Remark {
            zh: format!("Markdown 超过 {} MB，按纯文本读取，标记未去掉", MOST >> 20),
            en: format!("Markdown of more than {} MB, read as plain text with its signs", MOST >> 20),
        });
    }
    match strip(&source.text) {
        Some((text, origins)) => Reading { text, origins, ..source },
        None => source,
    }
}

/// The words of the source and their places; `None` where they are all of it, and of one that is too large.
pub(crate) fn strip(source: &str) -> Option<(String, Origins)> {
    if source.len() > MOST {
        return None;
    }
    let start = source.len() - source.trim_start_matches('\u{FEFF}').len();
    let mut reader = Reader::default();
    let body = source.get(start..)?;
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        reader.take(event, range, body);
    }
    let Reader { mut kept, rows, breaks, .. } = reader;
    kept.sort_by_key(|part| part.range.start);
    let mut text = Text { source, shift: start, text: source.get(..start)?.to_owned(), ..Text::default() };
    text.origins.push(Piece { start: 0, end: start as u32, at: At::Bytes { start: 0, end: start as u32 } });
    let (mut kept, mut rows, mut breaks) =
        (kept.into_iter().peekable(), rows.into_iter().peekable(), breaks.into_iter().peekable());
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']).len();
        let (from, to, end) = (at, at + content, at + line.len());
        at = end;
        while rows.next_if(|row: &Range<usize>| row.end <= from).is_some() {}
        while breaks.next_if(|place| *place < from).is_some() {}
        let is_row = rows.peek().is_some_and(|row| row.start < end);
        let is_broken = breaks.peek().is_some_and(|place| *place < end);
        let mut done = from;
        let mut is_any = false;
        while let Some(part) = kept.next_if(|part| part.range.start < end) {
            let range = part.range.start.max(done)..part.range.end.min(to);
            if part.words.is_none() && range.is_empty() {
                continue;
            }
            if !is_row {
                text.gap(done..range.start);
            }
            match part.words {
                Some(words) => text.other(&words, part.range.clone()),
                None => text.same(range.clone()),
            }
            done = done.max(range.end);
            is_any = true;
        }
        let is_blank = body.get(from..to).is_some_and(|words| words.trim().is_empty());
        if is_any || is_blank {
            if !is_row && !is_broken {
                text.gap(done..to);
            }
            text.same(to..end);
        }
    }
    (text.text != source).then_some((text.text, text.origins))
}

fn options() -> Options {
    // Single tildes strike out too, and 3~5 is a range here: no strikethrough.
    Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// Goes through the events and notes what is kept.
#[derive(Debug, Default)]
struct Reader {
    kept: Vec<Kept>,
    /// Rows of tables.
    rows: Vec<Range<usize>>,
    /// Hard line breaks, whose blanks at the line's end are signs.
    breaks: Vec<usize>,
    /// Whether each list that is open has numbers.
    lists: Vec<bool>,
    /// How many open parts are no words.
    hidden: u32,
    /// Cells of the row so far.
    cells: u32,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, range: Range<usize>, source: &str) {
        match event {
            Event::Start(tag) => self.start(&tag, range, source),
            Event::End(tag) => self.end(tag),
            _ if self.hidden > 0 => {}
            Event::Text(words) => {
                let same = source.get(range.clone()) == Some(&*words);
                self.kept.push(Kept { range, words: (!same).then(|| words.into_string()) });
            }
            Event::Code(words) => {
                let inner = source.get(range.clone()).and_then(|code| code.find(&*words));
                match inner {
                    Some(at) => {
                        let from = range.start + at;
                        self.kept.push(Kept { range: from..from + words.len(), words: None });
                    }
                    None => self.kept.push(Kept { range, words: Some(words.into_string()) }),
                }
            }
            Event::Html(_) => self.html(range, source),
            Event::HardBreak => self.breaks.push(range.start),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>, source: &str) {
        match tag {
            Tag::List(number) => self.lists.push(number.is_some()),
            Tag::Item if self.hidden == 0 && self.lists.last() == Some(&true) => {
                let item = source.get(range.clone()).unwrap_or_default();
                let digits =
                    item.len() - item.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
                let blanks = item.get(digits + 1..).unwrap_or_default();
                let blanks = blanks.len() - blanks.trim_start_matches([' ', '\t']).len();
                let end = (range.start + digits + 1 + blanks).min(range.end);
                self.kept.push(Kept { range: range.start..end, words: None });
            }
            Tag::TableHead | Tag::TableRow => {
                self.rows.push(range);
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.kept.push(Kept { range: range.start..range.start, words: Some("\t".to_owned()) });
                }
                self.cells += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) | Tag::MetadataBlock(_) | Tag::Image { .. } => {
                self.hidden += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists.pop();
            }
            // Blocks of code that are indented were not hidden (an office indents paragraphs), and are in nothing hidden.
            TagEnd::MetadataBlock(_) | TagEnd::Image | TagEnd::CodeBlock => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// The words between tags.
    fn html(&mut self, range: Range<usize>, source: &str) {
        let mut from = range.start;
        let html = source.get(range.clone()).unwrap_or_default();
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.kept.push(Kept { range: from..from + open, words: None });
            let tag = rest.get(open..).unwrap_or_default();
            let length = match tag.starts_with("<!--") {
                true => tag.find("-->").map(|at| at + 3),
                false => tag.find('>').map(|at| at + 1),
            };
            let length = length.unwrap_or(tag.len());
            from += open + length;
            rest = tag.get(length..).unwrap_or_default();
        }
        self.kept.push(Kept { range: from..range.end, words: None });
    }
}

/// The text as it grows.
#[derive(Debug, Default)]
struct Text<'s> {
    source: &'s str,
    /// Where the parser's offsets begin.
    shift: usize,
    text: String,
    origins: Origins,
}

impl Text<'_> {
    /// What lies between kept parts: blanks stay, signs go.
    fn gap(&mut self, range: Range<usize>) {
        let words = self.source.get(self.shift + range.start..self.shift + range.end).unwrap_or_default();
        if words.trim().is_empty() {
            self.same(range);
        }
    }

    fn same(&mut self, range: Range<usize>) {
        let (start, end) = (self.shift + range.start, self.shift + range.end);
        let Some(words) = self.source.get(start..end) else { return };
        let at = self.text.len() as u32;
        self.text.push_str(words);
        let at = Piece {
            start: at,
            end: at + words.len() as u32,
            at: At::Bytes { start: start as u32, end: end as u32 },
        };
        self.origins.extend(at);
    }

    fn other(&mut self, words: &str, range: Range<usize>) {
        let at = self.text.len() as u32;
        self.text.push_str(words);
        let (start, end) = ((self.shift + range.start) as u32, (self.shift + range.end) as u32);
        if start < end {
            self.origins.push(Piece {
                start: at,
                end: at + words.len() as u32,
                at: At::Bytes { start, end },
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(source: &str) -> String {
        strip(source).map_or_else(|| source.to_owned(), |(text, _)| text)
    }

    #[test]
    fn a_source_without_signs_stays_to_the_byte() {
        for source in [
            "\u{FEFF}𠮷😀云办发[2019]6号\r\n各处室负责，，，按时报送。\r\n有关处室",
            "　　一、总体要求  \n\n    （一）目标。\n1. 加强领导。\n2．抓好落实。\n",
            "联系电话：138****1234，张**，3~5月，<单位>，[附件]\n\n\n",
            "",
        ] {
            assert!(strip(source).is_none(), "{:?}", strip(source));
        }
    }

    #[test]
    fn signs_go_and_words_stay() {
        let source = "---\ntitle: x\n---\n# 关于*印发*方案的**通知**\n\n各处室：\n\n> 引用 `代码` &amp; [链接](https://example.com \"t\")\n\n- 甲\n  - 乙\n\n3. 丙\n4. 丁 ##\n\n***\n\n```\n代码，，\n```\n\n<p align=\"right\">云水省数据局</p>\n<!-- 注 -->\n\n标题\n===\n末行  \n又\\*一行\n";
        let expected = "关于印发方案的通知\n\n各处室：\n\n引用 代码 & 链接\n\n甲\n乙\n\n3. 丙\n4. 丁 ##\n\n\n\n云水省数据局\n\n标题\n末行\n又*一行\n";
        assert_eq!(stripped(source), expected);
    }

    #[test]
    fn cells_are_divided_by_tabs() {
        let source = "| 序号 | 任务 | 单位 |\n|---|:-:|--|\n| 1 |  | **甲** |\n2 | 乙\n";
        assert_eq!(stripped(source), "序号\t任务\t单位\n1\t\t甲\n2\t乙\n");
    }

    #[test]
    fn places_are_those_of_the_source() {
        let source = "\u{FEFF}# 𠮷😀**落实，，**&amp;按时\r\n\r\n* 有关处室\r\n";
        let (text, origins) = strip(source).unwrap();
        assert_eq!(text, "\u{FEFF}𠮷😀落实，，&按时\r\n\r\n有关处室\r\n");
        for words in ["𠮷", "，，", "按时\r\n", "有关处室"] {
            let start = text.find(words).unwrap();
            let origin = origins.origin(start as u32, (start + words.len()) as u32).unwrap();
            let range = origin.start.unwrap() as usize..origin.end.unwrap() as usize;
            assert_eq!(&source[range], words);
        }
        let at = text.find('&').unwrap() as u32;
        let origin = origins.origin(at, at + 1).unwrap();
        assert_eq!(&source[origin.start.unwrap() as usize..origin.end.unwrap() as usize], "&amp;");
    }
}
