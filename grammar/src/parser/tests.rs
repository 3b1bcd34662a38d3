//! The grammar against the vocabulary and against the tokens.

use super::expected::literals;
use super::grammar::{HengParser, Rule};
use super::{Node, match_rule, parse};
use crate::skeleton::{Entry, skeleton};
use crate::source::Source;
use crate::span::{SourceId, Span};
use crate::token::lex;
use crate::vocabulary::{Concept, Tier, concepts, is_measure};
use pest::Parser as _;
use proptest::prelude::*;
use std::collections::BTreeSet;

const GRAMMAR: &str = include_str!("../../heng.pest");

/// The keyword rules with their words, as the grammar writes them.
fn keywords() -> Vec<(&'static str, Vec<&'static str>)> {
    let lines = GRAMMAR.lines().filter(|line| line.starts_with("kw_"));
    lines
        .map(|line| (line.split(' ').next().unwrap_or(""), line.split('"').skip(1).step_by(2).collect()))
        .collect()
}

#[test]
fn every_keyword_is_a_word_of_the_vocabulary() {
    assert!(keywords().len() > 100);
    for (rule, words) in keywords() {
        // 年 belongs to a literal.
        let variant = |word: &str| {
            is_measure(word, word) || words.iter().any(|of| is_measure(of, word) || is_measure(word, of))
        };
        for word in words.iter().filter(|word| **word != "年" && !variant(word)) {
            assert!(!concepts(word).is_empty(), "{rule}: `{word}` is not in the vocabulary");
        }
    }
}

#[test]
fn a_keyword_has_the_same_concept_in_both_languages() {
    for (rule, words) in keywords() {
        let (zh, en): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| !word.is_ascii());
        for word in en {
            let variant = zh.iter().any(|zh| is_measure(zh, word));
            let matches = variant || concepts(word).iter().any(|concept| zh.iter().any(|zh| concept.is(zh)));
            assert!(matches, "{rule}: `{word}` is not the English word for any of {zh:?}");
        }
    }
}

#[test]
fn hard_words_are_never_names_and_all_others_can_be() {
    for concept in Concept::ALL {
        for word in [concept.word().zh, concept.word().en] {
            let hard = concepts(word).iter().any(|concept| concept.word().tier == Tier::Hard);
            let read = HengParser::parse(Rule::name, word).is_ok_and(|pairs| pairs.as_str() == word);
            assert_eq!(read, !hard, "{word}");
        }
    }
}

/// The rules' guards name the characters with which the words begin.
#[test]
fn every_hard_and_clause_word_is_known_by_its_first_character() {
    for (list, rule) in [("hard_word = _{", Rule::hard_word), ("clause_word = _{", Rule::clause_word)] {
        let text = GRAMMAR
            .split_once(list)
            .and_then(|(_, after)| after.split_once("\n}"))
            .map_or("", |(words, _)| words);
        let words: Vec<&str> = text
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .filter(|w| w.starts_with("kw_"))
            .collect();
        assert!(words.len() > 15, "{list}");
        for (name, words) in keywords().into_iter().filter(|(name, _)| words.contains(name)) {
            for word in words {
                assert!(
                    HengParser::parse(rule, word).is_ok(),
                    "{name}: `{word}` begins otherwise than the guard says"
                );
            }
        }
    }
}

#[test]
fn a_keyword_never_matches_the_front_of_a_longer_word() {
    let all: BTreeSet<&str> = keywords().into_iter().flat_map(|(_, words)| words).collect();
    for rule in Rule::all_rules()
        .iter()
        .filter(|rule| format!("{rule:?}").starts_with("kw_") && **rule != Rule::kw_year)
    {
        for word in literals(*rule) {
            for longer in all.iter().filter(|longer| longer.starts_with(word) && **longer != word) {
                let read = HengParser::parse(*rule, longer).map(|pairs| pairs.as_str());
                assert!(
                    read.as_ref().map_or(true, |read| read == longer),
                    "{rule:?} took {read:?} of {longer}"
                );
            }
            assert!(HengParser::parse(*rule, &format!("{word}甲")).is_err(), "{rule:?} {word}");
        }
    }
}

fn corpus() -> Vec<Source> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/parse");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| Source::new(SourceId(0), path.to_string_lossy(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

fn headers(entries: &[Entry], found: &mut Vec<Span>) {
    for entry in entries {
        found.push(entry.header);
        found.extend(entry.tail);
        if let Some(body) = &entry.body {
            headers(&body.entries, found);
        }
    }
}

/// The places where the words of `node` begin and end; a literal counts as one word.
fn ends(node: &Node, found: &mut BTreeSet<usize>) {
    let whole = matches!(
        node.rule,
        Rule::date | Rule::year | Rule::axis_year | Rule::text | Rule::document_number | Rule::quoted_name
    );
    if node.children.is_empty() || whole {
        found.extend([node.span.range().start, node.span.range().end]);
    } else {
        node.children.iter().for_each(|child| ends(child, found));
    }
}

/// Every rule that reads a whole entry, on every entry: what pest takes for a word, logos takes for one or more.
fn words_agree(source: &Source) {
    let boundaries: BTreeSet<usize> = lex(source.text()).flat_map(|token| [token.start, token.end]).collect();
    let (skeleton, faults) = skeleton(source);
    let mut spans = Vec::new();
    headers(&skeleton.entries, &mut spans);
    // A hazard that has been reported may well be one word to one and two to the other: 2022年4月1日.
    let places: Vec<Span> = faults.iter().flat_map(|fault| &fault.labels).map(|label| label.span).collect();
    spans.retain(|span| !places.iter().any(|place| place.start < span.end && span.start <= place.end));
    let text = super::masked(source.text());
    let heads: BTreeSet<&str> =
        GRAMMAR.lines().filter_map(|line| line.split_once(" = { SOI").map(|(name, _)| name)).collect();
    let rules: Vec<Rule> = Rule::all_rules()
        .iter()
        .copied()
        .filter(|rule| heads.contains(format!("{rule:?}").as_str()) && *rule != Rule::policy_entry)
        .collect();
    assert!(rules.len() > 40);
    for span in spans {
        for &rule in &rules {
            let Ok(node) = match_rule(rule, &text, span) else { continue };
            let mut found = BTreeSet::new();
            ends(&node, &mut found);
            for at in found {
                assert!(
                    boundaries.contains(&at),
                    "{rule:?} ends a word inside a token of {:?} at {at}",
                    span.text(source.text())
                );
            }
        }
    }
}

#[test]
fn pest_and_logos_see_the_same_words_in_the_corpus() {
    for source in corpus() {
        words_agree(&source);
    }
}

#[test]
fn a_deep_expression_is_read_in_a_small_thread() {
    let depth = super::nesting::DEEPEST - 1;
    let deep = format!("x = {}1{}", "f(".repeat(depth), ")".repeat(depth));
    let negated = format!("x = {}a", "非 ".repeat(depth));
    let listed = format!("x = {}1{}", "[".repeat(depth), "]".repeat(depth));
    let read = move || {
        for text in [deep, negated, listed] {
            let parsed = parse(&Source::new(SourceId(0), "深.heng", text));
            assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        }
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(read).unwrap().join().unwrap();
}

#[test]
fn one_faulty_entry_leaves_the_others_whole() {
    let text = "选项 级 { A > B }\n评份 x { }\n对 企业 {\n  甲 = 1\n  乙 = = 2\n  丙 = 3\n}\n";
    let parsed = parse(&Source::new(SourceId(0), "例.heng", text));
    assert_eq!(parsed.diagnostics.len(), 2, "{:?}", parsed.diagnostics);
    assert_eq!(parsed.script.items.len(), 2);
    let crate::tree::ItemKind::For(block) = &parsed.script.items[1].kind else { panic!("对 was lost") };
    assert_eq!(block.items.len(), 2);
}

/// Words, signs and slips, in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces: Vec<String> = Concept::ALL
        .iter()
        .flat_map(|concept| [concept.word().zh, concept.word().en])
        .chain([
            "亩均税收",
            "A",
            "「名 称」",
            "\"文字\"",
            "“文”",
            "1000",
            "0.5",
            "40%",
            "万元",
            "万元/亩",
            "2022年",
            "2022-01-31",
            "m²",
            "(",
            ")",
            "（",
            "）",
            "[",
            "]",
            "{",
            "}",
            "\n",
            "；",
            "，",
            "、",
            ":",
            "=",
            "→",
            ">",
            "≥",
            "+",
            "-",
            "×",
            "/",
            ".",
            "|",
            "@第一条",
            "// 注",
            "/// 说",
            "续",
            "\u{3000}",
            "\u{200B}",
            "～",
            "@",
            "\"",
        ])
        .map(str::to_owned)
        .collect();
    let piece = (prop::sample::select(pieces), prop::sample::select(vec!["", " ", " ", " "]));
    prop::collection::vec(piece, 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, blank)| [piece, blank.to_owned()]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_parser_fail(text in soup()) {
        let source = Source::new(SourceId(0), "汤.heng", text);
        let parsed = parse(&source);
        for label in parsed.diagnostics.iter().flat_map(|fault| &fault.labels) {
            prop_assert!(source.text().get(label.span.range()).is_some());
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, ..ProptestConfig::default() })]

    #[test]
    fn pest_and_logos_see_the_same_words_in_any_text(text in soup()) {
        words_agree(&Source::new(SourceId(0), "汤.heng", text));
    }

    #[test]
    fn any_characters_are_taken(text in "\\PC{0,60}") {
        parse(&Source::new(SourceId(0), "字.heng", text));
    }
}

#[test]
fn what_a_text_uses_is_what_parsing_finds() {
    let texts = [
        "引用 南通.资源集约\n引用 乙 为 别\n对 企业 { 亩均 = 税 / 地 }\n引用 丙",
        "引用 // 没有写完\n引用 甲.\n引用 乙",
        "use a.b as c\n对 企业 { 引用 丁 }\n引用 \"甲\"\n引用 戊 }",
        "# 文件\n\n引用 甲\n\n```heng\n引用 乙   @第一条\n```\n",
        "a = 1",
    ];
    for (text, name) in texts.iter().flat_map(|text| [(text, "例.heng"), (text, "例.heng.md")]) {
        let source = Source::new(SourceId(3), name, *text);
        let items = parse(&source).script.items.into_iter();
        let found = items.filter_map(|item| {
            if let crate::tree::ItemKind::Use(used) = item.kind { Some(used) } else { None }
        });
        assert_eq!(super::uses(&source), found.collect::<Vec<_>>(), "{text}");
    }
}
