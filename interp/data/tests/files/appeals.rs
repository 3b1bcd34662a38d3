//! The register of appeals.

use std::sync::Arc;

use heng_data::{Appeals, Input, read_appeals, read_table};
use heng_interp::table::fault::DataFault;
use heng_interp::table::{ColumnKind, ColumnRule, Schema, Table, YearColumn, link};

use super::common::{number, report};

fn key(name: &str) -> ColumnRule {
    ColumnRule { key: true, ..ColumnRule::new(name, ColumnKind::Text) }
}

fn of_year(year: i32) -> ColumnRule {
    let column = YearColumn { name: "税收".into(), year, long_headers: Vec::new(), may_be_absent: false };
    let rule = ColumnRule::new(format!("税收[{year}]"), number("万元", false, &[]));
    ColumnRule { year: Some(column), headers: vec![format!("{year}年税收")], ..rule }
}

fn table(name: &str, columns: Vec<ColumnRule>, csv: &str) -> heng_interp::table::Draft {
    let schema = Schema { name: name.into(), columns, ..Schema::default() };
    read_table(Input::bytes(format!("{name}.csv"), csv.as_bytes().to_vec()), &Arc::new(schema))
}

/// Firms with a value a year, parcels with a key of two columns, accidents without a key; both firms and parcels have 面积.
fn tables() -> Vec<Table> {
    let area = || ColumnRule::new("面积", number("亩", false, &[]));
    let firms = table(
        "企业",
        vec![key("编号"), of_year(2023), of_year(2024), area()],
        "编号,2023年税收,2024年税收,面积\nE1,1,2,3\nE2,4,5,6\n",
    );
    let parcels =
        table("宗地", vec![key("镇"), key("号"), area()], "镇,号,面积\n城东,1,10\n城东,2,20\n城西,1,30\n");
    let accidents = table("事故", vec![ColumnRule::new("人数", number("人", true, &[]))], "人数\n3\n");
    let (tables, faults) = link(vec![firms, parcels, accidents]);
    assert_eq!(report(&faults), "");
    tables
}

fn appeals(lines: &[&str]) -> Appeals {
    let concluded = |line: &&str| format!("{line},采纳,通工信〔2022〕3号,2022-04-20,李某\n");
    let lines: String = lines.iter().map(concluded).collect();
    let header = "编号,表,对象,列,年度,更正为,结论,文号,日期,经办\n";
    read_appeals(Input::bytes("申诉.csv", format!("{header}{lines}").into_bytes()))
}

fn applied(lines: &[&str]) -> (Vec<Table>, Vec<DataFault>) {
    let mut tables = tables();
    let applied = appeals(lines).apply(&mut tables, &mut Vec::new());
    (tables, applied.faults)
}

#[test]
fn a_cell_is_found_by_its_table_its_key_and_its_year() {
    let lines = [
        "1,,E1,税收,2024,2.5",
        "2,企业,E2,税收[2023],,4.5",
        "3,,E2,2024年税收,,5.5",
        "4,宗地,城东 / 2,面积,,21",
        "5,,城西/1,面积,,31",
        "6,,E1,面积,,3.5",
    ];
    let (tables, faults) = applied(&lines);
    assert_eq!(report(&faults), "");
    let cells = |table: usize, columns: [usize; 2]| -> Vec<String> {
        let rows = 0..tables[table].rows();
        rows.flat_map(|row| columns.map(|column| tables[table].cell_text(row, column))).collect()
    };
    assert_eq!(cells(0, [1, 2]), ["1", "2.5", "4.5", "5.5"]);
    assert_eq!(cells(1, [1, 2]), ["1", "10", "2", "21", "1", "31"]);
    let correction = tables[0].correction(0, 2).expect("corrected");
    assert_eq!(
        (correction.was.as_deref(), correction.by.zh.as_str()),
        (Some("2 万元"), "申诉 1，通工信〔2022〕3号")
    );
    assert!(tables[0].correction(0, 1).is_none());
}

#[test]
fn a_cell_that_is_not_found_is_named() {
    let lines = [
        "1,,E1,税收,,2.5",
        "2,,E1,税收,2020,2.5",
        "3,,E1,面积,2024,2.5",
        "4,,E7,面积,,2.5",
        "5,,城南/1,面积,,2.5",
        "6,,1,人数,,4",
        "7,事故,1,人数,,4",
    ];
    let (_, faults) = applied(&lines);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(report(&faults));
    });
}
