//! Notes that a document makes of itself: (此件公开发布), （联系单位：…）, 抄送：…, …印发, 公开属性：…; and below the title the
//! note of its adoption (2019年6月28日…通过). They are looked for below the title, behind the signature and at the end.

mod adoption;

use super::{Header, Signature, Title, date, look};
use crate::source::{Mark, MarkKind, Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// （此件公开发布）, （此件主动公开）
    Disclosure,
    /// （联系单位：办公室）, （联系人：…）
    Contact,
    /// 抄送：…
    CopyTo,
    /// 某某办公厅 2019年6月28日印发
    Printed,
    /// 公开属性：主动公开, 公开方式：主动公开
    Openness,
    /// （2019年6月28日…通过 2020年7月1日…修订） below the title.
    Adoption,
    /// Another note in brackets behind the date.
    Other,
}

/// One note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Its value: 此件公开发布, 办公室, 主动公开.
    pub value: String,
    /// The whole note, brackets included.
    pub span: Span,
}

/// How far behind the signature notes are looked for, in bytes.
const BEHIND_SIGNATURE: u32 = 900;
/// How many bytes at the end are looked at.
const AT_END: u32 = 3_000;
/// How long a note is at most, in bytes.
const LONGEST: u32 = 900;

pub(super) fn parse(
    source: &Source<'_>,
    header: &Header,
    title: Option<&Title>,
    signature: Option<&Signature>,
) -> Vec<Note> {
    let length = source.text().len() as u32;
    let mut notes = Vec::new();
    if let Some(title) = title {
        adoption::parse(source, header, title, &mut notes);
    }
    let after_title = title.filter(|title| title.span.end < length / 2).map_or(0, |title| title.span.end);
    let mut from = after_title;
    if let Some(signature) = signature {
        let end = boundary(source, signature.span.end + BEHIND_SIGNATURE);
        if let Some(note) = behind_date(source, signature.span.end) {
            notes.push(note);
        }
        within(source, Span::new(signature.span.end, end), &mut notes);
        from = from.max(end);
    }
    let start = boundary(source, length.saturating_sub(AT_END)).max(from);
    within(source, Span::new(start, length), &mut notes);
    notes
}

/// The last day that the note of adoption names: when the text got the shape that it has.
pub(super) fn adopted_on(source: &Source<'_>, notes: &[Note]) -> Option<Date> {
    notes
        .iter()
        .filter(|note| note.kind == NoteKind::Adoption)
        .flat_map(|note| date::within(source, note.span))
        .filter_map(|mention| mention.date)
        .max()
}

/// `at`, or the character boundary before it, within the text.
fn boundary(source: &Source<'_>, at: u32) -> u32 {
    let mut at = (at as usize).min(source.text().len());
    while !source.text().is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}

/// The notes that begin in `span`.
fn within(source: &Source<'_>, span: Span, notes: &mut Vec<Note>) {
    let mut done = notes.iter().map(|note| note.span.end).max().unwrap_or(0).max(span.start);
    for mark in source.marks_in(span) {
        if mark.start < done {
            continue;
        }
        if let Some(note) = at_mark(source, mark, done) {
            done = note.span.end;
            // A page may hold its whole text twice.
            if !notes.iter().any(|known| known.kind == note.kind && known.value == note.value) {
                notes.push(note);
            }
        }
    }
}

fn at_mark(source: &Source<'_>, mark: &Mark, done: u32) -> Option<Note> {
    match mark.kind {
        MarkKind::Sign('（' | '(') => bracket(source, mark),
        MarkKind::Sign('：' | ':') => labelled(source, mark, done),
        MarkKind::Digits => printed(source, mark, done),
        _ => None,
    }
}

/// The text between a bracket and its partner.
fn inside(source: &Source<'_>, open: &Mark) -> Option<(Span, u32)> {
    let window = Span::new(open.end, boundary(source, open.end + LONGEST));
    let mut depth = 1;
    for mark in source.marks_in(window) {
        match mark.kind {
            MarkKind::Sign('（' | '(') => depth += 1,
            MarkKind::Sign('）' | ')') => depth -= 1,
            MarkKind::Sign('。') if depth > 1 => return None,
            _ => {}
        }
        if depth == 0 {
            return Some((source.trim(Span::new(open.end, mark.start)), mark.end));
        }
    }
    None
}

/// （此件公开发布）, （联系单位：…）, （公开属性：…）
fn bracket(source: &Source<'_>, open: &Mark) -> Option<Note> {
    let rest = source.text().get(open.end as usize..)?;
    let kind = if rest.starts_with("此件") || rest.starts_with("本件") || rest.starts_with("此文") {
        NoteKind::Disclosure
    } else if rest.starts_with("联系") {
        NoteKind::Contact
    } else if rest.starts_with("公开") || rest.starts_with("信息公开") {
        NoteKind::Openness
    } else {
        return None;
    };
    let (inner, end) = inside(source, open)?;
    let words = source.slice(inner);
    let value = match kind {
        NoteKind::Disclosure => words,
        _ => words.split_once(['：', ':']).map_or(words, |(_, value)| value).trim(),
    };
    Some(Note { kind, value: value.to_owned(), span: Span::new(open.start, end) })
}

/// A note in brackets of another kind right behind the date: （本文有删减）
fn behind_date(source: &Source<'_>, end: u32) -> Option<Note> {
    let window = Span::new(end, boundary(source, end + 60));
    let open = source
        .marks_in(window)
        .iter()
        .find(|mark| !matches!(mark.kind, MarkKind::Blank | MarkKind::LineEnd))?;
    if !matches!(open.kind, MarkKind::Sign('（' | '(')) || !source.trim(Span::new(end, open.start)).is_empty()
    {
        return None;
    }
    if bracket(source, open).is_some() {
        return None;
    }
    let (inner, end) = inside(source, open)?;
    let value = source.slice(inner);
    (value.chars().count() <= 60).then(|| Note {
        kind: NoteKind::Other,
        value: value.to_owned(),
        span: Span::new(open.start, end),
    })
}

/// 抄送：…, 公开方式：…, 联系人：… by the label before a colon.
fn labelled(source: &Source<'_>, colon: &Mark, done: u32) -> Option<Note> {
    const LABELS: [(&str, NoteKind); 13] = [
        ("抄送", NoteKind::CopyTo),
        ("抄报", NoteKind::CopyTo),
        ("抄送机关", NoteKind::CopyTo),
        ("公开方式", NoteKind::Openness),
        ("公开属性", NoteKind::Openness),
        ("公开类别", NoteKind::Openness),
        ("公开形式", NoteKind::Openness),
        ("公开类型", NoteKind::Openness),
        ("信息公开选项", NoteKind::Openness),
        ("政务公开选项", NoteKind::Openness),
        ("联系人", NoteKind::Contact),
        ("联系单位", NoteKind::Contact),
        ("联系人及电话", NoteKind::Contact),
    ];
    let text = source.text();
    let label_end = look::before_blank(text, colon.start as usize);
    let before = text.get(..label_end)?;
    let (label, kind) =
        LABELS.iter().filter(|(label, _)| before.ends_with(label)).max_by_key(|(label, _)| label.len())?;
    let start = (label_end - label.len()) as u32;
    let line = source.line_at(colon.start);
    if start < done || (*kind == NoteKind::Contact && start != line.content_start) {
        return None;
    }
    let rest = Span::new(colon.end, line.content_end.max(colon.end));
    let value = match kind {
        NoteKind::Openness => openness(source, rest)?,
        NoteKind::CopyTo => sentence(source, rest),
        _ => rest,
    };
    let value = source.trim(value);
    (value.len() <= LONGEST && !value.is_empty()).then(|| Note {
        kind: *kind,
        value: source.slice(value).trim_end_matches('。').to_owned(),
        span: Span::new(start, value.end),
    })
}

/// 主动公开 and its like at the beginning of `rest`, or the words up to the next blank.
fn openness(source: &Source<'_>, rest: Span) -> Option<Span> {
    const VALUES: [&str; 7] =
        ["主动公开", "依申请公开", "不予公开", "不公开", "删减后公开", "删减后主动公开", "免予公开"];
    let rest = source.trim(rest);
    let words = source.slice(rest);
    if let Some(value) = VALUES.iter().find(|value| words.starts_with(*value)) {
        return Some(Span::new(rest.start, rest.start + value.len() as u32));
    }
    let end = words.find(crate::source::is_blank).unwrap_or(words.len());
    (1..=60).contains(&end).then(|| Span::new(rest.start, rest.start + end as u32))
}

/// Up to 。, on this line or on one of the next.
fn sentence(source: &Source<'_>, rest: Span) -> Span {
    let window = Span::new(rest.start, boundary(source, rest.start + LONGEST));
    let stop = source.marks_in(window).iter().take(120).find(|mark| mark.is('。'));
    match stop {
        Some(stop) if source.line_index(stop.start) <= source.line_index(rest.start) + 4 => {
            Span::new(rest.start, stop.end)
        }
        _ => rest,
    }
}

/// 甲办公厅 2019年6月28日印发: the digits of the day lead to it.
fn printed(source: &Source<'_>, day: &Mark, done: u32) -> Option<Note> {
    let text = source.text();
    let unit = look::past_blank(text, day.end as usize);
    let rest = text.get(unit..)?.strip_prefix('日')?;
    let gap = rest.len() - rest.trim_start_matches(crate::source::is_blank).len();
    if gap > 8 || !rest.get(gap..)?.starts_with("印发") {
        return None;
    }
    let end = (unit + '日'.len_utf8() + gap + "印发".len()) as u32;
    let line = source.line_at(day.start);
    let from = line.content_start.max(done).max(day.start.saturating_sub(200));
    let from = Span::new(boundary(source, from), day.start);
    let words = source.slice(from);
    let cut = words.rfind(['。', '；', '：']).map_or(0, |at| at + '。'.len_utf8());
    let span = source.trim(Span::new(from.start + cut as u32, end));
    let behind = text.get(end as usize..)?.chars().next();
    let ends = behind.is_none_or(|next| crate::source::is_blank(next) || next == '\n' || next == '）');
    let names = source.slice(span);
    (ends && !names.contains('，')).then(|| Note {
        kind: NoteKind::Printed,
        value: look::squash(names),
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{date, signature};
    use super::*;

    fn notes(text: &str) -> Vec<(NoteKind, String)> {
        let source = Source::new(text);
        let header = Header::default();
        let end = text.find('\n').unwrap_or(0);
        let title = Title { text: String::new(), span: Span::of(0, end), document_type: None, issuer: None };
        let signature = signature::parse(&source, &header, Some(&title), &date::parse(&source));
        let notes = parse(&source, &header, Some(&title), signature.as_ref());
        for note in &notes {
            assert!(!source.slice(note.span).is_empty());
        }
        notes.into_iter().map(|note| (note.kind, note.value)).collect()
    }

    fn note(kind: NoteKind, value: &str) -> (NoteKind, String) {
        (kind, value.to_owned())
    }

    #[test]
    fn notes_follow_the_signature() {
        let text = "𠮷😀通知\n请执行。\n甲市政府\n2019年6月28日\n（此件公开发布）\n（联系单位：办公室）\n\n抄送：市委办公室，\n市人大。\n甲市政府办公室 2019年6月30日印发\n";
        assert_eq!(
            notes(text),
            [
                note(NoteKind::Disclosure, "此件公开发布"),
                note(NoteKind::Contact, "办公室"),
                note(NoteKind::CopyTo, "市委办公室，\n市人大"),
                note(NoteKind::Printed, "甲市政府办公室2019年6月30日印发"),
            ]
        );
    }

    #[test]
    fn without_line_breaks_notes_touch() {
        let text = "通知\n请执行。甲市人民政府办公厅2021年4月13日公开方式：主动公开甲市人民政府办公厅 2021年4月16日印发";
        assert_eq!(
            notes(text),
            [
                note(NoteKind::Openness, "主动公开"),
                note(NoteKind::Printed, "甲市人民政府办公厅2021年4月16日印发")
            ]
        );
        let text = "通知\n请执行。甲市人民政府   2019年6月28日   （此件有删减）";
        assert_eq!(notes(text), [note(NoteKind::Disclosure, "此件有删减")]);
        assert_eq!(
            notes("通知\n请执行。\n甲市政府\n2019年6月28日\n（本文有删减）"),
            [note(NoteKind::Other, "本文有删减")]
        );
    }

    #[test]
    fn sentences_are_no_notes() {
        assert_eq!(notes("通知\n甲市于2019年6月28日印发了通知，（附件1）公开属性变更后重新公开。\n"), []);
    }

    #[test]
    fn the_note_of_adoption_gives_the_last_date() {
        for text in [
            "甲条例\n\n2018年1月2日 甲会通过\n\n2019年3月4日 乙会批准\n\n第一条 ……\n",
            "甲条例\n（2018年1月2日甲会通过　根据2019年3月4日\n《关于修改的决定》修正）\n第一条 ……\n",
            "甲办法\n（2019年3月4日）\n正文。\n",
            "报告\n——2019年3月4日在甲会第二次会议上\n各位代表：\n",
        ] {
            let source = Source::new(text);
            let title = Title {
                text: String::new(),
                span: Span::of(0, text.find('\n').unwrap()),
                document_type: None,
                issuer: None,
            };
            let notes = parse(&source, &Header::default(), Some(&title), None);
            assert_eq!(adopted_on(&source, &notes), Some(jiff::civil::date(2019, 3, 4)), "{text}");
        }
    }
}
