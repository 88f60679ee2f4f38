//! How the brackets and quotation marks of a text pair: what stays open, what was never opened, pairs of two kinds,
//! titles nested in titles.
//! A pair may run over lines where a line was broken in mid-sentence, and a quotation may run over paragraphs where it
//! began a paragraph or followed a colon; each of its paragraphs may open anew. List numbers (`1）`, `a)`) and
//! apostrophes pair with nothing.

use crate::check::structural::signs::{after, before, ends_clause, is_chinese, is_han, sign};
use crate::source::{Line, Source, Span};

/// What is wrong with a bracket or quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Opened and not closed.
    Unclosed { open: Span },
    /// Closed and not opened.
    Unopened { close: Span },
    /// Closed by a mark of another kind.
    Mixed { open: Span, close: Span },
    /// 《 》 directly inside 《 》.
    Nested { open: Span, close: Span },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Title,
    InnerTitle,
    Quote,
    InnerQuote,
    Round,
    Square,
    Corner,
}

/// Pairs that count as one family whatever their width: (opening, closing, family).
const PAIRS: &[(char, char, Family)] = &[
    ('《', '》', Family::Title),
    ('〈', '〉', Family::InnerTitle),
    ('<', '>', Family::InnerTitle),
    ('“', '”', Family::Quote),
    ('‘', '’', Family::InnerQuote),
    ('（', '）', Family::Round),
    ('(', ')', Family::Round),
    ('〔', '〕', Family::Square),
    ('【', '】', Family::Square),
    ('［', '］', Family::Square),
    ('[', ']', Family::Square),
    ('「', '」', Family::Corner),
    ('『', '』', Family::Corner),
];

/// The mark that belongs to `sign`.
pub(super) fn counterpart(sign: char) -> Option<char> {
    PAIRS.iter().find_map(|&(open, close, _)| {
        if sign == open {
            Some(close)
        } else if sign == close {
            Some(open)
        } else {
            None
        }
    })
}

/// How many lines broken in mid-sentence a pair may run over.
const WRAPPED_LINES: u32 = 6;
/// How many paragraphs a bracket that opens a paragraph may run over.
const BLOCK_LINES: u32 = 12;

/// How far before the end of a text that was cut off a pair may have lost its second half, in bytes.
const CUT: u32 = 240;

/// The deepest nesting that is followed: every mark searches what is open, so this bounds the time.
const DEEPEST: usize = 32;

#[derive(Debug)]
struct Open {
    span: Span,
    sign: char,
    family: Family,
    /// Never reported: half-width brackets and signs that formulas, links and code use alone.
    is_soft: bool,
    /// Opens a paragraph or follows a colon.
    is_block: bool,
    /// Whether every line since was broken in mid-sentence.
    is_wrapped: bool,
    /// Lines since.
    age: u32,
    /// Title pairs directly inside this title.
    inner: Vec<(Span, Span)>,
}

/// Everything that is wrong, in no particular order.
pub(super) fn flaws(source: &Source<'_>, brackets: &[u32]) -> Vec<Flaw> {
    let mut walk = Walk {
        source,
        text: source.text(),
        open: Vec::new(),
        dropped: Vec::new(),
        flaws: Vec::new(),
        last_close: 0,
    };
    let (lines, marks) = (source.lines(), source.marks());
    let mut line = 0;
    for &index in brackets {
        let Some(mark) = marks.get(index as usize) else { continue };
        while line + 1 < lines.len() && lines[line + 1].start <= mark.start {
            walk.end_line(&lines[line]);
            line += 1;
        }
        walk.mark(mark.span(), sign(mark), &lines[line]);
    }
    for line in &lines[line.min(lines.len())..] {
        if walk.open.is_empty() {
            break;
        }
        walk.end_line(line);
    }
    let left = std::mem::take(&mut walk.open);
    walk.flaws
        .extend(left.iter().filter(|open| !open.is_soft).map(|open| Flaw::Unclosed { open: open.span }));
    walk.flaws
}

struct Walk<'s, 't> {
    source: &'s Source<'t>,
    text: &'t str,
    open: Vec<Open>,
    /// Families of this line's openings that were given up: the closing that follows crosswise is not a second flaw.
    dropped: Vec<Family>,
    flaws: Vec<Flaw>,
    /// Where the last closing mark stands.
    last_close: u32,
}

impl Walk<'_, '_> {
    fn mark(&mut self, span: Span, sign: char, line: &Line) {
        if sign == '"' {
            self.straight_quote(span, line);
            return;
        }
        let Some(&(open, _, family)) = PAIRS.iter().find(|(open, close, _)| sign == *open || sign == *close)
        else {
            return;
        };
        if sign == open {
            self.opening(span, sign, family, line);
        } else {
            self.last_close = span.start;
            self.closing(span, sign, family, line);
        }
    }

    fn opening(&mut self, span: Span, sign: char, family: Family, line: &Line) {
        let (previous, next) = (before(self.text, span.start), after(self.text, span.end));
        let is_soft = match sign {
            '<' if !is_chinese(next) => return,
            '<' | '[' => true,
            '(' => !(is_han(next) || is_han(previous)),
            // 》》点击进入《《 is an ornament.
            '《' => next == '《' || previous == '《',
            _ => false,
        };
        let is_block = span.start == line.content_start || matches!(previous, '：' | ':');
        if self.open.len() >= DEEPEST {
            self.flaws.push(Flaw::Unclosed { open: span });
            return;
        }
        self.open.push(Open {
            span,
            sign,
            family,
            is_soft,
            is_block,
            is_wrapped: true,
            age: 0,
            inner: Vec::new(),
        });
    }

    fn closing(&mut self, span: Span, sign: char, family: Family, line: &Line) {
        let found = self.open.iter().rposition(|open| open.family == family);
        let Some(found) = found else {
            self.stray(span, sign, family, line);
            return;
        };
        if family == Family::Round
            && self.open[found].span.start < line.start
            && self.is_list_number(span, line)
            && !self.source.trim(Span::new(self.open[found].span.end, line.start)).is_empty()
        {
            // `1）` opens a list under a bracket that stays open.
            return;
        }
        let above = self.open.split_off(found + 1);
        for open in above.into_iter().filter(|open| !open.is_soft) {
            self.dropped.push(open.family);
            self.flaws.push(Flaw::Unclosed { open: open.span });
        }
        let Some(open) = self.open.pop() else { return };
        if counterpart(open.sign) != Some(sign) && !self.is_year(open.span, span) {
            self.flaws.push(Flaw::Mixed { open: open.span, close: span });
        }
        self.flaws.extend(open.inner.iter().map(|&(open, close)| Flaw::Nested { open, close }));
        if family == Family::Title
            && let Some(outer) = self
                .open
                .iter_mut()
                .rev()
                .find(|outer| matches!(outer.family, Family::Title | Family::InnerTitle))
            && outer.family == Family::Title
        {
            outer.inner.push((open.span, span));
        }
    }

    /// A closing mark for which nothing of its family is open.
    fn stray(&mut self, span: Span, sign: char, family: Family, line: &Line) {
        let (previous, next) = (before(self.text, span.start), after(self.text, span.end));
        let is_tolerated = match sign {
            '>' | ']' => true,
            '’' => previous.is_ascii_alphanumeric() || next.is_ascii_alphabetic(),
            ')' => !(is_han(next) || is_han(previous)),
            '》' => next == '》' || previous == '》',
            _ => false,
        };
        if let Some(at) = self.dropped.iter().position(|dropped| *dropped == family) {
            self.dropped.remove(at);
            return;
        }
        if family == Family::Round && self.is_list_number(span, line) {
            return;
        }
        let is_kin = |open: Family| {
            matches!(
                (open, family),
                (Family::Round, Family::Square)
                    | (Family::Square, Family::Round)
                    | (Family::Quote, Family::InnerQuote)
                    | (Family::InnerQuote, Family::Quote)
            )
        };
        if let Some(open) = self.open.pop_if(|open| is_kin(open.family) && open.sign != '[' && !is_tolerated)
        {
            if !self.is_year(open.span, span) {
                self.flaws.push(Flaw::Mixed { open: open.span, close: span });
            }
        } else if !is_tolerated {
            self.flaws.push(Flaw::Unopened { close: span });
        }
    }

    /// `"` opens or closes. Behind “ it closes that, unless the straight quotes before ” pair among themselves.
    fn straight_quote(&mut self, span: Span, line: &Line) {
        match self.open.last() {
            Some(open) if open.sign == '"' => {
                self.open.pop();
            }
            Some(open) if open.sign == '“' && open.span.start >= line.start => {
                let rest = Span::new(span.start, line.end);
                let signs = self.source.marks_in(rest).iter().map(sign);
                let mut straight = 0;
                let next = signs
                    .inspect(|&next| straight += u32::from(next == '"'))
                    .take(LOOK_AHEAD)
                    .find(|next| matches!(next, '“' | '”'));
                if next == Some('”') && straight % 2 == 0 {
                    self.opening(span, '"', Family::Quote, line);
                } else if let Some(open) = self.open.pop() {
                    self.flaws.push(Flaw::Mixed { open: open.span, close: span });
                }
            }
            _ if self.open.len() >= DEEPEST => {}
            _ => {
                self.open.push(Open {
                    span,
                    sign: '"',
                    family: Family::Quote,
                    is_soft: true,
                    is_block: false,
                    is_wrapped: true,
                    age: 0,
                    inner: Vec::new(),
                });
            }
        }
    }

    /// At the end of a line: what may stay open, what has to be closed by now.
    fn end_line(&mut self, line: &Line) {
        self.dropped.clear();
        if self.open.is_empty() || line.is_blank() {
            return;
        }
        let words = self.source.slice(line.content());
        let mut characters =
            words.chars().rev().skip_while(|last| matches!(last, '”' | '’' | '）' | ')' | '》'));
        let is_broken = characters.next().is_none_or(|last| matches!(last, '：' | ':') || !ends_clause(last));
        if words.ends_with("...") || words.ends_with("……") {
            // The text was cut off here: its last sentence may stay open.
            let last_sentence = line.content_start + words.rfind('。').unwrap_or(0) as u32;
            let cut = line.content_end.saturating_sub(CUT).max(last_sentence).max(self.last_close);
            self.open.retain(|open| open.span.start < cut);
        }
        let opens_anew = words.starts_with('“')
            && (self.open.iter().any(|open| open.span.start == line.content_start)
                || words.ends_with('”')
                || words.ends_with("”。"));
        if opens_anew
            && let Some(at) = self
                .open
                .iter()
                .rposition(|open| open.family == Family::Quote && open.span.start < line.start)
        {
            self.open.remove(at);
        }
        let flaws = &mut self.flaws;
        self.open.retain_mut(|open| {
            open.is_wrapped &= is_broken;
            open.age += 1;
            let stays = open.is_wrapped && open.age <= WRAPPED_LINES
                || open.is_block
                    && (open.family == Family::Quote || open.age <= BLOCK_LINES)
                    && !open.is_soft;
            if !stays && !open.is_soft {
                flaws.push(Flaw::Unclosed { open: open.span });
            }
            stays
        });
    }

    /// Whether what stands before a closing round bracket is a list number: `1）`, `a)`, `（一`, a circled digit.
    fn is_list_number(&self, close: Span, line: &Line) -> bool {
        let words = self.text.get(line.start as usize..close.start as usize).unwrap_or_default();
        let is_number =
            |character: char| character.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(character);
        let stem = words.trim_end_matches(is_number);
        let number = &words[stem.len()..];
        (1..=3).contains(&number.chars().count())
            && !stem
                .chars()
                .next_back()
                .is_some_and(|last| last.is_ascii_punctuation() && last != ';' && last != ',' && last != ':')
    }

    /// Whether the words between two marks are the year of a document number, of which another rule speaks.
    fn is_year(&self, open: Span, close: Span) -> bool {
        let words = self.source.slice(Span::new(open.end, close.start)).trim();
        let digits = words.strip_suffix('年').unwrap_or(words);
        (2..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// How many marks a straight quote looks ahead for its fellow.
const LOOK_AHEAD: usize = 64;
