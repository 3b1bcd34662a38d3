//! The engine against the evaluator: random conditions on all rows of a grid.

use std::sync::Arc;

use dashu_ratio::RBig;
use heng_grammar::parse;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::*;
use crate::compile::compile;
use crate::eval::{Inputs, evaluate};
use crate::program::{ColumnId, Program};
use crate::resolve::{NoLibrary, Options};
use crate::table::{Cell, Origin, TableBuilder, link};

const HEAD: &str = "选项 等级 { A > B > C；不参评 }
表 企业 {
  编号: 文本 主键
  起数: 起
  税: 万元 ≥ 0
  支: 万元 ≥ 0
  甲: 是否
  初评: 等级
  行业: 文本
  补: 万元 可缺
}
";

const DEFINED: &str = "  规上 = 税 ≥ 2 万元 且 甲
  额 = 若 甲 则 税 否则 支
  大 = 取大(税, 支)
  差 = 税 - 支
  补后 = 补 缺失时 1 万元
  类 = 若 税 ≥ 3 万元 则 A 否则 若 起数 = 0 起 则 B 否则 C
";

fn program(conditions: &[String]) -> Program {
    let lines: Vec<String> =
        conditions.iter().enumerate().map(|(at, text)| format!("  条件{at} = {text}")).collect();
    let text = format!("{HEAD}对 企业 {{\n{DEFINED}{}\n}}\n", lines.join("\n"));
    let parsed = parse(&Source::new(SourceId(0), "试.heng", text.clone()));
    let compiled = compile(&parsed.script, &NoLibrary, &Options::default());
    compiled.program.unwrap_or_else(|| panic!("{text}\n{:#?}", compiled.diagnostics))
}

fn of_program(program: &Program, at: usize) -> &Core {
    let name = format!("条件{at}");
    &program.definition(program.find(&[name.as_str()]).unwrap()).unwrap().body
}

/// One row: what each column of the table says after its key.
type Row = Vec<Value>;

fn half(halves: i32) -> Value {
    Value::Number(RBig::from(halves) / RBig::from(2))
}

/// All combinations of a few values of each column.
fn grid() -> Vec<Row> {
    let missing = Value::Absent(crate::value::Absence::Missing);
    let columns: Vec<Vec<Value>> = vec![
        (0..3).map(|n| half(2 * n)).collect(),
        (1..7).map(half).collect(),
        [2, 3, 5].map(half).into(),
        [true, false].map(Value::YesNo).into(),
        [0, 1, 3].map(Value::Choice).into(),
        ["纺织", "其他"].map(|t| Value::Text(t.to_owned())).into(),
        vec![missing, half(3)],
    ];
    columns.iter().fold(vec![Vec::new()], |rows, values| {
        let with = |row: Row| values.iter().map(move |v| row.iter().cloned().chain([v.clone()]).collect());
        rows.into_iter().flat_map(with).collect()
    })
}

fn cell(value: &Value) -> Cell<'static> {
    match value {
        Value::Number(number) => Cell::Exact(number.clone()),
        Value::Text(text) => Cell::Text(text.clone().into()),
        Value::YesNo(value) => Cell::YesNo(*value),
        Value::Choice(at) => Cell::Choice(u16::try_from(*at).unwrap()),
        _ => Cell::Blank,
    }
}

fn table(program: &Program, rows: &[Row]) -> Inputs {
    let mut schema = program.tables[0].clone();
    schema.columns.iter_mut().for_each(|column| column.used = true);
    let mut builder = TableBuilder::new(Arc::new(schema), Origin::default());
    for (at, row) in rows.iter().enumerate() {
        let key = format!("E{at}");
        builder.push_row(u32::try_from(at).unwrap() + 2, |column| {
            Ok(if column == 0 { Cell::Text(key.clone().into()) } else { cell(&row[column - 1]) })
        });
    }
    let (tables, faults) = link(vec![builder.finish()]);
    assert!(faults.is_empty(), "{faults:?}");
    Inputs { tables, parameters: Vec::new() }
}

/// How each condition comes out on each row.
fn outcomes(program: &Program, count: usize, rows: &[Row]) -> Vec<Vec<Value>> {
    let inputs = table(program, rows);
    let mut program = program.clone();
    program.order =
        (0..program.definitions.len()).map(|at| DefinitionId(u32::try_from(at).unwrap())).collect();
    let outcome = evaluate(&program, &inputs);
    (0..count)
        .map(|at| {
            let id = program.find(&[format!("条件{at}").as_str()]).unwrap();
            (0..rows.len()).map(|row| outcome.value(id, u32::try_from(row).unwrap())).collect()
        })
        .collect()
}

fn atoms() -> impl Strategy<Value = String> {
    let one = |texts: &'static [&'static str]| prop::sample::select(texts);
    let sign = || one(&["<", "≤", ">", "≥", "=", "≠"]);
    let amount = || one(&["税", "支", "额", "大", "差", "补后", "税 + 支", "2 × 税 - 支"]);
    prop_oneof![
        3 => (sign(), 0..4).prop_map(|(s, n)| format!("起数 {s} {n} 起")),
        6 => (amount(), sign(), 0..4).prop_map(|(a, s, n)| format!("{a} {s} {n} 万元")),
        2 => (amount(), sign(), amount()).prop_map(|(a, s, b)| format!("{a} {s} {b}")),
        2 => Just("甲".to_owned()),
        2 => Just("规上".to_owned()),
        1 => Just("有值(补)".to_owned()),
        1 => (sign(), 0..3).prop_map(|(s, n)| format!("((补 {s} {n} 万元) 缺失时 否)")),
        2 => (sign(), one(&["A", "B", "C"])).prop_map(|(s, m)| format!("类 {s} {m}")),
        2 => one(&["A", "B", "C", "不参评"]).prop_map(|m| format!("初评 = {m}")),
        1 => Just("初评 属于 [A, B]".to_owned()),
        2 => one(&["行业 = \"纺织\"", "行业 ≠ \"化工\"", "行业 属于 [\"纺织\", \"化工\"]"]).prop_map(str::to_owned),
    ]
}

fn conditions() -> impl Strategy<Value = String> {
    atoms().prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" 且 "))),
            2 => prop::collection::vec(inner.clone(), 2..3).prop_map(|all| format!("({})", all.join(" 或 "))),
            1 => inner.prop_map(|one| format!("非 ({one})")),
        ]
    })
}

/// A row of the grid's kind that says what the witness says.
fn row_of(witness: &Witness) -> Row {
    let mut row: Row = grid().into_iter().next().unwrap();
    for (subject, (value, _)) in &witness.values {
        let Subject::Column(ColumnId(column)) = subject else { panic!("{subject:?} is no column") };
        row[*column as usize - 1] = value.clone();
    }
    row
}

proptest! {
    #![proptest_config(Config { cases: 3, rng_seed: RngSeed::Fixed(20220701), failure_persistence: None, ..Config::default() })]

    /// What is impossible comes out so on no row of the grid; and a row that is made up does what was asked.
    #[test]
    fn verdicts_are_those_of_the_evaluator(texts in prop::collection::vec(conditions(), 24)) {
        let program = program(&texts);
        let rows = grid();
        let seen = outcomes(&program, texts.len(), &rows);
        let mut made = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            for wanted in [true, false] {
                let held = seen[at].contains(&Value::YesNo(wanted));
                match Question::new(&program).wanting(of_program(&program, at), wanted).answer() {
                    Answer::Impossible => prop_assert!(!held, "{text} can be {wanted}"),
                    Answer::Unknown => prop_assert!(false, "{text}: too long"),
                    Answer::Possible(witness) => {
                        if witness.complete { made.push((at, wanted, row_of(&witness))); }
                    }
                }
            }
        }
        let made_rows: Vec<Row> = made.iter().map(|(_, _, row)| row.clone()).collect();
        let on_made = outcomes(&program, texts.len(), &made_rows);
        for (position, (at, wanted, row)) in made.iter().enumerate() {
            prop_assert_eq!(&on_made[*at][position], &Value::YesNo(*wanted), "{} on {:?}", texts[*at], row);
        }
    }
}

/// Whether two conditions exclude each other.
fn exclude(a: &str, b: &str) -> bool {
    let program = program(&[a.to_owned(), b.to_owned()]);
    let both = Question::new(&program).wanting(of_program(&program, 0), true);
    both.wanting(of_program(&program, 1), true).is_impossible()
}

#[test]
fn conditions_exclude_each_other_by_their_meaning() {
    for (a, b) in [
        ("起数 = 2 起", "起数 ≥ 3 起"),
        ("起数 > 2 起", "起数 < 3 起"),
        ("规上", "税 < 2 万元"),
        ("税 > 支", "支 > 税"),
        ("差 > 0 万元", "税 < 支"),
        ("税 + 支 < 3 万元", "税 ≥ 2 万元 且 支 > 1 万元"),
        ("税 / (支 + 1 万元) < 1", "税 / (支 + 1 万元) ≥ 2"),
        ("税 < 0 万元", "甲"),
        ("类 = A", "税 < 3 万元"),
        ("初评 > B", "初评 ≤ C"),
        ("行业 = \"化工\"", "行业 属于 [\"纺织\", \"轻工\"]"),
        ("计数(企业 当 甲) > 3 家", "计数(企业 当 甲) < 4 家"),
        ("(补 > 0 万元) 缺失时 否", "非 有值(补)"),
    ] {
        assert!(exclude(a, b), "{a} / {b}");
    }
}

#[test]
fn conditions_that_can_meet_are_not_said_to_exclude_each_other() {
    for (a, b) in [
        ("起数 = 2 起 或 甲", "起数 ≥ 3 起"),
        ("税 > 2 万元", "税 < 3 万元"),
        ("税 > 支", "支 ≥ 0 万元"),
        ("税 / (支 + 1 万元) < 1", "支 / (税 + 1 万元) < 1"),
        ("类 = A", "初评 = A"),
        ("计数(企业 当 甲) > 3 家", "计数(企业) < 4 家"),
        ("(补 > 0 万元) 缺失时 是", "非 有值(补)"),
    ] {
        assert!(!exclude(a, b), "{a} / {b}");
    }
}
