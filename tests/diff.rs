//! `heng diff`: who moves between two policies, and because of which article.

use std::path::{Path, PathBuf};

use heng::project::Project;
use heng::run::{Request, Variant, prepare, prepare_program};
use heng::shell::Shell;
use heng_interp::compare::{Standings, policy_changes, with_changes};
use heng_interp::compile::compile_documents;
use heng_interp::resolve::{Documents, Options};
use heng_tests::command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn case() -> PathBuf {
    root().join("tests/explore/两版办法")
}

/// Runs `heng` in `folder`: how it ended, what it wrote to its results, what it said besides.
fn heng(folder: &Path, words: &[&str]) -> (heng::Exit, String, String) {
    let ran = command::heng(folder, words);
    (ran.exit, ran.out, ran.err)
}

fn held(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/diff");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

const VERSIONS: [&str; 4] = ["办法2022.heng", "办法2023.heng", "-d", "企业.csv"];

#[test]
fn two_versions_of_a_policy_are_told_apart_article_by_article() {
    for lang in ["zh", "en"] {
        let words = [&["--lang", lang, "diff"], VERSIONS.as_slice()].concat();
        let (exit, out, err) = heng(&case(), &words);
        assert_eq!(exit, heng::Exit::Done, "{err}");
        held(&format!("两版办法.{lang}"), &out);
    }
    let (_, out, _) = heng(&case(), &[&["--format", "json", "diff"], VERSIONS.as_slice()].concat());
    held("两版办法.json", &out);
}

#[test]
fn what_moves_is_written_as_a_table() {
    let scratch = tempfile::tempdir().unwrap();
    let csv = scratch.path().join("变动.csv").to_string_lossy().into_owned();
    let words = [&["--lang", "zh", "diff"], VERSIONS.as_slice(), &["-o", &csv]].concat();
    let (exit, _, err) = heng(&case(), &words);
    assert_eq!(exit, heng::Exit::Done, "{err}");
    held("变动.csv", &std::fs::read_to_string(&csv).unwrap());
    let data = scratch.path().join("企业.csv");
    std::fs::copy(case().join("企业.csv"), &data).unwrap();
    let data = data.to_string_lossy().into_owned();
    let over = ["diff", "办法2022.heng", "办法2023.heng", "-d", &data, "-o", &data];
    assert_eq!(heng(&case(), &over).0, heng::Exit::Usage, "an input is never written over");
}

#[test]
fn a_policy_does_not_differ_from_itself() {
    let words = ["--lang", "zh", "diff", "办法2022.heng", "-d", "企业.csv", "--exit-code"];
    let (exit, out, _) = heng(&case(), &words);
    assert_eq!(exit, heng::Exit::Done);
    assert!(out.contains("两份的规则、数据和参数都相同") && out.contains("10 行都没有变动"), "{out}");
    let words = [["diff"].as_slice(), &VERSIONS, &["--exit-code"]].concat();
    assert_eq!(heng(&case(), &words).0, heng::Exit::Failed);
}

/// A cell that is corrected, a setting and a day are differences like any other.
#[test]
fn other_data_and_other_settings_are_differences_too() {
    let scratch = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(case().join("企业.csv")).unwrap();
    let other = scratch.path().join("更正.csv");
    std::fs::write(
        &other,
        text.replace("E03,甲三（虚构）,西镇,480,20,10", "E03,甲三（虚构）,西镇,480,20,200"),
    )
    .unwrap();
    let other = format!("企业={}", other.display());
    let words = ["--lang", "zh", "diff", "办法2022.heng", "-d", "企业=企业.csv", "--new-data", &other];
    let (exit, out, err) = heng(&case(), &words);
    assert_eq!(exit, heng::Exit::Done, "{err}");
    assert!(out.contains("换  「企业」的数据"), "{out}");
    assert!(out.contains("A → B（1）") && out.contains("B → A（1）"), "one comes up, one goes down\n{out}");
    assert!(out.contains("因 1 「企业」的数据"), "{out}");
}

#[test]
fn standard_input_cannot_be_read_twice() {
    let (exit, _, err) = heng(&case(), &["--lang", "zh", "diff", "办法2022.heng", "-d", "企业=-"]);
    assert_eq!(exit, heng::Exit::Usage);
    assert!(err.contains("H0951") && err.contains("先存成文件"), "{err}");
}

/// Two days of one text: what a dated amendment changes is told entry by entry, with what its new names take along.
#[test]
fn two_days_of_a_text_are_two_policies() {
    let scratch = tempfile::tempdir().unwrap();
    let rows = "编号,营业收入,应税销售,研发费用,工业\n1,500,3000,10,是\n2,3500,3500,100,否\n3,400,100,0,是\n4,600,400,5,否\n";
    std::fs::write(scratch.path().join("企业.csv"), rows).unwrap();
    let data = format!("企业={}", scratch.path().join("企业.csv").display());
    let script = "tests/run/amend/dated.heng";
    let days = ["--as-of", "2022-12-27", "--new-as-of", "2022-12-28"];
    let words = [&["--lang", "zh", "diff", script, "-d", &data], days.as_slice()].concat();
    let (exit, out, err) = heng(root(), &words);
    assert_eq!(exit, heng::Exit::Done, "{err}");
    held("两个日期", &out);
}

/// The settlement of districts: no class moves, the money of every party is told to the fen.
#[test]
fn money_is_told_by_party_and_by_district() {
    let later = "tests/explore/结算另取/结算.heng";
    let words = ["--lang", "zh", "diff", "examples/市区财政结算", later, "-p", "年度=2024"];
    let (exit, out, err) = heng(root(), &words);
    assert_eq!(exit, heng::Exit::Done, "{err}");
    held("市区财政结算", &out);
}

fn side(folder: &str) -> (Project, Documents, Standings) {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), std::io::empty());
    let mut shell = Shell::quiet(root(), &mut out, &mut err, &mut input);
    let project = Project::open(root(), folder).unwrap();
    let prepared = prepare(&project, &Request::default(), &Variant::default(), &mut shell).unwrap();
    let (outcome, _) = prepared.evaluate();
    let standings = Standings::of(&outcome);
    let asked = heng::diff::SideRequest {
        shown: folder.into(),
        project: project.clone(),
        request: Request::default(),
    };
    let documents = heng::diff::Side::run(&asked, &mut shell).unwrap().documents;
    (project, documents, standings)
}

/// The law behind every attribution: one county's rules with all differences to another's made are that other's rules, and
/// give its classes, scores and ranks over its data, for all 2,000 firms.
#[test]
fn all_differences_of_two_counties_together_are_the_other_county() {
    let (_, haimen, _) = side("examples/海门区");
    let (project, rugao, wanted) = side("examples/如皋市");
    let changes = policy_changes(&haimen, &rugao);
    assert!(changes.len() > 10, "{}", changes.len());
    let made = with_changes(&haimen, &changes);
    assert_eq!(policy_changes(&made, &rugao), []);
    let day = heng::run::day(&project, None).unwrap();
    let compiled = compile_documents(&made, &Options { as_of: day, ..Options::default() });
    let program = compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), std::io::empty());
    let mut shell = Shell::quiet(root(), &mut out, &mut err, &mut input);
    let request = Request { spare_files: true, ..Request::default() };
    let prepared = prepare_program(program, &project, &request, &mut shell).unwrap();
    let found = Standings::of(&prepared.evaluate().0);
    assert_eq!(found.grades, wanted.grades);
}
