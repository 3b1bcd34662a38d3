//! Sums of many numbers, in one pass.

use dashu_int::{IBig, UBig};

use super::ball::Ball;
use super::fraction::Fraction;
use super::{Form, Wide};
use crate::number::domain::Domain;

/// A sum in the making. Fractions are added up as one fraction as long as the sum fits: equal numbers, and decimals, stay a point
/// however many there are. What does not fit is added as balls; each addition costs at most 3 units of the 256th bit of the greatest
/// sum on the way, so of 2³⁰ numbers of one sign more than 220 bits are certain.
#[derive(Clone, Debug)]
pub struct WideSum {
    /// What is still a point.
    fraction: Fraction,
    /// The rest; nothing where nothing is known.
    ball: Option<Ball>,
    /// Quotients of short numbers, in units of 2^−`QUOTIENT_BITS`, each cut down to one.
    quotients: IBig,
    /// How many of the quotients were cut.
    cut: u64,
}

/// So many bits of quotients stand behind the point.
const QUOTIENT_BITS: usize = 320;

impl Default for WideSum {
    fn default() -> Self {
        Self {
            fraction: Fraction::whole(0),
            ball: Some(Ball::whole(IBig::ZERO)),
            quotients: IBig::ZERO,
            cut: 0,
        }
    }
}

impl WideSum {
    /// Adds a number.
    pub fn add(&mut self, number: &Wide) {
        match &number.0 {
            Form::Fraction(fraction) => self.add_fraction(*fraction),
            Form::Ball(ball) => self.add_ball(Some(ball)),
            Form::Anything => self.ball = None,
        }
    }

    fn add_fraction(&mut self, fraction: Fraction) {
        let like = self.fraction.denominator() == fraction.denominator() || self.fraction.numerator() == 0;
        if like && let Some(sum) = self.fraction.add(fraction) {
            self.fraction = sum;
            return;
        }
        let (n, d) = (fraction.numerator(), fraction.denominator());
        // A quotient above one half has 319 bits here: cutting it is as sharp as a ball.
        if n.unsigned_abs() >= d.unsigned_abs() / 2 {
            self.quotients += (IBig::from(n) << QUOTIENT_BITS) / d;
            self.cut += 1;
        } else {
            self.add_ball(fraction.to_ball().as_ref());
        }
    }

    fn add_ball(&mut self, ball: Option<&Ball>) {
        self.ball = self.ball.take().zip(ball).and_then(|(sum, ball)| sum.add(ball));
    }

    /// Adds the numbers of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.add_fraction(other.fraction);
        self.add_ball(other.ball.as_ref());
        self.quotients += &other.quotients;
        self.cut += other.cut;
    }

    /// The sum of all that was added.
    pub fn finish(&self) -> Wide {
        let whole = |ball: &Ball| ball.is_point() && ball.sign().is_some_and(std::cmp::Ordering::is_eq);
        if self.cut == 0 && self.ball.as_ref().is_some_and(whole) {
            return self.fraction.into();
        }
        let quotients = Ball::cut(self.quotients.clone(), UBig::from(self.cut), QUOTIENT_BITS);
        let rest = self.ball.as_ref().zip(quotients).and_then(|(a, b)| a.add(&b));
        Wide::from(self.fraction).add(&Wide::of_ball(rest))
    }
}
