//! What is rounded to, made ready once for many numbers.

use dashu_base::BitTest;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::domain::{Domain, power_of_ten};
use super::enclosure::Enclosure;
use super::rounding::round_quotient;
use crate::program::RoundingMode;

/// 10 to this power is the greatest that fits 64 bits.
pub const GREATEST_SCALE: u32 = 18;

/// A number above zero whose multiples numbers are rounded to: 0.01 for `保留 2 位`.
#[derive(Clone, Debug)]
pub struct Quantum {
    number: RBig,
    decimal: Option<(i64, u32)>,
    enclosure: Enclosure,
    /// How many of it are one, where that is a whole float: a product is sharper and faster than a quotient.
    in_one: Option<Enclosure>,
}

impl Quantum {
    /// The quantum of this size.
    pub fn new(number: &RBig) -> Self {
        let in_one = (number.numerator() == &IBig::ONE).then(|| RBig::from(number.denominator().clone()));
        let in_one = in_one.map(|n| Enclosure::from_rational(&n)).filter(|e| e.is_point());
        let enclosure = Enclosure::from_rational(number);
        Self { number: number.clone(), decimal: short_decimal(number), enclosure, in_one }
    }

    /// The last of so many decimals.
    pub fn of_places(places: u32) -> Self {
        Self::new(&RBig::from_parts(IBig::ONE, power_of_ten(places)))
    }

    /// Its size.
    pub fn number(&self) -> &RBig {
        &self.number
    }

    /// As a decimal that fits: (mantissa, scale).
    pub fn decimal(&self) -> Option<(i64, u32)> {
        self.decimal
    }

    /// How many of it are one, where that is a whole float.
    pub(super) fn in_one(&self) -> Option<f64> {
        self.in_one.map(|whole| whole.lower)
    }

    /// How many quanta a number is.
    pub(super) fn quanta(&self, number: &Enclosure) -> Enclosure {
        match &self.in_one {
            Some(in_one) => number.multiply(in_one),
            None => number.divide(&self.enclosure),
        }
    }

    /// Which multiple a decimal is rounded to; nothing where the quantum is no short decimal or the multiple does not fit.
    pub fn multiple_of_decimal(&self, (mantissa, scale): (i64, u32), mode: RoundingMode) -> Option<i64> {
        let (step, step_scale) = self.decimal?;
        if scale == step_scale && step == 1 {
            return Some(mantissa);
        }
        let raised = |m: i64, by: u32| i128::from(m) * 10_i128.pow(by.min(GREATEST_SCALE));
        let numerator = raised(mantissa, step_scale.saturating_sub(scale));
        round_quotient(numerator, raised(step, scale.saturating_sub(step_scale)), mode)
    }
}

/// The number as a decimal that fits: (mantissa, scale).
pub fn short_decimal(number: &RBig) -> Option<(i64, u32)> {
    if number.denominator().bit_len() > 64 || number.numerator().bit_len() > 64 {
        return None;
    }
    let scale = decimals_needed(number.denominator()).filter(|s| *s <= GREATEST_SCALE)?;
    let mantissa = number.numerator() * IBig::from(power_of_ten(scale) / number.denominator());
    Some((i64::try_from(mantissa).ok()?, scale))
}

/// How many decimals a fraction in lowest terms with this denominator has; nothing where they never end.
fn decimals_needed(denominator: &UBig) -> Option<u32> {
    let (twos, rest) = split_prime(denominator, 2);
    let (fives, rest) = split_prime(&rest, 5);
    rest.is_one().then_some(twos.max(fives))
}

fn split_prime(number: &UBig, prime: u8) -> (u32, UBig) {
    let prime = UBig::from(prime);
    let mut rest = number.clone();
    let mut times = 0;
    while !rest.is_zero() && (&rest % &prime).is_zero() {
        rest = &rest / &prime;
        times += 1;
    }
    (times, rest)
}
