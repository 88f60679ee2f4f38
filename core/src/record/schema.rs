//! The schema: every kind of record with its fields and relations, looked up by name and by number.

use super::kind::{FieldFile, FieldType, KindFile};
use crate::rule::{Fault, nearest};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A kind's place in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub(crate) u16);

/// A field's place in its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub(crate) u16);

/// A relation's place in the schema: a reference seen from the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RelationId(pub(crate) u16);

impl KindId {
    pub(crate) fn at(self) -> usize {
        usize::from(self.0)
    }
}

impl FieldId {
    pub(crate) fn at(self) -> usize {
        usize::from(self.0)
    }
}

impl RelationId {
    pub(crate) fn at(self) -> usize {
        usize::from(self.0)
    }
}

/// All kinds of records.
#[derive(Debug, Default)]
pub struct Schema {
    pub(crate) kinds: Vec<Kind>,
    pub(crate) relations: Vec<Relation>,
    by_name: HashMap<String, KindId>,
    by_plural: HashMap<String, KindId>,
    /// Names of tables, normalised.
    by_table: HashMap<String, KindId>,
}

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Its name, as in JSON and in rules' `on`.
    pub name: Arc<str>,
    /// Its file.
    pub file: KindFile,
    pub(crate) plural: String,
    pub(crate) variable: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) date: Vec<FieldId>,
    pub(crate) owner: Vec<FieldId>,
    pub(crate) label: Option<FieldId>,
    pub(crate) task: Option<FieldId>,
    pub(crate) id: Option<FieldId>,
    by_name: HashMap<String, FieldId>,
    by_header: HashMap<String, FieldId>,
    /// Lists that references of other kinds make, by name.
    reverse: BTreeMap<String, RelationId>,
}

/// A field of a kind.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: Arc<str>,
    /// What its file says.
    pub file: FieldFile,
    /// Of a reference: where it points.
    pub(crate) to: Option<KindId>,
    /// Of a choice: its values in order, and every word that means one.
    pub(crate) choices: Vec<Arc<str>>,
    choice_words: HashMap<String, u16>,
}

/// A reference seen from the other side.
#[derive(Debug)]
pub(crate) struct Relation {
    /// The kind that refers.
    pub(crate) from: KindId,
    /// Its field.
    pub(crate) field: FieldId,
    /// The kind referred to.
    pub(crate) to: KindId,
}

/// Names lose blanks, line breaks, marks of required fields and notes in brackets; Latin letters are lower.
pub(crate) fn normal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut depth = 0_u32;
    for character in name.chars() {
        match character {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 || character.is_whitespace() => {}
            '*' | '＊' | '：' | ':' | '《' | '》' | '\u{200b}' | '\u{feff}' | '_' | '-' => {}
            _ => out.extend(character.to_lowercase()),
        }
    }
    out
}

impl Schema {
    /// A schema of kind files by name. The fault names the kind and the key.
    pub(crate) fn new(files: BTreeMap<String, KindFile>) -> Result<Self, (String, Fault)> {
        let mut schema = Self::default();
        for (at, name) in (0_u16..).zip(files.keys()) {
            schema.by_name.insert(name.clone(), KindId(at));
        }
        for (name, file) in files {
            let kind = Kind::new(&name, file, &schema.by_name).map_err(|fault| (name.clone(), fault))?;
            schema.kinds.push(kind);
        }
        for at in 0..schema.kinds.len() {
            let id = KindId(at as u16);
            let kind = &schema.kinds[at];
            if let Some(other) = schema.by_plural.insert(kind.plural.clone(), id) {
                let fault = Fault::at(
                    "plural",
                    format!("`{}` is the plural of `{}`", kind.plural, schema.kinds[other.at()].name),
                );
                return Err((kind.name.to_string(), fault));
            }
            let file = &kind.file;
            let names = [&*kind.name, &kind.plural, &file.name.zh, &file.name.en];
            for name in names.into_iter().chain(file.tables.iter().map(String::as_str)) {
                schema.by_table.entry(normal(name)).or_insert(id);
            }
        }
        schema.relate()?;
        Ok(schema)
    }

    /// Gives every kind the lists that references to it make.
    fn relate(&mut self) -> Result<(), (String, Fault)> {
        for from in 0..self.kinds.len() {
            for field in 0..self.kinds[from].fields.len() {
                let kind = &self.kinds[from];
                let (Some(to), Some(reverse)) = (kind.fields[field].to, &kind.fields[field].file.reverse)
                else {
                    continue;
                };
                let relation = RelationId(self.relations.len() as u16);
                self.relations.push(Relation { from: KindId(from as u16), field: FieldId(field as u16), to });
                let (name, reverse) = (kind.name.to_string(), reverse.clone());
                let key = format!("fields.{}.reverse", kind.fields[field].name);
                let target = &mut self.kinds[to.at()];
                if target.by_name.contains_key(&reverse)
                    || target.reverse.insert(reverse.clone(), relation).is_some()
                {
                    let message = format!("`{}` has a field or list `{reverse}` already", target.name);
                    return Err((name, Fault::at(key, message)));
                }
            }
        }
        Ok(())
    }

    /// The kinds, in the order of their names.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The kind of that name.
    pub fn kind(&self, name: &str) -> Option<KindId> {
        self.by_name.get(name).copied()
    }

    pub(crate) fn plural(&self, name: &str) -> Option<KindId> {
        self.by_plural.get(name).copied()
    }

    /// The kind whose records a file or sheet of that name holds.
    pub fn table(&self, name: &str) -> Option<KindId> {
        let name = normal(name);
        if let Some(kind) = self.by_table.get(&name) {
            return Some(*kind);
        }
        // 2019年解读台账, 解读表: a year before and a word after do no harm.
        let digits = |character: char| character.is_ascii_digit() || matches!(character, '年' | '度');
        let name = name.trim_start_matches(digits);
        ["台账", "汇总表", "明细表", "统计表", "登记表", "清单", "名录", "目录", "表", "汇总", "明细"]
            .iter()
            .find_map(|end| self.by_table.get(name.strip_suffix(end)?))
            .or_else(|| self.by_table.get(name))
            .copied()
    }

    /// The kind at that place.
    pub fn get(&self, id: KindId) -> &Kind {
        &self.kinds[id.at()]
    }

    pub(crate) fn nearest_kind(&self, name: &str) -> Option<&str> {
        nearest(name, self.kinds.iter().map(|kind| &*kind.name))
    }
}

impl Kind {
    fn new(name: &str, file: KindFile, kinds: &HashMap<String, KindId>) -> Result<Self, Fault> {
        let mut fields = Vec::new();
        let mut by_name = HashMap::new();
        let mut by_header = HashMap::new();
        for (at, (field, definition)) in (0_u16..).zip(&file.fields) {
            let id = FieldId(at);
            by_name.insert(field.clone(), id);
            fields.push(Field::new(field, definition.clone(), kinds)?);
        }
        // A field's own name goes before another's variant header, a first header before a later one.
        let depth = file.fields.values().map(|field| field.zh.len()).max().unwrap_or_default();
        for (at, field) in (0_u16..).zip(file.fields.keys()) {
            by_header.entry(normal(field)).or_insert(FieldId(at));
        }
        for rank in 0..depth {
            for (at, field) in (0_u16..).zip(file.fields.values()) {
                if let Some(header) = field.zh.get(rank) {
                    by_header.entry(normal(header)).or_insert(FieldId(at));
                }
            }
        }
        let find = |name: &String, key: &str| -> Result<FieldId, Fault> {
            by_name.get(name).copied().ok_or_else(|| {
                let fault = Fault::at(key, format!("there is no field `{name}`"));
                match nearest(name, file.fields.keys().map(String::as_str)) {
                    Some(known) => fault.suggest(format!("`{known}`?")),
                    None => fault,
                }
            })
        };
        let date = file.date.iter().map(|name| find(name, "date")).collect::<Result<_, _>>()?;
        let owner = file.owner.iter().map(|name| find(name, "owner")).collect::<Result<_, _>>()?;
        let label = file.label.as_ref().map(|name| find(name, "label")).transpose()?;
        let task = file.task.as_ref().map(|name| find(name, "task")).transpose()?;
        Ok(Self {
            name: name.into(),
            plural: file.plural.clone().unwrap_or_else(|| format!("{name}s")),
            variable: file.variable.clone().unwrap_or_else(|| name.to_owned()),
            id: by_name.get("id").copied(),
            fields,
            date,
            owner,
            label,
            task,
            by_name,
            by_header,
            reverse: BTreeMap::new(),
            file,
        })
    }

    /// What the record at hand is called in conditions.
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// What all its records are called in conditions and in JSON.
    pub fn plural(&self) -> &str {
        &self.plural
    }

    /// The fields, in the order of their names.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.by_name.get(name).copied()
    }

    /// The field that a table's header names: by its own name or any of its Chinese headers.
    pub fn header(&self, header: &str) -> Option<FieldId> {
        self.by_header.get(&normal(header)).copied()
    }

    pub(crate) fn reverse(&self, name: &str) -> Option<RelationId> {
        self.reverse.get(name).copied()
    }

    pub(crate) fn nearest_name(&self, name: &str) -> Option<&str> {
        nearest(name, self.by_name.keys().chain(self.reverse.keys()).map(String::as_str))
    }

    pub(crate) fn nearest_header(&self, header: &str) -> Option<&str> {
        let headers = self.fields.iter().flat_map(|field| field.file.zh.iter().map(String::as_str));
        nearest(header, headers)
    }
}

impl Field {
    fn new(name: &str, file: FieldFile, kinds: &HashMap<String, KindId>) -> Result<Self, Fault> {
        let key = |part: &str| format!("fields.{name}.{part}");
        let to = match (file.type_, &file.to) {
            (FieldType::Reference, Some(to)) => Some(*kinds.get(to).ok_or_else(|| {
                let fault = Fault::at(key("to"), format!("there is no kind `{to}`"));
                match nearest(to, kinds.keys().map(String::as_str)) {
                    Some(known) => fault.suggest(format!("`{known}`?")),
                    None => fault,
                }
            })?),
            (FieldType::Reference, None) => {
                return Err(Fault::at(key("type"), "a reference needs the kind it points to")
                    .suggest("to = \"document\""));
            }
            (_, Some(_)) => return Err(Fault::at(key("to"), "only a reference points to a kind")),
            (_, None) => None,
        };
        if file.planned && !matches!(file.type_, FieldType::Date | FieldType::Time) {
            return Err(Fault::at(key("planned"), "only a date is planned"));
        }
        if (file.type_ == FieldType::Choice) == file.values.is_empty() {
            let message = match file.values.is_empty() {
                true => "a choice needs its values",
                false => "only a choice has values",
            };
            return Err(Fault::at(key("type"), message));
        }
        let choices: Vec<Arc<str>> = file.values.keys().map(|value| Arc::from(value.as_str())).collect();
        let mut choice_words = HashMap::new();
        for (at, (value, words)) in (0_u16..).zip(&file.values) {
            for word in std::iter::once(value).chain(words) {
                if choice_words.insert(normal(word), at).is_some_and(|other| other != at) {
                    return Err(Fault::at(key("values"), format!("`{word}` means two values")));
                }
            }
        }
        Ok(Self { name: name.into(), file, to, choices, choice_words })
    }

    /// The value that a word means.
    pub(crate) fn choice(&self, word: &str) -> Option<u16> {
        if let Some(at) = self.choices.iter().position(|value| **value == *word) {
            return Some(at as u16);
        }
        self.choice_words.get(&normal(word)).copied()
    }

    /// The words for a value, Chinese where the file has them.
    pub(crate) fn choice_label(&self, value: &str) -> Option<&str> {
        let words = self.file.values.get(value)?;
        // A value that is Chinese itself is its own label.
        if value.is_ascii() { words.first().map(String::as_str) } else { None }
    }

    /// Its first Chinese header, or its name.
    pub fn header(&self) -> &str {
        self.file.zh.first().map_or(&self.name, String::as_str)
    }
}
