//! What a document must contain: elements of guides and announcements, validity, cited instruments that are no longer in force.

mod consultation;
mod dates;
mod due;
mod elements;
mod labels;
mod openness;
mod period;
mod publicity;
mod registration;
mod validity;

use super::{Table, boxed};
use crate::document::Document;
use crate::source::{Line, Span};
use memchr::memmem;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("required_elements", elements::build),
    ("publicity_period", boxed::<publicity::PublicityPeriod>),
    ("consultation_period", boxed::<consultation::ConsultationPeriod>),
    ("consultation_state", boxed::<consultation::ConsultationState>),
    ("openness", boxed::<openness::Openness>),
    ("validity_stated", boxed::<validity::ValidityStated>),
    ("validity_term", boxed::<validity::ValidityTerm>),
    ("days_before_effect", boxed::<validity::DaysBeforeEffect>),
    ("expired_in_force", boxed::<validity::ExpiredInForce>),
    ("published_before_dated", boxed::<dates::PublishedBeforeDated>),
    ("labels_agree", boxed::<labels::LabelsAgree>),
    ("registration_year", boxed::<registration::RegistrationYear>),
    ("published_in_future", boxed::<dates::PublishedInFuture>),
    ("published_within", boxed::<due::PublishedWithin>),
    ("yearly_deadline", boxed::<due::YearlyDeadline>),
    ("published_late", boxed::<dates::PublishedLate>),
];

/// Where a finding about the whole document is shown: its title, or its first words.
pub(super) fn anchor(document: &Document<'_>) -> Span {
    if let Some(title) = &document.title {
        return title.span;
    }
    let lines = document.source.lines();
    lines.iter().find(|line| !line.is_blank()).map_or(Span::default(), Line::content)
}

/// How far a clause may reach, in bytes.
const CLAUSE: usize = 240;

/// The words behind the first `label`, to the end of their sentence or line.
fn clause_after(document: &Document<'_>, label: &str) -> Option<Span> {
    let text = document.text();
    let start = memmem::find(text.as_bytes(), label.as_bytes())? + label.len();
    let mut end = text.len().min(start + CLAUSE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let words = &text[start..end];
    let length = words.find(['。', '\n', '；']).unwrap_or(words.len());
    Some(Span::of(start, start + length))
}
