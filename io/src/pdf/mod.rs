//! PDF with a text layer: glyphs with their places → lines → paragraphs. Page numbers and running heads are dropped.
//!
//! The interpreter is another's and its input may be anything: it runs on a thread of its own with a large stack, what it
//! panics at is caught, and after a time it is stopped. What the file unpacks to is measured before.

mod glyphs;
mod lines;
mod measured;
mod paragraphs;
#[cfg(test)]
mod tests;

use crate::{Reading, Reason, Remark, quiet};
use glyphs::{Glyph, Glyphs};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use lines::{Line, lines};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

/// How much of a file is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfLimits {
    /// Pages.
    pub pages: usize,
    /// Bytes that the streams of the file unpack to.
    pub unpacked: u64,
    /// How long it may take.
    pub time: Duration,
}

impl Default for PdfLimits {
    fn default() -> Self {
        Self { pages: 2_000, unpacked: 192 << 20, time: Duration::from_mins(1) }
    }
}

/// Objects lie in each other to a depth that the usual stack of a thread does not hold.
const STACK: usize = 64 << 20;

/// From what share of glyphs without characters on (one in so many) the text is no text.
const MOST_UNKNOWN: usize = 5;

/// Reads a PDF.
pub fn read(bytes: &[u8], limits: PdfLimits) -> Result<Reading, Reason> {
    measured::measure(bytes, limits.unpacked)?;
    let bytes = Arc::new(bytes.to_vec());
    let stop = Arc::new(AtomicBool::new(false));
    let (send, receive) = sync_channel(1);
    let stopped = Arc::clone(&stop);
    let work = move || {
        let read = quiet::catch(|| interpret(bytes, limits, &stopped));
        // Nobody may be waiting any more.
        let _ = send.send(read.unwrap_or(Err(Reason::BrokenPdf)));
    };
    std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn(work)?;
    match receive.recv_timeout(limits.time) {
        Ok(pages) => compose(pages?),
        Err(RecvTimeoutError::Timeout) => {
            stop.store(true, Ordering::Relaxed);
            Err(Reason::TooSlow { seconds: limits.time.as_secs() })
        }
        Err(RecvTimeoutError::Disconnected) => Err(Reason::BrokenPdf),
    }
}

/// What a page shows.
#[derive(Debug, Default)]
struct Page {
    lines: Vec<Line>,
    height: f64,
    /// Glyphs for which the file names no character.
    unknown: usize,
    glyphs: usize,
    /// Glyphs that are not shown: the words under a scanned page.
    hidden: usize,
    /// Glyphs that stand aslant: watermarks.
    aslant: usize,
    images: usize,
}

fn interpret(bytes: Arc<Vec<u8>>, limits: PdfLimits, stop: &AtomicBool) -> Result<Vec<Page>, Reason> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Reason::Password,
        LoadPdfError::Invalid => Reason::BrokenPdf,
    })?;
    let count = pdf.pages().len();
    if count > limits.pages {
        return Err(Reason::TooManyPages { limit: limits.pages });
    }
    let cache = InterpreterCache::new();
    let mut pages = Vec::with_capacity(count);
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, area, &cache, pdf.xref(), settings);
        let mut seen = Glyphs::new(area, stop);
        interpret_page(page, &mut context, &mut seen);
        if stop.load(Ordering::Relaxed) {
            return Err(Reason::BrokenPdf);
        }
        let Glyphs { glyphs, unknown, hidden, aslant, images, .. } = seen;
        let lines = lines(&glyphs);
        let (glyphs, height) = (glyphs.len(), f64::from(height));
        pages.push(Page { lines, height, unknown, glyphs, hidden, aslant, images });
    }
    Ok(pages)
}

/// The text of the pages.
fn compose(mut pages: Vec<Page>) -> Result<Reading, Reason> {
    let glyphs: usize = pages.iter().map(|page| page.glyphs).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    let images: usize = pages.iter().map(|page| page.images).sum();
    let count = pages.len();
    if glyphs == 0 {
        return Err(if images > 0 { Reason::Scanned { pages: count } } else { Reason::NoText });
    }
    if unknown * MOST_UNKNOWN > glyphs {
        return Err(Reason::NoCharacters);
    }
    let bare: Vec<String> = (1..)
        .zip(&pages)
        .filter(|(_, page)| page.glyphs == 0 && page.images > 0)
        .map(|(number, _): (u32, _)| number.to_string())
        .collect();
    let hidden: usize = pages.iter().map(|page| page.hidden).sum();
    let aslant: usize = pages.iter().map(|page| page.aslant).sum();
    let dropped = lines::drop_page_numbers(&mut pages);
    let all: Vec<Line> = pages.into_iter().flat_map(|page| page.lines).collect();
    let (text, origins) = paragraphs::join(&all);
    let mut remarks = vec![Remark {
        zh: format!("PDF 共 {count} 页，按版面连成段落；略去页码和页眉 {dropped} 处"),
        en: format!(
            "a PDF of {count} pages, its lines joined to paragraphs by their places; page numbers and running heads left out: {dropped}"
        ),
    }];
    let mut remark = |zh: String, en: String| remarks.push(Remark { zh, en });
    if !bare.is_empty() {
        let pages = bare.join("、");
        remark(
            format!("第 {pages} 页是图片，没有文字，未检查"),
            format!("pages without words, which show pictures and were not checked: {}", bare.join(", ")),
        );
    }
    if hidden * 2 > glyphs {
        remark(
            "文字是扫描件的识别结果，可能有错字".to_owned(),
            "the words were recognised from a scanned page and may be wrong".to_owned(),
        );
    }
    if unknown > 0 {
        remark(
            format!("有 {unknown} 个字在文件里没有对应的文字，以 \u{FFFD} 代替"),
            format!("glyphs for which the file names no character, shown as \u{FFFD}: {unknown}"),
        );
    }
    if aslant > 0 {
        remark(
            format!("略去斜排的字（水印）{aslant} 个"),
            format!("glyphs that stand aslant (a watermark), left out: {aslant}"),
        );
    }
    Ok(Reading { text, origins, remarks, ..Reading::default() })
}
