//! Numbers in Chinese numerals.

/// A number below a thousand in Chinese numerals.
pub(super) fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or_default();
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    match (hundreds, tens, ones) {
        (10.., ..) => number.to_string(),
        (0, 0, ones) => digit(ones).to_owned(),
        (0, 1, ones) => format!("十{}", digit(ones)),
        (0, tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
        (hundreds, 0, 0) => format!("{}百", digit(hundreds)),
        (hundreds, 0, ones) => format!("{}百零{}", digit(hundreds), digit(ones)),
        (hundreds, tens, ones) => format!("{}百{}十{}", digit(hundreds), digit(tens), digit(ones)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_chinese() {
        for (number, words) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (99, "九十九"),
            (103, "一百零三"),
            (110, "一百一十"),
        ] {
            assert_eq!(chinese(number), words);
        }
    }
}
