//! `heng check --fix` from end to end: what is shown, what is written, what stays.

use std::fs;
use std::path::Path;

use heng_tests::command::{Ran, heng_in};
use serde_json::Value;

/// A script with two faults that are mended unasked and one that is not.
const FAULTY: &str = "表 企业 {\n  编号: 文本 主键\n  税收: 万元\n}\n对 企业 {\n  多 = 若 税收》.5 万元 则 1 否则 0\n  \
                      中 = 若 税收 100以上 则 1 否则 0\n}\n";

/// A script with nothing wrong but what is mended unasked.
const NEARLY: &str =
    "表 企业 {\n  编号: 文本 主键\n  税收: 万元\n}\n对 企业 {\n  多 = 若 税收》0.5 万元 则 1 否则 0\n}\n";

/// Runs `heng` in `folder`; with an answer where somebody sits at a terminal.
fn heng(folder: &Path, words: &[&str], answer: Option<&str>) -> Ran {
    let words = [&["--lang", "zh"], words].concat();
    heng_in(folder, &words, answer.unwrap_or_default(), |shell| shell.interactive = answer.is_some())
}

/// A folder with one script.
fn folder(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn without_yes_the_change_is_shown_and_nothing_written() {
    let folder = folder("税.heng", NEARLY);
    let ran = heng(folder.path(), &["check", "--fix", "税.heng"], None);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let expected = "--- 税.heng\n+++ 税.heng\n@@ -4,4 +4,4 @@\n }\n 对 企业 {\n-  多 = 若 税收》0.5 万元 则 1 否则 0\n\
                    +  多 = 若 税收>0.5 万元 则 1 否则 0\n }\n";
    assert_eq!(ran.out, expected);
    assert!(ran.err.contains("有 1 处可以直接改，还没有写进文件"), "{}", ran.err);
    assert_eq!(text(folder.path(), "税.heng"), NEARLY);
}

#[test]
fn with_yes_it_is_written_and_the_status_is_that_of_what_is_left() {
    let nearly = folder("税.heng", NEARLY);
    assert_eq!(heng(nearly.path(), &["check", "--fix", "--yes", "税.heng"], None).status, 0);
    assert_eq!(text(nearly.path(), "税.heng"), NEARLY.replace('》', ">"));
    let faulty = folder("税.heng", FAULTY);
    let ran = heng(faulty.path(), &["check", "--fix", "--yes", "税.heng"], None);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("H0122") && !ran.err.contains("[H0108] 错误"), "{}", ran.err);
    assert!(ran.err.ends_with("其中 1 处有建议的改法，要由您决定。\n"), "{}", ran.err);
    assert_eq!(text(faulty.path(), "税.heng"), FAULTY.replace("》.5", ">0.5"));
}

#[test]
fn at_a_terminal_somebody_is_asked() {
    for (answer, status, written) in [("是\n", 0, true), ("y\n", 0, true), ("\n", 1, false), ("", 1, false)]
    {
        let folder = folder("税.heng", NEARLY);
        let ran = heng(folder.path(), &["check", "--fix", "税.heng"], Some(answer));
        assert!(ran.err.contains("要把这 1 处改动写进 1 个文件吗？[y/N]"), "{}", ran.err);
        assert_eq!((ran.status, text(folder.path(), "税.heng") != NEARLY), (status, written), "{answer:?}");
    }
}

#[test]
fn mark_line_breaks_and_the_missing_last_one_stay() {
    let windows = format!("\u{FEFF}{}", FAULTY.trim_end().replace('\n', "\r\n"));
    let folder = folder("税.heng", &windows);
    heng(folder.path(), &["check", "--fix", "--yes"], None);
    assert_eq!(text(folder.path(), "税.heng"), windows.replace("》.5", ">0.5"));
}

#[test]
fn a_literate_script_keeps_its_prose() {
    let literate = format!("# 办法\n\n第一条 税收》.5 万元。\n\n```heng\n{FAULTY}```\n");
    let folder = folder("税.heng.md", &literate);
    heng(folder.path(), &["check", "--fix", "--yes", "税.heng.md"], None);
    let expected =
        format!("# 办法\n\n第一条 税收》.5 万元。\n\n```heng\n{}```\n", FAULTY.replace("》.5", ">0.5"));
    assert_eq!(text(folder.path(), "税.heng.md"), expected);
}

#[test]
fn what_the_project_uses_is_mended_and_its_library_is_not() {
    let folder = folder("税.heng", &format!("引用 市.甲\n引用 县.乙\n{NEARLY}"));
    for path in ["stdlib/市/甲.heng", "县/乙.heng"] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "参数 门槛: 比例 = .5\n").unwrap();
    }
    let ran = heng(folder.path(), &["check", "--fix", "--yes", "税.heng"], None);
    assert_eq!(text(folder.path(), "县/乙.heng"), "参数 门槛: 比例 = 0.5\n", "{}", ran.err);
    assert_eq!(text(folder.path(), "stdlib/市/甲.heng"), "参数 门槛: 比例 = .5\n");
}

#[test]
fn programs_get_places_and_words() {
    let folder = folder("税.heng", NEARLY);
    let ran = heng(folder.path(), &["check", "--fix", "税.heng", "--format", "json"], Some("y\n"));
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    let fix = &document["fix"];
    assert_eq!((&fix["written"], &fix["mends"][0]["code"]), (&Value::Bool(false), &Value::from("H0108")));
    let edit = &fix["edits"][0];
    assert_eq!((&edit["replacement"], &edit["place"]["text"]), (&Value::from(">"), &Value::from("》")));
    assert_eq!((&edit["place"]["line"], &edit["place"]["column"]), (&Value::from(6), &Value::from(11)));
    assert_eq!(document["diagnostics"], Value::Array(Vec::new()));
}

#[test]
fn nothing_to_mend_is_said_only_where_something_is_wrong() {
    let right = folder("税.heng", &NEARLY.replace('》', ">"));
    let ran = heng(right.path(), &["check", "--fix"], None);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, "检查了 1 个脚本，没有问题。\n");
    assert_eq!(heng(right.path(), &["check", "--yes"], None).status, 2);
}
