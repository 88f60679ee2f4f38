//! The parser of official documents: a text in, its parts out, each with its span.
//! One file a part. Nothing here judges: a wrong shape is recorded as it stands, and rules speak of it.
//! The parser is tolerant: what it cannot find is absent, never an error.

mod addressee;
mod annual_report;
mod attachment;
mod citation;
mod date;
mod deadline;
mod extract;
mod form;
mod head;
mod header;
mod look;
mod note;
mod number;
mod outline;
mod paragraph;
mod region;
mod signature;
mod task;
mod title;
mod unit;
mod validity;

pub use addressee::Addressees;
pub use annual_report::{
    AnnualReport, Cell, CellValue, Claim, ClaimSubject, Fact, OutcomeGroups, ReportBody, ReportFormat,
    ReportRow, ReportSection, ReportTable, SectionKind, StatisticalPeriod,
};
pub(crate) use annual_report::{REQUESTS, Squeezed};
pub use attachment::{Attachment, AttachmentNote, AttachmentNoteItem};
pub use citation::Citation;
pub use date::{DateMention, DateStyle};
pub use deadline::Deadline;
pub use form::Form;
pub use header::{Header, HeaderField, HeaderKey};
pub use note::{Note, NoteKind};
pub(crate) use number::within as numbers_within;
pub use number::{DocumentNumber, NumberShape};
pub use outline::{Item, MarkerStyle};
pub use paragraph::{Paragraph, ParagraphKind};
pub use signature::Signature;
pub use task::TaskRow;
pub use title::{DocumentType, Title};
pub use unit::{Assignment, UnitMention, UnitRole};
pub use validity::{Validity, ValidityKind, ValidityStatement};

pub(crate) use look::chinese_number;

use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// Words of the text with their place; `text` is the words with line breaks and inner blanks taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A parsed document. Offsets are bytes of the text as read. As JSON, each part comes with its words and its place.
///
/// ```
/// use gongkai::Document;
///
/// let document = Document::parse(
///     "云岭省数据服务局关于做好政务公开工作的通知\n\
///      云数发〔2025〕8号\n\
///      各处室、直属单位：\n\
///      请按时报送。\n\
///      云岭省数据服务局\n\
///      2025年6月20日\n",
/// );
/// let number = document.number.as_ref().unwrap();
/// assert_eq!((number.code.as_str(), number.year, number.serial), ("云数发", Some(2025), Some(8)));
/// assert_eq!(document.slice(number.span), "云数发〔2025〕8号");
/// assert_eq!(document.issuers(), ["云岭省数据服务局"]);
/// assert_eq!(document.dated_on().unwrap().to_string(), "2025-06-20");
/// ```
#[derive(Debug, Clone)]
pub struct Document<'t> {
    /// The text, its lines and marks.
    pub source: Source<'t>,
    /// What the text is, by its own shape.
    pub form: Form,
    /// The labelled fields of a web page's header table or of front matter.
    pub header: Header,
    /// The title, lines joined.
    pub title: Option<Title>,
    /// The document's own number.
    pub number: Option<DocumentNumber>,
    /// The addressees' line.
    pub addressees: Option<Addressees>,
    /// Paragraphs in order: what each line, or stretch of a text without line breaks, is.
    pub paragraphs: Vec<Paragraph>,
    /// The outline's items in order of the text; nesting by `parent`.
    pub outline: Vec<Item>,
    /// Responsibility annotations in order of the text.
    pub assignments: Vec<Assignment>,
    /// Every date that is written out, impossible ones too.
    pub dates: Vec<DateMention>,
    /// Dates by which something is to be done.
    pub deadlines: Vec<Deadline>,
    /// What the text says of its own force.
    pub validity: Validity,
    /// Titles in 《》 with the numbers that follow them, and bare numbers.
    pub citations: Vec<Citation>,
    /// The attachments note (附件：…) under the body.
    pub attachment_note: Option<AttachmentNote>,
    /// The attachments that follow the signature.
    pub attachments: Vec<Attachment>,
    /// Who signed.
    pub signature: Option<Signature>,
    /// Notes in brackets and lines of the document's own: (此件公开发布), 联系单位, 抄送, 印发, 公开属性.
    pub notes: Vec<Note>,
    /// The parts, tables and counts of an annual report on disclosure, where the text is one.
    pub annual_report: Option<AnnualReport>,
    region: Option<&'static str>,
}

impl<'t> Document<'t> {
    /// Parses `text`. Never fails and never panics; time grows with the length of the text.
    pub fn parse(text: &'t str) -> Self {
        let source = Source::new(text);
        let header = header::parse(&source);
        let title = title::parse(&source, &header);
        let number = number::parse(&source, &header, title.as_ref());
        let addressees = addressee::parse(&source, &header, title.as_ref(), number.as_ref());
        let dates = date::parse(&source);
        let front = paragraph::Front {
            header: &header,
            title: title.as_ref(),
            number: number.as_ref(),
            addressees: addressees.as_ref(),
        };
        let (mut paragraphs, mut outline) = outline::parse(&source, &front);
        let signature = signature::parse(&source, &header, title.as_ref(), &dates);
        let notes = note::parse(&source, &header, title.as_ref(), signature.as_ref());
        let dated_on = own_date(&source, &header, signature.as_ref(), &notes);
        if let Some(signature) = &signature {
            outline::end_before(&source, &mut outline, signature.span);
            paragraph::mark(&mut paragraphs, signature.span, ParagraphKind::Signature);
            if let Some(date) = &signature.date {
                paragraph::mark(&mut paragraphs, date.span, ParagraphKind::Date);
            }
        }
        let deadlines = deadline::parse(&source, &dates, dated_on);
        let assignments = unit::parse(&unit::Parts {
            source: &source,
            paragraphs: &paragraphs,
            outline: &outline,
            dates: &dates,
            deadlines: &deadlines,
            dated_on,
        });
        let validity = validity::parse(&source, &header, &dates, dated_on);
        let citations = citation::parse(&source, &header, title.as_ref(), number.as_ref());
        let (attachment_note, attachments) = attachment::parse(&source, signature.as_ref());
        if let Some(note) = &attachment_note {
            outline::end_before(&source, &mut outline, note.span);
            paragraph::mark(&mut paragraphs, note.span, ParagraphKind::AttachmentNote);
        }
        for note in &notes {
            paragraph::mark(&mut paragraphs, note.span, ParagraphKind::Note);
        }
        let region = region::find(&header, title.as_ref(), number.as_ref(), signature.as_ref());
        let mut document = Self {
            source,
            form: Form::Other,
            header,
            title,
            number,
            addressees,
            paragraphs,
            outline,
            assignments,
            dates,
            deadlines,
            validity,
            citations,
            attachment_note,
            attachments,
            signature,
            notes,
            annual_report: None,
            region,
        };
        document.form = form::find(&document);
        if document.form == Form::AnnualReport {
            document.annual_report = Some(AnnualReport::parse(&document.source, document.title.as_ref()));
        }
        document
    }

    /// The text as read.
    pub fn text(&self) -> &'t str {
        self.source.text()
    }

    /// The words at `span`.
    pub fn slice(&self, span: Span) -> &'t str {
        self.source.slice(span)
    }

    /// The document's own date: its signature's, else the header's 成文日期, else the last one of the note of adoption
    /// below the title, else the header's 发布日期.
    pub fn dated_on(&self) -> Option<Date> {
        own_date(&self.source, &self.header, self.signature.as_ref(), &self.notes)
    }

    /// Whether the day of [`Document::dated_on`] is only that of publication, for want of another.
    pub fn is_dated_by_publication(&self) -> bool {
        let told = self.signature.as_ref().and_then(|signature| signature.dated_on);
        let told = told.or_else(|| self.header.date(HeaderKey::DatedOn));
        told.or_else(|| note::adopted_on(&self.source, &self.notes)).is_none()
            && self.published_on().is_some()
    }

    /// The province that it belongs to, by its issuer's name (a city's too) or its number's code.
    pub fn region(&self) -> Option<&'static str> {
        self.region
    }

    /// Whether its own marks say that it is a normative document (行政规范性文件): 规 in the number's code, or a
    /// registration number.
    pub fn is_normative(&self) -> bool {
        self.number.as_ref().is_some_and(|number| number.code.contains('规'))
            || self.header.get(HeaderKey::RegistrationNumber).is_some()
    }

    /// The date on which the page says that it was published.
    pub fn published_on(&self) -> Option<Date> {
        self.header.date(HeaderKey::PublishedOn)
    }

    /// The type of document (文种) that its title ends in.
    pub fn document_type(&self) -> Option<DocumentType> {
        self.title.as_ref().and_then(|title| title.document_type)
    }

    /// The names of those who issue it: the header's 发文机关, else the signature's, else what precedes 关于 in the title.
    pub fn issuers(&self) -> Vec<&str> {
        if let Some(field) = self.header.get(HeaderKey::Issuer) {
            return vec![field.value.as_str()];
        }
        if let Some(signature) = &self.signature
            && !signature.issuers.is_empty()
        {
            return signature.issuers.iter().map(|issuer| issuer.text.as_str()).collect();
        }
        self.title.as_ref().and_then(|title| title.issuer.as_deref()).into_iter().collect()
    }
}

fn own_date(
    source: &Source<'_>,
    header: &Header,
    signature: Option<&Signature>,
    notes: &[Note],
) -> Option<Date> {
    signature
        .and_then(|signature| signature.dated_on)
        .or_else(|| header.date(HeaderKey::DatedOn))
        .or_else(|| note::adopted_on(source, notes))
        .or_else(|| header.date(HeaderKey::PublishedOn))
}

/// Whether a unit's name names nobody: 有关处室、单位.
pub(crate) fn is_vague_unit(name: &str) -> bool {
    unit::is_vague(&without_blanks(name))
}

/// Words with their blanks taken out: names and numbers are the same with and without.
pub(crate) fn without_blanks(words: &str) -> String {
    words.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The first real day that `text` writes out, in figures or in Chinese numerals.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    date::parse(&Source::new(text)).iter().find_map(|mention| mention.date)
}
