//! A dossier's folder → records and texts: tables by the names of their files and sheets, documents by what they say.

use crate::parallel::in_pieces;
use crate::table::{is_records, records_of, tables};
use crate::{
    Config, Input, Intake, Problem, ReadOptions, Reading, Reason, Remark, gather, read_document, read_input,
};
use gongkai::Document;
use gongkai::document::Form;
use gongkai::record::{Cell, Dossier, DossierBuilder, Grid, RecordFault, RecordPlace, Schema};
use serde_json::value::RawValue;
use std::path::Path;
use std::sync::Arc;

/// How many bytes of readings are kept for the rules on texts; what goes beyond is read again.
const KEPT_BYTES: usize = 128 << 20;

/// Documents read together, on all cores.
const BATCH: usize = 256;

/// What a folder holds.
#[derive(Debug)]
pub struct DossierFolder {
    /// Its records.
    pub dossier: Dossier,
    /// Its texts, for the rules on texts, with their readings.
    pub texts: Vec<Input>,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
    /// What the user should know of how its tables were read; of its texts, their check tells.
    pub remarks: Vec<(Arc<str>, Remark)>,
}

/// Reads a dossier. What cannot be read is named, and nothing else is lost.
pub fn read_dossier(
    folder: &Path,
    schema: &Arc<Schema>,
    config: &Config,
    options: &ReadOptions,
) -> DossierFolder {
    let mut builder = DossierBuilder::new(Arc::clone(schema));
    authority(&mut builder, config);
    let Intake { inputs, tables, mut problems, .. } = gather(&[folder.to_path_buf()], options.convert);
    // A dossier may be tables alone.
    problems.retain(|problem| !matches!(problem.reason, Reason::NoTexts(_)));
    let mut remarks = Vec::new();
    for table in &tables {
        match take_table(&mut builder, table, options) {
            Ok(told) => remarks.extend(told.into_iter().map(|remark| (Arc::clone(&table.path), remark))),
            Err(reason) => problems.push(Problem::new(Arc::clone(&table.path), reason)),
        }
    }
    let mut texts = Vec::new();
    let mut kept = 0;
    for batch in inputs.chunks(BATCH) {
        let read = |inputs: &[Input]| -> Vec<Result<Arc<Reading>, Reason>> {
            inputs.iter().map(|input| read_document(input, options)).collect()
        };
        for (input, reading) in batch.iter().zip(in_pieces(batch, read).into_iter().flatten()) {
            match reading {
                Ok(reading) => {
                    take_document(&mut builder, &input.path, &reading);
                    kept += reading.bytes();
                    let reading = (kept <= KEPT_BYTES).then_some(reading);
                    texts.push(Input { reading, ..input.clone() });
                }
                Err(reason) => problems.push(Problem::new(Arc::clone(&input.path), reason)),
            }
        }
    }
    DossierFolder { dossier: builder.finish(), texts, problems, remarks }
}

fn take_document(builder: &mut DossierBuilder, path: &str, reading: &Reading) {
    let parsed = Document::parse(&reading.text);
    let document = builder.document(path, &parsed);
    for record in &reading.records {
        let Some(kind) = builder.schema().kind(record.kind) else { continue };
        let mut fields = record.fields.clone();
        if record.kind == "layout" {
            // Rules on layout are for official documents, which the words tell.
            fields.entry("official").or_insert_with(|| (parsed.form == Form::Official).into());
        }
        builder.attached(kind, path, document, &fields);
    }
}

fn take_table(
    builder: &mut DossierBuilder,
    table: &Input,
    options: &ReadOptions,
) -> Result<Vec<Remark>, Reason> {
    let bytes = read_input(table, options.max_bytes)?;
    let path = Path::new(&*table.path);
    if is_records(path) {
        let read = records_of(&bytes, &table.path, options.encoding)?;
        take_records(builder, path, &read.records);
        return Ok(read.remarks);
    }
    let read = tables(&bytes, &table.path, options.encoding)?;
    read.grids.iter().for_each(|grid| take_grid(builder, path, grid));
    Ok(read.remarks)
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

fn take_records(builder: &mut DossierBuilder, path: &Path, records: &[(u32, Box<RawValue>)]) {
    let file: Arc<str> = path.to_string_lossy().into();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let Some(kind) = builder.schema().table(&stem) else { return unknown(builder, file, None, stem) };
    let source = builder.source(file, None);
    builder.declare(kind);
    for (line, record) in records {
        builder.json_record(kind, source, *line, record.get());
    }
}
