//! The bounds hold: every operation on random floats with random errors, against exact rationals.

use std::cmp::Ordering;

use dashu_base::Abs;
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::decide::{Sign, Wanted};
use super::{Bounded, ErrorBound};
use crate::number::{Exact, Quantum, round_to_multiple};
use crate::program::RoundingMode;

fn exact(x: f64) -> RBig {
    RBig::try_from(x).unwrap()
}

/// Whether the number is one that the float may stand for.
fn holds(bounded: &Bounded, i: usize, number: &RBig) -> bool {
    let x = bounded.values[i];
    if !x.is_finite() {
        return true;
    }
    let allowed = exact(bounded.error.relative) * exact(x).abs() + exact(bounded.error.absolute);
    (number - exact(x)).abs() <= allowed
}

/// Floats of every size, some of them alike.
fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (-1_000_000_i64..1_000_000).prop_map(|n| n as f64 / 100.0),
        2 => any::<f64>().prop_filter("a number", |x| x.is_finite()),
        2 => (-300_i32..300, -9.9_f64..9.9).prop_map(|(e, m)| m * 10_f64.powi(e)),
        1 => Just(0.0),
        1 => (1_i64..100).prop_map(|n| 1.0 / n as f64),
    ]
}

/// A vector of floats, the exact numbers they stand for, and a bound that holds.
fn vector() -> impl Strategy<Value = (Vec<RBig>, Bounded)> {
    let errors = prop_oneof![Just(0.0), Just(1.2e-16), Just(3e-15), Just(1e-9)];
    let absolute = prop_oneof![3 => Just(0.0), 1 => Just(1e-12), 1 => Just(1e-280)];
    let row = (float(), -4_i8..=4);
    (proptest::collection::vec(row, 5), errors, absolute, any::<bool>()).prop_map(
        |(rows, relative, absolute, positive)| {
            let floats: Vec<f64> = rows.iter().map(|(x, _)| if positive { x.abs() } else { *x }).collect();
            let small = floats.iter().any(|x| *x != 0.0 && x.abs() < super::SMALL);
            let error = ErrorBound {
                relative,
                absolute: if small { super::upward(absolute + 1e-290) } else { absolute },
            };
            let true_number = |x: &f64, share: &i8| {
                let room = exact(error.relative) * exact(*x).abs() + exact(error.absolute);
                exact(*x) + room * RBig::from_parts((*share).into(), 4_u8.into())
            };
            let numbers = floats.iter().zip(&rows).map(|(x, (_, share))| true_number(x, share)).collect();
            (numbers, Bounded::new(floats, error))
        },
    )
}

fn modes() -> impl Strategy<Value = RoundingMode> {
    use RoundingMode::{AwayFromZero, HalfAwayFromZero, HalfToEven, TowardZero};
    prop::sample::select(vec![HalfAwayFromZero, TowardZero, AwayFromZero, HalfToEven])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn results_lie_within_their_bounds((xs, x) in vector(), (ys, y) in vector()) {
        let done = [
            x.add(&y), x.subtract(&y), x.multiply(&y), x.divide(&y), x.larger(&y), x.smaller(&y), x.negate(), x.absolute(),
        ];
        for (i, (a, b)) in xs.iter().zip(&ys).enumerate() {
            let quotient = if b.is_zero() { None } else { Some(a / b) };
            let (greater, lesser) = if a >= b { (a, b) } else { (b, a) };
            let wanted = [Some(a + b), Some(a - b), Some(a * b), quotient, Some(greater.clone()), Some(lesser.clone()), Some(-a), Some(a.clone().abs())];
            for (k, (bounded, number)) in done.iter().zip(wanted).enumerate() {
                let Some(number) = number else { continue };
                prop_assert!(holds(bounded, i, &number), "{k}: {:?} {} for {number} of {a} {b}", bounded.error, bounded.values[i]);
                prop_assert!(bounded.values[i].is_nan() || bounded.values[i].abs() <= bounded.greatest);
                prop_assert!(!(bounded.nonnegative && bounded.values[i] < 0.0));
            }
        }
    }

    #[test]
    fn decisions_are_those_of_the_numbers((xs, x) in vector(), (ys, y) in vector(), mode in modes(), places in 0_u32..5, thirds: bool) {
        let less = x.compare(&y, Wanted { less: true, equal: false, greater: false });
        let equal = x.compare(&y, Wanted { less: false, equal: true, greater: false });
        let signs = x.signs();
        let size = if thirds { RBig::from_parts(1.into(), 3_u8.into()) } else { RBig::from_parts(1.into(), crate::number::power_of_ten(places)) };
        let counts = x.multiples(&Quantum::new(&size), mode);
        for (i, (a, b)) in xs.iter().zip(&ys).enumerate() {
            prop_assert!(less.open.contains(&i) || less.answers[i] == (a < b));
            prop_assert!(equal.open.contains(&i) || equal.answers[i] == (a == b));
            prop_assert!(signs.open.contains(&i) || signs.answers[i] == Sign::of(a.cmp(&RBig::ZERO)));
            let count = round_to_multiple(&Exact::from(a.clone()), &size, mode);
            let fits = count.clone().max(i64::MIN.into()).min(i64::MAX.into());
            prop_assert!(counts.open.contains(&i) || fits == counts.answers[i].into(), "{a} {mode:?} {size}: {count} {}", counts.answers[i]);
        }
    }

    #[test]
    fn digits_are_within_their_bound(mantissas in proptest::collection::vec(prop_oneof![any::<i64>(), -1000_i64..1000], 1..6), scale in 0_u32..=18) {
        let bounded = Bounded::from_digits(&mantissas, scale);
        for (i, m) in mantissas.iter().enumerate() {
            prop_assert!(holds(&bounded, i, &RBig::from_parts((*m).into(), crate::number::power_of_ten(scale))));
        }
    }
}

#[test]
fn what_is_clear_is_decided() {
    let x = Bounded::from_digits(&[1234, 0, -50, 99_995], 2).divide(&Bounded::from_digits(&[3], 0));
    assert_eq!(x.signs().open, [0_usize; 0]);
    assert_eq!(
        x.compare(&Bounded::from_digits(&[4], 0), Wanted { less: true, equal: false, greater: false }).open,
        [0_usize; 0]
    );
    let cents = x.multiples(&Quantum::of_places(2), RoundingMode::HalfAwayFromZero);
    assert_eq!((cents.answers, cents.open), (vec![411, 0, -17, 33_332], vec![]));
    let great = Bounded::from_digits(&[1 << 62, 1], 0).multiply(&Bounded::from_digits(&[7], 0));
    let counts = great.negate().multiples(&Quantum::of_places(0), RoundingMode::HalfAwayFromZero);
    assert_eq!((counts.answers, counts.open), (vec![i64::MIN, -7], vec![]));
    let one_half = Bounded::from_digits(&[1], 0).divide(&Bounded::from_digits(&[2], 0));
    assert_eq!(one_half.multiples(&Quantum::of_places(0), RoundingMode::HalfAwayFromZero).open, [0]);
    assert_eq!(one_half.error.order(0.5, ErrorBound::NONE, 0.5), None);
    assert_eq!(one_half.error.order(0.5, ErrorBound::NONE, 0.6), Some(Ordering::Less));
}
