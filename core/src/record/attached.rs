//! Records that a document's own file tells, a Word document's `layout` or a web page's `page`, joined to the document's record.

use super::build::{DossierBuilder, Record};
use super::schema::KindId;
use super::table::Cell;
use super::value::Stored;
use std::sync::Arc;

/// Fields of the document's record that are the other's too: of the document, of the other. The first that is known is taken.
const SHARED: [(&str, &str); 4] =
    [("drafting_unit", "unit"), ("title", "title"), ("dated_on", "dated_on"), ("published_on", "dated_on")];

impl DossierBuilder {
    /// Takes in what the file `path` tells of itself as a record of the kind given, joined to the document's record where there is
    /// one. A name that the kind does not have is passed over.
    pub fn attached(
        &mut self,
        kind: KindId,
        path: &str,
        document: Option<Record>,
        fields: &serde_json::Map<String, serde_json::Value>,
    ) -> Record {
        let schema = Arc::clone(self.schema());
        let source = self.source(path, None);
        let record = self.record(kind, source, 0);
        for (name, value) in fields {
            let Some(field) = schema.get(kind).field(name) else { continue };
            match value {
                serde_json::Value::Array(items) => {
                    let cells: Vec<Cell> = items.iter().filter_map(super::json::cell).collect();
                    self.set_list(record, field, &cells);
                }
                value => {
                    if let Some(cell) = super::json::cell(value) {
                        self.set(record, field, &cell);
                    }
                }
            }
        }
        self.give(record, "id", &Cell::Text(path.to_owned()));
        let Some(document) = document else { return record };
        for (of_document, own) in SHARED {
            let (Some(from), Some(to)) =
                (schema.get(document.kind).field(of_document), schema.get(kind).field(own))
            else {
                continue;
            };
            let value = self.dossier.value(document.kind, document.row, from);
            if self.is_unknown(record, to) && !matches!(value, Stored::Unknown | Stored::Blank) {
                self.put(record, to, value);
            }
        }
        for (field, definition) in (0_u16..).map(super::schema::FieldId).zip(schema.get(kind).fields()) {
            if definition.to == Some(document.kind) && self.is_unknown(record, field) {
                self.put(record, field, Stored::Row(document.row));
                break;
            }
        }
        record
    }
}
