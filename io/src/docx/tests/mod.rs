//! Tests of the reader, by what a reader of the document sees.

mod annotations;
mod hostile;
mod layout;
mod numbering;
mod tables;
mod words;

use super::fixture::Fixture;
use super::{DocxOptions, View, read};
use crate::Reading;

/// The fixture as it is read.
fn reading(fixture: &Fixture) -> Reading {
    read(&fixture.bytes(), &DocxOptions::default()).unwrap()
}

/// The text of a document with this body.
fn text(body: &str) -> String {
    reading(&Fixture::new(body)).text
}

/// The text of a document with this body, before its tracked changes.
fn original(body: &str) -> String {
    let options = DocxOptions { view: View::Original, ..DocxOptions::default() };
    read(&Fixture::new(body).bytes(), &options).unwrap().text
}
