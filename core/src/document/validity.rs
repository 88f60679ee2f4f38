//! What a text says of its own force: 自…起施行, 有效期至…, 有效期5年, …同时废止.

use super::{DateMention, Header, HeaderKey, Words, look};
use crate::source::{MarkKind, Source, Span};
use jiff::civil::Date;
use serde::Serialize;

/// What a statement settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidityKind {
    /// 自2019年8月1日起施行, 自印发之日起施行
    Effective,
    /// 有效期至2024年7月31日
    ExpiresOn,
    /// 有效期5年
    Term,
    /// 《…》同时废止
    Abolishes,
}

/// One statement with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValidityStatement {
    /// What it settles.
    pub kind: ValidityKind,
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
}

/// All of it together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Validity {
    /// The day it takes effect; the document's own date for 自印发之日起.
    pub effective_on: Option<Date>,
    /// Whether `effective_on` was taken from the document's own date.
    pub effective_on_issue: bool,
    /// The last day of its force as written.
    pub expires_on: Option<Date>,
    /// The term in months (有效期5年: 60).
    pub term_months: Option<u32>,
    /// What it abolishes.
    pub abolishes: Vec<Words>,
    /// The statements in order.
    pub statements: Vec<ValidityStatement>,
}

/// The longest sentence that is looked back over, in bytes.
const LONGEST: usize = 1500;

/// The last bytes of the characters that statements end in: 行施效止期至为限到自年月.
const LAST_BYTES: [bool; 256] = {
    let mut bytes = [false; 256];
    let last = [0x8C, 0xBD, 0x88, 0xA2, 0x9F, 0xB3, 0xBA, 0x90, 0xB0, 0xAA, 0xB4];
    let mut at = 0;
    while at < last.len() {
        bytes[last[at]] = true;
        at += 1;
    }
    bytes
};

pub(super) fn parse(
    source: &Source<'_>,
    header: &Header,
    dates: &[DateMention],
    dated_on: Option<Date>,
) -> Validity {
    let mut parser = Parser { source, dates, dated_on, validity: Validity::default(), is_own: false };
    let text = source.text().as_bytes();
    for mark in source.marks() {
        // The last character before a mark tells nearly all marks apart.
        let start = mark.start as usize;
        let before = if mark.kind == MarkKind::Digits && text.get(start.saturating_sub(1)) == Some(&b' ') {
            look::before_blank(source.text(), start)
        } else {
            start
        };
        if before
            .checked_sub(1)
            .and_then(|last| text.get(last))
            .is_none_or(|last| !LAST_BYTES[*last as usize])
        {
            continue;
        }
        let Some(last) = before.checked_sub(3).and_then(|from| text.get(from..before)) else { continue };
        match last {
            b"\xE8\xA1\x8C" | b"\xE6\x96\xBD" | b"\xE6\x95\x88" => parser.effective(start),
            b"\xE6\xAD\xA2" => parser.abolishes(start),
            b"\xE6\x9C\x9F" | b"\xE8\x87\xB3" | b"\xE4\xB8\xBA" | b"\xE9\x99\x90" | b"\xE5\x88\xB0"
            | b"\xE8\x87\xAA"
                if mark.kind == MarkKind::Digits =>
            {
                parser.term(start);
            }
            b"\xE5\xB9\xB4" | b"\xE6\x9C\x88" => parser.chinese_term(start),
            _ => {}
        }
    }
    // A text may end without a mark.
    if source.marks().last().is_none_or(|last| (last.end as usize) < text.len()) {
        parser.at_end(text.len());
    }
    let mut validity = parser.validity;
    validity.statements.sort_by_key(|statement| statement.span);
    validity.effective_on = validity.effective_on.or_else(|| header.date(HeaderKey::EffectiveOn));
    validity.expires_on = validity.expires_on.or_else(|| header.date(HeaderKey::ExpiresOn));
    validity
}

struct Parser<'p, 't> {
    source: &'p Source<'t>,
    dates: &'p [DateMention],
    dated_on: Option<Date>,
    validity: Validity,
    /// Whether the date of effect came from a sentence that names the document itself (本办法).
    is_own: bool,
}

/// Days of issue, as documents write them.
const ISSUE: [&str; 12] = [
    "印发之日",
    "发布之日",
    "公布之日",
    "下发之日",
    "发文之日",
    "签发之日",
    "颁布之日",
    "出台之日",
    "印发之起",
    "公开之日",
    "下文之日",
    "即日",
];

impl Parser<'_, '_> {
    fn at_end(&mut self, end: usize) {
        let words = self.source.text();
        if words.ends_with("施行")
            || words.ends_with("实施")
            || words.ends_with("执行")
            || words.ends_with("生效")
        {
            self.effective(end);
        } else if words.ends_with("废止") {
            self.abolishes(end);
        } else if words.ends_with('年') || words.ends_with('月') {
            self.chinese_term(end);
        }
    }

    /// Where the sentence that ends at `end` begins.
    fn sentence(&self, end: usize) -> usize {
        let text = self.source.text();
        let mut from = end.saturating_sub(LONGEST);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let words = text.get(from..end).unwrap_or_default();
        words
            .char_indices()
            .rev()
            .find(|(_, sign)| matches!(sign, '。' | '；' | ';' | '\n' | '！'))
            .map_or(from, |(at, sign)| from + at + sign.len_utf8())
    }

    /// 自…起施行 that ends at `end`.
    fn effective(&mut self, end: usize) {
        let text = self.source.text();
        let verbs = ["施行", "实施", "执行", "生效", "试行"];
        let Some(head) = text.get(..end) else { return };
        let Some(verb) = verbs.iter().find(|verb| head.ends_with(**verb)) else { return };
        // Few verbs stand behind a day: the sentence is looked at only for them.
        let day = head[..head.len() - verb.len()].trim_end_matches("正式").trim_end_matches("立即");
        if !day.ends_with(['起', '日', '后']) {
            return;
        }
        let sentence = self.sentence(end);
        let Some(words) = text.get(sentence..end) else { return };
        let Some(from) = words.rfind(['自', '从', '于']) else { return };
        let clause = &words[from..];
        let before_verb =
            clause[..clause.len() - verb.len()].trim_end_matches("正式").trim_end_matches("立即");
        let is_start =
            before_verb.ends_with('起') || before_verb.ends_with('日') || before_verb.ends_with("日后");
        // The words between must be a day: 自愿实施 and 自主执行 are none.
        if !is_start || clause.chars().count() > 60 {
            return;
        }
        let start = sentence + from;
        let on_issue = ISSUE.iter().any(|issue| clause.contains(issue)) && !before_verb.ends_with('后');
        let date = self.dates_in(start, end).last().and_then(|mention| mention.date);
        if date.is_none() && !ISSUE.iter().any(|issue| clause.contains(issue)) {
            return;
        }
        let subject = words[..from]
            .trim_end_matches(|sign: char| crate::source::is_blank(sign) || sign == '，' || sign == ',');
        // 《某办法》自…起施行 speaks of another document.
        let is_cited = subject.ends_with('》')
            || subject.ends_with("号）")
            || subject.ends_with("号)")
            || subject.ends_with('将');
        if is_cited {
            return;
        }
        let is_own = subject.contains('本') || subject.contains("以上") || subject.contains("上述");
        self.push(ValidityKind::Effective, start, end);
        if self.validity.effective_on.is_some() && (self.is_own || !is_own) {
            return;
        }
        self.is_own = is_own;
        self.validity.effective_on = if on_issue { self.dated_on } else { date };
        self.validity.effective_on_issue = on_issue && self.dated_on.is_some();
    }

    /// …同时废止 that ends at `end`.
    fn abolishes(&mut self, end: usize) {
        let text = self.source.text();
        let Some(words) = text.get(..end) else { return };
        let ends = [
            "同时废止",
            "即行废止",
            "予以废止",
            "自行废止",
            "相应废止",
            "同步废止",
            "一并废止",
            "即废止",
            "起废止",
        ];
        if !ends.iter().any(|verb| words.ends_with(verb)) {
            return;
        }
        let sentence = self.sentence(end);
        let titles = titles(text, sentence, end);
        let start = titles.first().map_or(sentence, |title| title.span.start as usize);
        // 本办法…废止 and clauses on other texts' end have no titles: the statement alone is kept.
        self.push(ValidityKind::Abolishes, start, end);
        self.validity.abolishes.extend(titles);
    }

    /// 有效期5年, 有效期至2024年7月31日: the digits begin at `at`.
    fn term(&mut self, at: usize) {
        let text = self.source.text();
        let Some((start, is_until)) = self.label(at) else { return };
        let mention = self.dates.get(self.dates.partition_point(|date| (date.span.start as usize) < at));
        if let Some(mention) = mention.filter(|mention| mention.span.start as usize == at) {
            // 有效期自…至…: the second date is the last.
            let next = self.dates_in(mention.span.end as usize, mention.span.end as usize + 40).next();
            let until = next.filter(|next| {
                text.get(mention.span.end as usize..next.span.start as usize).is_some_and(|between| {
                    matches!(between.trim(), "至" | "起至" | "到" | "起到" | "—" | "-" | "－")
                })
            });
            let last = until.unwrap_or(mention);
            if let Some(date) = last.date
                && (is_until || until.is_some())
            {
                self.push(ValidityKind::ExpiresOn, start, last.span.end as usize);
                self.validity.expires_on = self.validity.expires_on.or(Some(date));
            }
            return;
        }
        let digits = text.get(at..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        let number: Option<u32> = text.get(at..at + digits).and_then(|digits| digits.parse().ok());
        if !is_until && let Some(number) = number {
            self.months(start, at + digits, number);
        }
    }

    /// 有效期五年 that ends at `end`.
    fn chinese_term(&mut self, end: usize) {
        let text = self.source.text();
        let unit = text.get(..end).and_then(|words| words.strip_suffix(['年', '月']));
        let Some(words) = unit else { return };
        let words = words.strip_suffix('个').unwrap_or(words);
        let length: usize = words
            .chars()
            .rev()
            .take(3)
            .take_while(|sign| {
                matches!(sign, '十' | '两' | '半')
                    || (!sign.is_ascii() && look::chinese_digit(*sign).is_some())
            })
            .map(char::len_utf8)
            .sum();
        let at = words.len() - length;
        let number = match words.get(at..) {
            Some("两") => Some(2),
            Some(numerals) => look::chinese_number(numerals),
            None => None,
        };
        if let Some(number) = number
            && let Some((start, false)) = self.label(at)
        {
            self.months(start, at + length, number);
        }
    }

    fn months(&mut self, start: usize, at: usize, number: u32) {
        let text = self.source.text();
        let rest = text.get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(crate::source::is_blank).len();
        let rest = &rest[blank..];
        let (months, length) = if rest.starts_with("个月") {
            (number, "个月".len())
        } else if rest.starts_with('年') {
            (number.saturating_mul(12), "年".len())
        } else {
            return;
        };
        if number == 0 || months > 600 {
            return;
        }
        self.push(ValidityKind::Term, start, at + blank + length);
        self.validity.term_months = self.validity.term_months.or(Some(months));
    }

    /// The words 有效期 with what follows them up to `at`, where they speak of the document; and whether a last day follows.
    fn label(&self, at: usize) -> Option<(usize, bool)> {
        let text = self.source.text();
        let mut from = at.saturating_sub(60);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let words = text.get(from..at)?;
        let found =
            words.rfind("有效期").or_else(|| words.rfind("试行期")).or_else(|| words.rfind("执行期"))?;
        let between = &words[found + "有效期".len()..];
        let between: String = between.chars().filter(|sign| !crate::source::is_blank(*sign)).collect();
        let is_until = matches!(
            between.as_str(),
            "至" | "到" | "截至" | "截止至" | "截止到" | "截止日期为" | "延长至" | "限至" | "为至"
        );
        let is_term = matches!(
            between.as_str(),
            "" | "为"
                | "限"
                | "限为"
                | "自"
                | "："
                | ":"
                | "暂定"
                | "暂定为"
                | "均为"
                | "为自印发之日起"
                | "自印发之日起"
                | "为自发布之日起"
                | "自发布之日起"
                | "为自公布之日起"
                | "自公布之日起"
                | "从"
                | "设定为"
        );
        if !is_until && !is_term {
            return None;
        }
        let before = words[..found].trim_end_matches(crate::source::is_blank);
        // Certificates, vouchers and contracts have terms of their own.
        let speaks_of_itself = before.is_empty() && found == 0 && from == 0
            || before.ends_with(['，', '。', '；', ',', ';', '、', '（', '(', '\n', '：', ':'])
            || [
                "本通知",
                "本办法",
                "本细则",
                "本意见",
                "本规定",
                "本方案",
                "本措施",
                "本公告",
                "本政策",
                "本文件",
                "文件",
                "该通知",
                "施行",
                "政策措施",
                "规则",
                "措施",
            ]
            .iter()
            .any(|own| before.ends_with(own));
        let line_start = text
            .get(..from + found)
            .is_some_and(|words| words.trim_end_matches([' ', '\u{3000}']).ends_with('\n'));
        (speaks_of_itself || line_start).then_some((from + found, is_until))
    }

    fn dates_in(&self, start: usize, end: usize) -> impl Iterator<Item = &DateMention> {
        let first = self.dates.partition_point(|date| (date.span.start as usize) < start);
        self.dates.iter().skip(first).take_while(move |date| (date.span.end as usize) <= end)
    }

    fn push(&mut self, kind: ValidityKind, start: usize, end: usize) {
        let span = self.source.trim(Span::of(start, end));
        let text = look::squash(self.source.slice(span));
        self.validity.statements.push(ValidityStatement { kind, span, text });
    }
}

/// The titles in 《》 between `start` and `end`, those inside others left out.
fn titles(text: &str, start: usize, end: usize) -> Vec<Words> {
    let Some(words) = text.get(start..end) else { return Vec::new() };
    let mut titles = Vec::new();
    let (mut depth, mut open) = (0, 0);
    for (at, sign) in words.char_indices() {
        match sign {
            '《' => {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    let inside = &words[open + '《'.len_utf8()..at];
                    let span = Span::of(start + open, start + at + sign.len_utf8());
                    titles.push(Words { text: look::squash(inside), span });
                }
            }
            _ => {}
        }
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::date;

    fn validity(text: &str) -> Validity {
        let source = Source::new(text);
        let dates = date::parse(&source);
        let validity = parse(&source, &Header::default(), &dates, Some(jiff::civil::date(2019, 6, 28)));
        for statement in &validity.statements {
            assert_eq!(look::squash(source.slice(statement.span)), statement.text);
        }
        validity
    }

    fn day(date: Option<Date>) -> String {
        date.map(|date| date.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_day_of_effect_is_written_or_the_day_of_issue() {
        for (words, on, on_issue) in [
            ("本办法自2019年8月1日起施行。", "2019-08-01", false),
            ("本办法自二〇一九年八月一日起实施，由市财政局负责解释。", "2019-08-01", false),
            ("本通知自印发之日起施行", "2019-06-28", true),
            ("本通知自发布之日起执行。", "2019-06-28", true),
            ("以上政策于2019年8月1日起正式实施。", "2019-08-01", false),
            ("本条例自2019年8月1日施行。", "2019-08-01", false),
        ] {
            let text = format!("𠮷😀总则。{words}");
            let found = validity(&text);
            assert_eq!(
                (day(found.effective_on).as_str(), found.effective_on_issue),
                (on, on_issue),
                "{words}"
            );
            assert_eq!(found.statements[0].kind, ValidityKind::Effective);
        }
        for words in [
            "企业自愿实施。",
            "《甲办法》自2018年1月1日起施行。",
            "贷款自2019年1月1日起执行新利率。",
            "本办法自公布之日起三十日后施行。",
        ] {
            assert_eq!(validity(words).effective_on, None, "{words}");
        }
    }

    #[test]
    fn terms_and_last_days() {
        for (words, until, months) in [
            ("自2019年8月1日起施行，有效期至2024年7月31日。", "2024-07-31", None),
            ("自印发之日起施行，有效期5年。", "", Some(60)),
            ("自印发之日起施行，有效期为五年。", "", Some(60)),
            ("自印发之日起施行,有效期两年。", "", Some(24)),
            ("自印发之日起施行，有效期限为6个月。", "", Some(6)),
            ("自印发之日起施行，有效期 3 年", "", Some(36)),
            ("本通知有效期自2019年8月1日至2020年7月31日。", "2020-07-31", None),
            ("身份证有效期20年。", "", None),
            ("许可证有效期至2020年1月1日。", "", None),
        ] {
            let found = validity(words);
            assert_eq!((day(found.expires_on).as_str(), found.term_months), (until, months), "{words}");
        }
    }

    #[test]
    fn what_it_abolishes_is_named_by_titles() {
        let found = validity(
            "本办法自2019年8月1日起施行。《甲办法》（某政发〔2009〕1号）、《关于印发〈乙细则〉的通知》《丙规定》同时废止。",
        );
        let titles: Vec<&str> = found.abolishes.iter().map(|title| title.text.as_str()).collect();
        assert_eq!(titles, ["甲办法", "关于印发〈乙细则〉的通知", "丙规定"]);
        assert_eq!(found.statements.len(), 2);
    }
}
