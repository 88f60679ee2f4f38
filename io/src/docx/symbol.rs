//! Signs of the symbol fonts, which programs put at private places of Unicode.

use super::xml::Tag;

/// Signs of Wingdings and Symbol that offices use, by the code that the font gives them.
const WINGDINGS: [(u32, char); 16] = [
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xB2, '✧'),
    (0xD8, '➢'),
    (0xE0, '→'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// The sign of `w:sym`.
pub(super) fn read(tag: Tag<'_>) -> Option<char> {
    let code = u32::from_str_radix(tag.attribute("char")?.trim(), 16).ok()?;
    let font = tag.attribute("font").unwrap_or_default();
    let character = char::from_u32(code)?;
    Some(plain(character, &font))
}

/// The character by its meaning, where it stands at a private place for a symbol font.
pub(super) fn plain(character: char, font: &str) -> char {
    let code = u32::from(character);
    if !(0xF000..=0xF0FF).contains(&code) {
        return character;
    }
    let code = code - 0xF000;
    if font == "Wingdings 2" {
        return match code {
            0x52 => '☑',
            0x53 | 0x54 => '☒',
            0xA3 => '□',
            0x50 => '✓',
            0x4F => '✗',
            _ => character,
        };
    }
    if font == "Symbol" && code == 0xB7 {
        return '•';
    }
    WINGDINGS.iter().find(|(other, _)| *other == code).map_or(character, |(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_symbol_fonts_have_their_meaning() {
        assert_eq!(plain('\u{F0FE}', "Wingdings"), '☑');
        assert_eq!(plain('\u{F0B7}', "Symbol"), '•');
        assert_eq!(plain('\u{F052}', "Wingdings 2"), '☑');
        assert_eq!(plain('甲', "Wingdings"), '甲');
    }
}
