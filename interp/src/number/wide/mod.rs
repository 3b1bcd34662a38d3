//! Numbers known to some 250 bits: what lies between enclosures of floats and exact rationals.
//!
//! A decision that floats leave open is nearly always a true tie (a value that *is* the threshold) or a chance of one in 10¹³.
//! [`Wide`] takes both without long rationals:
//!
//! - a [`Fraction`] n/d with |n|, d < 2¹²⁷ while the number is such a one: a point, so ties of short decimals, of quotients of them
//!   written differently (2/3 and 4/6) and of sums and products of these are seen to be ties;
//! - a [`Ball`] m·2ᵉ ± r·2ᵉ once it is not, with |m| < 2²⁵⁶, r < 2³³ + 3: it tells apart what differs in the seventieth digit;
//! - anything at all, where a divisor may be zero or an exponent leaves ±2⁴⁸.
//!
//! Every operation on fractions that fits is exact; where it does not fit, and where one operand is a ball, the operation is done on
//! balls ([`Fraction::to_ball`] is a division of two points), whose bounds are proved in [`ball`]. With anything at all the result
//! is anything at all, but for a factor that is zero.

mod ball;
mod fraction;
mod sum;

use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::domain::{Domain, decimal};
use super::enclosure::Enclosure;
use super::exact::Exact;
use super::print::Printed;
use super::quantum::Quantum;
use super::rounding::round_quotient;
use crate::program::RoundingMode;
use ball::Ball;
use fraction::Fraction;
pub use sum::WideSum;

/// One exact number, known to some 250 bits.
#[derive(Clone, Debug)]
pub struct Wide(Form);

#[derive(Clone, Debug)]
enum Form {
    /// The number itself.
    Fraction(Fraction),
    /// Somewhere in the ball.
    Ball(Ball),
    /// Anywhere.
    Anything,
}

impl Wide {
    /// Nothing is known of the number.
    pub const ANYTHING: Self = Self(Form::Anything);

    /// Zero.
    pub fn zero() -> Self {
        Self(Form::Fraction(Fraction::whole(0)))
    }

    /// `numerator` / `denominator`, a point; anything where the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        Fraction::new(i128::from(numerator), i128::from(denominator)).map_or(Self::ANYTHING, Self::from)
    }

    /// An exact number of any length.
    pub fn from_exact(number: &Exact) -> Self {
        Self::from_parts(number.numerator(), &IBig::from(number.denominator().clone()))
    }

    fn from_parts(numerator: &IBig, denominator: &IBig) -> Self {
        if let (Ok(n), Ok(d)) = (i128::try_from(numerator), i128::try_from(denominator))
            && let Some(fraction) = Fraction::new(n, d)
        {
            return fraction.into();
        }
        Self::of_ball(Ball::whole(numerator.clone()).divide(&Ball::whole(denominator.clone())))
    }

    fn of_ball(ball: Option<Ball>) -> Self {
        ball.map_or(Self::ANYTHING, |ball| Self(Form::Ball(ball)))
    }

    /// As a ball, if anything is known.
    fn ball(&self) -> Option<Ball> {
        match &self.0 {
            Form::Fraction(fraction) => fraction.to_ball(),
            Form::Ball(ball) => Some(ball.clone()),
            Form::Anything => None,
        }
    }

    fn fractions(&self, other: &Self) -> Option<(Fraction, Fraction)> {
        match (&self.0, &other.0) {
            (Form::Fraction(a), Form::Fraction(b)) => Some((*a, *b)),
            _ => None,
        }
    }

    /// Exactly where both are fractions and the result is one, else on balls.
    fn calculate(
        &self,
        other: &Self,
        exactly: impl Fn(Fraction, Fraction) -> Option<Fraction>,
        roughly: impl Fn(&Ball, &Ball) -> Option<Ball>,
    ) -> Self {
        if let Some(exact) = self.fractions(other).and_then(|(a, b)| exactly(a, b)) {
            return exact.into();
        }
        Self::of_ball(self.ball().zip(other.ball()).and_then(|(a, b)| roughly(&a, &b)))
    }

    /// Whether it holds exactly one number.
    pub fn is_point(&self) -> bool {
        match &self.0 {
            Form::Fraction(_) => true,
            Form::Ball(ball) => ball.is_point(),
            Form::Anything => false,
        }
    }

    fn is_zero(&self) -> bool {
        self.sign() == Some(Ordering::Equal)
    }

    /// The exact number it stands for, if it is a point.
    pub fn to_rational(&self) -> Option<RBig> {
        match &self.0 {
            Form::Fraction(fraction) => Some(fraction.to_rational()),
            Form::Ball(ball) => ball.to_rational(),
            Form::Anything => None,
        }
    }

    /// Its digits as [`print`](crate::number::print()) gives them, where all numbers it may be have the same.
    pub fn print(&self) -> Option<Printed> {
        match &self.0 {
            Form::Fraction(fraction) => Some(fraction.print()),
            Form::Ball(ball) => ball.print(),
            Form::Anything => None,
        }
    }

    /// The two floats it lies between.
    pub fn to_enclosure(&self) -> Enclosure {
        match &self.0 {
            Form::Fraction(fraction) => fraction.to_enclosure(),
            Form::Ball(ball) => ball.to_enclosure(),
            Form::Anything => Enclosure::ANYTHING,
        }
    }
}

impl From<Fraction> for Wide {
    fn from(fraction: Fraction) -> Self {
        Self(Form::Fraction(fraction))
    }
}

impl Domain for Wide {
    fn from_decimal(mantissa: i64, scale: u32) -> Self {
        let power = 10_i128.checked_pow(scale);
        match power.and_then(|d| Fraction::new(i128::from(mantissa), d)) {
            Some(fraction) => fraction.into(),
            None => Self::from_rational(&decimal(i128::from(mantissa), scale)),
        }
    }

    fn from_rational(number: &RBig) -> Self {
        Self::from_parts(number.numerator(), &IBig::from(number.denominator().clone()))
    }

    fn add(&self, other: &Self) -> Self {
        self.calculate(other, Fraction::add, Ball::add)
    }

    fn subtract(&self, other: &Self) -> Self {
        self.add(&other.negate())
    }

    fn multiply(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::zero();
        }
        self.calculate(other, Fraction::multiply, Ball::multiply)
    }

    fn divide(&self, divisor: &Self) -> Self {
        self.calculate(divisor, Fraction::divide, Ball::divide)
    }

    fn negate(&self) -> Self {
        match &self.0 {
            Form::Fraction(fraction) => fraction.negate().into(),
            Form::Ball(ball) => Self(Form::Ball(ball.negate())),
            Form::Anything => Self::ANYTHING,
        }
    }

    fn absolute(&self) -> Self {
        match (&self.0, self.sign()) {
            (_, Some(Ordering::Less)) => self.negate(),
            (Form::Ball(ball), None) => Self::of_ball(ball.absolute()),
            _ => self.clone(),
        }
    }

    fn larger(&self, other: &Self) -> Self {
        match self.compare(other) {
            Some(Ordering::Less) => other.clone(),
            Some(_) => self.clone(),
            None => Self::of_ball(self.ball().zip(other.ball()).and_then(|(a, b)| a.larger(&b))),
        }
    }

    fn smaller(&self, other: &Self) -> Self {
        match self.compare(other) {
            Some(Ordering::Greater) => other.clone(),
            Some(_) => self.clone(),
            None => Self::of_ball(self.ball().zip(other.ball()).and_then(|(a, b)| a.smaller(&b))),
        }
    }

    /// Two points always have an order.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        if let Some((a, b)) = self.fractions(other) {
            return Some(a.compare(b));
        }
        match (self.sign(), other.sign()) {
            (Some(a), Some(b)) if a != b => return Some(a.cmp(&b)),
            _ => {}
        }
        let roughly = self.ball()?.compare(&other.ball()?);
        roughly.or_else(|| Some(self.to_rational()?.cmp(&other.to_rational()?)))
    }

    fn sign(&self) -> Option<Ordering> {
        match &self.0 {
            Form::Fraction(fraction) => Some(fraction.sign()),
            Form::Ball(ball) => ball.sign(),
            Form::Anything => None,
        }
    }

    /// Certain where both ends round to the same multiple: rounding never turns an order around.
    fn multiple(&self, quantum: &Quantum, mode: RoundingMode) -> Option<i64> {
        let size = Self::from_rational(quantum.number());
        match self.divide(&size).0 {
            Form::Fraction(quanta) => round_quotient(quanta.numerator(), quanta.denominator(), mode),
            Form::Ball(ball) => ball.rounded(mode),
            Form::Anything => None,
        }
    }
}

#[cfg(test)]
mod tests;
