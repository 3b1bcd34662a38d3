//! Fractions of two numbers of 127 bits: exact as long as they fit.

use std::cmp::Ordering;

use dashu_base::Gcd;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::ball::Ball;
use crate::number::enclosure::Enclosure;
use crate::number::exact::Exact;
use crate::number::print::{Printed, print_quotient};

/// n / d with d > 0. It is reduced once it is longer than one machine word, so that ordinary sums and products stay short; short ones are
/// left as they are.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

/// Fractions whose parts are below are not reduced.
const SHORT: u128 = 1 << 62;

impl Fraction {
    /// The whole number.
    pub fn whole(n: i64) -> Self {
        Self { numerator: i128::from(n), denominator: 1 }
    }

    /// The quotient; nothing where the divisor is zero or a part is −2¹²⁷.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let (numerator, denominator) = if denominator < 0 {
            (numerator.checked_neg()?, denominator.checked_neg()?)
        } else {
            (numerator, denominator)
        };
        let fits = denominator > 0 && numerator > i128::MIN;
        fits.then(|| Self { numerator, denominator }.tidy())
    }

    fn tidy(self) -> Self {
        if self.numerator.unsigned_abs() < SHORT && self.denominator.unsigned_abs() < SHORT {
            return self;
        }
        let common = common(self.numerator, self.denominator);
        Self { numerator: self.numerator / common, denominator: self.denominator / common }
    }

    /// The number above the line.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// The number below the line.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// a/b + c/d over the least common denominator.
    pub fn add(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator {
            return Self::new(self.numerator.checked_add(other.numerator)?, self.denominator);
        }
        let common = common(self.denominator, other.denominator);
        let (b, d) = (self.denominator / common, other.denominator / common);
        let left = self.numerator.checked_mul(d)?;
        let right = other.numerator.checked_mul(b)?;
        Self::new(left.checked_add(right)?, self.denominator.checked_mul(d)?)
    }

    /// a/b × c/d, reduced crosswise first where it is needed to fit.
    pub fn multiply(self, other: Self) -> Option<Self> {
        let plain = |a: Self, b: Self| {
            let numerator = a.numerator.checked_mul(b.numerator)?;
            Self::new(numerator, a.denominator.checked_mul(b.denominator)?)
        };
        plain(self, other).or_else(|| {
            let (left, right) =
                (common(self.numerator, other.denominator), common(other.numerator, self.denominator));
            plain(
                Self { numerator: self.numerator / left, denominator: self.denominator / right },
                Self { numerator: other.numerator / right, denominator: other.denominator / left },
            )
        })
    }

    /// a/b ÷ c/d; nothing where c is zero.
    pub fn divide(self, divisor: Self) -> Option<Self> {
        self.multiply(Self::new(divisor.denominator, divisor.numerator)?)
    }

    /// The number with the other sign.
    pub fn negate(self) -> Self {
        Self { numerator: -self.numerator, denominator: self.denominator }
    }

    /// How it stands to zero.
    pub fn sign(self) -> Ordering {
        self.numerator.cmp(&0)
    }

    /// The order of the products crosswise.
    pub fn compare(self, other: Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => (IBig::from(self.numerator) * other.denominator)
                .cmp(&(IBig::from(other.numerator) * self.denominator)),
        }
    }

    /// The quotient as a ball: one division of points.
    pub fn to_ball(self) -> Option<Ball> {
        let numerator = Ball::whole(IBig::from(self.numerator));
        if self.denominator == 1 {
            return Some(numerator);
        }
        numerator.divide(&Ball::whole(IBig::from(self.denominator)))
    }

    /// The exact number.
    pub fn to_rational(self) -> RBig {
        RBig::from_parts_signed(IBig::from(self.numerator), IBig::from(self.denominator))
    }

    /// Its digits.
    pub fn print(self) -> Printed {
        print_quotient(&IBig::from(self.numerator), &UBig::from(self.denominator.unsigned_abs()))
    }

    /// The two floats it lies between.
    pub fn to_enclosure(self) -> Enclosure {
        match (i64::try_from(self.numerator), i64::try_from(self.denominator)) {
            (Ok(n), Ok(d)) => Enclosure::ratio(n, d),
            _ => Enclosure::from_exact(&Exact::from(self.to_rational())),
        }
    }
}

/// The greatest common divisor, at least 1; neither is −2¹²⁷.
fn common(a: i128, b: i128) -> i128 {
    if a == 0 && b == 0 {
        return 1;
    }
    i128::try_from(a.unsigned_abs().gcd(b.unsigned_abs())).unwrap_or(1).max(1)
}
