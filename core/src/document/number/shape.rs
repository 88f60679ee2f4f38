//! Takes a number apart where it stands: the marks lead to a bracket, to digits without one, or to 令第.

use super::{DocumentNumber, NumberShape, code};
use crate::document::look;
use crate::source::{Mark, MarkKind, Source, Span};
use memchr::memmem;
use std::sync::LazyLock;

/// Brackets in which years of document numbers are found, right or wrong.
const STRONG: &str = "〔〕﹝﹞【】［］[]｛｝{}❲❳〖〗「」『』";
/// Brackets that hold other things as well.
const WEAK: &str = "（）()〈〉<>＜＞《》⟨⟩";
/// What a code ends in, where no bracket says that it is one.
const KINDS: &str = "发函字办规文批复电呈报";

/// What leads to an order's number that is written in numerals.
static ORDER: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("令第"));

/// All numbers that begin in `span`, in order.
pub(super) fn within(source: &Source<'_>, span: Span) -> Vec<DocumentNumber> {
    let text = source.text();
    let mut numbers: Vec<DocumentNumber> = Vec::new();
    let mut done = 0;
    for mark in source.marks_in(span) {
        if mark.start < done {
            continue;
        }
        if let Some(number) = at_mark(text, mark)
            && number.span.start >= done.max(span.start)
            && number.span.end <= span.end
        {
            done = number.span.end;
            numbers.push(number);
        }
    }
    let more = chinese_orders(text, span);
    if !more.is_empty() {
        numbers.extend(more);
        numbers.sort_by_key(|number| number.span);
    }
    numbers
}

fn at_mark(text: &str, mark: &Mark) -> Option<DocumentNumber> {
    let (start, end) = (mark.start as usize, mark.end as usize);
    match mark.kind {
        MarkKind::Sign(sign) if may_be_year(text, end) && is_opening(sign) => bracketed(text, start, sign),
        MarkKind::Digits => {
            let before = look::before(text, start)?;
            if before == '第' {
                return order(text, start);
            }
            if mark.end - mark.start == 4 && look::is_han(before) {
                return half_bracketed(text, start, end);
            }
            if mark.start > 0
                && before == ' '
                && look::before(text, look::before_blank(text, start)) == Some('第')
            {
                return order(text, start);
            }
            None
        }
        _ => None,
    }
}

/// Whether a year may begin at `at`, by one byte: a digit, a blank, 〇 or a full-width digit, 一 or 二.
fn may_be_year(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at), Some(b'0'..=b'9' | b' ' | b'\t' | 0xE3 | 0xEF | 0xE4 | 0xC2))
}

fn is_opening(sign: char) -> bool {
    matches!(
        sign,
        '〔' | '﹝'
            | '【'
            | '［'
            | '['
            | '｛'
            | '{'
            | '❲'
            | '〖'
            | '「'
            | '『'
            | '（'
            | '('
            | '〈'
            | '<'
            | '＜'
            | '《'
            | '⟨'
    )
}

fn is_bracket(character: char) -> bool {
    STRONG.contains(character) || WEAK.contains(character)
}

/// A stretch of digits, ASCII or full-width.
fn digits(text: &str, start: usize) -> usize {
    let Some(rest) = text.get(start..) else { return start };
    let run = rest.chars().take(9).take_while(|character| matches!(character, '0'..='9' | '０'..='９'));
    start + run.map(char::len_utf8).sum::<usize>()
}

fn value(words: &str) -> Option<u32> {
    let digit = |character: char| match character {
        '０'..='９' => Some(character as u32 - '０' as u32),
        _ => character.to_digit(10),
    };
    if words.is_empty() {
        return None;
    }
    words.chars().try_fold(0_u32, |total, character| total.checked_mul(10)?.checked_add(digit(character)?))
}

/// The serial from `start` on: where it begins and ends, with 第 and without, and where the number ends.
pub(super) struct Serial {
    start: usize,
    digits: usize,
    end: usize,
    number_end: usize,
    /// Whether 号 ends it.
    closed: bool,
}

fn serial(text: &str, from: usize) -> Option<Serial> {
    let start = look::past_blank(text, from);
    let mut at = start;
    if look::at(text, at) == Some('第') {
        at = look::past_blank(text, at + '第'.len_utf8());
    }
    let first = at;
    let mut end = digits(text, at);
    if end == at {
        return None;
    }
    // 〔2019〕5-2号
    if let Some(dash @ ('-' | '－' | '—')) = look::at(text, end) {
        let more = digits(text, end + dash.len_utf8());
        if more > end + dash.len_utf8() && look::at(text, look::past_blank(text, more)) == Some('号') {
            end = more;
        }
    }
    let unit = look::past_blank(text, end);
    let closed = matches!(look::at(text, unit), Some('号' | '號'));
    let number_end = if closed { unit + '号'.len_utf8() } else { end };
    Some(Serial { start, digits: first, end, number_end, closed })
}

/// 国发〔2019〕5号 and everything that looks like it, from the opening bracket.
fn bracketed(text: &str, open: usize, opening: char) -> Option<DocumentNumber> {
    let year_start = look::past_blank(text, open + opening.len_utf8());
    let first = look::at(text, year_start)?;
    let mut year_end = if first.is_ascii_digit() || matches!(first, '０'..='９') {
        digits(text, year_start)
    } else {
        chinese_year(text, year_start, first)?
    };
    let figures = text.get(year_start..year_end)?.chars().count();
    if look::at(text, year_end) == Some('年') {
        year_end += '年'.len_utf8();
    }
    let close = look::past_blank(text, year_end);
    let closing = look::at(text, close).filter(|&closing| is_bracket(closing));
    let after = match closing {
        Some(closing) => close + closing.len_utf8(),
        // 〔2019 5号: something has to part year and serial.
        None if close > year_end || look::at(text, close) == Some('第') => close,
        None => return None,
    };
    let serial = serial(text, after)?;
    let strong = STRONG.contains(opening) && closing.is_some_and(|closing| STRONG.contains(closing));
    let code_end = look::before_blank(text, open);
    let code_start = code::start(text, code_end);
    let has_code = code_start < code_end;
    let plausible = |figures| figures == 4 && matches!(first, '1' | '2' | '１' | '２');
    let fits = match (serial.closed, strong) {
        (true, true) => (1..=5).contains(&figures) && (has_code || figures == 4),
        (true, false) => {
            has_code
                && (plausible(figures) || figures == 2 && STRONG.contains(opening))
                && !is_address(text, &serial)
        }
        (false, true) => has_code && plausible(figures) && ends_cleanly(text, serial.end),
        (false, false) => false,
    };
    fits.then(|| {
        build(
            text,
            NumberShape::Bracketed,
            (code_start, code_end),
            (year_start, year_end),
            &serial,
            Some((open, opening)),
            closing,
        )
    })
}

/// （2019）5号楼 is an address.
fn is_address(text: &str, serial: &Serial) -> bool {
    look::at(text, serial.number_end).is_some_and(|next| "楼线院门房库站机".contains(next))
}

/// Whether nothing that could belong to a number follows.
fn ends_cleanly(text: &str, end: usize) -> bool {
    look::at(text, end).is_none_or(|next| {
        !look::is_han(next) && !next.is_alphanumeric() && !is_bracket(next) || "）)文各".contains(next)
    })
}

/// 二〇一九 between brackets.
fn chinese_year(text: &str, start: usize, first: char) -> Option<usize> {
    look::chinese_digit(first)?;
    let year: String = text.get(start..)?.chars().take(4).collect();
    year.chars().all(|character| look::chinese_digit(character).is_some()).then(|| start + year.len())
}

/// 国发2019〕5号, 国发2019 5号: a year of four digits directly behind a code, its bracket or brackets missing.
fn half_bracketed(text: &str, start: usize, end: usize) -> Option<DocumentNumber> {
    if !text.get(start..end)?.starts_with(['1', '2']) {
        return None;
    }
    let next = look::at(text, end)?;
    let closing = STRONG.contains(next).then_some(next);
    let parted = matches!(next, ' ' | '\u{3000}' | '-' | '－' | '第' | '年');
    let after = match closing {
        Some(closing) => end + closing.len_utf8(),
        None if matches!(next, '-' | '－' | '年') => end + next.len_utf8(),
        None if parted => end,
        None => return None,
    };
    let serial = serial(text, after)?;
    let code_start = code::start(text, start);
    let length = text.get(code_start..start)?.chars().count();
    let words = text.get(code_start..start)?;
    let kind = (words.ends_with(|last| KINDS.contains(last)) || length > 2 && code::is_of_region(words))
        && !code::is_stop_word(words);
    let fits = serial.closed
        && (2..=9).contains(&length)
        && (closing.is_some() || kind)
        && !is_address(text, &serial);
    fits.then(|| {
        build(text, NumberShape::Bracketed, (code_start, start), (start, end), &serial, None, closing)
    })
}

/// 国令第541号, 公告2019年第5号: from the digits behind 第.
fn order(text: &str, digits: usize) -> Option<DocumentNumber> {
    let serial_start = look::before_blank(text, digits);
    let before_word = serial_start.checked_sub('第'.len_utf8())?;
    let serial = serial(text, digits).filter(|serial| serial.closed)?;
    order_before(text, before_word, &serial)
}

/// The code, and perhaps the year, of an order whose 第 begins at `ordinal`.
fn order_before(text: &str, ordinal: usize, serial: &Serial) -> Option<DocumentNumber> {
    let mut code_end = look::before_blank(text, ordinal);
    let mut year = (ordinal, ordinal);
    if look::before(text, code_end) == Some('年') {
        let year_end = look::before_blank(text, code_end - '年'.len_utf8());
        let year_start = year_end.checked_sub(4)?;
        let words = text.get(year_start..year_end)?;
        if !words.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        year = (year_start, code_end);
        code_end = look::before_blank(text, year_start);
    }
    let words = text.get(..code_end)?;
    if !["令", "公告", "通告"].iter().any(|kind| words.ends_with(kind)) {
        return None;
    }
    let code_start = code::start_of_bodies(text, code_end);
    (code_start < code_end)
        .then(|| build(text, NumberShape::Order, (code_start, code_end), year, serial, None, None))
}

/// 主席令第三十五号: its serial is Han, so that no mark leads to it.
fn chinese_orders(text: &str, span: Span) -> Vec<DocumentNumber> {
    let Some(words) = text.get(span.range()) else { return Vec::new() };
    ORDER
        .find_iter(words.as_bytes())
        .filter_map(|found| {
            let ordinal = span.start as usize + found + '令'.len_utf8();
            let serial = chinese_serial(text, ordinal + '第'.len_utf8())?;
            order_before(text, ordinal, &serial)
        })
        .filter(|number| span.contains(number.span))
        .collect()
}

/// 三十五号 from `start` on.
pub(super) fn chinese_serial(text: &str, start: usize) -> Option<Serial> {
    let start = look::past_blank(text, start);
    let numerals = text.get(start..)?.chars().take(7).take_while(|&character| {
        !character.is_ascii() && (look::chinese_digit(character).is_some() || "十百".contains(character))
    });
    let end = start + numerals.map(char::len_utf8).sum::<usize>();
    let unit = look::past_blank(text, end);
    (end > start && look::at(text, unit) == Some('号')).then(|| Serial {
        start,
        digits: start,
        end,
        number_end: unit + '号'.len_utf8(),
        closed: true,
    })
}

/// 第541号 from `start` on, with nothing that says whose it is: for a line that holds nothing else.
pub(super) fn bare_order(text: &str, start: usize) -> Option<DocumentNumber> {
    let mut ordinal = start;
    let mut year = (start, start);
    if text.get(start..)?.starts_with(['1', '2']) {
        let end = digits(text, start);
        let unit = look::past_blank(text, end);
        if end - start != 4 || look::at(text, unit)? != '年' {
            return None;
        }
        year = (start, unit + '年'.len_utf8());
        ordinal = look::past_blank(text, year.1);
    }
    if look::at(text, ordinal)? != '第' {
        return None;
    }
    let behind = look::past_blank(text, ordinal + '第'.len_utf8());
    let serial =
        chinese_serial(text, behind).or_else(|| serial(text, behind).filter(|serial| serial.closed))?;
    Some(build(text, NumberShape::Order, (start, start), year, &serial, None, None))
}

fn build(
    text: &str,
    shape: NumberShape,
    code: (usize, usize),
    year: (usize, usize),
    serial: &Serial,
    open: Option<(usize, char)>,
    close: Option<char>,
) -> DocumentNumber {
    let words = |(start, end): (usize, usize)| text.get(start..end).map(look::squash).unwrap_or_default();
    let start =
        if code.0 < code.1 || open.is_none() { code.0 } else { open.map_or(code.0, |(open, _)| open) };
    let serial_start = if shape == NumberShape::Order { serial.digits } else { serial.start };
    let year_text = words(year);
    let year_words = year_text.trim_end_matches('年');
    let year_value = value(year_words).or_else(|| look::chinese_number(year_words));
    let figures = year_words.chars().count();
    let number = text.get(serial.digits..serial.end).unwrap_or_default();
    DocumentNumber {
        text: words((start, serial.number_end)),
        shape,
        code: words(code),
        year: year_value.filter(|_| figures == 4).and_then(|year| i16::try_from(year).ok()),
        serial_text: words((serial_start, serial.end)),
        serial: value(number).or_else(|| look::chinese_number(number)),
        open: open.map(|(_, opening)| opening),
        close,
        span: Span::of(start, serial.number_end),
        code_span: Span::of(code.0, code.1),
        year_span: Span::of(year.0, year.0 + year_text_len(text, year)),
        serial_span: Span::of(serial_start, serial.end),
        year_text,
    }
}

/// The length of a year without blanks at its end.
fn year_text_len(text: &str, (start, end): (usize, usize)) -> usize {
    text.get(start..end).map_or(0, |words| words.trim_end().len())
}
