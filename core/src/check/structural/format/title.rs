//! The three elements of a title: issuer, subject, type (中办发〔2012〕14号 第九条第七项), and its type among the fifteen.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::NumberShape;
use serde::Deserialize;

/// What a title may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Lacks {
    /// The issuer: 关于…的通知.
    Issuer,
    /// One of the fifteen types: …关于…的几点要求.
    Type,
}

/// The check `title_elements`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitleElements {
    lacks: Lacks,
}

/// Words that begin a title without an issuer.
const BEGINNINGS: [&str; 6] = ["关于", "印发", "转发", "批转", "公布", "发布"];

impl Structural for TitleElements {
    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        let Some(title) = &document.title else { return Outcome::NotApplicable };
        let lacks = match self.lacks {
            Lacks::Issuer => {
                title.document_type.is_some()
                    && title.issuer.is_none()
                    && BEGINNINGS.iter().any(|beginning| title.text.starts_with(beginning))
            }
            // Only where the words say that it is an official document's title, and where it has a number.
            Lacks::Type => {
                let is_numbered =
                    document.number.as_ref().is_some_and(|number| number.shape == NumberShape::Bracketed);
                // Answers to proposals of deputies are letters (函) that bear the name of an answer.
                if !is_numbered || !title.text.contains("关于") || title.text.ends_with("答复") {
                    return Outcome::NotApplicable;
                }
                title.document_type.is_none()
            }
        };
        if lacks {
            sink.hit(title.span);
        }
        Outcome::Judged
    }
}
