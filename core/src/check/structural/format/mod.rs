//! The form of official documents: numbers, outline, attachments, signature, date, notes (中办发〔2012〕14号, GB/T 9704-2012).

mod addressee;
mod attachments;
mod citations;
mod length;
mod notes;
mod number;
mod numerals;
mod outline;
mod outline_flaws;
mod secret_public;
mod signature;
mod title;

use super::{Table, boxed};
pub(crate) use outline_flaws::OutlineFlaw;

/// The checks of this subject by name.
pub(super) const CHECKS: Table = &[
    ("addressees", boxed::<addressee::AddresseesCheck>),
    ("attachments", boxed::<attachments::AttachmentsCheck>),
    ("citations", boxed::<citations::CitationsCheck>),
    ("imprint", boxed::<notes::Imprint>),
    ("length", boxed::<length::Length>),
    ("number_shape", boxed::<number::NumberShapeCheck>),
    ("outline_markers", boxed::<outline::OutlineMarkers>),
    ("outline_order", boxed::<outline::OutlineOrder>),
    ("outline_style", boxed::<outline::OutlineStyle>),
    ("secret_public", boxed::<secret_public::SecretPublic>),
    ("signature", boxed::<signature::SignatureCheck>),
    ("title_elements", boxed::<title::TitleElements>),
];
