//! One value of many rows.

use super::support::*;
use crate::eval::*;
use crate::program::AggregateFunction::*;
use crate::program::*;
use crate::value::Value;

fn table() -> Inputs {
    inputs(&[
        &[
            Data::Texts(&["a", "b", "c", "d"]),
            Data::Numbers(&numbers(&["1", "2.5", "_", "4"])),
            Data::Numbers(&numbers(&["3", "3", "3", "7"])),
            Data::YesNo(&[true, false, true, true]),
        ],
        &[
            Data::References(0, &["a", "c", "a", "d", "a", ""]),
            Data::Numbers(&numbers(&["1", "2", "4", "8", "_", "32"])),
            Data::Dates(&[3, 1, 5, 2, 9, 7]),
        ],
    ])
}

fn one(core: Core) -> String {
    let program = program(vec![whole(core)]);
    last(&evaluate(&program, &table())).remove(0)
}

#[test]
fn decimals() {
    assert_eq!(one(over(Sum, col(1))), "15/2");
    assert_eq!(one(over(Mean, col(1))), "5/2");
    assert_eq!(one(over(Maximum, col(1))), "4");
    assert_eq!(one(over(Minimum, col(1))), "1");
    assert_eq!(one(over(Median, col(1))), "5/2");
    assert_eq!(one(over(Quantile(number("0.25")), col(1))), "7/4");
    assert_eq!(one(over(Count, col(1))), "3");
    assert_eq!(one(of(Node::Aggregate(aggregate(Count, None)), numeric())), "4");
}

#[test]
fn quotients() {
    let x = || div(col(1), col(2));
    assert_eq!(one(over(Sum, x())), "73/42");
    assert_eq!(one(over(Mean, x())), "73/126");
    assert_eq!(one(over(Maximum, x())), "5/6");
    assert_eq!(one(over(Minimum, x())), "1/3");
    assert_eq!(one(over(Median, x())), "4/7");
    assert_eq!(one(over(Quantile(number("1/3")), x())), "31/63");
}

#[test]
fn of_no_rows() {
    let none = |function| {
        let mut a = aggregate(function, Some(col(1)));
        a.filter = Some(less(col(2), c("0")));
        n(Node::Aggregate(a))
    };
    let results: Vec<String> = [Sum, Mean, Maximum, Median, Count].map(|f| one(none(f))).to_vec();
    assert_eq!(results, ["0", "_", "_", "_", "0"]);
}

#[test]
fn yes_and_no() {
    let flag = || y(Node::Column(ColumnId(3)));
    assert_eq!(one(over(Any, flag())), "是");
    assert_eq!(one(over(All, flag())), "否");
    let big = less(c("0"), col(1));
    assert_eq!(one(over(All, big)), "是");
}

#[test]
fn filtered_and_grouped() {
    let mut a = aggregate(Mean, Some(div(col(1), c("3"))));
    a.group = vec![GroupKey { inner: col(2), outer: col(2) }];
    assert_eq!(each(n(Node::Aggregate(a)), &table()), ["7/12", "7/12", "7/12", "4/3"]);
    let mut a = aggregate(Sum, Some(col(1)));
    a.filter = Some(y(Node::Column(ColumnId(3))));
    a.group = vec![GroupKey { inner: col(2), outer: add(col(2), c("4")) }];
    assert_eq!(each(n(Node::Aggregate(a)), &table()), ["4", "4", "4", "0"]);
}

#[test]
fn rows_that_belong_to_this_one() {
    let own = |function, value| {
        let mut a = aggregate(function, value);
        a.table = TableId(1);
        a.link = Link::Own(ColumnId(0));
        a
    };
    let count = n(Node::Aggregate(own(Count, None)));
    assert_eq!(each(count, &table()), ["3", "0", "1", "1"]);
    let sum = n(Node::Aggregate(own(Sum, Some(div(col(1), c("3"))))));
    assert_eq!(each(sum, &table()), ["5/3", "0", "2/3", "8/3"]);
    let maximum = n(Node::Aggregate(own(Maximum, Some(div(col(1), c("3"))))));
    assert_eq!(each(maximum, &table()), ["4/3", "_", "2/3", "8/3"]);
    let mut a = own(Sum, Some(mul(col(1), n(Node::Outer(col(2))))));
    a.filter = Some(less(n(Node::Outer(col(1))), col(1)));
    assert_eq!(each(n(Node::Aggregate(a)), &table()), ["12", "0", "0", "56"]);
    let mut a = own(Latest, Some(col(1)));
    a.order = vec![key(of(Node::Column(ColumnId(2)), Kind::Date), false)];
    assert_eq!(each(n(Node::Aggregate(a)), &table()), ["4", "_", "2", "8"]);
    let last_day = own(Maximum, Some(of(Node::Column(ColumnId(2)), Kind::Date)));
    assert_eq!(each(of(Node::Aggregate(last_day), Kind::Date), &table()), ["9", "_", "1", "2"]);
}

#[test]
fn whether_there_is_a_row_at_all() {
    let exists = |filter: Option<Core>| {
        let mut a = aggregate(Any, None);
        a.table = TableId(1);
        a.link = Link::Own(ColumnId(0));
        a.filter = filter;
        y(Node::Aggregate(a))
    };
    assert_eq!(each(exists(None), &table()), ["是", "否", "是", "是"]);
    assert_eq!(each(exists(Some(less(c("3"), col(1)))), &table()), ["是", "否", "否", "是"]);
    let mut whole_table = aggregate(Any, None);
    whole_table.filter = Some(less(c("100"), col(1)));
    assert_eq!(one(y(Node::Aggregate(whole_table))), "否");
}

#[test]
fn rows_of_this_one_that_share_a_key_with_it() {
    let mut a = aggregate(Sum, Some(col(1)));
    a.table = TableId(1);
    a.link = Link::Own(ColumnId(0));
    a.group = vec![GroupKey { inner: col(1), outer: add(col(1), col(2)) }];
    assert_eq!(each(n(Node::Aggregate(a)), &table()), ["4", "0", "0", "0"]);
}

#[test]
fn all_rows_that_stand_in_a_relation_to_this_one() {
    let mut a = aggregate(Count, None);
    a.filter = Some(less(n(Node::Outer(col(1))), col(1)));
    assert_eq!(each(n(Node::Aggregate(a)), &table()), ["2", "1", "0", "0"]);
}

#[test]
fn two_latest_rows_with_different_values_are_a_fault() {
    let mut a = aggregate(Latest, Some(col(1)));
    a.order = vec![key(col(2), false)];
    a.filter = Some(less(col(2), c("5")));
    let program = program(vec![whole(n(Node::Aggregate(a)))]);
    let data = table();
    let outcome = evaluate(&program, &data);
    assert_eq!(outcome.faults().len(), 1);
    assert_eq!(outcome.faults()[0].rule, BrokenRule::SharedLatest(1));
}

#[test]
fn rows_used_and_skipped_are_counted() {
    let mut a = aggregate(Mean, Some(col(1)));
    a.filter = Some(y(Node::Column(ColumnId(3))));
    let mut own = aggregate(Sum, Some(col(1)));
    own.table = TableId(1);
    own.link = Link::Own(ColumnId(0));
    let program = program(vec![whole(n(Node::Aggregate(a))), rows(n(Node::Aggregate(own)))]);
    let data = table();
    let outcome = evaluate(&program, &data);
    let counts: Vec<(u64, u64)> = outcome.counts().iter().map(|c| (c.used, c.skipped)).collect();
    assert_eq!(counts, [(2, 1), (4, 1)]);
}

#[test]
fn sums_too_long_for_fixed_digits_stay_exact() {
    let big = numbers(&["9223372036854775807", "0.000000000000000001", "-9223372036854775807"]);
    let data = inputs(&[&[Data::Numbers(&big)]]);
    let program = program(vec![whole(over(Sum, mul(col(0), col(0))))]);
    let sum = evaluate(&program, &data).value(DefinitionId(0), 0);
    let square = number("9223372036854775807") * number("9223372036854775807");
    let tiny = number("0.000000000000000001") * number("0.000000000000000001");
    assert_eq!(sum, Value::Number(&square + &square + tiny));
}
