//! A document as JSON: each part with its words, so that a reader needs no second look into the text.

use super::Document;
use crate::source::{Source, Span};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// A part and the words at its place.
#[derive(Serialize)]
struct Spoken<'p, T> {
    text: &'p str,
    #[serde(flatten)]
    part: &'p T,
}

/// Parts in order, each with its words.
struct SpokenList<'p, 't, T> {
    source: &'p Source<'t>,
    parts: &'p [T],
    span: fn(&T) -> Span,
}

impl<T: Serialize> Serialize for SpokenList<'_, '_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.parts.iter().map(|part| Spoken { text: self.source.slice((self.span)(part)), part }),
        )
    }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let source = &self.source;
        let mut out = serializer.serialize_struct("Document", 24)?;
        out.serialize_field("form", &self.form)?;
        out.serialize_field("document_type", &self.document_type())?;
        out.serialize_field("issuers", &self.issuers())?;
        out.serialize_field("dated_on", &self.dated_on())?;
        out.serialize_field("published_on", &self.published_on())?;
        out.serialize_field("region", &self.region())?;
        out.serialize_field("header", &self.header)?;
        out.serialize_field("title", &self.title)?;
        out.serialize_field("number", &self.number)?;
        out.serialize_field(
            "addressees",
            &self.addressees.as_ref().map(|part| Spoken { text: source.slice(part.span), part }),
        )?;
        out.serialize_field(
            "paragraphs",
            &SpokenList { source, parts: &self.paragraphs, span: |part| part.span },
        )?;
        out.serialize_field("outline", &self.outline)?;
        out.serialize_field("assignments", &self.assignments)?;
        out.serialize_field("dates", &SpokenList { source, parts: &self.dates, span: |part| part.span })?;
        out.serialize_field("deadlines", &self.deadlines)?;
        out.serialize_field("validity", &self.validity)?;
        out.serialize_field(
            "citations",
            &SpokenList { source, parts: &self.citations, span: |part| part.span },
        )?;
        out.serialize_field("attachment_note", &self.attachment_note)?;
        out.serialize_field("attachments", &self.attachments)?;
        out.serialize_field(
            "signature",
            &self.signature.as_ref().map(|part| Spoken { text: source.slice(part.span), part }),
        )?;
        out.serialize_field("notes", &SpokenList { source, parts: &self.notes, span: |part| part.span })?;
        // Only one form of texts has it: others are printed as they were.
        match &self.annual_report {
            Some(report) => out.serialize_field("annual_report", report)?,
            None => out.skip_field("annual_report")?,
        }
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_with_their_words() {
        let text = "😀甲市人民政府关于供水的通知\n甲政发〔2019〕5号\n各县：\n请按《乙办法》执行。\n甲市人民政府\n2019年6月28日\n（此件公开发布）\n";
        let json = serde_json::to_value(Document::parse(text)).unwrap();
        assert_eq!(json["number"]["text"], "甲政发〔2019〕5号");
        assert_eq!(json["addressees"]["text"], "各县");
        assert_eq!(json["dates"][0]["text"], "2019年6月28日");
        assert_eq!(json["citations"][0]["text"], "《乙办法》");
        assert_eq!(json["signature"]["text"], "甲市人民政府\n2019年6月28日");
        assert_eq!(json["notes"][0]["text"], "（此件公开发布）");
        assert_eq!(json["dated_on"], "2019-06-28");
    }
}
