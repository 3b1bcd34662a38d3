//! The life of a result: 预评价 while decisions or appeals are pending, final with the registers complete, a receipt of both, and the
//! same run made again from its receipt.

use std::fs;
use std::path::Path;

use heng_tests::command::{Ran, heng};
use serde_json::Value;

fn zh(folder: &Path, words: &[&str]) -> Ran {
    heng(folder, &[words, &["--lang", "zh"]].concat())
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The project in tests/explore/申诉, copied.
fn county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explore/申诉");
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    folder
}

/// The register of the project with these lines in the place of its own.
fn appeals(lines: &[&str]) -> String {
    let header = "编号,表,对象,列,更正为,理由,提出日期,结论,文号,日期,经办,复核说明";
    format!("{header}\n{}\n", lines.join("\n"))
}

/// A snapshot under tests/snapshots/receipts; nothing is wider than a terminal.
fn snapshot(name: &str, text: &str) {
    let wide: Vec<&str> = text.lines().filter(|line| heng::report::text::width(line) > 80).collect();
    assert!(wide.is_empty() || text.starts_with('{'), "{wide:#?}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/receipts");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"heng \d+\.\d+\.\d+", "heng VERSION");
    settings.add_filter(r"(衡|现在是|this is) \d+\.\d+\.\d+", "$1 VERSION");
    settings.add_filter(r#""version": "\d+\.\d+\.\d+""#, r#""version": "VERSION""#);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn a_pending_appeal_makes_the_run_preliminary_and_says_so() {
    let folder = county();
    let ran = zh(folder.path(), &["run", "-o", "结果.csv"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("【预评价】还有申诉没有复核，结果不是正式结果。"), "{}", ran.out);
    let en = heng(folder.path(), &["run", "-o", "结果.csv"]);
    snapshot("preliminary", &format!("{}\n──── English\n{}", ran.out, en.out));
    let receipt = json(&read(folder.path(), "结果.csv.receipt.json"));
    assert_eq!((&receipt["preliminary"], &receipt["final"]), (&Value::Bool(true), &Value::Bool(false)));
    assert_eq!(receipt["pending"][0]["number"], "3");
    assert_eq!(receipt["appeals"]["accepted"][0]["corrected"], "160 万元");
    let said = json(&heng(folder.path(), &["run", "--format", "json"]).out);
    assert_eq!((&said["preliminary"], &said["pending"]), (&Value::Bool(true), &receipt["pending"]));
    assert_eq!(said["appeals"], receipt["appeals"]);
}

#[test]
fn a_run_that_is_to_be_final_is_refused_with_every_reason() {
    let folder = county();
    write(folder.path(), "认定.csv", "名称,对象,值,文号,日期,经办,理由\n调整分,E3,,,,,\n");
    let ran = zh(folder.path(), &["run", "--final", "-o", "结果.csv"]);
    assert_eq!(ran.status, 5);
    assert!(!folder.path().join("结果.csv").exists());
    snapshot("final_refused", &ran.err);
}

#[test]
fn with_the_registers_complete_the_run_is_final() {
    let folder = county();
    let register = read(folder.path(), "申诉.csv")
        .replace("2022-04-12,,,,,", "2022-04-12,采纳,小工信〔2022〕13号,2022-04-22,李某,已核");
    write(folder.path(), "申诉.csv", &register);
    let ran = zh(folder.path(), &["run", "--final", "-o", "结果.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(!ran.out.contains("预评价") && ran.out.contains("【正式结果】"), "{}", ran.out);
    let receipt = json(&read(folder.path(), "结果.csv.receipt.json"));
    assert_eq!((&receipt["preliminary"], &receipt["final"]), (&Value::Bool(false), &Value::Bool(true)));
    assert_eq!(receipt["pending"], json("[]"));
}

/// An accepted appeal gives what a file with the corrected cells gives, for every row.
#[test]
fn accepted_appeals_are_as_good_as_a_corrected_file() {
    let folder = county();
    assert_eq!(zh(folder.path(), &["run", "-o", "申诉后.csv"]).status, 0);
    write(folder.path(), "申诉.csv", &appeals(&[]));
    assert_eq!(zh(folder.path(), &["run", "-o", "申诉前.csv"]).status, 0);
    let corrected = read(folder.path(), "企业.csv").replace("小县三厂,城西镇,80,", "小县三厂,城东镇,160,");
    write(folder.path(), "企业.csv", &corrected);
    assert_eq!(zh(folder.path(), &["run", "-o", "改文件.csv"]).status, 0);
    assert_eq!(read(folder.path(), "申诉后.csv"), read(folder.path(), "改文件.csv"));
    assert_ne!(read(folder.path(), "申诉后.csv"), read(folder.path(), "申诉前.csv"));
}

/// A register may be a spreadsheet.
#[test]
fn a_register_of_appeals_may_be_a_spreadsheet() {
    let folder = county();
    assert_eq!(zh(folder.path(), &["run", "-o", "文本.csv"]).status, 0);
    let text = read(folder.path(), "申诉.csv");
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let mut rows = text.lines().map(cells);
    let headers = rows.next().unwrap();
    let rows = rows.map(|row| row.into_iter().map(heng_data::Printed::Text).collect());
    let sheet = heng_data::Sheet::of_rows("申诉".into(), headers, rows);
    let mut book = std::io::Cursor::new(Vec::new());
    heng_data::write_xlsx(&mut book, vec![sheet], heng_data::YesNoWords::CHINESE).unwrap();
    fs::write(folder.path().join("申诉.xlsx"), book.into_inner()).unwrap();
    let ran = zh(folder.path(), &["run", "--appeals", "申诉.xlsx", "-o", "表格.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(read(folder.path(), "文本.csv"), read(folder.path(), "表格.csv"));
}

/// A cell that cannot be read, and that an accepted appeal corrects, holds nothing up.
#[test]
fn a_correction_stands_in_for_a_cell_that_cannot_be_read() {
    let folder = county();
    let broken = read(folder.path(), "企业.csv").replace("城西镇,80,", "城西镇,八十多,");
    write(folder.path(), "企业.csv", &broken);
    let ran = zh(folder.path(), &["run", "-o", "结果.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    write(folder.path(), "申诉.csv", &appeals(&[]));
    assert_eq!(zh(folder.path(), &["run"]).status, 3);
}

/// 零作缺失, 默认 and 空 are for corrections what they are for files.
#[test]
fn a_corrected_cell_is_read_as_a_cell_of_the_file() {
    let folder = county();
    let end = "漏计,2022-04-11,采纳,小工信〔2022〕11号,2022-04-20,李某,";
    for (correction, cell) in
        [("实缴税金,0", "城东镇,,10,是"), ("实缴税金,空", "城东镇,,10,是"), ("上云,空", "城东镇,100,10,")]
    {
        write(folder.path(), "申诉.csv", &appeals(&[&format!("1,,E2,{correction},{end}")]));
        assert_eq!(zh(folder.path(), &["run", "-o", "申诉.结果.csv"]).status, 0, "{correction}");
        let file = read(folder.path(), "企业.csv");
        write(folder.path(), "另.csv", &file.replace("城东镇,100,10,是", cell));
        write(folder.path(), "申诉.csv", &appeals(&[]));
        let words = ["run", "-d", "企业=另.csv", "-o", "改文件.csv"];
        assert_eq!(zh(folder.path(), &words).status, 0);
        assert_eq!(read(folder.path(), "申诉.结果.csv"), read(folder.path(), "改文件.csv"), "{correction}");
    }
}

#[test]
fn appeals_that_are_incomplete_or_contradict_are_refused_with_their_place() {
    let folder = county();
    let done = "采纳,小工信〔2022〕11号,2022-04-20,李某,";
    let lines = [
        "1,,E1,实缴税金,160,漏计,2022-04-11,采纳,,2022-04-20,,",
        &format!("2,,E1,实缴税金,,漏计,2022-04-11,{done}"),
        "3,,E1,实缴税金,160,漏计,2022-04-11,部分采纳,小工信〔2022〕11号,2022-04-20,李某,",
        &format!("4,,E1,实缴税金,160,漏计,2022-05-11,{done}"),
        &format!("5,,E9,实缴税金,160,漏计,2022-04-11,{done}"),
        &format!("6,,E1,实缴税款,160,漏计,2022-04-11,{done}"),
        &format!("7,,E1,企业编号,E7,漏计,2022-04-11,{done}"),
        &format!("8,,E1,调整分,3,漏计,2022-04-11,{done}"),
        &format!("9,,E1,实际占地面积,0,漏计,2022-04-11,{done}"),
        &format!("10,,E1,实际占地面积,12 公顷,漏计,2022-04-11,{done}"),
        &format!("11,,E2,实缴税金,1.6,漏计,2022-04-11,{done}"),
        &format!("12,,E2,实缴税金,1.7,漏计,2022-04-11,{done}"),
        &format!("13,厂,E2,实缴税金,1.7,漏计,2022-04-11,{done}"),
        &format!("13,,E3,属地,城南镇,漏计,2022-04-11,{done}"),
        &format!("14,,E4,总分,60,算错,2022-04-11,{done}"),
        &format!("15,,E4,实际占地面积,10,量错,2022-04-11,{done}"),
        &format!("16,,E4,备注,改过,写错,2022-04-11,{done}"),
    ];
    write(folder.path(), "申诉.csv", &appeals(&lines));
    let ran = zh(folder.path(), &["run", "-o", "结果.csv"]);
    assert_eq!(ran.status, 3);
    let en = heng(folder.path(), &["run", "-o", "结果.csv"]);
    snapshot("refused_appeals", &format!("{}\n──── English\n{}", ran.err, en.err));
}

/// The project run once: its folder with 结果.csv and the receipt.
fn published() -> tempfile::TempDir {
    let folder = county();
    let ran = zh(folder.path(), &["run", "-o", "发布/结果.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    folder
}

const RECEIPT: &str = "发布/结果.csv.receipt.json";

/// What verification says in either language, with its exit status.
fn verified(folder: &Path, more: &[&str]) -> String {
    let words = [&["run", "--verify", RECEIPT], more].concat();
    let (zh, en) = (zh(folder, &words), heng(folder, &words));
    assert_eq!(zh.status, en.status);
    let status = zh.status;
    format!("{}{}\n──── English\n{}{}\n──── {status}", zh.out, zh.err, en.out, en.err)
}

fn verified_json(folder: &Path, more: &[&str]) -> Value {
    json(&heng(folder, &[&["run", "--verify", RECEIPT, "--format", "json"], more].concat()).out)
}

/// The state of each input.
fn states(said: &Value) -> Vec<(&str, &str)> {
    let inputs = said["inputs"].as_array().unwrap();
    inputs.iter().map(|input| (input["file"].as_str().unwrap(), input["state"].as_str().unwrap())).collect()
}

#[test]
fn a_receipt_verifies_byte_for_byte() {
    let folder = published();
    snapshot("verify_same", &verified(folder.path(), &[]));
    let said = verified_json(folder.path(), &[]);
    assert_eq!((&said["schema"], &said["same"]), (&json("\"heng.verify/1\""), &Value::Bool(true)));
    assert_eq!(said["outputs"][0]["sha256"], said["outputs"][0]["sha256_again"]);
    // Nothing is left of the run, and nothing published was touched.
    let before = read(folder.path(), RECEIPT);
    verified(folder.path(), &[]);
    assert_eq!(before, read(folder.path(), RECEIPT));
}

/// Every format, with and without a byte order mark, and a folder of several tables.
#[test]
fn every_kind_of_result_verifies() {
    let folder = county();
    let script = read(folder.path(), "评价.heng") + "输出 乡镇 { 名称；工业园区 }\n";
    for (script, words) in [
        (None, &["-o", "发布/结果.csv", "--bom"][..]),
        (None, &["-o", "发布/结果.csv"]),
        (None, &["-o", "发布/结果.csv", "--as-of", "2022-06-01"]),
        (Some(&script), &["-o", "发布/结果.csv"]),
    ] {
        if let Some(script) = script {
            write(folder.path(), "评价.heng", script);
        }
        assert_eq!(zh(folder.path(), &[&["run"], words].concat()).status, 0);
        assert_eq!(verified_json(folder.path(), &[])["same"], true, "{words:?}");
    }
    for result in ["发布/结果.xlsx", "发布/结果.json", "发布/各表"] {
        assert_eq!(zh(folder.path(), &["run", "-o", result]).status, 0);
        let receipt = format!("{result}.receipt.json");
        let ran = heng(folder.path(), &["run", "--verify", &receipt]);
        assert_eq!(ran.status, 0, "{result}\n{}{}", ran.out, ran.err);
        assert!(!ran.out.contains("not here"), "{result}\n{}", ran.out);
    }
}

#[test]
fn an_edited_result_is_told_cell_by_cell() {
    let folder = published();
    let result = read(folder.path(), "发布/结果.csv");
    let edited = result.replace("E4,,0,4,C\n", "E9,,1,4,B\n").replace("E1,15,76,2,B", "E1,15,76,2,A");
    assert_ne!(result, edited);
    write(folder.path(), "发布/结果.csv", &edited);
    snapshot("verify_edited_result", &verified(folder.path(), &[]));
    let said = verified_json(folder.path(), &[]);
    assert_eq!((&said["exit"], &said["outputs"][0]["same"]), (&Value::from(4), &Value::Bool(true)));
    fs::remove_file(folder.path().join("发布/结果.csv")).unwrap();
    assert_eq!(
        verified_json(folder.path(), &[])["same"],
        true,
        "a result that is elsewhere is no difference"
    );
}

#[test]
fn a_spreadsheet_saved_by_another_program_has_the_same_cells() {
    let folder = county();
    assert_eq!(zh(folder.path(), &["run", "-o", "发布/结果.csv"]).status, 0);
    let saved = format!("\u{feff}{}", read(folder.path(), "发布/结果.csv").replace('\n', "\r\n"));
    write(folder.path(), "发布/结果.csv", &saved);
    let said = verified_json(folder.path(), &[]);
    assert_eq!(said["outputs"][0]["differences"][0]["rows"][0]["kind"], "form");
}

#[test]
fn changed_inputs_are_named_and_the_run_is_made_with_those_of_now() {
    for (name, from, to) in [
        ("企业.csv", "E1,小县一厂,城东镇,150", "E1,小县一厂,城东镇,10"),
        ("评价.heng", "至 50%", "至 75%"),
        ("认定.csv", "E3,1.5", "E3,-9"),
        ("申诉.csv", "E3,实缴税金,160", "E3,实缴税金,90"),
    ] {
        let folder = published();
        let text = read(folder.path(), name);
        assert!(text.contains(from));
        write(folder.path(), name, &text.replace(from, to));
        let said = verified_json(folder.path(), &[]);
        assert_eq!(
            (&said["exit"], &said["outputs"][0]["same"]),
            (&Value::from(4), &Value::Bool(false)),
            "{name}"
        );
        let changed: Vec<_> = states(&said).into_iter().filter(|(_, state)| *state != "same").collect();
        assert_eq!(changed, [(name, "changed")]);
        if name == "企业.csv" {
            snapshot("verify_changed_data", &verified(folder.path(), &[]));
        }
        // The original is found in a folder, whatever it is called there.
        write(folder.path(), "归档/旧文件", &text);
        let said = verified_json(folder.path(), &["--folder", "归档"]);
        assert_eq!(said["same"], true, "{name}");
        let moved: Vec<_> = states(&said).into_iter().filter(|(_, state)| *state != "same").collect();
        assert_eq!(moved, [(name, "moved")]);
    }
}

#[test]
fn a_register_or_data_that_are_gone_are_sought_and_missed() {
    let folder = published();
    for name in ["企业.csv", "认定.csv"] {
        fs::create_dir_all(folder.path().join("别处/里面")).unwrap();
        fs::rename(folder.path().join(name), folder.path().join("别处/里面").join(format!("旧{name}")))
            .unwrap();
    }
    snapshot("verify_missing", &verified(folder.path(), &[]));
    snapshot("verify_moved", &verified(folder.path(), &["--folder", "别处"]));
}

/// The whole folder goes into an archive, and the command is given somewhere else.
#[test]
fn a_folder_that_was_moved_verifies_where_it_is() {
    let folder = published();
    let archive = tempfile::tempdir().unwrap();
    let moved = archive.path().join("2022年/小县");
    fs::create_dir_all(moved.parent().unwrap()).unwrap();
    fs::rename(folder.path(), &moved).unwrap();
    let ran = heng(archive.path(), &["run", "--verify", "2022年/小县/发布/结果.csv.receipt.json"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
}

/// Documents of the embedded library are held against the receipt too; the text of that time may be given.
#[test]
fn a_library_that_has_changed_is_told_and_its_old_text_accepted() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "核对.heng",
        "引用 南通.城镇燃气企业人员配备\n表 企业 { 编号: 文本 主键；人数: 人 }\n对 企业 { 两倍 = 2 × 人数 }\n输出 企业 { 编号；两倍 }\n",
    );
    write(folder.path(), "企业.csv", "编号,人数\nE1,3\n");
    let words = ["run", "核对.heng", "-d", "企业=企业.csv", "-o", "发布/结果.csv"];
    let ran = zh(folder.path(), &words);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(verified_json(folder.path(), &[])["inputs"][1]["state"], "embedded");
    // A receipt of a time when the document read otherwise.
    let receipt = json(&read(folder.path(), RECEIPT));
    let now = receipt["scripts"][1]["sha256"].as_str().unwrap().to_owned();
    let document = heng_stdlib::find("南通.城镇燃气企业人员配备").unwrap().text;
    let old = format!("{document}\n较早的一版。\n");
    let digest = heng::run::digest(&mut old.as_bytes()).unwrap();
    let size = format!("\"bytes\": {}", document.len());
    let text = read(folder.path(), RECEIPT)
        .replace(&now, &digest)
        .replace(&size, &format!("\"bytes\": {}", old.len()))
        .replace(concat!("\"", env!("CARGO_PKG_VERSION"), "\""), "\"0.0.9\"");
    write(folder.path(), RECEIPT, &text);
    snapshot("verify_other_library", &verified(folder.path(), &[]));
    write(folder.path(), "旧库/燃气.heng.md", &old);
    let said = verified_json(folder.path(), &["--folder", "旧库"]);
    assert_eq!((&said["same"], &said["engine"]["then"]), (&Value::Bool(true), &Value::from("0.0.9")));
}

/// Results of another policy are proved by their own receipt, which is among the inputs.
#[test]
fn results_that_rest_on_other_results_verify_with_their_receipt() {
    let folder = county();
    assert_eq!(zh(folder.path(), &["run", "-o", "评价结果.csv"]).status, 0);
    write(
        folder.path(),
        "奖励.heng",
        "选项 等级 { A > B > C > D }\n表 评价 取自 结果 小政发〔2022〕1号 { 企业编号: 文本 主键；等级评定: 等级 }\n\
         对 评价 { 奖励 = 若 等级评定 = A 则 5 万元 否则 0 万元 }\n输出 评价 { 企业编号；奖励 }\n",
    );
    let words = ["run", "奖励.heng", "-d", "评价=评价结果.csv", "-o", "发布/结果.csv"];
    let ran = zh(folder.path(), &words);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let said = verified_json(folder.path(), &[]);
    assert_eq!(said["same"], true, "{said:#}");
    let roles: Vec<_> = said["inputs"].as_array().unwrap().iter().map(|input| &input["role"]).collect();
    assert_eq!(roles, ["script", "table", "receipt"]);
    fs::rename(folder.path().join("评价结果.csv.receipt.json"), folder.path().join("收据.json")).unwrap();
    assert_eq!(verified_json(folder.path(), &[])["exit"], 4);
    assert_eq!(verified_json(folder.path(), &["--folder", "."])["same"], true);
}

#[test]
fn what_is_no_receipt_is_refused() {
    let folder = published();
    for (text, code) in [("{}", "H0970"), ("不是", "H0970"), (r#"{"schema":"heng.receipt/1"}"#, "H0970")] {
        write(folder.path(), RECEIPT, text);
        let ran = zh(folder.path(), &["run", "--verify", RECEIPT]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains(code), "{}", ran.err);
    }
    assert_eq!(zh(folder.path(), &["run", "--verify", "没有.receipt.json"]).status, 2);
}

/// The sheets of enterprises have a receipt too; it is no run that can be made again, and its files are held against it.
#[test]
fn the_receipt_of_a_report_proves_its_files() {
    let folder = county();
    let ran = zh(folder.path(), &["report", "-o", "报告.html"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let words = ["run", "--verify", "报告.html.receipt.json"];
    let same = zh(folder.path(), &words);
    assert_eq!(same.status, 0, "{}{}", same.out, same.err);
    let page = read(folder.path(), "报告.html");
    write(folder.path(), "报告.html", &page.replace("E1", "E9"));
    let ran = zh(folder.path(), &words);
    assert_eq!(ran.status, 4);
    snapshot("verify_report", &format!("{}──── {}", same.out, ran.out));
}
