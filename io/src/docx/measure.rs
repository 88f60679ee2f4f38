//! Lengths as Word files write them: in twentieths of a point, or with a unit.

/// Twentieths of a point in a millimetre.
pub(super) const TWIPS_PER_MM: f64 = 1440.0 / 25.4;

/// A length in twentieths of a point: `567`, `28.35pt`, `10mm`.
pub(super) fn twips(words: &str) -> Option<i32> {
    length(words, 1.0)
}

/// A size in half points: `32`, `16pt`.
pub(super) fn half_points(words: &str) -> Option<i32> {
    let value = length(words, 10.0)?;
    Some(value / 10)
}

/// A length in twentieths of a point; a bare number counts in `unit` of them.
fn length(words: &str, unit: f64) -> Option<i32> {
    let words = words.trim();
    let split = words.find(|character: char| character.is_ascii_alphabetic()).unwrap_or(words.len());
    let (number, name) = words.split_at_checked(split)?;
    let factor = match name {
        "" => unit,
        "pt" => 20.0,
        "pc" | "pi" => 240.0,
        "in" => 1440.0,
        "cm" => TWIPS_PER_MM * 10.0,
        "mm" => TWIPS_PER_MM,
        _ => return None,
    };
    let value = number.parse::<f64>().ok()? * factor;
    (value.abs() < 1e8).then(|| value.round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_with_and_without_units() {
        assert_eq!(twips("11906"), Some(11906));
        assert_eq!(twips("210mm"), Some(11906));
        assert_eq!(twips("-1.5pt"), Some(-30));
        assert_eq!(half_points("32"), Some(32));
        assert_eq!(half_points("16pt"), Some(32));
        assert_eq!((twips("auto"), twips(""), twips("1e99")), (None, None, None));
    }
}
