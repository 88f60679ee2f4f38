//! References by name → references by row, through one hash table a kind; and what contradicts itself in the tables.

use super::dossier::Dossier;
use super::problem::{RecordFault, RecordProblem};
use super::schema::{FieldId, KindId};
use super::value::{Stored, TextRef};
use crate::rule::nearest;
use foldhash::fast::FixedState;
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Words of the dossier, or what they come to, as keys.
type ByWords<'d, T> = HashMap<Cow<'d, str>, T, FixedState>;

fn room<'d, T>(rows: u32) -> ByWords<'d, T> {
    HashMap::with_capacity_and_hasher(rows as usize, FixedState::default())
}

/// The records of a kind by what they may be called.
struct Names<'d> {
    by_id: ByWords<'d, u32>,
    /// Numbers and titles, where only one record has them.
    by_name: ByWords<'d, Option<u32>>,
}

/// What the references of one field come to.
struct Resolved {
    kind: KindId,
    field: FieldId,
    /// Of each record that refers: what its field comes to.
    values: Vec<(u32, Stored)>,
    /// The same of items in lists, by their place in the dossier's store.
    items: Vec<(usize, Stored)>,
    problems: Vec<RecordProblem>,
}

pub(super) fn resolve(dossier: &mut Dossier) {
    let schema = Arc::clone(&dossier.schema);
    for kind in (0..schema.kinds.len()).map(|at| KindId(at as u16)) {
        let found = duplicates(dossier, kind);
        dossier.problems.extend(found);
    }
    for Resolved { kind, field, values, items, problems } in references(dossier) {
        dossier.problems.extend(problems);
        let table = &mut dossier.tables[kind.at()];
        for (row, value) in values {
            let at = table.slot(row, field);
            if let Some(slot) = table.values.get_mut(at) {
                *slot = value;
            }
        }
        for (at, value) in items {
            dossier.lists[at] = value;
        }
        let definition = &schema.get(kind).fields[field.at()];
        if definition.to == Some(kind) && !definition.file.list {
            cycles(dossier, kind, field);
        }
    }
}

fn references(dossier: &Dossier) -> Vec<Resolved> {
    let schema = &dossier.schema;
    let mut known: BTreeMap<KindId, Names<'_>> = BTreeMap::new();
    let mut all = Vec::new();
    for (at, kind) in schema.kinds.iter().enumerate().filter(|(at, _)| dossier.tables[*at].rows > 0) {
        let id = KindId(at as u16);
        for (field, definition) in (0_u16..).map(FieldId).zip(&kind.fields) {
            let Some(to) = definition.to else { continue };
            let names = known.entry(to).or_insert_with(|| names(dossier, to));
            let mut resolved =
                Resolved { kind: id, field, values: Vec::new(), items: Vec::new(), problems: Vec::new() };
            for row in 0..dossier.tables[at].rows {
                let mut find = |text: TextRef| {
                    let (value, problem) = look_up(dossier, names, dossier.text(text), (id, row, field), to);
                    resolved.problems.extend(problem);
                    value
                };
                match dossier.value(id, row, field) {
                    Stored::Text(text) => {
                        let value = find(text);
                        resolved.values.push((row, value));
                    }
                    Stored::List(list) => {
                        for (at, item) in (list.start as usize..).zip(dossier.list(list)) {
                            if let Stored::Text(text) = item {
                                let value = find(*text);
                                resolved.items.push((at, value));
                            }
                        }
                    }
                    _ => {}
                }
            }
            all.push(resolved);
        }
    }
    all
}

fn look_up(
    dossier: &Dossier,
    names: &Names<'_>,
    words: &str,
    (kind, row, field): (KindId, u32, FieldId),
    to: KindId,
) -> (Stored, Option<RecordProblem>) {
    let words = words.trim();
    let found = names.by_id.get(words).copied().or_else(|| {
        let key = plain(words);
        names.by_name.get(&*key).copied().flatten()
    });
    match found {
        Some(row) => (Stored::Row(row), None),
        // Without the other table nothing can be looked up: the reference is unknown, and the table's absence says why.
        None if !dossier.tables[to.at()].is_present => (Stored::Unknown, None),
        None => {
            let mut place = dossier.place(kind, row);
            let schema = &dossier.schema;
            place.column = Some(schema.get(kind).fields[field.at()].header().into());
            // Among very many ids, none is looked for: it would cost more than it helps.
            let nearest = match names.by_id.len() {
                0..2_000 => nearest(words, names.by_id.keys().map(AsRef::as_ref)).map(str::to_owned),
                _ => None,
            };
            let what = RecordFault::Dangling {
                value: words.to_owned(),
                kind: schema.get(to).file.name.zh.clone(),
                nearest,
            };
            (Stored::Unknown, Some(RecordProblem { place, what }))
        }
    }
}

/// Names lose their book-title marks and blanks, brackets of numbers are one shape.
fn plain(name: &str) -> Cow<'_, str> {
    let changes = |character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '《' | '》' | '(' | ')' | '[' | ']' | '［' | '【' | '（' | '﹝' | '］' | '】' | '）' | '﹞'
            )
    };
    if !name.contains(changes) {
        return Cow::Borrowed(name);
    }
    name.chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '《' | '》'))
        .map(|character| match character {
            '[' | '［' | '【' | '(' | '（' | '﹝' => '〔',
            ']' | '］' | '】' | ')' | '）' | '﹞' => '〕',
            other => other,
        })
        .collect()
}

fn names(dossier: &Dossier, kind: KindId) -> Names<'_> {
    let definition = dossier.schema.get(kind);
    let rows = dossier.tables[kind.at()].rows;
    let mut names = Names { by_id: room(rows), by_name: room(rows) };
    let others: Vec<FieldId> = ["number", "title", "name", "code"]
        .iter()
        .filter_map(|name| definition.field(name))
        .chain(definition.label)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    for row in 0..rows {
        if let Some(id) = definition.id {
            match dossier.value(kind, row, id) {
                Stored::Text(text) => {
                    names.by_id.entry(dossier.text(text).into()).or_insert(row);
                }
                Stored::Integer(number) => {
                    names.by_id.entry(number.to_string().into()).or_insert(row);
                }
                _ => {}
            }
        }
        for field in &others {
            if let Stored::Text(text) = dossier.value(kind, row, *field) {
                names
                    .by_name
                    .entry(plain(dossier.text(text)))
                    .and_modify(|known| *known = known.filter(|known| *known == row))
                    .or_insert(Some(row));
            }
        }
    }
    names
}

/// Two records with one id, and two records of one document.
fn duplicates(dossier: &Dossier, kind: KindId) -> Vec<RecordProblem> {
    let definition = dossier.schema.get(kind);
    let number = definition.field("number").filter(|_| &*definition.name == "document");
    let rows = dossier.tables[kind.at()].rows;
    let mut found = Vec::new();
    for (field, is_id) in [(definition.id, true), (number, false)] {
        let Some(field) = field else { continue };
        let mut seen: ByWords<'_, u32> = room(rows);
        for row in 0..rows {
            let Stored::Text(text) = dossier.value(kind, row, field) else { continue };
            let words = dossier.text(text);
            match seen.entry(if is_id { words.into() } else { plain(words) }) {
                Entry::Vacant(entry) => {
                    entry.insert(row);
                }
                Entry::Occupied(entry) => {
                    let first = dossier.place(kind, *entry.get()).row;
                    let value = words.to_owned();
                    let what = match is_id {
                        true => RecordFault::DuplicateId { value, first },
                        false => RecordFault::SameDocument { value, first },
                    };
                    let mut place = dossier.place(kind, row);
                    place.column = Some(definition.fields[field.at()].header().into());
                    found.push(RecordProblem { place, what });
                }
            }
        }
    }
    found
}

/// References of a kind to itself that lead back to where they began; each circle is named once.
fn cycles(dossier: &mut Dossier, kind: KindId, field: FieldId) {
    let rows = dossier.tables[kind.at()].rows;
    // 0: not seen; else the walk on which it was seen, from 1.
    let mut seen = vec![0_u32; rows as usize];
    let mut found = Vec::new();
    for start in 0..rows {
        let mut at = start;
        while seen[at as usize] == 0 {
            seen[at as usize] = start + 1;
            match dossier.value(kind, at, field) {
                Stored::Row(next) if next < rows => at = next,
                _ => break,
            }
            if seen[at as usize] == start + 1 {
                found.push(at);
                break;
            }
        }
    }
    for first in found {
        let definition = dossier.schema.get(kind);
        let name = |row: u32| {
            let fields = definition.id.into_iter().chain(definition.label);
            let words = fields.into_iter().find_map(|field| dossier.words(kind, row, field));
            words.map_or_else(|| format!("#{}", row + 1), str::to_owned)
        };
        let mut path = vec![name(first)];
        let mut at = first;
        while let Stored::Row(next) = dossier.value(kind, at, field) {
            at = next;
            path.push(name(at));
            if at == first || path.len() > 20 {
                break;
            }
        }
        let mut place = dossier.place(kind, first);
        place.column = Some(definition.fields[field.at()].header().into());
        dossier.problems.push(RecordProblem { place, what: RecordFault::Cycle { path } });
    }
}
