//! Document numbers (发文字号) in all their real and wrong shapes.
//! 鲁政办发〔2019〕15号, 国令第541号, 〔2019]2号, 【2022】30号, 〔2019〕第5号, 〔2019〕05号, 〔19〕5号.

use super::{Header, Title};
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
    /// The opening bracket.
    pub open: Option<char>,
    /// The closing bracket.
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

pub(super) fn parse(
    _source: &Source<'_>,
    _header: &Header,
    _title: Option<&Title>,
) -> Option<DocumentNumber> {
    None
}
