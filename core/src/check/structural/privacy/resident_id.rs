//! Resident identity numbers (公民身份号码): the arithmetic of GB 11643-1999.

use jiff::civil::Date;

/// What eighteen characters say of themselves as a resident id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// Whether the first six digits can be an administrative division.
    pub(super) region: bool,
    /// The birthday, where it is a day of the calendar from 1900 on.
    pub(super) born: Option<Date>,
    /// Whether the last character checks the seventeen before it.
    pub(super) checked: bool,
}

impl Reading {
    /// Reads eighteen characters, digits or a final X; `None` of anything else.
    pub(super) fn of(digits: &str) -> Option<Self> {
        let bytes: &[u8; 18] = digits.as_bytes().try_into().ok()?;
        if !bytes[..17].iter().all(u8::is_ascii_digit) {
            return None;
        }
        Some(Self {
            region: is_region(digits),
            born: birthday(&digits[6..14]),
            checked: bytes[17] == check_character(bytes),
        })
    }

    /// Whether everything holds, and the birthday is not after `today`.
    pub(super) fn is_valid(self, today: Option<Date>) -> bool {
        self.region && self.checked && self.is_born_by(today)
    }

    /// Whether there is a birthday, not after `today`.
    pub(super) fn is_born_by(self, today: Option<Date>) -> bool {
        self.born.is_some_and(|born| today.is_none_or(|today| born <= today))
    }
}

/// The check character of the first seventeen digits.
fn check_character(digits: &[u8; 18]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit - b'0') * weight).sum();
    b"10X98765432"[(sum % 11) as usize]
}

/// The first two digits of an administrative division: provinces, 71 to 83 for Taiwan, Hong Kong and Macau.
pub(super) fn is_province(digits: &str) -> bool {
    matches!(
        digits.parse::<u8>(),
        Ok(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
    )
}

/// Six digits of which the first two name a province and the others a city and county, as far as shape tells.
pub(super) fn is_region(digits: &str) -> bool {
    let (Some(province), Some(city), Some(county)) = (digits.get(..2), digits.get(2..4), digits.get(4..6))
    else {
        return false;
    };
    is_province(province) && ((city != "00" && county != "00") || matches!(province, "81" | "82" | "83"))
}

/// A day of the calendar from 1900 to 2099, written as eight digits.
pub(super) fn birthday(digits: &str) -> Option<Date> {
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    let year: i16 = year.parse().ok().filter(|year| (1900..2100).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether fifteen digits can be a resident id of the first generation: region and birthday of 19xx.
pub(super) fn is_first_generation(digits: &str) -> bool {
    digits.len() == 15
        && is_region(digits)
        && digits.get(6..12).is_some_and(|day| birthday(&format!("19{day}")).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_standards_own_numbers_hold() {
        for id in ["11010519491231002X", "440524188001010014", "34052419800101001X"] {
            let reading = Reading::of(id).unwrap();
            assert!(reading.checked, "{id}");
        }
        assert!(Reading::of("11010519491231002X").unwrap().is_valid(Some(date(2019, 6, 28))));
        assert!(!Reading::of("440524188001010014").unwrap().is_valid(None), "nobody born in 1880");
    }

    #[test]
    fn a_number_needs_region_birthday_and_check_digit() {
        for (id, why) in [
            ("110105194912310029", "check digit"),
            ("11010519490231002X", "30 February"),
            ("100105194912310026", "no province 10"),
        ] {
            assert!(!Reading::of(id).unwrap().is_valid(None), "{id}: {why}");
        }
        assert!(!Reading::of("11010519491231002X").unwrap().is_valid(Some(date(1949, 1, 1))), "unborn");
        assert!(Reading::of("1101051949123100").is_none());
    }

    #[test]
    fn the_first_generation_had_fifteen_digits() {
        assert!(is_first_generation("110105491231002"));
        assert!(!is_first_generation("110105491331002"), "no thirteenth month");
    }
}
