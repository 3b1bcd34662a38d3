//! Pieces of formulas, and what is known of them.

use heng_interp::program::Frame;
use heng_interp::value::Absence;

use super::super::words::{Absences, NO, Words, YES};

/// Where the number of the row stands in the text of a formula: each line of a sheet has its own.
pub const ROW: char = '\u{1}';

/// How tightly a piece of a formula holds together; a looser one is put in brackets inside a tighter one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    /// `a < b`
    Comparison,
    /// `a + b`
    Sum,
    /// `a * b`
    Product,
    /// `a ^ b`
    Power,
    /// A cell, a number, a function.
    Tight,
}

/// What a piece of a formula gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// The value itself; a yes/no never.
    Value,
    /// TRUE or FALSE
    Test,
    /// 是 or 否
    Word,
}

/// A piece of a formula. Where it has no value it gives an error of the spreadsheet, or the word of the absence.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The text, without `=`.
    pub text: String,
    /// How tightly it holds.
    pub binding: Binding,
    /// What it gives.
    pub gives: Gives,
    /// In which ways it may have no value.
    pub absent: Absences,
    /// Whether no value is always the word of its kind, never an error.
    pub wordy: bool,
    /// A cell or a constant: it may stand several times in a formula.
    pub atom: bool,
    /// A number without errors of binary arithmetic, such as one of the data: it can be compared as it is.
    pub sharp: bool,
    /// The cells of which one has no value where this has none (else it is missing); unknown where a choice is made inside.
    pub leaves: Option<Vec<(String, Absences)>>,
    /// Which column of which sheet it is, where it is just a cell.
    pub place: Option<(Frame, u32)>,
}

impl Piece {
    /// A constant.
    pub fn constant(text: impl Into<String>) -> Self {
        Self::of_cell(text.into(), Gives::Value, Absences::NONE)
    }

    /// A cell.
    pub fn of_cell(text: String, gives: Gives, absent: Absences) -> Self {
        let leaves = if absent.is_none() { Vec::new() } else { vec![(text.clone(), absent)] };
        let (binding, wordy, atom, sharp) = (Binding::Tight, true, true, true);
        Self { text, binding, gives, absent, wordy, atom, sharp, leaves: Some(leaves), place: None }
    }

    /// A function of pieces that has no value where one of them has none.
    pub fn strict(text: String, binding: Binding, parts: &[&Self]) -> Self {
        let absent = parts.iter().fold(Absences::NONE, |all, part| all.or(part.absent));
        let leaves: Option<Vec<_>> = parts.iter().map(|part| part.leaves.clone()).collect();
        let leaves = leaves.map(|lists| {
            let mut all: Vec<(String, Absences)> = Vec::new();
            lists.into_iter().flatten().for_each(|leaf| {
                if !all.contains(&leaf) {
                    all.push(leaf);
                }
            });
            all
        });
        let (gives, wordy, atom, sharp) = (Gives::Value, absent.is_none(), false, false);
        Self { text, binding, gives, absent, wordy, atom, sharp, leaves, place: None }
    }

    /// A choice between pieces: what it gives where it has no value is a word.
    pub fn chosen(text: String, gives: Gives, absent: Absences) -> Self {
        let (binding, wordy, atom, sharp) = (Binding::Tight, true, false, false);
        let leaves = absent.is_none().then(Vec::new);
        Self { text, binding, gives, absent, wordy, atom, sharp, leaves, place: None }
    }

    /// TRUE or FALSE of pieces.
    #[must_use]
    pub fn test(mut self) -> Self {
        self.gives = Gives::Test;
        self
    }

    /// A number that can be compared as it is.
    #[must_use]
    pub fn sharp(mut self, sharp: bool) -> Self {
        self.sharp = sharp;
        self
    }

    /// It may be missing, too: a divisor of zero is an error of the spreadsheet.
    #[must_use]
    pub fn or_missing(mut self) -> Self {
        self.absent = self.absent.or(Absences::one(Absence::Missing));
        self.wordy = false;
        self
    }

    /// It is known never to be absent in this way.
    #[must_use]
    pub fn never(mut self, kind: Absence) -> Self {
        let known = Absences::one(kind);
        self.absent = self.absent.without(known);
        if let Some(leaves) = &mut self.leaves {
            leaves.iter_mut().for_each(|(_, may)| *may = may.without(known));
            leaves.retain(|(_, may)| !may.is_none());
        }
        if self.absent.is_none() {
            (self.wordy, self.leaves) = (true, Some(Vec::new()));
        }
        self
    }

    /// The text inside something that holds at least so tightly.
    pub fn within(&self, binding: Binding) -> String {
        if self.binding < binding { format!("({})", self.text) } else { self.text.clone() }
    }

    /// A number whose absence is an error, never a word that a function would pass over.
    pub fn forced(&self) -> String {
        if self.absent.is_none() || (!self.wordy && !self.atom && self.leaves.is_some()) {
            return self.text.clone();
        }
        format!("{}+0", self.within(Binding::Sum))
    }

    /// The word of the absence, where there is no value.
    fn why(&self, words: Words) -> String {
        if let Some(only) = self.absent.single() {
            return words.quoted(only);
        }
        worst(self.leaves.as_deref().unwrap_or_default(), self.absent, words)
    }

    /// The formula of a cell that holds it: the value, or 是 or 否, or the word of the absence.
    pub fn in_cell(&self, words: Words) -> String {
        let text = match (self.gives, self.text.as_str()) {
            (Gives::Test, "TRUE") => format!("\"{YES}\""),
            (Gives::Test, "FALSE") => format!("\"{NO}\""),
            (Gives::Test, _) => format!("IF({},\"{YES}\",\"{NO}\")", self.text),
            (Gives::Value | Gives::Word, _) => self.text.clone(),
        };
        if self.absent.is_none() || self.wordy {
            text
        } else {
            format!("IFERROR({text},{})", self.why(words))
        }
    }
}

/// The word of the weightiest absence among cells of which one has no value.
pub fn worst(leaves: &[(String, Absences)], absent: Absences, words: Words) -> String {
    let mut kinds = absent.iter();
    let Some(least) = kinds.next() else { return words.quoted(Absence::Missing) };
    kinds.fold(words.quoted(least), |otherwise, kind| {
        let holds = |(cell, may): &(String, Absences)| {
            may.has(kind).then(|| format!("{cell}={}", words.quoted(kind)))
        };
        let tests: Vec<String> = leaves.iter().filter_map(holds).collect();
        if tests.is_empty() {
            otherwise
        } else {
            format!("IF({},{},{otherwise})", any_of(&tests), words.quoted(kind))
        }
    })
}

/// Whether one of the tests holds.
pub fn any_of(tests: &[String]) -> String {
    joined(tests, "OR", "FALSE")
}

/// Whether all tests hold.
pub fn all_of(tests: &[String]) -> String {
    joined(tests, "AND", "TRUE")
}

fn joined(tests: &[String], function: &str, none: &str) -> String {
    match tests {
        [] => none.to_owned(),
        [only] => only.clone(),
        several => format!("{function}({})", several.join(",")),
    }
}

/// Whether a cell holds one of the words of absence.
pub fn is_absent(cell: &str, absent: Absences, words: Words) -> String {
    let tests: Vec<String> = absent.iter().map(|kind| format!("{cell}={}", words.quoted(kind))).collect();
    any_of(&tests)
}
