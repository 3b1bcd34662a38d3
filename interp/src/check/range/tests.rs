//! Whatever the evaluator gives lies in the interval; and intervals that are as narrow as they should be.

use dashu_ratio::RBig;
use proptest::prelude::*;

use super::*;
use crate::eval::evaluate;
use crate::eval::tests::differential::expressions_over;
use crate::eval::tests::support::*;
use crate::program::*;
use crate::value::Value;

/// Any number, one above zero, one from 0 to 100, a count.
const COLUMNS: u32 = 4;

fn bounded(column: u32) -> Core {
    let end = |at: i64, closed| Some((RBig::from(at), closed));
    let range = match column {
        1 => Range { lower: end(0, false), upper: None },
        2 => Range { lower: end(0, true), upper: end(100, true) },
        3 => Range { lower: end(0, true), upper: None },
        _ => Range::default(),
    };
    let number = Number { range, whole: column == 3, ..Number::default() };
    of(Node::Column(ColumnId(column)), Kind::Number(number))
}

/// Expressions, some of them asked for their size before they are used.
fn expressions() -> impl Strategy<Value = Core> {
    let column = || (0..COLUMNS).prop_map(bounded);
    let plain = expressions_over(column());
    let comparison = prop_oneof![
        Just(Comparison::Less),
        Just(Comparison::LessOrEqual),
        Just(Comparison::Greater),
        Just(Comparison::GreaterOrEqual),
        Just(Comparison::Equal),
        Just(Comparison::NotEqual)
    ];
    let limit = prop_oneof![Just("0"), Just("1"), Just("-2.5"), Just("50")].prop_map(c);
    let side = prop_oneof![limit, column()];
    let guarded = (comparison, column(), side, expressions_over(column()), any::<bool>()).prop_map(
        |(comparison, x, limit, other, turned)| {
            let condition = y(Node::Compare(comparison, x.clone(), limit.clone()));
            let condition = if turned { y(Node::Not(condition)) } else { condition };
            let inside = add(div(other, x.clone()), mul(sub(x.clone(), limit), x.clone()));
            n(Node::If(condition, inside, n(Node::Call(Builtin::Larger, vec![x.clone(), c("3")]))))
        },
    );
    prop_oneof![plain, guarded]
}

fn table() -> impl Strategy<Value = Vec<[Option<RBig>; 4]>> {
    let hundredths = |low: i64, high: i64| {
        let number = (low..high).prop_map(|m| Some(RBig::from_parts(m.into(), 100_u8.into())));
        prop_oneof![4 => number, 1 => (low / 100 + 1..high / 100).prop_map(|n| Some(RBig::from(n))), 1 => Just(None)]
    };
    let count = prop_oneof![5 => (0_i64..60).prop_map(|n| Some(RBig::from(n))), 1 => Just(None)];
    let row = (hundredths(-6000, 6000), hundredths(1, 9000), hundredths(0, 10_001), count);
    proptest::collection::vec(row.prop_map(|(a, b, c, d)| [a, b, c, d]), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_value_lies_in_its_interval(a in expressions(), b in expressions(), table in table()) {
        let second = add(b, n(Node::IfAbsent(def(0), c("0"))));
        let third = n(Node::If(less(def(0), def(1)), div(def(0), sub(def(1), def(0))), def(1)));
        let program = program(vec![rows(a), rows(second), rows(third)]);
        let column = |i: usize| table.iter().map(|row| row[i].clone()).collect::<Vec<_>>();
        let columns: Vec<Vec<Option<RBig>>> = (0..4).map(column).collect();
        let data = inputs(&[&columns.iter().map(|c| Data::Numbers(c)).collect::<Vec<_>>()]);
        let outcome = evaluate(&program, &data);
        let ranges = Ranges::new(&program);
        for id in (0..3).map(DefinitionId) {
            let interval = ranges.definition(id);
            for row in 0..u32::try_from(table.len()).unwrap() {
                if let Value::Number(number) = outcome.value(id, row) {
                    prop_assert!(interval.contains(&number), "{id:?}: {number} is not in {interval:?}");
                }
            }
        }
    }
}

/// The ends as a short text: `(0, 5]`, `[1, …`, `none`.
fn shown(interval: &Interval) -> String {
    if interval.is_empty() {
        return "none".into();
    }
    let lower = match &interval.range.lower {
        Some((at, closed)) => format!("{}{at}", if *closed { '[' } else { '(' }),
        None => "…".into(),
    };
    let upper = match &interval.range.upper {
        Some((at, closed)) => format!("{at}{}", if *closed { ']' } else { ')' }),
        None => "…".into(),
    };
    format!("{lower}, {upper}")
}

fn interval(core: Core) -> String {
    let program = program(vec![rows(core)]);
    shown(&Ranges::new(&program).definition(DefinitionId(0)))
}

#[test]
fn arithmetic_keeps_open_ends_open() {
    assert_eq!(interval(mul(bounded(1), bounded(2))), "[0, …");
    assert_eq!(interval(div(c("45"), bounded(1))), "(0, …");
    assert_eq!(interval(div(bounded(2), add(bounded(1), c("4")))), "[0, 25)");
    assert_eq!(interval(sub(c("100"), bounded(2))), "[0, 100]");
    assert_eq!(interval(mul(sub(bounded(2), c("60")), c("-2"))), "[-80, 120]");
    assert_eq!(interval(add(bounded(1), bounded(3))), "(0, …");
}

#[test]
fn a_cap_and_a_floor_are_ends() {
    let capped = n(Node::Call(Builtin::Smaller, vec![bounded(1), c("1.5")]));
    assert_eq!(interval(capped.clone()), "(0, 3/2]");
    assert_eq!(interval(n(Node::Call(Builtin::Larger, vec![bounded(0), c("0")]))), "[0, …");
    assert_eq!(interval(round(mul(capped, c("10")), "1")), "[0, 15]");
}

#[test]
fn whole_numbers_above_zero_are_at_least_one() {
    let some = y(Node::Compare(Comparison::Greater, bounded(3), c("0")));
    assert_eq!(interval(n(Node::If(some, bounded(3), c("7")))), "[1, …");
}

#[test]
fn a_condition_narrows_what_it_asks_and_the_difference_of_its_sides() {
    let above = y(Node::Compare(Comparison::Greater, bounded(0), bounded(2)));
    let excess = sub(bounded(0), bounded(2));
    assert_eq!(interval(n(Node::If(above.clone(), excess.clone(), c("1")))), "(0, …");
    let both = y(Node::And(vec![above, less(bounded(0), c("20"))]));
    assert_eq!(interval(n(Node::If(both, bounded(0), c("1")))), "(0, 20)");
    let not_zero = y(Node::Not(equal(bounded(0), c("0"))));
    let quotient = n(Node::If(not_zero.clone(), div(c("1"), bounded(0)), c("1")));
    let program = program(vec![rows(n(Node::If(not_zero, bounded(0), c("1")))), rows(quotient)]);
    assert!(Ranges::new(&program).definition(DefinitionId(0)).excludes_zero());
}

#[test]
fn what_cannot_be_is_left_out() {
    let never = less(bounded(1), c("0"));
    assert_eq!(interval(n(Node::If(never.clone(), c("-9"), c("2")))), "[2, 2]");
    let mut none = aggregate(AggregateFunction::Sum, Some(bounded(0)));
    none.filter = Some(never);
    assert_eq!(interval(n(Node::Aggregate(none))), "[0, 0]");
}

#[test]
fn what_is_asked_of_the_rows_of_an_aggregate_holds_of_its_values() {
    let mut mean = aggregate(AggregateFunction::Mean, Some(bounded(0)));
    mean.filter = Some(y(Node::Compare(Comparison::GreaterOrEqual, bounded(0), c("10"))));
    assert_eq!(interval(n(Node::Aggregate(mean))), "[10, …");
    assert_eq!(interval(n(Node::Aggregate(aggregate(AggregateFunction::Sum, Some(bounded(2)))))), "[0, …");
    assert_eq!(interval(over(AggregateFunction::Maximum, bounded(2))), "[0, 100]");
}

#[test]
fn sides_without_a_value_give_nothing() {
    let missing = absent(crate::value::Absence::Missing);
    assert_eq!(interval(add(missing.clone(), c("1"))), "none");
    assert_eq!(interval(n(Node::IfAbsent(missing, c("1")))), "[1, 1]");
    assert_eq!(interval(n(Node::Call(Builtin::Power, vec![bounded(2), c("2")]))), "[0, 10000]");
}
