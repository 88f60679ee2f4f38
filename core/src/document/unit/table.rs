//! Tables of tasks whose cells ran together: 工作任务工作要求牵头单位配合单位一、…1.…。某局某处有关单位2.…
//! The units of an item are what stands behind its last 。.

use super::find::Place;
use super::grammar::Reading;
use super::name::{is_complete, is_vague};
use super::{Parts, UnitMention, UnitRole};
use crate::document::{Item, look};
use crate::source::{Span, is_blank};

/// Words that the head of such a table ends in.
const HEAD_ENDS: [&str; 9] =
    ["责任单位", "牵头单位", "配合单位", "责任部门", "牵头部门", "配合部门", "责任处室", "完成时限", "备注"];

/// Adds the annotations of run-together tables, in their places.
pub(super) fn add(parts: &Parts<'_, '_>, places: &mut Vec<Place>, readings: &mut Vec<Reading>) {
    let text = parts.source.text();
    let Some(first) = parts.outline.iter().position(|item| stands_behind_head(text, item)) else { return };
    let head = head_before(text, &parts.outline[first]);
    let has_lead_cell = head.contains("牵头");
    let mut found: Vec<(Place, Reading)> = Vec::new();
    for (index, item) in parts.outline.iter().enumerate().skip(first) {
        let next = parts.outline.get(index + 1);
        if next.is_some_and(|next| next.parent == Some(index as u32)) {
            continue;
        }
        if let Some(cell) = cell(parts, item)
            && !is_taken(places, cell)
            && let Some(reading) = read(text, cell, has_lead_cell)
        {
            found.push((Place { span: cell, words: cell }, reading));
        }
    }
    if found.len() < 2 {
        return;
    }
    super::insert(places, readings, found);
}

/// Whether an annotation stands in the cell: then its own grammar speaks.
fn is_taken(places: &[Place], cell: Span) -> bool {
    let first = places.partition_point(|place| place.span.end <= cell.start);
    places.get(first).is_some_and(|place| place.span.overlaps(cell))
}

/// Whether the words right before an item are the head of a table of tasks.
fn stands_behind_head(text: &str, item: &Item) -> bool {
    // The last character tells nearly all items apart.
    let last = look::before(text, look::before_blank(text, item.marker_span.start as usize));
    if !last.is_some_and(|last| matches!(last, '位' | '门' | '室' | '限' | '注')) {
        return false;
    }
    let head = head_before(text, item);
    HEAD_ENDS.iter().any(|end| head.ends_with(end))
        && ["责任", "牵头", "配合"].iter().any(|word| head.contains(word))
        && ["任务", "要求", "内容", "事项", "措施"].iter().any(|word| head.contains(word))
}

/// The hundred bytes before an item, on its line.
fn head_before<'t>(text: &'t str, item: &Item) -> &'t str {
    let end = item.marker_span.start as usize;
    let mut start = end.saturating_sub(100);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let head = text.get(start..end).unwrap_or_default();
    let head = head.rsplit(['。', '：', '；']).next().unwrap_or_default();
    head.trim_end_matches(is_blank)
}

/// What stands behind the last 。 of an item's own words.
fn cell(parts: &Parts<'_, '_>, item: &Item) -> Option<Span> {
    let words = parts.source.slice(item.span);
    let stop = words.rfind('。')? + '。'.len_utf8();
    let start = item.span.start as usize + stop;
    let mut cell = words.get(stop..)?;
    if let Some(at) = cell.find("关于") {
        cell = &cell[..at];
    }
    let span = parts.source.trim(Span::of(start, start + cell.len()));
    (!span.is_empty() && span.len() < 1500).then_some(span)
}

fn read(text: &str, cell: Span, has_lead_cell: bool) -> Option<Reading> {
    // An empty cell of the lead leaves a blank.
    let leads_first = has_lead_cell && look::before_blank(text, cell.start as usize) == cell.start as usize;
    let mut units = Vec::new();
    let words = text.get(cell.range())?;
    let mut from = 0;
    let mut depth = 0_i32;
    for (at, sign) in words.char_indices() {
        match sign {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = (depth - 1).max(0),
            '，' | ',' | '、' | '；' | ';' if depth == 0 => {
                push(text, cell.start as usize + from, cell.start as usize + at, &mut units);
                from = at + sign.len_utf8();
            }
            _ if depth == 0 && is_blank(sign) && is_complete(words[from..at].trim_matches(is_blank)) => {
                push(text, cell.start as usize + from, cell.start as usize + at, &mut units);
                from = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    push(text, cell.start as usize + from, cell.end as usize, &mut units);
    // Names that touch were in cells of their own: those before the first vague one lead.
    let leads = if leads_first { touching(&units) } else { 0 };
    let explicit_lead = leads > 0 && leads < units.len();
    for unit in units.iter_mut().skip(leads).filter(|_| explicit_lead) {
        unit.role = UnitRole::Supporting;
    }
    (!units.is_empty()).then(|| Reading { units, explicit_lead, units_span: cell, ..Reading::default() })
}

/// How many units at the front touch the one behind them.
fn touching(units: &[UnitMention]) -> usize {
    units.windows(2).take_while(|pair| pair[0].span.end == pair[1].span.start && !pair[0].vague).count()
}

/// A stretch between separators: cut where one name ends and the next begins like the first (区…局区…局).
fn push(text: &str, start: usize, end: usize, units: &mut Vec<UnitMention>) {
    let words = text.get(start..end).unwrap_or_default();
    let Some(first) = words.trim_start_matches(is_blank).chars().next() else { return };
    let mut from = 0;
    let begins =
        |sign: char| sign == '各' || (sign == first && matches!(first, '区' | '市' | '县' | '省' | '州'));
    for (at, _) in words.char_indices().filter(|(_, sign)| begins(*sign)) {
        if at > from && is_complete(&words[from..at]) && words[from..at].chars().count() >= 3 {
            unit(text, start + from, start + at, units);
            from = at;
        }
    }
    unit(text, start + from, end, units);
}

fn unit(text: &str, start: usize, end: usize, units: &mut Vec<UnitMention>) {
    let words = text.get(start..end).unwrap_or_default();
    let name = words.trim_matches(is_blank);
    if name.chars().any(look::is_han) {
        let start = start + (words.len() - words.trim_start_matches(is_blank).len());
        let plain = look::squash(name);
        let vague = is_vague(&plain);
        units.push(UnitMention {
            name: plain,
            role: UnitRole::Lead,
            vague,
            span: Span::of(start, start + name.len()),
        });
    }
}
