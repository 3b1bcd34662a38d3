//! Each node by itself.

use super::support::*;
use crate::eval::*;
use crate::program::*;
use crate::value::{Absence, Value};

fn table() -> Inputs {
    inputs(&[&[
        Data::Numbers(&numbers(&["1", "2.5", "-3", "0", "_"])),
        Data::Numbers(&numbers(&["3", "0", "_", "7", "2"])),
        Data::Texts(&["a", "b", "c", "电力", "热力"]),
        Data::YesNo(&[true, false, true, false, true]),
        Data::Dates(&[0, 31, 59, 18_321, 18_322]),
    ]])
}

#[test]
fn arithmetic_is_exact_and_missing_flows() {
    let data = table();
    assert_eq!(each(add(col(0), col(1)), &data), ["4", "5/2", "_", "7", "_"]);
    assert_eq!(each(sub(col(0), col(1)), &data), ["-2", "5/2", "_", "-7", "_"]);
    assert_eq!(each(mul(col(0), c("0.1")), &data), ["1/10", "1/4", "-3/10", "0", "_"]);
    assert_eq!(each(div(col(0), col(1)), &data), ["1/3", "_", "_", "0", "_"]);
    assert_eq!(each(n(Node::Negate(col(0))), &data), ["-1", "-5/2", "3", "0", "_"]);
    assert_eq!(each(n(Node::Scale(col(0), number("1/3"))), &data), ["1/3", "5/6", "-1", "0", "_"]);
}

#[test]
fn the_greater_absence_wins() {
    let data = table();
    let undecided = absent(Absence::Undecided);
    let not_applicable = absent(Absence::NotApplicable);
    assert_eq!(each(add(col(0), undecided.clone()), &data), ["?"; 5]);
    assert_eq!(each(add(col(1), not_applicable.clone()), &data), ["/"; 5]);
    assert_eq!(each(less(not_applicable, undecided), &data), ["?"; 5]);
}

#[test]
fn comparisons_and_three_valued_logic() {
    let data = table();
    let low = || less(col(0), c("1"));
    assert_eq!(each(low(), &data), ["否", "否", "是", "是", "_"]);
    let flag = || y(Node::Column(ColumnId(3)));
    assert_eq!(each(y(Node::And(vec![flag(), low()])), &data), ["否", "否", "是", "否", "_"]);
    assert_eq!(each(y(Node::Or(vec![low(), flag()])), &data), ["是", "否", "是", "是", "是"]);
    assert_eq!(each(y(Node::Not(low())), &data), ["是", "是", "否", "否", "_"]);
    let no = y(Node::Constant(Value::YesNo(false)));
    assert_eq!(each(y(Node::And(vec![low(), no])), &data), ["否"; 5]);
}

#[test]
fn choosing_by_conditions_and_by_what_is_there() {
    let data = table();
    let low = less(col(0), c("1"));
    assert_eq!(each(n(Node::If(low, c("10"), div(col(0), c("3")))), &data), ["1/3", "5/6", "10", "10", "_"]);
    assert_eq!(each(y(Node::Present(col(1))), &data), ["是", "是", "否", "是", "是"]);
    assert_eq!(each(n(Node::IfMissing(col(0), c("9"))), &data), ["1", "5/2", "-3", "0", "9"]);
    assert_eq!(each(n(Node::IfMissing(absent(Absence::NotApplicable), c("9"))), &data), ["/"; 5]);
    assert_eq!(each(n(Node::IfNotApplicable(absent(Absence::NotApplicable), c("9"))), &data), ["9"; 5]);
    assert_eq!(each(n(Node::IfAbsent(absent(Absence::Undecided), col(1))), &data), ["3", "0", "_", "7", "2"]);
    assert_eq!(each(n(Node::ZeroIsMissing(col(0))), &data), ["1", "5/2", "-3", "_", "_"]);
}

#[test]
fn membership_of_texts_and_numbers() {
    let data = table();
    let texts = ["电力", "热力"].map(|t| Value::Text(t.into())).to_vec();
    let of_text = y(Node::OneOf(of(Node::Column(ColumnId(2)), Kind::Text), texts));
    assert_eq!(each(of_text, &data), ["否", "否", "否", "是", "是"]);
    let thirds = vec![Value::Number(number("1/3")), Value::Number(number("0"))];
    assert_eq!(each(y(Node::OneOf(div(col(0), c("3")), thirds)), &data), ["是", "否", "否", "是", "_"]);
}

#[test]
fn rounding_of_quotients_and_decimals() {
    let data = inputs(&[&[Data::Numbers(&numbers(&[
        "1",
        "2.005",
        "-2.005",
        "0.015",
        "1000000000000000000000.125",
    ]))]]);
    assert_eq!(
        each(round(col(0), "0.01"), &data),
        ["1", "201/100", "-201/100", "1/50", "100000000000000000000013/100"]
    );
    assert_eq!(
        each(round(div(col(0), c("3")), "0.01"), &data)[..4],
        ["33/100", "67/100", "-67/100", "1/100"]
    );
    let half = |mode| n(Node::Round(div(col(0), c("2")), number("1"), mode));
    assert_eq!(each(half(RoundingMode::HalfToEven), &data)[..2], ["0", "1"]);
    assert_eq!(each(half(RoundingMode::HalfAwayFromZero), &data)[..2], ["1", "1"]);
    assert_eq!(each(half(RoundingMode::AwayFromZero), &data)[..3], ["1", "2", "-2"]);
    assert_eq!(each(half(RoundingMode::TowardZero), &data)[..3], ["0", "1", "-1"]);
}

#[test]
fn functions_of_numbers() {
    let data = table();
    let call = |builtin, arguments: Vec<Core>| n(Node::Call(builtin, arguments));
    assert_eq!(
        each(call(Builtin::Larger, vec![col(0), col(1), c("1/3")]), &data),
        ["3", "5/2", "_", "7", "_"]
    );
    assert_eq!(each(call(Builtin::Smaller, vec![col(0), col(1)]), &data), ["1", "0", "_", "0", "_"]);
    assert_eq!(each(call(Builtin::Absolute, vec![col(0)]), &data), ["1", "5/2", "3", "0", "_"]);
    assert_eq!(each(call(Builtin::Power, vec![col(0), col(1)]), &data), ["1", "1", "_", "0", "_"]);
    assert_eq!(each(call(Builtin::Power, vec![div(c("1"), c("3")), c("5")]), &data), ["1/243"; 5]);
    let long = inputs(&[&[Data::Numbers(&numbers(&[
        "2",
        "100000000000000000000",
        "-1000000000000000000000000000000",
        "3",
    ]))]]);
    assert_eq!(each(call(Builtin::Power, vec![c("2"), col(0)]), &long), ["4", "_", "_", "8"]);
}

#[test]
fn functions_of_days_and_texts() {
    let data = table();
    let date = || of(Node::Column(ColumnId(4)), Kind::Date);
    let start = || of(Node::Constant(Value::Date(0)), Kind::Date);
    let call = |builtin, arguments, kind| of(Node::Call(builtin, arguments), kind);
    assert_eq!(
        each(call(Builtin::YearOf, vec![date()], Kind::Year), &data),
        ["1970", "1970", "1970", "2020", "2020"]
    );
    assert_eq!(
        each(call(Builtin::MonthEnd, vec![date()], Kind::Date), &data),
        ["30", "58", "89", "18321", "18352"]
    );
    assert_eq!(
        each(call(Builtin::MonthsBetween, vec![start(), date()], numeric()), &data),
        ["0", "1", "2", "601", "602"]
    );
    assert_eq!(
        each(call(Builtin::YearsBetween, vec![start(), date()], numeric()), &data),
        ["0", "0", "0", "50", "50"]
    );
    assert_eq!(each(call(Builtin::DaysBetween, vec![date(), start()], numeric()), &data)[1], "-31");
    assert_eq!(each(call(Builtin::AddDays, vec![date(), c("3")], Kind::Date), &data)[0], "3");
    let name = || of(Node::Column(ColumnId(2)), Kind::Text);
    let start = of(Node::Constant(Value::Text("电".into())), Kind::Text);
    assert_eq!(
        each(call(Builtin::StartsWith, vec![name(), start], Kind::YesNo), &data)[2..],
        ["否", "是", "否"]
    );
    let nothing = of(Node::Constant(Value::Absent(Absence::NotApplicable)), Kind::Text);
    assert_eq!(each(call(Builtin::JoinPresent, vec![name(), nothing, name()], Kind::Text), &data)[0], "a、a");
}

#[test]
fn other_rows_and_rows_that_are_not_there() {
    let data = table();
    let text = |t: &str| of(Node::Constant(Value::Text(t.into())), Kind::Text);
    let at = |key: Core| Node::Follow {
        table: TableId(0),
        reference: of(Node::Find(TableId(0), key), Kind::Reference(TableId(0))),
        value: div(col(0), c("3")),
    };
    assert_eq!(each(n(at(text("b"))), &data), ["5/6"; 5]);
    assert_eq!(each(n(at(text("zz"))), &data), ["_"; 5]);
    assert_eq!(each(n(at(of(Node::Column(ColumnId(2)), Kind::Text))), &data), ["1/3", "5/6", "-1", "0", "_"]);
}

#[test]
fn a_broken_requirement_is_a_fault_and_leaves_the_value_undecided() {
    let data = table();
    let program = program(vec![rows(n(Node::Require(div(col(0), c("3")), RequirementId(0))))]);
    let outcome = evaluate(&program, &data);
    assert_eq!(last(&outcome), ["1/3", "5/6", "?", "?", "?"]);
    let faults: Vec<(u32, String)> = outcome.faults().iter().map(|f| (f.row, text(&f.value))).collect();
    assert_eq!(faults, [(2, "-1".into()), (3, "0".into()), (4, "_".into())]);
}

#[test]
fn members_as_numbers_and_back() {
    let choice = || Kind::Choice(ChoiceId(0));
    let mut program = program(vec![
        rows(of(Node::ToChoice(col(0)), choice())),
        rows(n(Node::FromChoice(of(Node::Definition(DefinitionId(0)), choice())))),
        rows(y(Node::Compare(
            Comparison::GreaterOrEqual,
            of(Node::Definition(DefinitionId(0)), choice()),
            of(Node::Constant(Value::Choice(1)), choice()),
        ))),
    ]);
    let members = ["A", "B", "C"].map(String::from).to_vec();
    program.choices = vec![ChoiceType { name: "等级".into(), members, ordered: 3 }];
    let data = table();
    let outcome = evaluate(&program, &data);
    let values = |d: u32| (0..5).map(|r| text(&outcome.value(DefinitionId(d), r))).collect::<Vec<_>>();
    assert_eq!(values(0), ["#1", "#2", "#0", "#0", "_"]);
    assert_eq!(values(1), ["1", "2", "0", "0", "_"]);
    assert_eq!(values(2), ["是", "否", "是", "是", "_"]);
    let long =
        inputs(&[&[Data::Numbers(&numbers(&["1", "100000000000000000000", "-100000000000000000000"]))]]);
    let outcome = evaluate(&program, &long);
    let members = outcome.wholes(DefinitionId(0));
    assert_eq!(members, [Ok(1), Ok(2), Ok(0)]);
}

#[test]
fn parameters_are_set_by_default_or_undecided_and_needed_only_where_used() {
    let note = |default| ParameterNote {
        year: None,
        name: "p".into(),
        ty: Type::present(numeric()),
        default,
        source: ParameterSource::Open,
        span: None,
        citations: Vec::new(),
    };
    let parameter = |i| n(Node::Parameter(ParameterId(i)));
    let mut program = program(vec![whole(parameter(1)), whole(add(parameter(0), def(0)))]);
    program.parameters = vec![note(Some(Value::Number(number("5")))), note(None), note(None)];
    assert_eq!(required_parameters(&program), [ParameterId(0), ParameterId(1)]);
    let mut data = Inputs::default();
    assert_eq!(last(&evaluate(&program, &data)), ["?"]);
    data.parameters = vec![None, Some(Value::Number(number("0.5")))];
    assert_eq!(last(&evaluate(&program, &data)), ["11/2"]);
}

#[test]
fn deep_expressions_and_long_chains_of_definitions_do_not_overflow() {
    let data = inputs(&[&[Data::Numbers(&numbers(&["1", "2"]))]]);
    let nested = (0..300).fold(col(0), |x, _| add(c("1/3"), x));
    assert_eq!(each(nested, &data), ["101", "102"]);
    let mut bodies = vec![rows(div(col(0), c("3")))];
    bodies.extend((0..1000).map(|i| rows(add(def(i), c("1/3")))));
    assert_eq!(last(&evaluate(&program(bodies), &data)), ["1001/3", "334"]);
}
