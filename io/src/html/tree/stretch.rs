//! The tokenizer, and each stretch of words that it reads with its place in the page.

use super::build::Builder;
use super::{MOST_NODES, TooMany};
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Error, ForwardingEmitter, Span, State, Tokenizer};

/// Reads the page into the builder.
pub(super) fn tokenize(page: &str, builder: &mut Builder) -> Result<(), TooMany> {
    let mut inner = CallbackEmitter::new(Building(builder));
    inner.naively_switch_states(true);
    let emitter = Chunked { inner, page: page.as_bytes(), position: 0, last: 0 };
    // The one token that is ever told is that there are too many.
    match Tokenizer::new_with_emitter(page, emitter).next() {
        Some(Ok(too_many)) => Err(too_many),
        Some(Err(never)) => match never {},
        None => Ok(()),
    }
}

/// A stretch of the words being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawChunk {
    /// How many bytes it has when it is read.
    pub(super) length: u32,
    /// Where it stands in the page.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether the page has the same bytes there.
    pub(super) own: bool,
}

/// The builder, lent to the tokenizer.
struct Building<'b>(&'b mut Builder);

impl Callback<TooMany, usize> for Building<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<TooMany> {
        self.0.event(&event, span)
    }
}

/// Tells the builder of each stretch of words apart: the page's own words, and each entity.
struct Chunked<'p, 'b> {
    inner: CallbackEmitter<Building<'b>, TooMany, usize>,
    page: &'p [u8],
    position: usize,
    /// Where the last stretch ended.
    last: usize,
}

impl ForwardingEmitter for Chunked<'_, '_> {
    type Token = TooMany;

    fn inner(&mut self) -> &mut impl Emitter<Token = TooMany> {
        &mut self.inner
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _error: Error) {}

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
        self.inner.move_position(offset);
    }

    fn init_string(&mut self) {
        self.last = self.position;
        self.inner.init_string();
    }

    fn emit_string(&mut self, words: &[u8]) {
        let (mut start, end) = (self.last.min(self.position), self.position);
        self.last = end;
        // Of CR LF, one line end is read, and the stretch behind it seems to begin a byte too early.
        let behind = end.saturating_sub(words.len());
        let own = self.page.get(behind..end) == Some(words);
        if own {
            start = behind;
        }
        let builder = &mut *self.inner.callback_mut().0;
        let chunks = &mut builder.chunks;
        let many = chunks.len() >= MOST_NODES;
        let (length, start, end) = (words.len() as u32, start as u32, end as u32);
        match chunks.last_mut() {
            // The tokenizer may tell a character's bytes one after another.
            Some(last) if own && last.own && last.end == start => {
                (last.length, last.end) = (last.length + length, end);
            }
            _ if many => builder.full = true,
            _ if length > 0 => chunks.push(RawChunk { length, start, end, own }),
            _ => {}
        }
        self.inner.emit_string(words);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let state = self.inner.emit_current_tag();
        self.last = self.position;
        state
    }
}
