//! Punctuation, numerals, paragraphs (GB/T 15834-2011, GB/T 15835-2011).

mod blanks;
mod dates;
mod doubled;
mod half_width;
mod heading_stops;
mod mixed_numerals;
mod ordinals;
mod paired_marks;
mod pairs;
mod short_years;
mod split;

use super::{Table, boxed};
use crate::check::options::Language;
use crate::document::{Document, Form, NoteKind};
use crate::source::Span;
pub(crate) use dates::without_zeros;
use jiff::civil::Date;
pub(crate) use pairs::Flaw;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("dates", boxed::<dates::Dates>),
    ("doubled_stops", boxed::<doubled::DoubledStops>),
    ("half_width_brackets", boxed::<half_width::HalfWidthBrackets>),
    ("half_width_stops", boxed::<half_width::HalfWidthStops>),
    ("heading_stops", boxed::<heading_stops::HeadingStops>),
    ("mixed_numerals", boxed::<mixed_numerals::MixedNumerals>),
    ("ordinal_commas", boxed::<ordinals::OrdinalCommas>),
    ("paired_marks", boxed::<paired_marks::PairedMarks>),
    ("short_years", boxed::<short_years::ShortYears>),
    ("split_sentence", boxed::<split::SplitSentence>),
    ("straight_quotes", boxed::<half_width::StraightQuotes>),
    ("stray_blanks", boxed::<blanks::StrayBlanks>),
];

/// What a message says behind one finding that stands for many.
pub(in crate::check::structural) fn scope(language: Language, count: usize) -> String {
    match (language, count) {
        (_, 1) => String::new(),
        (Language::Zh, _) => format!("（全文共{count}处，只提示第一处）"),
        (Language::En, _) => format!(" ({count} in all, the first is shown)"),
    }
}

/// Whether the rules on the form of official documents hold for a document, so that what they speak of need not be told
/// again: an official one, not older than they are.
fn is_held_to_form(document: &Document<'_>) -> bool {
    document.form == Form::Official && is_since_2012(document)
}

/// Whether a document is not older than the present rules on form.
fn is_since_2012(document: &Document<'_>) -> bool {
    document.dated_on().is_none_or(|dated| dated >= Date::constant(2012, 7, 1))
}

/// The lines of the imprint of one kind, of which rules on form speak.
fn imprint<'d>(document: &'d Document<'_>, kind: NoteKind) -> impl Iterator<Item = Span> + 'd {
    let is_held = is_since_2012(document);
    document.notes.iter().filter(move |note| is_held && note.kind == kind).map(|note| note.span)
}
