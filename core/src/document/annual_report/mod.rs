//! The annual report on government information disclosure (政府信息公开工作年度报告): its year, its six parts, its three
//! official tables cell by cell, and what its sentences count. In: a document of that form. Out: [`AnnualReport`].
//! What a page lost is kept as lost: nothing is guessed, save where the sums of a row leave one way of reading it.

mod cell;
mod claim;
mod fact;
mod layout;
mod period;
mod section;
mod split;
mod squeezed;
mod table;
#[cfg(test)]
mod tests;
mod token;

pub use cell::{Cell, CellValue};
pub(crate) use claim::REQUESTS;
pub use claim::{Claim, ClaimSubject, OutcomeGroups};
pub use fact::Fact;
pub use period::StatisticalPeriod;
pub use section::{ReportSection, SectionKind};
pub(crate) use squeezed::Squeezed;
pub use table::{ReportFormat, ReportRow, ReportTable};

use super::Title;
use crate::source::{Source, Span, is_blank};
use serde::Serialize;

/// Whose report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportBody {
    /// A people's government.
    Government,
    /// A department, or an office of a government.
    Department,
}

/// A parsed report.
///
/// ```
/// use gongkai::Document;
///
/// let document = Document::parse(
///     "云岭县水务局2023年政府信息公开工作年度报告\n\
///      三、收到和处理政府信息公开申请情况\n\
///      一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6\n\
///      二、上年结转政府信息公开申请数量 100 0001\n\
///      （七）总计 6 1 0 0 0 0 7\n\
///      四、结转下年度继续办理 0 0 0 0 0 0 0\n",
/// );
/// let report = document.annual_report.as_ref().unwrap();
/// assert_eq!(report.year, Some(2023));
/// let requests = report.table_three.as_ref().unwrap();
/// assert_eq!(requests.cell("received", "total").unwrap().integer(), Some(6));
/// // Cells that ran together are told apart where their sum leaves one way.
/// assert_eq!(requests.cell("carried_in", "natural_person").unwrap().integer(), Some(1));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnnualReport {
    /// The year that its title names, else that of its period.
    pub year: Option<i16>,
    /// The year that its title names, with its place.
    pub title_year: Option<(i16, Span)>,
    /// Whose report it is, where its title tells.
    pub body: Option<ReportBody>,
    /// The period that its figures are said to cover.
    pub period: Option<StatisticalPeriod>,
    /// The format of its tables.
    pub format: Option<ReportFormat>,
    /// The parts that it has, in order.
    pub sections: Vec<ReportSection>,
    /// Table two: regulations, normative documents, licences, penalties, compulsion, charges.
    pub table_two: Option<ReportTable>,
    /// Table three: requests.
    pub table_three: Option<ReportTable>,
    /// Table four: reviews and suits.
    pub table_four: Option<ReportTable>,
    /// What its sentences count.
    pub claims: Vec<Claim>,
    /// The words of its fifth part, without blanks.
    pub problems: Option<String>,
    /// How many proposals' results it says were published, where it says so in one way.
    pub proposals_published: Option<i64>,
}

impl AnnualReport {
    /// Reads the report out of the text.
    pub(super) fn parse(source: &Source<'_>, title: Option<&Title>) -> Self {
        let whole = Span::of(0, source.text().len());
        let words = Squeezed::of(source, whole);
        let sections = section::parse(source, &words);
        let region = |kind: SectionKind| {
            sections.iter().find(|section| section.kind == kind).map(|section| section.span)
        };
        let sees = |label: &str| words.find(label, 0).map(|_| whole);
        let table_two = region(SectionKind::Disclosure)
            .or_else(|| sees("现行有效件数").or_else(|| sees("对外公开总数量")))
            .and_then(|region| table::two(source, region));
        let table_three = region(SectionKind::Requests)
            .or_else(|| sees("本年新收政府信息公开申请数量"))
            .and_then(|region| table::three(source, region));
        let table_four = region(SectionKind::Reviews).and_then(|region| table::four(source, region));
        let narrative = [SectionKind::Overview, SectionKind::Requests, SectionKind::Reviews];
        let claims = sections
            .iter()
            .filter(|section| narrative.contains(&section.kind))
            .flat_map(|section| claim::parse(source, &Squeezed::of(source, section.span), section.kind))
            .collect();
        let problems = region(SectionKind::Problems)
            .map(|region| without_page_numbers(source, region))
            .map(|words| words.trim_matches(['。', '，']).to_owned());
        let period = period::parse(source, &words);
        let title_year = title.and_then(|title| period::title_year(source, title));
        let format = [&table_two, &table_three]
            .into_iter()
            .find_map(|table| table.as_ref().and_then(|table| table.format));
        Self {
            year: title_year
                .map(|(year, _)| year)
                .or_else(|| period.as_ref().and_then(|period| period.to).map(jiff::civil::Date::year)),
            title_year,
            body: title.and_then(|title| body(&title.text)),
            period,
            format,
            table_two,
            table_three,
            table_four,
            claims,
            problems,
            proposals_published: fact::proposals_published(&words),
            sections,
        }
    }

    /// The part of kind `kind`.
    pub fn section(&self, kind: SectionKind) -> Option<&ReportSection> {
        self.sections.iter().find(|section| section.kind == kind)
    }
}

/// The words of a region without blanks and the feet of its pages.
fn without_page_numbers(source: &Source<'_>, region: Span) -> String {
    let lines = source.lines();
    let first = source.line_index(region.start);
    lines[first..]
        .iter()
        .take_while(|line| line.start < region.end)
        .map(|line| Span::new(line.start.max(region.start), line.end.min(region.end)))
        .filter(|piece| {
            source
                .slice(*piece)
                .chars()
                .any(|character| !is_blank(character) && !"-—–－0123456789".contains(character))
        })
        .map(|piece| Squeezed::of(source, piece).text().to_owned())
        .collect()
}

/// Whose report a title names: 甲县人民政府2023年…, 2023年甲市…, 甲县水务局2023年….
fn body(title: &str) -> Option<ReportBody> {
    let end = ["政府信息公开工作", "政府信息公开", "政务公开"]
        .iter()
        .filter_map(|words| title.find(words))
        .min()?;
    let name: String = title[..end].chars().filter(|character| !character.is_ascii_digit()).collect();
    let name = name
        .trim_end_matches("年度")
        .trim_end_matches('年')
        .trim_end_matches("关于")
        .trim_start_matches("年度");
    let name = name.trim_start_matches('年').trim_end_matches('的');
    if name.is_empty() || name.contains('《') {
        return None;
    }
    let offices = ["开发区", "新区", "园区", "管理区", "景区", "功能区", "示范区", "保税区", "合作区"];
    if offices.iter().any(|office| name.ends_with(office)) {
        return None;
    }
    let areas = ["人民政府", "省", "市", "县", "区", "旗", "自治州", "乡", "镇"];
    if areas.iter().any(|area| name.ends_with(area)) {
        return Some(ReportBody::Government);
    }
    let departments = [
        "局",
        "厅",
        "委",
        "委员会",
        "办公室",
        "办公厅",
        "署",
        "部",
        "中心",
        "院",
        "办",
        "支队",
        "大队",
        "总队",
        "银行",
        "站",
        "处",
    ];
    departments.iter().any(|kind| name.ends_with(kind)).then_some(ReportBody::Department)
}
