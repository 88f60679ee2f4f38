//! The title of a page: the line before the main text that says what the page's own data say.

use super::front::{Front, Place};
use super::lines::Lines;
use super::meta::Meta;
use super::tree::Words;

/// Where the title stands.
#[derive(Debug)]
pub(super) enum Title<'p> {
    /// On lines before the main text.
    Lines(Vec<Place>),
    /// In the page's data alone.
    Data(Words<'p>),
}

/// How many lines a title has at most.
const MOST_LINES: usize = 5;
/// How many characters make a title.
const LEAST: usize = 5;

impl<'p> Title<'p> {
    /// The title that is shown or, where none is, the one that the data tell.
    pub(super) fn of(front: &Front<'p>, meta: &Meta<'p>) -> Option<Self> {
        let told = meta.title.map(|words| key(words.text)).filter(|told| !told.is_empty());
        let shown = told
            .and_then(|told| lines_with(front, &told))
            .or_else(|| like_window(front, meta))
            .or_else(|| {
                let heading = front.lines.iter().rposition(|line| {
                    line.heading && line.told && key(&line.text).chars().count() >= LEAST
                })?;
                Some(vec![whole(front, heading)])
            });
        shown.map(Self::Lines).or_else(|| {
            meta.title.or(meta.window).filter(|words| !words.text.trim().is_empty()).map(Self::Data)
        })
    }

    /// Its words, blanks squeezed.
    pub(super) fn words(&self, front: &Front<'p>) -> String {
        match self {
            Self::Lines(places) => places.iter().map(|place| front.words(place)).collect::<Vec<_>>().concat(),
            Self::Data(words) => words.text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    pub(super) fn write(&self, front: &Front<'p>, lines: &mut Lines) {
        match self {
            Self::Lines(places) => {
                for place in places {
                    front.write(place, lines);
                    lines.end();
                }
            }
            Self::Data(words) => {
                lines.stretch();
                lines.words(*words, false);
                lines.end();
            }
        }
    }
}

/// The last lines that together say `told`.
fn lines_with(front: &Front<'_>, told: &str) -> Option<Vec<Place>> {
    (0..front.lines.len()).rev().find_map(|first| {
        let mut rest = told;
        let mut places = Vec::new();
        for index in first..(first + MOST_LINES).min(front.lines.len()) {
            let key = key(&front.lines[index].text);
            rest = rest.strip_prefix(key.as_str()).filter(|_| !key.is_empty())?;
            places.push(whole(front, index));
            if rest.is_empty() {
                return Some(places);
            }
        }
        None
    })
}

/// The longest line with which the window's title begins or ends, the site's name aside.
fn like_window(front: &Front<'_>, meta: &Meta<'_>) -> Option<Vec<Place>> {
    let window = key(meta.window?.text);
    let site = meta.site.map(|words| key(words.text)).unwrap_or_default();
    let keys = front.lines.iter().map(|line| if line.told { key(&line.text) } else { String::new() });
    let named = |key: &String| {
        key.chars().count() >= LEAST
            && *key != site
            && !["网", "网站", "门户", "平台"].iter().any(|end| key.ends_with(end))
            && (window.starts_with(key.as_str()) || window.ends_with(key.as_str()))
    };
    let (at, _) = keys.enumerate().filter(|(_, key)| named(key)).max_by_key(|(at, key)| (key.len(), *at))?;
    Some(vec![whole(front, at)])
}

fn whole(front: &Front<'_>, line: usize) -> Place {
    Place { line, at: 0..front.lines[line].text.len() }
}

/// The letters and digits: what two ways of writing one title share.
pub(super) fn key(words: &str) -> String {
    words.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Whether the text says the title among its first lines.
pub(super) fn begins_with(text: &str, title: &str) -> bool {
    let title = key(title);
    let lines: Vec<String> =
        text.lines().take(12 + MOST_LINES).map(key).filter(|key| !key.is_empty()).collect();
    (0..lines.len().min(12)).any(|first| {
        let mut rest = title.as_str();
        for line in lines[first..].iter().take(MOST_LINES) {
            match rest.strip_prefix(line.as_str()) {
                Some(after) => rest = after,
                None => return false,
            }
            if rest.is_empty() {
                return true;
            }
        }
        false
    })
}
