//! Laws of allocations on random data: the sum is the total, each part is within a quantum of its exact value, the order of
//! rows changes nothing, and a refund is the mirror of the payment.

use std::cell::Cell;
use std::sync::Arc;

use dashu_ratio::RBig;
use heng_grammar::parse;
use heng_grammar::source::Source;
use heng_grammar::span::{SourceId, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::compile::compile;
use crate::eval::{Inputs, evaluate};
use crate::program::{DefinitionId, Program};
use crate::resolve::{NoLibrary, Options};
use crate::table::{Origin, TableBuilder, link};
use crate::value::Value;

/// Growth that may be negative, heads that are often equal or none, means that have a reciprocal.
type Row = (i64, i64, i64);

fn program(negative: &str) -> Program {
    let text = format!(
        "表 户 {{ 编号: 文本 主键；增幅: %；人数: 人；均值: 元 }}
         参数 总额: 元
         分配 补 总额 总额 给 户 {{
           增幅 20% 负值 {negative}
           人数 50%
           均值 30% 归一 倒数占比
           精确到 0.01 元 余数 最大余数 同余 依 编号
         }}"
    );
    let parsed = parse(&Source::new(SourceId(0), "试.heng", text));
    let compiled = compile(&parsed.script, &NoLibrary, &Options::default());
    compiled.program.unwrap_or_else(|| panic!("{:#?} {:#?}", parsed.diagnostics, compiled.diagnostics))
}

fn fen(value: i64) -> RBig {
    RBig::from_parts(value.into(), 100_u8.into())
}

fn inputs(program: &Program, rows: &[(usize, Row)], total: i64) -> Inputs {
    let mut table = TableBuilder::new(Arc::new(program.tables[0].clone()), Origin::default());
    for (key, (growth, heads, mean)) in rows {
        let numbers = [growth, heads, mean].map(|n| Some(Value::Number(RBig::from(*n))));
        let cells: Vec<Option<Value>> =
            std::iter::once(Some(Value::Text(format!("{key:03}")))).chain(numbers).collect();
        table.push_values(Span::default(), &cells);
    }
    let (tables, faults) = link(vec![table.finish()]);
    assert!(faults.is_empty(), "{faults:?}");
    Inputs { tables, parameters: vec![Some(Value::Number(fen(total)))] }
}

/// The numbers of a definition, by the key of the row; none where the data have a fault.
fn parts(program: &Program, id: DefinitionId, rows: &[(usize, Row)], total: i64) -> Option<Vec<RBig>> {
    let inputs = inputs(program, rows, total);
    let outcome = evaluate(program, &inputs);
    if !outcome.faults().is_empty() {
        return None;
    }
    let mut found: Vec<(usize, RBig)> = Vec::new();
    for (at, (key, _)) in (0_u32..).zip(rows) {
        let Value::Number(number) = outcome.value(id, at) else { panic!("row {key} has no amount") };
        found.push((*key, number));
    }
    found.sort_by_key(|(key, _)| *key);
    Some(found.into_iter().map(|(_, number)| number).collect())
}

fn laws(negative: &str, cases: u32) {
    let program = program(negative);
    let (amount, exact) = (program.find(&["补"]).unwrap(), program.find(&["补", "精确"]).unwrap());
    let row = (
        prop_oneof![Just(0_i64), -50_i64..200],
        prop_oneof![Just(0_i64), 1_i64..4, 1_i64..100_000],
        prop_oneof![Just(7_i64), 1_i64..50_000],
    );
    let total = prop_oneof![Just(1_i64), Just(0), -500_i64..500, -1_000_000_000_i64..1_000_000_000];
    let kept = Cell::new(0_u32);
    // The same cases in every run: what is said of how many were kept holds of all runs or of none.
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let tried = runner.run(&(vec(row, 1..8), total, any::<bool>()), |(rows, total, shuffled)| {
        let rows: Vec<(usize, Row)> = rows.into_iter().enumerate().collect();
        let Some(amounts) = parts(&program, amount, &rows, total) else { return Ok(()) };
        kept.set(kept.get() + 1);
        let sum = amounts.iter().fold(RBig::ZERO, |sum, part| sum + part);
        prop_assert_eq!(sum, fen(total));
        if shuffled {
            let mut other = rows.clone();
            other.reverse();
            prop_assert_eq!(parts(&program, amount, &other, total), Some(amounts));
        } else {
            let exact = parts(&program, exact, &rows, total).unwrap();
            for (part, exact) in amounts.iter().zip(&exact) {
                let off = part - exact;
                prop_assert!(off < fen(1) && -off < fen(1), "{} for {}", part, exact);
            }
            let refund: Vec<RBig> = amounts.iter().map(|part| -part.clone()).collect();
            prop_assert_eq!(parts(&program, amount, &rows, -total), Some(refund));
        }
        Ok(())
    });
    tried.unwrap();
    assert!(kept.get() * 2 > cases, "only {} of {cases} allocations had no fault", kept.get());
}

#[test]
fn parts_add_up_and_refunds_mirror_payments() {
    laws("作 0", 6_000);
}

#[test]
fn parts_add_up_where_some_are_negative() {
    laws("照算", 4_000);
}
