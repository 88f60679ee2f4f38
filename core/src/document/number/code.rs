//! Where an issuer's code (鲁政办发) begins. Before its bracket stand Han characters only, and of those a code is the
//! last few: 根据国办发〔2019〕5号, …的通知渝府办发〔2021〕89号.

use crate::document::look;

/// How many characters before the bracket are looked at.
const FARTHEST: usize = 40;

/// Words that end before a code and are never part of one.
const STOPS: [&str; 62] = [
    "的", "了", "等", "根据", "依据", "按照", "依照", "参照", "遵照", "关于", "对于", "由于", "以及", "印发",
    "下发", "转发", "制发", "签发", "发布", "颁布", "公布", "实施", "施行", "试行", "执行", "落实", "贯彻",
    "文件", "办法", "规定", "细则", "条例", "规划", "措施", "方案", "意见", "通知", "决定", "决议", "批复",
    "通报", "通告", "公告", "请示", "报告", "纪要", "计划", "要点", "章程", "标准", "目录", "预案", "指南",
    "制度", "文号", "字号", "编号", "详见", "参见", "不受", "事项", "号文",
];

/// Characters that codes of provinces, of the State Council and of the Party's centre begin with.
const REGIONS: &str = "国中京津冀晋内蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新穗深";

/// Characters that no code begins with.
const NEVER_FIRST: &str = "按据与或对以见由是为并且";

/// Characters that lead up to a code when one of [`REGIONS`] follows.
const LEADING: &str = "和及受将在从原即经";

/// The start of the code that ends at `end`; `end` itself where there is none.
pub(super) fn start(text: &str, end: usize) -> usize {
    let run_start = run_start(text, end);
    let Some(run) = text.get(run_start..end) else { return end };
    let mut from = run_start;
    // A run behind a digit begins with that digit's unit: 28日, 5号, 2019年.
    if look::before(text, run_start).is_some_and(|character| character.is_ascii_digit())
        && let Some(rest) = run.strip_prefix(['日', '号', '年', '月', '届', '次'])
    {
        from = end - rest.len();
    }
    from += last_stop(&text[from..end]);
    while let Some(first) = look::at(text, from)
        && from + first.len_utf8() < end
        && (NEVER_FIRST.contains(first)
            || LEADING.contains(first)
                && look::at(text, from + first.len_utf8()).is_some_and(|next| REGIONS.contains(next)))
    {
        from += first.len_utf8();
    }
    let code = &text[from..end];
    if code.chars().count() > 10 && !code.ends_with(['令', '告']) {
        let mut near = code.char_indices().filter(|&(at, character)| {
            REGIONS.contains(character) && (3..=9).contains(&code[at..].chars().count())
        });
        if let Some((at, _)) = near.next_back() {
            from += at;
        }
    }
    from
}

/// The start of a body's full name that ends at `end`, further bodies before it included: 财政部 税务总局公告.
pub(super) fn start_of_bodies(text: &str, end: usize) -> usize {
    let mut from = start(text, end);
    for _ in 0..6 {
        let before = match look::before(text, from) {
            Some('、') => from - '、'.len_utf8(),
            _ => look::before_blank(text, from),
        };
        let body = look::before(text, before).is_some_and(|last| "部局委会署行院厅办".contains(last));
        if before == from || !body {
            break;
        }
        let next = start(text, before);
        if next >= before {
            break;
        }
        from = next;
    }
    from
}

/// Where the Han characters that end at `end` begin.
fn run_start(text: &str, end: usize) -> usize {
    let Some(words) = text.get(..end) else { return end };
    let han = words.chars().rev().take(FARTHEST).take_while(|&character| look::is_han(character));
    end - han.map(char::len_utf8).sum::<usize>()
}

/// The end of the last stop word in `run` that has something behind it.
fn last_stop(run: &str) -> usize {
    let Some(last) = run.char_indices().next_back() else { return 0 };
    STOPS.iter().filter_map(|stop| Some(run[..last.0].rfind(stop)? + stop.len())).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_from_the_words_before_it() {
        for (words, code) in [
            ("鲁政办发", "鲁政办发"),
            ("根据国办发", "国办发"),
            ("甲市人民政府关于试点的通知渝府办发", "渝府办发"),
            ("及其他项目不受琼建房", "琼建房"),
            ("和国发", "国发"),
            ("和政办发", "和政办发"),
            ("穗公积金中心规字", "穗公积金中心规字"),
            ("中国人民银行公告", "中国人民银行公告"),
            ("发文字号国发", "国发"),
            ("，国发", "国发"),
        ] {
            assert_eq!(&words[start(words, words.len())..], code, "{words}");
        }
        let text = "2019年6月28日日政发";
        assert_eq!(&text[start(text, text.len())..], "日政发");
        let text = "（甲部 乙总局、丙委公告";
        assert_eq!(&text[start_of_bodies(text, text.len())..], "甲部 乙总局、丙委公告");
    }
}
