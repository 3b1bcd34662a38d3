//! Decimals in 64 bits: exact, and as fast as floats. Each operation gives nothing where a result would not fit.

use std::borrow::Cow;
use std::cmp::Ordering;

use dashu_base::BitTest;

use super::super::vector::map2;
use super::{Numbers, Precision};
use crate::number::{
    Bounded, Decisions, Domain, Exact, GREATEST_SCALE, Quantum, Wanted, beyond, round_quotient, short_decimal,
};
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
    let factor = 10_i64.checked_pow(to.checked_sub(from)?)?;
    if factor == 1 {
        return Some(mantissas.to_vec());
    }
    checked(mantissas, &[factor], i64::overflowing_mul)
}

/// One result for each pair; nothing where one has overflowed, which is looked at only at the end.
fn checked(a: &[i64], b: &[i64], f: impl Fn(i64, i64) -> (i64, bool)) -> Option<Vec<i64>> {
    let mut any = false;
    let results = map2(a, b, |x, y| {
        let (result, overflowed) = f(*x, *y);
        any |= overflowed;
        result
    });
    (!any).then_some(results)
}

/// The order of two decimals.
pub fn compare((a, s): Decimal, (b, t): Decimal) -> Ordering {
    if s == t {
        return a.cmp(&b);
    }
    let raised = |m: i64, by: u32| i128::from(m) * 10_i128.pow(by.min(GREATEST_SCALE));
    raised(a, t.saturating_sub(s)).cmp(&raised(b, s.saturating_sub(t)))
}

/// Row by row whether the decimals stand to one another as wanted.
pub fn compare_all((m, s): (&[i64], u32), (n, t): (&[i64], u32), wanted: Wanted) -> Decisions<bool> {
    let answer =
        |x: i64, y: i64| (wanted.less & (x < y)) | (wanted.equal & (x == y)) | (wanted.greater & (x > y));
    let scale = s.max(t);
    let answers = match (rescaled(m, s, scale), rescaled(n, t, scale)) {
        (Some(m), Some(n)) => map2(&m, &n, |x, y| answer(*x, *y)),
        _ => map2(m, n, |x, y| wanted.of(compare((*x, s), (*y, t)))),
    };
    Decisions { answers, open: Vec::new() }
}

/// The same, without a copy where nothing changes.
fn rescaled(mantissas: &[i64], from: u32, to: u32) -> Option<Cow<'_, [i64]>> {
    if from == to { Some(Cow::Borrowed(mantissas)) } else { rescale(mantissas, from, to).map(Cow::Owned) }
}

/// Row by row which multiple of the quantum the decimals are rounded to; the nearest that fits where it does not fit 64 bits.
pub fn multiples((mantissas, scale): (&[i64], u32), quantum: &Quantum, mode: RoundingMode) -> Vec<i64> {
    if let Some((1, places)) = quantum.decimal()
        && let Some(counts) = whole_quanta(mantissas, scale, places, mode)
    {
        return counts;
    }
    let count = |m: &i64| multiple((*m, scale), quantum, mode).unwrap_or_else(|| beyond(*m < 0));
    mantissas.iter().map(count).collect()
}

/// Rounding to a number of decimals within 64 bits.
fn whole_quanta(mantissas: &[i64], scale: u32, places: u32, mode: RoundingMode) -> Option<Vec<i64>> {
    let Some(dropped) = scale.checked_sub(places).filter(|dropped| *dropped > 0) else {
        return rescale(mantissas, scale, places);
    };
    let power = 10_i64.checked_pow(dropped)?;
    if mode == RoundingMode::HalfAwayFromZero {
        let half = power / 2;
        return checked(mantissas, &[power], |m, power| {
            let (raised, overflowed) = m.overflowing_add(if m < 0 { -half } else { half });
            (raised / power, overflowed)
        });
    }
    let rounded = mantissas.iter().map(|m| round_quotient(i128::from(*m), i128::from(power), mode));
    rounded.collect()
}

/// Which multiple of the quantum it is rounded to.
pub fn multiple(decimal: Decimal, quantum: &Quantum, mode: RoundingMode) -> Option<i64> {
    if quantum.decimal().is_some() {
        return quantum.multiple_of_decimal(decimal, mode);
    }
    Exact::from_decimal(decimal.0, decimal.1).multiple(quantum, mode)
}

/// `+ − ×` on decimals. `÷` gives floats that are the quotients of the digits, which are tighter than those of the decimals.
pub fn arithmetic(operator: Operator, a: &Numbers, b: &Numbers, precision: Precision) -> Option<Numbers> {
    let (Numbers::Fixed { scale: s, mantissas: m }, Numbers::Fixed { scale: t, mantissas: n }) = (a, b)
    else {
        return None;
    };
    match operator {
        Operator::Add => aligned((*s, m), (*t, n), i64::overflowing_add),
        Operator::Subtract => aligned((*s, m), (*t, n), i64::overflowing_sub),
        Operator::Multiply => {
            let scale = (s + t <= GREATEST_SCALE).then_some(s + t)?;
            Some(Numbers::fixed(scale, checked(m, n, i64::overflowing_mul)?))
        }
        Operator::Divide if precision == Precision::Enclosed => {
            let scale = *s.max(t);
            let (m, n) = (rescaled(m, *s, scale)?, rescaled(n, *t, scale)?);
            Some(Bounded::from_digits(&m, 0).divide(&Bounded::from_digits(&n, 0)).into())
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
    aligned((*s, m), (*t, n), |x, y| (if greater { x.max(y) } else { x.min(y) }, false))
}

fn aligned(
    (s, m): (u32, &[i64]),
    (t, n): (u32, &[i64]),
    f: impl Fn(i64, i64) -> (i64, bool),
) -> Option<Numbers> {
    let scale = s.max(t);
    let (m, n) = (rescaled(m, s, scale)?, rescaled(n, t, scale)?);
    Some(Numbers::fixed(scale, checked(&m, &n, f)?))
}
