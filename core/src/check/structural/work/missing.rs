//! Tasks without a responsible unit, among others that have one.
//! What a document does itself is the measure: nothing is asked of one that names no units.

use crate::check::sink::Sink;
use crate::check::structural::{Context, Outcome, Structural};
use crate::document::{Document, MarkerStyle, Paragraph, ParagraphKind};
use crate::source::{Span, is_blank};
use serde::Deserialize;

/// Items, and paragraphs of items, that lack the annotation which the others end in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MissingUnits {
    /// Whether the whole document divides work: then all items of the depth that has annotations are held to it, and
    /// paragraphs too, where all of them end in one. Else only one that is left out among its siblings is found.
    divides: bool,
    /// How many items with annotations there must be.
    least: usize,
}

impl Structural for MissingUnits {
    fn variables(&self) -> &'static [&'static str] {
        &["task", "title"]
    }

    fn run(&self, context: Context<'_, '_>, sink: &mut Sink) -> Outcome {
        let document = context.document;
        if document.assignments.len() < self.least || document.outline.is_empty() {
            return Outcome::NotApplicable;
        }
        let tasks = Tasks::new(document);
        let items = if self.divides { tasks.without_units() } else { tasks.left_out() };
        let usual = if items.is_empty() { 0 } else { tasks.usual_paragraph() };
        for &item in &items {
            hit(document, item, tasks.place_of(item, usual), sink);
        }
        let paragraphs =
            if self.divides { tasks.bare_paragraphs(&items) } else { tasks.unended_paragraphs() };
        for (item, paragraph) in paragraphs {
            hit(document, item, last_sentence(document, paragraph.span), sink);
        }
        Outcome::Judged
    }
}

fn hit(document: &Document<'_>, item: usize, span: Span, sink: &mut Sink) {
    let Some(item) = document.outline.get(item) else { return };
    sink.hit(span).with("task", item.path.as_str()).with("title", item.heading.as_str());
}

/// The outline with what is annotated in it.
struct Tasks<'d, 't> {
    document: &'d Document<'t>,
    /// For each item its own paragraphs, as a range.
    paragraphs: Vec<(usize, usize)>,
    /// Whether an annotation speaks for the item: its own, one above it, or one below.
    covered: Vec<bool>,
    /// Whether an item below has an annotation: then it is a heading.
    is_heading: Vec<bool>,
    /// The depth at which most annotations stand.
    level: u8,
    /// Whether nearly all tasks at that depth have one: then short lists are held to it too.
    is_thorough: bool,
}

/// Headings of the frame of a document: they set no task.
const FRAME: [&str; 24] = [
    "总体要求",
    "指导思想",
    "基本原则",
    "工作原则",
    "工作目标",
    "主要目标",
    "发展目标",
    "总体目标",
    "目标任务",
    "总体思路",
    "工作要求",
    "有关要求",
    "保障措施",
    "组织保障",
    "组织实施",
    "组织领导",
    "工作步骤",
    "实施步骤",
    "工作安排",
    "时间安排",
    "附则",
    "其他",
    "其他事项",
    "背景",
];

/// Words of headings under which a document speaks of its own carrying out.
const CLOSING: [&str; 9] =
    ["组织领导", "组织实施", "组织保障", "统筹协调", "跟踪", "督查", "督促", "考核", "宣传引导"];

impl<'d, 't> Tasks<'d, 't> {
    fn new(document: &'d Document<'t>) -> Self {
        let count = document.outline.len();
        let mut own = vec![false; count];
        let mut levels = [0_u32; 16];
        for index in document.assignments.iter().filter_map(|assignment| assignment.item) {
            if let Some(item) = document.outline.get(index as usize) {
                own[index as usize] = true;
                levels[usize::from(item.level.min(15))] += 1;
            }
        }
        let level = (1..16).max_by_key(|level| (levels[*level], 16 - level)).unwrap_or(1) as u8;
        let mut is_heading = vec![false; count];
        for (index, item) in document.outline.iter().enumerate().rev() {
            if let Some(parent) = item.parent
                && (own[index] || is_heading[index])
            {
                is_heading[parent as usize] = true;
            }
        }
        let mut covered = vec![false; count];
        for (index, item) in document.outline.iter().enumerate() {
            let above =
                item.parent.is_some_and(|parent| covered[parent as usize] && !is_heading[parent as usize]);
            covered[index] = own[index] || is_heading[index] || above;
        }
        let mut tasks = Self {
            document,
            paragraphs: paragraphs_of(document),
            covered,
            is_heading,
            level,
            is_thorough: false,
        };
        let at_level = |index: &usize| tasks.document.outline[*index].level == level;
        let bare = (0..count).filter(at_level).filter(|index| {
            tasks.is_task(*index)
                && !tasks.covered[*index]
                && !tasks.is_closing(*index)
                && tasks.has_covered_sibling(*index)
        });
        let bare = bare.count();
        let covered = (0..count).filter(at_level).filter(|index| tasks.covered[*index]).count();
        tasks.is_thorough = covered >= 6 && bare * 10 <= covered;
        tasks
    }

    /// Whether the item before or behind it in its list has an annotation.
    fn has_covered_sibling(&self, index: usize) -> bool {
        let level = self.document.outline[index].level;
        let parent = self.document.outline[index].parent;
        let is_sibling = |other: &usize| {
            let item = &self.document.outline[*other];
            item.level == level && item.parent == parent
        };
        let before = (0..index).rev().take(40).find(is_sibling);
        let behind = (index + 1..self.document.outline.len()).take(40).find(is_sibling);
        before.into_iter().chain(behind).any(|other| self.covered[other])
    }

    /// Whether an item stands for a task: it begins a paragraph and is no frame.
    fn is_task(&self, index: usize) -> bool {
        let Some(item) = self.document.outline.get(index) else { return false };
        let (from, to) = self.paragraphs[index];
        from < to
            && !matches!(
                item.style,
                MarkerStyle::ChineseIs | MarkerStyle::Circled | MarkerStyle::Article | MarkerStyle::Chapter
            )
            && !FRAME.contains(&item.heading.as_str())
    }

    /// Items at the depth of the annotations that have none, where nearly all have one. A part of the document in which
    /// none has is no part of the division.
    fn without_units(&self) -> Vec<usize> {
        let at_level = |index: &usize| {
            self.document.outline[*index].level == self.level
                && (self.is_task(*index) || self.covered[*index])
        };
        let tasks: Vec<usize> = (0..self.document.outline.len()).filter(at_level).collect();
        let covered = tasks.iter().filter(|index| self.covered[**index]).count();
        if covered * 10 < tasks.len() * 7 {
            return Vec::new();
        }
        let mut missing = Vec::new();
        for group in tasks.chunk_by(|first, second| self.are_siblings(*first, *second)) {
            let bare = group.iter().filter(|index| !self.covered[**index]);
            if bare.clone().count() < group.len() || group.len() == 1 {
                missing.extend(bare);
            }
        }
        missing
    }

    /// The one item of a list that has none, where the others have.
    fn left_out(&self) -> Vec<usize> {
        let mut missing = Vec::new();
        // Siblings need not follow one another: items below stand between them.
        let mut order: Vec<usize> = (0..self.document.outline.len())
            .filter(|index| self.is_task(*index) || self.covered[*index])
            .collect();
        order.sort_by_key(|index| (self.document.outline[*index].parent, *index));
        for group in order.chunk_by(|first, second| self.are_siblings(*first, *second)) {
            let is_bare = |index: &&usize| {
                !self.covered[**index] && !self.is_closing(**index) && !self.ends_like_units(**index)
            };
            let bare: Vec<&usize> = group.iter().filter(is_bare).collect();
            let covered = group.iter().filter(|index| self.covered[**index]).count();
            let few = bare.len() <= 1.max(group.len() / 10);
            let enough = covered >= 3 || (self.is_thorough && (covered > 0 || group.len() == 1));
            let at_level = group.iter().all(|index| self.document.outline[*index].level == self.level);
            if few && enough && (covered >= 3 || at_level) {
                missing.extend(bare);
            }
        }
        missing
    }

    /// Whether one of an item's paragraphs ends like an annotation that could not be read: …按职责分工负责）.
    fn ends_like_units(&self, index: usize) -> bool {
        let (from, to) = self.paragraphs[index];
        self.document.paragraphs.get(from..to).unwrap_or_default().iter().any(|paragraph| {
            let words = self.document.slice(paragraph.span).trim_end_matches('。');
            let inside = words.trim_end_matches(['）', ')', '〕', ']']);
            inside.len() < words.len()
                && ["负责", "配合", "落实", "牵头"].iter().any(|verb| inside.ends_with(verb))
        })
    }

    /// Whether an item speaks of the document or of its carrying out, as the last items of many do.
    fn is_closing(&self, index: usize) -> bool {
        let item = &self.document.outline[index];
        let words = self.document.slice(item.span);
        CLOSING.iter().any(|word| item.heading.contains(word))
            || FRAME.iter().any(|frame| item.heading.starts_with(frame))
            || (words.len() < 600
                && ["起施行", "起实施", "起执行", "有效期", "负责解释"]
                    .iter()
                    .any(|word| words.contains(word)))
    }

    fn are_siblings(&self, first: usize, second: usize) -> bool {
        let (first, second) = (&self.document.outline[first], &self.document.outline[second]);
        // At the top, a number that falls begins another text.
        first.parent == second.parent && (first.parent.is_some() || first.number < second.number)
    }

    /// Where an item's annotation is missed: at the end of the paragraph in which the others have theirs.
    fn place_of(&self, index: usize, usual: usize) -> Span {
        let (from, to) = self.paragraphs[index];
        let at = from + usual.min(to.saturating_sub(from + 1));
        let paragraph = self
            .document
            .paragraphs
            .get(at)
            .map_or(self.document.outline[index].marker_span, |found| found.span);
        last_sentence(self.document, paragraph)
    }

    /// Which of its item's paragraphs, from 0, most annotations end.
    fn usual_paragraph(&self) -> usize {
        let mut counts = [0_usize; 8];
        for assignment in &self.document.assignments {
            let Some((from, to)) = assignment.item.and_then(|item| self.paragraphs.get(item as usize)) else {
                continue;
            };
            let at = self
                .document
                .paragraphs
                .partition_point(|paragraph| paragraph.span.end <= assignment.span.start);
            if (*from..*to).contains(&at) {
                counts[(at - from).min(7)] += 1;
            }
        }
        (0..8).max_by_key(|at| (counts[*at], 8 - at)).unwrap_or(0)
    }

    /// Paragraphs of tasks that end in no annotation, where nearly all paragraphs do. `known` are items found already.
    fn bare_paragraphs(&self, known: &[usize]) -> Vec<(usize, &'d Paragraph)> {
        let mut bare = Vec::new();
        let mut ended = 0_usize;
        let last_task =
            (0..self.document.outline.len()).rfind(|index| self.document.outline[*index].level == self.level);
        for index in
            (0..self.document.outline.len()).filter(|index| self.is_task(*index) && !self.is_heading[*index])
        {
            if self.document.outline[index].level != self.level || known.contains(&index) {
                continue;
            }
            let (from, to) = self.paragraphs[index];
            let own = self.document.paragraphs.get(from..to).unwrap_or_default();
            let last = own.iter().rposition(|paragraph| self.ends_in_units(paragraph));
            for (at, paragraph) in own.iter().enumerate() {
                let is_text = matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Heading)
                    && self.document.slice(paragraph.span).ends_with(['。', '！', '；']);
                let is_alone = at == 0
                    && paragraph.span.end <= self.document.outline[index].heading_span.end
                    && own.len() > 1;
                if self.ends_in_units(paragraph) {
                    ended += 1;
                } else if is_text && !is_alone {
                    // What follows the last task closes the document.
                    let closes = Some(index) == last_task && last.is_some_and(|last| at > last);
                    if !closes {
                        bare.push((index, paragraph));
                    }
                }
            }
        }
        if ended >= 5 && bare.len() * 5 <= ended { bare } else { Vec::new() }
    }

    /// Paragraphs that name units for their first sentences and none for the last, where all others end in units.
    fn unended_paragraphs(&self) -> Vec<(usize, &'d Paragraph)> {
        let mut unended = Vec::new();
        let mut ended = 0_usize;
        for paragraph in &self.document.paragraphs {
            let Some(last) = self.last_inside(paragraph) else { continue };
            let rest = Span::new(last, paragraph.span.end);
            if rest.len() <= 6 {
                ended += 1;
            } else if rest.len() > 60 && self.document.slice(rest).ends_with('。') {
                unended.extend(paragraph.item.map(|item| (item as usize, paragraph)));
            } else {
                return Vec::new();
            }
        }
        if ended >= 5 && unended.len() * 10 <= ended { unended } else { Vec::new() }
    }

    /// Where the last annotation inside a paragraph ends.
    fn last_inside(&self, paragraph: &Paragraph) -> Option<u32> {
        let assignments = &self.document.assignments;
        let next = assignments.partition_point(|assignment| assignment.span.end <= paragraph.span.start);
        let within = assignments.get(next..).unwrap_or_default().iter();
        within
            .take_while(|assignment| assignment.span.start < paragraph.span.end)
            .last()
            .map(|last| last.span.end)
    }

    fn ends_in_units(&self, paragraph: &Paragraph) -> bool {
        self.last_inside(paragraph).is_some_and(|last| last + 6 >= paragraph.span.end)
    }
}

/// For each item the run of paragraphs that are its own.
fn paragraphs_of(document: &Document<'_>) -> Vec<(usize, usize)> {
    let mut ranges = vec![(0, 0); document.outline.len()];
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        let Some(range) = paragraph.item.and_then(|item| ranges.get_mut(item as usize)) else { continue };
        if range.0 == range.1 {
            *range = (index, index + 1);
        } else if range.1 == index {
            range.1 = index + 1;
        }
    }
    ranges
}

/// The last sentence of a paragraph: behind it the annotation is missed.
fn last_sentence(document: &Document<'_>, span: Span) -> Span {
    let words = document.slice(span);
    let whole = words.trim_end_matches(|sign: char| is_blank(sign) || "。！；".contains(sign));
    let start = whole.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    document.source.trim(Span::new(span.start + start as u32, span.end))
}
