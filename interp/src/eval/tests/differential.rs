//! Enclosures change nothing: random programs on random tables, once as usual and once with exact numbers only.

use dashu_int::IBig;
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::support::*;
use crate::eval::*;
use crate::program::AggregateFunction::*;
use crate::program::*;
use crate::value::Absence;

/// Numbers that meet: small ones, near ties, huge and tiny ones, none.
fn cells() -> impl Strategy<Value = Option<RBig>> {
    let small = (-6_i64..7).prop_map(|n| Some(RBig::from(n)));
    let decimal = (-500_i64..500, 0_u32..4)
        .prop_map(|(m, s)| Some(RBig::from_parts(m.into(), crate::number::power_of_ten(s))));
    let near = (1_i64..4, -2_i64..3).prop_map(|(n, e)| {
        let step = RBig::from_parts(e.into(), crate::number::power_of_ten(30));
        Some(RBig::from_parts(n.into(), 3_u8.into()) + step)
    });
    let extreme = (-9_i64..10, -300_i32..300).prop_map(|(m, e)| {
        let power = RBig::from(IBig::from(10).pow(e.unsigned_abs() as usize));
        Some(if e < 0 { RBig::from(m) / power } else { RBig::from(m) * power })
    });
    prop_oneof![5 => small, 3 => decimal, 2 => near, 1 => extreme, 1 => Just(None)]
}

fn aggregate_of(function: AggregateFunction, value: Core, filter: Option<Core>, group: Option<Core>) -> Core {
    let mut a = aggregate(function, Some(value));
    a.filter = filter;
    a.group = group.into_iter().map(|g| GroupKey { inner: g.clone(), outer: g }).collect();
    n(Node::Aggregate(a))
}

fn modes() -> impl Strategy<Value = RoundingMode> {
    prop_oneof![
        Just(RoundingMode::HalfAwayFromZero),
        Just(RoundingMode::TowardZero),
        Just(RoundingMode::AwayFromZero),
        Just(RoundingMode::HalfToEven)
    ]
}

fn functions() -> impl Strategy<Value = AggregateFunction> {
    prop_oneof![
        Just(Sum),
        Just(Mean),
        Just(Maximum),
        Just(Minimum),
        Just(Median),
        Just(Count),
        Just(Quantile(number("0.3")))
    ]
}

/// Numeric expressions over three columns.
fn expressions() -> impl Strategy<Value = Core> {
    expressions_over((0_u32..3).prop_map(col))
}

/// Numeric expressions over columns.
pub(crate) fn expressions_over(
    column: impl Strategy<Value = Core> + Clone + 'static,
) -> impl Strategy<Value = Core> {
    let leaf = prop_oneof![
        4 => column.clone(),
        2 => prop_oneof![Just("0"), Just("1"), Just("1/3"), Just("2/3"), Just("0.1"), Just("1000000007")].prop_map(c),
        1 => prop_oneof![Just(Absence::Missing), Just(Absence::NotApplicable)].prop_map(absent),
    ];
    leaf.prop_recursive(4, 24, 3, move |x| {
        let operator = prop_oneof![
            Just(Operator::Add),
            Just(Operator::Subtract),
            Just(Operator::Multiply),
            Just(Operator::Divide)
        ];
        let comparison = prop_oneof![Just(Comparison::Less), Just(Comparison::Equal), Just(Comparison::GreaterOrEqual)];
        let condition = (comparison, x.clone(), x.clone()).prop_map(|(o, a, b)| y(Node::Compare(o, a, b)));
        let conditions = prop_oneof![
            3 => condition.clone(),
            1 => (condition.clone(), condition.clone()).prop_map(|(a, b)| y(Node::And(vec![a, b]))),
            1 => (condition.clone(), condition.clone()).prop_map(|(a, b)| y(Node::Or(vec![y(Node::Not(a)), b]))),
        ];
        let quantum = prop_oneof![Just("0.01"), Just("1"), Just("1/3"), Just("0.25")];
        let aggregated = (functions(), x.clone(), proptest::option::of(conditions.clone()), proptest::option::of(column.clone()));
        let rank = (x.clone(), any::<bool>()).prop_map(|(x, descending)| {
            let order = vec![key(x, descending)];
            n(Node::Rank(Ranking { filter: None, group: Vec::new(), order, ties: TieMethod::Best }))
        });
        let folded = prop_oneof![Just(Builtin::Larger), Just(Builtin::Smaller)];
        prop_oneof![
            6 => (operator, x.clone(), x.clone()).prop_map(|(o, a, b)| n(Node::Arithmetic(o, a, b))),
            2 => (conditions, x.clone(), x.clone()).prop_map(|(k, a, b)| n(Node::If(k, a, b))),
            2 => (x.clone(), quantum, modes()).prop_map(|(x, q, m)| n(Node::Round(x, number(q), m))),
            2 => (folded, x.clone(), x.clone()).prop_map(|(f, a, b)| n(Node::Call(f, vec![a, b]))),
            1 => (x.clone(), 0_u32..4).prop_map(|(x, e)| n(Node::Call(Builtin::Power, vec![x, c(&e.to_string())]))),
            1 => x.clone().prop_map(|x| n(Node::Call(Builtin::Absolute, vec![x]))),
            1 => x.clone().prop_map(|x| n(Node::Negate(x))),
            1 => x.clone().prop_map(|x| n(Node::ZeroIsMissing(x))),
            1 => (x.clone(), x.clone()).prop_map(|(a, b)| n(Node::IfMissing(a, b))),
            1 => (x.clone(), x.clone()).prop_map(|(a, b)| n(Node::IfAbsent(a, b))),
            2 => aggregated.prop_map(|(f, v, k, g)| aggregate_of(f, v, k, g)),
            1 => rank,
        ]
    })
}

fn tables() -> impl Strategy<Value = Vec<[Option<RBig>; 3]>> {
    proptest::collection::vec([cells(), cells(), cells()], 1..12)
}

fn data(table: &[[Option<RBig>; 3]]) -> Inputs {
    let column = |i: usize| table.iter().map(|row| row[i].clone()).collect::<Vec<_>>();
    inputs(&[&[Data::Numbers(&column(0)), Data::Numbers(&column(1)), Data::Numbers(&column(2))]])
}

/// Three definitions, the later ones on the earlier: the values of all.
fn results(program: &Program, data: &Inputs, options: Options) -> Vec<Vec<String>> {
    let outcome = evaluate_with(program, data, options);
    let ids = (0..program.definitions.len()).map(|i| DefinitionId(u32::try_from(i).unwrap()));
    let values = |id| (0..data.tables[0].rows()).map(|row| text(&outcome.value(id, row))).collect();
    ids.map(values).collect()
}

fn three(a: Core, b: Core, t: Core) -> Program {
    let second = add(b, n(Node::IfAbsent(def(0), c("0"))));
    program(vec![rows(a), rows(second), rows(n(Node::If(less(def(0), def(1)), t, def(1))))])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn enclosures_change_nothing(a in expressions(), b in expressions(), t in expressions(), table in tables(), batch in 1_usize..6) {
        let (program, data) = (three(a, b, t), data(&table));
        let exact = results(&program, &data, Options { precision: Precision::Exact, ..Options::default() });
        let usual = results(&program, &data, Options { batch, ..Options::default() });
        prop_assert_eq!(&usual, &exact);
        let few = results(&program, &data, Options { keep: Keep::Written, ..Options::default() });
        prop_assert_eq!(few, exact);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(a in expressions(), b in expressions(), table in tables(), turn in 0_usize..12) {
        let program = three(a, b, def(0));
        let mut turned = table.clone();
        turned.rotate_left(turn % table.len());
        turned.reverse();
        let before = results(&program, &data(&table), Options::default());
        let after = results(&program, &data(&turned), Options { batch: 3, ..Options::default() });
        for (before, mut after) in before.into_iter().zip(after) {
            after.reverse();
            after.rotate_right(turn % table.len());
            prop_assert_eq!(before, after);
        }
    }
}
