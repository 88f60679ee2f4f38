//! Records: what a disclosure office keeps in tables.
//! In: kind files (the schema), tables and JSON. Out: a [`Dossier`] of typed records with their references resolved, and every
//! cell that could not be read, by its place.

mod attached;
mod build;
mod document;
mod dossier;
mod json;
mod json_row;
mod json_schema;
mod kind;
mod nested;
mod notice;
mod problem;
mod read;
mod resolve;
mod schema;
mod table;
mod value;

pub use build::{DossierBuilder, Record, SourceId};
pub use dossier::Dossier;
pub use kind::{FieldFile, FieldType, KindFile};
pub use problem::{RecordFault, RecordPlace, RecordProblem};
pub(crate) use schema::RelationId;
pub use schema::{Field, FieldId, Kind, KindId, Schema};
pub use table::{Cell, Grid, GridRow};
pub(crate) use value::{ListRef, Stored};
