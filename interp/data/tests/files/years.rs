//! Columns that have a value a year, from files with a column a year and from files with a row a year.

use std::sync::Arc;

use heng_data::{Input, Printed, Sheet, YesNoWords, read_table, write_csv, write_json, write_xlsx};
use heng_interp::table::fault::DataFault;
use heng_interp::table::{Bound, ChoiceRule, ColumnKind, ColumnRule, Draft, Member, Schema, YearColumn};

use proptest::prelude::*;

use super::common::{number, report, shown};

fn yearly(name: &str, unit: &str, year: i32) -> ColumnRule {
    let mut rule = ColumnRule::new(format!("{year}年{name}"), number(unit, false, &[("元", 1, 10_000)]));
    rule.headers = vec![format!("{year}年{name}"), format!("{name}{year}"), format!("{name}{year}年")];
    rule.year =
        Some(YearColumn { name: name.into(), year, long_headers: vec![name.into()], may_be_absent: false });
    rule
}

/// Districts with their name, class, revenue of three years and population of two.
fn districts() -> Schema {
    let member = |name: &str, alias: &str| Member { name: name.into(), aliases: vec![alias.into()] };
    let members = vec![member("崇川区", "崇川"), member("海门区", "海门"), member("通州区", "通州")];
    let mut key = ColumnRule::new("名称", ColumnKind::Choice(ChoiceRule { name: "区名".into(), members }));
    key.key = true;
    let class = ColumnRule::new("类别", ColumnKind::Text);
    let mut columns = vec![key, class];
    columns.extend([2022, 2023, 2024].map(|year| yearly("地方税收收入", "万元", year)));
    let people = [2023, 2024].map(|year| {
        let mut rule = yearly("常住人口", "人", year);
        rule.optional = true;
        rule.bounds = vec![Bound {
            comparator: heng_grammar::tree::Comparator::GreaterOrEqual,
            value: dashu_ratio::RBig::ZERO,
        }];
        rule
    });
    columns.extend(people);
    Schema { name: "区".into(), columns, ..Schema::default() }
}

fn read_as(name: &str, bytes: Vec<u8>, schema: Schema) -> Draft {
    read_table(Input::bytes(name, bytes), &Arc::new(schema))
}

fn read(text: &str) -> Draft {
    read_as("区.csv", text.as_bytes().to_vec(), districts())
}

const EXPECTED: &str = "\
崇川区 | 一类 | 100 | 110.5 | 121 | 75 | 76
海门区 | 二类 | 90 | 95 | 99 |  | 70";

const WIDE: &str = "名称,类别,2022年地方税收收入,2023年地方税收收入,2024年地方税收收入,常住人口2023,常住人口2024\n\
    崇川,一类,100,110.5,121,75,76\n\
    海门区,二类,90,95,99,,70\n";

const LONG: &str = "名称,年度,类别,地方税收收入,常住人口\n\
    崇川区,2022,一类,100,74\n\
    崇川,2023,一类,110.5,75\n\
    海门区,2022年,二类,90,\n\
    崇川区,2024,一类,121,76\n\
    海门区,2023,二类,95,\n\
    海门,2024年度,二类,99,70\n";

#[test]
fn wide_and_long_files_give_one_table() {
    for text in [WIDE, LONG] {
        let draft = read(text);
        assert_eq!(report(&draft.faults), "");
        assert_eq!(shown(&draft.table), EXPECTED);
    }
}

#[test]
fn every_value_of_a_long_file_knows_its_cell() {
    let table = read(LONG).table;
    let place = |row, column| table.place(row, column).name().zh;
    assert_eq!(place(0, 0), "区.csv 第 2 行 A 列");
    assert_eq!(place(0, 2), "区.csv 第 2 行 D 列");
    assert_eq!(place(0, 4), "区.csv 第 5 行 D 列");
    assert_eq!(place(1, 3), "区.csv 第 6 行 D 列");
    assert_eq!(place(1, 6), "区.csv 第 7 行 E 列");
}

#[test]
fn headers_name_the_year_in_many_ways() {
    let headers = [
        "2022年地方税收收入（万元）,2023年度地方税收收入（万元）,地方税收收入（2024年）",
        "地方税收收入_2022,地方税收收入-2023,地方税收收入(万元)2024年",
        "２０２２年 地方税收收入,2023地方税收收入,地方税收收入（万元，2024年）",
    ];
    for header in headers {
        let text = format!("名称,类别,{header},常住人口2023,常住人口2024\n崇川,一类,100,110.5,121,75,76\n");
        let draft = read(&text);
        assert_eq!(report(&draft.faults), "", "{header}");
        assert_eq!(shown(&draft.table), EXPECTED.lines().next().unwrap(), "{header}");
    }
}

#[test]
fn years_below_a_shared_header_are_understood() {
    let text = "区,,地方税收收入,,,常住人口,\n名称,类别,2022,2023,2024,2023,2024\n,,万元,万元,万元,人,人\n\
        崇川区,一类,100,110.5,121,75,76\n海门区,二类,90,95,99,,70\n";
    let draft = read(text);
    assert_eq!(report(&draft.faults), "");
    assert_eq!(shown(&draft.table), EXPECTED);
}

#[test]
fn every_format_gives_one_table() {
    for text in [WIDE, LONG] {
        let sheet = || {
            let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
            let headers = lines.next().unwrap();
            let cell = |text: String| match text.parse::<f64>() {
                Ok(_) => Printed::Decimal(text),
                Err(_) if text.is_empty() => Printed::Blank,
                Err(_) => Printed::Text(text),
            };
            let rows = lines.map(move |line| line.into_iter().map(cell).collect());
            Sheet::of_rows("区".into(), headers, rows)
        };
        let (mut csv, mut json, mut xlsx) = (Vec::new(), Vec::new(), std::io::Cursor::new(Vec::new()));
        write_csv(&mut csv, sheet(), YesNoWords::CHINESE, false).unwrap();
        write_json(&mut json, sheet()).unwrap();
        write_xlsx(&mut xlsx, vec![sheet()], YesNoWords::CHINESE).unwrap();
        for (name, bytes) in [("区.csv", csv), ("区.json", json), ("区.xlsx", xlsx.into_inner())] {
            let draft = read_as(name, bytes, districts());
            assert_eq!(report(&draft.faults), "", "{name}");
            assert_eq!(shown(&draft.table), EXPECTED, "{name}");
        }
        let draft = super::common::read(
            if text == WIDE { "years_wide_gbk.csv" } else { "years_long_gbk.csv" },
            &Arc::new(districts()),
        );
        assert_eq!(draft.faults.len(), 1, "the encoding is told\n{}", report(&draft.faults));
        assert_eq!(shown(&draft.table), EXPECTED);
    }
    for name in ["years_wide.ods", "years_long.ods"] {
        let draft = super::common::read(name, &Arc::new(districts()));
        assert_eq!(report(&draft.faults), "", "{name}");
        assert_eq!(shown(&draft.table), EXPECTED, "{name}");
    }
}

fn faults_of(name: &str, schema: Schema) {
    let draft = super::common::read(name, &Arc::new(schema));
    insta::with_settings!({ snapshot_suffix => name, description => name, omit_expression => true }, {
        insta::assert_snapshot!(report(&draft.faults));
    });
}

#[test]
fn everything_wrong_with_years_is_told() {
    faults_of("err_years_long.csv", districts());
    faults_of("err_years_wide.csv", districts());
    faults_of("err_years_bare.csv", districts());
    faults_of("err_years_far.csv", districts());
    let mut keyless = districts();
    keyless.columns[0].key = false;
    faults_of("years_long_gbk.csv", keyless);
}

#[test]
fn years_that_may_be_left_out_are_noted() {
    let mut schema = districts();
    for year in [2025, 2026] {
        let mut rule = yearly("地方税收收入", "万元", year);
        if let Some(year) = &mut rule.year {
            year.may_be_absent = true;
        }
        schema.columns.push(rule);
    }
    for text in [WIDE, LONG] {
        let draft = read_as("区.csv", text.as_bytes().to_vec(), schema.clone());
        let told = report(&draft.faults);
        assert!(told.starts_with("H0857 Warning\n  区.csv：结果用到 2025、2026 年的数据"), "{told}");
        assert_eq!(draft.faults.len(), 1);
        assert!(shown(&draft.table).starts_with("崇川区 | 一类 | 100 | 110.5 | 121 | 75 | 76 |  | "));
    }
}

#[test]
fn a_table_without_yearly_columns_may_have_a_year_of_its_own() {
    let mut key = ColumnRule::new("编号", ColumnKind::Text);
    key.key = true;
    let columns = vec![key, ColumnRule::new("年度", ColumnKind::Year)];
    let text = "编号,年度\nA,2022\nB,2023\n";
    let draft = read_as(
        "例.csv",
        text.as_bytes().to_vec(),
        Schema { name: "例".into(), columns, ..Schema::default() },
    );
    assert_eq!(report(&draft.faults), "");
    assert_eq!(draft.table.rows(), 2);
}

/// What a table holds, by key.
fn by_key(draft: &Draft) -> Vec<String> {
    let mut lines: Vec<String> = shown(&draft.table).lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// Revenues of three years and populations of two, which may be absent.
type Figures = ([i64; 3], [Option<u32>; 2]);

fn figures() -> impl Strategy<Value = Vec<Figures>> {
    let revenue = prop::array::uniform3(0_i64..1_000_000);
    prop::collection::vec((revenue, prop::array::uniform2(prop::option::of(0_u32..5_000_000))), 1..=3)
}

proptest! {
    #[test]
    fn a_row_a_year_in_any_order_is_a_column_a_year(
        rows in figures(),
        order in Just((0..9).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let keys = ["崇川区", "海门区", "通州区"];
        let text = |people: Option<u32>| people.map(|p| p.to_string()).unwrap_or_default();
        let mut wide = WIDE.lines().next().unwrap().to_owned() + "\n";
        let mut lines = Vec::new();
        for (key, (revenue, people)) in keys.iter().zip(&rows) {
            let [first, second, third] = revenue;
            let [before, now] = people.map(text);
            wide.push_str(&format!("{key},类,{first},{second},{third},{before},{now}\n"));
            for (year, (revenue, people)) in (2022..).zip(revenue.iter().zip(["", &before, &now])) {
                lines.push(format!("{key},{year},类,{revenue},{people}\n"));
            }
        }
        let long = order.iter().filter_map(|at| lines.get(*at).map(String::as_str));
        let long: String = std::iter::once("名称,年度,类别,地方税收收入,常住人口\n").chain(long).collect();
        let (wide, long) = (read(&wide), read(&long));
        prop_assert!(!wide.faults.iter().chain(&long.faults).any(DataFault::is_error));
        prop_assert_eq!(by_key(&wide), by_key(&long));
    }
}
