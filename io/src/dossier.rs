//! A dossier's folder → records and texts: tables by the names of their files and sheets, documents by what they say.

use crate::table::{is_records, is_table, read_records, read_tables};
use crate::{Config, Input, Intake, Problem, Reason, decode, gather, read_input};
use gongkai::Document;
use gongkai::record::{Cell, Dossier, DossierBuilder, Grid, KindId, RecordFault, RecordPlace, Schema};
use std::path::Path;
use std::sync::Arc;
use walkdir::WalkDir;

/// What a folder holds.
#[derive(Debug)]
pub struct DossierFolder {
    /// Its records.
    pub dossier: Dossier,
    /// Its texts, for the rules on texts.
    pub texts: Vec<Input>,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
}

/// Reads a dossier. What cannot be read is named, and nothing else is lost.
pub fn read_dossier(folder: &Path, schema: &Arc<Schema>, config: &Config, limit: usize) -> DossierFolder {
    let mut builder = DossierBuilder::new(Arc::clone(schema));
    let mut problems = Vec::new();
    authority(&mut builder, config);
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let path = entry.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !path.is_file() || name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if is_records(path) {
            match read_records(path) {
                Ok(records) => take_records(&mut builder, path, &records),
                Err(problem) => problems.push(problem),
            }
        } else if is_table(path) {
            match read_tables(path) {
                Ok(grids) => grids.iter().for_each(|grid| take_grid(&mut builder, path, grid)),
                Err(problem) => problems.push(problem),
            }
        }
    }
    let Intake { inputs, problems: more, .. } = gather(&[folder.to_path_buf()]);
    // A dossier may be tables alone.
    problems.extend(more.into_iter().filter(|problem| !matches!(problem.reason, Reason::NoTexts(_))));
    let mut texts = Vec::new();
    for input in inputs {
        let bytes = read_input(&input, limit);
        match bytes.as_deref().map_err(Clone::clone).and_then(decode) {
            Ok(text) => {
                builder.document(&input.path, &Document::parse(text));
                texts.push(input);
            }
            Err(reason) => problems.push(Problem::new(Arc::clone(&input.path), reason)),
        }
    }
    DossierFolder { dossier: builder.finish(), texts, problems }
}

fn authority(builder: &mut DossierBuilder, config: &Config) {
    let Some(kind) = builder.schema().kind("authority") else { return };
    let source = builder.source(Config::NAME, None);
    let record = builder.record(kind, source, 0);
    let authority = config.authority.clone().unwrap_or_default();
    let region = authority.region.or_else(|| config.region.clone());
    let facts = [
        ("name", authority.name),
        ("region", region),
        ("level", authority.level),
        ("body", authority.body),
        ("period_from", authority.period_from),
        ("period_to", authority.period_to),
    ];
    for (name, value) in facts {
        let field = builder.schema().get(kind).field(name);
        if let (Some(field), Some(value)) = (field, value) {
            builder.set(record, field, &Cell::Text(value));
        }
    }
}

/// The kind of a table: by its sheet's name, else by its file's.
fn take_grid(builder: &mut DossierBuilder, path: &Path, grid: &Grid) {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let sheet = grid.sheet.as_deref().and_then(|sheet| builder.schema().table(sheet));
    let Some(kind) = sheet.or_else(|| builder.schema().table(&stem)) else {
        if grid.rows.is_empty() {
            return;
        }
        let name = grid.sheet.as_deref().unwrap_or(&stem).to_owned();
        return unknown(builder, grid.file.clone(), grid.sheet.clone(), name);
    };
    builder.grid(kind, grid);
}

fn unknown(builder: &mut DossierBuilder, file: Arc<str>, sheet: Option<Arc<str>>, name: String) {
    let tables = builder.schema().kinds().iter();
    let names: Vec<String> =
        tables.flat_map(|kind| [kind.file.name.zh.clone(), kind.name.to_string()]).collect();
    let nearest = gongkai::rule::nearest(&name, names.iter().map(String::as_str)).map(str::to_owned);
    let place = RecordPlace { file, sheet, ..RecordPlace::default() };
    builder.problem(place, RecordFault::UnknownTable { name, nearest });
}

fn take_records(builder: &mut DossierBuilder, path: &Path, records: &[(u32, serde_json::Value)]) {
    let file: Arc<str> = path.to_string_lossy().into();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let Some(kind) = builder.schema().table(&stem) else { return unknown(builder, file, None, stem) };
    let source = builder.source(file, None);
    builder.declare(kind);
    for (line, record) in records {
        one(builder, kind, source, *line, record);
    }
}

fn one(
    builder: &mut DossierBuilder,
    kind: KindId,
    source: gongkai::record::SourceId,
    line: u32,
    record: &serde_json::Value,
) {
    builder.json_record(kind, source, line, &record.to_string());
}
