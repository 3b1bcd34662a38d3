//! What people write into cells, and what it means.

use dashu_ratio::RBig;
use heng_interp::table::{Cell, ColumnKind, ColumnRule, NumberRule, UnitSpelling, number_text};

use super::CellReader;
use crate::raw::Raw;

fn column(unit: &str) -> ColumnRule {
    let yuan = UnitSpelling { label: "元".into(), factor: RBig::from_parts(1.into(), 10_000_u32.into()) };
    let rule = NumberRule { unit: unit.into(), whole: false, spellings: vec![yuan] };
    ColumnRule::new("金额", ColumnKind::Number(rule))
}

/// The number that `text` is, or the code of what is wrong.
fn number(unit: &str, text: &str) -> Result<String, u16> {
    let rule = column(unit);
    match CellReader::new(&rule).read(&Raw::Text(text)) {
        Ok(Cell::Decimal(decimal)) => Ok(number_text(&decimal.to_rational())),
        Ok(Cell::Exact(number)) => Ok(number_text(&number)),
        Ok(other) => panic!("{text} is {other:?}"),
        Err(complaint) => Err(complaint.code.0),
    }
}

#[test]
fn numbers_are_read_however_they_are_written() {
    for (text, value) in [
        ("12", "12"),
        ("+12.50", "12.5"),
        ("-0.05", "-0.05"),
        (".5", "0.5"),
        ("5.", "5"),
        ("１２．５", "12.5"),
        ("1,234,567.89", "1234567.89"),
        ("1，234", "1234"),
        ("（1,234）", "-1234"),
        ("－3", "-3"),
        ("−3", "-3"),
        ("￥1,000", "1000"),
        ("-¥5", "-5"),
        ("¥ -5", "-5"),
        ("'007", "7"),
        ("24.83万元", "24.83"),
        ("24.83 万元", "24.83"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.1234567890123456789012", "0.1234567890123456789012"),
        ("-0.1234567890123456789012", "-0.1234567890123456789012"),
    ] {
        assert_eq!(number("万元", text), Ok(value.into()), "{text}");
    }
}

#[test]
fn what_is_not_surely_a_number_is_refused() {
    let cases = [
        "abc", "-", "--5", "1,23", "12,345,6", ",123", "1.2.3", "(-5)", "5-", "1 234", "1..2", ".", "12..",
        "1/3",
    ];
    for text in cases {
        assert!(matches!(number("万元", text), Err(830 | 831)), "{text}: {:?}", number("万元", text));
    }
    assert_eq!(number("万元", "100元"), Err(831));
    assert_eq!(number("万元", "3亩"), Err(831));
    assert_eq!(number("万元", "35%"), Err(831));
    assert_eq!(number("万元", "1.2E+05"), Err(833));
}

#[test]
fn a_percentage_is_one_in_a_column_of_percentages_and_a_hundredth_in_a_pure_one() {
    assert_eq!(number("%", "３５％"), Ok("35".into()));
    assert_eq!(number("%", "35"), Ok("35".into()));
    assert_eq!(number("", "35.5%"), Ok("0.355".into()));
    assert_eq!(number("1", "0.35"), Ok("0.35".into()));
}

#[test]
fn spreadsheet_numbers_are_the_decimals_that_were_typed() {
    let rule = column("%");
    let read = |value, percent| CellReader::new(&rule).read(&Raw::Number { value, percent });
    let text = |cell: super::CellResult<'_>| match cell {
        Ok(Cell::Decimal(decimal)) => number_text(&decimal.to_rational()),
        other => panic!("{other:?}"),
    };
    assert_eq!(text(read(0.07 * 5.0, true)), "35");
    assert_eq!(text(read(0.355, true)), "35.5");
    assert_eq!(text(read(0.355, false)), "0.355");
}

#[test]
fn yes_and_no_have_many_spellings() {
    let rule = ColumnRule::new("黑名单", ColumnKind::YesNo);
    let read = |text| CellReader::new(&rule).read(&Raw::Text(text));
    for yes in ["是", "TRUE", "true", "True", "1", "√", "Y", "yes", "有", "ＴＲＵＥ", " 是 "] {
        assert_eq!(read(yes).ok(), Some(Cell::YesNo(true)), "{yes}");
    }
    for no in ["否", "FALSE", "0", "×", "n", "No", "无"] {
        assert_eq!(read(no).ok(), Some(Cell::YesNo(false)), "{no}");
    }
    assert_eq!(read("").ok(), Some(Cell::Blank));
    for unknown in ["2", "是否", "X", "不"] {
        assert_eq!(read(unknown).map_err(|c| c.code.0).err(), Some(836), "{unknown}");
    }
}

#[test]
fn days_and_years() {
    let day = ColumnRule::new("日期", ColumnKind::Date);
    let read = |text| match CellReader::new(&day).read(&Raw::Text(text)) {
        Ok(Cell::Date(day)) => day.to_string(),
        Ok(other) => panic!("{other:?}"),
        Err(complaint) => complaint.code.0.to_string(),
    };
    for text in [
        "2022-03-05",
        "2022/3/5",
        "２０２２－０３－０５",
        "2022年3月5日",
        "2022 年 3 月 5 日",
        "2022-03-05 08:30:00",
        "2022-03-05T00:00:00",
    ] {
        assert_eq!(read(text), "2022-03-05", "{text}");
    }
    for text in ["03/05/2022", "2022-3", "44562", "昨天", "2022-02-29"] {
        assert_eq!(read(text), "835", "{text}");
    }
    let year = ColumnRule::new("年度", ColumnKind::Year);
    let read = |text| CellReader::new(&year).read(&Raw::Text(text)).ok();
    for text in ["2022", "2022年", "2022年度", "２０２２"] {
        assert_eq!(read(text), Some(Cell::Year(2022)), "{text}");
    }
    assert_eq!(read("22"), None);
}

#[test]
fn identifiers_keep_their_zeros() {
    let mut rule = ColumnRule::new("编号", ColumnKind::Text);
    rule.key = true;
    let read = |raw: Raw<'static>| match CellReader::new(&rule).read(&raw) {
        Ok(Cell::Text(text)) => Ok(text.into_owned()),
        Ok(other) => panic!("{other:?}"),
        Err(complaint) => Err(complaint.code.0),
    };
    for text in ["007", "\t007 ", "　007"] {
        assert_eq!(read(Raw::Text(text)), Ok("007".into()), "{text}");
    }
    assert_eq!(read(Raw::Number { value: 320_612.0, percent: false }), Ok("320612".into()));
    assert_eq!(read(Raw::Number { value: 9.132_061_2e17, percent: false }), Err(832));
    assert_eq!(read(Raw::Text("9.13206E+17")), Err(832));
    assert_eq!(read(Raw::Text("1E5")), Ok("1E5".into()));
}
