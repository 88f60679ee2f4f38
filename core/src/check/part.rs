//! The parts of a document that a rule can look at.

use crate::document::{Document, ParagraphKind};
use crate::rule::Part;
use crate::source::Span;

/// Where the part stands; several spans for a part that occurs several times, none where the document lacks it.
pub(crate) fn spans(document: &Document<'_>, part: Part) -> Vec<Span> {
    let whole = Span::of(0, document.text().len());
    match part {
        Part::Text => vec![whole],
        Part::Body => vec![Span::new(document.header.span.end, whole.end)],
        Part::Title => document.title.iter().map(|title| title.span).collect(),
        Part::Number => document.number.iter().map(|number| number.span).collect(),
        Part::Addressees => {
            document.addressees.iter().map(|addressees| addressees.span.join(addressees.colon_span)).collect()
        }
        Part::Heading => document.outline.iter().map(|item| item.heading_span).collect(),
        Part::Signature => document.signature.iter().map(|signature| signature.span).collect(),
        Part::Date => document
            .signature
            .iter()
            .filter_map(|signature| signature.date.as_ref())
            .map(|date| date.span)
            .collect(),
        Part::Note => document.notes.iter().map(|note| note.span).collect(),
        Part::AttachmentNote => document.attachment_note.iter().map(|note| note.span).collect(),
        Part::Assignment => document.assignments.iter().map(|assignment| assignment.span).collect(),
        Part::Header => {
            document.header.fields.iter().map(|field| field.label_span.join(field.span)).collect()
        }
        Part::Ending => document
            .paragraphs
            .iter()
            .rfind(|paragraph| matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Heading))
            .map(|paragraph| paragraph.span)
            .into_iter()
            .collect(),
    }
}
