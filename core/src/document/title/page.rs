//! A web page's name and furniture.

/// A page's name without its site's: 关于… - 甲市人民政府门户网站, 关于…-甲局网站, 关于… -- 甲委员会.pdf.
pub(super) fn without_site(words: &str) -> &str {
    const SITES: [&str; 4] = ["网站", "网", "门户", "平台"];
    const BODIES: [&str; 6] = ["政府", "委员会", "局", "厅", "办公室", "公报"];
    let plain =
        [".pdf", ".docx", ".doc", ".html"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words);
    for separator in [" -- ", " - ", "_", " | ", "|", "-", "－", "——"] {
        let Some((name, site)) = plain.rsplit_once(separator) else { continue };
        let site = site.trim();
        let spaced = separator.starts_with(' ') || separator == "_";
        let is_site = SITES.iter().any(|end| site.ends_with(end))
            || (spaced && BODIES.iter().any(|end| site.ends_with(end)));
        if is_site && !name.trim().is_empty() {
            return name.trim_end();
        }
    }
    plain
}

/// Menus, buttons and lists of links, which may end as titles do.
pub(super) fn is_furniture(words: &str) -> bool {
    const STARTS: [&str; 10] =
        ["·", "搜索", "首页", "当前位置", "您当前", "您的位置", "相关", "下载", "打印", "点击"];
    const WORDS: [&str; 6] = ["无障碍", "长者", "登录", "繁体", "排序方式", "热词"];
    STARTS.iter().any(|start| words.starts_with(start))
        || WORDS.iter().any(|word| words.contains(word))
        || (words.starts_with('【') && ["解读", "读懂", "图解"].iter().any(|word| words.contains(word)))
        || words.split_whitespace().filter(|word| word.chars().nth(1).is_some()).count() > 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_name_is_no_part_of_the_title() {
        for words in [
            "甲市供水办法 - 甲市人民政府门户网站",
            "甲市供水办法-甲市水务局网站",
            "甲市供水办法 -- 甲市水务委员会.pdf",
            "甲市供水办法_甲市政府网",
        ] {
            assert_eq!(without_site(words), "甲市供水办法", "{words}");
        }
        assert_eq!(without_site("2021-2025年规划"), "2021-2025年规划");
    }
}
