//! How the title is set: its font and size, whether it stands in the middle, and the shape of its lines.

use super::Fields;
use super::look::Look;
use super::page::Page;
use std::cmp::Ordering;

/// Puts the fields.
pub(super) fn measure(look: &Look<'_, '_>, page: Page, fields: &mut Fields) {
    let Some(title) = &look.document.title else { return };
    let (font, size) = look.font_and_size(look.printed(title.span));
    if let Some(font) = font {
        fields.put("title_font", font);
    }
    if let Some(size) = size {
        fields.measure("title_size_pt", f64::from(size) / 2.0);
    }
    let mut paragraphs: Vec<_> = look.printed(title.span).map(|printed| printed.paragraph).collect();
    paragraphs.dedup_by_key(|paragraph| paragraph.number);
    if paragraphs.is_empty() || paragraphs.iter().any(|paragraph| look.is_apart(paragraph)) {
        return;
    }
    let centred = paragraphs.iter().all(|paragraph| {
        look.of_paragraph(paragraph, |properties| properties.alignment.as_deref()) == Some("center")
    });
    fields.put("title_centred", centred);
    let lines: Vec<usize> =
        look.document.slice(title.span).lines().map(half_widths).filter(|width| *width > 0).collect();
    // Half a character is a quarter of the size in half points: in twentieths of a point, five times that.
    let fits = |width: usize| {
        let (Some(size), Some(room)) = (size, page.text_width) else { return false };
        i64::try_from(width).is_ok_and(|width| width * i64::from(size) * 5 <= i64::from(room))
    };
    if lines.iter().all(|width| fits(*width))
        && let Some(shape) = shape(&lines)
    {
        fields.put("title_shape", shape);
    }
}

/// The width of a line in halves of a Chinese character.
fn half_widths(line: &str) -> usize {
    line.trim().chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

/// The shape of lines of these widths; `None`: it has no name.
fn shape(widths: &[usize]) -> Option<&'static str> {
    if widths.len() == 1 {
        return Some("single");
    }
    let mut steps: Vec<Ordering> = widths.windows(2).map(|pair| pair.last().cmp(&pair.first())).collect();
    steps.retain(|step| *step != Ordering::Equal);
    steps.dedup();
    match steps.as_slice() {
        [] if widths.is_empty() => None,
        [] => Some("rectangle"),
        [_] => Some("trapezoid"),
        [Ordering::Greater, Ordering::Less] => Some("diamond"),
        [Ordering::Less, Ordering::Greater] => Some("hourglass"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn shapes_are_told_by_the_widths_of_the_lines() {
        assert_eq!(shape(&[20]), Some("single"));
        assert_eq!(shape(&[20, 30]), Some("trapezoid"));
        assert_eq!(shape(&[30, 20, 20]), Some("trapezoid"));
        assert_eq!(shape(&[10, 30, 20]), Some("diamond"));
        assert_eq!(shape(&[30, 10, 20]), Some("hourglass"));
        assert_eq!(shape(&[20, 20]), Some("rectangle"));
        assert_eq!(shape(&[10, 20, 10, 20]), None);
        assert_eq!(shape(&[]), None);
    }
}
