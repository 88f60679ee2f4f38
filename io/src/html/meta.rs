//! What a page tells of itself: its meta tags, its address, its ways (当前位置), as a record of the kind `page`.

use super::flow::Page;
use super::front::{Front, is_day};
use super::tag::Tag;
use super::tree::{Name, NodeKind, Tree, Words};
use crate::FileRecord;
use gongkai::document::HeaderKey;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The page's own data that the reader uses.
#[derive(Debug, Default)]
pub(super) struct Meta<'p> {
    pub(super) title: Option<Words<'p>>,
    /// What the browser shows as the window's title.
    pub(super) window: Option<Words<'p>>,
    pub(super) site: Option<Words<'p>>,
    column: Option<Words<'p>>,
    source: Option<Words<'p>>,
    published: Option<Words<'p>>,
    url: Option<&'p str>,
    /// All names, as they are written.
    names: BTreeSet<&'p str>,
    /// The last step of the ways.
    way: Option<String>,
}

/// How long the words of the ways are at most.
const MOST_WAY: usize = 600;
/// How many places are looked at for the ways.
const MOST_WAYS: u32 = 4;
/// How many names are told.
const MOST_NAMES: usize = 100;

impl<'p> Meta<'p> {
    pub(super) fn of(page: &Page<'p>) -> Self {
        let mut meta = Self::default();
        let tree: &'p Tree = page.tree;
        let mut tries = 0;
        for node in 0..tree.nodes.len() as u32 {
            match tree.nodes[node as usize].kind {
                NodeKind::Element(Tag::Meta) => meta.tag(tree, node),
                NodeKind::Element(Tag::Title) if meta.window.is_none() => {
                    meta.window = tree.below(node).flat_map(|node| tree.words(page.text, node)).next();
                }
                NodeKind::Element(Tag::Link) if meta.url.is_none() => {
                    let canonical = tree
                        .attribute(node, Name::Rel)
                        .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                    meta.url = tree.attribute(node, Name::Href).filter(|href| canonical && is_address(href));
                }
                NodeKind::Words if tries < MOST_WAYS && leads(page, node) => {
                    tries += 1;
                    meta.way = way(page, node).or(meta.way);
                }
                _ => {}
            }
        }
        meta
    }

    fn tag(&mut self, tree: &'p Tree, node: u32) {
        let name = tree.attribute(node, Name::Named).or_else(|| tree.attribute(node, Name::Property));
        let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else { return };
        if self.names.len() < MOST_NAMES && name.len() < 60 {
            self.names.insert(name);
        }
        let Some(value) = tree.value(node, Name::Content).filter(|value| !value.text.trim().is_empty())
        else {
            return;
        };
        let place = match name.to_ascii_lowercase().as_str() {
            "articletitle" => &mut self.title,
            "sitename" => &mut self.site,
            "columnname" => &mut self.column,
            "contentsource" => &mut self.source,
            "pubdate" | "publishdate" => &mut self.published,
            "url" | "og:url" if is_address(value.text) => {
                self.url.get_or_insert(value.text.trim());
                return;
            }
            _ => return,
        };
        place.get_or_insert(value);
    }

    /// The record. A field that the page does not tell is left out: it is unknown, not empty.
    pub(super) fn record(&self, title: Option<String>, front: &Front<'_>) -> FileRecord {
        let mut fields = Map::new();
        let mut set = |name: &str, value: Option<String>| {
            if let Some(value) = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
            {
                fields.insert(name.to_owned(), Value::String(value));
            }
        };
        let told = |words: Option<Words<'_>>| {
            words.map(|words| words.text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        set("title", told(self.title).or(title));
        set("url", self.url.map(str::to_owned));
        set("column", told(self.column).or_else(|| self.way.clone()));
        let shown = front.shown_time();
        let published = told(self.published)
            .or_else(|| shown.clone())
            .or_else(|| front.value(HeaderKey::PublishedOn))
            .filter(|told| is_day(told));
        if let Some(published) = published {
            let (day, time) = published.split_once([' ', 'T']).unwrap_or((&published, ""));
            set("published_on", Some(day.to_owned()));
            if !time.trim().is_empty() {
                set("published_at", Some(format!("{day} {}", time.trim())));
            }
        }
        set("time_text", shown);
        set("source", front.value(HeaderKey::Origin).or_else(|| told(self.source)));
        let names = self.names.iter().map(|name| Value::String((*name).to_owned())).collect();
        fields.insert("meta".to_owned(), Value::Array(names));
        FileRecord { kind: "page", fields }
    }
}

fn is_address(href: &str) -> bool {
    href.trim_start().starts_with("http")
}

/// Whether the ways begin in this node: 当前位置：首页 > 政务公开 > 通知公告.
fn leads(page: &Page<'_>, node: u32) -> bool {
    page.tree.words(page.text, node).next().is_some_and(|words| {
        let words = words.text.trim_start();
        ["当前位置", "您当前", "您现在的位置", "您所在的位置", "您的位置", "所在位置"]
            .iter()
            .any(|lead| words.starts_with(lead))
    })
}

/// The last step of the ways that begin in this node.
fn way(page: &Page<'_>, node: u32) -> Option<String> {
    // The steps are links beside these words, or a level or two above.
    let tree = page.tree;
    let mut holder = node;
    for _ in 0..3 {
        holder = tree.nodes[holder as usize].parent;
        let words: usize = tree
            .below(holder)
            .flat_map(|node| tree.words(page.text, node))
            .map(|words| words.text.len())
            .sum();
        if words > MOST_WAY {
            return None;
        }
        let mut links = tree.below(holder).filter(|node| tree.tag(*node) == Some(Tag::A));
        let last = links.next_back().map(|link| {
            tree.below(link)
                .flat_map(|node| tree.words(page.text, node))
                .map(|words| words.text.trim())
                .collect::<String>()
        });
        if let Some(last) = last {
            return Some(last).filter(|last| !last.is_empty() && last != "首页");
        }
    }
    None
}
