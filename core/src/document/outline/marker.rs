//! Markers of the outline as they are written: 一、 （一） 1. （1） ① 一是 第一章 第一条, and the wrong shapes of each.
//! In: a place of the text. Out: style, number and end of the marker that begins there, if one does.

use super::MarkerStyle;
use crate::document::look;

/// Markers that stand at one depth whatever their shape: 2、 may stand among 一、 and 三、, but 1. and 1、 mean the same.
/// The order is the customary one, from the outside in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Volume,
    Chapter,
    Section,
    Article,
    Decimal,
    Decimal2,
    Decimal3,
    Decimal4,
    Chinese,
    ChineseBrackets,
    Arabic,
    ArabicBrackets,
    Circled,
    ChineseIs,
}

impl Family {
    /// How many families there are.
    pub(super) const COUNT: usize = 14;
}

/// A marker as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) style: MarkerStyle,
    pub(super) family: Family,
    pub(super) number: u32,
    pub(super) end: usize,
    /// A shape that is a marker only where the numbers around it say so: 三） without its opening bracket.
    pub(super) is_doubtful: bool,
}

/// The largest number of an item.
const MOST: u32 = 400;

/// Whether a character is a Chinese numeral as items have it.
pub(super) const fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇'
    )
}

/// A Chinese number from `at` and its end.
pub(super) fn numeral(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = text.get(at..)?;
    let length: usize =
        rest.chars().take(6).take_while(|&character| is_numeral(character)).map(char::len_utf8).sum();
    let number = look::chinese_number(&rest[..length])?;
    (number > 0).then_some((number, at + length))
}

/// An Arabic number of at most three digits, ASCII or full-width, from `at` and its end.
fn arabic(text: &str, at: usize) -> Option<(u32, usize)> {
    let (mut number, mut end, mut digits) = (0, at, 0);
    for character in text.get(at..)?.chars() {
        let digit = match character {
            '0'..='9' => character as u32 - '0' as u32,
            '０'..='９' => character as u32 - '０' as u32,
            _ => break,
        };
        digits += 1;
        if digits > 3 {
            return None;
        }
        number = number * 10 + digit;
        end += character.len_utf8();
    }
    (digits > 0 && number > 0).then_some((number, end))
}

/// The marker that begins at `at`.
pub(super) fn read(text: &str, at: usize) -> Option<Shape> {
    read_inside(text, at).or_else(|| {
        // Bare numbers are markers at the starts of lines alone.
        let is_digit = text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        is_digit.then(|| decimal(text, at)).flatten()
    })
}

/// The marker that begins at `at`, where words may stand before it.
pub(super) fn read_inside(text: &str, at: usize) -> Option<Shape> {
    let first = look::at(text, at)?;
    let shape = match first {
        '（' | '(' => bracketed(text, at, first),
        '第' => division(text, at),
        '0'..='9' | '０'..='９' => plain_arabic(text, at),
        '①'..='⑳' => signed(at, first, '①', MarkerStyle::Circled, Family::Circled),
        '⑴'..='⒇' => signed(at, first, '⑴', MarkerStyle::ArabicBrackets, Family::ArabicBrackets),
        '⒈'..='⒛' => signed(at, first, '⒈', MarkerStyle::ArabicDot, Family::Arabic),
        '㈠'..='㈩' => signed(at, first, '㈠', MarkerStyle::ChineseBrackets, Family::ChineseBrackets),
        _ if is_numeral(first) => plain_chinese(text, at),
        _ => None,
    }?;
    (shape.number <= MOST).then_some(shape)
}

/// A single sign that is number and punctuation in one.
#[allow(clippy::unnecessary_wraps)]
fn signed(at: usize, sign: char, one: char, style: MarkerStyle, family: Family) -> Option<Shape> {
    Some(Shape {
        style,
        family,
        number: sign as u32 - one as u32 + 1,
        end: at + sign.len_utf8(),
        is_doubtful: false,
    })
}

fn plain_chinese(text: &str, at: usize) -> Option<Shape> {
    let (number, end) = numeral(text, at)?;
    let sign_at = look::past_blank(text, end);
    let sign = look::at(text, sign_at)?;
    let sign_end = sign_at + sign.len_utf8();
    let (style, family, is_doubtful) = match sign {
        '、' => (MarkerStyle::ChineseComma, Family::Chinese, false),
        '.' | '．' => (MarkerStyle::ChineseDot, Family::Chinese, true),
        '是' if sign_at == end => (MarkerStyle::ChineseIs, Family::ChineseIs, false),
        '）' => (MarkerStyle::ChineseBrackets, Family::ChineseBrackets, true),
        ')' => (MarkerStyle::ChineseHalfBrackets, Family::ChineseBrackets, true),
        _ => return None,
    };
    // 一、二级 and 一、二、三 are lists of numbers.
    if sign == '、'
        && let Some((next, next_end)) = numeral(text, sign_end)
        && next == number + 1
        && look::at(text, next_end).is_some_and(|behind| "、级类等批线期层档季者和".contains(behind))
    {
        return None;
    }
    Some(Shape { style, family, number, end: sign_end, is_doubtful })
}

fn plain_arabic(text: &str, at: usize) -> Option<Shape> {
    let (number, end) = arabic(text, at)?;
    let sign_at = look::past_blank(text, end);
    let sign = look::at(text, sign_at)?;
    let sign_end = sign_at + sign.len_utf8();
    let (style, family, is_doubtful) = match sign {
        '.' | '．' => (MarkerStyle::ArabicDot, Family::Arabic, false),
        '、' => (MarkerStyle::ArabicComma, Family::Arabic, false),
        '）' => (MarkerStyle::ArabicBrackets, Family::ArabicBrackets, true),
        ')' => (MarkerStyle::ArabicHalfBrackets, Family::ArabicBrackets, true),
        _ => return None,
    };
    // 1.5, 2、3号: a digit behind the sign goes on with a number, unless it is a year.
    if look::at(text, sign_end).is_some_and(|behind| behind.is_numeric() && !is_numeral(behind))
        && !is_year(text, sign_end)
    {
        return None;
    }
    Some(Shape { style, family, number, end: sign_end, is_doubtful })
}

/// 1　总则, 1.1 编制目的, 3.2.1: the numbers of plans. Their depth is the number of their parts.
fn decimal(text: &str, at: usize) -> Option<Shape> {
    let (mut number, mut end) = arabic(text, at)?;
    let mut depth = 0;
    while look::at(text, end).is_some_and(|sign| matches!(sign, '.' | '．')) {
        let (next, next_end) = arabic(text, end + look::at(text, end)?.len_utf8())?;
        (number, end, depth) = (next, next_end, depth + 1);
        // A longer chain is no number: what is left of it must not be read again from each of its links.
        if depth > 3 {
            return None;
        }
    }
    let family = *[Family::Decimal, Family::Decimal2, Family::Decimal3, Family::Decimal4].get(depth)?;
    let words = look::past_blank(text, end);
    let first = look::at(text, words)?;
    let counts = words == end
        && (depth == 0 || "万亿元米倍个吨公人岁天年月日千百斤克次项家户名亩平度".contains(first));
    (number < 100 && look::is_han(first) && !counts).then_some(Shape {
        style: MarkerStyle::Decimal,
        family,
        number,
        end,
        is_doubtful: true,
    })
}

/// Whether four digits and 年 begin at `at`.
fn is_year(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4
        && look::at(text, look::past_blank(text, at + digits)).is_some_and(|sign| "年-—－".contains(sign))
}

fn bracketed(text: &str, at: usize, open: char) -> Option<Shape> {
    let inside = look::past_blank(text, at + open.len_utf8());
    let (number, end, is_chinese) = match numeral(text, inside) {
        Some((number, end)) => (number, end, true),
        None => arabic(text, inside).map(|(number, end)| (number, end, false))?,
    };
    let close_at = look::past_blank(text, end);
    let close = look::at(text, close_at)?;
    if !matches!(close, '）' | ')') {
        return None;
    }
    let mut end = close_at + close.len_utf8();
    let behind = look::at(text, end);
    if is_mention(text, end) {
        return None;
    }
    let half = open == '(' || close == ')';
    let mut style = match (is_chinese, half) {
        (true, false) => MarkerStyle::ChineseBrackets,
        (true, true) => MarkerStyle::ChineseHalfBrackets,
        (false, false) => MarkerStyle::ArabicBrackets,
        (false, true) => MarkerStyle::ArabicHalfBrackets,
    };
    if let Some(sign @ ('、' | '．' | '.' | '，' | ',')) = behind {
        if look::at(text, end + sign.len_utf8()).is_some_and(|next| matches!(next, '（' | '(')) {
            return None;
        }
        end += sign.len_utf8();
        if is_chinese {
            style = MarkerStyle::ChineseBracketsComma;
        }
    }
    let family = if is_chinese { Family::ChineseBrackets } else { Family::ArabicBrackets };
    Some(Shape { style, family, number, end, is_doubtful: false })
}

/// （一）项, （一）至（三）, （一）》: what stands behind the bracket at `end` makes the number a mention, not an item.
fn is_mention(text: &str, end: usize) -> bool {
    let mut behind = text.get(end..).unwrap_or_default().chars();
    match (behind.next(), behind.next()) {
        (Some('》' | '”'), _) => true,
        (Some('项'), next) => next != Some('目'),
        (Some('款'), next) => next != Some('项'),
        (Some('至' | '或' | '和'), next) => matches!(next, Some('（' | '(' | '第')),
        _ => false,
    }
}

fn division(text: &str, at: usize) -> Option<Shape> {
    let inside = at + '第'.len_utf8();
    let (number, end) = numeral(text, inside).or_else(|| arabic(text, look::past_blank(text, inside)))?;
    let end = look::past_blank(text, end);
    let unit = look::at(text, end)?;
    let mut end = end + unit.len_utf8();
    let family = match unit {
        '编' | '篇' => Family::Volume,
        '章' => Family::Chapter,
        '节' => Family::Section,
        '条' => Family::Article,
        '部' if look::at(text, end) == Some('分') => {
            end += '分'.len_utf8();
            Family::Chapter
        }
        _ => return None,
    };
    let behind = look::at(text, end);
    // 第五条第一款, 第三条的规定, 第一章和第二章, 第一条之二 are mentions.
    if behind.is_some_and(|behind| "第的规和、至或与及款项之，,中所）》”".contains(behind))
    {
        return None;
    }
    if look::at(text, look::past_blank(text, end)) == Some('第') {
        return None;
    }
    let style = if family == Family::Article { MarkerStyle::Article } else { MarkerStyle::Chapter };
    let is_doubtful =
        behind.is_some_and(|behind| !crate::source::is_blank(behind) && !matches!(behind, '：' | ':' | '【'));
    Some(Shape { style, family, number, end, is_doubtful })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Option<(MarkerStyle, u32, &str)> {
        read(text, 0).map(|shape| (shape.style, shape.number, &text[..shape.end]))
    }

    #[test]
    fn every_shape_is_read() {
        use MarkerStyle::*;
        for (text, style, number, marker) in [
            ("一、总则", ChineseComma, 1, "一、"),
            ("二十一、总则", ChineseComma, 21, "二十一、"),
            ("一．总则", ChineseDot, 1, "一．"),
            ("（一）总则", ChineseBrackets, 1, "（一）"),
            ("（ 十二 ）总则", ChineseBrackets, 12, "（ 十二 ）"),
            ("㈢总则", ChineseBrackets, 3, "㈢"),
            ("(一)总则", ChineseHalfBrackets, 1, "(一)"),
            ("（一)总则", ChineseHalfBrackets, 1, "（一)"),
            ("（一）、总则", ChineseBracketsComma, 1, "（一）、"),
            ("1.总则", ArabicDot, 1, "1."),
            ("1．总则", ArabicDot, 1, "1．"),
            ("１．总则", ArabicDot, 1, "１．"),
            ("⒈总则", ArabicDot, 1, "⒈"),
            ("1.2019年底前", ArabicDot, 1, "1."),
            ("2、 总则", ArabicComma, 2, "2、"),
            ("（1）总则", ArabicBrackets, 1, "（1）"),
            ("(10)总则", ArabicHalfBrackets, 10, "(10)"),
            ("⑵总则", ArabicBrackets, 2, "⑵"),
            ("③总则", Circled, 3, "③"),
            ("三是总则", ChineseIs, 3, "三是"),
            ("第一章 总则", Chapter, 1, "第一章"),
            ("第二部分：总则", Chapter, 2, "第二部分"),
            ("第十二条 总则", Article, 12, "第十二条"),
            ("（一）项目管理", ChineseBrackets, 1, "（一）"),
            ("（一）目标任务", ChineseBrackets, 1, "（一）"),
            ("二、二手房交易", ChineseComma, 2, "二、"),
            ("1　总则", Decimal, 1, "1"),
            ("3.2.1编制目的", Decimal, 1, "3.2.1"),
        ] {
            assert_eq!(shape(text), Some((style, number, marker)), "{text}");
        }
    }

    #[test]
    fn numbers_that_count_something_else_are_no_markers() {
        for text in [
            "1.5万元",
            "2019.6",
            "2019、2020年",
            "3.5亿",
            "2、3号楼",
            "一、二级公路",
            "一、二、三类",
            "（一）项规定",
            "（一）、（二）项",
            "（一）》",
            "第五条第一款",
            "第三条的规定",
            "第一章和第二章",
            "第一，",
            "一般",
            "十年",
            "（2019）",
            "0.5",
            "（含）",
        ] {
            assert_eq!(shape(text), None, "{text}");
        }
    }
}
