//! The types of values.

use std::collections::BTreeMap;
use std::sync::Arc;

use dashu_ratio::RBig;

use super::{ChoiceId, TableId, UnitId};

/// What a value can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// Its kind.
    pub kind: Kind,
    /// Whether it may be *missing*, and must be answered where a yes/no or a score is used. What is not applicable or
    /// undecided flows on to the results without an answer, and is not counted here.
    pub optional: bool,
}

impl Type {
    /// A type whose value is always there.
    pub fn present(kind: Kind) -> Self {
        Self { kind, optional: false }
    }

    /// The same kind, with or without the chance of no value.
    #[must_use]
    pub fn or_absent(mut self, optional: bool) -> Self {
        self.optional = optional;
        self
    }
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number with its unit.
    Number(Number),
    /// 文本
    Text,
    /// 是否
    YesNo,
    /// 日期
    Date,
    /// 年份
    Year,
    /// A member of a choice.
    Choice(ChoiceId),
    /// A row of a table.
    Reference(TableId),
    /// What a reported error left behind; agrees with everything, so that one fault is reported once.
    Unknown,
}

/// A number: the unit its figures are in, and what is known of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// 万元/亩
    pub unit: Unit,
    /// Whether it is always whole.
    pub whole: bool,
    /// What is known of its size, in its unit.
    pub range: Range,
    /// Whether it is known never to be zero, though it may lie on either side of it (`零作缺失`).
    pub nonzero: bool,
}

/// A product of named units with their powers: 万元¹ 亩⁻¹; empty for plain numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// Nothing for plain numbers; never empty, and never holds a power of 0. Every expression has a type, so copies share it.
    factors: Option<Arc<BTreeMap<UnitId, i32>>>,
}

impl Unit {
    /// The product of units with their powers; those to the power of 0 are left out.
    pub fn of_factors(mut factors: BTreeMap<UnitId, i32>) -> Self {
        factors.retain(|_, power| *power != 0);
        Self { factors: (!factors.is_empty()).then(|| Arc::new(factors)) }
    }

    /// The units with their powers, in the order of the units.
    pub fn factors(&self) -> impl Iterator<Item = (UnitId, i32)> {
        self.factors.iter().flat_map(|factors| factors.iter().map(|(id, power)| (*id, *power)))
    }

    /// Whether figures are numbers as they stand: no unit, not even %.
    pub fn is_plain(&self) -> bool {
        self.factors.is_none()
    }
}

/// Bounds of a number; each end says whether it belongs to the range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub lower: Option<(RBig, bool)>,
    /// The upper end.
    pub upper: Option<(RBig, bool)>,
}
