//! What the report tells the record of kind `annual_report`: names of the kind's fields, and their values.

use super::squeezed::Squeezed;
use super::{AnnualReport, CellValue, ReportBody, ReportFormat, ReportRow};

/// A value for a field of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// Words; for a choice, its value.
    Text(String),
    /// Whole numbers by column.
    Integers(Vec<i64>),
    /// A list of words.
    Texts(Vec<String>),
}

impl AnnualReport {
    /// The values that the report has for fields of a record of kind `annual_report`; what it does not tell is left out.
    pub fn facts(&self) -> Vec<(&'static str, Fact)> {
        let mut facts = Vec::new();
        if let Some(year) = self.year {
            facts.push(("year", Fact::Integer(i64::from(year))));
        }
        if let Some(body) = self.body {
            let value = match body {
                ReportBody::Government => "government",
                ReportBody::Department => "department",
            };
            facts.push(("body", Fact::Text(value.to_owned())));
        }
        if let Some(format) = self.format {
            let value = match format {
                ReportFormat::Trial => "trial",
                ReportFormat::Current => "current",
            };
            facts.push(("format", Fact::Text(value.to_owned())));
        }
        if !self.sections.is_empty() {
            let titles = self.sections.iter().map(|section| section.kind.title().to_owned()).collect();
            facts.push(("sections", Fact::Texts(titles)));
        }
        if let Some(table) = &self.table_two {
            facts.extend(TABLE_TWO.iter().filter_map(|(name, row, column)| {
                Some((*name, Fact::Integer(table.cell(row, column)?.integer()?)))
            }));
            let charges = table.cell("charges", "amount").and_then(super::Cell::number);
            facts.extend(charges.map(|amount| ("charges", Fact::Number(amount))));
        }
        if let Some(table) = &self.table_three {
            facts.extend(table.rows.iter().filter_map(|row| Some((row.key, Fact::Integers(integers(row)?)))));
            facts.extend(TOTALS.iter().filter_map(|(name, row)| {
                let total = integers(table.row(row)?)?.last().copied()?;
                Some((*name, Fact::Integer(total)))
            }));
        }
        if let Some(table) = &self.table_four {
            facts.extend(table.rows.iter().filter_map(|row| Some((row.key, Fact::Integers(integers(row)?)))));
            let total = |row: &str| table.row(row).and_then(integers).and_then(|cells| cells.last().copied());
            facts.extend(total("reviews").map(|total| ("reviews_total", Fact::Integer(total))));
            if let (Some(direct), Some(after)) = (total("suits_direct"), total("suits_after_review")) {
                facts.push(("suits_total", Fact::Integer(direct.saturating_add(after))));
            }
        }
        if let Some(problems) = self.problems.as_ref().filter(|words| !words.is_empty()) {
            facts.push(("problems", Fact::Text(problems.clone())));
        }
        if let Some(count) = self.proposals_published {
            facts.push(("proposals_published", Fact::Integer(count)));
        }
        facts
    }
}

/// Fields filled from one cell of table two.
const TABLE_TWO: [(&str, &str, &str); 9] = [
    ("regulations_issued", "regulations", "issued"),
    ("regulations_abolished", "regulations", "abolished"),
    ("regulations_in_force", "regulations", "in_force"),
    ("normative_issued", "normative", "issued"),
    ("normative_abolished", "normative", "abolished"),
    ("normative_in_force", "normative", "in_force"),
    ("licence_decisions", "licences", "decisions"),
    ("penalty_decisions", "penalties", "decisions"),
    ("compulsion_decisions", "compulsion", "decisions"),
];

/// Fields filled from the last column of a row of table three.
const TOTALS: [(&str, &str); 4] = [
    ("received_total", "received"),
    ("carried_in_total", "carried_in"),
    ("handled_total", "handled"),
    ("carried_out_total", "carried_out"),
];

/// The whole numbers of a row, the last their sum. An empty cell counts as nothing where the others add up without it.
fn integers(row: &ReportRow) -> Option<Vec<i64>> {
    let mut blank = false;
    let cells = row
        .cells
        .iter()
        .map(|cell| match cell.value {
            CellValue::Integer(value) => Some(value),
            CellValue::Blank | CellValue::Words => {
                blank = true;
                Some(0)
            }
            _ => None,
        })
        .collect::<Option<Vec<i64>>>()?;
    let (total, parts) = cells.split_last()?;
    let adds_up = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part)) == Some(*total);
    (!blank || adds_up && *total != 0).then_some(cells)
}

/// How many results of proposals (建议提案) the report says were published, where one clause says it.
pub(super) fn proposals_published(words: &Squeezed) -> Option<i64> {
    let text = words.text();
    let mut found = None;
    for sentence in text.split(['。', '；']) {
        if !sentence.contains("提案") && !sentence.contains("代表建议") && !sentence.contains("人大建议")
        {
            continue;
        }
        // 承办建议20件，公开答复15件: the clause that publishes counts, and only with one number.
        for clause in sentence.split(['，', '：', '（', '）', ',']) {
            let publishes =
                clause.contains("公开") && !clause.contains("不公开") && !clause.contains("不予公开");
            if !publishes || clause.contains("公开率") {
                continue;
            }
            let counts: Vec<i64> =
                clause.match_indices(['件', '份']).filter_map(|(at, _)| count_before(clause, at)).collect();
            match counts.as_slice() {
                [] => {}
                [count] if found.is_none() => found = Some(*count),
                _ => return None,
            }
        }
    }
    found
}

/// The number that ends at byte `end`.
fn count_before(words: &str, end: usize) -> Option<i64> {
    let length = words[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=6).contains(&length).then(|| words[end - length..end].parse().ok())?
}
