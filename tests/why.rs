//! `heng why`: what an enterprise that appeals, and the officer who answers it, get to read.

use std::path::{Path, PathBuf};

use heng::shell::Shell;

/// Runs `heng` at the root of the repository: its exit status, what it wrote to its results, what it said besides.
fn heng(folder: &Path, words: &[&str]) -> (heng::Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = std::io::empty();
    let words: Vec<String> = ["heng"].iter().chain(words).map(|word| (*word).to_owned()).collect();
    let exit = heng::execute(&words, &mut Shell::quiet(folder, &mut out, &mut err, &mut input));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (exit, text(out), text(err))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn why(words: &[&str]) -> String {
    let (exit, out, err) = heng(&root(), &[&["why"], words].concat());
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

fn wide(text: &str) -> Vec<&str> {
    text.lines().filter(|line| heng::report::text::width(line) > 80).collect()
}

const COUNTY: &str = "examples/海门区";

/// A firm in each class, one protected, punished, waived, without data, not listed, not scored, graded without a score.
const FIRMS: &[(&str, &str)] = &[
    ("甲类", "91320614XN8901261K"),
    ("乙类", "91320614XN8037207B"),
    ("丙类", "91320614XN9518694W"),
    ("丁类", "91320614XN1987891N"),
    ("受保护", "91320614XN890127XB"),
    ("受惩罚", "91320614XN3839745R"),
    ("不评", "91320614XN00123988"),
    ("不列", "91320614XN0012363M"),
];

#[test]
fn firms_of_every_kind_are_told_of() {
    for (name, key) in FIRMS {
        let told = why(&["--lang", "zh", COUNTY, "--row", key]);
        assert_eq!(wide(&told), Vec::<&str>::new(), "{name}");
        hold(name, &told);
    }
}

#[test]
fn one_firm_in_english_and_in_every_face() {
    let key = FIRMS[4].1;
    let told = why(&["--lang", "en", COUNTY, "--row", key]);
    assert_eq!(wide(&told), Vec::<&str>::new());
    hold("protected_english", &told);
    hold("受保护_朗读", &why(&["--lang", "zh", "--format", "plain", COUNTY, "--row", key]));
    let scratch = tempfile::tempdir().unwrap();
    for (language, extension) in [("zh", "md"), ("en", "md"), ("zh", "html"), ("en", "html")] {
        let file = scratch.path().join(format!("说明.{extension}"));
        let file = file.to_str().unwrap();
        why(&["--lang", language, COUNTY, "--row", key, "-o", file]);
        let text = std::fs::read_to_string(file).unwrap();
        hold(&format!("受保护_{language}.{extension}"), &text);
    }
    let json = why(&["--format", "json", COUNTY, "--row", key, "--value", "综合得分.集约发展"]);
    hold("集约发展_json", &json);
}

#[test]
fn what_is_not_there_is_refused() {
    let refused = |words: &[&str]| {
        let (exit, out, err) = heng(&root(), &[&["--lang", "zh", "why", COUNTY], words].concat());
        assert_eq!(exit, heng::Exit::Usage, "{out}{err}");
        err
    };
    let mut said = String::new();
    for words in [
        &["--row", "91320614XN8901261X"][..],
        &["--row", "新材料"],
        &["--row", "91320614XN8901261K", "--value", "综合得份"],
        &["--value", "综合得分"],
        &[],
        &["--row", "91320614XN8901261K", "--table", "厂"],
        &["--row", "91320614XN8901261K", "-o", "说明.docx"],
    ] {
        said.push_str(&format!("heng why {}\n{}\n", words.join(" "), refused(words)));
    }
    hold("refused", &said);
}
