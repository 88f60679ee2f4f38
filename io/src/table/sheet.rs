//! What all workbooks and separated texts that are written have in common: looks, names of sheets, harmless cells.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::borrow::Cow;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// UTF-16 units that a cell may hold, and a sheet's name.
const MOST_IN_CELL: usize = 32_767;
const MOST_IN_NAME: usize = 31;

/// A4, as paper sizes are numbered.
const A4: u8 = 9;

const HEADER_COLOR: Color = Color::RGB(0x00DD_EBF7);
const REQUIRED_COLOR: Color = Color::RGB(0x00FC_E4D6);

/// The looks of cells.
#[derive(Debug, Clone)]
pub(crate) struct Looks {
    pub(crate) title: Format,
    pub(crate) header: Format,
    pub(crate) required: Format,
    pub(crate) text: Format,
    pub(crate) plain: Format,
    pub(crate) date: Format,
}

impl Default for Looks {
    fn default() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        let header = || {
            let header = Format::new().set_border(FormatBorder::Thin).set_bold().set_text_wrap();
            header.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
        };
        Self {
            title: Format::new().set_bold().set_font_size(14),
            header: header().set_background_color(HEADER_COLOR),
            required: header().set_background_color(REQUIRED_COLOR),
            text: cell().set_text_wrap(),
            plain: cell(),
            date: cell().set_num_format(DATE_FORMAT).set_align(FormatAlign::Left),
        }
    }
}

/// How days look.
pub(crate) const DATE_FORMAT: &str = "yyyy-mm-dd";

/// A workbook that says of its making only `day`, so that the same content is the same bytes.
pub(crate) fn workbook(day: Option<Date>) -> Result<Workbook, XlsxError> {
    let made = match day.map(excel_day) {
        Some(day) => day?,
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(workbook)
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    // A year before 1900 is none that a workbook has: the error says so.
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// A page for print: A4 across, as wide as the table, with its header on each page.
pub(crate) fn page(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// A header in the first row, frozen, with filters over `rows` rows below it, and the widths of its columns.
pub(crate) fn table(
    sheet: &mut Worksheet,
    columns: &[(String, f64)],
    rows: u32,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (at, (header, width)) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, header, &looks.header)?;
        sheet.set_column_width(at, *width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = (columns.len() as u16).checked_sub(1) {
        sheet.autofilter(0, 0, rows, last)?;
    }
    page(sheet)
}

/// Words in a cell: never a formula, also not when somebody edits it, and no longer than a cell holds.
pub(crate) fn write_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    words: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    let words = clip(words, MOST_IN_CELL);
    if may_be_formula(&words) {
        sheet.write_string_with_format(row, column, words, &look.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, words, look)?;
    }
    Ok(())
}

/// Points that a line of a row takes, and the most that a row may have.
const LINE_HEIGHT: f64 = 15.0;
const MOST_HEIGHT: f64 = 409.0;

/// Makes a row as high as its wrapped words need in columns of their widths. Excel would find it out by itself, others take
/// the height of one line.
pub(crate) fn fit_row<'w>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl Iterator<Item = (&'w str, f64)>,
) -> Result<(), XlsxError> {
    let lines = |(words, width): (&str, f64)| -> f64 {
        // A column's width is in digits; its margins take one.
        let room = (width - 1.0).max(1.0);
        let wrapped = |line: &str| (f64::from(line.width().min(MOST_IN_CELL) as u32) / room).ceil().max(1.0);
        words.lines().map(wrapped).sum()
    };
    let most = cells.map(lines).fold(1.0, f64::max);
    sheet.set_row_height(row, (most * LINE_HEIGHT).min(MOST_HEIGHT))?;
    Ok(())
}

/// A day in a cell; one that a workbook cannot hold in words.
pub(crate) fn write_day(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    day: Option<Date>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match day.map(|day| (day, excel_day(day))) {
        None => sheet.write_blank(row, column, &looks.date)?,
        Some((_, Ok(serial))) => sheet.write_datetime_with_format(row, column, &serial, &looks.date)?,
        Some((day, Err(_))) => sheet.write_string_with_format(row, column, day.to_string(), &looks.text)?,
    };
    Ok(())
}

/// Words for a cell of separated text: what Excel would take for a formula gets an apostrophe before it.
pub(crate) fn harmless(words: &str) -> Cow<'_, str> {
    match may_be_formula(words) {
        true => Cow::Owned(format!("'{words}")),
        false => Cow::Borrowed(words),
    }
}

/// Whether Excel may take the words for a formula. Wide characters too: a Chinese Excel makes them narrow.
fn may_be_formula(words: &str) -> bool {
    words.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'])
}

/// The words, cut to `most` UTF-16 units with … at their end.
fn clip(words: &str, most: usize) -> Cow<'_, str> {
    // A character is at least as many bytes as UTF-16 units.
    if words.len() <= most || words.encode_utf16().count() <= most {
        return Cow::Borrowed(words);
    }
    let mut clipped = String::new();
    let mut units = 1;
    for letter in words.chars() {
        units += letter.len_utf16();
        if units > most {
            break;
        }
        clipped.push(letter);
    }
    Cow::Owned(clipped + "…")
}

/// How wide the widest line of the words is, in narrow characters, up to 60.
pub(crate) fn width(words: &str) -> u8 {
    let widest = words.lines().map(UnicodeWidthStr::width).max().unwrap_or_default();
    widest.min(60) as u8
}

/// Names of sheets that Excel takes, each once.
#[derive(Debug, Default)]
pub(crate) struct SheetNames {
    taken: BTreeSet<String>,
}

impl SheetNames {
    /// A name for a sheet, as near to `name` as may be.
    pub(crate) fn make(&mut self, name: &str) -> String {
        let safe: String = name
            .chars()
            .map(|letter| match letter {
                '[' => '［',
                ']' => '］',
                ':' => '：',
                '*' => '＊',
                '?' => '？',
                '/' => '／',
                '\\' => '＼',
                letter if letter.is_control() => ' ',
                letter => letter,
            })
            .collect();
        let safe = safe.trim_matches(|letter: char| letter == '\'' || letter.is_whitespace());
        let safe = match safe {
            "" => "-",
            safe => safe,
        };
        for count in 1.. {
            let suffix = if count == 1 { String::new() } else { format!("({count})") };
            let name = clip(safe, MOST_IN_NAME - suffix.len()).into_owned() + &suffix;
            let name = name.trim_end_matches('\'').to_owned();
            // Excel does not tell capitals from small letters, and keeps one name for itself.
            let key = name.to_lowercase();
            if key != "history" && self.taken.insert(key) {
                return name;
            }
        }
        unreachable!("a count without end")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_differ() {
        let mut names = SheetNames::default();
        let long = "省人力资源和社会保障厅政策法规处（行政审批服务处、信访办公室）联合工作组";
        let made: Vec<String> =
            ["甲/乙[1]:*?\\", "人事处", "人事处", "hr", "HR", "", "'引'", "History", long, long, "a\nb"]
                .iter()
                .map(|name| names.make(name))
                .collect();
        assert_eq!(
            made[..8],
            ["甲／乙［1］：＊？＼", "人事处", "人事处(2)", "hr", "HR(2)", "-", "引", "History(2)"]
        );
        assert!(made[8].ends_with('…') && made[9].ends_with("…(2)"), "{made:?}");
        assert_eq!(made[10], "a b");
        for name in &made {
            assert!(rust_xlsxwriter::utility::check_sheet_name(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn names_beyond_the_first_plane_are_cut_between_characters() {
        let name = SheetNames::default().make(&"𠮷".repeat(40));
        assert_eq!(name, "𠮷".repeat(15) + "…");
    }

    #[test]
    fn formulas_are_made_harmless() {
        for words in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1"] {
            assert_eq!(harmless(words), format!("'{words}"));
        }
        for words in ["", "1-2", "《办法》", "—", "'=1"] {
            assert_eq!(harmless(words), words);
        }
    }

    #[test]
    fn rows_are_as_high_as_their_words() {
        let mut workbook = workbook(None).unwrap();
        let sheet = workbook.add_worksheet();
        let words = "甲".repeat(12);
        fit_row(sheet, 0, [("1", 6.0), (words.as_str(), 11.0), ("a\nb", 20.0)].into_iter()).unwrap();
        fit_row(sheet, 1, [("字".repeat(9000).as_str(), 11.0)].into_iter()).unwrap();
        sheet.write_string(0, 0, "1").unwrap();
        let mut archive =
            zip::ZipArchive::new(std::io::Cursor::new(workbook.save_to_buffer().unwrap())).unwrap();
        let xml = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
        assert!(xml.contains("<row r=\"1\" spans=\"1:1\" ht=\"45\""), "{xml}");
        assert!(
            xml.contains("ht=\"409\"") || xml.contains("ht=\"409.5\"") || xml.contains("ht=\"408.75\""),
            "{xml}"
        );
    }

    #[test]
    fn cells_are_cut_to_what_they_hold() {
        assert_eq!(clip("一二三", 3), "一二三");
        assert_eq!(clip("一二三四", 3), "一二…");
    }
}
