//! What of a page is read: neither what is hidden nor its furniture (menus, ways, share bars, footers).
//! In: the tree. Out: which nodes are passed over, and how many words each of the others holds.

use super::tag::Tag;
use super::tree::{Name, NodeKind, Tree};
use gongkai::source::is_blank;

/// Which nodes are passed over with all below them, and how many words the others hold.
#[derive(Debug)]
pub(super) struct Shown {
    hidden: Vec<bool>,
    /// Characters of words that are read.
    words: Vec<u32>,
    /// Those of them in links.
    linked: Vec<u32>,
    /// How many sentences end in it.
    sentences: Vec<u32>,
}

/// Parts of class names and ids that furniture has.
const FURNITURE: [&str; 52] = [
    "share",
    "bdsharebuttonbox",
    "bshare",
    "socialshare",
    "fx",
    "fenxiang",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "curmb",
    "curb",
    "location",
    "path",
    "weizhi",
    "nav",
    "navbar",
    "mainnav",
    "subnav",
    "menu",
    "sidebar",
    "footer",
    "foot",
    "copyright",
    "fontsize",
    "setfont",
    "print",
    "dayin",
    "toolbar",
    "tools",
    "pager",
    "pagination",
    "prevnext",
    "prev",
    "next",
    "related",
    "relevant",
    "xgwz",
    "xgyd",
    "qrcode",
    "ewm",
    "erweima",
    "hot",
    "tags",
    "search",
    "login",
    "player",
    "video",
    "gotop",
    "totop",
    "backtop",
    "comment",
];

/// How many words furniture that is known by its name has at most where few of them are links.
const FEW_WORDS: u32 = 160;

impl Shown {
    pub(super) fn of(tree: &Tree, page: &str) -> Self {
        let count = tree.nodes.len();
        let mut shown = Self {
            hidden: vec![false; count],
            words: vec![0; count],
            linked: vec![0; count],
            sentences: vec![0; count],
        };
        let own: Vec<(u32, u32)> = (0..count as u32).map(|node| words_of(tree, page, node)).collect();
        for node in 0..count as u32 {
            shown.hidden[node as usize] = is_hidden(tree, node);
        }
        shown.measure(tree, &own);
        let all = shown.words(0);
        for node in 0..count as u32 {
            if !shown.hidden[node as usize] && shown.is_furniture(tree, node, all) {
                shown.hidden[node as usize] = true;
            }
        }
        shown.measure(tree, &own);
        shown
    }

    /// Whether the node is passed over.
    pub(super) fn is_hidden(&self, node: u32) -> bool {
        self.hidden.get(node as usize).copied().unwrap_or(true)
    }

    /// How many characters of words the node holds.
    pub(super) fn words(&self, node: u32) -> u32 {
        self.words.get(node as usize).copied().unwrap_or_default()
    }

    /// How many of them stand outside links.
    pub(super) fn unlinked(&self, node: u32) -> u32 {
        self.words(node) - self.linked.get(node as usize).copied().unwrap_or_default()
    }

    /// How many sentences end in the node.
    pub(super) fn sentences(&self, node: u32) -> u32 {
        self.sentences.get(node as usize).copied().unwrap_or_default()
    }

    /// Sums up from the leaves: children stand behind their parents.
    fn measure(&mut self, tree: &Tree, own: &[(u32, u32)]) {
        self.linked.fill(0);
        for (node, (words, sentences)) in own.iter().enumerate() {
            (self.words[node], self.sentences[node]) = (*words, *sentences);
        }
        for node in (0..tree.nodes.len()).rev() {
            if self.hidden[node] {
                (self.words[node], self.linked[node], self.sentences[node]) = (0, 0, 0);
            }
            if tree.nodes[node].kind == NodeKind::Element(Tag::A) {
                self.linked[node] = self.words[node];
            }
            let parent = tree.nodes[node].parent as usize;
            if parent != node {
                self.words[parent] += self.words[node];
                self.linked[parent] += self.linked[node];
                self.sentences[parent] += self.sentences[node];
            }
        }
    }

    fn is_furniture(&self, tree: &Tree, node: u32, all: u32) -> bool {
        let Some(tag) = tree.tag(node) else { return false };
        let (words, unlinked) = (self.words(node), self.unlinked(node));
        let small = words * 10 < all * 3;
        match tag {
            Tag::Nav => return true,
            Tag::Footer | Tag::Aside => return small,
            Tag::Html | Tag::Body | Tag::Main | Tag::Article | Tag::Content => return false,
            _ => {}
        }
        let few = words <= FEW_WORDS || unlinked * 3 < words && small;
        few && !matches!(tag, Tag::Td | Tag::Tr | Tag::Table | Tag::TableBody)
            && [Name::Class, Name::Id].into_iter().filter_map(|name| tree.attribute(node, name)).any(|name| {
                tokens(name)
                    .any(|token| FURNITURE.iter().any(|furniture| token.eq_ignore_ascii_case(furniture)))
            })
    }
}

/// The parts of a class name or an id: `hideDiv share-box` has four.
pub(super) fn tokens(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_ascii_alphabetic()).flat_map(|word| {
        let mut rest = word;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let humps = |(at, pair): (usize, &[u8])| {
                (pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).then_some(at + 1)
            };
            let cut = rest.as_bytes().windows(2).enumerate().find_map(humps).unwrap_or(rest.len());
            let (token, after) = rest.split_at(cut);
            rest = after;
            Some(token)
        })
    })
}

fn is_hidden(tree: &Tree, node: u32) -> bool {
    let Some(tag) = tree.tag(node) else { return false };
    tag.is_unread()
        || tree.attribute(node, Name::Hidden).is_some()
        || tree.attribute(node, Name::Style).is_some_and(|style| {
            style.contains("none") && has(style, "display", "none")
                || style.contains("hidden") && has(style, "visibility", "hidden")
        })
}

/// Whether a style sets `property` to `value`.
fn has(style: &str, property: &str, value: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, set)| {
        let set = set.trim().trim_end_matches("!important").trim();
        name.trim().eq_ignore_ascii_case(property) && set.eq_ignore_ascii_case(value)
    })
}

/// The characters of words of a node itself, and how many sentences end among them.
fn words_of(tree: &Tree, page: &str, node: u32) -> (u32, u32) {
    let (mut words, mut sentences) = (0, 0);
    for stretch in tree.words(page, node) {
        if stretch.text.is_ascii() {
            words += stretch.text.bytes().filter(|letter| !letter.is_ascii_whitespace()).count() as u32;
            continue;
        }
        for letter in stretch.text.chars() {
            words += u32::from(!is_blank(letter));
            sentences += u32::from(letter == '。');
        }
    }
    (words, sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> u32 {
        let tree = Tree::parse(page).unwrap();
        Shown::of(&tree, page).words(0)
    }

    #[test]
    fn what_is_hidden_or_furniture_is_not_counted() {
        let body = "各镇人民政府认真组织实施".repeat(30);
        let words = body.chars().count() as u32;
        for extra in [
            "<script>甲</script>",
            "<p style='color:red; DISPLAY : none!important'>甲</p>",
            "<p hidden>甲</p>",
            "<div class='bdsharebuttonbox'>分享到</div>",
            "<div class='pageNav'><a>上一页</a></div>",
            "<ul id=mainNav><li><a>首页</a></ul>",
            "<select><option>友情链接</option></select>",
            "<div class=footer-box>主办：甲县人民政府</div>",
        ] {
            assert_eq!(read(&format!("{extra}<div class=content>{body}</div>")), words, "{extra}");
        }
    }

    #[test]
    fn the_text_itself_is_no_furniture_whatever_its_class() {
        let body = "各镇人民政府认真组织实施".repeat(30);
        assert_eq!(read(&format!("<div class=print>{body}</div>")), body.chars().count() as u32);
    }

    #[test]
    fn names_have_parts() {
        assert_eq!(tokens("hideDiv share-box_1").collect::<Vec<_>>(), ["hide", "Div", "share", "box"]);
        assert_eq!(tokens("UCAPCONTENT").collect::<Vec<_>>(), ["UCAPCONTENT"]);
    }
}
