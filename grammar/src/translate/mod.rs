//! The other vocabulary: the words of a script in Chinese or in English, losslessly.
//!
//! The grammar says which word plays which part, so that only words of the language change: keywords, functions, types,
//! built-in names, units, and the marks that each language writes in its own width. Names, texts, comments, documentation,
//! citations and the layout stay as they are. Each word and each mark has one form in either language at its place, so that
//! what is written in one vocabulary comes back from the other to the byte.

mod mark;
mod word;

use crate::diagnostic::{Diagnostic, Edit, Language};
use crate::literate::literate;
use crate::parser::played::{Part, Played, Record};
use crate::parser::{Parsed, read_words};
use crate::source::Source;
use crate::span::Span;
use crate::token::{Token, TokenKind, lex_range};
use crate::vocabulary::Units;
use std::collections::BTreeSet;
use std::ops::Range;

/// Names that scripts give to their own things: no word of the language is meant by them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    names: BTreeSet<String>,
    callable: BTreeSet<String>,
    units: BTreeSet<String>,
}

impl Declared {
    /// The names of a text.
    pub fn of(source: &Source) -> Self {
        let (record, parsed) = read_words(source);
        Self::from_record(&record, &parsed)
    }

    fn from_record(record: &Record, parsed: &Parsed) -> Self {
        let units = parsed.skeleton.units.iter().map(|unit| unit.text.clone()).collect();
        Self { names: record.names.clone(), callable: record.callable.clone(), units }
    }

    /// Adds the names of another text of the same run.
    pub fn add(&mut self, other: &Self) {
        self.names.extend(other.names.iter().cloned());
        self.callable.extend(other.callable.iter().cloned());
        self.units.extend(other.units.iter().cloned());
    }

    fn units(&self) -> Units {
        Units::with(self.units.iter().map(String::as_str))
    }
}

/// A text in the other vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    /// The whole text.
    pub text: String,
    /// What changes, in the order of the text.
    pub edits: Vec<Edit>,
    /// How many words and units changed.
    pub words: usize,
    /// How many words and units were in the wanted vocabulary before: where there are some, the way back is not the same bytes.
    pub before: usize,
    /// What cannot be read; it is left as it is.
    pub faults: Vec<Diagnostic>,
}

/// The text in the vocabulary of `to`; `others` are the names of the other texts of its run.
///
/// A text that is in one vocabulary comes back to the byte. One that mixes both is translated wholly.
///
/// ```
/// use heng_grammar::diagnostic::Language;
/// use heng_grammar::translate::{Declared, translate};
/// use heng_grammar::{source::Source, span::SourceId};
/// let text = "分档 等级 依 得分 从高到低 { A 前 10%；B 其余 }";
/// let source = Source::new(SourceId(0), "例.heng", text);
/// let there = translate(&source, Language::English, &Declared::default());
/// assert_eq!(there.text, "band 等级 order_by 得分 descending { A top 10%; B rest }");
/// let source = Source::new(SourceId(0), "例.heng", there.text);
/// assert_eq!(translate(&source, Language::Chinese, &Declared::default()).text, text);
/// ```
pub fn translate(source: &Source, to: Language, others: &Declared) -> Translation {
    let (record, mut parsed) = read_words(source);
    let mut declared = Declared::from_record(&record, &parsed);
    declared.add(others);
    let text = Text::new(source, &record);
    let units = declared.units();
    let partner = |word: &Played, to| word::partner(word, source.text(), to, &declared, &units);
    let there: Vec<(Span, String)> =
        text.words.iter().filter_map(|word| Some((word.span, partner(word, to)?))).collect();
    let from = if to == Language::English { Language::Chinese } else { Language::English };
    let differs =
        |word: &&Played| partner(word, from).is_some_and(|other| other != word.span.text(source.text()));
    let before = text.words.iter().filter(differs).count();
    let changed: Vec<Edit> =
        there.into_iter().map(|(span, replacement)| Edit { span, replacement }).collect();
    let words = changed.len();
    let mut edits = changed;
    if words > 0 {
        let way = if before == 0 { mark::Way::Exchange } else { mark::Way::Into };
        edits.extend(mark::edits(&text, to, way));
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let faults = std::mem::take(&mut parsed.diagnostics);
    Translation { text: applied(source.text(), &edits), edits, words, before, faults }
}

/// The words that are not of `wanted`, each with its partner.
pub fn foreign(source: &Source, wanted: Language, others: &Declared) -> Vec<Edit> {
    let (record, parsed) = read_words(source);
    let mut declared = Declared::from_record(&record, &parsed);
    declared.add(others);
    let units = declared.units();
    let text = Text::new(source, &record);
    let edit = |word: &Played| {
        let replacement = word::partner(word, source.text(), wanted, &declared, &units)?;
        Some(Edit { span: word.span, replacement })
    };
    text.words.iter().filter_map(edit).collect()
}

/// What of a text can be translated.
struct Text<'s> {
    text: &'s str,
    source: crate::span::SourceId,
    /// The tokens of the script, fence by fence.
    tokens: Vec<Vec<Token>>,
    /// Words and units, in the order of the text, each once.
    words: Vec<Played>,
    /// Commas and brackets of clauses.
    marks: Vec<Played>,
}

impl<'s> Text<'s> {
    fn new(source: &'s Source, record: &Record) -> Self {
        let whole = 0..source.text().len();
        let fences = if source.is_literate() { literate(source).fences } else { vec![whole] };
        let inside = |span: Span| fences.iter().any(|fence| contains(fence, &span.range()));
        let tokens: Vec<Vec<Token>> =
            fences.iter().map(|fence| lex_range(source.text(), fence.clone()).collect()).collect();
        let touching = years_touched(&tokens);
        let mut played: Vec<Played> = record.played.iter().copied().filter(|one| inside(one.span)).collect();
        played.retain(|one| !touching.contains(&one.span.range().start));
        played.sort_by_key(|one| (one.span.start, one.span.end, one.part));
        played.dedup_by_key(|one| (one.span.start, one.span.end));
        let is_mark = |one: &Played| matches!(one.part, Part::Comma | Part::Open | Part::Close);
        let (marks, words) = played.into_iter().partition(is_mark);
        Self { text: source.text(), source: source.id(), tokens, words, marks }
    }
}

/// Where a word touches a year before it: the 起 of `2022年起`, which is no English.
fn years_touched(tokens: &[Vec<Token>]) -> BTreeSet<usize> {
    let pairs = tokens.iter().flat_map(|tokens| tokens.windows(2));
    let touched = pairs.filter_map(|pair| match pair {
        [year, word] if year.kind == TokenKind::Year => Some(word.start),
        _ => None,
    });
    touched.collect()
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        made.push_str(text.get(at..range.start).unwrap_or_default());
        made.push_str(&edit.replacement);
        at = range.end;
    }
    made.push_str(text.get(at..).unwrap_or_default());
    made
}

#[cfg(test)]
mod tests;
