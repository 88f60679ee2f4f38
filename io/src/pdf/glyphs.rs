//! The glyphs of a page: their characters, places and sizes.

use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{BezPath, Point, Rect};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use std::sync::atomic::{AtomicBool, Ordering};
use unicode_normalization::UnicodeNormalization;

/// Units of a glyph's space in its size.
const UNITS: f64 = 1000.0;

/// Glyphs of a page beyond which the rest is left.
const MOST: usize = 500_000;

/// A glyph in its place, from the upper left corner of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f64,
    /// Its base line.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
}

/// What a page draws.
pub(super) struct Glyphs<'s> {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) unknown: usize,
    pub(super) hidden: usize,
    pub(super) aslant: usize,
    pub(super) images: usize,
    area: Rect,
    stop: &'s AtomicBool,
}

impl<'s> Glyphs<'s> {
    pub(super) fn new(area: Rect, stop: &'s AtomicBool) -> Self {
        Self { glyphs: Vec::new(), unknown: 0, hidden: 0, aslant: 0, images: 0, area, stop }
    }

    /// Leaves the interpreter, which has no other way out.
    fn look_up(&self) {
        if self.stop.load(Ordering::Relaxed) {
            std::panic::resume_unwind(Box::new("stopped"));
        }
    }
}

impl Device<'_> for Glyphs<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {
        self.look_up();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        self.look_up();
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let origin = transform * Point::ZERO;
            let up = (transform * Point::new(0.0, UNITS)) - origin;
            let advance = match &**glyph {
                FontGlyph::Outline(glyph) => glyph.advance_width(),
                FontGlyph::Type3(glyph) => glyph.advance_width(),
            };
            let along = (transform * Point::new(f64::from(advance.unwrap_or(1000.0)), 0.0)) - origin;
            let is_upright = along.y.abs() <= along.x * 0.1 && along.x.is_finite();
            let is_inside = self.area.inflate(2.0, 2.0).contains(origin);
            if !is_inside || self.glyphs.len() >= MOST {
                continue;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => plain(letter.encode_utf8(&mut [0; 4])),
                Some(BfString::String(letters)) => plain(&letters),
                None => {
                    self.unknown += 1;
                    '\u{FFFD}'.to_string()
                }
            };
            let is_blank = text.chars().all(gongkai::source::is_blank);
            if is_blank || (!is_upright && along.x != 0.0) {
                self.aslant += usize::from(!is_blank);
                continue;
            }
            self.hidden += usize::from(matches!(mode, DrawMode::Invisible));
            self.glyphs.push(Glyph { text, x: origin.x, y: origin.y, width: along.x, size: up.hypot() });
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.look_up();
        self.images += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// Radicals that compatibility forms leave as they are, each with the character that is meant.
const RADICALS: &str = "\
    ⺁厂⺄乙⺆冂⺈刀⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺓幺⺕彐⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爪⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻\
    ⺮竹⺯糹⺰纟⺲罒⺶羊⺷羊⺹耂⺺肀⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻐钅⻑長⻒镸⻓长⻔门⻖阝\
    ⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀";

/// The character that a radical stands for.
fn of_radical(radical: char) -> Option<char> {
    let mut letters = RADICALS.chars();
    while let (Some(known), Some(meant)) = (letters.next(), letters.next()) {
        if known == radical {
            return Some(meant);
        }
    }
    None
}

/// Fonts name the radicals of dictionaries, and forms for old encodings, where they mean the characters.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{FB00}'..='\u{FB06}' => {
                match of_radical(letter) {
                    Some(meant) => plain.push(meant),
                    None => plain.extend(letter.nfkc()),
                }
            }
            letter if letter.is_control() || letter == '\u{AD}' => {}
            letter => plain.push(letter),
        }
    }
    plain
}
