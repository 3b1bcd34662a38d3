//! A line of a script for each word, from the samples that stand above the rules of the grammar.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Concept, Role};
use crate::token::{TokenKind, lex};

const GRAMMAR: &str = include_str!("../../heng.pest");

/// The shortest sample of the grammar that holds the word of a concept, in Chinese; one that begins with it where it opens an
/// entry. None where no sample holds it.
///
/// ```
/// use heng_grammar::vocabulary::{Concept, sample};
/// assert_eq!(sample(Concept::Take), Some("取 引领作用 = 同时"));
/// ```
pub fn sample(concept: Concept) -> Option<&'static str> {
    static SAMPLES: OnceLock<BTreeMap<Concept, &'static str>> = OnceLock::new();
    let samples = SAMPLES.get_or_init(|| {
        let all: Vec<&'static str> = samples().collect();
        let found = |concept: &Concept| Some((*concept, shortest(*concept, &all)?));
        Concept::ALL.iter().filter_map(found).collect()
    });
    samples.get(&concept).copied()
}

/// The samples: comments between the rules, several on a line parted by ` | `, without what is said of them in English.
fn samples() -> impl Iterator<Item = &'static str> {
    let lines = GRAMMAR.lines().filter_map(|line| line.strip_prefix("// "));
    let each = lines.flat_map(|line| line.split(" | ")).map(|sample| {
        let said = sample.match_indices([';', ':']).find(|(at, _)| {
            let after = sample.get(at + 1..).unwrap_or_default();
            after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        said.map_or(sample, |(at, _)| sample.get(..at).unwrap_or(sample)).trim()
    });
    each.filter(|sample| !sample.is_ascii() && !sample.contains(['…', '─', '`']))
}

fn shortest(concept: Concept, all: &[&'static str]) -> Option<&'static str> {
    let word = concept.word();
    let holds = |sample: &str| {
        let words =
            || lex(sample).filter(|token| token.kind == TokenKind::Name).map(|token| token.text(sample));
        match word.role {
            Role::Block | Role::Entry => words().next() == Some(word.zh) && sample.starts_with(word.zh),
            _ => words().any(|text| text == word.zh),
        }
    };
    let more = |sample: &&&str| **sample != word.zh && holds(sample);
    all.iter().filter(more).min_by_key(|sample| sample.chars().count()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_samples_that_are_scripts() {
        let without: Vec<&str> = Concept::ALL
            .iter()
            .filter(|concept| concept.word().role == Role::Block && sample(**concept).is_none())
            .map(|concept| concept.word().zh)
            .collect();
        assert_eq!(without, ["参评"]);
        for text in Concept::ALL.iter().filter_map(|concept| sample(*concept)) {
            assert!(lex(text).all(|token| token.kind != TokenKind::Unknown), "{text}");
        }
    }
}
