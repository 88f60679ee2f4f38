//! Defects that are put into clean texts, one at a time. A defect that a text has no place for is `None`.

use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A text with its defect.
pub struct Seeded {
    /// The whole text.
    pub text: String,
    /// The line of the defect, from 1.
    pub line: u32,
    /// The line of the clean text that it was, from 1.
    pub clean_line: u32,
    /// What was done, for messages.
    pub what: String,
}

/// A small generator of the same numbers on every machine.
pub struct Random(u64);

impl Random {
    /// One that begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if limit == 0 { 0 } else { (self.0 >> 33) as usize % limit }
    }

    fn pick<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}

/// Puts one defect into a text.
pub type Defect = fn(&str, &mut Random) -> Option<Seeded>;

/// All defects by name.
pub const DEFECTS: &[(&str, Defect)] = &[
    ("number: wrong brackets", wrong_brackets),
    ("number: padded serial", padded_serial),
    ("number: 第 before the serial", serial_with_di),
    ("number: year of two digits", short_year),
    ("number: 年 in the brackets", year_with_nian),
    ("outline: a number skipped", skipped_number),
    ("outline: an Arabic number", arabic_heading),
    ("outline: half-width brackets", half_width_heading),
    ("outline: （一）、", heading_with_comma),
    ("brackets: half-width", half_width_brackets),
    ("brackets: one half-width", one_half_width_bracket),
    ("date: impossible", impossible_date),
    ("date: padded signature", padded_signature),
    ("date: padded in the body", padded_body_date),
    ("pair: 《 unclosed", unclosed_title),
    ("pair: “ unclosed", unclosed_quotation),
    ("pair: （ unclosed", unclosed_bracket),
    ("pair: 》 without 《", unopened_title),
    ("paragraph: split after a comma", split_sentence),
    ("punctuation: doubled", doubled_punctuation),
    ("punctuation: half-width comma", half_width_comma),
    ("units: removed", removed_units),
    ("units: two leads", two_leads),
    ("privacy: resident id", resident_id),
    ("privacy: mobile number", mobile_number),
    ("addressees: half-width colon", addressee_colon),
    ("attachments: names differ", attachment_differs),
];

fn pattern(cell: &'static LazyLock<Regex>) -> &'static Regex {
    cell
}

macro_rules! pattern {
    ($source:expr) => {{
        static CELL: LazyLock<Regex> = LazyLock::new(|| Regex::new($source).expect("the pattern is sound"));
        pattern(&CELL)
    }};
}

fn line_of(text: &str, at: usize) -> u32 {
    text[..at].matches('\n').count() as u32 + 1
}

/// `text` with bytes `start..end` replaced.
fn replaced(text: &str, start: usize, end: usize, by: &str) -> Seeded {
    let line = line_of(text, start);
    Seeded {
        text: format!("{}{by}{}", &text[..start], &text[end..]),
        line,
        clean_line: line,
        what: format!("`{}` → `{by}`", &text[start..end]),
    }
}

/// One random match of `pattern`, replaced by what `by` makes of it.
fn replace_one(
    text: &str,
    random: &mut Random,
    pattern: &Regex,
    by: impl Fn(&Captures<'_>, &mut Random) -> Option<String>,
) -> Option<Seeded> {
    let places: Vec<Captures<'_>> = pattern.captures_iter(text).collect();
    for _ in 0..8 {
        let captures = random.pick(&places)?;
        let whole = captures.get(0)?;
        if let Some(words) = by(captures, random)
            && words != whole.as_str()
        {
            return Some(replaced(text, whole.start(), whole.end(), &words));
        }
    }
    None
}

fn number() -> &'static Regex {
    pattern!(r"〔((?:19|20)\d\d)〕(\d{1,4})号")
}

fn wrong_brackets(text: &str, random: &mut Random) -> Option<Seeded> {
    const PAIRS: [(&str, &str); 8] = [
        ("[", "]"),
        ("(", ")"),
        ("（", "）"),
        ("【", "】"),
        ("［", "］"),
        ("〔", "]"),
        ("[", "〕"),
        ("﹝", "﹞"),
    ];
    replace_one(text, random, number(), |found, random| {
        let (open, close) = PAIRS[random.below(PAIRS.len())];
        Some(format!("{open}{}{close}{}号", &found[1], &found[2]))
    })
}

fn padded_serial(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, number(), |found, _| Some(format!("〔{}〕0{}号", &found[1], &found[2])))
}

fn serial_with_di(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, number(), |found, _| Some(format!("〔{}〕第{}号", &found[1], &found[2])))
}

fn short_year(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, number(), |found, _| Some(format!("〔{}〕{}号", &found[1][2..], &found[2])))
}

fn year_with_nian(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, number(), |found, _| Some(format!("〔{}年〕{}号", &found[1], &found[2])))
}

const NUMERALS: [&str; 21] = [
    "", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五",
    "十六", "十七", "十八", "十九", "二十",
];

fn value(numeral: &str) -> Option<usize> {
    NUMERALS.iter().position(|known| *known == numeral).filter(|value| *value > 0)
}

fn heading() -> &'static Regex {
    pattern!(r"(?m)^([ \t　]*)(?:([一二三四五六七八九十]{1,3})、|（([一二三四五六七八九十]{1,3})）)")
}

fn skipped_number(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, heading(), |found, _| match (found.get(2), found.get(3)) {
        (Some(number), _) => Some(format!("{}{}、", &found[1], NUMERALS.get(value(number.as_str())? + 1)?)),
        (_, Some(number)) => Some(format!("{}（{}）", &found[1], NUMERALS.get(value(number.as_str())? + 1)?)),
        _ => None,
    })
}

fn arabic_heading(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, heading(), |found, _| {
        Some(format!("{}{}、", &found[1], value(found.get(2)?.as_str())?))
    })
}

fn half_width_heading(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, heading(), |found, _| {
        Some(format!("{}({})", &found[1], found.get(3)?.as_str()))
    })
}

fn heading_with_comma(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, heading(), |found, _| {
        Some(format!("{}（{}）、", &found[1], found.get(3)?.as_str()))
    })
}

fn brackets() -> &'static Regex {
    pattern!(r"(\p{Han})（([\p{Han}，、“”]{2,40})）")
}

fn half_width_brackets(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, brackets(), |found, _| Some(format!("{}({})", &found[1], &found[2])))
}

fn one_half_width_bracket(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, brackets(), |found, random| {
        Some(if random.below(2) == 0 {
            format!("{}({}）", &found[1], &found[2])
        } else {
            format!("{}（{})", &found[1], &found[2])
        })
    })
}

fn unclosed_bracket(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, brackets(), |found, _| Some(format!("{}（{}", &found[1], &found[2])))
}

fn date() -> &'static Regex {
    pattern!(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
}

fn impossible_date(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, date(), |found, random| {
        Some(match random.below(4) {
            0 => format!("{}年13月{}日", &found[1], &found[3]),
            1 => format!("{}年{}月32日", &found[1], &found[2]),
            2 => format!("{}年2月30日", &found[1]),
            _ => format!("{}年6月31日", &found[1]),
        })
    })
}

fn pad(found: &Captures<'_>) -> Option<String> {
    let (month, day) = (&found["month"], &found["day"]);
    (month.len() == 1 || (day.len() == 1))
        .then(|| format!("{}{}年{month:0>2}月{day:0>2}日", &found["before"], &found["year"]))
}

fn padded_signature(text: &str, random: &mut Random) -> Option<Seeded> {
    let alone = pattern!(
        r"(?m)^(?<before>[ \t　]*)(?<year>(?:19|20)\d\d)年(?<month>\d{1,2})月(?<day>\d{1,2})日[ \t　]*$"
    );
    replace_one(text, random, alone, |found, _| pad(found))
}

fn padded_body_date(text: &str, random: &mut Random) -> Option<Seeded> {
    let inside = pattern!(r"(?<before>\p{Han})(?<year>(?:19|20)\d\d)年(?<month>\d{1,2})月(?<day>\d{1,2})日");
    replace_one(text, random, inside, |found, _| pad(found))
}

fn unclosed_title(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, pattern!(r"《[^《》\n]{2,60}》"), |found, _| {
        Some(found[0].trim_end_matches('》').to_owned())
    })
}

fn unopened_title(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, pattern!(r"《[^《》\n]{2,60}》"), |found, _| {
        Some(found[0].trim_start_matches('《').to_owned())
    })
}

fn unclosed_quotation(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, pattern!(r"“[^“”\n]{2,60}”"), |found, _| {
        Some(found[0].trim_end_matches('”').to_owned())
    })
}

fn split_sentence(text: &str, random: &mut Random) -> Option<Seeded> {
    let inside = pattern!(r"\p{Han}{4,30}，\p{Han}{4,30}");
    let places: Vec<usize> = inside
        .find_iter(text)
        .filter_map(|found| {
            let at = found.start() + found.as_str().find('，')? + '，'.len_utf8();
            let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let before = &text[line..at];
            let count = |sign: char| before.matches(sign).count();
            (count('（') == count('）') && count('《') == count('》') && count('“') == count('”'))
                .then_some(at)
        })
        .collect();
    let at = *random.pick(&places)?;
    let mut seeded = replaced(text, at, at, "\n\n");
    seeded.what = format!(
        "split after `{}`",
        text[..at].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect::<String>()
    );
    Some(seeded)
}

fn doubled_punctuation(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, pattern!(r"\p{Han}[，。、；：]\p{Han}"), |found, _| {
        let mut characters = found[0].chars();
        let (before, sign, after) = (characters.next()?, characters.next()?, characters.next()?);
        Some(format!("{before}{sign}{sign}{after}"))
    })
}

fn half_width_comma(text: &str, random: &mut Random) -> Option<Seeded> {
    replace_one(text, random, pattern!(r"\p{Han}，\p{Han}"), |found, _| Some(found[0].replace('，', ",")))
}

fn annotation() -> &'static Regex {
    pattern!(r"（(?:责任单位|牵头单位)：[^（）\n]{2,200}）")
}

fn removed_units(text: &str, random: &mut Random) -> Option<Seeded> {
    if annotation().find_iter(text).count() < 5 {
        return None;
    }
    replace_one(text, random, annotation(), |_, _| Some(String::new()))
}

fn two_leads(text: &str, random: &mut Random) -> Option<Seeded> {
    let two = pattern!(r"（责任单位：([\p{Han}、]{2,20})牵头，([\p{Han}、]{2,30})配合）");
    replace_one(text, random, two, |found, _| {
        Some(format!("（责任单位：{}牵头，{}牵头）", &found[1], &found[2]))
    })
}

/// A made-up resident id with its check digit.
fn make_id(random: &mut Random) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let region = ["370102", "110105", "440106", "310104", "510107"][random.below(5)];
    let head = format!(
        "{region}{}{:02}{:02}{:03}",
        1955 + random.below(50),
        1 + random.below(12),
        1 + random.below(28),
        1 + random.below(998)
    );
    let sum: usize =
        head.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    let check = char::from(b"10X98765432"[sum % 11]);
    format!("{head}{check}")
}

fn insert(text: &str, random: &mut Random, words: &str) -> Option<Seeded> {
    let places: Vec<usize> = pattern!(r"\p{Han}{4}[，。]")
        .find_iter(text)
        .filter(|found| {
            let line = text[..found.start()].rfind('\n').map_or(0, |end| end + 1);
            found.start() - line > 20
        })
        .map(|found| found.end())
        .collect();
    let at = *random.pick(&places)?;
    Some(replaced(text, at, at, words))
}

fn resident_id(text: &str, random: &mut Random) -> Option<Seeded> {
    let id = make_id(random);
    let words = match random.below(4) {
        0 => format!("张某某，身份证号{id}，"),
        1 => format!("申请人（{id}）"),
        2 => format!("李某某{id}"),
        _ => id,
    };
    insert(text, random, &words)
}

fn mobile_number(text: &str, random: &mut Random) -> Option<Seeded> {
    let number = format!("1{}{:09}", 3 + random.below(7), random.below(999_999_999));
    let words = match random.below(4) {
        0 => format!("联系人王某某，手机{number}，"),
        1 => format!("（电话：{number}）"),
        2 => format!("赵某某{number}，"),
        _ => number,
    };
    insert(text, random, &words)
}

fn addressee_colon(text: &str, random: &mut Random) -> Option<Seeded> {
    let addressees = pattern!(r"(?m)^([ \t　]*(?:各[\p{Han}、，（）]{2,80}))：[ \t　]*$");
    replace_one(text, random, addressees, |found, _| Some(format!("{}:", &found[1])))
}

fn attachment_differs(text: &str, random: &mut Random) -> Option<Seeded> {
    let note = pattern!(r"(?m)^([ \t　]*附件：1[.．][ \t　]*\p{Han}{4,30})");
    // Only where the attachment itself follows, so that there is something to differ from.
    pattern!(r"(?m)^[ \t　]*附件1[ \t　]*$").find(text)?;
    replace_one(text, random, note, |found, _| Some(format!("{}一览", &found[1])))
}
