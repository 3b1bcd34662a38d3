//! What an expression does to its parts, in words that tell its kind from every other.

use std::borrow::Cow;

use super::Node;

impl Node {
    /// What it does to its parts, where there is nothing else to it: two that say the same, of parts with equal values and types, have
    /// equal values. None for what reads a row, a setting or other rows, and for what speaks of its own type.
    pub fn operation(&self) -> Option<Cow<'static, str>> {
        let word = match self {
            Self::Negate(_) => "negate",
            Self::Not(_) => "not",
            Self::And(_) => "and",
            Self::Or(_) => "or",
            Self::If(..) => "if",
            Self::Present(_) => "present",
            Self::IfMissing(..) => "if missing",
            Self::IfNotApplicable(..) => "if not applicable",
            Self::IfAbsent(..) => "if absent",
            Self::ZeroIsMissing(_) => "zero is missing",
            Self::FromChoice(_) => "position",
            Self::Arithmetic(operator, ..) => return Some(format!("{operator:?}").into()),
            Self::Compare(comparison, ..) => return Some(format!("{comparison:?}").into()),
            Self::OneOf(_, values) => return Some(format!("one of {values:?}").into()),
            Self::Scale(_, factor) => return Some(format!("scale {factor}").into()),
            Self::Round(_, quantum, mode) => return Some(format!("round {quantum} {mode:?}").into()),
            Self::Call(function, _) => return Some(format!("{function:?}").into()),
            Self::Constant(_) | Self::Column(_) | Self::Definition(_) | Self::Parameter(_) => return None,
            Self::Aggregate(_) | Self::Rank(_) | Self::Find(..) | Self::UnitOf(_) => return None,
            Self::Follow { .. } | Self::Outer(_) | Self::Require(..) | Self::ToChoice(_) => return None,
        };
        Some(word.into())
    }
}
