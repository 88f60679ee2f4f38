//! Nests candidates: which are items, at what depth, under which.
//! The depth of a style is what this text makes of it. A number that only fits among the items of another style
//! (2、 between 一、 and 三、) is one of them in a wrong shape.

use super::MarkerStyle;
use super::marker::Family;
use super::region::Region;
use super::scan::{CLASSES, Marker, Place};

/// An item as nested: its marker, and the index of the item above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) marker: Marker,
    pub(super) parent: Option<u32>,
    /// Where the next item at its depth or further out begins, or its stretch of the text ends.
    pub(super) end: u32,
}

/// An item whose words go on.
#[derive(Debug, Clone, Copy)]
struct Open {
    node: u32,
    /// The last candidate of its class: its own, unless it stands in a wrong shape among items of another.
    candidate: u32,
    /// The class that it counts with.
    class: usize,
    number: u32,
}

/// What is known of a class in this stretch.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// What it stood under when it was first met.
    under: Under,
    last: u32,
}

/// Where a new item stands.
enum Depth {
    /// Below that many open items.
    Own(usize),
    /// Among the items of that open one, whose style is another.
    Other(usize),
}

/// What a class stood under when it was first met.
#[derive(Debug, Clone, Copy, Default)]
enum Under {
    #[default]
    NotMet,
    Nothing,
    Class(usize),
}

const NONE: u32 = u32::MAX;

/// How many candidates are looked over in search of a class's next number.
const AHEAD: usize = 24;

struct Nest<'m> {
    markers: &'m [Marker],
    /// For each candidate, the next one of its class in its stretch.
    next: Vec<u32>,
    open: Vec<Open>,
    seen: [Seen; CLASSES],
    nodes: Vec<Node>,
}

pub(super) fn nest(markers: &[Marker], regions: &[Region], running: &[u32], text_end: u32) -> Vec<Node> {
    let mut nest = Nest {
        markers,
        next: next_of_class(markers),
        open: Vec::new(),
        seen: [Seen::default(); CLASSES],
        nodes: Vec::with_capacity(markers.len()),
    };
    let mut region = 0;
    for (index, marker) in (0_u32..).zip(markers) {
        if marker.region != region {
            let end = regions.get(region as usize + 1).map_or(text_end, |next| next.before_end);
            nest.close(0, end);
            nest.seen = [Seen::default(); CLASSES];
            region = marker.region;
        }
        nest.leave_line(marker);
        let runs_on = running.binary_search(&marker.line).is_ok();
        if nest.admits(index, marker, runs_on) {
            nest.add(index, *marker);
        } else if nest.opens_lines(index, marker) {
            nest.add(index, Marker { is_run_in: false, ..*marker });
        }
    }
    let end = regions.get(region as usize + 1).map_or(text_end, |next| next.before_end);
    nest.close(0, end);
    nest.nodes
}

fn next_of_class(markers: &[Marker]) -> Vec<u32> {
    let mut next = vec![NONE; markers.len()];
    let mut last = [NONE; CLASSES];
    for (index, marker) in markers.iter().enumerate().rev() {
        let known = &mut last[marker.class()];
        if let Some(following) = markers.get(*known as usize)
            && following.region == marker.region
        {
            next[index] = *known;
        }
        *known = index as u32;
    }
    next
}

impl Nest<'_> {
    /// Whether the candidate is an item: at the start of a line nearly always, elsewhere where its number goes on.
    fn admits(&self, index: u32, marker: &Marker, runs_on: bool) -> bool {
        let (class, number) = (marker.class(), marker.shape.number);
        let open = self.open.iter().rfind(|open| open.class == class);
        let follows = number > 1
            && (open.is_some_and(|open| open.number + 1 == number) || self.seen[class].last + 1 == number);
        let begins = number == 1 && self.following(index).is_some_and(|next| next.shape.number == 2);
        match marker.place {
            Place::Start if marker.shape.style == MarkerStyle::Decimal => {
                self.admits_decimal(index, marker, follows || begins)
            }
            Place::Start => {
                !marker.shape.is_doubtful
                    || follows
                    || begins
                    || self.open.iter().any(|open| open.number + 1 == number)
            }
            _ if marker.is_run_in => {
                // An enumeration inside a paragraph stays on its line.
                let same_line = |other: Option<&Marker>| other.is_some_and(|other| other.line == marker.line);
                if number == 1 {
                    begins && same_line(self.following(index))
                } else {
                    let before = open.and_then(|open| self.markers.get(open.candidate as usize));
                    follows && same_line(before)
                }
            }
            Place::Stop
                if runs_on && matches!(marker.shape.family, Family::Chinese | Family::ChineseBrackets) =>
            {
                let last = self.seen[class].last;
                number == 1 || (last > 0 && number.abs_diff(last) <= 2)
            }
            Place::Word if marker.shape.family == Family::Chinese => {
                let in_heading = self.nodes.last().is_some_and(|node| marker.stop <= node.marker.start);
                begins || (follows && (in_heading || runs_on))
            }
            // 一、…。2、…。三、…: the one in a wrong shape fills a gap.
            Place::Stop if runs_on && !(follows || begins) => {
                let own = self.open.iter().rposition(|open| open.class == class);
                number > 1 && self.gap(index, marker, own).is_some()
            }
            // 一、总体要求（一）指导思想。 opens a list even of one.
            Place::Word if runs_on && number == 1 => begins || self.is_behind_heading(marker),
            Place::Stop | Place::Comma | Place::Word => follows || begins,
        }
    }

    /// Whether only a short heading of the depth above stands before it.
    fn is_behind_heading(&self, marker: &Marker) -> bool {
        marker.shape.family == Family::ChineseBrackets
            && self.nodes.last().is_some_and(|node| {
                node.marker.shape.family == Family::Chinese
                    && node.marker.line == marker.line
                    && marker.stop <= node.marker.start
                    && marker.start - node.marker.start < 150
            })
    }

    /// A bare number is an item only among numbers of several parts, and these only where they count on.
    fn admits_decimal(&self, index: u32, marker: &Marker, counts_on: bool) -> bool {
        let is_deep = marker.shape.family > Family::Decimal;
        let next_is_deeper = self
            .markers
            .get(index as usize + 1)
            .is_some_and(|next| next.shape.family == Family::Decimal2 && next.shape.number == 1);
        let under = self.open.iter().any(|open| open.class + 1 == marker.class());
        if is_deep {
            counts_on || (under && marker.shape.number == 1)
        } else {
            next_is_deeper
                || (counts_on && self.seen[Family::Decimal as usize].last + 1 == marker.shape.number)
        }
    }

    /// 一、总体要求（一）指导思想。 on one line, （二） on the next: the first of its kind stands behind a heading.
    fn opens_lines(&self, index: u32, marker: &Marker) -> bool {
        let after_heading = marker.is_run_in
            && marker.shape.number == 1
            && self.nodes.last().is_some_and(|node| {
                node.marker.line == marker.line
                    && node.marker.place == Place::Start
                    && marker.stop <= node.marker.start
            });
        after_heading
            && self.markers[index as usize + 1..]
                .iter()
                .take(AHEAD)
                .find(|next| next.place == Place::Start && next.shape.family == marker.shape.family)
                .is_some_and(|next| next.region == marker.region && next.shape.number == 2)
    }

    fn following(&self, index: u32) -> Option<&Marker> {
        self.markers.get(*self.next.get(index as usize)? as usize)
    }

    /// The number that the class of an open item goes on with behind candidate `index`.
    fn goes_on(&self, open: &Open, index: u32) -> Option<(u32, u32)> {
        let mut at = open.candidate;
        for _ in 0..AHEAD {
            at = *self.next.get(at as usize)?;
            if at == NONE {
                return None;
            }
            if at > index {
                return Some((at, self.markers[at as usize].shape.number));
            }
        }
        None
    }

    fn add(&mut self, index: u32, marker: Marker) {
        let (depth, place_of) = match self.depth(index, &marker) {
            Depth::Own(depth) => (depth, None),
            Depth::Other(depth) => (depth, self.open.get(depth).copied()),
        };
        self.close(depth, marker.start);
        let under = self.open.last().map_or(Under::Nothing, |open| Under::Class(open.class));
        let (class, candidate) =
            place_of.map_or((marker.class(), index), |other| (other.class, other.candidate));
        let seen = &mut self.seen[class];
        if matches!(seen.under, Under::NotMet) {
            seen.under = under;
        }
        seen.last = marker.shape.number;
        let node = self.nodes.len() as u32;
        let parent = self.open.last().map(|open| open.node);
        self.nodes.push(Node { marker, parent, end: marker.start });
        self.open.push(Open { node, candidate, class, number: marker.shape.number });
    }

    /// How many open items stay open above the new one, and whether it counts among items of another style.
    fn depth(&self, index: u32, marker: &Marker) -> Depth {
        let (class, number) = (marker.class(), marker.shape.number);
        let own = self.open.iter().rposition(|open| open.class == class);
        if number > 1 {
            if let Some(gap) = self.gap(index, marker, own) {
                return Depth::Other(gap);
            }
            if let Some(own) = own
                && self.open[own].number + 1 == number
            {
                return Depth::Own(own);
            }
            // 二、 goes on with （四） after （三） under 一、.
            if own.is_none() && self.seen[class].last + 1 == number {
                return Depth::Own(self.usual(marker, index));
            }
            // Runs inside a paragraph have no wrong shapes: they are admitted only where their numbers go on.
            if !marker.is_run_in
                && let Some(other) =
                    self.open.iter().rposition(|open| open.number + 1 == number && open.class < CLASSES / 2)
                && (own.is_none() || self.open[other].class < class)
                && self.goes_on(&self.open[other], index).is_none_or(|(_, next)| next > number)
            {
                return Depth::Other(other);
            }
        }
        Depth::Own(own.unwrap_or_else(|| self.usual(marker, index)))
    }

    /// The depth at which the number fills a gap among items of another style: 一、 then 2、 then 三、.
    fn gap(&self, index: u32, marker: &Marker, own: Option<usize>) -> Option<usize> {
        let (class, number) = (marker.class(), marker.shape.number);
        if marker.is_run_in || !matches!(marker.place, Place::Start | Place::Stop) {
            return None;
        }
        let at = self.open.iter().position(|open| open.number + 1 == number && open.class != class)?;
        let (next, next_number) = self.goes_on(&self.open[at], index)?;
        if next_number != number + 1 {
            return None;
        }
        if own.is_none() {
            return Some(at);
        }
        // Its own style may go on here too: what follows it tells, the first item of the depth below.
        let below = self.markers.get(index as usize + 1)?;
        let inner = self.open.get(at + 1)?;
        let own_goes_on = self
            .following(index)
            .is_some_and(|own| own.shape.number == number + 1 && self.next[index as usize] < next);
        (!own_goes_on && below.shape.number == 1 && below.class() == inner.class && inner.class != class)
            .then_some(at)
    }

    /// The depth of a style that no open item has: where it stood before, else inside all that is further out by custom,
    /// and inside what goes on later.
    fn usual(&self, marker: &Marker, index: u32) -> usize {
        let class = marker.class();
        if marker.is_run_in {
            return self
                .open
                .iter()
                .position(|open| open.class >= class && open.class >= CLASSES / 2)
                .unwrap_or(self.open.len());
        }
        if class <= Family::Section as usize {
            return self.open.iter().position(|open| open.class >= class).unwrap_or(self.open.len());
        }
        match self.seen[class].under {
            Under::Nothing => return self.open.iter().take_while(|open| open.class < class).count(),
            Under::Class(under) => {
                if let Some(at) = self.open.iter().rposition(|open| open.class == under) {
                    let inner = self.open.iter().skip(at + 1).take_while(|open| open.class < class).count();
                    return at + 1 + inner;
                }
            }
            Under::NotMet => {}
        }
        let mut depth = self.open.len();
        while let Some(last) = depth.checked_sub(1).and_then(|at| self.open.get(at)) {
            let is_inner = last.class > class;
            let goes_on = self.goes_on(last, index).is_some_and(|(_, number)| number == last.number + 1);
            if !is_inner || (goes_on && last.class < CLASSES / 2) {
                break;
            }
            depth -= 1;
        }
        depth
    }

    /// An enumeration inside a paragraph ends with its line.
    fn leave_line(&mut self, marker: &Marker) {
        let is_over = |open: &Open| {
            open.class >= CLASSES / 2
                && self.nodes.get(open.node as usize).is_some_and(|node| node.marker.line != marker.line)
        };
        if let Some(first) = self.open.iter().position(is_over) {
            self.close(first, marker.start);
        }
    }

    fn close(&mut self, depth: usize, end: u32) {
        for open in self.open.drain(depth.min(self.open.len())..) {
            if let Some(node) = self.nodes.get_mut(open.node as usize) {
                node.end = end.max(node.marker.shape.end as u32);
            }
        }
    }
}
