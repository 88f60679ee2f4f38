//! Words of an annotation that say what the units before them do: 牵头, 负责, 配合, 会同, 和, 等.

use super::name::{is_complete, is_generic, is_vague};
use crate::source::is_blank;

/// What a word of an annotation does to the units before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Lead,
    /// 负责, 按职责分工负责
    Responsible,
    Support,
    /// 会同: those before lead, those behind support.
    With,
    And,
    /// 等
    Etc,
}

/// The first verb of `words` that can be one: its place, its length.
pub(super) fn next_verb(words: &str) -> Option<(usize, usize, Verb)> {
    let mut depth = 0_i32;
    for (at, sign) in words.char_indices() {
        match sign {
            '(' | '（' | '[' | '〔' => depth += 1,
            ')' | '）' | ']' | '〕' => depth -= 1,
            _ if depth > 0 => {}
            _ => {
                if let Some((length, verb)) = verb(words, at, sign) {
                    return Some((at, length, verb));
                }
            }
        }
    }
    None
}

/// Characters that verbs begin with.
const BEGINNINGS: &str = "牵总主按根依分共具各负落组承抓推配协参做支会联商和及与以并等";

/// The verb at `at`, whose first character is `sign`.
fn verb(words: &str, at: usize, sign: char) -> Option<(usize, Verb)> {
    // Few characters begin a verb.
    if !BEGINNINGS.contains(sign) {
        return None;
    }
    let rest = &words[at..];
    let before = words[..at].trim_end_matches(is_blank);
    let whole = || before.is_empty() || is_complete(before) || before.ends_with('等');
    let starts = |verbs: &[&str]| verbs.iter().find_map(|verb| length_of(rest, verb));
    // 牵头单位 and the like are nouns.
    let is_noun = |length: usize| {
        ["单位", "部门", "处室", "科室", "人", "责任"].iter().any(|noun| rest[length..].starts_with(noun))
    };
    match sign {
        '牵' | '总' | '主' => {
            let length = starts(&[
                "总牵头负责",
                "总牵头",
                "牵头负责",
                "牵头落实",
                "牵头组织实施",
                "牵头",
                "主办",
                "主责",
            ])?;
            (!is_noun(length) && (sign == '牵' || whole())).then_some((length, Verb::Lead))
        }
        '按' | '根' | '依' | '分' | '共' | '具' | '各' | '负' | '落' | '组' | '承' | '抓' | '推' =>
        {
            let length = starts(&[
                "按职责",
                "按照职责",
                "按照各自",
                "按各自",
                "按分工",
                "按照分工",
                "按任务",
                "根据职责",
                "根据各自",
                "根据分工",
                "依职责",
                "依据职责",
                "依照职责",
                "分别负责",
                "分别牵头",
                "分工负责",
                "分工落实",
                "共同负责",
                "共同牵头",
                "共同落实",
                "具体负责",
                "具体落实",
                "各自负责",
                "负责",
                "落实",
                "组织实施",
                "组织落实",
                "承担",
                "承办",
                "抓好",
                "推进",
            ])?;
            if is_noun(length) || !whole() {
                return None;
            }
            // 按职责分工牵头负责 leads; the phrase ends where the piece does.
            let leads = rest.contains("牵头") && !rest.contains("牵头单位");
            Some((rest.len(), if leads { Verb::Lead } else { Verb::Responsible }))
                .filter(|_| sign != '负')
                .or_else(|| (sign == '负').then_some((length, Verb::Responsible)))
        }
        '配' | '协' | '参' | '做' | '支' => {
            let length = starts(&["配合", "协助", "协同", "协办", "参与", "参加", "做好", "支持"])?;
            (!is_noun(length) && whole()).then_some((length, Verb::Support))
        }
        '会' => {
            let length = starts(&["会同", "会商"])?;
            (!before.is_empty() || at == 0).then_some((length, Verb::With))
        }
        '联' => {
            let length = starts(&["联合"])?;
            let next = rest[length..].chars().next()?;
            (!before.is_empty() && is_complete(before) && !"会社办体国公汽航党组".contains(next))
                .then_some((length, Verb::With))
        }
        '商' => {
            let next = rest[sign.len_utf8()..].chars().next()?;
            let office = before.ends_with(['局', '厅', '委', '办', '部', '处', '室', '院', '署', '心']);
            (office && !"务业会局户贸标品圈".contains(next)).then_some((sign.len_utf8(), Verb::With))
        }
        '和' | '及' | '与' | '以' | '并' => {
            let length = starts(&["以及", "和", "及", "与", "并"])?;
            let behind = rest[length..].trim_start_matches(is_blank);
            let next = next_verb_plain(behind);
            (!before.is_empty() && is_complete(before) && !behind.is_empty() && !is_generic(next))
                .then_some((length, Verb::And))
        }
        '等' => {
            let behind = rest[sign.len_utf8()..].trim_start_matches(is_blank);
            let goes_on = behind.is_empty()
                || is_vague(behind)
                || behind.starts_with([
                    '有', '相', '部', '单', '处', '按', '负', '配', '牵', '会', '分', '共', '县', '市', '省',
                    '区', '各',
                ]);
            (is_complete(before) && goes_on).then_some((sign.len_utf8(), Verb::Etc))
        }
        _ => None,
    }
}

/// How many bytes of `words` make up `verb`, blanks and line breaks inside it passed over.
fn length_of(words: &str, verb: &str) -> Option<usize> {
    if words.starts_with(verb) {
        return Some(verb.len());
    }
    let mut wanted = verb.chars().peekable();
    for (at, sign) in words.char_indices().take(24) {
        match wanted.peek() {
            None => return Some(at),
            Some(next) if *next == sign => {
                wanted.next();
            }
            Some(_) if is_blank(sign) && at > 0 => {}
            Some(_) => return None,
        }
    }
    wanted.peek().is_none().then_some(words.len())
}

/// `words` up to the first word that is plainly a verb.
fn next_verb_plain(words: &str) -> &str {
    let end = ["牵头", "负责", "配合", "按职责", "按照", "具体", "分别", "落实", "会同"]
        .iter()
        .filter_map(|verb| words.find(verb))
        .min()
        .unwrap_or(words.len());
    words[..end].trim_end_matches(is_blank)
}
