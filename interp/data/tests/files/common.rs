//! The tables that the files in `tests/data` are read into, and their contents as text.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use dashu_ratio::RBig;
use heng_data::{Input, read_table};
use heng_grammar::tree::Comparator;
use heng_interp::table::fault::DataFault;
use heng_interp::table::*;
use heng_interp::value::Value;

pub fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

pub fn number(unit: &str, whole: bool, spellings: &[(&str, i64, u64)]) -> ColumnKind {
    let spelling = |&(label, n, d): &(&str, i64, u64)| UnitSpelling {
        label: label.into(),
        factor: RBig::from_parts(n.into(), d.into()),
    };
    ColumnKind::Number(NumberRule {
        unit: unit.into(),
        whole,
        spellings: spellings.iter().map(spelling).collect(),
    })
}

pub fn firms() -> Arc<Schema> {
    let mut key = ColumnRule::new("企业编号", ColumnKind::Text);
    key.key = true;
    let name = ColumnRule::new("企业名称", ColumnKind::Text);
    let member = |name: &str, alias: &str| Member { name: name.into(), aliases: vec![alias.into()] };
    let members = vec![member("四安镇", "四安"), member("金沙街道", "金沙")];
    let mut town = ColumnRule::new("乡镇", ColumnKind::Choice(ChoiceRule { name: "乡镇名".into(), members }));
    town.headers = vec!["乡镇".into(), "所在乡镇".into()];
    let mut tax =
        ColumnRule::new("实缴税金", number("万元", false, &[("元", 1, 10_000), ("亿元", 10_000, 1)]));
    tax.optional = true;
    tax.citations = vec!["第十七条（一）".into()];
    let mut land = ColumnRule::new("占地面积", number("亩", false, &[("公顷", 15, 1)]));
    land.bounds = vec![Bound { comparator: Comparator::Greater, value: RBig::ZERO }];
    let mut patents = ColumnRule::new("发明专利", number("件", true, &[]));
    patents.default = Some(Value::Number(RBig::ZERO));
    let founded = ColumnRule::new("成立日期", ColumnKind::Date);
    let mut listed = ColumnRule::new("黑名单", ColumnKind::YesNo);
    listed.default = Some(Value::YesNo(false));
    let columns = vec![key, name, town, tax, land, patents, founded, listed];
    Arc::new(Schema { name: "企业".into(), columns, ..Schema::default() })
}

pub fn read(name: &str, schema: &Arc<Schema>) -> Draft {
    let file = std::fs::File::open(path(name)).expect("the test's file is there");
    read_table(Input::new(name, file), schema)
}

/// Rows and cells, one row a line.
pub fn shown(table: &Table) -> String {
    let columns = table.schema().columns.len();
    let row = |row: u32| (0..columns).map(|c| table.cell_text(row, c)).collect::<Vec<_>>().join(" | ");
    (0..table.rows()).map(row).collect::<Vec<_>>().join("\n")
}

/// Every fault in both languages.
pub fn report(faults: &[DataFault]) -> String {
    let mut text = String::new();
    for fault in faults {
        let report = fault.to_diagnostic();
        writeln!(text, "{} {:?}", report.code, report.severity).expect("text");
        writeln!(text, "  {}\n  {}", report.title.zh, report.title.en).expect("text");
        for help in &report.help {
            writeln!(text, "    {}\n    {}", help.zh, help.en).expect("text");
        }
    }
    text
}
