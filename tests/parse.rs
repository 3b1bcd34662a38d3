//! Scripts into trees: each `parse/*.heng` parses, each `parse/err_*.heng` is reported as its snapshot says.

use heng_grammar::{parse, source::Source, span::SourceId};
use heng_tests::{outline::outline, report::report};
use std::path::Path;

fn each(folder: &str, check: impl Fn(&str, &Source)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let source = Source::new(SourceId(0), name.as_str(), text);
        let stem = name.split('.').next().unwrap().to_owned();
        check(&stem, &source);
    }
}

#[test]
fn the_corpus_parses() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/parse");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        each("parse", |name, source| {
            let parsed = parse(source);
            let faults = report(source, &parsed.diagnostics);
            if name.starts_with("err_") {
                assert!(!faults.is_empty(), "{name} has no fault");
                insta::assert_snapshot!(name, faults);
            } else {
                assert!(faults.is_empty(), "{name}:\n{faults}");
                insta::assert_snapshot!(name, outline(&parsed.script.items));
            }
        });
    });
}
