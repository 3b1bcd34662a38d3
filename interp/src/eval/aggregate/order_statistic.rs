//! 最大, 最小, 中位, 分位: values by their place in the order.

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
            let mut sorted = mantissas.to_vec();
            sorted.sort_unstable();
            let at = |k: usize| sorted.get(k).map(|m| Exact::from_decimal(*m, *scale));
            weigh(places, at).map(Total::Exact)
        }
        Numbers::Exact(values) => {
            let mut sorted: Vec<&Exact> = values.iter().collect();
            sorted.sort();
            weigh(places, |k| sorted.get(k).copied().cloned()).map(Total::Exact)
        }
        Numbers::Bounded(_) => {
            let (lower, upper) = sorted_ends(&numbers.to_enclosures());
            let at = |k: usize| Some(Enclosure::new(*lower.get(k)?, *upper.get(k)?));
            weigh(places, at).map(Total::Enclosed)
        }
    }
}

fn sorted_ends(values: &[Enclosure]) -> (Vec<f64>, Vec<f64>) {
    let mut lower: Vec<f64> = values.iter().map(|e| e.lower).collect();
    let mut upper: Vec<f64> = values.iter().map(|e| e.upper).collect();
    lower.sort_unstable_by(f64::total_cmp);
    upper.sort_unstable_by(f64::total_cmp);
    (lower, upper)
}

fn weigh<D: Domain>(places: &[(usize, RBig)], at: impl Fn(usize) -> Option<D>) -> Option<D> {
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
    let (lower, upper) = sorted_ends(&values);
    let least = places.iter().filter_map(|(k, _)| lower.get(*k)).fold(f64::INFINITY, |a, b| a.min(*b));
    let greatest = places.iter().filter_map(|(k, _)| upper.get(*k)).fold(f64::NEG_INFINITY, |a, b| a.max(*b));
    let below = values.iter().filter(|e| e.upper < least).count();
    let may = values.iter().enumerate().filter(|(_, e)| e.upper >= least && e.lower <= greatest);
    (below, may.map(|(i, _)| i).collect())
}
