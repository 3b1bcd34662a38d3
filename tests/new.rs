//! What `heng new` makes runs, tests, checks and formats clean as it is made, in both languages.

use std::fs;
use std::path::Path;

use heng_tests::command;

/// Runs the tool in `folder`: how it ended, its output and what it said.
fn heng(folder: &Path, lang: &str, words: &[&str]) -> (heng::Exit, String, String) {
    let ran = command::heng(folder, &[&["--lang", lang], words].concat());
    (ran.exit, ran.out, ran.err)
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/new");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Makes a library and puts it through every verb.
fn works(lang: &str, name: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut words = vec!["new", "新库"];
    words.extend(name.iter().flat_map(|name| ["--name", name]));
    let (exit, out, err) = heng(folder.path(), lang, &words);
    assert_eq!((exit, err.as_str()), (heng::Exit::Done, ""));
    if name.is_none() {
        snapshot(&format!("made_{lang}"), &out);
    }
    let made = folder.path().join("新库");

    let (exit, _, err) = heng(&made, lang, &["check", "--data"]);
    let clean = if lang == "zh" {
        "检查了 1 个脚本，没有问题。\n"
    } else {
        "1 script checked, nothing is wrong.\n"
    };
    assert_eq!((exit, err.as_str()), (heng::Exit::Done, clean));
    let (exit, out, err) = heng(&made, lang, &["test"]);
    assert_eq!((exit, err.as_str()), (heng::Exit::Done, ""), "{out}");
    if name.is_none() {
        snapshot(&format!("tested_{lang}"), &out);
    }
    let (exit, out, err) = heng(&made, lang, &["fmt", "--check", "."]);
    assert_eq!(exit, heng::Exit::Done, "{out}{err}");
    let (exit, out, err) = heng(&made, lang, &["run"]);
    assert_eq!((exit, err.as_str()), (heng::Exit::Done, ""));
    if name.is_none() {
        let (result, accepted) = match lang {
            "zh" => ("结果/评价结果.csv", "期望/评价结果.csv"),
            _ => ("results/results.csv", "expected/results.csv"),
        };
        let result = fs::read_to_string(made.join(result)).expect("a result");
        assert_eq!(result, fs::read_to_string(made.join(accepted)).expect("an accepted result"));
        snapshot(&format!("ran_{lang}"), &format!("{result}\n{out}"));
    }
    folder
}

#[test]
fn a_new_library_works_in_chinese() {
    works("zh", None);
}

#[test]
fn a_new_library_works_in_english() {
    works("en", None);
}

#[test]
fn its_name_may_be_anything_on_a_line() {
    let folder = works("zh", Some("甲乙 & 丙县（试点）"));
    let script = fs::read_to_string(folder.path().join("新库/评价.heng")).expect("a script");
    assert!(script.contains("政策 「甲乙 & 丙县（试点）工业企业资源集约利用综合评价」 {"), "{script}");
}

#[test]
fn nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("旧的.txt"), "旧的").expect("a file");
    let (exit, out, err) = heng(folder.path(), "zh", &["new", "."]);
    assert_eq!((exit, out.as_str()), (heng::Exit::Usage, ""));
    assert!(err.contains("H1040"), "{err}");
    let (exit, _, err) = heng(folder.path(), "zh", &["new", "新库", "--name", "某{县}"]);
    assert_eq!(exit, heng::Exit::Usage);
    assert!(err.contains("H1041"), "{err}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
