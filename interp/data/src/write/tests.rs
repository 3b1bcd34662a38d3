//! Tables into files, and back.

use heng_interp::value::Date;

use super::*;

fn sheet() -> Sheet<'static> {
    let rows = vec![
        vec![
            Printed::Text("007".into()),
            Printed::Text("=cmd(\"x\")".into()),
            Printed::Decimal("-12.50".into()),
            Printed::Date(Date::from_calendar(2022, 1, 31).expect("a day")),
            Printed::YesNo(true),
        ],
        vec![
            Printed::Text("008".into()),
            Printed::Text("甲，乙, 丙".into()),
            Printed::Decimal("12345678901234567.89".into()),
            Printed::Blank,
            Printed::YesNo(false),
        ],
    ];
    let headers = ["编号", "名称", "得分", "日期", "通过"].map(str::to_owned).to_vec();
    Sheet::of_rows("企业".into(), headers, rows.into_iter())
}

#[test]
fn csv_quotes_what_needs_it_and_disarms_formulas() {
    let mut out = Vec::new();
    write_csv(&mut out, sheet(), YesNoWords::CHINESE, false).expect("memory takes all");
    let expected = "编号,名称,得分,日期,通过\n\
        007,\"'=cmd(\"\"x\"\")\",-12.50,2022-01-31,是\n\
        008,\"甲，乙, 丙\",12345678901234567.89,,否\n";
    assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
}

#[test]
fn a_byte_order_mark_is_written_when_asked_for() {
    let mut out = Vec::new();
    write_csv(&mut out, sheet(), YesNoWords::ENGLISH, true).expect("memory takes all");
    assert!(out.starts_with(b"\xef\xbb\xbf"));
    assert!(String::from_utf8_lossy(&out).contains(",TRUE\n"));
}

#[test]
fn json_keeps_every_digit_and_the_order_of_columns() {
    let mut out = Vec::new();
    write_json(&mut out, sheet()).expect("memory takes all");
    let expected = "[\n  \
        {\"编号\":\"007\",\"名称\":\"=cmd(\\\"x\\\")\",\"得分\":\"-12.50\",\"日期\":\"2022-01-31\",\"通过\":true},\n  \
        {\"编号\":\"008\",\"名称\":\"甲，乙, 丙\",\"得分\":\"12345678901234567.89\",\"日期\":null,\"通过\":false}\n]\n";
    assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
}

#[test]
fn one_table_gives_one_spreadsheet_to_the_byte() {
    let write = || {
        let mut out = std::io::Cursor::new(Vec::new());
        write_xlsx(&mut out, vec![sheet()], YesNoWords::CHINESE).expect("memory takes all");
        out.into_inner()
    };
    assert_eq!(write(), write());
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("结果").join("企业.csv");
    let refused = write_whole(&path, &[], |out| {
        std::io::Write::write_all(out, b"half")?;
        Err(std::io::Error::other("no more"))
    });
    assert!(matches!(refused, Err(WriteError::System(..))));
    assert_eq!(std::fs::read_dir(path.parent().expect("a folder")).expect("readable").count(), 0);
    write_whole(&path, &[], |out| std::io::Write::write_all(out, b"all")).expect("written");
    assert_eq!(std::fs::read(&path).expect("readable"), b"all");
    let over = write_whole(&path, std::slice::from_ref(&path), |out| std::io::Write::write_all(out, b"x"));
    assert!(matches!(over, Err(WriteError::IsInput(_))));
    assert_eq!(std::fs::read(&path).expect("readable"), b"all");
}
