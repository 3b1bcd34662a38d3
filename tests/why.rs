//! `heng why`: what an enterprise that appeals, and the officer who answers it, get to read.

use std::path::{Path, PathBuf};

use heng::project::Project;
use heng::run::{Request, Variant, evaluated_as};
use heng::shell::Shell;
use heng::why::{Face, Page, Policy, Wanted};
use heng_grammar::diagnostic::Language;
use heng_interp::explain::Explainer;
use heng_tests::command;
use serde_json::Value;

/// Runs `heng` in `folder`: how it ended, what it wrote to its results, what it said besides.
fn heng(folder: &Path, words: &[&str]) -> (heng::Exit, String, String) {
    let ran = command::heng(folder, words);
    (ran.exit, ran.out, ran.err)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn why(folder: &Path, words: &[&str]) -> String {
    let (exit, out, err) = heng(folder, &[&["why"], words].concat());
    assert_eq!(exit, heng::Exit::Done, "{words:?}\n{err}");
    out
}

fn hold(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/why");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// No line is wider than a terminal.
fn fits(text: &str) {
    let wide: Vec<&str> = text.lines().filter(|line| heng::report::text::width(line) > 80).collect();
    assert_eq!(wide, Vec::<&str>::new());
}

const COUNTY: &str = "examples/海门区";

/// A firm of each class; others that were protected, punished, whose protection was set aside, that have no data, that are not
/// listed, not scored, graded without a score.
const FIRMS: &[(&str, &str)] = &[
    ("甲类", "91320614XN8901261K"),
    ("乙类", "91320614XN8037207B"),
    ("丙类", "91320614XN9518694W"),
    ("丁类同分", "91320614XN1987891N"),
    ("受保护", "91320614XN890127XB"),
    ("保护被免", "91320614XN50742564"),
    ("两起事故", "91320614XN2604944B"),
    ("环保处罚", "91320614XN3839745R"),
    ("新供地不评", "91320614XN00123988"),
    ("规模以下不列", "91320614XN0012363M"),
    ("僵尸直列", "91320614XN0012419Q"),
    ("没有数据", "91320614XN6185206N"),
];

const PROTECTED: &str = "91320614XN890127XB";

#[test]
fn firms_of_every_kind_are_told_of() {
    let told = tell(&FIRMS.iter().map(|(_, key)| (*key, &[][..])).collect::<Vec<_>>());
    for ((name, _), told) in FIRMS.iter().zip(told) {
        fits(&told);
        hold(name, &told);
    }
}

/// What `heng why` says of some firms (of the whole where no key is given) and of these of their values, on one evaluation.
fn tell(asked: &[(&str, &[&str])]) -> Vec<String> {
    let project = Project::open(&root(), COUNTY).unwrap();
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), std::io::empty());
    let mut shell = Shell::quiet(root(), &mut out, &mut err, &mut input);
    let told =
        evaluated_as(&project, &Request::default(), &Variant::default(), &mut shell, |outcome, done| {
            let told = asked.iter().map(|(key, values)| {
                let wanted = Wanted {
                    table: None,
                    row: (!key.is_empty()).then(|| (*key).to_owned()),
                    values: values.iter().map(|name| (*name).to_owned()).collect(),
                };
                let question = heng::why::question(outcome, &wanted).unwrap();
                let explainer = Explainer::new(outcome, question.frame, &[question.row])
                    .with_decisions(&done.decisions.recorded);
                let page = Page {
                    explanation: explainer.explain_all(&question.values, question.frame, question.row),
                    sources: &done.sources,
                    policy: Policy::of(outcome),
                    banner: done.status.banner(),
                    depth: usize::MAX,
                    full: false,
                    named: !values.is_empty(),
                };
                page.drawn(Face::Tree, Language::Chinese, 80, false)
            });
            told.collect()
        });
    told.unwrap()
}

#[test]
fn one_firm_in_english_and_in_every_face() {
    let told = why(&root(), &["--lang", "en", COUNTY, "--row", PROTECTED]);
    fits(&told);
    hold("protected", &told);
    hold("受保护_朗读", &why(&root(), &["--lang", "zh", "--format", "plain", COUNTY, "--row", PROTECTED]));
    let scratch = tempfile::tempdir().unwrap();
    for (language, extension) in [("zh", "md"), ("en", "md"), ("zh", "html")] {
        let file = scratch.path().join(format!("说明.{extension}"));
        let file = file.to_str().unwrap();
        why(&root(), &["--lang", language, COUNTY, "--row", PROTECTED, "-o", file]);
        let text = std::fs::read_to_string(file).unwrap();
        if (language, extension) == ("zh", "md") {
            let said = why(&root(), &["--lang", language, "--format", extension, COUNTY, "--row", PROTECTED]);
            assert_eq!(said, text, "a file holds what the terminal gets");
        }
        hold(&format!("受保护_{language}.{extension}"), &text);
    }
}

#[test]
fn rules_that_did_not_hold_are_told_in_full_on_request() {
    let told = why(&root(), &["--lang", "zh", COUNTY, "--row", PROTECTED, "--full", "--depth", "3"]);
    fits(&told);
    hold("受保护_说全", &told);
}

#[test]
fn any_value_is_told_of() {
    let asked: [(&str, &[&str]); 6] = [
        (PROTECTED, &["实缴税金", "起评线"]),
        (PROTECTED, &["参评"]),
        (PROTECTED, &["最终等级.引领作用"]),
        (PROTECTED, &["达到全市目标"]),
        (PROTECTED, &["初评等级.名次"]),
        ("", &["全市亩均税收"]),
    ];
    let mut said = String::new();
    for ((row, values), told) in asked.iter().zip(tell(&asked)) {
        fits(&told);
        said.push_str(&format!("──── {row} {}\n{told}\n", values.join(" ")));
    }
    hold("任意一个值", &said);
}

#[test]
fn what_is_not_there_is_refused() {
    let refused = |words: &[&str]| {
        let (exit, out, err) = heng(&rules(), &[&["--lang", "zh", "why", "."], words].concat());
        assert_eq!(exit, heng::Exit::Usage, "{out}{err}");
        err
    };
    let mut said = String::new();
    for words in [
        &["--row", "东方机戒"][..],
        &["--row", "南港"],
        &["--row", "E01", "--value", "体检结课"],
        &["--row", "E01", "--value", "镇均"],
        &["--row", "E01", "--value", "日期"],
        &["--value", "终评"],
        &["--row", "E01", "--table", "厂"],
        &["--row", "E01", "-o", "说明.docx"],
    ] {
        said.push_str(&format!("heng why {}\n{}\n", words.join(" "), refused(words)));
    }
    let (exit, _, err) = heng(&rules(), &["--lang", "zh", "run", ".", "--format", "md"]);
    assert_eq!(exit, heng::Exit::Usage);
    hold("refused", &format!("{said}heng run --format md\n{err}"));
}

/// Ledgers and allocations by years.
#[test]
fn ledgers_and_allocations_are_told_of() {
    let district = &["--row", "海门区", "--table", "区"][..];
    let ledger = |words: &[&str]| {
        let told = why(&root(), &[&["--lang", "zh", "examples/市区财政结算"], district, words].concat());
        fits(&told);
        told
    };
    hold("结算_全部", &ledger(&[]));
    hold("结算_税收增量", &ledger(&["--value", "税收增量[2024]"]));
    hold("结算_土地出让", &ledger(&["--value", "土地出让.余额[2024]"]));
    hold("结算_基本财力", &ledger(&["--value", "基本财力补助[2024]"]));
}

fn rules() -> PathBuf {
    root().join("tests/explore/各种规则")
}

/// Groups ranked apart, caps, answers to missing values, classes by the value, tallies, awards, lookups, made tables.
#[test]
fn rules_of_every_kind_are_told_of() {
    for (name, words) in [
        ("各种规则_终评", &["--row", "E02", "--value", "终评"][..]),
        ("各种规则_小户", &["--row", "小桥模具", "--value", "终评"]),
        ("各种规则_保护", &["--row", "E08", "--value", "终评"]),
        ("各种规则_事故", &["--row", "E04", "--value", "终评"]),
        ("各种规则_体检", &["--row", "E04", "--value", "体检结果"]),
        ("各种规则_条件", &["--row", "E01", "--value", "可申报"]),
        ("各种规则_奖励", &["--row", "E01", "--value", "奖金"]),
        ("各种规则_没有税金", &["--row", "E07"]),
        ("各种规则_不列", &["--row", "E09"]),
        ("各种规则_归并", &["--row", "E01", "--value", "本镇亩均", "--value", "同镇平均"]),
        ("各种规则_镇", &["--row", "城东镇"]),
        ("各种规则_全体", &["--value", "全体亩均"]),
    ] {
        let told = why(&rules(), &[&["--lang", "zh", "."], words].concat());
        fits(&told);
        hold(name, &told);
    }
    let json = why(&rules(), &["--format", "json", ".", "--row", "E02", "--value", "初评"]);
    hold("各种规则_json", &json);
}

/// The number of a value, or the words of one that is none, as a table has it.
fn cell_of(value: &Value) -> String {
    let text = |field: &str| value[field].as_str().map(str::to_owned);
    let yes_no = || value["yes"].as_bool().map(|yes| if yes { "是" } else { "否" }.to_owned());
    text("number").or_else(|| text("member")).or_else(|| text("text")).or_else(yes_no).unwrap_or_default()
}

/// For every row and every column of a run: what is explained is what is written.
#[test]
fn what_is_explained_is_what_is_written() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("结果");
    let (exit, _, err) = heng(&rules(), &["run", ".", "-o", folder.to_str().unwrap()]);
    assert_eq!(exit, heng::Exit::Done, "{err}");
    let mut seen = 0;
    for table in ["企业", "镇表"] {
        let text = std::fs::read_to_string(folder.join(format!("{table}.csv"))).unwrap();
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = lines.next().unwrap();
        let values: Vec<&str> = header.iter().skip(1).flat_map(|name| ["--value", name]).collect();
        for line in lines {
            let words =
                [&["--format", "json", ".", "--table", table, "--row", line[0]], &values[..]].concat();
            let document: Value = serde_json::from_str(&why(&rules(), &words)).unwrap();
            assert_eq!(document["schema"], heng::why::WHY_SCHEMA);
            for (at, cell) in line.iter().enumerate().skip(1) {
                let root = &document["roots"][at - 1];
                let fact = &document["facts"][usize::try_from(root.as_u64().unwrap()).unwrap()];
                assert_eq!(cell_of(&fact["value"]), *cell, "{} of {}", header[at], line[0]);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "only {seen} values");
}

/// Every number inside an explanation is that of the definition it names, wherever it is spoken of.
#[test]
fn a_value_is_the_same_wherever_it_is_spoken_of() {
    for row in ["E01", "E02", "E04", "E06", "E08"] {
        let words = ["--format", "json", ".", "--row", row, "--value", "终评", "--value", "奖金"];
        let document: Value = serde_json::from_str(&why(&rules(), &words)).unwrap();
        let facts = document["facts"].as_array().unwrap();
        let mut spoken = Vec::new();
        facts.iter().for_each(|fact| names(&fact["account"], &mut spoken));
        assert!(!spoken.is_empty());
        for (id, value) in spoken {
            assert_eq!(facts[id]["value"], value, "{} of {row}", facts[id]["name"]);
        }
    }
}

/// The facts that formulas name, with the value each has there.
fn names(value: &Value, found: &mut Vec<(usize, Value)>) {
    match value {
        Value::Object(fields) => {
            if fields.get("form").is_some_and(|form| form == "name") {
                let id = usize::try_from(fields["fact"].as_u64().unwrap()).unwrap();
                found.push((id, fields["value"].clone()));
            }
            fields.values().for_each(|value| names(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}
