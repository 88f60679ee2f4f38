//! References by name → references by row, through one hash table a kind; and what contradicts itself in the tables.

use super::dossier::Dossier;
use super::problem::{RecordFault, RecordProblem};
use super::schema::{FieldId, KindId};
use super::value::Stored;
use crate::rule::nearest;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The records of a kind by what they may be called.
struct Names {
    by_id: HashMap<String, u32>,
    /// Numbers and titles, where only one record has them.
    by_name: HashMap<String, Option<u32>>,
}

pub(super) fn resolve(dossier: &mut Dossier) {
    let schema = Arc::clone(&dossier.schema);
    let mut targets = BTreeSet::new();
    for (kind, table) in schema.kinds.iter().zip(&dossier.tables) {
        if table.rows > 0 {
            targets.extend(kind.fields.iter().filter_map(|field| field.to));
        }
    }
    for kind in (0..schema.kinds.len()).map(|at| KindId(at as u16)) {
        duplicates(dossier, kind);
    }
    let names: HashMap<KindId, Names> =
        targets.into_iter().map(|kind| (kind, names(dossier, kind))).collect();
    for (at, kind) in schema.kinds.iter().enumerate() {
        let id = KindId(at as u16);
        for (field, definition) in (0_u16..).map(FieldId).zip(&kind.fields) {
            let Some(to) = definition.to else { continue };
            for row in 0..dossier.tables[at].rows {
                let value = dossier.value(id, row, field);
                let resolved = match value {
                    Stored::Text(text) => {
                        look_up(dossier, &names[&to], dossier.text(text), (id, row, field), to)
                    }
                    Stored::List(list) => {
                        let items = dossier.list(list).to_vec();
                        for (offset, item) in items.into_iter().enumerate() {
                            if let Stored::Text(text) = item {
                                let words = dossier.text(text).to_owned();
                                let found = look_up(dossier, &names[&to], &words, (id, row, field), to);
                                let (value, problem) = found;
                                dossier.lists[list.start as usize + offset] = value;
                                dossier.problems.extend(problem);
                            }
                        }
                        continue;
                    }
                    _ => continue,
                };
                let (value, problem) = resolved;
                dossier.problems.extend(problem);
                let width = kind.fields.len();
                if let Some(slot) = dossier.tables[at].values.get_mut(row as usize * width + field.at()) {
                    *slot = value;
                }
            }
            if to == id && !definition.file.list {
                cycles(dossier, id, field);
            }
        }
    }
}

fn look_up(
    dossier: &Dossier,
    names: &Names,
    words: &str,
    (kind, row, field): (KindId, u32, FieldId),
    to: KindId,
) -> (Stored, Option<RecordProblem>) {
    let words = words.trim();
    let found = names.by_id.get(words).copied().or_else(|| {
        let key = plain(words);
        names.by_name.get(&key).copied().flatten()
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
                0..2_000 => nearest(words, names.by_id.keys().map(String::as_str)).map(str::to_owned),
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
fn plain(name: &str) -> String {
    name.chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '《' | '》'))
        .map(|character| match character {
            '[' | '［' | '【' | '(' | '（' | '﹝' => '〔',
            ']' | '］' | '】' | ')' | '）' | '﹞' => '〕',
            other => other,
        })
        .collect()
}

fn names(dossier: &Dossier, kind: KindId) -> Names {
    let definition = dossier.schema.get(kind);
    let mut names = Names { by_id: HashMap::new(), by_name: HashMap::new() };
    let others: Vec<FieldId> = ["number", "title", "name", "code"]
        .iter()
        .filter_map(|name| definition.field(name))
        .chain(definition.label)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    for row in 0..dossier.tables[kind.at()].rows {
        if let Some(id) = definition.id {
            match dossier.value(kind, row, id) {
                Stored::Text(text) => {
                    names.by_id.entry(dossier.text(text).to_owned()).or_insert(row);
                }
                Stored::Integer(number) => {
                    names.by_id.entry(number.to_string()).or_insert(row);
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
fn duplicates(dossier: &mut Dossier, kind: KindId) {
    let definition = dossier.schema.get(kind);
    let number = definition.field("number").filter(|_| &*definition.name == "document");
    let mut found = Vec::new();
    for (field, is_id) in [(definition.id, true), (number, false)] {
        let Some(field) = field else { continue };
        let mut seen: HashMap<String, u32> = HashMap::new();
        for row in 0..dossier.tables[kind.at()].rows {
            let Stored::Text(text) = dossier.value(kind, row, field) else { continue };
            let words = dossier.text(text);
            let key = if is_id { words.to_owned() } else { plain(words) };
            match seen.entry(key) {
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(row);
                }
                std::collections::hash_map::Entry::Occupied(entry) => {
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
    dossier.problems.extend(found);
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
