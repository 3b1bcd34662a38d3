//! Balls: a middle of up to 256 bits, and how far the number may be from it.
//!
//! A ball (m, r, e) with whole m, r ≥ 0 and e stands for every number X with |X − m·2ᵉ| ≤ r·2ᵉ. With r = 0 it is a point.
//! The operations work on whole numbers of any length, so that only the steps named here lose anything. Write x for the middle of X in
//! units of the exponent, δ for X − x in these units, so |δ| ≤ r.
//!
//! **Shortening** (every result). Shifting right by s bits gives m' = ⌊m/2ˢ⌋, less than one unit 2ᵉ⁺ˢ below m/2ˢ. So
//! r' = ⌊r/2ˢ⌋ + 2 ≥ r/2ˢ + 1 does; where r = 0, r' = 1; where r = 0 and the last s bits of m are zero, nothing is lost and r' = 0.
//! s is the least that leaves m' with at most 256 bits and ⌊r/2ˢ⌋ with at most 32.
//!
//! **Sum.** On one exponent, X + Y = (m₁ + m₂) + (δ₁ + δ₂): middles and radii are added. The common exponent is the lesser one, if
//! the greater is not more than 1024 above; else the one with the lesser exponent is shortened to 1024 below the greater, which costs
//! 2 units there, far below the 256 bits that are kept of any middle that is not zero. Cancellation loses nothing: leading digits go, the
//! radius stays as it is in units of the exponent.
//!
//! **Product.** XY − m₁m₂ = m₁δ₂ + m₂δ₁ + δ₁δ₂, so r = |m₁|r₂ + |m₂|r₁ + r₁r₂ on the exponent e₁ + e₂.
//!
//! **Quotient**, where |m₂| > r₂ (else zero may be in it, and nothing is known).
//! X/Y − m₁/m₂ = (δ₁m₂ − m₁δ₂) / (m₂(m₂ + δ₂)), whose absolute value is at most (r₁|m₂| + |m₁|r₂) / (|m₂|(|m₂| − r₂)).
//! With k bits more the middle is the whole part of m₁·2ᵏ/m₂, less than one unit off, and not off where nothing is left over. So
//! r = ⌈2ᵏ(r₁|m₂| + |m₁|r₂) / (|m₂|(|m₂| − r₂))⌉ + (1 if something is left over) on the exponent e₁ − e₂ − k. k is the least that
//! gives the quotient 258 bits.
//!
//! **Absolute** value, where the sign is open: it lies in [0, |m| + r], the ball with middle and radius (|m| + r)/2.
//!
//! **Larger** of two, where the order is open: it lies between the larger of the lower ends and the larger of the upper ends; the ball
//! between two ends a ≤ b on one exponent e is (a + b, b − a, e − 1).
//!
//! **Order.** X < Y where all of Y − X is above zero. Two points are equal where their difference is the point zero: no shortening makes
//! a difference zero, since what is not zero keeps its first bit.

use std::cmp::Ordering;

use dashu_base::{Abs, BitTest, DivRem, UnsignedAbs};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::number::enclosure::Enclosure;
use crate::number::exact::Exact;
use crate::number::print::{Printed, cut_quotient, finest, print_exact};
use crate::number::rounding::round_to_multiple;
use crate::program::RoundingMode;

/// How many bits of a middle are kept.
const BITS: usize = 256;

/// How many bits of a radius are kept.
const RADIUS_BITS: usize = 32;

/// How far apart exponents may be for a sum to be made without shortening first.
const REACH: i64 = 1024;

/// Exponents beyond are given up: no data and no clause comes near.
const GREATEST_EXPONENT: i64 = 1 << 48;

/// Floats have no exponents beyond, by far.
const BEYOND_FLOATS: i64 = 1 << 12;

/// m·2ᵉ ± r·2ᵉ.
#[derive(Clone, Debug)]
pub struct Ball {
    middle: IBig,
    radius: UBig,
    exponent: i64,
}

impl Ball {
    /// A whole number: a point if it is not longer than what is kept.
    pub fn whole(number: IBig) -> Self {
        Self { middle: number, radius: UBig::ZERO, exponent: 0 }.shortened()
    }

    /// A sum cut down to units of 2^−`bits`, each of `cuts` times by less than one.
    pub fn cut(middle: IBig, cuts: UBig, bits: usize) -> Option<Self> {
        Self::new(middle, cuts, -i64::try_from(bits).ok()?)
    }

    /// The ball, shortened; nothing where its exponent is out of reach.
    fn new(middle: IBig, radius: UBig, exponent: i64) -> Option<Self> {
        let ball = Self { middle, radius, exponent }.shortened();
        (ball.exponent.abs() < GREATEST_EXPONENT).then_some(ball)
    }

    fn shortened(self) -> Self {
        let excess = self.middle.bit_len().saturating_sub(BITS);
        let shift = excess.max(self.radius.bit_len().saturating_sub(RADIUS_BITS));
        if shift == 0 { self } else { self.shifted_right(shift) }
    }

    fn shifted_right(self, shift: usize) -> Self {
        let is_free =
            self.radius.is_zero() && self.middle.trailing_zeros().is_none_or(|zeros| zeros >= shift);
        let radius = if is_free {
            UBig::ZERO
        } else if self.radius.is_zero() {
            UBig::ONE
        } else {
            (self.radius >> shift) + UBig::from(2_u8)
        };
        let exponent = self.exponent.saturating_add(i64::try_from(shift).unwrap_or(i64::MAX));
        Self { middle: self.middle >> shift, radius, exponent }
    }

    /// The same ball on another exponent.
    fn on(self, exponent: i64) -> Self {
        if exponent > self.exponent {
            let shift = usize::try_from(exponent - self.exponent).unwrap_or(usize::MAX);
            let length = self.middle.bit_len().max(self.radius.bit_len()) + 1;
            return Self { exponent, ..self.shifted_right(shift.min(length)) };
        }
        let shift = usize::try_from(self.exponent - exponent).unwrap_or(0);
        Self { middle: self.middle << shift, radius: self.radius << shift, exponent }
    }

    /// Both on one exponent.
    fn aligned(&self, other: &Self) -> (Self, Self) {
        let (low, high) = (self.exponent.min(other.exponent), self.exponent.max(other.exponent));
        let exponent = low.max(high - REACH);
        (self.clone().on(exponent), other.clone().on(exponent))
    }

    /// The ball between two ends, the lower first.
    fn between(lower: &IBig, upper: &IBig, exponent: i64) -> Option<Self> {
        Self::new(lower + upper, (upper - lower).unsigned_abs(), exponent - 1)
    }

    fn lower(&self) -> IBig {
        &self.middle - &self.radius
    }

    fn upper(&self) -> IBig {
        &self.middle + &self.radius
    }

    /// Its ends and the exponent of both.
    #[cfg(test)]
    pub fn ends(&self) -> (IBig, IBig, i64) {
        (self.lower(), self.upper(), self.exponent)
    }

    /// Whether it holds one number.
    pub fn is_point(&self) -> bool {
        self.radius.is_zero()
    }

    /// The sum.
    pub fn add(&self, other: &Self) -> Option<Self> {
        if other.is_point() && other.middle.is_zero() {
            return Some(self.clone());
        }
        if self.is_point() && self.middle.is_zero() {
            return Some(other.clone());
        }
        let (a, b) = self.aligned(other);
        Self::new(a.middle + b.middle, a.radius + b.radius, a.exponent)
    }

    /// The product.
    pub fn multiply(&self, other: &Self) -> Option<Self> {
        let mut radius = UBig::ZERO;
        if !(self.is_point() && other.is_point()) {
            let (m1, m2) = ((&self.middle).unsigned_abs(), (&other.middle).unsigned_abs());
            radius = m1 * &other.radius + m2 * &self.radius + &self.radius * &other.radius;
        }
        Self::new(&self.middle * &other.middle, radius, self.exponent + other.exponent)
    }

    /// The quotient; nothing where the divisor may be zero.
    pub fn divide(&self, divisor: &Self) -> Option<Self> {
        let below = (&divisor.middle).unsigned_abs();
        if below <= divisor.radius {
            return None;
        }
        let more = (BITS + 2 + below.bit_len()).saturating_sub(self.middle.bit_len());
        let (middle, rest) = (&self.middle << more).div_rem(&divisor.middle);
        let mut radius = UBig::from(!rest.is_zero());
        if !(self.is_point() && divisor.is_point()) {
            let above = &self.radius * &below + (&self.middle).unsigned_abs() * &divisor.radius;
            let (least, left) = (above << more).div_rem(&below * (&below - &divisor.radius));
            radius += least + UBig::from(!left.is_zero());
        }
        Self::new(middle, radius, self.exponent - divisor.exponent - i64::try_from(more).unwrap_or(i64::MAX))
    }

    /// The ball with the other sign.
    pub fn negate(&self) -> Self {
        Self { middle: -&self.middle, radius: self.radius.clone(), exponent: self.exponent }
    }

    /// The distance from zero, where the sign is open.
    pub fn absolute(&self) -> Option<Self> {
        let greatest = (&self.middle).abs() + &self.radius;
        Self::between(&IBig::ZERO, &greatest, self.exponent)
    }

    /// The larger of two, where their order is open.
    pub fn larger(&self, other: &Self) -> Option<Self> {
        let (a, b) = self.aligned(other);
        Self::between(&a.lower().max(b.lower()), &a.upper().max(b.upper()), a.exponent)
    }

    /// The smaller of two, where their order is open.
    pub fn smaller(&self, other: &Self) -> Option<Self> {
        let (a, b) = self.aligned(other);
        Self::between(&a.lower().min(b.lower()), &a.upper().min(b.upper()), a.exponent)
    }

    /// Their order, where it is certain.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        self.add(&other.negate())?.sign()
    }

    /// The order to zero, where it is certain.
    pub fn sign(&self) -> Option<Ordering> {
        if (&self.middle).unsigned_abs() > self.radius {
            return Some(self.middle.cmp(&IBig::ZERO));
        }
        (self.is_point() && self.middle.is_zero()).then_some(Ordering::Equal)
    }

    /// The whole number it is rounded to, where both ends round to it and it fits.
    pub fn rounded(&self, mode: RoundingMode) -> Option<i64> {
        let lower = rounded_end(&self.lower(), self.exponent, mode)?;
        let upper = if self.is_point() { lower } else { rounded_end(&self.upper(), self.exponent, mode)? };
        (lower == upper).then_some(lower)
    }

    /// The digits that all its numbers have. Of a ball that is no point they are cut: they are where no decimal that is printed in full lies
    /// in it, and both ends are cut to the same digits.
    pub fn print(&self) -> Option<Printed> {
        if self.is_point() {
            return Some(print_exact(&self.to_rational()?.into()));
        }
        if self.exponent.abs() >= BEYOND_FLOATS || self.may_end() {
            return None;
        }
        let cut = |number: &IBig| {
            let (numerator, denominator) = quotient(number, self.exponent);
            cut_quotient(&numerator, &denominator)
        };
        let text = cut(&self.lower());
        (text == cut(&self.upper())).then_some(Printed { text, terminates: false })
    }

    /// Whether a decimal that is printed in full may lie in it. None does where the multiples of the last place that both ends lie above
    /// are the same, and the lower end is no such multiple.
    fn may_end(&self) -> bool {
        let (lower, upper) = (self.lower() * finest(), self.upper() * finest());
        let Some(below) = usize::try_from(-self.exponent).ok().filter(|bits| *bits > 0) else { return true };
        lower.trailing_zeros().is_none_or(|zeros| zeros >= below) || lower >> below != upper >> below
    }

    /// The exact number, if it is a point and its exponent one of everyday numbers.
    pub fn to_rational(&self) -> Option<RBig> {
        (self.is_point() && self.exponent.abs() < BEYOND_FLOATS)
            .then(|| end(&self.middle, self.exponent).to_rational())
    }

    /// The two floats it lies between.
    pub fn to_enclosure(&self) -> Enclosure {
        let lower = enclosed_end(&self.lower(), self.exponent);
        let upper = if self.is_point() { lower } else { enclosed_end(&self.upper(), self.exponent) };
        lower.join(upper)
    }
}

/// `number` · 2^`exponent`; the exponent is not far from zero.
fn end(number: &IBig, exponent: i64) -> Exact {
    let (numerator, denominator) = quotient(number, exponent);
    Exact::from_parts(numerator, denominator)
}

/// The same as what stands above and below the line.
fn quotient(number: &IBig, exponent: i64) -> (IBig, UBig) {
    let shift = usize::try_from(exponent.unsigned_abs()).unwrap_or(0);
    if exponent >= 0 { (number << shift, UBig::ONE) } else { (number.clone(), UBig::ONE << shift) }
}

/// One end rounded; nothing where it does not fit. All numbers between zero and 2⁻⁹ round alike, in any mode.
fn rounded_end(number: &IBig, exponent: i64, mode: RoundingMode) -> Option<i64> {
    let top = i64::try_from(number.bit_len()).ok()?.checked_add(exponent)?;
    if number.is_zero() {
        return Some(0);
    }
    if top > 64 {
        return None;
    }
    if top < -9 {
        let small = end(&number.signum(), -10);
        return i64::try_from(round_to_multiple(&small, &RBig::ONE, mode)).ok();
    }
    i64::try_from(round_to_multiple(&end(number, exponent), &RBig::ONE, mode)).ok()
}

/// The floats about one end.
fn enclosed_end(number: &IBig, exponent: i64) -> Enclosure {
    let length = i64::try_from(number.bit_len()).unwrap_or(i64::MAX);
    let exponent = match length.saturating_add(exponent) {
        _ if exponent.abs() < BEYOND_FLOATS => exponent,
        // Beyond all floats, up or down, it is enclosed like any number as far off.
        top if top > 0 => BEYOND_FLOATS,
        _ => -BEYOND_FLOATS - length,
    };
    Enclosure::from_exact(&end(number, exponent))
}
