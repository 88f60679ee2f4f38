//! The layout of a document as a record of the kind `layout`: page, fonts and sizes of title, headings and body, lines.
//!
//! Which words are title, heading and body is what the parser of official documents says of the text; their runs tell the
//! look. A field that the file does not tell is left out, and one that it tells to be nothing is empty: no heading of that
//! level, no page number. How many pages there are, and whether the first shows the body, only a program that sets the
//! pages knows (what files say of it is what some program once wrote).

mod footer;
mod look;
mod page;
mod set;
mod title;

use super::sources::Parts;
use crate::{FileRecord, Reading};
use gongkai::Document;
use gongkai::document::{DocumentType, Form};
use look::Look;
use serde_json::{Map, Value};

/// The fields of the record.
#[derive(Debug, Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// A measure, to a tenth.
    fn measure(&mut self, name: &str, value: f64) {
        self.put(name, (value * 10.0).round() / 10.0);
    }
}

/// The record of a document that was read.
pub(super) fn record(parts: &Parts<'_>, reading: &Reading) -> FileRecord {
    let document = Document::parse(&reading.text);
    let look = Look::new(parts, reading, &document);
    let mut fields = Fields::default();
    fields.put("official", document.form == Form::Official);
    fields.put("letter_format", is_of_another_format(&document));
    let page = page::measure(&look, &mut fields);
    let body = look.body();
    set::measure(&look, &body, page, &mut fields);
    title::measure(&look, page, &mut fields);
    footer::measure(&look, &mut fields);
    FileRecord { kind: "layout", fields: fields.0 }
}

/// Letters, orders and minutes have formats of their own.
fn is_of_another_format(document: &Document<'_>) -> bool {
    matches!(document.document_type(), Some(DocumentType::命令 | DocumentType::纪要))
        || document.number.as_ref().is_some_and(|number| number.code.contains('函'))
}
