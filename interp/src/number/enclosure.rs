//! Intervals of floats that contain the exact number.

use std::cmp::Ordering;

use dashu_base::{Approximation, Sign};
use dashu_ratio::RBig;

use super::directed::{above, add_down, add_up, below, divide_down, divide_up, multiply_down, multiply_up};
use super::domain::{Domain, decimal};
use super::exact::Exact;
use super::quantum::Quantum;
use super::rounding::round_float;
use crate::program::RoundingMode;

/// The exact number lies between `lower` and `upper`, both included. Where they are equal, it is that float.
///
/// Every operation keeps this true. Each end of a sum, a product or a quotient is off the true end by less than one float step, and
/// by nothing where the operation is exact (small integers, halves, quarters); an end that overflows is infinite, and a
/// decision on it stays open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Enclosure {
    /// Not above the number.
    pub lower: f64,
    /// Not below the number.
    pub upper: f64,
}

/// Whole numbers up to here are floats.
const GREATEST_WHOLE: u64 = 1 << 53;

/// Powers of ten up to here are floats.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

impl Enclosure {
    /// Any number at all.
    pub const ANYTHING: Self = Self { lower: f64::NEG_INFINITY, upper: f64::INFINITY };

    /// Between two bounds.
    pub fn new(lower: f64, upper: f64) -> Self {
        if lower <= upper { Self { lower, upper } } else { Self::ANYTHING }
    }

    /// The float itself.
    pub fn point(x: f64) -> Self {
        if x.is_finite() { Self { lower: x, upper: x } } else { Self::ANYTHING }
    }

    /// Whether it holds exactly one number.
    pub fn is_point(self) -> bool {
        self.lower == self.upper
    }

    /// Any number of either.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { lower: self.lower.min(other.lower), upper: self.upper.max(other.upper) }
    }

    /// A whole number of any length: a point where it is a float, else its two neighbours.
    pub fn whole(n: i64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a loss is answered by the neighbours")]
        let x = n as f64;
        if n.unsigned_abs() <= GREATEST_WHOLE {
            Self::point(x)
        } else {
            Self { lower: below(x), upper: above(x) }
        }
    }

    /// The exact number it stands for, if it is a point.
    pub fn to_rational(self) -> Option<RBig> {
        if self.is_point() { RBig::try_from(self.lower).ok() } else { None }
    }

    /// The enclosure of an exact number of any length.
    pub fn from_exact(number: &Exact) -> Self {
        Self::from_float(number.to_float())
    }

    fn from_float(float: Approximation<f64, Sign>) -> Self {
        match float {
            Approximation::Exact(x) => Self::point(x),
            Approximation::Inexact(x, _) if !x.is_finite() || x.abs() < f64::MIN_POSITIVE => {
                Self::new(below(x), above(x))
            }
            Approximation::Inexact(x, Sign::Positive) => Self::new(below(x), x),
            Approximation::Inexact(x, Sign::Negative) => Self::new(x, above(x)),
        }
    }

    /// The enclosure of a quotient of whole numbers.
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        Self::whole(numerator).divide(&Self::whole(denominator))
    }
}

impl Domain for Enclosure {
    fn from_decimal(mantissa: i64, scale: u32) -> Self {
        if scale == 0 {
            return Self::whole(mantissa);
        }
        match usize::try_from(scale).ok().and_then(|s| POWERS.get(s)) {
            Some(&power) => Self::whole(mantissa).divide(&Self::point(power)),
            None => Self::from_rational(&decimal(i128::from(mantissa), scale)),
        }
    }

    fn from_rational(number: &RBig) -> Self {
        Self::from_float(number.to_f64())
    }

    /// [a + c, b + d], each end rounded outward.
    fn add(&self, other: &Self) -> Self {
        Self::new(add_down(self.lower, other.lower), add_up(self.upper, other.upper))
    }

    /// [a − d, b − c], each end rounded outward.
    fn subtract(&self, other: &Self) -> Self {
        Self::new(add_down(self.lower, -other.upper), add_up(self.upper, -other.lower))
    }

    /// The least and the greatest of the four products of ends, rounded outward.
    fn multiply(&self, other: &Self) -> Self {
        if self.lower >= 0.0 && other.lower >= 0.0 {
            return Self::new(multiply_down(self.lower, other.lower), multiply_up(self.upper, other.upper));
        }
        let down = |a, b| multiply_down(a, b);
        let up = |a, b| multiply_up(a, b);
        Self::new(
            least(
                down(self.lower, other.lower),
                down(self.lower, other.upper),
                down(self.upper, other.lower),
                down(self.upper, other.upper),
            ),
            greatest(
                up(self.lower, other.lower),
                up(self.lower, other.upper),
                up(self.upper, other.lower),
                up(self.upper, other.upper),
            ),
        )
    }

    /// The least and the greatest of the four quotients of ends, rounded outward; anything where the divisor may be zero.
    fn divide(&self, divisor: &Self) -> Self {
        if divisor.lower <= 0.0 && divisor.upper >= 0.0 {
            return Self::ANYTHING;
        }
        let down = |a, b| divide_down(a, b);
        let up = |a, b| divide_up(a, b);
        if divisor.is_point() {
            let (a, b) =
                if divisor.lower > 0.0 { (self.lower, self.upper) } else { (self.upper, self.lower) };
            return Self::new(down(a, divisor.lower), up(b, divisor.lower));
        }
        Self::new(
            least(
                down(self.lower, divisor.lower),
                down(self.lower, divisor.upper),
                down(self.upper, divisor.lower),
                down(self.upper, divisor.upper),
            ),
            greatest(
                up(self.lower, divisor.lower),
                up(self.lower, divisor.upper),
                up(self.upper, divisor.lower),
                up(self.upper, divisor.upper),
            ),
        )
    }

    fn negate(&self) -> Self {
        Self { lower: -self.upper, upper: -self.lower }
    }

    fn absolute(&self) -> Self {
        if self.lower >= 0.0 {
            *self
        } else if self.upper <= 0.0 {
            self.negate()
        } else {
            Self { lower: 0.0, upper: self.upper.max(-self.lower) }
        }
    }

    fn larger(&self, other: &Self) -> Self {
        Self { lower: self.lower.max(other.lower), upper: self.upper.max(other.upper) }
    }

    fn smaller(&self, other: &Self) -> Self {
        Self { lower: self.lower.min(other.lower), upper: self.upper.min(other.upper) }
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.upper < other.lower {
            Some(Ordering::Less)
        } else if self.lower > other.upper {
            Some(Ordering::Greater)
        } else if self.is_point() && other.is_point() {
            Some(Ordering::Equal)
        } else {
            None
        }
    }

    fn sign(&self) -> Option<Ordering> {
        self.compare(&Self { lower: 0.0, upper: 0.0 })
    }

    /// Certain where both ends, in quanta, round to the same whole number: rounding never turns an order around.
    fn multiple(&self, quantum: &Quantum, mode: RoundingMode) -> Option<i64> {
        let quanta = quantum.quanta(self);
        let lower = round_float(quanta.lower, mode);
        let upper = round_float(quanta.upper, mode);
        #[expect(clippy::cast_precision_loss, reason = "2^53 is a float")]
        let fits = lower.abs() < GREATEST_WHOLE as f64;
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and less than 2^53")]
        let whole = lower as i64;
        (lower == upper && fits).then_some(whole)
    }
}

/// The least of four; the whole line's lower end where one is no number.
fn least(a: f64, b: f64, c: f64, d: f64) -> f64 {
    if a.is_nan() || b.is_nan() || c.is_nan() || d.is_nan() {
        f64::NEG_INFINITY
    } else {
        a.min(b).min(c.min(d))
    }
}

/// The greatest of four; the whole line's upper end where one is no number.
fn greatest(a: f64, b: f64, c: f64, d: f64) -> f64 {
    if a.is_nan() || b.is_nan() || c.is_nan() || d.is_nan() { f64::INFINITY } else { a.max(b).max(c.max(d)) }
}
