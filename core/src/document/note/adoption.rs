//! The note of adoption below the title: in brackets, or lines that begin with a date and end in 通过, 批准, 修正.

use super::{LONGEST, Note, NoteKind, inside};
use crate::document::{Header, Title, date, look};
use crate::source::{Line, MarkKind, Source, Span};

/// How many lines with words below the title may hold it.
const BELOW_TITLE: usize = 14;

/// Puts the notes of adoption into `notes`.
pub(super) fn parse(source: &Source<'_>, header: &Header, title: &Title, notes: &mut Vec<Note>) {
    let first = source.line_index(title.span.end) + 1;
    let mut found = false;
    let mut skip_until = 0;
    for line in source.lines().iter().skip(first).filter(|line| !line.is_blank()).take(BELOW_TITLE) {
        if line.start < skip_until {
            continue;
        }
        let content = line.content();
        let note = (content.len() <= LONGEST).then(|| at(source, line)).flatten();
        if let Some(note) = note {
            skip_until = note.span.end;
            found = true;
            if !header.holds(note.span) {
                notes.push(note);
            }
        } else if (found && !source.slice(content).starts_with("<!--")) || content.len() > 150 {
            break;
        }
    }
}

/// A line, with the next one where that ends it: ——2019年1月2日在甲市第二届 / 人民代表大会第三次会议上
fn with_next_line(source: &Source<'_>, line: &Line) -> Span {
    let ends = |line: &Line| source.slice(line.content()).ends_with("上");
    let next = source.lines().get(source.line_index(line.start) + 1);
    match next {
        Some(next) if !ends(line) && ends(next) && next.content().len() < 150 => {
            line.content().join(next.content())
        }
        _ => line.content(),
    }
}

fn at(source: &Source<'_>, line: &Line) -> Option<Note> {
    const VERBS: [&str; 9] = ["通过", "批准", "修正", "修订", "修改", "公布", "发布", "会议上", "施行"];
    let content = line.content();
    let words = source.slice(content);
    let mark = source.marks_of(line).iter().find(|mark| mark.start >= content.start)?;
    let (inner, span) = match mark.kind {
        MarkKind::Sign('（' | '(') if mark.start == content.start => {
            let (inner, end) = inside(source, mark)?;
            (inner, Span::new(content.start, end))
        }
        MarkKind::Sign('—') if mark.start == content.start => {
            let whole = with_next_line(source, line);
            let start = content.start + source.slice(content).len() as u32
                - source.slice(content).trim_start_matches('—').len() as u32;
            (source.trim(Span::new(start, whole.end)), whole)
        }
        MarkKind::Digits | MarkKind::Sign('０'..='９') if mark.start == content.start => (content, content),
        _ => return None,
    };
    if words.contains('。') || words.starts_with("（此件") {
        return None;
    }
    let dates = date::within(source, inner);
    let first = dates.first()?;
    let rest = source.slice(Span::new(first.span.end, inner.end));
    let starts = first.span.start == inner.start && first.day.is_some();
    let bracketed = inner != content;
    let fits = starts && (VERBS.iter().any(|verb| rest.contains(verb)) || (bracketed && rest.is_empty()));
    fits.then(|| Note { kind: NoteKind::Adoption, value: look::squash(source.slice(inner)), span })
}
