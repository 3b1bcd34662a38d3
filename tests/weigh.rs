//! What hangs, in data, on what a script leaves unstated and on the order of moves.

use std::fs;

use heng_tests::command::{Ran, heng_in_chinese as heng};
use serde_json::Value;

const POLICY: &str = "选项 等级 { A > B > C }\n表 企业 {\n  编号: 文本 主键\n  得分: 分\n  黑名单: 是否\n}\n对 企业 {\n  \
                      分档 初评 依 得分 从高到低 {\n    A 前 25%\n    B 至 50%\n    C 其余\n    并列 同档\n    取整 舍去\n    \
                      基数 排名者\n  }\n}\n";

/// Five firms; the second and the third tie.
const FIRMS: &str = "编号,得分,黑名单\nE1,90,否\nE2,80,是\nE3,80,否\nE4,70,否\nE5,60,否\n";

/// Checks a script with the firms.
fn checked(script: &str, firms: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("评价.heng"), script).unwrap();
    fs::write(folder.path().join("企业.csv"), firms).unwrap();
    heng(folder.path(), &["check", "评价.heng", "-d", "企业.csv", "--format", "plain"], "")
}

/// What is said of the data, one sentence a line.
fn said(ran: &Ran) -> Vec<String> {
    let joined = ran.err.replace("\n  ", "");
    joined.lines().filter_map(|line| line.split_once("按现有数据").map(|(_, rest)| rest.to_owned())).collect()
}

#[test]
fn of_ties_the_rows_that_come_out_otherwise_are_named() {
    let ran = checked(&POLICY.replace("    并列 同档\n", ""), FIRMS);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert_eq!(said(&ran).len(), 1, "{}", ran.err);
    assert!(said(&ran)[0].contains("写 `并列 同档`与写 `并列 编号 从低到高`，1 行不同"), "{}", ran.err);
}

#[test]
fn each_option_is_varied_by_itself() {
    let script = POLICY.replace("    取整 舍去\n", "").replace("    基数 排名者\n", "");
    let told = said(&checked(&script, FIRMS));
    assert_eq!(told.len(), 5, "{told:#?}");
    // 25 % of five firms are 1.25, 50 % are 2.5: one of the two that tie moves up where shares are rounded up.
    assert!(told.iter().any(|said| said.contains("`取整 进一`") && said.contains("行不同")), "{told:#?}");
    assert!(told.iter().any(|said| said.contains("`基数 参评者`，每一行都一样")), "{told:#?}");
}

#[test]
fn another_error_of_the_script_comes_first() {
    let script = POLICY.replace("    并列 同档\n", "") + "对 企业 { 好 = 得 > 60 分 }\n";
    let ran = checked(&script, FIRMS);
    assert!(said(&ran).is_empty() && ran.err.contains("H0630"), "{}", ran.err);
}

#[test]
fn data_that_cannot_be_used_are_told_with_the_script() {
    let ran = checked(&POLICY.replace("    并列 同档\n", ""), &FIRMS.replace("70", "七十"));
    assert!(ran.err.contains("H0630") && ran.err.contains("七十"), "{}", ran.err);
    assert_eq!(ran.status, 1);
}

#[test]
fn what_comes_through_a_pipe_is_not_read_twice() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("评价.heng"), POLICY.replace("    并列 同档\n", "")).unwrap();
    let ran = heng(folder.path(), &["check", "评价.heng", "-d", "企业=-"], FIRMS);
    assert!(ran.err.contains("H0630") && !ran.err.contains("按现有数据"), "{}", ran.err);
}

#[test]
fn programs_read_it_as_advice() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("评价.heng"), POLICY.replace("    并列 同档\n", "")).unwrap();
    fs::write(folder.path().join("企业.csv"), FIRMS).unwrap();
    let ran = heng(folder.path(), &["check", "评价.heng", "-d", "企业.csv", "--format", "json"], "");
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let advice = document["diagnostics"][0]["help"][0]["zh"].as_str().unwrap_or_default();
    assert!(advice.starts_with("按现有数据"), "{document:#}");
}

/// A script whose floor and penalty disagree on a firm of the black list above 75.
fn moves() -> String {
    POLICY.to_owned()
        + "对 企业 {\n  调档 终 自 初评 次序 自上而下 不补位 {\n    保护 优 当 得分 > 75 分 不低于 B\n    \
           惩罚 劣 当 黑名单 调为 C\n  }\n}\n"
}

#[test]
fn moves_that_meet_are_told_with_the_rows_they_meet_on() {
    let ran = checked(&moves(), FIRMS);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let told = said(&ran);
    assert!(told[0].contains("「优」与「劣」有 1 行碰到一起"), "{told:#?}");
    assert!(told[0].contains("E2 照写的次序是 C，反过来是 B"), "{told:#?}");
}

#[test]
fn moves_that_meet_on_no_row_are_said_to() {
    let told = said(&checked(&moves(), &FIRMS.replace('是', "否")));
    assert!(told[0].contains("没有哪一行因为两条调整的先后而等级不同"), "{told:#?}");
}
