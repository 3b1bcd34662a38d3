use super::*;

/// Words that stand for two concepts on purpose: in different tiers, so the place tells them apart.
const SHARED: &[&str] = &["全部"];

#[test]
fn a_word_stands_for_one_concept_unless_its_place_tells() {
    for &concept in Concept::ALL {
        for text in [concept.word().zh, concept.word().en] {
            let all = concepts(text);
            if all.len() > 1 {
                assert!(SHARED.contains(&text), "{text} stands for {all:?}");
                let tiers: std::collections::BTreeSet<Tier> = all.iter().map(|c| c.word().tier).collect();
                assert_eq!(tiers.len(), all.len(), "{text} is ambiguous within a tier");
            }
        }
    }
}

#[test]
fn every_word_is_one_word_to_the_lexer() {
    for concept in Concept::ALL {
        for text in [concept.word().zh, concept.word().en] {
            let kinds: Vec<_> = crate::token::lex(text).map(|token| token.kind).collect();
            assert_eq!(kinds, [crate::token::TokenKind::Name], "{text}");
        }
    }
}

#[test]
fn no_hard_or_clause_word_is_a_unit() {
    for concept in Concept::ALL {
        let word = concept.word();
        let excluded = word.tier == Tier::Hard || matches!(word.role, Role::Clause | Role::Entry);
        assert!(!(excluded && Units::default().knows(word.zh)), "{} is a unit as well", word.zh);
        assert!(!(excluded && Units::default().knows(word.en)), "{} is a unit as well", word.en);
    }
}

#[test]
fn help_says_something_in_both_languages() {
    for concept in Concept::ALL {
        let help = concept.help();
        assert!(!help.zh.is_empty() && !help.en.is_empty(), "{concept:?}");
        assert!(!help.zh.ends_with('。') && !help.en.ends_with('.'), "{concept:?} ends in a full stop");
    }
}

#[test]
fn words_are_found_folded() {
    assert_eq!(hard("ｉｆ"), Some(Concept::If));
    assert_eq!(hard("若干"), None);
    assert_eq!(find("全部", Tier::Function), Some(Concept::Every));
    assert_eq!(find("全部", Tier::Context), Some(Concept::All));
}

#[test]
fn words_run_together_are_cut() {
    let known = |name: &str| matches!(name, "亩均税收" | "实缴税金");
    let cut = |word| split(word, &known).map(|pieces| pieces.iter().map(|p| p.text).collect::<Vec<_>>());
    assert_eq!(cut("亩均税收且实缴税金"), Some(vec!["亩均税收", "且", "实缴税金"]));
    assert_eq!(cut("若未知"), Some(vec!["若", "未知"]));
    assert_eq!(cut("未知且"), Some(vec!["未知", "且"]));
    assert_eq!(cut("且非亩均税收"), Some(vec!["且", "非", "亩均税收"]));
    assert_eq!(cut("完全未知"), None);
    assert_eq!(cut("若"), None);
}

#[test]
fn units_are_cut_longest_first() {
    let units = Units::with(["标箱", "千瓦时"]);
    let cut = |word| units.cut(word).map(|pieces| (pieces.unit, pieces.rest));
    assert_eq!(cut("百分点"), Some(("百分点", "")));
    assert_eq!(cut("千瓦时"), Some(("千瓦时", "")));
    assert_eq!(cut("万标箱且"), Some(("万标箱", "且")));
    assert_eq!(cut("m²"), Some(("m²", "")));
    assert_eq!(cut("㎡"), Some(("㎡", "")));
    assert_eq!(cut("企业"), None);
    assert!(!units.knows("万"));
}

/// Concepts of blocks whose grammar is not written yet, and of words the grammar reads as ordinary names.
fn is_plain_or_later(concept: Concept) -> bool {
    let word = concept.word();
    let in_expressions = matches!(word.tier, Tier::Function | Tier::Type | Tier::Name);
    in_expressions || LATER.contains(&concept)
}

const LATER: &[Concept] = &[];

#[test]
fn every_word_of_the_table_is_in_the_grammar() {
    let grammar = include_str!("../../heng.pest");
    let rules: String =
        grammar.lines().filter(|line| line.starts_with("kw_") && !line.starts_with("kw_year ")).collect();
    for &concept in Concept::ALL {
        let written = rules.contains(&format!("\"{}\"", concept.word().zh));
        assert!(written || is_plain_or_later(concept), "{concept:?} has no keyword rule");
        assert!(!(written && LATER.contains(&concept)), "{concept:?} is in the grammar by now");
    }
}
