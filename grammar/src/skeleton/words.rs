//! Which words open an entry and which go on with one, block by block: the only such table.
//!
//! A line that begins with a word of `entries` is a new entry; one that begins with a word of `clauses` goes on with the
//! entry above. No word may be both in one block.

use super::BlockContext;
use crate::vocabulary::{Concept, Role};
use Concept as C;

/// The words of a block.
#[derive(Clone, Copy, Debug)]
pub struct BlockWords {
    /// Clauses of the header that opens the block.
    pub header: &'static [Concept],
    /// Words that open an entry inside.
    pub entries: &'static [Concept],
    /// Words that go on with an entry inside.
    pub clauses: &'static [Concept],
}

/// Words that never begin an entry, in any block: they join expressions.
pub const JOINERS: &[Concept] =
    &[C::Then, C::Else, C::And, C::Or, C::In, C::NotIn, C::Within, C::When, C::IfMissing, C::ZeroIsMissing];

/// Words after which something must follow: a line that ends in one goes on.
pub const EXPECTING: &[Concept] = &[
    C::If,
    C::Then,
    C::Else,
    C::And,
    C::Or,
    C::Not,
    C::In,
    C::NotIn,
    C::Within,
    C::When,
    C::IfMissing,
    C::Unless,
];

impl BlockContext {
    /// The words of the block.
    pub fn words(self) -> BlockWords {
        let (header, entries, clauses): (&[Concept], &[Concept], &[Concept]) = match self {
            Self::TopLevel | Self::For => (&[C::Yearly], &[C::FiscalYear], DEFINITION),
            Self::Policy => (&[], &[C::Title, C::Number, C::Effective, C::Repeal], &[C::To]),
            Self::Choice => (&[], &[], &[C::Alias]),
            Self::Set => (&[], &[], &[C::To]),
            Self::Table => (&[C::TakenFrom], &[], COLUMN),
            Self::Rollup => {
                (&[C::From, C::By], &[], &[C::ByOrder, C::Round, C::ToNearest, C::Show, C::Missing])
            }
            Self::Participation => {
                (&[], PARTICIPATION, &[C::InPrinciple, C::RecordedAs, C::Missing, C::Unless, C::Rest])
            }
            Self::Tally => (AWARD, TALLY, TALLY_CLAUSES),
            Self::Score => (&[C::Group, C::OutOf], SCORE, SCORE_CLAUSES),
            Self::Conditions => {
                (QUANTIFIERS, &[C::EachRule], &[C::Unless, C::InPrinciple, C::Original, C::Missing])
            }
            Self::Classify => (&[], &[C::EachRule, C::Except], &[C::Missing, C::Unless]),
            Self::Band => (BAND, &[C::Ties, C::Rounding, C::Base, C::Missing], BAND_CLAUSES),
            Self::Adjust => {
                (&[C::From, C::Order, C::Refill, C::NoRefill], &[C::EachRule, C::Protect, C::Punish], MOVE)
            }
            Self::Lookup => (LOOKUP, &[C::Rest, C::Same, C::Take], &[C::Respectively, C::To]),
            Self::Ledger => (
                &[C::Of, C::Yearly],
                LEDGER,
                &[C::ToParty, C::ShareOf, C::Among, C::RemainderTo, C::Remainder, C::To, C::Missing],
            ),
            Self::Allocate => (&[C::Total, C::Among, C::Yearly], ALLOCATE, FACTOR),
            Self::Chain => (&[], &[C::Thereafter], &[C::Round, C::ToNearest, C::Show, C::Missing]),
            Self::Reading => (&[], &[C::Take], &[C::Missing]),
            Self::Amend => (&[C::Effective, C::To], AMEND, AMEND_CLAUSES),
            Self::Target => (TARGET_HEADER, &[C::Each, C::Header, C::Rest], TARGET),
            Self::Example => (&[], &[C::Bind, C::Take, C::Expect], &[]),
            Self::ExampleRow => (&[], &[C::OtherColumns], &[]),
            Self::Output => (&[C::ByOrder], &[], &[C::Show, C::Round, C::ToNearest]),
            Self::Unknown => (&[], &[], AMEND_CLAUSES),
        };
        BlockWords { header, entries, clauses }
    }

    /// Whether entries of the outer level (`评分 …`) stand directly in the block.
    pub fn holds_blocks(self) -> bool {
        matches!(self, Self::TopLevel | Self::For)
    }

    /// Whether `concept` opens an entry here.
    pub fn opens_entry(self, concept: Concept) -> bool {
        let blocks = self.holds_blocks() && concept.word().role == Role::Block;
        blocks || self.words().entries.contains(&concept) || (concept == C::Reading && self.holds_readings())
    }

    /// Whether a line beginning with `concept` goes on with an entry here.
    pub fn continues_with(self, concept: Concept) -> bool {
        JOINERS.contains(&concept) || self.words().clauses.contains(&concept)
    }

    /// Whether a line beginning with `concept` goes on with an entry here whose first word opens the block `opened`.
    pub fn goes_on_with(self, opened: Option<Self>, concept: Concept) -> bool {
        JOINERS.contains(&concept)
            || opened.is_some_and(|block| block.words().header.contains(&concept))
            || !self.opens_entry(concept) && self.continues_with(concept)
    }

    /// Whether an entry may begin with a comparison or a minus, so that these do not go on with a line: keys of a table.
    pub fn begins_with_operators(self) -> bool {
        matches!(self, Self::Lookup | Self::Target)
    }

    /// Whether an entry may end in a comparison: `每项 ≥`.
    pub fn may_end_in_comparison(self) -> bool {
        self == Self::Target
    }

    fn holds_readings(self) -> bool {
        matches!(self, Self::Score | Self::Tally | Self::Conditions | Self::Ledger | Self::Allocate)
    }

    /// The block that an entry of the outer level beginning with `concept` opens.
    pub fn opened_by(concept: Concept) -> Option<Self> {
        Some(match concept {
            C::Policy => Self::Policy,
            C::Choice => Self::Choice,
            C::Set => Self::Set,
            C::Table => Self::Table,
            C::For => Self::For,
            C::Rollup => Self::Rollup,
            C::Participation => Self::Participation,
            C::Tally | C::Award => Self::Tally,
            C::Score => Self::Score,
            C::Conditions => Self::Conditions,
            C::Classify => Self::Classify,
            C::Band => Self::Band,
            C::Adjust => Self::Adjust,
            C::Lookup => Self::Lookup,
            C::Ledger => Self::Ledger,
            C::Allocate => Self::Allocate,
            C::Chain => Self::Chain,
            C::Reading => Self::Reading,
            C::Amend => Self::Amend,
            C::Target => Self::Target,
            C::Example => Self::Example,
            C::Output => Self::Output,
            _ => return None,
        })
    }

    /// The block inside an entry that stands here, where its own words do not say.
    pub fn nested(self) -> Self {
        match self {
            Self::Example => Self::ExampleRow,
            Self::Tally | Self::Score | Self::Conditions | Self::Ledger | Self::Lookup | Self::Target => self,
            _ => Self::Unknown,
        }
    }
}

/// Clauses of definitions and of one-line declarations.
const DEFINITION: &[Concept] = &[
    C::Round,
    C::Show,
    C::ToNearest,
    C::Missing,
    C::By,
    C::ByOrder,
    C::Default,
    C::FromDocument,
    C::Clamp,
    C::As,
    C::Whole,
    C::To,
];
const COLUMN: &[Concept] = &[
    C::Key,
    C::Optional,
    C::ZeroIsMissing,
    C::Default,
    C::Header,
    C::Yearly,
    C::Fractional,
    C::By,
    C::Clamp,
    C::To,
];
const PARTICIPATION: &[Concept] = &[C::Unlisted, C::Unscored, C::Unranked, C::Assigned, C::Group];
const AWARD: &[Concept] = &[
    C::Cap,
    C::Highest,
    C::Once,
    C::Against,
    C::HighestOnly,
    C::ItemCap,
    C::YearlyCap,
    C::Excess,
    C::Missing,
];
const TALLY: &[Concept] =
    &[C::Each, C::Cap, C::Round, C::ToNearest, C::Show, C::HighestOnly, C::ItemCap, C::YearlyCap];
const TALLY_CLAUSES: &[Concept] = &[
    C::Deduct,
    C::Per,
    C::By,
    C::Missing,
    C::Highest,
    C::Partial,
    C::Instalments,
    C::EveryYear,
    C::ContinueIf,
    C::Once,
    C::Against,
    C::Unless,
    C::PerFull,
    C::PerGrowth,
    C::AfterBreak,
    C::RemainderTo,
    C::Respectively,
    C::Excess,
];
const SCORE: &[Concept] = &[C::Each, C::Plus, C::Minus, C::Round, C::ToNearest, C::Show];
const SCORE_CLAUSES: &[Concept] =
    &[C::Value, C::Baseline, C::ComputedAs, C::Cap, C::Floor, C::Missing, C::Weight, C::Unless];
const QUANTIFIERS: &[Concept] = &[C::All, C::Any, C::None, C::AtLeast, C::InPrinciple];
const BAND: &[Concept] = &[C::ByOrder, C::Descending, C::Ascending, C::EachGroup, C::By];
const BAND_CLAUSES: &[Concept] = &[C::Top, C::To, C::Bottom, C::Rest, C::Descending, C::Ascending];
const MOVE: &[Concept] =
    &[C::Unless, C::InPrinciple, C::Missing, C::SetTo, C::NoLowerThan, C::NoHigherThan, C::Up, C::Down];
const LOOKUP: &[Concept] = &[C::Marginal, C::SeeTable, C::Overlap, C::By];
const LEDGER: &[Concept] = &[C::Balance, C::Including, C::First, C::Next, C::ToNearest];
const ALLOCATE: &[Concept] = &[C::ToNearest, C::Round, C::Portion, C::Purpose];
const FACTOR: &[Concept] = &[
    C::Value,
    C::Normalise,
    C::Negative,
    C::CountsAs,
    C::Missing,
    C::Weight,
    C::Remainder,
    C::RemainderTo,
    C::EqualRemainders,
    C::ByOrder,
];
const AMEND: &[Concept] = &[
    C::Add,
    C::Strike,
    C::Replace,
    C::Rename,
    C::ReassignColumn,
    C::Rephrase,
    C::Transition,
    C::Repeal,
    C::Using,
    C::Bind,
    C::Take,
];
/// An amendment, and a block that is not known, may hold the entries of any block.
const AMEND_CLAUSES: &[Concept] = &[
    C::Placed,
    C::Before,
    C::After,
    C::Exactly,
    C::VersionBy,
    C::Key,
    C::Optional,
    C::Default,
    C::Header,
    C::Yearly,
    C::Fractional,
    C::InPrinciple,
    C::RecordedAs,
    C::Missing,
    C::Unless,
    C::Original,
    C::Value,
    C::Baseline,
    C::ComputedAs,
    C::Cap,
    C::Floor,
    C::Weight,
    C::Deduct,
    C::Per,
    C::By,
    C::ByOrder,
    C::Top,
    C::To,
    C::Bottom,
    C::SetTo,
    C::NoLowerThan,
    C::NoHigherThan,
    C::Up,
    C::Down,
    C::Round,
    C::Show,
    C::ToNearest,
];
const TARGET_HEADER: &[Concept] = &[C::Period, C::Data, C::By, C::Unit, C::SeeTable];
const TARGET: &[Concept] = &[
    C::BasePeriod,
    C::YearlyAverage,
    C::Growth,
    C::GrowthRate,
    C::Increase,
    C::FallingYearly,
    C::Precision,
    C::GrownBy,
    C::Doubled,
    C::Quadrupled,
    C::NestedTargets,
    C::DiffersFrom,
    C::Because,
    C::Value,
    C::Respectively,
    C::EveryYear,
    C::Cumulative,
    C::RisingYearly,
    C::About,
    C::Tolerance,
    C::Binding,
    C::Expected,
    C::IssuedBy,
    C::FromDocument,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_both_opens_and_continues() {
        for kind in BlockContext::ALL {
            for &concept in Concept::ALL {
                let word = concept.word().zh;
                assert!(!(kind.opens_entry(concept) && kind.continues_with(concept)), "{word} in {kind:?}");
            }
        }
    }

    #[test]
    fn every_block_is_opened_or_nested() {
        for kind in BlockContext::ALL {
            let opened = Concept::ALL.iter().any(|&c| BlockContext::opened_by(c) == Some(*kind));
            let outer =
                matches!(kind, BlockContext::TopLevel | BlockContext::ExampleRow | BlockContext::Unknown);
            assert!(opened != outer, "{kind:?}");
        }
    }
}
