//! What a word of the text looks like, where the grammar could not make sense of it.

use crate::suggest::likeliest;
use crate::token::{TokenKind, lex};
use crate::tree::{Argument, ExprKind};
use crate::vocabulary::{Tier, Units, find};
use std::collections::BTreeMap;

/// The words of a text: which of them are names, and the units it knows.
pub(crate) struct Words<'t> {
    /// Each word and where it first stands.
    first: BTreeMap<&'t str, usize>,
    /// Each word that stands in more places than one.
    repeated: BTreeMap<&'t str, usize>,
    /// The units of the text.
    pub units: Units,
}

impl<'t> Words<'t> {
    /// The words of `text`, whose `单位` lines declare `units`.
    pub(crate) fn new<'u>(text: &'t str, units: impl IntoIterator<Item = &'u str>) -> Self {
        let (mut first, mut repeated) = (BTreeMap::new(), BTreeMap::new());
        for token in lex(text).filter(|token| token.kind == TokenKind::Name) {
            let word = token.text(text);
            if first.contains_key(word) {
                repeated.insert(word, token.start);
            } else {
                first.insert(word, token.start);
            }
        }
        Self { first, repeated, units: Units::with(units) }
    }

    /// Whether `word` stands as a word of its own somewhere else than at byte `at`.
    pub(crate) fn knows(&self, word: &str, at: usize) -> bool {
        self.repeated.contains_key(word) || self.first.get(word).is_some_and(|&first| first != at)
    }
}

/// Comparisons as documents write them after a name, with the sign each stands for.
const COMPARATORS: &[(&str, &str)] = &[
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不小于", "≥"),
    ("大于等于", "≥"),
    ("大于或等于", "≥"),
    ("达到", "≥"),
    ("不超过", "≤"),
    ("不高于", "≤"),
    ("不大于", "≤"),
    ("不多于", "≤"),
    ("小于等于", "≤"),
    ("小于或等于", "≤"),
    ("超过", ">"),
    ("高于", ">"),
    ("大于", ">"),
    ("多于", ">"),
    ("低于", "<"),
    ("小于", "<"),
    ("少于", "<"),
    ("不满", "<"),
    ("不等于", "≠"),
    ("等于", "="),
];

/// The sign for the comparison that `word` ends in, with what stands before it: the longest comparison.
pub(super) fn comparator_suffix(word: &str) -> Option<(&str, &'static str)> {
    let found =
        COMPARATORS.iter().filter_map(|(said, sign)| word.strip_suffix(said).map(|prefix| (prefix, *sign)));
    found.filter(|(prefix, _)| !prefix.is_empty()).min_by_key(|(prefix, _)| prefix.len())
}

/// The one of `candidates` that `word` was probably meant to be: the nearest, or the one it is the beginning of.
pub(super) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let candidates: Vec<&str> = candidates.filter(|candidate| *candidate != word).collect();
    let begun = |candidate: &&&str| word.is_ascii() && word.len() >= 3 && candidate.starts_with(word);
    let begun = candidates.iter().filter(begun).min().copied();
    let near = begun.or_else(|| likeliest(word, candidates.iter().copied()));
    near.or_else(|| one_character_apart(word, &candidates))
}

/// Of the words of the language there are few, and authors write others for them: `处罚` for `惩罚`. The only one of as many
/// characters, two to four, that differs in one.
fn one_character_apart<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
    let length = word.chars().count();
    let apart = |candidate: &&&str| {
        let same = word.chars().zip(candidate.chars()).filter(|(a, b)| a == b).count();
        candidate.chars().count() == length && same + 1 == length
    };
    let mut near = candidates.iter().filter(apart);
    let first = near.next().filter(|_| (2..=4).contains(&length) && !word.is_ascii())?;
    near.all(|other| other == first).then_some(first)
}

/// Whether `name(argument)` is a header like `实缴税金（万元）` rather than a call: its one argument is a unit.
pub(crate) fn looks_like_unit_note(name: &str, arguments: &[Argument], units: &Units) -> bool {
    let [Argument { value: Some(value), filter: None, direction: None, .. }] = arguments else {
        return false;
    };
    let ExprKind::Name(argument) = value.kind.as_ref() else { return false };
    // A single letter is a name more often than a unit: 档(x).
    argument.text.len() > 1 && find(name, Tier::Function).is_none() && units.knows(&argument.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_guessed_by_character() {
        let candidates = || ["评分", "分档", "调档", "查表"].into_iter();
        assert_eq!(nearest("平分", candidates()), Some("评分"));
        assert_eq!(nearest("档分", candidates()), Some("分档"));
        assert_eq!(nearest("国四", candidates()), None);
        assert_eq!(nearest("分", candidates()), None);
        assert_eq!(nearest("adjsut", ["adjust", "amend"].into_iter()), Some("adjust"));
    }

    #[test]
    fn comparisons_in_words_are_known_by_their_longest_form() {
        assert_eq!(comparator_suffix("亩均税收不低于"), Some(("亩均税收", "≥")));
        assert_eq!(comparator_suffix("税收低于"), Some(("税收", "<")));
        assert_eq!(comparator_suffix("超过"), None);
    }

    #[test]
    fn a_word_is_known_where_it_stands_elsewhere() {
        let words = Words::new("亩均税收 = 1\nx = 若亩均税收", []);
        assert!(words.knows("亩均税收", 30));
        assert!(!words.knows("亩均税收", 0));
        assert!(!words.knows("增值", 0));
    }
}
