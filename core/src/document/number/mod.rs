//! Document numbers (发文字号) in all their real and wrong shapes.
//! In: places that marks lead to. Out: [`DocumentNumber`], taken apart as it stands.
//! 鲁政办发〔2019〕15号, 国令第541号, 〔2019]2号, 【2022】30号, 〔2019〕第5号, 〔2019〕05号, 〔19〕5号.

mod code;
mod own;
mod shape;

pub(super) use own::{alone, parse};

use crate::source::{Source, Span};
use serde::Serialize;

/// The shape in which a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberShape {
    /// Code, year in brackets, serial: 国发〔2019〕5号.
    Bracketed,
    /// An order's: 国令第541号, 第541号.
    Order,
}

/// A document number, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentNumber {
    /// As it stands, blanks taken out.
    pub text: String,
    /// Its shape.
    pub shape: NumberShape,
    /// The issuer's code (鲁政办发); empty where it is missing.
    pub code: String,
    /// The year as digits, as it stands: 2019, 19, 2019年.
    pub year_text: String,
    /// The year, where it has four digits.
    pub year: Option<i16>,
    /// The serial as it stands between the closing bracket and 号: 5, 05, 第5.
    pub serial_text: String,
    /// The serial as a number.
    pub serial: Option<u32>,
    /// The opening bracket; `None` where it is missing, and in an order's number.
    pub open: Option<char>,
    /// The closing bracket; `None` where it is missing, and in an order's number.
    pub close: Option<char>,
    /// The whole number.
    pub span: Span,
    /// The code.
    pub code_span: Span,
    /// The year between the brackets.
    pub year_span: Span,
    /// The serial.
    pub serial_span: Span,
}

/// All numbers that begin in `span`, in order of the text.
pub(crate) fn within(source: &Source<'_>, span: Span) -> Vec<DocumentNumber> {
    shape::within(source, span)
}

impl DocumentNumber {
    /// Whether the two name the same document, however they are written: a year may have lost its first digits.
    pub fn is_same(&self, other: &Self) -> bool {
        let last_two = |number: &Self| {
            let digits: String = number.year_text.chars().filter(char::is_ascii_digit).collect();
            digits.get(digits.len().saturating_sub(2)..).map(str::to_owned)
        };
        let same_year = match (self.year, other.year) {
            (Some(year), Some(other)) => year == other,
            _ => last_two(self) == last_two(other),
        };
        same_year && self.serial == other.serial && self.is_of_same_code(other)
    }

    /// Whether one's code ends in the other's: 国令 and 国务院令 do not, 根据国发 and 国发 do.
    fn is_of_same_code(&self, other: &Self) -> bool {
        self.code.ends_with(&other.code) || other.code.ends_with(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> DocumentNumber {
        let source = Source::new(text);
        let mut numbers = within(&source, Span::of(0, text.len()));
        assert_eq!(numbers.len(), 1, "{text}: {numbers:?}");
        let number = numbers.remove(0);
        assert_eq!(source.slice(number.code_span), number.code);
        number
    }

    #[test]
    fn every_shape_of_a_number_is_the_same_number() {
        for words in [
            "国办发〔2019〕5号",
            "国办发[2019]5号",
            "国办发［2019］5号",
            "国办发(2019)5号",
            "国办发（2019）5号",
            "国办发﹝2019﹞5号",
            "国办发【2019】5号",
            "国办发{2019}5号",
            "国办发〔2019]5号",
            "国办发〔2019）5号",
            "国办发 〔 2019 〕 5 号",
            "国办发〔2019〕第5号",
            "国办发〔2019〕05号",
            "国办发〔2019年〕5号",
            "国办发〔２０１９〕５号",
            "国办发〔二〇一九〕5号",
            "国办发〔2019 5号",
            "国办发2019〕5号",
            "国办发2019 5号",
            "国办发2019年5号",
            "国办发〔2019〕5號",
            "国办发〔2019〕5",
        ] {
            for (before, after) in [("𠮷😀，根据", "，经研究"), ("（", "）"), ("𠮷的通知", "")]
            {
                let text = format!("{before}{words}{after}");
                let number = only(&text);
                assert_eq!(
                    (number.code.as_str(), number.year, number.serial),
                    ("国办发", Some(2019), Some(5)),
                    "{text}"
                );
                assert_eq!(Source::new(&text).slice(number.span), words);
                assert_eq!(number.text, words.replace(' ', ""));
            }
        }
    }

    #[test]
    fn parts_stand_as_they_are_written() {
        let number = only("甲市〔19年]第007号");
        assert_eq!(number.year_text, "19年");
        assert_eq!(number.year, None);
        assert_eq!(number.serial_text, "第007");
        assert_eq!(number.serial, Some(7));
        assert_eq!((number.open, number.close), (Some('〔'), Some(']')));
        assert_eq!(only("〔2019〕7号").code, "");
    }

    #[test]
    fn an_order_has_no_brackets() {
        for (words, code, year, serial) in [
            ("国令第541号", "国令", None, 541),
            ("国务院令 第 541 号", "国务院令", None, 541),
            ("甲省人民政府令第20号", "甲省人民政府令", None, 20),
            ("主席令第三十五号", "主席令", None, 35),
            ("甲部 乙总局公告2019年第39号", "甲部乙总局公告", Some(2019), 39),
        ] {
            let text = format!("😀（{words}）");
            let source = Source::new(&text);
            let numbers = within(&source, Span::of(0, text.len()));
            let [number] = numbers.as_slice() else { panic!("{text}: {numbers:?}") };
            assert_eq!(number.shape, NumberShape::Order);
            assert_eq!((number.code.as_str(), number.year, number.serial), (code, year, Some(serial)));
            assert_eq!(source.slice(number.span), words);
        }
    }

    #[test]
    fn other_brackets_and_years_are_no_numbers() {
        for words in [
            "天一路(2019)5号楼",
            "（2019）甲01民初5号",
            "2019年第5号台风",
            "附件（2019）",
            "预算〔2019〕",
            "第5号",
            "共2019 5号馆",
            "印发2019年5号文件",
            "建设2019年5号线",
            "[2019]",
            "（一）5号",
            "列入【12】号",
        ] {
            let source = Source::new(words);
            assert_eq!(within(&source, Span::of(0, words.len())), [], "{words}");
        }
    }
}
