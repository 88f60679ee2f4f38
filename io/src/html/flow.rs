//! The words of a range of nodes as lines: blocks and `<br>` end a line, rows of data tables are lines with tabs.

use super::grid::{Grid, Tables};
use super::lines::Lines;
use super::shown::Shown;
use super::tag::Tag;
use super::tree::{Name, NodeKind, Tree};
use std::ops::Range;

/// A page with what is known of it.
#[derive(Debug)]
pub(super) struct Page<'p> {
    pub(super) text: &'p str,
    pub(super) tree: &'p Tree,
    pub(super) shown: &'p Shown,
    pub(super) tables: &'p Tables,
}

impl Page<'_> {
    /// Writes the words of `nodes`. Lines of furniture (打印, 关闭, 上一篇：…) are left out.
    pub(super) fn write(&self, nodes: Range<u32>, lines: &mut Lines) {
        let mut grids: Vec<Grid> = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        let mut at = nodes.start;
        lines.stretch();
        while at < nodes.end {
            while let Some(ended) = open.pop_if(|open| open.end <= at) {
                Self::close(&ended, lines, &mut grids);
            }
            let node = self.tree.nodes[at as usize];
            if self.shown.is_hidden(at) {
                at = node.end;
                lines.stretch();
                continue;
            }
            match node.kind {
                NodeKind::Words => {
                    lines.stretch();
                    let kept = open.iter().rev().any(|open| open.how == How::Kept);
                    for words in self.tree.words(self.text, at) {
                        lines.words(words, kept);
                    }
                }
                NodeKind::Element(Tag::Br) => end_line(lines),
                NodeKind::Element(tag) => {
                    if let Some(how) = self.open(at, tag, &open, lines, &mut grids) {
                        open.push(Open { end: node.end.min(nodes.end), how });
                    }
                }
                NodeKind::Comment => {}
            }
            at += 1;
        }
        while let Some(ended) = open.pop() {
            Self::close(&ended, lines, &mut grids);
        }
        end_line(lines);
    }

    fn open(
        &self,
        node: u32,
        tag: Tag,
        open: &[Open],
        lines: &mut Lines,
        grids: &mut Vec<Grid>,
    ) -> Option<How> {
        let in_data = || open.iter().rev().find(|open| open.how != How::Kept && open.how != How::Block);
        let how = match tag {
            Tag::Table if self.tables.is_data(node) => {
                end_line(lines);
                grids.push(Grid::default());
                return Some(How::Data);
            }
            Tag::Tr if in_data().is_some_and(|open| open.how == How::Data) => {
                end_line(lines);
                grids.last_mut()?.row();
                How::Row
            }
            Tag::Td if in_data().is_some_and(|open| matches!(open.how, How::Row)) => {
                let (before, behind) = grids.last_mut()?.cell(Grid::spans(self.tree, node));
                lines.cell(before);
                How::Cell { behind }
            }
            Tag::Pre => How::Kept,
            _ if tag.is_block() && self.is_kept(node) => How::Kept,
            _ if tag.is_block() => How::Block,
            _ => return None,
        };
        if matches!(how, How::Block | How::Kept) {
            end_line(lines);
        }
        Some(how)
    }

    /// Whether line breaks of the source are shown.
    fn is_kept(&self, node: u32) -> bool {
        self.tree
            .attribute(node, Name::Style)
            .is_some_and(|style| style.contains("pre-wrap") || style.contains("pre-line"))
    }

    fn close(ended: &Open, lines: &mut Lines, grids: &mut Vec<Grid>) {
        match ended.how {
            How::Block | How::Kept => end_line(lines),
            How::Data => {
                grids.pop();
                end_line(lines);
            }
            How::Row => lines.row_end(grids.last_mut().map_or(0, Grid::taken)),
            How::Cell { behind } => lines.cell_end(behind),
        }
    }
}

/// An element that is open, and how it ends.
#[derive(Debug)]
struct Open {
    end: u32,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Block,
    /// Line breaks of the source are line breaks.
    Kept,
    /// A table that holds data, its rows and its cells.
    Data,
    Row,
    Cell {
        behind: u32,
    },
}

/// Ends the line, and takes it back where it is furniture.
fn end_line(lines: &mut Lines) {
    if !lines.in_cell() && is_furniture(lines.line()) {
        lines.drop_line();
    }
    lines.end();
}

/// Words of which lines of furniture are made.
const BUTTONS: [&str; 34] = [
    "打印",
    "关闭",
    "本页",
    "窗口",
    "页面",
    "字体",
    "字号",
    "大小",
    "分享",
    "收藏",
    "返回",
    "顶部",
    "首页",
    "下载",
    "到",
    "大",
    "中",
    "小",
    "微信",
    "微博",
    "朋友圈",
    "QQ空间",
    "新浪",
    "我要",
    "纠错",
    "语音",
    "播报",
    "朗读",
    "此页",
    "文章",
    "正文",
    "本文",
    "选择",
    "A",
];
/// One of these makes it furniture.
const CERTAIN: [&str; 7] = ["打印", "关闭", "字体", "字号", "分享", "收藏", "返回顶部"];
/// How lines begin that lead elsewhere or count visits.
const LEADS: [&str; 19] = [
    "当前位置",
    "您当前的位置",
    "您当前所在",
    "您现在的位置",
    "您所在的位置",
    "您的位置",
    "你当前的位置",
    "所在位置",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "扫一扫",
    "扫码",
    "浏览次数",
    "浏览量",
    "阅读次数",
    "访问量",
    "点击数",
];
/// How long such a line is, in bytes.
const MOST_FURNITURE: usize = 240;

/// Whether a line is furniture.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.is_empty() || line.len() > MOST_FURNITURE || line.contains('。') {
        return false;
    }
    let frame =
        |letter: char| gongkai::source::is_blank(letter) || "【】[]［］（）()｜|:：/-+＋—>×".contains(letter);
    let start = line.trim_start_matches(frame);
    if LEADS.iter().any(|lead| {
        start.strip_prefix(lead).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(frame)
                || lead.starts_with("扫")
                || lead.starts_with("您当前所在")
        })
    }) {
        return true;
    }
    if !CERTAIN.iter().any(|certain| line.contains(certain)) {
        return false;
    }
    let mut rest = start;
    while !rest.is_empty() {
        match BUTTONS.iter().find_map(|button| rest.strip_prefix(button)) {
            Some(after) => rest = after.trim_start_matches(frame),
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: &str) -> String {
        let tree = Tree::parse(page).unwrap();
        let shown = Shown::of(&tree, page);
        let tables = Tables::of(&tree, &shown);
        let page = Page { text: page, tree: &tree, shown: &shown, tables: &tables };
        let mut lines = Lines::default();
        page.write(tree.below(0), &mut lines);
        lines.text
    }

    #[test]
    fn blocks_and_breaks_are_lines() {
        assert_eq!(
            text(
                "<p>&nbsp;　　各镇<b>人民</b>政府：<br/>　　为<span>做好</span>工作，<div>一、甲</div><ul><li>乙<li>丙</ul>丁"
            ),
            "各镇人民政府：\n为做好工作，\n一、甲\n乙\n丙\n丁\n"
        );
        assert_eq!(
            text("<pre>甲\n\n  乙</pre><p style='white-space: pre-wrap'>丙\n丁</p>"),
            "甲\n乙\n丙\n丁\n"
        );
    }

    #[test]
    fn rows_are_lines_with_tabs() {
        assert_eq!(
            text(
                "<table><tr><th rowspan=2>指标</th><th colspan=2>数量</th></tr><tr><td>本年<br>新收</td><td> 上年 </td></tr>\
                  <tr><td>甲</td><td><p>1</p></td><td></td></tr><tr><td></td><td></td><td></td></tr></table>乙"
            ),
            "指标\t数量\t\n\t本年 新收\t上年\n甲\t1\t\n乙\n"
        );
        assert_eq!(
            text("<table><tr><td><p>甲</p><p>乙</p></td></tr><tr><td>丙</td></tr></table>"),
            "甲\n乙\n丙\n"
        );
    }

    #[test]
    fn lines_of_furniture_are_left_out() {
        for line in [
            "【打印】 【关闭】",
            "字号：[ 大 中 小 ]",
            "当前位置：首页 > 政务公开",
            "分享到：",
            "上一篇：关于甲的通知",
            "扫一扫在手机打开当前页",
            "打印本页 | 关闭窗口",
        ] {
            assert_eq!(text(&format!("<div>{line}</div><p>甲")), "甲\n", "{line}");
        }
        for line in ["关闭非法采砂场", "打印机采购公告", "上一篇章的任务", "大中小学", "访问量统计办法"]
        {
            assert_eq!(text(line), format!("{line}\n"));
        }
    }
}
