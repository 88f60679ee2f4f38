//! Which item an annotation belongs to, and which words it owns.

use super::find::Place;
use crate::document::{Item, MarkerStyle, Paragraph, look};
use crate::source::{Source, Span, is_blank};

/// For each annotation its item.
pub(super) fn items_of(places: &[Place], paragraphs: &[Paragraph], outline: &[Item]) -> Vec<Option<u32>> {
    let mut items: Vec<Option<u32>> =
        places.iter().map(|place| innermost(place.span.start, paragraphs, outline)).collect();
    lift(&mut items, outline);
    items
}

/// The innermost item around `at` that begins a paragraph: an enumeration inside one owns nothing.
fn innermost(at: u32, paragraphs: &[Paragraph], outline: &[Item]) -> Option<u32> {
    let mut index = outline.partition_point(|item| item.marker_span.start < at).checked_sub(1)? as u32;
    loop {
        let item = outline.get(index as usize)?;
        let holds = at <= item.span.end
            && !matches!(item.style, MarkerStyle::ChineseIs | MarkerStyle::Circled | MarkerStyle::Article)
            && begins_paragraph(item, paragraphs);
        if holds {
            return Some(index);
        }
        // Behind the end of an outermost item, the one before it is no owner either.
        index = item.parent?;
    }
}

fn begins_paragraph(item: &Item, paragraphs: &[Paragraph]) -> bool {
    let start = item.marker_span.start;
    let at = paragraphs.partition_point(|paragraph| paragraph.span.end <= start);
    paragraphs.get(at).is_some_and(|paragraph| start <= paragraph.span.start + 12)
}

/// Where of all groups of siblings only the last ones have annotations, these speak for the item above:
/// （一）… 1.… 2.… 3.…（责任单位：…）.
fn lift(items: &mut [Option<u32>], outline: &[Item]) {
    if outline.is_empty() || items.is_empty() {
        return;
    }
    let mut annotated = vec![false; outline.len()];
    for item in items.iter().flatten() {
        annotated[*item as usize] = true;
    }
    let mut last_child = vec![None::<u32>; outline.len()];
    let mut children = vec![0_u32; outline.len()];
    let mut annotated_children = vec![0_u32; outline.len()];
    for (index, item) in (0_u32..).zip(outline) {
        if let Some(parent) = item.parent {
            last_child[parent as usize] = Some(index);
            children[parent as usize] += 1;
            annotated_children[parent as usize] += u32::from(annotated[index as usize]);
        }
    }
    // By depth: groups whose last alone is annotated, and groups annotated otherwise.
    let mut groups: [(u32, u32); 16] = [(0, 0); 16];
    let is_last_only = |parent: usize| {
        children[parent] >= 2
            && annotated_children[parent] == 1
            && last_child[parent].is_some_and(|last| annotated[last as usize])
    };
    for (index, item) in outline.iter().enumerate().filter(|(index, _)| annotated_children[*index] > 0) {
        let Some(group) = groups.get_mut(item.level as usize) else { continue };
        if is_last_only(index) { group.0 += 1 } else { group.1 += 1 }
    }
    for owner in items.iter_mut() {
        let Some(parent) = owner.and_then(|owner| outline.get(owner as usize)?.parent) else { continue };
        let Some(level) = outline.get(parent as usize).map(|item| item.level as usize) else { continue };
        let lifts = groups.get(level).is_some_and(|(last_only, other)| last_only > other);
        if lifts && is_last_only(parent as usize) && outline[parent as usize].level > 1 {
            *owner = Some(parent);
        }
    }
}

/// The words that an annotation owns: from its item's heading, or from behind the annotation before it.
pub(super) fn words(
    source: &Source<'_>,
    place: &Place,
    item: Option<&Item>,
    before: Option<&Place>,
    paragraphs: &[Paragraph],
) -> Span {
    let end = place.span.start;
    let mut start = match item {
        Some(item) => item.heading_span.end.min(end),
        None => {
            let at = paragraphs.partition_point(|paragraph| paragraph.span.end <= end);
            paragraphs.get(at).filter(|paragraph| paragraph.span.start < end).map_or_else(
                || {
                    at.checked_sub(1)
                        .and_then(|last| paragraphs.get(last))
                        .map_or(end, |last| last.span.start)
                },
                |paragraph| paragraph.span.start,
            )
        }
    };
    if let Some(before) = before {
        start = start.max(before.span.end).min(end);
    }
    let words = source.slice(Span::new(start, end));
    let rest = words.trim_start_matches(|sign: char| is_blank(sign) || "。；;，,".contains(sign));
    let start = end - rest.len() as u32;
    Span::new(start, start + rest.trim_end_matches(is_blank).len() as u32)
}

/// Words with their lines trimmed, one a line.
pub(super) fn lines(words: &str) -> String {
    if !words.contains('\n') {
        return words.to_owned();
    }
    let lines: Vec<&str> =
        words.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The heading for an annotation whose item has no words but its heading.
pub(super) fn or_heading(text: String, item: Option<&Item>) -> String {
    match item {
        Some(item) if text.is_empty() => look::squash(&item.heading),
        _ => text,
    }
}
