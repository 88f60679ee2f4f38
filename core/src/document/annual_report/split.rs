//! Cells that ran together (801000081 for 80 1 0 0 0 0 81), told apart by their sum where only one way of cutting has it.

use super::token::Token;
use crate::source::Span;

/// How many steps the search may take for one row; a row that needs more is lost.
const MOST_STEPS: u32 = 20_000;
/// The longest number that one cell holds.
const LONGEST: usize = 7;
/// No count of requests has so many digits: several cells ran together.
const SEVERAL: usize = 7;

struct Search<'t> {
    digits: Vec<&'t [u8]>,
    groups: usize,
    size: usize,
    steps: u32,
    cuts: Vec<(usize, usize, usize)>,
    found: Option<Vec<(usize, usize, usize)>>,
    several: bool,
}

/// The values and places of `groups` × `size` cells, the last of each group the sum of the others; none where no way of
/// cutting the tokens has these sums, or several.
pub(super) fn split(tokens: &[Token], groups: usize, size: usize) -> Option<Vec<(i64, Span)>> {
    let digits =
        tokens.iter().map(|token| token.digits.as_deref().map(str::as_bytes)).collect::<Option<Vec<_>>>()?;
    let length: usize = digits.iter().map(|digits| digits.len()).sum();
    if length < groups * size || length > groups * size * LONGEST || tokens.len() >= groups * size {
        return None;
    }
    // 12 0 0 0 0 3 is a row that lost its total, not 1 2 0 0 0 0 3: only what cannot be one number is cut.
    if !digits.iter().any(|digits| digits.len() >= SEVERAL || digits.len() > 1 && digits[0] == b'0') {
        return None;
    }
    let mut search = Search { digits, groups, size, steps: 0, cuts: Vec::new(), found: None, several: false };
    search.go(0, 0, 0, length);
    if search.several || search.steps >= MOST_STEPS {
        return None;
    }
    let cuts = search.found?;
    cuts.into_iter()
        .map(|(token, from, to)| {
            let whole = tokens.get(token)?;
            // Full-width digits are three bytes each.
            let width = whole.span.len() as usize / whole.digits.as_ref()?.len().max(1);
            let start = whole.span.start as usize;
            let value = std::str::from_utf8(search.digits[token].get(from..to)?).ok()?.parse().ok()?;
            Some((value, Span::of(start + from * width, start + to * width)))
        })
        .collect()
}

impl Search<'_> {
    /// Cuts the next cell from token `token`, digit `at`; `sum` is that of the group so far, `left` the digits to come.
    fn go(&mut self, mut token: usize, mut at: usize, sum: i64, left: usize) {
        self.steps += 1;
        if self.several || self.steps >= MOST_STEPS {
            return;
        }
        while self.digits.get(token).is_some_and(|digits| at == digits.len()) {
            (token, at) = (token + 1, 0);
        }
        let done = self.cuts.len();
        let wanted = self.groups * self.size - done;
        if wanted == 0 {
            if left == 0 {
                self.several = self.found.is_some();
                self.found = Some(self.cuts.clone());
            }
            return;
        }
        let Some(&digits) = self.digits.get(token) else { return };
        if left < wanted || self.digits.len() - token > wanted {
            return;
        }
        let is_last = done % self.size == self.size - 1;
        let longest = if digits[at] == b'0' { 1 } else { LONGEST.min(digits.len() - at) };
        let mut value = 0_i64;
        for length in 1..=longest {
            value = value * 10 + i64::from(digits[at + length - 1] - b'0');
            if is_last && value != sum {
                continue;
            }
            let next = if is_last { 0 } else { sum + value };
            self.cuts.push((token, at, at + length));
            self.go(token, at + length, next, left - length);
            self.cuts.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::annual_report::token::tokens;
    use crate::source::Source;

    fn values(words: &str, groups: usize, size: usize) -> Option<Vec<i64>> {
        let source = Source::new(words);
        let tokens = tokens(&source, Span::of(0, words.len()));
        let cells = split(&tokens, groups, size)?;
        for (value, span) in &cells {
            let written = source.slice(*span);
            let plain: String =
                written.chars().map(|digit| if digit == '８' { '8' } else { digit }).collect();
            assert_eq!(plain, value.to_string());
        }
        Some(cells.into_iter().map(|(value, _)| value).collect())
    }

    #[test]
    fn the_sum_tells_where_cells_end() {
        assert_eq!(values("801000081", 1, 7), Some(vec![80, 1, 0, 0, 0, 0, 81]));
        assert_eq!(values("80 1000081", 1, 7), Some(vec![80, 1, 0, 0, 0, 0, 81]));
        assert_eq!(values("８ 000008", 1, 7), Some(vec![8, 0, 0, 0, 0, 0, 8]));
        assert_eq!(values("31015 1001200101", 3, 5), Some(vec![3, 1, 0, 1, 5, 1, 0, 0, 1, 2, 0, 0, 1, 0, 1]));
    }

    #[test]
    fn what_has_several_ways_or_none_is_lost() {
        assert_eq!(values("1111123", 1, 5), None);
        assert_eq!(values("801000082", 1, 7), None);
        assert_eq!(values("12345678901234567890123456789012345678901234567", 1, 7), None);
        assert_eq!(values("1 2 3 4 5 6 21", 1, 7), None, "nothing ran together");
        assert_eq!(values("12 0 0 0 0 3", 1, 7), None, "a lost total");
    }
}
