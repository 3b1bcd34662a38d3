use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::*;
use crate::compile::compile;
use crate::eval::{Inputs, evaluate};
use crate::resolve::{NoLibrary, Options};
use crate::table::{Cell, Origin, TableBuilder, link};

const POLICY: &str = r#"
选项 等级 { A > B > C }
表 企业 { 编号: 文本 主键；税: 万元；奖: 万元 默认 1 万元；列: 是否 默认 是；惩: 是否 默认 否 }
对 企业 {
  参评 { 不列 外地 当 非 列 }
  得分 = 税 × 1 分/万元
  奖励 = 奖
  分档 初评 依 得分 从高到低 { A 前 30%；B 至 60%；C 其余；并列 编号 从低到高；取整 四舍五入；基数 排名者 }
  调档 等级终 自 初评 次序 自上而下 不补位 { 惩罚 罚 当 惩 调为 C }
}
"#;

/// A row: key, tax, reward, listed, punished.
type Row = (&'static str, i64, i64, bool, bool);

fn standings(rows: &[Row]) -> Standings {
    let script = heng_grammar::parse(&Source::new(SourceId(0), "办法.heng", POLICY)).script;
    let compiled = compile(&script, &NoLibrary, &Options::default());
    let program = compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    let mut builder = TableBuilder::new(std::sync::Arc::new(program.tables[0].clone()), Origin::default());
    for (number, row) in (1..).zip(rows) {
        builder.push_row(number, |column| {
            Ok(match column {
                0 => Cell::Text(row.0.into()),
                1 => Cell::Exact(row.1.into()),
                2 => Cell::Exact(row.2.into()),
                3 => Cell::YesNo(row.3),
                _ => Cell::YesNo(row.4),
            })
        });
    }
    let (tables, faults) = link(vec![builder.finish()]);
    assert!(faults.iter().all(|fault| !fault.is_error()), "{faults:?}");
    Standings::of(&evaluate(&program, &Inputs { tables, parameters: Vec::new() }))
}

const BEFORE: [Row; 4] = [
    ("E1", 9, 1, true, false),
    ("E2", 8, 1, true, true),
    ("E3", 7, 1, true, false),
    ("E4", 6, 1, false, false),
];

fn class(name: &str) -> Class {
    Class::Of(name.to_owned())
}

#[test]
fn a_row_stands_with_its_class_its_score_its_place_and_the_moves_that_reached_it() {
    let standings = standings(&BEFORE);
    let grade = &standings.grades[0];
    assert_eq!((grade.name.as_str(), grade.table.as_str(), grade.ordered), ("等级终", "企业", 3));
    let second = &grade.rows["E2"];
    assert_eq!((&second.start, &second.class), (&class("B"), &class("C")));
    assert_eq!((second.score.as_deref(), second.rank), (Some("8"), Some(2)));
    assert_eq!(second.moves, ["罚"]);
    assert_eq!(grade.rows["E4"].class, Class::Unlisted);
}

#[test]
fn one_row_that_rises_pushes_another_down() {
    let mut rows = BEFORE;
    rows[2].1 = 20;
    let moved = movements(&standings(&BEFORE), &standings(&rows));
    let said: Vec<_> = moved.iter().map(|m| (m.key.as_str(), m.classes())).collect();
    assert_eq!(said, [("E1", (class("A"), class("B"))), ("E3", (class("C"), class("A")))]);
}

#[test]
fn margins_of_the_matrix_are_the_classes_before_and_after() {
    let after = standings(&BEFORE[..3]);
    let matrix = &transitions(&standings(&BEFORE), &after)[0];
    let of = |wanted: Class| matrix.classes.iter().position(|class| *class == wanted).unwrap();
    assert_eq!(matrix.totals(of(class("C"))), (2, 2));
    assert_eq!(matrix.totals(of(Class::Unlisted)), (1, 0));
    assert_eq!(matrix.count(of(Class::Unlisted), of(Class::NoRow)), 1);
    assert_eq!((matrix.moved(), matrix.counts.values().sum::<u64>()), (1, 4));
}

#[test]
fn money_is_compared_row_by_row_and_in_total() {
    let mut rows = BEFORE;
    rows[1].2 = 5;
    let changes = amount_changes(&standings(&BEFORE), &standings(&rows));
    let reward = changes.iter().find(|change| change.name == "奖励").unwrap();
    assert_eq!(reward.totals, (3.into(), 7.into()));
    let only: Vec<_> = reward.changes.iter().map(|c| (c.key.as_str(), c.after.clone())).collect();
    assert_eq!(only, [("E2", Some(5.into()))]);
}
