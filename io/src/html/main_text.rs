//! Where the main text of a page stands.
//! In: the tree and what of it is read. Out: a range of nodes.
//!
//! Content systems mark it: by comments and meta tags around it, by elements of their own, by class names and ids. Where none
//! does, it is the innermost element that holds most of the words outside links.

use super::grid::Tables;
use super::shown::Shown;
use super::tag::Tag;
use super::tree::{Name, NodeKind, Tree};
use std::ops::Range;

/// The main text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Main {
    /// Its nodes.
    pub(super) nodes: Range<u32>,
    /// Whether the page marks it.
    pub(super) marked: bool,
}

/// Class names and ids by which content systems (拓尔思、大汉、开普、博达 and others) mark it, in small letters.
const MARKS: [&str; 66] = [
    "trs_editor",
    "trs_ueditor",
    "trs_editor_view",
    "view trs_ueditor",
    "custom_unionstyle",
    "ucapcontent",
    "ucap-content",
    "zoom",
    "zoomcon",
    "zoomcontent",
    "article-content",
    "article_content",
    "articlecontent",
    "articlecon",
    "article-con",
    "article_con",
    "content_article",
    "content-article",
    "article-body",
    "article_body",
    "articlebody",
    "artibody",
    "articletext",
    "artcontent",
    "art_con",
    "art-content",
    "arc-content",
    "arccontent",
    "arti_content",
    "info_cont",
    "info-cont",
    "infocontent",
    "detailcon",
    "detail-con",
    "detail_con",
    "detail-content",
    "detail_content",
    "detailcontent",
    "pages_content",
    "pages-content",
    "page_content",
    "news_content",
    "news-content",
    "newscontent",
    "news_text",
    "text-content",
    "textcontent",
    "contenttext",
    "wp_articlecontent",
    "v_news_content",
    "vsb_content",
    "bt_content",
    "bt-content",
    "xl-content",
    "xl_content",
    "xlcontent",
    "xxgk_content",
    "xxgkcontent",
    "xxnr",
    "wzcon",
    "wznr",
    "printcontent",
    "print_content",
    "print-content",
    "main-text",
    "maintext",
];

/// Words by which a comment or a meta tag begins the main text, and those by which one ends it. The last are 大汉's:
/// `<!--ZJEG_RSS.content.begin-->`, `<!--<$[信息内容]>begin-->`.
const BEGINS: [&str; 14] = [
    "enpcontent",
    "contentstart",
    "content start",
    "content begin",
    "正文开始",
    "正文内容开始",
    "正文内容 start",
    "正文 start",
    "正文start",
    "文章内容开始",
    "内容开始",
    "文章开始",
    "zjeg_rss.content.begin",
    "<$[信息内容]>begin",
];
const ENDS: [&str; 14] = [
    "/enpcontent",
    "contentend",
    "content end",
    "content over",
    "正文结束",
    "正文内容结束",
    "正文内容 end",
    "正文 end",
    "正文end",
    "文章内容结束",
    "内容结束",
    "文章结束",
    "zjeg_rss.content.end",
    "<$[信息内容]>end",
];

/// What a mark holds at least to be believed where the page has far more elsewhere.
const FEW_WORDS: u32 = 60;
/// How many pairs of comments are looked at.
const MOST_PAIRS: usize = 16;

impl Main {
    /// The main text of the page, however short.
    pub(super) fn of(tree: &Tree, shown: &Shown, tables: &Tables) -> Self {
        let dense = dense(tree, shown, tables);
        let Some((nodes, words)) = marked(tree, shown) else {
            return Self { nodes: tree.below(dense), marked: false };
        };
        let inside = tree.below(dense).start >= nodes.start && tree.below(dense).end <= nodes.end
            || nodes.start >= dense && nodes.end <= tree.below(dense).end;
        let most = shown.unlinked(dense);
        // A mark on something else: the words stand elsewhere.
        if words < FEW_WORDS && most > 4 * words.max(20) && (!inside || words == 0)
            || !inside && most > 3 * words
        {
            return Self { nodes: tree.below(dense), marked: false };
        }
        Self { nodes, marked: true }
    }
}

/// The marked range that holds most words, and as little else as may be.
fn marked(tree: &Tree, shown: &Shown) -> Option<(Range<u32>, u32)> {
    let mut found: Vec<(Range<u32>, u32)> = pairs(tree, shown);
    let mut at = 0;
    while at < tree.nodes.len() as u32 {
        if shown.is_hidden(at) {
            at = tree.below(at).end;
            continue;
        }
        if is_marked(tree, at) {
            found.push((tree.below(at), shown.words(at)));
        }
        at += 1;
    }
    let most = found.iter().map(|(_, words)| *words).max()?;
    // Ranges that hold nearly all of it, the last and so the innermost.
    let inner = found
        .iter()
        .filter(|(_, words)| words * 10 >= most * 9)
        .max_by_key(|(nodes, _)| (nodes.start, u32::MAX - nodes.end))?;
    // Others beside it that hold as much as a part of the text: from the first to the last.
    let (mut all, mut words) = inner.clone();
    for (nodes, more) in &found {
        let beside = nodes.end <= all.start || nodes.start >= all.end;
        if beside && more * 5 >= most && *more >= FEW_WORDS {
            all = all.start.min(nodes.start)..all.end.max(nodes.end);
            words += more;
        }
    }
    Some((all, words))
}

fn is_marked(tree: &Tree, node: u32) -> bool {
    let named = |name: Name| {
        tree.attribute(node, name).is_some_and(|names| {
            names
                .split_ascii_whitespace()
                .map(str::to_ascii_lowercase)
                .any(|name| MARKS.contains(&name.as_str()) || name.starts_with("vsb_content"))
        })
    };
    match tree.tag(node) {
        Some(Tag::Article | Tag::Content) => true,
        Some(tag) if tag.is_block() => named(Name::Id) || named(Name::Class),
        _ => false,
    }
}

/// What stands between two comments, or meta tags, that begin and end the main text.
fn pairs(tree: &Tree, shown: &Shown) -> Vec<(Range<u32>, u32)> {
    let mut pairs = Vec::new();
    let mut begun = None;
    for node in 0..tree.nodes.len() as u32 {
        let words = match tree.nodes[node as usize].kind {
            NodeKind::Comment => tree.comment(node),
            NodeKind::Element(Tag::Meta) => tree.attribute(node, Name::Named).unwrap_or_default(),
            _ => continue,
        };
        let words = words.trim().to_lowercase();
        if BEGINS.contains(&words.as_str()) {
            begun = Some(node + 1);
        } else if ENDS.contains(&words.as_str())
            && let Some(start) = begun.take()
            && pairs.len() < MOST_PAIRS
        {
            pairs.push((start..node, words_between(tree, shown, start..node)));
        }
    }
    pairs
}

fn words_between(tree: &Tree, shown: &Shown, nodes: Range<u32>) -> u32 {
    let (mut at, mut words) = (nodes.start, 0);
    while at < nodes.end {
        let end = tree.below(at).end;
        // An element that ends behind the range counts with what lies in it.
        if shown.is_hidden(at) {
            at = end;
        } else if end <= nodes.end {
            words += shown.words(at);
            at = end;
        } else {
            at += 1;
        }
    }
    words
}

/// From the page inwards, as long as one child holds most of the words outside links and every sentence.
fn dense(tree: &Tree, shown: &Shown, tables: &Tables) -> u32 {
    let mut node = 0;
    while !tables.is_data(node) {
        let best = tree
            .children(node)
            .filter(|child| tree.tag(*child).is_some() && !shown.is_hidden(*child))
            .max_by_key(|child| (shown.sentences(*child), shown.unlinked(*child), u32::MAX - child));
        match best {
            Some(best) if holds_text(tree, shown, best, node) => node = best,
            _ => break,
        }
    }
    node
}

/// Whether the text of `outer` is in `node`. A paragraph is never the whole text of a page that has other words.
fn holds_text(tree: &Tree, shown: &Shown, node: u32, outer: u32) -> bool {
    let (words, all) = (shown.unlinked(node), shown.unlinked(outer));
    let (sentences, all_sentences) = (shown.sentences(node), shown.sentences(outer));
    let least = match tree.tag(node) {
        None | Some(Tag::P | Tag::A | Tag::Heading | Tag::Li | Tag::Pre | Tag::Inline) => 98,
        _ if all_sentences == 0 => 85,
        _ => 60,
    };
    all > 0 && words * 100 >= all * least && sentences * 100 >= all_sentences * 95
}

#[cfg(test)]
mod tests {
    use super::*;

    fn main(page: &str) -> (String, bool) {
        let tree = Tree::parse(page).unwrap();
        let shown = Shown::of(&tree, page);
        let main = Main::of(&tree, &shown, &Tables::of(&tree, &shown));
        let words = main.nodes.filter(|node| !shown.is_hidden(*node)).flat_map(|node| tree.words(page, node));
        (words.map(|words| words.text).collect(), main.marked)
    }

    #[test]
    fn marks_of_content_systems_are_known() {
        let body = "各镇人民政府认真组织实施。".repeat(20);
        for page in [
            format!("<div class='view TRS_UEDITOR trs_paper_default'><p>{body}</p></div>"),
            format!("<div id=zoom><div class=TRS_Editor><p>{body}</p></div></div>"),
            format!("<UCAPCONTENT><p>{body}</p></UCAPCONTENT>"),
            format!("<div><!--enpcontent--><p>{body}</p><!--/enpcontent--><p>编辑：甲</p></div>"),
            format!("<div><meta name='ContentStart'/><p>{body}</p><meta name='ContentEnd'/>尾</div>"),
            format!("<div id=vsb_content_500><p>{body}</p></div>"),
            format!(
                "<div><!--<$[信息内容]>begin--><p>{body}</p><!--<$[信息内容]>end--><p>编辑：甲</p></div>"
            ),
            format!("<article class=x><p>{body}</p></article>"),
        ] {
            let page =
                format!("<div class=top>甲县人民政府</div>{page}<div>主办单位：甲县人民政府办公室</div>");
            assert_eq!(main(&page), (body.clone(), true), "{page}");
        }
    }

    #[test]
    fn without_a_mark_the_words_outside_links_tell() {
        let body = "各镇人民政府认真组织实施。".repeat(20);
        let menu = "<li><a href=x>政务公开指南目录</a></li>".repeat(100);
        let page = format!(
            "<body><ul>{menu}</ul><table><tr><td>{menu}</td><td class=r><div class=w><p>{body}</p><p>{body}</p></div></td></tr></table></body>"
        );
        assert_eq!(main(&page), (body.repeat(2), false));
    }

    #[test]
    fn a_mark_on_something_else_is_not_believed() {
        let body = "各镇人民政府认真组织实施。".repeat(40);
        let page = format!(
            "<article class=newgotop>返回顶部</article><div><div><p>{body}</p><p>{body}</p></div></div>"
        );
        assert_eq!(main(&page), (body.repeat(2), false));
    }

    #[test]
    fn no_part_of_the_text_is_lost() {
        let (long, short) =
            ("各镇人民政府认真组织实施。".repeat(20), "各单位抓好落实，及时报送。".repeat(10));
        for page in [
            format!("<body><div><p>{long}</p></div><div><p>{short}</p></div></body>"),
            format!(
                "<body><div class=TRS_Editor>{long}</div><h2></h2><div class=TRS_Editor>{short}</div></body>"
            ),
        ] {
            assert_eq!(main(&page).0, format!("{long}{short}"), "{page}");
        }
    }
}
