//! Where an issuer's code (鲁政办发) begins. Before its bracket stand Han characters only, and of those a code is the
//! last few: 根据国办发〔2019〕5号, …的通知渝府办发〔2021〕89号.

use crate::document::look;

/// How many characters before the bracket are looked at.
const FARTHEST: usize = 40;

/// Whether a word of two characters ends before a code and is never part of one: 根据, 关于, 印发, 通知, 文号.
#[rustfmt::skip]
#[allow(clippy::unnested_or_patterns)]
const fn is_stop(first: char, last: char) -> bool {
    matches!((first, last),
        ('根' | '依', '据') |
        ('按' | '依' | '参' | '遵', '照') |
        ('关' | '对' | '由', '于') |
        ('以', '及') |
        ('印' | '下' | '转' | '制' | '签', '发') |
        ('发' | '颁' | '公', '布') |
        ('实' | '措', '施') |
        ('施' | '试' | '执', '行') |
        ('落', '实') |
        ('贯', '彻') |
        ('文', '件') |
        ('办', '法') |
        ('规' | '决', '定') |
        ('细', '则') |
        ('条', '例') |
        ('规' | '计', '划') |
        ('方' | '预', '案') |
        ('意' | '详' | '参', '见') |
        ('通', '知') |
        ('决', '议') |
        ('批', '复') |
        ('通', '报') |
        ('通' | '公' | '报', '告') |
        ('请', '示') |
        ('纪', '要') |
        ('要', '点') |
        ('章', '程') |
        ('标', '准') |
        ('目', '录') |
        ('指', '南') |
        ('制', '度') |
        ('文' | '字' | '编', '号') |
        ('不', '受') |
        ('事', '项') |
        ('号', '文') |
        ('是', '指') |
        ('符', '合')
    )
}

/// Whether `words` are one such word and nothing else.
pub(super) fn is_stop_word(words: &str) -> bool {
    let mut characters = words.chars();
    matches!((characters.next(), characters.next(), characters.next()), (Some(first), Some(last), None) if is_stop(first, last))
}

/// Whether a code begins with a province's character, or the State Council's or the Party centre's.
pub(super) fn is_of_region(code: &str) -> bool {
    code.starts_with(|first| REGIONS.contains(first))
}

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
    from += last_stop(text.get(from..end).unwrap_or_default());
    while let Some(first) = look::at(text, from)
        && from + first.len_utf8() < end
        && (NEVER_FIRST.contains(first)
            || LEADING.contains(first)
                && look::at(text, from + first.len_utf8()).is_some_and(|next| REGIONS.contains(next)))
    {
        from += first.len_utf8();
    }
    let code = &text.get(from..end).unwrap_or_default();
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
    let mut second: Option<(char, usize)> = None;
    for (at, first) in run.char_indices().rev().skip(1) {
        if let Some((last, end)) = second
            && is_stop(first, last)
        {
            return end;
        }
        let end = at + first.len_utf8();
        if matches!(first, '的' | '了' | '等' | '按' | '据' | '或') {
            return end;
        }
        second = Some((first, end));
    }
    0
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
            ("预售许可仍按榕政办", "榕政办"),
            ("是指儋建", "儋建"),
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
