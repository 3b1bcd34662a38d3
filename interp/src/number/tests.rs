use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::*;
use crate::program::RoundingMode;

fn ratio(n: i64, d: u64) -> RBig {
    RBig::from_parts(n.into(), d.into())
}

const MODES: [RoundingMode; 4] = [
    RoundingMode::HalfAwayFromZero,
    RoundingMode::TowardZero,
    RoundingMode::AwayFromZero,
    RoundingMode::HalfToEven,
];

/// (number, its multiple of one hundredth in the order of `MODES`)
const HUNDREDTHS: [(&str, [i64; 4]); 20] = [
    ("0", [0, 0, 0, 0]),
    ("0.001", [0, 0, 1, 0]),
    ("-0.001", [0, 0, -1, 0]),
    ("0.004999999999999999999999", [0, 0, 1, 0]),
    ("0.005", [1, 0, 1, 0]),
    ("0.0050000000000000000000001", [1, 0, 1, 1]),
    ("-0.005", [-1, 0, -1, 0]),
    ("0.015", [2, 1, 2, 2]),
    ("0.025", [3, 2, 3, 2]),
    ("-0.025", [-3, -2, -3, -2]),
    ("0.035", [4, 3, 4, 4]),
    ("1", [100, 100, 100, 100]),
    ("1.005", [101, 100, 101, 100]),
    ("-1.005", [-101, -100, -101, -100]),
    ("1.009", [101, 100, 101, 101]),
    ("99.994", [9999, 9999, 10000, 9999]),
    ("99.995", [10000, 9999, 10000, 10000]),
    ("-99.995", [-10000, -9999, -10000, -10000]),
    ("2.675", [268, 267, 268, 268]),
    ("1.115", [112, 111, 112, 112]),
];

#[test]
fn the_four_modes_agree_with_the_table() {
    let quantum = ratio(1, 100);
    for (text, expected) in HUNDREDTHS {
        let number = parse_decimal(text).unwrap();
        for (mode, expected) in MODES.into_iter().zip(expected) {
            let exact = Exact::from(number.clone());
            assert_eq!(round_to_multiple(&exact, &quantum, mode), IBig::from(expected), "{text} {mode:?}");
            let enclosed = Enclosure::from_rational(&number).multiple(&Quantum::new(&quantum), mode);
            assert!(enclosed.is_none_or(|n| n == expected), "{text} {mode:?} {enclosed:?}");
        }
    }
}

#[test]
fn quanta_other_than_powers_of_ten() {
    let round = |text: &str, quantum: RBig, mode| {
        round_to_multiple(&parse_decimal(text).unwrap().into(), &quantum, mode)
    };
    assert_eq!(round("1.125", ratio(1, 4), RoundingMode::HalfToEven), IBig::from(4));
    assert_eq!(round("1.375", ratio(1, 4), RoundingMode::HalfToEven), IBig::from(6));
    assert_eq!(round("149", ratio(100, 1), RoundingMode::HalfAwayFromZero), IBig::from(1));
    assert_eq!(round("150", ratio(100, 1), RoundingMode::HalfAwayFromZero), IBig::from(2));
    assert_eq!(round("-101", ratio(100, 1), RoundingMode::AwayFromZero), IBig::from(-2));
}

#[test]
fn whole_quotients_round_like_rationals() {
    for numerator in -25_i64..=25 {
        for denominator in 1_i64..=12 {
            for mode in MODES {
                let exact = Exact::from(ratio(numerator, denominator.unsigned_abs()));
                let expected = i64::try_from(round_to_multiple(&exact, &RBig::ONE, mode)).unwrap();
                let found = round_quotient(numerator.into(), denominator.into(), mode);
                assert_eq!(found, Some(expected), "{numerator}/{denominator} {mode:?}");
            }
        }
    }
    assert_eq!(round_quotient(i128::MIN, 1, RoundingMode::TowardZero), None);
}

#[test]
fn decimals_are_read_and_printed() {
    for (text, printed) in
        [("12.50", "12.5"), ("-0.10", "-0.1"), ("007", "7"), ("+3", "3"), ("0.000", "0"), ("-0", "0")]
    {
        assert_eq!(print(&parse_decimal(text).unwrap()), Printed { text: printed.into(), terminates: true });
    }
    for text in ["", "-", ".", "1.", ".5", "1,000", "1e5", "１", "1.2.3", "--1"] {
        assert_eq!(parse_decimal(text), None, "{text}");
    }
}

#[test]
fn numbers_without_an_end_are_cut_to_twelve_digits() {
    let cut = |n, d| print(&ratio(n, d));
    assert_eq!(cut(1, 3), Printed { text: "0.333333333333".into(), terminates: false });
    assert_eq!(cut(-2, 3).text, "-0.666666666667");
    assert_eq!(cut(100_000, 7).text, "14285.7142857");
    assert_eq!(cut(1, 3_000_000).text, "0.000000333333333333");
    assert_eq!(cut(1_000_000_000_000_001, 3).text, "333333333333334");
    let end = |places: u32| print(&(RBig::ONE / RBig::from(power_of_ten(places))));
    assert_eq!(end(60), Printed { text: format!("0.{}1", "0".repeat(59)), terminates: true });
    assert_eq!(end(61), Printed { text: format!("0.{}1", "0".repeat(60)), terminates: false });
    assert_eq!(print_fixed(&ratio(-1, 1000), 2), "0.00");
    assert_eq!(print_fixed(&ratio(1005, 1000), 2), "1.01");
    assert_eq!(print_fixed(&ratio(7, 2), 0), "4");
}

#[test]
fn floats_enclose_what_they_cannot_hold() {
    for (number, point) in
        [(ratio(1, 2), true), (ratio(1, 10), false), (ratio(1, 3), false), (ratio(20, 1), true)]
    {
        let enclosure = Enclosure::from_rational(&number);
        assert_eq!(enclosure.is_point(), point, "{number}");
        assert!(contains(enclosure, &number));
    }
    let huge = RBig::from(IBig::from(10).pow(400));
    assert!(contains(Enclosure::from_rational(&huge), &huge));
    let tiny = RBig::ONE / huge;
    let enclosure = Enclosure::from_rational(&tiny);
    assert!(contains(enclosure, &tiny));
    assert_eq!(enclosure.sign(), None);
}

#[test]
fn exact_operations_keep_points() {
    let point = |x| Enclosure::point(x);
    assert!(point(0.5).add(&point(1024.25)).is_point());
    assert!(point(45.0).multiply(&point(1.5)).is_point());
    assert!(point(3.0).divide(&point(8.0)).is_point());
    assert!(!point(1.0).divide(&point(10.0)).is_point());
    assert!(!point(1e16).add(&point(0.5)).is_point());
    assert_eq!(point(f64::MAX).add(&point(f64::MAX)).compare(&point(0.0)), Some(Ordering::Greater));
    assert_eq!(point(f64::MAX).add(&point(f64::MAX)).upper, f64::INFINITY);
}

#[test]
fn a_long_sum_stays_tight() {
    let thirds = vec![1.0 / 3.0; 1_000_000];
    let error = ErrorBound { relative: bounded_unit(), absolute: 0.0 };
    let mut sum = BoundedSum::default();
    for batch in thirds.chunks(4096) {
        let mut part = BoundedSum::default();
        part.add_all(batch, error);
        sum.merge(&part);
    }
    let found = sum.finish();
    assert!(contains(found, &ratio(1_000_000, 3)));
    assert!(found.upper - found.lower < 1e-8, "{}", found.upper - found.lower);
}

/// Half a step of the floats from one to two.
fn bounded_unit() -> f64 {
    f64::EPSILON / 2.0
}

#[test]
fn sums_of_fractions_are_exact() {
    let mut sum = ExactSum::default();
    for d in 1..=200_u64 {
        sum.add(Exact::from(ratio(1, d * (d + 1))));
    }
    assert_eq!(sum.finish().to_rational(), ratio(200, 201));
    assert_eq!(ExactSum::default().finish().to_rational(), RBig::ZERO);
}

/// Whether the exact number lies in the enclosure.
fn contains(enclosure: Enclosure, number: &RBig) -> bool {
    let above_lower = RBig::try_from(enclosure.lower).map_or(enclosure.lower < 0.0, |x| x <= *number);
    let below_upper = RBig::try_from(enclosure.upper).map_or(enclosure.upper > 0.0, |x| x >= *number);
    above_lower && below_upper
}

/// A rational of any size with the enclosure made from it.
fn numbers() -> impl Strategy<Value = RBig> {
    let small = (-1000_i64..1000, 1_u64..1000).prop_map(|(n, d)| ratio(n, d));
    let decimals = (any::<i64>(), 0_u32..18).prop_map(|(m, s)| RBig::from_parts(m.into(), power_of_ten(s)));
    let extreme = (any::<i64>(), -320_i32..320).prop_map(|(m, e)| {
        let power = RBig::from(IBig::from(10).pow(e.unsigned_abs() as usize));
        if e < 0 { RBig::from(m) / power } else { RBig::from(m) * power }
    });
    let dyadic = (-4096_i64..4096, 0_usize..8).prop_map(|(n, e)| ratio(n, 1 << e));
    prop_oneof![small, decimals, extreme, dyadic]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_operation_contains_the_exact_result(a in numbers(), b in numbers(), exponent in 0_u32..6) {
        let (x, y) = (Enclosure::from_rational(&a), Enclosure::from_rational(&b));
        prop_assert!(contains(x, &a));
        prop_assert!(contains(x.add(&y), &(&a + &b)));
        prop_assert!(contains(x.subtract(&y), &(&a - &b)));
        prop_assert!(contains(x.multiply(&y), &(&a * &b)));
        prop_assert!(contains(x.negate(), &-&a));
        prop_assert!(contains(x.absolute(), &Exact::from(a.clone()).absolute().to_rational()));
        prop_assert!(contains(x.larger(&y), a.clone().max(b.clone()).borrow()));
        prop_assert!(contains(x.smaller(&y), a.clone().min(b.clone()).borrow()));
        prop_assert!(contains(x.power(exponent), &a.pow(exponent as isize)));
        if !b.is_zero() {
            prop_assert!(contains(x.divide(&y), &(&a / &b)));
        }
        prop_assert!(x.compare(&y).is_none_or(|o| o == a.cmp(&b)));
        for mode in MODES {
            let quantum = ratio(1, 100);
            let exact = i64::try_from(round_to_multiple(&a.clone().into(), &quantum, mode)).ok();
            let found = x.multiple(&Quantum::new(&quantum), mode);
            prop_assert!(found.is_none() || found == exact);
        }
    }

    #[test]
    fn wide_enclosures_contain_what_their_members_give(a in numbers(), b in numbers(), c in numbers()) {
        let wide = Enclosure::from_rational(&a).join(Enclosure::from_rational(&b));
        let other = Enclosure::from_rational(&c);
        for member in [&a, &b] {
            prop_assert!(contains(wide.multiply(&other), &(member * &c)));
            prop_assert!(contains(wide.absolute(), &Exact::from(member.clone()).absolute().to_rational()));
            prop_assert!(contains(wide.power(4), &member.pow(4)));
            prop_assert!(contains(wide.power(3), &member.pow(3)));
            if !member.is_zero() {
                prop_assert!(contains(other.divide(&wide), &(&c / member)));
            }
        }
    }

    #[test]
    fn sums_of_floats_hold_whatever_they_stand_for(
        terms in proptest::collection::vec((prop_oneof![-1e3..1e3_f64, -1e300..1e300_f64, -1e-300..1e-300_f64], any::<bool>(), -1.0..1.0_f64), 0..300),
        relative in 0.0..1e-10_f64,
        absolute in prop_oneof![Just(0.0), 0.0..1e-5_f64],
        split in 0_usize..300,
    ) {
        let exact = |x: f64| RBig::try_from(x).unwrap();
        let size = |x: &RBig| Exact::from(x.clone()).absolute().to_rational();
        let (mut sum, mut kept, mut all) = (RBig::ZERO, RBig::ZERO, RBig::ZERO);
        for (x, out, off) in &terms {
            let x = exact(*x);
            all += &x;
            if !out {
                sum += &x + exact(*off) * (exact(relative) * size(&x) + exact(absolute));
                kept += x;
            }
        }
        let floats: Vec<f64> = terms.iter().map(|(x, ..)| *x).collect();
        let (front, back) = floats.split_at(split.min(floats.len()));
        let error = ErrorBound { relative, absolute };
        let (mut some, mut rest) = (BoundedSum::default(), BoundedSum::default());
        some.add_some(front, terms.iter().map(|(_, out, _)| *out), error);
        rest.add_some(back, terms.iter().skip(front.len()).map(|(_, out, _)| *out), error);
        some.merge(&rest);
        prop_assert!(contains(some.finish(), &sum));
        prop_assert!(contains(some.finish(), &kept));
        let mut every = BoundedSum::default();
        every.add_all(front, ErrorBound::NONE);
        every.add_all(back, ErrorBound::NONE);
        prop_assert!(contains(every.finish(), &all));
    }

    #[test]
    fn what_some_250_bits_print_is_what_is_printed(n in any::<i64>(), d in 1_i64.., places in 0_u32..70, whole in any::<bool>()) {
        let end = RBig::from_parts(n.into(), power_of_ten(places));
        let number = if whole { end } else { end / RBig::from(d) };
        let far = Wide::from_rational(&(RBig::ONE / RBig::from(IBig::from(7).pow(60))));
        let wide = Wide::from_rational(&number);
        for wide in [wide.clone(), wide.subtract(&far).add(&far)] {
            prop_assert!(wide.print().is_none_or(|printed| printed == print(&number)));
        }
    }

    #[test]
    fn printed_decimals_read_back(mantissa in any::<i64>(), scale in 0_u32..19) {
        let number = RBig::from_parts(mantissa.into(), power_of_ten(scale));
        let printed = print(&number);
        prop_assert!(printed.terminates);
        prop_assert_eq!(parse_decimal(&printed.text), Some(number));
    }
}

trait Borrow {
    fn borrow(&self) -> &Self {
        self
    }
}

impl Borrow for RBig {}
