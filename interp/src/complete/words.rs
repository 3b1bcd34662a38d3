//! The words of the language as they are typed, and which answer which.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use heng_grammar::suggest::NameIndex;
use heng_grammar::vocabulary::Concept as C;
use heng_grammar::vocabulary::{Concept, UNITS};

use crate::symbol::{Symbol, SymbolKind};

/// How well what was typed fits the words of the language, in either vocabulary.
pub(super) fn fitting(typed: &str) -> BTreeMap<&'static str, u8> {
    static INDEX: OnceLock<NameIndex> = OnceLock::new();
    let index =
        INDEX.get_or_init(|| {
            let words = Concept::ALL.iter().flat_map(|concept| [concept.word().zh, concept.word().en]);
            NameIndex::new(words.chain(
                UNITS.iter().flat_map(|unit| [unit.name].into_iter().chain(unit.others.iter().copied())),
            ))
        });
    index.fitting(typed).into_iter().map(|(rank, word)| (word, rank)).collect()
}

/// The words that answer a clause; the clause takes nothing else where the second is false.
pub(super) fn answers(clause: Concept) -> Option<(&'static [Concept], bool)> {
    Some(match clause {
        C::Missing => (&[C::Applies, C::NotApplicable, C::ItemMean], true),
        C::Rounding => (&[C::HalfUp, C::Truncate, C::RoundUp, C::NoRounding], true),
        C::Base => (&[C::Ranked, C::Scored, C::Listed], true),
        C::Ties => (&[C::SameClass], true),
        C::Order => (&[C::TopDown], false),
        C::Normalise => (&[C::Share, C::InverseShare, C::MinMax, C::MaxLess], true),
        C::Negative => (&[C::CountsAs, C::AsZero, C::AsIs], true),
        C::Remainder => (&[C::LargestRemainder], true),
        C::RemainderTo => (&[C::FirstYear, C::FinalYear], true),
        C::Partial => (&[C::Truncate, C::RoundUp, C::HalfUp, C::HalfEven, C::Proportional], false),
        C::Overlap => (&[C::Larger, C::Smaller], false),
        C::Excess => (&[C::Lost, C::CarriedOver], false),
        C::AfterBreak => (&[C::Ends, C::Resumes, C::MadeUp], false),
        C::OtherColumns => (&[C::Anything], false),
        C::TakenFrom => (&[C::Results], false),
        C::Each | C::EachRule => (&[C::Missing, C::Cap, C::Floor, C::Unless], false),
        _ => return None,
    })
}

/// A part that the language gives to a block: its name in Chinese and English, and what it is.
pub(super) type Given = (&'static str, &'static str, (&'static str, &'static str));

/// The parts that the language gives to a value, beside those that are written.
pub(super) fn parts_given(value: Option<&Symbol>) -> &'static [Given] {
    match value.map(|symbol| symbol.kind) {
        Some(SymbolKind::Band) => &[
            ("名次", "rank", ("按依据排第几", "the place in the order")),
            ("基数", "base", ("按多少个对象计算比例", "how many are counted in the whole")),
        ],
        Some(SymbolKind::Conditions) => {
            &[("未满足", "unmet", ("没有满足的各条的名称", "the names of the conditions that do not hold"))]
        }
        Some(SymbolKind::Allocation) => {
            &[("份额", "portion", ("各自占总额的比例", "each one's part of the total"))]
        }
        _ => &[],
    }
}
