//! Where floats would go wrong.

use super::support::*;
use crate::eval::*;
use crate::program::AggregateFunction::*;
use crate::program::*;
use crate::value::Absence;
use dashu_ratio::RBig;

/// (rows, x) where every x is the same fraction, written in many ways.
fn equal_fractions(numerator: i64, denominator: i64, count: i64) -> (Vec<Option<RBig>>, Vec<Option<RBig>>) {
    let times = |n: i64| move |k: i64| Some(RBig::from(n * (1 + k % 977)));
    ((0..count).map(times(numerator)).collect(), (0..count).map(times(denominator)).collect())
}

#[test]
fn nobody_is_below_the_mean_where_all_are_equal() {
    for (numerator, denominator) in [(2, 3), (1, 3), (7, 11), (1, 10)] {
        let (a, b) = equal_fractions(numerator, denominator, 10_000);
        let data = inputs(&[&[Data::Numbers(&a), Data::Numbers(&b)]]);
        for function in [Mean, Maximum, Minimum, Median, Quantile(number("0.9"))] {
            let body = over(function, def(0));
            let program = program(vec![rows(div(col(0), col(1))), whole(body), rows(less(def(0), def(1)))]);
            let below = evaluate(&program, &data).yes_no(DefinitionId(2));
            assert_eq!(below.iter().filter(|b| **b == Ok(true)).count(), 0, "{numerator}/{denominator}");
        }
    }
}

#[test]
fn one_row_below_by_the_least_amount_is_found() {
    let (mut a, mut b) = equal_fractions(2, 3, 9_999);
    a.push(Some(number("66666666666666666666666666666666666666")));
    b.push(Some(number("100000000000000000000000000000000000000")));
    let data = inputs(&[&[Data::Numbers(&a), Data::Numbers(&b)]]);
    let program = program(vec![rows(div(col(0), col(1))), rows(less(def(0), over(Mean, def(0))))]);
    let below = evaluate(&program, &data).yes_no(DefinitionId(1));
    let found: Vec<usize> = (0..10_000).filter(|&i| below[i] == Ok(true)).collect();
    assert_eq!(found, [9_999]);
}

#[test]
fn shares_of_a_total_add_up() {
    let amounts: Vec<Option<RBig>> =
        (1..=997_i64).map(|k| Some(RBig::from_parts(k.into(), 100_u8.into()))).collect();
    let data = inputs(&[&[Data::Numbers(&amounts)]]);
    let program =
        program(vec![rows(div(col(0), over(Sum, col(0)))), whole(equal(over(Sum, def(0)), c("1")))]);
    assert_eq!(last(&evaluate(&program, &data)), ["是"]);
}

#[test]
fn halves_are_rounded_away_though_no_float_is_a_half() {
    let numerators: Vec<Option<RBig>> = (0..2000_i64).map(|k| Some(RBig::from((2 * k + 1) * 7))).collect();
    let data = inputs(&[&[Data::Numbers(&numerators)]]);
    let hundredths = round(div(col(0), c("1400")), "0.01");
    let rounded = each(hundredths, &data);
    for (k, found) in (0..2000_i64).zip(rounded) {
        assert_eq!(found, RBig::from_parts((k + 1).into(), 100_u8.into()).to_string());
    }
}

#[test]
fn nothing_depends_on_how_the_work_is_cut() {
    let numerators: Vec<Option<RBig>> =
        (0..500_i64).map(|k| (k % 7 != 0).then(|| RBig::from(k * 31 % 97))).collect();
    let data = inputs(&[&[Data::Numbers(&numerators)]]);
    let order = vec![key(div(col(0), c("3")), true)];
    let rank = Ranking { filter: None, group: Vec::new(), order, ties: TieMethod::Best };
    let program = program(vec![
        rows(div(col(0), over(Mean, col(0)))),
        rows(n(Node::Rank(rank))),
        rows(add(round(def(0), "0.01"), n(Node::IfAbsent(def(1), c("0"))))),
    ]);
    let expected = last(&evaluate(&program, &data));
    for (batch, threads) in [(1, 1), (7, 1), (499, 1), (500, 2), (64, 3)] {
        let options = Options { batch, threads, ..Options::default() };
        assert_eq!(last(&evaluate_with(&program, &data, options)), expected, "{batch} {threads}");
    }
}

#[test]
fn what_is_one_value_for_all_open_rows_is_decided_for_all_of_them() {
    let longer = number("1000000000000000000000000000000000000000000000000000000000001");
    let groups: Vec<Option<RBig>> = (0..20_i64).map(|k| Some(RBig::from(k % 2))).collect();
    let values: Vec<Option<RBig>> = (0..20).map(|k| (k % 2 == 1).then(|| longer.clone())).collect();
    let data = inputs(&[&[Data::Numbers(&groups), Data::Numbers(&values)]]);
    let mut mean = aggregate(Mean, Some(col(1)));
    mean.filter = Some(equal(col(0), c("1")));
    mean.group = vec![GroupKey { inner: col(0), outer: col(0) }];
    let again = |divisor: &str| rows(equal(def(0), mul(div(def(0), c(divisor)), c(divisor))));
    let divisors = ["3", "7", "49", "93", "1001"].map(again);
    let program = program([vec![rows(n(Node::Aggregate(mean)))], divisors.to_vec()].concat());
    let outcome = evaluate(&program, &data);
    for id in 1..=5 {
        let answers = outcome.yes_no(DefinitionId(id));
        let yes: Vec<usize> = (0..20).filter(|&i| answers[i] == Ok(true)).collect();
        assert_eq!(yes, (1..20).step_by(2).collect::<Vec<_>>());
    }
}

/// 1.005 is no float: the one below it is rounded to 1.00.
#[test]
fn one_value_for_the_rows_that_have_it_is_decided_though_the_first_row_has_none() {
    let flags: Vec<Option<RBig>> = (0..9_i64).map(|k| Some(RBig::from(i64::from(k > 2)))).collect();
    let values = vec![Some(number("1.005")); 9];
    let data = inputs(&[&[Data::Numbers(&flags), Data::Numbers(&values)]]);
    let third = |x: Core| div(mul(x, c("1/3")), c("1/3"));
    let mean = || third(over(Mean, col(1)));
    let none = || absent(Absence::NotApplicable);
    let some = || n(Node::If(equal(col(0), c("1")), mean(), none()));
    let program = program(vec![
        rows(round(some(), "0.01")),
        rows(equal(some(), c("1.005"))),
        rows(less(some(), c("1.005"))),
        rows(less(c("1.005"), some())),
        rows(n(Node::ZeroIsMissing(sub(some(), c("1.005"))))),
    ]);
    let outcome = evaluate(&program, &data);
    let answers = |id: u32| outcome.yes_no(DefinitionId(id));
    for row in 3..9 {
        let value = |id: u32| outcome.values(DefinitionId(id), &[row]);
        assert_eq!(value(0).fixed(3), [Some("1.010".to_owned())]);
        assert_eq!(value(4).absence(0), Some(Absence::Missing));
        let row = row as usize;
        assert_eq!([answers(1)[row], answers(2)[row], answers(3)[row]], [Ok(true), Ok(false), Ok(false)]);
    }
    assert_eq!(answers(1)[..3], [Err(Absence::NotApplicable); 3]);
}

/// A share of a mean of many quotients has a denominator of thousands of digits; beside it stand short decimals of many places.
#[test]
fn how_a_number_is_shown_depends_on_itself_alone() {
    let amounts: Vec<Option<RBig>> = (1..=700_i64).map(|k| Some(RBig::from(k))).collect();
    let flags: Vec<Option<RBig>> = (1..=700_i64).map(|k| Some(RBig::from(k % 3))).collect();
    let data = inputs(&[&[Data::Numbers(&amounts), Data::Numbers(&flags)]]);
    let share = div(col(0), over(Mean, div(c("1"), add(col(0), c("10007")))));
    let decimal = mul(mul(col(0), c("0.00000000123")), c("0.0000000000000000004567"));
    let mixed = n(Node::If(equal(col(1), c("0")), decimal, share));
    let program = program(vec![rows(mixed)]);
    let shown = |options: Options| -> Vec<(String, bool)> {
        let outcome = evaluate_with(&program, &data, options);
        let printed = (0..700).map(|row| outcome.values(DefinitionId(0), &[row]).printed());
        let alone: Vec<_> = printed.flatten().flatten().collect();
        let every: Vec<u32> = (0..700).collect();
        let together = outcome.values(DefinitionId(0), &every).printed();
        assert!(alone.iter().eq(together.iter().flatten()));
        alone.into_iter().map(|printed| (printed.text, printed.terminates)).collect()
    };
    let whole = shown(Options::default());
    assert_eq!(whole[2], ("0.0000000000000000000000000016852230".trim_end_matches('0').to_owned(), true));
    assert_eq!(whole[1], ("20707.1128281".to_owned(), false));
    assert_eq!(shown(Options { batch: 1, ..Options::default() }), whole);
}
