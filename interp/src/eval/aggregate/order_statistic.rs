//! 最大, 最小, 中位, 分位: values by their place in the order.

use std::cmp::Ordering;

use super::super::numbers::Numbers;
use super::sum::Total;
use crate::number::{Domain, Enclosure, Exact};
use crate::program::AggregateFunction;
use dashu_int::IBig;
use dashu_ratio::RBig;

/// Places in the ascending order, from 0, and how much of each is taken.
pub fn places(function: &AggregateFunction, n: usize) -> Vec<(usize, RBig)> {
    let Some(last) = n.checked_sub(1) else { return Vec::new() };
    match function {
        AggregateFunction::Maximum => vec![(last, RBig::ONE)],
        AggregateFunction::Minimum => vec![(0, RBig::ONE)],
        AggregateFunction::Median => between(last, &RBig::from_parts(IBig::ONE, 2_u8.into())),
        AggregateFunction::Quantile(q) => between(last, q),
        _ => Vec::new(),
    }
}

/// The two places nearest to (n − 1) q, and their shares.
fn between(last: usize, q: &RBig) -> Vec<(usize, RBig)> {
    let position = RBig::from(last) * q;
    let floor = usize::try_from(position.floor()).unwrap_or(0).min(last);
    let share = position - RBig::from(floor);
    if share.is_zero() || floor == last {
        return vec![(floor, RBig::ONE)];
    }
    vec![(floor, RBig::ONE - &share), (floor + 1, share)]
}

/// The value at the places, in the sharpness the numbers have. The k-th of unknown numbers lies between the k-th of
/// their lower ends and the k-th of their upper ends.
pub fn select(numbers: &Numbers, places: &[(usize, RBig)]) -> Option<Total> {
    if places.is_empty() {
        return None;
    }
    match numbers {
        Numbers::Fixed { scale, mantissas } => {
            let mut values = mantissas.to_vec();
            let mut at = |k| nth(&mut values, k, i64::cmp).map(|m| Exact::from_decimal(*m, *scale));
            weigh(places, &mut at).map(Total::Exact)
        }
        Numbers::Exact(values) => {
            let mut values: Vec<&Exact> = values.iter().collect();
            weigh(places, &mut |k| nth(&mut values, k, Ord::cmp).copied().cloned()).map(Total::Exact)
        }
        Numbers::Bounded(_) | Numbers::Wide(_) => {
            let mut ends = Ends::of(&numbers.to_enclosures());
            weigh(places, &mut |k| ends.nth(k)).map(Total::Enclosed)
        }
    }
}

/// The k-th in ascending order, from 0, by selection: what is sorted on the way helps the next one.
fn nth<T>(values: &mut [T], k: usize, compare: impl FnMut(&T, &T) -> Ordering) -> Option<&T> {
    (k < values.len()).then(|| &*values.select_nth_unstable_by(k, compare).1)
}

/// The ends of enclosures, in any order.
struct Ends {
    lower: Vec<f64>,
    upper: Vec<f64>,
}

impl Ends {
    fn of(values: &[Enclosure]) -> Self {
        let lower = values.iter().map(|e| e.lower).collect();
        Self { lower, upper: values.iter().map(|e| e.upper).collect() }
    }

    /// Between the k-th of the lower ends and the k-th of the upper ends.
    fn nth(&mut self, k: usize) -> Option<Enclosure> {
        let lower = *nth(&mut self.lower, k, f64::total_cmp)?;
        Some(Enclosure::new(lower, *nth(&mut self.upper, k, f64::total_cmp)?))
    }
}

fn weigh<D: Domain>(places: &[(usize, RBig)], at: &mut impl FnMut(usize) -> Option<D>) -> Option<D> {
    let mut total: Option<D> = None;
    for (place, share) in places {
        let value = at(*place)?;
        let part = if share.is_one() { value } else { value.multiply(&D::from_rational(share)) };
        total = Some(match total {
            None => part,
            Some(sum) => sum.add(&part),
        });
    }
    total
}

/// Which rows may hold one of the places: (how many rows lie certainly below all of them, positions of those that may).
pub fn candidates(numbers: &Numbers, places: &[(usize, RBig)]) -> (usize, Vec<usize>) {
    let values = numbers.to_enclosures();
    let mut ends = Ends::of(&values);
    let wanted: Vec<Enclosure> = places.iter().filter_map(|(k, _)| ends.nth(*k)).collect();
    let least = wanted.iter().fold(f64::INFINITY, |a, e| a.min(e.lower));
    let greatest = wanted.iter().fold(f64::NEG_INFINITY, |a, e| a.max(e.upper));
    let below = values.iter().filter(|e| e.upper < least).count();
    let may = values.iter().enumerate().filter(|(_, e)| e.upper >= least && e.lower <= greatest);
    (below, may.map(|(i, _)| i).collect())
}
