//! The numbers of a batch, in one of three forms.

use std::cmp::Ordering;

use dashu_ratio::RBig;

use super::fixed;
use super::vector::{Vector, at, blended, map2, write};
use crate::number::{
    Bounded, Decisions, Domain, Enclosure, Exact, Quantum, Sign, Wanted, Wide, enclosure_at, power_of_ten,
    short_decimal,
};
use crate::program::{Operator, RoundingMode};

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

/// What [`Numbers::multiples`] gives where a multiple does not fit 64 bits.
pub const UNFIT: i64 = i64::MIN;

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

    /// Exact numbers of all. A row that is only enclosed is one without a value, and any number does for it.
    pub fn to_exacts(&self) -> Vec<Exact> {
        (0..self.len()).map(|i| self.exact(i).unwrap_or_else(Exact::zero)).collect()
    }

    /// The numbers of some rows.
    pub fn pick(&self, rows: &[usize]) -> Self {
        match self {
            Fixed { scale, mantissas } => Fixed { scale: *scale, mantissas: mantissas.pick(rows) },
            Self::Bounded(b) => Self::Bounded(Bounded { values: b.values.pick(rows), ..b.clone() }),
            Self::Wide(v) => Self::Wide(v.pick(rows)),
            Self::Exact(v) => Self::Exact(v.pick(rows)),
        }
    }

    /// One number for each of `n` rows.
    pub fn spread(self, n: usize) -> Self {
        match self {
            Fixed { scale, mantissas } => Fixed { scale, mantissas: mantissas.spread(n) },
            Self::Bounded(b) => Self::Bounded(Bounded { values: b.values.clone().spread(n), ..b }),
            Self::Wide(v) => Self::Wide(v.spread(n)),
            Self::Exact(v) => Self::Exact(v.spread(n)),
        }
    }

    /// Writes the numbers of `other` to the rows `rows`; `self` has one for each row.
    pub fn overlay(self, rows: &[usize], other: &Self) -> Self {
        let (mut base, other) = alike(self, other.clone());
        match (&mut base, &other) {
            (Fixed { mantissas, .. }, Fixed { mantissas: m, .. }) => write(mantissas.to_mut(), rows, m),
            (Self::Bounded(b), Self::Bounded(c)) => {
                write(b.values.to_mut(), rows, &c.values);
                join_bounds(b, c);
            }
            (Self::Wide(v), Self::Wide(w)) => write(v.to_mut(), rows, w),
            (Self::Exact(v), Self::Exact(w)) => write(v.to_mut(), rows, w),
            _ => {}
        }
        base
    }

    /// The numbers of `other` in the rows where `mask` says yes, its own in the others; all over `n` rows.
    pub fn where_not(self, mask: &[bool], n: usize, other: &Self) -> Self {
        match alike(self, other.clone()) {
            (Fixed { scale, mantissas: v }, Fixed { mantissas: w, .. }) => {
                Self::fixed(scale, blended(mask, n, &v, &w))
            }
            (Self::Bounded(mut b), Self::Bounded(c)) => {
                b.values = blended(mask, n, &b.values, &c.values);
                join_bounds(&mut b, &c);
                Self::Bounded(b)
            }
            (Self::Wide(v), Self::Wide(w)) => Self::Wide(blended(mask, n, &v, &w)),
            (Self::Exact(v), Self::Exact(w)) => Self::Exact(blended(mask, n, &v, &w)),
            (base, _) => base,
        }
    }

    /// Adds the numbers of `other` behind.
    pub fn append(&mut self, other: Self) {
        let (mut base, other) = alike(std::mem::replace(self, Self::wholes(Vec::new())), other);
        match (&mut base, other) {
            (Fixed { mantissas, .. }, Fixed { mantissas: m, .. }) => mantissas.to_mut().extend_from_slice(&m),
            (Self::Bounded(b), Self::Bounded(c)) => {
                b.values.to_mut().extend_from_slice(&c.values);
                join_bounds(b, &c);
            }
            (Self::Wide(v), Self::Wide(w)) => v.to_mut().extend_from_slice(&w),
            (Self::Exact(v), Self::Exact(w)) => v.to_mut().extend_from_slice(&w),
            _ => {}
        }
        *self = base;
    }

    /// The order of row `i` here to row `j` there, where it is certain.
    pub fn compare(&self, i: usize, other: &Self, j: usize) -> Option<Ordering> {
        match (self, other) {
            (Fixed { scale, mantissas }, Fixed { scale: t, mantissas: others }) => {
                Some(fixed::compare((*at(mantissas, i)?, *scale), (*at(others, j)?, *t)))
            }
            (Self::Exact(v), Self::Exact(w)) => at(v, i)?.compare(at(w, j)?),
            (Self::Bounded(b), Self::Bounded(c)) => {
                b.error.order(*at(&b.values, i)?, c.error, *at(&c.values, j)?)
            }
            (Self::Bounded(_), _) | (_, Self::Bounded(_)) => self.enclosure(i).compare(&other.enclosure(j)),
            (Self::Wide(_), _) | (_, Self::Wide(_)) => self.wide(i)?.compare(&other.wide(j)?),
            _ => self.exact(i)?.compare(&other.exact(j)?),
        }
    }

    /// Row by row whether the numbers here stand to those there as wanted.
    pub fn compare_all(&self, other: &Self, wanted: Wanted) -> Decisions<bool> {
        match (self, other) {
            (Fixed { scale, mantissas }, Fixed { scale: t, mantissas: others }) => {
                fixed::compare_all((mantissas, *scale), (others, *t), wanted)
            }
            (Self::Bounded(_), _) | (_, Self::Bounded(_)) => {
                self.to_bounded().compare(&other.to_bounded(), wanted)
            }
            _ => Decisions::collect(
                (0..self.len().max(other.len()))
                    .map(|i| self.compare(i, other, i).map(|order| wanted.of(order))),
            ),
        }
    }

    /// Row by row how the numbers stand to zero.
    pub fn signs(&self) -> Decisions<Sign> {
        match self {
            Fixed { mantissas, .. } => Decisions {
                answers: mantissas.iter().map(|m| Sign::of(m.cmp(&0))).collect(),
                open: Vec::new(),
            },
            Self::Bounded(b) => b.signs(),
            Self::Wide(v) => Decisions::collect(v.iter().map(|w| w.sign().map(Sign::of))),
            Self::Exact(v) => Decisions::collect(v.iter().map(|e| e.sign().map(Sign::of))),
        }
    }

    /// Row by row which multiple of the quantum the numbers are rounded to; [`UNFIT`] where it does not fit.
    pub fn multiples(&self, quantum: &Quantum, mode: RoundingMode) -> Decisions<i64> {
        match self {
            Fixed { scale, mantissas } => {
                Decisions { answers: fixed::multiples((mantissas, *scale), quantum, mode), open: Vec::new() }
            }
            Self::Bounded(b) => b.multiples(quantum, mode),
            Self::Wide(v) => Decisions::collect(v.iter().map(|w| w.multiple(quantum, mode))),
            Self::Exact(v) => {
                let count = |e: &Exact| Some(e.multiple(quantum, mode).unwrap_or(UNFIT));
                Decisions::collect(v.iter().map(count))
            }
        }
    }
}

fn enclose(number: &Exact) -> Enclosure {
    Enclosure::from_exact(number)
}

/// The bound of both, where the floats of `other` have been taken over.
pub(super) fn join_bounds(base: &mut Bounded<Vector<f64>>, other: &Bounded<Vector<f64>>) {
    base.error = base.error.join(other.error);
    base.greatest = base.greatest.max(other.greatest);
    base.nonnegative &= other.nonnegative;
}

/// Both in one form: decimals where both are, else the less sharp form of the two.
fn alike(a: Numbers, b: Numbers) -> (Numbers, Numbers) {
    match (a, b) {
        (Fixed { scale: s, mantissas: m }, Fixed { scale: t, mantissas: n }) => {
            if s == t || m.is_empty() {
                return (Fixed { scale: t, mantissas: m }, Fixed { scale: t, mantissas: n });
            }
            let scale = s.max(t);
            match (fixed::rescale(&m, s, scale), fixed::rescale(&n, t, scale)) {
                (Some(m), Some(n)) => (Numbers::fixed(scale, m), Numbers::fixed(scale, n)),
                _ => {
                    let (a, b) = (Fixed { scale: s, mantissas: m }, Fixed { scale: t, mantissas: n });
                    (Numbers::Exact(a.to_exacts().into()), Numbers::Exact(b.to_exacts().into()))
                }
            }
        }
        (a @ Numbers::Bounded(_), b) | (a, b @ Numbers::Bounded(_)) => {
            (Numbers::Bounded(a.to_bounded()), Numbers::Bounded(b.to_bounded()))
        }
        (a @ Numbers::Wide(_), b) | (a, b @ Numbers::Wide(_)) => {
            (Numbers::Wide(a.to_wides().into()), Numbers::Wide(b.to_wides().into()))
        }
        (a, b) => (Numbers::Exact(a.to_exacts().into()), Numbers::Exact(b.to_exacts().into())),
    }
}

/// `a + b` and the like, on decimals as long as they fit, else as exactly as asked.
pub fn arithmetic(operator: Operator, a: &Numbers, b: &Numbers, precision: Precision) -> Numbers {
    if let Some(done) = fixed::arithmetic(operator, a, b, precision) {
        return done;
    }
    match precision {
        Precision::Enclosed => {}
        Precision::Wide => {
            return Numbers::Wide(map2(&a.to_wides(), &b.to_wides(), |x, y| apply(operator, x, y)).into());
        }
        Precision::Exact => {
            return Numbers::Exact(map2(&a.to_exacts(), &b.to_exacts(), |x, y| apply(operator, x, y)).into());
        }
    }
    let (x, y) = (a.to_bounded(), b.to_bounded());
    match operator {
        Operator::Add => x.add(&y),
        Operator::Subtract => x.subtract(&y),
        Operator::Multiply => x.multiply(&y),
        Operator::Divide => x.divide(&y),
    }
    .into()
}

fn apply<D: Domain>(operator: Operator, x: &D, y: &D) -> D {
    match operator {
        Operator::Add => x.add(y),
        Operator::Subtract => x.subtract(y),
        Operator::Multiply => x.multiply(y),
        Operator::Divide => x.divide(y),
    }
}

/// The greater or the lesser of two.
pub fn extreme(greater: bool, a: &Numbers, b: &Numbers, precision: Precision) -> Numbers {
    if let Some(done) = fixed::extreme(greater, a, b) {
        return done;
    }
    match precision {
        Precision::Enclosed => {}
        Precision::Wide => {
            return Numbers::Wide(map2(&a.to_wides(), &b.to_wides(), |x, y| farther(greater, x, y)).into());
        }
        Precision::Exact => {
            return Numbers::Exact(
                map2(&a.to_exacts(), &b.to_exacts(), |x, y| farther(greater, x, y)).into(),
            );
        }
    }
    let (x, y) = (a.to_bounded(), b.to_bounded());
    if greater { x.larger(&y) } else { x.smaller(&y) }.into()
}

fn farther<D: Domain>(greater: bool, x: &D, y: &D) -> D {
    if greater { x.larger(y) } else { x.smaller(y) }
}

/// −x and |x|.
pub fn change_sign(x: &Numbers, negate: bool) -> Numbers {
    fn one<D: Domain>(x: &D, negate: bool) -> D {
        if negate { x.negate() } else { x.absolute() }
    }
    let exactly = |v: &[Exact]| Numbers::Exact(v.iter().map(|e| one(e, negate)).collect());
    match x {
        Fixed { scale, mantissas } => {
            let mapped: Option<Vec<i64>> =
                mantissas.iter().map(|m| if negate { m.checked_neg() } else { m.checked_abs() }).collect();
            mapped.map_or_else(|| exactly(&x.to_exacts()), |mantissas| Numbers::fixed(*scale, mantissas))
        }
        Numbers::Bounded(b) => if negate { b.negate() } else { b.absolute() }.into(),
        Numbers::Wide(v) => Numbers::Wide(v.iter().map(|w| one(w, negate)).collect()),
        Numbers::Exact(v) => exactly(v),
    }
}

/// x to the power of a whole number.
pub fn power(x: &Numbers, exponents: &[u32], precision: Precision) -> Numbers {
    match precision {
        Precision::Enclosed => Numbers::enclosed(&map2(&x.to_enclosures(), exponents, |e, n| e.power(*n))),
        Precision::Wide => Numbers::Wide(map2(&x.to_wides(), exponents, |w, n| w.power(*n)).into()),
        Precision::Exact => Numbers::Exact(map2(&x.to_exacts(), exponents, |e, n| e.power(*n)).into()),
    }
}

/// Multiples of a quantum: decimals where the quantum is one and they fit.
pub fn multiples(counts: Vec<i64>, quantum: &Quantum, precision: Precision) -> Numbers {
    let by_quantum = quantum.decimal().and_then(|(mantissa, scale)| {
        if mantissa == 1 {
            return Some(Numbers::fixed(scale, counts.clone()));
        }
        let mantissas: Option<Vec<i64>> = counts.iter().map(|c| c.checked_mul(mantissa)).collect();
        Some(Numbers::fixed(scale, mantissas?))
    });
    if let Some(decimals) = by_quantum {
        return decimals;
    }
    let counts = Numbers::wholes(counts);
    arithmetic(Operator::Multiply, &counts, &Numbers::constant(quantum.number(), precision), precision)
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
