//! What holds for every table.

use super::common::{firms, path, report, shown};
use heng_data::{Input, Printed, Sheet, YesNoWords, read_table, write_csv, write_json, write_xlsx};
use heng_interp::table::fault::DataFault;
use heng_interp::value::Date;
use proptest::prelude::*;

const HEADERS: [&str; 8] =
    ["企业编号", "企业名称", "乡镇", "实缴税金", "占地面积", "发明专利", "成立日期", "黑名单"];

/// One row: the name of the enterprise and its figures.
#[derive(Clone, Debug)]
struct Firm {
    name: String,
    town: bool,
    tax: Option<(i64, u32)>,
    land: (i64, u32),
    patents: u32,
    day: i32,
    listed: bool,
}

fn firm() -> impl Strategy<Value = Firm> {
    let tax = prop::option::of((-1_000_000_000_i64..1_000_000_000, 0_u32..6));
    let land = (1_i64..1_000_000, 0_u32..6);
    let name = "[=+@,;\"'甲乙Ａa 0-9\n-]{0,8}厂";
    (name, any::<bool>(), tax, land, 0_u32..500, -20_000_i32..20_000, any::<bool>()).prop_map(
        |(name, town, tax, land, patents, day, listed)| Firm { name, town, tax, land, patents, day, listed },
    )
}

fn decimal((mantissa, scale): (i64, u32)) -> String {
    heng_interp::table::number_text(&heng_interp::table::Decimal { mantissa, scale }.to_rational())
}

fn cells(number: usize, firm: &Firm) -> Vec<Printed> {
    vec![
        Printed::Text(format!("{number:05}")),
        Printed::Text(firm.name.trim().to_owned()),
        Printed::Text(if firm.town { "四安镇" } else { "金沙" }.to_owned()),
        firm.tax.map_or(Printed::Blank, |t| Printed::Decimal(decimal(t))),
        Printed::Decimal(decimal(firm.land)),
        Printed::Decimal(firm.patents.to_string()),
        Date::from_days(firm.day).map_or(Printed::Blank, Printed::Date),
        Printed::YesNo(firm.listed),
    ]
}

fn sheet(firms: &[Firm], order: &[usize]) -> Sheet<'static> {
    let pick = |cells: Vec<Printed>| order.iter().map(|&i| cells[i].clone()).collect::<Vec<_>>();
    let rows: Vec<_> = firms.iter().enumerate().map(|(i, f)| pick(cells(i, f))).collect();
    let headers = order.iter().map(|&i| HEADERS[i].to_owned()).collect();
    Sheet::of_rows("企业".into(), headers, rows.into_iter())
}

fn csv(firms: &[Firm], order: &[usize]) -> Vec<u8> {
    let mut out = Vec::new();
    write_csv(&mut out, sheet(firms, order), YesNoWords::CHINESE, false).expect("memory takes all");
    out
}

fn read(name: &str, bytes: Vec<u8>) -> String {
    let draft = read_table(Input::bytes(name, bytes), &firms());
    let errors: Vec<_> = draft.faults.into_iter().filter(DataFault::is_error).collect();
    assert_eq!(report(&errors), "");
    shown(&draft.table)
}

fn expected(firms: &[Firm]) -> String {
    let text = |cell: &Printed| match cell {
        Printed::Text(t) if t == "金沙" => "金沙街道".to_owned(),
        Printed::Text(t) | Printed::Decimal(t) => t.clone(),
        Printed::Date(day) => day.to_string(),
        Printed::YesNo(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Printed::Blank => String::new(),
    };
    let row = |(i, f): (usize, &Firm)| cells(i, f).iter().map(text).collect::<Vec<_>>().join(" | ");
    firms.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back_from_every_format(firms in prop::collection::vec(firm(), 1..12)) {
        let order: Vec<usize> = (0..8).collect();
        let expected = expected(&firms);
        prop_assert_eq!(&read("a.csv", csv(&firms, &order)), &expected);
        let mut json = Vec::new();
        write_json(&mut json, sheet(&firms, &order)).expect("memory takes all");
        prop_assert_eq!(&read("a.json", json), &expected);
        let mut xlsx = std::io::Cursor::new(Vec::new());
        write_xlsx(&mut xlsx, vec![sheet(&firms, &order)], YesNoWords::ENGLISH).expect("memory takes all");
        prop_assert_eq!(&read("a.xlsx", xlsx.into_inner()), &expected);
    }

    #[test]
    fn the_order_of_columns_does_not_matter(
        firms in prop::collection::vec(firm(), 1..12),
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        prop_assert_eq!(read("a.csv", csv(&firms, &order)), expected(&firms));
    }

    #[test]
    fn no_bytes_bring_the_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let draft = read_table(Input::bytes("a.csv", bytes), &firms());
        prop_assert!(!draft.faults.is_empty());
    }

    #[test]
    fn no_damage_to_a_spreadsheet_brings_the_reader_down(
        file in prop::sample::select(vec!["firms.xlsx", "firms.ods", "firms.xls"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        length in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = std::fs::read(path(file)).expect("the test's file is there");
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(length) = length {
            bytes.truncate(length.index(bytes.len()));
        }
        let draft = read_table(Input::bytes(file, bytes), &firms());
        prop_assert!(draft.table.rows() <= 3 || !draft.faults.is_empty());
    }
}
