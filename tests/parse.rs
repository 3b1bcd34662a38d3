//! Scripts into trees: each `parse/*.heng` parses, each `parse/err_*.heng` is reported as its snapshot says.

use heng_grammar::{parse, source::Source, span::SourceId};
use heng_tests::{outline::outline, report::report};
use std::collections::BTreeSet;
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

/// The codes that the grammar's own reports carry, read from where they are made.
fn codes_of_the_parser() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/src/parser");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    files
        .flat_map(|text| {
            let parts = text.split("Diagnostic::error(").skip(1);
            let numbers = parts
                .map(|part| part.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>());
            numbers
                .filter(|number| !number.is_empty())
                .map(|number| format!("H{number:0>4}"))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_code_of_the_parser_has_a_script() {
    let reported = std::cell::RefCell::new(BTreeSet::new());
    each("parse", |_, source| {
        reported.borrow_mut().extend(parse(source).diagnostics.iter().map(|fault| fault.code.to_string()));
    });
    let reported = reported.into_inner();
    let codes = codes_of_the_parser();
    assert!(codes.len() > 30, "{codes:?}");
    let silent: Vec<_> = codes.difference(&reported).collect();
    assert!(silent.is_empty(), "no script in tests/parse is reported with {silent:?}");
}

#[test]
fn a_mend_leaves_text_that_is_read_differently() {
    each("parse", |name, source| {
        for fault in parse(source).diagnostics {
            for mend in &fault.mends {
                let mut text = source.text().to_owned();
                text.replace_range(mend.span().range(), &mend.replacement(source.text()));
                let mended = Source::new(SourceId(0), source.name(), text);
                let left = parse(&mended).diagnostics.into_iter().filter(|left| {
                    left.code == fault.code
                        && left.labels.first().map(|label| label.span)
                            == fault.labels.first().map(|label| label.span)
                });
                assert_eq!(
                    left.count(),
                    0,
                    "{name}: {} is still there after `{}`",
                    fault.code,
                    mend.replacement(source.text())
                );
            }
        }
    });
}

/// The texts of all names in a tree's `Debug` form.
fn names_of(tree: &impl std::fmt::Debug) -> BTreeSet<String> {
    let form = format!("{tree:?}");
    let parts = form.split("Name { text: \"").skip(1);
    parts.filter_map(|part| part.split_once('"')).map(|(name, _)| name.to_owned()).collect()
}

/// 改名 reaches every name of every kind of entry.
#[test]
fn every_name_can_be_renamed() {
    use heng_grammar::tree::{ItemKind, Part, Parts};
    let kept = |kind: &ItemKind| !matches!(kind, ItemKind::Use(_) | ItemKind::Amend(_));
    let check = |name: &str, source: &Source| {
        let mut script = parse(source).script;
        script.items.retain(|item| kept(&item.kind));
        script.parts(&mut |part| match part {
            Part::Declared(name) | Part::Used(name) => name.text.push('#'),
            Part::Words(_) => {}
        });
        // How a column is combined is a word of the language.
        let is_word = |name: &String| heng_grammar::tree::Combiner::of(name).is_some();
        let wrong = |name: &String| !name.ends_with('#') || name.ends_with("##");
        let left: Vec<String> =
            names_of(&script).into_iter().filter(|name| wrong(name) && !is_word(name)).collect();
        assert!(left.is_empty(), "{name}: {left:?} are not renamed, or twice (grammar/src/tree/parts.rs)");
    };
    each("parse", check);
    for document in heng_stdlib::DOCUMENTS {
        check(document.file, &Source::new(SourceId(0), document.file, document.text));
    }
}
