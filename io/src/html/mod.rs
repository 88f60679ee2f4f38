//! Pages of government sites: the main text without what stands around it, each word with its place in the file.
//! In: bytes. Out: a [`Reading`]: the title, the fields of the header table, the text; and what the page tells of itself as a
//! record of the kind `page`.

mod charset;
mod flow;
mod front;
mod grid;
mod lines;
mod main_text;
mod meta;
mod place;
mod shown;
mod tag;
mod title;
mod tree;

#[cfg(test)]
mod tests;

use crate::{Origins, Reading, Reason, Remark};
use encoding_rs::Encoding;
use flow::Page;
use front::Front;
use gongkai::document::HeaderKey;
use grid::Tables;
use lines::Lines;
use main_text::Main;
use meta::Meta;
use shown::Shown;
use tag::Tag;
use title::Title;
use tree::{NodeKind, Tree};

/// How a page is read.
#[derive(Debug, Clone, Copy)]
pub struct HtmlOptions {
    /// The encoding, where the user names it.
    pub encoding: Option<&'static Encoding>,
    /// How many bytes the page has at most.
    pub limit: usize,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        Self { encoding: None, limit: 64 << 20 }
    }
}

/// Reads a page.
///
/// ```
/// use gongkai_io::html::{HtmlOptions, read};
///
/// let page = "<h1>关于做好防汛工作的通知</h1><ul class=nav><li><a>首页</a></ul>\
///             <div class=TRS_Editor><p>各村（社区）：</p><p>请认真落实。</p></div>";
/// let reading = read(page.as_bytes(), &HtmlOptions::default()).unwrap();
/// assert_eq!(reading.text, "关于做好防汛工作的通知\n\n各村（社区）：\n请认真落实。\n");
/// let at = reading.text.find("认真").unwrap() as u32;
/// let origin = reading.origins.origin(at, at + 6).unwrap();
/// assert_eq!(&page[origin.start.unwrap() as usize..origin.end.unwrap() as usize], "认真");
/// ```
pub fn read(bytes: &[u8], options: &HtmlOptions) -> Result<Reading, Reason> {
    if bytes.len() > options.limit {
        return Err(Reason::TooLarge { bytes: bytes.len() as u64, limit: options.limit });
    }
    let decoded = charset::decode(bytes, options.encoding)?;
    let text = decoded.text.as_ref();
    let tree = Tree::parse(text)?;
    let shown = Shown::of(&tree, text);
    let tables = Tables::of(&tree, &shown);
    let page = Page { text, tree: &tree, shown: &shown, tables: &tables };
    let main = Main::of(&tree, &shown, &tables);
    let mut body = Lines::default();
    page.write(main.nodes.clone(), &mut body);
    if body.text.is_empty() {
        return Err(why_empty(&tree));
    }
    let front = Front::of(&page, main.nodes.start);
    let meta = Meta::of(&page);
    let title = Title::of(&front, &meta);
    let named = title.as_ref().map(|title| title.words(&front));
    let repeated = named.as_ref().is_some_and(|title| title::begins_with(&body.text, title));
    let mut lines = Lines::default();
    // A title that is shown above the text is written though the text repeats it: it says where a title of several lines ends.
    if let Some(title) = title.filter(|title| matches!(title, Title::Lines(_)) || !repeated) {
        title.write(&front, &mut lines);
    }
    write_fields(&front, &mut lines);
    lines.gap();
    lines.append(body);
    let mut origins = Origins::default();
    for piece in decoded.places.pieces(text, &lines.parts) {
        origins.push(piece);
    }
    let mut remarks = decoded.remarks;
    if !main.marked {
        remarks.push(Remark {
            zh: "网页没有标出正文，按文字最集中处取正文".to_owned(),
            en: "the page does not mark its main text; the place with most words was taken".to_owned(),
        });
    }
    let records = vec![meta.record(named, &front)];
    Ok(Reading { text: lines.text, origins, records, remarks, ..Reading::default() })
}

/// The fields of the header table, one a line: 发文字号：甲政发〔2025〕8号.
fn write_fields(front: &Front<'_>, lines: &mut Lines) {
    for field in &front.fields {
        if field.key == HeaderKey::Origin
            && let Some(day) = &front.day
        {
            front.write(day, lines);
            lines.end();
        }
        front.write(&field.label, lines);
        if !lines.line().ends_with(['：', ':']) {
            lines.own('：');
        }
        front.write(&field.value, lines);
        lines.end();
    }
    for mark in &front.marks {
        front.write(mark, lines);
        lines.end();
    }
}

/// Why a page has no text: it shows other pages, its scripts bring the words, its text is a picture, or there is none.
fn why_empty(tree: &Tree) -> Reason {
    let has = |wanted: Tag| tree.nodes.iter().any(|node| node.kind == NodeKind::Element(wanted));
    if has(Tag::Frameset) || has(Tag::Frame) || has(Tag::Iframe) && !has(Tag::P) {
        return Reason::FramesOnly;
    }
    if tree.has_scripts() && !has(Tag::P) {
        return Reason::ScriptOnly;
    }
    if has(Tag::Img) { Reason::PicturesOnly } else { Reason::NoMainText }
}
