//! The numbers of a batch, in one of three forms.

use std::cmp::Ordering;

use dashu_ratio::RBig;

use super::fixed;
use super::vector::{at, map2, pick, spread, write};
use crate::number::{Domain, Enclosure, Exact, Quantum, power_of_ten, short_decimal};
use crate::program::{Operator, RoundingMode};

/// How sure numbers must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// An enclosure will do.
    Enclosed,
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
        mantissas: Vec<i64>,
    },
    /// What is only known to lie between two floats.
    Enclosures(Vec<Enclosure>),
    /// Exact rationals.
    Exact(Vec<Exact>),
}

use Numbers::{Enclosures, Fixed};

impl Numbers {
    /// The whole number for all rows.
    pub fn whole(n: i64) -> Self {
        Fixed { scale: 0, mantissas: vec![n] }
    }

    /// The number for all rows: a decimal if it is a short one.
    pub fn constant(number: &RBig, precision: Precision) -> Self {
        match (short_decimal(number), precision) {
            (Some((mantissa, scale)), _) => Fixed { scale, mantissas: vec![mantissa] },
            (None, Precision::Enclosed) => Enclosures(vec![Enclosure::from_rational(number)]),
            (None, Precision::Exact) => Self::Exact(vec![Exact::from(number.clone())]),
        }
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        match self {
            Fixed { mantissas, .. } => mantissas.len(),
            Enclosures(v) => v.len(),
            Self::Exact(v) => v.len(),
        }
    }

    /// The enclosure of row `i`.
    pub fn enclosure(&self, i: usize) -> Enclosure {
        match self {
            Fixed { scale, mantissas } => {
                at(mantissas, i).map_or(Enclosure::ANYTHING, |&m| Enclosure::from_decimal(m, *scale))
            }
            Enclosures(v) => at(v, i).copied().unwrap_or(Enclosure::ANYTHING),
            Self::Exact(v) => at(v, i).map_or(Enclosure::ANYTHING, enclose),
        }
    }

    /// The exact number of row `i`, where it is known.
    pub fn exact(&self, i: usize) -> Option<Exact> {
        match self {
            Fixed { scale, mantissas } => at(mantissas, i).map(|&m| Exact::from_decimal(m, *scale)),
            Enclosures(v) => at(v, i).and_then(|e| e.to_rational()).map(Exact::from),
            Self::Exact(v) => at(v, i).cloned(),
        }
    }

    /// Enclosures of all.
    pub fn to_enclosures(&self) -> Vec<Enclosure> {
        match self {
            Fixed { scale, mantissas } => {
                mantissas.iter().map(|&m| Enclosure::from_decimal(m, *scale)).collect()
            }
            Enclosures(v) => v.clone(),
            Self::Exact(v) => v.iter().map(enclose).collect(),
        }
    }

    /// Exact numbers of all. A row that is only enclosed is one without a value, and any number does for it.
    pub fn to_exacts(&self) -> Vec<Exact> {
        match self {
            Fixed { scale, mantissas } => mantissas.iter().map(|&m| Exact::from_decimal(m, *scale)).collect(),
            Enclosures(v) => {
                v.iter().map(|e| e.to_rational().map_or_else(Exact::zero, Exact::from)).collect()
            }
            Self::Exact(v) => v.clone(),
        }
    }

    /// The numbers of some rows.
    pub fn pick(&self, rows: &[usize]) -> Self {
        match self {
            Fixed { scale, mantissas } => Fixed { scale: *scale, mantissas: pick(mantissas, rows) },
            Enclosures(v) => Enclosures(pick(v, rows)),
            Self::Exact(v) => Self::Exact(pick(v, rows)),
        }
    }

    /// One number for each of `n` rows.
    pub fn spread(self, n: usize) -> Self {
        match self {
            Fixed { scale, mantissas } => Fixed { scale, mantissas: spread(mantissas, n) },
            Enclosures(v) => Enclosures(spread(v, n)),
            Self::Exact(v) => Self::Exact(spread(v, n)),
        }
    }

    /// Writes the numbers of `other` to the rows `rows`; `self` has one for each row.
    pub fn overlay(self, rows: &[usize], other: &Self) -> Self {
        let (mut base, other) = alike(self, other.clone());
        match (&mut base, &other) {
            (Fixed { mantissas, .. }, Fixed { mantissas: m, .. }) => write(mantissas, rows, m),
            (Enclosures(v), Enclosures(w)) => write(v, rows, w),
            (Self::Exact(v), Self::Exact(w)) => write(v, rows, w),
            _ => {}
        }
        base
    }

    /// Adds the numbers of `other` behind.
    pub fn append(&mut self, other: Self) {
        let empty = Fixed { scale: 0, mantissas: Vec::new() };
        let (mut base, other) = alike(std::mem::replace(self, empty), other);
        match (&mut base, other) {
            (Fixed { mantissas, .. }, Fixed { mantissas: m, .. }) => mantissas.extend(m),
            (Enclosures(v), Enclosures(w)) => v.extend(w),
            (Self::Exact(v), Self::Exact(w)) => v.extend(w),
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
            (Self::Exact(_), Fixed { .. }) | (Fixed { .. }, Self::Exact(_)) => {
                self.exact(i)?.compare(&other.exact(j)?)
            }
            _ => self.enclosure(i).compare(&other.enclosure(j)),
        }
    }

    /// The order of row `i` to zero, where it is certain.
    pub fn sign(&self, i: usize) -> Option<Ordering> {
        match self {
            Fixed { mantissas, .. } => at(mantissas, i).map(|m| m.cmp(&0)),
            Enclosures(v) => at(v, i).and_then(Domain::sign),
            Self::Exact(v) => at(v, i).and_then(Domain::sign),
        }
    }

    /// Which multiple of the quantum row `i` is rounded to, where it is certain.
    pub fn multiple(&self, i: usize, quantum: &Quantum, mode: RoundingMode) -> Option<i64> {
        match self {
            Fixed { scale, mantissas } => fixed::multiple((*at(mantissas, i)?, *scale), quantum, mode),
            Enclosures(v) => at(v, i)?.multiple(quantum, mode),
            Self::Exact(v) => at(v, i)?.multiple(quantum, mode),
        }
    }
}

fn enclose(number: &Exact) -> Enclosure {
    Enclosure::from_exact(number)
}

/// Both in one form: decimals where both are, else exact where one is, else enclosures.
fn alike(a: Numbers, b: Numbers) -> (Numbers, Numbers) {
    match (a, b) {
        (Fixed { scale: s, mantissas: m }, Fixed { scale: t, mantissas: n }) => {
            if m.is_empty() {
                return (Fixed { scale: t, mantissas: m }, Fixed { scale: t, mantissas: n });
            }
            if s == t {
                return (Fixed { scale: s, mantissas: m }, Fixed { scale: t, mantissas: n });
            }
            let scale = s.max(t);
            match (fixed::rescale(&m, s, scale), fixed::rescale(&n, t, scale)) {
                (Some(m), Some(n)) => (Fixed { scale, mantissas: m }, Fixed { scale, mantissas: n }),
                _ => {
                    let (a, b) = (Fixed { scale: s, mantissas: m }, Fixed { scale: t, mantissas: n });
                    (Numbers::Exact(a.to_exacts()), Numbers::Exact(b.to_exacts()))
                }
            }
        }
        (Enclosures(a), Enclosures(b)) => (Enclosures(a), Enclosures(b)),
        (a @ Enclosures(_), b) | (a, b @ Enclosures(_)) => {
            (Enclosures(a.to_enclosures()), Enclosures(b.to_enclosures()))
        }
        (a, b) => (Numbers::Exact(a.to_exacts()), Numbers::Exact(b.to_exacts())),
    }
}

/// `a + b` and the like, on decimals as long as they fit, else as exactly as asked.
pub fn arithmetic(operator: Operator, a: &Numbers, b: &Numbers, precision: Precision) -> Numbers {
    if let Some(done) = fixed::arithmetic(operator, a, b, precision) {
        return done;
    }
    binary(a, b, precision, Elementwise { operator })
}

/// The greater or the lesser of two.
pub fn extreme(greater: bool, a: &Numbers, b: &Numbers, precision: Precision) -> Numbers {
    if let Some(done) = fixed::extreme(greater, a, b) {
        return done;
    }
    match precision {
        Precision::Enclosed => {
            Enclosures(map2(&a.to_enclosures(), &b.to_enclosures(), |x, y| pick_extreme(greater, x, y)))
        }
        Precision::Exact => {
            Numbers::Exact(map2(&a.to_exacts(), &b.to_exacts(), |x, y| pick_extreme(greater, x, y)))
        }
    }
}

fn pick_extreme<D: Domain>(greater: bool, x: &D, y: &D) -> D {
    if greater { x.larger(y) } else { x.smaller(y) }
}

#[derive(Clone, Copy)]
struct Elementwise {
    operator: Operator,
}

impl Elementwise {
    fn apply<D: Domain>(&self, x: &D, y: &D) -> D {
        match self.operator {
            Operator::Add => x.add(y),
            Operator::Subtract => x.subtract(y),
            Operator::Multiply => x.multiply(y),
            Operator::Divide => x.divide(y),
        }
    }
}

fn binary(a: &Numbers, b: &Numbers, precision: Precision, operation: Elementwise) -> Numbers {
    match precision {
        Precision::Enclosed => {
            Enclosures(map2(&a.to_enclosures(), &b.to_enclosures(), |x, y| operation.apply(x, y)))
        }
        Precision::Exact => {
            Numbers::Exact(map2(&a.to_exacts(), &b.to_exacts(), |x, y| operation.apply(x, y)))
        }
    }
}

/// −x and |x|.
pub fn change_sign(x: &Numbers, negate: bool) -> Numbers {
    fn one<D: Domain>(x: &D, negate: bool) -> D {
        if negate { x.negate() } else { x.absolute() }
    }
    match x {
        Fixed { scale, mantissas } => {
            let mapped: Option<Vec<i64>> =
                mantissas.iter().map(|m| if negate { m.checked_neg() } else { m.checked_abs() }).collect();
            match mapped {
                Some(mantissas) => Fixed { scale: *scale, mantissas },
                None => Numbers::Exact(x.to_exacts().iter().map(|e| one(e, negate)).collect()),
            }
        }
        Enclosures(v) => Enclosures(v.iter().map(|e| one(e, negate)).collect()),
        Numbers::Exact(v) => Numbers::Exact(v.iter().map(|e| one(e, negate)).collect()),
    }
}

/// x to the power of a whole number.
pub fn power(x: &Numbers, exponents: &[u32], precision: Precision) -> Numbers {
    match precision {
        Precision::Enclosed => Enclosures(map2(&x.to_enclosures(), exponents, |e, n| e.power(*n))),
        Precision::Exact => Numbers::Exact(map2(&x.to_exacts(), exponents, |e, n| e.power(*n))),
    }
}

/// Multiples of a quantum: decimals where the quantum is one and they fit.
pub fn multiples(counts: Vec<i64>, quantum: &Quantum, precision: Precision) -> Numbers {
    let by_quantum = quantum.decimal().and_then(|(mantissa, scale)| {
        let mantissas: Option<Vec<i64>> = counts.iter().map(|c| c.checked_mul(mantissa)).collect();
        Some(Fixed { scale, mantissas: mantissas? })
    });
    if let Some(decimals) = by_quantum {
        return decimals;
    }
    let counts = Fixed { scale: 0, mantissas: counts };
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
        (Some(mantissas), _) => Fixed { scale, mantissas },
        (None, Precision::Enclosed) => Enclosures(numbers.iter().map(enclose).collect()),
        (None, Precision::Exact) => Numbers::Exact(numbers),
    }
}
