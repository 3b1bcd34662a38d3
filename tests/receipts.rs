//! The life of a result: 预评价 while decisions or appeals are pending, final with the registers complete, a receipt of both, and the
//! same run made again from its receipt.

use std::fs;
use std::path::Path;

use heng::shell::Shell;
use serde_json::Value;

/// What a command left: exit status, standard output, standard error.
struct Ran {
    status: u8,
    out: String,
    err: String,
}

/// Runs `heng` with these words in `folder`.
fn heng(folder: &Path, words: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = std::io::empty();
    let words: Vec<String> =
        std::iter::once("heng").chain(words.iter().copied()).map(str::to_owned).collect();
    let mut shell = Shell::quiet(folder, &mut out, &mut err, &mut input);
    let status = heng::execute(&words, &mut shell).status();
    Ran { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

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
    assert!(!ran.out.contains("预评价"), "{}", ran.out);
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
