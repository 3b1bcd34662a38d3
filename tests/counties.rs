//! The library and the example counties from end to end: worked cases pass, results are the accepted ones, and do not hang
//! on the order of rows.

use std::fs;
use std::path::{Path, PathBuf};

use heng_tests::command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `heng` in `folder`: exit status and all that was said.
fn heng(folder: &Path, words: &[&str]) -> (u8, String) {
    let ran = command::heng(folder, words);
    (ran.status, ran.said())
}

#[test]
fn worked_cases_pass_and_results_are_the_accepted_ones() {
    for folder in ["stdlib", "examples/基准", "examples/海门区", "examples/如皋市", "examples/市区财政结算"]
    {
        let (status, said) = heng(&root(), &["test", folder, "--lang", "zh"]);
        assert_eq!(status, 0, "{folder}:\n{said}");
    }
}

#[test]
fn faulty_cells_are_all_reported_and_nothing_is_written() {
    let out = tempfile::tempdir().unwrap();
    let result = out.path().join("结果.csv");
    let (status, said) =
        heng(&root(), &["run", "examples/海门区/坏数据", "-o", result.to_str().unwrap(), "--lang", "zh"]);
    assert_eq!(status, 3, "{said}");
    for code in ["H0822", "H0823", "H0825", "H0826", "H0830", "H0834", "H0835", "H0837"] {
        assert!(said.contains(code), "{code} is not among\n{said}");
    }
    assert!(!result.exists());
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let out = tempfile::tempdir().unwrap();
    let county = root().join("examples/海门区");
    fs::create_dir_all(out.path().join("数据")).unwrap();
    for file in ["评价.heng", "heng.toml", "认定.csv"] {
        fs::copy(county.join(file), out.path().join(file)).unwrap();
    }
    for file in ["企业.csv", "事故.csv", "荣誉.csv"] {
        let text = fs::read_to_string(county.join("数据").join(file)).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        fs::write(out.path().join("数据").join(file), lines.join("\n") + "\n").unwrap();
    }
    let (status, said) = heng(out.path(), &["run", ".", "-o", "倒序.csv", "--lang", "zh"]);
    assert_eq!(status, 0, "{said}");
    let reversed = fs::read_to_string(out.path().join("倒序.csv")).unwrap();
    let accepted = fs::read_to_string(county.join("期望/评价结果.csv")).unwrap();
    assert!(reversed == accepted, "the result hangs on the order of rows");
}

#[test]
fn a_pending_decision_is_refused_where_the_result_must_be_final() {
    let out = tempfile::tempdir().unwrap();
    let result = out.path().join("结果.csv");
    let (status, said) =
        heng(&root(), &["run", "examples/如皋市", "--final", "-o", result.to_str().unwrap(), "--lang", "zh"]);
    assert_eq!(status, 5, "{said}");
    assert!(!result.exists());
}

/// The lines of a file, the first field of each its key, in an order of their own.
fn turned(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    lines.join("\n") + "\n"
}

#[test]
fn a_settlement_does_not_hang_on_the_order_of_rows() {
    let out = tempfile::tempdir().unwrap();
    let settled = root().join("examples/市区财政结算");
    fs::create_dir_all(out.path().join("数据")).unwrap();
    for file in ["结算.heng", "heng.toml", "认定.csv"] {
        fs::copy(settled.join(file), out.path().join(file)).unwrap();
    }
    for file in fs::read_dir(settled.join("数据")).unwrap().map(|entry| entry.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        fs::write(out.path().join("数据").join(file.file_name().unwrap()), turned(&text)).unwrap();
    }
    let (status, said) = heng(out.path(), &["run", ".", "-o", "倒序", "--lang", "zh"]);
    assert_eq!(status, 0, "{said}");
    let sorted = |path: PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    for table in ["区.csv", "汇总.csv", "台账.csv"] {
        let (ours, accepted) = (out.path().join("倒序").join(table), settled.join("期望").join(table));
        assert!(sorted(ours) == sorted(accepted), "{table} hangs on the order of rows");
    }
}

#[test]
fn the_settlement_of_one_year_is_the_printed_one() {
    let out = tempfile::tempdir().unwrap();
    let result = out.path().join("结算2024");
    let words =
        ["run", "examples/市区财政结算", "-p", "年度=2024", "-o", result.to_str().unwrap(), "--lang", "zh"];
    let (status, said) = heng(&root(), &words);
    assert_eq!(status, 0, "{said}");
    let sheet = fs::read_to_string(result.join("区.csv")).unwrap();
    let totals: Vec<(&str, &str)> = sheet
        .lines()
        .skip(1)
        .filter_map(|line| Some((line.split(',').next()?, line.rsplit(',').next()?)))
        .collect();
    let printed = [
        ("崇川区", "1183584"),
        ("南通经济技术开发区", "638617"),
        ("通州区", "766479"),
        ("海门区", "700034"),
        ("苏锡通园区", "105310"),
        ("通州湾示范区", "72976"),
    ];
    assert_eq!(totals.get(..6), Some(printed.as_slice()), "{sheet}");
}
