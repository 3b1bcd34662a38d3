//! Places.

use dashu_ratio::RBig;
use proptest::prelude::*;

use super::support::*;
use crate::eval::peers::answered;
use crate::eval::structure::Structure;
use crate::eval::*;
use crate::program::*;
use crate::value::Value;

fn ranking(order: Vec<OrderKey>, ties: TieMethod) -> Ranking {
    Ranking { filter: None, group: Vec::new(), order, ties }
}

fn table() -> Inputs {
    inputs(&[&[
        Data::Texts(&["e3", "e1", "e2", "e4", "e5"]),
        Data::Numbers(&numbers(&["2", "4", "6", "_", "1"])),
        Data::Numbers(&numbers(&["3", "6", "9", "3", "3"])),
    ]])
}

#[test]
fn equal_quotients_share_a_place() {
    let x = || div(col(1), col(2));
    let best = n(Node::Rank(ranking(vec![key(x(), true)], TieMethod::Best)));
    assert_eq!(each(best, &table()), ["1", "1", "1", "5", "4"]);
    let worst = n(Node::Rank(ranking(vec![key(x(), true)], TieMethod::Worst)));
    assert_eq!(each(worst, &table()), ["3", "3", "3", "5", "4"]);
    let mut missing_first = key(x(), false);
    missing_first.missing_first = true;
    let first = n(Node::Rank(ranking(vec![missing_first], TieMethod::Best)));
    assert_eq!(each(first, &table()), ["3", "3", "3", "1", "2"]);
}

#[test]
fn the_last_key_decides_and_text_goes_by_code_point() {
    let name = key(of(Node::Column(ColumnId(0)), Kind::Text), false);
    let unique = ranking(vec![key(div(col(1), col(2)), true), name], TieMethod::Unique);
    let program = program(vec![rows(n(Node::Rank(unique)))]);
    let data = table();
    let outcome = evaluate(&program, &data);
    assert_eq!(last(&outcome), ["3", "1", "2", "5", "4"]);
    assert!(outcome.faults().is_empty());
}

#[test]
fn a_tie_that_must_not_be_is_a_fault_that_names_both_rows() {
    let program = program(vec![rows(n(Node::Rank(ranking(vec![key(col(2), false)], TieMethod::Unique))))]);
    let data = table();
    let outcome = evaluate(&program, &data);
    let pairs: Vec<(u32, BrokenRule)> = outcome.faults().iter().map(|f| (f.row, f.rule)).collect();
    assert_eq!(pairs, [(0, BrokenRule::SharedPlace(3)), (0, BrokenRule::SharedPlace(4))]);
}

#[test]
fn rows_that_are_not_ranked_have_no_place_and_groups_are_apart() {
    let mut r = ranking(vec![key(col(1), false)], TieMethod::Best);
    r.filter = Some(less(c("1"), col(1)));
    assert_eq!(each(n(Node::Rank(r.clone())), &table()), ["1", "2", "3", "/", "/"]);
    r.filter = None;
    r.group = vec![col(2)];
    assert_eq!(each(n(Node::Rank(r)), &table()), ["2", "1", "1", "3", "1"]);
}

#[test]
fn outputs_are_filtered_ordered_and_shown() {
    let program = program(vec![rows(div(col(1), col(2)))]);
    let data = table();
    let outcome = evaluate(&program, &data);
    let frame = Frame::Rows(TableId(0));
    let kept = outcome.select(frame, Some(&y(Node::Present(col(1)))));
    assert_eq!(kept, [0, 1, 2, 4]);
    let order = [key(def(0), false), key(of(Node::Column(ColumnId(0)), Kind::Text), true)];
    let ordered = outcome.order(frame, &kept, &order);
    assert_eq!(ordered, [4, 0, 2, 1]);
    let values = outcome.evaluate(&def(0), frame, &[4, 3, 0]);
    assert_eq!(values.fixed(2), [Some("0.33".into()), None, Some("0.67".into())]);
    let printed: Vec<Option<String>> = values.printed().into_iter().map(|p| p.map(|p| p.text)).collect();
    assert_eq!(printed, [Some("0.333333333333".into()), None, Some("0.666666666667".into())]);
    assert_eq!(values.value(2), Value::Number(number("2/3")));
    let mean = outcome.evaluate(&over(AggregateFunction::Mean, def(0)), Frame::Whole, &[]);
    assert_eq!(mean.value(0), Value::Number(number("7/12")));
}

/// A ranking by the quotient, then by the key, and how many ranked rows of the same group have the same quotient; the latter alone where
/// `ranked` says no.
fn counted(ranked: bool, filtered: bool, grouped: bool) -> Program {
    let name = key(of(Node::Column(ColumnId(0)), Kind::Text), false);
    let filter = filtered.then(|| less(c("1"), col(3)));
    let group: Vec<Core> = if grouped { vec![col(3)] } else { Vec::new() };
    let mut counted = aggregate(AggregateFunction::Count, None);
    counted.filter.clone_from(&filter);
    counted.group =
        group.iter().cloned().chain([def(0)]).map(|k| GroupKey { inner: k.clone(), outer: k }).collect();
    let order = vec![key(def(0), true), name];
    let place = n(Node::Rank(Ranking { filter, group, order, ties: TieMethod::Unique }));
    let place = if ranked { place } else { c("0") };
    program(vec![rows(div(col(1), col(2))), rows(place), rows(n(Node::Aggregate(counted)))])
}

proptest! {
    #[test]
    fn equals_are_counted_by_the_ranking_as_they_are_without_one(
        cells in proptest::collection::vec((proptest::option::of(0_i32..4), 1_i32..4, 1_i32..3), 1..40),
        filtered: bool,
        grouped: bool,
    ) {
        let keys: Vec<String> = (0..cells.len()).map(|i| format!("e{i:02}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let x: Vec<Option<RBig>> = cells.iter().map(|(x, ..)| x.map(RBig::from)).collect();
        let y: Vec<Option<RBig>> = cells.iter().map(|(_, y, _)| Some(RBig::from(*y))).collect();
        let z: Vec<Option<RBig>> = cells.iter().map(|(.., z)| Some(RBig::from(*z))).collect();
        let data = inputs(&[&[Data::Texts(&keys), Data::Numbers(&x), Data::Numbers(&y), Data::Numbers(&z)]]);
        let (with, without) = (counted(true, filtered, grouped), counted(false, filtered, grouped));
        prop_assert_eq!(answered(&with, &mut Structure::default()).len(), 1);
        prop_assert_eq!(answered(&without, &mut Structure::default()).len(), 0);
        for batch in [3, 2048] {
            let options = Options { batch, ..Options::default() };
            let (with, without) = (evaluate_with(&with, &data, options), evaluate_with(&without, &data, options));
            prop_assert_eq!(last(&with), last(&without));
        }
    }
}

#[test]
fn a_long_table_is_ranked_the_same_on_any_number_of_threads() {
    let count = 40_000_i32;
    let keys: Vec<String> = (0..count).map(|i| format!("e{i:05}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let column = |step: i32, apart: i32| -> Vec<Option<RBig>> {
        (0..count).map(|i| Some(RBig::from(1 + i * step % apart))).collect()
    };
    let (x, y, z) = (column(7919, 97), column(31, 13), column(1, 2));
    let data = inputs(&[&[Data::Texts(&keys), Data::Numbers(&x), Data::Numbers(&y), Data::Numbers(&z)]]);
    let program = counted(true, false, false);
    let places = |threads| {
        let outcome = evaluate_with(&program, &data, Options { threads, ..Options::default() });
        (outcome.whole_numbers(DefinitionId(1)), outcome.whole_numbers(DefinitionId(2)))
    };
    let (ranks, peers) = places(1);
    let mut seen: Vec<i64> = ranks.iter().map(|rank| rank.unwrap()).collect();
    seen.sort_unstable();
    assert_eq!(seen, (1..=i64::from(count)).collect::<Vec<_>>());
    assert_eq!(places(3), (ranks, peers));
}
