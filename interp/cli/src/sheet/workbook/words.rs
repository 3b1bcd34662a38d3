//! How a cell says what is no number: yes, no, and the three ways of having no value. One encoding for all sheets and formulas.
//!
//! A cell of a yes/no holds 是 or 否. A cell without a value holds the word of its absence (缺失, 不适用, 未定), which no formula takes
//! for a number. Where a text of the data happens to be one of these words, all of them are put in brackets in the whole workbook.

use heng_interp::value::Absence;

/// The kinds of absence that a value may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Absences {
    bits: u8,
}

/// The three, the weightiest last, as one overrules another where two meet.
pub const ALL: [Absence; 3] = [Absence::Missing, Absence::NotApplicable, Absence::Undecided];

impl Absences {
    /// Always there.
    pub const NONE: Self = Self { bits: 0 };

    /// Only this one.
    pub fn one(absence: Absence) -> Self {
        Self { bits: 1 << absence as u8 }
    }

    /// Any of them.
    pub fn any() -> Self {
        ALL.into_iter().map(Self::one).fold(Self::NONE, Self::or)
    }

    /// Those of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits }
    }

    /// Those that are in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { bits: self.bits & other.bits }
    }

    /// Those that are not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self { bits: self.bits & !other.bits }
    }

    /// Whether the value is always there.
    pub fn is_none(self) -> bool {
        self.bits == 0
    }

    /// Whether it may be absent in this way.
    pub fn has(self, absence: Absence) -> bool {
        self.bits & Self::one(absence).bits != 0
    }

    /// The only one, where there is one.
    pub fn single(self) -> Option<Absence> {
        let mut these = self.iter();
        these.next().filter(|_| these.next().is_none())
    }

    /// The weightiest last.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Absence> {
        ALL.into_iter().filter(move |absence| self.has(*absence))
    }
}

/// The words of a workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// A text of the data is one of the words, so that they are put in brackets.
    pub bracketed: bool,
}

/// 是
pub const YES: &str = "是";
/// 否
pub const NO: &str = "否";

impl Words {
    /// The word for no value.
    pub fn absence(self, absence: Absence) -> &'static str {
        match (self.bracketed, absence) {
            (false, _) => absence.words().0,
            (true, Absence::Missing) => "〔缺失〕",
            (true, Absence::NotApplicable) => "〔不适用〕",
            (true, Absence::Undecided) => "〔未定〕",
        }
    }

    /// The word in quotes, as a formula has it.
    pub fn quoted(self, absence: Absence) -> String {
        format!("\"{}\"", self.absence(absence))
    }

    /// Whether a text of the data is one of the plain words.
    pub fn collides(text: &str) -> bool {
        ALL.into_iter().any(|absence| absence.words().0 == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absences_are_sets() {
        let two = Absences::one(Absence::Missing).or(Absences::one(Absence::Undecided));
        assert_eq!(two.single(), None);
        assert_eq!(two.without(Absences::one(Absence::Missing)).single(), Some(Absence::Undecided));
        assert_eq!(Absences::any().iter().collect::<Vec<_>>(), ALL);
        assert!(Absences::NONE.is_none() && two.has(Absence::Missing) && !two.has(Absence::NotApplicable));
    }
}
