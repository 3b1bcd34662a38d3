//! XLSX, XLS and ODS into tables.

use std::io::Cursor;
use std::sync::Arc;

use super::common::{firms, number, path, read, report, shown};
use heng_data::{Input, Printed, Reading, Sheet, YesNoWords, read_table, read_table_with, write_xlsx};
use heng_interp::table::{ColumnRule, Schema};

const EXPECTED: &str = "\
91320612000123456X | 南通四安电缆有限公司 | 四安镇 | 24.83 | 15.27 | 3 | 2015-03-01 | 否
913206127655556554 | 南通金沙化工有限公司 | 金沙街道 | 35.96 | 6.27 | 0 | 2009-11-20 | 是
913206120000000018 | 通州\"老\"字号, 食品厂 | 四安镇 |  | 0.5 | 12 | 1998-01-05 | 否";

fn with_share() -> Arc<Schema> {
    let mut schema = (*firms()).clone();
    let mut share = ColumnRule::new("研发占比", number("%", false, &[]));
    share.optional = true;
    schema.columns.push(share);
    Arc::new(schema)
}

#[test]
fn titles_merged_headers_and_totals_are_understood_in_every_spreadsheet() {
    for file in ["firms.xlsx", "firms.ods", "firms.xls"] {
        let draft = read(file, &firms());
        assert_eq!(shown(&draft.table), EXPECTED, "{file}\n{}", report(&draft.faults));
        assert_eq!(draft.table.place(1, 3).name().zh, format!("{file}!企业!E6"));
        insta::with_settings!({ snapshot_suffix => file, omit_expression => true }, {
            insta::assert_snapshot!(report(&draft.faults));
        });
    }
}

#[test]
fn percentages_are_percentages() {
    let draft = read("firms.xlsx", &with_share());
    let shares: Vec<String> = (0..3).map(|row| draft.table.cell_text(row, 8)).collect();
    assert_eq!(shares, ["3.5", "30", ""]);
    let draft = read("firms.ods", &with_share());
    assert!(draft.faults.iter().any(|f| f.code().0 == 840), "{}", report(&draft.faults));
}

#[test]
fn faulty_cells_of_spreadsheets_are_named() {
    let draft = read("err_cells_sheet.xlsx", &firms());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(report(&draft.faults));
    });
}

#[test]
fn a_sheet_can_be_named() {
    let open = |sheet: &str| {
        let file = std::fs::File::open(path("firms.xlsx")).expect("the test's file is there");
        read_table(Input::new("firms.xlsx", file).with_sheet(Some(sheet.into())), &firms())
    };
    assert_eq!(shown(&open("企业").table), EXPECTED);
    let missing = open("企业名单");
    assert_eq!(missing.faults[0].code().0, 805);
    assert_eq!(missing.faults[0].to_diagnostic().help[0].zh, "文件里的工作表有：说明、企业");
    assert_eq!(Input::split_sheet("数据/企业.xlsx#汇总"), ("数据/企业.xlsx", Some("汇总")));
    assert_eq!(Input::split_sheet("数据/#1.csv"), ("数据/#1.csv", None));
}

#[test]
fn what_is_written_is_read_back() {
    let headers = ["企业编号", "企业名称", "乡镇", "实缴税金", "占地面积", "发明专利", "成立日期", "黑名单"];
    let text = |t: &str| Printed::Text(t.into());
    let day = heng_interp::value::Date::from_calendar(2015, 3, 1).expect("a day");
    let row = vec![
        text("007"),
        text("=甲\"厂\""),
        text("金沙街道"),
        Printed::Decimal("-24.830".into()),
        Printed::Decimal("1234567890.123456789".into()),
        Printed::Decimal("3".into()),
        Printed::Date(day),
        Printed::YesNo(true),
    ];
    let headers = headers.map(str::to_owned).to_vec();
    let sheet = Sheet::of_rows("结果".into(), headers, std::iter::once(row));
    let mut out = Cursor::new(Vec::new());
    write_xlsx(&mut out, vec![sheet], YesNoWords::CHINESE).expect("memory takes all");
    let draft = read_table(Input::bytes("结果.xlsx", out.into_inner()), &firms());
    let expected = "007 | =甲\"厂\" | 金沙街道 | -24.83 | 1234567890.123456789 | 3 | 2015-03-01 | 是";
    assert_eq!(shown(&draft.table), expected, "{}", report(&draft.faults));
}

#[test]
fn a_stray_cell_at_the_far_end_costs_nothing() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let headers = ["企业编号", "企业名称", "乡镇", "占地面积", "成立日期"];
    let cells = ["E1", "甲厂", "四安镇", "1.5", "2015-03-01"];
    for (column, (header, cell)) in (0..).zip(headers.into_iter().zip(cells)) {
        sheet.write_string(0, column, header).expect("written");
        sheet.write_string(1, column, cell).expect("written");
    }
    sheet.write_string(1_048_575, 16_383, "stray").expect("written");
    let bytes = book.save_to_buffer().expect("memory takes all");
    let draft = read_table(Input::bytes("stray.xlsx", bytes), &firms());
    assert_eq!(draft.table.rows(), 2);
    assert_eq!(shown(&draft.table).lines().next(), Some("E1 | 甲厂 | 四安镇 |  | 1.5 | 0 | 2015-03-01 | 否"));
    assert!(draft.faults.iter().any(|f| f.place.row == Some(1_048_576)), "the stray row is reported");
}

/// Long enough for several batches of rows, with a faulty cell in each thousand.
fn long_sheet() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(["企业编号", "企业名称", "乡镇", "占地面积", "成立日期"])
    {
        sheet.write_string(0, column, header).expect("written");
    }
    for row in 1..3_000_u32 {
        sheet.write_string(row, 0, format!("E{row}")).expect("written");
        sheet.write_string(row, 1, format!("{row}厂")).expect("written");
        sheet.write_string(row, 2, "四安").expect("written");
        sheet.write_number(row, 3, f64::from(row % 1000)).expect("written");
        sheet.write_string(row, 4, "2015-03-01").expect("written");
    }
    book.save_to_buffer().expect("memory takes all")
}

/// Also of a file that is damaged somewhere: the rows before, and what is wrong.
#[test]
fn what_is_read_does_not_depend_on_how_many_threads_read() {
    let sound = long_sheet();
    let read = |bytes: &[u8], threads: usize| {
        let how = Reading { threads, ..Reading::default() };
        let input = Input::bytes("长.xlsx", bytes.to_vec());
        read_table_with(input, &firms(), &how).map(|(draft, _)| (shown(&draft.table), report(&draft.faults)))
    };
    let (table, faults) = read(&sound, 1).expect("memory can be read");
    assert_eq!(table.lines().count(), 2_999);
    assert!(faults.contains("D2001"), "{faults}");
    let mut damaged = 0;
    for at in (0..60).map(|part| part * sound.len() / 60) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x55;
        let (one, two) = (read(&bytes, 1).expect("memory"), read(&bytes, 2).expect("memory"));
        damaged += usize::from(one.0 != table);
        assert_eq!(one, two, "byte {at}");
    }
    assert!(damaged > 20, "{damaged}");
    assert_eq!(read(&sound, 2).expect("memory"), (table, faults));
}
