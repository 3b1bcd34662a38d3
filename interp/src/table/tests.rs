//! Rows in, tables and faults out.

use std::sync::Arc;

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::Comparator;

use super::*;
use crate::value::{Absence, Value};

fn number(unit: &str) -> ColumnKind {
    ColumnKind::Number(NumberRule { unit: unit.into(), ..NumberRule::default() })
}

fn enterprises() -> Arc<Schema> {
    let mut key = ColumnRule::new("企业编号", ColumnKind::Text);
    key.key = true;
    let mut tax = ColumnRule::new("实缴税金", number("万元"));
    tax.optional = true;
    let mut land = ColumnRule::new("占地面积", number("亩"));
    land.bounds = vec![Bound { comparator: Comparator::Greater, value: RBig::ZERO }];
    let mut patents = ColumnRule::new(
        "发明专利",
        ColumnKind::Number(NumberRule { unit: "件".into(), whole: true, spellings: Vec::new() }),
    );
    patents.default = Some(Value::Number(RBig::ZERO));
    Arc::new(Schema { name: "企业".into(), columns: vec![key, tax, land, patents], ..Schema::default() })
}

fn accidents() -> Arc<Schema> {
    let firm = ColumnRule::new("企业", ColumnKind::Reference(0));
    Arc::new(Schema { name: "事故".into(), columns: vec![firm], ..Schema::default() })
}

fn origin(file: &str, columns: &[&str]) -> Origin {
    let column = |(index, header): (u32, &&str)| Some(SourceColumn { index, header: Arc::from(*header) });
    Origin { file: Some(file.into()), columns: (0..).zip(columns).map(column).collect(), ..Origin::default() }
}

fn dec(mantissa: i64, scale: u32) -> Cell<'static> {
    Cell::Decimal(Decimal { mantissa, scale })
}

fn build(rows: &[[Cell<'static>; 4]]) -> Draft {
    let headers = ["企业编号", "实缴税金（万元）", "占地面积", "发明专利"];
    let mut builder = TableBuilder::new(enterprises(), origin("企业.csv", &headers));
    for (number, row) in (2_u32..).zip(rows) {
        builder.push_row(number, |column| Ok(row[column].clone()));
    }
    builder.finish()
}

#[test]
fn good_rows_become_typed_columns() {
    let draft = build(&[
        [Cell::Text("E2".into()), dec(1250, 2), dec(10, 0), Cell::Blank],
        [Cell::Text("E1".into()), Cell::Blank, dec(5, 1), dec(3, 0)],
    ]);
    assert!(draft.faults.is_empty(), "{:?}", draft.faults);
    let table = draft.table;
    assert_eq!(table.value(0, 1), Value::Number(RBig::from_parts(25.into(), 2_u8.into())));
    assert_eq!(table.value(1, 1), Value::Absent(Absence::Missing));
    assert_eq!(table.value(0, 3), Value::Number(RBig::ZERO));
    assert_eq!(table.by_key(), [1, 0]);
    assert_eq!(table.find(&Value::Text("E2".into())), Some(0));
    assert_eq!(table.find(&Value::Text("E3".into())), None);
    assert_eq!(table.place(1, 1).name().zh, "企业.csv 第 3 行 B 列");
}

#[test]
fn every_fault_of_every_row_is_reported_at_once() {
    let draft = build(&[
        [Cell::Text("E1".into()), dec(1, 0), dec(0, 0), dec(15, 1)],
        [Cell::Text("E1".into()), dec(1, 0), Cell::Blank, Cell::Blank],
        [Cell::Blank, Cell::YesNo(true), dec(1, 0), Cell::Blank],
    ]);
    let titles: Vec<String> = draft.faults.iter().map(|f| f.to_diagnostic().title.zh).collect();
    assert_eq!(
        titles,
        [
            "企业.csv 第 2 行 C 列（E1）：「占地面积」是 0 亩，不符合 > 0 亩",
            "企业.csv 第 2 行 D 列（E1）：「发明专利」以件计，应当是整数，这里是 1.5",
            "企业.csv 第 3 行 A 列（E1）：主键「E1」与 企业.csv 第 2 行 A 列 重复",
            "企业.csv 第 3 行 C 列（E1）：「占地面积」是空的",
            "企业.csv 第 4 行 A 列：主键「企业编号」是空的，这一行无法辨认",
            "企业.csv 第 4 行 B 列：给「实缴税金」的值类型不对",
        ]
    );
}

#[test]
fn a_column_left_out_of_the_file_is_filled_without_a_fault_a_row() {
    let mut origin = origin("企业.csv", &["企业编号", "实缴税金", "占地面积"]);
    origin.columns.push(None);
    let mut builder = TableBuilder::new(enterprises(), origin);
    builder.push_row(2, |column| Ok([Cell::Text("E1".into()), Cell::Blank, dec(1, 0)][column].clone()));
    let draft = builder.finish();
    assert!(draft.faults.is_empty());
    assert_eq!(draft.table.value(0, 3), Value::Number(RBig::ZERO));
}

#[test]
fn zero_is_missing_where_the_column_says_so() {
    let mut schema = (*enterprises()).clone();
    schema.columns[1].zero_is_missing = true;
    let mut builder = TableBuilder::new(Arc::new(schema), Origin::default());
    builder.push_row(1, |column| {
        Ok([Cell::Text("E1".into()), dec(0, 1), dec(1, 0), Cell::Blank][column].clone())
    });
    assert_eq!(builder.finish().table.value(0, 1), Value::Absent(Absence::Missing));
}

#[test]
fn references_become_rows_and_dangling_ones_are_named() {
    let firms = build(&[
        [Cell::Text("E1".into()), Cell::Blank, dec(1, 0), Cell::Blank],
        [Cell::Text("E2".into()), Cell::Blank, dec(1, 0), Cell::Blank],
    ]);
    let mut builder = TableBuilder::new(accidents(), origin("事故.csv", &["企业"]));
    for (number, key) in [(2, "E2"), (3, "Ｅ1"), (4, "E9")] {
        builder.push_row(number, |_| Ok(Cell::Text(key.into())));
    }
    let (tables, faults) = link(vec![firms, builder.finish()]);
    assert_eq!(tables[1].value(0, 0), Value::Reference(1));
    assert_eq!(tables[1].value(2, 0), Value::Absent(Absence::Missing));
    assert_eq!(faults.len(), 2);
    assert_eq!(faults[0].complaint.instead.as_deref(), Some("E1"));
    assert_eq!(faults[0].complaint.help[0].zh, "企业表里有只差全角半角、空格或大小写的，请改成一样的写法");
    assert_eq!(
        faults[1].to_diagnostic().title.en,
        "事故.csv row 4 column A: `企业` points at 企业 `E9`, which the table 企业 lacks"
    );
}

#[test]
fn rows_of_a_script_go_the_same_way() {
    let mut builder = TableBuilder::new(enterprises(), Origin::default());
    let span = Span::new(Default::default(), 10, 20);
    builder.push_values(span, &[Some(Value::Text("E1".into())), None, None, None]);
    let draft = builder.finish();
    assert_eq!(draft.faults.len(), 1);
    let report = draft.faults[0].to_diagnostic();
    assert_eq!(report.title.zh, "（E1）：「占地面积」是空的");
    assert_eq!(report.labels[0].span, span);
}

#[test]
fn decisions_fill_their_column_and_leave_the_others_undecided() {
    let mut adjustment = ColumnRule::new("调整分", ColumnKind::Number(NumberRule::default()));
    adjustment.decision = true;
    let mut key = ColumnRule::new("编号", ColumnKind::Text);
    key.key = true;
    let schema = Schema { name: "企业".into(), columns: vec![key, adjustment], ..Schema::default() };
    let schema = std::sync::Arc::new(schema);
    let mut builder = TableBuilder::new(std::sync::Arc::clone(&schema), Origin::default());
    for (number, name) in [(1, "E1"), (2, "E2")] {
        builder.push_row(number, |_| Ok(Cell::Text(name.into())));
    }
    let draft = builder.finish();
    assert!(draft.faults.is_empty(), "decisions are not asked of the file: {:?}", draft.faults);
    let mut table = draft.table;
    let decided = [(1, crate::value::Value::Number(2.into()))].into_iter().collect();
    assert_eq!(table.decide(1, &decided), 1);
    assert_eq!(table.value(0, 1), crate::value::Value::Absent(crate::value::Absence::Undecided));
    assert_eq!(table.value(1, 1), crate::value::Value::Number(2.into()));
}

#[test]
fn decisions_are_undecided_until_the_register_fills_them() {
    let mut schema = (*enterprises()).clone();
    schema.columns.push(ColumnRule::decision("客观因素调整分", number("分")));
    let mut builder =
        TableBuilder::new(Arc::new(schema), origin("企业.csv", &["企业编号", "实缴税金", "占地面积"]));
    for key in ["E1", "E2"] {
        builder.push_row(2, |column| Ok([Cell::Text(key.into()), Cell::Blank, dec(1, 0)][column].clone()));
    }
    let Draft { mut table, faults } = builder.finish();
    assert!(faults.is_empty());
    assert_eq!(table.value(1, 4), Value::Absent(Absence::Undecided));
    let points = Value::Number(RBig::from_parts(3.into(), 2_u8.into()));
    assert!(table.replace(4, vec![(1, points.clone())]));
    assert_eq!((table.value(0, 4), table.value(1, 4)), (Value::Absent(Absence::Undecided), points));
    assert!(!table.replace(4, vec![(0, Value::YesNo(true))]));
    assert!(!table.replace(4, vec![(2, Value::Number(RBig::ONE))]));
    assert!(table.replace(0, vec![(0, Value::Text("E9".into()))]));
    assert_eq!(table.find(&Value::Text("E9".into())), Some(0));
}

#[test]
fn a_fault_in_every_row_of_a_large_table_is_counted_and_not_listed_in_full() {
    let mut builder = TableBuilder::new(accidents(), origin("事故.csv", &["企业"]));
    for number in 2..12_002 {
        builder.push_row(number, |_| Ok(Cell::Blank));
    }
    let faults = builder.finish().faults;
    assert_eq!(faults.len(), 10_001);
    assert_eq!(faults[10_000].complaint.title.zh, "H0821 另有 2000 处没有列出");
}
