//! What titles end in, and what issuers' names end in.

use super::DocumentType;
use crate::document::look;
use crate::source::is_blank;

/// What titles end in besides the fifteen types.
const ENDINGS: [&str; 60] = [
    "办法",
    "规定",
    "细则",
    "条例",
    "方案",
    "规划",
    "计划",
    "措施",
    "要点",
    "预案",
    "清单",
    "指南",
    "指引",
    "公示",
    "答复",
    "章程",
    "标准",
    "目录",
    "制度",
    "规则",
    "纲要",
    "行动",
    "说明",
    "解读",
    "年报",
    "分工",
    "分解表",
    "政策",
    "名单",
    "须知",
    "流程",
    "简介",
    "启事",
    "倡议书",
    "讲话",
    "致辞",
    "提案",
    "建议",
    "意见稿",
    "草案",
    "问答",
    "详解",
    "回应",
    "通则",
    "准则",
    "守则",
    "规范",
    "决议",
    "令",
    "法",
    "模板",
    "十条",
    "申请表",
    "公示表",
    "机构职能",
    "机关职能",
    "机构概况",
    "留言详情",
    "来信详情",
    "信件详情",
];

/// What names of bodies end in.
const BODIES: [&str; 52] = [
    "政府",
    "办公厅",
    "办公室",
    "委员会",
    "委",
    "厅",
    "局",
    "部",
    "院",
    "署",
    "会",
    "处",
    "中心",
    "公司",
    "法院",
    "检察院",
    "军委",
    "大学",
    "学院",
    "学校",
    "管委会",
    "街道办事处",
    "办事处",
    "集团",
    "支队",
    "总队",
    "大队",
    "分局",
    "中共中央",
    "国务院",
    "市委",
    "省委",
    "县委",
    "区委",
    "党组",
    "银行",
    "分行",
    "支行",
    "协会",
    "联合会",
    "总工会",
    "研究所",
    "医院",
    "指挥部",
    "领导小组",
    "专班",
    "管理站",
    "小组",
    "基金会",
    "党校",
    "工会",
    "科",
];

/// `words` without what may follow a title's last word: （试行）, (2021—2025年), 》, quotation marks.
pub(in crate::document) fn without_suffix(words: &str) -> &str {
    let mut words = words.trim_end();
    loop {
        let Some(last) = words.chars().next_back() else { return words };
        let open = match last {
            '）' => '（',
            ')' => '(',
            '》' | '”' | '"' | '〉' | '>' | '*' => {
                words = words[..words.len() - last.len_utf8()].trim_end();
                continue;
            }
            _ => return words,
        };
        // Some brackets are mixed: the nearest opening one of either kind closes the pair.
        match words.rfind([open, '（', '(']) {
            Some(at) if at > 0 => words = words[..at].trim_end(),
            _ => return words,
        }
    }
}

/// Words whose characters are spread over the line (办 法 的 通 知), drawn together.
fn spread(words: &str) -> Option<String> {
    let mut last = words.chars().rev();
    let is_spread = last.nth(1).is_some_and(is_blank) && last.nth(1).is_some_and(is_blank);
    is_spread.then(|| look::squash(words))
}

/// The type of document that `words` end in.
pub(super) fn document_type(words: &str) -> Option<DocumentType> {
    let spread = spread(words);
    let words = spread.as_deref().unwrap_or(words);
    let words = without_suffix(words);
    if words.ends_with("意见稿") || words.ends_with("》") {
        return None;
    }
    DocumentType::ALL
        .into_iter()
        .find(|kind| words.ends_with(kind.name()))
        .or_else(|| (words.ends_with('令') && !words.ends_with("法令")).then_some(DocumentType::命令))
}

/// Whether `words` end as titles do.
pub(super) fn is_title(words: &str) -> bool {
    let spread = spread(words);
    let words = spread.as_deref().unwrap_or(words);
    let words = without_suffix(words);
    document_type(words).is_some() || ENDINGS.iter().any(|ending| words.ends_with(ending))
}

/// Whether `words` end as the names of bodies do.
pub(in crate::document) fn is_body_name(words: &str) -> bool {
    let words = without_suffix(words);
    BODIES.iter().any(|body| words.ends_with(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_told_behind_brackets_too() {
        assert_eq!(document_type("关于印发规划（2021—2025年）的通知（试行）"), Some(DocumentType::通知));
        assert_eq!(document_type("关于有关问题的复函"), Some(DocumentType::函));
        assert_eq!(document_type("甲市人民政府令"), Some(DocumentType::命令));
        assert_eq!(document_type("关于𠮷的通知（征求意见稿）"), Some(DocumentType::通知));
        assert_eq!(document_type("甲市供水管理办法"), None);
        assert!(is_title("甲市供水管理办法(试行)"));
        assert!(!is_title("首页 政务公开"));
    }
}
