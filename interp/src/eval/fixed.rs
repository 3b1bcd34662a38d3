//! Decimals in 64 bits: exact, and as fast as floats. Each operation gives nothing where a result would not fit.

use std::cmp::Ordering;

use dashu_base::BitTest;

use super::numbers::{Numbers, Precision};
use super::vector::try_map2;
use crate::number::{Domain, Enclosure, Exact, GREATEST_SCALE, Quantum, short_decimal};
use crate::program::{Operator, RoundingMode};

/// (mantissa, scale)
type Decimal = (i64, u32);

/// The exact number as a decimal that fits.
pub fn short_exact(number: &Exact) -> Option<Decimal> {
    if number.denominator().bit_len() > 1024 || number.numerator().bit_len() > 1024 {
        return None;
    }
    short_decimal(&number.to_rational())
}

/// The same numbers with more decimals.
pub fn rescale(mantissas: &[i64], from: u32, to: u32) -> Option<Vec<i64>> {
    if from == to {
        return Some(mantissas.to_vec());
    }
    let factor = 10_i64.checked_pow(to.checked_sub(from)?)?;
    mantissas.iter().map(|m| m.checked_mul(factor)).collect()
}

/// The order of two decimals.
pub fn compare((a, s): Decimal, (b, t): Decimal) -> Ordering {
    if s == t {
        return a.cmp(&b);
    }
    let raised = |m: i64, by: u32| i128::from(m) * 10_i128.pow(by.min(GREATEST_SCALE));
    raised(a, t.saturating_sub(s)).cmp(&raised(b, s.saturating_sub(t)))
}

/// Which multiple of the quantum it is rounded to.
pub fn multiple(decimal: Decimal, quantum: &Quantum, mode: RoundingMode) -> Option<i64> {
    if quantum.decimal().is_some() {
        return quantum.multiple_of_decimal(decimal, mode);
    }
    Exact::from_decimal(decimal.0, decimal.1).multiple(quantum, mode)
}

/// `+ − ×` on decimals. `÷` gives whole numbers or enclosures of the quotients of the digits, which are tighter than those of
/// the decimals.
pub fn arithmetic(operator: Operator, a: &Numbers, b: &Numbers, precision: Precision) -> Option<Numbers> {
    let (Numbers::Fixed { scale: s, mantissas: m }, Numbers::Fixed { scale: t, mantissas: n }) = (a, b)
    else {
        return None;
    };
    match operator {
        Operator::Add => aligned((*s, m), (*t, n), |x, y| x.checked_add(*y)),
        Operator::Subtract => aligned((*s, m), (*t, n), |x, y| x.checked_sub(*y)),
        Operator::Multiply => {
            let scale = (s + t <= GREATEST_SCALE).then_some(s + t)?;
            Some(Numbers::Fixed { scale, mantissas: try_map2(m, n, |x, y| x.checked_mul(*y))? })
        }
        Operator::Divide if precision == Precision::Enclosed => {
            let scale = *s.max(t);
            let (m, n) = (rescale(m, *s, scale)?, rescale(n, *t, scale)?);
            Some(Numbers::Enclosures(try_map2(&m, &n, |x, y| Some(Enclosure::ratio(*x, *y)))?))
        }
        Operator::Divide => None,
    }
}

/// The greater or the lesser of decimals.
pub fn extreme(greater: bool, a: &Numbers, b: &Numbers) -> Option<Numbers> {
    let (Numbers::Fixed { scale: s, mantissas: m }, Numbers::Fixed { scale: t, mantissas: n }) = (a, b)
    else {
        return None;
    };
    aligned((*s, m), (*t, n), |x, y| Some(if greater { *x.max(y) } else { *x.min(y) }))
}

fn aligned(
    (s, m): (u32, &[i64]),
    (t, n): (u32, &[i64]),
    f: impl Fn(&i64, &i64) -> Option<i64>,
) -> Option<Numbers> {
    let scale = s.max(t);
    let mantissas = if s == t {
        try_map2(m, n, f)?
    } else {
        try_map2(&rescale(m, s, scale)?, &rescale(n, t, scale)?, f)?
    };
    Some(Numbers::Fixed { scale, mantissas })
}
