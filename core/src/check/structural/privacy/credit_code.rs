//! Unified social credit codes (统一社会信用代码): public numbers of bodies, which may be digits alone.
//! Arithmetic of GB 32100-2015 (MOD 31-3) and, inside it, of the organisation code GB 11714 (MOD 11).

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether eighteen digits are a credit code: both its check characters hold and its region names a province.
pub(super) fn is_valid(digits: &str) -> bool {
    let Some(values) = digits.bytes().map(value).collect::<Option<Vec<u32>>>() else { return false };
    values.len() == 18
        && values[0] > 0
        && super::resident_id::is_province(&digits[2..4])
        && organisation_holds(&values[8..17])
        && check(&values[..17]) == values[17]
}

fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|&known| known == byte).map(|at| at as u32)
}

/// The check value of the first seventeen.
fn check(values: &[u32]) -> u32 {
    let mut weight = 1;
    let mut sum = 0;
    for value in values {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31
}

/// Whether the organisation code's ninth character checks the eight before it.
fn organisation_holds(values: &[u32]) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    match 11 - sum % 11 {
        10 => values[8] == value(b'X').unwrap_or_default(),
        11 => values[8] == 0,
        check => values[8] == check,
    }
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn a_code_of_digits_alone_is_told_by_both_of_its_check_characters() {
        assert!(is_valid("913701005337406856"));
        assert!(is_valid("513700008738069510"));
        assert!(!is_valid("913701005337406857"), "the last digit");
        assert!(!is_valid("913701005337406756"), "the organisation code's");
        assert!(!is_valid("110105194912310021"), "a resident id");
    }

    #[test]
    fn what_is_no_code_at_all_is_none() {
        for words in ["", "9137", "91370100533740685", "9137010053374068561", "91370100533740685I"] {
            assert!(!is_valid(words), "{words}");
        }
    }
}
