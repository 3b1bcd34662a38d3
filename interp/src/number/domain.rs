//! What a kind of number must be able to do for the walker.

use std::cmp::Ordering;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::quantum::Quantum;
use crate::program::RoundingMode;

/// A kind of number. Each value stands for one exact rational; a decision about it is `None` where the value does not tell.
pub trait Domain: Clone {
    /// The number `mantissa` / 10^`scale`.
    fn from_decimal(mantissa: i64, scale: u32) -> Self;
    /// An exact number.
    fn from_rational(number: &RBig) -> Self;
    /// The sum.
    #[must_use]
    fn add(&self, other: &Self) -> Self;
    /// The difference.
    #[must_use]
    fn subtract(&self, other: &Self) -> Self;
    /// The product.
    #[must_use]
    fn multiply(&self, other: &Self) -> Self;
    /// The quotient; the caller has made sure that the divisor is not zero. Of a zero it is some number, never a panic.
    #[must_use]
    fn divide(&self, divisor: &Self) -> Self;
    /// The number with the other sign.
    #[must_use]
    fn negate(&self) -> Self;
    /// The distance from zero.
    #[must_use]
    fn absolute(&self) -> Self;
    /// The greater of two.
    #[must_use]
    fn larger(&self, other: &Self) -> Self;
    /// The lesser of two.
    #[must_use]
    fn smaller(&self, other: &Self) -> Self;
    /// The power with a whole exponent, by squaring. Of an even one the distance from zero is taken first, so that a number whose sign is
    /// not certain has a power that is not below zero.
    #[must_use]
    fn power(&self, exponent: u32) -> Self {
        let mut square = if exponent.is_multiple_of(2) { self.absolute() } else { self.clone() };
        let mut result = Self::from_decimal(1, 0);
        let mut left = exponent;
        while left > 0 {
            if left & 1 == 1 {
                result = result.multiply(&square);
            }
            left >>= 1;
            if left > 0 {
                square = square.multiply(&square);
            }
        }
        result
    }
    /// Their order, where it is certain.
    fn compare(&self, other: &Self) -> Option<Ordering>;
    /// Their order to zero, where it is certain.
    fn sign(&self) -> Option<Ordering>;
    /// Which multiple of the quantum it is rounded to, where that is certain and fits.
    fn multiple(&self, quantum: &Quantum, mode: RoundingMode) -> Option<i64>;
}

/// 10 to the power of `exponent`.
pub fn power_of_ten(exponent: u32) -> UBig {
    UBig::from(10_u8).pow(exponent as usize)
}

/// `mantissa` / 10^`scale`
pub(crate) fn decimal(mantissa: i128, scale: u32) -> RBig {
    RBig::from_parts(IBig::from(mantissa), power_of_ten(scale))
}
