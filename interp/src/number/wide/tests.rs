use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::*;
use crate::number::{ExactSum, power_of_ten, round_to_multiple};

fn ratio(n: i64, d: u64) -> RBig {
    RBig::from_parts(n.into(), d.into())
}

fn two_to(exponent: i64) -> RBig {
    let power = RBig::from(IBig::ONE << usize::try_from(exponent.unsigned_abs()).unwrap());
    if exponent < 0 { RBig::ONE / power } else { power }
}

/// Whether the exact number is one of those the wide one may stand for.
fn holds(wide: &Wide, number: &RBig) -> bool {
    match &wide.0 {
        Form::Fraction(fraction) => fraction.to_rational() == *number,
        Form::Ball(ball) => {
            let (lower, upper, exponent) = ball.ends();
            let scale = two_to(exponent);
            RBig::from(lower) * &scale <= *number && *number <= RBig::from(upper) * scale
        }
        Form::Anything => true,
    }
}

/// How far the ends are apart, in units of the number.
fn spread(wide: &Wide, number: &RBig) -> RBig {
    match &wide.0 {
        Form::Fraction(_) => RBig::ZERO,
        Form::Ball(ball) => {
            let (lower, upper, exponent) = ball.ends();
            let size = RBig::from(upper - lower) * two_to(exponent) / number;
            if size < RBig::ZERO { -size } else { size }
        }
        Form::Anything => RBig::ONE,
    }
}

const MODES: [RoundingMode; 4] = [
    RoundingMode::HalfAwayFromZero,
    RoundingMode::TowardZero,
    RoundingMode::AwayFromZero,
    RoundingMode::HalfToEven,
];

#[test]
fn ties_written_differently_are_ties() {
    let equal = |a: Wide, b: Wide| assert_eq!(a.compare(&b), Some(Ordering::Equal), "{a:?} {b:?}");
    equal(Wide::ratio(2, 3), Wide::ratio(4, 6));
    equal(Wide::ratio(2, -3), Wide::ratio(-4, 6));
    equal(
        Wide::from_decimal(370, 2).divide(&Wide::ratio(6, 1)).multiply(&Wide::ratio(6, 1)),
        Wide::from_decimal(37, 1),
    );
    equal(Wide::from_decimal(1, 1).add(&Wide::from_decimal(2, 1)), Wide::from_decimal(3, 1));
    equal(Wide::ratio(1, 3).add(&Wide::ratio(1, 6)), Wide::ratio(1, 2));
    let long = Wide::from_rational(&two_to(-400));
    equal(long.clone(), long);
}

#[test]
fn what_differs_in_the_fortieth_digit_is_told_apart() {
    let third = ratio(1, 3);
    let step = RBig::ONE / RBig::from(power_of_ten(40));
    let (a, b) = (Wide::from_rational(&third), Wide::from_rational(&(&third + &step)));
    assert_eq!(a.compare(&b), Some(Ordering::Less));
    assert_eq!(b.subtract(&a).sign(), Some(Ordering::Greater));
    let far = RBig::ONE / RBig::from(power_of_ten(70));
    assert_eq!(a.compare(&Wide::from_rational(&(third - far))), Some(Ordering::Greater));
}

#[test]
fn digits_that_cancel_leave_what_is_certain() {
    let big = Wide::from_rational(&RBig::from(power_of_ten(60)));
    let sum = big.add(&Wide::ratio(1, 7)).subtract(&big);
    assert!(holds(&sum, &ratio(1, 7)));
    assert_eq!(sum.compare(&Wide::ratio(1, 8)), Some(Ordering::Greater));
    let huge = Wide::from_rational(&RBig::from(power_of_ten(300)));
    let lost = huge.add(&Wide::ratio(1, 7)).subtract(&huge);
    assert!(holds(&lost, &ratio(1, 7)));
    assert_eq!(lost.sign(), None);
}

#[test]
fn exponents_far_apart() {
    let huge = Wide::from_rational(&two_to(5000));
    let tiny = Wide::from_rational(&two_to(-5000));
    assert_eq!(huge.add(&tiny).compare(&huge), None);
    assert_eq!(tiny.compare(&Wide::zero()), Some(Ordering::Greater));
    assert_eq!(huge.compare(&tiny), Some(Ordering::Greater));
    assert_eq!(huge.multiply(&tiny).compare(&Wide::ratio(1, 1)), Some(Ordering::Equal));
    assert!(huge.to_enclosure().upper.is_infinite() && huge.to_enclosure().lower > 1e300);
    let enclosed = tiny.to_enclosure();
    assert!(enclosed.lower <= 0.0 && enclosed.upper > 0.0);
    assert_eq!(tiny.negate().multiple(&Quantum::of_places(2), RoundingMode::AwayFromZero), Some(-1));
    let beyond = huge.power(u32::MAX).power(u32::MAX);
    assert_eq!(beyond.sign(), None);
    assert_eq!(beyond.multiply(&Wide::zero()).sign(), Some(Ordering::Equal));
}

#[test]
fn any_two_points_have_an_order() {
    let third = Wide::ratio(1, 3);
    let near = Wide::of_ball(Ball::cut((IBig::ONE << 256) / IBig::from(3), dashu_int::UBig::ZERO, 256));
    assert!(near.is_point());
    assert_eq!(near.compare(&third), Some(Ordering::Less));
    assert_eq!(third.compare(&near), Some(Ordering::Greater));
    let inexact = third.add(&near);
    assert_eq!(inexact.compare(&inexact), None);
}

/// A number that is a ball: 7⁻⁴⁰ taken away and added again.
fn as_ball(number: &RBig) -> Wide {
    let far = Wide::from_rational(&(RBig::ONE / RBig::from(IBig::from(7).pow(50))));
    Wide::from_rational(number).subtract(&far).add(&far)
}

#[test]
fn digits_are_told_where_no_decimal_may_be_meant() {
    let digits = |number: &RBig| as_ball(number).print().map(|printed| (printed.text, printed.terminates));
    assert_eq!(digits(&ratio(2, 3)), Some(("0.666666666667".to_owned(), false)));
    assert_eq!(digits(&ratio(-1_000_000, 7)), Some(("-142857.142857".to_owned(), false)));
    assert_eq!(digits(&ratio(1, 3_000_000)), Some(("0.000000333333333333".to_owned(), false)));
    for decimal in [ratio(0, 1), ratio(1, 2), ratio(-123_456_789, 1_000_000_000), ratio(8, 1)] {
        assert_eq!(digits(&decimal), None, "{decimal}");
    }
    let late = RBig::ONE / RBig::from(power_of_ten(60));
    assert_eq!(digits(&(ratio(1, 2) + &late)), None);
    assert_eq!(digits(&(ratio(1, 2) + late / RBig::from(10))), Some(("0.5".to_owned(), false)));
    let point = Wide::ratio(1, 8).print().unwrap();
    assert_eq!((point.text.as_str(), point.terminates), ("0.125", true));
    assert_eq!(Wide::ANYTHING.print(), None);
}

#[test]
fn a_zero_divisor_tells_nothing() {
    assert_eq!(Wide::ratio(1, 0).sign(), None);
    assert_eq!(Wide::ratio(1, 2).divide(&Wide::zero()).sign(), None);
    let third = Wide::from_rational(&two_to(-400)).add(&Wide::ratio(1, 3));
    assert_eq!(Wide::ratio(1, 2).divide(&third.subtract(&third)).sign(), None);
}

#[test]
fn a_long_sum_keeps_two_hundred_bits() {
    let mut sum = WideSum::default();
    let mut exact = ExactSum::default();
    for d in 1..=3000_i64 {
        let n = d * 7919 % 1_000_003;
        sum.add(&Wide::ratio(n, d));
        exact.add(Exact::from_decimal(n, 0).divide(&Exact::from_decimal(d, 0)));
    }
    let (sum, exact) = (sum.finish(), exact.finish().to_rational());
    assert!(holds(&sum, &exact));
    assert!(spread(&sum, &exact) < two_to(-220));
}

#[test]
fn a_sum_of_equal_numbers_is_a_point() {
    let mut sum = WideSum::default();
    let mut half = WideSum::default();
    for _ in 0..1000 {
        sum.add(&Wide::ratio(22, 7));
        half.add(&Wide::ratio(22, 7));
    }
    sum.merge(&half);
    assert_eq!(sum.finish().to_rational(), Some(ratio(44000, 7)));
    assert_eq!(WideSum::default().finish().to_rational(), Some(RBig::ZERO));
}

/// Rationals of any size: small, decimals, huge and tiny, dyadic, long.
fn numbers() -> impl Strategy<Value = RBig> {
    let small = (-1000_i64..1000, 1_u64..1000).prop_map(|(n, d)| ratio(n, d));
    let decimals = (any::<i64>(), 0_u32..18).prop_map(|(m, s)| RBig::from_parts(m.into(), power_of_ten(s)));
    let extreme = (any::<i64>(), -320_i32..320).prop_map(|(m, e)| {
        let power = RBig::from(IBig::from(10).pow(e.unsigned_abs() as usize));
        if e < 0 { RBig::from(m) / power } else { RBig::from(m) * power }
    });
    let dyadic = (-4096_i64..4096, -600_i64..600).prop_map(|(n, e)| RBig::from(n) * two_to(e));
    let near = (1_i64..4, -3_i64..4, 20_u32..90)
        .prop_map(|(n, step, digits)| ratio(n, 3) + RBig::from_parts(step.into(), power_of_ten(digits)));
    let halves = (-50_i64..50, -2_i64..3, 20_u32..90).prop_map(|(n, step, digits)| {
        ratio(2 * n + 1, 200) + RBig::from_parts(step.into(), power_of_ten(digits))
    });
    prop_oneof![2 => small, 2 => decimals, 1 => extreme, 1 => dyadic, 2 => near, 2 => halves]
}

/// A number with a wide one about it: made from it, or from one close by and widened.
fn pairs() -> impl Strategy<Value = (RBig, Wide)> {
    let made = numbers().prop_map(|a| (a.clone(), Wide::from_rational(&a)));
    let detour = (numbers(), numbers()).prop_map(|(a, b)| {
        let there = Wide::from_rational(&a).add(&Wide::from_rational(&b));
        (a, there.subtract(&Wide::from_rational(&b)))
    });
    prop_oneof![made, detour]
}

fn exactly(number: &RBig, quantum: &RBig, mode: RoundingMode) -> Option<i64> {
    i64::try_from(round_to_multiple(&number.clone().into(), quantum, mode)).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn every_operation_holds_the_exact_result((a, x) in pairs(), (b, y) in pairs(), exponent in 0_u32..7) {
        prop_assert!(holds(&x, &a));
        prop_assert!(holds(&x.add(&y), &(&a + &b)));
        prop_assert!(holds(&x.subtract(&y), &(&a - &b)));
        prop_assert!(holds(&x.multiply(&y), &(&a * &b)));
        prop_assert!(holds(&x.negate(), &-&a));
        prop_assert!(holds(&x.absolute(), &Exact::from(a.clone()).absolute().to_rational()));
        prop_assert!(holds(&x.larger(&y), &a.clone().max(b.clone())));
        prop_assert!(holds(&x.smaller(&y), &a.clone().min(b.clone())));
        prop_assert!(holds(&x.power(exponent), &a.pow(exponent as isize)));
        if !b.is_zero() {
            prop_assert!(holds(&x.divide(&y), &(&a / &b)));
        }
        prop_assert!(x.compare(&y).is_none_or(|o| o == a.cmp(&b)));
        prop_assert!(x.sign().is_none_or(|o| o == a.cmp(&RBig::ZERO)));
        prop_assert!(!x.is_point() || x.to_rational() == Some(a.clone()));
        let floats = x.to_enclosure();
        prop_assert!(RBig::try_from(floats.lower).map_or(floats.lower < 0.0, |f| f <= a));
        prop_assert!(RBig::try_from(floats.upper).map_or(floats.upper > 0.0, |f| f >= a));
    }

    #[test]
    fn what_it_rounds_to_is_the_exact_multiple((a, x) in pairs(), quantum in prop_oneof![Just(ratio(1, 100)), Just(ratio(1, 3)), Just(ratio(5, 1))]) {
        for mode in MODES {
            let found = x.multiple(&Quantum::new(&quantum), mode);
            prop_assert!(found.is_none() || found == exactly(&a, &quantum, mode));
        }
    }

    #[test]
    fn what_was_made_without_detours_decides((a, b) in (numbers(), numbers())) {
        let (x, y) = (Wide::from_rational(&a), Wide::from_rational(&b));
        let apart = Exact::from(&a - &b).absolute().to_rational();
        if apart > Exact::from(a.clone()).absolute().to_rational() * two_to(-245) {
            prop_assert_eq!(x.compare(&y), Some(a.cmp(&b)));
        }
        if !a.is_zero() {
            prop_assert!(spread(&x, &a) < two_to(-250));
            prop_assert!(spread(&x.multiply(&x), &(&a * &a)) < two_to(-250));
        }
    }

    #[test]
    fn sums_in_any_parts_hold_the_exact_one(terms in proptest::collection::vec(pairs(), 0..40), split in 0_usize..40) {
        let exact = terms.iter().fold(RBig::ZERO, |sum, (a, _)| sum + a);
        let mut sums = [WideSum::default(), WideSum::default()];
        for (i, (_, x)) in terms.iter().enumerate() {
            sums[usize::from(i >= split)].add(x);
        }
        let [mut sum, rest] = sums;
        sum.merge(&rest);
        prop_assert!(holds(&sum.finish(), &exact));
    }
}
