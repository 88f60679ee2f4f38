//! The red head (版头) of an official document, where it stands in the header of the first page: the issuer's sign
//! (…文件) or the document number. Other headers are furniture and no part of the text.

use super::lines::{Ground, Lines};
use super::model::{Block, Paragraph, Run};
use super::sources::Parts;
use super::styles::Styles;

/// The size from which a red line is an issuer's sign, in half points.
const LEAST_SIZE: i32 = 40;

/// Writes the head's lines, where the first page's header holds it.
pub(super) fn write<'m, 'x>(parts: &'m Parts<'x>, ground: Ground<'m, 'x>, lines: &mut Lines<'m, 'x>) {
    let Some(header) = parts.first_header() else { return };
    let mut trial = Lines::new(ground);
    trial.part(&header.name, &header.contents.blocks, &header.contents.unended);
    if is_head(&trial.text) || has_sign(&header.contents.blocks, ground.styles) {
        lines.part(&header.name, &header.contents.blocks, &header.contents.unended);
    }
}

/// Whether the lines hold an issuer's sign or a document number.
fn is_head(text: &str) -> bool {
    text.lines().map(str::trim).any(|line| line.ends_with("文件") || has_number(line))
}

/// 云数发〔2025〕8号: a year in brackets, figures, 号.
fn has_number(line: &str) -> bool {
    let Some((_, behind)) = line.split_once(['〔', '［', '[', '【', '﹝']) else { return false };
    let year: String = behind.chars().take(4).collect();
    year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()) && behind.trim_end().contains('号')
}

/// Whether large red words stand in it, as the head of a letter has them.
fn has_sign(blocks: &[Block<'_>], styles: &Styles<'_>) -> bool {
    let mut found = false;
    Block::paragraphs(blocks, &mut |paragraph| {
        found |= paragraph.runs.iter().any(|run| is_sign(paragraph, run, styles));
    });
    found
}

fn is_sign(paragraph: &Paragraph<'_>, run: &Run<'_>, styles: &Styles<'_>) -> bool {
    let has_words = run.contents.iter().any(|content| !content.text.trim().is_empty());
    has_words
        && styles
            .of_run(&paragraph.properties, &run.properties, |properties| properties.size)
            .is_some_and(|size| size >= LEAST_SIZE)
        && styles
            .of_run(&paragraph.properties, &run.properties, |properties| properties.colour.as_deref())
            .is_some_and(is_red)
}

/// Whether a colour is red.
pub(super) fn is_red(colour: &str) -> bool {
    let part = |at: usize| colour.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) => red >= 0xC0 && green <= 0x50 && blue <= 0x50,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_known_by_its_sign_or_its_number() {
        assert!(is_head("云岭省数据服务局文件\n"));
        assert!(is_head("云数函〔2025〕8号"));
        assert!(!is_head("云岭省人民政府公报"));
        assert!(!is_head("关于〔草案〕的说明"));
        assert!(is_red("FF0000") && is_red("C00000") && !is_red("auto") && !is_red("000000"));
    }
}
