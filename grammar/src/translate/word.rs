//! A word and its partner in the other language.

use super::Declared;
use crate::diagnostic::Language;
use crate::parser::played::{Part, Played};
use crate::vocabulary::{
    Concept, Role, Tier, UnitPlace, Units, concepts, ledger_column_partner, measure_partner, part_partner,
    unit_partner,
};

/// The word in `to` for `played`, which must be a word of the other language; nothing where it is none, where it has no
/// partner, or where a script has given either word to a thing of its own.
pub(super) fn partner(
    played: &Played,
    text: &str,
    to: Language,
    declared: &Declared,
    units: &Units,
) -> Option<String> {
    let word = played.span.text(text);
    let own = |word: &str| declared.names.contains(word);
    let unless_own = |found: &'static str| (!own(word) && !own(found)).then_some(found);
    let found = match played.part {
        Part::Keyword => keyword(word, to)?,
        Part::Measure(place) => measure_partner(word, place == UnitPlace::One, to)?,
        Part::Function => {
            let found = function(word, to)?;
            let own = |word: &str| declared.callable.contains(word);
            return (!own(word) && !own(found)).then(|| found.to_owned());
        }
        Part::Type => of_tier(word, Tier::Type, to)?,
        Part::Value => unless_own(value(word, to)?)?,
        Part::Member => unless_own(part_partner(word, to)?)?,
        Part::LedgerColumn => ledger_column_partner(word, to)?,
        Part::LedgerValue => unless_own(ledger_column_partner(word, to).or_else(|| value(word, to))?)?,
        Part::Arm => unless_own(arm(word, to)?)?,
        Part::Unit(place) => return unit_partner(word, place, to, units),
        Part::Comma | Part::Open | Part::Close => return None,
    };
    Some(found.to_owned())
}

/// The other word of `concept`, where `word` is not already the one of `to`.
fn other(concept: Concept, word: &str, to: Language) -> Option<&'static str> {
    let found = concept.text(to);
    (found != word).then_some(found)
}

fn keyword(word: &str, to: Language) -> Option<&'static str> {
    let known = concepts(word);
    let in_clause = |concept: &&Concept| concept.word().tier != Tier::Function;
    let concept = known.iter().find(in_clause).or(known.first());
    other(*concept?, word, to)
}

/// `平均(`, and types that are called: `年份(日期)`
fn function(word: &str, to: Language) -> Option<&'static str> {
    of_tier(word, Tier::Function, to).or_else(|| of_tier(word, Tier::Type, to))
}

fn of_tier(word: &str, tier: Tier, to: Language) -> Option<&'static str> {
    let concept = concepts(word).iter().copied().find(|concept| concept.word().tier == tier)?;
    other(concept, word, to)
}

/// A word that an option takes, chosen by a reading: `逢五 四舍五入`; or a built-in value.
fn arm(word: &str, to: Language) -> Option<&'static str> {
    let takes =
        |concept: &Concept| concept.word().tier == Tier::Context && concept.word().role == Role::Value;
    let option = concepts(word).iter().copied().find(takes).and_then(|concept| other(concept, word, to));
    option.or_else(|| value(word, to))
}

/// A built-in value; of the parts of blocks only 参评 stands alone.
fn value(word: &str, to: Language) -> Option<&'static str> {
    let alone = |found: &&'static str| [word, *found].contains(&"参评");
    of_tier(word, Tier::Name, to).or_else(|| part_partner(word, to).filter(alone))
}
