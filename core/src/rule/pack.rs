//! Packs: folders of rules by one source, and the set that several packs make together.

use super::compile::CompiledRule;
use super::error::{Fault, RuleError, nearest};
use super::file::{Localized, RuleFile};
use super::scorecard::ScorecardFile;
use super::{Trust, load};
use crate::record::{KindFile, Schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The folder of a pack that holds kinds of records.
const KINDS: &str = "kinds/";

/// The folder of a pack that holds its scorecards.
const SCORECARDS: &str = "scorecards/";

/// What `pack.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackManifest {
    /// Its name.
    pub name: Localized,
    /// Its version.
    pub version: String,
    /// The region that it binds (山东省); none: all.
    #[serde(default)]
    pub region: Option<String>,
    /// The kind of body that it binds, in words.
    #[serde(default)]
    pub body: Option<String>,
    /// Who keeps it.
    #[serde(default)]
    pub maintainer: Option<String>,
    /// Its licence.
    #[serde(default)]
    pub licence: Option<String>,
    /// Ids of rules of earlier packs that it switches off.
    #[serde(default)]
    pub off: Vec<String>,
    /// Old ids and the ids that replace them.
    #[serde(default)]
    pub redirects: BTreeMap<String, String>,
}

/// A pack's files as text, wherever they came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackSource {
    /// Its id: the folder's name.
    pub id: String,
    /// `pack.toml`.
    pub manifest: String,
    /// Rule files: path in the pack with `/` (`format/title.toml`), and text.
    pub files: Vec<(String, String)>,
}

/// A pack as a report names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackInfo {
    /// Its id.
    pub id: Arc<str>,
    /// Its version.
    pub version: String,
    /// SHA-256 over its files, in hexadecimal.
    pub sha256: String,
}

/// A pack, read but not compiled. Built-in packs are kept in this shape, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// SHA-256 over its files, in hexadecimal.
    pub sha256: String,
    /// Its manifest.
    pub manifest: PackManifest,
    /// Kinds of records by name: new ones, or further fields of an earlier pack's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<String, KindFile>,
    /// Scorecards by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scorecards: BTreeMap<String, ScorecardFile>,
    /// Rules by id.
    pub rules: BTreeMap<String, RuleFile>,
}

impl Pack {
    /// Reads a pack's files. All errors are returned, not the first.
    pub fn read(source: &PackSource) -> Result<Self, Vec<RuleError>> {
        let mut errors = Vec::new();
        let manifest = load::read::<PackManifest>(&source.manifest)
            .map_err(|fault| errors.push(load::locate(&source.id, "pack.toml", &source.manifest, fault)));
        let mut rules = BTreeMap::new();
        let mut kinds = BTreeMap::new();
        let mut scorecards = BTreeMap::new();
        for (path, text) in &source.files {
            let Some(id) = path.strip_suffix(".toml") else { continue };
            if let Some(kind) = id.strip_prefix(KINDS) {
                match load::read::<KindFile>(text) {
                    Ok(file) => {
                        kinds.insert(kind.to_owned(), file);
                    }
                    Err(fault) => errors.push(load::locate(&source.id, path, text, fault)),
                }
                continue;
            }
            if let Some(card) = id.strip_prefix(SCORECARDS) {
                match load::read::<ScorecardFile>(text) {
                    Ok(file) => {
                        scorecards.insert(card.to_owned(), file);
                    }
                    Err(fault) => errors.push(load::locate(&source.id, path, text, fault)),
                }
                continue;
            }
            match load::read::<RuleFile>(text) {
                Ok(file) => {
                    rules.insert(id.to_owned(), file);
                }
                Err(fault) => errors.push(load::locate(&source.id, path, text, fault)),
            }
        }
        match manifest {
            Ok(manifest) if errors.is_empty() => {
                Ok(Self { id: source.id.clone(), sha256: hash(source), manifest, kinds, scorecards, rules })
            }
            _ => Err(errors),
        }
    }

    /// As a report names it.
    pub fn info(&self) -> PackInfo {
        PackInfo {
            id: self.id.as_str().into(),
            version: self.manifest.version.clone(),
            sha256: self.sha256.clone(),
        }
    }
}

fn hash(source: &PackSource) -> String {
    let mut files: Vec<(&str, &str)> =
        source.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("pack.toml", &source.manifest));
    files.sort_unstable();
    let mut digest = Sha256::new();
    for (path, text) in files {
        for part in [path, text] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part.as_bytes());
        }
    }
    digest.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Compiled rules of one or more packs, in the order of their ids. A later pack replaces or switches off an
/// earlier one's rules by id.
///
/// An error says where it stands and what to write instead:
///
/// ```
/// use gongkai::{PackSource, RuleSet};
///
/// let pack = PackSource {
///     id: "ours".to_owned(),
///     manifest: "name = { zh = \"本单位\" }\nversion = \"1.0.0\"\n".to_owned(),
///     files: vec![("text/vague.toml".to_owned(), "name = { zh = \"不明\" }\nseverty = \"info\"\n".to_owned())],
/// };
/// let errors = RuleSet::load(&[pack]).unwrap_err();
/// assert_eq!((errors[0].file.as_str(), errors[0].line), ("text/vague.toml", 2));
/// assert_eq!(errors[0].suggestion.as_deref(), Some("`severity`?"));
/// ```
#[derive(Debug)]
pub struct RuleSet {
    packs: Arc<[PackInfo]>,
    schema: Arc<Schema>,
    rules: Vec<CompiledRule>,
    scorecards: BTreeMap<String, ScorecardFile>,
    redirects: BTreeMap<String, String>,
}

impl RuleSet {
    /// Reads and compiles packs from their files.
    pub fn load(sources: &[PackSource]) -> Result<Self, Vec<RuleError>> {
        let mut packs = Vec::new();
        let mut errors = Vec::new();
        for source in sources {
            match Pack::read(source) {
                Ok(pack) => packs.push(pack),
                Err(more) => errors.extend(more),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Self::compile_with(packs, sources)
    }

    /// Compiles packs that were read and checked before, as built-in ones are: their patterns are not checked again.
    pub fn compile(packs: Vec<Pack>) -> Result<Self, Vec<RuleError>> {
        Self::compile_with(packs, &[])
    }

    /// Compiles packs; `sources` holds the texts of those that came from files, for the places of errors. The patterns of
    /// a pack without its source are not checked again.
    pub fn compile_with(packs: Vec<Pack>, sources: &[PackSource]) -> Result<Self, Vec<RuleError>> {
        let infos: Arc<[PackInfo]> = packs.iter().map(Pack::info).collect();
        let mut rules: BTreeMap<String, CompiledRule> = BTreeMap::new();
        let mut redirects = BTreeMap::new();
        let mut scorecards: BTreeMap<String, (String, ScorecardFile)> = BTreeMap::new();
        let mut errors = Vec::new();
        let locate = |pack: &str, file: &str, fault: Fault| {
            let text = sources
                .iter()
                .find(|source| source.id == pack)
                .and_then(|source| match file {
                    "pack.toml" => Some(source.manifest.as_str()),
                    _ => source.files.iter().find(|(path, _)| path == file).map(|(_, text)| text.as_str()),
                })
                .unwrap_or_default();
            load::locate(pack, file, text, fault)
        };
        let schema = match schema(&packs) {
            Ok(schema) => Arc::new(schema),
            Err((kind, fault)) => {
                // The last pack that speaks of the kind is the one that made it wrong.
                let pack = packs.iter().rfind(|pack| pack.kinds.contains_key(&kind));
                let pack = pack.map_or("", |pack| pack.id.as_str());
                return Err(vec![locate(pack, &format!("{KINDS}{kind}.toml"), fault)]);
            }
        };
        for pack in packs {
            let pack_id: Arc<str> = pack.id.as_str().into();
            for (index, id) in pack.manifest.off.iter().enumerate() {
                if rules.remove(id).is_none() {
                    let fault = Fault::at(format!("off.{index}"), format!("no rule `{id}` to switch off"));
                    let fault = match nearest(id, rules.keys().map(String::as_str)) {
                        Some(known) => fault.suggest(format!("`{known}`?")),
                        None => fault,
                    };
                    errors.push(locate(&pack.id, "pack.toml", fault));
                }
            }
            redirects.extend(pack.manifest.redirects);
            let cards = pack.scorecards.into_iter();
            scorecards.extend(cards.map(|(id, file)| (id, (pack.id.clone(), file))));
            let region = pack.manifest.region.as_deref();
            let has_source = sources.iter().any(|source| source.id == pack.id);
            let trust = if has_source { Trust::Checked } else { Trust::Proved };
            for (id, file) in pack.rules {
                match CompiledRule::new(&id, &pack_id, region, file, &schema, trust) {
                    Ok(rule) => {
                        rules.insert(id, rule);
                    }
                    Err(fault) => errors.push(locate(&pack.id, &format!("{id}.toml"), fault)),
                }
            }
        }
        for (id, (pack, card)) in &scorecards {
            if let Some(fault) = card.fault(rules.keys().map(String::as_str)) {
                errors.push(locate(pack, &format!("{SCORECARDS}{id}.toml"), fault));
            }
        }
        if errors.is_empty() {
            let scorecards = scorecards.into_iter().map(|(id, (_, card))| (id, card)).collect();
            Ok(Self { packs: infos, schema, rules: rules.into_values().collect(), scorecards, redirects })
        } else {
            Err(errors)
        }
    }

    /// The packs.
    pub fn packs(&self) -> &Arc<[PackInfo]> {
        &self.packs
    }

    /// The kinds of records of all packs.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// The scorecards by id.
    pub fn scorecards(&self) -> &BTreeMap<String, ScorecardFile> {
        &self.scorecards
    }

    /// The rules in the order of their ids.
    pub fn rules(&self) -> &[CompiledRule] {
        &self.rules
    }

    /// The rule of that id, or of the id that replaced it.
    pub fn get(&self, id: &str) -> Option<&CompiledRule> {
        let id = self.redirects.get(id).map_or(id, String::as_str);
        self.rules.binary_search_by(|rule| rule.id().cmp(id)).ok().map(|index| &self.rules[index])
    }

    /// The id nearest to `id`, for messages.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.rules.iter().map(CompiledRule::id))
    }
}

/// The kinds of all packs together: a later pack adds fields to an earlier one's kind, or says a field anew.
fn schema(packs: &[Pack]) -> Result<Schema, (String, Fault)> {
    let mut kinds: BTreeMap<String, KindFile> = BTreeMap::new();
    for (name, file) in packs.iter().flat_map(|pack| &pack.kinds) {
        let Some(known) = kinds.get_mut(name) else {
            kinds.insert(name.clone(), file.clone());
            continue;
        };
        known.fields.extend(file.fields.clone());
        known.tables.extend(file.tables.iter().cloned());
        if !file.name.zh.is_empty() {
            known.name = file.name.clone();
        }
        if !file.date.is_empty() {
            known.date.clone_from(&file.date);
        }
        if !file.owner.is_empty() {
            known.owner.clone_from(&file.owner);
        }
        for (mine, theirs) in [
            (&mut known.plural, &file.plural),
            (&mut known.variable, &file.variable),
            (&mut known.label, &file.label),
            (&mut known.task, &file.task),
        ] {
            if theirs.is_some() {
                mine.clone_from(theirs);
            }
        }
    }
    Schema::new(kinds)
}
