//! Aggregates are those of the exact values, whatever forms these are computed in and however the work is cut.

use dashu_ratio::RBig;
use proptest::prelude::*;

use super::orders::{Row, data, table};
use super::support::*;
use crate::eval::*;
use crate::program::AggregateFunction::*;
use crate::program::*;
use crate::value::Value;

fn functions() -> impl Strategy<Value = AggregateFunction> {
    let quantile =
        prop_oneof![Just("0.3"), Just("0"), Just("1"), Just("2/3")].prop_map(|q| Quantile(number(q)));
    prop_oneof![
        2 => Just(Sum), 2 => Just(Mean), 1 => Just(Maximum), 1 => Just(Minimum), 2 => Just(Median),
        1 => Just(Count), 1 => quantile
    ]
}

fn values() -> impl Strategy<Value = Core> {
    prop_oneof![
        3 => Just(div(col(1), col(2))),
        1 => Just(col(1)),
        1 => Just(round(div(col(3), c("3")), "0.01")),
        1 => Just(sub(div(col(1), c("3")), div(col(2), c("3")))),
        1 => Just(c("0.1")),
    ]
}

#[derive(Clone, Debug)]
enum By {
    Nothing,
    Text,
    TextAndDay,
}

fn groups(by: &By) -> Vec<GroupKey> {
    let text = of(Node::Column(ColumnId(4)), Kind::Text);
    let day = of(Node::Column(ColumnId(6)), Kind::Date);
    let parts = match by {
        By::Nothing => Vec::new(),
        By::Text => vec![text],
        By::TextAndDay => vec![text, day],
    };
    parts.into_iter().map(|part| GroupKey { inner: part.clone(), outer: part }).collect()
}

fn alike(by: &By, a: &Row, b: &Row) -> bool {
    match by {
        By::Nothing => true,
        By::Text => a.text == b.text,
        By::TextAndDay => a.text == b.text && a.day == b.day,
    }
}

/// One value of many, as the handbooks say.
fn plainly(function: &AggregateFunction, mut values: Vec<RBig>) -> Option<RBig> {
    let count = RBig::from(values.len());
    let total = values.iter().fold(RBig::ZERO, |sum, x| sum + x);
    values.sort();
    let at = |position: RBig| {
        let floor = usize::try_from(position.floor()).unwrap();
        let low = values.get(floor)?.clone();
        let share = position - RBig::from(floor);
        let high = values.get(floor + 1).unwrap_or(&low).clone();
        Some((RBig::ONE - &share) * low + share * high)
    };
    let last = RBig::from(values.len().saturating_sub(1));
    match function {
        Sum => Some(total),
        Count => Some(count),
        Mean => (!values.is_empty()).then(|| total / count),
        Maximum => at(last),
        Minimum => at(RBig::ZERO),
        Median => at(last / RBig::from(2)),
        Quantile(q) => at(last * q),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn aggregates_are_those_of_exact_values(
        function in functions(), value in values(), by in prop_oneof![Just(By::Nothing), Just(By::Text), Just(By::TextAndDay)],
        filtered in any::<bool>(), table in table(), threads in 1_usize..8,
        batch in prop_oneof![Just(1_usize), Just(7), Just(4096)],
    ) {
        let data = data(&table);
        let mut a = aggregate(function.clone(), Some(value.clone()));
        a.group = groups(&by);
        a.filter = filtered.then(|| y(Node::Column(ColumnId(5))));
        let answer = n(Node::Aggregate(a));
        // Whether any row is above its answer or equals it decides what no float does.
        let equal = equal(value.clone(), answer.clone());
        let program = program(vec![rows(value), rows(answer), rows(equal)]);
        let outcome = evaluate_with(&program, &data, Options { threads, batch, ..Options::default() });
        let exact = |id: u32, row: usize| outcome.value(DefinitionId(id), u32::try_from(row).unwrap());
        let value_of: Vec<Value> = (0..table.len()).map(|row| exact(0, row)).collect();
        let equals = outcome.yes_no(DefinitionId(2));
        for (row, asks) in table.iter().enumerate() {
            let among = table.iter().zip(&value_of).filter(|(other, _)| alike(&by, asks, other) && (!filtered || other.flag));
            let values = among.filter_map(|(_, value)| value.as_number().cloned()).collect();
            let expected = plainly(&function, values);
            prop_assert_eq!(exact(1, row).as_number().cloned(), expected.clone());
            let same = value_of[row].as_number().zip(expected.as_ref()).map(|(a, b)| a == b);
            prop_assert_eq!(equals[row].ok(), same);
        }
    }
}
