//! Products, quotients and conversions of units.

use std::collections::BTreeMap;

use dashu_ratio::RBig;

use super::Units;
use crate::program::{Unit, UnitId};

/// A unit, and what the figures must be multiplied by to be in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaled {
    /// The unit.
    pub unit: Unit,
    /// The factor for the figures.
    pub factor: RBig,
}

impl Unit {
    /// Plain numbers.
    pub fn plain() -> Self {
        Self::default()
    }

    /// One unit to the first power.
    pub fn of(id: UnitId) -> Self {
        Self::of_factors(BTreeMap::from([(id, 1)]))
    }

    /// Its only unit, if it is a single one to the first power.
    pub fn single(&self) -> Option<UnitId> {
        let mut factors = self.factors();
        match (factors.next(), factors.next()) {
            (Some((id, 1)), None) => Some(id),
            _ => None,
        }
    }
}

impl Units {
    /// Base units with their powers.
    pub fn dimension(&self, unit: &Unit) -> BTreeMap<UnitId, i32> {
        let mut dimension = BTreeMap::new();
        for (id, power) in unit.factors() {
            for (base, p) in self.get(id).into_iter().flat_map(|u| &u.dimension) {
                *dimension.entry(*base).or_insert(0) += p * power;
            }
        }
        dimension.retain(|_, p| *p != 0);
        dimension
    }

    /// How many base units one of `unit` is.
    pub fn factor(&self, unit: &Unit) -> RBig {
        let factors = unit.factors().filter_map(|(id, power)| {
            let unit = self.get(id)?;
            Some(unit.factor.pow(isize::try_from(power).ok()?))
        });
        factors.fold(RBig::ONE, |product, factor| product * factor)
    }

    /// Whether amounts of both can be added.
    pub fn same_dimension(&self, a: &Unit, b: &Unit) -> bool {
        a == b || self.dimension(a) == self.dimension(b)
    }

    /// What figures in `from` must be multiplied by to be in `to`; none where they measure different things.
    pub fn conversion(&self, from: &Unit, to: &Unit) -> Option<RBig> {
        if from == to {
            return Some(RBig::ONE);
        }
        self.same_dimension(from, to).then(|| self.factor(from) / self.factor(to))
    }

    /// Whether it is a plain number: no unit, %, ‰ or 倍.
    pub fn is_dimensionless(&self, unit: &Unit) -> bool {
        self.dimension(unit).is_empty()
    }

    /// Whether amounts of it are counted: 件, 起.
    pub fn is_count(&self, unit: &Unit) -> bool {
        unit.single().and_then(|id| self.get(id)).is_some_and(|u| u.whole)
    }

    /// The unit of `a × b`. Plain units are scaled away; 万元 × (1/亿元) is a plain number.
    pub fn product(&self, a: &Unit, b: &Unit) -> Scaled {
        self.combine(a, b, 1)
    }

    /// The unit of `a / b`.
    pub fn quotient(&self, a: &Unit, b: &Unit) -> Scaled {
        self.combine(a, b, -1)
    }

    fn combine(&self, a: &Unit, b: &Unit, sign: i32) -> Scaled {
        let (mut factors, mut factor) = (BTreeMap::new(), RBig::ONE);
        for (id, power) in a.factors().chain(b.factors().map(|(id, power)| (id, power * sign))) {
            self.include((&mut factors, &mut factor), id, power);
        }
        let unit = Unit::of_factors(factors);
        if self.is_dimensionless(&unit) {
            factor *= self.factor(&unit);
            return Scaled { unit: Unit::plain(), factor };
        }
        Scaled { unit, factor }
    }

    /// Multiplies by one unit, in the unit of its dimension that is there already.
    fn include(&self, (factors, factor): (&mut BTreeMap<UnitId, i32>, &mut RBig), id: UnitId, power: i32) {
        let Some(unit) = self.get(id) else { return };
        let exponent = isize::try_from(power).unwrap_or(0);
        if unit.dimension.is_empty() {
            *factor *= unit.factor.pow(exponent);
            return;
        }
        let same = factors.keys().copied();
        let there = same.filter_map(|other| Some((other, self.get(other)?)));
        let partner = there.into_iter().find(|(_, u)| u.dimension == unit.dimension);
        let target = match partner {
            Some((other, partner)) => {
                *factor *= (&unit.factor / &partner.factor).pow(exponent);
                other
            }
            None => id,
        };
        *factors.entry(target).or_insert(0) += power;
        factors.retain(|_, p| *p != 0);
    }

    /// `万元/亩`, `元/(人·月)`; empty for plain numbers.
    pub fn text(&self, unit: &Unit) -> String {
        let part = |(id, power): (UnitId, i32)| match power {
            1 => self.name(id).to_owned(),
            power => format!("{}{}", self.name(id), superscript(power)),
        };
        let top: Vec<String> = unit.factors().filter(|f| f.1 > 0).map(part).collect();
        let bottom: Vec<String> = unit.factors().filter(|f| f.1 < 0).map(|(id, p)| part((id, -p))).collect();
        let above = if top.is_empty() && !bottom.is_empty() { "1".to_owned() } else { top.join("·") };
        match bottom.as_slice() {
            [] => above,
            [one] => format!("{above}/{one}"),
            many => format!("{above}/({})", many.join("·")),
        }
    }
}

/// 2 as ²
fn superscript(power: i32) -> String {
    let raise = |digit: char| match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        other => char::from_u32(0x2070 + other.to_digit(10).unwrap_or(0)).unwrap_or(other),
    };
    power.to_string().chars().map(raise).collect()
}
