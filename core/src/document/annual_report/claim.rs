//! What the report's sentences count: 共收到申请…件, 答复…件, 结转…件, 行政复议…件. Only counts of the whole year and the
//! whole body are taken; parts of them (其中, by channel, by applicant) are none of the tables' totals.

use super::section::SectionKind;
use super::squeezed::Squeezed;
use crate::document::look;
use crate::source::{Source, Span};
use serde::Serialize;

/// What a sentence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimSubject {
    /// Requests received in the year.
    Received,
    /// Requests carried over from the year before.
    CarriedIn,
    /// Requests dealt with in the year.
    Handled,
    /// Requests carried over to the next year.
    CarriedOut,
    /// Outcomes of the groups: granted, partly granted, refused, unavailable, declined, otherwise.
    Outcome(OutcomeGroups),
    /// Administrative reviews.
    Reviews,
    /// Suits, with and without review.
    Suits,
}

/// Groups of outcomes that a sentence counts together: bits in the order of (一) to (六).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OutcomeGroups(u8);

impl OutcomeGroups {
    /// The names of the groups, in order.
    pub const NAMES: [&'static str; 6] =
        ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"];

    /// Whether group `index` is among them.
    pub const fn holds(self, index: usize) -> bool {
        self.0 & (1 << index) != 0
    }
}

/// A count in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What is counted.
    pub subject: ClaimSubject,
    /// How many.
    pub count: i64,
    /// The words that count, up to 件.
    pub text: String,
    /// Where the number stands.
    pub span: Span,
}

/// What ends a clause.
const CLAUSE_ENDS: [char; 9] = ['，', '。', '；', '：', '（', '）', ',', ';', '！'];
/// Words of a part of the whole: what they count is no total of a table.
const PARTS: [&str; 44] = [
    "其中",
    "网络",
    "网上",
    "网站",
    "信函",
    "邮",
    "当面",
    "现场",
    "传真",
    "窗口",
    "平台",
    "渠道",
    "热线",
    "自然人",
    "个人",
    "公民",
    "法人",
    "企业",
    "组织",
    "律师",
    "补正",
    "撤回",
    "转办",
    "涉及",
    "关于",
    "本级",
    "办公室",
    "办公厅",
    "季度",
    "上半年",
    "下半年",
    "去年",
    "同比",
    "以来",
    "重复",
    "分别",
    "平均",
    "按时",
    "按期",
    "逾期",
    "延期",
    "各区",
    "乡镇",
    "街道",
];

/// Words by which requests for information are told from other applications.
pub(crate) const REQUESTS: [&str; 5] = ["信息公开申请", "依申请公开", "公开申请", "申请公开", "申请信息公开"];
/// Applications and cases that have nothing to do with disclosure.
const OTHERS: [&str; 14] = [
    "许可", "审批", "救助", "补贴", "登记", "援助", "仲裁", "认定", "低保", "执法", "备案", "鉴定", "工单",
    "案卷",
];
/// How far before a count requests must be spoken of, in bytes.
const NEAR: usize = 600;
/// How far before a count of reviews.
const BESIDE: usize = 300;

/// The counts in `words`, those of the part `kind`.
pub(super) fn parse(source: &Source<'_>, words: &Squeezed, kind: SectionKind) -> Vec<Claim> {
    let text = words.text();
    let mut claims = Vec::new();
    let mut previous = 0;
    for (at, _) in text.match_indices('件') {
        let digits = number_before(text, at);
        let begins = previous;
        previous = at + '件'.len_utf8();
        let Some((from, count)) = digits else { continue };
        let start = clause_start(text, from).max(begins);
        let before = &text[start..from];
        // The clause of what follows ends with the next count.
        let after = look::ahead(text, previous, LONGEST);
        let after = after
            .split(|character: char| character.is_ascii_digit() || CLAUSE_ENDS.contains(&character))
            .next()
            .unwrap_or_default();
        let Some(subject) = subject(before, after) else { continue };
        let speaks = |bytes: usize| has(behind(text, from, bytes), &REQUESTS);
        let belongs = match subject {
            ClaimSubject::Reviews | ClaimSubject::Suits => {
                kind == SectionKind::Reviews
                    || speaks(BESIDE)
                    || behind(text, from, BESIDE)
                        .rsplit('。')
                        .next()
                        .is_some_and(|words| words.contains("信息公开"))
            }
            _ => kind == SectionKind::Requests || speaks(NEAR),
        };
        if !belongs || has(before, &OTHERS) {
            continue;
        }
        let end = if subject == ClaimSubject::CarriedOut { previous + after.len() } else { previous };
        claims.push(Claim {
            subject,
            count,
            text: text[start..end].trim_start_matches(['、', '和', '及']).to_owned(),
            span: words.span(source, from, previous),
        });
    }
    claims
}

/// At most `bytes` bytes before byte `end`, begun on a whole character.
fn behind(text: &str, end: usize, bytes: usize) -> &str {
    let mut from = end.saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..end]
}

/// The number that ends at byte `end`: its first byte and its value.
fn number_before(text: &str, end: usize) -> Option<(usize, i64)> {
    let head = &text[..end];
    let length = head.bytes().rev().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    let digits: String = head[end - length..].chars().filter(char::is_ascii_digit).collect();
    let is_fraction = head[..end - length].ends_with(['.', '．', '-', '〕']);
    (!digits.is_empty() && digits.len() <= 9 && !is_fraction).then_some(())?;
    Some((end - length, digits.parse().ok()?))
}

/// The longest clause that is looked back over, in bytes.
const LONGEST: usize = 180;

fn clause_start(text: &str, end: usize) -> usize {
    let head = behind(text, end, LONGEST);
    let from = end - head.len();
    head.rfind(CLAUSE_ENDS).map_or(from, |at| from + at + head[at..].chars().next().map_or(1, char::len_utf8))
}

fn has(words: &str, signs: &[&str]) -> bool {
    signs.iter().any(|sign| words.contains(sign))
}

fn subject(before: &str, after: &str) -> Option<ClaimSubject> {
    let carried = ["结转", "转入", "转至", "转到", "顺延", "延至", "延续", "跨年"];
    let last = ["上年", "上一年", "去年", "往年"];
    let next = ["下年", "下一年", "次年", "明年", "翌年"];
    let around = |signs: &[&str]| has(before, signs) || has(after, signs);
    if around(&next) && around(&carried) {
        return Some(ClaimSubject::CarriedOut);
    }
    if has(before, &last) && has(before, &carried) {
        return Some(ClaimSubject::CarriedIn);
    }
    if around(&carried) || has(before, &PARTS) {
        return None;
    }
    if before.contains("行政复议") || before.contains("行政诉讼") {
        let results = ["维持", "纠正", "审结", "其他结果", "撤销", "驳回", "败诉", "胜诉", "应诉"];
        return match (before.contains("复议"), before.contains("诉讼") || before.contains("起诉")) {
            _ if has(before, &results) => None,
            (true, false) => Some(ClaimSubject::Reviews),
            (false, true) => Some(ClaimSubject::Suits),
            _ => None,
        };
    }
    if let Some(groups) = outcome(before) {
        return Some(ClaimSubject::Outcome(groups));
    }
    let requests = before.contains("申请");
    if requests && has(before, &["新收", "收到", "受理", "接收", "接到"]) {
        return Some(ClaimSubject::Received);
    }
    if has(before, &["办结", "答复", "办理完毕"]) && !before.contains("咨询") && !before.contains("留言")
    {
        let of_proposals = ["建议", "提案", "信访", "投诉", "来信", "诉求", "工单", "行政许可"];
        return (!has(before, &of_proposals)).then_some(ClaimSubject::Handled);
    }
    None
}

/// The groups whose names the words before a number end in: 予以公开及部分公开.
fn outcome(before: &str) -> Option<OutcomeGroups> {
    let mut rest = before;
    for filler in
        ["的", "申请", "政府信息", "信息", "决定", "答复", "有", "共", "为"].into_iter().cycle().take(27)
    {
        rest = rest.strip_suffix(filler).unwrap_or(rest);
    }
    let mut groups = 0_u8;
    loop {
        let index = OutcomeGroups::NAMES.iter().position(|name| rest.ends_with(name))?;
        groups |= 1 << index;
        rest = &rest[..rest.len() - OutcomeGroups::NAMES[index].len()];
        let joined =
            ["和", "及", "与", "或", "、", "以及"].iter().rev().find_map(|word| rest.strip_suffix(word));
        match joined {
            Some(joined) if OutcomeGroups::NAMES.iter().any(|name| joined.ends_with(name)) => rest = joined,
            _ => break,
        }
    }
    // 决定不予公开 is the whole group; 因涉密不予公开 a part of it.
    let is_part = rest.ends_with("其中") || has(rest, &["因涉", "属于", "国家秘密"]);
    (!is_part).then_some(OutcomeGroups(groups))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(text: &str) -> Vec<(ClaimSubject, i64)> {
        let source = Source::new(text);
        let words = Squeezed::of(&source, Span::of(0, text.len()));
        parse(&source, &words, SectionKind::Overview)
            .into_iter()
            .inspect(|claim| assert!(source.slice(claim.span).ends_with('件')))
            .map(|claim| (claim.subject, claim.count))
            .collect()
    }

    #[test]
    fn totals_of_the_year_are_taken() {
        use ClaimSubject::{CarriedIn, CarriedOut, Handled, Received, Reviews, Suits};
        assert_eq!(
            claims(
                "😀2024 年，全市共受理政府信息公开申请 1,119\n件，答复 50 件（含上年度结转申请 4 件，另有 3 件顺延到下年度答复）。行政复议 5 件，行政诉讼 6 件，结果维持 2 件。"
            ),
            [(Received, 1119), (Handled, 50), (CarriedIn, 4), (CarriedOut, 3), (Reviews, 5), (Suits, 6)]
        );
        assert_eq!(claims("因政府信息公开引起的行政复议 5 件"), [(Reviews, 5)]);
        assert_eq!(
            claims("办结政府信息公开申请38件，结转下年度继续办理2件。"),
            [(Handled, 38), (CarriedOut, 2)]
        );
    }

    #[test]
    fn groups_of_outcomes_are_counted_alone_and_together() {
        let groups = |text: &str| -> Vec<(u8, i64)> {
            claims(&format!("依申请公开：{text}"))
                .into_iter()
                .filter_map(|(subject, count)| match subject {
                    ClaimSubject::Outcome(groups) => Some((groups.0, count)),
                    _ => None,
                })
                .collect()
        };
        assert_eq!(
            groups("予以公开及部分公开8件，不予公开3件；因不掌握等原因无法提供5件"),
            [(3, 8), (4, 3), (8, 5)]
        );
        assert_eq!(groups("予以公开5件、部分公开3件、不予处理的申请2件"), [(1, 5), (2, 3), (16, 2)]);
    }

    #[test]
    fn parts_and_other_things_are_none() {
        for text in [
            "其中通过网络收到申请5件",
            "市政府办公室受理申请5件",
            "答复人大代表建议20件",
            "发布政策文件12件",
            "行政复议、行政诉讼案件7件",
            "结果维持3件",
            "自然人申请4件",
            "按时答复9件",
            "（一）主动公开。受理低保申请3000件，办结3000件",
            "全年审理行政复议案件350件",
            "答复市长信箱来信100件",
        ] {
            assert!(claims(text).is_empty(), "{text}: {:?}", claims(text));
        }
    }
}
