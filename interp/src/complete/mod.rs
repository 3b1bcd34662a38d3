//! Completion: what may stand at a cursor, of what begins so, in characters, pinyin or first letters.
//!
//! Works on a text that is broken around the cursor: the entry is found by the skeleton of the text with a name put where
//! something is being typed, and only the words before it in its entry are looked at.

mod candidate;
mod expect;
mod offer;
mod place;
mod read;
#[cfg(test)]
mod tests;
mod typed;
mod vocabulary;
mod words;

pub use candidate::{Candidate, CandidateKind};
pub(crate) use vocabulary::most;
pub use vocabulary::written_in;

use std::ops::Range;

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;

use crate::symbol::Names;
use typed::Typed;

/// At most so many candidates are given.
const MOST: usize = 200;

/// A text and a place in it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The text: a document, or what is typed at a prompt. Its number tells whose names it sees.
    pub source: &'a Source,
    /// Where the next character would be put: a byte of the text.
    pub cursor: usize,
    /// Whether it is typed at a prompt, where an entry may be an expression.
    pub prompt: bool,
}

/// What may stand at a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The bytes of the text that a candidate takes the place of; empty at the cursor where nothing is typed.
    pub replace: Range<usize>,
    /// The likeliest first; empty in comments, texts and where a new name is made.
    pub candidates: Vec<Candidate>,
    /// Whether there are more than are given.
    pub more: bool,
}

/// What may stand at the cursor.
///
/// ```
/// use heng_grammar::{parse, source::Source, span::SourceId};
/// use heng_interp::{complete::{Input, complete}, symbol::{Names, Text}};
/// let text = "表 企业 { 税收: 万元；用地面积: 亩 }\n对 企业 { 亩均 = ss }\n";
/// let source = Source::new(SourceId(0), "例.heng", text);
/// let names = Names::new(&[Text { source: &source, script: &parse(&source).script, path: "" }]);
/// let cursor = text.find("ss").unwrap() + 2;
/// let found = complete(Input { source: &source, cursor, prompt: false }, &names);
/// assert_eq!(found.candidates[0].insert, "税收");
/// assert_eq!(&text[found.replace], "ss");
/// ```
pub fn complete(input: Input<'_>, names: &Names) -> Completions {
    let Some(mut typed) = typed::typed(input.source, input.cursor) else {
        return Completions { replace: input.cursor..input.cursor, ..Completions::default() };
    };
    let language = vocabulary::written_in(input.source, names);
    let mut candidates = candidates(input, &typed, names, language);
    if candidates.is_empty()
        && let Some(unstuck) = typed::unstuck(&typed)
    {
        let found = self::candidates(input, &unstuck, names, language);
        let apart =
            |candidate: Candidate| Candidate { insert: format!(" {}", candidate.insert), ..candidate };
        candidates = found.into_iter().map(apart).collect();
        typed = unstuck;
    }
    let more = candidates.len() > MOST;
    candidates.truncate(MOST);
    Completions { replace: typed.replace, candidates, more }
}

fn candidates(input: Input<'_>, typed: &Typed, names: &Names, language: Language) -> Vec<Candidate> {
    let Some(place) = place::place(input, typed, names) else { return Vec::new() };
    let expected = expect::expected(&place, names);
    offer::offer((&place, &expected), typed, names, (input.source, language))
}
