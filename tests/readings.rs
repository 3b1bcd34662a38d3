//! `heng readings`: each declared reading run every way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use heng_tests::command::heng;
use proptest::prelude::*;
use serde_json::Value;

/// What the study says in either language.
fn studied(folder: &Path, more: &[&str]) -> String {
    let zh = heng(folder, &[&["readings", "--lang", "zh"], more].concat());
    let en = heng(folder, &[&["readings", "--lang", "en"], more].concat());
    assert_eq!((zh.status, en.status), (0, 0), "{}{}", zh.out, zh.err);
    format!("{}{}\n──── English\n{}{}", zh.out, zh.err, en.out, en.err)
}

fn json(folder: &Path, more: &[&str]) -> Value {
    let ran = heng(folder, &[&["readings", "--format", "json"], more].concat());
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// A snapshot under tests/snapshots/readings; nothing is wider than a terminal.
fn snapshot(name: &str, text: &str) {
    let wide: Vec<&str> = text.lines().filter(|line| heng::report::text::width(line) > 80).collect();
    assert!(wide.is_empty() || name.starts_with("rows"), "{wide:#?}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/readings");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

fn project(of: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(of), folder.path());
    folder
}

fn county() -> tempfile::TempDir {
    project("tests/explore/读法")
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Five firms worked by hand: E1 is first in every run, and E4 never comes among the first three. 附加分 and 专项分 lift E3 over E2
/// only together; 名额取整 gives a third place, to E3; 老字号 protects E5.
#[test]
fn five_firms_worked_by_hand() {
    let folder = county();
    snapshot("five_firms", &studied(folder.path(), &["-o", "行.csv"]));
    snapshot("rows_of_five_firms", &read(folder.path(), "行.csv"));
    let said = json(folder.path(), &[]);
    assert_eq!((&said["schema"], &said["extent"]), (&Value::from("heng.readings/1"), &Value::from("all")));
    assert_eq!((&said["combinations"], &said["certain"]), (&Value::from(16), &Value::Bool(true)));
    let alone: BTreeMap<&str, (bool, bool, u64)> = said["readings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reading| {
            let classes = reading["alone"][0]["classes"].as_u64().unwrap();
            let flags = (reading["used"].as_bool().unwrap(), reading["may_matter"].as_bool().unwrap());
            (reading["name"].as_str().unwrap(), (flags.0, flags.1, classes))
        })
        .collect();
    let expected = BTreeMap::from([
        ("附加分", (true, true, 0)),
        ("专项分", (true, true, 0)),
        ("基础分", (true, false, 0)),
        ("备用分", (false, false, 0)),
        ("初评.名额取整", (true, true, 1)),
        ("老字号", (true, true, 1)),
    ]);
    let by_last: BTreeMap<&str, (bool, bool, u64)> =
        alone.into_iter().map(|(name, found)| (name.rsplit('.').next().unwrap(), found)).collect();
    let expected: BTreeMap<&str, (bool, bool, u64)> =
        expected.into_iter().map(|(name, found)| (name.rsplit('.').next().unwrap(), found)).collect();
    assert_eq!(by_last, expected);
    let grade = &said["grades"][0];
    assert_eq!((&grade["rows"], &grade["same"]), (&Value::from(5), &Value::from(2)));
    let joint: Vec<(&str, bool)> = grade["uncertain"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["key"].as_str().unwrap(), row["only_together"].as_bool().unwrap()))
        .collect();
    assert_eq!(joint, [("E2", true), ("E3", false), ("E5", false)]);
    let money = &said["amounts"][0];
    assert_eq!(
        (&money["taken"], &money["least"], &money["most"]),
        (&"10".into(), &"10".into(), &"20".into())
    );
}

/// Where not every combination is run, nothing is called certain.
#[test]
fn with_a_bound_the_word_is_not_certain() {
    let folder = county();
    let pairs = studied(folder.path(), &["--runs", "6"]);
    assert!(pairs.contains("两两组合都试了") && !pairs.contains("是确定的"), "{pairs}");
    let some = studied(folder.path(), &["--runs", "2"]);
    assert!(some.contains("试了每条单独换和 2 个两两组合"), "{some}");
    snapshot("bounded", &some);
    let said = json(folder.path(), &["--runs", "0"]);
    assert_eq!(
        (&said["certain"], &said["extent"], &said["runs"]),
        (&false.into(), &"some_pairs".into(), &7.into())
    );
}

#[test]
fn one_reading_can_be_asked_for_and_an_unknown_one_is_told() {
    let folder = county();
    let said = json(folder.path(), &["--only", "老字号"]);
    assert_eq!(said["readings"].as_array().unwrap().len(), 1);
    assert_eq!(said["certain"], true);
    let ran = heng(folder.path(), &["readings", "--only", "老字好", "--lang", "zh"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("H0975") && ran.err.contains("是不是「老字号」"), "{}", ran.err);
}

/// An answer that rests on a column which the file lacks cannot be run, and is not passed over in silence.
#[test]
fn an_answer_that_cannot_be_run_is_told() {
    let folder = county();
    let script = read(folder.path(), "评价.heng")
        .replace("  申报中: 是否 默认 否\n", "  申报中: 是否 默认 否\n  信用: 分\n")
        .replace("算 附加；取 不算 }", "算 附加；按信用 信用；取 不算 }");
    write(folder.path(), "评价.heng", &script);
    snapshot("cannot_be_run", &studied(folder.path(), &[]));
    let said = json(folder.path(), &[]);
    assert_eq!(
        (&said["certain"], &said["failed"][0]["answers"][0]["arm"]),
        (&false.into(), &"按信用".into())
    );
}

#[test]
fn a_script_without_readings_and_one_that_cannot_be_run() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "办法.heng", "表 企业 { 编号: 文本 主键；税: 万元 }\n对 企业 { 两倍 = 2 × 税 }\n");
    write(folder.path(), "企业.csv", "编号,税\nE1,3\n");
    let words = ["readings", "办法.heng", "-d", "企业.csv", "--lang", "zh"];
    let ran = heng(folder.path(), &words);
    assert!(ran.status == 0 && ran.out.contains("这份脚本没有读法"), "{}{}", ran.out, ran.err);
    write(folder.path(), "企业.csv", "编号,税\nE1,三\n");
    assert_eq!(heng(folder.path(), &words).status, 3);
}

/// A policy without grades: money alone. Under another name, the reading is taken by that name.
#[test]
fn readings_of_money_alone_and_of_a_document_under_another_name() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "表 企业 { 编号: 文本 主键；税: 万元 }\n对 企业 {\n  读法 比例 \"按几成\" @第二条 { 一成 10%；两成 20%；取 一成 }\n  奖励 = 税 × 比例\n}\n";
    write(folder.path(), "细则.heng", &format!("{rules}输出 企业 {{ 编号；奖励 }}\n"));
    write(folder.path(), "企业.csv", "编号,税\nE1,30\nE2,50\n");
    let words = ["-d", "企业.csv"];
    snapshot("money_alone", &studied(folder.path(), &[&["细则.heng"], &words[..]].concat()));
    write(folder.path(), "细则.heng", rules);
    write(folder.path(), "办法.heng", "引用 细则 为 细\n");
    let said = json(folder.path(), &[&["办法.heng"], &words[..]].concat());
    assert_eq!((&said["readings"][0]["name"], &said["runs"]), (&"细.比例".into(), &2.into()), "{said:#}");
}

/// The first firms of the example county, eight of its readings, every answer alone.
#[test]
fn the_example_county_answer_by_answer() {
    let folder = project("examples/海门区");
    let firms = read(folder.path(), "数据/企业.csv");
    let kept: Vec<&str> = firms.lines().take(161).collect();
    let keys: BTreeSet<&str> = kept.iter().skip(1).filter_map(|line| line.split(',').next()).collect();
    write(folder.path(), "数据/企业.csv", &(kept.join("\n") + "\n"));
    for table in ["数据/荣誉.csv", "数据/事故.csv", "认定.csv"] {
        let text = read(folder.path(), table);
        let own = |line: &&str| line.split(',').any(|cell| keys.contains(cell));
        let lines: Vec<&str> = text.lines().take(1).chain(text.lines().skip(1).filter(own)).collect();
        write(folder.path(), table, &(lines.join("\n") + "\n"));
    }
    let only =
        ["达到起评线", "名单外列入", "计入", "专利", "全市亩均税收", "保护优先", "年内发生", "一般事故数"];
    let words = only.iter().flat_map(|name| ["--only", name]);
    let words: Vec<&str> = ["readings", "--lang", "zh", "--runs", "0"].into_iter().chain(words).collect();
    let ran = heng(folder.path(), &words);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    snapshot("example_county", &ran.out);
}

/// The class of every row, as a run with these entries written into the script gives it.
fn classes(folder: &Path, entries: &str) -> BTreeMap<String, String> {
    let script = read(folder, "评价.heng");
    write(folder, "另.heng", &format!("{script}{entries}"));
    let ran = heng(folder, &["run", "另.heng", "-d", "企业.csv", "-o", "另.csv"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let table = read(folder, "另.csv");
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    table.lines().skip(1).map(cells).map(|row| (row[0].clone(), row[3].clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, ..ProptestConfig::default() })]

    /// Over any data, the study says what runs with the entries written into the script say: of each answer alone, and of all
    /// sixteen combinations together.
    #[test]
    fn the_study_is_what_runs_with_the_entries_written_say(
        rows in prop::collection::vec((60_i32..75, 0_i32..4, 0_i32..4, any::<bool>(), any::<bool>()), 2..9)
    ) {
        let folder = county();
        let word = |yes: bool| if yes { "是" } else { "否" };
        let lines = rows.iter().enumerate().map(|(at, (base, extra, special, has, asks))| {
            format!("E{at},厂{at},{base},{extra},{special},{},{}\n", word(*has), word(*asks))
        });
        let text = "编号,企业名称,基础,附加,专项,有证,申报中\n".to_owned() + &lines.collect::<String>();
        write(folder.path(), "企业.csv", &text);
        let said = json(folder.path(), &[]);
        let base = classes(folder.path(), "");
        let answers = [("附加分", "算"), ("专项分", "算"), ("名额取整", "进位"), ("老字号", "申报也算")];
        for reading in said["readings"].as_array().unwrap() {
            let name = reading["name"].as_str().unwrap();
            let arm = reading["alone"][0]["arm"].as_str().unwrap();
            let other = classes(folder.path(), &format!("取 {name} = {arm}\n"));
            let moved = base.iter().filter(|(key, class)| other[*key] != **class).count();
            prop_assert_eq!(reading["alone"][0]["classes"].as_u64(), Some(moved as u64), "{}", name);
        }
        let mut met: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for set in 0..16_usize {
            let taken = answers.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
            let entries: String = taken.map(|(_, (name, arm))| format!("取 {name} = {arm}\n")).collect();
            for (key, class) in classes(folder.path(), &entries) {
                met.entry(key).or_default().insert(class);
            }
        }
        let certain = met.values().filter(|classes| classes.len() == 1).count();
        prop_assert_eq!(said["grades"][0]["same"].as_u64(), Some(certain as u64));
    }
}
