//! Files of every kind into tables.

use super::common::{firms, read, report, shown};
use heng_interp::table::link;

const EXPECTED: &str = "\
91320612000123456X | 南通四安电缆有限公司 | 四安镇 | 24.83 | 15.27 | 3 | 2015-03-01 | 否
913206127655556554 | 南通金沙化工有限公司 | 金沙街道 | 35.96 | 6.27 | 0 | 2009-11-20 | 是
913206120000000018 | 通州\"老\"字号, 食品厂 | 四安镇 |  | 0.5 | 12 | 1998-01-05 | 否";

#[test]
fn one_table_in_every_text_format_is_the_same_table() {
    let files = [
        "firms.csv",
        "firms_bom.csv",
        "firms_crlf.csv",
        "firms_tab.csv",
        "firms_semicolon.csv",
        "firms.json",
    ];
    for file in files {
        let draft = read(file, &firms());
        assert_eq!(report(&draft.faults), "", "{file}");
        assert_eq!(shown(&draft.table), EXPECTED, "{file}");
    }
}

#[test]
fn other_encodings_are_read_and_named() {
    for (file, encoding) in [("firms_gbk.csv", "GB18030"), ("firms_utf16.csv", "UTF-16")] {
        let draft = read(file, &firms());
        assert_eq!(draft.faults.len(), 1, "{}", report(&draft.faults));
        assert!(draft.faults[0].complaint.title.en.ends_with(&format!("was read as {encoding}")));
        assert_eq!(shown(&draft.table), EXPECTED, "{file}");
    }
}

#[test]
fn what_offices_put_around_a_table_is_understood_and_remarked() {
    let draft = read("firms_office.csv", &firms());
    assert_eq!(shown(&draft.table), EXPECTED);
    insta::assert_snapshot!(report(&draft.faults));
    assert_eq!(draft.table.place(1, 3).name().zh, "firms_office.csv 第 6 行 E 列");
}

#[test]
fn every_faulty_file_is_reported_in_full() {
    let files = [
        "err_cells.csv",
        "err_header.csv",
        "err_no_header.csv",
        "err_empty.csv",
        "err_quote.csv",
        "err_encoding.csv",
        "err_page.xls",
        "err_nested.json",
        "err_syntax.json",
    ];
    for file in files {
        let draft = read(file, &firms());
        insta::with_settings!({ snapshot_suffix => file, description => file, omit_expression => true }, {
            insta::assert_snapshot!(report(&draft.faults));
        });
    }
}

#[test]
fn references_are_resolved_across_files() {
    use heng_interp::table::{ChoiceRule, ColumnKind, ColumnRule, Member, Schema};
    let member = |name: &str| Member { name: name.into(), aliases: Vec::new() };
    let levels =
        ChoiceRule { name: "事故级别".into(), members: vec![member("较大"), member("一般")] };
    let columns = vec![
        ColumnRule::new("企业", ColumnKind::Reference(0)),
        ColumnRule::new("级别", ColumnKind::Choice(levels)),
    ];
    let accidents = std::sync::Arc::new(Schema { name: "事故".into(), columns, ..Schema::default() });
    let (tables, faults) = link(vec![read("firms.csv", &firms()), read("accidents.csv", &accidents)]);
    assert_eq!(shown(&tables[1]), "1 | 较大\n | 一般\n | 较大");
    insta::assert_snapshot!(report(&faults));
}
