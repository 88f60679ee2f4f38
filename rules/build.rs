//! Packs as TOML → one JSON each, at build time: the rules alone, ready to use, and the examples apart.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=packs");
    println!("cargo::rerun-if-changed=data");
    let mut folders: Vec<PathBuf> =
        fs::read_dir("packs")?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    folders.retain(|path| path.join("pack.toml").is_file());
    folders.sort();
    let packs = folders.iter().map(|folder| pack(folder)).collect::<Result<Vec<_>, _>>()?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    fs::write(out.join("packs.json"), serde_json::to_string(&packs)?)?;
    let texts = packs.iter().cloned().map(texts_only).collect::<Vec<_>>();
    fs::write(out.join("packs-texts.json"), serde_json::to_string(&texts)?)?;
    let mut sources = String::from("&[\n");
    for folder in &folders {
        let id = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let include = |path: &Path| -> Result<String, Box<dyn Error>> {
            Ok(format!("include_str!({:?})", fs::canonicalize(path)?.to_string_lossy()))
        };
        writeln!(sources, "    ({id:?}, {}, &[", include(&folder.join("pack.toml"))?)?;
        for path in rule_files(folder)? {
            writeln!(sources, "        ({:?}, {}),", name(folder, &path)?, include(&path)?)?;
        }
        sources.push_str("    ]),\n");
    }
    sources.push(']');
    fs::write(out.join("sources.rs"), sources)?;
    Ok(())
}

/// A pack without its rules on records and their kinds: what a check of texts needs.
fn texts_only(mut pack: Value) -> Value {
    if let Value::Object(pack) = &mut pack {
        pack.remove("kinds");
        pack.remove("scorecards");
        if let Some(Value::Object(rules)) = pack.get_mut("rules") {
            rules.retain(|_, rule| rule.get("on").is_none_or(|on| on == "text"));
        }
    }
    pack
}

/// The rule files of a pack, sorted.
fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml")
                && !path.ends_with("pack.toml")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The path of a file inside its pack, with `/`.
fn name(folder: &Path, path: &Path) -> Result<String, Box<dyn Error>> {
    Ok(path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/"))
}

/// A pack in the shape of `gongkai::Pack`, its examples left out.
fn pack(folder: &Path) -> Result<Value, Box<dyn Error>> {
    let manifest = fs::read_to_string(folder.join("pack.toml"))?;
    let mut hashed = vec![("pack.toml".to_owned(), manifest.clone())];
    let mut rules = Map::new();
    let (mut kinds, mut scorecards) = (Map::new(), Map::new());
    for path in rule_files(folder)? {
        let text = fs::read_to_string(&path)?;
        let name = name(folder, &path)?;
        let Value::Object(mut rule) = read(&path, &text)? else { continue };
        rule.remove("examples");
        let id = name.trim_end_matches(".toml");
        match id.split_once('/') {
            Some(("kinds", kind)) => kinds.insert(kind.to_owned(), Value::Object(rule)),
            Some(("scorecards", card)) => scorecards.insert(card.to_owned(), Value::Object(rule)),
            _ => rules.insert(id.to_owned(), Value::Object(rule)),
        };
        hashed.push((name, text));
    }
    hashed.sort();
    let mut digest = Sha256::new();
    for part in hashed.iter().flat_map(|(name, text)| [name, text]) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    let sha256 = digest.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let mut pack = Map::new();
    pack.insert("id".to_owned(), folder.file_name().unwrap_or_default().to_string_lossy().into());
    pack.insert("sha256".to_owned(), sha256.into());
    pack.insert("manifest".to_owned(), read(&folder.join("pack.toml"), &manifest)?);
    if !kinds.is_empty() {
        pack.insert("kinds".to_owned(), Value::Object(kinds));
    }
    if !scorecards.is_empty() {
        pack.insert("scorecards".to_owned(), Value::Object(scorecards));
    }
    pack.insert("rules".to_owned(), Value::Object(rules));
    Ok(Value::Object(pack))
}

fn read(path: &Path, text: &str) -> Result<Value, Box<dyn Error>> {
    let table: toml::Table = toml::from_str(text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(json(toml::Value::Table(table)))
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, json(value))).collect::<Map<_, _>>().into()
        }
    }
}
