//! Rounding to a multiple of a quantum.
//!
//! | 2.5 quanta … | half away | toward zero | away from zero | half to even |
//! |---|---|---|---|---|
//! | 2.4 | 2 | 2 | 3 | 2 |
//! | 2.5 | 3 | 2 | 3 | 2 |
//! | −2.5 | −3 | −2 | −3 | −2 |
//! | 3.5 | 4 | 3 | 4 | 4 |

use std::cmp::Ordering;

use dashu_base::{Abs, DivRem, Signed};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::exact::Exact;
use crate::program::RoundingMode;

/// How many quanta `number` is, rounded. The quantum is above zero; of a zero quantum the answer is zero.
pub fn round_to_multiple(number: &Exact, quantum: &RBig, mode: RoundingMode) -> IBig {
    let numerator = number.numerator() * quantum.denominator();
    let denominator = number.denominator() * quantum.numerator().clone().abs();
    round_long_quotient(&numerator, &UBig::try_from(denominator).unwrap_or_default(), mode)
}

/// `numerator` / `denominator` of any length rounded to a whole number; zero where the denominator is zero.
pub(super) fn round_long_quotient(numerator: &IBig, denominator: &UBig, mode: RoundingMode) -> IBig {
    if denominator.is_zero() {
        return IBig::ZERO;
    }
    let (whole, rest) = numerator.div_rem(denominator);
    let twice = UBig::try_from(rest.clone().abs() << 1).unwrap_or_default();
    let odd = !(&whole % IBig::from(2)).is_zero();
    if !moves_away(mode, rest.is_zero(), twice.cmp(denominator), odd) {
        return whole;
    }
    if numerator.is_negative() { whole - IBig::ONE } else { whole + IBig::ONE }
}

/// `numerator` / `denominator` rounded to a whole number; the denominator is above zero. Nothing where it is not, or the result
/// does not fit.
pub fn round_quotient(numerator: i128, denominator: i128, mode: RoundingMode) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let whole = numerator.checked_div(denominator)?;
    let rest = numerator.checked_rem(denominator)?;
    let away_is = if numerator < 0 { -1 } else { 1 };
    let distance = rest.unsigned_abs();
    let other_side = denominator.unsigned_abs() - distance;
    let away = moves_away(mode, rest == 0, distance.cmp(&other_side), whole % 2 != 0);
    let rounded = if away { whole.checked_add(away_is)? } else { whole };
    i64::try_from(rounded).ok()
}

/// The multiple that stands for one too great for 64 bits: the nearest that fits.
pub fn beyond(negative: bool) -> i64 {
    if negative { i64::MIN } else { i64::MAX }
}

/// Whether a multiple may stand for one that does not fit 64 bits.
pub fn may_be_beyond(multiple: i64) -> bool {
    matches!(multiple, i64::MIN | i64::MAX)
}

/// Whether the neighbour farther from zero is taken: `half` compares the rest with half a quantum, `odd` speaks of the nearer neighbour.
pub(super) fn moves_away(mode: RoundingMode, none_left: bool, half: Ordering, odd: bool) -> bool {
    if none_left {
        return false;
    }
    match mode {
        RoundingMode::TowardZero => false,
        RoundingMode::AwayFromZero => true,
        RoundingMode::HalfAwayFromZero => half != Ordering::Less,
        RoundingMode::HalfToEven => half == Ordering::Greater || (half == Ordering::Equal && odd),
    }
}

/// A float rounded to a whole float; exact, and monotone in `x`.
pub(super) fn round_float(x: f64, mode: RoundingMode) -> f64 {
    match mode {
        RoundingMode::HalfAwayFromZero => x.round(),
        RoundingMode::TowardZero => x.trunc(),
        RoundingMode::AwayFromZero => {
            if x < 0.0 {
                x.floor()
            } else {
                x.ceil()
            }
        }
        RoundingMode::HalfToEven => x.round_ties_even(),
    }
}
