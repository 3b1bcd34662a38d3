//! Rows stand in the order of the exact values of their keys, whatever forms these are computed in and however the work is cut.

use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::support::*;
use crate::eval::*;
use crate::program::*;
use crate::value::Value;

/// Numbers that nearly meet: few small ones, the same quotient from many pairs, the fortieth digit, huge, tiny, none.
pub fn cells() -> impl Strategy<Value = Option<RBig>> {
    let small = (-2_i64..4).prop_map(|n| Some(RBig::from(n)));
    let decimal = (-30_i64..30, 0_u32..3)
        .prop_map(|(m, s)| Some(RBig::from_parts(m.into(), crate::number::power_of_ten(s))));
    let near = (1_i64..3, -2_i64..3, 15_u32..80).prop_map(|(n, e, digits)| {
        Some(
            RBig::from_parts(n.into(), 3_u8.into())
                + RBig::from_parts(e.into(), crate::number::power_of_ten(digits)),
        )
    });
    let extreme = (-2_i64..3, -300_i32..300).prop_map(|(m, e)| {
        let power = RBig::from(IBig::from(10).pow(e.unsigned_abs() as usize));
        Some(if e < 0 { RBig::from(m) / power } else { RBig::from(m) * power })
    });
    prop_oneof![5 => small, 3 => decimal, 2 => near, 1 => extreme, 1 => Just(None)]
}

/// Texts that begin alike, and end early.
fn texts() -> impl Strategy<Value = String> {
    "(企业|企业一二三四|e0000000)[ab一]{0,3}"
}

#[derive(Clone, Debug)]
pub struct Row {
    pub numbers: [Option<RBig>; 3],
    pub text: String,
    pub flag: bool,
    pub day: i32,
}

pub fn table() -> impl Strategy<Value = Vec<Row>> {
    let row = ([cells(), cells(), cells()], texts(), any::<bool>(), -2_i32..3)
        .prop_map(|(numbers, text, flag, day)| Row { numbers, text, flag, day });
    proptest::collection::vec(row, 1..40)
}

pub fn data(table: &[Row]) -> Inputs {
    let numbers = |i: usize| table.iter().map(|row| row.numbers[i].clone()).collect::<Vec<_>>();
    let names: Vec<String> = (0..table.len()).map(|i| format!("n{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let texts: Vec<&str> = table.iter().map(|row| row.text.as_str()).collect();
    let flags: Vec<bool> = table.iter().map(|row| row.flag).collect();
    let days: Vec<i32> = table.iter().map(|row| row.day).collect();
    let columns = [
        Data::Texts(&names),
        Data::Numbers(&numbers(0)),
        Data::Numbers(&numbers(1)),
        Data::Numbers(&numbers(2)),
        Data::Texts(&texts),
        Data::YesNo(&flags),
        Data::Dates(&days),
    ];
    inputs(&[&columns])
}

fn values() -> impl Strategy<Value = Core> {
    prop_oneof![
        3 => Just(div(col(1), col(2))),
        2 => Just(mul(div(col(1), c("3")), c("3"))),
        2 => Just(col(3)),
        2 => Just(round(div(col(3), c("3")), "0.01")),
        1 => Just(n(Node::IfMissing(div(col(1), col(3)), c("0")))),
        1 => Just(sub(div(col(1), col(2)), over(AggregateFunction::Mean, div(col(1), col(2))))),
        1 => Just(c("1")),
        2 => Just(of(Node::Column(ColumnId(4)), Kind::Text)),
        1 => Just(y(Node::Column(ColumnId(5)))),
        1 => Just(of(Node::Column(ColumnId(6)), Kind::Date)),
    ]
}

fn keys() -> impl Strategy<Value = Vec<OrderKey>> {
    let key = (values(), any::<bool>(), any::<bool>())
        .prop_map(|(value, descending, missing_first)| OrderKey { value, descending, missing_first });
    proptest::collection::vec(key, 1..5)
}

fn compare(keys: &[OrderKey], a: &[Value], b: &[Value]) -> Ordering {
    let one = |((key, a), b): ((&OrderKey, &Value), &Value)| {
        let turned = |order: Ordering| if key.descending { order.reverse() } else { order };
        let absent_last = |order: Ordering| if key.missing_first { order.reverse() } else { order };
        match (a, b) {
            (Value::Absent(_), Value::Absent(_)) => Ordering::Equal,
            (Value::Absent(_), _) => absent_last(Ordering::Greater),
            (_, Value::Absent(_)) => absent_last(Ordering::Less),
            (Value::Number(a), Value::Number(b)) => turned(a.cmp(b)),
            (Value::Text(a), Value::Text(b)) => turned(a.cmp(b)),
            (Value::YesNo(a), Value::YesNo(b)) => turned(a.cmp(b)),
            (Value::Date(a), Value::Date(b)) => turned(a.cmp(b)),
            _ => Ordering::Equal,
        }
    };
    keys.iter().zip(a).zip(b).map(one).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// The rows in order, and the best place of each, from exact values one by one.
fn expected(keys: &[OrderKey], data: &Inputs) -> (Vec<u32>, Vec<usize>) {
    let program = program(keys.iter().map(|key| rows(key.value.clone())).collect());
    let outcome = evaluate(&program, data);
    let ids = (0..keys.len()).map(|i| DefinitionId(u32::try_from(i).unwrap()));
    let of_row = |row: u32| ids.clone().map(|id| outcome.value(id, row)).collect::<Vec<_>>();
    let values: Vec<Vec<Value>> = (0..data.tables[0].rows()).map(of_row).collect();
    let mut order: Vec<u32> = (0..data.tables[0].rows()).collect();
    order.sort_by(|i, j| compare(keys, &values[*i as usize], &values[*j as usize]));
    let ahead = |a: &Vec<Value>| values.iter().filter(|b| compare(keys, b, a).is_lt()).count() + 1;
    let places = values.iter().map(ahead).collect();
    (order, places)
}

fn found(keys: &[OrderKey], data: &Inputs, options: Options) -> (Vec<u32>, Vec<usize>) {
    let rank = Ranking { filter: None, group: Vec::new(), order: keys.to_vec(), ties: TieMethod::Best };
    let program = program(vec![rows(n(Node::Rank(rank)))]);
    let outcome = evaluate_with(&program, data, options);
    let all: Vec<u32> = (0..data.tables[0].rows()).collect();
    let order = outcome.order(Frame::Rows(TableId(0)), &all, keys);
    let places = outcome.whole_numbers(DefinitionId(0));
    (order, places.into_iter().map(|place| usize::try_from(place.unwrap()).unwrap()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rows_stand_in_the_order_of_exact_values(
        keys in keys(), table in table(), threads in 1_usize..8, batch in prop_oneof![Just(1_usize), Just(7), Just(4096)],
    ) {
        let data = data(&table);
        let options = Options { threads, batch, ..Options::default() };
        prop_assert_eq!(found(&keys, &data, options), expected(&keys, &data));
    }
}

#[test]
fn many_rows_with_few_values_and_equal_quotients() {
    let count = 4000_i64;
    let times = |n: i64, k: i64| Some(RBig::from(n * (1 + k % 91)));
    let above: Vec<_> = (0..count).map(|k| times(1 + k * 7919 % 3, k)).collect();
    let below: Vec<_> = (0..count).map(|k| times(3, k)).collect();
    let score: Vec<_> =
        (0..count).map(|k| Some(RBig::from_parts((k * 31 % 97).into(), 100_u8.into()))).collect();
    let names: Vec<String> = (0..count).map(|k| format!("E{:08}", k * 7919 % count)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let columns = [Data::Texts(&names), Data::Numbers(&above), Data::Numbers(&below), Data::Numbers(&score)];
    let data = inputs(&[&columns]);
    let name = || of(Node::Column(ColumnId(0)), Kind::Text);
    let quotient = || div(col(1), col(2));
    let orders = [
        vec![key(col(3), true), key(quotient(), true), key(name(), false)],
        vec![key(quotient(), false), key(col(3), false), key(name(), true)],
        vec![key(name(), false)],
        vec![key(quotient(), true)],
    ];
    for keys in orders {
        let once = found(&keys, &data, Options::default());
        let values: Vec<(RBig, RBig, &str)> = (0..names.len())
            .map(|i| {
                (above[i].clone().unwrap() / below[i].clone().unwrap(), score[i].clone().unwrap(), names[i])
            })
            .collect();
        let one = |key: &OrderKey, i: u32, j: u32| {
            let (a, b) = (&values[i as usize], &values[j as usize]);
            let order = match &*key.value.node {
                Node::Arithmetic(..) => a.0.cmp(&b.0),
                Node::Column(ColumnId(0)) => a.2.cmp(b.2),
                _ => a.1.cmp(&b.1),
            };
            if key.descending { order.reverse() } else { order }
        };
        for pair in once.0.windows(2) {
            let order = keys.iter().map(|key| one(key, pair[0], pair[1])).find(|o| o.is_ne());
            assert!(order.map_or(pair[0] < pair[1], Ordering::is_lt), "{pair:?}");
        }
        for (threads, batch) in [(2, 4096), (3, 7), (7, 1000)] {
            assert_eq!(found(&keys, &data, Options { threads, batch, ..Options::default() }), once);
        }
    }
}
