//! Names of units: what ends like one, what names nobody in particular, what is no name at all.

use crate::document::look;

/// Endings of units' names that one character tells.
const ENDS: &str = "局厅委办部处室科院署社行镇乡区县市校队站所馆台班组司团庭联协州盟旗厂)）]〕>";

/// Endings that one character does not tell: 工业 ends like 企业, 相关 like 海关.
const LONG_ENDS: [&str; 15] = [
    "政府",
    "单位",
    "部门",
    "机构",
    "街道",
    "中心",
    "企业",
    "海关",
    "机关",
    "委员会",
    "协会",
    "管委会",
    "居委会",
    "联合会",
    "开发园",
];

/// Whether a name ends as units' names do.
pub(super) fn is_complete(name: &str) -> bool {
    let Some(last) = name.chars().next_back() else { return false };
    name.len() > last.len_utf8()
        && (ENDS.contains(last)
            || (last == '会' && !name.ends_with("社会"))
            || LONG_ENDS.iter().any(|end| name.ends_with(end)))
}

/// Words that are no name of their own: they go on with the vague one before them (有关处室、单位).
const GENERIC: [&str; 14] = [
    "单位",
    "部门",
    "处室",
    "科室",
    "机构",
    "企业",
    "企事业单位",
    "事业单位",
    "直属单位",
    "所属单位",
    "职能部门",
    "街道",
    "委办局",
    "乡镇",
];

/// Whether it is a common noun alone.
pub(super) fn is_generic(name: &str) -> bool {
    GENERIC.contains(&name)
}

/// Words that make a name vague wherever they stand in it.
const VAGUE: [&str; 6] = ["有关", "相关", "其他", "其它", "涉及", "各地"];

/// Whole names, 各 before them or not, that name nobody in particular.
const NOBODY: [&str; 22] = [
    "单位",
    "部门",
    "处室",
    "科室",
    "机构",
    "处室、单位",
    "处室、直属单位",
    "部门、单位",
    "科室、单位",
    "级",
    "级各部门",
    "行业主管部门",
    "业务主管部门",
    "主管部门",
    "职能部门",
    "业务处室",
    "业务科室",
    "牵头单位",
    "责任单位",
    "承办单位",
    "承办处室",
    "配合单位",
];

/// Whether it names nobody (blanks taken out) who could be held to the task: 有关处室、单位, 政策文件起草处室, 各地, 各部门. A class whose members are
/// known (各区县人民政府, 各乡镇) is not vague.
pub(in crate::document) fn is_vague(name: &str) -> bool {
    // 各地级以上市政府, 各地市 are known.
    let begins_vague = |at: usize| {
        let known = ["各地级", "各地市", "各地州"];
        VAGUE.iter().any(|word| name[at..].starts_with(word))
            && !known.iter().any(|known| name[at..].starts_with(known))
    };
    let mut signs = name.char_indices();
    if signs.any(|(at, sign)| matches!(sign, '有' | '相' | '其' | '涉' | '各') && begins_vague(at)) {
        return true;
    }
    let rest = name.strip_prefix('各').unwrap_or(name);
    if rest.starts_with('级') && !look::holds(rest, "政府") {
        return true;
    }
    // All others end in a common noun.
    if !rest.ends_with(['位', '门', '室', '构', '业', '级', '关']) {
        return false;
    }
    let kinds = ["起草", "制定", "承办", "拟定", "执法"];
    NOBODY.contains(&rest)
        || OFFICES.iter().any(|office| {
            rest.strip_suffix(office).is_some_and(|kind| kinds.iter().any(|known| kind.ends_with(known)))
        })
}

/// Common nouns behind which the words before say what they do, not who they are: 文件起草处室.
const OFFICES: [&str; 8] = ["处室", "单位", "部门", "科室", "机关", "处室、单位", "部门、单位", "科室、单位"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_of_known_members_is_not_vague() {
        for name in [
            "各区县人民政府",
            "各乡镇（街道）",
            "办公室",
            "政策法规处",
            "各商业银行",
            "市税务局",
            "各级人民政府",
            "各地级以上市政府",
        ] {
            assert!(!is_vague(name), "{name}");
        }
        for name in [
            "有关处室、单位",
            "各有关行政执法处室、单位",
            "政策文件起草处室、单位",
            "有关部门",
            "各地",
            "县直相关部门",
            "各部门",
            "各处室、单位",
            "行业主管部门",
            "其他成员单位",
            "各地区",
        ] {
            assert!(is_vague(name), "{name}");
        }
    }
}
