//! The markers of comments and tracked changes, between the bytes of the document's part.

use super::super::run::properties_of;
use super::place::{Place, Places, Point, PointKind, Stretch};
use super::{AUTHOR, Annotate, comment};
use crate::Reason;
use gongkai::Finding;
use gongkai::rule::FixSafety;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The editing session (`rsidR`) that marks runs which a point inside words made: the rest of a run that was divided, a
/// changed stretch, and the references of comments. By it they are known again.
pub(super) const SESSION: &str = "00676B01";
/// The same of runs that a point between two things of a run made.
pub(super) const RUN_SESSION: &str = "00676B02";

/// The attribute by which blanks count, as it is inserted: the two blanks before it tell it from those of other programs.
pub(super) const KEEP: &str = "  xml:space=\"preserve\"";

/// What XML takes for blank.
pub(super) const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// The document's part with its markers, and the comments.
pub(super) struct Marked {
    pub(super) document: String,
    pub(super) comments: Comments,
}

/// The comments that were made; they are written with the prefix of their part.
#[derive(Debug, Default)]
pub(super) struct Comments(Vec<(u64, Finding, comment::State)>);

/// Gathers what is to be inserted.
pub(super) struct Marker<'m> {
    prefix: &'m str,
    source: &'m str,
    options: &'m Annotate,
    next_id: u64,
    cuts: BTreeMap<u32, Cut>,
    /// Ends of tags that have to say that blanks count.
    tags: BTreeSet<u32>,
    /// Bytes that are taken out, not overlapping.
    deleted: BTreeMap<u32, u32>,
    made: BTreeSet<(String, String, u32, u32)>,
    comments: Vec<(u64, Finding, comment::State)>,
}

/// What happens between two bytes.
#[derive(Debug)]
struct Cut {
    kind: PointKind,
    inserted: Vec<String>,
    ends: Vec<u64>,
    starts: Vec<u64>,
}

impl Comments {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As XML, with the prefix of the part of comments.
    pub(super) fn write(&self, prefix: &str, options: &Annotate) -> String {
        let one = |(id, finding, state): &(u64, Finding, comment::State)| {
            comment::write(prefix, *id, finding, options.date, options.language, *state)
        };
        self.0.iter().map(one).collect()
    }
}

impl<'m> Marker<'m> {
    pub(super) fn new(prefix: &'m str, source: &'m str, next_id: u64, options: &'m Annotate) -> Self {
        Self {
            prefix,
            source,
            options,
            next_id,
            cuts: BTreeMap::new(),
            tags: BTreeSet::new(),
            deleted: BTreeMap::new(),
            made: BTreeSet::new(),
            comments: Vec::new(),
        }
    }

    /// Marks a finding.
    pub(super) fn comment(&mut self, finding: &Finding, places: &Places<'_, '_>) {
        let span = finding.span.map(|span| (span.start, span.end));
        let Some(Place { start, end, elsewhere }) = places.comment(span) else { return };
        // A cell that is repeated for each row is one place.
        let key = (finding.rule.to_string(), finding.message.clone(), start.at, end.at);
        if !self.made.insert(key) {
            return;
        }
        let fixed = self.options.fixes && !elsewhere && self.fix(finding, places);
        let id = self.id();
        self.cut(&start).starts.push(id);
        self.cut(&end).ends.push(id);
        self.comments.push((id, finding.clone(), comment::State { elsewhere, fixed }));
    }

    /// Writes a safe fix as tracked changes; whether that could be done.
    fn fix(&mut self, finding: &Finding, places: &Places<'_, '_>) -> bool {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety == FixSafety::Safe) else {
            return false;
        };
        let mut changes: Vec<(Vec<Stretch>, Point, &str)> = Vec::new();
        for edit in &fix.edits {
            if edit.text.contains(['\n', '\r']) {
                return false;
            }
            let Some((stretches, behind)) = places.stretches(edit.start, edit.end) else { return false };
            let is_free = |stretch: &Stretch| self.is_free(stretch.start.at..stretch.end.at);
            if !stretches.iter().all(is_free) || stretches.is_empty() && !self.is_free(behind.at..behind.at) {
                return false;
            }
            changes.push((stretches, behind, &edit.text));
        }
        for (stretches, behind, text) in changes {
            for stretch in stretches {
                self.deleted.insert(stretch.start.at, stretch.end.at);
                self.cut(&stretch.start);
                self.cut(&stretch.end);
            }
            if !text.is_empty() {
                self.cut(&behind).inserted.push(text.to_owned());
            }
        }
        true
    }

    /// Whether no change touches these bytes.
    fn is_free(&self, bytes: Range<u32>) -> bool {
        let before = self.deleted.range(..=bytes.end).next_back();
        let is_apart =
            before.is_none_or(|(_, end)| *end < bytes.start || *end == bytes.start && !bytes.is_empty());
        is_apart && self.cuts.range(bytes.start..=bytes.end).all(|(_, cut)| cut.inserted.is_empty())
    }

    fn id(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    fn cut(&mut self, point: &Point) -> &mut Cut {
        if let PointKind::InWords { must_keep: Some(tag), .. } = &point.kind {
            self.tags.insert(*tag);
        }
        self.cuts.entry(point.at).or_insert_with(|| Cut {
            kind: point.kind.clone(),
            inserted: Vec::new(),
            ends: Vec::new(),
            starts: Vec::new(),
        })
    }

    /// The document's part with everything inserted.
    pub(super) fn finish(mut self, depth: u32) -> Result<Marked, Reason> {
        let mut document = String::with_capacity(self.source.len() + self.cuts.len() * 300);
        let mut from = 0;
        let mut cuts = std::mem::take(&mut self.cuts).into_iter().peekable();
        let mut tags = std::mem::take(&mut self.tags).into_iter().peekable();
        while let Some((at, cut)) = cuts.next() {
            // A tag stands before the points in its words.
            while let Some(tag) = tags.next_if(|tag| *tag < at) {
                document.push_str(self.source.get(from as usize..tag as usize).unwrap_or_default());
                document.push_str(KEEP);
                from = tag;
            }
            document.push_str(self.source.get(from as usize..at as usize).unwrap_or_default());
            let next = cuts.peek().map_or(u32::MAX, |(at, _)| *at);
            self.insert(at, &cut, next, depth, &mut document)?;
            from = at;
        }
        document.push_str(self.source.get(from as usize..).unwrap_or_default());
        Ok(Marked { document, comments: Comments(self.comments) })
    }

    fn insert(
        &mut self,
        at: u32,
        cut: &Cut,
        next: u32,
        depth: u32,
        document: &mut String,
    ) -> Result<(), Reason> {
        let p = self.prefix;
        let (run, end, keeps_blanks) = match &cut.kind {
            PointKind::Between => {
                document.push_str(&self.markers(cut));
                return Ok(());
            }
            PointKind::InRun { run } => {
                let properties = self.properties(run, depth)?;
                document.push_str(&format!(
                    "</{p}r>{}<{p}r {p}rsidR=\"{RUN_SESSION}\">{properties}",
                    self.markers(cut)
                ));
                return Ok(());
            }
            PointKind::InWords { run, end, keeps_blanks, .. } => (run, *end, *keeps_blanks),
        };
        let properties = self.properties(run, depth)?;
        let before = self.deleted.range(..at).next_back().is_some_and(|(_, end)| *end >= at);
        let goes_on = self.deleted.range(..at).next_back().is_some_and(|(_, end)| *end > at);
        let after = goes_on || self.deleted.contains_key(&at);
        document.push_str(&match before {
            true => format!("</{p}delText></{p}r></{p}del>"),
            false => format!("</{p}t></{p}r>"),
        });
        for words in &cut.inserted {
            let change = self.change("ins");
            document.push_str(&format!(
                "{change}<{p}r {p}rsidR=\"{SESSION}\">{properties}<{p}t xml:space=\"preserve\">{}</{p}t></{p}r></{p}ins>",
                comment::words(words)
            ));
        }
        document.push_str(&self.markers(cut));
        // Blanks behind words that do not keep them would begin to count; inside the words they count.
        let rest = self.source.get(at as usize..end as usize).unwrap_or_default();
        let keeps = match keeps_blanks || next <= end || rest.starts_with(BLANKS) {
            true => " xml:space=\"preserve\"",
            false => "",
        };
        document.push_str(&match after {
            true => format!(
                "{}<{p}r {p}rsidR=\"{SESSION}\">{properties}<{p}delText xml:space=\"preserve\">",
                self.change("del")
            ),
            false => format!("<{p}r {p}rsidR=\"{SESSION}\">{properties}<{p}t{keeps}>"),
        });
        Ok(())
    }

    fn markers(&self, cut: &Cut) -> String {
        let p = self.prefix;
        let mut markers = String::new();
        for id in &cut.ends {
            markers.push_str(&format!(
                "<{p}commentRangeEnd {p}id=\"{id}\"/><{p}r {p}rsidR=\"{SESSION}\"><{p}commentReference {p}id=\"{id}\"/></{p}r>"
            ));
        }
        for id in &cut.starts {
            markers.push_str(&format!("<{p}commentRangeStart {p}id=\"{id}\"/>"));
        }
        markers
    }

    fn change(&mut self, name: &str) -> String {
        let (id, p) = (self.id(), self.prefix);
        let date = comment::moment(self.options.date);
        format!("<{p}{name} {p}id=\"{id}\" {p}author=\"{AUTHOR}\" {p}date=\"{date}\">")
    }

    /// The properties of a run, as bytes.
    fn properties(&self, run: &Range<u32>, depth: u32) -> Result<String, Reason> {
        let source = self.source.get(run.start as usize..run.end as usize).unwrap_or_default();
        Ok(properties_of(source, depth)?)
    }
}
