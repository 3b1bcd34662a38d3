//! The words of the language in Chinese and English.
//!
//! One table ([`Concept`]) makes the keyword lists of the grammar, the colours, completion, help and the reference.

mod numeral;
mod part;
mod sample;
mod split;
mod unit;
mod unit_word;
mod words;

pub use numeral::{Numeral, numeral};
pub use part::{LEDGER_COLUMNS, PARTS, is_measure, ledger_column_partner, measure_partner, part_partner};
pub use sample::sample;
pub use split::{Piece, split};
pub use unit::{BuiltInUnit, UNITS, UnitPieces, Units, built_in_unit, is_magnitude, magnitudes_of};
pub use unit_word::{MAGNITUDE_WORDS, UnitPlace, unit_partner};
pub use words::Concept;

use crate::diagnostic::Language;
use crate::fold::fold;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Where a word means what the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Everywhere: never a name. `若`
    Hard,
    /// At the head of a block or entry, or where a clause can stand; elsewhere an ordinary name. `权重`
    Context,
    /// Directly before a touching bracket; elsewhere an ordinary name. `平均(x)`
    Function,
    /// After `:`. `文本`
    Type,
    /// An ordinary name that is always defined. `年度`
    Name,
}

/// What a word does where it means what the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Opens an entry of the outer level, often a block. `评分`
    Block,
    /// Opens an entry inside a block. `惩罚`
    Entry,
    /// Opens a clause of an entry. `基准`
    Clause,
    /// Follows a clause word and answers it. `四舍五入`
    Value,
    /// Follows a number that is no quantity. `保留 2 位`
    Measure,
    /// Joins or changes expressions. `且`
    Operator,
    /// Is called. `平均`
    Function,
    /// Names a type. `日期`
    Type,
    /// Names a value. `评价日`
    Name,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it stands for.
    pub concept: Concept,
    /// The Chinese word.
    pub zh: &'static str,
    /// The English word.
    pub en: &'static str,
    /// Where it means this.
    pub tier: Tier,
    /// What it does there.
    pub role: Role,
}

impl Concept {
    /// The word in `language`.
    pub fn text(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.word().zh,
            Language::English => self.word().en,
        }
    }

    /// Whether `text`, folded or not, is its word in either language.
    pub fn is(self, text: &str) -> bool {
        let text = fold(text);
        text == self.word().zh || text == self.word().en
    }

    /// Whether its word is written somewhere in `text`, alone or as part of another; where it is not, no entry of `text` begins with it.
    pub(crate) fn may_stand_in(self, text: &str) -> bool {
        text.contains(self.word().zh) || text.contains(self.word().en)
    }
}

/// The concepts `text` (folded or not) can stand for, in either language; which one is meant depends on the place.
///
/// ```
/// use heng_grammar::vocabulary::{Concept, concepts};
/// assert_eq!(concepts("score"), [Concept::Score]);
/// assert_eq!(concepts("全部"), [Concept::All, Concept::Every]);
/// assert!(concepts("亩均税收").is_empty());
/// ```
pub fn concepts(text: &str) -> &'static [Concept] {
    static INDEX: OnceLock<BTreeMap<&'static str, Vec<Concept>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index: BTreeMap<&str, Vec<Concept>> = BTreeMap::new();
        for &concept in Concept::ALL {
            let word = concept.word();
            index.entry(word.zh).or_default().push(concept);
            index.entry(word.en).or_default().push(concept);
        }
        index
    });
    index.get(fold(text).as_ref()).map_or(&[], Vec::as_slice)
}

/// The hard word `text` is, if it is one.
pub fn hard(text: &str) -> Option<Concept> {
    find(text, Tier::Hard)
}

/// The concept of `tier` that `text` stands for.
pub fn find(text: &str, tier: Tier) -> Option<Concept> {
    concepts(text).iter().copied().find(|concept| concept.word().tier == tier)
}

/// The concepts of a tier, in the order of the table: for keyword lists and documentation.
pub fn of_tier(tier: Tier) -> impl Iterator<Item = Concept> {
    Concept::ALL.iter().copied().filter(move |concept| concept.word().tier == tier)
}

#[cfg(test)]
mod tests;
