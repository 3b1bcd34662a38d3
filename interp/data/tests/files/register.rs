//! The register of decisions.

use std::sync::Arc;

use dashu_ratio::RBig;
use heng_data::{Input, read_register, read_table};
use heng_grammar::tree::Comparator;
use heng_interp::table::{Bound, ColumnKind, ColumnRule, Table};
use heng_interp::value::{Absence, Date, Value};

use super::common::{firms, number, path, report, shown};

/// The enterprises, with a decision on points, one that sets an entry aside, and one that nobody has to take.
fn enterprises() -> Vec<Table> {
    let mut schema = (*firms()).clone();
    let mut points = ColumnRule::decision("客观因素调整分", number("分", false, &[]));
    points.bounds = vec![Bound { comparator: Comparator::LessOrEqual, value: RBig::from(5) }];
    let mut waiver = ColumnRule::decision("最终等级.小巨人.豁免", ColumnKind::YesNo);
    waiver.default = Some(Value::YesNo(false));
    schema.columns.extend([points, waiver]);
    let file = std::fs::File::open(path("firms.csv")).expect("the test's file is there");
    let draft = read_table(Input::new("firms.csv", file), &Arc::new(schema));
    assert_eq!(report(&draft.faults), "");
    vec![draft.table]
}

fn decided(table: &Table) -> Vec<String> {
    shown(table).lines().map(|line| line.split(" | ").skip(8).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn decisions_that_hold_on_the_day_fill_their_columns() {
    let register = "名称,对象,值,文号,日期,经办,理由,有效期起,有效期止\n\
        客观因素调整分,91320612000123456X,-1.5,通工信〔2022〕18号,2022-03-01,李某,受灾停产,,\n\
        客观因素调整分,913206127655556554,2,通工信〔2021〕3号,2021-03-01,李某,受灾停产,2021-01-01,2021-12-31\n\
        客观因素调整分,913206127655556554,3,通工信〔2022〕3号,2022-03-01,李某,受灾停产,2022-01-01,2022-12-31\n\
        客观因素调整分,913206120000000018,,,,,,,\n\
        最终等级.小巨人.豁免,91320612000123456X,是,通工信〔2022〕19号,2022-03-02,李某,停产整顿,,\n\
        公式系数,,0.8,通工信〔2022〕20号,2022-03-02,李某,省厅口径,,\n";
    let register = read_register(Input::bytes("认定.csv", register.as_bytes().to_vec()));
    let mut tables = enterprises();
    let applied = register.apply(&mut tables, &[("公式系数", None)], Date::from_calendar(2022, 6, 30));
    assert_eq!(report(&applied.faults), "");
    assert_eq!(decided(&tables[0]), ["-1.5 是", "3 否", " 否"]);
    assert_eq!(applied.pending.len(), 1);
    assert_eq!(applied.whole[0].value.as_deref(), Some("0.8"));
}

#[test]
fn decisions_that_do_not_count_are_named() {
    let file = std::fs::File::open(path("err_register.认定.csv")).expect("the test's file is there");
    let register = read_register(Input::new("err_register.认定.csv", file));
    let applied = register.apply(&mut enterprises(), &[("公式系数", None)], None);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(report(&applied.faults));
    });
}

#[test]
fn decisions_by_years_fill_the_column_of_their_year() {
    use heng_interp::table::YearColumn;
    let of = |year| {
        let mut rule = ColumnRule::decision(format!("基数[{year}]"), number("万元", false, &[]));
        rule.year =
            Some(YearColumn { name: "基数".into(), year, long_headers: Vec::new(), may_be_absent: false });
        rule
    };
    let mut schema = (*firms()).clone();
    schema.columns.extend([of(2023), of(2024)]);
    let file = std::fs::File::open(path("firms.csv")).expect("the test's file is there");
    let mut tables = vec![read_table(Input::new("firms.csv", file), &Arc::new(schema)).table];
    let taken = "通财〔2024〕1号,2024-01-05,李某,核定";
    let register = [
        "名称,对象,年度,值,文号,日期,经办,理由".to_owned(),
        format!("基数,91320612000123456X,2023,90,{taken}"),
        format!("基数,91320612000123456X,2024年,99,{taken}"),
        format!("基数,913206127655556554,2024,80,{taken}"),
        format!("基数,913206127655556554,,70,{taken}"),
        format!("基数,913206127655556554,2019,60,{taken}"),
        format!("基数,913206127655556554,2024,50,{taken}"),
        format!("系数,,2024,0.8,{taken}"),
        format!("公式系数,,2024,0.8,{taken}"),
        "基数,913206120000000018,2024,,,,,".to_owned(),
    ];
    let register = read_register(Input::bytes("认定.csv", register.join("\n").into_bytes()));
    let whole = [("系数", Some(2023)), ("系数", Some(2024)), ("公式系数", None)];
    let applied = register.apply(&mut tables, &whole, None);
    assert_eq!(decided(&tables[0]), ["90 99", " 80", " "]);
    assert_eq!((applied.whole.len(), applied.whole[0].year), (1, Some(2024)));
    assert_eq!((applied.pending.len(), applied.pending[0].year), (1, Some(2024)));
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(report(&applied.faults));
    });
}

#[test]
fn an_authority_may_record_that_a_decision_does_not_apply() {
    let register = "名称,对象,值,文号,日期,经办,理由\n\
        客观因素调整分,91320612000123456X,不适用,通工信〔2022〕18号,2022-03-01,李某,不在评价范围\n";
    let register = read_register(Input::bytes("认定.csv", register.as_bytes().to_vec()));
    let mut tables = enterprises();
    let applied = register.apply(&mut tables, &[], None);
    assert_eq!(report(&applied.faults), "");
    let column = tables[0].schema().position("客观因素调整分").unwrap();
    let row = tables[0].find_written("91320612000123456X").unwrap();
    assert_eq!(tables[0].value(row, column), Value::Absent(Absence::NotApplicable));
}
