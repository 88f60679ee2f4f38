//! What the benchmarks share: the texts and records they run over, and the patterns that the peers are given.

pub mod records;

use gongkai::rule::{LexiconEntry, RuleFile};
use std::path::Path;

/// The texts: the samples beside the repository, else the repository's own examples, repeated to two megabytes.
pub fn corpus() -> Vec<String> {
    if let Some(samples) = gongkai_tests::samples() {
        return gongkai_tests::sample_texts(&samples).into_iter().map(|(_, text)| text).collect();
    }
    let folder = gongkai_tests::root().join("examples");
    let texts: Vec<String> = read(&folder);
    let bytes: usize = texts.iter().map(String::len).sum();
    let times = (2 << 20) / bytes.max(1) + 1;
    texts.iter().cycle().take(texts.len() * times).cloned().collect()
}

fn read(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

/// What a checker made of regular expressions would run: the packs' own patterns and words, and for the structural
/// checks and the parser one pattern a shape that they look for.
pub fn patterns() -> Vec<String> {
    let mut patterns: Vec<String> = SHAPES.iter().map(|&shape| shape.to_owned()).collect();
    for pack in gongkai_rules::packs() {
        for rule in pack.rules.values() {
            patterns.extend(rule_patterns(rule));
        }
    }
    patterns
}

fn rule_patterns(rule: &RuleFile) -> Vec<String> {
    if let Some(spec) = &rule.pattern {
        return spec.forbid.iter().chain(&spec.require).cloned().collect();
    }
    let Some(spec) = &rule.lexicon else { return Vec::new() };
    let words = spec.words.iter().map(|entry| match entry {
        LexiconEntry::Word(word) | LexiconEntry::Replace { word, .. } => regex_escape(word),
    });
    vec![words.collect::<Vec<_>>().join("|")]
}

fn regex_escape(word: &str) -> String {
    word.chars()
        .flat_map(|character| {
            let escape = character.is_ascii_punctuation().then_some('\\');
            escape.into_iter().chain([character])
        })
        .collect()
}

/// One pattern for each shape that the parser and the structural checks know.
const SHAPES: &[&str] = &[
    r"[\p{Han}]{1,12}〔(19|20)[0-9]{2}〕[1-9][0-9]*号",
    r"[\p{Han}]{1,12}[\[（(【［﹝][0-9]{2,4}年?[\]）)】］﹞]第?[0-9]+号",
    r"[\p{Han}]{1,12}〔[0-9]{2}〕[0-9]+号",
    r"[\p{Han}]{1,12}〔[0-9]{4}〕(第|0)[0-9]+号",
    r"国务院令第[0-9]+号|国令第[0-9]+号",
    r"[0-9]{4}年(1[0-2]|[1-9])月([12][0-9]|3[01]|[1-9])日",
    r"[0-9]{4}年0[0-9]月[0-9]{1,2}日|[0-9]{4}年[0-9]{1,2}月0[0-9]日",
    r"[二〇○零一九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日",
    r"(19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}",
    r"[0-9]{1,2}月[0-9]{1,2}日(之?前|以前)|[0-9]{1,2}月(底|末)前|年底前",
    r"(?m)^[ \t　]*[一二三四五六七八九十]{1,3}、",
    r"(?m)^[ \t　]*（[一二三四五六七八九十]{1,3}）",
    r"(?m)^[ \t　]*[0-9]{1,2}[.．]",
    r"(?m)^[ \t　]*（[0-9]{1,2}）",
    r"(?m)^[ \t　]*\([一二三四五六七八九十]{1,3}\)",
    r"(?m)^[ \t　]*[0-9]{1,2}、",
    r"（[一二三四五六七八九十]{1,3}）、",
    r"第[一二三四五六七八九十百]{1,5}条",
    r"[（(](责任|牵头|配合)(单位|部门)[:：][^）)]{1,200}[）)]",
    r"[（(][^（()）]{1,120}(牵头|负责|配合)[）)]",
    r"由[\p{Han}、]{2,60}(牵头|负责|会同|配合)",
    r"《[^《》\n]{1,120}》（[^（）]{1,40}号）",
    r"《[^《》\n]{1,120}《",
    r"》、《|”、“",
    r"“[^“”\n]{0,400}$",
    r"(?m)^[ \t　]*附件[0-9]{0,2}[:：]?",
    r"（此件[\p{Han}]{2,8}）",
    r"(?m)^[ \t　]*抄送[:：]",
    r"有效期(至|为)?[0-9一二三四五六七八九十]{1,4}",
    r"自[\p{Han}0-9]{2,16}(起施行|之日起施行|起实施)",
    r"同时废止|予以废止|宣布失效",
    r"[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
    r"1[3-9][0-9]{9}",
    r"[1-9][0-9]{15,18}",
    r"[0-9]+～[0-9]+%|[0-9]+[-—~][0-9]+%",
    r"[0-9]～[0-9]+(万|亿)",
    r"[\p{Han}]\([^()]{1,60}\)",
    r"[\p{Han}][,:;][\p{Han}]",
    r"，\n",
    r"[ 　]+\n",
    r"(绝密|机密|秘密)★",
    r"有关(处室|单位|部门)",
];
