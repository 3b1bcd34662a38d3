//! The corpus of what scripts do: every worked example under `tests/run` comes out as it says.

use std::path::Path;

use heng_tests::command::heng_in_chinese;

#[test]
fn every_worked_example_comes_out() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/run");
    let ran = heng_in_chinese(&corpus, &["test", "."], "");
    assert_eq!(ran.exit, heng::Exit::Done, "{}", ran.said());
    assert!(ran.said().matches("通过").count() > 150, "the corpus was not found\n{}", ran.said());
}

#[test]
fn the_library_and_the_example_counties_pass_their_own_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["stdlib/南通", "examples/海门区", "examples/如皋市"] {
        let ran = heng_in_chinese(&root.join(folder), &["test", "."], "");
        assert_eq!(ran.exit, heng::Exit::Done, "{folder}\n{}", ran.said());
        assert!(ran.said().contains("通过"), "{folder} has no examples\n{}", ran.said());
    }
}

/// Folders with `heng.toml` are run: the table and the summary are those of the snapshot.
#[test]
fn every_folder_gives_its_table_and_its_summary() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/run");
    let scratch = tempfile::tempdir().unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/run");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let folders = std::fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> = folders
        .filter(|entry| entry.path().join("heng.toml").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let result = scratch.path().join("r.csv").to_string_lossy().into_owned();
        let ran = heng_in_chinese(&corpus, &["run", &name, "-o", &result], "");
        assert_eq!(ran.exit, heng::Exit::Done, "{name}\n{}", ran.err);
        let summary = ran.out.split("\n写出\n").next().unwrap_or_default();
        let tables = tables_in(scratch.path());
        settings.bind(|| insta::assert_snapshot!(name, format!("{tables}\n{summary}")));
    }
}

/// The tables that a run wrote, several with their names; they are taken away.
fn tables_in(folder: &Path) -> String {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (mut tables, receipts): (Vec<_>, Vec<_>) =
        files.partition(|path| path.extension().is_some_and(|end| end == "csv"));
    tables.sort();
    let several = tables.len() > 1;
    let text = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let heading = if several { format!("{name}\n") } else { String::new() };
        format!("{heading}{}", std::fs::read_to_string(path).unwrap())
    };
    let text: Vec<String> = tables.iter().map(text).collect();
    tables.iter().chain(&receipts).for_each(|path| std::fs::remove_file(path).unwrap());
    text.join("\n")
}
