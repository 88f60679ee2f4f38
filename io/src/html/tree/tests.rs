use super::*;

/// The tree as brackets: elements by kind, words as they are read.
fn shape(page: &str) -> String {
    let tree = Tree::parse(page).unwrap();
    let mut out = String::new();
    let mut ends: Vec<u32> = Vec::new();
    for node in 1..tree.nodes.len() as u32 {
        while ends.last().is_some_and(|end| *end <= node) {
            ends.pop();
            out.push(')');
        }
        match tree.nodes[node as usize].kind {
            NodeKind::Element(tag) => {
                out.push_str(&format!("{tag:?}("));
                ends.push(tree.nodes[node as usize].end);
            }
            NodeKind::Words => out.extend(tree.words(page, node).map(|words| words.text)),
            NodeKind::Comment => out.push_str(&format!("!{}!", tree.comment(node))),
        }
    }
    out.extend(ends.iter().map(|_| ')'));
    out
}

#[test]
fn end_tags_that_are_left_out_are_implied() {
    assert_eq!(shape("<p>甲<p>乙<div>丙</div>"), "P(甲)P(乙)Block(丙)");
    assert_eq!(shape("<ul><li>甲<li>乙<ul><li>丙</ul><li>丁</ul>"), "List(Li(甲)Li(乙List(Li(丙)))Li(丁))");
    assert_eq!(
        shape("<table><tr><td>甲<td>乙<tr><td>丙<table><tr><td>丁</table>戊</table>己"),
        "Table(Tr(Td(甲)Td(乙))Tr(Td(丙Table(Tr(Td(丁)))戊)))己"
    );
    assert_eq!(shape("<dl><dt>甲<dd>乙<dt>丙</dl>"), "List(Dt(甲)Dd(乙)Dt(丙))");
}

#[test]
fn an_end_tag_that_fits_nothing_is_passed_over() {
    assert_eq!(shape("甲</b></div></td>乙"), "甲乙");
    assert_eq!(shape("<div><b>甲</div>乙</b>丙"), "Block(Inline(甲))乙丙");
    assert_eq!(shape("<table><tr><td><div>甲</td></div><td>乙</table>"), "Table(Tr(Td(Block(甲))Td(乙)))");
    assert_eq!(shape("<div><table><tr><td>甲</div>乙"), "Block(Table(Tr(Td(甲乙))))");
    assert_eq!(shape("甲</br>乙"), "甲Br()乙");
}

#[test]
fn comments_are_kept_and_scripts_are_not() {
    assert_eq!(
        shape("<!--甲-->乙<script>if (a < b) '</p>'</script><style>p{}</style>丙"),
        "!甲!乙Unread()Unread()丙"
    );
}

#[test]
fn every_stretch_of_words_knows_its_place() {
    let page = "<p>𠮷😀&nbsp;甲&amp乙&#12288;&copy;&unknown;丙 & 丁\r\n戊\r己</p>";
    let tree = Tree::parse(page).unwrap();
    let words: Vec<Words<'_>> =
        (0..tree.nodes.len() as u32).flat_map(|node| tree.words(page, node)).collect();
    let read: String = words.iter().map(|words| words.text).collect();
    assert_eq!(read.replace('\r', "\n"), "𠮷😀\u{A0}甲&乙\u{3000}©&unknown;丙 & 丁\n戊\n己");
    for found in &words {
        let there = &page[found.start as usize..found.end as usize];
        assert!(
            there == found.text
                || found.text == "\n"
                || there.starts_with('&') && found.text.chars().count() == 1,
            "{found:?} {there}"
        );
    }
}

#[test]
fn attributes_are_known_with_their_places() {
    let page = "<meta name=PubDate CONTENT='2025-06-20&nbsp;09:30' hidden><img alt src=\"data:AAAA\">";
    let tree = Tree::parse(page).unwrap();
    let value = tree.value(1, Name::Content).unwrap();
    assert_eq!(value.text, "2025-06-20\u{A0}09:30");
    assert_eq!(&page[value.start as usize..value.end as usize], "2025-06-20&nbsp;09:30");
    assert_eq!(tree.attribute(1, Name::Hidden), Some(""));
    assert_eq!(tree.attribute(2, Name::Src), Some("data:AAAA"));
}

#[test]
fn depth_and_number_are_bounded() {
    let page = "<div><b>".repeat(100_000) + &"</i></div></td>".repeat(100_000);
    let tree = Tree::parse(&page).unwrap();
    assert_eq!(tree.nodes.len(), 200_001);
    assert!(matches!(Tree::parse(&"<b>".repeat(2_100_000)), Err(Reason::TooManyElements { .. })));
    assert!(Tree::parse(&"<".repeat(1_000_000)).is_ok());
    assert!(Tree::parse(&"<a ".repeat(1_000_000)).is_ok());
    assert!(Tree::parse(&"&".repeat(1_000_000)).is_ok());
}
