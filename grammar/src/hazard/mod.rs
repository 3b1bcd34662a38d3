//! What an input method, a paste from a document, or a habit of another language does to a script.
//!
//! Each hazard is seen in the tokens, reported with what was meant, and never mended behind the author's back.
//! H0101 to H0125; brackets, blocks and citations (H0130 …) are the skeleton's.

mod name;
mod number;
mod punctuation;
mod quote;
mod scan;

pub use punctuation::pause;
use scan::Scan;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::token::{Token, TokenKind};
use crate::vocabulary::{Concept, Units};
use std::collections::BTreeSet;

/// What is wrong, and how many tokens it covers.
type Found = (Diagnostic, usize);

/// The rules in the order asked; the first that finds something speaks for the tokens it covers.
const RULES: &[fn(&Scan<'_>, usize) -> Option<Found>] = &[
    quote::unclosed,
    name::invisible_inside,
    number::chinese_date,
    number::range_as_subtraction,
    number::thousands,
    number::absurd_year,
    number::magnitude_without_unit,
    number::division_like_unit,
    number::bare_fraction,
    name::starting_with_digit,
    name::holding_signs,
    name::unit_with_words,
    name::word_comparator,
    name::bound_after_number,
    quote::touching_word,
    punctuation::range_dash,
    punctuation::book_mark,
    punctuation::doubled_operator,
    punctuation::stop_for_dot,
    quote::other_marks,
    punctuation::money_sign,
    punctuation::unknown,
];

/// What a text declares, as far as the hazards of its tokens depend on it.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The units known in it.
    pub units: Units,
    /// The names of its columns and definitions.
    pub names: BTreeSet<String>,
}

impl Declared {
    /// What the tokens of the scripts of a text define by `名 =` and `名:`, beside its `units`.
    pub fn of(source: &Source, scripts: &[Vec<Token>], units: Units) -> Self {
        let mut declared = Self { units, names: BTreeSet::new() };
        let nothing = Self::default();
        for tokens in scripts {
            let scan = Scan::new(source, tokens, &nothing);
            let heads = (0..tokens.len()).filter(|&at| scan.kind(at) == Some(TokenKind::Name));
            let defined = heads.filter(|&at| scan.is_defined(at) && scan.begins_entry(at));
            declared.names.extend(defined.map(|at| scan.text(at).to_owned()));
        }
        declared
    }
}

/// The hazards in the tokens of a script or a fence of a text that declares `declared`.
pub fn hazards(source: &Source, tokens: &[Token], declared: &Declared) -> Vec<Diagnostic> {
    let scan = Scan::new(source, tokens, declared);
    let mut faults = Vec::new();
    let mut at = 0;
    while let Some(token) = scan.get(at) {
        if is_verbatim(&scan, at) {
            at = end_of_entry(&scan, at);
            continue;
        }
        let found = if is_plain(token.kind) { None } else { RULES.iter().find_map(|rule| rule(&scan, at)) };
        at += match found {
            Some((fault, covered)) => {
                faults.push(fault);
                covered.max(1)
            }
            None => 1,
        };
    }
    faults
}

/// Kinds no rule begins with.
fn is_plain(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Blank | TokenKind::LineBreak | TokenKind::Comment | TokenKind::DocComment)
}

/// `文号 通政办发〔2022〕4号`: what follows is taken as it stands.
fn is_verbatim(scan: &Scan<'_>, at: usize) -> bool {
    scan.begins_entry(at) && scan.is_word(at, &[Concept::Number]) && !scan.is_defined(at)
}

fn end_of_entry(scan: &Scan<'_>, from: usize) -> usize {
    let mut at = from;
    while let Some(token) = scan.get(at) {
        let ends = [TokenKind::LineBreak, TokenKind::Semicolon, TokenKind::Stop, TokenKind::CloseBrace];
        if ends.contains(&token.kind) {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests;
