//! The attachments note (附件：1. …) and the attachments that it names (GB/T 9704-2012, 7.3.4, 7.3.7).

use crate::check::options::Language;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Attachment, AttachmentNote, AttachmentNoteItem, Document};
use crate::rule::FixSafety;
use crate::source::{Span, is_blank};
use serde::Deserialize;

/// Which flaw is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Flaw {
    /// No full-width colon behind 附件.
    Colon,
    /// Punctuation behind a name.
    Punctuation,
    /// Numbers that do not run from 1.
    Numbers,
    /// A name of the note that no attachment, or another one, bears: told at the note.
    NoteDiffers,
    /// The same, told at the attachment; also one that the note does not name.
    AttachmentDiffers,
}

/// The check `attachments`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AttachmentsCheck {
    flaw: Flaw,
}

/// Longer lists are not held against each other: every item is looked for among all.
const MOST: usize = 100;

impl Structural for AttachmentsCheck {
    fn variables(&self) -> &'static [&'static str] {
        &["right"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(note) = document.attachment_note.as_ref().filter(|note| !note.items.is_empty()) else {
            return Outcome::NotApplicable;
        };
        match self.flaw {
            Flaw::Colon => colon(document, note, sink),
            Flaw::Punctuation => punctuation(document, note, sink),
            Flaw::Numbers => numbers(document, note, sink),
            Flaw::NoteDiffers | Flaw::AttachmentDiffers => {
                let attachments: Vec<&Attachment> =
                    document.attachments.iter().filter(|one| one.label.text.starts_with("附件")).collect();
                if attachments.is_empty() || attachments.len() > MOST || note.items.len() > MOST {
                    return Outcome::NotApplicable;
                }
                if self.flaw == Flaw::NoteDiffers {
                    note_differs(context, note, &attachments, sink);
                } else {
                    attachment_differs(context, note, &attachments, sink);
                }
            }
        }
        Outcome::Judged
    }
}

fn colon(document: &Document<'_>, note: &AttachmentNote, sink: &mut Sink) {
    if note.colon == Some('：') {
        return;
    }
    let label = note.label.span;
    let words = document.slice(label);
    let stem = words.trim_end_matches(|sign: char| is_blank(sign) || matches!(sign, ':' | '：'));
    let gap = Span::new(label.start + stem.len() as u32, label.end);
    sink.hit(label).fix(FixSafety::Safe, gap, "：");
}

fn punctuation(document: &Document<'_>, note: &AttachmentNote, sink: &mut Sink) {
    for item in &note.items {
        let Some(trailing) = item.trailing else { continue };
        let behind = document.text().get(item.name.span.end as usize..).unwrap_or_default();
        let Some(at) = behind.find(trailing) else { continue };
        let start = item.name.span.end + at as u32;
        let span = Span::new(start, start + trailing.len_utf8() as u32);
        sink.hit(item.name.span.join(span)).fix(FixSafety::Safe, span, "");
    }
}

fn numbers(document: &Document<'_>, note: &AttachmentNote, sink: &mut Sink) {
    let mut expected = 1;
    for item in &note.items {
        if let Some(number) = item.number
            && number != expected
            && note.items.len() > 1
        {
            sink.hit(item.name.span).with("right", expected.to_string());
            expected = number;
        }
        expected += 1;
    }
    // A line behind the note that goes on with another number was not read as part of it.
    let is_numbered = note.items.iter().all(|item| item.number.is_some());
    let lines = document.source.lines();
    let last = document.source.line_index(note.span.end.saturating_sub(1));
    let next = lines.get(last + 1..).and_then(|lines| lines.iter().find(|line| !line.is_blank()));
    let Some(next) = next.filter(|_| is_numbered) else { return };
    let words = document.slice(next.content());
    let figures = words.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&figures)
        && words[figures..].starts_with(['.', '．'])
        && words[..figures].parse() != Ok(expected)
    {
        sink.hit(next.content()).with("right", expected.to_string());
    }
}

/// The attachment that an item of the note means.
fn meant<'a>(
    item: &AttachmentNoteItem,
    note: &AttachmentNote,
    attachments: &[&'a Attachment],
) -> Option<&'a Attachment> {
    match (note.items.len(), attachments) {
        (1, [only]) => Some(only),
        _ => attachments.iter().find(|one| one.number.is_some() && one.number == item.number).copied(),
    }
}

fn note_differs(
    context: Context<'_, '_>,
    note: &AttachmentNote,
    attachments: &[&Attachment],
    sink: &mut Sink,
) {
    for item in &note.items {
        match meant(item, note, attachments) {
            Some(attachment) => {
                if let Some(title) = differing_title(context.document, item, attachment) {
                    sink.hit(item.name.span).with("right", title);
                }
            }
            // Pages give some of the attachments as files: only a gap among those that are there is one.
            None if item.number.is_some_and(|number| is_gap(number, attachments)) => {
                sink.hit(item.name.span).with("right", absent(context.options.language));
            }
            None => {}
        }
    }
}

/// What a message says instead of a name that is not there.
const fn absent(language: Language) -> &'static str {
    match language {
        Language::Zh => "（没有这一项）",
        Language::En => "(none)",
    }
}

/// Whether attachments with lower and higher numbers are there.
fn is_gap(number: u32, attachments: &[&Attachment]) -> bool {
    let numbers = || attachments.iter().filter_map(|one| one.number);
    numbers().any(|other| other < number) && numbers().any(|other| other > number)
}

fn attachment_differs(
    context: Context<'_, '_>,
    note: &AttachmentNote,
    attachments: &[&Attachment],
    sink: &mut Sink,
) {
    for attachment in attachments {
        let item = note
            .items
            .iter()
            .find(|item| meant(item, note, attachments).is_some_and(|meant| meant.span == attachment.span));
        match item {
            Some(item) => {
                if let Some(title) = attachment.title.as_ref()
                    && differing_title(context.document, item, attachment).is_some()
                {
                    sink.hit(title.span).with("right", item.name.text.clone());
                }
            }
            None if attachments.len() > note.items.len()
                && attachment.number.is_some_and(|number| number as usize > note.items.len()) =>
            {
                sink.hit(attachment.label.span).with("right", absent(context.options.language));
            }
            None => {}
        }
    }
}

/// The attachment's title, where it is not the name that the note gives.
fn differing_title(
    document: &Document<'_>,
    item: &AttachmentNoteItem,
    attachment: &Attachment,
) -> Option<String> {
    let title = attachment.title.as_ref()?;
    let (name, known) = (plain(&item.name.text), plain(&title.text));
    if name == known || name.is_empty() {
        return None;
    }
    // The title may go on on the next line.
    let mut end = (title.span.start as usize + 2 * item.name.text.len() + 60).min(document.text().len());
    while !document.text().is_char_boundary(end) {
        end -= 1;
    }
    let behind = plain(document.slice(Span::new(title.span.start, end as u32)));
    let goes_on = name.starts_with(&known) && behind.starts_with(&name);
    (!goes_on).then(|| title.text.clone())
}

/// A name without blanks, marks, brackets and a file's ending.
fn plain(name: &str) -> String {
    let name = [".doc", ".docx", ".xls", ".xlsx", ".pdf", ".wps", ".et", ".zip", ".rar"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name);
    name.chars().filter(|&sign| !is_blank(sign) && !"《》〈〉“”\"（）()、，·—-－–".contains(sign)).collect()
}
