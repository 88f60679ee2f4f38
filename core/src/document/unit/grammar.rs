//! Reads an annotation's words: who leads, who supports.
//! In: the words between the brackets, or behind a label. Out: units with their roles, in order.

use super::label::{Label, Order, sections, without_remarks};
use super::name::{is_complete, is_generic, is_vague};
use super::verb::{Verb, next_verb};
use super::{UnitMention, UnitRole};
use crate::document::look;
use crate::source::{Span, is_blank};

/// An annotation's words as read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) units: Vec<UnitMention>,
    pub(super) explicit_lead: bool,
    /// The units' words: behind the label where there is one, with all labels where there are several.
    pub(super) units_span: Span,
    /// The words behind 完成时限：.
    pub(super) deadline: Option<Span>,
    /// The order that it lays down for those after it.
    pub(super) order: Option<Order>,
    /// A table row's own number.
    pub(super) number: Option<String>,
    /// A table row's task.
    pub(super) task: Option<Span>,
}

/// Reads the words at `span`.
pub(super) fn read(text: &str, span: Span, order: Order) -> Reading {
    let (span, own_order) = without_remarks(text, span);
    let sections = sections(text, span);
    let names_lead = sections.iter().any(|section| section.label == Some(Label::Lead));
    let mut reader = Reader { text, ..Reader::default() };
    let mut reading = Reading { units_span: span, order: own_order, ..Reading::default() };
    for section in &sections {
        match section.label {
            Some(Label::Person) => {}
            Some(Label::Deadline) => reading.deadline = Some(section.span),
            Some(Label::Lead) => reader.read(section.span, Some(UnitRole::Lead)),
            Some(Label::Supporting) => reader.read(section.span, Some(UnitRole::Supporting)),
            Some(Label::Responsible) if names_lead => reader.read(section.span, Some(UnitRole::Supporting)),
            Some(Label::Responsible) | None => reader.read(section.span, None),
        }
    }
    let mut units = sections.iter().filter(|section| !matches!(section.label, Some(Label::Person)));
    if let (Some(section), None) = (units.next(), units.next()) {
        reading.units_span = section.span;
    }
    reader.settle(own_order.unwrap_or(order));
    reading.explicit_lead = reader.explicit_lead;
    reading.units = reader.units.into_iter().map(|found| found.mention).collect();
    reading
}

/// A unit, its role not yet settled.
#[derive(Debug)]
struct Found {
    mention: UnitMention,
    settled: bool,
    /// Whether a comma or semicolon stands before it in its list.
    behind_comma: bool,
}

#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each says what the words so far have settled")]
struct Reader<'t> {
    text: &'t str,
    units: Vec<Found>,
    /// Units from here on wait for their verb.
    waiting: usize,
    explicit_lead: bool,
    /// Whether units wait behind 会同: they support.
    behind_with: bool,
    behind_comma: bool,
    /// Whether 等 stood before: 等部门 sums up, and names none.
    behind_etc: bool,
    /// Whether words up to the next comma only say what is done: 配合做好解读、回应工作.
    swallows: bool,
}

impl Reader<'_> {
    /// Reads one section. With a role, all its units have it; without, their verbs tell.
    fn read(&mut self, span: Span, role: Option<UnitRole>) {
        self.waiting = self.units.len();
        self.behind_with = false;
        self.behind_comma = false;
        self.swallows = false;
        let words = self.text.get(span.range()).unwrap_or_default();
        let base = span.start as usize;
        let mut depth = 0_i32;
        let mut from = 0;
        for (at, sign) in words.char_indices() {
            match sign {
                '(' | '（' | '[' | '〔' | '<' | '《' => depth += 1,
                ')' | '）' | ']' | '〕' | '>' | '》' => depth = (depth - 1).max(0),
                '、' | '，' | ',' | '；' | ';' | '/' | '。' if depth == 0 => {
                    self.piece(base + from, base + at, role);
                    from = at + sign.len_utf8();
                    if !matches!(sign, '、' | '/') {
                        self.behind_comma = true;
                        self.swallows = false;
                    }
                }
                _ if depth == 0 && is_blank(sign) && from < at => {
                    // A blank parts two names only where both are whole: lines are broken inside names too.
                    let before = &words[from..at];
                    let behind = words[at..].trim_start_matches(is_blank);
                    let is_name = |words: &str| is_complete(words.trim()) && words.chars().nth(1).is_some();
                    let next = behind.split(['、', '，', ',', ' ', '；']).next().unwrap_or_default();
                    let goes_on =
                        next.starts_with(['(', '（']) || matches!(next, "人民政府" | "政府" | "管委会");
                    if is_name(before) && is_name(next) && !is_generic(next) && !goes_on {
                        self.piece(base + from, base + at, role);
                        from = at + sign.len_utf8();
                    }
                }
                _ => {}
            }
        }
        self.piece(base + from, base + words.len(), role);
        match role {
            Some(role) => self.assign(role),
            None if self.behind_with => self.assign(UnitRole::Supporting),
            None if self.explicit_lead => self.assign(UnitRole::Supporting),
            None => {}
        }
        if role == Some(UnitRole::Lead) {
            self.explicit_lead = true;
        }
    }

    /// A stretch between separators: names and verbs.
    fn piece(&mut self, start: usize, end: usize, role: Option<UnitRole>) {
        let words = self.text.get(start..end).unwrap_or_default();
        if self.swallows {
            return;
        }
        let mut from = 0;
        while from < words.len() {
            let rest = &words[from..];
            let Some((at, length, verb)) = next_verb(rest) else {
                self.name(start + from, end);
                return;
            };
            self.name(start + from, start + from + at);
            from += at + length;
            let behind = words[from..].trim_start_matches(is_blank);
            match verb {
                Verb::And => {}
                Verb::Etc => self.behind_etc = true,
                Verb::With => {
                    if role.is_none() {
                        self.assign(UnitRole::Lead);
                        self.explicit_lead = true;
                        self.behind_with = true;
                    }
                }
                Verb::Lead | Verb::Responsible | Verb::Support => {
                    if role.is_none() {
                        self.act(verb);
                    }
                    let goes_on = ["会同", "联合", "牵头"].iter().find(|word| behind.starts_with(*word));
                    match goes_on {
                        Some(&"牵头") if role.is_none() && verb == Verb::Responsible => {
                            self.last_responsible_lead();
                        }
                        Some(_) => continue,
                        None => {}
                    }
                    self.swallows = !behind.is_empty() && verb == Verb::Support;
                    return;
                }
            }
        }
    }

    fn act(&mut self, verb: Verb) {
        self.behind_etc = false;
        match verb {
            _ if self.behind_with => {
                self.assign(UnitRole::Supporting);
                self.behind_with = false;
            }
            Verb::Lead => {
                self.assign(UnitRole::Lead);
                self.explicit_lead = true;
            }
            Verb::Responsible if self.explicit_lead => self.assign(UnitRole::Supporting),
            Verb::Responsible => {
                // Leads, should others be told to support; else a bare list.
                self.waiting = self.units.len();
            }
            Verb::Support => {
                let has_others = self.units.iter().take(self.waiting).any(|unit| !unit.settled);
                self.assign(UnitRole::Supporting);
                if has_others {
                    self.explicit_lead = true;
                    self.units.iter_mut().filter(|unit| !unit.settled).for_each(|unit| unit.settled = true);
                }
            }
            Verb::With | Verb::And | Verb::Etc => {}
        }
    }

    /// 负责牵头: those just called responsible lead.
    fn last_responsible_lead(&mut self) {
        self.explicit_lead = true;
        self.units.iter_mut().for_each(|unit| unit.settled = true);
    }

    /// Gives the waiting units a role.
    fn assign(&mut self, role: UnitRole) {
        for unit in self.units.iter_mut().skip(self.waiting) {
            unit.mention.role = role;
            unit.settled = true;
        }
        self.waiting = self.units.len();
    }

    fn name(&mut self, start: usize, end: usize) {
        let words = self.text.get(start..end).unwrap_or_default();
        let is_edge = |sign: char| is_blank(sign) || "：:.。".contains(sign);
        let mut name = words.trim_start_matches(is_edge);
        for prefix in ["由", "请", "以及", "和", "及", "与", "并", "会同"] {
            name = name.strip_prefix(prefix).filter(|rest| !rest.is_empty()).unwrap_or(name);
        }
        let start = start + words.len() - name.len();
        let name = without_remark(name.trim_end_matches(is_edge));
        let name =
            if look::holds(name, "关于") { name.split("关于").next().unwrap_or_default() } else { name };
        let name = name.trim_end_matches(is_blank);
        if name.is_empty() || !name.chars().any(look::is_han) {
            return;
        }
        let span = Span::of(start, start + name.len());
        let plain = look::squash(name);
        let waiting = self.waiting;
        if is_generic(&plain)
            && let Some(last) = self.units.get_mut(waiting..).and_then(<[Found]>::last_mut)
            && (last.mention.vague || last.mention.name.starts_with('各'))
        {
            last.mention.span.end = span.end;
            last.mention.name = look::squash(self.text.get(last.mention.span.range()).unwrap_or_default());
            last.mention.vague = is_vague(&last.mention.name);
            return;
        }
        if self.behind_etc && (is_generic(&plain) || plain == "部门和单位") {
            return;
        }
        let vague = is_vague(&plain);
        self.units.push(Found {
            mention: UnitMention { name: plain, role: UnitRole::Lead, vague, span },
            settled: false,
            behind_comma: self.behind_comma,
        });
    }

    /// What is still open is a bare list, or is ordered as a remark said.
    fn settle(&mut self, order: Order) {
        if self.explicit_lead
            || self.units.iter().any(|unit| unit.settled && unit.mention.role == UnitRole::Lead)
        {
            self.explicit_lead = true;
            return;
        }
        let supports = |index: usize, unit: &Found| match order {
            Order::Unsaid => false,
            Order::FirstLeads => index > 0,
            Order::BeforeCommaLeads => unit.behind_comma,
        };
        if order != Order::Unsaid && self.units.len() > 1 {
            self.explicit_lead = true;
            for (index, unit) in self.units.iter_mut().enumerate() {
                if supports(index, unit) {
                    unit.mention.role = UnitRole::Supporting;
                }
            }
        }
    }
}

/// A name without the remark in brackets behind it: 各区县政府(含高新区，下同).
fn without_remark(name: &str) -> &str {
    let close = name.ends_with([')', '）']);
    let open = name.rfind(['(', '（']);
    match open {
        Some(open) if close => {
            let inside = name[open..].trim_start_matches(['(', '（']);
            let is_remark =
                ["含", "包括", "以下", "下同", "按", "排名"].iter().any(|word| inside.starts_with(word));
            if is_remark { &name[..open] } else { name }
        }
        _ => name,
    }
}
