//! Blanks that align by hand: at the end of a line, behind a list number, before a signature.

use super::scope;
use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::MarkerStyle;
use crate::report::Edit;
use crate::rule::FixSafety;
use crate::source::{Line, Source, Span, is_blank};
use serde::Deserialize;

/// Up to this many are told one by one.
const FEW: usize = 5;

/// Where the blanks stand.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    /// At the end of a line.
    LineEnd,
    /// Behind a list number: 2、 加强.
    Marker,
    /// Before the words of a signature or its date.
    Signature,
}

/// The check `stray_blanks`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StrayBlanks {
    at: Place,
}

impl Structural for StrayBlanks {
    fn variables(&self) -> &'static [&'static str] {
        &["scope"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        // A place is what is shown and what is taken out.
        let places: Vec<(Span, Span)> = match self.at {
            Place::LineEnd => line_ends(context),
            Place::Marker => markers(context),
            Place::Signature => signature(context),
        };
        let delete = |span: Span| Edit { start: span.start, end: span.end, text: String::new() };
        if places.len() <= FEW {
            for (shown, blanks) in places {
                sink.hit(shown).with("scope", "").fixes(FixSafety::Safe, vec![delete(blanks)]);
            }
        } else if let Some((shown, _)) = places.first() {
            let edits = places.iter().map(|(_, blanks)| delete(*blanks)).collect();
            sink.hit(*shown)
                .with("scope", scope(context.options.language, places.len()))
                .fixes(FixSafety::Safe, edits);
        }
        Outcome::Judged
    }
}

fn line_ends(context: Context<'_, '_>) -> Vec<(Span, Span)> {
    let source = &context.document.source;
    let body_start = context.document.header.span.end;
    source
        .lines()
        .iter()
        .filter(|line| line.content_end < line.end && !line.is_blank() && line.start >= body_start)
        .filter(|line| !ends_in_cells(source, line))
        .map(|line| {
            let blanks = Span::new(line.content_end, line.end);
            let last = source.slice(line.content()).chars().next_back().map_or(0, char::len_utf8);
            (Span::new(blanks.start - last as u32, blanks.end), blanks)
        })
        .collect()
}

/// Tabs at the end of a row are its empty cells.
fn ends_in_cells(source: &Source<'_>, line: &Line) -> bool {
    let blanks = source.slice(Span::new(line.content_end, line.end));
    blanks.trim_end_matches('\r').bytes().all(|byte| byte == b'\t')
        && source.slice(line.content()).contains('\t')
}

fn markers(context: Context<'_, '_>) -> Vec<(Span, Span)> {
    let document = context.document;
    document
        .outline
        .iter()
        .filter(|item| item.at_line_start && takes_no_blank(item.style))
        .filter_map(|item| {
            let rest = document.text().get(item.marker_span.end as usize..)?;
            let words = rest.trim_start_matches(|next| is_blank(next) && next != '\n' && next != '\r');
            let blanks =
                Span::new(item.marker_span.end, item.marker_span.end + (rest.len() - words.len()) as u32);
            (!blanks.is_empty() && !words.starts_with(['\n', '\r']) && !words.is_empty())
                .then(|| (item.marker_span.join(blanks), blanks))
        })
        .collect()
}

/// Styles whose punctuation already parts them from the words; 第一章, 1.1 and 1. are set off by a blank by custom.
const fn takes_no_blank(style: MarkerStyle) -> bool {
    matches!(
        style,
        MarkerStyle::ChineseComma
            | MarkerStyle::ChineseBrackets
            | MarkerStyle::ChineseBracketsComma
            | MarkerStyle::ArabicComma
            | MarkerStyle::ArabicBrackets
    )
}

/// Widest indent in bytes that is none of our business.
const INDENT: u32 = 12;

fn signature(context: Context<'_, '_>) -> Vec<(Span, Span)> {
    let Some(signature) = &context.document.signature else { return Vec::new() };
    let source = &context.document.source;
    let first = source.line_index(signature.span.start);
    let last = source.line_index(signature.span.end.saturating_sub(1));
    source.lines()[first..=last.max(first)]
        .iter()
        .filter(|line| !line.is_blank() && line.content_start - line.start > INDENT)
        .map(|line| (line.content(), Span::new(line.start, line.content_start)))
        .take(1)
        .collect()
}
