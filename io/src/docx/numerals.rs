//! Numbers as the numbering of Word writes them: 一, （1）'s 1, ①, iv, AA.

/// The digits of Chinese counting.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const TRADITIONAL_DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL_DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_TRADITIONAL_DIGITS: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const UNITS: [&str; 4] = ["", "十", "百", "千"];
const LEGAL_UNITS: [&str; 4] = ["", "拾", "佰", "仟"];

/// The ten stems and the twelve branches.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The number in the format that `w:numFmt` names; formats of other languages are written in figures.
pub(super) fn format(number: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "chineseCounting" | "taiwaneseCounting" => counting(number),
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "chineseCountingTenThousand" => {
            thousands(number, &DIGITS, &UNITS, '零', true)
        }
        "japaneseCounting" | "koreanCounting" => {
            thousands(number, &DIGITS, &UNITS, '零', true).replace('零', "")
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "koreanDigital" => digits(number, &DIGITS),
        "taiwaneseDigital" => digits(number, &TRADITIONAL_DIGITS),
        "chineseLegalSimplified" => thousands(number, &LEGAL_DIGITS, &LEGAL_UNITS, '零', false),
        "ideographLegalTraditional" => {
            thousands(number, &LEGAL_TRADITIONAL_DIGITS, &LEGAL_UNITS, '零', false)
        }
        "ideographTraditional" => one_of(number, STEMS),
        "ideographZodiac" => one_of(number, BRANCHES),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_ascii_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedParen" => block(number, 0x2474, 20),
        "decimalEnclosedFullstop" => block(number, 0x2488, 20),
        "ideographEnclosedCircle" => block(number, 0x3280, 10),
        "decimalFullWidth" | "decimalFullWidth2" => full_width(number),
        "numberInDash" => format!("- {number} -"),
        "ordinal" => ordinal(number),
        _ => number.to_string(),
    }
}

/// Whether the format writes figures that a legal numbering leaves as they are.
pub(super) fn is_decimal(format: &str) -> bool {
    matches!(format, "decimal" | "decimalZero" | "decimalFullWidth" | "decimalFullWidth2")
}

/// 一 … 十 十一 … 九十九, then digit by digit.
fn counting(number: u32) -> String {
    match number {
        0..=99 => thousands(number, &DIGITS, &UNITS, '零', true),
        _ => digits(number, &DIGITS).replace('〇', "○"),
    }
}

/// 一百零一; of ten to nineteen the first 一 is left out.
fn thousands(number: u32, digits: &[char; 10], units: &[&str; 4], zero: char, short_ten: bool) -> String {
    if number == 0 {
        return digits.first().copied().unwrap_or(zero).to_string();
    }
    let (high, low) = (number / 10_000, number % 10_000);
    let mut words = String::new();
    if high > 0 {
        if high > 9_999 {
            return number.to_string();
        }
        words.push_str(&thousands(high, digits, units, zero, short_ten));
        words.push('万');
        if low > 0 && low < 1_000 {
            words.push(zero);
        }
    }
    let mut gap = false;
    for place in (0..4_u32).rev() {
        let digit = low / 10_u32.pow(place) % 10;
        if digit == 0 {
            gap = !words.is_empty() && low > 0;
            continue;
        }
        if gap && !words.ends_with(zero) {
            words.push(zero);
        }
        gap = false;
        if !(short_ten && digit == 1 && place == 1 && words.is_empty()) {
            words.extend(digits.get(digit as usize));
        }
        words.push_str(units.get(place as usize).unwrap_or(&""));
    }
    words
}

/// 一〇三.
fn digits(number: u32, digits: &[char; 10]) -> String {
    number.to_string().bytes().filter_map(|digit| digits.get(usize::from(digit - b'0'))).collect()
}

fn one_of(number: u32, signs: &str) -> String {
    let sign = (number as usize).checked_sub(1).and_then(|index| signs.chars().nth(index));
    sign.map_or_else(|| number.to_string(), String::from)
}

/// A … Z, then AA, BB.
fn letters(number: u32, first: u8) -> String {
    let Some(index) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(first + (index % 26) as u8);
    String::from(letter).repeat((index / 26 + 1).min(30) as usize)
}

fn roman(number: u32) -> String {
    const PLACES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut words = String::new();
    for (value, sign) in PLACES {
        while left >= value {
            words.push_str(sign);
            left -= value;
        }
    }
    words
}

fn circled(number: u32) -> String {
    let first = match number {
        0 => return "⓪".to_owned(),
        1..=20 => 0x2460 - 1,
        21..=35 => 0x3251 - 21,
        36..=50 => 0x32B1 - 36,
        _ => return number.to_string(),
    };
    char::from_u32(first + number).map_or_else(|| number.to_string(), String::from)
}

/// A sign of a block of Unicode whose first sign is one.
fn block(number: u32, first: u32, most: u32) -> String {
    let sign = (1..=most).contains(&number).then(|| char::from_u32(first + number - 1)).flatten();
    sign.map_or_else(|| number.to_string(), String::from)
}

fn full_width(number: u32) -> String {
    let wide = |digit: char| char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０'));
    number.to_string().chars().filter_map(wide).collect()
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn numbers_are_written_in_each_format() {
        let cases = [
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 100, "一○○"),
            ("chineseCountingThousand", 11, "十一"),
            ("chineseCountingThousand", 20, "二十"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1001, "一千零一"),
            ("chineseCountingThousand", 10010, "一万零一十"),
            ("chineseCountingThousand", 12000, "一万二千"),
            ("japaneseCounting", 12, "十二"),
            ("ideographDigital", 103, "一〇三"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographTraditional", 3, "丙"),
            ("ideographZodiac", 12, "亥"),
            ("decimal", 7, "7"),
            ("decimalZero", 7, "07"),
            ("decimalEnclosedCircle", 1, "①"),
            ("decimalEnclosedCircleChinese", 21, "㉑"),
            ("decimalEnclosedCircle", 51, "51"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedFullstop", 3, "⒊"),
            ("decimalFullWidth", 12, "１２"),
            ("upperLetter", 2, "B"),
            ("lowerLetter", 27, "aa"),
            ("lowerRoman", 4, "iv"),
            ("upperRoman", 1999, "MCMXCIX"),
            ("ordinal", 12, "12th"),
            ("none", 3, ""),
            ("somethingNew", 3, "3"),
        ];
        for (name, number, words) in cases {
            assert_eq!(format(number, name), words, "{name} {number}");
        }
    }
}
