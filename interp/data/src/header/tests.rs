//! Headers found and understood.

use dashu_ratio::RBig;
use heng_interp::table::{ColumnKind, ColumnRule, NumberRule, Schema, UnitSpelling};

use super::find;

fn schema() -> Schema {
    let mut key = ColumnRule::new("企业编号", ColumnKind::Text);
    key.key = true;
    let yuan = UnitSpelling { label: "元".into(), factor: RBig::from_parts(1.into(), 10_000_u32.into()) };
    let unit = NumberRule { unit: "万元".into(), whole: false, spellings: vec![yuan] };
    let tax = ColumnRule::new("实缴税金", ColumnKind::Number(unit));
    Schema { name: "企业".into(), columns: vec![key, tax], ..Schema::default() }
}

fn rows(text: &[&[&str]]) -> Vec<Vec<String>> {
    text.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

/// The columns found, how many rows come before the data, and the codes of what is wrong.
fn found(text: &[&[&str]]) -> (Vec<Option<u32>>, usize, Vec<u16>) {
    let layout = find(&schema(), &rows(text));
    let columns = layout.columns.iter().map(|c| c.as_ref().map(|c| c.index)).collect();
    (columns, layout.rows, layout.faults.iter().map(|f| f.complaint.code.0).collect())
}

#[test]
fn width_blanks_and_brackets_do_not_hide_a_header() {
    for header in
        ["实缴税金", "实缴税金（万元）", "实缴税金 (万元)", "*实缴税金【单位：万元】", "实缴\n税金（万元）"]
    {
        assert_eq!(
            found(&[&["企业编号", header], &["E1", "1"]]),
            (vec![Some(0), Some(1)], 1, vec![]),
            "{header}"
        );
    }
}

#[test]
fn another_unit_is_an_error_and_a_bracket_that_is_no_unit_is_no_match() {
    assert_eq!(found(&[&["企业编号", "实缴税金（元）"]]).2, [812]);
    assert_eq!(found(&[&["企业编号", "实缴税金（2021年）"]]), (vec![Some(0), None], 1, vec![811, 815]));
}

#[test]
fn a_row_of_units_below_the_header_is_understood() {
    let (columns, rows, codes) = found(&[&["企业编号", "实缴税金"], &["", "元"], &["E1", "1"]]);
    assert_eq!((columns, rows), (vec![Some(0), Some(1)], 2));
    assert_eq!(codes, [812]);
    assert_eq!(found(&[&["企业编号", "实缴税金"], &["", "万元"], &["E1", "1"]]).2, [] as [u16; 0]);
}

#[test]
fn a_first_row_without_a_key_is_data_and_a_row_of_column_numbers_is_not() {
    assert_eq!(found(&[&["企业编号", "实缴税金"], &["", "3"], &["E2", "4"]]).1, 1);
    assert_eq!(found(&[&["企业编号", "实缴税金"], &["", "2"], &["E2", "4"]]).1, 1);
    assert_eq!(found(&[&["企业编号", "实缴税金", "备注"], &["", "1", "2"], &["E2", "4"]]).1, 2);
    assert_eq!(found(&[&["企业编号", "实缴税金"], &["", "1.5"], &["E2", "4"]]).1, 1);
}

#[test]
fn an_exact_header_beats_one_with_brackets_and_two_alike_are_a_fault() {
    let (columns, ..) = found(&[&["实缴税金（元）", "企业编号", "实缴税金"]]);
    assert_eq!(columns, [Some(1), Some(2)]);
    assert_eq!(found(&[&["企业编号", "实缴税金", "实缴税金"]]).2, [813]);
}

#[test]
fn rows_above_the_header_are_passed_over() {
    let text: &[&[&str]] = &[&["一览表"], &[], &["填报单位：某局"], &["企业编号", "实缴税金"], &["E1", "1"]];
    assert_eq!(found(text), (vec![Some(0), Some(1)], 4, vec![]));
    assert_eq!(found(&[&["甲", "乙"], &["1", "2"]]).2, [810]);
}
