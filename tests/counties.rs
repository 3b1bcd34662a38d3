//! The library and the example counties from end to end: worked cases pass, results are the accepted ones, and do not hang
//! on the order of rows.

use std::fs;
use std::path::{Path, PathBuf};

use heng::shell::Shell;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `heng` in `folder`: exit status and all that was said.
fn heng(folder: &Path, words: &[&str]) -> (u8, String) {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), "".as_bytes());
    let words: Vec<String> =
        std::iter::once("heng").chain(words.iter().copied()).map(str::to_owned).collect();
    let mut shell = Shell::quiet(folder, &mut out, &mut err, &mut input);
    let status = heng::execute(&words, &mut shell).status();
    (status, String::from_utf8(out).unwrap() + &String::from_utf8(err).unwrap())
}

#[test]
fn worked_cases_pass_and_results_are_the_accepted_ones() {
    for folder in ["stdlib", "examples/基准", "examples/海门区", "examples/如皋市"] {
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
    for code in ["H0822", "H0823", "H0825", "H0826", "H0830", "H0831", "H0835", "H0837"] {
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
