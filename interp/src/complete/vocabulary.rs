//! Which of the two vocabularies a text is written in.

use std::cmp::Ordering;

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_grammar::token::{TokenKind, lex};
use heng_grammar::vocabulary::{Tier, concepts};

use crate::symbol::Names;

/// The vocabulary that most words of the language in a text are of; where it has none, that of the project's main text; else
/// Chinese. Of a document it is known.
pub fn written_in(source: &Source, names: &Names) -> Language {
    names.written_in(source.id()).or_else(|| most(source.text())).unwrap_or_else(|| names.vocabulary())
}

/// The vocabulary that most words of the language in a text are of.
pub(crate) fn most(text: &str) -> Option<Language> {
    let (zh, en) = counted(text);
    match zh.cmp(&en) {
        Ordering::Less => Some(Language::English),
        Ordering::Greater => Some(Language::Chinese),
        Ordering::Equal => None,
    }
}

/// How many words of a text are of the Chinese vocabulary, and of the English one.
fn counted(text: &str) -> (usize, usize) {
    let (mut zh, mut en) = (0, 0);
    for token in lex(text).filter(|token| token.kind == TokenKind::Name) {
        let word = token.text(text);
        let of_language = |tier: Tier| matches!(tier, Tier::Hard | Tier::Context | Tier::Type);
        let Some(concept) = concepts(word).iter().find(|c| of_language(c.word().tier)) else { continue };
        if concept.word().zh == word { zh += 1 } else { en += 1 }
    }
    (zh, en)
}
