//! What `heng what-if` answers: a change of the data, of a parameter, of a reading, for the row it is about and for all others; and the
//! smallest change that does it.

use std::path::{Path, PathBuf};

use heng_tests::command::heng;
use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What `heng what-if` says in `folder` with these words: its exit status, results and messages together.
fn what_if(folder: &Path, words: &[&str]) -> (u8, String) {
    let ran = heng(folder, &[&words[..2], &["what-if"], &words[2..]].concat());
    (ran.status, ran.said())
}

fn json(folder: &Path, words: &[&str]) -> Value {
    let (_, said) = what_if(folder, &[&["--format", "json"], words].concat());
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}\n{said}"))
}

/// Every question in both languages, one below the other; no line is wider than the terminal.
fn hold(name: &str, place: &Path, questions: &[&[&str]]) {
    hold_in(&["zh", "en"], name, place, questions);
}

fn hold_in(languages: &[&str], name: &str, place: &Path, questions: &[&[&str]]) {
    let mut shown = String::new();
    for question in questions {
        for language in languages {
            let (exit, said) = what_if(place, &[&["--lang", language], *question].concat());
            let long = said.lines().find(|line| heng::report::text::width(line) > 80);
            assert_eq!(long, None, "{question:?}");
            shown += &format!("════ {} （{exit}）\n{}\n", question.join(" "), said.trim_end());
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/what_if");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn a_corrected_cell_moves_its_row_and_others() {
    hold(
        "corrected",
        &folder("tests/explore/如果"),
        &[
            &[".", "--row", "E5.实缴税金=150"],
            &[".", "--row", "企业/E1.占地面积=40", "--row", "E8.黑名单=否"],
            &[".", "--row", "E9.实缴税金=", "--row", "E4"],
        ],
    );
}

#[test]
fn parameters_readings_and_open_values_are_set() {
    hold(
        "set",
        &folder("tests/explore/如果"),
        &[
            &[".", "--set", "事故数=次数", "--set", "亩均税收基准=18 万元/亩"],
            &[".", "--set", "起评线=5", "--row", "E9"],
        ],
    );
}

#[test]
fn nothing_is_said_plainly() {
    hold(
        "nothing",
        &folder("tests/explore/如果"),
        &[&[".", "--row", "E5.备注=x"], &[".", "--row", "E5.实缴税金=90"]],
    );
}

#[test]
fn what_cannot_be_asked_is_refused() {
    hold(
        "refused",
        &folder("tests/explore/如果"),
        &[
            &[".", "--row", "E5.占地面积=0"],
            &[".", "--row", "E5.实缴税=1"],
            &[".", "--row", "E11.实缴税金=1"],
            &[".", "--set", "事故数=多次"],
            &[".", "--set", "事故书=次数"],
            &[".", "--row", "E11"],
            &[".", "--row", "E11", "--set", "起评线=5"],
        ],
    );
}

#[test]
fn the_smallest_change_that_lifts_or_keeps() {
    hold(
        "lift",
        &folder("tests/explore/如果"),
        &[
            &[".", "--lift", "E5"],
            &[".", "--keep", "E2"],
            &[".", "--lift", "E9", "--to", "C", "--by", "实缴税金", "--row", "E8.黑名单=否"],
            &[".", "--lift", "E4", "--by", "备注", "--by", "专利"],
        ],
    );
}

#[test]
fn on_the_county_an_appeal_lifts_one_firm_and_pushes_another_out() {
    let county = folder("examples/海门区");
    hold_in(
        &["zh"],
        "county",
        &county,
        &[
            &[".", "--row", "91320614XN8037207B.实缴税金=6020"],
            &[".", "--set", "引领作用=任一", "--set", "起评线=600"],
            &[".", "--lift", "91320614XN8037207B", "--by", "实缴税金"],
            &[".", "--keep", "91320614XN7913797M", "--by", "实缴税金"],
        ],
    );
    let answer = json(&county, &[".", "--row", "91320614XN8037207B.实缴税金=6020"]);
    let classes = |row: &Value| (row["before"]["class"].clone(), row["after"]["class"].clone());
    assert_eq!(classes(&answer["rows"][0]["grades"][0]), (Value::from("B"), Value::from("A")));
    let pushed = answer["moved"].as_array().unwrap();
    assert!(pushed.iter().any(|row| classes(row) == (Value::from("A"), Value::from("B"))), "{pushed:?}");
}

#[test]
fn json_has_a_schema_and_says_the_same() {
    let answer = json(&folder("tests/explore/如果"), &[".", "--row", "E5.实缴税金=150"]);
    assert_eq!(answer["schema"], "heng.what-if/1");
    assert_eq!(answer["rows"][0]["grades"][0]["after"]["class"], "A");
    assert_eq!(answer["moved"][0]["key"], "E3");
    assert_eq!(answer["moved"][0]["why"][1]["kind"], "rank");
    assert_eq!(answer["amounts"][0]["after"], "45");
    let lift = json(&folder("tests/explore/如果"), &[".", "--lift", "E5", "--by", "实缴税金"]);
    assert_eq!(lift["columns"][0]["needed"], "94");
    assert_eq!(lift["columns"][0]["not_yet"], "93.99");
    assert_eq!(lift["columns"][0]["before"]["class"], "C");
}

#[test]
fn the_changes_are_written_as_a_table() {
    let scratch = tempfile::tempdir().unwrap();
    for end in ["csv", "xlsx", "json"] {
        let path = scratch.path().join(format!("变动.{end}")).to_string_lossy().into_owned();
        let words = ["--lang", "zh", ".", "--row", "E5.实缴税金=150", "-o", &path];
        let (exit, said) = what_if(&folder("tests/explore/如果"), &words);
        assert_eq!(exit, 0, "{said}");
        assert!(Path::new(&path).is_file());
    }
    let csv = std::fs::read_to_string(scratch.path().join("变动.csv")).unwrap();
    assert!(csv.contains("企业,E3 西湖印染（虚构）,等级,B,C"), "{csv}");
}

#[test]
fn rows_come_and_go_and_decisions_are_taken() {
    hold(
        "rows",
        &folder("tests/explore/如果"),
        &[
            &[".", "--without", "E4"],
            &[".", "--add", "事故: 企业=E2，起数=1", "--decide", "调整分[E5]=2"],
            &[".", "--remove", "事故: 企业=E4"],
            &[".", "--add", "企业: 编号=E10，名称=新厂（虚构），实缴税金=400，占地面积=16"],
            &[".", "--add", "企业: 编号=E1，占地面积=0"],
            &[".", "--remove", "事故: 企业=E1"],
            &[".", "--decide", "调整[E5]=2"],
            &[".", "--decide", "调整分[E5]=多"],
        ],
    );
}

#[test]
fn an_appeal_that_is_pending_is_tried() {
    hold(
        "appeal",
        &folder("tests/explore/申诉"),
        &[&[".", "--appeal", "3"], &[".", "--appeal", "1"], &[".", "--appeal", "9"]],
    );
}
