//! The three ways of having no value.

/// Why there is no value. The order is that in which one overrules another where two meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// 缺失: should be there and is not
    Missing,
    /// 不适用: the rule does not reach the row
    NotApplicable,
    /// 未定: left to someone who has not decided
    Undecided,
}

impl Absence {
    /// The word for it: (Chinese, English).
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NotApplicable => ("不适用", "not applicable"),
            Self::Missing => ("缺失", "missing"),
            Self::Undecided => ("未定", "undecided"),
        }
    }
}
