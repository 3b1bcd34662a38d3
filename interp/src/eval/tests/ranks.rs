//! Places.

use super::support::*;
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
