//! Exact rationals for computing: reduced while they are short, left as they are when they have grown long.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use dashu_base::{Abs, Approximation, BitTest, Sign};
use dashu_int::{IBig, UBig};
use dashu_ratio::{RBig, Relaxed};

use super::domain::{Domain, decimal};
use super::quantum::Quantum;
use super::rounding::round_to_multiple;
use crate::program::RoundingMode;

/// Denominators up to this many bits are kept in lowest terms. Reducing costs the square of the length: for the short ones of
/// everyday clauses it is nothing and keeps them short; a mean over a county has megabits, where it would cost minutes.
const REDUCED_BITS: usize = 1024;

/// An exact rational, not always in lowest terms.
#[derive(Clone, Debug)]
pub struct Exact(Relaxed);

impl Exact {
    /// Zero.
    pub fn zero() -> Self {
        Self(Relaxed::ZERO)
    }

    /// The fraction; a zero denominator gives zero (nobody asks for it).
    pub fn from_parts(numerator: IBig, denominator: UBig) -> Self {
        if denominator.is_zero() {
            return Self::zero();
        }
        Self::tidy(Relaxed::from_parts(numerator, denominator))
    }

    /// The number in lowest terms. Slow where numerator and denominator have millions of digits.
    pub fn to_rational(&self) -> RBig {
        self.0.clone().canonicalize()
    }

    /// The nearest float, and to which side of the number it lies.
    pub(super) fn to_float(&self) -> Approximation<f64, Sign> {
        self.0.to_f64()
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.sign() == Some(Ordering::Less)
    }

    /// The number above the line.
    pub fn numerator(&self) -> &IBig {
        self.0.numerator()
    }

    /// The number below the line.
    pub fn denominator(&self) -> &UBig {
        self.0.denominator()
    }

    fn tidy(number: Relaxed) -> Self {
        if number.denominator().is_one() || number.denominator().bit_len() > REDUCED_BITS {
            return Self(number);
        }
        Self(number.canonicalize().relax())
    }

    fn relaxed(&self) -> &Relaxed {
        &self.0
    }
}

/// A sum of fractions: equal denominators are added at once, the rest in halves of halves, so that long numbers meet long
/// numbers.
#[derive(Clone, Debug, Default)]
pub struct ExactSum {
    by_denominator: BTreeMap<UBig, IBig>,
}

impl ExactSum {
    /// Adds a fraction.
    pub fn add(&mut self, term: Exact) {
        let (numerator, denominator) = term.0.into_parts();
        *self.by_denominator.entry(denominator).or_default() += numerator;
    }

    /// Adds the fractions of another sum.
    pub fn merge(&mut self, other: Self) {
        if self.by_denominator.len() < other.by_denominator.len() {
            let fewer = std::mem::replace(self, other);
            return self.merge(fewer);
        }
        for (denominator, numerator) in other.by_denominator {
            *self.by_denominator.entry(denominator).or_default() += numerator;
        }
    }

    /// The sum.
    pub fn finish(self) -> Exact {
        let mut level: Vec<(IBig, UBig)> = self.by_denominator.into_iter().map(|(d, n)| (n, d)).collect();
        while level.len() > 1 {
            level = level.chunks(2).map(add_pair).collect();
        }
        level.pop().map_or_else(Exact::zero, |(n, d)| Exact::from_parts(n, d))
    }
}

/// a/b + c/d without reducing; the first alone where there is no second.
fn add_pair(pair: &[(IBig, UBig)]) -> (IBig, UBig) {
    match pair {
        [(a, b), (c, d)] => (a * d + c * b, b * d),
        [one] => one.clone(),
        _ => (IBig::ZERO, UBig::ONE),
    }
}

impl From<RBig> for Exact {
    fn from(number: RBig) -> Self {
        Self(number.relax())
    }
}

impl PartialEq for Exact {
    /// Of the same parts, which need no long products, or of products that are the same crosswise.
    fn eq(&self, other: &Self) -> bool {
        let same_parts = self.numerator() == other.numerator() && self.denominator() == other.denominator();
        same_parts || self.0 == other.0
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator() == other.denominator() {
            return self.numerator().cmp(other.numerator());
        }
        self.0.cmp(&other.0)
    }
}

impl Domain for Exact {
    fn from_decimal(mantissa: i64, scale: u32) -> Self {
        decimal(i128::from(mantissa), scale).into()
    }

    fn from_rational(number: &RBig) -> Self {
        number.clone().into()
    }

    fn add(&self, other: &Self) -> Self {
        Self::tidy(self.relaxed() + other.relaxed())
    }

    fn subtract(&self, other: &Self) -> Self {
        Self::tidy(self.relaxed() - other.relaxed())
    }

    fn multiply(&self, other: &Self) -> Self {
        Self::tidy(self.relaxed() * other.relaxed())
    }

    fn divide(&self, divisor: &Self) -> Self {
        if divisor.0.is_zero() {
            return Self::zero();
        }
        Self::tidy(self.relaxed() / divisor.relaxed())
    }

    fn negate(&self) -> Self {
        Self(-self.relaxed())
    }

    fn absolute(&self) -> Self {
        Self(self.0.clone().abs())
    }

    fn larger(&self, other: &Self) -> Self {
        if self < other { other.clone() } else { self.clone() }
    }

    fn smaller(&self, other: &Self) -> Self {
        if self > other { other.clone() } else { self.clone() }
    }

    fn power(&self, exponent: u32) -> Self {
        let exponent = exponent as usize;
        let numerator = self.numerator().pow(exponent);
        Self::from_parts(numerator, self.denominator().pow(exponent))
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    fn sign(&self) -> Option<Ordering> {
        Some(self.numerator().cmp(&IBig::ZERO))
    }

    fn multiple(&self, quantum: &Quantum, mode: RoundingMode) -> Option<i64> {
        i64::try_from(round_to_multiple(self, quantum.number(), mode)).ok()
    }
}
