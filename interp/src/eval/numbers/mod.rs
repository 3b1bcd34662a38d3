//! The numbers of a batch, in one of four forms.

mod calculate;
mod decide;
pub mod fixed;
mod rows;

use dashu_ratio::RBig;

use super::vector::{Vector, at};
use crate::number::{
    Bounded, Domain, Enclosure, Exact, Printed, Wide, enclosure_at, power_of_ten, print_exact, short_decimal,
};
use crate::shown::digits;

/// How sure numbers must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Floats with a bound on their error will do.
    Enclosed,
    /// Some 250 bits: for what floats leave open.
    Wide,
    /// The number itself.
    Exact,
}

/// Numbers, one a row or one for all.
#[derive(Clone, Debug)]
pub enum Numbers {
    /// Exact decimals with one number of decimals: what files hold, sums of it, rounded scores.
    Fixed {
        /// How many digits of each mantissa are decimals.
        scale: u32,
        /// The digits.
        mantissas: Vector<i64>,
    },
    /// Floats that may be off by no more than a bound.
    Bounded(Bounded<Vector<f64>>),
    /// Numbers known to some 250 bits.
    Wide(Vector<Wide>),
    /// Exact rationals.
    Exact(Vector<Exact>),
}

use Numbers::Fixed;

pub use calculate::{arithmetic, change_sign, extreme, multiples, power};
pub(super) use rows::join_bounds;

impl From<Bounded> for Numbers {
    fn from(Bounded { values, error, greatest, nonnegative }: Bounded) -> Self {
        Self::Bounded(Bounded { values: values.into(), error, greatest, nonnegative })
    }
}

impl Numbers {
    /// Exact decimals.
    pub fn fixed(scale: u32, mantissas: impl Into<Vector<i64>>) -> Self {
        Fixed { scale, mantissas: mantissas.into() }
    }

    /// Whole numbers.
    pub fn wholes(mantissas: impl Into<Vector<i64>>) -> Self {
        Self::fixed(0, mantissas)
    }

    /// The whole number for all rows.
    pub fn whole(n: i64) -> Self {
        Self::wholes(vec![n])
    }

    /// Numbers between bounds.
    pub fn enclosed(enclosures: &[Enclosure]) -> Self {
        Bounded::from_enclosures(enclosures).into()
    }

    /// The number for all rows: a decimal if it is a short one.
    pub fn constant(number: &RBig, precision: Precision) -> Self {
        match (short_decimal(number), precision) {
            (Some((mantissa, scale)), _) => Self::fixed(scale, vec![mantissa]),
            (None, Precision::Enclosed) => Bounded::from_rational(number).into(),
            (None, Precision::Wide) => Self::Wide(vec![Wide::from_rational(number)].into()),
            (None, Precision::Exact) => Self::Exact(vec![Exact::from(number.clone())].into()),
        }
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        match self {
            Fixed { mantissas, .. } => mantissas.len(),
            Self::Bounded(b) => b.values.len(),
            Self::Wide(v) => v.len(),
            Self::Exact(v) => v.len(),
        }
    }

    /// The enclosure of row `i`.
    pub fn enclosure(&self, i: usize) -> Enclosure {
        match self {
            Fixed { scale, mantissas } => {
                at(mantissas, i).map_or(Enclosure::ANYTHING, |&m| Enclosure::from_decimal(m, *scale))
            }
            Self::Bounded(b) => enclosure_at(&b.values, b.error, i),
            Self::Wide(v) => at(v, i).map_or(Enclosure::ANYTHING, Wide::to_enclosure),
            Self::Exact(v) => at(v, i).map_or(Enclosure::ANYTHING, enclose),
        }
    }

    /// The exact number of row `i`, where it is known.
    pub fn exact(&self, i: usize) -> Option<Exact> {
        match self {
            Fixed { scale, mantissas } => at(mantissas, i).map(|&m| Exact::from_decimal(m, *scale)),
            Self::Bounded(_) => self.enclosure(i).to_rational().map(Exact::from),
            Self::Wide(v) => at(v, i).and_then(Wide::to_rational).map(Exact::from),
            Self::Exact(v) => at(v, i).cloned(),
        }
    }

    /// Enclosures of all.
    pub fn to_enclosures(&self) -> Vec<Enclosure> {
        (0..self.len()).map(|i| self.enclosure(i)).collect()
    }

    /// Floats of all, with a bound on their error.
    pub fn to_bounded(&self) -> Bounded<Vector<f64>> {
        let made = match self {
            Self::Bounded(b) => return b.clone(),
            Fixed { scale, mantissas } => Bounded::from_digits(mantissas, *scale),
            Self::Wide(_) | Self::Exact(_) => Bounded::from_enclosures(&self.to_enclosures()),
        };
        let Bounded { values, error, greatest, nonnegative } = made;
        Bounded { values: values.into(), error, greatest, nonnegative }
    }

    /// Some 250 bits of all.
    fn to_wides(&self) -> Vec<Wide> {
        match self {
            Fixed { scale, mantissas } => mantissas.iter().map(|m| Wide::from_decimal(*m, *scale)).collect(),
            Self::Bounded(_) => (0..self.len()).map(|i| self.wide(i).unwrap_or(Wide::ANYTHING)).collect(),
            Self::Wide(v) => v.to_vec(),
            Self::Exact(v) => v.iter().map(Wide::from_exact).collect(),
        }
    }

    /// Some 250 bits of row `i`, where they are known.
    pub fn wide(&self, i: usize) -> Option<Wide> {
        match self {
            Self::Wide(v) => at(v, i).cloned(),
            _ => self.exact(i).map(|e| Wide::from_exact(&e)),
        }
    }

    /// The digits of all, each where its form tells them.
    pub fn print(&self) -> Vec<Option<Printed>> {
        match self {
            Fixed { scale, mantissas } => {
                let printed = |m: &i64| Printed { text: digits(*m, *scale, true), terminates: true };
                mantissas.iter().map(|m| Some(printed(m))).collect()
            }
            Self::Bounded(b) => vec![None; b.values.len()],
            Self::Wide(v) => v.iter().map(Wide::print).collect(),
            Self::Exact(v) => v.iter().map(|e| Some(print_exact(e))).collect(),
        }
    }

    /// Exact numbers of all. A row that is only enclosed is one without a value, and any number does for it.
    pub fn to_exacts(&self) -> Vec<Exact> {
        (0..self.len()).map(|i| self.exact(i).unwrap_or_else(Exact::zero)).collect()
    }
}

fn enclose(number: &Exact) -> Enclosure {
    Enclosure::from_exact(number)
}

/// An exact number known to be a decimal, as digits for a `Fixed`.
pub fn from_exacts(numbers: Vec<Exact>, precision: Precision) -> Numbers {
    let rationals: Vec<Option<(i64, u32)>> = numbers.iter().map(fixed::short_exact).collect();
    let scale = rationals.iter().flatten().map(|(_, s)| *s).max().unwrap_or(0);
    let raise =
        |(m, s): (i64, u32)| i64::try_from(power_of_ten(scale - s)).ok().and_then(|f| m.checked_mul(f));
    let mantissas: Option<Vec<i64>> = rationals.into_iter().map(|d| d.and_then(raise)).collect();
    match (mantissas, precision) {
        (Some(mantissas), _) => Numbers::fixed(scale, mantissas),
        (None, Precision::Enclosed) => Numbers::enclosed(&numbers.iter().map(enclose).collect::<Vec<_>>()),
        (None, Precision::Wide) => Numbers::Wide(numbers.iter().map(Wide::from_exact).collect()),
        (None, Precision::Exact) => Numbers::Exact(numbers.into()),
    }
}
